//! Numbers of cells in the unit of their field: decimal signs, percentages, conversions, dates that are no numbers. Pure.

use super::Wrong;
use crate::import::cell::Cell;
use crate::import::columns::Column;
use crate::import::numbers::{self, NotANumber};

/// A number in the unit of the field.
pub(super) fn number(cell: Cell<'_>, column: &Column) -> Result<f64, Wrong> {
    let (value, percent) = match cell {
        Cell::Number(x, percent) if percent => (tidy(x * 100.0), true),
        Cell::Number(x, _) if x.is_finite() => (x, false),
        Cell::Date(date) => {
            let hint = "the spreadsheet has turned it into a date: type it anew with the format “Text” or “Number”";
            let message = format!("is the date {date}, but a number is wanted");
            return Err((message, Some(hint.to_owned())));
        }
        Cell::Text(text) => match numbers::number(text, column.decimal) {
            Ok(number) => (number.value, number.percent),
            Err(NotANumber::Ambiguous) if column.counts_people => {
                // There are no parts of a person: the sign separates thousands.
                let sign = if text.contains(',') { '.' } else { ',' };
                let number = numbers::number(text, Some(sign));
                (number.map_err(|_| not_a_number(text))?.value, false)
            }
            Err(NotANumber::Ambiguous) => {
                let hint =
                    "decimal = \".\" or decimal = \",\" under [table] of the mapping says which";
                let message = format!("“{text}” can be two numbers");
                return Err((message, Some(hint.to_owned())));
            }
            Err(NotANumber::Text) => return Err(not_a_number(text)),
        },
        cell => return Err(not_a_number(&cell.shown())),
    };
    if let Some(conversion) = column.conversion {
        // A cell that shows 45 % holds 0.45.
        let raw = if percent && !column.from_percent {
            value / 100.0
        } else {
            value
        };
        return Ok(tidy(raw * conversion.factor + conversion.offset));
    }
    if percent && !column.wants_percent {
        if column.unit.is_empty() {
            return Ok(tidy(value / 100.0));
        }
        let message = format!("{value} % is a share, but the unit is {}", column.unit);
        return Err((message, None));
    }
    Ok(value)
}

fn not_a_number(text: &str) -> Wrong {
    let hint = "leave it empty where unknown, or add it to “missing” or “codes” in the mapping";
    (format!("“{text}” is not a number"), Some(hint.to_owned()))
}

/// Without the last digits that multiplying gets wrong.
fn tidy(x: f64) -> f64 {
    format!("{x:.12e}").parse().unwrap_or(x)
}
