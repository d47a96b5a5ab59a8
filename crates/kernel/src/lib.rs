//! The inner loop: one city against all, sixteen at a time. Pure; the same integers on every machine.
//!
//! A crate of its own, because pages load everything else optimised for size, and this for speed.
//!
//! A *lane* is one indicator: a column of bytes, what the city that asks has there, and a small weight. Lanes of one
//! facet are added up in groups whose weights sum to at most 255, so that sixteen weighted differences fit sixteen
//! 16-bit numbers (255 · 254 < 2¹⁶) and sixteen known weights sixteen bytes. `simd128` (WebAssembly) and
//! [`portable`] do the same steps on vectors and on arrays; a test compares them with a plain loop.

pub mod bounds;
pub mod linear;
pub mod portable;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub mod simd128;

/// The byte that stands for an unknown value.
pub const UNKNOWN: u8 = 255;

/// The two integer sums of a comparison: `Σ w δ d` (d in 254ths) and `Σ w δ`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Sums {
    /// Weighted differences in 254ths.
    pub differences: u32,
    /// Weight of the indicators both cities state.
    pub known: u32,
}

/// What this machine runs.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub type Native = simd128::Simd128;
/// What this machine runs.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub type Native = portable::Portable;

/// Cities in one step.
pub const STEP: usize = 16;

/// Codes of an indicator beyond which differences are looked up one by one.
pub const MOST_CODES: usize = 4 * STEP;

/// Weights of one group of lanes add up to no more than this.
pub const GROUP: u32 = 255;

/// How one byte of a column differs from what the asking city has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// `|byte − value|`: numbers.
    Steps(u8),
    /// Differences of up to 64 codes, 16 to a row.
    Codes(Vec<[u8; STEP]>),
    /// Differences of any byte.
    Table(Box<[u8; 256]>),
    /// Differences of positions; those beyond the end are unknown.
    Positions(Vec<u8>),
}

/// Where the values of a lane are.
#[derive(Clone, Copy, Debug)]
pub enum Values<'c> {
    /// One byte per city, [`UNKNOWN`] = unknown.
    Bytes(&'c [u8]),
    /// One position per city in the table of [`Measured::Positions`].
    Positions(&'c [u16]),
}

/// One indicator in a comparison.
#[derive(Clone, Debug)]
pub struct Lane<'c> {
    /// The column.
    pub values: Values<'c>,
    /// How it is compared.
    pub measured: Measured,
    /// Weight within its facet, at least 1.
    pub weight: u8,
}

/// Sixteen-city steps that are worked on together: their sums fit a near cache, and each column is read in runs as long
/// as a page of memory, which is a fifth faster than runs of a quarter of it.
const STEPS: usize = 256;
/// Cities that are worked on together.
pub const TILE: usize = STEP * STEPS;

/// Sums of one group for sixteen cities, and what vectors can do with them.
pub trait Sixteen: Copy {
    /// Nothing added yet.
    fn new() -> Self;
    /// Adds a column of numbers.
    fn steps(&mut self, bytes: &[u8; STEP], value: u8, weight: u8);
    /// Adds a column of codes.
    fn codes(&mut self, bytes: &[u8; STEP], rows: &[[u8; STEP]], weight: u8);
    /// Adds differences that were looked up; where `known` is 0 rather than 255 nothing is added.
    fn looked_up(&mut self, differences: &[u8; STEP], known: &[u8; STEP], weight: u8);
    /// Where sums of all facets are kept.
    type Totals: Copy;
    /// Nothing added yet.
    fn totals() -> Self::Totals;
    /// Adds a group, `scale` times.
    fn add_to(&self, totals: &mut Self::Totals, scale: u32);
    /// The sums of the sixteen cities.
    fn read(totals: &Self::Totals) -> [Sums; STEP];
}

