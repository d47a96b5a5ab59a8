//! A column made ready: what its cells stand for, and how they are read. Pure.

use crate::fold::fold;
use crate::import::cell::Cell;
use crate::import::convert::{Wrong, code_of};
use crate::import::fields::{Target, Wanted};
use crate::import::mapping::{self, How, Mapping};
use crate::import::units::{self, Conversion};
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

/// A column of the mapping, with what holds for the whole file where it says nothing.
pub(super) fn column_of(
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
