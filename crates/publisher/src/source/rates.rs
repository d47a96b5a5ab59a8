//! Reads `exchange-rates.csv`: mean exchange rates by currency and year, to convert the sums of practices. Pure.

use super::table::{cell, read};
use crate::check::codes::{is_currency, number};
use crate::problem::{InFile, Place, rules};
use city_peers_engine::money::Rates;

/// Name of the file.
pub const FILE: &str = "exchange-rates.csv";
const COLUMNS: [&str; 4] = ["currency", "year", "per_usd", "source"];

/// Reads the text of the file.
pub fn rates(text: &str, file: &mut InFile<'_>) -> Rates {
    let mut rates = Rates::default();
    let Some(table) = read(text, file) else {
        return rates;
    };
    table.only(&COLUMNS, file);
    if !table.need(&COLUMNS, file) {
        return rates;
    }
    let [currency, year, per_usd, source] = COLUMNS.map(|c| table.column(c));
    for (row, cells) in &table.rows {
        let mut note = |rule, column: &str, message: String, hint: &str| {
            let place = Place::Row(*row, Some(column.to_owned()));
            file.note(rule, place, message, Some(hint.to_owned()));
        };
        let code = cell(cells, currency);
        if !is_currency(code) {
            note(
                rules::NOT_A_CURRENCY,
                "currency",
                format!("“{code}” is not a currency"),
                "three capital letters of ISO 4217, such as EUR",
            );
            continue;
        }
        let text = cell(cells, year);
        let Some(when) = text.parse().ok().filter(|y| (1900..=2100).contains(y)) else {
            note(
                rules::OUT_OF_RANGE,
                "year",
                format!("“{text}” is not a year"),
                "such as 2019",
            );
            continue;
        };
        let text = cell(cells, per_usd);
        let Some(rate) = number(text).filter(|rate| *rate > 0.0) else {
            note(
                rules::OUT_OF_RANGE,
                "per_usd",
                format!("“{text}” is not a rate above 0"),
                "units of the currency for one US dollar, mean of the year",
            );
            continue;
        };
        if code == "USD" && rate != 1.0 {
            note(
                rules::OUT_OF_RANGE,
                "per_usd",
                format!("one US dollar is 1 USD, not {text}"),
                "leave out the rows of USD",
            );
            continue;
        }
        if cell(cells, source).is_empty() {
            note(
                rules::EMPTY_TEXT,
                "source",
                "is empty".to_owned(),
                "say where the rate is from",
            );
        }
        if rates.insert(code, when, rate).is_some() {
            note(
                rules::DUPLICATE_ENTRY,
                "year",
                format!("{code} has a rate for {when} already"),
                "keep one row for each currency and year",
            );
        }
    }
    rates
}
