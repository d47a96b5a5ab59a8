//! What runs behind the component's host: shadow root, style, the widget itself. Effects.

use super::events::{NAMES, SUBMIT};
use super::handle::{Control, asking};
use super::{CityPeers, CityPeersHandle, CityPeersProps, Message, Options};
use crate::app::{self, App};
use crate::element::{self, Host};
use crate::state::{Config, Shared};
use crate::tasks;
use city_peers_engine::model::Profile;
use js_sys::{Array, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{
    CssStyleSheet, Element, HtmlDivElement, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode,
};
use yew::{AppHandle, Context};

/// What runs behind one host. Dropping it ends the widget and leaves the host as it was, but for a shadow root that shows
/// its children.
pub(super) struct Inside {
    host: HtmlElement,
    root: ShadowRoot,
    /// Shows the children until the widget runs.
    slot: Element,
    /// `None` where the browser has no such.
    sheet: Option<CssStyleSheet>,
    /// Address of the widget's own files.
    base: String,
    heard: Closure<dyn FnMut(web_sys::Event)>,
    /// The application sees to profiles that are handed in.
    takes_profiles: Rc<Cell<bool>>,
    running: Option<Running>,
    /// What the application asks through.
    remote: Option<(CityPeersHandle, Rc<Control>)>,
}

/// The widget itself.
struct Running {
    handle: AppHandle<App>,
    mount: HtmlDivElement,
    /// What it was told last.
    said: Attributes,
    profile: Option<Rc<Profile>>,
    options: Options,
}

/// The attributes of the element that props stand for.
type Attributes = [(&'static str, String); 10];
/// Those that make the widget begin the question anew; the rest of it has to be said again then.
const QUESTION: [&str; 6] = ["directory", "city", "topics", "purpose", "max", "view"];
/// Those that the widget reads off its host, as properties of the element.
const PROPERTIES: [(&str, &str); 4] = [
    ("city", "city"),
    ("view", "view"),
    ("submit-to", "submitTo"),
    ("drafts", "drafts"),
];

impl Inside {
    /// Asks for what a widget behind `host` needs; the fallback shows until then.
    pub(super) fn new(host: HtmlElement, ctx: &Context<CityPeers>) -> Result<Inside, JsValue> {
        let root = match host.shadow_root() {
            // One for all lives of an element: it cannot have a second.
            Some(root) => root,
            None => host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?,
        };
        let slot = show_children(&root)?;
        let takes_profiles = Rc::new(Cell::new(false));
        let mut inside = Inside {
            sheet: sheet(&root)?,
            base: absolute(&with_slash(&ctx.props().base)),
            heard: listen(&host, ctx, takes_profiles.clone()),
            takes_profiles,
            host,
            root,
            slot,
            running: None,
            remote: None,
        };
        inside.connect(ctx.props());
        let said = inside.attributes(ctx.props());
        let of = |name| {
            let of = said.iter().find(|(of, _)| *of == name);
            of.map_or_else(String::new, |(_, value)| value.clone())
        };
        let (base, lang, directory) = (inside.base.clone(), of("lang"), of("directory"));
        ctx.link().send_future(async move {
            let style = tasks::first_files(&base, &lang, &directory).await;
            Message::Arrived { base, style }
        });
        Ok(inside)
    }

    /// Starts the widget in its style.
    pub(super) fn start(&mut self, props: &CityPeersProps, style: &str) -> Result<(), JsValue> {
        let mount = gloo_utils::document().create_element("div")?;
        let mount: HtmlDivElement = mount.unchecked_into();
        mount.set_class_name("mount");
        mount.set_attribute("role", "region")?;
        // The widget shows the children itself where it has nothing to show.
        self.root.replace_child(&mount, &self.slot)?;
        match &self.sheet {
            Some(sheet) => sheet.replace_sync(style)?,
            // Before Firefox 101.
            None => link(&self.root, &[&self.base, tasks::FIRST_STYLE].concat())?,
        }
        let said = self.attributes(props);
        let mut config = Config::default();
        config.set("locales", [&self.base, "locales/"].concat());
        for (name, value) in &said {
            config.set(name, value.clone());
        }
        let props_inside = app::Props {
            config,
            host: Shared::new(Host(self.host.clone())),
            mount: mount.clone(),
        };
        let root = mount.clone().into();
        let renderer = yew::Renderer::<App>::with_root_and_props(root, props_inside);
        let handle = renderer.render();
        self.running = Some(Running {
            handle,
            mount,
            said,
            profile: None,
            options: Options::default(),
        });
        self.give(props, false);
        self.open();
        Ok(())
    }

    /// Where the widget's own files come from.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// Listens to the handle the application gives, and to no other.
    fn connect(&mut self, props: &CityPeersProps) {
        if self.remote.as_ref().map(|(remote, _)| remote) == props.handle.as_ref() {
            return;
        }
        if let Some((before, control)) = self.remote.take() {
            before.disconnect(&control);
        }
        self.remote = props.handle.clone().map(|remote| {
            let control = remote.connect();
            (remote, control)
        });
        self.open();
    }

    /// Lets through what is asked, where there is somebody to ask.
    fn open(&self) {
        if let (Some((_, control)), Some(running)) = (&self.remote, &self.running) {
            control.open(running.handle.callback(|message| message));
        }
    }

    /// Takes over what the application says now, where it differs from before.
    pub(super) fn set(&mut self, props: &CityPeersProps) {
        self.connect(props);
        let now = self.attributes(props);
        let Some(running) = &mut self.running else {
            return;
        };
        let mut anew = false;
        for ((name, now), (_, before)) in now.iter().zip(&running.said) {
            if now != before {
                anew |= QUESTION.contains(name);
                let message = app::Msg::Set((*name).to_owned(), now.clone());
                running.handle.send_message(message);
            }
        }
        running.said = now;
        self.give(props, anew);
    }

    /// Says what is not an attribute, where it differs from before; the rest of a question that begins `anew` again.
    fn give(&mut self, props: &CityPeersProps, anew: bool) {
        let Some(running) = &mut self.running else {
            return;
        };
        let give = |what, value: JsValue| {
            // The widget says by event and console what is wrong with it.
            let ask = asking(what, &value, |_, _| ());
            running.handle.send_message(app::Msg::Ask(ask, true));
        };
        if running.profile != props.profile {
            let profile = props.profile.as_deref();
            give("profile", profile.map_or(JsValue::NULL, element::plain));
        }
        if running.options != props.options || anew && props.options != Options::default() {
            give("options", element::plain(&props.options));
        }
        running.profile.clone_from(&props.profile);
        running.options.clone_from(&props.options);
    }

    /// Props as the attributes of the element, and as those of its properties that the widget looks at.
    fn attributes(&self, props: &CityPeersProps) -> Attributes {
        let text = |value: &Option<yew::AttrValue>| {
            let value = value.as_deref();
            value.unwrap_or_default().to_owned()
        };
        let directory = match props.directory.as_deref() {
            None | Some("") => [&self.base, "directory/directory.json"].concat(),
            Some(directory) => absolute(directory),
        };
        let (lang, dir) = locale(&self.host, text(&props.lang), text(&props.dir));
        let attributes = [
            ("directory", directory),
            ("city", text(&props.city)),
            ("topics", props.topics.as_str().to_owned()),
            ("purpose", props.purpose.code().to_owned()),
            (
                "max",
                props.max.map_or_else(String::new, |max| max.to_string()),
            ),
            ("view", props.view.code().to_owned()),
            ("lang", lang),
            ("dir", dir),
            ("submit-to", text(&props.submit_to)),
            (
                "drafts",
                if props.drafts { "drafts" } else { "" }.to_owned(),
            ),
        ];
        for (name, property) in PROPERTIES {
            let value = attributes.iter().find(|(of, _)| *of == name);
            let value = value.map_or("", |(_, value)| value);
            // Nothing of the kind stands on an element that is not defined.
            let _ = Reflect::set(&self.host, &property.into(), &value.into());
        }
        self.takes_profiles.set(props.on_submit.is_some());
        attributes
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        for name in NAMES {
            // Names of events are never refused.
            let _ = self.host.remove_event_listener_with_callback(name, heard);
        }
        if let Some((remote, control)) = &self.remote {
            remote.disconnect(control);
        }
        if let Some(Running { handle, mount, .. }) = self.running.take() {
            handle.destroy();
            // Yew's listeners keep the element they were put on for ever: it must not keep the host.
            mount.remove();
        }
        // A host that is on its way out shows nothing any more.
        let _ = show_children(&self.root);
    }
}

/// Hears what the widget says to its host; what widgets among its children say is not for it.
fn listen(
    host: &HtmlElement,
    ctx: &Context<CityPeers>,
    takes_profiles: Rc<Cell<bool>>,
) -> Closure<dyn FnMut(web_sys::Event)> {
    let link = ctx.link().clone();
    let heard = Closure::new(move |event: web_sys::Event| {
        if event.target() == event.current_target() {
            if takes_profiles.get() && event.type_() == SUBMIT {
                // Else the widget would send it, or save a file.
                event.prevent_default();
            }
            link.send_message(Message::Heard(event));
        }
    });
    for name in NAMES {
        let _ = host.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
    }
    heard
}

/// Has a root show the children of its host, and nothing else: those for header and footer, and between them all others,
/// in the slot that is given.
fn show_children(root: &ShadowRoot) -> Result<Element, JsValue> {
    let slot = |name| {
        let slot = gloo_utils::document().create_element("slot")?;
        slot.set_attribute("name", name)?;
        Ok::<Element, JsValue>(slot)
    };
    let (header, all, footer) = (slot("header")?, slot("")?, slot("footer")?);
    root.replace_children_with_node_3(&header, &all, &footer);
    Ok(all)
}

/// An empty style sheet of a root, to be filled; `None` where the browser has no such.
fn sheet(root: &ShadowRoot) -> Result<Option<CssStyleSheet>, JsValue> {
    let name = JsValue::from_str("adoptedStyleSheets");
    if js_sys::Reflect::get(root, &name)?.is_undefined() {
        return Ok(None);
    }
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(":host{display:block}")?;
    js_sys::Reflect::set(root, &name, &js_sys::Array::of1(&sheet))?;
    Ok(Some(sheet))
}

fn link(root: &ShadowRoot, url: &str) -> Result<(), JsValue> {
    let link = gloo_utils::document().create_element("link")?;
    link.set_attribute("rel", "stylesheet")?;
    link.set_attribute("href", url)?;
    root.append_child(&link).map(drop)
}

/// An address relative to the page's base address, in full; as it is where it is none.
fn absolute(address: &str) -> String {
    let base = gloo_utils::document().base_uri().ok().flatten();
    web_sys::Url::new_with_base(address, &base.unwrap_or_default())
        .map_or_else(|_| address.to_owned(), |url| url.href())
}

fn with_slash(folder: &str) -> String {
    let slash = if folder.is_empty() || folder.ends_with('/') {
        ""
    } else {
        "/"
    };
    [folder, slash].concat()
}

/// Languages that are written from right to left, as the loader has them.
const RIGHT_TO_LEFT: [&str; 15] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi",
];

/// Language and direction: those given, else the nearest ancestor's, through shadow roots, else the browser's. A direction
/// counts as near as its language.
fn locale(host: &HtmlElement, mut lang: String, mut dir: String) -> (String, String) {
    let mut next = host.parent_element().or_else(|| host_of(host));
    while let Some(node) = next.filter(|_| lang.is_empty()) {
        if dir.is_empty() {
            dir = node.get_attribute("dir").unwrap_or_default();
        }
        lang = node.get_attribute("lang").unwrap_or_default();
        next = node.parent_element().or_else(|| host_of(&node));
    }
    if lang.is_empty() {
        let own = gloo_utils::window().navigator().language();
        lang = own.unwrap_or_else(|| "en".to_owned());
    }
    let lang = tag(&lang);
    dir.make_ascii_lowercase();
    if dir != "ltr" && dir != "rtl" {
        let base = lang.split('-').next().unwrap_or_default();
        let is = |code: &str| code.eq_ignore_ascii_case(base);
        let rtl = RIGHT_TO_LEFT.iter().any(|code| is(code));
        dir = if rtl { "rtl" } else { "ltr" }.to_owned();
    }
    (lang, dir)
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = getCanonicalLocales)]
    fn canonical_locales(lang: &str) -> Result<Array, JsValue>;
}

/// A language as `Intl` takes it, whatever a page writes (the loader's `tagOf`): of what is no tag its base, else English.
fn tag(lang: &str) -> String {
    let written = lang.trim().replace('_', "-");
    let known = canonical_locales(&written).ok();
    known
        .and_then(|all| all.get(0).as_string())
        .unwrap_or_else(|| {
            let mut words = written.split(|c: char| !c.is_alphanumeric());
            let base = words.next().filter(|word| {
                (2..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic())
            });
            base.unwrap_or("en").to_owned()
        })
}

/// The host of the shadow root that an element stands in.
fn host_of(element: &Element) -> Option<Element> {
    let root = element.get_root_node().dyn_into::<ShadowRoot>().ok()?;
    Some(root.host())
}
