//! Arguments of `pair` and `cohorts`. Declares only.

use super::query::PurposeArg;
use city_peers_engine::Day;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Examples of `pair`, and what its files look like.
pub const PAIR_EXAMPLES: &str = "\
Examples:
  city-peers pair public/directory --cities registered.txt
  city-peers pair public/directory --cities registered.csv --topics flood-management --out meetings.html
  city-peers pair public/directory --cities registered.txt --wishes wishes.csv --out meetings.csv
  city-peers pair public/directory --cities registered.txt --languages en,fr --date 2027-06-15
  city-peers pair public/directory --cities registered.txt --must kr-seoul,fr-paris --avoid-ties

registered.txt has one city a line, by id or name (\"Lyon\" or \"Lyon, FR\"); registered.csv a column id or name,
and country where names are not enough. wishes.csv has the columns a,b,wish; the wish is must or must-not.";

/// Examples of `cohorts`.
pub const COHORTS_EXAMPLES: &str = "\
Examples:
  city-peers cohorts public/directory --cities registered.txt --topics flood-management
  city-peers cohorts public/directory --cities registered.txt --size 5 --out groups.html
  city-peers cohorts public/directory --cities registered.txt --min 3 --max 5 --shared-language
  city-peers cohorts public/directory --cities registered.csv --groups 2 --out groups.csv --bom

The files look as for `city-peers pair`.";

/// Who comes to a forum, and what is wished: arguments of `pair` and `cohorts`.
#[derive(Debug, Args)]
pub struct Forum {
    /// Built directory or source folder
    pub dir: PathBuf,
    /// Who has registered: a text file with one city a line (id or name, what follows a # is not read), or a CSV file
    /// with a column id or name
    #[arg(long, value_name = "FILE")]
    pub cities: PathBuf,
    /// Name of the forum, for the heading
    #[arg(long)]
    pub title: Option<String>,
    /// Theme of the forum: topic codes, separated by commas
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
    /// CSV file of wishes with the columns a, b and wish: two cities, and must or must-not
    #[arg(long, value_name = "FILE")]
    pub wishes: Option<PathBuf>,
    /// Cities that work together already do not meet
    #[arg(long)]
    pub avoid_ties: bool,
    /// Cities that meet share a language, as far as their languages are known
    #[arg(long)]
    pub shared_language: bool,
    /// Cities that meet share one of these languages: codes or English names, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "LANGUAGE")]
    pub languages: Vec<String>,
    /// Countries do not matter (else as few cities of one country as possible meet)
    #[arg(long)]
    pub any_country: bool,
    /// Day whose clocks count, such as 2027-06-15 [default: winter and summer]
    #[arg(long, value_parser = crate::date::day)]
    pub date: Option<Day>,
    /// How to print [default: as the name of --out ends, else text]
    #[arg(long)]
    pub format: Option<ForumFormat>,
    /// Write here instead of printing
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// CSV begins with the mark by which some spreadsheets know UTF-8
    #[arg(long)]
    pub bom: bool,
}

/// How pairs and cohorts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ForumFormat {
    /// Columns with words
    #[value(alias = "table")]
    Text,
    /// One row per city, for spreadsheets
    Csv,
    /// Everything, for programs (city-peers schema pair, city-peers schema cohorts)
    Json,
    /// An overview and one sheet per meeting, for printing
    Html,
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
    /// About so many cities in each group; sizes differ by one at most
    #[arg(long, value_name = "CITIES", conflicts_with_all = ["min", "max"])]
    pub size: Option<usize>,
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
