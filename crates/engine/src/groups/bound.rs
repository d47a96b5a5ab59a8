//! How much value cohorts could reach at most. Pure.
//!
//! Let city i be in a group of s_i cities. It meets s − 1 others, so the mean value it meets is at most
//!
//! `u_i(s) = (Σ forced + the largest s − 1 − f of the others) / (s − 1)`,
//!
//! where the f cities it must meet are forced, cities it may not meet are left out, and (where no country comes twice in a
//! group) only the best of each other country stays. A group of s cities adds s · 1/s = 1 to `Σ 1/s_i`, so this sum is the
//! number k of groups. For any number μ
//!
//! `Σ u_i(s_i) = Σ (u_i(s_i) − μ/s_i) + μ k ≤ Σ_i max_s (u_i(s) − μ/s) + μ k`.
//!
//! Every μ gives a bound; the right side is convex in μ, and the least of it is looked for by narrowing an interval.

use super::cohorts::Sizes;
use super::forum::WHOLE;
use super::{Forum, Reason};

/// Steps of narrowing the interval.
const STEPS: usize = 60;
/// Rounding of the sums must not make the bound too low.
const MARGIN: f64 = 1.0 + 1e-12;

/// The most that any grouping into as many groups comes to, if its groups are of the allowed sizes (or as small as the smallest
/// of these), all wishes are met, and no country comes twice in a group where that is wished and so here. `alone`
/// cities are in no group.
pub(super) fn bound(forum: &Forum, sizes: &Sizes, groups: &[Vec<usize>], alone: usize) -> f64 {
    let smallest = groups.iter().map(Vec::len).chain((alone > 0).then_some(1));
    let smallest = smallest.min().unwrap_or(1);
    let from = smallest.min(sizes.min).max(1);
    let to = sizes.max.min(forum.len());
    let varied = forum.wishes().different_countries && groups.iter().all(|g| forum.repeats(g) == 0);
    let most: Vec<Vec<f64>> = (0..forum.len())
        .map(|city| most(forum, city, from, to, varied))
        .collect();
    let count = (groups.len() + alone) as f64;
    let at = |price: f64| {
        let best = |most: &Vec<f64>| {
            let values = most.iter().zip(from..);
            values
                .map(|(value, size)| value - price / size as f64)
                .fold(f64::NEG_INFINITY, f64::max)
        };
        let sum: f64 = most.iter().map(best).sum();
        sum + price * count
    };
    let reach = (to * to) as f64;
    let (mut low, mut high) = (-reach, reach);
    for _ in 0..STEPS {
        let third = (high - low) / 3.0;
        if at(low + third) <= at(high - third) {
            high -= third;
        } else {
            low += third;
        }
    }
    let bound = at((low + high) / 2.0).min(at(0.0));
    if forum.is_empty() {
        0.0
    } else {
        bound * MARGIN
    }
}

/// Per size of group from `from` to `to`: the largest mean value a city can meet.
fn most(forum: &Forum, city: usize, from: usize, to: usize, varied: bool) -> Vec<f64> {
    let own = forum.together().iter().find(|g| g.contains(&city));
    let own = own.map_or(&[][..], Vec::as_slice);
    let forced: Vec<usize> = own.iter().copied().filter(|&c| c != city).collect();
    let may = |other: usize| {
        let barred = forum.barred(city, other);
        other != city
            && !forced.contains(&other)
            && barred.is_none_or(|r| r == Reason::Language)
            && !(varied
                && (forum.same_country(city, other)
                    || forced.iter().any(|&f| forum.same_country(f, other))))
    };
    let mut others: Vec<usize> = (0..forum.len()).filter(|&c| may(c)).collect();
    others.sort_by_key(|&c| std::cmp::Reverse(forum.worth(city, c)));
    if varied {
        let mut kept: Vec<usize> = Vec::with_capacity(to);
        for other in others {
            if !kept.iter().any(|&k| forum.same_country(k, other)) {
                kept.push(other);
            }
            if kept.len() >= to {
                break;
            }
        }
        others = kept;
    }
    let fixed: i64 = forced.iter().map(|&c| forum.worth(city, c)).sum();
    (from..=to)
        .map(|size| {
            // A group too small for those it must meet is none.
            let Some(free) = size.checked_sub(1 + forced.len()) else {
                return f64::NEG_INFINITY;
            };
            let best = others.iter().take(free).map(|&c| forum.worth(city, c));
            let sum = fixed + best.sum::<i64>();
            sum as f64 / (size.saturating_sub(1).max(1) as i64 * WHOLE) as f64
        })
        .collect()
}
