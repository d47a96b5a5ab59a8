//! Unlikeness of two cities, and what it is made of. Pure, on quantised values with integer sums.
//!
//! `D = (Σ w δ d + λ·w̄·D̄) / (Σ w δ + λ·w̄)`, likeness = 1 − D: Gower's coefficient (Gower 1971) with
//! missing values left out and shrunk towards the mean unlikeness of the reference pairs.

use crate::directory::{CityIx, Column, Directory, NONE};
use crate::model::{Catalogue, Kind};
use crate::order::sort_short;
use crate::quantise::{Cell, STEPS, UNKNOWN};
use crate::reference::Reference;
use crate::weights::Weights;

/// A difference of 1 in the integer scale of [`difference`].
pub const WHOLE: u8 = STEPS;

/// Difference of two values of one indicator, 0 (same) to 254 (opposite); `None` where either is unknown.
pub fn difference(kind: &Kind, a: Cell, b: Cell) -> Option<u8> {
    match (kind, a, b) {
        (Kind::Number { .. }, Cell::Byte(a), Cell::Byte(b)) => Some(a.abs_diff(b).min(WHOLE)),
        (Kind::Ordered { levels }, Cell::Byte(a), Cell::Byte(b)) => {
            let span = levels.len().saturating_sub(1).max(1) as u32;
            let steps = u32::from(a.abs_diff(b));
            Some(((steps * u32::from(WHOLE) + span / 2) / span).min(u32::from(WHOLE)) as u8)
        }
        (Kind::Category { codes, .. }, Cell::Byte(a), Cell::Byte(b)) => {
            let parent = |code: u8| codes.get(usize::from(code)).and_then(|c| c.parent);
            Some(if a == b {
                0
            } else if parent(a).is_some() && parent(a) == parent(b) {
                WHOLE / 2
            } else {
                WHOLE
            })
        }
        (Kind::Tags { .. }, Cell::Tags(a), Cell::Tags(b)) => {
            let (all, both) = ((a | b).count_ones(), (a & b).count_ones());
            // Two cities that are both known to have none are alike.
            let apart = (all - both) * u32::from(WHOLE);
            Some((apart + all / 2).checked_div(all).unwrap_or(0) as u8)
        }
        _ => None,
    }
}

/// The two integer sums of a comparison: `Σ w δ d` (d in 254ths) and `Σ w δ`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Weighted differences in 254ths.
    pub differences: u32,
    /// Weight of the indicators both cities state.
    pub known: u32,
}

/// Compares one city with every city of the directory.
pub fn against_all(directory: &Directory, cells: &[Cell], weights: &Weights) -> Vec<Sums> {
    // Both sums travel in one 64-bit number, so that each value costs one look-up and one addition.
    let mut packed = vec![0u64; directory.len()];
    let rows = directory
        .catalogue
        .indicators
        .iter()
        .zip(&directory.cities.columns)
        .zip(cells.iter().zip(&weights.of));
    for ((indicator, column), (&cell, &weight)) in rows {
        if weight == 0 || cell == Cell::Unknown {
            continue;
        }
        let add = |other: Cell| match difference(&indicator.kind, cell, other) {
            Some(d) => (u64::from(weight) << 32) | u64::from(weight * u32::from(d)),
            None => 0,
        };
        match column {
            Column::Unknown => {}
            Column::Bytes(bytes) => {
                let mut table = [0u64; 256];
                for (byte, entry) in (0..UNKNOWN).zip(table.iter_mut()) {
                    *entry = add(Cell::Byte(byte));
                }
                for (sum, &byte) in packed.iter_mut().zip(bytes) {
                    *sum += table[usize::from(byte)];
                }
            }
            Column::Tags { sets, of } => {
                let table: Vec<u64> = sets.iter().map(|&bits| add(Cell::Tags(bits))).collect();
                for (sum, &set) in packed.iter_mut().zip(of) {
                    if set != NONE {
                        *sum += table.get(usize::from(set)).copied().unwrap_or_default();
                    }
                }
            }
        }
    }
    packed
        .into_iter()
        .map(|both| Sums {
            differences: both as u32,
            known: (both >> 32) as u32,
        })
        .collect()
}

/// Compares two rows of values.
pub fn pair(catalogue: &Catalogue, a: &[Cell], b: &[Cell], weights: &Weights) -> Sums {
    let mut sums = Sums::default();
    for (((indicator, &a), &b), &weight) in
        catalogue.indicators.iter().zip(a).zip(b).zip(&weights.of)
    {
        if let Some(d) = difference(&indicator.kind, a, b) {
            sums.differences += weight * u32::from(d);
            sums.known += weight;
        }
    }
    sums
}

/// Turns sums into likeness and coverage for one set of weights.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    prior: f64,
    mean: f64,
    total: f64,
}

