//! Reads `profiles/*.json`, which override the rows of `cities.csv` field by field. Reads files.

use super::found::{Found, StatedAt};
use super::{files, json};
use crate::check::codes::is_city_id;
use crate::check::profile::{self, Known};
use crate::hint::hint;
use crate::problem::{InFile, Place, Problems, rules};
use crate::words::grouped;
use city_peers_engine::model::{Origin, Profile, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A profile as a file states it.
pub struct Stated {
    /// The profile.
    pub profile: Profile,
    fields: Vec<String>,
    file: String,
    pointer: String,
}

/// Reads all profiles of the folder.
pub fn read(root: &Path, known: &Known<'_>, problems: &mut Problems) -> Vec<Stated> {
    let mut all: Vec<Stated> = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    files::each_object(root, "profiles", problems, |name, pointer, value, file| {
        let Some((profile, fields)) = one(value, &pointer, known, file) else {
            return;
        };
        let place = Place::Pointer(format!("{pointer}/id"));
        let id = profile.id.clone();
        if !is_city_id(&id) {
            let (rule, message) = if id.is_empty() {
                (rules::MISSING_FIELD, "“id” is missing".to_owned())
            } else {
                (rules::NOT_AN_ID, format!("“{id}” is not an id"))
            };
            let hint = Some("letters, digits and hyphens, such as kr-seoul".to_owned());
            file.note(rule, place, message, hint);
            return;
        }
        if let Some(first) = seen.get(&id) {
            file.note(
                rules::DUPLICATE_ID,
                place,
                format!("“{id}” is in {first} already"),
                None,
            );
            return;
        }
        seen.insert(id, name.to_owned());
        all.push(Stated {
            profile,
            fields,
            file: name.to_owned(),
            pointer,
        });
    });
    all
}

/// One profile with the fields that its file states; `None`, and problems, where it cannot be read.
pub fn one(
    mut value: serde_json::Value,
    pointer: &str,
    known: &Known<'_>,
    file: &mut InFile<'_>,
) -> Option<(Profile, Vec<String>)> {
    json::without_nulls(&mut value);
    let fields = value.as_object().map(|o| o.keys().cloned().collect());
    let read = json::salvaged::<Profile>(value, pointer, file);
    // The rest is worth checking even where a field is wrong.
    let profile = read.value?;
    profile::check(&profile, pointer, known, file);
    if read.fit != json::Fit::Whole {
        return None;
    }
    Some((profile, fields.unwrap_or_default()))
}

/// Joins the rows of the table with the stated profiles; a profile without a row is a new city. Ordered by id.
///
/// `people` is the indicator that counts the people of a city: ten times as many as in the row is worth a warning.
pub fn merge(
    mut all: Vec<(Profile, Found)>,
    stated: Vec<Stated>,
    people: Option<&str>,
    problems: &mut Problems,
) -> Vec<(Profile, Found)> {
    all.sort_by(|x, y| x.0.id.cmp(&y.0.id));
    let mut new = Vec::new();
    for Stated {
        profile,
        fields,
        file,
        pointer,
    } in stated
    {
        let at = StatedAt {
            fields: parts(&profile, &fields),
            file,
            pointer,
        };
        let same = all.binary_search_by(|(row, _)| row.id.cmp(&profile.id));
        match same.ok().and_then(|ix| all.get_mut(ix)) {
            Some((row, found)) => {
                if let Some(people) = people {
                    compare(people, row, &profile, &at, problems);
                }
                overlay(row, profile, &fields);
                found.stated = Some(Box::new(at));
            }
            None => {
                if profile.name.is_empty() {
                    let hint = format!("no row of cities.csv has the id “{}”", profile.id);
                    let place = Place::Pointer(format!("{}/name", at.pointer));
                    problems.of(&at.file).note(
                        rules::MISSING_FIELD,
                        place,
                        "“name” is missing",
                        Some(hint),
                    );
                }
                let mut profile = profile;
                if !fields.iter().any(|f| f == "origin") {
                    profile.origin = Origin::Submitted;
                }
                let stated = Some(Box::new(at));
                new.push((
                    profile,
                    Found {
                        stated,
                        ..Found::default()
                    },
                ));
            }
        }
    }
    all.extend(new);
    all.sort_by(|x, y| x.0.id.cmp(&y.0.id));
    all
}

/// Notes practices that offers name and the directory does not have.
pub fn check_offers(
    profiles: &[Profile],
    found: &[Found],
    practices: &BTreeSet<String>,
    problems: &mut Problems,
) {
    for (profile, found) in profiles.iter().zip(found) {
        for (ix, offer) in profile.offers.iter().enumerate() {
            for (of, id) in offer.practices.iter().enumerate() {
                let (file, place) = found.place(&format!("offers/{ix}/practices/{of}"));
                let mut file = problems.of(&file);
                if !practices.contains(id) {
                    let hint = hint(id, practices.iter().map(String::as_str));
                    let message = format!("no practice “{id}”");
                    file.note(rules::PRACTICE_NOT_HERE, place, message, hint);
                } else if offer.practices.iter().take(of).any(|p| p == id) {
                    let message = format!("practice “{id}” twice");
                    file.note(rules::DUPLICATE_ENTRY, place, message, None);
                }
            }
        }
    }
}

/// How many people a profile states, where it is a number that can be.
pub fn count(people: &str, profile: &Profile) -> Option<f64> {
    match profile.values.get(people) {
        Some(Value::Number(x)) if *x > 0.0 => Some(*x),
        _ => None,
    }
}

/// The fields a profile states; those that are joined part by part with their parts.
fn parts(profile: &Profile, fields: &[String]) -> Vec<String> {
    let mut all = fields.to_vec();
    all.extend(profile.values.keys().map(|k| format!("values/{k}")));
    all.extend(profile.name.keys().map(|k| format!("name/{k}")));
    all.extend(profile.sources.keys().map(|k| format!("sources/{k}")));
    all
}

/// Notes a number of people that is ten times that of the row, or a tenth.
fn compare(people: &str, row: &Profile, new: &Profile, at: &StatedAt, problems: &mut Problems) {
    let (Some(old), Some(new)) = (count(people, row), count(people, new)) else {
        return;
    };
    if new >= 10.0 * old || old >= 10.0 * new {
        let place = Place::Pointer(format!("{}/values/{}", at.pointer, json::escaped(people)));
        let (new, old) = (grouped(new as u64), grouped(old as u64));
        let message = format!("{new} people, but the row of cities.csv says {old}");
        let hint = Some("thousands or millions taken for ones, or another border?".to_owned());
        problems
            .of(&at.file)
            .note(rules::CHANGED_TENFOLD, place, message, hint);
    }
}

/// Replaces what the profile states; names, values and sources are joined key by key.
fn overlay(row: &mut Profile, stated: Profile, fields: &[String]) {
    let has = |field: &str| fields.iter().any(|f| f == field);
    row.origin = if has("origin") {
        stated.origin
    } else {
        Origin::Submitted
    };
    row.name.extend(stated.name);
    row.values.extend(stated.values);
    row.sources.extend(stated.sources);
    row.philosophy.extend(stated.philosophy);
    row.concept.extend(stated.concept);
    macro_rules! replace {
        ($($field:ident),*) => {
            $(if has(stringify!($field)) {
                row.$field = stated.$field;
            })*
        };
    }
    replace!(
        country, lat, lon, time_zone, languages, needs, offers, goals, networks, frameworks, modes,
        contacts, media, reviews, updated
    );
}
