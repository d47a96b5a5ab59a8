//! The boundary to the page: what the loader calls, and the events the page hears. Effects; nothing else may
//! touch the host element.

use crate::app::{App, Msg, Props};
use crate::state::{Config, Shared};
use crate::tasks;
use js_sys::{Function, Map, Object, Promise, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, HtmlDivElement, HtmlElement, Node};
use yew::AppHandle;

/// One running widget, held by the loader for its element.
#[wasm_bindgen]
pub struct Widget {
    handle: Option<AppHandle<App>>,
    mount: HtmlDivElement,
}

/// Starts a widget on `mount`, an empty `<div>` in the shadow root of `host`.
///
/// `config` has the element's attributes by name (strings, or undefined) and `locales`, the URL of the folder
/// with the texts. `early` is a map of answers that the loader has asked for already, by address.
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

#[wasm_bindgen]
impl Widget {
    /// Takes a changed attribute.
    pub fn set(&self, name: String, value: &JsValue) {
        if let Some(handle) = &self.handle {
            handle.send_message(Msg::Set(name, text(value)));
        }
    }

    /// Suggests now; resolves with the answer when it is on screen.
    pub fn suggest(&self) -> Promise {
        Promise::new(&mut |resolve, reject| {
            if let Some(handle) = &self.handle {
                handle.send_message(Msg::Suggest { resolve, reject });
            }
        })
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
pub struct Host(HtmlElement);

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

/// Settles a promise.
pub(crate) fn settle(function: &Function, value: &JsValue) {
    // Resolvers of promises do not throw.
    let _ = function.call1(&JsValue::UNDEFINED, value);
}

/// An error with a code, as promises reject with.
pub(crate) fn error(code: &str) -> JsValue {
    let error = js_sys::Error::new(&["city-peers: ", code].concat());
    let _ = Reflect::set(&error, &JsValue::from_str("code"), &JsValue::from_str(code));
    error.into()
}
