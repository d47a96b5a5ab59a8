//! `reference`: measures the reference pairs and fixes their figures. Reads and writes files.

use super::output::write_own;
use super::{Failure, report};
use crate::cli::Reference;
use crate::fold::fold;
use crate::problem::Problems;
use crate::reporter::Reporter;
use crate::source::{REFERENCE_FILE, Source, load, reference_toml};
use city_peers_engine::assemble::assemble;

/// Measures and writes `reference.toml`.
///
/// # Errors
/// When the file exists and is not to be replaced, or the source folder has an error.
pub fn run(args: &Reference, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let path = args.dir.join(REFERENCE_FILE);
    if path.exists() && !args.force {
        return Err(Failure(format!(
            "{} exists; with --force it is measured again, and every likeness moves",
            path.display()
        )));
    }
    let mut problems = Problems::default();
    let loaded = load(&Source::new(&args.dir), &mut problems);
    // The old figures are about to go; only what else is wrong counts.
    let mut others = Problems::default();
    for problem in problems.sorted() {
        if problem.file != REFERENCE_FILE {
            others.add(problem);
        }
    }
    report(&others, reporter)?;
    let Some(mut loaded) = loaded else {
        return Err(Failure("nothing could be read".to_owned()));
    };
    loaded.sources.reference = None;
    let directory = assemble(loaded.sources, &fold).directory;
    if directory.len() < 2 {
        return Err(Failure("one city makes no pair to measure".to_owned()));
    }
    let text = reference_toml(&directory.catalogue, &directory.reference, directory.len());
    write_own(&path, &text)?;
    Ok(format!("{} written\n", path.display()))
}
