//! Dates as the command line takes and gives them. Pure.

use city_peers_engine::Day;
use city_peers_engine::day::days_in_month;

/// The day of a text such as `2026-07-01`.
///
/// # Errors
/// What is wrong with the text, and how a date is written.
pub fn day(text: &str) -> Result<Day, String> {
    if let Some(day) = Day::parse(text) {
        return Ok(day);
    }
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |text: &str, count: usize| -> Option<i32> {
        let fits = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| text.parse().ok())?
    };
    if let [year, month, day] = parts.as_slice()
        && let (Some(year), Some(month), Some(_)) =
            (digits(year, 4), digits(month, 2), digits(day, 2))
    {
        let days = u8::try_from(month)
            .ok()
            .and_then(|m| days_in_month(year, m));
        return Err(match days {
            Some(days) => format!("{year:04}-{month:02} has the days 01 to {days}"),
            None => format!("there is no month {month:02}; months are 01 to 12"),
        });
    }
    Err("write year, month and day, such as 2026-07-01".to_owned())
}

/// A day as text, such as `2026-07-01`.
pub fn text(day: Day) -> String {
    let (year, month, day) = day.to_ymd();
    format!("{year:04}-{month:02}-{day:02}")
}
