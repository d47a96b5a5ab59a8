//! Builds Yew's virtual DOM call by call. `html!` would expand to several times the code of these calls, and code is
//! what a page loads: nothing here is generic but the thin [`Dom::el`].

use super::held::{Content, held};
use crate::action::Action;
use crate::later::Field;
use crate::words::Words;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::virtual_dom::{AttrValue, Key, Listener, ListenerKind, VList, VNode, VTag, VText};
use yew::{Callback, Html};

/// Elements under construction, the innermost last.
pub(crate) struct Dom<'a> {
    words: &'a Words,
    act: &'a Callback<Action>,
    open: Vec<VTag>,
    done: VList,
    before: Parts,
    now: Parts,
    room: usize,
    any: bool,
}

/// The parts of a view as they were built last, so that some can be left as they are for a moment.
#[derive(Default)]
pub(crate) struct Parts {
    held: Vec<(u32, Rc<Content>)>,
    /// Counts what was built.
    stamp: u32,
    /// Some were put off: they show what was, or nothing yet.
    pub(crate) put_off: bool,
}

/// Starts an action.
struct Start {
    kind: ListenerKind,
    act: Callback<Action>,
    action: Action,
}

impl Listener for Start {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }
    fn handle(&self, event: web_sys::Event) {
        if self.kind != ListenerKind::onkeydown || is_escape(&event) {
            self.act.emit(self.action.clone());
        }
    }
    fn passive(&self) -> bool {
        false
    }
}

/// Whether a key leaves what is open. In a list of suggestions it closes the list first.
fn is_escape(event: &web_sys::Event) -> bool {
    let of = |value: &JsValue, name: &str| {
        js_sys::Reflect::get(value, &JsValue::from_str(name)).unwrap_or_default()
    };
    let target = event.target().map(JsValue::from).unwrap_or_default();
    let in_list = of(&target, "role").as_string().as_deref() == Some("combobox")
        && of(&target, "ariaExpanded").as_string().as_deref() == Some("true");
    of(event, "key").as_string().as_deref() == Some("Escape") && !in_list
}

/// Hands an event on.
struct Hear {
    kind: ListenerKind,
    callback: Callback<web_sys::Event>,
}

impl Listener for Hear {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }
    fn handle(&self, event: web_sys::Event) {
        self.callback.emit(event);
    }
    fn passive(&self) -> bool {
        false
    }
}

/// Hands on what a field of a later view holds.
struct Typed {
    kind: ListenerKind,
    act: Callback<Action>,
    field: Field,
}

impl Listener for Typed {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }
    fn handle(&self, event: web_sys::Event) {
        let target: JsValue = event.target().map(JsValue::from).unwrap_or_default();
        let of = |value: &JsValue, name: &str| {
            js_sys::Reflect::get(value, &JsValue::from_str(name)).unwrap_or_default()
        };
        let kind = of(&target, "type").as_string().unwrap_or_default();
        if let ListenerKind::onkeydown | ListenerKind::onclick = self.kind {
            if let Some(what) = pressed(&event, &of, &target, &kind) {
                self.act.emit(Action::Typed(self.field, what));
            }
            return;
        }
        self.act.emit(match kind.as_str() {
            "checkbox" => {
                let checked = of(&target, "checked").is_truthy();
                Action::Typed(self.field, checked.to_string())
            }
            "file" => match of(&of(&target, "files"), "0") {
                file if file.is_undefined() => return,
                file => Action::Read(self.field, file),
            },
            _ => {
                let value = of(&target, "value").as_string().unwrap_or_default();
                Action::Typed(self.field, value)
            }
        });
    }
    fn passive(&self) -> bool {
        false
    }
}

/// A key as `ctrl shift z`, outside of fields that take it themselves; a place pressed as thousandths of the element's
/// width and height.
#[inline(never)]
fn pressed(
    event: &web_sys::Event,
    of: &dyn Fn(&JsValue, &str) -> JsValue,
    target: &JsValue,
    kind: &str,
) -> Option<String> {
    let number = |from: &JsValue, name: &str| of(from, name).as_f64().unwrap_or_default();
    let is = |name: &str| of(event, name).is_truthy();
    let Some(key) = of(event, "key").as_string() else {
        // A press of a key on a button has no place.
        let share = |at: &str, size: &str| {
            ((number(event, at) * 1000.0 / number(target, size)) as i32).to_string()
        };
        let place = || {
            [
                share("offsetX", "offsetWidth"),
                share("offsetY", "offsetHeight"),
            ]
        };
        return (number(event, "detail") > 0.0).then(|| place().join(" "));
    };
    if !matches!(kind, "" | "button" | "checkbox" | "radio" | "select-one") {
        return None;
    }
    if key.starts_with("Arrow") && kind == "button" {
        event.prevent_default();
    }
    let mut said = String::new();
    if is("ctrlKey") || is("metaKey") {
        said.push_str("ctrl ");
    }
    if is("shiftKey") {
        said.push_str("shift ");
    }
    said.push_str(&key);
    Some(said)
}

