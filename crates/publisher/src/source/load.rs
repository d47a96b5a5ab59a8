//! Reads a whole source folder into the engine's sources. Reads files.

use super::found::Found;
use super::{
    cities, directory_toml, files, folder, join, practices, profiles, purposes, rates, reference,
    reports, ties,
};
use crate::catalogue;
use crate::check::codes::is_date;
use crate::check::plausible::{Facts, Judge};
use crate::check::profile::Known;
use crate::check::{boxes, duplicates, limits, plausible};
use crate::hint::hint;
use crate::problem::{InFile, Place, Problems, rules};
use crate::standard;
use crate::zones::Zones;
use city_peers_engine::assemble::Sources;
use city_peers_engine::directory::Years;
use city_peers_engine::model::{Catalogue, Kind, Profile, TopicPurposes};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const CATALOGUE: &str = "catalogue.toml";
/// Names that a source folder is read from.
pub const ENTRIES: [&str; 12] = [
    directory_toml::FILE,
    CATALOGUE,
    purposes::FILE,
    reference::FILE,
    cities::FILE,
    ties::FILE,
    join::FILE,
    rates::FILE,
    "vocabulary",
    "profiles",
    "practices",
    "reports",
];

/// Folders of a source folder from which every file is read.
pub const FOLDERS: [&str; 4] = ["vocabulary", "profiles", "practices", "reports"];

/// A source folder.
pub struct Source {
    root: PathBuf,
}

/// What a source folder holds, checked.
pub struct Loaded {
    /// What the engine assembles a directory of.
    pub sources: Sources,
    /// Where each of the cities was read.
    pub found: Vec<Found>,
    /// Warnings that the publisher accepts, as code and id.
    pub accepted: BTreeSet<String>,
    /// How many cities the practices say took them over, in the directory or not.
    pub replications: usize,
    /// How many practices lie in a city of the directory.
    pub joined: usize,
}

impl Source {
    /// A source folder; whether it is one shows when it is read.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Source { root: root.into() }
    }
}

/// How much of what was read is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Everything.
    All,
    /// What is needed to check the rest: values of the table are let go once they are judged.
    Outline,
}

/// Reads and checks everything. The result is of use only where [`Problems::any_error`] says no.
pub fn load(source: &Source, problems: &mut Problems) -> Option<Loaded> {
    load_keeping(source, Keep::All, problems)
}

