//! The catalogue: which indicators a directory compares, and how. Plain data; no indicator is known by name.

use serde::{Deserialize, Serialize};

/// Most codes a category or ordered indicator may have: one byte holds a code, 255 means unknown.
pub const MAX_CODES: usize = 255;

/// The indicators of a directory, grouped into facets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// Groups of context indicators with one weight each.
    pub facets: Vec<Facet>,
    /// All indicators, context and outcome.
    pub indicators: Vec<Indicator>,
    /// Index of the number kept exact in the core: shown beside a city's name and used to put
    /// the larger of two search hits first.
    pub main: Option<u16>,
}

/// A named group of context indicators with one weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    /// Stable id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// What it holds.
    pub definition: String,
    /// Weight beside the other facets, > 0.
    pub weight: f64,
}

/// One comparable quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Stable id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// What exactly is counted.
    pub definition: String,
    /// Unit of the values, such as `people` or `km`.
    pub unit: String,
    /// How values compare.
    pub kind: Kind,
    /// Used for likeness, or for gaps.
    pub role: Role,
    /// Which question of transferability its values answer.
    pub criterion: Option<Criterion>,
    /// Cities that differ here are far from each other: what far peers are chosen by, such as the region.
    pub far: bool,
    /// Where values usually come from.
    pub source: String,
}

/// How the values of an indicator compare.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number; `low` and `high` are the 5th and 95th percentile of the reference set.
    Number {
        /// Spacing of the steps.
        scale: Scale,
        /// Value of step 0 and below.
        low: f64,
        /// Value of step 254 and above.
        high: f64,
    },
    /// Levels from lowest to highest.
    Ordered {
        /// At least two.
        levels: Vec<Code>,
    },
    /// One code out of several; siblings share a parent.
    Category {
        /// The codes.
        codes: Vec<Code>,
        /// The groups, possibly none.
        parents: Vec<Code>,
    },
    /// Any number of codes.
    Tags {
        /// The codes, at most 64.
        codes: Vec<Code>,
    },
}

/// One code of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// The code.
    pub code: String,
    /// Short name.
    pub label: String,
    /// Index of the parent, for categories.
    pub parent: Option<u8>,
}

/// Spacing of the steps between `low` and `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Equal differences.
    Linear,
    /// Equal ratios; `low` must be above 0.
    Log,
}

/// What an indicator is used for.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// What a mayor cannot change soon: used for likeness.
    Context {
        /// Index of the facet.
        facet: u8,
        /// Weight beside the other indicators of the facet, > 0.
        weight: f64,
    },
    /// How things stand: never used for likeness, only for gaps.
    Outcome {
        /// Which way is better.
        better: Better,
        /// SDG target or indicator code, such as `11.6.2`.
        sdg: Option<String>,
    },
}

/// Which way an outcome is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// A question that a practice asks of a city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// How many people?
    Population,
    /// Which climate?
    Climate,
    /// Which ground?
    Terrain,
    /// Which hazards?
    Hazards,
    /// Which powers?
    Powers,
    /// Which infrastructure?
    Infrastructure,
    /// Which staff and partners?
    Capacities,
    /// How much money for each resident and year?
    Money,
}

impl Criterion {
    /// All of them, in the order in which a reader should check them.
    pub const ALL: [Criterion; 8] = [
        Criterion::Powers,
        Criterion::Money,
        Criterion::Capacities,
        Criterion::Infrastructure,
        Criterion::Hazards,
        Criterion::Climate,
        Criterion::Terrain,
        Criterion::Population,
    ];

    /// The code used in files and results.
    pub fn code(self) -> &'static str {
        match self {
            Criterion::Population => "population",
            Criterion::Climate => "climate",
            Criterion::Terrain => "terrain",
            Criterion::Hazards => "hazards",
            Criterion::Powers => "powers",
            Criterion::Infrastructure => "infrastructure",
            Criterion::Capacities => "capacities",
            Criterion::Money => "money",
        }
    }

    /// The criterion of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Criterion> {
        Criterion::ALL.into_iter().find(|c| c.code() == code)
    }
}

impl Catalogue {
    /// Position of the indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<usize> {
        self.indicators.iter().position(|i| i.id == id)
    }

    /// Position of the indicator that answers a criterion.
    pub fn answering(&self, criterion: Criterion) -> Option<usize> {
        self.indicators
            .iter()
            .position(|i| i.criterion == Some(criterion))
    }
}

impl Indicator {
    /// Facet and weight, for context indicators.
    pub fn context(&self) -> Option<(usize, f64)> {
        match self.role {
            Role::Context { facet, weight } => Some((usize::from(facet), weight)),
            Role::Outcome { .. } => None,
        }
    }

    /// The goal that an outcome tells of: 11 for the target 11.6 and the indicator 11.6.2.
    pub fn goal(&self) -> Option<u8> {
        match &self.role {
            Role::Context { .. } => None,
            Role::Outcome { sdg, .. } => sdg.as_ref()?.split('.').next()?.parse().ok(),
        }
    }

    /// The codes of a coded indicator; empty for numbers.
    pub fn codes(&self) -> &[Code] {
        match &self.kind {
            Kind::Number { .. } => &[],
            Kind::Ordered { levels } => levels,
            Kind::Category { codes, .. } | Kind::Tags { codes } => codes,
        }
    }
}
