//! Whether what a city leaves unsaid decides how often it is suggested, on open data that lies beside the project.
//! Skipped, with a note, where that data is absent.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::assemble::{Sources, assemble};
use city_peers_engine::model::{Catalogue, Facet, Indicator, Kind, Profile, Role, Scale, Value};
use city_peers_engine::suggest::{PER_COUNTRY, Query};
use city_peers_engine::{CityIx, Directory};
use city_peers_publisher::evaluate::SEED;
use city_peers_publisher::evaluate::draw::Draw;
use city_peers_publisher::evaluate::join::{join, read_rows};
use city_peers_publisher::evaluate::lists::FIRST;
use city_peers_publisher::evaluate::methods::{self, Named};
use city_peers_publisher::evaluate::missing::{Missing, missing};
use city_peers_publisher::evaluate::stats::percentile;
use city_peers_publisher::evaluate::subset::subset;
use city_peers_publisher::fold::fold;
use city_peers_publisher::problem::Problems;
use city_peers_publisher::source::{Source, load};
use std::path::{Path, PathBuf};

fn eval(file: &str) -> Option<String> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval");
    let root = std::env::var_os("CITY_PEERS_EVAL").map_or(beside, PathBuf::from);
    let text = std::fs::read_to_string(root.join(file)).ok();
    if text.is_none() {
        println!("skipped: there is no {file} in {}", root.display());
    }
    text
}

