//! What the form says of a value: in words, where it lies, what was probably meant, what others suggest. Reads only.

use super::change::{NEAR_KM, base, current, reading};
use super::number::{self, Typed};
use super::{LAT, Memory, YEAR};
use crate::components::Scene;
use crate::queries::value::{self, Known};
use crate::state::{Snapshot, Visit};
use crate::words::Words;
use city_peers_engine::model::{Indicator, Kind, Profile, Scale, Term, Value};
use city_peers_engine::order::sort_short;
use city_peers_engine::quantise::{self, Cell, STEPS, value_of};
use city_peers_engine::{CityIx, Directory};

/// A term in the visitor's language; other catalogues speak for themselves.
pub(super) fn term<'a>(words: &'a Words, kind: &str, code: &str, label: &'a str) -> &'a str {
    match words.find(&[kind, ".", code].concat()) {
        Some(text) => text,
        None if label.is_empty() => "",
        None => label,
    }
}

/// The definition of an indicator; it comes with the practices.
pub(super) fn definition<'a>(scene: Scene<'a>, at: usize, indicator: &'a Indicator) -> &'a str {
    let key = ["indicator.", &indicator.id, ".definition"].concat();
    let notes = scene.snapshot.practices.ready().map(|p| &p.notes);
    let note = notes.and_then(|notes| notes.get(at));
    let own = note.map_or(&indicator.definition, |note| &note.definition);
    scene.words.find(&key).unwrap_or(own)
}

/// Where the values of an indicator usually come from.
pub(super) fn usual_source<'a>(scene: Scene<'a>, at: usize, indicator: &'a Indicator) -> &'a str {
    let notes = scene.snapshot.practices.ready().map(|p| &p.notes);
    let note = notes.and_then(|notes| notes.get(at));
    note.map_or(&indicator.source, |note| &note.source)
}

/// The unit of an indicator.
pub(super) fn unit<'a>(words: &'a Words, indicator: &'a Indicator) -> &'a str {
    term(words, "unit", &indicator.unit, &indicator.unit)
}

/// A value in words.
pub(super) fn say(scene: Scene, memory: &Memory, indicator: &Indicator, value: &Value) -> String {
    let words = scene.words;
    if let (Value::Number(x), Some(learned)) = (value, &memory.learned) {
        let (n, unit) = (learned.write(*x), unit(words, indicator));
        return words.with("value.number", &[("n", &n), ("unit", unit)]);
    }
    let cell = quantise::cell(indicator, value).unwrap_or_default();
    let figure = None;
    value::say(words, indicator, Known { cell, figure }).unwrap_or_default()
}

/// The number that stands, or is being typed, in a field.
pub(super) fn number_in(
    snapshot: &Snapshot,
    visit: &Visit,
    memory: &Memory,
    slot: u16,
) -> Option<f64> {
    let typed = memory.typing.iter().find(|(at, _)| *at == slot);
    if let Some((_, text)) = typed {
        return match reading(snapshot, memory, slot, text) {
            Typed::Number(x) => Some(x),
            _ => None,
        };
    }
    let profile = current(snapshot, visit, memory)?;
    let indicators = &snapshot.loaded.directory.catalogue.indicators;
    match slot {
        LAT => profile.lat,
        slot if slot > LAT => profile.lon,
        slot if slot >= YEAR => {
            let indicator = indicators.get(usize::from(slot - YEAR))?;
            profile.sources.get(&indicator.id)?.year.map(f64::from)
        }
        slot => match profile.values.get(&indicators.get(usize::from(slot))?.id)? {
            Value::Number(x) => Some(*x),
            _ => None,
        },
    }
}

/// What a number far off the scale was probably meant to be.
pub(super) fn meant(snapshot: &Snapshot, visit: &Visit, memory: &Memory, slot: u16) -> Option<f64> {
    let indicators = &snapshot.loaded.directory.catalogue.indicators;
    let indicator = indicators.get(usize::from(slot))?;
    let Kind::Number { scale, low, high } = indicator.kind else {
        return None;
    };
    let x = number_in(snapshot, visit, memory, slot)?;
    // What the directory itself says was checked when it was built.
    let published = base(snapshot, visit).and_then(|base| base.values.get(&indicator.id));
    if published == Some(&Value::Number(x)) {
        return None;
    }
    number::meant(x, low, high, scale == Scale::Log)
}

