//! What the visitor looks for: choosers of the question, weights, filters. Changes what is asked.

mod change;
mod draft;
mod filters;
mod panel;
mod rules;
mod still;
mod topics;
mod weights;

pub(super) use draft::Edit;

use super::{Effect, World};
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::{Scene, held};
use crate::state::{Answered, Panel};
use city_peers_engine::filter::Rule;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Choose a goal or take it back.
    Goal(u8),
    /// No longer offer a topic.
    DropOffer(u8),
    /// Fetch the visitor's profile again.
    Again,
    /// Weights as the topics set them.
    Usual,
    /// The same weight for all facets.
    Even,
    /// Open or close the filters.
    Filters,
    /// Open or close the codes of an indicator.
    Group(u16),
    /// Take a filter away, by position.
    Drop(u8),
    /// Take all filters away.
    DropAll,
}

/// See [`super::Field`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {
    /// Importance of a topic.
    Need(u8),
    /// How much a topic can be offered.
    Offer(u8),
    /// A topic to offer.
    AddOffer,
    /// A slider moves.
    Slider(u8),
    /// A slider was let go.
    Settled(u8),
    /// Shared language only.
    Shared,
    /// Profiles by the cities only.
    Submitted,
    /// Other countries only.
    Abroad,
    /// Shared working hours at least.
    Hours,
    /// A language.
    Language,
    /// A network, by position.
    Network(u16),
    /// A code of an indicator, both by position.
    Code(u16, u8),
    /// Least value of the main indicator.
    Least,
    /// Largest value of the main indicator.
    Most,
    /// Spread suggestions fairly.
    Fair,
    /// At most so many of a country.
    PerCountry,
}

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The filters are open.
    filters: bool,
    /// Indicators whose codes are open.
    groups: Vec<u16>,
    /// Topics that were chosen when their chooser opened.
    near: Vec<u8>,
    /// What was open when last looked at.
    panel: Option<Panel>,
    /// Changes of the draft that wait for the profile.
    edits: Vec<draft::Edit>,
    /// How the list changed.
    change: change::Change,
    /// Where no city is left: how many each filter would bring back.
    lost: Option<Vec<usize>>,
}

impl Memory {
    /// Whether a slider is being moved.
    pub(crate) fn moving(&self) -> bool {
        self.change.moving
    }
}

/// The open chooser, and what to do where the filters leave nobody.
pub(super) fn panel(d: &mut Dom, scene: Scene, memory: &super::Memory) {
    panel::open(d, scene, &memory.question);
    filters::nobody(d, scene, &memory.question);
}

/// Weights and filters.
pub(super) fn rail(d: &mut Dom, scene: Scene, memory: &super::Memory, answered: &Answered) {
    weights::weights(d, scene, &memory.question, answered);
    d.beside(held::FILTERS, |d| {
        filters::filters(d, scene, &memory.question, answered)
    });
}

/// Something was pressed.
pub(super) fn act(world: &mut World, act: Act) {
    let asked = &mut world.visit.asked;
    let memory = &mut world.memory.question;
    match act {
        Act::Goal(goal) => toggle(&mut asked.goals, goal),
        Act::DropOffer(topic) => return draft::edit(world, draft::Edit::Offer(topic, 0)),
        Act::Again => return draft::fetch(world),
        Act::Usual => {
            asked.sliders.clear();
            // The pressed button is gone: the focus goes to the first weight.
            world
                .effects
                .push(Effect::Focus(".weight input".to_owned()));
        }
        Act::Even => asked.sliders = weights::even(world.snapshot),
        Act::Filters => memory.filters = !memory.filters,
        Act::Group(indicator) => toggle(&mut memory.groups, indicator),
        Act::Drop(at) => {
            let rules = &mut asked.filter.rules;
            if usize::from(at) < rules.len() {
                rules.remove(usize::from(at));
            }
            // The pressed button is gone: the focus goes to what stands in its place.
            let next = match (memory.lost.is_some(), rules.is_empty()) {
                (true, _) => "h2",
                (_, true) => "#more",
                _ => "#only .tag",
            };
            world.effects.push(Effect::Focus(next.to_owned()));
        }
        Act::DropAll => {
            asked.filter.rules.clear();
            world.effects.push(Effect::Focus("h2".to_owned()));
        }
    }
    world.effects.push(Effect::Rank);
}

