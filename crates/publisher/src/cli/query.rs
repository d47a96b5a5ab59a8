//! Arguments of the questions to a directory. Declares only.

use city_peers_engine::Day;
use city_peers_engine::model::Evidence;
use clap::{ArgGroup, Args, ValueEnum};
use std::path::PathBuf;

/// Which directory is asked, and in which language.
#[derive(Debug, Args)]
pub struct From {
    /// Built directory or source folder, the same as the argument
    #[arg(long, value_name = "DIR")]
    pub directory: Option<PathBuf>,
    /// Language of texts and names: ar, en, es, fr, ko, pt, ru or zh; a region's, such as pt-BR, too
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// What all questions share: how to read a directory and how to print.
#[derive(Debug, Args)]
pub struct Reading {
    /// Which directory is asked, and in which language
    #[command(flatten)]
    pub from: From,
    /// How to print
    #[arg(long, default_value = "text")]
    pub format: Output,
    /// Columns of the text [default: those of the terminal, else 100]
    #[arg(long, value_name = "N")]
    pub width: Option<usize>,
}

/// What is asked.
#[derive(Debug, Args)]
pub struct Question {
    /// Topic codes, separated by commas, at most five
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
}

/// Arguments of `suggest`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("asks").args(["city", "profile"]).required(true))]
pub struct Suggest {
    /// Built directory or source folder [default: target/directory, where it exists]
    #[arg(conflicts_with = "directory")]
    pub dir: Option<PathBuf>,
    /// Id or name of the city that asks
    #[arg(long)]
    pub city: Option<String>,
    /// JSON file with the profile of the city that asks
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    /// The question
    #[command(flatten)]
    pub question: Question,
    /// Which cities may be suggested
    #[command(flatten)]
    pub only: Only,
    /// How to read and print
    #[command(flatten)]
    pub reading: Reading,
}

/// Which cities may be suggested.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Only some cities")]
pub struct Only {
    /// Only cities of these countries (ISO 3166-1 alpha-2 codes, separated by commas)
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    pub only_country: Vec<String>,
    /// Only cities that are in one of these networks
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    pub only_network: Vec<String>,
    /// Only cities whose profile is their own
    #[arg(long)]
    pub only_submitted: bool,
    /// Only cities whose main figure (people, in the standard catalogue) is this or more
    #[arg(long, value_name = "N")]
    pub at_least: Option<u64>,
    /// Only cities whose main figure is this or less
    #[arg(long, value_name = "N")]
    pub at_most: Option<u64>,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// [DIR] A B: a directory, the city that asks, the city to explain; what an option names is left out here
    // Brackets as in a usage line; clap shows them, so they cannot be escaped.
    #[allow(rustdoc::broken_intra_doc_links)]
    #[arg(value_name = "DIR|CITY", num_args = 0..=3)]
    pub words: Vec<String>,
    /// Id or name of the city that asks
    #[arg(long, conflicts_with = "profile")]
    pub city: Option<String>,
    /// JSON file with the profile of the city that asks
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    /// Id or name of the city to explain
    #[arg(long, conflicts_with = "other_profile")]
    pub other: Option<String>,
    /// JSON file with the profile of the city to explain
    #[arg(long, value_name = "FILE")]
    pub other_profile: Option<PathBuf>,
    /// The question, as for `suggest`
    #[command(flatten)]
    pub question: Question,
    /// How to read and print
    #[command(flatten)]
    pub reading: Reading,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// [DIR] A B …: a directory, then two to five cities by id or name
    // Brackets as in a usage line; clap shows them, so they cannot be escaped.
    #[allow(rustdoc::broken_intra_doc_links)]
    #[arg(value_name = "DIR|CITY")]
    pub words: Vec<String>,
    /// JSON file with the profile of a city that is not in the directory; may be given several times
    #[arg(long, value_name = "FILE")]
    pub profile: Vec<PathBuf>,
    /// Topic codes, separated by commas, at most five: they weigh the facets and limit the topics shown
    #[arg(long, value_delimiter = ',')]
    pub topics: Vec<String>,
    /// Day whose working hours count, such as 2026-07-01 [default: the mean of winter and summer]
    #[arg(long, value_parser = crate::date::day)]
    pub date: Option<Day>,
    /// How to read and print
    #[command(flatten)]
    pub reading: Reading,
}

/// Arguments of `practices`.
#[derive(Debug, Args)]
pub struct Practices {
    /// Built directory or source folder [default: target/directory, where it exists]
    #[arg(conflicts_with = "directory")]
    pub dir: Option<PathBuf>,
    /// Id or name of a city: how they fit it, best first
    #[arg(long, conflicts_with = "profile")]
    pub city: Option<String>,
    /// JSON file with the profile of a city: how they fit it, best first
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    /// Show one in full, by id
    #[arg(long, value_name = "PRACTICE")]
    pub id: Option<String>,
    /// How many [default: 10 where a city is named, else all]
    #[arg(long)]
    pub top: Option<usize>,
    /// Which practices
    #[command(flatten)]
    pub which: Which,
    /// How to read and print
    #[command(flatten)]
    pub reading: Reading,
}

/// Which practices: each choice narrows the list, several codes of one choice widen it.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Only some practices")]
pub struct Which {
    /// On one of these topics, at most five
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    pub topics: Vec<String>,
    /// For one of these Sustainable Development Goals, 1 to 17
    #[arg(long, value_delimiter = ',', value_name = "GOALS", value_parser = clap::value_parser!(u8).range(1..=17))]
    pub sdg: Vec<u8>,
    /// Studied so well
    #[arg(long, value_delimiter = ',', value_name = "LEVELS")]
    pub evidence: Vec<EvidenceArg>,
    /// From one of these countries (ISO 3166-1 alpha-2 codes)
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    pub country: Vec<String>,
    /// With one of these principles
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    pub principle: Vec<String>,
    /// For one of these forum themes
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    pub forum_theme: Vec<String>,
    /// Within one of these global frameworks
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    pub framework: Vec<String>,
    /// Against one of these hazards
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    pub hazard: Vec<String>,
    /// Paid from one of these sources
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    pub finance: Vec<String>,
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

/// How well a practice was studied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EvidenceArg {
    /// An independent study exists
    Evaluated,
    /// Figures were kept
    Monitored,
    /// Somebody told of it
    Reported,
}

impl EvidenceArg {
    /// As the directory has it.
    pub fn level(self) -> Evidence {
        match self {
            EvidenceArg::Evaluated => Evidence::Evaluated,
            EvidenceArg::Monitored => Evidence::Monitored,
            EvidenceArg::Reported => Evidence::Reported,
        }
    }
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// Sentences and rows for reading
    #[value(alias = "table")]
    Text,
    /// JSON; of `suggest` as the widget's event carries it
    Json,
    /// One row each, for spreadsheets
    Csv,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns with words
    Table,
    /// JSON, as the widget's event carries it
    Json,
}
