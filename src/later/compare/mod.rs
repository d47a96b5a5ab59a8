//! Up to five cities side by side.

use super::World;
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::state::Answered;
use city_peers_engine::CityIx;

/// Cities beside the visitor's own.
pub(crate) const MOST: usize = 4;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Put a city beside ours, or take it away.
    Toggle(CityIx),
}

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {}

/// The view.
pub(super) fn view(
    _d: &mut Dom,
    _scene: Scene,
    _memory: &super::Memory,
    _answered: Option<&Answered>,
) {
}

/// Something was pressed.
pub(super) fn act(world: &mut World, act: Act) {
    match act {
        Act::Toggle(city) => {
            let chosen = &mut world.visit.chosen;
            match chosen.iter().position(|c| *c == city) {
                Some(at) => {
                    chosen.remove(at);
                }
                None if chosen.len() < MOST => chosen.push(city),
                None => {}
            }
        }
    }
}

/// There is another view, or a profile has arrived.
pub(super) fn notice(_world: &mut World) {}
