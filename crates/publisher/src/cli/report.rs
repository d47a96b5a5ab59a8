//! Arguments of `report`. Declares only.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct Report {
    /// Built directory or source folder [default: target/directory, where it exists]
    pub dir: Option<PathBuf>,
}
