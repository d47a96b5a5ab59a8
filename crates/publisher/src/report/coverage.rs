//! How much is known: by indicator, by facet, by city, and what would tell most if it were collected. Pure.

use super::cities::Named;
use super::groups::{Grouping, label_or};
use super::matrix::{Matrix, matrix};
use super::{Input, share};
use crate::evaluate::stats::{mean, percentile};
use city_peers_engine::model::{Kind, Profile, Role, Value};
use city_peers_engine::quantise::Cell;
use city_peers_engine::weights::Weights;
use city_peers_engine::{CityIx, Directory};
use schemars::JsonSchema;
use serde::Serialize;

/// Cities named that state least.
const LEAST: usize = 50;
/// Bands of coverage.
pub const BANDS: usize = 10;

/// How much is known.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Coverage {
    /// Weighted share of context that a city states, mean over cities.
    pub mean: Option<f64>,
    /// The same over the profiles that cities submitted.
    pub submitted: Option<f64>,
    /// The same over the profiles from open data.
    pub open_data: Option<f64>,
    /// Mean weighted share of context that both cities of a pair state.
    pub pairs: Option<f64>,
    /// By facet, in the catalogue's order.
    pub facets: Vec<FacetCoverage>,
    /// By indicator, in the catalogue's order.
    pub indicators: Vec<IndicatorCoverage>,
    /// By region or country.
    pub regions: Matrix,
    /// By region or country, in few groups.
    pub areas: Matrix,
    /// Cities by the share of context that they state: from 0–10 % to 90–100 %.
    pub bands: Vec<usize>,
    /// Cities that state no context at all.
    pub nothing: usize,
    /// Cities that state least, and less than half of what the one in the middle does.
    pub least: Vec<Little>,
    /// Context indicators, the one first that would add most to what can be compared if all cities stated it.
    pub collect: Vec<Collect>,
}

/// How much is known of a facet.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct FacetCoverage {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Share of all weight that it has in the question.
    pub weight: f64,
    /// Weighted share of it that a city states, mean over cities.
    pub share: Option<f64>,
}

/// How much is known of an indicator.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct IndicatorCoverage {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Unit of its values.
    pub unit: String,
    /// `context` or `outcome`.
    pub role: &'static str,
    /// Id of its facet, for context.
    pub facet: Option<String>,
    /// Cities that state it.
    pub cities: usize,
    /// As a share of all cities.
    pub share: Option<f64>,
    /// Among the profiles that cities submitted: share that states it.
    pub submitted: Option<f64>,
    /// Among the profiles from open data: share that states it.
    pub open_data: Option<f64>,
    /// For numbers: the values that are stated.
    pub values: Option<Quartiles>,
    /// For codes: how often each is stated, most frequent first. With tags a city may have several.
    pub codes: Vec<CodeShare>,
}

/// Values in the unit of the indicator.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct Quartiles {
    /// The lowest.
    pub least: f64,
    /// A quarter is below.
    pub low: f64,
    /// Half is below.
    pub median: f64,
    /// Three quarters are below.
    pub high: f64,
    /// The highest.
    pub most: f64,
}

/// How often a code is stated.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct CodeShare {
    /// The code; `none` for cities known to have no tag.
    pub code: String,
    /// Its label.
    pub label: String,
    /// Cities with it.
    pub cities: usize,
    /// As a share of the cities that state the indicator.
    pub share: f64,
}

/// A city that states little.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Little {
    /// Which.
    #[serde(flatten)]
    pub city: Named,
    /// Weighted share of context that it states.
    pub share: f64,
    /// Whether it submitted its profile itself.
    pub submitted: bool,
}

/// What an indicator would add if all cities stated it.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Collect {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Share of cities that state it.
    pub share: f64,
    /// Share of pairs of cities that can be compared on it now.
    pub pairs: f64,
    /// Pairs of cities that could be compared on it besides.
    pub more_pairs: u64,
    /// What that would add to the mean share of context that a pair states, 0–1.
    pub gain: f64,
}

