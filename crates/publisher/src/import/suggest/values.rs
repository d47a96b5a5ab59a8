//! What the values of a column look like: numbers, countries, codes, dates, links. Pure.

use crate::fold::fold;
use crate::import::cell::{Cell, Table};
use crate::import::country::Names;
use crate::import::numbers;
use std::collections::{BTreeMap, BTreeSet};

/// Most values that are looked at.
const MOST: usize = 400;

/// The values of a column.
#[derive(Debug, Default)]
pub struct Looks {
    /// Values that are not empty, as they are shown.
    pub shown: Vec<String>,
    /// How many rows were looked at.
    pub rows: usize,
    /// Those that are numbers.
    pub numbers: Vec<f64>,
    /// How many are dates of a spreadsheet.
    pub dates: usize,
    /// The different values, folded, and how often each is there.
    pub folded: BTreeMap<String, usize>,
}

/// What stands for unknown in many files.
fn is_filler(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "-", "–", "—", ".", "..", "...", "n/a", "na", "n.a.", "s/d", "n/d", "#n/a", "null",
    ]
    .contains(&lower.as_str())
}

/// The decimal sign that all columns which show one agree on.
pub fn shared_sign(table: &Table) -> Option<char> {
    let mut signs = BTreeSet::new();
    for at in 0..table.columns.len() {
        let texts = table
            .rows
            .iter()
            .take(MOST)
            .filter_map(|row| match row.cell(at) {
                Cell::Text(text) if numbers::number(text, None).is_ok() => Some(text),
                _ => None,
            });
        signs.extend(numbers::decimal_sign(texts));
    }
    let first = signs.first().copied();
    first.filter(|_| signs.len() == 1)
}

/// Looks at the values of a column; `shared` is the decimal sign of the other columns.
pub fn look(table: &Table, at: usize, shared: Option<char>) -> Looks {
    let mut looks = Looks::default();
    let cells: Vec<Cell<'_>> = table
        .rows
        .iter()
        .take(MOST)
        .map(|row| row.cell(at))
        .collect();
    let texts = cells.iter().filter_map(|c| match c {
        Cell::Text(text) => Some(*text),
        _ => None,
    });
    let decimal = numbers::decimal_sign(texts).or(shared).unwrap_or('.');
    looks.rows = cells.len();
    for cell in cells {
        match cell {
            Cell::Empty | Cell::Error(_) | Cell::NoResult(_) => continue,
            Cell::Text(text) if is_filler(text) => continue,
            Cell::Number(x, percent) => looks.numbers.push(if percent { x * 100.0 } else { x }),
            Cell::Text(text) => {
                if let Ok(number) = numbers::number(text, Some(decimal)) {
                    looks.numbers.push(number.value);
                }
            }
            Cell::Date(_) => looks.dates += 1,
            _ => {}
        }
        looks.shown.push(cell.shown());
    }
    for text in &looks.shown {
        *looks.folded.entry(fold(text)).or_insert(0) += 1;
    }
    looks.numbers.sort_by(f64::total_cmp);
    looks
}

impl Looks {
    /// Whether there is no value at all.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Share of the values for which something holds, 0 to 1.
    pub fn share(&self, holds: impl Fn(&str) -> bool) -> f64 {
        let fits = self.shown.iter().filter(|text| holds(text)).count();
        fits as f64 / self.shown.len().max(1) as f64
    }

    /// Share of the values that are numbers, 0 to 1.
    pub fn numeric(&self) -> f64 {
        self.numbers.len() as f64 / self.shown.len().max(1) as f64
    }

    /// How many values are different, as a share, 0 to 1.
    pub fn distinct(&self) -> f64 {
        self.folded.len() as f64 / self.shown.len().max(1) as f64
    }

    /// Share of the values that are one of these folded texts, or a list of them, 0 to 1.
    pub fn among(&self, known: &BTreeSet<String>) -> f64 {
        let is_list = |text: &str| {
            let mut parts = text.split(['|', ';', ',']).map(str::trim);
            text.contains(['|', ';', ',']) && parts.all(|part| known.contains(&fold(part)))
        };
        let whole = self.folded.iter().filter(|(text, _)| known.contains(*text));
        let whole: usize = whole.map(|(_, times)| times).sum();
        if whole == self.shown.len() || self.numeric() > 0.5 {
            return whole as f64 / self.shown.len().max(1) as f64;
        }
        self.share(|text| known.contains(&fold(text)) || is_list(text))
    }

    /// The value in the middle.
    pub fn median(&self) -> Option<f64> {
        self.numbers.get(self.numbers.len() / 2).copied()
    }

    /// Whether all numbers lie between 0 and 1, and not all are 0 or 1.
    pub fn are_fractions(&self) -> bool {
        let within = self.numbers.iter().all(|x| (0.0..=1.0).contains(x));
        self.numbers.len() > 2 && within && self.numbers.iter().any(|x| *x > 0.0 && *x < 1.0)
    }

    /// Share of the values that are countries, 0 to 1.
    pub fn countries(&self, names: &Names) -> f64 {
        match self.numeric() > 0.5 {
            true => 0.0,
            false => self.share(|text| names.country(text).is_some()),
        }
    }

    /// How dates of the form `a/b/year` are written, where the values say it; `None` where they do not.
    pub fn date_format(&self) -> Option<&'static str> {
        let parts = |text: &str| -> Option<(u8, u8)> {
            let mut parts = text.split(' ').next()?.split('/');
            let (a, b) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            parts.next().filter(|year| year.len() == 4)?;
            Some((a, b))
        };
        let found: Vec<(u8, u8)> = self.shown.iter().filter_map(|t| parts(t)).collect();
        let first = found.iter().any(|(a, _)| *a > 12);
        let second = found.iter().any(|(_, b)| *b > 12);
        match (first, second) {
            (true, false) => Some("%d/%m/%Y"),
            (false, true) => Some("%m/%d/%Y"),
            _ => None,
        }
    }
}
