//! Arguments of `diff`. Declares only.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// Built directory or source folder as it was
    pub old: PathBuf,
    /// Built directory or source folder as it is
    pub new: PathBuf,
}
