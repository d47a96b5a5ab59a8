//! Who is suggested how often. Pure.

use super::lists::times;
use super::stats::{gini, mean, skewness};
use city_peers_engine::{CityIx, Directory};
use serde::Serialize;

/// Most suggested cities that are named.
const NAMED: usize = 10;

/// How evenly suggestions fall on the cities of a directory.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Exposure {
    /// The method.
    pub method: String,
    /// Cities whose lists were counted.
    pub lists: usize,
    /// Mean number of lists a city is on.
    pub mean: f64,
    /// Skewness of that number: 0 = even to both sides, high = a few cities on very many lists.
    pub skewness: Option<f64>,
    /// Gini coefficient of that number: 0 = all the same.
    pub gini: Option<f64>,
    /// Share of cities on no list.
    pub never: f64,
    /// Who is on most lists.
    pub most: Vec<Often>,
}

/// A city that is suggested often.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Often {
    /// Id of the city.
    pub id: String,
    /// Its name.
    pub name: String,
    /// On how many lists.
    pub times: usize,
}

/// Counts how often each city is on the lists.
pub fn exposure(directory: &Directory, method: &str, lists: &[Vec<CityIx>]) -> Exposure {
    let times = times(lists, directory.len());
    let mut order: Vec<(CityIx, f64)> = directory.indices().zip(times.iter().copied()).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Exposure {
        method: method.to_owned(),
        lists: lists.len(),
        mean: mean(&times).unwrap_or_default(),
        skewness: skewness(&times),
        gini: gini(&times),
        never: never(&times),
        most: order
            .into_iter()
            .take(NAMED)
            .filter(|(_, times)| *times > 0.0)
            .map(|(city, times)| Often {
                id: directory.id(city).to_owned(),
                name: directory.name(city).to_owned(),
                times: times as usize,
            })
            .collect(),
    }
}

/// Share of cities on no list.
pub fn never(times: &[f64]) -> f64 {
    let none = times.iter().filter(|&&t| t == 0.0).count();
    none as f64 / times.len().max(1) as f64
}
