//! Saving, copying, printing: what a visitor takes away. Effects.

use super::Effect;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// Does what is neither state nor a request; other effects are not for here. Copying promises to be done.
pub(super) fn deed(effect: Effect) -> Option<Promise> {
    match effect {
        Effect::Save(name, kind, text) => {
            // A browser that does not let pages save says so itself.
            let _ = save(&name, kind, &text);
            None
        }
        Effect::Copy(text) => Some(copy(&text)),
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
