//! `compare`. Not written yet.

use super::Failure;
use crate::cli::Compare;
use crate::reporter::Reporter;

/// Puts cities side by side.
///
/// # Errors
/// Always, for now.
pub fn run(_args: &Compare, _reporter: &mut dyn Reporter) -> Result<String, Failure> {
    Err(Failure("not written yet".to_owned()))
}
