//! Works out how certain the list is, a few milliseconds at a time, and begins anew when the question changes.

use super::{Figure, Tied};
use crate::later::{Effect, World};
use crate::state::{Answered, Shared, View};
use city_peers_engine::certainty::{Certainty, Chance, Draws};
use city_peers_engine::portfolio::Part;
use city_peers_engine::suggest::Ranker;
use city_peers_engine::{CityIx, Directory};
use std::fmt;

/// Milliseconds of one slice; a step takes one or two at most.
const SLICE: f64 = 5.0;
/// Milliseconds from one sight of progress to the next: who waits less sees none.
const SIGHT: f64 = 400.0;

/// How far the work is.
#[derive(Default)]
pub(super) struct Weighing {
    state: State,
    /// A slice is on its way.
    awaited: bool,
    /// When progress was last shown, in milliseconds.
    seen: f64,
}

#[derive(Default)]
enum State {
    #[default]
    Idle,
    Begun,
    Going(Box<Certainty>),
    Done(Vec<Chance>),
}

impl fmt::Debug for Weighing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Weighing")
    }
}

/// A list has to stand still for so many milliseconds before its certainty is worked out.
const QUIET: i32 = 300;

impl Weighing {
    /// The chances of the suggested cities, in their order, when all is done.
    pub(super) fn chances(&self) -> Option<&[Chance]> {
        match &self.state {
            State::Done(chances) => Some(chances),
            _ => None,
        }
    }

    /// See [`super::Memory::rest`].
    pub(super) fn rest(&mut self) {
        self.awaited = false;
    }

    /// How much is done, 0–1.
    pub(super) fn done(&self) -> f64 {
        match &self.state {
            State::Idle | State::Begun => 0.0,
            State::Going(certainty) => certainty.done(),
            State::Done(_) => 1.0,
        }
    }
}

/// There may be another answer: what was begun for an earlier one is worth nothing.
pub(super) fn notice(world: &mut World) {
    let memory = &mut world.memory.partners;
    let of = world.answered.map(|answered| answered.suggestions.clone());
    if memory.of != of {
        memory.figures.clear();
        let begun = of.as_ref().map(|_| State::Begun);
        memory.weighing.state = begun.unwrap_or_default();
        memory.weighing.seen = js_sys::Date::now();
        memory.of = of;
    }
    let open = matches!(memory.weighing.state, State::Begun | State::Going(_));
    if open && !std::mem::replace(&mut memory.weighing.awaited, true) {
        let quiet = matches!(memory.weighing.state, State::Begun);
        world
            .effects
            .push(Effect::Work(if quiet { QUIET } else { 0 }));
    }
}

/// Goes on for a few milliseconds; whether there is something new to see.
pub(in crate::later) fn work(world: &mut World) -> bool {
    let memory = &mut world.memory.partners;
    let weighing = &mut memory.weighing;
    weighing.awaited = false;
    let Some(answered) = world.answered else {
        return false;
    };
    let directory = &world.snapshot.loaded.directory;
    let now = js_sys::Date::now();
    let mut through = false;
    match &mut weighing.state {
        State::Idle | State::Done(_) => return false,
        // Whoever drags a slider has no use for the certainty of a list that is gone at the next step.
        State::Begun if now - weighing.seen < QUIET.into() => {
            weighing.awaited = true;
            let left = QUIET - (now - weighing.seen) as i32;
            world.effects.push(Effect::Work(left));
            return false;
        }
        // To prepare takes a slice of its own.
        State::Begun => weighing.state = State::Going(Box::new(begin(directory, answered))),
        State::Going(certainty) => {
            while !through && js_sys::Date::now() - now < SLICE {
                through = !certainty.step(directory);
            }
            if through {
                let mut chances = certainty.chances(directory);
                memory.figures = figures(certainty, answered, &chances);
                chances.truncate(answered.suggestions.partners.len());
                weighing.state = State::Done(chances);
                // What a change brought matters more than that its certainty is known.
                if world.visit.view == View::Partners && world.visit.announced.is_empty() {
                    let said = world.words.text("tie.done");
                    world.effects.push(Effect::Announce(said.to_owned()));
                }
                return true;
            }
        }
    }
    weighing.awaited = true;
    world.effects.push(Effect::Work(0));
    let sight = now - weighing.seen > SIGHT;
    if sight {
        weighing.seen = now;
    }
    sight
}

