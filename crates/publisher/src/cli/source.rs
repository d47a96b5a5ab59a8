//! Arguments of what is done with a source folder. Declares only.

use crate::published::sizes::BUDGET;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `validate`.
#[derive(Debug, Args)]
pub struct Validate {
    /// Source folder
    pub dir: PathBuf,
    /// How to list problems
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    pub format: Listing,
    /// List every problem; without, the fourth of a kind in one file and all after it are counted (text only)
    #[arg(long)]
    pub all: bool,
    /// End with exit code 1 where there are warnings
    #[arg(long)]
    pub deny_warnings: bool,
    /// Earlier directory, built or source folder: warn of cities and practices that are gone, and of cities that moved
    /// or have ten times as many people
    #[arg(long, value_name = "DIR")]
    pub previous: Option<PathBuf>,
}

/// How problems are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    /// A line each, and a summary
    Text,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for editors and code hosts
    Sarif,
}

/// What the help of `validate` ends with.
pub const VALIDATE_HELP: &str = "\
Examples:
  city-peers validate my-network/
  city-peers validate my-network/ --previous public/directory --deny-warnings
  city-peers validate my-network/ --format sarif > problems.sarif

Reads every file and lists everything that is wrong with it: file, row or JSON pointer, what is wrong, what to do, and \
in brackets the code of the kind of problem. Errors keep a directory from being built; warnings do not.

In directory.toml:
  ignore = [\"notes.csv\"]                               files that only lie beside
  accept = [\"duplicate-city us-kansas-city-ks\"]        warnings about a city that are known to be wrong

Files may have 64 MB each; cities.csv may be of any size.

Exit codes:
  0  no errors (there may be warnings)
  1  errors, or warnings with --deny-warnings, or the folder cannot be read
  2  the command was called wrongly";
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
