//! The command line: subcommands, options, examples. Declares only.

use city_peers_engine::Day;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

mod evaluate;

pub use evaluate::{Candidates, Evaluate};

/// Checks, builds and queries directories of city profiles.
#[derive(Debug, Parser)]
#[command(name = "city-peers", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a source folder and list everything that is wrong with it
    #[command(after_help = "Example:\n  city-peers validate my-network/")]
    Validate(Validate),
    /// Check a source folder and build the directory that web pages load
    #[command(after_help = "Example:\n  city-peers build my-network/ --out public/directory")]
    Build(Build),
    /// Suggest partner cities and practices for a city
    #[command(after_help = "\
Examples:
  city-peers suggest public/directory --city kr-seoul --topics flood-management
  city-peers suggest public/directory --city Seoul --purpose exchange --top 5
  city-peers suggest public/directory --city Seoul --date 2026-07-01
  city-peers suggest my-network/ --profile our-city.json --format json")]
    Suggest(Suggest),
    /// Say why a city is suggested to another, or why not
    #[command(after_help = "\
Examples:
  city-peers explain public/directory --city kr-seoul --other jp-tokyo
  city-peers explain public/directory --city kr-seoul --other-profile their-city.json --topics heat")]
    Explain(Explain),
    /// Pair all cities of a list one to one, so that meeting is worth most and nobody is left out
    #[command(after_help = "\
Examples:
  city-peers pair public/directory --cities registered.txt
  city-peers pair public/directory --cities registered.txt --must kr-seoul,fr-paris --avoid-ties")]
    Pair(Pair),
    /// Put all cities of a list into groups that have much to share
    #[command(after_help = "\
Examples:
  city-peers cohorts public/directory --cities registered.txt --topics flood-management
  city-peers cohorts public/directory --cities registered.txt --min 3 --max 5 --shared-language")]
    Cohorts(Cohorts),
    /// Measure suggestions: against known pairs of cities, by whom they favour, and by how they hold
    #[command(after_help = evaluate::EXAMPLES)]
    Evaluate(Evaluate),
    /// Measure the reference pairs and fix their figures in reference.toml
    #[command(after_help = "\
Examples:
  city-peers reference my-network/
  city-peers reference my-network/ --force   (every likeness changes)")]
    Reference(Reference),
    /// Print the JSON Schema of a kind of file
    #[command(after_help = "\
Examples:
  city-peers schema profile
  city-peers schema --out schemas/")]
    Schema(Schema),
}

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

/// Arguments of `reference`.
#[derive(Debug, Args)]
pub struct Reference {
    /// Source folder
    pub dir: PathBuf,
    /// Replace the figures that are there
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Kind of file: profile, practice, tie, report, directory, answer
    pub kind: Option<String>,
    /// Folder to write all schemas into
    #[arg(long, short)]
    pub out: Option<PathBuf>,
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
