//! The first suggestions for many cities. Pure.

use city_peers_engine::suggest::{Query, Ranker, Subject};
use city_peers_engine::{CityIx, Directory};

/// Length of the lists that exposure is counted on.
pub const FIRST: usize = 10;

/// For each of the cities, in their order, the cities suggested to it.
pub fn firsts(directory: &Directory, cities: &[CityIx], query: &Query) -> Vec<Vec<CityIx>> {
    let ranker = Ranker::new(directory, query);
    cities
        .iter()
        .map(|&city| {
            let suggestions = ranker.suggest(&Subject::of_city(directory, city));
            suggestions.partners.iter().map(|p| p.city).collect()
        })
        .collect()
}

/// How often each city of a directory of `cities` is on the lists.
pub fn times(lists: &[Vec<CityIx>], cities: usize) -> Vec<f64> {
    let mut times = vec![0.0; cities];
    for city in lists.iter().flatten() {
        if let Some(count) = times.get_mut(city.ix()) {
            *count += 1.0;
        }
    }
    times
}

/// Jaccard overlap of two lists: what both hold over what either holds; 1 for two empty ones.
pub fn overlap(a: &[CityIx], b: &[CityIx]) -> f64 {
    let both = a.iter().filter(|city| b.contains(city)).count();
    let either = a.len() + b.len() - both;
    if either == 0 {
        1.0
    } else {
        both as f64 / either as f64
    }
}

/// Mean overlap of the lists of the same cities.
pub fn mean_overlap(a: &[Vec<CityIx>], b: &[Vec<CityIx>]) -> f64 {
    let sum: f64 = a.iter().zip(b).map(|(a, b)| overlap(a, b)).sum();
    sum / a.len().max(1) as f64
}
