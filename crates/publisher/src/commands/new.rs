//! `new`. Not written yet.

use super::Failure;
use crate::cli::New;
use crate::reporter::Reporter;

/// Begins files from templates.
///
/// # Errors
/// Always, for now.
pub fn run(_args: &New, _reporter: &mut dyn Reporter) -> Result<String, Failure> {
    Err(Failure("not written yet".to_owned()))
}
