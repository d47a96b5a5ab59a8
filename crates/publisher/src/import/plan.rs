//! What will be written: each record against what the folder has. Pure, but for lists in files, which are read again.

use super::change::{self, Field};
use super::existing::{self, Existing};
use super::mapping::Kind;
use crate::problem::{Place, Problems};
use crate::source::{files, json};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What happens to a city (or practice).
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// It is not there yet.
    New,
    /// It is there, and different.
    Changed(Vec<Field>),
    /// It is there and says the same.
    Same,
}

/// One city or practice of the import.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its name and country, for people.
    pub label: String,
    /// What happens.
    pub state: State,
    /// Whether `cities.csv` has a row of it, which its profile then overrides.
    pub over_row: bool,
}

/// What will be written.
#[derive(Default)]
pub struct Plan {
    /// All cities of the import, in the order of the file.
    pub items: Vec<Item>,
    /// Files with their new texts, relative to the source folder.
    pub files: Vec<(String, String)>,
}

/// A record with its id.
pub struct Record {
    /// Its id.
    pub id: String,
    /// Its name and country, for people.
    pub label: String,
    /// The object as compact JSON.
    pub json: String,
    /// Lists it states as a whole.
    pub whole: BTreeSet<String>,
}

/// An object and, where its file holds a list, its position there.
type InFile = (Option<usize>, Map<String, Value>);

/// The object of a record.
pub fn object(json: &str) -> Map<String, Value> {
    serde_json::from_str(json).unwrap_or_default()
}

/// One file a city. Changes go into the files only with `force`.
pub fn of_files(
    records: &[Record],
    existing: &Existing,
    kind: Kind,
    force: bool,
    root: &Path,
    problems: &mut Problems,
) -> Plan {
    let mut plan = Plan::default();
    let mut changed: BTreeMap<String, Vec<InFile>> = BTreeMap::new();
    for record in records {
        let new = object(&record.json);
        let rows = existing.rows.as_ref();
        let over_row = rows.is_some_and(|rows| rows.by_id.contains_key(&record.id));
        let state = match existing.objects.get(&record.id) {
            None => {
                let name = file_name(kind, &record.id);
                if existing.files.contains(&name) {
                    let message = format!("is in the way of {}: another city is in it", record.id);
                    let hint = Some("rename it, or give the city another id".to_owned());
                    problems.of(&name).error(Place::File, message, hint);
                }
                plan.files.push((name, pretty(&Value::Object(new))));
                State::New
            }
            Some(old) => {
                let joined = change::joined(&old.value, &new, &record.whole);
                let fields = change::fields(&old.value, &joined);
                if fields.is_empty() {
                    State::Same
                } else {
                    let place = changed.entry(old.file.clone()).or_default();
                    place.push((old.at, joined));
                    State::Changed(fields)
                }
            }
        };
        plan.items.push(Item {
            id: record.id.clone(),
            label: record.label.clone(),
            state,
            over_row,
        });
    }
    if force {
        for (name, objects) in changed {
            if let Some(text) = with_objects(root, &name, objects, problems) {
                plan.files.push((name, text));
            }
        }
    }
    plan
}

fn file_name(kind: Kind, id: &str) -> String {
    // No file of Windows can have a colon in its name.
    format!("{}/{}.json", existing::folder(kind), id.replace(':', "_"))
}

/// The text of a file with some of its objects replaced.
fn with_objects(
    root: &Path,
    name: &str,
    objects: Vec<InFile>,
    problems: &mut Problems,
) -> Option<String> {
    let text = files::read(root, name, problems)?;
    let mut value = json::parse(&text, &mut problems.of(name))?;
    for (at, object) in objects {
        match at {
            None => value = Value::Object(object),
            Some(at) => {
                if let Some(item) = value.get_mut(at) {
                    *item = Value::Object(object);
                }
            }
        }
    }
    Some(pretty(&value))
}

fn pretty(value: &Value) -> String {
    // Values of JSON can always be written.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
