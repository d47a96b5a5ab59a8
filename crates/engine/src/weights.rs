//! Weights of the context indicators for one question: facet × topics × sliders, as integers. Pure.

use crate::model::{Catalogue, Indicator, TopicPurposes};

/// How many average indicators' worth of "like an average pair" is mixed into every comparison, where the directory
/// does not say ([`crate::reference::Reference::shrink`]). 0 recommends the emptiest profiles, a large value hides sparse
/// ones (design §5.1).
pub const SHRINK: f64 = 5.0;

/// What all weights add up to, about: with differences of up to 254 the sums stay below 2³².
const TOTAL: f64 = (1u32 << 22) as f64;
/// Largest weight of an indicator within its facet.
const LARGEST: u8 = 63;
/// Rounding of a weight within its facet that is not worth looking for a better one.
const GOOD_ENOUGH: f64 = 1e-6;

/// Integer weights of all indicators; outcomes weigh nothing.
///
/// The weight of an indicator is its weight within the facet (a small integer, the same for every question) times the
/// scale of the facet (which a question sets). So differences can be added up per facet once and be weighed
/// for any number of questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Weight per indicator of the catalogue.
    pub of: Vec<u32>,
    /// Scale per facet.
    pub scales: Vec<u32>,
    /// Weight per indicator within its facet, see [`within_facets`].
    pub within: Vec<u8>,
    /// Sum of the weights.
    pub total: u32,
    /// λ·w̄: weight of the average pair in every comparison.
    pub prior: u32,
}

impl Weights {
    /// Weights for factors per facet, in hundredths (100 = as the catalogue says).
    ///
    /// A facet's weight is shared among its indicators in proportion to their own weights, so that
    /// describing one facet in more detail does not make it count more.
    pub fn new(catalogue: &Catalogue, factors: &[u16], shrink: f64) -> Weights {
        let within = within_facets(catalogue);
        let mut in_facet = vec![0u32; catalogue.facets.len()];
        for (indicator, &weight) in catalogue.indicators.iter().zip(&within) {
            if let Some((facet, _)) = indicator.context()
                && let Some(sum) = in_facet.get_mut(facet)
            {
                *sum += u32::from(weight);
            }
        }
        let facets = || catalogue.facets.iter().zip(&in_facet).enumerate();
        let wanted = |facet: usize, base: f64, used: u32| -> f64 {
            let factor = factors.get(facet).copied().unwrap_or(100);
            if used > 0 {
                base * f64::from(factor)
            } else {
                0.0
            }
        };
        let mut all = 0.0;
        for (at, (facet, &used)) in facets() {
            all += wanted(at, facet.weight, used);
        }
        let scales: Vec<u32> = facets()
            .map(|(at, (facet, &used))| {
                if all > 0.0 && used > 0 {
                    (TOTAL * wanted(at, facet.weight, used) / all / f64::from(used) + 0.5) as u32
                } else {
                    0
                }
            })
            .collect();
        let indicators = catalogue.indicators.iter().zip(&within);
        let of: Vec<u32> = indicators
            .map(|(indicator, &weight)| {
                let facet = indicator.context().map(|(facet, _)| facet);
                let scale = facet.and_then(|facet| scales.get(facet)).copied();
                scale.unwrap_or(0) * u32::from(weight)
            })
            .collect();
        Weights::summed(of, scales, within, shrink)
    }

    /// The same weights without some indicators; the others keep theirs.
    pub fn without(
        mut self,
        catalogue: &Catalogue,
        leave: fn(&Indicator) -> bool,
        shrink: f64,
    ) -> Weights {
        for (weight, indicator) in self.of.iter_mut().zip(&catalogue.indicators) {
            if leave(indicator) {
                *weight = 0;
            }
        }
        Weights::summed(self.of, self.scales, self.within, shrink)
    }

    fn summed(of: Vec<u32>, scales: Vec<u32>, within: Vec<u8>, shrink: f64) -> Weights {
        let total: u32 = of.iter().sum();
        let used = of.iter().filter(|&&w| w > 0).count();
        let prior = if used == 0 {
            0
        } else {
            (shrink * f64::from(total) / used as f64 + 0.5) as u32
        };
        Weights {
            of,
            scales,
            within,
            total,
            prior,
        }
    }
}

/// Weight of every indicator within its facet, 1 to 63; 0 for outcomes.
///
/// The smallest integers whose ratios are those of the catalogue, or come closest: equal weights stay equal, and
/// weights in quarters are exact.
pub fn within_facets(catalogue: &Catalogue) -> Vec<u8> {
    let largest = |facet: usize| {
        let of_facet = catalogue.indicators.iter().filter_map(|i| i.context());
        let weights = of_facet.filter(|c| c.0 == facet).map(|c| c.1);
        weights.fold(0.0, f64::max)
    };
    let rounded = |weight: f64, step: f64| ((weight / step + 0.5) as u8).clamp(1, LARGEST);
    let steps: Vec<f64> = (0..catalogue.facets.len())
        .map(|facet| {
            let largest = largest(facet);
            let (mut best, mut least) = (largest, f64::MAX);
            for count in 1..=LARGEST {
                let step = largest / f64::from(count);
                let mut worst = 0.0f64;
                for indicator in &catalogue.indicators {
                    if let Some((at, weight)) = indicator.context()
                        && at == facet
                    {
                        let off = f64::from(rounded(weight, step)) * step / weight - 1.0;
                        worst = worst.max(off.abs());
                    }
                }
                if worst < least {
                    (best, least) = (step, worst);
                }
                if least < GOOD_ENOUGH {
                    break;
                }
            }
            best
        })
        .collect();
    catalogue
        .indicators
        .iter()
        .map(|indicator| match indicator.context() {
            Some((facet, weight)) => {
                let step = steps.get(facet).copied().filter(|s| *s > 0.0);
                step.map_or(0, |step| rounded(weight, step))
            }
            None => 0,
        })
        .collect()
}

/// Facet factors in hundredths for a question about topics: the mean of the topics' factors, times the
/// visitor's sliders (hundredths; missing ones count as 100).
pub fn facet_factors(
    catalogue: &Catalogue,
    purposes: &TopicPurposes,
    topics: &[u8],
    sliders: &[u16],
) -> Vec<u16> {
    (0..catalogue.facets.len())
        .map(|facet| {
            let slider = u32::from(sliders.get(facet).copied().unwrap_or(100));
            let mut sum = 0u32;
            for topic in topics {
                sum += purposes
                    .factors
                    .iter()
                    .find(|(t, _)| t == topic)
                    .and_then(|(_, rows)| rows.iter().find(|(f, _)| usize::from(*f) == facet))
                    .map_or(100, |&(_, factor)| u32::from(factor));
            }
            let mean = if topics.is_empty() {
                100
            } else {
                sum / topics.len() as u32
            };
            u16::try_from(mean * slider / 100).unwrap_or(u16::MAX)
        })
        .collect()
}
