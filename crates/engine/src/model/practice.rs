//! Practices: what a city did, and what it took. Plain data; unknown is `None`, JSON may say `null`.

use serde::{Deserialize, Serialize};

/// What a city did, and what it took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// Stable slug.
    pub id: String,
    /// Short title.
    pub title: String,
    /// Name or directory id of the city.
    pub city: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// Degrees north.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default)]
    pub lon: Option<f64>,
    /// First year.
    #[serde(default)]
    pub start_year: Option<u16>,
    /// Last year; absent while it runs or where it is unknown.
    #[serde(default)]
    pub end_year: Option<u16>,
    /// Goals, most important first.
    #[serde(default)]
    pub sdgs: Vec<u8>,
    /// SDG targets, such as `11.7`.
    #[serde(default)]
    pub targets: Vec<String>,
    /// Topic codes, most important first.
    pub topics: Vec<String>,
    /// Codes of forum themes.
    #[serde(default)]
    pub forum_themes: Vec<String>,
    /// Codes of principles.
    #[serde(default)]
    pub principles: Vec<String>,
    /// Codes of global frameworks.
    #[serde(default)]
    pub frameworks: Vec<String>,
    /// Hazards it answers.
    #[serde(default)]
    pub hazards: Vec<String>,
    /// What was wrong, one sentence.
    pub problem: String,
    /// What was done, two or three sentences.
    pub summary: String,
    /// What it cost.
    #[serde(default)]
    pub budget: Option<Budget>,
    /// Codes of finance sources.
    #[serde(default)]
    pub finance_sources: Vec<String>,
    /// Who worked on it.
    #[serde(default)]
    pub staff: Option<Staff>,
    /// Who took part.
    #[serde(default)]
    pub stakeholders: Vec<String>,
    /// How long it took, months.
    #[serde(default)]
    pub duration_months: Option<u16>,
    /// What stood in the way.
    #[serde(default)]
    pub obstacles: Vec<String>,
    /// What others should do differently.
    #[serde(default)]
    pub adaptation: Vec<String>,
    /// What helped.
    #[serde(default)]
    pub enablers: Vec<String>,
    /// What a city needs for it.
    #[serde(default)]
    pub requires: Requirements,
    /// What came of it, with sources.
    #[serde(default)]
    pub results: Vec<Outcome>,
    /// How well it was studied.
    pub evidence: Evidence,
    /// Cities that took it over.
    #[serde(default)]
    pub replicated_in: Vec<Replication>,
    /// Where this comes from.
    pub sources: Vec<SourceRef>,
}

/// A sum of money, as its source gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// In units of `currency`.
    pub amount: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// Year of the sum; without it, nothing may be converted.
    #[serde(default)]
    pub year: Option<u16>,
    /// What the sum covers.
    pub kind: BudgetKind,
    /// What a reader must know beside it.
    #[serde(default)]
    pub note: Option<String>,
    /// Index into `sources`.
    pub source: u16,
    /// False: a part, a wider programme or a unit cost; never divide it by residents.
    pub comparable: bool,
}

/// What a sum covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BudgetKind {
    /// Building or buying, once.
    Capital,
    /// Each year.
    Annual,
    /// The whole practice.
    Total,
    /// One unit, such as a kilometre.
    Unit,
}

/// Who worked on a practice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Full-time posts, or a head count: the note says which.
    #[serde(default)]
    pub fte: Option<f64>,
    /// What was counted.
    pub note: String,
    /// Index into `sources`.
    pub source: u16,
}

/// What a city needs for a practice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Requirements {
    /// Smallest city it makes sense for, people.
    pub min_population: Option<u32>,
    /// Largest city it makes sense for, people.
    pub max_population: Option<u32>,
    /// Any of these climates; empty means anywhere.
    pub climate: Vec<String>,
    /// Any of these kinds of ground; empty means anywhere.
    pub terrain: Vec<String>,
    /// Powers the city must have.
    pub powers: Vec<CodedNeed>,
    /// Infrastructure that must be there.
    pub infrastructure: Vec<CodedNeed>,
    /// Staff and partners that must be there.
    pub capacities: Vec<CodedNeed>,
    /// Any of these hazards; empty means anywhere.
    pub hazards: Vec<String>,
}

/// One coded requirement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CodedNeed {
    /// Code of its vocabulary list.
    pub code: String,
    /// Without it the practice is blocked.
    pub critical: bool,
}

/// One figure of what came of a practice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What was measured, in words.
    pub indicator: String,
    /// Value before.
    #[serde(default)]
    pub before: Option<f64>,
    /// Value after.
    #[serde(default)]
    pub after: Option<f64>,
    /// Unit of both.
    pub unit: String,
    /// What a reader must know beside it.
    #[serde(default)]
    pub note: Option<String>,
    /// Year of `after`.
    #[serde(default)]
    pub year: Option<u16>,
    /// Index into `sources`.
    pub source: u16,
}

/// How well a practice was studied; says nothing about success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Somebody told of it.
    Reported,
    /// Figures were kept.
    Monitored,
    /// An independent study exists.
    Evaluated,
}

/// A city that took a practice over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Replication {
    /// Name of the city.
    pub city: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// When.
    #[serde(default)]
    pub year: Option<u16>,
    /// Index into `sources`.
    pub source: u16,
}

/// A source of a practice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceRef {
    /// Link.
    pub url: String,
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
}
