//! Judges records by the same strict readers as `validate`, and says what is wrong in the words of the file they came
//! from. Pure; notes problems.

use super::cell::Table;
use super::columns::Column;
use super::fields::STATEMENTS;
use super::mapping::Kind;
use super::notes::Notes;
use crate::check::codes::is_city_id;
use crate::check::practice;
use crate::check::profile::Known;
use crate::problem::{Place, Problems};
use crate::source::{json, profiles};
use city_peers_engine::model::Practice;
use serde_json::{Map, Value};

/// Notes what is wrong with a record of a row.
pub fn judge(
    kind: Kind,
    object: &Map<String, Value>,
    (table, row): (&Table, usize),
    columns: &[Column],
    known: &Known<'_>,
    notes: &mut Notes,
    problems: &mut Problems,
) {
    let mut own = Problems::default();
    let mut file = own.of("");
    let value = Value::Object(object.clone());
    match kind {
        Kind::Profile => {
            let read = profiles::one(value, "", known, &mut file);
            let id = object.get("id").and_then(Value::as_str).unwrap_or_default();
            if read.is_some() && !is_city_id(id) {
                let hint = Some("letters, digits and hyphens, such as kr-seoul".to_owned());
                file.error(
                    Place::Pointer("/id".to_owned()),
                    format!("“{id}” is not an id"),
                    hint,
                );
            }
        }
        Kind::Practice => {
            let read = json::salvaged::<Practice>(value, "", &mut file);
            if let Some(read) = read.value.filter(|_| read.fit != json::Fit::Part) {
                practice::check(&read, "", known.vocabulary, &mut file);
            }
        }
    }
    for problem in own.sorted() {
        let (column, field) = match &problem.place {
            Place::Pointer(pointer) => whose(pointer, object, columns),
            _ => (None, String::new()),
        };
        let message = match column {
            None if !field.is_empty() => format!("{field}: {}", problem.message),
            _ => problem.message,
        };
        let said = (message, problem.hint);
        notes.note(problem.rule, (table, row), column, said, problems);
    }
}

/// The column whose value a pointer leads to, and the field as a dotted path.
fn whose<'c>(
    pointer: &str,
    object: &Map<String, Value>,
    columns: &'c [Column],
) -> (Option<&'c str>, String) {
    let mut parts: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|p| p.replace("~1", "/").replace("~0", "~"))
        .collect();
    let field = parts.join(".");
    // Statements are mapped by what they are about, not by number.
    if let [list, at, ..] = parts.as_slice()
        && let Some(statement) = STATEMENTS.iter().find(|s| s.list == list)
        && let Ok(at) = at.parse::<usize>()
    {
        let item = object.get(list).and_then(|l| l.get(at));
        let about = item.and_then(|item| item.get(statement.about));
        if let Some(about) = about {
            let about = about
                .as_str()
                .map_or_else(|| about.to_string(), str::to_owned);
            if let Some(part) = parts.get_mut(1) {
                *part = about;
            }
        }
    }
    let fits = |column: &&Column| {
        let path = &column.target.path;
        path.len() <= parts.len() && path.iter().zip(&parts).all(|(a, b)| a == b)
    };
    let best = columns
        .iter()
        .filter(fits)
        .max_by_key(|c| c.target.path.len());
    // A column below the place, such as `name.en` for a problem of `name`.
    let below = || {
        columns
            .iter()
            .find(|c| c.target.path.starts_with(&parts) && !parts.is_empty())
    };
    (best.or_else(below).map(|c| c.name.as_str()), field)
}
