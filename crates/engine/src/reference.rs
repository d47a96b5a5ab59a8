//! Reference pairs: what an average pair of cities looks like. Pure; the sample has a fixed seed.

use crate::compare::{self, Measure, WHOLE, difference};
use crate::directory::{CityIx, Directory};
use crate::random::Random;
use crate::weights::{SHRINK, Weights};

/// Figures of the reference pairs, fixed in a directory so that adding a city moves no other result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Per indicator: mean difference of the pairs that both state it, in ten-thousandths.
    pub mean_difference: Vec<u16>,
    /// Likeness, in ten-thousandths, from which on two cities are called somewhat alike, alike and
    /// very alike: more than 50 %, 90 % and 99.5 % of the reference pairs are less alike.
    pub likeness_words: [u16; 3],
}

/// Mean difference assumed for an indicator that no reference pair states.
const NO_PAIRS: u16 = 5000;
/// Pairs drawn.
pub const PAIRS: usize = 20_000;
const SEED: u64 = 0x5EED_0FC1_71E5;

impl Reference {
    /// Mean difference of an indicator over the reference pairs, 0–1.
    pub fn mean(&self, indicator: usize) -> f64 {
        f64::from(
            self.mean_difference
                .get(indicator)
                .copied()
                .unwrap_or(NO_PAIRS),
        ) / 10_000.0
    }

    /// Draws the reference pairs of a directory and measures them.
    pub fn measure(directory: &Directory) -> Reference {
        let pairs = sample(directory.len());
        let indicators = &directory.catalogue.indicators;
        let mut sums = vec![(0u64, 0u64); indicators.len()];
        let row = |city: CityIx| compare::cells(directory, city);
        for &(a, b) in &pairs {
            for (((indicator, a), b), sum) in
                indicators.iter().zip(row(a)).zip(row(b)).zip(&mut sums)
            {
                if let Some(d) = difference(&indicator.kind, a, b) {
                    sum.0 += u64::from(d);
                    sum.1 += 1;
                }
            }
        }
        let mean_difference = sums
            .into_iter()
            .map(|(sum, count)| {
                (sum * 10_000 / u64::from(WHOLE))
                    .checked_div(count)
                    .map_or(NO_PAIRS, |mean| u16::try_from(mean).unwrap_or(10_000))
            })
            .collect();
        let mut reference = Reference {
            mean_difference,
            likeness_words: [0; 3],
        };
        let weights = Weights::new(&directory.catalogue, &[], SHRINK);
        let measure = Measure::new(&reference, &weights);
        let mut likeness: Vec<u16> = pairs
            .iter()
            .filter_map(|&(a, b)| {
                let sums = compare::pair(&directory.catalogue, &row(a), &row(b), &weights);
                // Rounded down: a pair must not miss the word that it sets the threshold of.
                Some((measure.likeness(sums)? * 10_000.0) as u16)
            })
            .collect();
        likeness.sort_unstable();
        let at = |per_mille: usize| {
            let ix = (likeness.len() * per_mille / 1000).min(likeness.len().saturating_sub(1));
            likeness.get(ix).copied().unwrap_or_default()
        };
        reference.likeness_words = [at(500), at(900), at(995)];
        reference
    }

    /// How alike a likeness reads: 0 not very, 1 somewhat, 2 alike, 3 very alike.
    pub fn likeness_word(&self, likeness: f64) -> usize {
        self.likeness_words
            .iter()
            .filter(|&&from| likeness * 10_000.0 >= f64::from(from))
            .count()
    }
}

/// All pairs of a small directory, else a fixed sample.
fn sample(cities: usize) -> Vec<(CityIx, CityIx)> {
    let count = cities as u64;
    if cities < 2 {
        return Vec::new();
    }
    if cities * (cities - 1) / 2 <= PAIRS {
        return (0..count as u32)
            .flat_map(|a| (0..a).map(move |b| (CityIx(b), CityIx(a))))
            .collect();
    }
    let mut random = Random::new(SEED);
    let mut draw = || random.below(count) as u32;
    let mut pairs = Vec::with_capacity(PAIRS);
    while pairs.len() < PAIRS {
        let (a, b) = (draw(), draw());
        if a != b {
            pairs.push((CityIx(a), CityIx(b)));
        }
    }
    pairs
}
