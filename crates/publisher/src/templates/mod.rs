//! What `new` begins files with: commented templates, made of the catalogue, the vocabulary and the schemas, so that they
//! name what there is. Pure.

mod directory;
mod fields;
mod practice;
mod profile;
mod sheet;

pub use directory::{About, cities_header, directory_toml, readme};
pub use practice::{PracticeStart, practice};
pub use profile::{ProfileStart, profile};

use city_peers_engine::model::{Catalogue, Vocabulary};

/// What a folder may refer to.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// Indicators.
    pub catalogue: &'k Catalogue,
    /// Topics and lists.
    pub vocabulary: &'k Vocabulary,
    /// Main language.
    pub language: &'k str,
    /// Today, such as `2026-11-22`.
    pub today: &'k str,
    /// Address of the schema for editors, where there is one.
    pub schema: Option<&'k str>,
}
