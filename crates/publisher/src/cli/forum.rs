//! Arguments of `pair` and `cohorts`. Declares only.

use super::query::{Format, PurposeArg};
use clap::Args;
use std::path::PathBuf;

/// Who comes to a forum, and what is wished: arguments of `pair` and `cohorts`.
#[derive(Debug, Args)]
pub struct Forum {
    /// Built directory or source folder
    pub dir: PathBuf,
    /// Text file: one city a line, by id or name; what follows a # is not read
    #[arg(long)]
    pub cities: PathBuf,
    /// Topic codes, separated by commas
    #[arg(long, value_delimiter = ',')]
    pub topics: Vec<String>,
    /// What partners are wanted for
    #[arg(long, default_value = "exchange")]
    pub purpose: PurposeArg,
    /// Cities that meet, separated by commas; may be given several times
    #[arg(long, value_name = "CITY,CITY")]
    pub must: Vec<String>,
    /// Cities of which no two meet, separated by commas; may be given several times
    #[arg(long, value_name = "CITY,CITY")]
    pub must_not: Vec<String>,
    /// Cities that work together already do not meet
    #[arg(long)]
    pub avoid_ties: bool,
    /// Cities that meet share a language, as far as their languages are known
    #[arg(long)]
    pub shared_language: bool,
    /// Countries do not matter (else as few cities of one country as possible meet)
    #[arg(long)]
    pub any_country: bool,
    /// How to print
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Arguments of `pair`.
#[derive(Debug, Args)]
pub struct Pair {
    /// Who comes, and what is wished
    #[command(flatten)]
    pub forum: Forum,
}

/// Arguments of `cohorts`.
#[derive(Debug, Args)]
pub struct Cohorts {
    /// Who comes, and what is wished
    #[command(flatten)]
    pub forum: Forum,
    /// Fewest cities of a group
    #[arg(long, default_value_t = 4)]
    pub min: usize,
    /// Most cities of a group
    #[arg(long, default_value_t = 8)]
    pub max: usize,
    /// Number of groups [default: what gives groups of middle size]
    #[arg(long)]
    pub groups: Option<usize>,
}
