//! Many weightings of the same comparisons: scores that are lines in a ratio of weighted sums. Pure.
//!
//! The score of a city is `a − b · (Σ w N + p·D̄) / (Σ w K + p)`, with N and K its differences and known weights per facet. All sums are of
//! 32-bit floats in one order, without fused steps: the same on vectors and on arrays, bit for bit.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) use crate::simd128::above_four;

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(crate) use crate::portable::above_four;

/// Cities side by side.
pub const FOUR: usize = 4;

/// What stays the same for all weightings, four cities in a row: N and K of every facet, then a and b.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Facets.
    facets: usize,
    rows: Vec<[f32; FOUR]>,
    cities: usize,
    /// Per facet the most known weight of any city.
    pub(crate) most_known: Vec<f32>,
    /// Largest |a| + b; infinite where a difference adds to a score, as then nothing bounds it.
    largest: f32,
}

/// One weighting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighting {
    /// Weight per facet.
    pub facets: Vec<f32>,
    /// p.
    pub prior: f32,
    /// p · D̄.
    pub prior_difference: f32,
}

/// What is known of one city.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Per facet: differences (0–1 times weight) and known weight.
    pub sums: &'a [(f32, f32)],
    /// Score where nothing differs.
    pub a: f32,
    /// What a full difference takes away.
    pub b: f32,
}

impl Lines {
    /// No cities yet.
    pub fn new(facets: usize, cities: usize) -> Lines {
        Lines {
            facets,
            rows: Vec::with_capacity(cities.div_ceil(FOUR) * (2 * facets + 2)),
            cities: 0,
            most_known: vec![0.0; facets],
            largest: 0.0,
        }
    }

    /// Adds a city at the end; `None` for one that has no score.
    pub fn push(&mut self, line: Option<Line<'_>>) {
        if self.cities.is_multiple_of(FOUR) {
            // Cities that nobody adds score less than any floor.
            let wide = self.wide();
            self.rows.resize(self.rows.len() + wide, [0.0; FOUR]);
            if let Some(row) = self.rows.iter_mut().rev().nth(1) {
                *row = [f32::NEG_INFINITY; FOUR];
            }
        }
        self.cities += 1;
        if let Some(line) = line {
            self.set(self.cities - 1, line);
        }
    }

    /// Replaces a city that was added.
    pub fn set(&mut self, city: usize, line: Line<'_>) {
        let start = city / FOUR * self.wide();
        let rows = self.rows.get_mut(start..).unwrap_or_default();
        let at = city % FOUR;
        let facets = line.sums.iter().zip(&mut self.most_known);
        let mut pairs = rows.as_chunks_mut::<2>().0.iter_mut();
        for (&(differences, known), most) in facets {
            if let Some(pair) = pairs.next() {
                (pair[0][at], pair[1][at]) = (differences, known);
            }
            if known > *most {
                *most = known;
            }
        }
        if let Some(pair) = pairs.next() {
            (pair[0][at], pair[1][at]) = (line.a, line.b);
        }
        let size = if line.b < 0.0 { f32::INFINITY } else { line.b };
        self.largest = self.largest.max(line.a.abs() + size);
    }

    /// The weighting whose scores are no lower than those of all weightings with at least these w' and P', see
    /// [`crate::bounds`].
    pub(crate) fn bound(&self, least: &[f64]) -> Weighting {
        let known = least.iter().zip(&self.most_known);
        let known: f64 = known
            .map(|(weight, known)| weight * f64::from(*known))
            .sum();
        let mut facets: Vec<f32> = least.iter().map(|weight| *weight as f32).collect();
        let prior_difference = facets.pop().unwrap_or(0.0);
        Weighting {
            facets,
            prior: (1.0 - known) as f32,
            prior_difference,
        }
    }

    /// More than what rounding makes of a score and of its bound together.
    ///
    /// Each of them takes 2 facets + 3 steps for a ratio of at most 1, which is off by no more than so many times 2⁻²⁴; two more for the
    /// score, one for every weight of the bound.
    pub(crate) fn margin(&self) -> f32 {
        (self.facets as f32 + 8.0) * self.largest / (1u32 << 21) as f32
    }

    /// Four cities.
    pub(crate) fn four(&self, four: u32) -> Option<&[[f32; FOUR]]> {
        let start = four as usize * self.wide();
        self.rows.get(start..start + self.wide())
    }

    /// Rows of four cities.
    fn wide(&self) -> usize {
        2 * self.facets + 2
    }

    /// How many cities were added.
    pub fn len(&self) -> usize {
        self.cities
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cities == 0
    }

    /// The score of one city.
    pub fn score(&self, city: usize, weighting: &Weighting) -> f32 {
        let wide = self.wide();
        let rows = self.rows.get(city / FOUR * wide..).unwrap_or_default();
        let Some((rows, _)) = rows.split_at_checked(wide) else {
            return f32::NEG_INFINITY;
        };
        scores(rows, weighting)[city % FOUR]
    }
}

/// Scores of four cities, one number at a time.
pub(crate) fn scores(rows: &[[f32; FOUR]], weighting: &Weighting) -> [f32; FOUR] {
    let mut differences = [weighting.prior_difference; FOUR];
    let mut known = [weighting.prior; FOUR];
    let (facets, rest) = rows.as_chunks::<2>();
    let facets_and_line = facets.split_last();
    let Some(([a, b], facets)) = facets_and_line.filter(|_| rest.is_empty()) else {
        return [f32::NEG_INFINITY; FOUR];
    };
    for ([n, k], weight) in facets.iter().zip(&weighting.facets) {
        for at in 0..FOUR {
            differences[at] += weight * n[at];
            known[at] += weight * k[at];
        }
    }
    let mut scores = [0.0; FOUR];
    for at in 0..FOUR {
        scores[at] = a[at] - b[at] * (differences[at] / known[at]);
    }
    scores
}
