//! How certain suggestions are, why a city is suggested or not. Works in slices.

mod miss;
mod view;
mod weigh;

use super::{Effect, World};
use crate::components::Scene;
use crate::state::{Answered, MORE, Part, Shared};
use city_peers_engine::CityIx;
use city_peers_engine::answer::Weighed;
use city_peers_engine::model::Profile;
use city_peers_engine::portfolio::Portfolio;
use city_peers_engine::standing::Standing;
use city_peers_engine::suggest::Suggestions;

pub(super) use miss::rail;
pub(super) use view::{chance, chance_text, how, tied, why};
#[cfg(all(feature = "render", not(target_arch = "wasm32")))]
pub(super) use weigh::at_once;
pub(super) use weigh::work;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Say why this city is not suggested.
    Miss(CityIx),
    /// Another one is being typed.
    Unmiss,
    /// Go to the row of a city.
    Go(CityIx),
}

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The list that is being worked on, or was.
    of: Option<Shared<Suggestions>>,
    weighing: weigh::Weighing,
    /// What came of it.
    figures: Vec<Figure>,
    /// The city that is missed, and where it stands.
    missed: Option<(CityIx, Shared<Suggestions>, Standing)>,
}

/// What the draws say of one row.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// Which city.
    pub city: CityIx,
    /// Points of 100 that 5 % and 95 % of draws do not exceed.
    pub likeness: Option<(f64, f64)>,
    /// Share of draws among the first.
    pub first: f64,
    /// Ranks that 5 %, 50 % and 95 % of draws reach or better.
    pub low: u32,
    pub middle: u32,
    pub high: u32,
    /// Whether its order among its neighbours says anything.
    pub tied: Tied,
}

/// Place of a row among those it is tied with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tied {
    /// With none.
    No,
    First,
    Between,
    Last,
}

impl Memory {
    /// What the draws say of one city of an answer, once all are done.
    pub(crate) fn figure(&self, answered: &Answered, city: CityIx) -> Option<&Figure> {
        let figures = self.figures.iter();
        let own = self.of.as_ref() == Some(&answered.suggestions);
        figures.filter(|_| own).find(|figure| figure.city == city)
    }

    /// A slice was called for and could not be done: the next notice calls for another.
    pub(crate) fn rest(&mut self) {
        self.weighing.rest();
    }

    /// Certainty and roles of an answer, once all is worked out.
    pub(super) fn weighed(&self, answered: &Answered) -> Option<Weighed> {
        let own = self.of.as_ref() == Some(&answered.suggestions);
        let chances = self.weighing.chances().filter(|_| own)?;
        Some(Weighed {
            chances: chances.to_vec(),
            portfolio: Portfolio::clone(&answered.portfolio),
        })
    }
}

/// Something was pressed.
pub(super) fn act(world: &mut World, act: Act) {
    let memory = &mut world.memory.partners;
    match act {
        Act::Miss(city) => {
            if let Some(answered) = world.answered {
                memory.missed = Some(miss::stands(world.snapshot, answered, city));
            }
        }
        Act::Unmiss => memory.missed = None,
        Act::Go(city) => {
            let further = |answered: &Shared<Answered>| answered.more().any(|p| p.city == city);
            if world.answered.is_some_and(further) && !world.visit.opened.contains(&MORE) {
                world.visit.opened.push(MORE);
            }
            let row = ["#row-", &city.0.to_string()].concat();
            world.effects.push(Effect::Focus(row));
        }
    }
}

/// There is a new answer, or a row was opened.
pub(super) fn notice(world: &mut World) {
    weigh::notice(world);
    let Some(answered) = world.answered else {
        return;
    };
    let memory = &mut world.memory.partners;
    if let Some((city, of, _)) = &memory.missed
        && *of != answered.suggestions
    {
        memory.missed = Some(miss::stands(world.snapshot, answered, *city));
    }
    // Contacts stand in the full profile. What could not be fetched is not asked for again and again.
    let details = &world.snapshot.details;
    let mut wanted = world.visit.opened.clone();
    wanted.retain(|city| {
        let submitted = world.snapshot.loaded.directory.submitted(*city);
        submitted && details.iter().all(|(known, _)| known != city)
    });
    if !wanted.is_empty() {
        world.effects.push(Effect::Details(wanted));
    }
}

/// Whether a full profile is on its way or there; `None` where nobody asked for it.
fn profile(scene: Scene<'_>, city: CityIx) -> Option<&Part<Profile>> {
    let mut details = scene.snapshot.details.iter();
    details
        .find(|(known, _)| *known == city)
        .map(|(_, part)| part)
}
