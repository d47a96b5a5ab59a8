//! What an import must know of the folder it goes into: catalogue, vocabulary, time zones, main language. Reads files.

use crate::check::profile::Known;
use crate::problem::Problems;
use crate::source::{directory_toml, files, read_catalogue, vocabulary};
use crate::zones::Zones;
use city_peers_engine::model::{Catalogue, Vocabulary};
use std::collections::BTreeSet;
use std::path::Path;

/// What is known of the folder.
pub struct Context {
    /// Its indicators.
    pub catalogue: Catalogue,
    /// Its topics and lists.
    pub vocabulary: Vocabulary,
    /// Names of all time zones.
    pub zones: BTreeSet<String>,
    /// Its main language.
    pub language: String,
}

impl Context {
    /// Reads it; `None`, and problems, where the folder is no source folder.
    pub fn read(root: &Path, problems: &mut Problems) -> Option<Context> {
        let about = match files::has(root, directory_toml::FILE) {
            true => files::read(root, directory_toml::FILE, problems).and_then(|text| {
                directory_toml::read(&text, &mut problems.of(directory_toml::FILE))
            }),
            false => None,
        }
        .unwrap_or_default();
        let (_, catalogue, _) = read_catalogue(root, about.catalogue, problems);
        let languages = about.meta.languages;
        Some(Context {
            catalogue: catalogue?,
            vocabulary: vocabulary::read(root, problems),
            zones: Zones::default().names().into_iter().collect(),
            language: languages
                .into_iter()
                .next()
                .unwrap_or_else(|| "en".to_owned()),
        })
    }

    /// What profiles may refer to.
    pub fn known(&self) -> Known<'_> {
        Known {
            catalogue: &self.catalogue,
            vocabulary: &self.vocabulary,
            zones: &self.zones,
        }
    }
}
