//! What an import does, in words: new cities, changes field by field, what base data gave, what stays open. Pure.

use super::plan::{Item, Plan, State};
use crate::words::{count, grouped};
use std::collections::BTreeMap;

/// Most cities of a kind that are listed unless all are asked for.
const MOST: usize = 25;

/// A row that is not written, with what `[decide]` calls it and why.
#[derive(Clone, Debug)]
pub struct Open {
    /// Where it is: file and row.
    pub place: String,
    /// What `[decide]` calls it.
    pub key: String,
    /// Why it stays open.
    pub why: String,
    /// Whether naming a place would close it.
    pub several: bool,
}

/// What is told at the end.
pub struct Outcome<'o> {
    /// What happens to the cities.
    pub plan: &'o Plan,
    /// One city or practice.
    pub what: &'o str,
    /// Where it is written.
    pub into: String,
    /// Which field base data filled how often.
    pub filled: &'o BTreeMap<&'static str, usize>,
    /// What the base data is called.
    pub base: Option<String>,
    /// Rows that are not written.
    pub open: &'o [Open],
    /// Whether changes are written.
    pub force: bool,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// Whether everything is listed.
    pub full: bool,
}

/// The text.
pub fn text(outcome: &Outcome<'_>) -> String {
    let mut text = String::new();
    let most = if outcome.full { usize::MAX } else { MOST };
    let items = |wanted: fn(&State) -> bool| -> Vec<&Item> {
        outcome
            .plan
            .items
            .iter()
            .filter(|i| wanted(&i.state))
            .collect()
    };
    let new = items(|s| matches!(s, State::New));
    let changed = items(|s| matches!(s, State::Changed(_)));
    let same = items(|s| matches!(s, State::Same)).len();
    for item in new.iter().take(most) {
        let note = match item.over_row {
            true => " (over its row of cities.csv)",
            false => "",
        };
        text.push_str(&format!("new      {}  {}{note}\n", item.id, item.label));
    }
    text.push_str(&more(new.len(), most, "new"));
    for item in changed.iter().take(most) {
        let word = match outcome.force {
            true => "changed",
            false => "differs",
        };
        text.push_str(&format!("{word}  {}  {}\n", item.id, item.label));
        if let State::Changed(fields) = &item.state {
            for (field, old, new) in fields {
                let said = |value: &Option<String>| {
                    value.clone().unwrap_or_else(|| "(unknown)".to_owned())
                };
                text.push_str(&format!(
                    "           {field}: {} → {}\n",
                    said(old),
                    said(new)
                ));
            }
        }
    }
    text.push_str(&more(changed.len(), most, "different"));
    if let Some(base) = &outcome.base
        && !outcome.filled.is_empty()
    {
        let parts: Vec<String> = outcome
            .filled
            .iter()
            .map(|(f, n)| format!("{f} of {}", grouped(*n as u64)))
            .collect();
        text.push_str(&format!("filled from {base}: {}\n", parts.join(", ")));
    }
    text.push_str(&open(outcome.open, most));
    text.push_str(&format!(
        "{}: {} new, {} {}, {} the same",
        outcome.into,
        count(new.len(), outcome.what),
        grouped(changed.len() as u64),
        if outcome.force {
            "changed"
        } else {
            "different"
        },
        grouped(same as u64),
    ));
    if !outcome.open.is_empty() {
        text.push_str(&format!(
            ", {} left open",
            grouped(outcome.open.len() as u64)
        ));
    }
    if outcome.dry_run {
        text.push_str("; nothing was written (--dry-run)");
        if !changed.is_empty() && !outcome.force {
            text.push_str("; what differs stays as it is without --force");
        }
    }
    text.push('\n');
    text
}

fn more(all: usize, most: usize, what: &str) -> String {
    match all.saturating_sub(most) {
        0 => String::new(),
        more => format!(
            "         … and {} more {what} (--full lists all)\n",
            grouped(more as u64)
        ),
    }
}

/// The rows that stay open, and the lines that close them.
fn open(open: &[Open], most: usize) -> String {
    let mut text = String::new();
    for row in open.iter().take(most) {
        text.push_str(&format!(
            "open     {} ({}): {}\n",
            row.key, row.place, row.why
        ));
    }
    text.push_str(&more(open.len(), most, "open"));
    let several: Vec<&Open> = open.iter().filter(|o| o.several).collect();
    if let Some(first) = several.first() {
        text.push_str(
            "To decide: map a column to base.id or base.region, map lat and lon, or write into the mapping\n  [decide]\n",
        );
        let key = first.key.replace('\\', "\\\\").replace('"', "\\\"");
        text.push_str(&format!(
            "  \"{key}\" = \"the id of one of these\"   # or false for none\n"
        ));
    }
    text
}
