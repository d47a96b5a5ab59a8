//! How the list changed since it was last at rest, and how it differs from the one with the usual weights. Reads and tells.

use super::super::{Effect, World};
use crate::state::{Answered, Asked, Snapshot, View};
use crate::words::Words;
use city_peers_engine::{CityIx, suggest};

/// Cities named one by one.
const NAMED: usize = 5;

/// What is remembered of earlier lists.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// A slider is being moved: nothing is told until it rests.
    pub(super) moving: bool,
    /// The question that was answered when the list last rested, and its list.
    rest: Option<(Asked, u32, Vec<CityIx>)>,
    /// A question without the visitor's weights, and its list.
    usual: Option<(Asked, u32, Vec<CityIx>)>,
    /// Cities that are there through the visitor's weights alone; `None` where these are the usual ones.
    pub(super) through: Option<Vec<CityIx>>,
}

/// There is a new answer, perhaps.
pub(super) fn notice(world: &mut World) {
    let change = &mut world.memory.question.change;
    let Some(answered) = world.answered else {
        *change = Change::default();
        return;
    };
    let now = shown(answered);
    let own = !answered.asked.sliders.is_empty() && !now.is_empty();
    change.through = own.then(|| {
        let usual = usual(change, world.snapshot, answered);
        let mut through = now.clone();
        through.retain(|city| !usual.contains(city));
        through
    });
    if change.moving {
        return;
    }
    let rest = change.rest.take();
    change.rest = Some((answered.asked.clone(), answered.drafts, now.clone()));
    if let Some((asked, drafts, before)) = rest
        && asked.city == answered.asked.city
        && (asked != answered.asked || drafts != answered.drafts)
        && world.visit.view == View::Partners
        && !now.is_empty()
    {
        let mut new = now;
        new.retain(|city| !before.contains(city));
        let text = told(world.words, world.snapshot, &new);
        world.effects.push(Effect::Announce(text));
    }
}

/// The cities on screen.
fn shown(answered: &Answered) -> Vec<CityIx> {
    let partners = answered.suggestions.partners.iter();
    partners.map(|partner| partner.city).collect()
}

/// The list with the usual weights: worked out once for a question, however long a slider is moved.
fn usual(change: &mut Change, snapshot: &Snapshot, answered: &Answered) -> Vec<CityIx> {
    let mut asked = answered.asked.clone();
    asked.sliders.clear();
    if let Some((of, drafts, list)) = &change.usual
        && *of == asked
        && *drafts == answered.drafts
    {
        return list.clone();
    }
    let directory = &snapshot.loaded.directory;
    let found = suggest::suggest(directory, &answered.subject, &asked.query());
    let list: Vec<CityIx> = found.partners.iter().map(|p| p.city).collect();
    change.usual = Some((asked, answered.drafts, list.clone()));
    list
}

/// What is new, in a sentence.
fn told(words: &Words, snapshot: &Snapshot, new: &[CityIx]) -> String {
    if new.is_empty() {
        return words.text("ask.same").to_owned();
    }
    let cities = names(words, snapshot, new);
    words.count("ask.new", new.len(), &[("cities", &cities)])
}

/// Names of some cities, the first few of many.
pub(super) fn names(words: &Words, snapshot: &Snapshot, cities: &[CityIx]) -> String {
    let names = cities.iter().take(NAMED);
    let mut names: Vec<String> = names
        .map(|city| snapshot.name(*city, words.lang()).to_owned())
        .collect();
    let more = cities.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(words.count("ask.others", more, &[]));
    }
    words.list(&names)
}
