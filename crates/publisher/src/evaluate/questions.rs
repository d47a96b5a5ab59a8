//! What is asked of every ranker: find these partners of a city among those other candidates. Pure.

use super::draw::Draw;
use super::pairs::Pairs;
use city_peers_engine::{CityIx, Directory};
use std::collections::BTreeMap;

/// Find the positives among all.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The city that asks.
    pub city: CityIx,
    /// Its partners.
    pub positives: Vec<CityIx>,
    /// Candidates that are not its partners.
    pub negatives: Vec<CityIx>,
}

/// Against whom partners are held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Only candidates in the partner's country.
    pub same_country: bool,
    /// So many candidates per partner that are in about as many pairs; all candidates where absent.
    pub degree_matched: Option<usize>,
    /// Of the draws.
    pub seed: u64,
}

/// All questions in the order of cities, and how many pairs (seen from one side) have nobody to be held against.
///
/// Without rules a city asks once. Inside the partner's country it asks once per country of its partners; matched on
/// degree it asks once per partner.
pub fn questions(
    directory: &Directory,
    pairs: &Pairs,
    candidates: &[CityIx],
    rules: &Rules,
) -> (Vec<Question>, usize) {
    let country = |city: CityIx| directory.cities.country.get(city.ix()).copied();
    let mut of_country: BTreeMap<Option<u16>, Vec<CityIx>> = BTreeMap::new();
    for &candidate in candidates {
        of_country
            .entry(country(candidate))
            .or_default()
            .push(candidate);
    }
    let mut questions = Vec::new();
    let mut alone = 0;
    for (&city, partners) in &pairs.partners {
        let mut groups: BTreeMap<Option<u16>, Vec<CityIx>> = BTreeMap::new();
        for &partner in partners {
            let key = country(partner).filter(|_| rules.same_country);
            groups.entry(key).or_default().push(partner);
        }
        for (key, positives) in groups {
            let pool = match rules.same_country {
                true => of_country.get(&key).map_or(&[][..], Vec::as_slice),
                false => candidates,
            };
            let others: Vec<CityIx> = pool
                .iter()
                .copied()
                .filter(|&c| c != city && !pairs.has(city, c))
                .collect();
            if others.is_empty() {
                alone += positives.len();
                continue;
            }
            let Some(count) = rules.degree_matched else {
                questions.push(Question {
                    city,
                    positives,
                    negatives: others,
                });
                continue;
            };
            for positive in positives {
                let thing = u64::from(city.0) << 32 | u64::from(positive.0);
                let mut draw = Draw::of(rules.seed, thing);
                let negatives = matched(pairs, city, positive, &others, count, &mut draw);
                if negatives.is_empty() {
                    alone += 1;
                    continue;
                }
                questions.push(Question {
                    city,
                    positives: vec![positive],
                    negatives,
                });
            }
        }
    }
    (questions, alone)
}

/// How far a degree may be from the partner's: a quarter of it, and at least 1.
fn caliper(degree: usize) -> usize {
    (degree / 4).max(1)
}

/// Candidates of about the degree of the partner, counted without the pair itself: nearest first, drawn among equally
/// near ones. Fewer than `count`, perhaps none, where there are no more: a famous city is not held against unknown ones.
fn matched(
    pairs: &Pairs,
    city: CityIx,
    positive: CityIx,
    others: &[CityIx],
    count: usize,
    draw: &mut Draw,
) -> Vec<CityIx> {
    let degree = pairs.degree(city, positive);
    let mut near: BTreeMap<usize, Vec<CityIx>> = BTreeMap::new();
    for &other in others {
        let apart = pairs.degree(city, other).abs_diff(degree);
        if apart <= caliper(degree) {
            near.entry(apart).or_default().push(other);
        }
    }
    let mut chosen = Vec::with_capacity(count.min(others.len()));
    for (_, ring) in near {
        chosen.extend(draw.some(&ring, count.saturating_sub(chosen.len())));
    }
    chosen.sort_unstable();
    chosen
}
