//! Reads CSV tables: header, rows with their number in the file, cells by column name. Pure.

use crate::hint;
use crate::problem::{InFile, Place};

/// The cells of a row, trimmed.
pub type Row = csv::StringRecord;

/// A table with named columns.
pub struct Table {
    /// Names of the columns, trimmed.
    pub columns: Vec<String>,
    /// Rows with the number a spreadsheet shows: the header is row 1.
    pub rows: Vec<(usize, Row)>,
}

/// Reads a table; `None`, and a problem, where it has no usable header.
pub fn read(text: &str, file: &mut InFile<'_>) -> Option<Table> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let columns: Vec<String> = match records.next() {
        Some(Ok(header)) => header.iter().map(|c| c.trim().to_owned()).collect(),
        Some(Err(error)) => {
            file.error(
                Place::Row(1, None),
                format!("cannot be read: {error}"),
                None,
            );
            return None;
        }
        None => {
            file.error(
                Place::File,
                "is empty",
                Some("the first row names the columns".to_owned()),
            );
            return None;
        }
    };
    for (ix, column) in columns.iter().enumerate() {
        if columns.iter().take(ix).any(|c| c == column) {
            let message = format!("two columns named “{column}”");
            file.error(Place::Row(1, Some(column.clone())), message, None);
        }
    }
    let mut rows = Vec::new();
    let mut number = 1;
    for record in records {
        number += 1;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                file.error(
                    Place::Row(number, None),
                    format!("cannot be read: {error}"),
                    None,
                );
                continue;
            }
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.iter().skip(columns.len()).any(|c| !c.is_empty()) {
            let message = format!("{} cells, but {} columns", record.len(), columns.len());
            let hint = Some("put cells that hold a comma in double quotes".to_owned());
            file.error(Place::Row(number, None), message, hint);
            continue;
        }
        if record.len() < columns.len() {
            let message = format!(
                "{} cells, but {} columns: the rest is unknown",
                record.len(),
                columns.len()
            );
            let hint = Some("a file that was cut off ends like this".to_owned());
            file.warning(Place::Row(number, None), message, hint);
        }
        rows.push((number, record));
    }
    Some(Table { columns, rows })
}

/// Spreadsheets of many countries write semicolons or tabs.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |c: char| header.matches(c).count();
    if count(',') == 0 && count(';') > 0 {
        b';'
    } else if count(',') == 0 && count('\t') > 0 {
        b'\t'
    } else {
        b','
    }
}

impl Table {
    /// Position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == name)
    }

    /// Notes an error for each missing column.
    pub fn need(&self, names: &[&str], file: &mut InFile<'_>) -> bool {
        let mut all = true;
        for name in names {
            if self.column(name).is_none() {
                let hint = hint::nearest(name, self.columns.iter().map(String::as_str))
                    .map(|near| format!("rename column “{near}”?"));
                file.error(
                    Place::Row(1, None),
                    format!("column “{name}” is missing"),
                    hint,
                );
                all = false;
            }
        }
        all
    }

    /// Notes an error for each column that is none of these.
    pub fn only(&self, names: &[&str], file: &mut InFile<'_>) {
        for column in &self.columns {
            if !names.contains(&column.as_str()) {
                unknown_column(column, names.iter().copied(), file);
            }
        }
    }
}

/// Notes an unknown column with what was probably meant.
pub fn unknown_column<'n>(
    column: &str,
    names: impl IntoIterator<Item = &'n str>,
    file: &mut InFile<'_>,
) {
    let message = if column.is_empty() {
        "a column has no name".to_owned()
    } else {
        format!("unknown column “{column}”")
    };
    let hint = hint::hint(column, names);
    file.error(Place::Row(1, Some(column.to_owned())), message, hint);
}

/// The cell of a row in a column; empty where either is missing.
pub fn cell(row: &Row, column: Option<usize>) -> &str {
    column.and_then(|c| row.get(c)).unwrap_or_default()
}

/// The parts of a cell that lists several, separated by `|`.
pub fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|p| !p.is_empty())
}
