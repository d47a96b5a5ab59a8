//! The rest of the question, as an application says it: the element's property `options`. Plain data.

use serde::Serialize;
use std::collections::BTreeMap;

/// What a question says beside city, topics and purpose; all that is left out is as the visitor, the directory or the purpose has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// Sustainable Development Goals, 1 to 17, that the visitor works on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<u8>,
    /// What they look for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Needed>,
    /// What they can share.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offered>,
    /// Id of a facet → how much it counts, in hundredths.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, u16>,
    /// What every suggested city must keep.
    #[serde(skip_serializing_if = "is_default")]
    pub filter: Filter,
    /// At most so many cities of one country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_country: Option<u16>,
    /// Cities that are suggested to many others step back a little.
    #[serde(skip_serializing_if = "is_default")]
    pub fair: bool,
}

/// A topic that is looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Needed {
    /// Its code.
    pub topic: String,
    /// How much, 1 to 3.
    pub importance: u8,
}

/// A topic that can be shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// Its code.
    pub topic: String,
    /// How much, 1 to 3.
    pub strength: u8,
}

/// What every suggested city must keep; what is left out is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    /// It works in a language of the visitor's city.
    #[serde(skip_serializing_if = "is_default")]
    pub shared_language: bool,
    /// It stated its profile itself.
    #[serde(skip_serializing_if = "is_default")]
    pub submitted: bool,
    /// It is in another country.
    #[serde(skip_serializing_if = "is_default")]
    pub abroad: bool,
    /// At least so many hours of a working day are shared, 0 to 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<u8>,
    /// It works in one of these languages (BCP 47).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// It is in one of these networks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub networks: Vec<String>,
    /// How many people it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
    /// Id of an indicator → codes of which it has one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub indicators: BTreeMap<String, Vec<String>>,
}

/// A range of numbers of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Population {
    /// At least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
