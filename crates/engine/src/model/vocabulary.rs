//! The vocabulary: codes with labels and definitions. Plain data.

use serde::{Deserialize, Serialize};

/// All lists of codes a directory uses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// What cities look for and share.
    pub topics: Vec<Term>,
    /// The other lists by name (`powers`, `principles`, …), sorted by name.
    pub lists: Vec<(String, Vec<Term>)>,
}

/// One code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Stable code.
    pub code: String,
    /// Short name.
    pub label: String,
    /// What it covers.
    pub definition: String,
    /// Goals a topic serves, most important first.
    #[serde(default)]
    pub sdgs: Vec<u8>,
}

impl Vocabulary {
    /// Position of a topic.
    pub fn topic(&self, code: &str) -> Option<u8> {
        self.topics
            .iter()
            .position(|t| t.code == code)
            .and_then(|ix| u8::try_from(ix).ok())
    }

    /// The terms of a list; `topics` is a list too.
    pub fn list(&self, name: &str) -> Option<&[Term]> {
        if name == "topics" {
            return Some(&self.topics);
        }
        let (_, terms) = self.lists.iter().find(|(n, _)| n == name)?;
        Some(terms)
    }
}
