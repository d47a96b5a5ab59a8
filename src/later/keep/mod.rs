//! What the visitor keeps and takes away: shortlist, link, files, brief.

use super::World;
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::state::Answered;
use city_peers_engine::CityIx;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Keep a city, or let it go.
    City(CityIx),
    /// Keep a practice, or let it go.
    Practice(usize),
    /// Save profile, question and shortlist as a file.
    SaveFile,
}

/// See [`super::Field`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {
    /// A file that was saved: its text.
    OpenFile,
}

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {}

/// The shortlist.
pub(super) fn view(_d: &mut Dom, _scene: Scene, _memory: &super::Memory) {}

/// One city on a page or two.
pub(super) fn brief(
    _d: &mut Dom,
    _scene: Scene,
    _memory: &super::Memory,
    _answered: Option<&Answered>,
    _city: CityIx,
) {
}

/// What can be done with the answer.
pub(super) fn rail(_d: &mut Dom, _scene: Scene, _memory: &super::Memory, _answered: &Answered) {}

/// Something was pressed.
pub(super) fn act(_world: &mut World, act: Act) {
    match act {
        Act::City(_) | Act::Practice(_) | Act::SaveFile => {}
    }
}

/// A field has a new value.
pub(super) fn typed(_world: &mut World, field: Field, _value: &str) {
    match field {
        Field::OpenFile => {}
    }
}

/// There is a new answer, or another view.
pub(super) fn notice(_world: &mut World) {}
