//! The columns of a table made ready: where each goes, what its cells mean, which decimal sign it uses. Pure; notes problems.

use super::cell::{Cell, Table};
use super::convert::{Wrong, code_of};
use super::fields::{Fields, Target, Wanted};
use super::mapping::{self, How, Mapping};
use super::units::{self, Conversion};
use super::{numbers, suggest::words};
use crate::fold::fold;
use crate::hint::hint;
use crate::problem::{Place, Problems};
use city_peers_engine::model::{Catalogue, Kind};
use serde_json::Value;
use std::collections::BTreeMap;

/// What stands for unknown wherever it is found.
const MISSING: [&str; 26] = [
    "-",
    "--",
    "–",
    "—",
    ".",
    "..",
    "...",
    "…",
    "?",
    "n/a",
    "n.a.",
    "n.a",
    "na",
    "n/d",
    "nd",
    "n.d.",
    "s/d",
    "sin dato",
    "sin datos",
    "k.a.",
    "null",
    "nan",
    "unknown",
    "not available",
    "#n/a",
    "해당없음",
];

/// A column made ready.
pub struct Column {
    /// Position in the table.
    pub at: usize,
    /// Its name in the file.
    pub name: String,
    /// Where it goes.
    pub target: Target,
    /// Codes and labels of the indicator.
    pub codes: Vec<(String, String)>,
    /// How numbers become numbers of the field.
    pub conversion: Option<Conversion>,
    /// Whether the numbers of the file are percentages.
    pub from_percent: bool,
    /// Whether the field wants percentages.
    pub wants_percent: bool,
    /// Whether the field counts people.
    pub counts_people: bool,
    /// Unit of the field.
    pub unit: String,
    /// Whether the indicator is a number.
    pub is_number: bool,
    /// Whether the indicator holds several codes.
    pub is_tags: bool,
    /// Decimal sign, where it is known.
    pub decimal: Option<char>,
    /// What separates entries.
    pub list: Option<String>,
    /// How much where the cell says nothing.
    pub level: Option<u8>,
    /// How dates are written.
    pub date: Option<String>,
    /// Where its values come from.
    pub source: Option<Value>,
    meant: BTreeMap<String, Value>,
    looked_up: BTreeMap<String, String>,
    missing: Vec<String>,
}

impl Column {
    /// Whether a cell stands for unknown.
    pub fn is_missing(&self, cell: Cell<'_>) -> bool {
        match cell {
            Cell::Empty => true,
            Cell::Text(text) | Cell::Error(text) => {
                let lower = text.to_lowercase();
                // NA is Namibia.
                let usual = !(self.target.wanted == Wanted::Country && lower == "na")
                    && MISSING.contains(&lower.as_str());
                usual || self.missing.contains(&lower)
            }
            Cell::Number(x, _) => !self.missing.is_empty() && self.missing.contains(&x.to_string()),
            Cell::Json(Value::Array(_)) => false,
            _ => false,
        }
    }

    /// What the mapping says that a cell means.
    pub fn coded(&self, cell: Cell<'_>) -> Option<&Value> {
        if self.meant.is_empty() {
            return None;
        }
        let shown = cell.shown();
        let found = self.meant.get(&shown);
        found.or_else(|| self.meant.get(&shown.to_lowercase()))
    }

    /// The code that a text means, by code or label.
    pub fn code(&self, text: &str, codes: &[(String, String)]) -> Result<String, Wrong> {
        match self.looked_up.get(text) {
            Some(code) => Ok(code.clone()),
            None => code_of(text, codes),
        }
    }
}

/// The mapped columns of a table; columns that nobody mentions are noted once.
pub fn ready(
    table: &Table,
    mapping: &Mapping,
    fields: &Fields<'_>,
    catalogue: &Catalogue,
    problems: &mut Problems,
) -> Vec<Column> {
    let mut ready: Vec<Column> = Vec::new();
    for column in &mapping.columns {
        let place = || Place::Key(format!("columns, “{}”", column.name));
        let target = match fields.target(&column.to) {
            Ok(target) => target,
            Err((message, hint)) => {
                problems.of(&mapping.file).error(place(), message, hint);
                continue;
            }
        };
        let Some(at) = table.column(&column.name) else {
            // Records of JSON may all leave a member out.
            let hint = hint(&column.name, table.columns.iter().map(String::as_str));
            let message = format!("{} has no such column", table.name);
            problems.of(&mapping.file).error(place(), message, hint);
            continue;
        };
        if let Some(other) = ready.iter().find(|c| same_place(&c.target, &target)) {
            let message = format!("goes to {}, as “{}” does", column.to, other.name);
            problems.of(&mapping.file).error(place(), message, None);
            continue;
        }
        match column_of(at, column, target, mapping, catalogue) {
            Ok(column) => ready.push(column),
            Err((message, hint)) => problems.of(&mapping.file).error(place(), message, hint),
        }
    }
    signs(table, &mut ready);
    unmapped(table, mapping, problems);
    ready
}

fn same_place(a: &Target, b: &Target) -> bool {
    a.path == b.path
        && !matches!((&a.wanted, &b.wanted), (Wanted::Member(x), Wanted::Member(y)) if x != y)
}

