//! Reads `ties.csv`: cities that already work together. Pure.

use super::table::{cell, read};
use crate::check::links::link;
use crate::hint::hint;
use crate::problem::{InFile, Place, rules};
use city_peers_engine::model::{Tie, TieKind};
use std::collections::{BTreeMap, BTreeSet};

/// Name of the file.
pub const FILE: &str = "ties.csv";
const COLUMNS: [&str; 5] = ["a", "b", "kind", "since", "source"];
/// Most ids whose nearest is looked for: a search goes through all cities.
const SEARCHED: usize = 50;
const KINDS: [(&str, TieKind); 3] = [
    ("twin", TieKind::Twin),
    ("memorandum", TieKind::Memorandum),
    ("network-project", TieKind::NetworkProject),
];

/// Reads the text of the file. A tie with a city that the directory does not have is left out, with a warning.
///
/// `last` is the year of the directory: a tie of later is a slip.
pub fn ties(text: &str, cities: &BTreeSet<&str>, last: i16, file: &mut InFile<'_>) -> Vec<Tie> {
    let Some(table) = read(text, file) else {
        return Vec::new();
    };
    table.only(&COLUMNS, file);
    if !table.need(&["a", "b"], file) {
        return Vec::new();
    }
    let [a, b, kind, since, source] = COLUMNS.map(|c| table.column(c));
    let mut ties: Vec<Tie> = Vec::new();
    let mut rows_of = BTreeMap::new();
    let mut searched = 0;
    for (number, row) in &table.rows {
        let at = |column: &str| Place::Row(*number, Some(column.to_owned()));
        let mut fits = true;
        for (name, column) in [("a", a), ("b", b)] {
            let id = cell(row, column);
            if id.is_empty() {
                file.note(rules::EMPTY_TEXT, at(name), "is empty", None);
                fits = false;
            } else if !cities.contains(id) {
                searched += 1;
                let near = (searched <= SEARCHED)
                    .then(|| crate::hint::nearest(id, cities.iter().copied()))
                    .flatten();
                let hint = near.map(|near| format!("did you mean “{near}”?"));
                file.note(
                    rules::CITY_NOT_HERE,
                    at(name),
                    format!("no city “{id}”; the tie is left out"),
                    hint,
                );
                fits = false;
            }
        }
        if fits && cell(row, a) == cell(row, b) {
            file.note(
                rules::TIE_WITH_ITSELF,
                at("b"),
                "a city cannot have a tie with itself",
                None,
            );
            fits = false;
        }
        let code = cell(row, kind);
        let kind = match KINDS.iter().find(|(name, _)| *name == code) {
            Some((_, kind)) => *kind,
            None if code.is_empty() => TieKind::Twin,
            None => {
                let hint = hint(code, KINDS.map(|k| k.0));
                file.note(
                    rules::UNKNOWN_CODE,
                    at("kind"),
                    format!("unknown kind “{code}”"),
                    hint,
                );
                continue;
            }
        };
        let year = cell(row, since);
        let since = match year.parse::<u16>() {
            Ok(year) if (800..=2100).contains(&year) => Some(year),
            _ if year.is_empty() => None,
            _ => {
                file.note(
                    rules::OUT_OF_RANGE,
                    at("since"),
                    format!("“{year}” is not a year"),
                    None,
                );
                continue;
            }
        };
        if let Some(year) = since.filter(|&y| i32::from(y) > i32::from(last)) {
            let message = format!("{year} is after the directory’s own year, {last}");
            let hint = Some("mend the year".to_owned());
            file.note(rules::FUTURE_DATE, at("since"), message, hint);
        }
        let source = cell(row, source);
        // A source is a title or a link.
        if source.contains("://")
            && let Some((rule, message, hint)) = link(source)
        {
            file.note(rule, at("source"), message, hint);
        }
        if fits {
            let (low, high) = (
                cell(row, a).min(cell(row, b)),
                cell(row, a).max(cell(row, b)),
            );
            let pair = (low.to_owned(), high.to_owned(), kind);
            if let Some(first) = rows_of.get(&pair) {
                let message = format!("this tie is in row {first} already");
                file.note(
                    rules::REMARK,
                    at("b"),
                    message,
                    Some("keep one of them".to_owned()),
                );
            } else {
                rows_of.insert(pair, *number);
            }
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
