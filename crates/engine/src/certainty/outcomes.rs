//! What the draws gave: chances, ranges of ranks, bands. Pure.

use super::table::Table;
use super::tally::Tally;
use super::{APART, AT_ONCE, Chance, KEPT};
use crate::directory::{CityIx, Directory};
use crate::order::sort;
use crate::suggest::Ranker;
use city_peers_kernel::bounds::Bounds;
use city_peers_kernel::linear::{Lines, Weighting};

/// The rules of a list.
pub(super) struct Terms {
    pub(super) listed: Vec<CityIx>,
    /// The country of each.
    countries: Vec<Option<u16>>,
    /// Places of the list.
    top: u32,
    /// Cities of a country that count; `None`: all of them.
    cap: Option<usize>,
}

/// The rules of a list beside the directory they are applied to.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) directory: &'a Directory,
    pub(super) listed: &'a [CityIx],
    pub(super) countries: &'a [Option<u16>],
    pub(super) top: u32,
    pub(super) cap: Option<usize>,
}

impl Terms {
    /// `ranked` tells of every city whether it can be in the list.
    pub(super) fn new(
        ranker: &Ranker<'_>,
        listed: &[CityIx],
        ranked: impl Iterator<Item = bool>,
    ) -> Terms {
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
        Terms {
            listed: listed.to_vec(),
            countries: listed.iter().map(|c| directory.country_at(*c)).collect(),
            top: top as u32,
            cap: (per_country > 0 && all >= top).then_some(per_country),
        }
    }

    /// Whether only some cities of a country count.
    pub(super) fn capped(&self) -> bool {
        self.cap.is_some()
    }

    pub(super) fn of<'a>(&'a self, directory: &'a Directory) -> Rules<'a> {
        Rules {
            directory,
            listed: &self.listed,
            countries: &self.countries,
            top: self.top,
            cap: self.cap,
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
    /// How far closing is.
    closing: Option<Closing>,
}

/// Cities without gaps that are being counted.
struct Closing {
    bounds: Bounds,
    /// The next run and the next row in it.
    next: (usize, usize),
}

impl Outcomes {
    pub(super) fn new(listed: usize, grouped: bool) -> Outcomes {
        Outcomes {
            listed,
            grouped,
            open: Vec::new(),
            ranks: Vec::new(),
            scores: Vec::new(),
            closing: None,
        }
    }

    /// Opens draws with some weightings, and notes which cities with gaps are ahead in them.
    pub(super) fn open(
        &mut self,
        table: &Table,
        weightings: impl Iterator<Item = Weighting>,
        rules: &Rules<'_>,
    ) {
        let mut tallies: Vec<Tally> = weightings
            .map(|weighting| Tally::new(table, weighting, rules))
            .collect();
        let mut bounds = bounds(&table.moving, &tallies, self.grouped);
        let mut all = Vec::new();
        let every = table.moving.len();
        bounds.best(&table.moving, 0, every, usize::MAX, &mut all);
        for found in all {
            if let Some(tally) = tallies.get_mut(found.weighting as usize) {
                let city = table.gapped.get(found.city as usize);
                tally.gapped.extend(city.map(|city| (*city, found.score)));
            }
        }
        self.open.extend(tallies);
    }

    /// Whether open draws should be closed, as they hold as much as is worth keeping.
    pub(super) fn full(&self) -> bool {
        let kept: usize = self.open.iter().map(|tally| tally.gapped.len()).sum();
        kept > KEPT
    }

    /// Goes on to count the cities without gaps in all open draws, some rows at a time; when it is through, ranks the
    /// listed cities and says `true`.
    pub(super) fn close(&mut self, table: &Table, rules: &Rules<'_>) -> bool {
        let closing = self.closing.get_or_insert_with(|| Closing {
            bounds: bounds(&table.still, &self.open, self.grouped),
            next: (0, 0),
        });
        let (mut all, mut rows) = (Vec::new(), 0);
        while rows < AT_ONCE
            && let Some(&(first, capped)) = table.runs.get(closing.next.0)
        {
            let after = table.runs.get(closing.next.0 + 1);
            let end = after.map_or(table.still.len(), |run| run.0);
            let from = first.max(closing.next.1);
            // The best of a country are looked for among all of its cities; others are counted one by one.
            let (to, most) = match rules.cap.filter(|_| capped) {
                Some(cap) => (end, cap),
                None => (end.min(from + AT_ONCE), usize::MAX),
            };
            all.clear();
            closing.bounds.best(&table.still, from, to, most, &mut all);
            for found in &all {
                if let Some(tally) = self.open.get_mut(found.weighting as usize)
                    && let Some(Some(city)) = table.whole.get(found.city as usize)
                {
                    tally.whole(*city, found.score, rules);
                }
            }
            rows += to - from;
            closing.next = (closing.next.0 + usize::from(to == end), to);
        }
        if closing.next.0 < table.runs.len() {
            return false;
        }
        self.closing = None;
        for mut tally in self.open.drain(..) {
            tally.close(rules);
            let (ranks, scores) = tally.ranks(rules);
            self.ranks.extend(ranks);
            self.scores.extend(scores);
        }
        true
    }

    /// Draws that are counted.
    pub(super) fn draws(&self) -> usize {
        self.ranks.len().checked_div(self.listed).unwrap_or(0)
    }

    pub(super) fn chances(&self, rules: &Rules<'_>) -> Vec<Chance> {
        let listed: Vec<usize> = (0..self.listed).collect();
        let bands = self.bands(&listed, |_, score| f64::from(score));
        let cities = rules.listed.iter().zip(bands).enumerate();
        cities
            .map(|(at, (&city, band))| {
                let first = self.of(&self.ranks, at).filter(|rank| *rank <= rules.top);
                Chance {
                    city,
                    first: first.count() as f64 / self.draws().max(1) as f64,
                    low: self.rank(at, 0.05),
                    high: self.rank(at, 0.95),
                    band,
                }
            })
            .collect()
    }

    /// What one listed city has in every draw.
    fn of<'v, T: Copy>(&self, values: &'v [T], at: usize) -> impl Iterator<Item = T> + use<'v, T> {
        values.iter().skip(at).step_by(self.listed.max(1)).copied()
    }

