//! Fair exposure: how much closer two cities are than each is to a fixed sample. Pure.
//!
//! Some cities are alike to nearly all (they lie in the middle), and would be suggested to nearly all. Mutual proximity
//! (Schnitzer, Flexer, Schedl, Widmer, *JMLR* 13, 2012) asks instead: is this likeness high for the one city *and* for the
//! other? Here as the mean of the two standard scores, put back on the scale of likeness, so that
//! it can be mixed with the other parts of a score and stays linear in the likeness.

use crate::compare::{self, Measure, Sums};
use crate::directory::{CityIx, Directory};
use crate::order::sort;
use crate::random::hash;
use crate::weights::Weights;

/// Cities in the sample.
pub const SAMPLE: usize = 128;

/// How alike a city is to the sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Mean likeness.
    pub mean: f32,
    /// Standard deviation of the likenesses.
    pub deviation: f32,
}

/// How alike every city of a directory is to its sample, for one set of weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposure {
    sample: Vec<CityIx>,
    of: Vec<Spread>,
    all: Spread,
}

/// Differences between likenesses smaller than this are no spread to divide by.
const LEAST: f64 = 0.001;

impl Exposure {
    /// Compares all cities with the sample.
    pub fn new(directory: &Directory, weights: &Weights, measure: &Measure) -> Exposure {
        let sample = sample(directory);
        let mut moments = vec![Moments::default(); directory.len()];
        for &member in &sample {
            let sums = compare::against_all(directory, &compare::cells(directory, member), weights);
            for ((city, moments), sums) in directory.indices().zip(&mut moments).zip(sums) {
                if city != member
                    && let Some(likeness) = measure.likeness(sums)
                {
                    moments.add(likeness);
                }
            }
        }
        let mut all = Moments::default();
        for one in &moments {
            all.join(one);
        }
        let all = all.spread(None);
        Exposure {
            of: moments.iter().map(|m| m.spread(Some(all))).collect(),
            all,
            sample,
        }
    }

    /// How alike the asking city is to the sample, from its comparison with all.
    pub fn asking(&self, measure: &Measure, sums: &[Sums], city: Option<CityIx>) -> Spread {
        let mut moments = Moments::default();
        for &member in self.sample.iter().filter(|m| Some(**m) != city) {
            let likeness = sums.get(member.ix()).and_then(|s| measure.likeness(*s));
            likeness.into_iter().for_each(|l| moments.add(l));
        }
        moments.spread(Some(self.all))
    }

    /// How alike a city of the directory is to the sample.
    pub fn of(&self, city: CityIx) -> Spread {
        self.of.get(city.ix()).copied().unwrap_or(self.all)
    }

    /// The likeness in which exposure is fair, as a line `(a, b)`: a + b × likeness. `strength` 0 leaves likeness as it is, 1
    /// replaces it by the mean of the two standard scores on the scale of all likenesses.
    pub fn line(&self, us: Spread, them: Spread, strength: f64) -> (f64, f64) {
        let all = (f64::from(self.all.mean), f64::from(self.all.deviation));
        let half = |of: Spread| {
            let slope = 0.5 * all.1 / f64::from(of.deviation);
            (-slope * f64::from(of.mean), slope)
        };
        let (ours, theirs) = (half(us), half(them));
        (
            strength * (all.0 + ours.0 + theirs.0),
            1.0 - strength + strength * (ours.1 + theirs.1),
        )
    }
}

/// The cities whose ids hash lowest: adding a city to a directory seldom changes the sample, and never by more than one.
fn sample(directory: &Directory) -> Vec<CityIx> {
    let mut hashed: Vec<(u64, u32)> = directory
        .indices()
        .map(|city| (hash(directory.id(city)), city.0))
        .collect();
    sort(&mut hashed, |a, b| a < b);
    hashed.truncate(SAMPLE);
    // From here on in the directory's order.
    sort(&mut hashed, |a, b| a.1 < b.1);
    hashed.into_iter().map(|row| CityIx(row.1)).collect()
}

#[derive(Clone, Copy, Debug, Default)]
struct Moments {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, x: f64) {
        self.count += 1.0;
        self.sum += x;
        self.squares += x * x;
    }

    fn join(&mut self, other: &Moments) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// Mean and deviation; those of all cities where there is too little to tell.
    fn spread(&self, all: Option<Spread>) -> Spread {
        let mean = self.sum / self.count.max(1.0);
        let deviation = libm::sqrt((self.squares / self.count.max(1.0) - mean * mean).max(0.0));
        match all {
            Some(all) if self.count < 2.0 || deviation < LEAST => Spread {
                mean: if self.count > 0.0 {
                    mean as f32
                } else {
                    all.mean
                },
                deviation: all.deviation,
            },
            _ => Spread {
                mean: mean as f32,
                deviation: deviation.max(LEAST) as f32,
            },
        }
    }
}
