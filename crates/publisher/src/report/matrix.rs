//! How much is known of each facet and indicator, group by group. Pure.

use super::groups::Grouping;
use super::share;
use crate::evaluate::stats::mean;
use city_peers_engine::Directory;
use city_peers_engine::quantise::Cell;
use city_peers_engine::weights::Weights;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// How much is known, group by group.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Matrix {
    /// What cities are grouped by: id of an indicator, or `country`.
    pub by: String,
    /// Its label.
    pub label: String,
    /// The groups.
    pub groups: Vec<Row>,
}

/// One group.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Row {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: String,
    /// Cities in it.
    pub cities: usize,
    /// Profiles that its cities submitted.
    pub submitted: usize,
    /// Weighted share of context that a city states, mean over its cities.
    pub share: Option<f64>,
    /// The same by facet id; facets without weight are left out.
    pub facets: BTreeMap<String, f64>,
    /// Share of its cities that state it, by indicator id.
    pub indicators: BTreeMap<String, f64>,
}

/// Measures each group.
pub fn matrix(
    directory: &Directory,
    weights: &Weights,
    known: &[Option<f64>],
    grouping: &Grouping,
) -> Matrix {
    let catalogue = &directory.catalogue;
    let groups = grouping.groups.iter().map(|group| {
        let mut facets: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        let mut indicators = BTreeMap::new();
        for (at, indicator) in catalogue.indicators.iter().enumerate() {
            let cities = group.cities.iter();
            let stating = cities.filter(|&&c| directory.cell(at, c) != Cell::Unknown);
            let Some(part) = share(stating.count(), group.cities.len()) else {
                continue;
            };
            let weight = f64::from(weights.of.get(at).copied().unwrap_or_default());
            let facet = indicator
                .context()
                .and_then(|(f, _)| catalogue.facets.get(f));
            if let Some(facet) = facet.filter(|_| weight > 0.0) {
                let sums = facets.entry(facet.id.clone()).or_default();
                sums.0 += weight * part;
                sums.1 += weight;
            }
            indicators.insert(indicator.id.clone(), part);
        }
        let cities = group.cities.iter();
        let shares: Vec<f64> = cities
            .filter_map(|c| known.get(c.ix()).copied().flatten())
            .collect();
        Row {
            code: group.code.clone(),
            label: group.label.clone(),
            cities: group.cities.len(),
            submitted: group
                .cities
                .iter()
                .filter(|&&c| directory.submitted(c))
                .count(),
            share: mean(&shares),
            facets: facets
                .into_iter()
                .map(|(id, (sum, all))| (id, sum / all))
                .collect(),
            indicators,
        }
    });
    Matrix {
        by: grouping.by.clone(),
        label: grouping.label.clone(),
        groups: groups.collect(),
    }
}
