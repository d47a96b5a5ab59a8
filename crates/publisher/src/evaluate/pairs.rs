//! Known pairs of cities: read from a table, cleaned, counted. Pure.

use crate::problem::{InFile, Place};
use crate::source::table::{cell, read as read_table};
use city_peers_engine::CityIx;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Unknown ids that are named.
const NAMED: usize = 5;

/// A pair as the table gives it: two ids.
pub type Ids = (String, String);

/// Reads the columns `a` and `b`; other columns are no concern of ours. `None`, and a problem, without them.
pub fn read(text: &str, file: &mut InFile<'_>) -> Option<Vec<Ids>> {
    let table = read_table(text, file)?;
    if !table.need(&["a", "b"], file) {
        return None;
    }
    let [a, b] = ["a", "b"].map(|name| table.column(name));
    let mut pairs = Vec::with_capacity(table.rows.len());
    for (number, row) in &table.rows {
        let ids = (cell(row, a), cell(row, b));
        if ids.0.is_empty() || ids.1.is_empty() {
            let column = if ids.0.is_empty() { "a" } else { "b" };
            let place = Place::Row(*number, Some(column.to_owned()));
            file.warning(place, "is empty; the pair is left out", None);
        } else {
            pairs.push((ids.0.to_owned(), ids.1.to_owned()));
        }
    }
    if pairs.is_empty() {
        let hint = Some("give one pair of city ids per row".to_owned());
        file.error(Place::File, "holds no pair", hint);
        return None;
    }
    Some(pairs)
}

/// What became of the pairs of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Pairs in the table.
    pub given: usize,
    /// Pairs used.
    pub used: usize,
    /// Pairs left out because a side is no city of the directory.
    pub unknown: usize,
    /// How many different ids are unknown.
    pub unknown_ids: usize,
    /// The first few of them.
    pub unknown_first: Vec<String>,
    /// Pairs of a city with itself.
    pub with_itself: usize,
    /// Pairs that were there already (undirected: the other way round too).
    pub repeated: usize,
}

/// Pairs between cities of a directory, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairs {
    /// Partners by city: who should be found for whom.
    pub partners: BTreeMap<CityIx, BTreeSet<CityIx>>,
    degrees: BTreeMap<CityIx, usize>,
}

impl Pairs {
    /// Keeps each pair once. Undirected: either city should find the other. Directed: `a` should find `b`.
    pub fn new(
        ids: &[Ids],
        directed: bool,
        find: &dyn Fn(&str) -> Option<CityIx>,
    ) -> (Pairs, Tally) {
        let mut pairs = Pairs::default();
        let mut tally = Tally {
            given: ids.len(),
            ..Tally::default()
        };
        let mut unknown: BTreeSet<&str> = BTreeSet::new();
        for (a, b) in ids {
            let (Some(from), Some(to)) = (find(a), find(b)) else {
                tally.unknown += 1;
                for id in [a, b] {
                    if find(id).is_none() && unknown.insert(id) && unknown.len() <= NAMED {
                        tally.unknown_first.push(id.clone());
                    }
                }
                continue;
            };
            if from == to {
                tally.with_itself += 1;
            } else if pairs.add(from, to) {
                if !directed {
                    pairs.add(to, from);
                }
                tally.used += 1;
            } else {
                tally.repeated += 1;
            }
        }
        tally.unknown_ids = unknown.len();
        (pairs, tally)
    }

    fn add(&mut self, from: CityIx, to: CityIx) -> bool {
        let new = self.partners.entry(from).or_default().insert(to);
        if new {
            *self.degrees.entry(to).or_default() += 1;
        }
        new
    }

    /// Cities of at least one pair, on either side.
    pub fn cities(&self) -> BTreeSet<CityIx> {
        self.partners
            .keys()
            .chain(self.degrees.keys())
            .copied()
            .collect()
    }

    /// Whether `candidate` should be found for `city`.
    pub fn has(&self, city: CityIx, candidate: CityIx) -> bool {
        self.partners
            .get(&city)
            .is_some_and(|partners| partners.contains(&candidate))
    }

    /// How many cities other than `city` have the candidate as a partner.
    pub fn degree(&self, city: CityIx, candidate: CityIx) -> usize {
        let all = self.degrees.get(&candidate).copied().unwrap_or_default();
        all - usize::from(self.has(city, candidate))
    }
}