/// Where a number lies: its place on the scale, 0–1, and the words for it.
pub(super) fn position(scene: Scene, memory: &Memory, at: usize, x: f64) -> Option<(f64, String)> {
    let words = scene.words;
    let directory = &scene.snapshot.loaded.directory;
    let indicator = directory.catalogue.indicators.get(at)?;
    let learned = memory.learned.as_ref()?;
    let spread = learned.spreads.get(at)?;
    let Kind::Number { scale, low, high } = indicator.kind else {
        return None;
    };
    let step = quantise::step(scale, low, high, x);
    let is_main = directory.catalogue.main.map(usize::from) == Some(at);
    let below = if is_main {
        main_below(directory, x)
    } else {
        spread.below(step)
    };
    let share = f64::from(step) / f64::from(STEPS);
    let said = |key: &str, n: f64| words.with(key, &[("n", &words.number(n))]);
    let mut text = match below {
        None => words.text("your.at.nobody").to_owned(),
        Some(below) if below < 0.005 => words.text("your.at.lowest").to_owned(),
        Some(below) if below > 0.995 => words.text("your.at.highest").to_owned(),
        Some(below) => said("your.at.more", (below * 100.0).round()),
    };
    let beyond = match x {
        x if x < low => Some(("your.at.below", low)),
        x if x > high => Some(("your.at.above", high)),
        _ => None,
    };
    if let Some((key, end)) = beyond {
        let end = words.rounded(end);
        let unit = unit(words, indicator);
        text.push(' ');
        text.push_str(&words.with(key, &[("n", &end), ("unit", unit)]));
    }
    Some((share, text))
}

fn main_below(directory: &Directory, x: f64) -> Option<f64> {
    let (mut below, mut stated) = (0u32, 0u32);
    for main in directory.indices().filter_map(|city| directory.main(city)) {
        stated += 1;
        below += u32::from((main as f64) < x);
    }
    (stated > 0).then(|| f64::from(below) / f64::from(stated))
}

