//! Facet weights of one draw. Pure.

use super::CONCENTRATION;
use crate::random::Random;
use crate::suggest::Ranker;
use city_peers_kernel::linear::Weighting;

/// The facets that count for a question.
pub(super) struct Facets {
    /// Position in the catalogue, share of all weight, weight of all its indicators, mean difference of reference pairs.
    pub(super) of: Vec<(usize, f64, f64, f64)>,
    /// Weight per indicator within its facet.
    pub(super) within: Vec<u8>,
    pub(super) total: f64,
    pub(super) prior: f64,
}

impl Facets {
    pub(super) fn new(ranker: &Ranker<'_>) -> Facets {
        let (directory, weights) = (ranker.directory(), ranker.weights());
        let total = f64::from(weights.total);
        let mut of = Vec::new();
        for (facet, &scale) in weights.scales.iter().enumerate() {
            let (mut all, mut mean) = (0.0, 0.0);
            for (ix, indicator) in directory.catalogue.indicators.iter().enumerate() {
                if indicator.context().map(|c| c.0) == Some(facet) {
                    let weight = f64::from(weights.within.get(ix).copied().unwrap_or_default());
                    all += weight;
                    mean += weight * directory.reference.mean(ix);
                }
            }
            if scale > 0 && all > 0.0 {
                of.push((facet, f64::from(scale) * all / total, all, mean / all));
            }
        }
        Facets {
            of,
            within: weights.within.clone(),
            total,
            // Where nothing is mixed in, a trace keeps cities comparable that share no value.
            prior: f64::from(weights.prior).max(total * 1e-6),
        }
    }

    /// One draw of facet weights.
    pub(super) fn draw(&self, random: &mut Random) -> Weighting {
        let drawn: Vec<f64> = self
            .of
            .iter()
            .map(|facet| random.gamma(CONCENTRATION * facet.1))
            .collect();
        let all: f64 = drawn.iter().sum();
        let mut weighting = Weighting {
            prior: self.prior as f32,
            ..Weighting::default()
        };
        let mut mean = 0.0;
        for (facet, drawn) in self.of.iter().zip(drawn) {
            let share = if all > 0.0 { drawn / all } else { facet.1 };
            weighting.facets.push((share * self.total / facet.2) as f32);
            mean += share * facet.3;
        }
        weighting.prior_difference = (self.prior * mean) as f32;
        weighting
    }
}
