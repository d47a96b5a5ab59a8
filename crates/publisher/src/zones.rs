//! Time zones from the bundled IANA database: which exist, and their offsets over some years. Pure.

use city_peers_engine::directory::{Years, Zone};
use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;

/// The time zones of the bundled database.
pub struct Zones {
    database: TimeZoneDatabase,
}

impl Default for Zones {
    fn default() -> Self {
        Zones {
            database: TimeZoneDatabase::bundled(),
        }
    }
}

impl Zones {
    /// Names of all zones.
    pub fn names(&self) -> Vec<String> {
        self.database.available().map(|n| n.to_string()).collect()
    }

    /// Whether two zones show the same time in the middle of January and of July of a year: other names of one zone do,
    /// and neighbours that agree.
    pub fn same_clocks(&self, one: &str, other: &str, year: i16) -> bool {
        let offsets = |name: &str| -> Option<[i32; 2]> {
            let zone = self.database.get(name).ok()?;
            let at = |month| -> Option<i32> {
                let noon = jiff::civil::date(year, month, 15).at(12, 0, 0, 0);
                let instant = jiff::tz::TimeZone::UTC.to_timestamp(noon).ok()?;
                Some(zone.to_offset(instant).seconds())
            };
            Some([at(1)?, at(7)?])
        };
        // A zone that does not exist is another matter.
        offsets(one).is_none_or(|one| offsets(other) == Some(one))
    }

    /// A zone with its offsets at noon UTC of every day of some years; `None` for a zone that does not exist.
    pub fn zone(&self, name: &str, years: Years) -> Option<Zone> {
        let zone = self.database.get(name).ok()?;
        Zone::new(name, years, |day| {
            // The database ends with the year 9999; its last offsets go on.
            let noon = Timestamp::from_second(i64::from(day.0) * 86_400 + 43_200);
            let offset = zone.to_offset(noon.unwrap_or(Timestamp::MAX));
            i16::try_from(offset.seconds().div_euclid(60)).ok()
        })
    }
}
