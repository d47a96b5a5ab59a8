//! `report`. Not written yet.

use super::Failure;
use crate::cli::Report;
use crate::reporter::Reporter;

/// Reports on a directory.
///
/// # Errors
/// Always, for now.
pub fn run(_args: &Report, _reporter: &mut dyn Reporter) -> Result<String, Failure> {
    Err(Failure("not written yet".to_owned()))
}
