//! `validate`: checks a source folder. Reads files.

use super::{Failure, report};
use crate::cli::Validate;
use crate::problem::Problems;
use crate::reporter::Reporter;
use crate::source::{Source, load};
use crate::words::count;

/// Checks a source folder.
///
/// # Errors
/// When there is an error in it.
pub fn run(args: &Validate, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let mut problems = Problems::default();
    let loaded = load(&Source::new(&args.dir), &mut problems);
    report(&problems, reporter)?;
    let Some(loaded) = loaded else {
        return Err(Failure("nothing could be read".to_owned()));
    };
    let sources = &loaded.sources;
    Ok(format!(
        "{}: {}, {} ({} in a city of the directory), {}, {}; {}\n",
        args.dir.display(),
        count(sources.profiles.len(), "city"),
        count(sources.practices.len(), "practice"),
        loaded.joined,
        count(sources.ties.len(), "tie"),
        count(sources.reports.len(), "report"),
        count(problems.counts().1, "warning"),
    ))
}
