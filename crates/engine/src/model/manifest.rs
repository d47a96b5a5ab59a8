//! The entry file of a published directory, `directory.json`. Plain data.

use serde::{Deserialize, Serialize};

/// What a directory is and who answers for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Meta {
    /// Stable slug.
    pub id: String,
    /// Name shown to visitors.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Licence of the data.
    pub licence: String,
    /// Languages of its texts (BCP 47), main one first.
    pub languages: Vec<String>,
    /// ISO date of the last change.
    pub updated: String,
    /// Credits that the licences of the data ask for.
    pub credits: Vec<String>,
}

/// `directory.json`: small, never cached for long; names the immutable files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Manifest {
    /// Format version of the files.
    pub format: u16,
    /// Version of the engine that built them.
    pub engine: String,
    /// What the directory is.
    pub directory: Meta,
    /// How much is in it.
    pub counts: Counts,
    /// The files, sorted by name.
    pub files: Vec<FileEntry>,
}

/// How much a directory holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Cities.
    pub cities: u32,
    /// Countries and territories with a city.
    pub countries: u32,
    /// Practices.
    pub practices: u32,
    /// Cities that have a practice.
    pub practice_cities: u32,
    /// Ties between cities.
    pub ties: u32,
}

/// One file of a published directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileEntry {
    /// File name, relative to `directory.json`; holds a part of the hash.
    pub name: String,
    /// What is in it.
    pub kind: FileKind,
    /// Language of a search file, or `local`.
    #[serde(default)]
    pub lang: Option<String>,
    /// Number of a detail file.
    #[serde(default)]
    pub shard: Option<u16>,
    /// Bytes, before any compression in transit.
    pub size: u32,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
}

/// What is in a published file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// Columns for comparing, names and search keys.
    Core,
    /// Practices.
    Practices,
    /// Full profiles of some cities.
    Detail,
    /// City names in one language.
    Search,
}
