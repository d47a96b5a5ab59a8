//! Arguments of `new`. Declares only.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Shown below `city-peers new --help`.
pub const EXAMPLES: &str = "\
Examples:
  city-peers new directory our-network --title \"Our network\"
  city-peers new profile --dir my-network --name Busan --country KR
  city-peers new practice --dir my-network --title \"Rain gardens\" --city kr-seoul --country KR
  city-peers new profile --name Busan --country KR > our-city.json";

/// Shown below `city-peers new directory --help`.
const DIRECTORY_EXAMPLES: &str = "\
Examples:
  city-peers new directory another-network
  city-peers new directory metro-network --title \"Metro network\" --licence \"CC BY 4.0\" --languages fr,en
  city-peers new directory old-network --catalogue my-network/catalogue.toml";

/// Shown below `city-peers new profile --help`.
const PROFILE_EXAMPLES: &str = "\
Examples:
  city-peers new profile --dir my-network --name Daegu --country KR
  city-peers new profile --dir my-network --id kr-seoul
  city-peers new profile > a-city.json";

/// Shown below `city-peers new practice --help`.
const PRACTICE_EXAMPLES: &str = "\
Examples:
  city-peers new practice --dir my-network --title \"Green roofs\" --city kr-seoul --country KR
  city-peers new practice > a-practice.json";

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// What to begin.
    #[command(subcommand)]
    pub what: NewWhat,
}

/// What to begin.
#[derive(Debug, Subcommand)]
pub enum NewWhat {
    /// Begin a source folder: what the directory is, and an empty table of cities
    ///
    /// Writes directory.toml, cities.csv with one column for each indicator, a README.md that says what goes where, and
    /// schemas for editors. Nothing that exists is changed.
    #[command(after_help = DIRECTORY_EXAMPLES)]
    Directory(NewDirectory),
    /// Begin a profile of a city: every field with its meaning, unit and codes
    ///
    /// All answers are comments until somebody who knows takes the slashes away: what stays a comment stays unknown.
    /// With --dir the file is written into the folder's profiles/, with its own indicators and codes; without it the
    /// template is printed.
    #[command(after_help = PROFILE_EXAMPLES)]
    Profile(NewProfile),
    /// Begin a practice of a city: what was done, what it took, what came of it
    ///
    /// With --dir the file is written into the folder's practices/, with its own codes; without it the template is
    /// printed. `city-peers validate` says what is still missing.
    #[command(after_help = PRACTICE_EXAMPLES)]
    Practice(NewPractice),
}

/// Arguments of `new directory`.
#[derive(Debug, Args)]
pub struct NewDirectory {
    /// Folder to begin: new, or without a source folder in it
    pub dir: PathBuf,
    /// Id of the directory [default: from the name of the folder]
    #[arg(long)]
    pub id: Option<String>,
    /// Name that visitors read [default: from the name of the folder]
    #[arg(long)]
    pub title: Option<String>,
    /// Who answers for it [default: the title]
    #[arg(long)]
    pub publisher: Option<String>,
    /// Licence of the data [default: “not stated”]
    #[arg(long)]
    pub licence: Option<String>,
    /// Languages of its texts, the main one first, separated by commas
    #[arg(long, value_delimiter = ',', default_value = "en")]
    pub languages: Vec<String>,
    /// Catalogue of indicators to copy into the folder [default: the standard one, which need not be copied]
    #[arg(long, value_name = "FILE")]
    pub catalogue: Option<PathBuf>,
}

/// Arguments of `new profile`.
#[derive(Debug, Args)]
pub struct NewProfile {
    /// Source folder to write into [default: print]
    #[arg(long)]
    pub dir: Option<PathBuf>,
    /// Id of the city [default: from country and name, such as kr-seoul]
    #[arg(long)]
    pub id: Option<String>,
    /// Name of the city, in the main language of the directory
    #[arg(long)]
    pub name: Option<String>,
    /// Country of the city, two letters of ISO 3166-1
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
}

/// Arguments of `new practice`.
#[derive(Debug, Args)]
pub struct NewPractice {
    /// Source folder to write into [default: print]
    #[arg(long)]
    pub dir: Option<PathBuf>,
    /// Id of the practice [default: from the title]
    #[arg(long)]
    pub id: Option<String>,
    /// Short title
    #[arg(long)]
    pub title: Option<String>,
    /// Id or name of the city
    #[arg(long)]
    pub city: Option<String>,
    /// Country of the city, two letters of ISO 3166-1
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
}
