//! The command line: subcommands, options, examples. Declares only.

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::sync::LazyLock;

mod diff;
mod evaluate;
mod forum;
mod import;
mod new;
mod query;
mod render;
mod report;
mod schema;
mod serve;
mod shell;
mod source;
mod texts;

pub use diff::{Diff, DiffFormat};
pub use evaluate::{Candidates, Evaluate};
pub use forum::{Cohorts, Forum, ForumFormat, Pair};
pub use import::{Form, Import};
pub use new::{New, NewDirectory, NewPractice, NewProfile, NewWhat};
pub use query::{
    Compare, EvidenceArg, Explain, Format, From, Only, Output, Practices, PurposeArg, Question,
    Reading, Suggest, Which,
};
pub use render::{Render, RenderFormat};
pub use report::{Report, ReportFormat};
pub use schema::Schema;
pub use serve::Serve;
pub use shell::{Completions, Man};
pub use source::{Build, Listing, Reference, Validate};
pub use texts::LONG as LONG_TEXTS;

/// Version of the command and of the directories it reads and writes.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let format = city_peers_engine::format::FORMAT;
    format!("{} (directory format {format})", env!("CARGO_PKG_VERSION"))
});

/// Checks, builds and queries directories of city profiles
#[derive(Debug, Parser)]
#[command(name = "city-peers", version = VERSION.as_str(), max_term_width = 100, long_about = texts::MAIN)]
#[command(after_help = texts::AFTER, subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    /// Say what is wrong, but not what is being done
    #[arg(long, short, global = true, help_heading = EVERYWHERE)]
    pub quiet: bool,
    /// Colours of help and messages; NO_COLOR counts for auto
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = EVERYWHERE)]
    pub color: Colors,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Heading of the options that every subcommand takes.
const EVERYWHERE: &str = "With every command";

/// When there are colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colors {
    /// On a terminal
    Auto,
    /// In files and pipes too
    Always,
    /// Nowhere
    Never,
}

/// The whole command line with its longer texts, as the command itself and its manual use it.
pub fn command() -> clap::Command {
    let names: Vec<String> = Cli::command()
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    names.into_iter().fold(Cli::command(), |all, name| {
        let text = texts::LONG.iter().find(|(of, _)| *of == name);
        match text {
            Some((_, text)) => all.mut_subcommand(name, |one| {
                let about = one.get_about().map(ToString::to_string).unwrap_or_default();
                one.long_about(format!("{about}\n\n{text}"))
            }),
            None => all,
        }
    })
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a source folder, a profile or a practice from a commented template
    #[command(after_help = new::EXAMPLES)]
    New(New),
    /// Take cities from a spreadsheet or JSON file into a source folder
    #[command(after_help = import::EXAMPLES)]
    Import(Import),
    /// Check a source folder and list everything that is wrong with it
    #[command(after_help = source::VALIDATE_HELP)]
    Validate(Validate),
    /// Check a source folder and build the directory that web pages load
    #[command(after_help = source::BUILD_EXAMPLES)]
    Build(Build),
    /// Say what changed between two directories, and in whose suggestions
    #[command(after_help = diff::EXAMPLES)]
    Diff(Diff),
    /// Report on a directory: what is known, who is suggested, what is old
    #[command(after_help = report::EXAMPLES)]
    Report(Report),
    /// Show a directory in the widget, on this machine only
    #[command(after_help = serve::EXAMPLES)]
    Serve(Serve),
    /// Suggest partner cities and practices for a city
    #[command(after_help = "\
Examples:
  city-peers suggest public/directory --city kr-seoul --topics flood-management
  city-peers suggest public/directory --city Seoul --purpose exchange --top 5 --lang ko
  city-peers suggest public/directory --city Seoul --only-country JP,TH --at-least 1000000
  city-peers suggest my-network/ --profile our-city.json --format json")]
    Suggest(Suggest),
    /// Write suggestions as static HTML, for search engines and readers without script
    #[command(after_help = render::EXAMPLES)]
    Render(Render),
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
    #[command(after_help = forum::PAIR_EXAMPLES)]
    Pair(Pair),
    /// Put all cities of a list into groups that have much to share
    #[command(after_help = forum::COHORTS_EXAMPLES)]
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
    #[command(after_help = shell::COMPLETIONS_EXAMPLES)]
    Completions(Completions),
    /// Print the manual pages, or write them into a folder
    #[command(after_help = shell::MAN_EXAMPLES)]
    Man(Man),
}
