//! Changes of the shortlist: kept, let go, moved, noted. Changes what the visitor keeps.

use super::{Act, Item, carried, file};
use crate::later::{Effect, World, compare};
use crate::state::{Snapshot, View};
use crate::words::Words;

/// Name of something kept.
pub(super) fn name<'a>(words: &Words, snapshot: &'a Snapshot, item: Item) -> &'a str {
    match item {
        Item::City(city) => snapshot.name(city, words.lang()),
        Item::Practice(ix) => {
            let entries = snapshot.practices.ready().map(|p| &p.entries);
            let entry = entries.and_then(|all| all.get(ix));
            entry.map_or("", |entry| &entry.practice.title)
        }
    }
}

/// `city-12`, `practice-3`: part of the ids of elements.
pub(super) fn handle(item: Item) -> String {
    match item {
        Item::City(city) => ["city-", &city.0.to_string()].concat(),
        Item::Practice(ix) => ["practice-", &ix.to_string()].concat(),
    }
}

fn place(world: &World, item: Item) -> Option<usize> {
    let kept = &world.visit.kept;
    match item {
        Item::City(city) => kept.cities.iter().position(|(c, _)| *c == city),
        Item::Practice(ix) => kept.practices.iter().position(|(p, _)| *p == ix),
    }
}

fn put(world: &mut World, item: Item, at: usize, note: String) {
    let kept = &mut world.visit.kept;
    match item {
        Item::City(city) => kept.cities.insert(at.min(kept.cities.len()), (city, note)),
        Item::Practice(ix) => kept
            .practices
            .insert(at.min(kept.practices.len()), (ix, note)),
    }
}

/// Keeps something, or lets it go.
pub(super) fn toggle(world: &mut World, item: Item) {
    let named = name(world.words, world.snapshot, item);
    let said = match place(world, item) {
        Some(at) => {
            let kept = &mut world.visit.kept;
            let note = match item {
                Item::City(_) => kept.cities.remove(at).1,
                Item::Practice(_) => kept.practices.remove(at).1,
            };
            world.memory.keep.gone = Some((item, at, note));
            if world.visit.view == View::Kept {
                world.effects.push(Effect::Focus("#back".to_owned()));
            }
            world.words.with("kept.gone", &[("name", named)])
        }
        None => {
            // Who lets go by mistake and keeps it again has the note again.
            let gone = world.memory.keep.gone.take_if(|(gone, ..)| *gone == item);
            let note = gone.map(|(_, _, note)| note).unwrap_or_default();
            put(world, item, usize::MAX, note);
            world.words.with("kept.kept", &[("name", named)])
        }
    };
    world.effects.push(Effect::Announce(said));
    say(world);
}

/// Brings back what was let go of last, to where it stood.
pub(super) fn back(world: &mut World) {
    if let Some((item, at, note)) = world.memory.keep.gone.take() {
        if place(world, item).is_none() {
            put(world, item, at, note);
        }
        let named = name(world.words, world.snapshot, item);
        let said = world.words.with("kept.kept", &[("name", named)]);
        world.effects.push(Effect::Announce(said));
        let field = ["#note-", &handle(item)].concat();
        world.effects.push(Effect::Focus(field));
        say(world);
    }
}

/// Moves something one place.
pub(super) fn shift(world: &mut World, item: Item, up: bool) {
    let Some(at) = place(world, item) else {
        return;
    };
    let kept = &mut world.visit.kept;
    let count = match item {
        Item::City(_) => kept.cities.len(),
        Item::Practice(_) => kept.practices.len(),
    };
    let to = if up { at.checked_sub(1) } else { Some(at + 1) };
    let Some(to) = to.filter(|to| *to < count) else {
        return;
    };
    match item {
        Item::City(_) => kept.cities.swap(at, to),
        Item::Practice(_) => kept.practices.swap(at, to),
    }
    // The same button under the finger, or the other one where it has come to an end.
    let goes_on = if up { to > 0 } else { to + 1 < count };
    let button = if up == goes_on { "#up-" } else { "#down-" };
    world
        .effects
        .push(Effect::Focus([button, &handle(item)].concat()));
    let number = |n: usize| world.words.number(n as f64);
    let values = [
        ("name", name(world.words, world.snapshot, item)),
        ("n", &number(to + 1)),
        ("count", &number(count)),
    ];
    let said = world.words.with("kept.moved", &values);
    world.effects.push(Effect::Announce(said));
    say(world);
}

/// The visitor writes beside something they keep.
pub(super) fn note(world: &mut World, item: Item, text: &str) {
    if place(world, item).is_none() && !text.is_empty() {
        put(world, item, usize::MAX, String::new());
    }
    let at = place(world, item);
    let kept = &mut world.visit.kept;
    let found = match (item, at) {
        (Item::City(_), Some(at)) => kept.cities.get_mut(at).map(|(_, note)| note),
        (Item::Practice(_), Some(at)) => kept.practices.get_mut(at).map(|(_, note)| note),
        _ => None,
    };
    if let Some(note) = found {
        text.clone_into(note);
    }
}

/// Puts the first cities of the shortlist side by side.
pub(super) fn compare(world: &mut World) {
    let cities = world.visit.kept.cities.iter().map(|(city, _)| *city);
    let others = cities.filter(|city| Some(*city) != world.visit.asked.city);
    world.visit.chosen = others.take(compare::MOST).collect();
    world.effects.push(Effect::Show(View::Compare));
}

/// Tells the page what is kept now.
pub(super) fn say(world: &mut World) {
    // The snapshot was taken before what has just been said.
    let snapshot = Snapshot {
        visit: world.visit.clone(),
        ..world.snapshot.clone()
    };
    let detail = file::shortlist(&carried::of(&snapshot));
    world.effects.push(Effect::Say("shortlist", detail));
}

/// What keeps something or lets it go.
pub(super) fn toggling(item: Item) -> Act {
    match item {
        Item::City(city) => Act::City(city),
        Item::Practice(ix) => Act::Practice(ix),
    }
}
