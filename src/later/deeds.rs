//! Saving, copying, printing: what a visitor takes away. Effects.

use super::Effect;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// Does what is neither state nor a request; other effects are not for here.
pub(super) fn deed(effect: Effect) {
    match effect {
        Effect::Save(name, kind, text) => {
            // A browser that does not let pages save says so itself.
            let _ = save(&name, kind, &text);
        }
        Effect::Copy(text) => {
            let clipboard = gloo_utils::window().navigator().clipboard();
            let _ = clipboard.write_text(&text);
        }
        Effect::Print => {
            let _ = gloo_utils::window().print();
        }
        _ => {}
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
    Url::revoke_object_url(&url)
}