impl Measure {
    /// The measure for these weights: D̄ is the weighted mean of the reference pairs' differences.
    pub fn new(reference: &Reference, weights: &Weights) -> Measure {
        let mut sum = 0.0;
        for (ix, &weight) in weights.of.iter().enumerate() {
            sum += f64::from(weight) * reference.mean(ix);
        }
        let total = f64::from(weights.total);
        Measure {
            prior: f64::from(weights.prior),
            mean: if total > 0.0 { sum / total } else { 0.0 },
            total,
        }
    }

    /// Likeness 0–1; `None` where nothing is weighed or known.
    pub fn likeness(&self, sums: Sums) -> Option<f64> {
        let all = f64::from(sums.known) + self.prior;
        if all <= 0.0 {
            return None;
        }
        let differences = f64::from(sums.differences) / f64::from(WHOLE);
        Some(1.0 - (differences + self.prior * self.mean) / all)
    }

    /// Weighted share of context that both cities state, 0–1.
    pub fn coverage(&self, sums: Sums) -> f64 {
        if self.total > 0.0 {
            f64::from(sums.known) / self.total
        } else {
            0.0
        }
    }
}

/// Why two cities are as alike as they are: parts that add up to the likeness.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What an average pair with the same known indicators has.
    pub average: f64,
    /// One part per indicator both cities state, strongest first, then in the catalogue's order.
    pub parts: Vec<Reason>,
}

/// One part of a likeness.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// What was found.
    pub code: ReasonCode,
    /// Position of the indicator in the catalogue.
    pub indicator: usize,
    /// What it adds to (or takes from) the likeness of an average pair.
    pub amount: f64,
}

/// What a comparison of one indicator found, seen from the first city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonCode {
    /// Same value, level, code or tags.
    Same,
    /// Values closer than those of an average pair.
    Similar,
    /// Other code of the same group.
    SameGroup,
    /// The other city has more.
    More,
    /// The other city has less.
    Less,
    /// Other code or tags.
    Different,
}

impl ReasonCode {
    /// The code used in results.
    pub fn code(self) -> &'static str {
        match self {
            ReasonCode::Same => "same",
            ReasonCode::Similar => "similar",
            ReasonCode::SameGroup => "same-group",
            ReasonCode::More => "more",
            ReasonCode::Less => "less",
            ReasonCode::Different => "different",
        }
    }
}

/// Explains the likeness of two rows of values: `a_k = w_k δ_k (μ_k − d_k) / (Σ w δ + λ w̄)`.
///
/// The average and all amounts add up to [`Measure::likeness`]; `None` where that is unknown.
pub fn explain(
    directory: &Directory,
    a: &[Cell],
    b: &[Cell],
    weights: &Weights,
) -> Option<Explanation> {
    let measure = Measure::new(&directory.reference, weights);
    let sums = pair(&directory.catalogue, a, b, weights);
    let all = f64::from(sums.known) + measure.prior;
    if all <= 0.0 {
        return None;
    }
    let mut parts = Vec::new();
    let mut expected = measure.prior * measure.mean;
    let rows = directory
        .catalogue
        .indicators
        .iter()
        .zip(a.iter().zip(b).zip(&weights.of));
    for (indicator, (entry, ((&a, &b), &weight))) in rows.enumerate() {
        if weight == 0 {
            continue;
        }
        if let Some(d) = difference(&entry.kind, a, b) {
            let mean = directory.reference.mean(indicator);
            let weight = f64::from(weight);
            expected += weight * mean;
            let apart = f64::from(d) / f64::from(WHOLE);
            parts.push(Reason {
                code: reason_code(&entry.kind, a, b, apart <= mean),
                indicator,
                amount: weight * (mean - apart) / all,
            });
        }
    }
    sort_short(&mut parts, |x: &Reason, y: &Reason| {
        x.amount.abs() > y.amount.abs()
    });
    Some(Explanation {
        average: 1.0 - expected / all,
        parts,
    })
}

fn reason_code(kind: &Kind, a: Cell, b: Cell, close: bool) -> ReasonCode {
    match (kind, a, b) {
        _ if a == b => ReasonCode::Same,
        (Kind::Number { .. } | Kind::Ordered { .. }, Cell::Byte(a), Cell::Byte(b)) => {
            if close {
                ReasonCode::Similar
            } else if b > a {
                ReasonCode::More
            } else {
                ReasonCode::Less
            }
        }
        (Kind::Category { codes, .. }, Cell::Byte(a), Cell::Byte(b)) => {
            let parent = |code: u8| codes.get(usize::from(code)).and_then(|c| c.parent);
            if parent(a).is_some() && parent(a) == parent(b) {
                ReasonCode::SameGroup
            } else {
                ReasonCode::Different
            }
        }
        (Kind::Tags { .. }, Cell::Tags(a), Cell::Tags(b)) if a & b != 0 && close => {
            ReasonCode::Similar
        }
        _ => ReasonCode::Different,
    }
}

/// All values of one city of the directory.
pub fn cells(directory: &Directory, city: CityIx) -> Vec<Cell> {
    directory
        .cities
        .columns
        .iter()
        .map(|column| column.cell(city))
        .collect()
}
