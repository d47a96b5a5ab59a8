//! Reads `directory.toml`: what the directory is. Pure.

use super::toml_keys::{Keys, parse};
use crate::check::codes::{is_date, is_language, is_slug};
use crate::problem::{InFile, rules};
use city_peers_engine::model::Meta;

/// First year of the time zones where `updated` gives none.
const DEFAULT_YEAR: i16 = 2026;

/// Name of the file.
pub const FILE: &str = "directory.toml";
const KEYS: [&str; 9] = [
    "id",
    "title",
    "publisher",
    "licence",
    "languages",
    "catalogue",
    "updated",
    "credits",
    "ignore",
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
        keys.note(rules::NOT_AN_ID, "id", format!("“{}” is not an id", meta.id), hint);
    }
    if meta.languages.is_empty() && !table.contains_key("languages") {
        let hint = Some("such as languages = [\"en\"], the main one first".to_owned());
        keys.note(rules::MISSING_FIELD, "languages", "“languages” is missing", hint);
    }
    if meta.languages.is_empty() && table.get("languages").is_some_and(toml::Value::is_array) {
        let hint = Some("such as languages = [\"en\"], the main one first".to_owned());
        keys.note(rules::EMPTY_TEXT, "languages", "names no language", hint);
    }
    for language in &meta.languages {
        if !is_language(language) {
            let hint = Some("such as en, ko or pt-BR".to_owned());
            keys.note(rules::NOT_A_LANGUAGE, 
                "languages",
                format!("“{language}” is not a language code"),
                hint,
            );
        }
    }
    if !meta.updated.is_empty() && !is_date(&meta.updated) {
        let hint = Some("such as \"2026-11-22\"".to_owned());
        keys.note(rules::NOT_A_DATE, "updated", format!("“{}” is not a date", meta.updated), hint);
    }
    let catalogue = keys.text("catalogue").filter(|name| !name.is_empty());
    let ignore = keys.texts("ignore");
    let year = meta.updated.get(..4).and_then(|y| y.parse().ok());
    Some(DirectoryToml {
        meta,
        catalogue,
        ignore,
        year: year.unwrap_or(DEFAULT_YEAR),
    })
}
