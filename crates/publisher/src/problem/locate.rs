//! Finds the lines and columns of problems in their files: a second pass over the files that have any. Reads files.

mod csv;
pub mod json;
mod toml;

use super::{Place, Problem};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// Largest file that is searched, bytes: beyond, problems name their row or pointer only.
const MOST: u64 = 400_000_000;

/// A stretch of a text; lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// First line.
    pub line: usize,
    /// First character, where it is known.
    pub column: Option<usize>,
    /// Last line and the character behind the last one, where they are known.
    pub end: Option<(usize, usize)>,
}

/// The region of each problem, in their order; `None` for whole files and where the place cannot be found.
pub fn regions(root: &Path, problems: &[Problem]) -> Vec<Option<Region>> {
    let mut by_file: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (ix, problem) in problems.iter().enumerate() {
        if problem.place != Place::File {
            by_file.entry(&problem.file).or_default().push(ix);
        }
    }
    let mut found = vec![None; problems.len()];
    for (name, places) in by_file {
        let wanted: Vec<&Problem> = places.iter().filter_map(|&ix| problems.get(ix)).collect();
        let text = text(&root.join(name));
        let regions = in_file(text.as_deref(), &wanted);
        for (ix, region) in places.into_iter().zip(regions) {
            if let Some(slot) = found.get_mut(ix) {
                *slot = region;
            }
        }
    }
    found
}

fn text(path: &Path) -> Option<String> {
    let about = std::fs::metadata(path).ok()?;
    if !about.is_file() || about.len() > MOST {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The regions of problems of one file with this text.
fn in_file(text: Option<&str>, problems: &[&Problem]) -> Vec<Option<Region>> {
    let ranges = match text {
        None => Vec::new(),
        Some(text) => match problems.first().map(|p| &p.place) {
            Some(Place::Row(..)) => csv::ranges(text, problems),
            Some(Place::Pointer(_)) => json::ranges(text, problems),
            _ => toml::ranges(text, problems),
        },
    };
    let lines = text.map(Lines::of);
    let mut ranges = ranges.into_iter();
    problems
        .iter()
        .map(|problem| {
            let range = ranges.next().flatten();
            stated_line(&problem.place).or_else(|| Some(lines.as_ref()?.region(range?)))
        })
        .collect()
}

/// The region of a place such as `line 3, column 7`.
fn stated_line(place: &Place) -> Option<Region> {
    let Place::Key(key) = place else {
        return None;
    };
    let mut parts = key.strip_prefix("line ")?.split(", column ");
    let line = parts.next()?.parse().ok()?;
    let column = parts.next().and_then(|c| c.parse().ok());
    Some(Region {
        line,
        column,
        end: None,
    })
}

/// Where the lines of a text begin.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1));
        Lines {
            text,
            starts: starts.collect(),
        }
    }

    /// Line and column of a byte.
    fn at(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..byte).unwrap_or_default();
        let mark = usize::from(line == 1 && before.starts_with('\u{feff}'));
        (line, before.chars().count() - mark + 1)
    }

    fn region(&self, range: Range<usize>) -> Region {
        let (line, column) = self.at(range.start);
        Region {
            line,
            column: Some(column),
            end: Some(self.at(range.end)),
        }
    }
}
