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

/// A walk through the cities, country by country, from neighbour to neighbour: along a Hilbert curve (Hilbert 1891) over
/// the map. What changes slowly over land then changes slowly along the walk. Positions in order; every file of the
/// format relies on it, so it must never change.
pub(super) fn walk(country: &[u16], lat: &[i16], lon: &[i16]) -> Vec<usize> {
    // Country, way along the curve and position in one number each: 16, 24 and 24 bits.
    let mut order: Vec<u64> = country
        .iter()
        .zip(lat.iter().zip(lon))
        .enumerate()
        .map(|(at, (&country, (&lat, &lon)))| {
            let side = |tenths: i16, half: i16| (tenths.saturating_add(half)).clamp(0, 4095) as u32;
            let way = hilbert(side(lat, 900), side(lon, 1800));
            u64::from(country) << 48 | u64::from(way) << 24 | at as u64
        })
        .collect();
    sort_long(&mut order);
    order
        .into_iter()
        .map(|row| (row & 0xff_ffff) as usize)
        .collect()
}

/// Sorts numbers that differ: a heap (Williams 1964), in a tenth of the code of the general sort.
fn sort_long(list: &mut [u64]) {
    let sink = |list: &mut [u64], mut at: usize| {
        loop {
            let mut child = 2 * at + 1;
            if list.get(child + 1) > list.get(child) {
                child += 1;
            }
            if list.get(child) <= list.get(at) {
                return;
            }
            list.swap(at, child);
            at = child;
        }
    };
    for at in (0..list.len() / 2).rev() {
        sink(list, at);
    }
    for end in (1..list.len()).rev() {
        list.swap(0, end);
        sink(list.get_mut(..end).unwrap_or_default(), 0);
    }
}

/// Distance along a Hilbert curve that fills 4096 × 4096 squares.
fn hilbert(mut x: u32, mut y: u32) -> u32 {
    const SIDE: u32 = 4096;
    let mut distance = 0;
    let mut square = SIDE / 2;
    while square > 0 {
        let (right, up) = (u32::from(x & square != 0), u32::from(y & square != 0));
        distance += square * square * ((3 * right) ^ up);
        if up == 0 {
            if right == 1 {
                (x, y) = (SIDE - 1 - x, SIDE - 1 - y);
            }
            (x, y) = (y, x);
        }
        square /= 2;
    }
    distance
}

/// A column in the order of a walk.
pub(super) fn along<T: Copy>(column: &[T], walk: &[usize]) -> Vec<T> {
    walk.iter()
        .filter_map(|&at| column.get(at).copied())
        .collect()
}

/// The inverse of [`along`].
pub(super) fn back<T: Copy + Default>(walked: &[T], walk: &[usize]) -> Vec<T> {
    let mut column = vec![T::default(); walked.len()];
    for (&value, &at) in walked.iter().zip(walk) {
        if let Some(slot) = column.get_mut(at) {
            *slot = value;
        }
    }
    column
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

#[cfg(test)]
mod tests {
    use super::{sort_long, walk};

    #[test]
    fn the_heap_sorts() {
        let mut state = 7u64;
        for length in [0, 1, 2, 3, 10, 1000] {
            let mut list: Vec<u64> = (0..length)
                .map(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1);
                    state
                })
                .collect();
            let mut expected = list.clone();
            expected.sort_unstable();
            sort_long(&mut list);
            assert_eq!(list, expected);
        }
    }

    #[test]
    fn a_walk_visits_every_city_once_country_by_country() {
        let country = [1, 0, 1, 0, 1];
        let walk = walk(
            &country,
            &[0, 10, -900, 900, i16::MIN],
            &[0, 0, 1800, -1800, i16::MIN],
        );
        let mut seen = walk.clone();
        seen.sort_unstable();
        assert_eq!(seen, [0, 1, 2, 3, 4]);
        assert!(walk.windows(2).all(|w| country[w[0]] <= country[w[1]]));
    }
}
