//! Arguments of what is done with a source folder. Declares only.

use crate::published::sizes::BUDGET;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `validate`.
#[derive(Debug, Args)]
pub struct Validate {
    /// Source folder
    pub dir: PathBuf,
}

/// How `build` is used.
pub const BUILD_EXAMPLES: &str = "\
Examples:
  city-peers build my-network/ --out public/directory
  city-peers build my-network/ --out public/directory --keep-previous
  city-peers build my-network/ --out public/directory --no-compressed --budget 250000

The folder is replaced in one step: a build that fails or is stopped leaves it as it was. Files in it that are none of \
the directory's (index.html, .htaccess, CNAME) stay. Beside each file lie a gzip and a brotli copy, which static servers \
send in its place (nginx: gzip_static and brotli_static; Caddy: precompressed br gzip).";

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Source folder
    pub dir: PathBuf,
    /// Folder to write: new, empty or an earlier directory
    #[arg(long, short)]
    pub out: PathBuf,
    /// Write no copies for static servers (.gz and .br)
    #[arg(long)]
    pub no_compressed: bool,
    /// Keep the files of the build before beside the new ones, for pages that visitors opened before the update
    #[arg(long)]
    pub keep_previous: bool,
    /// What the core may take with brotli before a warning, bytes
    #[arg(long, value_name = "BYTES", default_value_t = BUDGET)]
    pub budget: u64,
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
