//! The engine behind plain exports, for the measurements of `cargo xtask bench`: the page in the browser calls these
//! and reads results from the module's memory. One directory and one question at a time.

pub mod check;
pub mod data;
pub mod engine;
pub mod memory;
pub mod scan;

use city_peers_engine::certainty::Chance;
use city_peers_engine::compare::Sums;
use city_peers_engine::directory::{Column, NONE};
use city_peers_engine::format::{decode_core, decode_practices};
use city_peers_engine::model::{Kind, Purpose};
use city_peers_engine::practices::Practices;
use city_peers_engine::quantise::{Cell, UNKNOWN};
use city_peers_engine::suggest::{self, Query, Ranker, Subject};
use city_peers_engine::weights::{Weights, within_facets};
use city_peers_engine::{CityIx, Directory};
use std::cell::RefCell;

#[derive(Default)]
struct Bench {
    /// Bytes that the page put in.
    input: Vec<u8>,
    directory: Option<Directory>,
    practices: Practices,
    subject: Subject,
    query: Query,
    weights: Option<Weights>,
    sums: Vec<Sums>,
    chances: Vec<Chance>,
    /// What the page reads.
    words: Vec<u32>,
    floats: Vec<f32>,
    shorts: Vec<u16>,
    text: String,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::default();
}

fn with<T>(run: impl FnOnce(&mut Bench) -> T) -> T {
    BENCH.with_borrow_mut(run)
}

/// Room for so many bytes of a file, for [`open_core`] and [`open_practices`].
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> *mut u8 {
    with(|bench| {
        bench.input = vec![0; length];
        bench.input.as_mut_ptr()
    })
}

/// Decodes a core file; gives the number of cities, 0 if it is none. What was open before is dropped first.
#[unsafe(no_mangle)]
pub extern "C" fn open_core() -> usize {
    with(|bench| {
        bench.directory = None;
        bench.directory = decode_core(&std::mem::take(&mut bench.input)).ok();
        bench.directory.as_ref().map_or(0, Directory::len)
    })
}

/// Decodes a practices file of the open directory; gives the number of practices, 0 if it is none.
#[unsafe(no_mangle)]
pub extern "C" fn open_practices() -> usize {
    with(|bench| {
        let cities = bench.directory.as_ref().map_or(0, Directory::len);
        let bytes = std::mem::take(&mut bench.input);
        bench.practices = decode_practices(&bytes, cities).unwrap_or_default();
        bench.practices.entries.len()
    })
}

/// Number of cities of the open directory.
#[unsafe(no_mangle)]
pub extern "C" fn length() -> usize {
    with(|bench| bench.directory.as_ref().map_or(0, Directory::len))
}

/// Makes a directory of random values, see [`data::random`].
#[unsafe(no_mangle)]
pub extern "C" fn random(cities: usize, indicators: usize, plain: bool) {
    with(|bench| {
        // Freed first: two directories of a million cities need not fit at once.
        bench.directory = None;
        bench.sums = Vec::new();
        bench.floats = Vec::new();
        bench.directory = Some(data::random(cities, indicators, plain));
    });
}

/// Repeats the cities of the open directory until there are so many, see [`data::tiled`].
#[unsafe(no_mangle)]
pub extern "C" fn tile(cities: usize) {
    with(|bench| bench.directory = bench.directory.as_ref().map(|d| data::tiled(d, cities)));
}

/// The city that asks from now on, and the position of a topic it asks about (none if beyond the last).
#[unsafe(no_mangle)]
pub extern "C" fn ask(city: u32, topic: usize) -> bool {
    with(|bench| {
        let Some(directory) = &bench.directory else {
            return false;
        };
        bench.query = Query {
            topics: u8::try_from(topic)
                .ok()
                .filter(|_| topic < directory.vocabulary.topics.len())
                .into_iter()
                .collect(),
            purpose: Purpose::Learn,
            top: 10,
            per_country: suggest::PER_COUNTRY,
            ..Query::default()
        };
        bench.subject = Subject::of_city(directory, CityIx(city));
        bench.weights = Some(suggest::query_weights(directory, &bench.query));
        true
    })
}

/// Compares the city that asks with all; gives the number of comparisons.
#[unsafe(no_mangle)]
pub extern "C" fn kernel() -> usize {
    with(|bench| {
        // As in a page: the memory of the answer before is free again.
        bench.sums = Vec::new();
        if let (Some(directory), Some(weights)) = (&bench.directory, &bench.weights) {
            bench.sums = engine::kernel(directory, &bench.subject, weights);
        }
        bench.sums.len()
    })
}

/// The sums of the last [`kernel`]: differences and known weight, by turns.
#[unsafe(no_mangle)]
pub extern "C" fn sums() -> *const u32 {
    with(|bench| {
        let sums = bench.sums.iter();
        bench.words = sums.flat_map(|s| [s.differences, s.known]).collect();
        bench.words.as_ptr()
    })
}

