//! Unlikeness against an independent implementation: without shrinking it is Gower's coefficient as the package `gower`
//! from PyPI computes it. `gower/make_fixture.py` wrote the tables, and says which inputs the package is right for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::assemble::{Sources, assemble};
use city_peers_engine::compare::{self, Measure};
use city_peers_engine::model::{
    Catalogue, Code, Facet, Indicator, Kind, Profile, Role, Scale, Value,
};
use city_peers_engine::weights::Weights;
use city_peers_engine::{CityIx, Directory};
use serde_json::Value as Json;

/// Weights of a question are rounded to no coarser a share of their sum than one in so many (docs/method.md).
const WEIGHT_TOTAL: f64 = 65_536.0;
/// The fixture's five decimals and the package's 32 bits: 5.2e-6 at most, measured against exact arithmetic.
const NOISE: f64 = 1e-5;

/// A table of the fixture.
struct Table {
    directory: Directory,
    /// Whether a column holds numbers.
    numbers: Vec<bool>,
    weights: Option<Vec<f64>>,
    rows: Vec<Vec<Json>>,
    distances: Vec<Option<f64>>,
}

fn tables() -> Vec<Table> {
    let text = include_str!("gower/pairs.jsonl");
    text.lines()
        .map(|line| table(&serde_json::from_str(line).unwrap()))
        .collect()
}

fn table(json: &Json) -> Table {
    let numbers: Vec<bool> = json["kinds"]
        .as_str()
        .unwrap()
        .chars()
        .map(|k| k == 'n')
        .collect();
    let rows: Vec<Vec<Json>> = serde_json::from_value(json["rows"].clone()).unwrap();
    let weights: Option<Vec<f64>> = serde_json::from_value(json["weights"].clone()).unwrap();
    Table {
        directory: directory(&numbers, &rows, weights.as_deref()),
        distances: serde_json::from_value(json["distances"].clone()).unwrap(),
        numbers,
        weights,
        rows,
    }
}

fn directory(numbers: &[bool], rows: &[Vec<Json>], weights: Option<&[f64]>) -> Directory {
    let facet = |ix: usize, weight: f64| Facet {
        id: format!("f{ix}"),
        label: String::new(),
        definition: String::new(),
        weight,
    };
    let indicator = |(ix, &number): (usize, &bool)| {
        let column = rows.iter().filter_map(|row| row[ix].as_f64());
        let kind = if number {
            let low = column.clone().fold(f64::INFINITY, f64::min);
            let high = column.fold(f64::NEG_INFINITY, f64::max);
            // A scale needs some length: in a constant column, or an empty one, all are on its first step whatever it is.
            let (low, high) = match (low.is_finite(), low < high) {
                (false, _) => (0.0, 1.0),
                (_, false) => (low, low + 1.0),
                (_, true) => (low, high),
            };
            let scale = Scale::Linear;
            Kind::Number { scale, low, high }
        } else {
            let code = |code: u8| Code {
                code: format!("c{code}"),
                label: String::new(),
                parent: None,
            };
            let codes = (0..5).map(code).collect();
            let parents = Vec::new();
            Kind::Category { codes, parents }
        };
        Indicator {
            id: format!("i{ix}"),
            label: String::new(),
            definition: String::new(),
            unit: String::new(),
            kind,
            // Equal weights share one facet; else each indicator is alone in one that weighs as much as it should.
            role: Role::Context {
                facet: if weights.is_some() { ix as u8 } else { 0 },
                weight: 1.0,
            },
            criterion: None,
            far: false,
            source: String::new(),
        }
    };
    let catalogue = Catalogue {
        facets: match weights {
            Some(weights) => weights
                .iter()
                .enumerate()
                .map(|(ix, &w)| facet(ix, w))
                .collect(),
            None => vec![facet(0, 1.0)],
        },
        indicators: numbers.iter().enumerate().map(indicator).collect(),
        main: None,
    };
    let profile = |(ix, row): (usize, &Vec<Json>)| {
        let mut profile = Profile {
            // Cities are ordered by id, so a row keeps its place.
            id: format!("row-{ix:02}"),
            ..Profile::default()
        };
        for (at, cell) in row.iter().enumerate() {
            let value = match (cell.is_null(), numbers[at]) {
                (true, _) => continue,
                (_, true) => Value::Number(cell.as_f64().unwrap()),
                (_, false) => Value::Code(format!("c{}", cell.as_u64().unwrap())),
            };
            profile.values.insert(format!("i{at}"), value);
        }
        profile
    };
    let sources = Sources {
        catalogue,
        profiles: rows.iter().enumerate().map(profile).collect(),
        ..Sources::default()
    };
    assemble(sources, &|name| name.to_owned()).directory
}

