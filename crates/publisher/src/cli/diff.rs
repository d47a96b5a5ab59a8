//! Arguments of `diff`. Declares only.

use super::PurposeArg;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How `diff` is used.
pub const EXAMPLES: &str = "\
Examples:
  city-peers diff public/directory my-network/
  city-peers diff public/directory my-network/ --topics heat --sample 200
  city-peers diff old/ new/ --format json --exit-code > changes.json

Ends with 0, changes or not; with --exit-code with 1 where something changed. A directory that cannot be read ends with \
1 too, with a message on standard error and nothing on standard output.";

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// Built directory or source folder as it was
    pub old: PathBuf,
    /// Built directory or source folder as it is
    pub new: PathBuf,
    /// Topic codes that suggestions are asked for, separated by commas
    #[arg(long, value_delimiter = ',')]
    pub topics: Vec<String>,
    /// What partners are wanted for
    #[arg(long, default_value = "learn")]
    pub purpose: PurposeArg,
    /// Cities whose suggestions are compared (0: none) [default: all of up to 3,000, else 2,000]
    #[arg(long, value_name = "N")]
    pub sample: Option<usize>,
    /// Lines of a list in the text (0: all); JSON holds all
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub limit: usize,
    /// How to print
    #[arg(long, default_value = "text")]
    pub format: DiffFormat,
    /// End with 1 where something changed
    #[arg(long)]
    pub exit_code: bool,
}

/// How to print a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people.
    Text,
    /// For programs: see `city-peers schema diff`.
    Json,
}
