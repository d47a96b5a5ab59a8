//! Time zones from the bundled IANA database: which exist, and their offsets in one year. Pure.

use city_peers_engine::directory::Zone;
use jiff::civil::date;
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

    /// Offsets from UTC in minutes on 15 January and 15 July of a year, at noon; `None` for a zone that does not exist.
    pub fn zone(&self, name: &str, year: i16) -> Option<Zone> {
        let zone = self.database.get(name).ok()?;
        let minutes = |month: i8| -> Option<i16> {
            let noon = date(year, month, 15).at(12, 0, 0, 0);
            let seconds = zone.to_zoned(noon).ok()?.offset().seconds();
            i16::try_from(seconds.div_euclid(60)).ok()
        };
        Some(Zone {
            name: name.to_owned(),
            january: minutes(1)?,
            july: minutes(7)?,
        })
    }
}
