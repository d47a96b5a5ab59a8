//! The visitor's own city: a form to fill in or to correct. Changes the draft.

mod change;
mod draft;
mod facts;
pub(crate) mod file;
mod hand_over;
mod learned;
mod number;
mod place;
mod rail;
mod said;
mod view;
mod wants;

use super::{Effect, World};
use crate::state::{Shared, Snapshot, View};
use city_peers_engine::certainty::{Draws, certainty};
use city_peers_engine::model::Profile;
use city_peers_engine::suggest::{Ranker, Subject};
use city_peers_engine::{CityIx, Directory};
use learned::Learned;
use wasm_bindgen::JsValue;

pub(super) use change::{act, typed};
pub(super) use view::view;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Begin with an empty form, but for the name that was searched for.
    Begin,
    /// The same from the question page.
    New,
    /// Take a city of the directory instead of describing it.
    Take(CityIx),
    /// Go on with the draft that this browser has kept.
    Resume,
    /// Go to the search of the question page.
    Search,
    /// Fetch the profile again.
    Retry,
    /// One change back, and forth.
    Undo,
    Redo,
    /// Empty the form, or take everything back to what the directory says.
    Again,
    /// One value back to what the directory says.
    Back(u16),
    /// Take the value that country or neighbours suggest.
    Use(u16),
    /// Take everything that is the same for the whole country.
    UseCountry,
    /// Take the languages of the country's cities.
    UseLanguages,
    /// Take a number in the reading or unit that was probably meant.
    Meant(u16),
    /// Keep what was typed as the language has it.
    AsTyped(u16),
    /// How much a topic is looked for, offered; how much a goal matters: 0 is not.
    Need(u8, u8),
    Offer(u8, u8),
    Goal(u8, u8),
    /// Not a language of the city.
    DropLanguage(u16),
    /// Go to a field, to a section.
    Go(u16),
    Jump(u8),
    /// Open a section, or close it.
    Fold(u8, bool),
    /// Show partner cities for the form as it stands.
    Show,
    /// Hand the profile to the page, as an event and a file.
    Submit,
    /// Forget what this browser keeps.
    Forget,
}

/// See [`super::Field`]. Numbers are positions in the directory's lists.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {
    /// What was searched for on the question page.
    Sought,
    Country,
    Zone,
    /// A number at every key, and when done: an indicator, a year or a coordinate, see [`YEAR`].
    Typing(u16),
    Number(u16),
    Code(u16),
    Tag(u16, u8),
    /// It is known that there is none.
    NoTag(u16),
    Language,
    Topic,
    Network(u16),
    Mode(u8),
    Framework(u8),
    /// A text when done, see [`NAME`]; while it is typed it is [`Field::Typing`].
    Text(u16),
    OfficeKind,
    /// Keep the draft in this browser.
    Keep,
    /// What came of handing the profile over: one of the words below, the status of an answer, after `!` a failure.
    Submitted,
    /// A click on the map, a key on it.
    Spot,
    Steer,
    /// A key anywhere in the form.
    Keys,
}

/// Fields that are numbers but no indicators: years come after the indicators.
pub(super) const YEAR: u16 = 0x4000;
/// Fields of text, as places of what is being typed.
pub(super) const NAME: u16 = 0x6000;
pub(super) const PHILOSOPHY: u16 = 0x6001;
pub(super) const CONCEPT: u16 = 0x6002;
pub(super) const OFFICE: u16 = 0x6003;
pub(super) const EMAIL: u16 = 0x6004;
pub(super) const PAGE: u16 = 0x6005;
pub(super) const LAT: u16 = 0x7FFE;
pub(super) const LON: u16 = 0x7FFF;

/// What a profile that is handed over is called as a file.
pub(super) const FILE: &str = "city-profile.json";
/// The page took it, the visitor has the file.
pub(super) const TAKEN: &str = "page";
pub(super) const SAVED: &str = "file";

/// Sections by number: the place, then the facets of the catalogue, then these.
pub(super) const PLACE: u8 = 0;
pub(super) const OUTCOMES: u8 = 250;
pub(super) const NEEDS: u8 = 251;
pub(super) const GOALS: u8 = 252;
pub(super) const WAYS: u8 = 253;
pub(super) const TEXTS: u8 = 254;
pub(super) const CONTACT: u8 = 255;

