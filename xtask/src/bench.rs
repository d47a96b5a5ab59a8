//! Measures the engine against other ways of computing the same: builds it, finds browser and Python, runs
//! `benches/run.mjs`, which writes docs/benchmarks.md. What is missing is said, and the rest measured.

use crate::run::{Project, run};
use crate::{directory, package, python, tools};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use std::fs;

mod build;

/// What to measure, and how thoroughly.
#[derive(Args)]
pub struct Options {
    /// Fewer runs and smaller sizes: a minute instead of ten; docs/benchmarks.md stays as it is
    #[arg(long)]
    quick: bool,
    /// Only these sections; docs/benchmarks.md stays as it is
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Section>,
}

/// The tables.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Section {
    /// One city against all, beside JavaScript and a plain scan
    Kernel,
    /// Partners with draws and practices, beside NumPy
    Suggest,
    /// Every pair of cities, beside Python's gower
    Pairs,
    /// How time grows with cities, indicators and draws
    Growth,
    /// Bytes per city
    Memory,
    /// `city-peers build` with thousands of cities: seconds, memory, sizes
    Build,
    /// The whole widget on a slow network and processor: first suggestion, re-ranking, what jumps
    Widget,
}

impl Section {
    /// Whether `benches/run.mjs` measures it.
    fn of_the_engine(self) -> bool {
        !matches!(self, Section::Build | Section::Widget)
    }
}

/// The engine as the widget ships it, and the same with every crate at full speed.
const PROFILES: [(&str, &[&str]); 2] = [
    ("widget", &["--profile", "widget"]),
    (
        "speed",
        &[
            "--config",
            "profile.speed.inherits='widget'",
            "--config",
            "profile.speed.opt-level=3",
            "--profile",
            "speed",
        ],
    ),
];

/// Builds and measures.
pub fn measure(project: &Project, options: &Options) -> Result<()> {
    let wants = |section| options.only.is_empty() || options.only.contains(&section);
    if options.only.is_empty() || options.only.iter().any(|only| only.of_the_engine()) {
        in_the_browser(project, options)?;
    }
    if wants(Section::Build) {
        build::measure(project, options.quick)?;
    }
    if wants(Section::Widget) {
        widget(project, options.quick)?;
    }
    Ok(())
}

/// The divided, optimised package as a visitor has it. Prints figures and fails nothing; a busy machine shows in them.
fn widget(project: &Project, quick: bool) -> Result<()> {
    tools::npm(project)?;
    package::build(project)?;
    directory::build(project)?;
    let mut command = project.command("node");
    command
        .arg("benches/widget.mjs")
        .env("CHROME", tools::browser(project)?)
        .env("CARGO_TARGET_DIR", &project.target);
    if quick {
        command.arg("--quick");
    }
    run(&mut command)
}

/// All sections but the build.
fn in_the_browser(project: &Project, options: &Options) -> Result<()> {
    tools::wasm_target(project)?;
    tools::npm(project)?;
    modules(project)?;
    directory::build(project)?;
    let browser = tools::browser(project);
    let python = python::environment(
        project,
        "bench-venv",
        &project.root.join("benches/requirements.txt"),
    );

    let sections: Vec<_> = Section::value_variants()
        .iter()
        .filter(|section| section.of_the_engine())
        .filter(|section| options.only.is_empty() || options.only.contains(section))
        .filter_map(|section| Some(section.to_possible_value()?.get_name().to_owned()))
        .collect();
    let mut command = project.command("node");
    command
        .arg("benches/run.mjs")
        .args(["--only", &sections.join(",")])
        .env("CARGO_TARGET_DIR", &project.target);
    if options.quick {
        command.arg("--quick");
    }
    match browser {
        Ok(path) => drop(command.env("CHROME", path)),
        Err(error) => {
            eprintln!("Without a browser only Python is measured: {error:#}");
            command.arg("--no-browser");
        }
    }
    match python {
        Ok(path) => drop(command.arg("--python").arg(path)),
        Err(error) => eprintln!(
            "Python's peers are left out: {error:#}\nThey need Python 3.11 or later with venv (Debian: apt-get install python3-venv) and PyPI."
        ),
    }
    println!("Measuring (about a minute with --quick, else ten).");
    run(&mut command)
}

/// Compiles the engine's exports in both profiles into `target/bench`, optimised as the package is.
fn modules(project: &Project) -> Result<()> {
    const MODULE: &str = "city_peers_benches.wasm";
    let out = project.target.join("bench");
    fs::create_dir_all(&out).context("making target/bench")?;
    for (profile, arguments) in PROFILES {
        println!("Building the engine for measuring ({profile}).");
        run(project
            .command("cargo")
            .args(["build", "--quiet", "--package", "city-peers-benches"])
            .args(["--target", "wasm32-unknown-unknown"])
            .args(arguments))?;
        let built = project.target.join("wasm32-unknown-unknown").join(profile);
        let module = out.join(profile).with_extension("wasm");
        fs::copy(built.join(MODULE), &module).with_context(|| format!("copying {MODULE}"))?;
        package::optimise(project, &module, &[])?;
    }
    Ok(())
}
