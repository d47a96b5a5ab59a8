//! Reads CSV tables: header, rows with their number in the file, cells by column name. Reads what it is given.

use super::files;
use crate::hint;
use crate::problem::{InFile, Place, rules};
use std::io::{BufRead, BufReader, Read};

/// Longest row, bytes: a longer one has a double quote that is not closed.
const LONGEST_ROW: usize = 4_000_000;
/// Most lines of one cell.
const MOST_LINES: usize = 50;

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
    let (columns, mut rows) = open(text.as_bytes(), file)?;
    let mut all = Vec::new();
    while let Some((number, row)) = rows.next(file) {
        all.push((number, row.clone()));
    }
    let rows = all;
    Some(Table { columns, rows })
}

/// The rows of a table that is too long to be held at once.
pub struct Rows<R> {
    reader: csv::Reader<Limited<BufReader<R>>>,
    record: Row,
    number: usize,
    columns: Vec<String>,
}

/// Hands through what it reads, until a row is too long.
struct Limited<R> {
    inner: R,
    since: usize,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.since > LONGEST_ROW {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        let count = self.inner.read(into)?;
        self.since += count;
        Ok(count)
    }
}

/// Reads the header of a table, row by row; `None`, and a problem, where there is no usable one.
pub fn open<R: Read>(input: R, file: &mut InFile<'_>) -> Option<(Vec<String>, Rows<R>)> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let start = match input.fill_buf() {
        Ok(start) => start,
        Err(error) => {
            let message = format!("cannot be read: {}", crate::words::cause(&error));
            file.note(rules::UNREADABLE, Place::File, message, None);
            return None;
        }
    };
    if let Some(what) = files::other_encoding(start) {
        files::not_utf8(Place::File, &format!("is {what} text"), file);
        return None;
    }
    let delimiter = delimiter(&String::from_utf8_lossy(start));
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter)
        .from_reader(Limited {
            inner: input,
            since: 0,
        });
    let mut rows = Rows {
        reader,
        record: Row::new(),
        number: 0,
        columns: Vec::new(),
    };
    if !rows.advance(file) {
        if rows.number == 0 {
            let hint = Some("the first row names the columns".to_owned());
            file.note(rules::EMPTY_TEXT, Place::File, "is empty", hint);
        }
        return None;
    }
    let names = rows.record.iter();
    // The mark of UTF-8 stays in front of a first name in quotes.
    let columns: Vec<String> = names
        .map(|c| {
            c.trim_start_matches('\u{feff}')
                .trim_matches('"')
                .trim()
                .to_owned()
        })
        .collect();
    for (ix, column) in columns.iter().enumerate() {
        if columns
            .iter()
            .take(ix)
            .any(|c| c == column && !c.is_empty())
        {
            let message = format!("two columns named “{column}”");
            let place = Place::Row(rows.number, Some(column.clone()));
            file.note(rules::DUPLICATE_COLUMN, place, message, None);
        }
    }
    rows.columns.clone_from(&columns);
    Some((columns, rows))
}

impl<R: Read> Rows<R> {
    /// The next row that is not empty, with the number a spreadsheet shows; what is wrong with rows is noted.
    pub fn next(&mut self, file: &mut InFile<'_>) -> Option<(usize, &Row)> {
        loop {
            if !self.advance(file) {
                return None;
            }
            if !self.record.iter().all(str::is_empty) && self.fits(file) {
                return Some((self.number, &self.record));
            }
        }
    }

    /// Reads one record; false at the end.
    fn advance(&mut self, file: &mut InFile<'_>) -> bool {
        loop {
            let line = self.reader.position().line();
            self.reader.get_mut().since = 0;
            let read = self.reader.read_record(&mut self.record);
            let lines = self.reader.position().line().saturating_sub(line) as usize;
            match read {
                Ok(true) => {
                    // Spreadsheets count empty lines, which the reader skips, and a cell of several lines as one row.
                    let inside: usize = self.record.iter().map(|c| c.matches('\n').count()).sum();
                    self.number += 1 + lines.saturating_sub(1 + inside);
                    return true;
                }
                Ok(false) => return false,
                Err(error) => {
                    self.number += 1;
                    if !self.explain(&error, file) {
                        return false;
                    }
                }
            }
        }
    }

