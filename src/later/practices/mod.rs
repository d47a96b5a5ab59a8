//! Practices: the list with its filters, and one practice whole.

mod one;

use super::World;
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::components::practices;
use crate::state::Answered;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {}

/// See [`super::Field`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {}

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {}

/// All of them.
pub(super) fn list(d: &mut Dom, scene: Scene, memory: &super::Memory, answered: &Answered) {
    practices::practices(d, scene, answered, |d| {
        super::question::panel(d, scene, memory);
    });
}

/// One, by position.
pub(super) fn one(
    d: &mut Dom,
    scene: Scene,
    _memory: &super::Memory,
    answered: &Answered,
    ix: usize,
) {
    let practices = scene.snapshot.practices.ready();
    if let Some(entry) = practices.and_then(|p| p.entries.get(ix)) {
        one::practice(d, scene, answered, entry);
    }
}

/// Something was pressed.
pub(super) fn act(_world: &mut World, act: Act) {
    match act {}
}

/// A field has a new value.
pub(super) fn typed(_world: &mut World, field: Field, _value: &str) {
    match field {}
}
