//! Finds cities that are perhaps one under two ids: by name and distance, by place, by id. Pure; warns.
//!
//! Sorts and compares neighbours, so that time grows with the number of cities and not with its square.

use super::plausible::is_accepted;
use crate::fold::fold;
use crate::geo::distance_km;
use crate::problem::{Problems, Rule, rules};
use crate::source::found::Found;
use city_peers_engine::model::Profile;
use std::collections::BTreeSet;

/// Nearer, two cities of one name and country are perhaps one, km.
const NEAR: f64 = 25.0;
/// Places are the same when they are in steps of a degree of this part.
const STEPS: f64 = 1000.0;
/// Most cities of one name that a city is compared with: crowds of one name do not slow the rest.
const MOST: usize = 30;

/// Notes cities that are perhaps one.
pub fn check(cities: &[(Profile, Found)], accepted: &BTreeSet<String>, problems: &mut Problems) {
    let mut notes = Notes { accepted, problems };
    let named = same_name(cities, &mut notes);
    same_place(cities, &named, &mut notes);
    ids(cities, &mut notes);
}

struct Notes<'n> {
    accepted: &'n BTreeSet<String>,
    problems: &'n mut Problems,
}

impl Notes<'_> {
    /// Notes a warning about a city at one of its fields, unless it is accepted.
    fn warn(
        &mut self,
        rule: &'static Rule,
        city: &(Profile, Found),
        field: &str,
        message: String,
        hint: &str,
    ) {
        let id = &city.0.id;
        if is_accepted(self.accepted, rule, id) {
            return;
        }
        let (file, place) = city.1.place(field);
        let accept = format!(
            "{hint}; if it is right: accept = [\"{} {id}\"] in directory.toml",
            rule.id
        );
        self.problems
            .of(&file)
            .note(rule, place, message, Some(accept));
    }
}

/// The name that a city is known by: the English one, else the first by language.
fn name(profile: &Profile) -> &str {
    let names = &profile.name;
    names
        .get("en")
        .or_else(|| names.values().next())
        .map_or("", String::as_str)
}

fn place(profile: &Profile) -> Option<(f64, f64)> {
    profile.lat.zip(profile.lon)
}

/// Positions of cities of one folded name and country that lie near each other; the later one is told.
fn same_name(cities: &[(Profile, Found)], notes: &mut Notes<'_>) -> BTreeSet<usize> {
    let mut keys: Vec<(&str, String, usize)> = cities
        .iter()
        .enumerate()
        .filter(|(_, (profile, _))| place(profile).is_some())
        .map(|(ix, (profile, _))| (profile.country.as_str(), fold(name(profile)), ix))
        .filter(|(_, name, _)| !name.is_empty())
        .collect();
    keys.sort();
    let mut told = BTreeSet::new();
    let same = |x: &(&str, String, usize), y: &(&str, String, usize)| x.0 == y.0 && x.1 == y.1;
    for group in keys.chunk_by(same) {
        for (at, (_, _, ix)) in group.iter().enumerate() {
            let Some(both @ (city, _)) = cities.get(*ix) else {
                continue;
            };
            let earlier = group.iter().take(at).rev().take(MOST);
            let nearest = earlier
                .filter_map(|(_, _, other)| {
                    let (other, _) = cities.get(*other)?;
                    let far = distance_km(place(city)?, place(other)?);
                    (far <= NEAR).then_some((far, &other.id))
                })
                .min_by(|x, y| x.0.total_cmp(&y.0));
            if let Some((far, other)) = nearest {
                told.insert(*ix);
                let message = format!(
                    "“{}” is perhaps “{other}” again: the same name, {far:.0} km away",
                    city.id
                );
                notes.warn(
                    rules::DUPLICATE_CITY,
                    both,
                    "name/en",
                    message,
                    "keep one of them",
                );
            }
        }
    }
    told
}

fn same_place(cities: &[(Profile, Found)], told: &BTreeSet<usize>, notes: &mut Notes<'_>) {
    let step = |x: f64| (x * STEPS).round() as i64;
    let mut keys: Vec<(i64, i64, usize)> = cities
        .iter()
        .enumerate()
        .filter_map(|(ix, (profile, _))| {
            let (lat, lon) = place(profile).filter(|at| *at != (0.0, 0.0))?;
            Some((step(lat), step(lon), ix))
        })
        .collect();
    keys.sort_unstable();
    for group in keys.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
        let first = group.first().and_then(|(_, _, ix)| cities.get(*ix));
        let Some((first, _)) = first else {
            continue;
        };
        for (_, _, ix) in group.iter().skip(1) {
            let Some(both @ (city, _)) = cities.get(*ix).filter(|_| !told.contains(ix)) else {
                continue;
            };
            let message = format!("“{}” lies where “{}” does, to 0.001°", city.id, first.id);
            let hint = "mend the coordinates of one of them, or keep only one";
            notes.warn(rules::SAME_PLACE, both, "lat", message, hint);
        }
    }
}

fn ids(cities: &[(Profile, Found)], notes: &mut Notes<'_>) {
    let has_capitals = |id: &str| id.bytes().any(|b| b.is_ascii_uppercase());
    if !cities.iter().any(|(p, _)| has_capitals(&p.id)) {
        return;
    }
    let mut keys: Vec<(String, usize)> = cities
        .iter()
        .enumerate()
        .map(|(ix, (profile, _))| (profile.id.to_ascii_lowercase(), ix))
        .collect();
    keys.sort();
    for group in keys.chunk_by(|x, y| x.0 == y.0) {
        let mut group = group.iter().filter_map(|(_, ix)| cities.get(*ix));
        let Some((first, _)) = group.next() else {
            continue;
        };
        for both in group {
            let message = format!("“{}” and “{}” differ only by capitals", both.0.id, first.id);
            notes.warn(rules::IDS_DIFFER_BY_CASE, both, "id", message, "change one");
        }
    }
}
