//! Reads a whole source folder into the engine's sources. Reads files.

use super::{
    cities, directory_toml, files, join, practices, profiles, purposes, rates, reference, reports,
    ties,
};
use crate::catalogue;
use crate::check::profile::Known;
use crate::hint::hint;
use crate::problem::{Place, Problems};
use crate::standard;
use crate::zones::Zones;
use city_peers_engine::assemble::Sources;
use city_peers_engine::directory::Years;
use city_peers_engine::model::TopicPurposes;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const CATALOGUE: &str = "catalogue.toml";
const ENTRIES: [&str; 12] = [
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

/// Reads and checks everything. The result is of use only where [`Problems::any_error`] says no.
pub fn load(source: &Source, problems: &mut Problems) -> Option<Loaded> {
    let root = source.root.as_path();
    if !folder_readable(root, problems) {
        return None;
    }
    let about = if files::has(root, directory_toml::FILE) {
        files::read(root, directory_toml::FILE, problems)
            .and_then(|text| directory_toml::read(&text, &mut problems.of(directory_toml::FILE)))
    } else {
        let hint = Some("it names id, title, publisher, licence, languages, updated".to_owned());
        problems
            .of(directory_toml::FILE)
            .error(Place::File, "is missing", hint);
        None
    };
    let about = about.unwrap_or_else(|| directory_toml::DirectoryToml {
        year: 2026,
        ..Default::default()
    });
    let (catalogue_file, catalogue, own) = read_catalogue(root, about.catalogue, problems);
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
    let mut rows = Vec::new();
    let has_table = files::has(root, cities::FILE);
    if has_table && let Some(text) = files::read(root, cities::FILE, problems) {
        rows = cities::cities(&text, language, &known, &mut problems.of(cities::FILE));
    }
    let stated = profiles::read(root, &known, problems);
    if !has_table && stated.is_empty() {
        let hint = Some("or put profiles into profiles/".to_owned());
        problems
            .of(cities::FILE)
            .error(Place::File, "is missing: there is no city", hint);
    } else if rows.is_empty() && stated.is_empty() && !problems.any_error() {
        let message = "there is no city yet";
        let hint = "write one into each row; or begin a profile with: city-peers new profile; or take them from a table with: \
                    city-peers import";
        let hint = Some(hint.to_owned());
        problems.of(cities::FILE).error(Place::File, message, hint);
    }
    let profiles = profiles::merge(rows, stated, problems);
    catalogue::fill_scales(&mut catalogue, &profiles, &mut problems.of(&catalogue_file));
    let reference = match files::has(root, reference::FILE) {
        true => files::read(root, reference::FILE, problems)
            .and_then(|text| reference::read(&text, &catalogue, &mut problems.of(reference::FILE))),
        false => None,
    };

    let practices = practices::read(root, &vocabulary, problems);
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
        ties = ties::ties(&text, &ids, &mut problems.of(ties::FILE));
    }
    let practice_ids = practices.iter().map(|p| p.practice.id.clone()).collect();
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
        replications: replicated,
        joined,
    })
}

fn folder_readable(root: &Path, problems: &mut Problems) -> bool {
    let name = root.display().to_string();
    let entries = match files::entries(root) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("cannot be read as a folder: {}", error.kind());
            problems.of(&name).error(Place::File, message, None);
            return false;
        }
    };
    for entry in entries {
        if ENTRIES.contains(&entry.as_str()) {
            continue;
        }
        let near = ENTRIES
            .iter()
            .find(|e| strsim::levenshtein(e, &entry.to_lowercase()) <= 3);
        if let Some(near) = near {
            let hint = Some(format!("did you mean “{near}”?"));
            problems
                .of(&entry)
                .warning(Place::File, "is not read", hint);
        }
    }
    true
}

/// File name, catalogue, and whether it is the folder's own.
fn read_catalogue(
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
            .error(place, message, hint);
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
