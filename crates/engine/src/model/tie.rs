//! Ties between cities and reports of how a practice went. Plain data.

use serde::{Deserialize, Serialize};

/// Two cities that already work together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// City id.
    pub a: String,
    /// City id.
    pub b: String,
    /// What binds them.
    pub kind: TieKind,
    /// First year.
    #[serde(default)]
    pub since: Option<u16>,
    /// Link or title.
    #[serde(default)]
    pub source: Option<String>,
}

/// What binds two cities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TieKind {
    /// Twin towns.
    Twin,
    /// A signed memorandum.
    Memorandum,
    /// A project of a city network.
    NetworkProject,
}

/// How a practice went for a city that took it over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExperienceReport {
    /// Practice id.
    pub practice: String,
    /// City id.
    pub city: String,
    /// How far it got.
    pub status: ReportStatus,
    /// What was done differently.
    #[serde(default)]
    pub changes: Vec<String>,
    /// What stood in the way.
    #[serde(default)]
    pub obstacles: Vec<String>,
    /// What came of it, in words.
    #[serde(default)]
    pub result: Option<String>,
    /// Office to ask.
    #[serde(default)]
    pub contact: Option<super::Contact>,
}

/// How far a city got with a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReportStatus {
    /// Decided, not begun.
    Planned,
    /// Works.
    Running,
    /// Given up.
    Stopped,
}
