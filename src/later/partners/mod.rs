//! How certain suggestions are, why a city is suggested or not. Works in slices.

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

/// "A city you miss?"
pub(super) fn rail(_d: &mut Dom, _scene: Scene, _memory: &super::Memory, _answered: &Answered) {}

/// Why a city is suggested.
pub(super) fn why(
    _d: &mut Dom,
    _scene: Scene,
    _memory: &super::Memory,
    _answered: &Answered,
    _at: usize,
) {
}

/// Something was pressed.
pub(super) fn act(_world: &mut World, act: Act) {
    match act {}
}

/// A field has a new value.
pub(super) fn typed(_world: &mut World, field: Field, _value: &str) {
    match field {}
}

/// There is a new answer.
pub(super) fn notice(_world: &mut World) {}

/// Goes on with long work.
pub(super) fn work(_world: &mut World) {}
