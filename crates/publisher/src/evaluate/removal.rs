//! Takes known values out of a directory at random, to see what missing data does. Pure; the draws have a fixed seed.

use super::draw::Draw;
use city_peers_engine::directory::{Column, NONE};
use city_peers_engine::quantise::{Cell, UNKNOWN};
use city_peers_engine::weights::Weights;
use city_peers_engine::{CityIx, Directory};
use serde::Serialize;

/// How values go missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pattern {
    /// Every known value with the same chance.
    PerValue,
    /// Every city loses its own share of values, drawn evenly between 0 and twice the mean share: some cities state
    /// nearly everything and some little, as in real directories.
    PerCity,
}

/// The directory with a mean share (0–1) of its known context values unknown. Its reference figures, scales and
/// everything else stay as they are.
pub fn without(directory: &Directory, pattern: Pattern, share: f64, seed: u64) -> Directory {
    let mut rest = directory.clone();
    let shares: Vec<f64> = directory
        .indices()
        .map(|city| match pattern {
            Pattern::PerValue => share,
            Pattern::PerCity => Draw::of(seed, u64::from(city.0)).unit() * 2.0 * share,
        })
        .collect();
    let indicators = directory.catalogue.indicators.iter();
    for ((column, indicator), nth) in rest.cities.columns.iter_mut().zip(indicators).zip(1..) {
        if indicator.context().is_none() {
            continue;
        }
        let mut draw = Draw::of(!seed, nth);
        let mut lost = shares.iter().map(|&share| draw.unit() < share);
        match column {
            Column::Unknown => {}
            Column::Bytes(bytes) => blank(bytes, UNKNOWN, &mut lost),
            Column::Tags { of, .. } => blank(of, NONE, &mut lost),
        }
    }
    rest
}

fn blank<T>(values: &mut [T], unknown: T, lost: &mut dyn Iterator<Item = bool>)
where
    T: Copy,
{
    for (value, lost) in values.iter_mut().zip(lost) {
        if lost {
            *value = unknown;
        }
    }
}

/// The weighted share of context that each city states, 0–1.
pub fn completeness(directory: &Directory, weights: &Weights) -> Vec<f64> {
    let total = f64::from(weights.total.max(1));
    let known = |city: CityIx| -> u32 {
        let columns = directory.cities.columns.iter().zip(&weights.of);
        columns
            .filter(|(column, _)| column.cell(city) != Cell::Unknown)
            .map(|(_, weight)| weight)
            .sum()
    };
    directory
        .indices()
        .map(|city| f64::from(known(city)) / total)
        .collect()
}
