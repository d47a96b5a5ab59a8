//! Cities side by side as plain serialisable data. Unknown is `None` (JSON `null`).

use crate::answer::ReasonAnswer;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Cities side by side. Lists of values and of pairs are in the order of `cities` and `pairs`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CompareAnswer {
    /// The cities, as they were named.
    pub cities: Vec<CityAnswer>,
    /// Every two of them.
    pub pairs: Vec<PairAnswer>,
    /// Context by facet.
    pub facets: Vec<FacetAnswer>,
    /// Outcomes that one of them states.
    pub outcomes: Vec<RowAnswer>,
    /// Goals that one of them works on.
    pub goals: Vec<GoalAnswer>,
    /// Topics that one of them needs or offers, or has a practice on; with chosen topics only these.
    pub topics: Vec<TopicAnswer>,
}

/// Who a city is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CityAnswer {
    /// Id in the directory; `None` for a profile that is not in it.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2 code, or empty.
    pub country: String,
    /// Value of the main indicator, to three digits.
    pub main: Option<u64>,
    /// The city stated its profile itself.
    pub submitted: bool,
    /// BCP 47 codes.
    pub languages: Option<Vec<String>>,
    /// Codes of networks.
    pub networks: Option<Vec<String>>,
    /// Codes of ways of working together.
    pub modes: Option<Vec<String>>,
    /// Ids of its practices.
    pub practices: Vec<String>,
}

/// How two of the cities compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairAnswer {
    /// Position of the first city.
    pub a: usize,
    /// Position of the second city.
    pub b: usize,
    /// 0–1.
    pub likeness: Option<f64>,
    /// `not-very`, `somewhat`, `alike` or `very`, by the thresholds of the directory.
    pub word: Option<Cow<'static, str>>,
    /// Share of context that both state, 0–1.
    pub coverage: f64,
    /// What the first can learn from the second, 0–1.
    pub learn: Option<f64>,
    /// What the second can learn from the first, 0–1.
    pub teach: Option<f64>,
    /// How easy working together is, 0–1.
    pub ease: Option<f64>,
    /// Shared languages (BCP 47); `None` where one side states none.
    pub languages: Option<Vec<String>>,
    /// Minutes of a working day that both share.
    pub shared_minutes: Option<u16>,
    /// Shared networks; `None` where one side states none.
    pub networks: Option<Vec<String>>,
    /// Shared ways of working together; `None` where one side states none.
    pub modes: Option<Vec<String>>,
    /// An existing tie: `twin`, `memorandum` or `network-project`.
    pub tie: Option<Cow<'static, str>>,
    /// The average first, then the strongest; all amounts add up to the likeness.
    pub reasons: Vec<ReasonAnswer>,
}

/// The context of one facet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FacetAnswer {
    /// Its id.
    pub id: String,
    /// Share of all weight in this question, 0–1.
    pub weight: f64,
    /// Per pair, 1 − the weighted mean difference of what both state; not shrunk.
    pub likeness: Vec<Option<f64>>,
    /// Its indicators.
    pub indicators: Vec<RowAnswer>,
}

/// One indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowAnswer {
    /// Its id.
    pub indicator: String,
    /// Per city.
    pub values: Vec<Option<ValueAnswer>>,
    /// Per pair, 0 (same) to 1 (opposite).
    pub difference: Vec<Option<f64>>,
}

/// One value and where it lies among the cities of the directory that state the indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ValueAnswer {
    /// A number, as far as the directory keeps it: on 255 steps, or to three digits for the main indicator.
    pub number: Option<f64>,
    /// `at-most` or `at-least` where the number is an end of the scale.
    pub end: Option<Cow<'static, str>>,
    /// Codes; empty means known to have none. `None` for numbers.
    pub codes: Option<Vec<String>>,
    /// Share of cities with less, 0–1; `None` for codes without an order.
    pub below: Option<f64>,
    /// Share of cities with the same, 0–1.
    pub same: f64,
}

/// One Sustainable Development Goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GoalAnswer {
    /// 1 to 17.
    pub sdg: u8,
    /// Per city, 1 to 3; `None` where it does not state the goal.
    pub priority: Vec<Option<u8>>,
}

/// One topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TopicAnswer {
    /// Its code.
    pub topic: String,
    /// Per city, how much it looks for this, 0–1; `None` where it does not say.
    pub needs: Vec<Option<f64>>,
    /// Per city, how much it can share, 0–1; `None` where it does not say.
    pub offers: Vec<Option<f64>>,
    /// Per city, ids of its practices on it.
    pub practices: Vec<Vec<String>>,
}