/// What a change changes: enough to take it back.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    city: Option<CityIx>,
    draft: Option<Shared<Profile>>,
    /// A form without a name is no city yet.
    form: Option<Shared<Profile>>,
}

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {
    learned: Option<Learned>,
    /// The form as long as it has no name.
    form: Option<Shared<Profile>>,
    /// The form is open though nothing is in it.
    begun: bool,
    /// The name that was searched for on the question page.
    sought: String,
    /// The form of another city is to have the focus once it is there.
    landing: bool,
    /// The city that the changes are about.
    of: Option<CityIx>,
    undo: Vec<State>,
    redo: Vec<State>,
    /// What stands in fields and is not, or not yet, in the profile: nothing that arrives meanwhile may change it.
    typing: Vec<(u16, String)>,
    /// The nearest cities with their distance.
    near: Vec<(CityIx, f64)>,
    /// Sections that were opened or closed.
    folds: Vec<(u8, bool)>,
    /// Topics that were added to the table.
    topics: Vec<u8>,
    /// The profile that was asked for, so that a failure is not asked for again and again.
    asked: Option<CityIx>,
    /// The page allows that this browser keeps a draft.
    allowed: bool,
    /// Where the page wants profiles sent: the address, its site; what is wrong with it is said once.
    to: Option<(String, String)>,
    to_said: String,
    /// A profile is on its way.
    sending: bool,
    /// This browser keeps a draft.
    keep: bool,
    kept: Option<Shared<Profile>>,
    looked: bool,
    /// Key of what is missing, and of what was done.
    missing: Option<&'static str>,
    done: Option<&'static str>,
    /// For how many changes it was last worked out how many of the first stay, and how many do.
    settled: Option<(Shared<crate::state::Answered>, usize)>,
    working: bool,
    /// The answer is to be worked out again.
    due: bool,
}

impl Memory {
    /// Looks, once, what this browser keeps.
    fn look(&mut self, directory: &Directory) {
        if self.allowed && !std::mem::replace(&mut self.looked, true) {
            let kept = draft::kept(&directory.meta.id);
            self.keep = kept.is_some();
            self.kept = kept.map(|json| Shared::new(file::read(&json, directory).0));
        }
    }
}

/// There is a new answer, another view, or a profile has arrived.
pub(super) fn notice(world: &mut World) {
    hand_over::notice(world);
    if world.visit.view != View::Profile {
        return;
    }
    let memory = &mut world.memory.profile;
    let loaded = &world.snapshot.loaded;
    let holds = |learned: &Learned| learned.holds(loaded, world.words);
    if !memory.learned.as_ref().is_some_and(holds) {
        memory.learned = Some(Learned::new(loaded, world.words));
    }
    memory.look(&loaded.directory);
    let city = world.visit.asked.city;
    if memory.of != city {
        // Another city: what was changed before was about the former one.
        memory.of = city;
        memory.undo.clear();
        memory.redo.clear();
        memory.typing.clear();
        memory.missing = None;
    }
    if let Some(city) = city
        && memory.asked != Some(city)
    {
        memory.asked = Some(city);
        world.effects.push(Effect::Details(vec![city]));
    }
    change::look_round(world);
    let there = change::base(world.snapshot, world.visit).is_some();
    let memory = &mut world.memory.profile;
    if memory.landing && there {
        memory.landing = false;
        world.effects.push(Effect::Focus("h2".to_owned()));
    }
    let answered = world
        .answered
        .filter(|a| !a.suggestions.partners.is_empty());
    let fresh = memory.settled.as_ref().map(|(of, _)| of) == answered;
    if answered.is_some() && !fresh && !memory.working {
        memory.working = true;
        world.effects.push(Effect::Work(0));
    }
}

/// Draws for how settled the list is: enough to tell nine of ten from fewer, in some milliseconds.
const DRAWS: usize = 60;
/// A city stays if it is among the first in so many of the draws.
const STAYS: f64 = 0.9;

/// Works out how many of the first stay whatever is unknown; whether there is something new to see.
pub(super) fn work(world: &mut World) -> bool {
    let memory = &mut world.memory.profile;
    if std::mem::take(&mut memory.due) {
        // What follows from the new answer is seen to when it is there, see `notice`.
        memory.working = false;
        world.effects.push(Effect::Rank);
        return true;
    }
    if !std::mem::take(&mut memory.working) || world.visit.view != View::Profile {
        return false;
    }
    let Some(answered) = world.answered else {
        return false;
    };
    let query = answered.asked.query();
    let ranker = Ranker::new(&world.snapshot.loaded.directory, &query);
    let partners = &answered.suggestions.partners;
    let listed: Vec<CityIx> = partners.iter().map(|partner| partner.city).collect();
    let draws = Draws {
        count: DRAWS,
        ..Draws::default()
    };
    let chances = certainty(&ranker, &answered.subject, &listed, draws);
    let stay = chances.iter().filter(|chance| chance.first >= STAYS);
    memory.settled = Some((answered.clone(), stay.count()));
    true
}

/// The form as it stands, or what the directory has of the city, as plain JSON; none before that is here.
pub(super) fn current(snapshot: &Snapshot, memory: &Memory) -> Option<JsValue> {
    change::current(snapshot, &snapshot.visit, memory).map(|profile| file::to_json(profile))
}

/// The city of a draft, as the engine compares it.
pub(super) fn subject(directory: &Directory, draft: &Profile) -> Subject {
    Subject::of_profile(directory, draft, None)
}
