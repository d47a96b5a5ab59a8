//! How the values of an indicator are spread over the cities of a directory. Pure: counts only.

use crate::directory::Directory;
use crate::model::Kind;
use crate::quantise::{Cell, STEPS};

/// How often each value of an indicator occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// Cities that state the indicator.
    pub stated: u32,
    /// Cities per step of a number, per level, or per code. A city with several tags counts for each of them.
    pub counts: Vec<u32>,
}

impl Spread {
    /// Counts one indicator of the catalogue; empty where there is no such indicator.
    pub fn of(directory: &Directory, indicator: usize) -> Spread {
        let Some(entry) = directory.catalogue.indicators.get(indicator) else {
            return Spread::default();
        };
        let places = match &entry.kind {
            Kind::Number { .. } => usize::from(STEPS) + 1,
            _ => entry.codes().len(),
        };
        let mut spread = Spread {
            stated: 0,
            counts: vec![0; places],
        };
        for city in directory.indices() {
            spread.add(directory.cell(indicator, city));
        }
        spread
    }

    fn add(&mut self, cell: Cell) {
        match cell {
            Cell::Unknown => return,
            Cell::Byte(at) => self.count(usize::from(at)),
            Cell::Tags(bits) => {
                for bit in (0..self.counts.len()).filter(|bit| bits >> bit & 1 == 1) {
                    self.count(bit);
                }
            }
        }
        self.stated += 1;
    }

    fn count(&mut self, at: usize) {
        if let Some(count) = self.counts.get_mut(at) {
            *count += 1;
        }
    }

    /// The place below or at which `part` of `parts` of the stating cities lie, from the least: 1 of 2 is the median.
    /// For numbers and levels; `None` where nobody states the indicator.
    pub fn quantile(&self, part: u32, parts: u32) -> Option<usize> {
        if self.stated == 0 || parts == 0 {
            return None;
        }
        // The city at this place, from 1; the lower of the two in the middle.
        let wanted = (u64::from(self.stated) * u64::from(part)).div_ceil(u64::from(parts));
        let mut passed = 0u64;
        self.counts.iter().position(|count| {
            passed += u64::from(*count);
            passed >= wanted.max(1)
        })
    }
}

/// The values of the main indicator, as exact as the core keeps them, ascending.
pub fn mains(directory: &Directory) -> Vec<u64> {
    let mut values: Vec<u64> = directory
        .indices()
        .filter_map(|city| directory.main(city))
        .collect();
    values.sort_unstable();
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(steps: &[u8]) -> Spread {
        let mut spread = Spread {
            stated: 0,
            counts: vec![0; 255],
        };
        for &step in steps {
            spread.add(Cell::Byte(step));
        }
        spread
    }

    #[test]
    fn quantiles_are_values_that_cities_have() {
        let spread = numbers(&[0, 10, 10, 20, 254]);
        assert_eq!(spread.stated, 5);
        assert_eq!(spread.quantile(1, 2), Some(10));
        assert_eq!(spread.quantile(1, 4), Some(10));
        assert_eq!(spread.quantile(3, 4), Some(20));
        assert_eq!(spread.quantile(0, 4), Some(0));
        assert_eq!(spread.quantile(1, 1), Some(254));
        assert_eq!(numbers(&[7, 9]).quantile(1, 2), Some(7), "the lower middle");
    }

    #[test]
    fn nobody_states_it() {
        let mut spread = numbers(&[]);
        spread.add(Cell::Unknown);
        assert_eq!(spread.stated, 0);
        assert_eq!(spread.quantile(1, 2), None);
        assert_eq!(numbers(&[3]).quantile(1, 0), None);
        assert_eq!(
            Spread::of(
                &crate::assemble::assemble(Default::default(), &str::to_owned).directory,
                9
            ),
            Spread::default()
        );
    }

    #[test]
    fn tags_count_each_and_the_city_once() {
        let mut spread = Spread {
            stated: 0,
            counts: vec![0; 3],
        };
        for bits in [0b101, 0b001, 0] {
            spread.add(Cell::Tags(bits));
        }
        assert_eq!((spread.stated, spread.counts), (3, vec![2, 0, 1]));
    }
}
