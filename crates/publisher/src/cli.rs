//! The command line: subcommands, options, examples. Declares only.

use clap::{Parser, Subcommand};

mod diff;
mod evaluate;
mod forum;
mod import;
mod new;
mod query;
mod report;
mod schema;
mod serve;
mod shell;
mod source;

pub use diff::Diff;
pub use evaluate::{Candidates, Evaluate};
pub use forum::{Cohorts, Forum, Pair};
pub use import::Import;
pub use new::New;
pub use query::{
    Compare, EvidenceArg, Explain, Format, Only, Output, Practices, PurposeArg, Question, Reading,
    Suggest, Which,
};
pub use report::Report;
pub use schema::Schema;
pub use serve::Serve;
pub use shell::{Completions, Man};
pub use source::{Build, Reference, Validate};

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
    /// Begin a source folder, a profile or a practice from a commented template
    New(New),
    /// Take cities from a spreadsheet or JSON file into a source folder
    Import(Import),
    /// Check a source folder and list everything that is wrong with it
    #[command(after_help = "Example:\n  city-peers validate my-network/")]
    Validate(Validate),
    /// Check a source folder and build the directory that web pages load
    #[command(after_help = "Example:\n  city-peers build my-network/ --out public/directory")]
    Build(Build),
    /// Say what changed between two directories, and in whose suggestions
    Diff(Diff),
    /// Report on a directory: what is known, who is suggested, what is old
    Report(Report),
    /// Show a directory in the widget, on this machine only
    Serve(Serve),
    /// Suggest partner cities and practices for a city
    #[command(after_help = "\
Examples:
  city-peers suggest public/directory --city kr-seoul --topics flood-management
  city-peers suggest public/directory --city Seoul --purpose exchange --top 5 --lang ko
  city-peers suggest public/directory --city Seoul --only-country JP,TH --at-least 1000000
  city-peers suggest my-network/ --profile our-city.json --format json")]
    Suggest(Suggest),
    /// Say why a city is suggested to another, or why not
    #[command(after_help = "\
Examples:
  city-peers explain kr-seoul jp-tokyo
  city-peers explain public/directory Seoul Tokyo --topics heat --purpose exchange
  city-peers explain public/directory Seoul --other-profile their-city.json")]
    Explain(Explain),
    /// Put two to five cities side by side
    #[command(after_help = "\
Examples:
  city-peers compare kr-seoul jp-tokyo
  city-peers compare public/directory Kitwe Pikine Tamale --topics waste
  city-peers compare public/directory Seoul --profile our-city.json --format csv")]
    Compare(Compare),
    /// List practices, and how they fit a city
    #[command(after_help = "\
Examples:
  city-peers practices public/directory --topics heat --evidence evaluated
  city-peers practices public/directory --city Kitwe --topics waste --top 5
  city-peers practices public/directory --city Kitwe --id some-practice")]
    Practices(Practices),
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
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page
    Man(Man),
}