    /// Rank that a share of draws reaches or stays below.
    pub(super) fn rank(&self, at: usize, share: f64) -> u32 {
        let mut ranks: Vec<u32> = self.of(&self.ranks, at).collect();
        sort(&mut ranks, |a, b| a < b);
        quantile(&ranks, share).unwrap_or_default()
    }

    /// Score that a share of draws reaches or stays below.
    pub(super) fn score(&self, at: usize, share: f64) -> Option<f32> {
        let mut scores: Vec<f32> = self.of(&self.scores, at).collect();
        sort(&mut scores, |a, b| a < b);
        quantile(&scores, share)
    }

    /// Bands of some listed cities in this order, counted from 1: a new one begins where the first of a band is ahead of
    /// a city in nearly all draws. `value` makes of a city's position and score what the order goes by.
    pub(super) fn bands(&self, order: &[usize], value: impl Fn(usize, f32) -> f64) -> Vec<u32> {
        let ahead = |one: usize, other: usize| {
            let both = self.of(&self.scores, one).zip(self.of(&self.scores, other));
            let ahead = both.filter(|&(a, b)| value(one, a) > value(other, b));
            ahead.count() as f64 / self.draws().max(1) as f64
        };
        let (mut band, mut head) = (1, None);
        let mut bands = Vec::new();
        for &at in order {
            if ahead(*head.get_or_insert(at), at) >= APART {
                (band, head) = (band + 1, Some(at));
            }
            bands.push(band);
        }
        bands
    }
}

/// What a share of sorted values does not exceed.
fn quantile<T: Copy>(sorted: &[T], share: f64) -> Option<T> {
    let rank = (share * sorted.len() as f64 + 0.999_999) as usize;
    sorted.get(rank.max(1) - 1).copied()
}

/// What finds the cities that are ahead of some in their draws.
fn bounds(lines: &Lines, tallies: &[Tally], grouped: bool) -> Bounds {
    let weightings = tallies.iter().map(|tally| (&tally.weighting, tally.floor));
    Bounds::new(lines, weightings, grouped)
}
