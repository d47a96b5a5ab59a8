//! The inner loop on the 128-bit vectors of WebAssembly. The only module with `unsafe`: four memory accesses.

use super::linear::{FOUR, Weighting};
use super::{STEP, Sixteen, Sums, UNKNOWN};
use core::arch::wasm32::*;

/// Sums of one group for sixteen cities, which stand in eight 16-bit words, two by two.
///
/// `odd` holds what the odd cities (the high bytes) add up to. `both` adds up whole words: what the even cities add up
/// to, plus 256 times `odd`, all modulo 2¹⁶. As every sum is below 2¹⁶, the even ones can be had from both, and
/// need no masking of their own for every column.
#[derive(Clone, Copy, Debug)]
pub struct Simd128 {
    both: v128,
    odd: v128,
    known: v128,
}

#[inline(always)]
#[allow(unsafe_code)]
fn load(bytes: &[u8; STEP]) -> v128 {
    // SAFETY: the reference is to sixteen readable bytes; `v128_load` asks for no alignment.
    unsafe { v128_load(bytes.as_ptr().cast()) }
}

#[inline(always)]
#[allow(unsafe_code)]
fn store(first: v128, second: v128, sums: &mut [Sums; 4]) {
    let to: *mut v128 = sums.as_mut_ptr().cast();
    // SAFETY: the reference is to four `Sums` of two `u32` each in the order of C, so to thirty-two bytes that only we may write;
    // `v128_store` asks for no alignment, and every bit pattern is a `u32`.
    unsafe {
        v128_store(to, first);
        v128_store(to.add(1), second);
    }
}

#[inline(always)]
#[allow(unsafe_code)]
fn load_four(numbers: &[f32; FOUR]) -> v128 {
    // SAFETY: the reference is to sixteen readable bytes; `v128_load` asks for no alignment.
    unsafe { v128_load(numbers.as_ptr().cast()) }
}

impl Simd128 {
    /// Adds differences (0 where unknown) and the weight where `unknown` has no bits set.
    #[inline(always)]
    fn add(&mut self, differences: v128, unknown: v128, weight: u8) {
        let wide = u16x8_splat(u16::from(weight));
        self.both = u16x8_add(self.both, u16x8_mul(differences, wide));
        self.odd = u16x8_add(self.odd, u16x8_mul(u16x8_shr(differences, 8), wide));
        self.known = u8x16_add(self.known, v128_andnot(u8x16_splat(weight), unknown));
    }
}

impl Sixteen for Simd128 {
    type Totals = ([v128; 4], [v128; 4]);

    #[inline(always)]
    fn new() -> Self {
        let zero = u8x16_splat(0);
        Simd128 {
            both: zero,
            odd: zero,
            known: zero,
        }
    }

    #[inline(always)]
    fn steps(&mut self, bytes: &[u8; STEP], value: u8, weight: u8) {
        let (bytes, value) = (load(bytes), u8x16_splat(value));
        let unknown = u8x16_eq(bytes, u8x16_splat(UNKNOWN));
        let apart = u8x16_sub(u8x16_max(bytes, value), u8x16_min(bytes, value));
        self.add(v128_andnot(apart, unknown), unknown, weight);
    }

    #[inline(always)]
    fn codes(&mut self, bytes: &[u8; STEP], rows: &[[u8; STEP]], weight: u8) {
        let bytes = load(bytes);
        let unknown = u8x16_eq(bytes, u8x16_splat(UNKNOWN));
        let mut differences = u8x16_splat(0);
        let mut positions = bytes;
        // Positions outside a row give 0, so the rows can be joined by "or".
        for row in rows {
            differences = v128_or(differences, u8x16_swizzle(load(row), positions));
            positions = u8x16_sub(positions, u8x16_splat(STEP as u8));
        }
        self.add(differences, unknown, weight);
    }

    #[inline(always)]
    fn looked_up(&mut self, differences: &[u8; STEP], known: &[u8; STEP], weight: u8) {
        let known = load(known);
        self.add(v128_and(load(differences), known), v128_not(known), weight);
    }

    #[inline(always)]
    fn totals() -> Self::Totals {
        ([u32x4_splat(0); 4], [u32x4_splat(0); 4])
    }

    #[inline(always)]
    fn add_to(&self, (differences, known): &mut Self::Totals, scale: u32) {
        let scale = u32x4_splat(scale);
        let add = |total: &mut v128, sums: v128| *total = u32x4_add(*total, u32x4_mul(sums, scale));
        let even = u16x8_sub(self.both, u16x8_shl(self.odd, 8));
        let low = u16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(even, self.odd);
        let high = u16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(even, self.odd);
        add(&mut differences[0], u32x4_extend_low_u16x8(low));
        add(&mut differences[1], u32x4_extend_high_u16x8(low));
        add(&mut differences[2], u32x4_extend_low_u16x8(high));
        add(&mut differences[3], u32x4_extend_high_u16x8(high));
        let (low, high) = (
            u16x8_extend_low_u8x16(self.known),
            u16x8_extend_high_u8x16(self.known),
        );
        add(&mut known[0], u32x4_extend_low_u16x8(low));
        add(&mut known[1], u32x4_extend_high_u16x8(low));
        add(&mut known[2], u32x4_extend_low_u16x8(high));
        add(&mut known[3], u32x4_extend_high_u16x8(high));
    }

    #[inline(always)]
    fn read((differences, known): &Self::Totals) -> [Sums; STEP] {
        let mut sums = [Sums::default(); STEP];
        let pairs = sums.as_chunks_mut::<4>().0;
        for ((&d, &k), four) in differences.iter().zip(known).zip(pairs) {
            store(
                u32x4_shuffle::<0, 4, 1, 5>(d, k),
                u32x4_shuffle::<2, 6, 3, 7>(d, k),
                four,
            );
        }
        sums
    }
}

/// Whether any of four cities scores `floor` or more: the same steps in the same order as one number at a time.
#[inline(always)]
pub fn above_four(rows: &[[f32; FOUR]], weighting: &Weighting, floor: f32) -> bool {
    let (facets, rest) = rows.as_chunks::<2>();
    let Some(([a, b], facets)) = facets.split_last().filter(|_| rest.is_empty()) else {
        return false;
    };
    let mut differences = f32x4_splat(weighting.prior_difference);
    let mut known = f32x4_splat(weighting.prior);
    for ([n, k], &weight) in facets.iter().zip(&weighting.facets) {
        let weight = f32x4_splat(weight);
        differences = f32x4_add(differences, f32x4_mul(weight, load_four(n)));
        known = f32x4_add(known, f32x4_mul(weight, load_four(k)));
    }
    let ratio = f32x4_div(differences, known);
    let scores = f32x4_sub(load_four(a), f32x4_mul(load_four(b), ratio));
    v128_any_true(f32x4_ge(scores, f32x4_splat(floor)))
}
