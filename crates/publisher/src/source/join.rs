//! Finds the city of each practice in the directory: by id, by name and place, or as `practice-cities.csv` says; and
//! the cities that took a practice over. Pure.

use super::practices::Read;
use super::table;
use crate::fold::fold;
use crate::geo::distance_km;
use crate::hint;
use crate::problem::{InFile, Place, Problems, rules};
use city_peers_engine::model::{Practice, Profile};
use std::collections::{BTreeMap, BTreeSet};

/// Name of the file that joins practices and cities where names do not.
pub const FILE: &str = "practice-cities.csv";
/// Farther apart, two places of one name are two cities, km.
const FARTHEST: f64 = 60.0;
/// Most names whose nearest is looked for: a search goes through all cities.
const SEARCHED: usize = 50;

/// Practice id → city id, from the text of `practice-cities.csv`.
pub fn stated(text: &str, file: &mut InFile<'_>) -> BTreeMap<String, (usize, String)> {
    let mut joined = BTreeMap::new();
    let Some(table) = table::read(text, file) else {
        return joined;
    };
    table.only(&["practice", "city"], file);
    if !table.need(&["practice", "city"], file) {
        return joined;
    }
    let (practice, city) = (table.column("practice"), table.column("city"));
    for (number, row) in &table.rows {
        let key = table::cell(row, practice).to_owned();
        let value = (*number, table::cell(row, city).to_owned());
        if let Some((first, _)) = joined.insert(key.clone(), value) {
            let place = Place::Row(*number, Some("practice".to_owned()));
            file.note(
                rules::DUPLICATE_ID,
                place,
                format!("“{key}” is in row {first} already"),
                None,
            );
        }
    }
    joined
}

/// The city of each practice, `None` and a warning where the directory does not have it.
pub fn join(
    practices: &[Read],
    profiles: &[Profile],
    stated: &BTreeMap<String, (usize, String)>,
    problems: &mut Problems,
) -> Vec<Option<String>> {
    let mut searched = 0;
    let ids: BTreeSet<&str> = profiles.iter().map(|p| p.id.as_str()).collect();
    let practice_ids: BTreeSet<&str> = practices.iter().map(|p| p.practice.id.as_str()).collect();
    for (practice, (row, city)) in stated {
        let mut file = problems.of(FILE);
        if !practice_ids.contains(practice.as_str()) {
            let place = Place::Row(*row, Some("practice".to_owned()));
            file.note(
                rules::PRACTICE_NOT_HERE,
                place,
                format!("no practice “{practice}”"),
                None,
            );
        }
        if !ids.contains(city.as_str()) {
            let place = Place::Row(*row, Some("city".to_owned()));
            searched += 1;
            let near = (searched <= SEARCHED).then(|| hint::nearest(city, ids.iter().copied()));
            let hint = near.flatten();
            let hint = hint.map(|near| format!("did you mean “{near}”?"));
            file.note(
                rules::UNKNOWN_CITY,
                place,
                format!("no city “{city}”"),
                hint,
            );
        }
    }
    let by_name = by_name(
        profiles,
        practices
            .iter()
            .map(|read| (read.practice.country.as_str(), read.practice.city.as_str())),
    );
    practices
        .iter()
        .map(|read| {
            let practice = &read.practice;
            if let Some((_, city)) = stated.get(&practice.id) {
                return Some(city.clone());
            }
            if ids.contains(practice.city.as_str()) {
                return Some(practice.city.clone());
            }
            let place = practice.lat.zip(practice.lon);
            let same = by_name.get(&(practice.country.as_str(), fold(&practice.city)));
            let found = same.and_then(|same| nearest(same, place));
            if found.is_none() {
                let pointer = Place::Pointer(format!("{}/city", read.pointer));
                let message = format!("city “{}” is not in the directory", practice.city);
                searched += 1;
                let near = (searched <= SEARCHED)
                    .then(|| near_name(practice, profiles))
                    .flatten();
                let hint = Some(match near {
                    Some(near) => format!(
                        "did you mean “{}”? else write its id, or add the city",
                        near.id
                    ),
                    None => "write the id of the city, or add the city".to_owned(),
                });
                problems
                    .of(&read.file)
                    .note(rules::CITY_NOT_HERE, pointer, message, hint);
            }
            found.map(|profile| profile.id.clone())
        })
        .collect()
}

/// The city of the country whose name or id is nearest to the one that a practice gives.
fn near_name<'p>(practice: &Practice, profiles: &'p [Profile]) -> Option<&'p Profile> {
    let of_country = || profiles.iter().filter(|p| p.country == practice.country);
    let names = of_country().flat_map(|p| p.name.values().map(String::as_str));
    let ids = of_country().map(|p| p.id.as_str());
    let near = hint::nearest(&practice.city, names.chain(ids))?;
    of_country().find(|p| p.id == near || p.name.values().any(|n| n == near))
}

/// The cities of the wanted countries and names, each by its folded names in all languages.
fn by_name<'a>(
    profiles: &'a [Profile],
    wanted: impl Iterator<Item = (&'a str, &'a str)>,
) -> BTreeMap<(&'a str, String), Vec<&'a Profile>> {
    let wanted: BTreeSet<(&str, String)> = wanted
        .map(|(country, name)| (country, fold(name)))
        .collect();
    let mut by_name: BTreeMap<(&str, String), Vec<&Profile>> = BTreeMap::new();
    for profile in profiles {
        let names: BTreeSet<String> = profile.name.values().map(|n| fold(n)).collect();
        for name in names {
            let key = (profile.country.as_str(), name);
            if wanted.contains(&key) {
                by_name.entry(key).or_default().push(profile);
            }
        }
    }
    by_name
}

/// Practice id and city id of every city that took a practice over: where the directory has exactly one city of the
/// name and country (or the id is written). The rest stays text, and none is guessed.
pub fn replications(practices: &[Read], profiles: &[Profile]) -> Vec<(String, String)> {
    let ids: BTreeSet<&str> = profiles.iter().map(|p| p.id.as_str()).collect();
    let copies = || {
        practices.iter().flat_map(|read| {
            let copies = read.practice.replicated_in.iter();
            copies.map(|copy| (&read.practice.id, copy))
        })
    };
    let by_name = by_name(
        profiles,
        copies().map(|(_, copy)| (copy.country.as_str(), copy.city.as_str())),
    );
    copies()
        .filter_map(|(practice, copy)| {
            let city = match by_name.get(&(copy.country.as_str(), fold(&copy.city))) {
                _ if ids.contains(copy.city.as_str()) => &copy.city,
                Some(same) => match same.as_slice() {
                    [only] => &only.id,
                    _ => return None,
                },
                None => return None,
            };
            Some((practice.clone(), city.clone()))
        })
        .collect()
}

/// The nearest of the cities of one name that is near enough; without a place, the only one.
fn nearest<'p>(same: &[&'p Profile], place: Option<(f64, f64)>) -> Option<&'p Profile> {
    let mut best: Option<(f64, &Profile)> = None;
    for profile in same {
        let far = match (place, profile.lat.zip(profile.lon)) {
            (Some(a), Some(b)) => distance_km(a, b),
            _ if same.len() == 1 => 0.0,
            _ => continue,
        };
        let closer = best.is_none_or(|(d, p)| (far, &profile.id) < (d, &p.id));
        if far <= FARTHEST && closer {
            best = Some((far, profile));
        }
    }
    best.map(|(_, profile)| profile)
}
