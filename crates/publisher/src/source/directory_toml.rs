//! Reads `directory.toml`: what the directory is. Pure.

use super::toml_keys::{Keys, parse};
use crate::check::codes::{is_date, is_language, is_slug};
use crate::problem::InFile;
use city_peers_engine::model::Meta;

/// First year of the time zones where `updated` gives none.
const DEFAULT_YEAR: i16 = 2026;

/// Name of the file.
pub const FILE: &str = "directory.toml";
const KEYS: [&str; 8] = [
    "id",
    "title",
    "publisher",
    "licence",
    "languages",
    "catalogue",
    "updated",
    "credits",
];

/// What `directory.toml` says.
#[derive(Default)]
pub struct DirectoryToml {
    /// What the directory is.
    pub meta: Meta,
    /// File name of the catalogue, where one is named.
    pub catalogue: Option<String>,
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
        keys.error("id", format!("“{}” is not an id", meta.id), hint);
    }
    if meta.languages.is_empty() && !table.contains_key("languages") {
        let hint = Some("such as languages = [\"en\"], the main one first".to_owned());
        keys.error("languages", "“languages” is missing", hint);
    }
    for language in &meta.languages {
        if !is_language(language) {
            let hint = Some("such as en, ko or pt-BR".to_owned());
            keys.error(
                "languages",
                format!("“{language}” is not a language code"),
                hint,
            );
        }
    }
    if !meta.updated.is_empty() && !is_date(&meta.updated) {
        let hint = Some("such as \"2026-11-22\"".to_owned());
        keys.error("updated", format!("“{}” is not a date", meta.updated), hint);
    }
    let catalogue = keys.text("catalogue").filter(|name| !name.is_empty());
    let year = meta.updated.get(..4).and_then(|y| y.parse().ok());
    Some(DirectoryToml {
        meta,
        catalogue,
        year: year.unwrap_or(DEFAULT_YEAR),
    })
}
