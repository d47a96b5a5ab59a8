//! Arguments of `report`. Declares only.

use super::PurposeArg;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Shown below `city-peers report --help`.
pub const EXAMPLES: &str = "\
Examples:
  city-peers report public/directory
  city-peers report my-network/ --format html --out report.html     (to read, print, send)
  city-peers report my-network/ --topics flood-management --purpose exchange
  city-peers report public/directory --sample 100000                (count the suggestions of every city)
  city-peers report public/directory --format json --out report.json

The JSON is described by: city-peers schema report-answer
Ages are counted back from the date of the directory, not from today.";

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct Report {
    /// Built directory or source folder [default: target/directory, where it exists]
    pub dir: Option<PathBuf>,
    /// How to write it
    #[arg(long, default_value = "text")]
    pub format: ReportFormat,
    /// File to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Topic codes that the counted suggestions are about, separated by commas
    #[arg(long, value_delimiter = ',')]
    pub topics: Vec<String>,
    /// What the counted suggestions are wanted for
    #[arg(long, default_value = "learn")]
    pub purpose: PurposeArg,
    /// Partners from one country at most in the counted suggestions (0: any number)
    #[arg(long, default_value_t = city_peers_engine::suggest::PER_COUNTRY)]
    pub per_country: usize,
    /// Cities whose suggestions are counted, drawn with a fixed seed [default: all, but 4000 at most]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub sample: Option<u32>,
    /// Category of the catalogue by which cities are grouped, or country [default: region, where there is one]
    #[arg(long, value_name = "INDICATOR")]
    pub by: Option<String>,
}

/// How to write a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Columns with words
    Text,
    /// JSON, as `city-peers schema report-answer` describes it
    Json,
    /// One page to read and print, with charts; needs no other file
    Html,
}
