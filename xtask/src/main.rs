//! The project's own commands. Each brings what it needs: tools, the directory, the package.
//!
//! `cargo xtask --help` lists them. Everything they write goes below `target/`.

mod bench;
mod budgets;
mod data;
mod directory;
mod fresh;
mod npm;
mod package;
mod python;
mod run;
mod serve;
mod split;
mod test;
mod tools;
mod yew_app;

use anyhow::Result;
use clap::{Parser, Subcommand};
use run::Project;
use std::process::ExitCode;

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Installs what the other commands need and is not there (they do so by themselves, too)
    Tools {
        /// Also the browser for the tests
        #[arg(long)]
        browser: bool,
    },
    /// Builds the bundled directory from data/ into target/directory, if anything changed
    Directory,
    /// Assembles the npm package in target/package, if anything changed
    Package {
        /// In seconds, for trying things out: neither optimised nor divided
        #[arg(long)]
        quick: bool,
    },
    /// Builds everything and serves the example page, rebuilding when a file changes
    Serve(serve::Options),
    /// Runs all checks: format, lints, tests, budgets, browser
    Test(test::Options),
    /// Takes the pictures of docs/images from the built page
    Screenshots,
    /// Measures what pages load against budgets.toml
    Budgets,
    /// Measures the engine against JavaScript, NumPy and gower, and writes docs/benchmarks.md
    Bench(bench::Options),
    /// Makes data/ anew from the open sources it is derived from (minutes; the result is committed)
    Data(data::Options),
}

fn main() -> ExitCode {
    match execute(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Without the backtrace: what failed here is a program that xtask started.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> Result<()> {
    let project = Project::find()?;
    match command {
        Command::Tools { browser } => {
            tools::for_package(&project)?;
            tools::trunk(&project)?;
            if browser {
                let path = tools::browser(&project)?;
                println!("Browser: {}", path.display());
            }
            println!("All tools are here.");
            Ok(())
        }
        Command::Directory => directory::build(&project),
        Command::Package { quick: true } => package::build_quick(&project),
        Command::Package { quick: false } => package::build(&project),
        Command::Serve(options) => serve::run(&project, &options),
        Command::Test(options) => test::run(&project, &options),
        Command::Screenshots => test::screenshots(&project),
        Command::Budgets => {
            directory::build(&project)?;
            package::build(&project)?;
            budgets::check(&project)
        }
        Command::Bench(options) => bench::measure(&project, &options),
        Command::Data(options) => data::regenerate(&project, &options),
    }
}
