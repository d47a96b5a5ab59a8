//! Arguments of the questions to a directory. Declares only.

use city_peers_engine::Day;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `suggest`.
#[derive(Debug, Args)]
pub struct Suggest {
    /// Built directory or source folder [default: target/directory, where it exists]
    pub dir: Option<PathBuf>,
    /// The same as the argument
    #[arg(long, conflicts_with = "dir")]
    pub directory: Option<PathBuf>,
    /// Id or name of the city that asks
    #[arg(long, required_unless_present = "profile", conflicts_with = "profile")]
    pub city: Option<String>,
    /// JSON file with the profile of the city that asks
    #[arg(long)]
    pub profile: Option<PathBuf>,
    /// Topic codes, separated by commas
    #[arg(long, value_delimiter = ',')]
    pub topics: Vec<String>,
    /// What partners are wanted for
    #[arg(long, default_value = "learn")]
    pub purpose: PurposeArg,
    /// Day whose working hours count, such as 2026-07-01 [default: the mean of winter and summer]
    #[arg(long, value_parser = crate::date::day)]
    pub date: Option<Day>,
    /// How many partners and practices
    #[arg(long, default_value_t = 10)]
    pub top: usize,
    /// Partners from one country at most, as long as others are left (0: any number)
    #[arg(long, default_value_t = city_peers_engine::suggest::PER_COUNTRY)]
    pub per_country: usize,
    /// How to print
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The question, as for `suggest`
    #[command(flatten)]
    pub question: Suggest,
    /// Id or name of the city to explain
    #[arg(
        long,
        required_unless_present = "other_profile",
        conflicts_with = "other_profile"
    )]
    pub other: Option<String>,
    /// JSON file with the profile of a city that is not in the directory
    #[arg(long)]
    pub other_profile: Option<PathBuf>,
}

/// What partners are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PurposeArg {
    /// Learn from a city like ours
    Learn,
    /// Exchange both ways
    Exchange,
    /// Share what we know
    Share,
    /// Build a group
    Group,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns with words
    Table,
    /// JSON, as the widget's event carries it
    Json,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// Built directory or source folder [default: target/directory, where it exists]
    pub dir: Option<PathBuf>,
}

/// Arguments of `practices`.
#[derive(Debug, Args)]
pub struct Practices {
    /// Built directory or source folder [default: target/directory, where it exists]
    pub dir: Option<PathBuf>,
}
