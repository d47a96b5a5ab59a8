//! What the source folder has already: profiles (or practices) by id with their files, and the rows of `cities.csv`. Reads files.

use super::mapping::Kind;
use crate::problem::{Place, Problems};
use crate::source::{files, json, table};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// An object of a file of the folder.
#[derive(Clone, Debug)]
pub struct Object {
    /// The file, relative to the source folder.
    pub file: String,
    /// Its position in the list, where the file holds a list.
    pub at: Option<usize>,
    /// The object as it stands.
    pub value: Map<String, Value>,
}

/// What the folder has.
#[derive(Default)]
pub struct Existing {
    /// Objects by id.
    pub objects: BTreeMap<String, Object>,
    /// All files of the sub-folder.
    pub files: Vec<String>,
    /// The rows of `cities.csv`.
    pub rows: Option<Rows>,
}

/// The rows of `cities.csv`.
pub struct Rows {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows as they stand.
    pub rows: Vec<csv::StringRecord>,
    /// Position of the row of an id.
    pub by_id: BTreeMap<String, usize>,
    /// Delimiter of the file.
    pub delimiter: u8,
}

impl Rows {
    /// The cell of a city in a column.
    pub fn cell(&self, id: &str, column: &str) -> Option<&str> {
        let at = self.columns.iter().position(|c| c == column)?;
        let row = self.rows.get(*self.by_id.get(id)?)?;
        row.get(at).filter(|cell| !cell.is_empty())
    }
}

/// The folder in which objects of a kind lie.
pub fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Profile => "profiles",
        Kind::Practice => "practices",
    }
}

/// Reads what the folder has.
pub fn read(root: &Path, kind: Kind, problems: &mut Problems) -> Existing {
    let mut existing = Existing::default();
    let folder = folder(kind);
    // What is no .json file is for `validate` to mention.
    existing.files = files::json_files(root, folder, &mut Problems::default());
    for name in existing.files.clone() {
        let Some(text) = files::read(root, &name, problems) else {
            continue;
        };
        let mut file = problems.of(&name);
        let Some(value) = json::parse(&text, &mut file) else {
            continue;
        };
        let list = value.is_array();
        let objects = match value {
            Value::Array(items) => items,
            one => vec![one],
        };
        for (ix, object) in objects.into_iter().enumerate() {
            let Value::Object(value) = object else {
                file.error(Place::File, "must hold objects", None);
                continue;
            };
            if let Some(id) = value.get("id").and_then(Value::as_str) {
                let object = Object {
                    file: name.clone(),
                    at: list.then_some(ix),
                    value: value.clone(),
                };
                existing.objects.insert(id.to_owned(), object);
            }
        }
    }
    if kind == Kind::Profile && files::has(root, "cities.csv") {
        existing.rows = rows(root, problems);
    }
    existing
}

fn rows(root: &Path, problems: &mut Problems) -> Option<Rows> {
    let text = files::read(root, "cities.csv", problems)?;
    let delimiter = super::text::delimiter(&text);
    let table = table::read(&text, &mut problems.of("cities.csv"))?;
    let id = table.column("id");
    let rows: Vec<csv::StringRecord> = table.rows.into_iter().map(|(_, row)| row).collect();
    let by_id = rows
        .iter()
        .enumerate()
        .map(|(ix, row)| (table::cell(row, id).to_owned(), ix))
        .collect();
    Some(Rows {
        columns: table.columns,
        rows,
        by_id,
        delimiter,
    })
}

impl Existing {
    /// Whether the folder says something of a field of identity already.
    pub fn has(&self, id: &str, field: &str) -> bool {
        let stated = self.objects.get(id).and_then(|o| o.value.get(field));
        let row = self.rows.as_ref().and_then(|rows| rows.cell(id, field));
        stated.is_some_and(|v| !v.is_null()) || row.is_some()
    }
}
