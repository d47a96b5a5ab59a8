//! The columns of a table made ready: where each goes, what its cells mean, which decimal sign it uses. Pure; notes problems.

mod column;

use super::cell::{Cell, Table};
use super::fields::{Fields, Target, Wanted};
use super::mapping::Mapping;
use super::{numbers, suggest::words};
use crate::hint::hint;
use crate::problem::{Place, Problems};
use city_peers_engine::model::Catalogue;
use column::column_of;
pub use column::{Column, constant};

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
