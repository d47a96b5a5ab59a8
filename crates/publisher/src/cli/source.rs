//! Arguments of what is done with a source folder. Declares only.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `validate`.
#[derive(Debug, Args)]
pub struct Validate {
    /// Source folder
    pub dir: PathBuf,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Source folder
    pub dir: PathBuf,
    /// Folder to write: new, empty or an earlier directory
    #[arg(long, short)]
    pub out: PathBuf,
}

/// Arguments of `reference`.
#[derive(Debug, Args)]
pub struct Reference {
    /// Source folder
    pub dir: PathBuf,
    /// Replace the figures that are there
    #[arg(long)]
    pub force: bool,
}
