//! Cities as a report names them, and how much each states. Pure.

use city_peers_engine::quantise::Cell;
use city_peers_engine::weights::Weights;
use city_peers_engine::{CityIx, Directory};
use schemars::JsonSchema;
use serde::Serialize;

/// A city by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name in the directory's main language.
    pub name: String,
    /// ISO 3166-1 alpha-2 code of its country; empty where unknown.
    pub country: String,
}

impl Named {
    /// A city of a directory.
    pub fn of(directory: &Directory, city: CityIx) -> Named {
        Named {
            id: directory.id(city).to_owned(),
            name: directory.name(city).to_owned(),
            country: directory.country(city).to_owned(),
        }
    }
}

/// Per city, the weighted share of context that it states, 0–1; `None` where nothing is weighed.
pub fn shares_known(directory: &Directory, weights: &Weights) -> Vec<Option<f64>> {
    let total: u64 = weights.of.iter().map(|&w| u64::from(w)).sum();
    let mut known = vec![0u64; directory.len()];
    let columns = directory.cities.columns.iter().zip(&weights.of);
    for (column, &weight) in columns.filter(|(_, weight)| **weight > 0) {
        for (city, sum) in directory.indices().zip(&mut known) {
            if column.cell(city) != Cell::Unknown {
                *sum += u64::from(weight);
            }
        }
    }
    let of = |sum: u64| (total > 0).then(|| sum as f64 / total as f64);
    known.into_iter().map(of).collect()
}