/// Measures what is known.
pub fn coverage(
    input: &Input<'_>,
    weights: &Weights,
    known: &[Option<f64>],
    grouping: &Grouping,
) -> Coverage {
    let directory = input.directory;
    let some: Vec<f64> = known.iter().copied().flatten().collect();
    let of = |submitted: bool| {
        let cities = directory
            .indices()
            .filter(|&c| directory.submitted(c) == submitted);
        let shares: Vec<f64> = cities
            .filter_map(|c| known.get(c.ix()).copied().flatten())
            .collect();
        mean(&shares)
    };
    let mut bands = vec![0; BANDS];
    for share in &some {
        if let Some(band) = bands.get_mut(((share * BANDS as f64) as usize).min(BANDS - 1)) {
            *band += 1;
        }
    }
    let indicators = indicators(input);
    let collect = collect(directory, weights, &indicators);
    let total = f64::from(weights.total.max(1));
    let weighed = indicators.iter().zip(&weights.of);
    let pairs = weighed
        .map(|(i, &w)| f64::from(w) / total * both(i.cities, directory.len()))
        .sum();
    Coverage {
        mean: mean(&some),
        submitted: of(true),
        open_data: of(false),
        pairs: (directory.len() > 1 && weights.total > 0).then_some(pairs),
        facets: facets(directory, weights, &indicators),
        regions: matrix(directory, weights, known, grouping),
        areas: matrix(directory, weights, known, &grouping.coarse()),
        nothing: some.iter().filter(|&&share| share == 0.0).count(),
        bands,
        least: least(directory, known, &some),
        indicators,
        collect,
    }
}

/// Share of all pairs of which both sides are among the stating ones.
fn both(stating: usize, cities: usize) -> f64 {
    let pairs = |n: usize| n as f64 * n.saturating_sub(1) as f64;
    if cities < 2 {
        0.0
    } else {
        pairs(stating) / pairs(cities)
    }
}

fn facets(
    directory: &Directory,
    weights: &Weights,
    indicators: &[IndicatorCoverage],
) -> Vec<FacetCoverage> {
    let all = directory.catalogue.facets.iter();
    all.map(|facet| {
        let (mut weight, mut stated) = (0.0, 0.0);
        for (indicator, &w) in indicators.iter().zip(&weights.of) {
            if indicator.facet.as_ref() == Some(&facet.id) {
                weight += f64::from(w);
                stated += f64::from(w) * indicator.share.unwrap_or_default();
            }
        }
        FacetCoverage {
            id: facet.id.clone(),
            label: label_or(&facet.label, &facet.id),
            weight: weight / f64::from(weights.total.max(1)),
            share: (weight > 0.0 && !directory.is_empty()).then(|| stated / weight),
        }
    })
    .collect()
}

fn indicators(input: &Input<'_>) -> Vec<IndicatorCoverage> {
    let directory = input.directory;
    let submitted = directory
        .indices()
        .filter(|&c| directory.submitted(c))
        .count();
    let mut all = Vec::new();
    for (at, indicator) in directory.catalogue.indicators.iter().enumerate() {
        let states = |&city: &CityIx| directory.cell(at, city) != Cell::Unknown;
        let stating: Vec<CityIx> = directory.indices().filter(states).collect();
        let own = stating.iter().filter(|&&c| directory.submitted(c)).count();
        let facet = indicator
            .context()
            .and_then(|(f, _)| directory.catalogue.facets.get(f));
        all.push(IndicatorCoverage {
            id: indicator.id.clone(),
            label: label_or(&indicator.label, &indicator.id),
            unit: indicator.unit.clone(),
            role: match indicator.role {
                Role::Context { .. } => "context",
                Role::Outcome { .. } => "outcome",
            },
            facet: facet.map(|f| f.id.clone()),
            cities: stating.len(),
            share: share(stating.len(), directory.len()),
            submitted: share(own, submitted),
            open_data: share(stating.len() - own, directory.len() - submitted),
            values: match indicator.kind {
                Kind::Number { .. } => quartiles(input.profiles, &indicator.id),
                _ => None,
            },
            codes: codes(directory, at, &stating),
        });
    }
    all
}