/// One pair of rows: what the engine says, what the package says, and how far they may differ.
struct Compared {
    engine: Option<f64>,
    package: Option<f64>,
    /// A number is rounded to the nearest of 254 steps, so a difference of two is off by 1/254 at most; it counts with its
    /// share of the known weight.
    quantising: f64,
    /// Weights are rounded to whole numbers, W = w + e with |e| ≤ ½. That moves a weighted mean by Σ e (d − D) / Σ W, and
    /// |d − D| ≤ 1.
    rounding: f64,
    coverage: f64,
    known_share: f64,
    known: usize,
    columns: usize,
}

fn compared() -> Vec<Compared> {
    let mut all = Vec::new();
    for table in tables() {
        let directory = &table.directory;
        let weights = Weights::new(&directory.catalogue, &[], 0.0);
        let measure = Measure::new(&directory.reference, &weights);
        let stated = table
            .weights
            .clone()
            .unwrap_or(vec![1.0; table.numbers.len()]);
        let total: f64 = stated.iter().sum();
        let rows = table.rows.len();
        let cells = |row: usize| compare::cells(directory, CityIx(row as u32));
        let mut distances = table.distances.iter();
        for a in 0..rows {
            let at_once = compare::against_all(directory, &cells(a), &weights);
            assert_eq!(at_once.len(), rows);
            for (b, &of_all) in at_once.iter().enumerate().skip(a) {
                let sums = compare::pair(&directory.catalogue, &cells(a), &cells(b), &weights);
                assert_eq!(of_all, sums);
                let both =
                    |ix: &usize| !table.rows[a][*ix].is_null() && !table.rows[b][*ix].is_null();
                let known: Vec<usize> = (0..stated.len()).filter(both).collect();
                let of = |columns: &[usize]| columns.iter().map(|&ix| stated[ix]).sum::<f64>();
                let numbers: Vec<usize> = known
                    .iter()
                    .copied()
                    .filter(|&ix| table.numbers[ix])
                    .collect();
                let halves = 0.5 * known.len() as f64;
                all.push(Compared {
                    engine: measure.likeness(sums).map(|likeness| 1.0 - likeness),
                    package: *distances.next().unwrap(),
                    quantising: if known.is_empty() {
                        0.0
                    } else {
                        of(&numbers) / of(&known) / 254.0
                    },
                    // Equal weights stay equal however they are rounded.
                    rounding: match table.weights {
                        Some(_) => halves / (WEIGHT_TOTAL * of(&known) / total - halves),
                        None => 0.0,
                    },
                    coverage: measure.coverage(sums),
                    known_share: of(&known) / total,
                    known: known.len(),
                    columns: stated.len(),
                });
            }
        }
        assert!(distances.next().is_none(), "more distances than pairs");
    }
    all
}