/// A constant, made ready like a column.
pub fn constant(
    path: &str,
    target: Target,
    mapping: &Mapping,
    catalogue: &Catalogue,
) -> Result<Column, Wrong> {
    let column = mapping::Column {
        name: path.to_owned(),
        to: path.to_owned(),
        how: How::default(),
    };
    let mut column = column_of(usize::MAX, &column, target, mapping, catalogue)?;
    column.decimal = Some('.');
    Ok(column)
}

fn column_of(
    at: usize,
    column: &mapping::Column,
    target: Target,
    mapping: &Mapping,
    catalogue: &Catalogue,
) -> Result<Column, Wrong> {
    let (how, all) = (&column.how, &mapping.how);
    let indicator = match target.wanted {
        Wanted::Value(at) => catalogue.indicators.get(at),
        _ => None,
    };
    let unit = indicator.map_or(String::new(), |i| i.unit.clone());
    let conversion = match (&how.unit, how.factor, how.offset) {
        (Some(from), ..) => {
            if !indicator.is_some_and(|i| matches!(i.kind, Kind::Number { .. })) {
                let message = format!("“{}” has no unit to convert to", column.to);
                return Err((message, None));
            }
            Some(units::conversion(from, &unit)?)
        }
        (None, None, None) => None,
        (None, factor, offset) => Some(Conversion {
            factor: factor.unwrap_or(1.0),
            offset: offset.unwrap_or(0.0),
        }),
    };
    let mut meant = BTreeMap::new();
    for (said, means) in all.codes.iter().chain(&how.codes) {
        meant.insert(said.clone(), means.clone());
        meant
            .entry(said.to_lowercase())
            .or_insert_with(|| means.clone());
    }
    let codes: Vec<(String, String)> = indicator.map_or_else(Vec::new, |i| {
        let codes = i.codes().iter();
        codes.map(|c| (c.code.clone(), c.label.clone())).collect()
    });
    let missing = all.missing.iter().chain(&how.missing);
    Ok(Column {
        at,
        name: column.name.clone(),
        conversion,
        from_percent: how.unit.as_ref().is_some_and(|u| u.contains('%')),
        wants_percent: unit.starts_with('%'),
        counts_people: unit == "people" && conversion.is_none(),
        is_number: indicator.is_some_and(|i| matches!(i.kind, Kind::Number { .. })),
        is_tags: indicator.is_some_and(|i| matches!(i.kind, Kind::Tags { .. })),
        unit,
        decimal: how.decimal.or(all.decimal),
        list: how.list.clone().or_else(|| all.list.clone()),
        level: how.level.or(all.level),
        date: how.date.clone().or_else(|| all.date.clone()),
        source: how.source.clone(),
        meant,
        looked_up: looked_up(&codes),
        codes,
        missing: missing.map(|m| m.to_lowercase()).collect(),
        target,
    })
}

/// Codes and labels as they stand, so that long tables need not fold every cell.
fn looked_up(codes: &[(String, String)]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (code, label) in codes {
        if codes.iter().filter(|(_, l)| fold(l) == fold(label)).count() == 1 {
            found.insert(label.clone(), code.clone());
        }
    }
    for (code, _) in codes {
        found.insert(code.clone(), code.clone());
    }
    found
}

/// Finds the decimal sign of each column of numbers: its own numbers say it, else those of the other columns.
fn signs(table: &Table, columns: &mut [Column]) {
    let is_number = |c: &Column| c.is_number || matches!(c.target.wanted, Wanted::Number);
    let sign = |column: &Column| {
        let texts = table
            .rows
            .iter()
            .filter_map(|row| match row.cell(column.at) {
                Cell::Text(text) => Some(text),
                _ => None,
            });
        numbers::decimal_sign(texts)
    };
    let own: Vec<Option<char>> = columns
        .iter()
        .map(|c| {
            c.decimal
                .or_else(|| is_number(c).then(|| sign(c)).flatten())
        })
        .collect();
    let all: Vec<char> = own.iter().copied().flatten().collect();
    let first = all.first().copied();
    let shared = first.filter(|sign| all.iter().all(|s| s == sign));
    // Where commas separate cells, a point is decimal.
    let plain = matches!(table.kind, super::cell::Kind::Delimited(b','));
    for (column, own) in columns.iter_mut().zip(own) {
        let point = plain
            && table
                .rows
                .iter()
                .all(|row| !row.cell(column.at).shown().contains(','));
        column.decimal = own.or(shared).or(point.then_some('.'));
    }
}

fn unmapped(table: &Table, mapping: &Mapping, problems: &mut Problems) {
    let left: Vec<&str> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(at, name)| {
            !mapping.columns.iter().any(|c| c.name == **name)
                && !mapping.ignores(name)
                && table.rows.iter().any(|row| !row.cell(*at).is_empty())
        })
        .map(|(_, name)| name.as_str())
        .collect();
    if left.is_empty() {
        return;
    }
    let hint = Some("map them, or list them under “ignore” of the mapping".to_owned());
    let message = format!(
        "{} not mapped and left out: {}",
        match left.len() {
            1 => "1 column is".to_owned(),
            n => format!("{n} columns are"),
        },
        words::listed(&left, 12),
    );
    problems.of(&table.name).warning(Place::File, message, hint);
}
