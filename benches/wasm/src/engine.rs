//! What is measured of the engine: one thin function each, so that another way of calling it is one line. Pure.

use city_peers_engine::certainty::{self, Chance, Draws};
use city_peers_engine::compare::{self, Measure, Sums};
use city_peers_engine::practices::{self, Practices, Suggested};
use city_peers_engine::suggest::{Query, Ranker, Subject};
use city_peers_engine::weights::Weights;
use city_peers_engine::{CityIx, Directory};

/// One city against all.
pub fn kernel(directory: &Directory, subject: &Subject, weights: &Weights) -> Vec<Sums> {
    compare::against_all(directory, &subject.cells, weights)
}

/// Partners and practices of one question, and what so many draws say about how certain the partners are.
pub fn suggestions(
    directory: &Directory,
    practices: &Practices,
    subject: &Subject,
    query: &Query,
    draws: usize,
) -> (Vec<Chance>, Vec<Suggested>) {
    let ranker = Ranker::new(directory, query);
    let suggestions = ranker.suggest(subject);
    let listed: Vec<CityIx> = suggestions.partners.iter().map(|p| p.city).collect();
    let draws = Draws {
        count: draws,
        ..Draws::default()
    };
    (
        certainty::certainty(&ranker, subject, &listed, draws),
        practices::suggest(directory, practices, subject, query),
    )
}

/// Unlikeness of every pair of cities by plain Gower (λ = 0), row by row; 1 where nothing is known of both.
pub fn distances(directory: &Directory, weights: &Weights) -> Vec<f32> {
    let measure = Measure::new(&directory.reference, weights);
    let mut all = Vec::with_capacity(directory.len() * directory.len());
    for city in 0..directory.len() as u32 {
        let cells = compare::cells(directory, CityIx(city));
        let row = compare::against_all(directory, &cells, weights).into_iter();
        all.extend(row.map(|sums| 1.0 - measure.likeness(sums).unwrap_or_default() as f32));
    }
    all
}
