//! Practices: the list with its filters, and one practice whole.

mod criteria;
mod filter;
mod know_how;
mod list;
mod one;
mod panel;
mod ranked;
mod results;
mod say;
mod traits;
mod whom;

use super::{Effect, World};
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::state::{Answered, Loaded, Shared, View};
use city_peers_engine::CityIx;
use filter::{Chosen, Group, Past, Trait};
use ranked::{Ranked, Row};

/// How many practices are shown at first, and how many more each time.
const STEP: usize = 20;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Show more of the list.
    More,
    /// Open or close the filters, where they take room from the list.
    Panel,
    /// Take a filter away.
    Drop(Group, u16),
    /// Take the text away.
    DropText,
    /// Take all filters away.
    Reset,
    /// Add practices that answer something else.
    Widen,
    /// Show all practices of which something is true.
    Only(Group, u16),
    /// Go back to the list, to where this practice is.
    Back(usize),
    /// Go to the field of the profile that an indicator fills.
    Settle(u16),
    /// Compare with a city.
    Compare(CityIx),
}

/// See [`super::Field`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {
    /// A filter.
    Filter(Group, u16),
    /// Words to search for.
    Text,
    /// Whether practices that answer something else are listed too.
    Wide,
}

/// See [`super::Memory`].
#[derive(Debug)]
pub(crate) struct Memory {
    /// The directory that the filters are about.
    loaded: Option<Shared<Loaded>>,
    ranked: Option<Ranked>,
    chosen: Chosen,
    wide: bool,
    open: bool,
    shown: usize,
}

impl Default for Memory {
    fn default() -> Self {
        Memory {
            loaded: None,
            ranked: None,
            chosen: Chosen::default(),
            wide: false,
            open: false,
            shown: STEP,
        }
    }
}

impl Memory {
    /// What the filters leave of the list.
    fn left<'a>(&'a self, ranked: &'a Ranked) -> Vec<&'a Row> {
        let scope = ranked.scope(self.wide).iter();
        scope
            .filter(|row| self.chosen.leaves(&row.traits, Past::Nothing))
            .collect()
    }
}

/// The list with as many as the question asks for, before anybody filters.
#[cfg(all(feature = "render", not(target_arch = "wasm32")))]
pub(super) fn at_once(
    words: &crate::words::Words,
    snapshot: &crate::state::Snapshot,
    answered: &Shared<Answered>,
) -> Memory {
    Memory {
        ranked: Ranked::of(words, snapshot, answered),
        shown: answered.asked.top,
        ..Memory::default()
    }
}

/// All of them.
pub(super) fn list(d: &mut Dom, scene: Scene, memory: &super::Memory, answered: &Answered) {
    list::view(d, scene, memory, answered);
}

/// One, by position.
pub(super) fn one(
    d: &mut Dom,
    scene: Scene,
    memory: &super::Memory,
    answered: &Answered,
    ix: usize,
) {
    let practices = scene.snapshot.practices.ready();
    match practices.and_then(|p| p.entries.get(ix)) {
        Some(entry) => {
            let at = one::At {
                scene,
                answered,
                ix,
                entry,
            };
            one::practice(d, &at, &memory.practices);
        }
        None => d.el("div.page", |d| d.word_el("p.quiet", "practices.loading")),
    }
}

/// Something was pressed.
pub(super) fn act(world: &mut World, act: Act) {
    match act {
        Act::More => more(world),
        Act::Panel => {
            let open = &mut world.memory.practices.open;
            *open = !*open;
        }
        Act::Drop(group, at) => change(world, |memory| memory.chosen.set((group, at), false)),
        Act::DropText => change(world, |memory| memory.chosen.search("", "")),
        Act::Reset => change(world, |memory| memory.chosen = Chosen::default()),
        Act::Widen => change(world, |memory| memory.wide = true),
        Act::Only(group, at) => {
            change(world, |memory| {
                memory.chosen = Chosen::default();
                memory.chosen.set((group, at), true);
                memory.wide = true;
            });
            world.effects.clear();
            world.effects.push(Effect::Show(View::Practices));
        }
        Act::Back(ix) => back(world, ix),
        Act::Settle(indicator) => {
            world.effects.push(Effect::Show(View::Profile));
            // The form stands once its city's profile has come; before that the heading takes the focus.
            let city = world.visit.asked.city;
            if city.is_none_or(|city| world.snapshot.detail(city).is_some()) {
                let field = ["#v", &indicator.to_string()].concat();
                world.effects.push(Effect::Focus(field));
            }
        }
        Act::Compare(city) => {
            let chosen = &mut world.visit.chosen;
            if !chosen.contains(&city) {
                // Where no room is left beside ours, it takes the place of the last.
                chosen.truncate(super::compare::MOST - 1);
                chosen.push(city);
            }
            world.effects.push(Effect::Show(View::Compare));
        }
    }
}

