//! Intervals by drawing cities again and again. Pure; the draws have a fixed seed.

use super::draw::Draw;
use super::stats::percentile;
use serde::Serialize;

/// A mean with its 95 % percentile interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figure {
    /// Mean over cities.
    pub mean: f64,
    /// 2.5th percentile of the means of drawn cities; absent where nothing was drawn.
    pub low: Option<f64>,
    /// 97.5th percentile.
    pub high: Option<f64>,
}

/// The mean of each column with its interval, from `draws` samples of as many rows, drawn with replacement.
///
/// Rows are cities. All columns of a draw use the same cities, so a column of differences gives a paired interval.
pub fn figures(rows: &[Vec<f64>], draws: usize, seed: u64) -> Vec<Figure> {
    let columns = rows.first().map_or(0, Vec::len);
    let count = rows.len() as f64;
    let mean = |sums: Vec<f64>| -> Vec<f64> { sums.into_iter().map(|s| s / count).collect() };
    let add = |sums: &mut [f64], row: &[f64]| {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += value;
        }
    };
    let mut sums = vec![0.0; columns];
    for row in rows {
        add(&mut sums, row);
    }
    let means = mean(sums);
    let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); columns];
    let mut draw = Draw::new(seed);
    for _ in 0..draws {
        let mut sums = vec![0.0; columns];
        for _ in rows {
            if let Some(row) = rows.get(draw.below(rows.len())) {
                add(&mut sums, row);
            }
        }
        for (column, value) in drawn.iter_mut().zip(mean(sums)) {
            column.push(value);
        }
    }
    means
        .into_iter()
        .zip(drawn)
        .map(|(mean, mut column)| {
            column.sort_by(f64::total_cmp);
            Figure {
                mean,
                low: percentile(&column, 0.025),
                high: percentile(&column, 0.975),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_theory() {
        // 0 and 1 alternating, 400 of them: standard error √(¼ / 400) = 0.025.
        let rows: Vec<Vec<f64>> = (0..400).map(|i| vec![f64::from(i % 2), 0.3]).collect();
        let found = figures(&rows, 2000, 3);
        let (low, high) = (found[0].low.unwrap(), found[0].high.unwrap());
        assert_eq!(found[0].mean, 0.5);
        assert!((low - (0.5 - 1.96 * 0.025)).abs() < 0.006, "{low}");
        assert!((high - (0.5 + 1.96 * 0.025)).abs() < 0.006, "{high}");
        assert!((found[1].high.unwrap() - found[1].low.unwrap()).abs() < 1e-9);
        assert_eq!(figures(&rows, 50, 3), figures(&rows, 50, 3));
        assert_eq!(figures(&rows, 0, 3)[0].low, None);
        assert!(figures(&[], 10, 3).is_empty());
    }
}
