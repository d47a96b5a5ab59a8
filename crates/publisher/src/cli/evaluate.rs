//! The arguments of `evaluate`. Declares only.

use super::{Format, PurposeArg};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Shown below `city-peers evaluate --help`.
pub const EXAMPLES: &str = "\
Examples:
  city-peers evaluate public/directory --pairs pairs.csv
  city-peers evaluate public/directory --pairs pairs.csv --same-country --degree-matched 20
  city-peers evaluate ../twins                      (a folder with cities.csv and pairs.csv)
  city-peers evaluate --cities their.csv --pairs their-pairs.csv --format json
  city-peers evaluate public/directory --exposure --stability --missing-data

pairs.csv has the columns a and b: ids of the directory, or of the table named with --cities,
which has the columns id, name (or label), lat, lon, and perhaps country (code) and population.
Figures are means over cities, each counting once; ties count as random order, in expectation.";

/// Arguments of `evaluate`.
#[derive(Debug, Args)]
pub struct Evaluate {
    /// Built directory, source folder, or folder with cities.csv and pairs.csv of somebody else
    /// [default: target/directory, where it exists]
    pub dir: Option<PathBuf>,
    /// Directory to measure, where DIR holds only a table of cities
    #[arg(long)]
    pub directory: Option<PathBuf>,
    /// Table of known pairs: columns a and b
    #[arg(long)]
    pub pairs: Option<PathBuf>,
    /// Table of the cities whose ids the pairs use, joined to the directory by place and name
    #[arg(long)]
    pub cities: Option<PathBuf>,
    /// Kilometres within which a city of the table is looked for
    #[arg(long, default_value_t = 25.0)]
    pub within_km: f64,
    /// b is a partner of a, but a is none of b
    #[arg(long)]
    pub directed: bool,
    /// Lengths of lists, separated by commas
    #[arg(long, value_delimiter = ',', default_value = "10", value_parser = clap::value_parser!(u16).range(1..))]
    pub k: Vec<u16>,
    /// Among whom partners are looked for
    #[arg(long, default_value = "pairs")]
    pub candidates: Candidates,
    /// Hold each partner only against cities of its own country
    #[arg(long)]
    pub same_country: bool,
    /// Hold each partner against N cities that are in about as many pairs
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub degree_matched: Option<u16>,
    /// Draws of cities for 95 % intervals (0: no intervals)
    #[arg(long, default_value_t = 1000)]
    pub bootstrap: u16,
    /// Category of the catalogue to give figures by, besides size [default: region, where there is one]
    #[arg(long, value_name = "INDICATOR")]
    pub stratify: Option<String>,
    /// Count how often each city is suggested
    #[arg(long)]
    pub exposure: bool,
    /// Measure how the first suggestions change with weights and gaps
    #[arg(long)]
    pub stability: bool,
    /// Measure whether cities that state more, or less, are suggested more often
    #[arg(long)]
    pub missing_data: bool,
    /// Cities drawn for --exposure (who asks), --stability (who asks) and --missing-data (who is there)
    /// [default: all for --exposure, 1000 for --stability, 2000 for --missing-data]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    pub sample: Option<u32>,
    /// What partners are wanted for
    #[arg(long, default_value = "learn")]
    pub purpose: PurposeArg,
    /// Partners from one country at most in the lists of --exposure, --stability, --missing-data (0: any number)
    #[arg(long, default_value_t = city_peers_engine::suggest::PER_COUNTRY)]
    pub per_country: usize,
    /// How to print
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Among whom partners are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Candidates {
    /// Cities that are in a pair
    Pairs,
    /// Cities of the table named with --cities that are in the directory
    Table,
    /// Every city of the directory
    All,
}
