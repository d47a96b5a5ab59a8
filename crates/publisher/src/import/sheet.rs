//! Spreadsheets: what a sheet shows, cell by cell, with formulas without a result, errors, dates and merged cells. Reads files.

use super::cell::{Cells, Row, Stored, letters};
use super::grid::{self, Fault};
use crate::hint::hint;
use crate::problem::{InFile, Place};
use calamine::{Data, Dimensions, ExcelDateTime, Range, Reader, SheetType, SheetVisible};
use calamine::{Sheets, StyleRange};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// The rows of a sheet.
pub struct Read {
    /// Name of the sheet.
    pub sheet: String,
    /// Whether the file has more than one.
    pub one_of_several: bool,
    /// All rows, empty ones too.
    pub rows: Vec<Row>,
}

/// Reads the sheet of this name, or the only one that is shown.
pub fn read(path: &Path, named: Option<&str>, file: &mut InFile<'_>) -> Option<Read> {
    let mut book = match calamine::open_workbook_auto(path) {
        Ok(book) => book,
        Err(error) => {
            cannot_open(path, &error.to_string(), file);
            return None;
        }
    };
    let (sheet, one_of_several) = choose(&book, named, file)?;
    let (message, hint) = match grid::read(&mut book, &sheet) {
        Ok(grid) => {
            let styles = book.worksheet_style(&sheet).ok();
            let merged = merged(&mut book, &sheet);
            return Some(Read {
                rows: rows(&grid.values, &grid.formulas, styles.as_ref(), &merged),
                sheet,
                one_of_several,
            });
        }
        Err(Fault::Far(cell)) => (
            format!("sheet “{sheet}” reaches to cell {cell}, far beyond a table of cities"),
            "delete the stray cells below and beside the table, or save the table alone as CSV",
        ),
        Err(Fault::Unreadable(error)) => (
            format!("sheet “{sheet}” cannot be read: {error}"),
            "open it in the spreadsheet program and save it anew",
        ),
    };
    file.error(Place::File, message, Some(hint.to_owned()));
    None
}

fn cannot_open(path: &Path, error: &str, file: &mut InFile<'_>) {
    let lower = error.to_lowercase();
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    if lower.contains("password") {
        let hint = "open it with the password and save a copy without one";
        file.error(
            Place::File,
            "is protected by a password",
            Some(hint.to_owned()),
        );
        return;
    }
    let start = std::fs::read(path).map(|bytes| bytes.get(..4).map(<[u8]>::to_vec));
    let start = start.ok().flatten().unwrap_or_default();
    let (message, hint) = if start.starts_with(b"PK") || start.starts_with(&[0xd0, 0xcf, 0x11]) {
        (
            format!("is damaged: {error}"),
            "open it in the spreadsheet program and save it anew".to_owned(),
        )
    } else {
        (
            format!("is not a spreadsheet, though its name ends with .{ending}"),
            "if it is text, give it the ending .csv or .tsv; else save it anew as .xlsx".to_owned(),
        )
    };
    file.error(Place::File, message, Some(hint));
}

/// The sheet that is named, or the only one that is shown and not empty.
fn choose(
    book: &Sheets<BufReader<File>>,
    named: Option<&str>,
    file: &mut InFile<'_>,
) -> Option<(String, bool)> {
    let all: Vec<(&str, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|s| s.typ == SheetType::WorkSheet)
        .map(|s| (s.name.as_str(), s.visible == SheetVisible::Visible))
        .collect();
    let several = all.len() > 1;
    if let Some(named) = named {
        if let Some((name, _)) = all.iter().find(|(name, _)| *name == named) {
            return Some(((*name).to_owned(), several));
        }
        let hint = hint(named, all.iter().map(|(name, _)| *name));
        file.error(Place::File, format!("has no sheet “{named}”"), hint);
        return None;
    }
    let shown: Vec<&str> = all.iter().filter(|s| s.1).map(|s| s.0).collect();
    match shown.as_slice() {
        [only] => Some(((*only).to_owned(), several)),
        [] => {
            let names: Vec<&str> = all.iter().map(|s| s.0).collect();
            let hint = Some(format!("--sheet NAME: {}", names.join(", ")));
            file.error(Place::File, "has no sheet that is shown", hint);
            None
        }
        several => {
            let message = format!("has {} sheets", several.len());
            let first = several.first().copied().unwrap_or_default();
            let hint = format!(
                "say which, such as --sheet \"{first}\": {}",
                several.join(", ")
            );
            file.error(Place::File, message, Some(hint));
            None
        }
    }
}

