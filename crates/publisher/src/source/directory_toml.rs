//! Reads `directory.toml`: what the directory is. Pure.

use super::toml_keys::{Keys, parse};
use crate::check::codes::{is_date, is_language, is_slug};
use crate::hint::hint;
use crate::problem::Severity;
use crate::problem::{InFile, rules};
use city_peers_engine::model::Meta;
use std::collections::BTreeSet;

/// First year of the time zones where `updated` gives none.
const DEFAULT_YEAR: i16 = 2026;

/// Name of the file.
pub const FILE: &str = "directory.toml";
const KEYS: [&str; 10] = [
    "id",
    "title",
    "publisher",
    "licence",
    "languages",
    "catalogue",
    "updated",
    "credits",
    "ignore",
    "accept",
];

/// What `directory.toml` says.
#[derive(Default)]
pub struct DirectoryToml {
    /// What the directory is.
    pub meta: Meta,
    /// File name of the catalogue, where one is named.
    pub catalogue: Option<String>,
    /// Names of files that only lie beside: nothing is said of them.
    pub ignore: Vec<String>,
    /// Warnings about cities that are known to be wrong, as code and id: `duplicate-city us-kansas-city-ks`.
    pub accept: BTreeSet<String>,
    /// Year of `updated`.
    pub year: i16,
}

/// Reads the text of the file.
pub fn read(text: &str, file: &mut InFile<'_>) -> Option<DirectoryToml> {
    let table = parse(text, file)?;
    let mut keys = Keys::new(&table, "", file);
    keys.only(&KEYS);
    let meta = Meta {
        id: keys.needed("id"),
        title: keys.needed("title"),
        publisher: keys.needed("publisher"),
        licence: keys.needed("licence"),
        languages: keys.texts("languages"),
        updated: keys.needed("updated"),
        credits: keys.texts("credits"),
    };
    if !meta.id.is_empty() && !is_slug(&meta.id) {
        let hint = Some("lower-case letters, digits and single hyphens".to_owned());
        keys.note(
            rules::NOT_AN_ID,
            "id",
            format!("“{}” is not an id", meta.id),
            hint,
        );
    }
    if meta.languages.is_empty() && !table.contains_key("languages") {
        let hint = Some("such as languages = [\"en\"], the main one first".to_owned());
        keys.note(
            rules::MISSING_FIELD,
            "languages",
            "“languages” is missing",
            hint,
        );
    }
    if meta.languages.is_empty() && table.get("languages").is_some_and(toml::Value::is_array) {
        let hint = Some("such as languages = [\"en\"], the main one first".to_owned());
        keys.note(rules::EMPTY_TEXT, "languages", "names no language", hint);
    }
    for language in &meta.languages {
        if !is_language(language) {
            let hint = Some("such as en, ko or pt-BR".to_owned());
            keys.note(
                rules::NOT_A_LANGUAGE,
                "languages",
                format!("“{language}” is not a language code"),
                hint,
            );
        }
    }
    if !meta.updated.is_empty() && !is_date(&meta.updated) {
        let hint = Some("such as \"2026-11-22\"".to_owned());
        keys.note(
            rules::NOT_A_DATE,
            "updated",
            format!("“{}” is not a date", meta.updated),
            hint,
        );
    }
    let catalogue = keys.text("catalogue").filter(|name| !name.is_empty());
    let ignore = keys.texts("ignore");
    let accept = accepted(&mut keys);
    let year = meta.updated.get(..4).and_then(|y| y.parse().ok());
    Some(DirectoryToml {
        meta,
        catalogue,
        ignore,
        accept,
        year: year.unwrap_or(DEFAULT_YEAR),
    })
}

/// The warnings that are accepted; an error for each that names no kind of warning and no id.
fn accepted(keys: &mut Keys<'_, '_, '_>) -> BTreeSet<String> {
    let mut accepted = BTreeSet::new();
    for entry in keys.texts("accept") {
        let words: Vec<&str> = entry.split_whitespace().collect();
        let example = || Some("such as \"duplicate-city us-kansas-city-ks\"".to_owned());
        let &[code, id] = words.as_slice() else {
            let message = format!("“{entry}” is not the code of a warning and the id of a city");
            keys.note(rules::INCOMPLETE, "accept", message, example());
            continue;
        };
        let kinds = || {
            rules::ALL
                .iter()
                .filter(|r| r.severity == Severity::Warning)
        };
        if kinds().any(|rule| rule.id == code) {
            accepted.insert(format!("{code} {id}"));
        } else {
            let hint = hint(code, kinds().map(|rule| rule.id)).or_else(example);
            let message = format!("no warning has the code “{code}”");
            keys.note(rules::UNKNOWN_CODE, "accept", message, hint);
        }
    }
    accepted
}