#[test]
fn without_shrinking_unlikeness_is_gowers() {
    let mut errors: Vec<f64> = Vec::new();
    let (mut bounds, mut worst) = (0.0, 0.0f64);
    let mut weighted = 0;
    for (at, pair) in compared().iter().enumerate() {
        let (engine, package) = match (pair.engine, pair.package) {
            (Some(engine), Some(package)) => (engine, package),
            // Nothing known to both: no likeness, where the package divides 0 by 0.
            (engine, package) => {
                assert_eq!(engine, package, "pair {at}");
                continue;
            }
        };
        let bound = pair.quantising + pair.rounding + NOISE;
        let error = engine - package;
        assert!(
            error.abs() <= bound,
            "pair {at}: {engine} is not {package} ± {bound}"
        );
        weighted += usize::from(pair.rounding > 0.0);
        // Where only categories are known, or the two rows are one, nothing is rounded: no part in the mean.
        if pair.quantising > 0.0 && package > 0.0 {
            bounds += bound;
            worst = worst.max(error.abs() / bound);
            errors.push(error);
        }
    }
    let count = errors.len() as f64;
    let mean = errors.iter().map(|e| e.abs()).sum::<f64>() / count;
    let drift = errors.iter().sum::<f64>() / count;
    println!(
        "{count} pairs with numbers: mean error {mean:.6}, drift {drift:+.6}, mean bound {:.6}, worst {worst:.2} of its bound",
        bounds / count
    );
    assert!(errors.len() > 2000 && weighted > 500, "{count} {weighted}");
    // Far nearer than they have to be, and to neither side: rounding, not a shift. (Two roundings to the nearest step make
    // a third of the bound on average for one number, less for several.)
    assert!(mean < bounds / count / 3.0, "{mean}");
    assert!(drift.abs() < bounds / count / 20.0, "{drift}");
}

#[test]
fn coverage_is_the_weighted_share_of_columns_that_both_rows_state() {
    for (at, pair) in compared().iter().enumerate() {
        let bound = if pair.rounding > 0.0 {
            pair.columns as f64 / WEIGHT_TOTAL
        } else {
            1e-12
        };
        assert!(
            (pair.coverage - pair.known_share).abs() <= bound,
            "pair {at}: {} {}",
            pair.coverage,
            pair.known_share
        );
    }
}

#[test]
fn the_fixture_holds_the_hard_cases() {
    let tables = tables();
    let plain = tables.iter().filter(|t| t.weights.is_none()).count();
    assert!(
        plain >= 300 && tables.len() - plain >= 100,
        "{plain} of {}",
        tables.len()
    );
    assert!(tables.iter().any(|t| t.rows.len() == 1));
    let column = |t: &Table, ix: usize| -> Vec<Json> {
        t.rows
            .iter()
            .map(|row| row[ix].clone())
            .filter(|v| !v.is_null())
            .collect()
    };
    let columns = |fits: &dyn Fn(&Table, usize) -> bool| {
        tables
            .iter()
            .map(|t| (0..t.numbers.len()).filter(|&ix| fits(t, ix)).count())
            .sum::<usize>()
    };
    let constant = |t: &Table, ix: usize| {
        let values = column(t, ix);
        t.numbers[ix] && values.len() > 1 && values.iter().all(|v| *v == values[0])
    };
    let negative = |t: &Table, ix: usize| {
        t.numbers[ix]
            && !column(t, ix).is_empty()
            && column(t, ix).iter().all(|v| v.as_f64().unwrap() < 0.0)
    };
    assert!(columns(&constant) > 50);
    assert!(columns(&negative) > 50);
    assert!(columns(&|t, ix| column(t, ix).is_empty()) > 20);
    let rows = |fits: &dyn Fn(&Table, usize) -> bool| {
        tables
            .iter()
            .map(|t| (0..t.rows.len()).filter(|&ix| fits(t, ix)).count())
            .sum::<usize>()
    };
    assert!(rows(&|t, ix| t.rows[ix].iter().all(Json::is_null)) > 50);
    assert!(rows(&|t, ix| t.rows[..ix].contains(&t.rows[ix])) > 50);
    let pairs = compared();
    assert!(pairs.iter().filter(|p| p.package.is_none()).count() > 200);
    assert!(
        pairs
            .iter()
            .filter(|p| p.known > 0 && p.known < p.columns)
            .count()
            > 1000
    );
    assert!(pairs.iter().any(|p| p.package == Some(1.0)));
}
