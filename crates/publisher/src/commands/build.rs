//! `build`: checks a source folder and writes the directory. Reads and writes files.

use super::{Failure, report};
use crate::cli::Build;
use crate::fold::fold;
use crate::problem::Problems;
use crate::published::{self, Encoded};
use crate::reporter::Reporter;
use crate::source::{FOLDERS, REFERENCE_FILE, Source, load};
use crate::words::{count, size};
use city_peers_engine::assemble::assemble;
use city_peers_engine::model::FileKind;
use city_peers_engine::practices::Practices;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// Brotli quality of the estimate: near the best, in a fraction of its time.
const QUALITY: u32 = 9;

/// Builds a directory.
///
/// # Errors
/// When the source folder has an error, or the directory cannot be written.
pub fn run(args: &Build, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let start = Instant::now();
    let mut problems = Problems::default();
    let loaded = load(&Source::new(&args.dir), &mut problems);
    report(&problems, reporter)?;
    let Some(loaded) = loaded else {
        return Err(Failure("nothing could be read".to_owned()));
    };
    if is_source(&args.out, &args.dir) {
        return Err(Failure(format!(
            "{} is where the source files of {} are: built files are no source; nothing was written",
            args.out.display(),
            args.dir.display()
        )));
    }
    let read = start.elapsed();
    if loaded.sources.reference.is_none() {
        reporter.progress(&format!(
            "note: no {REFERENCE_FILE}: the reference pairs are measured from these cities, so each new city moves all \
             results; fix them with: city-peers reference {}",
            args.dir.display()
        ));
    }
    let (known, stated) = (loaded.sources.replications.len(), loaded.replications);
    let assembled = assemble(loaded.sources, &fold);
    let encoded = published::encode(&assembled)
        .map_err(|error| Failure(format!("the directory cannot be encoded: {error}")))?;
    published::write(&encoded, &args.out)
        .map_err(|error| Failure(format!("the directory cannot be written: {error}")))?;
    let written = start.elapsed();
    reporter.progress(&format!(
        "read and checked in {:.2} s, assembled and written in {:.2} s",
        read.as_secs_f64(),
        (written - read).as_secs_f64()
    ));
    reporter.progress(&practices_note(&assembled.practices, known, stated));
    let mut text = summary(&encoded);
    let counts = &encoded.manifest.counts;
    let _ = writeln!(
        text,
        "{}: {} in {}, {} ({} in a city of the directory), {}",
        args.out.display(),
        count(counts.cities as usize, "city"),
        count(counts.countries as usize, "country"),
        count(counts.practices as usize, "practice"),
        loaded.joined,
        count(counts.ties as usize, "tie"),
    );
    Ok(text)
}

/// What is known of the practices beyond themselves; `known` of `stated` cities that took one over are in the directory.
fn practices_note(practices: &Practices, known: usize, stated: usize) -> String {
    let entries = &practices.entries;
    let costs = entries.iter().filter(|e| e.cost.is_some()).count();
    let reports = entries.iter().map(|e| e.reports.len()).sum();
    format!(
        "practices: {} with a cost per resident; {} by name, {known} of them found in the directory; {}",
        costs,
        count(stated, "replication"),
        count(reports, "report"),
    )
}

/// Whether a folder that may not exist yet is the source folder itself, or lies where its files are read from.
fn is_source(out: &Path, source: &Path) -> bool {
    let real = |folder: &Path| match folder {
        here if here.as_os_str().is_empty() => Path::new(".").canonicalize(),
        folder => folder.canonicalize(),
    };
    let Ok(source) = real(source) else {
        return false;
    };
    let mut missing = Vec::new();
    let mut existing = out;
    while real(existing).is_err() {
        missing.extend(existing.file_name());
        match existing.parent() {
            Some(parent) => existing = parent,
            None => return false,
        }
    }
    let mut folder = real(existing).unwrap_or_default();
    folder.extend(missing.into_iter().rev());
    folder == source
        || FOLDERS
            .iter()
            .any(|name| folder.starts_with(source.join(name)))
}

/// Sizes by kind of file.
fn summary(encoded: &Encoded) -> String {
    let mut text = String::new();
    for (kind, what) in [
        (FileKind::Core, "core"),
        (FileKind::Practices, "practices"),
        (FileKind::Search, "search"),
        (FileKind::Detail, "detail"),
    ] {
        let of_kind = encoded.manifest.files.iter().zip(&encoded.files);
        let files: Vec<&[u8]> = of_kind
            .filter(|(entry, _)| entry.kind == kind)
            .map(|(_, (_, bytes))| bytes.as_slice())
            .collect();
        let bytes: usize = files.iter().map(|f| f.len()).sum();
        let _ = write!(text, "{what:<10} {:>4} {:>10}", files.len(), size(bytes));
        if kind == FileKind::Core {
            let packed: usize = files.iter().filter_map(|f| brotli_size(f)).sum();
            let _ = write!(text, "  (about {} with brotli)", size(packed));
        }
        text.push('\n');
    }
    text
}

fn brotli_size(bytes: &[u8]) -> Option<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, QUALITY, 22);
    writer.write_all(bytes).ok()?;
    Some(writer.into_inner().len())
}
