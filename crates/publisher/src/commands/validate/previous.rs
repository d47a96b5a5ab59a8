//! What a directory lost or changed beyond belief since an earlier one. Reads files.

use super::Failure;
use crate::check::limits::people;
use crate::check::plausible::is_accepted;
use crate::commands::open;
use crate::fold::fold;
use crate::geo::distance_km;
use crate::hint;
use crate::problem::{Place, Problems, Rule, rules};
use crate::published;
use crate::source::{Keep, Loaded, Source, load_keeping};
use crate::words::grouped;
use city_peers_engine::model::Profile;
use std::collections::BTreeMap;
use std::path::Path;

/// Farther, a city has moved, km: places of built directories are rounded to a tenth of a degree.
const MOVED: f64 = 50.0;
/// Most missing cities whose new id is looked for.
const SEARCHED: usize = 200;

/// What the earlier directory said of a city.
struct Before {
    name: String,
    country: String,
    place: Option<(f64, f64)>,
    people: Option<f64>,
}

/// Notes what is gone, moved or ten times what it was.
///
/// # Errors
/// When the earlier directory cannot be read.
pub fn compare(previous: &Path, now: &Loaded, problems: &mut Problems) -> Result<(), Failure> {
    let language = now
        .sources
        .meta
        .languages
        .first()
        .map_or("en", String::as_str);
    let indicator = people(&now.sources.catalogue).map(|i| i.id.as_str());
    let (before, practices) = read(previous, language, indicator)?;
    let mut by_name: BTreeMap<(&str, String), &str> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for (profile, at) in now.sources.profiles.iter().zip(&now.found) {
        found.insert(profile.id.as_str(), (profile, at));
        for name in profile.name.values() {
            by_name.insert((&profile.country, fold(name)), &profile.id);
        }
    }
    let table = crate::source::CITIES_FILE;
    let mut gone = 0;
    for (id, old) in &before {
        let Some((profile, at)) = found.get(id.as_str()) else {
            if is_accepted(&now.accepted, rules::CITY_GONE, id) {
                continue;
            }
            gone += 1;
            let key = (old.country.as_str(), fold(&old.name));
            let renamed = by_name.get(&key).filter(|_| gone <= SEARCHED);
            let hint = match renamed {
                Some(new) => format!("is it “{new}” now? ids are stable: links name them"),
                None => format!(
                    "ids are stable: links name them; left out on purpose? accept = [\"city-gone {id}\"] in directory.toml"
                ),
            };
            let message = format!("“{id}” ({}) of the previous directory is missing", old.name);
            problems
                .of(table)
                .note(rules::CITY_GONE, Place::File, message, Some(hint));
            continue;
        };
        let mut warn = |rule: &'static Rule, field: &str, message: String, hint: &str| {
            if !is_accepted(&now.accepted, rule, id) {
                let (file, place) = at.place(field);
                let hint = Some(hint.to_owned());
                problems.of(&file).note(rule, place, message, hint);
            }
        };
        one(old, profile, (indicator, at.people), &mut warn);
    }
    let ids = || now.sources.practices.iter().map(|(_, p)| p.id.as_str());
    for id in &practices {
        if !ids().any(|now| now == id) {
            let near = hint::nearest(id, ids().filter(|now| !practices.iter().any(|p| p == now)));
            let hint =
                near.map(|near| format!("is it “{near}” now? ids are stable: links name them"));
            let message = format!("“{id}” of the previous directory is missing");
            problems
                .of("practices")
                .note(rules::PRACTICE_GONE, Place::File, message, hint);
        }
    }
    Ok(())
}

fn one(
    old: &Before,
    new: &Profile,
    (indicator, people): (Option<&str>, Option<f64>),
    warn: &mut dyn FnMut(&'static Rule, &str, String, &str),
) {
    let far = old.place.zip(new.lat.zip(new.lon));
    let far = far.map_or(0.0, |(x, y)| distance_km(x, y));
    let same = "check that the id is still that of the same city";
    if far > MOVED {
        let far = grouped(far as u64);
        let message = format!("“{}” lies {far} km from where it was", new.id);
        warn(rules::CITY_MOVED, "lat", message, same);
    }
    if !old.country.is_empty() && !new.country.is_empty() && old.country != new.country {
        let message = format!(
            "“{}” was in {} and is in {}",
            new.id, old.country, new.country
        );
        warn(rules::CITY_MOVED, "country", message, same);
    }
    let (Some(indicator), Some(was)) = (indicator, old.people) else {
        return;
    };
    if let Some(is) = people
        && was > 0.0
        && (is >= 10.0 * was || was >= 10.0 * is)
    {
        let (is, was) = (grouped(is as u64), grouped(was as u64));
        let message = format!("{is} people, but {was} in the previous directory");
        let hint = "thousands or millions taken for ones, or another border?";
        warn(
            rules::CHANGED_TENFOLD,
            &format!("values/{indicator}"),
            message,
            hint,
        );
    }
}

type Earlier = (BTreeMap<String, Before>, Vec<String>);

/// The cities and practices of a built directory or a source folder.
fn read(dir: &Path, language: &str, people: Option<&str>) -> Result<Earlier, Failure> {
    let named = |error: String| Failure(format!("{}: {error}", dir.display()));
    if open::is_built(dir) {
        let opened = published::open(dir).map_err(named)?;
        let directory = &opened.directory;
        let main = directory.catalogue.main.map(usize::from);
        let main = main.and_then(|ix| directory.catalogue.indicators.get(ix));
        // The only number that a built directory keeps exactly enough.
        let counts = people.is_some() && main.map(|i| i.id.as_str()) == people;
        let cities = directory.indices().map(|city| {
            let before = Before {
                name: directory.name(city).to_owned(),
                country: directory.country(city).to_owned(),
                place: directory.place(city),
                people: directory.main(city).filter(|_| counts).map(|x| x as f64),
            };
            (directory.id(city).to_owned(), before)
        });
        let practices = opened.practices.entries.iter();
        let practices = practices.map(|e| e.practice.id.clone()).collect();
        return Ok((cities.collect(), practices));
    }
    let mut problems = Problems::default();
    let loaded = load_keeping(&Source::new(dir), Keep::Outline, &mut problems);
    let (errors, _) = problems.counts();
    let Some(loaded) = loaded.filter(|_| errors == 0) else {
        let first = problems.sorted().into_iter().next();
        let first = first.map_or_else(String::new, |p| format!(", such as: {p}"));
        return Err(named(format!(
            "cannot be compared with: it has errors{first}"
        )));
    };
    let cities = loaded.sources.profiles.into_iter().zip(&loaded.found);
    let cities = cities.map(|(profile, found)| {
        let name = profile
            .name
            .get(language)
            .or_else(|| profile.name.values().next());
        let before = Before {
            name: name.cloned().unwrap_or_default(),
            country: profile.country.clone(),
            place: profile.lat.zip(profile.lon),
            people: found.people,
        };
        (profile.id, before)
    });
    let practices = loaded.sources.practices.into_iter().map(|(_, p)| p.id);
    Ok((cities.collect(), practices.collect()))
}
