//! Arguments of `new`. Declares only.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// Source folder
    pub dir: PathBuf,
}
