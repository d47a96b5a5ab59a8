//! Arguments of `serve`. Declares only.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Built directory
    pub dir: PathBuf,
}
