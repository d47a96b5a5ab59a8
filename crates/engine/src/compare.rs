//! Unlikeness of two cities, and what it is made of. Pure, on quantised values with integer sums.
//!
//! `D = (Σ w δ d + λ·w̄·D̄) / (Σ w δ + λ·w̄)`, likeness = 1 − D: Gower's coefficient (Gower 1971) with
//! missing values left out and shrunk towards the mean unlikeness of the reference pairs.

use crate::directory::{CityIx, Column, Directory};
use crate::model::{Catalogue, Kind};
use crate::order::sort_short;
use crate::quantise::{Cell, STEPS, UNKNOWN};
use crate::reference::Reference;
use crate::weights::Weights;
pub use city_peers_kernel::Sums;
use city_peers_kernel::{self as kernel, Lane, Measured, STEP, Values};

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

/// Compares one city with every city of the directory.
pub fn against_all(directory: &Directory, cells: &[Cell], weights: &Weights) -> Vec<Sums> {
    let lanes = lanes(
        &directory.catalogue,
        &directory.cities.columns,
        cells,
        &weights.within,
        &weights.scales,
        |ix| weights.of.get(ix).is_some_and(|weight| *weight > 0),
    );
    kernel::sums(directory.len(), &lanes)
}

/// What the kernel needs to compare one city with all, per facet: lanes and scale. Facets without
/// scale and indicators that are not `used` are left out.
pub fn lanes<'d>(
    catalogue: &Catalogue,
    columns: &'d [Column],
    cells: &[Cell],
    within: &[u8],
    scales: &[u32],
    used: impl Fn(usize) -> bool,
) -> Vec<(Vec<Lane<'d>>, u32)> {
    let mut facets: Vec<(Vec<Lane<'d>>, u32)> =
        scales.iter().map(|&scale| (Vec::new(), scale)).collect();
    let rows = catalogue.indicators.iter().zip(columns);
    let rows = rows.zip(cells.iter().zip(within));
    for (ix, ((indicator, column), (&cell, &weight))) in rows.enumerate() {
        if weight > 0
            && used(ix)
            && let Some((facet, _)) = indicator.context()
            && let Some(lane) = lane(&indicator.kind, column, cell, weight)
            && let Some((lanes, 1..)) = facets.get_mut(facet)
        {
            lanes.push(lane);
        }
    }
    facets.retain(|(lanes, _)| !lanes.is_empty());
    facets
}

/// One indicator for the kernel; `None` where nothing can be compared.
fn lane<'d>(kind: &Kind, column: &'d Column, cell: Cell, weight: u8) -> Option<Lane<'d>> {
    if cell == Cell::Unknown {
        return None;
    }
    let apart = |other: Cell| difference(kind, cell, other).unwrap_or(0);
    let (values, measured) = match column {
        Column::Unknown => return None,
        Column::Bytes(bytes) => {
            let measured = match (kind, cell) {
                (Kind::Number { .. }, Cell::Byte(value)) => Measured::Steps(value),
                _ => codes(kind, apart),
            };
            (Values::Bytes(bytes), measured)
        }
        Column::Tags { sets, of } => {
            let table = sets.iter().map(|&bits| apart(Cell::Tags(bits))).collect();
            (Values::Positions(of), Measured::Positions(table))
        }
    };
    Some(Lane {
        values,
        measured,
        weight,
    })
}

/// Differences of all codes of an indicator: in rows for vectors, or as one table where there are too many.
fn codes(kind: &Kind, apart: impl Fn(Cell) -> u8) -> Measured {
    let count = match kind {
        Kind::Ordered { levels: codes } | Kind::Category { codes, .. } | Kind::Tags { codes } => {
            codes.len()
        }
        Kind::Number { .. } => usize::from(UNKNOWN),
    };
    let at = |byte: usize| apart(Cell::Byte(byte as u8));
    if count <= kernel::MOST_CODES {
        let row = |first: usize| {
            let mut row = [0; STEP];
            for (code, entry) in (first..count).zip(&mut row) {
                *entry = at(code);
            }
            row
        };
        Measured::Codes((0..count).step_by(STEP).map(row).collect())
    } else {
        let mut table = Box::new([0; 256]);
        for (byte, entry) in (0..usize::from(UNKNOWN)).zip(table.iter_mut()) {
            *entry = at(byte);
        }
        Measured::Table(table)
    }
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
