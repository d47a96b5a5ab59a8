//! What the visitor keeps and takes away: shortlist, link, files, brief.

mod brief;
pub(super) mod carried;
mod file;
mod filter;
mod letter;
mod link;
mod list;
mod meeting;
mod rail;
mod sheet;
mod table;
mod take;
mod view;

use super::{Effect, World};
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::state::{Answered, Kept, View, Visit};
use carried::Carried;
use city_peers_engine::CityIx;
use link::{Fault, Ticked};
use wasm_bindgen::JsValue;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Keep a city, or let it go.
    City(CityIx),
    /// Keep a practice, or let it go.
    Practice(usize),
    /// One place up or down in the shortlist.
    Move(Item, bool),
    /// Bring back what was let go of last.
    Back,
    /// Compare the first cities of the shortlist.
    Compare,
    /// Show or hide what a link carries.
    Link,
    /// Copy the link.
    CopyLink,
    /// Copy the first message to a city.
    CopyLetter(CityIx),
    /// Save profile, question and shortlist as a file.
    SaveFile,
    /// Save the suggestions as a table.
    SaveTable(Rows),
    /// Save a brief as text.
    SaveBrief(CityIx),
    /// Print what is on screen.
    Print,
    /// Have again what a link or a file has replaced.
    Undo,
    /// Close the note above the view.
    Close,
}

/// Something kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    City(CityIx),
    Practice(usize),
}

/// Which suggestions a table has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rows {
    Partners,
    Practices,
}

/// See [`super::Field`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {
    /// A file that was saved: its text.
    OpenFile,
    /// What the visitor writes beside something they keep.
    Note(Item),
    /// They have written it.
    Noted,
    /// Whether a link carries the notes.
    TickNotes,
    /// Whether a link carries the profile.
    TickProfile,
    /// The first message to a city.
    Letter(CityIx),
    /// Something was copied, or could not be.
    Copied,
}

/// What was copied last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copied {
    Link,
    Letter,
}

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// What was let go of last: what, where it stood, its note.
    gone: Option<(Item, usize, String)>,
    /// What a link carries is on screen.
    link_open: bool,
    ticked: Ticked,
    /// What is being copied, and how that ended.
    copying: Option<Copied>,
    copied: Option<(Copied, bool)>,
    /// What is said above the view.
    note: Option<Note>,
    /// Whose full profile was asked for, for a brief.
    fetched: Option<CityIx>,
    /// The first message to a city, where the visitor has changed it.
    letter: Option<(CityIx, String)>,
}

/// What is said above the view, after a link or a file.
#[derive(Debug, Default)]
struct Note {
    /// Key of its first sentence.
    title: &'static str,
    /// What is wrong, and what to do.
    problems: Vec<String>,
    /// What the visitor had before.
    before: Option<Box<Visit>>,
}

/// The shortlist.
pub(super) fn view(d: &mut Dom, scene: Scene, memory: &super::Memory) {
    view::view(d, scene, &memory.keep);
}

/// One city on a page or two.
pub(super) fn brief(
    d: &mut Dom,
    scene: Scene,
    memory: &super::Memory,
    answered: Option<&Answered>,
    city: CityIx,
) {
    if let Some(answered) = answered {
        brief::view(d, scene, memory, answered, city);
    }
}

/// What can be done with the answer.
pub(super) fn rail(d: &mut Dom, scene: Scene, memory: &super::Memory, _answered: &Answered) {
    rail::rail(d, scene, &memory.keep);
}

/// What is to be said above any view.
pub(super) fn note(d: &mut Dom, scene: Scene, memory: &super::Memory) {
    match &memory.keep.note {
        Some(note) => take::note(d, scene, note),
        None => d.nothing(),
    }
}

/// Something was pressed.
pub(super) fn act(world: &mut World, act: Act) {
    match act {
        Act::City(city) => list::toggle(world, Item::City(city)),
        Act::Practice(ix) => list::toggle(world, Item::Practice(ix)),
        Act::Move(item, up) => list::shift(world, item, up),
        Act::Back => list::back(world),
        Act::Compare => list::compare(world),
        Act::Link => {
            let open = !world.memory.keep.link_open;
            world.memory.keep.link_open = open;
            world.memory.keep.copied = None;
            if open {
                world.effects.push(Effect::Focus("#link".to_owned()));
            }
        }
        Act::CopyLink => {
            let address = link::address(world.snapshot, world.memory.keep.ticked);
            copy(world, Copied::Link, address);
        }
        Act::CopyLetter(city) => {
            if let Some(answered) = world.answered {
                let scene = Scene {
                    words: world.words,
                    snapshot: world.snapshot,
                };
                let text = letter::current(scene, answered, &world.memory.keep, city);
                copy(world, Copied::Letter, text);
            }
        }
        Act::SaveFile => save(world),
        Act::SaveTable(rows) => table::save(world, rows),
        Act::SaveBrief(city) => brief::save(world, city),
        Act::Print => world.effects.push(Effect::Print),
        Act::Undo => undo(world),
        Act::Close => {
            world.memory.keep.note = None;
            world.effects.push(Effect::Focus("h2".to_owned()));
        }
    }
}

/// A field has a new value.
pub(super) fn typed(world: &mut World, field: Field, value: &str) {
    let memory = &mut world.memory.keep;
    match field {
        Field::Copied => return copied(world, !value.starts_with('!')),
        Field::OpenFile => {
            let read = file::read(world.words, &world.snapshot.loaded.directory, value);
            // What is wrong is said above the view.
            let _ = open(world, read);
        }
        Field::Note(item) => list::note(world, item, value),
        Field::Noted => list::say(world),
        Field::TickNotes => memory.ticked.notes = value == "true",
        Field::TickProfile => memory.ticked.profile = value == "true",
        Field::Letter(city) => memory.letter = Some((city, value.to_owned())),
    }
    world.memory.keep.copied = None;
}

