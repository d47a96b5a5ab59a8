//! How certain a list of suggestions is: what becomes of it when weights and gaps vary. Pure; fixed seeds.
//!
//! Each draw takes other facet weights (Dirichlet around the current ones) and fills unknown values from cities
//! that state them. The share of draws in which a city stays among the first, the range of its ranks, and which
//! neighbours in the list change places too often to be told apart, are what is reported. Gaps are filled a few times
//! (multiple imputation, Rubin 1987), and weights drawn many times for each filling.

mod facets;
mod gaps;
mod outcomes;
mod table;
mod tally;

use crate::directory::CityIx;
use crate::random::{Random, mix};
use crate::suggest::{Ranker, Subject};
use city_peers_kernel::linear::Weighting;
use facets::Facets;
use gaps::Gaps;
use outcomes::{Outcomes, Rules};
use table::Table;

/// Draws where nobody asks for another number.
pub const DRAWS: usize = 1000;
/// How often gaps are filled at most and at least.
const FILLINGS: (usize, usize) = (100, 20);
/// Values that are filled in all fillings together, about.
const FILLED: usize = 1_000_000;
/// Sum of the Dirichlet's parameters: with four equal facets, a weight is typically a quarter of itself off, which is
/// what sensitivity analyses of composite indicators use (Saisana, Saltelli, Tarantola 2005).
const CONCENTRATION: f64 = 40.0;
/// An indicator with fewer cities that state it stays unknown in every draw.
const DONORS: usize = 20;
/// Donors come from the same country where it has this many.
const DONORS_NEAR: usize = 5;
/// Two cities whose order holds in this share of draws are told apart.
const APART: f64 = 0.9;
/// Scores of cities with gaps that are kept until the others are counted (8 bytes each).
const KEPT: usize = 500_000;

/// What draws are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// How many; at least 1.
    pub count: usize,
    /// Other seeds give other draws: for checking how much the figures depend on them.
    pub seed: u64,
}

impl Default for Draws {
    fn default() -> Self {
        Draws {
            count: DRAWS,
            seed: 0xCE27_A127,
        }
    }
}

/// How certain the place of one suggested city is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Which city.
    pub city: CityIx,
    /// Share of draws in which it is among the first, 0–1.
    pub first: f64,
    /// Rank that 5 % of draws stay below or at, from 1.
    pub low: u32,
    /// Rank that 95 % of draws stay below or at.
    pub high: u32,
    /// Cities of one band, counted from 1, change places too often to be ranked among each other.
    pub band: u32,
}

/// Chances of some cities, in the order given, under the rules of the list: at most so many cities of a country.
pub fn certainty(
    ranker: &Ranker<'_>,
    subject: &Subject,
    listed: &[CityIx],
    draws: Draws,
) -> Vec<Chance> {
    chances(ranker, subject, listed, draws, true)
}

/// [`certainty`] with every weighting tested alone: the same, more slowly, for tests.
#[doc(hidden)]
pub fn certainty_one_by_one(
    ranker: &Ranker<'_>,
    subject: &Subject,
    listed: &[CityIx],
    draws: Draws,
) -> Vec<Chance> {
    chances(ranker, subject, listed, draws, false)
}

fn chances(
    ranker: &Ranker<'_>,
    subject: &Subject,
    listed: &[CityIx],
    draws: Draws,
    grouped: bool,
) -> Vec<Chance> {
    let directory = ranker.directory();
    let facets = Facets::new(ranker);
    let gaps = Gaps::new(directory, &subject.cells);
    let lines = ranker.lines(subject);
    let count = draws.count.max(1);
    let fillings = gaps.fillings(directory).min(count);
    let rules = Rules::new(ranker, listed, lines.iter().map(Option::is_some));
    let mut outcomes = Outcomes::new(listed.len(), grouped);
    let mut table = Table::new(
        directory,
        &facets,
        subject,
        &lines,
        &gaps,
        rules.cap.is_some(),
    );
    for filling in 0..fillings {
        // Draws that do not divide evenly go to the first fillings.
        let here = count / fillings + usize::from(filling < count % fillings);
        let mut random = Random::new(draws.seed ^ mix(filling as u64 + 1));
        let weightings: Vec<Weighting> = (0..here).map(|_| facets.draw(&mut random)).collect();
        table.fill(&gaps, &mut random);
        outcomes.open(&table, weightings.into_iter(), &rules);
        // Where the asking city has gaps, the next filling changes all rows.
        if gaps.asking || outcomes.full() {
            outcomes.close(&table, &rules);
        }
    }
    outcomes.close(&table, &rules);
    outcomes.chances(listed, &rules)
}
