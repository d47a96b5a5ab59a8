//! Arguments of `schema`. Declares only.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Kind of file: profile, practice, tie, report, directory, answer, report-answer
    pub kind: Option<String>,
    /// Folder to write all schemas into
    #[arg(long, short)]
    pub out: Option<PathBuf>,
}
