//! Filling in a profile: where a value lies in the directory, what one more fact would bring, what neighbours and the
//! country suggest. Pure; proposes, never fills in.

use crate::directory::{CityIx, Column, Directory, NONE};
use crate::model::Kind;
use crate::order::sort;
use crate::quantise::{Cell, STEPS, UNKNOWN};
use crate::weights::Weights;

/// How the values of one indicator are spread over the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// Cities per step, level or code; for tags, cities whose set has the code.
    pub counts: Vec<u32>,
    /// Cities that state it.
    pub stated: u32,
}

impl Spread {
    /// The spread of an indicator.
    pub fn of(directory: &Directory, indicator: usize) -> Spread {
        let mut spread = Spread::default();
        let Some(described) = directory.catalogue.indicators.get(indicator) else {
            return spread;
        };
        let places = match &described.kind {
            Kind::Number { .. } => usize::from(STEPS) + 1,
            _ => described.codes().len(),
        };
        spread.counts = vec![0; places];
        match directory.cities.columns.get(indicator) {
            Some(Column::Bytes(bytes)) => {
                for &byte in bytes.iter().filter(|byte| **byte != UNKNOWN) {
                    spread.add(usize::from(byte));
                    spread.stated += 1;
                }
            }
            Some(Column::Tags { sets, of }) => {
                for bits in of.iter().filter_map(|set| sets.get(usize::from(*set))) {
                    for code in (0..places.min(64)).filter(|code| bits >> code & 1 == 1) {
                        spread.add(code);
                    }
                    spread.stated += 1;
                }
            }
            _ => {}
        }
        spread
    }

    fn add(&mut self, at: usize) {
        if let Some(count) = self.counts.get_mut(at) {
            *count += 1;
        }
    }

    /// Share of the stating cities that lie below a step or level, 0–1; `None` where no city states it.
    pub fn below(&self, at: u8) -> Option<f64> {
        let below: u32 = self.counts.iter().take(usize::from(at)).sum();
        (self.stated > 0).then(|| f64::from(below) / f64::from(self.stated))
    }

    /// Share of the stating cities with this step, level or code, 0–1.
    pub fn with(&self, at: usize) -> Option<f64> {
        let with = self.counts.get(at).copied()?;
        (self.stated > 0).then(|| f64::from(with) / f64::from(self.stated))
    }

    /// The step or level that this share of the stating cities stays at or below.
    pub fn quantile(&self, share: f64) -> Option<u8> {
        let wanted = f64::from(self.stated) * share;
        let mut reached = 0u32;
        for (at, count) in self.counts.iter().enumerate() {
            reached += count;
            if *count > 0 && f64::from(reached) >= wanted {
                return u8::try_from(at).ok();
            }
        }
        None
    }
}

/// What stating one more indicator would bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// Position of the indicator.
    pub indicator: usize,
    /// Cities that state it: so many more would be compared on it, each with more coverage.
    pub cities: u32,
    /// Coverage that each of them would gain, 0–1: the indicator's share of all weight.
    pub coverage: f64,
}

impl Gain {
    /// Coverage gained over all cities.
    pub fn worth(&self) -> f64 {
        f64::from(self.cities) * self.coverage
    }
}

/// What stating each unknown context indicator would bring, the most first; equal ones in the order of the catalogue.
/// What no city states is not among them: it would change no comparison. `spreads`: of all indicators, in order.
pub fn gains(spreads: &[Spread], cells: &[Cell], weights: &Weights) -> Vec<Gain> {
    let mut gains = Vec::new();
    for (indicator, (spread, &weight)) in spreads.iter().zip(&weights.of).enumerate() {
        let known = !matches!(cells.get(indicator), None | Some(Cell::Unknown));
        if !known && weight > 0 && spread.stated > 0 {
            gains.push(Gain {
                indicator,
                cities: spread.stated,
                coverage: f64::from(weight) / f64::from(weights.total.max(1)),
            });
        }
    }
    sort(&mut gains, |a, b| {
        (b.worth(), a.indicator) < (a.worth(), b.indicator)
    });
    gains
}

/// Countries with so many cities that state an indicator show whether it is the same for all of a country.
const SEVERAL: usize = 3;

/// Which coded indicators are the same for all cities of a country, as far as the directory knows: in every country no
/// two cities differ, and some country has several. Numbers are kept in steps and never proposed.
pub fn national(directory: &Directory) -> Vec<bool> {
    let countries = directory.cities.countries.len();
    let indicators = directory.catalogue.indicators.iter().enumerate();
    let same = indicators.map(|(ix, indicator)| {
        if matches!(indicator.kind, Kind::Number { .. }) {
            return false;
        }
        let mut seen = vec![(Cell::Unknown, 0usize); countries];
        for city in directory.indices() {
            let cell = directory.cell(ix, city);
            let at = directory.cities.country.get(city.ix()).copied();
            let Some(country) = seen.get_mut(usize::from(at.unwrap_or(NONE))) else {
                continue;
            };
            match country {
                _ if cell == Cell::Unknown => {}
                (_, count @ 0) => {
                    (*country).0 = {
                        *count = 1;
                        cell
                    }
                }
                (first, count) if *first == cell => *count += 1,
                _ => return false,
            }
        }
        seen.iter().any(|(_, count)| *count >= SEVERAL)
    });
    same.collect()
}

/// The value of an indicator that is the same for a whole country: the first that a city of it states.
pub fn of_country(directory: &Directory, country: &str, indicator: usize) -> Cell {
    let cities = directory.indices();
    let mut cells = cities
        .filter(|city| directory.country(*city) == country)
        .map(|city| directory.cell(indicator, city));
    cells
        .find(|cell| *cell != Cell::Unknown)
        .unwrap_or_default()
}

/// Mean radius of the earth, km.
const RADIUS: f64 = 6371.0;

/// Great-circle distance, km.
pub fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |x: f64, y: f64| libm::sin((x - y).to_radians() / 2.0);
    let (up, along) = (half(a.0, b.0), half(a.1, b.1));
    let flat = libm::cos(a.0.to_radians()) * libm::cos(b.0.to_radians());
    let chord = up * up + flat * along * along;
    2.0 * RADIUS * libm::asin(libm::sqrt(chord.clamp(0.0, 1.0)))
}

/// The cities nearest to a place with their distance in km, nearest first; places are known to a tenth of a degree.
pub fn nearest(directory: &Directory, lat: f64, lon: f64, count: usize) -> Vec<(CityIx, f64)> {
    let mut found: Vec<(CityIx, f64)> = Vec::new();
    for city in directory.indices() {
        let Some(place) = directory.place(city) else {
            continue;
        };
        // One degree of latitude is 111 km: what is farther off than the last one found needs no trigonometry.
        let last = found.get(count.wrapping_sub(1)).map(|(_, km)| *km);
        if last.is_some_and(|km| (place.0 - lat).abs() * 111.0 > km) {
            continue;
        }
        let km = distance((lat, lon), place);
        let at = found.partition_point(|(_, known)| *known <= km);
        found.insert(at, (city, km));
        found.truncate(count);
    }
    found
}