fn merged(book: &mut Sheets<BufReader<File>>, sheet: &str) -> Vec<Dimensions> {
    match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn rows(
    range: &Range<Data>,
    formulas: &Range<String>,
    styles: Option<&StyleRange>,
    merged: &[Dimensions],
) -> Vec<Row> {
    let (Some(_), Some((bottom, right))) = (range.start(), range.end()) else {
        return Vec::new();
    };
    // A formula whose result was never stored may lie beyond the last value.
    let (bottom, right) = formulas
        .end()
        .map_or((bottom, right), |(b, r)| (b.max(bottom), r.max(right)));
    let cell = |row: u32, column: u32| -> Stored {
        let value = range.get_value((row, column)).unwrap_or(&Data::Empty);
        let formula = || formulas.get_value((row, column)).filter(|f| !f.is_empty());
        let percent = || {
            styles
                .and_then(|s| s.get((row, column)))
                .and_then(|s| s.number_format.as_ref())
                .is_some_and(|f| f.format_code.contains('%'))
        };
        match (value, formula()) {
            (Data::Empty, Some(formula)) => Stored::NoResult(format!("={formula}")),
            (Data::Float(x), _) => Stored::Number(*x, percent()),
            (Data::Int(x), _) => Stored::Number(*x as f64, percent()),
            (value, _) => stored(value),
        }
    };
    let mut rows: Vec<Vec<Stored>> = (0..=bottom)
        .map(|row| (0..=right).map(|column| cell(row, column)).collect())
        .collect();
    // A merged cell shows its value over all its rows and columns.
    for area in merged {
        let value = cell(area.start.0, area.start.1);
        for row in area.start.0..=area.end.0.min(bottom) {
            for column in area.start.1..=area.end.1.min(right) {
                let at = rows
                    .get_mut(row as usize)
                    .and_then(|r| r.get_mut(column as usize));
                if let Some(at) = at {
                    *at = value.clone();
                }
            }
        }
    }
    rows.into_iter()
        .enumerate()
        .map(|(ix, cells)| Row {
            number: ix + 1,
            cells: Cells::Typed(cells),
        })
        .collect()
}

fn stored(value: &Data) -> Stored {
    match value {
        Data::Empty => Stored::Empty,
        Data::Int(x) => Stored::Number(*x as f64, false),
        Data::Float(x) => Stored::Number(*x, false),
        Data::String(text) => Stored::Text(text.trim().to_owned()),
        Data::Bool(yes) => Stored::Bool(*yes),
        Data::DateTime(date) => date_of(date),
        Data::DateTimeIso(text) => Stored::Date(text.clone()),
        Data::DurationIso(text) => Stored::Text(text.clone()),
        Data::Error(error) => Stored::Error(error.to_string()),
    }
}

fn date_of(date: &ExcelDateTime) -> Stored {
    if date.is_duration() {
        return Stored::Number(date.as_f64(), false);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) != (0, 0, 0) {
        text.push_str(&format!("T{hour:02}:{minute:02}:{second:02}"));
    }
    Stored::Date(text)
}

/// What a spreadsheet calls a cell: `C7`.
pub fn address(row: usize, column: usize) -> String {
    format!("{}{row}", letters(column))
}
