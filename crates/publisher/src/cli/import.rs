//! Arguments of `import`. Declares only.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Examples of `import`.
pub const EXAMPLES: &str = "\
Examples:
  city-peers import members.xlsx --into my-network/ --suggest-mapping > members.toml
  city-peers import members.xlsx --into my-network/ --mapping members.toml --dry-run
  city-peers import members.xlsx --into my-network/ --mapping members.toml --base cities500.txt
  city-peers import answers.json --into my-network/ --force

Reads .csv, .tsv, .xlsx, .xls, .ods, .json and JSON Lines. Nothing that is there is changed without --force.
docs/import.md explains the mapping file.";

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Spreadsheets, text tables or JSON files to read
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Source folder to write into
    #[arg(long, value_name = "SOURCE")]
    pub into: PathBuf,
    /// File that says which column goes where (without it, columns named like fields are taken)
    #[arg(long, value_name = "M.toml", conflicts_with = "suggest_mapping")]
    pub mapping: Option<PathBuf>,
    /// Print a mapping proposed from the headers and values, and write nothing
    #[arg(long)]
    pub suggest_mapping: bool,
    /// Places that fill coordinates, country, time zone and languages by name and country
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,
    /// Write one file a city, or rows of cities.csv
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t = Form::Profiles)]
    pub form: Form,
    /// Sheet of a spreadsheet that has several
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Also change what is there, field by field; what the import does not speak of stays
    #[arg(long)]
    pub force: bool,
    /// List every city instead of the first 25
    #[arg(long)]
    pub full: bool,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// One JSON file a city in profiles/
    Profiles,
    /// Rows of cities.csv
    Table,
}
