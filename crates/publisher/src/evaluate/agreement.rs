//! How well rankers find known partners: means over cities, intervals, differences, groups. Pure.

use super::bootstrap::{self, Figure};
use super::metrics;
use super::pairs::Pairs;
use super::questions::{Rules, questions};
use super::rankers::{self, LAST, Rankers};
use super::strata::Stratum;
use city_peers_engine::suggest::Query;
use city_peers_engine::{CityIx, Directory};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is measured.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Against whom partners are held.
    pub rules: Rules,
    /// Lengths of lists.
    pub lengths: Vec<usize>,
    /// Draws of the intervals; 0 = none.
    pub draws: usize,
    /// The question put to the engine.
    pub query: Query,
}

/// All figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Agreement {
    /// Cities with a partner to find: all means are over these, each counts once.
    pub cities: usize,
    /// Cities among which partners are looked for.
    pub candidates: usize,
    /// Partners to find, over all cities.
    pub positives: usize,
    /// Partners left out because there is nobody to hold them against.
    pub alone: usize,
    /// Names of the figures, in the order in which they are given below.
    pub figures: Vec<String>,
    /// Each ranker's figures.
    pub rankers: Vec<Row>,
    /// The engine's figures less those of each other ranker, city by city.
    pub engine_minus: Vec<Row>,
    /// Figures by group of cities.
    pub strata: Vec<Group>,
}

/// One ranker's figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// The ranker.
    pub ranker: &'static str,
    /// Its figures.
    pub figures: Vec<Figure>,
}

/// Figures of a group of cities.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Group {
    /// What cities are grouped by.
    pub by: String,
    /// Which group.
    pub label: String,
    /// How many cities of it have a partner to find.
    pub cities: usize,
    /// Each ranker's figures, without intervals.
    pub rankers: Vec<Row>,
}

/// The figures of every ranker for every city that has a partner to find: ranker by ranker in one row.
type Rows = BTreeMap<CityIx, Vec<f64>>;

/// Measures all rankers. `strata` groups the cities that ask.
pub fn measure(
    directory: &Directory,
    pairs: &Pairs,
    candidates: &[CityIx],
    settings: &Settings,
    strata: &dyn Fn(&[CityIx]) -> Vec<Stratum>,
) -> Agreement {
    let (asked, alone) = questions(directory, pairs, candidates, &settings.rules);
    let rankers = Rankers::new(directory, pairs, &settings.query);
    let names = metrics::names(&settings.lengths);
    let ranked_by = rankers::names();
    let mut rows = Rows::new();
    let mut positives = 0;
    for of_city in asked.chunk_by(|a, b| a.city == b.city) {
        let Some(city) = of_city.first().map(|q| q.city) else {
            continue;
        };
        let scores = rankers.scores(city);
        let mut row = vec![0.0; names.len() * ranked_by.len()];
        let mut weight = 0.0;
        for question in of_city {
            positives += question.positives.len();
            // A city's partners count the same, however they are split into questions.
            let share = question.positives.len() as f64;
            weight += share;
            for (scores, into) in scores.iter().zip(row.chunks_mut(names.len())) {
                let of = |cities: &[CityIx]| -> Vec<f64> {
                    let score = |c: &CityIx| scores.get(c.ix()).copied().unwrap_or(LAST);
                    cities.iter().map(score).collect()
                };
                let (found, others) = (of(&question.positives), of(&question.negatives));
                let figures = metrics::figures(&found, &others, &settings.lengths);
                for (sum, figure) in into.iter_mut().zip(figures.unwrap_or_default()) {
                    *sum += share * figure;
                }
            }
        }
        for figure in &mut row {
            *figure /= weight;
        }
        rows.insert(city, row);
    }
    let cities: Vec<CityIx> = rows.keys().copied().collect();
    let all = with_differences(rows.values(), names.len());
    let figures = bootstrap::figures(&all, settings.draws, settings.rules.seed);
    let mut split = figures.chunks(names.len().max(1)).map(<[Figure]>::to_vec);
    let mut take = |ranker| Row {
        ranker,
        figures: split.next().unwrap_or_default(),
    };
    Agreement {
        cities: cities.len(),
        candidates: candidates.len(),
        positives,
        alone,
        rankers: ranked_by.iter().copied().map(&mut take).collect(),
        engine_minus: ranked_by.iter().copied().skip(1).map(&mut take).collect(),
        strata: strata(&cities)
            .into_iter()
            .map(|stratum| group(stratum, &rows, names.len()))
            .collect(),
        figures: names,
    }
}

/// Each row with the first ranker's figures less those of each other ranker behind it.
fn with_differences<'r>(rows: impl Iterator<Item = &'r Vec<f64>>, figures: usize) -> Vec<Vec<f64>> {
    rows.map(|row| {
        let mut all = row.clone();
        let engine = row.get(..figures).unwrap_or_default();
        for other in row.chunks(figures.max(1)).skip(1) {
            all.extend(engine.iter().zip(other).map(|(ours, theirs)| ours - theirs));
        }
        all
    })
    .collect()
}

fn group(stratum: Stratum, rows: &Rows, figures: usize) -> Group {
    let members: Vec<Vec<f64>> = stratum
        .cities
        .iter()
        .filter_map(|city| rows.get(city).cloned())
        .collect();
    let means = bootstrap::figures(&members, 0, 0);
    Group {
        by: stratum.by,
        label: stratum.label,
        cities: members.len(),
        rankers: rankers::names()
            .into_iter()
            .zip(means.chunks(figures.max(1)))
            .map(|(ranker, figures)| Row {
                ranker,
                figures: figures.to_vec(),
            })
            .collect(),
    }
}
