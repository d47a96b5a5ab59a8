//! All checks in the order in which they say most for the time they take; a table at the end says how each went.

use crate::run::{self, Project};
use crate::{budgets, directory, npm, package, serve, tools, yew_app};
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// What to run.
#[derive(Args)]
pub struct Options {
    /// Only tests whose name holds this (native and browser)
    filter: Option<String>,
    /// Only these steps
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Step>,
}

/// The steps, in their order.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// cargo fmt --check
    Fmt,
    /// cargo clippy, native and wasm, and cargo doc; warnings are errors
    Clippy,
    /// cargo test of all crates
    Native,
    /// tests/kernel: the inner loop as pages run it, and under Miri where that is installed
    Kernel,
    /// tests/data: the rules of the bundled practices
    Data,
    /// Sizes against budgets.toml
    Budgets,
    /// tests/browser in Chromium, on the built package and page
    Browser,
    /// tests/embedding: the packed npm package in bundlers and frameworks, and the examples of www/examples
    Embedding,
    /// tests/firefox: the built package in Firefox, where one can be had
    Firefox,
    /// tests/webkit: the built package in WebKitGTK, the engine of Safari, where that is installed
    Webkit,
    /// tests/publishing: docs/publishing.md, followed with the installed command
    Publishing,
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }
}

/// Runs the steps, all of them even if one fails; fails if any did.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let steps: Vec<Step> = Step::value_variants()
        .iter()
        .copied()
        .filter(|step| options.only.is_empty() || options.only.contains(step))
        .filter(|step| {
            options.filter.is_none()
                || !options.only.is_empty()
                || matches!(
                    step,
                    Step::Native
                        | Step::Kernel
                        | Step::Data
                        | Step::Browser
                        | Step::Embedding
                        | Step::Firefox
                        | Step::Webkit
                        | Step::Publishing
                )
        })
        .collect();
    let filter = options.filter.as_deref();
    let mut results: Vec<(String, Duration, Result<()>)> = Vec::new();
    for step in steps {
        println!("\n── {} ──", step.name());
        let started = Instant::now();
        let result = match step {
            Step::Fmt => run::run(project.command("cargo").args(["fmt", "--all", "--check"])),
            Step::Clippy => clippy(project),
            Step::Native => native(project, filter),
            Step::Kernel => kernel(project, filter),
            Step::Data => node_tests(project, "tests/data", filter, |_| {}),
            Step::Budgets => directory::build(project)
                .and_then(|()| package::build(project))
                .and_then(|()| budgets::check(project)),
            Step::Browser => browser(project, filter),
            Step::Embedding => embedding(project, filter),
            Step::Firefox => firefox(project, filter),
            Step::Webkit => webkit(project, filter),
            Step::Publishing => publishing(project, filter),
        };
        if let Err(error) = &result {
            let what = if skipped(error) { "SKIPPED" } else { "failed" };
            eprintln!("{} {what}: {error:#}", step.name());
        }
        results.push((step.name(), started.elapsed(), result));
    }
    summarise(&results)
}

fn summarise(results: &[(String, Duration, Result<()>)]) -> Result<()> {
    println!("\n{:<10} {:>8}  result", "step", "seconds");
    for (name, time, result) in results {
        let outcome = match result {
            Ok(()) => "passed".to_owned(),
            Err(error) if skipped(error) => format!("SKIPPED: {error:#}"),
            Err(error) => format!("FAILED: {error}"),
        };
        println!("{name:<10} {:>8.1}  {outcome}", time.as_secs_f64());
    }
    let errors = || results.iter().filter_map(|(_, _, r)| r.as_ref().err());
    let skips = errors().filter(|error| skipped(error)).count();
    let failed = errors().count() - skips;
    let passed = results.len() - failed - skips;
    println!("\n{passed} passed, {failed} failed, {skips} skipped");
    if failed > 0 {
        bail!("{failed} of {} steps failed", results.len());
    }
    Ok(())
}

