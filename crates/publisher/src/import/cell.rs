//! What any file is turned into: named columns, rows with the number a spreadsheet shows, cells. Pure.

use serde_json::Value;

/// One cell, as it was read.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'c> {
    /// Nothing in it.
    Empty,
    /// Text, trimmed.
    Text(&'c str),
    /// A number; `true` where the spreadsheet shows it as a percentage (0.45 as 45 %).
    Number(f64, bool),
    /// True or false.
    Bool(bool),
    /// A date (and time) of a spreadsheet, as ISO text.
    Date(&'c str),
    /// An error of a formula, such as `#N/A`.
    Error(&'c str),
    /// A formula without a stored result; the formula.
    NoResult(&'c str),
    /// A list or object of a JSON file.
    Json(&'c Value),
}

/// A cell that owns what it holds.
#[derive(Clone, Debug, Default)]
pub enum Stored {
    /// Nothing in it.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A number; `true` where shown as a percentage.
    Number(f64, bool),
    /// True or false.
    Bool(bool),
    /// A date as ISO text.
    Date(String),
    /// An error of a formula.
    Error(String),
    /// A formula without a stored result.
    NoResult(String),
    /// A list or object of a JSON file.
    Json(Value),
}

impl Stored {
    /// The cell.
    pub fn cell(&self) -> Cell<'_> {
        match self {
            Stored::Empty => Cell::Empty,
            Stored::Text(text) if text.trim().is_empty() => Cell::Empty,
            Stored::Text(text) => Cell::Text(text.trim()),
            Stored::Number(x, percent) => Cell::Number(*x, *percent),
            Stored::Bool(yes) => Cell::Bool(*yes),
            Stored::Date(date) => Cell::Date(date),
            Stored::Error(error) => Cell::Error(error),
            Stored::NoResult(formula) => Cell::NoResult(formula),
            Stored::Json(value) => Cell::Json(value),
        }
    }
}

impl Cell<'_> {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// The cell as a reader sees it.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Date(text) | Cell::Error(text) | Cell::NoResult(text) => {
                (*text).to_owned()
            }
            Cell::Number(x, false) => x.to_string(),
            Cell::Number(x, true) => format!("{}%", x * 100.0),
            Cell::Bool(yes) => yes.to_string(),
            Cell::Json(value) => value.to_string(),
        }
    }
}

/// The cells of a row: those of text files stay in one piece of memory.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Of a text file.
    Text(csv::StringRecord),
    /// Of a spreadsheet or JSON file.
    Typed(Vec<Stored>),
}

/// A row with the number a spreadsheet shows, or the number of the record.
#[derive(Clone, Debug)]
pub struct Row {
    /// Number, from 1.
    pub number: usize,
    /// The cells.
    pub cells: Cells,
}

impl Row {
    /// The cell at a position; empty where the row is shorter.
    pub fn cell(&self, at: usize) -> Cell<'_> {
        match &self.cells {
            Cells::Text(record) => match record.get(at).map(str::trim) {
                None | Some("") => Cell::Empty,
                Some(text) => Cell::Text(text),
            },
            Cells::Typed(cells) => cells.get(at).map_or(Cell::Empty, Stored::cell),
        }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Text(record) => record.len(),
            Cells::Typed(cells) => cells.len(),
        }
    }

    /// Whether there is nothing in any cell.
    pub fn is_empty(&self) -> bool {
        (0..self.len()).all(|at| self.cell(at).is_empty())
    }
}

/// What kind of file a table was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text with this delimiter.
    Delimited(u8),
    /// A spreadsheet.
    Sheet,
    /// JSON: columns are dotted paths, rows are numbered by record.
    Records,
}

/// A table with named columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// What messages call it: the file, and the sheet where there are several.
    pub name: String,
    /// What it was read from.
    pub kind: Kind,
    /// Rows that hold the names of the columns.
    pub header: Vec<usize>,
    /// Names of the columns, each once.
    pub columns: Vec<String>,
    /// Rows that are not empty.
    pub rows: Vec<Row>,
}

impl Table {
    /// Position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == name)
    }
}

/// The letters a spreadsheet gives a column: `A` for 0, `AA` for 26.
pub fn letters(at: usize) -> String {
    let mut text = Vec::new();
    let mut rest = at + 1;
    while rest > 0 {
        rest -= 1;
        text.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    text.iter().rev().collect()
}
