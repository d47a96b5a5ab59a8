//! `completions` and `man`. Not written yet.

use super::Failure;
use crate::cli::{Completions, Man};

/// Prints completions for a shell.
///
/// # Errors
/// Always, for now.
pub fn completions(_args: &Completions) -> Result<String, Failure> {
    Err(Failure("not written yet".to_owned()))
}

/// Prints the manual page.
///
/// # Errors
/// Always, for now.
pub fn man(_args: &Man) -> Result<String, Failure> {
    Err(Failure("not written yet".to_owned()))
}
