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

use crate::directory::{CityIx, Directory};
use crate::random::{Random, mix};
use crate::suggest::{Ranker, Subject};
use city_peers_kernel::linear::Weighting;
use facets::Facets;
use gaps::Gaps;
use outcomes::{Outcomes, Terms};
use table::{Given, Table};

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
/// Cities that are counted in one step, about.
const AT_ONCE: usize = 2048;

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
    let mut certainty = Certainty::begin(ranker, subject, listed, draws, grouped);
    while certainty.step(ranker.directory()) {}
    certainty.chances(ranker.directory())
}

/// [`certainty`] in steps of a few milliseconds, so that whoever waits can do something else in between. It holds all it needs but
/// the directory.
pub struct Certainty {
    subject: Subject,
    lines: Vec<Option<(f64, f64)>>,
    facets: Facets,
    gaps: Gaps,
    terms: Terms,
    table: Table,
    outcomes: Outcomes,
    draws: Draws,
    fillings: usize,
    /// Fillings that are done.
    filled: usize,
    closing: bool,
}

impl Certainty {
    /// Prepares the draws of [`certainty`].
    pub fn new(
        ranker: &Ranker<'_>,
        subject: &Subject,
        listed: &[CityIx],
        draws: Draws,
    ) -> Certainty {
        Certainty::begin(ranker, subject, listed, draws, true)
    }

    fn begin(
        ranker: &Ranker<'_>,
        subject: &Subject,
        listed: &[CityIx],
        draws: Draws,
        grouped: bool,
    ) -> Certainty {
        let directory = ranker.directory();
        let facets = Facets::new(ranker);
        let gaps = Gaps::new(directory, &subject.cells);
        let lines = ranker.lines(subject);
        let terms = Terms::new(ranker, listed, lines.iter().map(Option::is_some));
        let count = draws.count.max(1);
        let given = Given {
            directory,
            facets: &facets,
            subject,
            lines: &lines,
            gaps: &gaps,
        };
        Certainty {
            table: Table::new(given, terms.capped()),
            subject: subject.clone(),
            outcomes: Outcomes::new(listed.len(), grouped),
            fillings: gaps.fillings(directory).min(count),
            draws: Draws { count, ..draws },
            filled: 0,
            closing: false,
            lines,
            facets,
            gaps,
            terms,
        }
    }

    /// One step; `false` when all is done. The directory must be the one it began with.
    pub fn step(&mut self, directory: &Directory) -> bool {
        let rules = self.terms.of(directory);
        if self.closing {
            self.closing = !self.outcomes.close(&self.table, &rules);
            return self.closing || self.filled < self.fillings;
        }
        if self.filled == self.fillings {
            return false;
        }
        let given = Given {
            directory,
            facets: &self.facets,
            subject: &self.subject,
            lines: &self.lines,
            gaps: &self.gaps,
        };
        let (filling, count) = (self.filled, self.draws.count);
        // Draws that do not divide evenly go to the first fillings.
        let here = count / self.fillings + usize::from(filling < count % self.fillings);
        let mut random = Random::new(self.draws.seed ^ mix(filling as u64 + 1));
        let weightings: Vec<Weighting> = (0..here).map(|_| self.facets.draw(&mut random)).collect();
        self.table.fill(given, &mut random);
        self.outcomes
            .open(&self.table, weightings.into_iter(), &rules);
        self.filled += 1;
        // Where the asking city has gaps, the next filling changes all rows.
        self.closing = self.gaps.asking || self.outcomes.full() || self.filled == self.fillings;
        true
    }

    /// How much is done, 0–1.
    pub fn done(&self) -> f64 {
        let filled = self.filled as f64 / self.fillings.max(1) as f64;
        let counted = self.outcomes.draws() as f64 / self.draws.count as f64;
        0.5 * (filled + counted)
    }

    /// The chances, in the order of the list; those of [`certainty`] when all is done.
    pub fn chances(&self, directory: &Directory) -> Vec<Chance> {
        self.outcomes.chances(&self.terms.of(directory))
    }

    /// Rank that half of the draws reach or better.
    pub fn middle(&self, city: CityIx) -> Option<u32> {
        self.place(city).map(|at| self.outcomes.rank(at, 0.5))
    }

    /// Likeness that 5 % and 95 % of draws do not exceed.
    pub fn likeness(&self, city: CityIx) -> Option<(f64, f64)> {
        let at = self.place(city)?;
        let (a, b) = self.line(at)?;
        let likeness = |share| Some(of_score(a, b, self.outcomes.score(at, share)?));
        Some((likeness(0.05)?, likeness(0.95)?))
    }

    /// Bands of some cities of the list by their likeness, most alike first: see [`Chance::band`].
    pub fn alike_bands(&self, cities: &[CityIx]) -> Vec<u32> {
        let order = cities.iter().filter_map(|city| self.place(*city));
        self.outcomes
            .bands(&order.collect::<Vec<_>>(), |at, score| {
                self.line(at).map_or(0.0, |(a, b)| of_score(a, b, score))
            })
    }

    /// Bands of some cities of the list by their score, the best first: see [`Chance::band`].
    pub fn bands(&self, cities: &[CityIx]) -> Vec<u32> {
        let order = cities.iter().filter_map(|city| self.place(*city));
        let order: Vec<usize> = order.collect();
        self.outcomes.bands(&order, |_, score| f64::from(score))
    }

    fn place(&self, city: CityIx) -> Option<usize> {
        self.terms.listed.iter().position(|listed| *listed == city)
    }

    /// The score of a listed city as a line in the difference; `None` where the difference does not enter it.
    fn line(&self, at: usize) -> Option<(f64, f64)> {
        let city = self.terms.listed.get(at)?;
        let line = self.lines.get(city.ix()).copied().flatten();
        line.filter(|line| line.1 > 0.0)
    }
}

/// The likeness behind a score.
fn of_score(a: f64, b: f64, score: f32) -> f64 {
    (1.0 - (a - f64::from(score)) / b).clamp(0.0, 1.0)
}
