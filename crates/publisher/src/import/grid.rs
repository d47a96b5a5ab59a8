//! The cells of a sheet and its formulas; a sheet that reaches too far is told instead of held in memory. Reads files.

use super::cell::letters;
use calamine::{Cell, CellType, Data, DataRef, Range, Reader, Sheets, XlsxError};
use std::fs::File;
use std::io::{BufReader, Read, Seek};

/// Cells of the largest sheet that is read: a million rows of 50 columns. Ranges hold everything between their corners.
const MOST: u64 = 50_000_000;

/// What a sheet shows, and the formulas behind it.
pub struct Grid {
    /// Values, stored results of formulas.
    pub values: Range<Data>,
    /// Formulas; empty where they cannot be read.
    pub formulas: Range<String>,
}

/// Why a sheet is not read.
pub enum Fault {
    /// The last of its cells, such as `XFD1048576`, is too far from the first.
    Far(String),
    /// What the library says.
    Unreadable(String),
}

/// Reads a sheet.
///
/// # Errors
/// When it cannot be read or reaches too far.
pub fn read(book: &mut Sheets<BufReader<File>>, sheet: &str) -> Result<Grid, Fault> {
    let unreadable = |error: &dyn std::fmt::Display| Fault::Unreadable(error.to_string());
    let Sheets::Xlsx(xlsx) = book else {
        // The other kinds hold their sheets whole when they are opened.
        return Ok(Grid {
            values: book.worksheet_range(sheet).map_err(|e| unreadable(&e))?,
            formulas: book.worksheet_formula(sheet).unwrap_or_default(),
        });
    };
    let values = values(xlsx, sheet).map_err(|e| unreadable(&e))?;
    let formulas = formulas(xlsx, sheet).unwrap_or_default();
    Ok(Grid {
        values: range(values)?,
        formulas: range(formulas)?,
    })
}

type Xlsx<R> = calamine::Xlsx<R>;

fn values<R: Read + Seek>(book: &mut Xlsx<R>, sheet: &str) -> Result<Vec<Cell<Data>>, XlsxError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        if !matches!(cell.get_value(), DataRef::Empty) {
            let value = Data::from(cell.get_value().clone());
            cells.push(Cell::new(cell.get_position(), value));
        }
    }
    Ok(cells)
}

fn formulas<R: Read + Seek>(
    book: &mut Xlsx<R>,
    sheet: &str,
) -> Result<Vec<Cell<String>>, XlsxError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_formula()? {
        if !cell.get_value().is_empty() {
            cells.push(cell);
        }
    }
    Ok(cells)
}

fn range<T: CellType>(cells: Vec<Cell<T>>) -> Result<Range<T>, Fault> {
    let places = || cells.iter().map(Cell::get_position);
    let ends = |of: fn((u32, u32)) -> u32| (places().map(of).min(), places().map(of).max());
    let ((Some(top), Some(bottom)), (Some(left), Some(right))) = (ends(|p| p.0), ends(|p| p.1))
    else {
        return Ok(Range::empty());
    };
    if u64::from(bottom - top + 1) * u64::from(right - left + 1) > MOST {
        return Err(Fault::Far(format!(
            "{}{}",
            letters(right as usize),
            bottom + 1
        )));
    }
    Ok(Range::from_sparse(cells))
}
