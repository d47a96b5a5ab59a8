//! The kernel on vectors against the kernel on arrays and a plain loop, in the module that pages run.

use city_peers_engine::random::Random;
use city_peers_kernel::bounds::Bounds;
use city_peers_kernel::linear::{Line, Lines, Weighting};
use city_peers_kernel::portable::Portable;
use city_peers_kernel::{Lane, Measured, STEP, Sums, UNKNOWN, Values, sums, sums_on};

/// Whether this module's kernel runs on vectors: 1 or 0.
#[unsafe(no_mangle)]
pub extern "C" fn on_vectors() -> u32 {
    u32::from(cfg!(all(
        target_arch = "wasm32",
        target_feature = "simd128"
    )))
}

/// Bytes, positions, table of differences, weight, kind, value.
type Column = (Vec<u8>, Vec<u16>, Vec<u8>, u8, u64, u8);

/// Compares random columns in all three ways; gives the number of cities whose sums are not the same.
#[unsafe(no_mangle)]
pub extern "C" fn check_sums(seed: u32) -> u32 {
    let mut random = Random::new(u64::from(seed));
    let cities = random.below(3000) as usize;
    let mut columns: Vec<Column> = Vec::new();
    for _ in 0..1 + random.below(40) {
        let codes = 1 + random.below(254) as usize;
        let table: Vec<u8> = (0..codes).map(|_| random.below(255) as u8).collect();
        let bytes: Vec<u8> = (0..cities)
            .map(|_| match random.below(5) {
                0 => UNKNOWN,
                _ => random.below(codes as u64) as u8,
            })
            .collect();
        let positions: Vec<u16> = bytes
            .iter()
            .map(|&b| if b == UNKNOWN { u16::MAX } else { u16::from(b) })
            .collect();
        let weight = 1 + random.below(63) as u8;
        columns.push((
            bytes,
            positions,
            table,
            weight,
            random.below(4),
            random.below(255) as u8,
        ));
    }
    let facets: Vec<(Vec<Lane<'_>>, u32)> = columns
        .chunks(7)
        .enumerate()
        .map(|(ix, columns)| {
            let lanes = columns.iter().map(|column| {
                let (bytes, positions, table, weight, kind, value) = column;
                lane(bytes, positions, table, *weight, *kind, *value)
            });
            (lanes.collect(), 100 + ix as u32)
        })
        .collect();
    let plain: Vec<Sums> = (0..cities)
        .map(|city| {
            let mut sums = Sums::default();
            for (columns, (lanes, scale)) in columns.chunks(7).zip(&facets) {
                for ((bytes, _, table, weight, _, value), lane) in columns.iter().zip(lanes) {
                    let byte = bytes[city];
                    if byte != UNKNOWN {
                        let difference = match lane.measured {
                            Measured::Steps(_) => byte.abs_diff(*value),
                            _ => table[usize::from(byte)],
                        };
                        sums.differences += u32::from(difference) * u32::from(*weight) * scale;
                        sums.known += u32::from(*weight) * scale;
                    }
                }
            }
            sums
        })
        .collect();
    let different = |other: &[Sums]| {
        let pairs = plain.iter().zip(other);
        pairs.filter(|(a, b)| a != b).count() + plain.len().abs_diff(other.len())
    };
    let (native, portable) = (sums(cities, &facets), sums_on::<Portable>(cities, &facets));
    (different(&native) + different(&portable)) as u32
}

fn lane<'c>(
    bytes: &'c [u8],
    positions: &'c [u16],
    table: &[u8],
    weight: u8,
    kind: u64,
    value: u8,
) -> Lane<'c> {
    let rows = |table: &[u8]| {
        let row = |chunk: &[u8]| {
            let mut row = [0; STEP];
            row[..chunk.len()].copy_from_slice(chunk);
            row
        };
        table.chunks(STEP).map(row).collect()
    };
    let (values, measured) = match kind {
        0 => (Values::Bytes(bytes), Measured::Steps(value)),
        1 if table.len() <= city_peers_kernel::MOST_CODES => {
            (Values::Bytes(bytes), Measured::Codes(rows(table)))
        }
        1 | 2 => {
            let mut all = Box::new([0; 256]);
            all[..table.len()].copy_from_slice(table);
            (Values::Bytes(bytes), Measured::Table(all))
        }
        _ => (
            Values::Positions(positions),
            Measured::Positions(table.to_vec()),
        ),
    };
    Lane {
        values,
        measured,
        weight,
    }
}

/// Looks random lines up by floor; gives the number of cities found wrongly or with another score.
#[unsafe(no_mangle)]
pub extern "C" fn check_lines(seed: u32) -> u32 {
    let mut random = Random::new(u64::from(seed));
    let facets = 1 + random.below(6) as usize;
    let cities = random.below(600) as usize;
    let mut lines = Lines::new(facets, cities);
    for _ in 0..cities {
        let sums: Vec<(f32, f32)> = (0..facets)
            .map(|_| (random.share() as f32 * 200.0, random.share() as f32 * 300.0))
            .collect();
        let line = Line {
            sums: &sums,
            a: random.share() as f32,
            b: random.share() as f32,
        };
        lines.push((random.below(9) > 0).then_some(line));
    }
    let weighting = Weighting {
        facets: (0..facets).map(|_| random.share() as f32 * 40.0).collect(),
        prior: 50.0,
        prior_difference: 21.0,
    };
    let mut found = Vec::new();
    let floor = random.share() as f32 * 0.6;
    let mut bounds = Bounds::new(
        &lines,
        [(&weighting, floor)].into_iter(),
        seed.is_multiple_of(2),
    );
    bounds.best(&lines, 0, cities, usize::MAX, &mut found);
    let mut found: Vec<(u32, f32)> = found.iter().map(|f| (f.city, f.score)).collect();
    found.sort_by_key(|row| row.0);
    let plain: Vec<(u32, f32)> = (0..cities)
        .map(|city| (city as u32, lines.score(city, &weighting)))
        .filter(|row| row.1 >= floor)
        .collect();
    let same = plain.iter().zip(&found);
    let same = same.filter(|(a, b)| a.0 == b.0 && a.1.to_bits() == b.1.to_bits());
    (plain.len().max(found.len()) - same.count()) as u32
}
