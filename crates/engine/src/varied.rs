//! The best of a stream with at most so many of one country. Pure.

use crate::directory::CityIx;

/// Keeps the best few of a stream, at most `cap` of a country; equal scores keep the order in which they came.
///
/// What was dropped can never be wanted again: the places it lost to are only ever taken by better ones.
#[derive(Clone, Debug)]
pub(crate) struct Varied {
    places: usize,
    cap: usize,
    /// Best first: score, city, country.
    pub(crate) rows: Vec<(f64, CityIx, Option<u16>)>,
}

impl Varied {
    /// Places to fill; `cap` 0 = any number of one country.
    pub(crate) fn new(places: usize, cap: usize) -> Varied {
        Varied {
            places,
            cap: if cap == 0 { usize::MAX } else { cap },
            rows: Vec::with_capacity(places.min(1024) + 1),
        }
    }

    /// Whether a score could win a place: worth asking before more is found out about a city.
    pub(crate) fn could(&self, score: f64) -> bool {
        self.rows.len() < self.places || self.rows.last().is_some_and(|last| score > last.0)
    }

    /// Offers a city; one without a country is under no cap. `taken` cities of its country are counted beside those here.
    pub(crate) fn offer(&mut self, score: f64, city: CityIx, country: Option<u16>, taken: usize) {
        if !self.could(score) {
            return;
        }
        let left = self.cap.saturating_sub(taken);
        if country.is_some() {
            if left == 0 {
                return;
            }
            let mut same = 0;
            let mut last = None;
            for (at, row) in self.rows.iter().enumerate() {
                if row.2 == country {
                    same += 1;
                    last = Some((at, row.0));
                }
            }
            if same >= left
                && let Some((at, worst)) = last
            {
                if score <= worst {
                    return;
                }
                self.rows.remove(at);
            }
        }
        let at = self.rows.partition_point(|row| row.0 >= score);
        self.rows.insert(at, (score, city, country));
        self.rows.truncate(self.places);
    }
}
