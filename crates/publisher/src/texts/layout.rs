//! Text for a terminal: wrapped lines, labelled rows, columns that fit the width. Pure, but for asking how wide it is.

use unicode_width::UnicodeWidthStr;

/// Columns where nobody says how many there are: output that goes into a file or another command.
pub const USUAL: usize = 100;
/// Narrower than this nothing can be read.
const NARROWEST: usize = 40;
/// Longer lines are hard to read, however wide the terminal is.
const WIDEST: usize = 120;
/// Space between two columns.
const GAP: usize = 2;

/// The columns to write for: as asked, else those of the terminal, else [`USUAL`].
pub fn columns(asked: Option<usize>) -> usize {
    let terminal = || {
        let (width, _) = terminal_size::terminal_size()?;
        Some(usize::from(width.0).min(WIDEST))
    };
    asked.or_else(terminal).unwrap_or(USUAL).max(NARROWEST)
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// A text in lines of at most so many columns. Words stay whole, however long; numbers keep their units where both fit.
pub fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in text.split('\n') {
        let mut line = String::new();
        let held = part.split(' ').filter(|word| !word.is_empty());
        let words = held.flat_map(|word| {
            let fits = width(word) <= most;
            word.split(move |each| each == '\u{a0}' && !fits)
        });
        for word in words {
            if !line.is_empty() && width(&line) + 1 + width(word) > most {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// A text with its first line after `first`, and the others below its beginning.
pub fn hang(first: &str, text: &str, columns: usize) -> String {
    let indent = width(first);
    let lines = wrap(text, columns.saturating_sub(indent).max(20));
    let mut out = String::new();
    for (ix, line) in lines.iter().enumerate() {
        let start = if ix == 0 {
            first.to_owned()
        } else {
            " ".repeat(indent)
        };
        out.push_str(format!("{start}{line}").trim_end());
        out.push('\n');
    }
    out
}

/// Rows of a label and a text, the texts below each other; rows without text are left out.
pub fn labelled(indent: usize, rows: &[(&str, String)], columns: usize) -> String {
    let rows = || rows.iter().filter(|row| !row.1.is_empty());
    let label = rows().map(|row| width(row.0)).max().unwrap_or(0);
    rows()
        .map(|(name, text)| {
            let gap = " ".repeat(label - width(name) + GAP);
            hang(&format!("{}{name}{gap}", " ".repeat(indent)), text, columns)
        })
        .collect()
}

/// A heading with a rule below it.
pub fn heading(text: &str) -> String {
    format!("\n{text}\n{}\n", "─".repeat(width(text)))
}

/// Rows of cells in columns; the widest columns give way where the lines would be too long, their cells are wrapped.
pub fn table(rows: &[Vec<String>], columns: usize) -> String {
    let mut widths = widths(rows);
    let room = columns.saturating_sub(GAP * widths.len());
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > 8) else {
            break;
        };
        *widest -= 1;
    }
    let mut out = String::new();
    for row in rows {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(&widths)
            .map(|(cell, most)| wrap(cell, *most))
            .collect();
        let high = cells.iter().map(Vec::len).max().unwrap_or(1);
        for at in 0..high {
            let part = |cell: &Vec<String>| cell.get(at).cloned().unwrap_or_default();
            let parts: Vec<String> = cells.iter().map(part).collect();
            out.push_str(&line(&parts, &widths, &[]));
        }
    }
    out
}

/// Rows of cells in columns, each as wide as its widest cell; those that `right` says end below each other.
pub fn aligned(rows: &[Vec<String>], right: &[bool]) -> String {
    let widths = widths(rows);
    rows.iter().map(|row| line(row, &widths, right)).collect()
}

/// The widest cell of each column.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at));
    let widest = |at| cells(at).map(|cell| width(cell)).max().unwrap_or(0);
    (0..count).map(widest).collect()
}

/// One line of a table, with its end.
fn line(cells: &[String], widths: &[usize], right: &[bool]) -> String {
    let mut text = String::new();
    for (at, (cell, most)) in cells.iter().zip(widths).enumerate() {
        let pad = " ".repeat(most.saturating_sub(width(cell)));
        let (before, after) = match right.get(at) {
            Some(true) => (pad.as_str(), ""),
            _ => ("", pad.as_str()),
        };
        text.push_str(&" ".repeat(GAP));
        text.extend([before, cell, after]);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Rows as CSV. Cells that a spreadsheet would take for a formula begin with an apostrophe.
///
/// # Errors
/// When they cannot be written, which only a lack of memory explains.
pub fn csv(rows: &[Vec<String>]) -> Result<String, String> {
    csv_with(rows, csv::Terminator::Any(b'\n'))
}

/// The same with lines that end as asked.
///
/// # Errors
/// As [`csv()`].
pub fn csv_with(rows: &[Vec<String>], end: csv::Terminator) -> Result<String, String> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(end)
        .from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| harmless(cell));
        writer
            .write_record(cells)
            .map_err(|error| format!("the table cannot be written: {error}"))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| format!("the table cannot be written: {error}"))?;
    String::from_utf8(bytes).map_err(|error| format!("the table cannot be written: {error}"))
}

/// A cell that no spreadsheet runs; numbers stay numbers.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if formula && cell.parse::<f64>().is_err() {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_width_and_columns_their_place() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("", 7), [""]);
        assert_eq!(wrap("longerthanthat x", 7), ["longerthanthat", "x"]);
        assert_eq!(
            hang("ab ", "one two three four five six", 23),
            "ab one two three four\n   five six\n"
        );
        let rows = [
            ("Label", "text".to_owned()),
            ("No", String::new()),
            ("L", "more".to_owned()),
        ];
        assert_eq!(labelled(1, &rows, 40), " Label  text\n L      more\n");
        // Ideographs take two columns.
        let cells = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let rows = [cells("首尔", "x"), cells("ab", "y")];
        assert_eq!(table(&rows, 40), "  首尔  x\n  ab    y\n");
        assert_eq!(aligned(&rows, &[]), table(&rows, 40));
        let rows = [cells("a", "1"), cells("b\u{2068}\u{2069}", "100")];
        assert_eq!(
            aligned(&rows, &[false, true]),
            "  a    1\n  b\u{2068}\u{2069}  100\n"
        );
        let long = [cells("key", &"word ".repeat(30))];
        assert!(table(&long, 60).lines().all(|line| width(line) <= 60));
        assert_eq!(columns(Some(3)), NARROWEST);
    }

    #[test]
    fn spreadsheets_run_nothing() {
        let row = ["=1+1", "-5", "@x", "plain", "a,b"]
            .map(str::to_owned)
            .to_vec();
        assert_eq!(csv(&[row]), Ok("'=1+1,-5,'@x,plain,\"a,b\"\n".to_owned()));
    }
}
