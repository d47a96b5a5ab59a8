//! Arguments of `schema`. Declares only.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Kind: what people write (profile, practice, tie, report), what a build writes (directory), or an answer (answer, practices,
    /// explain, compare, pair, cohorts, diff, report-answer)
    pub kind: Option<String>,
    /// Folder to write all schemas into
    #[arg(long, short)]
    pub out: Option<PathBuf>,
}
