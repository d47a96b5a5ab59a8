//! The inner loop against a plain one, on columns of every kind and length.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_kernel::portable::Portable;
use city_peers_kernel::{
    Lane, MOST_CODES, Measured, STEP, Sums, TILE, UNKNOWN, Values, sums, sums_on,
};
use proptest::collection::vec;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Column {
    Steps(Vec<u8>, u8),
    Codes(Vec<u8>, Vec<u8>),
    Table(Vec<u8>, Vec<u8>),
    Positions(Vec<u16>, Vec<u8>),
}

impl Column {
    fn lane(&self, weight: u8) -> Lane<'_> {
        let (values, measured) = match self {
            Column::Steps(bytes, value) => (Values::Bytes(bytes), Measured::Steps(*value)),
            Column::Codes(bytes, table) => {
                let rows = table.chunks(STEP).map(|chunk| {
                    let mut row = [0; STEP];
                    row[..chunk.len()].copy_from_slice(chunk);
                    row
                });
                (Values::Bytes(bytes), Measured::Codes(rows.collect()))
            }
            Column::Table(bytes, table) => {
                let mut all = Box::new([0; 256]);
                all[..table.len()].copy_from_slice(table);
                (Values::Bytes(bytes), Measured::Table(all))
            }
            Column::Positions(positions, table) => (
                Values::Positions(positions),
                Measured::Positions(table.clone()),
            ),
        };
        Lane {
            values,
            measured,
            weight,
        }
    }

    /// Difference and whether it is known, one value at a time.
    fn plain(&self, city: usize) -> Option<u8> {
        match self {
            Column::Steps(bytes, value) => {
                let byte = *bytes.get(city)?;
                (byte != UNKNOWN).then(|| byte.abs_diff(*value))
            }
            Column::Codes(bytes, table) | Column::Table(bytes, table) => {
                let byte = *bytes.get(city)?;
                (byte != UNKNOWN).then(|| table[usize::from(byte)])
            }
            Column::Positions(positions, table) => {
                table.get(usize::from(*positions.get(city)?)).copied()
            }
        }
    }
}

/// A byte of `codes` codes; about a quarter is unknown.
fn byte(codes: usize, seed: u32) -> u8 {
    if seed.is_multiple_of(4) {
        UNKNOWN
    } else {
        ((seed >> 3) as usize % codes) as u8
    }
}

fn column(cities: usize) -> impl Strategy<Value = Column> {
    let seeds = || vec(any::<u32>(), cities);
    let bytes = |seeds: Vec<u32>, codes| seeds.into_iter().map(|s| byte(codes, s)).collect();
    let table = |codes| vec(0u8..=254, codes);
    prop_oneof![
        (seeds(), 0u8..=254).prop_map(move |(s, value)| Column::Steps(bytes(s, 255), value)),
        (seeds(), (1..=MOST_CODES).prop_flat_map(table))
            .prop_map(move |(s, t)| Column::Codes(bytes(s, t.len()), t)),
        (seeds(), (1usize..255).prop_flat_map(table))
            .prop_map(move |(s, t)| Column::Table(bytes(s, t.len()), t)),
        (seeds(), (0usize..300).prop_flat_map(table)).prop_map(|(s, t)| {
            let positions = s.into_iter().map(|s| match s % 4 {
                0 => u16::MAX,
                _ => (s >> 3) as u16 % (t.len() as u16 + 2),
            });
            Column::Positions(positions.collect(), t)
        }),
    ]
}

proptest! {
    #[test]
    fn sixteen_at_a_time_is_one_at_a_time(
        (cities, facets) in prop_oneof![3 => 0usize..70, 1 => TILE - 30..TILE + 70].prop_flat_map(|cities| {
            (Just(cities), vec((vec((column(cities), prop_oneof![3 => 1u8..=20, 1 => 1u8..=255]), 0..20), 0u32..1000), 0..4))
        }),
    ) {
        let lanes: Vec<_> = facets
            .iter()
            .map(|(lanes, scale)| (lanes.iter().map(|(c, w)| c.lane(*w)).collect::<Vec<_>>(), *scale))
            .collect();
        let plain: Vec<Sums> = (0..cities)
            .map(|city| {
                let mut sums = Sums::default();
                for (lanes, scale) in &facets {
                    for (column, weight) in lanes {
                        if let Some(difference) = column.plain(city) {
                            let weight = u32::from(*weight) * scale;
                            sums.differences += weight * u32::from(difference);
                            sums.known += weight;
                        }
                    }
                }
                sums
            })
            .collect();
        prop_assert_eq!(&sums_on::<Portable>(cities, &lanes), &plain);
        prop_assert_eq!(&sums(cities, &lanes), &plain);
    }
}