/// Reads and checks everything, and keeps all of it or an outline, from which nothing can be built.
pub fn load_keeping(source: &Source, keep: Keep, problems: &mut Problems) -> Option<Loaded> {
    let root = source.root.as_path();
    let entries = folder::entries(root, problems)?;
    let about = if files::has(root, directory_toml::FILE) {
        files::read(root, directory_toml::FILE, problems)
            .and_then(|text| directory_toml::read(&text, &mut problems.of(directory_toml::FILE)))
    } else {
        let built = files::has(root, "directory.json");
        let hint = if built {
            "this is a built directory: `validate` takes the folder it was built from"
        } else {
            "it names id, title, publisher, licence, languages, updated"
        };
        let hint = Some(hint.to_owned());
        problems.of(directory_toml::FILE).note(
            rules::MISSING_FILE,
            Place::File,
            "is missing",
            hint,
        );
        None
    };
    let about = about.unwrap_or_else(|| directory_toml::DirectoryToml {
        year: 2026,
        ..Default::default()
    });
    let mut read = ENTRIES.to_vec();
    read.extend(about.catalogue.as_deref());
    folder::misplaced(root, &entries, &read, &about.ignore, problems);
    let (catalogue_file, catalogue, own) = read_catalogue(root, about.catalogue.clone(), problems);
    let mut catalogue = catalogue?;
    let vocabulary = super::vocabulary::read(root, problems);
    let purposes = read_purposes(root, &vocabulary, &catalogue, own, problems);

    let zones = Zones::default();
    let zone_names: BTreeSet<String> = zones.names().into_iter().collect();
    let known = Known {
        catalogue: &catalogue,
        vocabulary: &vocabulary,
        zones: &zone_names,
    };
    let language = about.meta.languages.first().map_or("en", String::as_str);
    let stated = profiles::read(root, &known, problems);
    let overridden: BTreeSet<String> = stated.iter().map(|s| s.profile.id.clone()).collect();
    let people = limits::people(&catalogue).map(|i| i.id.clone());
    let people = people.as_deref();
    let same_clocks = |x: &str, y: &str| zones.same_clocks(x, y, about.year);
    let regions = boxes::regions();
    let mut judge = Judge::new(Facts {
        catalogue: &catalogue,
        updated: match is_date(&about.meta.updated) {
            true => &about.meta.updated,
            false => "",
        },
        accepted: &about.accept,
        regions: &regions,
        same_clocks: &same_clocks,
    });
    let free = scales_are_free(&catalogue);
    let mut rows = Vec::new();
    let has_table = files::has(root, cities::FILE);
    if has_table && let Some(table) = files::open(root, cities::FILE, problems) {
        let mut each = |number, profile: &mut Profile, at: &mut Found, file: &mut InFile<'_>| {
            at.row = Some(number);
            at.people = people.and_then(|people| profiles::count(people, profile));
            // What a profile overrides is judged when both are joined.
            if overridden.contains(&profile.id) {
                return;
            }
            judge.city(profile, &mut |rule, field, message, hint| {
                file.note(rule, at.place(field).1, message, hint);
            });
            if keep == Keep::Outline && !free {
                profile.values = BTreeMap::new();
            }
        };
        let mut file = problems.of(cities::FILE);
        rows = cities::cities(table, language, &known, &mut file, &mut each);
    }
    if !has_table && stated.is_empty() {
        let hint = Some("or put profiles into profiles/".to_owned());
        let message = "is missing: there is no city";
        problems
            .of(cities::FILE)
            .note(rules::NO_CITY, Place::File, message, hint);
    } else if rows.is_empty() && stated.is_empty() && !problems.any_error() {
        let message = "there is no city yet";
        let hint = "write one into each row; or begin a profile with: city-peers new profile; or take them from a table with: \
                    city-peers import";
        let hint = Some(hint.to_owned());
        problems
            .of(cities::FILE)
            .note(rules::NO_CITY, Place::File, message, hint);
    }
    let mut cities = profiles::merge(rows, stated, people, problems);
    for (profile, found) in cities.iter_mut().filter(|(_, f)| f.stated.is_some()) {
        found.people = people.and_then(|people| profiles::count(people, profile));
        judge.city(profile, &mut |rule, field, message, hint| {
            let (file, place) = found.place(field);
            problems.of(&file).note(rule, place, message, hint);
        });
    }
    duplicates::check(&cities, &about.accept, problems);
    if let Some(indicator) = limits::people(&catalogue) {
        plausible::years(&cities, indicator, &about.accept, problems);
    }
    // In this order no second copy of all profiles is made.
    let found: Vec<Found> = cities.iter_mut().map(|(_, f)| std::mem::take(f)).collect();
    let profiles: Vec<Profile> = cities.into_iter().map(|(profile, _)| profile).collect();
    catalogue::fill_scales(&mut catalogue, &profiles, &mut problems.of(&catalogue_file));
    let reference = match files::has(root, reference::FILE) {
        true => files::read(root, reference::FILE, problems)
            .and_then(|text| reference::read(&text, &catalogue, &mut problems.of(reference::FILE))),
        false => None,
    };

    let practices = practices::read(root, &vocabulary, &regions, problems);
    let practice_ids: BTreeSet<String> = practices.iter().map(|p| p.practice.id.clone()).collect();
    profiles::check_offers(&profiles, &found, &practice_ids, problems);
    let stated_joins = match files::has(root, join::FILE) {
        true => files::read(root, join::FILE, problems)
            .map(|text| join::stated(&text, &mut problems.of(join::FILE))),
        false => None,
    };
    let joins = join::join(
        &practices,
        &profiles,
        &stated_joins.unwrap_or_default(),
        problems,
    );
    let ids: BTreeSet<&str> = profiles.iter().map(|p| p.id.as_str()).collect();
    let mut ties = Vec::new();
    if files::has(root, ties::FILE)
        && let Some(text) = files::read(root, ties::FILE, problems)
    {
        ties = ties::ties(&text, &ids, about.year, &mut problems.of(ties::FILE));
    }
    let reports = reports::read(root, &ids, &practice_ids, problems);
    let rates = match files::has(root, rates::FILE) {
        true => files::read(root, rates::FILE, problems)
            .map(|text| rates::rates(&text, &mut problems.of(rates::FILE))),
        false => None,
    };
    let replications = join::replications(&practices, &profiles);
    let replicated = practices.iter().map(|p| p.practice.replicated_in.len());
    let replicated = replicated.sum();
    let used: BTreeSet<&str> = profiles
        .iter()
        .filter_map(|p| p.time_zone.as_deref())
        .collect();
    let years = Years::from(about.year);
    let zones = used
        .into_iter()
        .filter_map(|name| zones.zone(name, years))
        .collect();
    let joined = joins.iter().flatten().count();
    Some(Loaded {
        sources: Sources {
            meta: about.meta,
            catalogue,
            vocabulary,
            purposes,
            reference,
            years,
            zones,
            profiles,
            practices: joins
                .into_iter()
                .zip(practices.into_iter().map(|p| p.practice))
                .collect(),
            replications,
            reports,
            rates: rates.unwrap_or_default(),
            ties,
        },
        found,
        accepted: about.accept,
        replications: replicated,
        joined,
    })
}

