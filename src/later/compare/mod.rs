//! Up to five cities side by side: which ones, and what is worked out for them. Changes the choice.

mod chooser;
mod ease;
mod exchange;
mod facets;
mod figure;
mod head;
mod said;
mod sheet;
mod sources;
mod view;

use super::{Effect, World};
use crate::action::Action;
use crate::components::Scene;
use crate::element;
use crate::state::{Loaded, Part, Shared, View};
use city_peers_engine::CityIx;
use sheet::{Key, Sheet, Spreads};
use wasm_bindgen::JsValue;

pub(super) use view::view;

/// Cities beside the visitor's own.
pub(crate) const MOST: usize = 4;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Put a city beside ours, or take it away.
    Toggle(CityIx),
    /// Put a city that was searched for beside ours.
    Add(CityIx),
    /// Take a city away.
    Remove(CityIx),
    /// Open or close the choice of cities.
    Choosing,
}

impl Act {
    fn action(self) -> Action {
        Action::Later(super::Act::Compare(self))
    }
}

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {
    sheet: Option<Sheet>,
    spreads: Option<Spreads>,
    /// The choice of cities is open.
    choosing: bool,
}

impl Memory {
    /// What is drawn behind the plots; `None` before it was counted.
    fn spreads(&self, loaded: &Shared<Loaded>) -> Option<&Spreads> {
        self.spreads.as_ref().filter(|s| s.of == *loaded)
    }
}

/// Something was pressed.
pub(super) fn act(world: &mut World, act: Act) {
    match act {
        Act::Choosing => world.memory.compare.choosing ^= true,
        Act::Toggle(city) => match world.visit.chosen.contains(&city) {
            true => remove(world, city),
            false => add(world, city),
        },
        Act::Add(city) => add(world, city),
        Act::Remove(city) => {
            remove(world, city);
            // The button that was pressed is gone.
            world.effects.push(Effect::Focus("h2".to_owned()));
        }
    }
    // The choice stays open under the hands of who is choosing, while the comparison appears below it.
    if matches!(act, Act::Toggle(_) | Act::Add(_)) && world.visit.view == View::Compare {
        world.memory.compare.choosing = true;
    }
    update(world);
}

fn add(world: &mut World, city: CityIx) {
    let own = own(world);
    let visit = &mut *world.visit;
    let known = visit.chosen.contains(&city) || own == Some(city);
    let full = visit.chosen.len() >= MOST;
    if !known && !full {
        visit.chosen.push(city);
    }
    tell(
        world,
        city,
        match (known, full) {
            (true, _) => "compare.already",
            (false, true) => "compare.full",
            (false, false) => "compare.added",
        },
    );
}

/// The visitor's own city, where the directory has it: it may be known by the profile they filled in alone.
pub(super) fn own(world: &World) -> Option<CityIx> {
    let answered = world.answered.and_then(|answered| answered.subject.city);
    world.visit.asked.city.or(answered)
}

fn remove(world: &mut World, city: CityIx) {
    world.visit.chosen.retain(|chosen| *chosen != city);
    tell(world, city, "compare.removed");
}

fn tell(world: &mut World, city: CityIx, key: &str) {
    let name = world.snapshot.name(city, world.words.lang());
    let text = world.words.with(key, &[("city", name)]);
    world.effects.push(Effect::Announce(text));
}

/// The comparison as the command prints it, once all of it is on screen.
pub(super) fn answer(scene: Scene, memory: &Memory) -> Option<JsValue> {
    let snapshot = scene.snapshot;
    let coming = |(_, part): &(_, Part<_>)| matches!(part, Part::Waiting);
    if snapshot.details.iter().any(coming) {
        return None;
    }
    let sheet = memory.sheet.as_ref()?;
    let mut answer = sheet.answer.clone();
    for (said, city) in answer.cities.iter_mut().zip(&sheet.cities) {
        said.name = match city.city {
            Some(city) => snapshot.name(city, scene.words.lang()).to_owned(),
            None => scene.my_name().to_owned(),
        };
    }
    Some(element::plain(&answer))
}

/// There is another view, or a profile has arrived.
pub(super) fn notice(world: &mut World) {
    if world.visit.view == View::Compare {
        update(world);
    }
}

/// Brings what is remembered up to date with what is compared.
fn update(world: &mut World) {
    if world.visit.view != View::Compare {
        return;
    }
    // Nobody is compared with themselves.
    let own = own(world);
    let (snapshot, memory) = (world.snapshot, &mut world.memory.compare);
    world.visit.chosen.retain(|city| Some(*city) != own);
    let chosen = &world.visit.chosen;
    if memory.spreads(&snapshot.loaded).is_none() {
        memory.spreads = Some(Spreads::new(&snapshot.loaded));
    }
    let key = Key::of(snapshot, chosen);
    if memory.sheet.as_ref().is_none_or(|sheet| sheet.key != key) {
        let answered = world.answered.map(|answered| &**answered);
        memory.sheet = Sheet::new(snapshot, answered, chosen);
    }
    // Asked for once: what could not be fetched is not asked for again and again.
    let all = chosen.iter().copied().chain(own);
    let missing = all.filter(|city| !snapshot.details.iter().any(|(known, _)| known == city));
    let missing: Vec<CityIx> = missing.collect();
    if !missing.is_empty() {
        world.effects.push(Effect::Details(missing));
    }
}
