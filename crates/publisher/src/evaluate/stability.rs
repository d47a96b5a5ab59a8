//! How much the first suggestions change when weights or data do. Pure; the draws have a fixed seed.

use super::draw::Draw;
use super::lists::{firsts, mean_overlap};
use super::removal::{Pattern, without};
use super::stats::{mean, percentile};
use super::{SEED, missing::SHARES};
use city_peers_engine::suggest::Query;
use city_peers_engine::{CityIx, Directory};
use serde::Serialize;

/// Draws per kind of change.
const DRAWS: u64 = 10;
/// How far a facet's weight moves, in hundredths.
const AROUND: usize = 20;

/// What is left of the first suggestions after a change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stability {
    /// What changed.
    pub change: Change,
    /// Mean Jaccard overlap of the first suggestions with those before, 0–1.
    pub overlap: f64,
    /// Lowest mean overlap of a draw.
    pub lowest: f64,
    /// Highest mean overlap of a draw.
    pub highest: f64,
}

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Each facet's weight by up to a fifth, up or down.
    FacetWeights,
    /// This share of known values is unknown.
    ValuesRemoved(f64),
}

/// Measures the first suggestions for these cities.
pub fn stability(directory: &Directory, cities: &[CityIx], query: &Query) -> Vec<Stability> {
    let before = firsts(directory, cities, query);
    let facets = directory.catalogue.facets.len();
    let weights = (0..DRAWS).map(|nth| {
        let mut draw = Draw::of(SEED, nth);
        let query = Query {
            sliders: (0..facets)
                .map(|_| (100 - AROUND + draw.below(2 * AROUND + 1)) as u16)
                .collect(),
            ..query.clone()
        };
        mean_overlap(&before, &firsts(directory, cities, &query))
    });
    let mut found = vec![summary(Change::FacetWeights, weights.collect())];
    for share in SHARES {
        let removed = (0..DRAWS).map(|nth| {
            let rest = without(directory, Pattern::PerValue, share, SEED + nth);
            mean_overlap(&before, &firsts(&rest, cities, query))
        });
        found.push(summary(Change::ValuesRemoved(share), removed.collect()));
    }
    found
}

fn summary(change: Change, mut overlaps: Vec<f64>) -> Stability {
    overlaps.sort_by(f64::total_cmp);
    Stability {
        change,
        overlap: mean(&overlaps).unwrap_or_default(),
        lowest: percentile(&overlaps, 0.0).unwrap_or_default(),
        highest: percentile(&overlaps, 1.0).unwrap_or_default(),
    }
}
