//! Weights of the context indicators for one question: facet × topics × sliders, as integers. Pure.

use crate::model::Catalogue;
use crate::model::TopicPurposes;

/// How many average indicators' worth of "like an average pair" is mixed into every comparison.
/// 0 recommends the emptiest profiles, a large value hides sparse ones (design §5.1).
pub const SHRINK: f64 = 5.0;

/// What all weights add up to: fine enough for a hundred indicators, small enough for 32-bit sums.
const TOTAL: f64 = 32768.0;

/// Integer weights of all indicators; outcomes weigh nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Weight per indicator of the catalogue.
    pub of: Vec<u32>,
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
        let mut in_facet = vec![0.0f64; catalogue.facets.len()];
        for indicator in &catalogue.indicators {
            if let Some((facet, weight)) = indicator.context()
                && let Some(sum) = in_facet.get_mut(facet)
            {
                *sum += weight;
            }
        }
        let facet_weight = |facet: usize| -> f64 {
            let base = catalogue.facets.get(facet).map_or(0.0, |f| f.weight);
            let used = in_facet.get(facet).copied().unwrap_or_default() > 0.0;
            let factor = factors.get(facet).copied().unwrap_or(100);
            if used { base * f64::from(factor) } else { 0.0 }
        };
        let mut all = 0.0;
        for facet in 0..catalogue.facets.len() {
            all += facet_weight(facet);
        }
        let mut of = Vec::with_capacity(catalogue.indicators.len());
        for indicator in &catalogue.indicators {
            let weight = match indicator.context() {
                Some((facet, weight)) if all > 0.0 => {
                    let share = in_facet.get(facet).copied().unwrap_or_default();
                    if share > 0.0 {
                        TOTAL * facet_weight(facet) / all * weight / share
                    } else {
                        0.0
                    }
                }
                _ => 0.0,
            };
            of.push((weight + 0.5) as u32);
        }
        let total: u32 = of.iter().sum();
        let used = of.iter().filter(|&&w| w > 0).count();
        let prior = if used == 0 {
            0
        } else {
            (shrink * f64::from(total) / used as f64 + 0.5) as u32
        };
        Weights { of, total, prior }
    }
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