/// Whether a scale takes its ends from the values of the cities.
fn scales_are_free(catalogue: &Catalogue) -> bool {
    let free = |kind: &Kind| matches!(kind, Kind::Number { low, high, .. } if low.is_nan() || high.is_nan());
    catalogue.indicators.iter().any(|i| free(&i.kind))
}

/// File name, catalogue, and whether it is the folder's own.
pub(crate) fn read_catalogue(
    root: &Path,
    named: Option<String>,
    problems: &mut Problems,
) -> (String, Option<city_peers_engine::model::Catalogue>, bool) {
    let name = named.clone().unwrap_or_else(|| CATALOGUE.to_owned());
    if files::has(root, &name) {
        let catalogue = files::read(root, &name, problems)
            .and_then(|text| catalogue::read(&text, &mut problems.of(&name)));
        return (name, catalogue, true);
    }
    if let Some(named) = named {
        let files = files::entries(root).unwrap_or_default();
        let tables = files.iter().filter(|f| f.ends_with(".toml"));
        let hint = hint(&named, tables.map(String::as_str));
        let place = Place::Key("catalogue".to_owned());
        let message = format!("there is no file “{named}”");
        problems
            .of(directory_toml::FILE)
            .note(rules::MISSING_FILE, place, message, hint);
    }
    let name = "standard catalogue.toml".to_owned();
    let catalogue = catalogue::read(standard::CATALOGUE, &mut problems.of(&name));
    (name, catalogue, false)
}

fn read_purposes(
    root: &Path,
    vocabulary: &city_peers_engine::model::Vocabulary,
    catalogue: &city_peers_engine::model::Catalogue,
    own_catalogue: bool,
    problems: &mut Problems,
) -> TopicPurposes {
    if files::has(root, purposes::FILE) {
        let Some(text) = files::read(root, purposes::FILE, problems) else {
            return TopicPurposes::default();
        };
        let mut file = problems.of(purposes::FILE);
        return purposes::read(&text, vocabulary, catalogue, false, &mut file);
    }
    let own_topics = files::has(root, "vocabulary/topics.json");
    let mut file = problems.of("standard purposes.toml");
    let lenient = own_catalogue || own_topics;
    purposes::read(
        standard::PURPOSES,
        vocabulary,
        catalogue,
        lenient,
        &mut file,
    )
}
