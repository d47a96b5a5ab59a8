//! What templates are made of: a source folder's own indicators and lists, or the standard ones. Reads files.

use crate::catalogue;
use crate::commands::{Failure, open, report};
use crate::problem::Problems;
use crate::reporter::Reporter;
use crate::source::{Source, load, standard_vocabulary};
use crate::standard;
use crate::templates::Known;
use city_peers_engine::model::{Catalogue, Vocabulary};
use std::collections::BTreeMap;
use std::path::Path;

/// What templates are made of: a source folder's own, or the standard.
pub struct Folder {
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    language: String,
    cities: Vec<(String, String)>,
}

impl Folder {
    /// Reads a source folder; without one, the standard.
    ///
    /// # Errors
    /// When it is no source folder, or its catalogue cannot be read.
    pub fn of(dir: Option<&Path>, reporter: &mut dyn Reporter) -> Result<Folder, Failure> {
        let mut problems = Problems::default();
        let Some(dir) = dir else {
            let name = "standard catalogue.toml";
            let catalogue = catalogue::read(standard::CATALOGUE, &mut problems.of(name));
            return Ok(Folder {
                catalogue: catalogue.unwrap_or_default(),
                vocabulary: standard_vocabulary(&mut problems),
                language: "en".to_owned(),
                cities: Vec::new(),
            });
        };
        if !open::is_source(dir) {
            return Err(Failure(format!(
                "{0} is no source folder: it has no directory.toml (begin one: city-peers new directory {0})",
                dir.display()
            )));
        }
        // What is wrong with other files is no reason not to begin a new one.
        let Some(loaded) = load(&Source::new(dir), &mut problems) else {
            report(&problems, reporter)?;
            return Err(Failure("nothing could be read".to_owned()));
        };
        let sources = loaded.sources;
        let language = sources.meta.languages.first();
        let language = language.map_or_else(|| "en".to_owned(), Clone::clone);
        let name = |names: &BTreeMap<String, String>| {
            let name = names.get(&language).or_else(|| names.values().next());
            name.cloned().unwrap_or_default()
        };
        let cities = sources.profiles.iter();
        let cities = cities.map(|p| (p.id.clone(), name(&p.name))).collect();
        Ok(Folder {
            catalogue: sources.catalogue,
            vocabulary: sources.vocabulary,
            language,
            cities,
        })
    }

    /// Name of a city that the folder has.
    pub fn city(&self, id: &str) -> Option<String> {
        let found = self.cities.iter().find(|(known, _)| known == id);
        found.map(|(_, name)| name.clone())
    }

    /// What templates are told.
    pub fn known<'k>(&'k self, today: &'k str, schema: Option<&'k str>) -> Known<'k> {
        Known {
            catalogue: &self.catalogue,
            vocabulary: &self.vocabulary,
            language: &self.language,
            today,
            schema,
        }
    }
}

/// Address of a schema as files in a sub-folder see it, where the folder has it.
pub fn schema(dir: &Path, kind: &str) -> Option<String> {
    let name = format!("schemas/{kind}.json");
    dir.join(&name).is_file().then(|| format!("../{name}"))
}
