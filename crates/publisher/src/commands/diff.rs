//! `diff`: what changed between two directories, and in whose suggestions. Reads files.

use super::asked::{purpose, topics};
use super::output::json;
use super::{Failure, open};
use crate::cli::{Diff, DiffFormat};
use crate::diff::{FIRST, Question, Side, compare, suggestions, text};
use crate::reporter::Reporter;
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
        DiffFormat::Json => json(&difference),
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
    let opened = open::whole(folder, reporter).map_err(|failure| {
        // How many errors a source folder has is said without its name; of two, it matters which.
        match open::is_source(folder) && !open::is_built(folder) {
            true => Failure(format!("{name}: {failure}")),
            false => failure,
        }
    });
    let (opened, profiles) = opened?.with_all_profiles()?;
    Ok(Side {
        folder: name.to_owned(),
        directory: opened.directory,
        practices: opened.practices,
        profiles,
    })
}
