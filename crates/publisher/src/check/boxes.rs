//! Where the places of each country lie and which clocks they keep, from the embedded list. Pure.

use crate::standard;
use std::collections::BTreeMap;

/// A box of degrees; `west` above `east` crosses the antimeridian.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    south: f64,
    west: f64,
    north: f64,
    east: f64,
    /// Time zones of the country's places, most places first.
    pub time_zones: Vec<&'static str>,
}

impl Region {
    /// Whether a place lies in the box.
    pub fn holds(&self, lat: f64, lon: f64) -> bool {
        let between = if self.west <= self.east {
            (self.west..=self.east).contains(&lon)
        } else {
            lon >= self.west || lon <= self.east
        };
        (self.south..=self.north).contains(&lat) && between
    }
}

/// The regions by country code; countries without a place in GeoNames have none.
pub fn regions() -> BTreeMap<&'static str, Region> {
    let rows = standard::COUNTRY_BOXES.lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split(',');
        let country = cells.next()?;
        let mut degrees = || cells.next()?.parse::<f64>().ok();
        let (south, west, north, east) = (degrees()?, degrees()?, degrees()?, degrees()?);
        let time_zones = cells.next()?.split('|').collect();
        let region = Region {
            south,
            west,
            north,
            east,
            time_zones,
        };
        Some((country, region))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::regions;

    #[test]
    fn places_of_countries() {
        let all = regions();
        assert!(all.len() > 240, "{}", all.len());
        let holds = |code: &str, lat, lon| all[code].holds(lat, lon);
        assert!(holds("FR", 45.76, 4.84) && !holds("FR", 4.84, 45.76));
        // Across the antimeridian.
        assert!(
            holds("FJ", -18.1, 178.4) && holds("FJ", -16.8, -179.9) && !holds("FJ", -18.0, 0.0)
        );
        assert!(
            holds("RU", 64.7, 177.5) && holds("RU", 66.0, -171.0) && !holds("RU", 60.0, -150.0)
        );
        assert_eq!(all["KR"].time_zones, ["Asia/Seoul"]);
        for (code, region) in &all {
            assert!(crate::countries::is_country(code), "{code}");
            assert!(
                region.south < region.north && !region.time_zones.is_empty(),
                "{code}"
            );
        }
    }
}
