//! Who asks: a city of the directory by id or name, or a profile in a file. Reads files.

use super::{Failure, report};
use crate::check::profile::Known;
use crate::fold::fold;
use crate::hint;
use crate::problem::{Place, Problems};
use crate::published::Opened;
use crate::reporter::Reporter;
use crate::source::{json, profiles};
use crate::texts::Texts;
use crate::words::grouped;
use crate::zones::Zones;
use city_peers_engine::model::{Origin, Profile, Vocabulary};
use city_peers_engine::search::NameTable;
use city_peers_engine::side_by_side::Side;
use city_peers_engine::suggest::Subject;
use city_peers_engine::{CityIx, Directory};
use std::path::Path;

/// Most candidates listed for a name of several cities.
const CANDIDATES: usize = 12;

/// The city of an id, or of a name in any language that the directory knows.
pub fn city_by(
    directory: &Directory,
    names: &[NameTable],
    wanted: &str,
) -> Result<CityIx, Failure> {
    let own = city(directory, wanted);
    let key = fold(wanted);
    if own.is_ok() || key.is_empty() || directory.cities.keys.iter().any(|k| k == key) {
        return own;
    }
    let mut found: Vec<CityIx> = names
        .iter()
        .flat_map(|table| table.cities.iter().zip(table.keys.iter()))
        .filter(|(_, k)| *k == key)
        .map(|(city, _)| *city)
        .collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [] => own,
        [one] => Ok(*one),
        several => Err(ambiguous(directory, wanted, several)),
    }
}

fn ambiguous(directory: &Directory, wanted: &str, cities: &[CityIx]) -> Failure {
    let list = list(directory, cities);
    Failure(format!(
        "several cities are called “{wanted}”; use the id:\n{list}"
    ))
}

/// The city of an id or a name.
pub fn city(directory: &Directory, wanted: &str) -> Result<CityIx, Failure> {
    if let Some(city) = directory.find(wanted) {
        return Ok(city);
    }
    let key = fold(wanted);
    let keys = || directory.indices().zip(directory.cities.keys.iter());
    let mut found: Vec<CityIx> = keys().filter(|(_, k)| *k == key).map(|(c, _)| c).collect();
    match found.as_slice() {
        [one] => return Ok(*one),
        [] => {}
        several => return Err(ambiguous(directory, wanted, several)),
    }
    let ids = directory.indices().map(|c| directory.id(c));
    if let Some(near) = hint::nearest(wanted, ids.filter(|_| wanted.contains('-'))) {
        return Err(Failure(format!(
            "no city “{wanted}”; did you mean “{near}”?"
        )));
    }
    if !key.is_empty() {
        found = keys()
            .filter(|(_, k)| k.contains(&key))
            .map(|(c, _)| c)
            .collect();
    }
    if found.is_empty()
        && let Some(near) = hint::nearest(&key, directory.cities.keys.iter())
    {
        found = keys().filter(|(_, k)| *k == near).map(|(c, _)| c).collect();
    }
    if found.is_empty() {
        return Err(Failure(format!("no city “{wanted}”")));
    }
    let list = list(directory, &found);
    Err(Failure(format!(
        "no city “{wanted}”; perhaps one of these:\n{list}"
    )))
}

/// The largest of some cities, one a line.
fn list(directory: &Directory, cities: &[CityIx]) -> String {
    let mut cities = cities.to_vec();
    cities.sort_by_key(|&c| (std::cmp::Reverse(directory.main(c)), c));
    let line = |&city: &CityIx| {
        let (id, name, country) = (
            directory.id(city),
            directory.name(city),
            directory.country(city),
        );
        let size = directory
            .main(city)
            .map_or_else(String::new, |x| format!(", {}", grouped(x)));
        format!("  {id}  {name}, {country}{size}")
    };
    let mut lines: Vec<String> = cities.iter().take(CANDIDATES).map(line).collect();
    if cities.len() > CANDIDATES {
        lines.push(format!("  and {} more", cities.len() - CANDIDATES));
    }
    lines.join("\n")
}

/// A city of the directory with the name that the reader knows it by.
pub fn side_of_city(directory: &Directory, city: CityIx, name: &str) -> Side {
    Side {
        subject: Subject::of_city(directory, city),
        name: name.to_owned(),
        country: directory.country(city).to_owned(),
        submitted: directory.submitted(city),
    }
}

/// The city that a profile describes; everything wrong with it is reported. Without a name it goes by its file's.
pub fn side_of_profile(
    opened: &Opened,
    texts: &Texts,
    path: &Path,
    reporter: &mut dyn Reporter,
) -> Result<Side, Failure> {
    let (subject, profile) = read_profile(opened, path, reporter)?;
    let main = opened.directory.meta.languages.first();
    let languages = [
        texts.asked(),
        texts.lang(),
        main.map_or("en", String::as_str),
    ];
    let name = languages.iter().find_map(|lang| profile.name.get(*lang));
    let known = subject.city.map(|city| opened.directory.name(city));
    let name = name.or_else(|| profile.name.values().next()).cloned();
    let file = || path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Side {
        name: name
            .or_else(|| known.map(str::to_owned))
            .unwrap_or_else(|| file().into_owned()),
        country: profile.country.clone(),
        submitted: profile.origin == Origin::Submitted,
        subject,
    })
}

/// A profile in a file, and the subject that it describes; everything wrong with it is reported.
fn read_profile(
    opened: &Opened,
    path: &Path,
    reporter: &mut dyn Reporter,
) -> Result<(Subject, Profile), Failure> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|e| {
        Failure(format!(
            "{name} cannot be read: {}",
            crate::words::cause(&e)
        ))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let directory = &opened.directory;
    let vocabulary = Vocabulary {
        topics: directory.vocabulary.topics.clone(),
        lists: opened.practices.lists.clone(),
    };
    let offsets = Zones::default();
    let zones = offsets.names().into_iter().collect();
    let known = Known {
        catalogue: &directory.catalogue,
        vocabulary: &vocabulary,
        zones: &zones,
    };
    let mut problems = Problems::default();
    let mut file = problems.of(&name);
    let value = json::parse(text, &mut file);
    let read = value.and_then(|value| {
        if !value.is_object() {
            file.error(
                Place::Pointer(String::new()),
                "must be one profile: an object",
                None,
            );
            return None;
        }
        profiles::one(value, "", &known, &mut file)
    });
    report(&problems, reporter)?;
    let (profile, _) = read.ok_or_else(|| Failure(format!("{name} holds no profile")))?;
    // Over the years of the directory, as for its own cities.
    let years = directory.cities.years;
    let zone = profile.time_zone.as_ref();
    let zone = zone.and_then(|name| offsets.zone(name, years));
    let subject = Subject::of_profile(directory, &profile, zone);
    Ok((subject, profile))
}