fn copied(text: &str) -> AttrValue {
    AttrValue::Rc(text.into())
}

impl<'a> Dom<'a> {
    /// Nothing yet.
    pub(crate) fn new(words: &'a Words, act: &'a Callback<Action>) -> Self {
        Dom {
            words,
            act,
            open: Vec::new(),
            done: VList::new(),
            before: Parts::default(),
            now: Parts::default(),
            room: usize::MAX,
            any: true,
        }
    }

    /// Only so many parts are to be built, see [`Dom::hold`]; the others stay as they were before.
    pub(crate) fn put_off(&mut self, before: Parts, room: usize) {
        self.before = before;
        self.room = room;
        self.any = room > 0;
    }

    /// The parts as they are now.
    pub(crate) fn parts(&mut self) -> Parts {
        self.now.stamp = self.before.stamp;
        if self.now.put_off {
            // Parts within what was put off are still there.
            let before = std::mem::take(&mut self.before.held);
            for held in before {
                if self.now.held.iter().all(|(key, _)| *key != held.0) {
                    self.now.held.push(held);
                }
            }
        }
        std::mem::take(&mut self.now)
    }

    /// Where actions go.
    pub(crate) fn act(&self) -> &'a Callback<Action> {
        self.act
    }

    /// All that was built.
    pub(crate) fn finish(self) -> Html {
        self.done.into()
    }

    /// An element, written as a selector: `p.note.wide[role=status]`.
    #[inline(always)]
    pub(crate) fn el(&mut self, what: &'static str, inside: impl FnOnce(&mut Self)) {
        self.start(what);
        inside(self);
        self.end();
    }

    /// An element that holds a text of the interface.
    #[inline(never)]
    pub(crate) fn word_el(&mut self, what: &'static str, key: &str) {
        self.text_el(what, self.words.text(key));
    }

    /// An element that holds a text.
    #[inline(never)]
    pub(crate) fn text_el(&mut self, what: &'static str, text: &str) {
        self.start(what);
        self.text(text);
        self.end();
    }

    /// An element that holds a text of the interface with values in its places.
    #[inline(never)]
    pub(crate) fn with_el(&mut self, what: &'static str, key: &str, values: &[(&str, &str)]) {
        self.start(what);
        self.with(key, values);
        self.end();
    }

    /// An element without content.
    #[inline(never)]
    pub(crate) fn empty_el(&mut self, what: &'static str, attributes: &[(&'static str, &str)]) {
        self.start(what);
        for (name, value) in attributes {
            self.attr(name, value);
        }
        self.end();
    }

    /// A button that starts an action.
    #[inline(never)]
    pub(crate) fn button(&mut self, what: &'static str, action: Action, text: &str) {
        self.start(what);
        self.attr("type", "button");
        self.on(ListenerKind::onclick, action);
        self.text(text);
        self.end();
    }

    /// One such element for each text.
    #[inline(never)]
    pub(crate) fn each(&mut self, what: &'static str, texts: &[String]) {
        for text in texts {
            self.text_el(what, text);
        }
    }

    /// Elements that count as one among their siblings, however many they are: what stands before them stays the same to
    /// Yew when they come, which would else be made anew.
    #[inline(always)]
    pub(crate) fn group(&mut self, inside: impl FnOnce(&mut Self)) {
        self.start("g");
        inside(self);
        self.end_group();
    }

    #[inline(never)]
    fn end_group(&mut self) {
        if let Some(tag) = self.open.pop() {
            self.node(tag.into_children().unwrap_or_default());
        }
    }

    /// A part of a long view. When there is something new to show, the first parts are shown at once and the others a moment
    /// later: the visitor need not wait for what is below the edge of the screen. `key` is the part's own.
    #[inline(always)]
    pub(crate) fn hold(&mut self, key: u32, inside: impl FnOnce(&mut Self)) {
        let room = self.begin_hold(self.room > 0);
        if room {
            inside(self);
        }
        self.end_hold(key, room);
    }

    /// The same for what stands beside these parts: put off only where there is room for none at all.
    #[inline(always)]
    pub(crate) fn beside(&mut self, key: u32, inside: impl FnOnce(&mut Self)) {
        let room = self.begin_hold(self.any());
        if room {
            inside(self);
        }
        self.end_hold(key, room);
    }

    /// Whether any parts are built now.
    pub(crate) fn any(&self) -> bool {
        self.any
    }

    /// `false` where the part is put off.
    #[inline(never)]
    fn begin_hold(&mut self, room: bool) -> bool {
        self.start("g");
        self.now.put_off |= !room;
        room
    }

    #[inline(never)]
    fn end_hold(&mut self, key: u32, built: bool) {
        let Some(tag) = self.open.pop() else { return };
        let before = self.before.held.iter().find(|(k, _)| *k == key);
        let content = match before.filter(|_| !built) {
            Some((_, old)) => old.clone(),
            None => {
                let node = tag.into_children().unwrap_or_default();
                let empty = matches!(&node, VNode::VList(list) if list.is_empty());
                self.room = self.room.saturating_sub(usize::from(!empty));
                self.before.stamp += 1;
                let stamp = self.before.stamp;
                Rc::new(Content { stamp, node })
            }
        };
        self.node(held(&content));
        self.now.held.push((key, content));
    }

    #[inline(never)]
    fn start(&mut self, what: &'static str) {
        let mut parts = what.split('[');
        let head = parts.next().unwrap_or_default();
        let (tag, classes) = head.split_once('.').unwrap_or((head, ""));
        self.open.push(VTag::new(tag));
        if !classes.is_empty() {
            self.attr("class", &classes.replace('.', " "));
        }
        for part in parts {
            if let Some((name, value)) = part.split_once('=') {
                self.attr(name, value.trim_end_matches(']'));
            }
        }
    }

    #[inline(never)]
    fn end(&mut self) {
        if let Some(tag) = self.open.pop() {
            self.node(tag.into());
        }
    }

    /// A node made elsewhere.
    #[inline(never)]
    pub(crate) fn node(&mut self, node: VNode) {
        match self.open.last_mut() {
            Some(tag) => tag.add_child(node),
            None => self.done.add_child(node),
        }
    }

    /// Keeps the place of an element that is not there now: what comes before it stays the same to Yew.
    pub(crate) fn nothing(&mut self) {
        self.node(VNode::default());
    }

    /// A text.
    #[inline(never)]
    pub(crate) fn text(&mut self, text: &str) {
        self.node(VText::new(copied(text)).into());
    }

    /// A text of the interface.
    #[inline(never)]
    pub(crate) fn word(&mut self, key: &str) {
        self.text(self.words.text(key));
    }

    /// A text of the interface with values in its places.
    #[inline(never)]
    pub(crate) fn with(&mut self, key: &str, values: &[(&str, &str)]) {
        self.text(&self.words.with(key, values));
    }

    /// A whole number.
    #[inline(never)]
    pub(crate) fn number(&mut self, n: usize) {
        self.text(&self.words.number(n as f64));
    }

    /// An attribute of the innermost element.
    #[inline(never)]
    pub(crate) fn attr(&mut self, name: &'static str, value: &str) {
        if let Some(tag) = self.open.last_mut() {
            tag.add_attribute(name, copied(value));
        }
    }

    /// An attribute too long to be copied at every rendering.
    pub(crate) fn shared_attr(&mut self, name: &'static str, value: &Rc<str>) {
        if let Some(tag) = self.open.last_mut() {
            tag.add_attribute(name, AttrValue::Rc(Rc::clone(value)));
        }
    }

    /// An attribute that is there or not.
    pub(crate) fn flag(&mut self, name: &'static str, set: bool) {
        if set {
            self.attr(name, name);
        }
    }

    /// Tells the innermost element from its siblings.
    #[inline(never)]
    pub(crate) fn key(&mut self, key: u32) {
        if let Some(tag) = self.open.last_mut() {
            tag.key = Some(Key::from(key));
        }
    }

    /// The value of an input.
    #[inline(never)]
    pub(crate) fn value(&mut self, value: &str) {
        if let Some(tag) = self.open.last_mut() {
            tag.set_value(Some(copied(value)));
        }
    }

    /// Whether an input is checked.
    #[inline(never)]
    pub(crate) fn checked(&mut self, checked: bool) {
        if let Some(tag) = self.open.last_mut() {
            tag.set_checked(checked);
        }
    }

    /// Whether an option is the chosen one.
    #[inline(never)]
    pub(crate) fn chosen(&mut self, chosen: bool) {
        if let Some(tag) = self.open.last_mut() {
            tag.add_property("selected", chosen);
        }
    }

    /// Starts an action when something happens to the innermost element; on `onkeydown`, when Escape is pressed.
    #[inline(never)]
    pub(crate) fn on(&mut self, kind: ListenerKind, action: Action) {
        #[cfg(all(feature = "render", not(target_arch = "wasm32")))]
        if let Some(goal) = action.goal() {
            self.attr("data-goal", &goal);
        }
        let act = self.act.clone();
        self.listen(Rc::new(Start { kind, act, action }));
    }

    /// Hands on the value of a field of a later view whenever it changes: `oninput` at every key, `onchange` when done.
    #[inline(never)]
    pub(crate) fn typed(&mut self, kind: ListenerKind, field: Field) {
        let act = self.act.clone();
        self.listen(Rc::new(Typed { kind, act, field }));
    }

    /// Calls back when something happens to the innermost element.
    #[inline(never)]
    pub(crate) fn hear(&mut self, kind: ListenerKind, callback: Callback<web_sys::Event>) {
        self.listen(Rc::new(Hear { kind, callback }));
    }

    #[inline(never)]
    fn listen(&mut self, listener: Rc<dyn Listener>) {
        if let Some(tag) = self.open.last_mut() {
            tag.add_listener(listener);
        }
    }
}
