//! The answer as plain JSON, the same that the command prints. Reads only.

use super::Memory;
use crate::components::Scene;
use crate::element;
use crate::state::Answered;
use city_peers_engine::answer;
use city_peers_engine::practices::Practices;
use wasm_bindgen::JsValue;

/// The answer on screen; `None` while parts of it are still being worked out.
pub(super) fn plain(scene: Scene, memory: &Memory, answered: &Answered) -> Option<JsValue> {
    let weighed = memory.partners.weighed(answered)?;
    let none = Practices::default();
    Some(element::plain(&answer::plain(
        &scene.snapshot.loaded.directory,
        scene.snapshot.practices.ready().map_or(&none, |p| p),
        &answered.subject,
        &answered.suggestions,
        Some(&weighed),
        answered.practices.as_deref().unwrap_or_default(),
    )))
}
