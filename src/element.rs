//! The boundary to the page: what the loader calls, and the events the page hears. Effects; nothing else may
//! touch the host element.

use js_sys::{Function, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement, Node};
#[cfg(feature = "element")]
use {
    crate::app::{App, Msg, Props},
    crate::state::{Config, Shared},
    crate::tasks,
    js_sys::{Map, Object},
    web_sys::HtmlDivElement,
    yew::AppHandle,
};

/// One running widget, held by the loader for its element.
#[cfg(feature = "element")]
#[wasm_bindgen]
pub struct Widget {
    handle: Option<AppHandle<App>>,
    mount: HtmlDivElement,
}

/// Starts a widget on `mount`, an empty `<div>` in the shadow root of `host`.
///
/// `config` has the element's attributes by name (strings, or undefined) and `locales`, the URL of the folder
/// with the texts. `early` is a map of answers that the loader has asked for already, by address.
#[cfg(feature = "element")]
#[wasm_bindgen]
pub fn mount(
    host: HtmlElement,
    mount: HtmlDivElement,
    config: &Object,
    early: Option<Map>,
) -> Widget {
    report_panics();
    tasks::expect(early);
    let mut taken = Config::default();
    for entry in Object::entries(config).iter() {
        let name = Reflect::get_u32(&entry, 0).ok().and_then(|v| v.as_string());
        let value = Reflect::get_u32(&entry, 1).ok();
        if let (Some(name), Some(value)) = (name, value) {
            taken.set(&name, text(&value));
        }
    }
    let props = Props {
        config: taken,
        host: Shared::new(Host(host)),
        mount: mount.clone(),
    };
    Widget {
        handle: Some(
            yew::Renderer::<App>::with_root_and_props(mount.clone().into(), props).render(),
        ),
        mount,
    }
}

#[cfg(feature = "element")]
#[wasm_bindgen]
impl Widget {
    /// Takes a changed attribute.
    pub fn set(&self, name: String, value: &JsValue) {
        if let Some(handle) = &self.handle {
            handle.send_message(Msg::Set(name, text(value)));
        }
    }

    /// Asks for something: `ask` says `what` with which `value`, and is called when it is on screen, with a code of
    /// what is wrong (or undefined) and the answer. Whether the first answer waits for it: `hold`.
    pub fn ask(&self, ask: Function, hold: bool) {
        if let Some(handle) = &self.handle {
            handle.send_message(Msg::Ask(ask, hold));
        }
    }

    /// Stops for good.
    pub fn destroy(mut self) {
        if let Some(handle) = self.handle.take() {
            handle.destroy();
        }
        self.mount.remove();
    }
}

/// A panic ends every widget of the page: the loader hears of it and shows a message in each.
#[cfg(feature = "element")]
fn report_panics() {
    std::panic::set_hook(Box::new(|info| end(&info.to_string())));
}

/// Ends every widget of the page with the loader's message, which needs nothing but the loader.
pub(crate) fn end(cause: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&JsValue::from_str(cause));
    if let Ok(event) = CustomEvent::new_with_event_init_dict("city-peers-panic", &init) {
        let _ = gloo_utils::window().dispatch_event(&event);
    }
}

#[cfg(feature = "element")]
fn text(value: &JsValue) -> String {
    match value.as_string() {
        Some(text) => text,
        None => value
            .as_f64()
            .map_or_else(String::new, |x| (x as i64).to_string()),
    }
}

/// The custom element, as the widget may use it: to speak, not to change it.
#[derive(Debug)]
pub struct Host(pub(crate) HtmlElement);

impl Host {
    /// Dispatches `city-peers-<name>`: composed, bubbling, with plain JSON as detail.
    pub(crate) fn say(&self, name: &str, detail: &JsValue) {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(detail);
        let name = ["city-peers-", name].concat();
        if let Ok(event) = CustomEvent::new_with_event_init_dict(&name, &init) {
            // A listener that throws is the page's matter.
            let _ = self.0.dispatch_event(&event);
        }
    }

    /// As [`Host::say`]; whether the page sees to it itself, by preventing what else would be done.
    pub(crate) fn offer(&self, name: &str, detail: &JsValue) -> bool {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(detail);
        // Only such an event may be prevented.
        let _ = Reflect::set(&init, &"cancelable".into(), &JsValue::TRUE);
        let name = ["city-peers-", name].concat();
        let event = CustomEvent::new_with_event_init_dict(&name, &init);
        event.is_ok_and(|event| self.0.dispatch_event(&event) == Ok(false))
    }

    /// A property of the element.
    pub(crate) fn property(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or_default()
    }

    /// Its id, which links name where a page has several elements.
    pub(crate) fn id(&self) -> String {
        self.0.id()
    }

    /// What the page's address says to this element after `#city-peers=`: to the one whose id it names, else to the first.
    pub(crate) fn link(&self) -> Option<String> {
        let hash = gloo_utils::window().location().hash().ok()?;
        let link = hash.strip_prefix("#city-peers=")?;
        let id = link.split('&').find_map(|pair| pair.strip_prefix("at="));
        let id = id.and_then(|id| js_sys::decode_uri_component(id).ok());
        let document = gloo_utils::document();
        let named = id.and_then(|id| document.get_element_by_id(&String::from(id)));
        let named = named.filter(|found| found.tag_name() == self.0.tag_name());
        let meant = named.or_else(|| document.query_selector(&self.0.tag_name()).ok()?);
        // Where none stands in the page itself, this one is in another component: it is the first we know.
        let ours = |meant: &Node| meant.is_same_node(Some(&self.0));
        meant
            .is_none_or(|meant| ours(&meant))
            .then(|| link.to_owned())
    }
}

/// Hears that the fragment of the page's address has changed, as long as it is kept.
pub(crate) struct Hearing(Closure<dyn FnMut()>);

impl Hearing {
    /// Begins to hear.
    pub(crate) fn new(then: impl FnMut() + 'static) -> Hearing {
        let hearing = Hearing(Closure::new(then));
        let heard = hearing.0.as_ref().unchecked_ref();
        // The name of the event is one that every window knows.
        let _ = gloo_utils::window().add_event_listener_with_callback(CHANGED, heard);
        hearing
    }
}

impl Drop for Hearing {
    fn drop(&mut self) {
        let heard = self.0.as_ref().unchecked_ref();
        let _ = gloo_utils::window().remove_event_listener_with_callback(CHANGED, heard);
    }
}

const CHANGED: &str = "hashchange";

/// Plain JSON for an event.
pub(crate) fn plain(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or(JsValue::NULL)
}

/// Answers something that the page has asked for; `code` says what is wrong, empty where nothing is.
pub(crate) fn reply(ask: &Function, code: &str, answer: &JsValue) {
    let code = match code {
        "" => JsValue::UNDEFINED,
        code => code.into(),
    };
    // The loader's own function: it does not throw.
    let _ = ask.call2(&JsValue::UNDEFINED, &code, answer);
}