/// Filters change by a button that goes away with them: the focus goes to what they leave.
fn change(world: &mut World, how: impl FnOnce(&mut Memory)) {
    how(&mut world.memory.practices);
    world.memory.practices.shown = STEP;
    world.effects.push(Effect::Focus("#pr-count".to_owned()));
}

fn more(world: &mut World) {
    let memory = &mut world.memory.practices;
    let Some(ranked) = &memory.ranked else {
        return;
    };
    let before = memory.shown;
    memory.shown += STEP;
    let left = memory.left(ranked);
    let now = world.words.number(memory.shown.min(left.len()) as f64);
    let said = world
        .words
        .count("pr.shown", left.len(), &[("shown", &now)]);
    if let Some(row) = left.get(before) {
        let first = ["#pr-", &row.found.practice.to_string()].concat();
        world.effects.push(Effect::Focus(first));
    }
    world.effects.push(Effect::Announce(said));
}

fn back(world: &mut World, ix: usize) {
    let memory = &mut world.memory.practices;
    world.effects.push(Effect::Show(View::Practices));
    let Some(ranked) = &memory.ranked else {
        return;
    };
    let at = memory
        .left(ranked)
        .iter()
        .position(|row| row.found.practice == ix);
    if let Some(at) = at {
        memory.shown = memory.shown.max((at / STEP + 1) * STEP);
        let row = ["#pr-", &ix.to_string()].concat();
        world.effects.push(Effect::Focus(row));
    }
}

/// A field has a new value.
pub(super) fn typed(world: &mut World, field: Field, value: &str) {
    let memory = &mut world.memory.practices;
    match field {
        Field::Filter(group, at) => memory.chosen.set((group, at), value == "true"),
        Field::Text => memory.chosen.search(value, &traits::folded(value)),
        Field::Wide => memory.wide = value == "true",
    }
    memory.shown = STEP;
}

/// There is a new answer, or another view.
pub(super) fn notice(world: &mut World) {
    let loaded = &world.snapshot.loaded;
    if world.memory.practices.loaded.as_ref() != Some(loaded) {
        world.memory.practices = Memory::default();
        world.memory.practices.loaded = Some(loaded.clone());
    }
    // Working the list out takes a few milliseconds: not while somebody moves sliders elsewhere.
    let practice = match world.visit.view {
        View::Practices => None,
        View::Practice(ix) => Some(ix),
        _ => return,
    };
    if let Some(answered) = world.answered {
        let held = world.memory.practices.ranked.as_ref();
        if !held.is_some_and(|ranked| ranked.holds(world, answered)) {
            world.memory.practices.ranked = Ranked::of(world.words, world.snapshot, answered);
        }
    }
    // Contacts and media of its city; and ours, which the way to what is unknown leads to.
    if let Some(ix) = practice {
        let practices = world.snapshot.practices.ready();
        let mut cities = Vec::new();
        cities.extend(practices.and_then(|p| p.entries.get(ix)?.city));
        cities.extend(world.visit.asked.city);
        // Once: what could not be fetched is not asked for again and again.
        let known = &world.snapshot.details;
        cities.retain(|city| known.iter().all(|(asked, _)| asked != city));
        if !cities.is_empty() {
            world.effects.push(Effect::Details(cities));
        }
    }
}

/// The field that a filter's box fills.
fn field(filter: Trait) -> super::Field {
    super::Field::Practices(Field::Filter(filter.0, filter.1))
}

/// What a button does.
fn press(act: Act) -> crate::action::Action {
    crate::action::Action::Later(super::Act::Practices(act))
}
