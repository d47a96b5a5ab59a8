//! Text files: bytes to text in the encodings spreadsheets save, text to rows with the delimiter found. Pure.

use super::cell::{Cells, Row};
use crate::problem::{InFile, Place};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The text of a file. UTF-8 unless a byte order mark, every other byte or the mapping says otherwise.
pub fn decode(bytes: Vec<u8>, named: Option<&str>, file: &mut InFile<'_>) -> Option<String> {
    let named = match named {
        None => None,
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            Some(encoding) => Some(encoding),
            None => {
                let hint = Some("such as utf-8, utf-16le or windows-1252".to_owned());
                file.error(Place::File, format!("no encoding “{label}”"), hint);
                return None;
            }
        },
    };
    let encoding = Encoding::for_bom(&bytes)
        .map(|(encoding, _)| encoding)
        .or(named)
        .or_else(|| without_mark(&bytes))
        .unwrap_or(UTF_8);
    if encoding == UTF_8 {
        return utf8(bytes, file);
    }
    let (text, _, damaged) = encoding.decode(&bytes);
    if damaged {
        let message = format!("is not {} text", encoding.name());
        let hint = Some("save it as UTF-8".to_owned());
        file.error(Place::File, message, hint);
        return None;
    }
    Some(text.into_owned())
}

/// UTF-16 that does not say so: every other byte of plain text is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(400))?;
    let zeros = |odd: usize| {
        let at = start.iter().skip(odd).step_by(2);
        at.filter(|b| **b == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 4;
    if odd > most && even == 0 {
        Some(UTF_16LE)
    } else if even > most && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn utf8(bytes: Vec<u8>, file: &mut InFile<'_>) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..good).unwrap_or_default();
            let line = 1 + before.iter().filter(|b| **b == b'\n').count();
            let hint = "save it as “CSV UTF-8”, or write encoding = \"windows-1252\" (or whatever it is) under [table] \
                        of the mapping";
            file.error(
                Place::Key(format!("line {line}")),
                "is not UTF-8 text",
                Some(hint.to_owned()),
            );
            None
        }
    }
}

/// The delimiter that splits the first rows into the most columns.
pub fn delimiter(text: &str) -> u8 {
    let mut best = (1, b',');
    for candidate in [b',', b';', b'\t', b'|'] {
        let mut counts: Vec<usize> = reader(text, candidate)
            .into_records()
            .take(20)
            .flatten()
            .map(|r| r.len())
            .collect();
        counts.sort_unstable();
        let middle = counts.get(counts.len() / 2).copied().unwrap_or(0);
        if middle > best.0 {
            best = (middle, candidate);
        }
    }
    best.1
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// The rows of a text, with the numbers a spreadsheet shows.
pub fn rows(text: &str, delimiter: u8, file: &mut InFile<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    // A line break inside quotes begins a line, but no row.
    let mut inside = 0;
    let mut last = 0;
    for record in reader(text, delimiter).into_records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(last + 1, |p| p.line() as usize);
                let number = line.saturating_sub(inside).max(last + 1);
                inside += record
                    .iter()
                    .map(|c| c.matches('\n').count())
                    .sum::<usize>();
                last = number;
                rows.push(Row {
                    number,
                    cells: Cells::Text(record),
                });
            }
            Err(error) => {
                last += 1;
                let message = format!("cannot be read: {error}");
                file.error(Place::Row(last, None), message, None);
            }
        }
    }
    rows
}
