//! `diff`. Not written yet.

use super::Failure;
use crate::cli::Diff;
use crate::reporter::Reporter;

/// Says what changed between two directories.
///
/// # Errors
/// Always, for now.
pub fn run(_args: &Diff, _reporter: &mut dyn Reporter) -> Result<String, Failure> {
    Err(Failure("not written yet".to_owned()))
}
