//! Reference pairs: what an average pair of cities looks like. Pure; the sample has a fixed seed.

use crate::compare::{self, Measure, WHOLE, difference};
use crate::directory::{CityIx, Directory};
use crate::random::Random;
use crate::weights::{SHRINK, Weights};

/// Figures of the reference pairs, fixed in a directory so that adding a city moves no other result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// λ of the directory in hundredths of an indicator's worth, see [`Reference::shrink`].
    pub shrink: u16,
    /// Per indicator: mean difference of the pairs that both state it, in ten-thousandths.
    pub mean_difference: Vec<u16>,
    /// Likeness, in ten-thousandths, from which on two cities are called somewhat alike, alike and
    /// very alike: more than 50 %, 90 % and 99.5 % of the reference pairs are less alike.
    pub likeness_words: [u16; 3],
}

impl Default for Reference {
    /// Nothing measured: λ of the design, every mean difference ½.
    fn default() -> Self {
        Reference {
            shrink: (SHRINK * 100.0) as u16,
            mean_difference: Vec::new(),
            likeness_words: [0; 3],
        }
    }
}

/// λ as a share of the indicators that an average pair states (docs/method.md, "What was measured").
///
/// The difference of a pair is a mean of K values, so sparse pairs scatter more and win by chance where λ is too small; where
/// it is too large they all look average, and lose. Both meet at about K/12, with 12 stated indicators and with 63.
pub const SHRINK_SHARE: f64 = 1.0 / 12.0;
/// Least and most λ that is measured, in hundredths.
const SHRINK_WITHIN: (u16, u16) = (50, 800);
/// Mean difference assumed for an indicator that no reference pair states.
const NO_PAIRS: u16 = 5000;
/// Pairs drawn.
pub const PAIRS: usize = 20_000;
const SEED: u64 = 0x5EED_0FC1_71E5;

impl Reference {
    /// λ: how many average indicators' worth of "like an average pair" this directory mixes into every likeness.
    pub fn shrink(&self) -> f64 {
        f64::from(self.shrink) / 100.0
    }

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
        let shrink = measured_shrink(directory, &sums, pairs.len());
        let mean_difference = sums
            .into_iter()
            .map(|(sum, count)| {
                (sum * 10_000 / u64::from(WHOLE))
                    .checked_div(count)
                    .map_or(NO_PAIRS, |mean| u16::try_from(mean).unwrap_or(10_000))
            })
            .collect();
        let mut reference = Reference {
            shrink,
            mean_difference,
            likeness_words: [0; 3],
        };
        let weights = Weights::new(&directory.catalogue, &[], reference.shrink());
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

/// λ in hundredths: K/12, K = context indicators that both cities of a reference pair state, on average. `sums` holds
/// per indicator how many pairs state it. λ of the design where there is no pair.
fn measured_shrink(directory: &Directory, sums: &[(u64, u64)], pairs: usize) -> u16 {
    if pairs == 0 {
        return Reference::default().shrink;
    }
    let rows = directory.catalogue.indicators.iter().zip(sums);
    let context = rows.filter(|(indicator, _)| indicator.context().is_some());
    let stated: u64 = context.map(|(_, (_, count))| count).sum();
    let hundredths = 100.0 * SHRINK_SHARE * stated as f64 / pairs as f64;
    (libm::round(hundredths) as u16).clamp(SHRINK_WITHIN.0, SHRINK_WITHIN.1)
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
