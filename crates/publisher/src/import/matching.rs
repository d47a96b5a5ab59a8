//! Finds the place of each row in base data: by id, or by name and country where exactly one place fits. Nothing is guessed:
//! the rest is reported with the candidates, or the nearest spellings. Pure.

use super::mapping::{self, Mapping};
use super::places::{Base, Place};
use super::record::Draft;
use crate::fold::fold;
use crate::geo::distance_km;
use std::collections::{BTreeMap, BTreeSet};

/// Most rows for which near spellings are looked for: each looks at all places of its country.
const MOST_NEAR: usize = 100;

/// What was found for a row.
#[derive(Clone, Debug)]
pub enum Found {
    /// Exactly one place.
    One(Place),
    /// Several places of that name: candidates, the largest first.
    Several(Vec<Place>),
    /// None: the nearest spellings with their places.
    None(Vec<Place>),
    /// The mapping or the row names an id that the base data does not have.
    NoSuchId(String),
    /// The mapping says that it is none of them.
    Decided,
}

/// How `[decide]` calls a row: by its own id, or by name and country.
pub fn key(draft: &Draft) -> String {
    if let Some(id) = &draft.id {
        return id.clone();
    }
    let name = draft.names.first().map_or("", String::as_str);
    match &draft.country {
        Some(country) => format!("{name}, {country}"),
        None => name.to_owned(),
    }
}

/// What `[decide]` says of a row: by row number, by id, or by name and country.
fn decided<'m>(draft: &Draft, mapping: &'m Mapping) -> Option<&'m Option<String>> {
    let by_row = mapping.decide.get(&format!("row {}", draft.row));
    by_row.or_else(|| mapping.decide.get(&key(draft)))
}

/// What the base data has for each row.
pub fn find(drafts: &[Draft], base: &Base, mapping: &Mapping) -> Vec<Found> {
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_name: BTreeMap<(Option<&str>, String), Vec<usize>> = BTreeMap::new();
    for (ix, draft) in drafts.iter().enumerate() {
        let stated = match decided(draft, mapping) {
            Some(Some(id)) => Some(id.as_str()),
            Some(None) => continue,
            None => draft.base_id.as_deref(),
        };
        if let Some(id) = stated {
            by_id.entry(id).or_default().push(ix);
            continue;
        }
        let names: BTreeSet<String> = draft.names.iter().map(|n| fold(n)).collect();
        for name in names.into_iter().filter(|n| !n.is_empty()) {
            by_name
                .entry((draft.country.as_deref(), name))
                .or_default()
                .push(ix);
        }
    }
    let mut candidates: Vec<Vec<Place>> = vec![Vec::new(); drafts.len()];
    base.each(|place| {
        let mut rows: BTreeSet<usize> = BTreeSet::new();
        rows.extend(by_id.get(place.id.as_str()).into_iter().flatten());
        let large = mapping
            .base
            .min_population
            .is_none_or(|least| place.population.is_some_and(|p| p >= least));
        if large {
            for name in place.names.iter().map(|n| fold(n)).collect::<BTreeSet<_>>() {
                let same = by_name.get(&(Some(place.country.as_str()), name.clone()));
                rows.extend(same.into_iter().flatten());
                rows.extend(by_name.get(&(None, name)).into_iter().flatten());
            }
        }
        for row in rows {
            if let Some(list) = candidates.get_mut(row) {
                list.push(place.clone());
            }
        }
    });
    let mut found: Vec<Found> = drafts
        .iter()
        .zip(candidates)
        .map(|(draft, places)| decide(draft, places, mapping))
        .collect();
    near(drafts, base, &mut found);
    found
}

fn decide(draft: &Draft, mut places: Vec<Place>, mapping: &Mapping) -> Found {
    let stated = match decided(draft, mapping) {
        Some(None) => return Found::Decided,
        Some(Some(id)) => Some(id.clone()),
        None => draft.base_id.clone(),
    };
    if let Some(id) = stated {
        return match places.into_iter().find(|p| p.id == id) {
            Some(place) => Found::One(place),
            None => Found::NoSuchId(id),
        };
    }
    if let Some(region) = draft.region.as_ref().map(|r| fold(r)) {
        let fitting: Vec<Place> = places
            .iter()
            .filter(|p| fold(&p.region) == region)
            .cloned()
            .collect();
        if !fitting.is_empty() {
            places = fitting;
        }
    }
    if let Some(here) = draft.place {
        let near = |place: &Place| {
            place
                .at
                .is_some_and(|at| distance_km(here, at) <= mapping.base.within_km)
        };
        places.retain(near);
    } else if draft.country.is_none() && !places.is_empty() {
        // A name alone is no proof, even where only one place has it.
        return several(places);
    }
    match places.as_slice() {
        [] => Found::None(Vec::new()),
        [one] => Found::One(one.clone()),
        _ => several(places),
    }
}

fn several(mut places: Vec<Place>) -> Found {
    places.sort_by(|a, b| {
        let people = |p: &Place| p.population.unwrap_or(0.0);
        people(b)
            .total_cmp(&people(a))
            .then_with(|| a.id.cmp(&b.id))
    });
    Found::Several(places)
}

/// A row, its folded name, and the nearest places so far with how far they are.
type Spelling = (usize, String, Vec<(usize, Place)>);

/// Looks for near spellings of names that were not found.
fn near(drafts: &[Draft], base: &Base, found: &mut [Found]) {
    let mut open: Vec<Spelling> = Vec::new();
    for (ix, (draft, found)) in drafts.iter().zip(found.iter()).enumerate() {
        if matches!(found, Found::None(_)) && draft.country.is_some() && open.len() < MOST_NEAR {
            let name = draft.names.first().map(|n| fold(n)).unwrap_or_default();
            open.push((ix, name, Vec::new()));
        }
    }
    if open.is_empty() {
        return;
    }
    base.each(|place| {
        for (ix, name, best) in &mut open {
            let country = drafts.get(*ix).and_then(|d| d.country.as_deref());
            if country != Some(place.country.as_str()) {
                continue;
            }
            let most = (name.chars().count() / 3).clamp(1, 4);
            let closest = place
                .names
                .iter()
                .map(|n| fold(n))
                .filter(|n| n.len().abs_diff(name.len()) <= 2 * most && !n.is_empty())
                .map(|n| strsim::damerau_levenshtein(&n, name))
                .min();
            if let Some(distance) = closest.filter(|d| *d <= most) {
                best.push((distance, place.clone()));
                best.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
                best.truncate(3);
            }
        }
    });
    for (ix, _, best) in open {
        if let Some(Found::None(places)) = found.get_mut(ix) {
            *places = best.into_iter().map(|(_, place)| place).collect();
        }
    }
}

/// Whether a place of base data fills a field.
pub fn fills(base: &mapping::Base, field: &str) -> bool {
    base.fill.iter().any(|f| f == field)
}