/// Sum of all bytes of all columns, modulo 2³².
#[unsafe(no_mangle)]
pub extern "C" fn scan() -> u32 {
    with(|bench| {
        let columns = bench.directory.iter().flat_map(|d| &d.cities.columns);
        columns.fold(0, |sum: u32, column| match column {
            Column::Bytes(bytes) => sum.wrapping_add(scan::sum(bytes)),
            _ => sum,
        })
    })
}

/// The bytes of a column; null if it has none.
#[unsafe(no_mangle)]
pub extern "C" fn column(indicator: usize) -> *const u8 {
    with(|bench| {
        let directory = bench.directory.as_ref();
        match directory.and_then(|d| d.cities.columns.get(indicator)) {
            Some(Column::Bytes(bytes)) => bytes.as_ptr(),
            _ => std::ptr::null(),
        }
    })
}

/// Suggests partners and practices with so many draws; gives how many of both. [`question`] tells the chances.
#[unsafe(no_mangle)]
pub extern "C" fn suggestions(draws: usize) -> usize {
    with(|bench| {
        let Some(directory) = &bench.directory else {
            return 0;
        };
        let (partners, practices) = engine::suggestions(
            directory,
            &bench.practices,
            &bench.subject,
            &bench.query,
            draws,
        );
        bench.chances = partners;
        bench.chances.len() + practices.len()
    })
}

/// The columns, two bytes per value in one run: the byte or the position of a set, 65,535 = unknown.
#[unsafe(no_mangle)]
pub extern "C" fn wide_columns() -> *const u16 {
    with(|bench| {
        let cities = bench.directory.as_ref().map_or(0, Directory::len);
        let columns = bench.directory.iter().flat_map(|d| &d.cities.columns);
        bench.shorts.clear();
        for column in columns {
            match column {
                Column::Unknown => bench.shorts.extend(std::iter::repeat_n(NONE, cities)),
                Column::Bytes(bytes) => bench.shorts.extend(bytes.iter().map(|&byte| wide(byte))),
                Column::Tags { of, .. } => bench.shorts.extend(of),
            }
        }
        bench.shorts.as_ptr()
    })
}

/// The country of every city, 65,535 = none.
#[unsafe(no_mangle)]
pub extern "C" fn countries() -> *const u16 {
    with(|bench| {
        bench.shorts.clear();
        if let Some(directory) = &bench.directory {
            bench.shorts.extend_from_slice(&directory.cities.country);
        }
        bench.shorts.as_ptr()
    })
}

/// Per city the score as a line in the difference D, a − b · D: all a, then all b; NaN where there is no score.
#[unsafe(no_mangle)]
pub extern "C" fn lines() -> *const f32 {
    with(|bench| {
        bench.floats.clear();
        if let Some(directory) = &bench.directory {
            let lines = Ranker::new(directory, &bench.query).lines(&bench.subject);
            let ends = |line: &Option<(f64, f64)>| line.unwrap_or((f64::NAN, f64::NAN));
            let a = lines.iter().map(|line| ends(line).0 as f32);
            let b = lines.iter().map(|line| ends(line).1 as f32);
            bench.floats.extend(a.chain(b));
        }
        bench.floats.as_ptr()
    })
}

/// Per city the score without draws; NaN where there is none.
#[unsafe(no_mangle)]
pub extern "C" fn scores() -> *const f32 {
    with(|bench| {
        bench.floats.clear();
        if let Some(directory) = &bench.directory {
            let scores = Ranker::new(directory, &bench.query).scores(&bench.subject);
            let scores = scores.iter().map(|score| score.unwrap_or(f64::NAN) as f32);
            bench.floats.extend(scores);
        }
        bench.floats.as_ptr()
    })
}

fn wide(byte: u8) -> u16 {
    if byte == UNKNOWN {
        NONE
    } else {
        u16::from(byte)
    }
}

/// Unlikeness of every pair by plain Gower: cities × cities numbers.
#[unsafe(no_mangle)]
pub extern "C" fn distances() -> *const f32 {
    with(|bench| {
        bench.floats = Vec::new();
        if let Some(directory) = &bench.directory {
            bench.query.method.shrink = Some(0.0);
            let weights = suggest::query_weights(directory, &bench.query);
            bench.floats = engine::distances(directory, &weights);
        }
        bench.floats.as_ptr()
    })
}

/// Bytes in use.
#[unsafe(no_mangle)]
pub extern "C" fn live() -> usize {
    memory::live()
}

/// What a peer in another language needs for the same question, as JSON of [`text_length`] bytes.
#[unsafe(no_mangle)]
pub extern "C" fn question() -> *const u8 {
    with(|bench| {
        bench.text = describe(bench).unwrap_or_default().to_string();
        bench.text.as_ptr()
    })
}

/// Length of the last text.
#[unsafe(no_mangle)]
pub extern "C" fn text_length() -> usize {
    with(|bench| bench.text.len())
}

