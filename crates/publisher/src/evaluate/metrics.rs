//! How well scores find the partners of a city among other candidates. Pure.
//!
//! Ties: candidates with equal scores count as being in random order, and every figure is its exact expected value
//! over these orders. For the AUC that is the usual half point per tied pair (mid-ranks).

/// Names of the figures in the order of [`figures`], for these list lengths: `auc`, `mrr`, then `precision@k`,
/// `recall@k`, `ndcg@k` per length.
pub fn names(lengths: &[usize]) -> Vec<String> {
    let mut names = vec!["auc".to_owned(), "mrr".to_owned()];
    for k in lengths {
        names.extend(["precision", "recall", "ndcg"].map(|name| format!("{name}@{k}")));
    }
    names
}

/// Candidates of one score.
struct Tied {
    /// How many candidates come before, by score.
    before: usize,
    positives: usize,
    negatives: usize,
}

impl Tied {
    fn all(&self) -> usize {
        self.positives + self.negatives
    }
}

/// All figures, in the order of [`names`], each 0–1; `None` without a positive or without a negative.
///
/// The scores are of partners and of other candidates, higher = suggested earlier; unknown scores are −∞.
pub fn figures(positives: &[f64], negatives: &[f64], lengths: &[usize]) -> Option<Vec<f64>> {
    if positives.is_empty() || negatives.is_empty() {
        return None;
    }
    let tied = tied(positives, negatives);
    let mut figures = vec![
        auc(&tied, positives.len(), negatives.len()),
        reciprocal_rank(&tied),
    ];
    for &k in lengths {
        let mut found = 0.0;
        let mut gain = 0.0;
        for group in &tied {
            let within = k.saturating_sub(group.before).min(group.all());
            let share = group.positives as f64 / group.all() as f64;
            found += share * within as f64;
            for place in group.before..group.before + within {
                gain += share * discount(place);
            }
        }
        let ideal: f64 = (0..k.min(positives.len())).map(discount).sum();
        figures.push(if k > 0 { found / k as f64 } else { 0.0 });
        figures.push(found / positives.len() as f64);
        figures.push(if ideal > 0.0 { gain / ideal } else { 0.0 });
    }
    Some(figures)
}

/// Weight of a place in the list, from 0.
fn discount(place: usize) -> f64 {
    1.0 / (place as f64 + 2.0).log2()
}

fn tied(positives: &[f64], negatives: &[f64]) -> Vec<Tied> {
    let mut rows: Vec<(f64, bool)> = positives.iter().map(|&s| (s, true)).collect();
    rows.extend(negatives.iter().map(|&s| (s, false)));
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut before = 0;
    rows.chunk_by(|a, b| a.0 == b.0)
        .map(|group| {
            let positives = group.iter().filter(|row| row.1).count();
            let tied = Tied {
                before,
                positives,
                negatives: group.len() - positives,
            };
            before += group.len();
            tied
        })
        .collect()
}

/// Chance that a random positive is before a random negative; a tie is half a chance.
fn auc(tied: &[Tied], positives: usize, negatives: usize) -> f64 {
    let mut after = negatives;
    let mut won = 0.0;
    for group in tied {
        after -= group.negatives;
        won += group.positives as f64 * (after as f64 + group.negatives as f64 / 2.0);
    }
    won / (positives as f64 * negatives as f64)
}

/// Expected 1 / rank of the first positive.
fn reciprocal_rank(tied: &[Tied]) -> f64 {
    let Some(group) = tied.iter().find(|group| group.positives > 0) else {
        return 0.0;
    };
    // Of g places, p positive: the first one is at place t with chance C(g − t, p − 1) / C(g, p).
    let (all, positives) = (group.all() as f64, group.positives as f64);
    let mut chance = positives / all;
    let mut expected = 0.0;
    for t in 1..=group.negatives + 1 {
        let place = t as f64;
        expected += chance / (group.before as f64 + place);
        if all > place {
            chance *= (all - place - positives + 1.0) / (all - place);
        }
    }
    expected
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (f, e) in found.iter().zip(expected) {
            assert!((f - e).abs() < 1e-12, "{found:?}, not {expected:?}");
        }
    }

    #[test]
    fn by_hand() {
        // Order: + − + −. AUC 3/4; first at 1; 2 of 3; all found; DCG 1 + ½ of 1 + 1/log2(3).
        let found = figures(&[0.9, 0.5], &[0.7, 0.1], &[3]).unwrap();
        let ideal = 1.0 + 1.0 / 3f64.log2();
        near(&found, &[0.75, 1.0, 2.0 / 3.0, 1.0, 1.5 / ideal]);
        assert_eq!(names(&[3])[4], "ndcg@3");
        // All tied: one positive among four. 1/rank: (1 + ½ + ⅓ + ¼) / 4.
        let found = figures(&[0.0], &[0.0; 3], &[1, 2]).unwrap();
        let third = 1.0 / 3f64.log2();
        near(
            &found,
            &[
                0.5,
                25.0 / 48.0,
                0.25,
                0.25,
                0.25,
                0.25,
                0.5,
                (1.0 + third) / 4.0,
            ],
        );
        // Unknown comes last, also behind the worst known score.
        let found = figures(&[f64::NEG_INFINITY], &[-1e300], &[1]).unwrap();
        near(&found, &[0.0, 0.5, 0.0, 0.0, 0.0]);
        assert_eq!(figures(&[], &[1.0], &[1]), None);
        assert_eq!(figures(&[1.0], &[], &[1]), None);
    }
}