/// The municipalities of Bolivia with all SDG indicators and their people as context, every indicator the same weight.
fn bolivia() -> Option<Directory> {
    let text = eval("bolivia/municipalities.csv")?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let columns: Vec<usize> = (0..header.len())
        .filter(|&ix| header[ix].starts_with("sdg") || &header[ix] == "population_2020")
        .collect();
    let (id, name) = (column("mun_id"), column("mun"));
    let profiles: Vec<Profile> = reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let values = columns.iter().filter_map(|&ix| {
                Some((
                    header[ix].to_owned(),
                    Value::Number(record[ix].parse().ok()?),
                ))
            });
            Profile {
                id: record[id].to_owned(),
                name: [("es".to_owned(), record[name].to_owned())].into(),
                country: "BO".to_owned(),
                values: values.collect(),
                ..Profile::default()
            }
        })
        .collect();
    let indicator = |&ix: &usize| {
        let id = header[ix].to_owned();
        let mut values: Vec<f64> = profiles
            .iter()
            .filter_map(|p| match p.values.get(&id)? {
                Value::Number(x) => Some(*x),
                _ => None,
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let end = |share| percentile(&values, share).unwrap();
        Indicator {
            kind: Kind::Number {
                scale: if id.starts_with("pop") {
                    Scale::Log
                } else {
                    Scale::Linear
                },
                low: end(0.05),
                high: end(0.95),
            },
            label: id.clone(),
            id,
            definition: String::new(),
            unit: String::new(),
            role: Role::Context {
                facet: 0,
                weight: 1.0,
            },
            far: false,
            criterion: None,
            source: String::new(),
        }
    };
    let indicators: Vec<Indicator> = columns.iter().map(indicator).collect();
    assert_eq!((profiles.len(), indicators.len()), (339, 63));
    let facet = Facet {
        id: "goals".to_owned(),
        label: String::new(),
        definition: String::new(),
        weight: 1.0,
    };
    let catalogue = Catalogue {
        facets: vec![facet],
        indicators,
        main: None,
    };
    let sources = Sources {
        catalogue,
        profiles,
        ..Sources::default()
    };
    Some(assemble(sources, &fold).directory)
}

/// The cities of the bundled directory that are in the table of twin towns.
fn twins() -> Option<Directory> {
    let text = eval("twins/cities.csv")?;
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    if !data.join("cities.csv").is_file() {
        println!("skipped: the bundled directory is not here");
        return None;
    }
    let mut problems = Problems::default();
    let loaded = load(&Source::new(&data), &mut problems).unwrap();
    let directory = assemble(loaded.sources, &fold).directory;
    let rows = read_rows(&text, &mut problems.of("cities.csv")).unwrap();
    let joined = join(&directory, &rows, 25.0);
    let mut cities: Vec<CityIx> = joined.cities.values().copied().collect();
    cities.sort_unstable();
    assert!(cities.len() > 2000, "{}", cities.len());
    Some(subset(&directory, &cities))
}

fn query(per_country: usize) -> Query {
    Query {
        top: FIRST,
        per_country,
        ..Query::default()
    }
}

/// How far completeness may go along with being suggested, and how uneven suggestions may be.
const CORRELATION: f64 = 0.2;
const SKEWNESS: f64 = 2.0;

fn print(title: &str, rows: &[Missing]) {
    println!("{title}");
    for row in rows {
        let how = row
            .pattern
            .map_or_else(|| "none".to_owned(), |p| format!("{p:?}"));
        println!(
            "  {how:9} {:3.0} %  {:12}  Pearson {:+.2}  Spearman {:+.2}  skew {:.2}  never {:4.1} %  overlap {:.3}",
            row.share * 100.0,
            row.method,
            row.pearson.unwrap_or(f64::NAN),
            row.spearman.unwrap_or(f64::NAN),
            row.skewness.unwrap_or(f64::NAN),
            row.never * 100.0,
            row.overlap
        );
    }
}

/// Whether a method stays within both limits, whatever is removed.
fn fair(rows: &[Missing], method: &str) -> bool {
    let mut of_method = rows
        .iter()
        .filter(|r| r.method == method && r.pattern.is_some());
    of_method.all(|r| {
        r.pearson.is_some_and(|p| p.abs() <= CORRELATION)
            && r.skewness.is_some_and(|s| s < SKEWNESS)
    })
}

#[test]
fn what_municipalities_of_bolivia_leave_unsaid_does_not_decide() {
    let Some(directory) = bolivia() else { return };
    let rows = missing(&directory, &query(PER_COUNTRY), &methods::compared());
    print("Bolivia: 339 municipalities, 63 indicators", &rows);
    assert!(fair(&rows, "engine"));
    assert!(!fair(&rows, "plain Gower"), "the test can tell");
}

#[test]
fn what_cities_of_the_bundled_directory_leave_unsaid_does_not_decide() {
    let Some(directory) = twins() else { return };
    let cities: Vec<CityIx> = directory.indices().collect();
    let part = subset(&directory, &Draw::new(SEED).some(&cities, 1000));
    let mut methods = methods::compared();
    methods.push(Named {
        name: "λ = 5",
        method: methods::with_shrink(5.0),
    });
    // Without a cap per country: with one, cities of small countries are on most lists whatever λ is.
    let rows = missing(&part, &query(0), &methods);
    print(
        "Bundled: 1,000 cities of the twins table, no cap per country",
        &rows,
    );
    assert!(fair(&rows, "engine"));
    assert!(!fair(&rows, "plain Gower"), "the test can tell");
    // As many indicators' worth as suits Bolivia hides cities that state little where little is stated at all.
    assert!(!fair(&rows, "λ = 5"), "the test can tell");
}

#[test]
#[ignore = "takes minutes: prints the figures by λ that docs/method.md gives"]
fn figures_by_lambda() {
    let sweep: Vec<Named> = [
        (0.0, "λ = 0"),
        (1.0, "λ = 1"),
        (2.0, "λ = 2"),
        (3.0, "λ = 3"),
        (5.0, "λ = 5"),
        (8.0, "λ = 8"),
        (12.0, "λ = 12"),
        (20.0, "λ = 20"),
    ]
    .map(|(shrink, name)| Named {
        name,
        method: methods::with_shrink(shrink),
    })
    .to_vec();
    if let Some(directory) = bolivia() {
        print("Bolivia", &missing(&directory, &query(0), &sweep));
    }
    if let Some(directory) = twins() {
        for per_country in [0, PER_COUNTRY] {
            let title = format!("Bundled, cap per country {per_country} (0: none)");
            print(&title, &missing(&directory, &query(per_country), &sweep));
        }
    }
}
