//! Keeps the draft in this browser, if the visitor says so: the only place that may use the browser's storage. Effects.

use wasm_bindgen::JsValue;
use web_sys::Storage;

/// Where the drafts of this site are kept; none where the browser does not let it.
fn storage() -> Option<Storage> {
    gloo_utils::window().local_storage().ok().flatten()
}

fn key(directory: &str) -> String {
    ["city-peers draft ", directory].concat()
}

/// Keeps a draft; `false` where the browser does not let it.
pub(super) fn keep(directory: &str, json: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&key(directory), json).is_ok())
}

/// The draft that was kept.
pub(super) fn kept(directory: &str) -> Option<JsValue> {
    let text = storage()?.get_item(&key(directory)).ok()??;
    js_sys::JSON::parse(&text).ok()
}

/// Forgets it.
pub(super) fn forget(directory: &str) {
    if let Some(storage) = storage() {
        // What cannot be taken out was not kept either.
        let _ = storage.remove_item(&key(directory));
    }
}
