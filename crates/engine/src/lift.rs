//! How much more often our peers do a practice than all cities do. Pure, deterministic.
//!
//! `lift = (O + ½) / (E + ½)`: O peers that do it, E = peers × share of all cities that do it; shrunk towards 1 for
//! small counts (G. N. Norén, J. Hopstadius, A. Bate, "Shrinkage observed-to-expected ratios for robust and
//! transparent large-scale pattern discovery", Statistical Methods in Medical Research 22, 2013).

use crate::compare::{self, Measure};
use crate::directory::{CityIx, Directory};
use crate::model::Indicator;
use crate::practices::Entry;
use crate::suggest::{self, Best, Query, Subject};

/// Most peers: in a directory of 12,000 cities about as many as are called very alike (docs/method.md).
pub const MOST_PEERS: usize = 50;
/// Fewest peers, where there are so many other cities.
pub const FEWEST_PEERS: usize = 10;
/// One in so many cities is a peer, between these bounds: in a small directory 50 would be nearly everyone.
const ONE_IN: usize = 10;

/// Added to both counts: what shrinks a lift towards 1.
const HALF: f64 = 0.5;

/// The most alike cities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peers {
    /// Ascending; fewer than [`FEWEST_PEERS`] only where there are no more other cities.
    pub cities: Vec<CityIx>,
}

/// Who does a practice among our peers and among all other cities, as far as the directory knows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lift {
    /// Peers that do it.
    pub observed: u32,
    /// All peers.
    pub peers: u32,
    /// Other cities that do it, peers among them.
    pub adopters: u32,
    /// All other cities.
    pub cities: u32,
    /// Shrunk ratio, above 0; 1 = as often as everywhere.
    pub lift: f64,
}

impl Lift {
    /// The shrunk ratio of counts.
    pub fn of(observed: u32, peers: u32, adopters: u32, cities: u32) -> Lift {
        let base = f64::from(adopters) / f64::from(cities.max(1));
        Lift {
            observed,
            peers,
            adopters,
            cities,
            lift: (f64::from(observed) + HALF) / (f64::from(peers) * base + HALF),
        }
    }

    /// As a share between 0 and 1; ½ = as often as everywhere.
    pub fn share(&self) -> f64 {
        self.lift / (1.0 + self.lift)
    }
}

impl Peers {
    /// The peers of a subject for a question, by context that no criterion of practices asks about: so that nothing
    /// is counted twice, and no answer changes who the peers are.
    pub fn of(directory: &Directory, subject: &Subject, query: &Query) -> Peers {
        let count = (directory.len() / ONE_IN).clamp(FEWEST_PEERS, MOST_PEERS);
        let weights = suggest::query_weights(directory, query);
        let asked = |indicator: &Indicator| indicator.criterion.is_some();
        let weights = weights.without(
            &directory.catalogue,
            asked,
            query.method.shrink_in(directory),
        );
        let measure = Measure::new(&directory.reference, &weights);
        let sums = compare::against_all(directory, &subject.cells, &weights);
        let mut best = Best::new(count);
        for (city, sums) in directory.indices().zip(sums) {
            if Some(city) != subject.city
                && let Some(likeness) = measure.likeness(sums)
            {
                best.offer(likeness, city);
            }
        }
        let mut cities: Vec<CityIx> = best.rows.into_iter().map(|row| row.1).collect();
        crate::order::sort_short(&mut cities, |a, b| a < b);
        Peers { cities }
    }

    /// The lift of a practice.
    pub fn lift(&self, directory: &Directory, subject: &Subject, entry: &Entry) -> Lift {
        let others = entry
            .adopters
            .iter()
            .filter(|city| Some(**city) != subject.city);
        let peers = others
            .clone()
            .filter(|city| self.cities.binary_search(city).is_ok());
        let cities = directory.len() - usize::from(subject.city.is_some());
        Lift::of(
            peers.count() as u32,
            self.cities.len() as u32,
            others.count() as u32,
            cities as u32,
        )
    }
}
