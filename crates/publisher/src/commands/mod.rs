//! The subcommands: each reads its arguments, does its work and returns what to print.

mod asked;
pub mod build;
pub mod cohorts;
pub mod compare;
pub mod diff;
pub mod evaluate;
pub mod explain;
mod forum;
pub mod import;
pub mod new;
pub mod open;
mod output;
pub mod pair;
pub mod practices;
pub mod reference;
pub mod render;
pub mod report;
pub mod schema;
pub mod serve;
pub mod shell;
mod subject;
pub mod suggest;
pub mod validate;

use crate::cli::{Cli, Command};
use crate::problem::Problems;
use crate::reporter::Reporter;
use crate::words;

/// Why a command did not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// Runs a command and returns what belongs on standard output.
///
/// # Errors
/// What the user has to know to do better.
pub fn run(cli: Cli, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    match cli.command {
        Command::New(args) => new::run(&args, reporter),
        Command::Import(args) => import::run(&args, reporter),
        Command::Validate(args) => validate::run(&args, reporter),
        Command::Build(args) => build::run(&args, reporter),
        Command::Diff(args) => diff::run(&args, reporter),
        Command::Report(args) => report::run(&args, reporter),
        Command::Serve(args) => serve::run(&args, reporter),
        Command::Suggest(args) => suggest::run(&args, reporter),
        Command::Render(args) => render::run(&args, reporter),
        Command::Explain(args) => explain::run(&args, reporter),
        Command::Compare(args) => compare::run(&args, reporter),
        Command::Practices(args) => practices::run(&args, reporter),
        Command::Pair(args) => pair::run(&args, reporter),
        Command::Cohorts(args) => cohorts::run(&args, reporter),
        Command::Evaluate(args) => evaluate::run(&args, reporter),
        Command::Reference(args) => reference::run(&args, reporter),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
    }
}

/// Reports all problems; an error where there is one.
fn report(problems: &Problems, reporter: &mut dyn Reporter) -> Result<(), Failure> {
    for problem in problems.sorted() {
        reporter.progress(&problem.to_string());
    }
    if problems.any_error() {
        let (errors, warnings) = problems.counts();
        return Err(Failure(format!(
            "{}, {}: nothing was done",
            words::count(errors, "error"),
            words::count(warnings, "warning"),
        )));
    }
    Ok(())
}
