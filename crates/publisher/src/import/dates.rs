//! Dates as spreadsheets and forms write them, to ISO 8601. Pure.

use jiff::civil::Date;

/// The ISO date of a text; `format` as in `%d/%m/%Y` where the mapping gives one.
///
/// # Errors
/// What is wrong, and what to write.
pub fn iso(text: &str, format: Option<&str>) -> Result<String, (String, Option<String>)> {
    if let Some(format) = format {
        return Date::strptime(format, text)
            .map(|date| date.to_string())
            .map_err(|_| (format!("“{text}” is not a date written as {format}"), None));
    }
    if let Some(start) = text.get(..10) {
        let rest = text.get(10..).unwrap_or_default();
        let time = rest.is_empty() || rest.starts_with(['T', ' ']);
        if let Ok(date) = start.replace('/', "-").parse::<Date>()
            && time
        {
            return Ok(date.to_string());
        }
    }
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).collect();
    let numbers: Vec<i16> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    let hint = || Some("date = \"%d/%m/%Y\" in the mapping says how dates are written".to_owned());
    if let ([a, b, year], true) = (numbers.as_slice(), parts.len() == 3 && numbers.len() == 3)
        && *year > 999
    {
        let (day, month) = match (*a, *b) {
            // 13 to 31 can only be the day.
            (day, month) if day > 12 || text.contains('.') => (day, month),
            (month, day) if day > 12 => (day, month),
            (a, b) if a == b => (a, b),
            _ => return Err((format!("“{text}” can be two dates"), hint())),
        };
        let date = i8::try_from(month)
            .ok()
            .zip(i8::try_from(day).ok())
            .and_then(|(month, day)| Date::new(*year, month, day).ok());
        if let Some(date) = date {
            return Ok(date.to_string());
        }
    }
    Err((format!("“{text}” is not a date"), hint()))
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn dates_become_iso() {
        for (text, date) in [
            ("2026-11-22", "2026-11-22"),
            ("2026/11/22", "2026-11-22"),
            ("2026-11-22T10:30:00Z", "2026-11-22"),
            ("22.11.2026", "2026-11-22"),
            ("1.2.2026", "2026-02-01"),
            ("22/11/2026", "2026-11-22"),
            ("11/22/2026", "2026-11-22"),
        ] {
            assert_eq!(iso(text, None).as_deref(), Ok(date), "{text}");
        }
        assert_eq!(
            iso("01/02/2026", Some("%m/%d/%Y")).as_deref(),
            Ok("2026-01-02")
        );
        for text in ["01/02/2026", "2026", "soon", "31.2.2026", "1-2"] {
            assert!(iso(text, None).is_err(), "{text}");
        }
    }
}
