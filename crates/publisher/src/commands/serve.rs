//! `serve`. Not written yet.

use super::Failure;
use crate::cli::Serve;
use crate::reporter::Reporter;

/// Shows a directory in the widget.
///
/// # Errors
/// Always, for now.
pub fn run(_args: &Serve, _reporter: &mut dyn Reporter) -> Result<String, Failure> {
    Err(Failure("not written yet".to_owned()))
}
