//! Finds the cells of rows in the text of a table. Pure.

use crate::problem::{Place, Problem};
use crate::source::table::delimiter;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The bytes of the row or cell of each problem.
pub fn ranges(text: &str, problems: &[&Problem]) -> Vec<Option<Range<usize>>> {
    let mut wanted = BTreeSet::from([1]);
    wanted.extend(problems.iter().filter_map(|p| match p.place {
        Place::Row(row, _) => Some(row),
        _ => None,
    }));
    let rows = rows(text, &wanted);
    let cells = rows.get(&1).map(Vec::as_slice).unwrap_or_default();
    let name = |range: &Range<usize>| {
        let cell = text.get(range.clone()).unwrap_or_default();
        cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\u{feff}'))
    };
    let columns: Vec<&str> = cells.iter().map(name).collect();
    problems
        .iter()
        .map(|problem| {
            let Place::Row(row, column) = &problem.place else {
                return None;
            };
            let cells = rows.get(row)?;
            let at = column
                .as_ref()
                .and_then(|column| columns.iter().position(|c| c == column));
            match at.and_then(|at| cells.get(at)) {
                Some(cell) => Some(trimmed(text, cell.clone())),
                None => Some(cells.first()?.start..cells.last()?.end),
            }
        })
        .collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let cell = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (cell.len() - cell.trim_start().len());
    start..start + cell.trim().len()
}

/// The cells of the wanted rows, counted as a spreadsheet does: empty lines count, a cell of several lines is one row.
fn rows(text: &str, wanted: &BTreeSet<usize>) -> BTreeMap<usize, Vec<Range<usize>>> {
    let mark = delimiter(text);
    let bytes = text.as_bytes();
    let last = wanted.last().copied().unwrap_or_default();
    let mut found = BTreeMap::new();
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut row = 1;
    while at < bytes.len() && row <= last {
        let mut cells = Vec::new();
        let mut start = at;
        let mut quoted = false;
        while let Some(&byte) = bytes.get(at) {
            if byte == b'"' {
                // Only a quote at the very beginning opens a cell; two in a row are one.
                quoted = !quoted && (at == start || bytes.get(at - 1) == Some(&b'"'));
            } else if !quoted && byte == mark {
                cells.push(start..at);
                start = at + 1;
            } else if !quoted && byte == b'\n' {
                break;
            }
            at += 1;
        }
        let end = at - usize::from(at > start && bytes.get(at - 1) == Some(&b'\r'));
        cells.push(start..end);
        if wanted.contains(&row) {
            found.insert(row, cells);
        }
        at += 1;
        row += 1;
    }
    found
}
