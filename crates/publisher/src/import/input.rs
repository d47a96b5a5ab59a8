//! Reads a file of any kind into a table: finds out what it is, finds the header, names the columns. Reads files.

use super::cell::{Cell, Cells, Kind, Row, Table, letters};
use super::{records, sheet, text};
use crate::problem::{Place, Problems};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How to read a file; what is not said is found out.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Sheet of a spreadsheet.
    pub sheet: Option<String>,
    /// Rows that name the columns: one, or several that belong together.
    pub header: Vec<usize>,
    /// Rows to leave out.
    pub skip: BTreeSet<usize>,
    /// Delimiter of a text file.
    pub delimiter: Option<u8>,
    /// Encoding of a text file.
    pub encoding: Option<String>,
    /// Member that holds the list of records of a JSON file, as a dotted path.
    pub records: Option<String>,
}

/// What a file held.
pub enum Input {
    /// A table.
    Table(Table),
    /// Objects of a JSON file with their numbers.
    Objects(String, Vec<(usize, Value)>),
}

/// The name of a file in messages.
pub fn called(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Reads a file; `None`, and a problem, where it cannot be read.
pub fn read(path: &Path, how: &Reading, problems: &mut Problems) -> Option<Input> {
    let name = called(path);
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    match ending.to_lowercase().as_str() {
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" | "xlam" | "xla" => {
            if let Err(error) = std::fs::File::open(path) {
                cannot(&name, error.kind(), problems);
                return None;
            }
            let read = sheet::read(path, how.sheet.as_deref(), &mut problems.of(&name))?;
            let name = match read.one_of_several {
                true => format!("{name}, sheet {}", read.sheet),
                false => name,
            };
            table(&name, Kind::Sheet, read.rows, how, problems).map(Input::Table)
        }
        ending => {
            let bytes = match std::fs::read(path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    cannot(&name, error.kind(), problems);
                    return None;
                }
            };
            let mut file = problems.of(&name);
            if bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11]) {
                let hint = Some("give it the ending .xlsx, .xls or .ods it had".to_owned());
                file.error(Place::File, "is a spreadsheet, not text", hint);
                return None;
            }
            let text = text::decode(bytes, how.encoding.as_deref(), &mut file)?;
            if text.trim().is_empty() {
                file.error(Place::File, "is empty", None);
                return None;
            }
            let lines = ["jsonl", "ndjson"].contains(&ending);
            let start = text.trim_start();
            if lines || ending == "json" || start.starts_with('{') || start.starts_with("[{") {
                let objects = records::objects(&text, lines, how.records.as_deref(), &mut file)?;
                return Some(Input::Objects(name, objects));
            }
            let delimiter = how.delimiter.unwrap_or_else(|| text::delimiter(&text));
            let rows = text::rows(&text, delimiter, &mut file);
            table(&name, Kind::Delimited(delimiter), rows, how, problems).map(Input::Table)
        }
    }
}

fn cannot(name: &str, kind: std::io::ErrorKind, problems: &mut Problems) {
    let message = format!("cannot be read: {kind}");
    problems.of(name).error(Place::File, message, None);
}

/// Rows become a table: which of them are the header, what the columns are called.
fn table(
    name: &str,
    kind: Kind,
    rows: Vec<Row>,
    how: &Reading,
    problems: &mut Problems,
) -> Option<Table> {
    let mut file = problems.of(name);
    let header: Vec<usize> = match how.header.as_slice() {
        [] => vec![likely_header(&rows)],
        named => named.to_vec(),
    };
    let heads: Vec<&Row> = header
        .iter()
        .filter_map(|number| rows.iter().find(|r| r.number == *number))
        .collect();
    if heads.is_empty() || heads.iter().all(|row| row.is_empty()) {
        let hint = "“header” under [table] of the mapping says which row names the columns";
        file.error(Place::File, "has no header row", Some(hint.to_owned()));
        return None;
    }
    let last = header.iter().copied().max().unwrap_or(0);
    let names = names(&heads);
    let heads_width = heads.iter().map(|r| r.len()).max().unwrap_or(0);
    let body: Vec<Row> = rows
        .into_iter()
        .filter(|row| row.number > last && !how.skip.contains(&row.number) && !row.is_empty())
        .collect();
    let width = match kind {
        Kind::Delimited(_) => names.len(),
        _ => body.iter().map(Row::len).max().unwrap_or(0),
    };
    let columns = named(names, width.max(heads_width));
    let mut rows = Vec::with_capacity(body.len());
    for row in body {
        if let Cells::Text(record) = &row.cells
            && record
                .iter()
                .skip(columns.len())
                .any(|c| !c.trim().is_empty())
        {
            let message = format!("{} cells, but {} columns", record.len(), columns.len());
            let hint = "put cells that hold the delimiter in double quotes, or “skip” the row under [table] of the mapping";
            file.error(Place::Row(row.number, None), message, Some(hint.to_owned()));
            continue;
        }
        rows.push(row);
    }
    let unnamed: Vec<String> = columns
        .iter()
        .enumerate()
        .filter(|(at, name)| {
            **name == format!("column {}", letters(*at))
                && rows.iter().any(|r| !r.cell(*at).is_empty())
        })
        .map(|(_, name)| format!("“{name}”"))
        .collect();
    if !unnamed.is_empty() {
        let hint = Some(format!("here called {}", unnamed.join(", ")));
        let place = Place::Row(last, None);
        file.warning(place, "columns without a name", hint);
    }
    Some(Table {
        name: name.to_owned(),
        kind,
        header,
        columns,
        rows,
    })
}

/// The first row that names most columns: titles above a table fill one or two cells.
fn likely_header(rows: &[Row]) -> usize {
    let texts = |row: &Row| {
        (0..row.len())
            .filter(|at| matches!(row.cell(*at), Cell::Text(_)))
            .count()
    };
    let first = rows.iter().filter(|r| !r.is_empty()).take(15);
    let most = first.clone().map(texts).max().unwrap_or(0);
    let mut first = first;
    let found = first.find(|row| texts(row) * 2 > most);
    found.or(rows.first()).map_or(1, |row| row.number)
}

/// Names over one or several rows; in all but the last, a name holds until the next one.
fn names(heads: &[&Row]) -> Vec<String> {
    let width = heads.iter().map(|row| row.len()).max().unwrap_or(0);
    let mut names = vec![String::new(); width];
    for (ix, row) in heads.iter().enumerate() {
        let mut carried = String::new();
        for (at, name) in names.iter_mut().enumerate() {
            let shown = row.cell(at).shown();
            let part = match (shown.is_empty(), ix + 1 < heads.len()) {
                (true, true) => carried.clone(),
                _ => shown,
            };
            carried.clone_from(&part);
            let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
            if !part.is_empty() && *name != part {
                if !name.is_empty() {
                    name.push_str(" / ");
                }
                name.push_str(&part);
            }
        }
    }
    names
}

/// Every column has one name of its own: those without one, or with the name of another, get their letter.
fn named(mut names: Vec<String>, width: usize) -> Vec<String> {
    names.resize(names.len().max(width), String::new());
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for name in &names {
        *times.entry(name.clone()).or_insert(0) += 1;
    }
    names
        .into_iter()
        .enumerate()
        .map(|(at, name)| match times.get(&name) {
            _ if name.is_empty() => format!("column {}", letters(at)),
            Some(1) | None => name,
            Some(_) => format!("{name} (column {})", letters(at)),
        })
        .collect()
}
