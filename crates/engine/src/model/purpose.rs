//! What a visitor wants partners for, and which facets matter for which topic. Plain data.

use serde::{Deserialize, Serialize};

/// What a visitor wants partners for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Learn from a city like ours.
    #[default]
    Learn,
    /// Exchange both ways.
    Exchange,
    /// Share what we know.
    Share,
    /// Build a group.
    Group,
}

/// Weights of the parts of a score, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreWeights {
    /// Weight of likeness.
    pub likeness: u16,
    /// Weight of learn.
    pub learn: u16,
    /// Weight of teach.
    pub teach: u16,
    /// Weight of ease.
    pub ease: u16,
}

impl Purpose {
    /// All purposes, in the order in which they are offered.
    pub const ALL: [Purpose; 4] = [
        Purpose::Learn,
        Purpose::Exchange,
        Purpose::Share,
        Purpose::Group,
    ];

    /// The code used in attributes, files and results.
    pub fn code(self) -> &'static str {
        match self {
            Purpose::Learn => "learn",
            Purpose::Exchange => "exchange",
            Purpose::Share => "share",
            Purpose::Group => "group",
        }
    }

    /// The purpose of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|p| p.code() == code)
    }

    /// How the parts of a score weigh for this purpose. Editorial choices, see `docs/method.md`.
    pub fn score_weights(self) -> ScoreWeights {
        let (likeness, learn, teach, ease) = match self {
            Purpose::Learn => (40, 50, 0, 10),
            Purpose::Exchange => (30, 30, 30, 10),
            Purpose::Share => (40, 0, 50, 10),
            Purpose::Group => (55, 15, 15, 15),
        };
        ScoreWeights {
            likeness,
            learn,
            teach,
            ease,
        }
    }
}

/// Per topic: how much more or less each facet counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopicPurposes {
    /// Topic position → (facet position, factor in hundredths; 100 = as usual), both ascending.
    pub factors: Vec<(u8, Vec<(u8, u16)>)>,
}