/// Of the exact values: those in the columns are rounded to steps.
fn quartiles(profiles: &[Profile], id: &str) -> Option<Quartiles> {
    let value = |profile: &Profile| match profile.values.get(id)? {
        Value::Number(x) => Some(*x).filter(|x| x.is_finite()),
        _ => None,
    };
    let mut values: Vec<f64> = profiles.iter().filter_map(value).collect();
    values.sort_by(f64::total_cmp);
    Some(Quartiles {
        least: percentile(&values, 0.0)?,
        low: percentile(&values, 0.25)?,
        median: percentile(&values, 0.5)?,
        high: percentile(&values, 0.75)?,
        most: percentile(&values, 1.0)?,
    })
}

fn codes(directory: &Directory, at: usize, stating: &[CityIx]) -> Vec<CodeShare> {
    let Some(indicator) = directory.catalogue.indicators.get(at) else {
        return Vec::new();
    };
    let mut counts = vec![0usize; indicator.codes().len()];
    let mut none = 0;
    for &city in stating {
        match directory.cell(at, city) {
            Cell::Tags(0) => none += 1,
            Cell::Tags(bits) => {
                for (code, count) in counts.iter_mut().enumerate() {
                    *count += usize::from(code < 64 && bits >> code & 1 == 1);
                }
            }
            Cell::Byte(code) => {
                if let Some(count) = counts.get_mut(usize::from(code)) {
                    *count += 1;
                }
            }
            Cell::Unknown => {}
        }
    }
    let of = |code: &str, label: &str, cities: usize| CodeShare {
        code: code.to_owned(),
        label: label_or(label, code),
        cities,
        share: cities as f64 / stating.len().max(1) as f64,
    };
    let named = indicator.codes().iter().zip(counts);
    let mut rows: Vec<CodeShare> = named.map(|(c, n)| of(&c.code, &c.label, n)).collect();
    if !rows.is_empty() {
        rows.push(of("none", "none of them", none));
    }
    rows.retain(|row| row.cities > 0);
    rows.sort_by_key(|row| std::cmp::Reverse(row.cities));
    rows
}

fn least(directory: &Directory, known: &[Option<f64>], some: &[f64]) -> Vec<Little> {
    let mut sorted = some.to_vec();
    sorted.sort_by(f64::total_cmp);
    let below = percentile(&sorted, 0.5).unwrap_or_default() / 2.0;
    let mut rows: Vec<(f64, CityIx)> = directory
        .indices()
        .zip(known)
        .filter_map(|(city, share)| Some(((*share)?, city)))
        .filter(|(share, _)| *share < below)
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let of = |(share, city): (f64, CityIx)| Little {
        city: Named::of(directory, city),
        share,
        submitted: directory.submitted(city),
    };
    rows.into_iter().take(LEAST).map(of).collect()
}

fn collect(
    directory: &Directory,
    weights: &Weights,
    indicators: &[IndicatorCoverage],
) -> Vec<Collect> {
    let cities = directory.len();
    if cities < 2 || weights.total == 0 {
        return Vec::new();
    }
    let pairs = |n: usize| n as u64 * n.saturating_sub(1) as u64 / 2;
    let mut rows: Vec<Collect> = indicators
        .iter()
        .zip(&weights.of)
        .filter(|(indicator, weight)| **weight > 0 && indicator.cities < cities)
        .map(|(indicator, &weight)| {
            let pairs_now = both(indicator.cities, cities);
            Collect {
                id: indicator.id.clone(),
                label: indicator.label.clone(),
                share: indicator.share.unwrap_or_default(),
                pairs: pairs_now,
                more_pairs: pairs(cities) - pairs(indicator.cities),
                gain: f64::from(weight) / f64::from(weights.total) * (1.0 - pairs_now),
            }
        })
        .collect();
    rows.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    rows
}
