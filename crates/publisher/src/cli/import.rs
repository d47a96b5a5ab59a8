//! Arguments of `import`. Declares only.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Table or JSON file to read
    pub file: PathBuf,
}