fn describe(bench: &Bench) -> Option<serde_json::Value> {
    let (directory, weights) = (bench.directory.as_ref()?, bench.weights.as_ref()?);
    let catalogue = &directory.catalogue;
    let within = within_facets(catalogue);
    let indicators = catalogue
        .indicators
        .iter()
        .enumerate()
        .map(|(ix, indicator)| {
            let kind = match indicator.kind {
                Kind::Number { .. } => "number",
                Kind::Ordered { .. } => "ordered",
                Kind::Category { .. } => "category",
                Kind::Tags { .. } => "tags",
            };
            let parents: Vec<_> = indicator.codes().iter().map(|c| c.parent).collect();
            let (value, sets) = match (
                directory.cities.columns.get(ix),
                bench.subject.cells.get(ix),
            ) {
                (Some(Column::Tags { sets, .. }), Some(Cell::Tags(bits))) => (
                    sets.iter().position(|s| s == bits).map(|at| at as u16),
                    sets.as_slice(),
                ),
                (Some(Column::Tags { sets, .. }), _) => (None, sets.as_slice()),
                (_, Some(Cell::Byte(byte))) => (Some(u16::from(*byte)), &[][..]),
                _ => (None, &[][..]),
            };
            serde_json::json!({
                "id": indicator.id,
                "kind": kind,
                "parents": parents,
                // Texts: a JSON number has no room for 64 bits everywhere.
                "sets": sets.iter().map(u64::to_string).collect::<Vec<_>>(),
                "value": value,
                "weight": weights.of.get(ix),
                "facet": indicator.context().map(|c| c.0),
                "within": within.get(ix),
            })
        });
    let facets = weights.scales.iter().enumerate().map(|(facet, &scale)| {
        let (mut all, mut mean) = (0.0, 0.0);
        for (ix, indicator) in catalogue.indicators.iter().enumerate() {
            if indicator.context().map(|c| c.0) == Some(facet) {
                let weight = f64::from(within.get(ix).copied().unwrap_or_default());
                all += weight;
                mean += weight * directory.reference.mean(ix);
            }
        }
        serde_json::json!({
            "facet": facet,
            "share": f64::from(scale) * all / f64::from(weights.total),
            "weight": all,
            "mean": if all > 0.0 { mean / all } else { 0.0 },
        })
    });
    let chances = bench.chances.iter().map(|chance| {
        serde_json::json!({
            "city": chance.city.0,
            "first": chance.first,
            "low": chance.low,
            "high": chance.high,
        })
    });
    Some(serde_json::json!({
        "cities": directory.len(),
        "city": bench.subject.city.map(|city| city.0),
        "country": bench.subject.country,
        "top": bench.query.top,
        "per_country": bench.query.per_country,
        "total": weights.total,
        "prior": weights.prior,
        "facets": facets.collect::<Vec<_>>(),
        "indicators": indicators.collect::<Vec<_>>(),
        "chances": chances.collect::<Vec<_>>(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use city_peers_engine::compare::{cells, pair};

    #[test]
    fn the_kernel_is_what_pairs_say() {
        random(100, 16, false);
        assert!(ask(0, usize::MAX));
        assert_eq!(kernel(), 100);
        with(|bench| {
            let directory = bench.directory.as_ref().unwrap();
            let weights = bench.weights.as_ref().unwrap();
            let us = cells(directory, CityIx(0));
            assert!(us.iter().all(|cell| *cell != Cell::Unknown));
            for (city, sums) in bench.sums.iter().enumerate() {
                let them = cells(directory, CityIx(city as u32));
                let plain = pair(&directory.catalogue, &us, &them, weights);
                assert_eq!(*sums, plain, "city {city}");
            }
        });
    }

    #[test]
    fn distances_are_symmetric_and_none_to_oneself() {
        random(40, 16, true);
        assert!(ask(0, usize::MAX));
        assert!(!distances().is_null());
        with(|bench| {
            let at = |a: usize, b: usize| bench.floats[a * 40 + b];
            for a in 0..40 {
                assert_eq!(at(a, a), 0.0);
                for b in 0..a {
                    assert!(at(a, b) > 0.0 && at(a, b) == at(b, a));
                }
            }
        });
    }

    #[test]
    fn tiling_repeats_cities_and_their_statements() {
        let mut directory = data::random(7, 8, false);
        let goals = vec![(13, 2)];
        directory.cities.goals = vec![(CityIx(2), goals.clone()), (CityIx(6), goals.clone())];
        let tiled = data::tiled(&directory, 20);
        assert_eq!(tiled.len(), 20);
        for city in 0..20 {
            let (a, b) = (CityIx(city % 7), CityIx(city));
            assert_eq!(directory.id(a), tiled.id(b));
            assert_eq!(cells(&directory, a), cells(&tiled, b));
            assert_eq!(directory.goals(a), tiled.goals(b), "city {city}");
        }
    }

    #[test]
    fn live_bytes_go_up_and_down() {
        // So much that what other tests take and give back meanwhile does not matter.
        let (much, half) = (1 << 26, 1 << 25);
        let before = memory::live();
        let bytes = vec![1u8; much];
        assert!(memory::live() >= before + half);
        drop(bytes);
        assert!(memory::live() < before + half);
    }
}