/// There is a new answer, or another view.
pub(super) fn notice(world: &mut World) {
    let memory = &mut world.memory.keep;
    if let View::Brief(city) = world.visit.view
        && memory.fetched != Some(city)
    {
        memory.fetched = Some(city);
        memory.copied = None;
        let mut cities = vec![city];
        cities.extend(world.visit.asked.city);
        world.effects.push(Effect::Details(cities));
    }
}

fn copy(world: &mut World, what: Copied, text: String) {
    world.memory.keep.copying = Some(what);
    world.memory.keep.copied = None;
    world.effects.push(Effect::Copy(text));
}

fn copied(world: &mut World, done: bool) {
    let memory = &mut world.memory.keep;
    memory.copied = memory.copying.take().map(|what| (what, done));
    let key = if done { "take.copied" } else { "take.refused" };
    let text = world.words.text(key).to_owned();
    world.effects.push(Effect::Announce(text));
    if !done && memory.copied == Some((Copied::Link, false)) {
        // Ready to be copied by hand.
        world.effects.push(Effect::Focus("#address".to_owned()));
    }
}

fn save(world: &mut World) {
    let carried = carried::of(world.snapshot);
    let directory = &world.snapshot.loaded.directory;
    let today = take::today();
    let text = file::write(&carried, &directory.meta.id, &today);
    let mut name = "city-peers-".to_owned();
    if !carried.city.is_empty() {
        name.push_str(&carried.city);
        name.push('-');
    }
    name.push_str(&today);
    name.push_str(".json");
    world
        .effects
        .push(Effect::Save(name, "application/json", text));
    let said = world.words.text("take.saved").to_owned();
    world.effects.push(Effect::Announce(said));
}

/// Opens what the page gives: the text of a file, or what stands in one. What of it could not be used, in words; an
/// error where nothing of it could be.
pub(super) fn import(world: &mut World, given: &JsValue) -> Result<Vec<String>, Vec<String>> {
    let directory = &world.snapshot.loaded.directory;
    let read = match given.as_string() {
        Some(text) => file::read(world.words, directory, &text),
        None => file::read_value(world.words, directory, given),
    };
    open(world, read)
}

fn open(
    world: &mut World,
    read: Result<(Carried, Vec<String>), Vec<String>>,
) -> Result<Vec<String>, Vec<String>> {
    let done = match read {
        Ok((mut carried, mut problems)) => {
            // A profile alone says nothing of the question: that stays.
            if carried.view == file::PROFILE {
                let profile = carried.profile.take();
                carried = carried::of(world.snapshot);
                carried.city = profile.as_ref().map(|p| p.id.clone()).unwrap_or_default();
                let known = world.snapshot.loaded.directory.find(&carried.city);
                if known.is_none() {
                    carried.city.clear();
                }
                carried.view = file::PROFILE.to_owned();
                carried.profile = profile;
            }
            let before = world.visit.clone();
            problems.extend(carried::restore(world, &carried));
            world.memory.keep.note = Some(Note {
                title: if problems.is_empty() {
                    "take.opened"
                } else {
                    "take.opened-part"
                },
                problems: problems.clone(),
                before: Some(Box::new(before)),
            });
            list::say(world);
            world.effects.push(Effect::Show(world.visit.view));
            Ok(problems)
        }
        Err(problems) => {
            world.memory.keep.note = Some(Note {
                title: "take.not-opened",
                problems: problems.clone(),
                before: None,
            });
            Err(problems)
        }
    };
    world.effects.push(Effect::Focus("#note".to_owned()));
    done
}

fn undo(world: &mut World) {
    let note = world.memory.keep.note.take();
    let Some(before) = note.and_then(|note| note.before) else {
        return;
    };
    // The answer is worked out again: a draft may be another one under a number used before.
    let drafts = world.visit.drafts + 1;
    *world.visit = Visit { drafts, ..*before };
    list::say(world);
    world.effects.push(Effect::Show(world.visit.view));
}

/// Restores what a link carries, in the place of what the attributes say.
pub(super) fn link(world: &mut World, text: &str) {
    let before = world.visit.clone();
    // What is lost is worth a way back only where the visitor had made something of it.
    let had = before.draft.is_some() || before.kept != Kept::default() || !before.chosen.is_empty();
    let before = had.then(|| Box::new(before));
    let (title, problems) = match link::read(&world.snapshot.loaded.directory, text) {
        Ok(carried) => {
            let problems = carried::restore(world, &carried);
            world.effects.push(Effect::Rank);
            if carried.cities.len() + carried.practices.len() > 0 {
                list::say(world);
            }
            match (problems.is_empty(), had) {
                (true, true) => ("take.linked", problems),
                (true, false) => {
                    world.memory.keep.note = None;
                    return;
                }
                (false, _) => ("take.linked-part", problems),
            }
        }
        Err(fault) => {
            world.effects.push(Effect::Rank);
            let key = match fault {
                Fault::Version => "take.link-newer",
                Fault::Damaged => "take.link-damaged",
            };
            world.memory.keep.note = Some(Note {
                title: key,
                ..Note::default()
            });
            return;
        }
    };
    world.memory.keep.note = Some(Note {
        title,
        problems,
        before,
    });
}
