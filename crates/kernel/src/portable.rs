//! The inner loop on plain arrays: what runs where there is no SIMD128. Pure.

use super::linear::{FOUR, Weighting, scores};
use super::{STEP, Sixteen, Sums, UNKNOWN};

/// Sums of one group.
#[derive(Clone, Copy, Debug)]
pub struct Portable {
    differences: [u16; STEP],
    known: [u8; STEP],
}

impl Sixteen for Portable {
    type Totals = ([u32; STEP], [u32; STEP]);

    fn new() -> Self {
        Portable {
            differences: [0; STEP],
            known: [0; STEP],
        }
    }

    #[inline]
    fn steps(&mut self, bytes: &[u8; STEP], value: u8, weight: u8) {
        let sums = self.differences.iter_mut().zip(&mut self.known);
        for (&byte, (sum, known)) in bytes.iter().zip(sums) {
            let is_known = if byte == UNKNOWN { 0 } else { 255 };
            *sum += u16::from(byte.abs_diff(value) & is_known) * u16::from(weight);
            *known += weight & is_known;
        }
    }

    #[inline]
    fn codes(&mut self, bytes: &[u8; STEP], rows: &[[u8; STEP]], weight: u8) {
        for ((&byte, sum), known) in bytes.iter().zip(&mut self.differences).zip(&mut self.known) {
            let row = rows.get(usize::from(byte) / STEP);
            let difference = row.map_or(0, |row| row[usize::from(byte) % STEP]);
            *sum += u16::from(difference) * u16::from(weight);
            *known += if byte == UNKNOWN { 0 } else { weight };
        }
    }

    #[inline]
    fn looked_up(&mut self, differences: &[u8; STEP], known: &[u8; STEP], weight: u8) {
        let sums = self.differences.iter_mut().zip(&mut self.known);
        for ((&difference, &is_known), (sum, known)) in differences.iter().zip(known).zip(sums) {
            *sum += u16::from(difference & is_known) * u16::from(weight);
            *known += weight & is_known;
        }
    }

    fn totals() -> Self::Totals {
        ([0; STEP], [0; STEP])
    }

    #[inline]
    fn add_to(&self, (differences, known): &mut Self::Totals, scale: u32) {
        for (total, &sum) in differences.iter_mut().zip(&self.differences) {
            *total += u32::from(sum) * scale;
        }
        for (total, &sum) in known.iter_mut().zip(&self.known) {
            *total += u32::from(sum) * scale;
        }
    }

    #[inline]
    fn read((differences, known): &Self::Totals) -> [Sums; STEP] {
        let mut sums = [Sums::default(); STEP];
        for (sum, (&differences, &known)) in sums.iter_mut().zip(differences.iter().zip(known)) {
            *sum = Sums { differences, known };
        }
        sums
    }
}

/// Whether any of four cities scores `floor` or more.
#[inline]
pub fn above_four(rows: &[[f32; FOUR]], weighting: &Weighting, floor: f32) -> bool {
    scores(rows, weighting).iter().any(|score| *score >= floor)
}
