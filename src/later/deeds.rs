//! Saving, copying, printing, handing over: what leaves the widget. Effects.

use super::{Effect, Field, keep, profile};
use crate::element::Host;
use crate::tasks;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// Does what is not state; other effects are not for here. What is done later is promised, with the field that takes what
/// comes of it.
pub(super) fn deed(host: &Host, effect: Effect) -> Option<(Promise, Field)> {
    match effect {
        Effect::Save(name, kind, text) => {
            // A browser that does not let pages save says so itself.
            let _ = save(&name, kind, &text);
            None
        }
        Effect::Copy(text) => Some((copy(&text), Field::Keep(keep::Field::Copied))),
        Effect::Submit(detail, text, to) => {
            let said = match (host.offer("submit", &detail), to) {
                (true, _) => Promise::resolve(&JsValue::from_str(profile::TAKEN)),
                (_, Some(to)) => tasks::post(&to, &text),
                (_, None) => {
                    let _ = save(profile::FILE, "application/json", &text);
                    Promise::resolve(&JsValue::from_str(profile::SAVED))
                }
            };
            Some((said, Field::Profile(profile::Field::Submitted)))
        }
        Effect::Warn(text) => {
            let window: JsValue = gloo_utils::window().into();
            let member = |of: &JsValue, name: &str| Reflect::get(of, &name.into());
            if let Ok(console) = member(&window, "console")
                && let Ok(Ok(error)) = member(&console, "error").map(|e| e.dyn_into::<Function>())
            {
                // A page may have made the console its own.
                let _ = error.call1(&console, &text.into());
            }
            None
        }
        Effect::Print => {
            let _ = gloo_utils::window().print();
            None
        }
        _ => None,
    }
}

/// Puts a text on the clipboard. Pages without a secure address have no clipboard: that is a promise not kept.
fn copy(text: &str) -> Promise {
    let window = gloo_utils::window();
    let clipboard = Reflect::get(&window.navigator(), &JsValue::from_str("clipboard"));
    match clipboard.ok().filter(JsValue::is_object) {
        Some(clipboard) => clipboard
            .unchecked_into::<web_sys::Clipboard>()
            .write_text(text),
        None => Promise::reject(&JsValue::UNDEFINED),
    }
}

fn save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link = gloo_utils::document().create_element("a")?;
    link.set_attribute("href", &url)?;
    link.set_attribute("download", name)?;
    link.unchecked_into::<HtmlElement>().click();
    // Safari fetches the file after the click: it may only be let go of later.
    let release = wasm_bindgen::closure::Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&url);
    });
    let release = release.unchecked_ref();
    gloo_utils::window().set_timeout_with_callback_and_timeout_and_arguments_0(release, 60_000)?;
    Ok(())
}
