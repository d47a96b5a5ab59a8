//! What orders candidates: the engine, and simple rules it has to be better than. Pure.

use super::SEED;
use super::draw::Draw;
use super::methods;
use super::pairs::Pairs;
use crate::geo::distance_km;
use city_peers_engine::compare::{self, Measure};
use city_peers_engine::suggest::{Query, Ranker, Subject, query_weights};
use city_peers_engine::weights::Weights;
use city_peers_engine::{CityIx, Directory};

/// What an unknown score counts as: suggested after everything known.
pub const LAST: f64 = f64::NEG_INFINITY;

/// Rankers beside the engine's methods.
const OTHERS: [&str; 5] = [
    "likeness only",
    "random",
    "population",
    "distance",
    "degree",
];

/// Names of the rankers in the order of [`Rankers::scores`]: the engine first, from which differences are taken, its
/// other methods, then the others.
pub fn names() -> Vec<&'static str> {
    let methods = methods::compared().into_iter().map(|m| m.name);
    methods.chain(OTHERS).collect()
}

/// All rankers, ready for any number of cities.
pub struct Rankers<'d> {
    directory: &'d Directory,
    pairs: &'d Pairs,
    methods: Vec<Ranker<'d>>,
    weights: Weights,
    measure: Measure,
}

impl<'d> Rankers<'d> {
    /// Prepares the rankers for one kind of question.
    pub fn new(directory: &'d Directory, pairs: &'d Pairs, query: &Query) -> Rankers<'d> {
        let weights = query_weights(directory, query);
        Rankers {
            directory,
            pairs,
            methods: methods::compared()
                .into_iter()
                .map(|named| Ranker::new(directory, &named.asking(query)))
                .collect(),
            measure: Measure::new(&directory.reference, &weights),
            weights,
        }
    }

    /// For each ranker the score of every city of the directory for `city`; higher = suggested earlier.
    pub fn scores(&self, city: CityIx) -> Vec<Vec<f64>> {
        let directory = self.directory;
        let subject = Subject::of_city(directory, city);
        let known = |score: Option<f64>| score.unwrap_or(LAST);
        let mut all: Vec<Vec<f64>> = self
            .methods
            .iter()
            .map(|ranker| ranker.scores(&subject).into_iter().map(known).collect())
            .collect();
        let sums = compare::against_all(directory, &subject.cells, &self.weights);
        let likeness = sums
            .into_iter()
            .map(|sums| known(self.measure.likeness(sums)))
            .collect();
        let each = |score: &dyn Fn(CityIx) -> Option<f64>| -> Vec<f64> {
            directory.indices().map(|c| known(score(c))).collect()
        };
        let mut draw = Draw::of(SEED, u64::from(city.0));
        let log = |c: CityIx| directory.main(c).map(|x| (x.max(1) as f64).ln());
        let (ours, here) = (log(city), directory.place(city));
        all.extend([
            likeness,
            directory.indices().map(|_| draw.unit()).collect(),
            each(&|c| Some(-(ours? - log(c)?).abs())),
            each(&|c| Some(-distance_km(here?, directory.place(c)?))),
            each(&|c| Some(self.pairs.degree(city, c) as f64)),
        ]);
        all
    }
}
