//! A profile as plain JSON: in files, and in links where the visitor wants it there. Reads only.

use crate::element;
use city_peers_engine::model::Profile;
use wasm_bindgen::JsValue;

/// As JSON of the publisher's `profiles/*.json`.
pub(super) fn to_json(profile: &Profile) -> JsValue {
    element::plain(profile)
}

/// From such JSON, or what is wrong with it.
pub(super) fn from_json(json: &JsValue) -> Result<Profile, Vec<String>> {
    serde_wasm_bindgen::from_value(json.clone()).map_err(|error| vec![error.to_string()])
}

/// The same without addresses to write to.
pub(super) fn without_contacts(profile: &Profile) -> Profile {
    Profile {
        contacts: Vec::new(),
        ..profile.clone()
    }
}
