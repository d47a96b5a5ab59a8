//! `validate`: checks a source folder and lists every problem. Reads files.

mod json;
mod previous;
mod sarif;
mod text;

use super::Failure;
use crate::cli::{Listing, Validate};
use crate::problem::{Problem, Problems, Severity, locate};
use crate::reporter::Reporter;
use crate::source::{Keep, Loaded, Source, load_keeping};
use crate::words::count;
use std::path::Path;
use std::time::Instant;

/// What was found in a folder.
struct Findings<'f> {
    /// The folder, as it was named.
    dir: &'f Path,
    /// All problems by file and place.
    problems: &'f [Problem],
    /// What the folder holds, where it could be read.
    loaded: Option<&'f Loaded>,
}

impl Findings<'_> {
    /// How many errors and warnings.
    fn counts(&self) -> (usize, usize) {
        let errors = self
            .problems
            .iter()
            .filter(|p| p.severity == Severity::Error);
        let errors = errors.count();
        (errors, self.problems.len() - errors)
    }
}

/// Checks a source folder.
///
/// # Errors
/// When there is an error in it, or a warning where warnings are denied; the list goes to the reporter then.
pub fn run(args: &Validate, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let start = Instant::now();
    reporter.progress(&format!("reading {}", args.dir.display()));
    let mut problems = Problems::default();
    let loaded = load_keeping(&Source::new(&args.dir), Keep::Outline, &mut problems);
    if let (Some(previous), Some(loaded)) = (&args.previous, &loaded) {
        reporter.progress(&format!("comparing with {}", previous.display()));
        previous::compare(previous, loaded, &mut problems)?;
    }
    let problems = problems.sorted();
    let findings = Findings {
        dir: &args.dir,
        problems: &problems,
        loaded: loaded.as_ref(),
    };
    let text = match args.format {
        Listing::Text => text::text(&findings, args.all),
        Listing::Json => json::text(&findings, &locate::regions(&args.dir, &problems))?,
        Listing::Sarif => sarif::text(&findings, &locate::regions(&args.dir, &problems))?,
    };
    reporter.progress(&format!(
        "checked in {:.2} s",
        start.elapsed().as_secs_f64()
    ));
    let (errors, warnings) = findings.counts();
    if errors == 0 && (warnings == 0 || !args.deny_warnings) && loaded.is_some() {
        return Ok(text);
    }
    reporter.found(&text);
    let denied = if errors == 0 {
        " (warnings are denied)"
    } else {
        ""
    };
    Err(Failure(format!(
        "{}, {}{denied}",
        count(errors, "error"),
        count(warnings, "warning")
    )))
}
