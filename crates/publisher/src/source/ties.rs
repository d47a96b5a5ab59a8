//! Reads `ties.csv`: cities that already work together. Pure.

use super::table::{cell, read};
use crate::hint::hint;
use crate::problem::{InFile, Place};
use city_peers_engine::model::{Tie, TieKind};
use std::collections::BTreeSet;

/// Name of the file.
pub const FILE: &str = "ties.csv";
const COLUMNS: [&str; 5] = ["a", "b", "kind", "since", "source"];
const KINDS: [(&str, TieKind); 3] = [
    ("twin", TieKind::Twin),
    ("memorandum", TieKind::Memorandum),
    ("network-project", TieKind::NetworkProject),
];

/// Reads the text of the file. A tie with a city that the directory does not have is left out, with a warning.
pub fn ties(text: &str, cities: &BTreeSet<&str>, file: &mut InFile<'_>) -> Vec<Tie> {
    let Some(table) = read(text, file) else {
        return Vec::new();
    };
    table.only(&COLUMNS, file);
    if !table.need(&["a", "b"], file) {
        return Vec::new();
    }
    let [a, b, kind, since, source] = COLUMNS.map(|c| table.column(c));
    let mut ties: Vec<Tie> = Vec::new();
    for (number, row) in &table.rows {
        let at = |column: &str| Place::Row(*number, Some(column.to_owned()));
        let mut fits = true;
        for (name, column) in [("a", a), ("b", b)] {
            let id = cell(row, column);
            if id.is_empty() {
                file.error(at(name), "is empty", None);
                fits = false;
            } else if !cities.contains(id) {
                let hint = crate::hint::nearest(id, cities.iter().copied())
                    .map(|near| format!("did you mean “{near}”?"));
                file.warning(
                    at(name),
                    format!("no city “{id}”; the tie is left out"),
                    hint,
                );
                fits = false;
            }
        }
        if fits && cell(row, a) == cell(row, b) {
            file.error(at("b"), "a city cannot have a tie with itself", None);
            fits = false;
        }
        let code = cell(row, kind);
        let kind = match KINDS.iter().find(|(name, _)| *name == code) {
            Some((_, kind)) => *kind,
            None if code.is_empty() => TieKind::Twin,
            None => {
                let hint = hint(code, KINDS.map(|k| k.0));
                file.error(at("kind"), format!("unknown kind “{code}”"), hint);
                continue;
            }
        };
        let year = cell(row, since);
        let since = match year.parse::<u16>() {
            Ok(year) if (800..=2100).contains(&year) => Some(year),
            _ if year.is_empty() => None,
            _ => {
                file.error(at("since"), format!("“{year}” is not a year"), None);
                continue;
            }
        };
        if fits {
            let source = cell(row, source);
            ties.push(Tie {
                a: cell(row, a).to_owned(),
                b: cell(row, b).to_owned(),
                kind,
                since,
                source: (!source.is_empty()).then(|| source.to_owned()),
            });
        }
    }
    ties.sort_by(|x, y| (&x.a, &x.b, x.kind).cmp(&(&y.a, &y.b, y.kind)));
    ties
}
