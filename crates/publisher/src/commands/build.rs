//! `build`: checks a source folder and writes the directory. Reads and writes files.

use super::{Failure, report};
use crate::cli::Build;
use crate::fold::fold;
use crate::problem::Problems;
use crate::published::{self, Claim, ENTRY, Options, Place, Written, sizes};
use crate::reporter::Reporter;
use crate::source::{FOLDERS, REFERENCE_FILE, Source, load};
use crate::words::{count, grouped};
use city_peers_engine::assemble::{Assembled, assemble};
use city_peers_engine::model::FileKind;
use city_peers_engine::practices::Practices;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Builds a directory.
///
/// # Errors
/// When the source folder has an error, or the directory cannot be written.
pub fn run(args: &Build, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let built = build(args, reporter);
    reporter.step("");
    built
}

fn build(args: &Build, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let start = Instant::now();
    if is_source(&args.out, &args.dir) {
        return Err(Failure(format!(
            "{} is where the source files of {} are: built files are no source; nothing was written",
            args.out.display(),
            args.dir.display()
        )));
    }
    // Before the work: what must not be replaced is not worth waiting for.
    let unwritten = |error| not_written(&args.out, &error);
    Place::look(&args.out).map_err(unwritten)?;
    reporter.step(&format!("reading {}", args.dir.display()));
    let mut problems = Problems::default();
    let loaded = load(&Source::new(&args.dir), &mut problems);
    report(&problems, reporter)?;
    let Some(loaded) = loaded else {
        return Err(Failure("nothing could be read".to_owned()));
    };
    let read = start.elapsed();
    if loaded.sources.reference.is_none() {
        reporter.progress(&format!(
            "note: no {REFERENCE_FILE}: the reference pairs are measured from these cities, so each new city moves all \
             results; fix them with: city-peers reference {}",
            args.dir.display()
        ));
    }
    let (known, stated) = (loaded.sources.replications.len(), loaded.replications);
    reporter.progress(&format!(
        "read and checked {} and {} in {:.2} s",
        count(loaded.sources.profiles.len(), "city"),
        count(loaded.sources.practices.len(), "practice"),
        read.as_secs_f64()
    ));
    reporter.step("assembling");
    let Assembled {
        directory,
        practices,
        profiles,
        names,
    } = assemble(loaded.sources, &fold);
    let encoded = published::encode(&directory, &practices, profiles, names)
        .map_err(|error| Failure(format!("the directory cannot be encoded: {error}")))?;
    let assembled = start.elapsed();
    reporter.progress(&format!(
        "assembled in {:.2} s",
        (assembled - read).as_secs_f64()
    ));
    let options = Options {
        compressed: !args.no_compressed,
        keep_previous: args.keep_previous,
    };
    let claim = Claim::of(&args.out).map_err(unwritten)?;
    let doing = if options.compressed {
        "compressing and writing"
    } else {
        "writing"
    };
    let mut steps = Steps::new(doing);
    let mut watch = |done: usize, of: usize| steps.take(done, of, reporter);
    let written = published::write(&encoded, &claim, options, &mut watch).map_err(unwritten)?;
    let fresh = written.sizes.len() - written.reused;
    reporter.progress(&format!(
        "{} written in {:.2} s{}",
        count(fresh, "file"),
        (start.elapsed() - assembled).as_secs_f64(),
        match written.reused {
            0 => String::new(),
            reused => format!("; {} as in the build before", grouped(reused as u64)),
        }
    ));
    if !practices.entries.is_empty() {
        reporter.progress(&practices_note(&practices, known, stated));
    }
    let manifest = &encoded.manifest;
    let core = manifest.files.iter().find(|f| f.kind == FileKind::Core);
    if let Some(sizes) = core.and_then(|core| written.sizes.get(&core.name))
        && let Some(warning) = sizes::over_budget(&directory, *sizes, args.budget)
    {
        reporter.progress(&warning);
    }
    let mut text = sizes::table(manifest, &written, args.budget);
    text.push_str(&beside(&written));
    let counts = &manifest.counts;
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

/// Why nothing was written, and that nothing is lost.
fn not_written(out: &Path, error: &std::io::Error) -> Failure {
    let kept = if out.join(ENTRY).is_file() {
        "; the earlier directory is as it was"
    } else {
        ""
    };
    Failure(format!("the directory cannot be written: {error}{kept}"))
}

/// What lies beside the files of this build.
fn beside(written: &Written) -> String {
    let mut text = String::new();
    if written.unchanged {
        text.push_str("Nothing has changed: the directory is as it was, with its dates.\n");
    }
    if written.kept > 0 {
        let kept = count(written.kept, "file");
        let _ = writeln!(text, "Kept {kept} of the build before.");
    }
    if !written.carried.is_empty() {
        let _ = writeln!(text, "Left as they are: {}", written.carried.join(", "));
    }
    text
}

/// Says how far the files are: often where somebody watches, else every few seconds.
struct Steps {
    doing: &'static str,
    shown: Option<Instant>,
    said: Instant,
}

impl Steps {
    fn new(doing: &'static str) -> Self {
        Steps {
            doing,
            shown: None,
            said: Instant::now(),
        }
    }

    fn take(&mut self, done: usize, of: usize, reporter: &mut dyn Reporter) {
        if self.shown.is_some_and(|shown| shown.elapsed() < SHOW_EVERY) {
            return;
        }
        self.shown = Some(Instant::now());
        let line = format!("{} {done} of {of} files", self.doing);
        let watched = reporter.step(&line);
        if !watched && done < of && self.said.elapsed() >= SAY_EVERY {
            reporter.progress(&line);
            self.said = Instant::now();
        }
    }
}

/// Between two states of the line that somebody watches.
const SHOW_EVERY: Duration = Duration::from_millis(100);
/// Between two lines that stay, of long work.
const SAY_EVERY: Duration = Duration::from_secs(5);

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