/// The native code with all targets, then what goes to the browser as it is built for it; then the documentation, whose links
/// lead somewhere.
fn clippy(project: &Project) -> Result<()> {
    tools::wasm_target(project)?;
    run::run(
        project
            .command("cargo")
            .args(["clippy", "--quiet", "--workspace", "--all-targets"])
            .args(["--", "-D", "warnings"]),
    )?;
    run::run(
        project
            .command("cargo")
            .args(["clippy", "--quiet", "--package", "city-peers"])
            .args(["--package", "city-peers-engine"])
            .args(["--target", "wasm32-unknown-unknown"])
            .args(["--", "-D", "warnings"]),
    )?;
    // Libraries alone: the command's page would lie where the widget's does.
    run::run(
        project
            .command("cargo")
            .args(["doc", "--quiet", "--workspace", "--lib", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

/// Random cases are the same in every run, so that a change fails for what it changed, and takes as long as the last one;
/// plain `cargo test` looks for new ones.
fn seed() -> String {
    env::var("PROPTEST_RNG_SEED").unwrap_or_else(|_| "20261".to_owned())
}

fn native(project: &Project, filter: Option<&str>) -> Result<()> {
    run::run(
        project
            .command("cargo")
            .args(["test", "--quiet", "--workspace", "--no-fail-fast"])
            .args(filter)
            .env("PROPTEST_RNG_SEED", seed()),
    )
}

/// Builds the kernel as the widget ships it and runs tests/kernel; then its native path under Miri.
fn kernel(project: &Project, filter: Option<&str>) -> Result<()> {
    tools::wasm_target(project)?;
    run::run(
        project
            .command("cargo")
            .args(["build", "--quiet", "--package", "city-peers-benches"])
            .args(["--profile", "widget", "--target", "wasm32-unknown-unknown"]),
    )?;
    let module = project
        .target
        .join("wasm32-unknown-unknown/widget/city_peers_benches.wasm");
    node_tests(project, "tests/kernel", filter, |command| {
        command.env("KERNEL", &module);
    })?;
    let miri = Command::new("cargo")
        .args(["+nightly", "miri", "--version"])
        .output();
    if !miri.is_ok_and(|output| output.status.success()) {
        println!(
            "Miri is not installed, so the kernel's native path was not run under it \
             (rustup toolchain install nightly --component miri,rust-src)."
        );
        return Ok(());
    }
    run::run(
        project
            .command("cargo")
            .args(["+nightly", "miri", "test", "--quiet"])
            .args(["--package", "city-peers-kernel"])
            .env("PROPTEST_CASES", "1")
            .env("PROPTEST_RNG_SEED", seed())
            .env("MIRIFLAGS", "-Zmiri-disable-isolation"),
    )
}

/// Builds package, directory and page, then runs tests/browser.
fn browser(project: &Project, filter: Option<&str>) -> Result<()> {
    package::build(project)?;
    serve::build(project)?;
    let chrome = tools::browser(project)?;
    node_tests(project, "tests/browser", filter, |command| {
        command.env("CHROME", &chrome);
    })
}

/// Builds package and directory, installs bundlers and frameworks, then runs tests/embedding.
fn embedding(project: &Project, filter: Option<&str>) -> Result<()> {
    directory::build(project)?;
    package::build(project)?;
    npm::workshop(project)?;
    yew_app::build(project)?;
    let chrome = tools::browser(project)?;
    node_tests(project, "tests/embedding", filter, |command| {
        command.env("CHROME", &chrome);
    })
}

/// Why a step was not run: no failure, and no success.
#[derive(Debug)]
struct Skipped(String);

impl std::fmt::Display for Skipped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::error::Error for Skipped {}

fn skipped(error: &anyhow::Error) -> bool {
    error.is::<Skipped>()
}

/// Builds package and directory, then runs tests/firefox. Without a Firefox it is skipped, and says so.
fn firefox(project: &Project, filter: Option<&str>) -> Result<()> {
    let firefox = match tools::firefox(project) {
        Ok(path) => path,
        Err(error) => bail!(Skipped(format!("no Firefox: {error:#}"))),
    };
    other_browser(project, "tests/firefox", filter, |command| {
        command.env("FIREFOX", &firefox);
    })
}

/// Runs tests/webkit where WebKit's driver and a screen to draw on are installed: they are large, and not every machine
/// lets WebKit run.
fn webkit(project: &Project, filter: Option<&str>) -> Result<()> {
    if ["WebKitWebDriver", "Xvfb"]
        .iter()
        .any(|name| project.which(name).is_none())
    {
        bail!(Skipped(
            "WebKit is not installed (Debian's webkit2gtk-driver and xvfb)".to_owned()
        ));
    }
    other_browser(project, "tests/webkit", filter, |_| {})
}

/// Builds package and directory, then runs a folder of tests that brings npm packages of its own.
fn other_browser(
    project: &Project,
    folder: &str,
    filter: Option<&str>,
    prepare: impl Fn(&mut Command),
) -> Result<()> {
    package::build(project)?;
    directory::build(project)?;
    tools::npm(project)?;
    let packages = project.root.join(folder);
    tools::npm_ci(project, &packages, &packages.join("node_modules"))?;
    node_tests(project, folder, filter, prepare)
}

/// Installs the command as its users do, into a folder of its own, then runs tests/publishing with it.
fn publishing(project: &Project, filter: Option<&str>) -> Result<()> {
    package::build(project)?;
    let chrome = tools::browser(project)?;
    let installed = project.target.join("installed");
    run::run(
        project
            .command("cargo")
            .args(["install", "--quiet", "--locked", "--force"])
            .args(["--path", "crates/publisher", "--root"])
            .arg(&installed),
    )?;
    node_tests(project, "tests/publishing", filter, |command| {
        command.env("CHROME", &chrome).env("INSTALLED", &installed);
    })
}

/// Runs the tests of a folder with Node's own runner; files in which a test fails once more, alone. A machine that does other
/// things beside makes a browser miss a moment; what is broken fails twice.
fn node_tests(
    project: &Project,
    folder: &str,
    filter: Option<&str>,
    prepare: impl Fn(&mut Command),
) -> Result<()> {
    let mut files = std::fs::read_dir(project.root.join(folder))
        .with_context(|| format!("reading {folder}"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect::<Vec<_>>();
    files.sort();
    let failed = project.target.join("failed-tests.txt");
    let once = |files: &[PathBuf]| {
        let mut command = project.command("node");
        // A test that fails must not leave a browser that keeps the run from ending.
        command
            .args(["--test", "--test-concurrency=1"])
            .args(["--test-force-exit", "--test-timeout=600000"])
            .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
            .arg("--test-reporter")
            .arg(project.root.join("tests/failed.mjs"))
            .arg("--test-reporter-destination=stderr")
            .env("FAILED_TESTS", &failed)
            .env("CARGO_TARGET_DIR", &project.target);
        prepare(&mut command);
        if let Some(filter) = filter {
            command.args(["--test-name-pattern", filter]);
        }
        let shown = run::show(&command);
        command.args(files);
        run::run(&mut command).with_context(|| shown)
    };
    std::fs::write(&failed, "").with_context(|| format!("writing {}", failed.display()))?;
    let Err(error) = once(&files) else {
        return Ok(());
    };
    let named = std::fs::read_to_string(&failed).unwrap_or_default();
    let again: Vec<PathBuf> = named.lines().map(PathBuf::from).collect();
    if again.is_empty() || again.len() > FEW {
        return Err(error);
    }
    println!("\nOnce more, alone, since a test in them failed:\n{named}");
    once(&again)?;
    println!("\nPassed at the second try (look at what failed above all the same):\n{named}");
    Ok(())
}

/// More files with failures than this are not run again.
const FEW: usize = 3;

/// Takes the pictures of docs/images from the built page.
pub fn screenshots(project: &Project) -> Result<()> {
    directory::build(project)?;
    package::build(project)?;
    serve::build(project)?;
    let mut command = project.command("node");
    command
        .arg("tests/browser/screenshots.mjs")
        .env("CHROME", tools::browser(project)?)
        .env("CARGO_TARGET_DIR", &project.target);
    run::run(&mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_run_is_neither_passed_nor_failed() {
        let skip = anyhow::Error::from(Skipped("no Firefox".to_owned())).context("firefox");
        let failure = anyhow::anyhow!("1 of 5 tests failed");
        assert!(skipped(&skip) && !skipped(&failure));
        let time = Duration::ZERO;
        let mut results = vec![
            ("fmt".to_owned(), time, Ok(())),
            ("firefox".to_owned(), time, Err(skip)),
        ];
        assert!(summarise(&results).is_ok());
        results.push(("browser".to_owned(), time, Err(failure)));
        assert!(summarise(&results).is_err());
    }
}
