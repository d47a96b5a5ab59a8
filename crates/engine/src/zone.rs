//! Time zones: how far their clocks are ahead of UTC on a given day, over the years a directory covers. Pure: the
//! offsets come from the caller, who has a database of time zones.

use crate::day::Day;
use std::sync::Arc;

/// The years over which the zones of a directory know their changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// The first one, as a rule the year in which the directory was last updated.
    pub first: i16,
    /// How many, 1 to 100; 0 is taken as 1.
    pub count: u8,
}

/// Years covered where nothing else is asked for. Governments change their rules at shorter notice than that, so more
/// years would look exact without being so.
pub const COVERED: u8 = 5;

impl Years {
    /// The [`COVERED`] years from this one on.
    pub fn from(first: i16) -> Years {
        Years {
            first,
            count: COVERED,
        }
    }

    /// The last covered year.
    pub fn last(self) -> i32 {
        i32::from(self.first) + i32::from(self.count.clamp(1, 100)) - 1
    }

    /// Whether a day lies in a covered year.
    pub fn cover(self, day: Day) -> bool {
        (i32::from(self.first)..=self.last()).contains(&day.to_ymd().0)
    }

    /// 1 January of the first covered year.
    pub(crate) fn first_day(self) -> Day {
        self.day(1, 1)
    }

    /// All covered days in order.
    pub fn days(self) -> impl Iterator<Item = Day> + use<> {
        (self.first_day().0..=self.of(self.last(), 12, 31).0).map(Day)
    }

    /// The two days whose hours count, on average, for a question about a date: that date twice, or 15 January and
    /// 15 July of the first year where there is none.
    ///
    /// For a date outside of the covered years it is the same day of the nearest covered year (28 February for a leap day).
    pub fn days_for(self, date: Option<Day>) -> [Day; 2] {
        let Some(date) = date else {
            return [self.day(1, 15), self.day(7, 15)];
        };
        let (year, month, day) = date.to_ymd();
        let nearest = year.max(i32::from(self.first)).min(self.last());
        // Of the days that other years have, only a leap day is missing.
        let same = Day::from_ymd(nearest, month, day);
        [same.unwrap_or(self.of(nearest, month, 28)); 2]
    }

    fn day(self, month: u8, day: u8) -> Day {
        self.of(i32::from(self.first), month, day)
    }

    /// A day that every year has; years of 16 bits are never out of range.
    fn of(self, year: i32, month: u8, day: u8) -> Day {
        Day::from_ymd(year, month, day).unwrap_or_default()
    }
}

/// A time zone with its offsets from UTC on the days of some [`Years`].
///
/// What counts for a day is the offset in force at noon UTC of it: wherever clocks change, they do so before the
/// working day of the same date, and that noon lies after the change and before the next date's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Zone {
    /// IANA name.
    pub name: String,
    /// Offset on the first covered day, minutes.
    pub(crate) offset: i16,
    /// Changes: from this day on, so many minutes ahead of `offset`; ascending. Zones with the same rules share one list.
    pub(crate) changes: Changes,
}

/// Days of change, and the minutes ahead of a first offset from then on.
pub(crate) type Changes = Arc<Vec<(Day, i16)>>;

impl Zone {
    /// A zone over some years. `offset_at` gives the minutes ahead of UTC at noon UTC of a day; it is asked for every
    /// covered day in order. `None` where it gives none.
    pub fn new(
        name: &str,
        years: Years,
        mut offset_at: impl FnMut(Day) -> Option<i16>,
    ) -> Option<Zone> {
        let mut first = None;
        let mut changes: Vec<(Day, i16)> = Vec::new();
        for day in years.days() {
            let now = offset_at(day)?;
            let first = *first.get_or_insert(now);
            let ahead = now.saturating_sub(first);
            if ahead != changes.last().map_or(0, |&(_, ahead)| ahead) {
                changes.push((day, ahead));
            }
        }
        Some(Zone {
            name: name.to_owned(),
            offset: first?,
            changes: Arc::new(changes),
        })
    }

    /// Minutes ahead of UTC at noon UTC of a day. Before the covered years it is that of their first day, after them that
    /// of their last; see [`Years::days_for`].
    pub fn offset(&self, day: Day) -> i16 {
        // A handful of changes: a search that halves them would be more code than it saves time.
        let past = self.changes.iter().take_while(|&&(from, _)| from <= day);
        self.offset
            .saturating_add(past.last().map_or(0, |&(_, ahead)| ahead))
    }

    /// The days on which the clocks of the zone change, ascending.
    pub fn changes(&self) -> impl Iterator<Item = Day> {
        self.changes.iter().map(|&(day, _)| day)
    }
}
