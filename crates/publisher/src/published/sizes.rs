//! The sizes of a build beside what pages may take to load. Pure.

use super::{ENTRY, Sizes, Written};
use crate::words::{grouped, size};
use city_peers_engine::Directory;
use city_peers_engine::format::{encode_columns, encode_core};
use city_peers_engine::model::{FileKind, Manifest};
use std::fmt::Write as _;
use std::io::Write as _;

/// What the core may take with brotli where nobody says otherwise, bytes.
pub const BUDGET: u64 = 160_000;
/// A slow mobile connection, bits a second.
const SLOW: f64 = 1_600_000.0;
/// Parts of a core that are named as the largest.
const NAMED: usize = 5;

/// A table: files, bytes, and bytes of the copies, by kind.
pub fn table(manifest: &Manifest, written: &Written, budget: u64) -> String {
    let mut text = format!(
        "{:<15} {:>5} {:>10} {:>10} {:>10}\n",
        "", "files", "bytes", "gzip", "brotli"
    );
    let mut all = Row::default();
    for (kind, what) in [
        (FileKind::Core, "core"),
        (FileKind::Practices, "practices"),
        (FileKind::Search, "search"),
        (FileKind::Detail, "detail"),
    ] {
        let mut row = Row::default();
        for file in manifest.files.iter().filter(|f| f.kind == kind) {
            row.add(written.sizes.get(&file.name));
        }
        if row.files == 0 {
            continue;
        }
        all.join(&row);
        text.push_str(&row.line(what));
        if kind == FileKind::Core
            && let Some(brotli) = row.brotli
        {
            let _ = write!(
                text,
                "   {} of {}",
                percent(brotli, budget),
                size(budget as usize)
            );
        }
        text.push('\n');
    }
    let mut row = Row::default();
    row.add(written.sizes.get(ENTRY));
    all.join(&row);
    let _ = writeln!(text, "{}", row.line(ENTRY));
    let _ = writeln!(text, "{}", all.line("all"));
    text
}

fn percent(part: u64, whole: u64) -> String {
    format!("{:.0} %", part as f64 / whole.max(1) as f64 * 100.0)
}

/// The warning of a core above its budget: by how much, what it costs a visitor, and what weighs most. `None` where it keeps
/// within.
pub fn over_budget(directory: &Directory, core: Sizes, budget: u64) -> Option<String> {
    let brotli = core.brotli.filter(|&brotli| brotli > budget)?;
    let seconds = brotli as f64 * 8.0 / SLOW;
    let parts = parts(directory);
    let named: Vec<String> = parts
        .iter()
        .take(NAMED)
        .map(|(name, bytes)| format!("{name} {}", size(*bytes)))
        .collect();
    Some(format!(
        "warning: the core is {} with brotli, {} bytes above the budget of {}: a first visit at 1.6 Mbit/s waits {seconds:.1} s \
         for it; what weighs most: {} (leave out indicators or cities that nobody needs, or raise --budget)",
        size(brotli as usize),
        grouped(brotli - budget),
        size(budget as usize),
        named.join(", ")
    ))
}

/// Parts of a core by what each takes when compressed, largest first: names, places and each column of values.
fn parts(directory: &Directory) -> Vec<(String, usize)> {
    let cities = &directory.cities;
    let names: Vec<&str> = cities.names.iter().collect();
    let mut places = Vec::with_capacity(cities.lat.len() * 4);
    for column in [&cities.lat, &cities.lon] {
        for byte in 0..2 {
            places.extend(column.iter().map(|v| v.to_le_bytes()[byte]));
        }
    }
    let mut parts = vec![
        ("names".to_owned(), packed(names.join("\n").as_bytes())),
        ("places".to_owned(), packed(&places)),
    ];
    let columns = encode_columns(directory);
    let indicators = directory.catalogue.indicators.iter();
    let sizes = columns.iter().map(|bytes| packed(bytes));
    parts.extend(indicators.map(|indicator| indicator.id.clone()).zip(sizes));
    let known: usize = parts.iter().map(|(_, bytes)| bytes).sum();
    let whole = packed(&encode_core(directory));
    parts.push(("texts and all else".to_owned(), whole.saturating_sub(known)));
    parts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    parts
}

/// Bytes after a quick brotli: near enough to compare parts.
fn packed(bytes: &[u8]) -> usize {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 5, 22);
    match writer.write_all(bytes) {
        Ok(()) => writer.into_inner().len(),
        Err(_) => bytes.len(),
    }
}

#[derive(Default)]
struct Row {
    files: usize,
    raw: u64,
    gzip: Option<u64>,
    brotli: Option<u64>,
}

impl Row {
    fn add(&mut self, sizes: Option<&Sizes>) {
        let Some(sizes) = sizes else { return };
        self.join(&Row {
            files: 1,
            raw: sizes.raw,
            gzip: sizes.gzip,
            brotli: sizes.brotli,
        });
    }

    fn join(&mut self, other: &Row) {
        let sum = |a: Option<u64>, b: Option<u64>| match (a, b) {
            (None, one) | (one, None) => one,
            (Some(a), Some(b)) => Some(a + b),
        };
        // Without copies only the core's size with brotli is known: no sum of all then.
        self.brotli = match self.files > 0 && self.brotli.is_some() != other.brotli.is_some() {
            true if other.files > 0 => None,
            _ => sum(self.brotli, other.brotli),
        };
        self.gzip = sum(self.gzip, other.gzip);
        self.files += other.files;
        self.raw += other.raw;
    }

    fn line(&self, what: &str) -> String {
        let bytes = |x: Option<u64>| x.map_or_else(|| "–".to_owned(), |x| size(x as usize));
        format!(
            "{what:<15} {:>5} {:>10} {:>10} {:>10}",
            self.files,
            bytes(Some(self.raw)),
            bytes(self.gzip),
            bytes(self.brotli)
        )
    }
}
