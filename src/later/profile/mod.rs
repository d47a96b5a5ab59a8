//! The visitor's own city: a form to fill in or to correct. Changes the draft.

pub(crate) mod file;

use super::World;
use crate::components::Scene;
use crate::components::dom::Dom;
use city_peers_engine::Directory;
use city_peers_engine::model::Profile;
use city_peers_engine::suggest::Subject;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {}

/// See [`super::Field`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {}

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {}

/// The form.
pub(super) fn view(_d: &mut Dom, _scene: Scene, _memory: &super::Memory) {}

/// Something was pressed.
pub(super) fn act(_world: &mut World, act: Act) {
    match act {}
}

/// A field has a new value.
pub(super) fn typed(_world: &mut World, field: Field, _value: &str) {
    match field {}
}

/// The city of a draft, as the engine compares it.
pub(super) fn subject(directory: &Directory, draft: &Profile) -> Subject {
    Subject::of_profile(directory, draft, None)
}
