//! Builds the bundled directory with the project's own command.

use crate::fresh;
use crate::run::{Project, run};
use anyhow::{Context, Result};
use std::time::SystemTime;

/// Builds `data/` into `target/directory` if the data or the code that builds it changed.
pub fn build(project: &Project) -> Result<()> {
    let inputs = ["data", "crates", "Cargo.toml", "Cargo.lock"].map(|name| project.root.join(name));
    let output = project.target.join("directory");
    let stamp = project.target.join("stamps/directory");
    if output.join("directory.json").is_file() && fresh::is_fresh(&stamp, &inputs) {
        return Ok(());
    }
    println!("Building the bundled directory (a minute the first time).");
    let started = SystemTime::now();
    run(project.command("cargo").args([
        "build",
        "--release",
        "--package",
        "city-peers-publisher",
    ]))?;
    run(project
        .command(project.target.join("release/city-peers"))
        // Copies for static servers are of no use on this machine.
        .args(["build", "data", "--no-compressed", "--out"])
        .arg(&output))
    .context("the bundled directory could not be built from data/")?;
    fresh::stamp(&stamp, started)
}
