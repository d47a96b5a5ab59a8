//! What the draws gave: chances, ranges of ranks, bands. Pure.

use super::table::Table;
use super::tally::Tally;
use super::{APART, Chance, KEPT};
use crate::directory::{CityIx, Directory};
use crate::order::sort;
use crate::suggest::Ranker;
use city_peers_kernel::bounds::{Bounds, Found};
use city_peers_kernel::linear::{Lines, Weighting};

/// The rules of a list.
pub(super) struct Rules<'d> {
    pub(super) directory: &'d Directory,
    pub(super) listed: Vec<CityIx>,
    /// The country of each.
    pub(super) countries: Vec<Option<u16>>,
    /// Places of the list.
    pub(super) top: u32,
    /// Cities of a country that count; `None`: all of them.
    pub(super) cap: Option<usize>,
}

impl<'d> Rules<'d> {
    /// `ranked` tells of every city whether it can be in the list.
    pub(super) fn new(
        ranker: &Ranker<'d>,
        listed: &[CityIx],
        ranked: impl Iterator<Item = bool>,
    ) -> Rules<'d> {
        let directory = ranker.directory();
        let (top, per_country) = (ranker.query().top, ranker.query().per_country);
        // Where countries run out the list is filled up with any city: no cap then.
        let mut places = vec![0; directory.cities.countries.len()];
        let mut all = 0;
        for (city, _) in directory
            .indices()
            .zip(ranked)
            .filter(|(_, ranked)| *ranked)
        {
            match directory
                .country_at(city)
                .and_then(|at| places.get_mut(usize::from(at)))
            {
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
            countries: listed.iter().map(|c| directory.country_at(*c)).collect(),
            top: top as u32,
            cap: (per_country > 0 && all >= top).then_some(per_country),
        }
    }
}

/// What the draws gave.
pub(super) struct Outcomes {
    listed: usize,
    /// Whether near weightings are tested together first.
    grouped: bool,
    /// Draws whose cities without gaps are not yet counted.
    open: Vec<Tally>,
    /// Ranks of the listed cities, draw by draw.
    ranks: Vec<u32>,
    /// Scores of the listed cities, draw by draw.
    scores: Vec<f32>,
}

impl Outcomes {
    pub(super) fn new(listed: usize, grouped: bool) -> Outcomes {
        Outcomes {
            listed,
            grouped,
            open: Vec::new(),
            ranks: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// Opens draws with some weightings, and notes which cities with gaps are ahead in them.
    pub(super) fn open(
        &mut self,
        table: &Table<'_>,
        weightings: impl Iterator<Item = Weighting>,
        rules: &Rules<'_>,
    ) {
        let mut tallies: Vec<Tally> = weightings
            .map(|weighting| Tally::new(table, weighting, rules))
            .collect();
        let all = (0, table.moving.len(), usize::MAX);
        each(
            &table.moving,
            std::iter::once(all),
            &mut tallies,
            self.grouped,
            |tally, found| {
                let city = table.gapped.get(found.city as usize);
                tally.gapped.extend(city.map(|city| (*city, found.score)));
            },
        );
        self.open.extend(tallies);
    }

    /// Whether open draws should be closed, as they hold as much as is worth keeping.
    pub(super) fn full(&self) -> bool {
        let kept: usize = self.open.iter().map(|tally| tally.gapped.len()).sum();
        kept > KEPT
    }

    /// Counts the cities without gaps in all open draws, and ranks the listed cities.
    pub(super) fn close(&mut self, table: &Table<'_>, rules: &Rules<'_>) {
        let cap = rules.cap.unwrap_or(usize::MAX);
        let ends = table.runs.iter().skip(1).map(|run| run.0);
        let runs = table.runs.iter().zip(ends.chain([table.still.len()]));
        let runs =
            runs.map(|(&(first, capped), end)| (first, end, if capped { cap } else { usize::MAX }));
        each(
            &table.still,
            runs,
            &mut self.open,
            self.grouped,
            |tally, found| {
                if let Some(Some(city)) = table.whole.get(found.city as usize) {
                    tally.whole(*city, found.score, rules);
                }
            },
        );
        for mut tally in self.open.drain(..) {
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

/// Hands cities that are ahead of some to their draws, run by run; of a capped run, at least the best so many of each draw.
fn each(
    lines: &Lines,
    runs: impl Iterator<Item = (usize, usize, usize)>,
    tallies: &mut [Tally],
    grouped: bool,
    mut ahead: impl FnMut(&mut Tally, Found),
) {
    let weightings = tallies.iter().map(|tally| (&tally.weighting, tally.floor));
    let mut bounds = Bounds::new(lines, weightings, grouped);
    let mut all = Vec::new();
    for (first, end, most) in runs {
        all.clear();
        bounds.best(lines, first, end, most, &mut all);
        for &found in &all {
            if let Some(tally) = tallies.get_mut(found.weighting as usize) {
                ahead(tally, found);
            }
        }
    }
}
