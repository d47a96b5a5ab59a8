//! Means, correlations, skewness, inequality. Pure; nothing known gives `None`, never a made-up 0.

/// The mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Pearson's correlation, −1 to 1; `None` where a side does not vary.
pub fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    let (mean_x, mean_y) = (mean(x)?, mean(y)?);
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (&x, &y) in x.iter().zip(y) {
        xy += (x - mean_x) * (y - mean_y);
        xx += (x - mean_x) * (x - mean_x);
        yy += (y - mean_y) * (y - mean_y);
    }
    // A column of equal values is left with rounding errors.
    let varies = |sum: f64, mean: f64| sum > 1e-18 * x.len() as f64 * (1.0 + mean * mean);
    (varies(xx, mean_x) && varies(yy, mean_y)).then(|| xy / (xx * yy).sqrt())
}

/// Spearman's correlation: Pearson's of the ranks, ties at their mean rank.
pub fn spearman(x: &[f64], y: &[f64]) -> Option<f64> {
    pearson(&mid_ranks(x), &mid_ranks(y))
}

/// Ranks from 1, lowest value first; equal values share the mean of their ranks.
pub fn mid_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let at = |ix: usize| values.get(ix).copied().unwrap_or_default();
    order.sort_by(|&a, &b| at(a).total_cmp(&at(b)));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for group in order.chunk_by(|&a, &b| at(a) == at(b)) {
        let rank = before as f64 + (group.len() as f64 + 1.0) / 2.0;
        for &ix in group {
            if let Some(slot) = ranks.get_mut(ix) {
                *slot = rank;
            }
        }
        before += group.len();
    }
    ranks
}

/// Skewness: third central moment over the standard deviation cubed; `None` where nothing varies.
pub fn skewness(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let moment = |power: i32| {
        values.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / values.len() as f64
    };
    let variance = moment(2);
    (variance > 1e-18 * (1.0 + mean * mean)).then(|| moment(3) / variance.powf(1.5))
}

/// Gini coefficient of counts: 0 = all the same, near 1 = one has everything; `None` where all are 0.
pub fn gini(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let sum: f64 = sorted.iter().sum();
    if sum <= 0.0 {
        return None;
    }
    let count = sorted.len() as f64;
    let weighted: f64 = (1..)
        .zip(&sorted)
        .map(|(rank, x)| f64::from(rank) * x)
        .sum();
    Some(2.0 * weighted / (count * sum) - (count + 1.0) / count)
}

/// The value below which this share of sorted values lies, between the two nearest.
pub fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = share.clamp(0.0, 1.0) * last as f64;
    let below = *sorted.get(at.floor() as usize)?;
    let above = *sorted.get((at.ceil() as usize).min(last))?;
    Some(below + (above - below) * at.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    #[test]
    fn known_figures() {
        near(pearson(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]), 1.0);
        // x − 2 = −1 0 1, y − 2 = −1 1 0: 1 / 2.
        near(pearson(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]), 0.5);
        near(spearman(&[1.0, 2.0, 3.0], &[1.0, 100.0, 10.0]), 0.5);
        assert_eq!(pearson(&[0.1, 0.1, 0.1], &[1.0, 2.0, 3.0]), None);
        assert_eq!(pearson(&[], &[]), None);
        assert_eq!(mid_ranks(&[5.0, 1.0, 5.0, 9.0]), [2.5, 1.0, 2.5, 4.0]);
        // Mean 1, moments: (1 + 1 + 1 + 9) / 4 = 3, (−1 −1 −1 + 27) / 4 = 6.
        near(skewness(&[0.0, 0.0, 0.0, 4.0]), 6.0 / 3f64.powf(1.5));
        near(skewness(&[1.0, 2.0, 3.0]), 0.0);
        assert_eq!(skewness(&[2.0, 2.0]), None);
        near(gini(&[0.0, 0.0, 0.0, 4.0]), 0.75);
        near(gini(&[3.0, 3.0, 3.0]), 0.0);
        assert_eq!(gini(&[0.0]), None);
        near(percentile(&[1.0, 2.0, 3.0, 4.0], 0.5), 2.5);
        assert_eq!(percentile(&[], 0.5), None);
    }
}