/// What is usual: the middle half of the cities, or the ends of the scale where no city states it.
pub(super) fn usual(scene: Scene, memory: &Memory, at: usize) -> Option<String> {
    let words = scene.words;
    let indicators = &scene.snapshot.loaded.directory.catalogue.indicators;
    let indicator = indicators.get(at)?;
    let spread = memory.learned.as_ref()?.spreads.get(at)?;
    let Kind::Number { scale, low, high } = indicator.kind else {
        return None;
    };
    let value = |step: u8| value_of(scale, low, high, step);
    let (key, from, to) = match (spread.quantile(0.25), spread.quantile(0.75)) {
        (Some(from), Some(to)) => ("your.usual", value(from), value(to)),
        _ => ("your.scale", low, high),
    };
    let values = [
        ("from", words.rounded(from)),
        ("to", words.rounded(to)),
        ("unit", unit(words, indicator).to_owned()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Some(words.with(key, &values))
}

/// A code in the directory: how many of 100 cities have it.
pub(super) fn shared(scene: Scene, memory: &Memory, at: usize, value: &Value) -> Option<String> {
    let directory = &scene.snapshot.loaded.directory;
    let indicator = directory.catalogue.indicators.get(at)?;
    let Ok(Cell::Byte(place)) = quantise::cell(indicator, value) else {
        return None;
    };
    let spread = memory.learned.as_ref()?.spreads.get(at)?;
    let n = (spread.with(usize::from(place))? * 100.0).round();
    let n = scene.words.number(n);
    Some(scene.words.with("your.at.same", &[("n", &n)]))
}

/// What country or neighbours suggest for an indicator.
pub(super) struct Suggestion {
    pub cell: Cell,
    /// It is the same for all cities of the country; else the nearest cities share it.
    pub of_country: bool,
}

/// A suggestion for an indicator that the profile does not state.
pub(super) fn suggestion(
    directory: &Directory,
    memory: &Memory,
    profile: &Profile,
    at: usize,
) -> Option<Suggestion> {
    let indicator = directory.catalogue.indicators.get(at)?;
    if profile.values.contains_key(&indicator.id) {
        return None;
    }
    let national = memory.learned.as_ref()?.national.get(at) == Some(&true);
    let cell = if national && !profile.country.is_empty() {
        city_peers_engine::gain::of_country(directory, &profile.country, at)
    } else if national || matches!(indicator.kind, Kind::Number { .. }) {
        Cell::Unknown
    } else {
        let near = |(city, km): &(CityIx, f64)| (*km <= NEAR_KM).then(|| directory.cell(at, *city));
        let mut cells = memory.near.iter().map(near);
        let first = cells.next().flatten().unwrap_or_default();
        if cells.all(|cell| cell == Some(first)) {
            first
        } else {
            Cell::Unknown
        }
    };
    (cell != Cell::Unknown).then_some(Suggestion {
        cell,
        of_country: national,
    })
}

/// The languages that most cities of a country work in; none where it has no cities in the directory.
pub(super) fn languages(directory: &Directory, country: &str) -> Vec<String> {
    let mut sets: Vec<(&[u16], usize)> = Vec::new();
    for city in of_country(directory, country) {
        let Some(set) = directory.languages(city) else {
            continue;
        };
        match sets.iter_mut().find(|(known, _)| *known == set) {
            Some((_, count)) => *count += 1,
            None => sets.push((set, 1)),
        }
    }
    sort_short(&mut sets, |a, b| a.1 > b.1);
    let name = |at: &u16| directory.cities.languages.get(usize::from(*at)).cloned();
    let first = sets.first().map(|(set, _)| set.iter().filter_map(name));
    first.map_or_else(Vec::new, Iterator::collect)
}

/// The time zones of the cities of a country, those of most cities first; all of the directory where it has none.
pub(super) fn zones(directory: &Directory, country: &str) -> Vec<String> {
    let mut zones: Vec<(u16, usize)> = Vec::new();
    for city in of_country(directory, country) {
        let Some(&zone) = directory.cities.zone.get(city.ix()) else {
            continue;
        };
        match zones.iter_mut().find(|(known, _)| *known == zone) {
            Some((_, count)) => *count += 1,
            None => zones.push((zone, 1)),
        }
    }
    sort_short(&mut zones, |a, b| a.1 > b.1);
    let name = |at: usize| directory.cities.zones.get(at).map(|zone| zone.name.clone());
    let own: Vec<String> = zones
        .iter()
        .filter_map(|(at, _)| name(usize::from(*at)))
        .collect();
    if own.is_empty() {
        (0..directory.cities.zones.len()).filter_map(name).collect()
    } else {
        own
    }
}

pub(super) fn of_country<'d>(
    directory: &'d Directory,
    country: &'d str,
) -> impl Iterator<Item = CityIx> + 'd {
    let cities = directory.indices();
    cities.filter(move |city| !country.is_empty() && directory.country(*city) == country)
}

/// The frameworks of the directory's vocabulary; they come with the practices.
pub(super) fn frameworks(snapshot: &Snapshot) -> &[Term] {
    let lists = snapshot.practices.ready().map(|practices| &practices.lists);
    let mut lists = lists.into_iter().flatten();
    let found = lists.find(|(name, _)| name == "frameworks");
    found.map_or(&[], |(_, terms)| terms)
}

/// How many of some indicators are stated.
pub(super) fn stated(profile: &Profile, indicators: &[(usize, &Indicator)]) -> usize {
    let stated = |(_, i): &&(usize, &Indicator)| profile.values.contains_key(&i.id);
    indicators.iter().filter(stated).count()
}

/// The name in the form.
pub(super) fn name<'a>(scene: Scene, profile: &'a Profile) -> &'a str {
    let name = profile.name.get(scene.words.lang());
    name.or(profile.name.values().next()).map_or("", |n| n)
}

/// The name that heads the form.
pub(super) fn heading<'a>(scene: Scene<'a>) -> &'a str {
    match scene.my_name() {
        "" => scene.t("nav.profile"),
        name => name,
    }
}
