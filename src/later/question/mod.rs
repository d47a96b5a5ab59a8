//! What the visitor looks for: choosers of the question, weights, filters. Changes what is asked.

use super::World;
use crate::components::Scene;
use crate::components::dom::Dom;
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

/// The open chooser.
pub(super) fn panel(_d: &mut Dom, _scene: Scene, _memory: &super::Memory) {}

/// Weights and filters.
pub(super) fn rail(_d: &mut Dom, _scene: Scene, _memory: &super::Memory, _answered: &Answered) {}

/// Something was pressed.
pub(super) fn act(_world: &mut World, act: Act) {
    match act {}
}

/// A field has a new value.
pub(super) fn typed(_world: &mut World, field: Field, _value: &str) {
    match field {}
}
