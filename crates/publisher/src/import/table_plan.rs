//! What will be written to `cities.csv`: rows of the import against the rows there. Pure; notes problems.

use super::change::shown;
use super::existing::{Existing, Rows};
use super::plan::{Item, Plan, Record, State, object};
use crate::check::codes::number;
use crate::problem::{Place, Problems};
use crate::source::IDENTITY;
use city_peers_engine::model::Catalogue;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of `cities.csv`. Changes go into the table only with `force`.
pub fn of_table(
    records: &[Record],
    existing: &mut Existing,
    (catalogue, language): (&Catalogue, &str),
    force: bool,
    problems: &mut Problems,
) -> Plan {
    let mut rows = existing.rows.take().unwrap_or_else(|| Rows {
        columns: ["id", "name", "country", "lat", "lon"]
            .map(str::to_owned)
            .to_vec(),
        rows: Vec::new(),
        by_id: BTreeMap::new(),
        delimiter: b',',
    });
    let mut left: BTreeSet<String> = BTreeSet::new();
    let cells: Vec<BTreeMap<String, String>> = records
        .iter()
        .map(|record| cells(&object(&record.json), language, &mut left))
        .collect();
    unfit(&left, problems);
    add_columns(&mut rows, &cells, catalogue);
    let sorted = rows.rows.windows(2).all(|pair| match pair {
        [a, b] => a.get(0) <= b.get(0),
        _ => true,
    });
    let mut plan = Plan::default();
    let mut added = Vec::new();
    let mut any = false;
    for (record, cells) in records.iter().zip(&cells) {
        let state = match rows.by_id.get(&record.id).copied() {
            None => {
                added.push(line(&rows.columns, None, cells));
                any = true;
                State::New
            }
            Some(at) => {
                let old = rows.rows.get(at).cloned().unwrap_or_default();
                let new = line(&rows.columns, Some(&old), cells);
                let mut fields = Vec::new();
                for ((column, old), new) in rows
                    .columns
                    .iter()
                    .zip(old.iter().chain(std::iter::repeat("")))
                    .zip(&new)
                {
                    if !same(old, new) {
                        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
                        fields.push((column.clone(), some(old), some(new)));
                    }
                }
                if fields.is_empty() {
                    State::Same
                } else {
                    if force && let Some(row) = rows.rows.get_mut(at) {
                        *row = new;
                        any = true;
                    }
                    State::Changed(fields)
                }
            }
        };
        plan.items.push(Item {
            id: record.id.clone(),
            label: record.label.clone(),
            state,
            over_row: false,
        });
    }
    let id_first = rows.columns.first().is_some_and(|c| c == "id");
    rows.rows.extend(added);
    if sorted && id_first {
        rows.rows.sort_by(|a, b| a.get(0).cmp(&b.get(0)));
    }
    if any {
        plan.files.push(("cities.csv".to_owned(), text(&rows)));
    }
    plan
}

/// The cells of a record by column; fields that the table has no place for are noted.
fn cells(
    object: &Map<String, Value>,
    language: &str,
    left: &mut BTreeSet<String>,
) -> BTreeMap<String, String> {
    let mut cells = BTreeMap::new();
    for (field, value) in object {
        match (field.as_str(), value) {
            ("name", Value::Object(names)) => {
                for (lang, name) in names {
                    let column = match lang == language {
                        true => "name".to_owned(),
                        false => format!("name_{lang}"),
                    };
                    cells.insert(column, shown(name));
                }
            }
            ("values", Value::Object(values)) => {
                for (id, value) in values {
                    cells.insert(id.clone(), cell(value));
                }
            }
            (field, value) if IDENTITY.contains(&field) => {
                cells.insert(field.to_owned(), cell(value));
            }
            (field, _) => {
                left.insert(field.to_owned());
            }
        }
    }
    // A table needs a name in its own language: any will do where there is no other.
    if !cells.contains_key("name")
        && let Some(name) = object
            .get("name")
            .and_then(Value::as_object)
            .and_then(|n| n.values().next())
    {
        cells.insert("name".to_owned(), shown(name));
    }
    cells
}

fn cell(value: &Value) -> String {
    match value {
        Value::Array(codes) if codes.is_empty() => "none".to_owned(),
        Value::Array(codes) => codes.iter().map(shown).collect::<Vec<_>>().join("|"),
        other => shown(other),
    }
}

/// What `cities.csv` cannot hold: sources may go without, what cities say may not.
fn unfit(left: &BTreeSet<String>, problems: &mut Problems) {
    for field in left {
        let mut file = problems.of("cities.csv");
        let message = format!("has no column for “{field}”");
        match field.as_str() {
            "sources" | "origin" | "updated" => {
                let hint = Some("it is left out; profiles keep it: --as profiles".to_owned());
                file.warning(Place::File, message, hint);
            }
            _ => {
                let hint =
                    Some("use --as profiles, or take the field out of the mapping".to_owned());
                file.error(Place::File, message, hint);
            }
        }
    }
}

/// Adds the columns that are missing: names and identity first, then indicators in the order of the catalogue.
fn add_columns(rows: &mut Rows, cells: &[BTreeMap<String, String>], catalogue: &Catalogue) {
    let used: BTreeSet<&str> = cells
        .iter()
        .flat_map(|c| c.keys())
        .map(String::as_str)
        .collect();
    let names = used
        .iter()
        .filter(|c| c.starts_with("name_"))
        .map(|c| (*c).to_owned());
    let identity = IDENTITY
        .iter()
        .filter(|c| used.contains(*c))
        .map(|c| (*c).to_owned());
    let indicators = catalogue.indicators.iter().map(|i| i.id.clone());
    let indicators = indicators.filter(|id| used.contains(id.as_str()));
    let wanted: Vec<String> = names.chain(identity).chain(indicators).collect();
    for column in wanted {
        if !rows.columns.contains(&column) {
            rows.columns.push(column);
        }
    }
}

fn line(
    columns: &[String],
    old: Option<&csv::StringRecord>,
    cells: &BTreeMap<String, String>,
) -> csv::StringRecord {
    let old = |at: usize| old.and_then(|row| row.get(at)).unwrap_or_default();
    columns
        .iter()
        .enumerate()
        .map(|(at, column)| match cells.get(column) {
            Some(new) if !same(old(at), new) => new.as_str(),
            _ => old(at),
        })
        .collect()
}

/// Whether two cells say the same: 1 and 1.0 do.
fn same(a: &str, b: &str) -> bool {
    a == b || number(a).zip(number(b)).is_some_and(|(a, b)| a == b)
}

fn text(rows: &Rows) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(rows.delimiter)
        .flexible(true)
        .from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(&rows.columns);
    for row in &rows.rows {
        // Rows from before a column was added are as wide as the others.
        let padding = rows.columns.len().saturating_sub(row.len());
        let _ = writer.write_record(row.iter().chain(std::iter::repeat_n("", padding)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
