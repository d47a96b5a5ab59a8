//! City profiles: identity, indicator values, statements, contacts, sources. Plain data.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// What is known of one city.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Stable slug, such as `kr-seoul`.
    pub id: String,
    /// Language (BCP 47) → name.
    pub name: BTreeMap<String, String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// Degrees north, −90 to 90.
    pub lat: Option<f64>,
    /// Degrees east, −180 to 180.
    pub lon: Option<f64>,
    /// IANA time zone, such as `Asia/Seoul`.
    pub time_zone: Option<String>,
    /// BCP 47 codes of the languages the city works in.
    pub languages: Vec<String>,
    /// Indicator id → value.
    pub values: BTreeMap<String, Value>,
    /// What the city looks for.
    pub needs: Vec<Need>,
    /// What the city can share.
    pub offers: Vec<Offer>,
    /// Sustainable Development Goals the city works on.
    pub goals: Vec<Goal>,
    /// Language → the city's philosophy, in its own words.
    pub philosophy: BTreeMap<String, String>,
    /// Language → the city's concept, in its own words.
    pub concept: BTreeMap<String, String>,
    /// Codes of city networks.
    pub networks: Vec<String>,
    /// Codes of global frameworks the city follows.
    pub frameworks: Vec<String>,
    /// Codes of ways of working together: twinning, peer-review, …
    pub modes: Vec<String>,
    /// Offices to write to.
    pub contacts: Vec<Contact>,
    /// Pictures, films, documents.
    pub media: Vec<Media>,
    /// Voluntary local reviews.
    pub reviews: Vec<Review>,
    /// Who says so: the city itself, or open data.
    pub origin: Origin,
    /// Field → where it comes from.
    pub sources: BTreeMap<String, Source>,
    /// ISO date of the last change.
    pub updated: Option<String>,
}

/// Ways of working together, where the vocabulary has no list `modes` of its own.
pub const MODES: [&str; 7] = [
    "twinning",
    "peer-review",
    "staff-exchange",
    "study-visit",
    "webinar",
    "joint-project",
    "memorandum",
];

/// One value of an indicator: a number in its unit, a code, or codes.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(untagged))]
pub enum Value {
    /// For `number` indicators.
    Number(f64),
    /// For `ordered` and `category` indicators.
    Code(String),
    /// For `tags` indicators; empty means known to have none.
    Codes(Vec<String>),
}

// JSON carries the bare value; compact formats cannot tell kinds apart and carry a tag.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum BareValue {
    Number(f64),
    Code(String),
    Codes(Vec<String>),
}

#[derive(Serialize, Deserialize)]
enum TaggedValue {
    Number(f64),
    Code(String),
    Codes(Vec<String>),
}

macro_rules! same_value {
    ($from:ident, $to:ident, $value:expr) => {
        match $value {
            $from::Number(x) => $to::Number(x),
            $from::Code(x) => $to::Code(x),
            $from::Codes(x) => $to::Codes(x),
        }
    };
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.clone();
        if serializer.is_human_readable() {
            same_value!(Value, BareValue, value).serialize(serializer)
        } else {
            same_value!(Value, TaggedValue, value).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let bare = BareValue::deserialize(deserializer).map_err(|_| {
                D::Error::custom("expected a number, a code (text) or a list of codes")
            })?;
            Ok(same_value!(BareValue, Value, bare))
        } else {
            Ok(same_value!(
                TaggedValue,
                Value,
                TaggedValue::deserialize(deserializer)?
            ))
        }
    }
}

/// Who stated a profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The city submitted it.
    Submitted,
    /// Nobody submitted it; it is put together from open data.
    #[default]
    OpenData,
}

/// Something a city looks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Topic code.
    pub topic: String,
    /// 1 (useful) to 3 (urgent).
    pub importance: u8,
    /// In the city's own words.
    #[serde(default)]
    pub note: Option<String>,
}

/// Something a city can share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Topic code.
    pub topic: String,
    /// 1 (some experience) to 3 (much).
    pub strength: u8,
    /// Ids of practices that show it.
    #[serde(default)]
    pub practices: Vec<String>,
    /// In the city's own words.
    #[serde(default)]
    pub note: Option<String>,
}

/// A Sustainable Development Goal the city works on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// 1 to 17.
    pub sdg: u8,
    /// 1 to 3.
    pub priority: u8,
    /// SDG target, such as `11.6`.
    #[serde(default)]
    pub target: Option<String>,
    /// The city's own goal in words.
    #[serde(default)]
    pub text: Option<String>,
}

/// An office to write to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Name of the office, not of a person.
    pub office: String,
    /// What kind of body it is.
    pub kind: ContactKind,
    /// Address of the office.
    #[serde(default)]
    pub email: Option<String>,
    /// Page of the office.
    #[serde(default)]
    pub url: Option<String>,
}

/// What kind of body a contact belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ContactKind {
    /// City or district government.
    LocalGovernment,
    /// University or institute.
    ResearchInstitute,
    /// Ministry or national agency.
    NationalMinistry,
    /// City network.
    Network,
    /// Anything else.
    Other,
}

/// A picture, film or document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Media {
    /// Such as `image`, `video`, `document`.
    pub kind: String,
    /// Where it is.
    pub url: String,
    /// What it shows.
    pub caption: String,
}

/// A voluntary local review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Year of the review.
    pub year: u16,
    /// Where it is.
    pub url: String,
    /// Goals it covers.
    #[serde(default)]
    pub sdgs: Vec<u8>,
}

/// Where a field comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Link, where there is one.
    #[serde(default)]
    pub url: Option<String>,
    /// Title of the source.
    #[serde(default)]
    pub title: Option<String>,
    /// Year of the figure.
    #[serde(default)]
    pub year: Option<u16>,
    /// Anything a reader should know.
    #[serde(default)]
    pub note: Option<String>,
}