/// Compares one city with all: the sums of the first `cities` rows of all lanes.
///
/// `facets` holds lanes and the factor of each facet; factor × weight, added up over all lanes, must stay below
/// 2³² / 254. Rows beyond the end of a column are unknown.
pub fn sums(cities: usize, facets: &[(Vec<Lane<'_>>, u32)]) -> Vec<Sums> {
    sums_on::<Native>(cities, facets)
}

/// [`sums`] on one kind of machine.
pub fn sums_on<S: Sixteen>(cities: usize, facets: &[(Vec<Lane<'_>>, u32)]) -> Vec<Sums> {
    let mut all = Vec::with_capacity(cities.next_multiple_of(STEP));
    let mut numbers = Vec::new();
    let mut start = 0;
    while start < cities {
        let used = (cities - start).min(TILE).div_ceil(STEP);
        let mut totals = [S::totals(); STEPS];
        let mut sums = [S::new(); STEPS];
        let (totals, sums) = (&mut totals[..used], &mut sums[..used]);
        for (lanes, scale) in facets {
            let mut rest = lanes.as_slice();
            while !rest.is_empty() {
                let (group, after) = rest.split_at(fitting(rest));
                sums.fill(S::new());
                numbers.clear();
                for lane in group {
                    match number(lane, start, used) {
                        Some(lane) => numbers.push(lane),
                        None => add(sums, lane, start),
                    }
                }
                let (threes, others) = numbers.as_chunks::<3>();
                for lanes in threes {
                    three(sums, lanes);
                }
                for &(column, value, weight) in others {
                    for (sum, bytes) in sums.iter_mut().zip(column) {
                        sum.steps(bytes, value, weight);
                    }
                }
                for (sum, total) in sums.iter().zip(totals.iter_mut()) {
                    sum.add_to(total, *scale);
                }
                rest = after;
            }
        }
        for totals in totals.iter() {
            all.extend_from_slice(&S::read(totals));
        }
        start += TILE;
    }
    all.truncate(cities);
    all
}

/// How many lanes make a group; at least one.
fn fitting(lanes: &[Lane<'_>]) -> usize {
    let mut full = 0;
    let fits = |lane: &&Lane<'_>| {
        full += u32::from(lane.weight);
        full <= GROUP
    };
    lanes.iter().take_while(fits).count().max(1)
}

/// A column of numbers in a tile: bytes, what the asking city has, weight.
type Number<'c> = (&'c [[u8; STEP]], u8, u8);

/// The lane as one of numbers, if it is one that reaches to the end of the tile.
#[inline(always)]
fn number<'c>(lane: &Lane<'c>, start: usize, used: usize) -> Option<Number<'c>> {
    let (Values::Bytes(column), Measured::Steps(value)) = (lane.values, &lane.measured) else {
        return None;
    };
    let column = column.get(start..start + used * STEP)?;
    Some((column.as_chunks::<STEP>().0, *value, lane.weight))
}

/// Adds three lanes of numbers in one pass, so that sums go to memory and back once for all of them.
#[inline(always)]
fn three<S: Sixteen>(sums: &mut [S], [a, b, c]: &[Number<'_>; 3]) {
    let columns = a.0.iter().zip(b.0).zip(c.0);
    for (sum, ((one, two), three)) in sums.iter_mut().zip(columns) {
        let mut new = *sum;
        new.steps(one, a.1, a.2);
        new.steps(two, b.1, b.2);
        new.steps(three, c.1, c.2);
        *sum = new;
    }
}

/// Adds one lane to the sums of a tile.
#[inline(always)]
fn add<S: Sixteen>(sums: &mut [S], lane: &Lane<'_>, start: usize) {
    let weight = lane.weight;
    match (lane.values, &lane.measured) {
        (Values::Bytes(column), Measured::Steps(value)) => {
            each(sums, column, start, |sum, bytes| {
                sum.steps(bytes, *value, weight)
            });
        }
        (Values::Bytes(column), Measured::Codes(rows)) => {
            each(sums, column, start, |sum, bytes| {
                sum.codes(bytes, rows, weight)
            });
        }
        (Values::Bytes(column), Measured::Table(table)) => {
            each(sums, column, start, |sum, bytes| {
                let differences = bytes.map(|byte| table[usize::from(byte)]);
                let known = bytes.map(|byte| if byte == UNKNOWN { 0 } else { 255 });
                sum.looked_up(&differences, &known, weight);
            });
        }
        (Values::Positions(positions), Measured::Positions(table)) => {
            let rows = positions.get(start..).unwrap_or_default().chunks(STEP);
            for (sum, sixteen) in sums.iter_mut().zip(rows) {
                let (mut differences, mut known) = ([0; STEP], [0; STEP]);
                let entries = differences.iter_mut().zip(&mut known);
                for (position, (difference, known)) in sixteen.iter().zip(entries) {
                    if let Some(&found) = table.get(usize::from(*position)) {
                        *difference = found;
                        *known = 255;
                    }
                }
                sum.looked_up(&differences, &known, weight);
            }
        }
        // A lane whose column and measure do not belong together compares nothing.
        (Values::Bytes(_), Measured::Positions(_)) | (Values::Positions(_), _) => {}
    }
}

/// Hands each sixteen bytes of a column to its sum; the last ones filled up with unknown.
#[inline(always)]
fn each<S>(sums: &mut [S], column: &[u8], start: usize, add: impl Fn(&mut S, &[u8; STEP])) {
    let column = column.get(start..).unwrap_or_default();
    let (whole, last) = column.as_chunks::<STEP>();
    let (now, later) = sums.split_at_mut(whole.len().min(sums.len()));
    for (sum, bytes) in now.iter_mut().zip(whole) {
        add(sum, bytes);
    }
    if let Some(sum) = later.first_mut() {
        let mut bytes = [UNKNOWN; STEP];
        for (byte, &value) in bytes.iter_mut().zip(last) {
            *byte = value;
        }
        add(sum, &bytes);
    }
}
