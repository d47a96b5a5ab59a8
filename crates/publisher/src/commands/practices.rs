//! `practices`. Not written yet.

use super::Failure;
use crate::cli::Practices;
use crate::reporter::Reporter;

/// Lists practices and how they fit.
///
/// # Errors
/// Always, for now.
pub fn run(_args: &Practices, _reporter: &mut dyn Reporter) -> Result<String, Failure> {
    Err(Failure("not written yet".to_owned()))
}
