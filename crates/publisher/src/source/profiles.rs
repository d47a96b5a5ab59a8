//! Reads `profiles/*.json`, which override the rows of `cities.csv` field by field. Reads files.

use super::{files, json};
use crate::check::codes::is_city_id;
use crate::check::profile::{self, Known};
use crate::problem::{InFile, Place, Problems};
use city_peers_engine::model::{Origin, Profile};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A profile as a file states it.
pub struct Stated {
    profile: Profile,
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
            let message = if id.is_empty() {
                "“id” is missing".to_owned()
            } else {
                format!("“{id}” is not an id")
            };
            let hint = Some("letters, digits and hyphens, such as kr-seoul".to_owned());
            file.error(place, message, hint);
            return;
        }
        if let Some(first) = seen.get(&id) {
            file.error(place, format!("“{id}” is in {first} already"), None);
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
    mut value: Value,
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

/// Joins the rows of the table with the stated profiles; a profile without a row is a new city.
pub fn merge(rows: Vec<Profile>, stated: Vec<Stated>, problems: &mut Problems) -> Vec<Profile> {
    let mut all: BTreeMap<String, Profile> = rows.into_iter().map(|p| (p.id.clone(), p)).collect();
    for Stated {
        profile,
        fields,
        file,
        pointer,
    } in stated
    {
        match all.get_mut(&profile.id) {
            Some(row) => overlay(row, profile, &fields),
            None => {
                if profile.name.is_empty() {
                    let hint = format!("no row of cities.csv has the id “{}”", profile.id);
                    let place = Place::Pointer(format!("{pointer}/name"));
                    problems
                        .of(&file)
                        .error(place, "“name” is missing", Some(hint));
                }
                let mut profile = profile;
                if !fields.iter().any(|f| f == "origin") {
                    profile.origin = Origin::Submitted;
                }
                all.insert(profile.id.clone(), profile);
            }
        }
    }
    all.into_values().collect()
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
