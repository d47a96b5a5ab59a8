//! Notes problems of rows: where they are in the words of the file, and not more than a reader can take in. Pure.

use super::cell::{Kind, Table};
use crate::problem::{Place, Problem, Problems, Rule, Severity, rules};
use crate::words::count;
use std::collections::BTreeMap;

/// Most problems that are named for one column; the rest are counted.
const MOST: usize = 8;

/// Collects problems of rows.
#[derive(Default)]
pub struct Notes {
    counts: BTreeMap<(String, Option<String>, bool), usize>,
}

impl Notes {
    /// Notes a problem of a row, and of a column where it is about one.
    pub fn note(
        &mut self,
        rule: &'static Rule,
        (table, row): (&Table, usize),
        column: Option<&str>,
        (message, hint): (String, Option<String>),
        problems: &mut Problems,
    ) {
        let error = rule.severity == Severity::Error;
        let key = (table.name.clone(), column.map(str::to_owned), error);
        let counted = self.counts.entry(key).or_insert(0);
        *counted += 1;
        if *counted > MOST {
            return;
        }
        problems.add(Problem {
            file: table.name.clone(),
            place: place(table, row, column),
            severity: rule.severity,
            rule,
            message,
            hint,
        });
    }

    /// Says how many problems were not named.
    pub fn finish(self, problems: &mut Problems) {
        for ((file, column, error), counted) in self.counts {
            if counted > MOST {
                let more = count(counted - MOST, "row");
                let message = match column {
                    Some(column) => format!("{more} more like these in column {column}"),
                    None => format!("{more} more like these"),
                };
                let rule = if error { rules::INVALID } else { rules::REMARK };
                problems.add(Problem {
                    file,
                    // Keys come after rows.
                    place: Place::Key("further rows".to_owned()),
                    severity: rule.severity,
                    rule,
                    message,
                    hint: None,
                });
            }
        }
    }
}

/// Where a row is, in the words of its file.
pub fn place(table: &Table, row: usize, column: Option<&str>) -> Place {
    match (table.kind, column) {
        (Kind::Records, Some(column)) => Place::Key(format!("record {row}, {column}")),
        (Kind::Records, None) => Place::Key(format!("record {row}")),
        (_, column) => Place::Row(row, column.map(str::to_owned)),
    }
}
