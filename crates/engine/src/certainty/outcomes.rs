//! What the draws gave: chances, ranges of ranks, bands. Pure.

use super::tally::Tally;
use super::{APART, Chance, TILE, country};
use crate::directory::{CityIx, Directory};
use crate::order::sort;
use crate::suggest::Ranker;
use city_peers_kernel::linear::{Lines, Weighting};

/// The rules of a list.
pub(super) struct Rules<'d> {
    pub(super) directory: &'d Directory,
    pub(super) listed: Vec<CityIx>,
    /// Places of the list.
    pub(super) top: u32,
    /// Cities of a country that count; `None`: all of them.
    pub(super) cap: Option<usize>,
}

impl<'d> Rules<'d> {
    pub(super) fn new(ranker: &Ranker<'d>, listed: &[CityIx]) -> Rules<'d> {
        let directory = ranker.directory();
        let (top, per_country) = (ranker.query().top, ranker.query().per_country);
        // Where countries run out the list is filled up with any city: no cap then.
        let mut places = vec![0; directory.cities.countries.len()];
        let mut all = 0;
        for city in directory.indices() {
            match country(directory, city).and_then(|at| places.get_mut(usize::from(at))) {
                Some(place) if *place >= per_country => {}
                Some(place) => {
                    *place += 1;
                    all += 1;
                }
                None => all += 1,
            }
        }
        Rules {
            directory,
            listed: listed.to_vec(),
            top: top as u32,
            cap: (per_country > 0 && all >= top).then_some(per_country),
        }
    }
}

/// What the draws gave.
pub(super) struct Outcomes {
    listed: usize,
    /// Ranks of the listed cities, draw by draw.
    ranks: Vec<u32>,
    /// Scores of the listed cities, draw by draw.
    scores: Vec<f32>,
}

impl Outcomes {
    pub(super) fn new(listed: usize) -> Outcomes {
        Outcomes {
            listed,
            ranks: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// Ranks the listed cities for some weightings.
    pub(super) fn run(&mut self, table: &Lines, weightings: &[Weighting], rules: &Rules<'_>) {
        let mut tallies: Vec<Tally> = weightings
            .iter()
            .map(|weighting| Tally::new(table, weighting, rules))
            .collect();
        let mut found = Vec::new();
        for first in (0..table.len()).step_by(TILE) {
            for (weighting, tally) in weightings.iter().zip(&mut tallies) {
                found.clear();
                table.above(first, first + TILE, weighting, tally.floor, &mut found);
                for &(city, score) in &found {
                    tally.count(CityIx(city), score, rules);
                }
            }
        }
        for mut tally in tallies {
            tally.close(rules);
            let (ranks, scores) = tally.ranks(rules);
            self.ranks.extend(ranks);
            self.scores.extend(scores);
        }
    }

    pub(super) fn chances(&self, cities: &[CityIx], rules: &Rules<'_>) -> Vec<Chance> {
        let draws = self.ranks.len().checked_div(self.listed).unwrap_or(0);
        let of = |at: usize| self.ranks.iter().skip(at).step_by(self.listed.max(1));
        let (mut band, mut head) = (1, 0);
        cities
            .iter()
            .enumerate()
            .map(|(at, &city)| {
                let mut ranks: Vec<u32> = of(at).copied().collect();
                sort(&mut ranks, |a, b| a < b);
                let quantile = |share: f64| {
                    let rank = (share * draws as f64 + 0.999_999) as usize;
                    ranks.get(rank.max(1) - 1).copied().unwrap_or_default()
                };
                if self.ahead(head, at) >= APART {
                    (band, head) = (band + 1, at);
                }
                let first = of(at).filter(|rank| **rank <= rules.top).count();
                Chance {
                    city,
                    first: first as f64 / draws.max(1) as f64,
                    low: quantile(0.05),
                    high: quantile(0.95),
                    band,
                }
            })
            .collect()
    }

    /// Share of draws in which one listed city scores above another.
    fn ahead(&self, one: usize, other: usize) -> f64 {
        let draws = self.scores.chunks_exact(self.listed.max(1));
        let all = draws.len().max(1) as f64;
        let ahead = draws.filter(|scores| scores.get(one) > scores.get(other));
        ahead.count() as f64 / all
    }
}
