//! Unknown values, and the cities that could stand in for them. Pure.

use super::{DONORS, DONORS_NEAR, FILLED, FILLINGS};
use crate::directory::{CityIx, Column, Directory, NONE};
use crate::quantise::{Cell, UNKNOWN};
use crate::random::Random;

/// Unknown values that can be filled, and the cities that state them.
pub(super) struct Gaps {
    /// Per indicator.
    pub(super) of: Vec<Option<Donors>>,
    /// Cities with gaps.
    pub(super) cities: Vec<(CityIx, Vec<Gap>)>,
    /// Whether the asking city has a gap that can be filled.
    pub(super) asking: bool,
}

/// A value of a city that is to be filled.
pub(super) struct Gap {
    pub(super) indicator: u16,
    /// Where its donors begin and end.
    pub(super) donors: (u32, u32),
}

/// The cities that state an indicator, in the directory's order.
pub(super) struct Donors(Vec<u32>);

impl Gaps {
    pub(super) fn new(directory: &Directory, cells: &[Cell]) -> Gaps {
        let indicators = directory.catalogue.indicators.iter();
        let columns = indicators.zip(&directory.cities.columns);
        let of: Vec<Option<Donors>> = columns
            .map(|(indicator, column)| {
                indicator.context()?;
                let donors = Donors(stating(column, directory.len()));
                (donors.0.len() >= DONORS).then_some(donors)
            })
            .collect();
        let unknown = |ix: usize, donors: &Option<Donors>| {
            donors.is_some() && cells.get(ix).is_none_or(|cell| *cell == Cell::Unknown)
        };
        let asking = of
            .iter()
            .enumerate()
            .any(|(ix, donors)| unknown(ix, donors));
        let incomplete: Vec<(usize, &Donors)> = of
            .iter()
            .enumerate()
            .filter_map(|(ix, donors)| Some((ix, donors.as_ref()?)))
            .filter(|(_, donors)| donors.0.len() < directory.len())
            .collect();
        // Few cities have gaps: only theirs are looked at value by value.
        let mut has_gap = vec![false; directory.len()];
        for (_, donors) in &incomplete {
            let mut next = 0;
            for &donor in donors.0.iter().chain([&(directory.len() as u32)]) {
                let between = has_gap.get_mut(next..donor as usize);
                between.unwrap_or_default().fill(true);
                next = donor as usize + 1;
            }
        }
        let cities = directory.indices().zip(has_gap).filter_map(|(city, has)| {
            if !has {
                return None;
            }
            let unknown = incomplete
                .iter()
                .filter(|(ix, _)| directory.cell(*ix, city) == Cell::Unknown);
            let unknown = unknown.map(|(ix, donors)| Gap {
                indicator: *ix as u16,
                donors: donors.near(directory, directory.country_at(city)),
            });
            let unknown: Vec<Gap> = unknown.collect();
            (!unknown.is_empty()).then_some((city, unknown))
        });
        Gaps {
            cities: cities.collect(),
            of,
            asking,
        }
    }

    /// How often they are filled.
    pub(super) fn fillings(&self, directory: &Directory) -> usize {
        let mut values: usize = self.cities.iter().map(|(_, unknown)| unknown.len()).sum();
        if self.asking {
            // All cities are compared anew, which is quicker than filling.
            values += directory.len();
        }
        match FILLED.checked_div(values) {
            Some(times) => times.clamp(FILLINGS.1, FILLINGS.0),
            None => 1,
        }
    }
}

/// The cities that state an indicator.
fn stating(column: &Column, cities: usize) -> Vec<u32> {
    match column {
        Column::Unknown => Vec::new(),
        Column::Bytes(bytes) => {
            let known = (0..cities as u32).zip(bytes).filter(|c| *c.1 != UNKNOWN);
            known.map(|c| c.0).collect()
        }
        Column::Tags { .. } => {
            let known = |city: &u32| column.cell(CityIx(*city)) != Cell::Unknown;
            (0..cities as u32).filter(known).collect()
        }
    }
}

impl Donors {
    /// Where the donors of a country begin and end; all donors where it has too few.
    pub(super) fn near(&self, directory: &Directory, country: Option<u16>) -> (u32, u32) {
        let all = self.0.len() as u32;
        let Some(country) = country else {
            return (0, all);
        };
        // Cities are ordered by country.
        let of = |donor: &u32| {
            let at = directory.cities.country.get(*donor as usize).copied();
            at.unwrap_or(NONE)
        };
        let from = self.0.partition_point(|donor| of(donor) < country);
        let to = self.0.partition_point(|donor| of(donor) <= country);
        if to - from >= DONORS_NEAR {
            (from as u32, to as u32)
        } else {
            (0, all)
        }
    }

    pub(super) fn draw(&self, (from, to): (u32, u32), random: &mut Random) -> u32 {
        let at = u64::from(from) + random.below(u64::from(to.saturating_sub(from)));
        self.0.get(at as usize).copied().unwrap_or_default()
    }
}
