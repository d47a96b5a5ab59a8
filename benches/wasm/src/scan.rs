//! The least that any comparison must do: read every byte once. Pure.

/// Sum of all bytes, modulo 2³².
pub fn sum(bytes: &[u8]) -> u32 {
    let whole = bytes.chunks_exact(64);
    let rest: u32 = whole.remainder().iter().map(|&b| u32::from(b)).sum();
    vectors(bytes).wrapping_add(rest)
}

/// Sum of the bytes in whole runs of 64.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
fn vectors(bytes: &[u8]) -> u32 {
    let whole = bytes.chunks_exact(64).flatten();
    whole.fold(0, |sum, &b| sum.wrapping_add(u32::from(b)))
}

/// Sum of the bytes in whole runs of 64: two instructions per 16 bytes, four vectors to a turn.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
fn vectors(bytes: &[u8]) -> u32 {
    use core::arch::wasm32::*;
    // 16-bit sums take two vectors of two bytes each per turn: 64 turns stay below 2¹⁶.
    const TURNS: usize = 64;
    let mut total = u32x4_splat(0);
    for stretch in bytes.chunks(64 * TURNS) {
        let (mut a, mut b) = (u16x8_splat(0), u16x8_splat(0));
        for run in stretch.chunks_exact(64) {
            let at = run.as_ptr().cast::<v128>();
            // SAFETY: `run` has 64 bytes; `v128_load` asks for no alignment.
            let [w, x, y, z] = unsafe {
                [
                    v128_load(at),
                    v128_load(at.add(1)),
                    v128_load(at.add(2)),
                    v128_load(at.add(3)),
                ]
            };
            a = u16x8_add(a, u16x8_extadd_pairwise_u8x16(w));
            b = u16x8_add(b, u16x8_extadd_pairwise_u8x16(x));
            a = u16x8_add(a, u16x8_extadd_pairwise_u8x16(y));
            b = u16x8_add(b, u16x8_extadd_pairwise_u8x16(z));
        }
        total = u32x4_add(total, u32x4_extadd_pairwise_u16x8(a));
        total = u32x4_add(total, u32x4_extadd_pairwise_u16x8(b));
    }
    u32x4_extract_lane::<0>(total)
        .wrapping_add(u32x4_extract_lane::<1>(total))
        .wrapping_add(u32x4_extract_lane::<2>(total))
        .wrapping_add(u32x4_extract_lane::<3>(total))
}

#[cfg(test)]
mod tests {
    #[test]
    fn sums_every_byte_of_any_length() {
        for length in [0, 1, 63, 64, 65, 4096, 10_007] {
            let bytes: Vec<u8> = (0..length).map(|i| (i * 31 % 256) as u8).collect();
            let plain: u32 = bytes.iter().map(|&b| u32::from(b)).sum();
            assert_eq!(super::sum(&bytes), plain, "{length}");
        }
    }
}
