//! One draw: who is ahead of whom, under the rules of the list. Pure.

use super::outcomes::Rules;
use super::table::Table;
use crate::directory::CityIx;
use city_peers_kernel::linear::Weighting;

/// One draw: who is ahead of whom.
pub(super) struct Tally {
    pub(super) weighting: Weighting,
    /// Least score of the listed cities.
    pub(super) floor: f32,
    /// Cities with gaps that are ahead of some, in the directory's order, and how many of them were counted.
    pub(super) gapped: Vec<(CityIx, f32)>,
    counted: usize,
    /// The listed cities from best to worst: score, city, position in the list.
    order: Vec<(f32, CityIx, usize)>,
    /// How many cities are ahead of this one in the order but not of the one before it.
    steps: Vec<u32>,
    /// How many cities of the same country are ahead.
    own: Vec<usize>,
    /// The country being counted, and its best cities, best first.
    country: Option<u16>,
    best: Vec<(f32, CityIx)>,
}

fn before(a: (f32, CityIx), b: (f32, CityIx)) -> bool {
    a.0 > b.0 || (a.0 == b.0 && a.1 < b.1)
}

impl Tally {
    pub(super) fn new(table: &Table, weighting: Weighting, rules: &Rules<'_>) -> Tally {
        let listed = rules.listed.iter().enumerate();
        let mut order: Vec<(f32, CityIx, usize)> = listed
            .map(|(at, &city)| (table.score(city, &weighting), city, at))
            .collect();
        crate::order::sort_short(&mut order, |a, b| before((a.0, a.1), (b.0, b.1)));
        Tally {
            weighting,
            gapped: Vec::new(),
            counted: 0,
            floor: order.last().map_or(f32::INFINITY, |last| last.0),
            steps: vec![0; order.len() + 1],
            own: vec![0; order.len()],
            order,
            country: None,
            best: Vec::new(),
        }
    }

    /// Counts a city without gaps that is ahead of some, and those with gaps before it; must come in the directory's order.
    pub(super) fn whole(&mut self, city: CityIx, score: f32, rules: &Rules<'_>) {
        self.gapped_before(city, rules);
        self.count(city, score, rules);
    }

    fn gapped_before(&mut self, end: CityIx, rules: &Rules<'_>) {
        while let Some(&(city, score)) = self.gapped.get(self.counted).filter(|g| g.0 < end) {
            self.counted += 1;
            self.count(city, score, rules);
        }
    }

    /// Counts a city that is ahead of some; cities must come in the directory's order.
    fn count(&mut self, city: CityIx, score: f32, rules: &Rules<'_>) {
        let Some(cap) = rules.cap else {
            self.step((score, city));
            return;
        };
        let country = rules.directory.country_at(city);
        if country.is_none() {
            self.step((score, city));
            return;
        }
        if country != self.country {
            self.end_country(rules);
            self.country = country;
        }
        if self.best.len() < cap || self.best.last().is_some_and(|l| before((score, city), *l)) {
            let at = self.best.partition_point(|b| before(*b, (score, city)));
            self.best.insert(at, (score, city));
            self.best.truncate(cap);
        }
    }

    /// One city is ahead of all that come after it.
    fn step(&mut self, city: (f32, CityIx)) {
        let at = self.order.partition_point(|o| before((o.0, o.1), city));
        let itself = self.order.get(at).is_some_and(|o| o.1 == city.1);
        if let Some(step) = self.steps.get_mut(at + usize::from(itself)) {
            *step += 1;
        }
    }

    /// Counts what is left.
    pub(super) fn close(&mut self, rules: &Rules<'_>) {
        self.gapped_before(CityIx(u32::MAX), rules);
        self.end_country(rules);
    }

    /// Ends the country being counted.
    fn end_country(&mut self, rules: &Rules<'_>) {
        for city in std::mem::take(&mut self.best) {
            self.step(city);
            for (own, listed) in self.own.iter_mut().zip(&self.order) {
                if rules.countries.get(listed.2) == Some(&self.country)
                    && before(city, (listed.0, listed.1))
                {
                    *own += 1;
                }
            }
        }
    }

    /// Ranks and scores in the order of the list. A city behind too many of its own country has no place in the list.
    pub(super) fn ranks(&self, rules: &Rules<'_>) -> (Vec<u32>, Vec<f32>) {
        let mut ranks = vec![0; self.order.len()];
        let mut scores = vec![0.0; self.order.len()];
        let mut ahead = 0;
        for ((listed, step), own) in self.order.iter().zip(&self.steps).zip(&self.own) {
            ahead += step;
            let out = rules.cap.is_some_and(|cap| *own >= cap);
            let rank = if out {
                (ahead + 1).max(rules.top + 1)
            } else {
                ahead + 1
            };
            if let (Some(r), Some(s)) = (ranks.get_mut(listed.2), scores.get_mut(listed.2)) {
                (*r, *s) = (rank, listed.0);
            }
        }
        (ranks, scores)
    }
}
