//! Days of the calendar, as whole numbers. Pure: which day it is today is for the caller to know.

/// A day, counted from 1970-01-01 (day 0), in the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Days from 0000-03-01 to 1970-01-01: the calendar repeats every 400 years, counted from a 1 March.
const EPOCH: i64 = 719_468;
/// Days in 400 years.
const ERA: i64 = 146_097;

impl Day {
    /// The day of a year, a month (1–12) and a day of the month (from 1); `None` where the calendar has no such day.
    ///
    /// After H. Hinnant, *chrono-Compatible Low-Level Date Algorithms* (2013), `days_from_civil`: years begin in March, so
    /// that the leap day is their last.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Day> {
        if day == 0 || day > days_in_month(year, month)? {
            return None;
        }
        let month = i64::from(month);
        let year = i64::from(year) - i64::from(month <= 2);
        let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
        let of_era = year * 365 + year / 4 - year / 100 + of_year;
        i32::try_from(era * ERA + of_era - EPOCH).ok().map(Day)
    }

    /// Year, month (1–12) and day of the month (from 1): the inverse of [`Day::from_ymd`] (Hinnant's `civil_from_days`).
    pub fn to_ymd(self) -> (i32, u8, u8) {
        let days = i64::from(self.0) + EPOCH;
        let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        (year as i32, month as u8, day as u8)
    }

    /// The day of a text such as `2026-07-01` (ISO 8601, years 0000 to 9999); `None` for any other text.
    pub fn parse(text: &str) -> Option<Day> {
        let number = |from: usize, to: usize| -> Option<u16> {
            let digits = text.get(from..to)?;
            let all_digits = digits.bytes().all(|b| b.is_ascii_digit());
            all_digits.then(|| digits.parse().ok())?
        };
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        Day::from_ymd(i32::from(year), month as u8, day as u8)
    }
}

/// Days of a month (1–12) of a year; `None` for any other month.
pub fn days_in_month(year: i32, month: u8) -> Option<u8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => Some(28 + u8::from(leap)),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}