/// The suggested cities, then those that have a role alone: more cities change nothing for the first.
fn begin(directory: &Directory, answered: &Shared<Answered>) -> Certainty {
    begin_with(&Ranker::new(directory, &answered.asked.query()), answered)
}

fn begin_with(ranker: &Ranker<'_>, answered: &Shared<Answered>) -> Certainty {
    let mut listed: Vec<CityIx> = Vec::new();
    let members = answered.portfolio.members.iter().map(|m| &m.partner);
    for partner in answered.suggestions.partners.iter().chain(members) {
        if !listed.contains(&partner.city) {
            listed.push(partner.city);
        }
    }
    Certainty::new(ranker, &answered.subject, &listed, Draws::default())
}

/// All of it without a pause, for pages that are rendered beforehand.
#[cfg(all(feature = "render", not(target_arch = "wasm32")))]
pub(in crate::later) fn at_once(ranker: &Ranker<'_>, answered: &Shared<Answered>) -> super::Memory {
    let directory = ranker.directory();
    let mut certainty = begin_with(ranker, answered);
    while certainty.step(directory) {}
    let mut chances = certainty.chances(directory);
    let figures = figures(&certainty, answered, &chances);
    chances.truncate(answered.suggestions.partners.len());
    super::Memory {
        of: Some(answered.suggestions.clone()),
        weighing: Weighing {
            state: State::Done(chances),
            ..Weighing::default()
        },
        figures,
        missed: None,
    }
}

fn figures(certainty: &Certainty, answered: &Answered, chances: &[Chance]) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut add = |cities: &[CityIx], bands: &[u32]| {
        for (at, &city) in cities.iter().enumerate() {
            let Some(chance) = chances.iter().find(|chance| chance.city == city) else {
                continue;
            };
            // Guesses for what is unknown may all be less alike than what is known: the range holds the figure all the same.
            let partner = answered.partner(city);
            let shown = partner.and_then(|partner| partner.likeness);
            let points = |(low, high): (f64, f64)| {
                let (low, high) = match shown {
                    Some(shown) => (low.min(shown), high.max(shown)),
                    None => (low, high),
                };
                (low * 100.0, high * 100.0)
            };
            figures.push(Figure {
                city,
                likeness: certainty.likeness(city).map(points),
                first: chance.first,
                low: chance.low,
                middle: certainty.middle(city).unwrap_or(chance.low),
                high: chance.high,
                tied: tied(bands, at),
            });
        }
    };
    for part in Part::ALL {
        let members = answered.portfolio.members.iter();
        let of = members.filter(|m| m.part == part).map(|m| m.partner.city);
        let cities: Vec<CityIx> = of.collect();
        let bands = match part {
            Part::NearPeer => certainty.alike_bands(&cities),
            Part::RoleModel => certainty.bands(&cities),
            // Their order goes by what no draw varies.
            Part::ExchangePartner | Part::FarPeer => Vec::new(),
        };
        add(&cities, &bands);
    }
    let more: Vec<CityIx> = answered.more().map(|partner| partner.city).collect();
    add(&more, &certainty.bands(&more));
    figures
}

fn tied(bands: &[u32], at: usize) -> Tied {
    let band = bands.get(at);
    let same = |other: Option<usize>| {
        let other = other.and_then(|other| bands.get(other));
        band.is_some() && other == band
    };
    match (same(at.checked_sub(1)), same(Some(at + 1))) {
        (false, false) => Tied::No,
        (false, true) => Tied::First,
        (true, true) => Tied::Between,
        (true, false) => Tied::Last,
    }
}
