//! `import`. Not written yet.

use super::Failure;
use crate::cli::Import;
use crate::reporter::Reporter;

/// Takes cities from files of others into a source folder.
///
/// # Errors
/// Always, for now.
pub fn run(_args: &Import, _reporter: &mut dyn Reporter) -> Result<String, Failure> {
    Err(Failure("not written yet".to_owned()))
}
