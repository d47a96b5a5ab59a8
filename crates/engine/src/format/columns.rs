//! How columns are laid out so that general compressors find their regularities. Pure.

/// A 16-bit column as low bytes then high bytes.
pub(super) fn planes(values: impl Iterator<Item = u16> + Clone) -> Vec<u8> {
    let low = values.clone().map(|v| v as u8);
    low.chain(values.map(|v| (v >> 8) as u8)).collect()
}

/// The inverse of [`planes`].
pub(super) fn unplanes(bytes: &[u8]) -> Vec<u16> {
    let (low, high) = bytes.split_at(bytes.len() / 2);
    let pairs = low.iter().zip(high);
    pairs
        .map(|(&l, &h)| u16::from(l) | u16::from(h) << 8)
        .collect()
}

/// Differences to the value before, wrapping; the same function with `false` undoes it.
pub(super) fn delta(bytes: &[u8], forward: bool) -> Vec<u8> {
    let mut before = 0u8;
    bytes
        .iter()
        .map(|&byte| {
            if forward {
                let step = byte.wrapping_sub(before);
                before = byte;
                step
            } else {
                before = before.wrapping_add(byte);
                before
            }
        })
        .collect()
}

/// A rough count of the bits an entropy coder needs, to choose between two layouts; integers only, so that
/// every machine chooses alike.
pub(super) fn cost(bytes: &[u8]) -> u64 {
    let mut counts = [0u32; 256];
    for &byte in bytes {
        counts[usize::from(byte)] += 1;
    }
    // Σ n·log2(N/n) with the logarithm rounded down to whole bits and the rest interpolated.
    let log = |x: u64| -> u64 {
        let whole = u64::from(63 - x.max(1).leading_zeros());
        (whole << 8) + ((x << 8) >> whole) - 256
    };
    let all = log(bytes.len() as u64);
    counts
        .iter()
        .filter(|&&n| n > 0)
        .map(|&n| u64::from(n) * (all - log(u64::from(n))))
        .sum()
}
