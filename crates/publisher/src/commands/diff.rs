//! `diff`: what changed between two directories, and in whose suggestions. Reads files.

use super::suggest::{purpose, topics};
use super::{Failure, report};
use crate::cli::{Diff, DiffFormat};
use crate::diff::{FIRST, Question, Side, compare, suggestions, text};
use crate::fold::fold;
use crate::problem::Problems;
use crate::published::{self, ENTRY};
use crate::reporter::Reporter;
use crate::source::{Source, load};
use city_peers_engine::assemble::assemble;
use city_peers_engine::suggest::{PER_COUNTRY, Query};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

/// Between two states of the line that somebody watches.
const SHOW_EVERY: Duration = Duration::from_millis(100);

/// Says what changed between two directories.
///
/// # Errors
/// When one of them cannot be read, or has no such topic.
pub fn run(args: &Diff, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let old = side(&args.old, reporter)?;
    let new = side(&args.new, reporter)?;
    let mut question = Question {
        old: query(args, &old)?,
        new: query(args, &new)?,
        topics: args.topics.clone(),
        sample: args.sample,
        first: BTreeSet::new(),
    };
    let mut difference = compare(&old, &new);
    let changed = difference.cities.changed.iter();
    question.first = changed.map(|city| city.of.id.clone()).collect();
    if args.sample != Some(0) && difference.different {
        let mut shown = Instant::now();
        let asked = suggestions(&old, &new, &question, &mut |done, of| {
            if shown.elapsed() >= SHOW_EVERY {
                reporter.step(&format!("comparing suggestions of {done} of {of} cities"));
                shown = Instant::now();
            }
        });
        reporter.step("");
        difference.suggestions = Some(asked);
    }
    if args.exit_code && difference.different {
        reporter.exit_with(1);
    }
    match args.format {
        DiffFormat::Text => Ok(text(&difference, args.limit)),
        DiffFormat::Json => serde_json::to_string_pretty(&difference)
            .map(|text| text + "\n")
            .map_err(|error| Failure(format!("the changes cannot be written as JSON: {error}"))),
    }
}

fn query(args: &Diff, side: &Side) -> Result<Query, Failure> {
    let topics = topics(&side.directory, &args.topics)
        .map_err(|failure| Failure(format!("{}: {failure}", side.folder)))?;
    Ok(Query {
        topics,
        purpose: purpose(args.purpose),
        top: FIRST,
        per_country: PER_COUNTRY,
        ..Query::default()
    })
}

/// Reads a built directory or a source folder.
fn side(folder: &Path, reporter: &mut dyn Reporter) -> Result<Side, Failure> {
    let name = folder.display().to_string();
    reporter.step(&format!("reading {name}"));
    let read = read(folder, &name, reporter);
    reporter.step("");
    read
}

fn read(folder: &Path, name: &str, reporter: &mut dyn Reporter) -> Result<Side, Failure> {
    if folder.join(ENTRY).is_file() {
        let damaged = |what| Failure(format!("{name}: {what}"));
        let opened = published::open(folder).map_err(damaged)?;
        return Ok(Side {
            folder: name.to_owned(),
            directory: opened.directory,
            practices: opened.practices,
            profiles: published::details(folder).map_err(damaged)?,
        });
    }
    if !folder.is_dir() {
        return Err(Failure(format!("{name} is no folder")));
    }
    if !folder.join("directory.toml").is_file() {
        return Err(Failure(format!(
            "{name} is neither a built directory (no {ENTRY}) nor a source folder (no directory.toml)"
        )));
    }
    let mut problems = Problems::default();
    let loaded = load(&Source::new(folder), &mut problems);
    report(&problems, reporter).map_err(|failure| Failure(format!("{name}: {failure}")))?;
    let loaded = loaded.ok_or_else(|| Failure(format!("{name}: nothing could be read")))?;
    let assembled = assemble(loaded.sources, &fold);
    Ok(Side {
        folder: name.to_owned(),
        directory: assembled.directory,
        practices: assembled.practices,
        profiles: assembled.profiles,
    })
}