/// A field has a new value.
pub(super) fn typed(world: &mut World, field: Field, value: &str) {
    let asked = &mut world.visit.asked;
    let number = value.trim().parse::<u64>().ok();
    let on = value == "true";
    match field {
        Field::Need(topic) => {
            let importance = number.unwrap_or(3).clamp(1, 3) as u8;
            return draft::edit(world, draft::Edit::Need(topic, importance));
        }
        Field::Offer(topic) => {
            let strength = number.unwrap_or(2).clamp(1, 3) as u8;
            return draft::edit(world, draft::Edit::Offer(topic, strength));
        }
        Field::AddOffer => {
            if let Some(topic) = number.and_then(|n| u8::try_from(n).ok()) {
                draft::edit(world, draft::Edit::Offer(topic, 2));
            }
            return;
        }
        Field::Slider(facet) | Field::Settled(facet) => {
            world.memory.question.change.moving = matches!(field, Field::Slider(_));
            let stop = number.unwrap_or(2) as usize;
            asked.sliders = weights::moved(world.snapshot, &asked.sliders, facet, stop);
        }
        Field::Fair => asked.fair = on,
        Field::PerCountry => asked.per_country = number.unwrap_or(0) as usize,
        Field::Shared => {
            let rule = on.then_some(Rule::SharedLanguage);
            rules::set(&mut asked.filter, &Rule::SharedLanguage, rule);
        }
        Field::Submitted => {
            let rule = on.then_some(Rule::Submitted);
            rules::set(&mut asked.filter, &Rule::Submitted, rule);
        }
        Field::Abroad => {
            let rule = on.then_some(Rule::Abroad);
            rules::set(&mut asked.filter, &Rule::Abroad, rule);
        }
        Field::Hours => {
            let hours = number.filter(|n| *n > 0 && *n <= 8);
            let rule = hours.map(|hours| Rule::Hours(hours as u16 * 60));
            rules::set(&mut asked.filter, &Rule::Hours(0), rule);
        }
        Field::Language => {
            let rule = number.map(|language| Rule::Languages(vec![language as u16]));
            rules::set(&mut asked.filter, &Rule::Languages(Vec::new()), rule);
        }
        Field::Network(network) => rules::network(&mut asked.filter, network),
        Field::Code(indicator, code) => rules::code(&mut asked.filter, indicator, code),
        Field::Least => rules::main(&mut asked.filter, |main| main.0 = number),
        Field::Most => rules::main(&mut asked.filter, |main| main.1 = number),
    }
    world.effects.push(Effect::Rank);
}

/// Changes needs and offers, as the page says.
pub(super) fn edits(world: &mut World, edits: Vec<Edit>) {
    if !edits.is_empty() {
        draft::fetch(world);
    }
    for edit in edits {
        draft::edit(world, edit);
    }
}

/// There is a new answer, another view, or news of a task.
pub(super) fn notice(world: &mut World) {
    still::hold();
    let panel = world.visit.panel;
    let memory = &mut world.memory.question;
    if memory.panel != panel {
        memory.panel = panel;
        memory.near.clone_from(&world.visit.asked.topics);
        if panel == Some(Panel::City) {
            world.effects.push(Effect::Focus("#city".to_owned()));
        }
    }
    draft::notice(world);
    change::notice(world);
    let memory = &mut world.memory.question;
    let asked = &world.visit.asked;
    memory.lost = world
        .answered
        .filter(|a| a.suggestions.partners.is_empty() && !asked.filter.rules.is_empty())
        .map(|answered| {
            let directory = &world.snapshot.loaded.directory;
            asked.filter.lost(directory, &answered.subject, None)
        });
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, one: T) {
    match list.iter().position(|each| *each == one) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(one),
    }
}

/// An act of this folder.
fn does(act: Act) -> Action {
    Action::Later(super::Act::Question(act))
}

/// A field of this folder.
fn field(field: Field) -> super::Field {
    super::Field::Question(field)
}