    /// Says what failed; whether there may be more rows.
    fn explain(&self, error: &csv::Error, file: &mut InFile<'_>) -> bool {
        match error.kind() {
            csv::ErrorKind::Utf8 { err, .. } => {
                let place = Place::Row(self.number, self.columns.get(err.field()).cloned());
                files::not_utf8(place, "is not UTF-8 text", file);
                true
            }
            csv::ErrorKind::Io(error) => {
                let place = Place::Row(self.number, None);
                if error.kind() == std::io::ErrorKind::FileTooLarge {
                    let hint = Some("is a double quote not closed here?".to_owned());
                    let message = "the row does not end: it is longer than 4 MB";
                    file.note(rules::TOO_LARGE, place, message, hint);
                } else {
                    let message = format!("cannot be read: {}", crate::words::cause(error));
                    file.note(rules::UNREADABLE, place, message, None);
                }
                false
            }
            _ => {
                let place = Place::Row(self.number, None);
                let message = format!("cannot be read: {error}");
                file.note(rules::UNREADABLE, place, message, None);
                true
            }
        }
    }

    /// Whether the cells of the row can be told apart.
    fn fits(&self, file: &mut InFile<'_>) -> bool {
        let (record, columns) = (&self.record, &self.columns);
        let place = Place::Row(self.number, None);
        if record.as_slice().contains('\0') {
            let hint = Some("save the table again as UTF-8 text".to_owned());
            let message = "holds a NUL character: the file is damaged or no text";
            file.note(rules::NUL_CHARACTER, place, message, hint);
            return false;
        }
        let lines = |cell: &str| cell.matches('\n').count() + 1;
        if record
            .iter()
            .any(|cell| cell.len() > MOST_LINES && lines(cell) > MOST_LINES)
        {
            let hint = Some("is a double quote not closed here?".to_owned());
            let message = format!("a cell has more than {MOST_LINES} lines");
            file.note(rules::TOO_LARGE, place, message, hint);
            return false;
        }
        if record.iter().skip(columns.len()).any(|c| !c.is_empty()) {
            let message = format!("{} cells, but {} columns", record.len(), columns.len());
            let hint = Some("put cells that hold a comma in double quotes".to_owned());
            file.note(rules::ROW_LENGTH, place, message, hint);
            return false;
        }
        if record.len() < columns.len() {
            let message = format!(
                "{} cells, but {} columns: the rest is unknown",
                record.len(),
                columns.len()
            );
            let hint = Some("a file that was cut off ends like this".to_owned());
            file.note(rules::SHORT_ROW, place, message, hint);
        }
        true
    }
}

/// Spreadsheets of many countries write semicolons or tabs.
pub fn delimiter(text: &str) -> u8 {
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
        need(&self.columns, names, file)
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

/// Notes an error for each of these columns that is missing; whether none is.
pub fn need(columns: &[String], names: &[&str], file: &mut InFile<'_>) -> bool {
    let mut all = true;
    for name in names {
        if !columns.iter().any(|c| c == name) {
            let hint = hint::nearest(name, columns.iter().map(String::as_str))
                .map(|near| format!("rename column “{near}”?"));
            let message = format!("column “{name}” is missing");
            file.note(rules::MISSING_COLUMN, Place::Row(1, None), message, hint);
            all = false;
        }
    }
    all
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
    let place = Place::Row(1, (!column.is_empty()).then(|| column.to_owned()));
    file.note(rules::UNKNOWN_COLUMN, place, message, hint);
}

/// The cell of a row in a column; empty where either is missing.
pub fn cell(row: &Row, column: Option<usize>) -> &str {
    column.and_then(|c| row.get(c)).unwrap_or_default()
}

/// The parts of a cell that lists several, separated by `|`.
pub fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|p| !p.is_empty())
}
