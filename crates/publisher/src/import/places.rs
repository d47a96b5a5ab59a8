//! Base data: places with names, country, coordinates, population, time zone. Reads files of GeoNames' layout, tables with
//! a header (`cities.csv` of a source folder too) and JSON, place by place, so that large files need little memory.

mod place;

use super::text;
use crate::check::codes::number;
use crate::problem::{Place as At, Problems};
pub use place::Place;
use place::{geonames, member, of_json};
use serde_json::Value;
use std::path::Path;

/// A file of base data in memory as text.
pub struct Base {
    /// What messages call it.
    pub name: String,
    text: String,
    layout: Layout,
}

enum Layout {
    GeoNames,
    Table(u8, Vec<String>),
    Json(Vec<Value>),
}

impl Base {
    /// Opens a file; `None`, and a problem, where it cannot be read or has no names.
    pub fn open(path: &Path, problems: &mut Problems) -> Option<Base> {
        let name = super::input::called(path);
        let mut file = problems.of(&name);
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                file.error(
                    At::File,
                    format!("cannot be read: {}", crate::words::cause(&error)),
                    None,
                );
                return None;
            }
        };
        let text = text::decode(bytes, None, &mut file)?;
        let start = text.trim_start();
        if start.starts_with(['[', '{']) {
            let rows = super::records::objects(&text, false, None, &mut file)?;
            let layout = Layout::Json(rows.into_iter().map(|(_, v)| v).collect());
            let text = String::new();
            return Some(Base { name, text, layout });
        }
        let first = start.lines().next().unwrap_or_default();
        let cells: Vec<&str> = first.split('\t').collect();
        let degrees = |at: usize| cells.get(at).and_then(|c| number(c)).is_some();
        if cells.len() == 19 && degrees(0) && degrees(4) && degrees(5) {
            let layout = Layout::GeoNames;
            return Some(Base { name, text, layout });
        }
        let delimiter = text::delimiter(&text);
        let header = reader(&text, delimiter, false).records().next();
        let columns: Vec<String> = match header {
            Some(Ok(header)) => header.iter().map(|c| c.trim().to_owned()).collect(),
            _ => Vec::new(),
        };
        for needed in ["name", "country"] {
            if !columns.iter().any(|c| member(c) == Some(needed)) {
                let message = format!("has no column “{needed}”");
                let hint = "base data has name, country, lat, lon, and if it can id, population, time_zone; or the \
                            layout of GeoNames";
                file.error(At::Row(1, None), message, Some(hint.to_owned()));
                return None;
            }
        }
        let layout = Layout::Table(delimiter, columns);
        Some(Base { name, text, layout })
    }

    /// Whether ids are those of GeoNames.
    pub fn is_geonames(&self) -> bool {
        matches!(self.layout, Layout::GeoNames)
    }

    /// Hands over every place.
    pub fn each(&self, mut take: impl FnMut(&Place)) {
        match &self.layout {
            Layout::GeoNames => {
                for line in self.text.lines() {
                    if let Some(place) = geonames(line) {
                        take(&place);
                    }
                }
            }
            Layout::Table(delimiter, columns) => {
                let members: Vec<Option<&str>> = columns.iter().map(|c| member(c)).collect();
                for record in reader(&self.text, *delimiter, true)
                    .into_records()
                    .flatten()
                {
                    let mut place = Place::default();
                    for ((column, member), cell) in columns.iter().zip(&members).zip(&record) {
                        place.set(column, *member, cell.trim());
                    }
                    take(&place);
                }
            }
            Layout::Json(rows) => {
                for row in rows {
                    take(&of_json(row));
                }
            }
        }
    }
}

fn reader(text: &str, delimiter: u8, header: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(header)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}
