//! A Python of the project's own with the packages of a requirements file, below `target/`.

use crate::fresh;
use crate::run::{Project, run};
use crate::tools;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The interpreter of `target/NAME`, set up anew whenever `requirements` changed.
pub fn environment(project: &Project, name: &str, requirements: &Path) -> Result<PathBuf> {
    let venv = project.target.join(name);
    let python = venv.join("bin/python");
    let stamp = venv.join(".xtask-stamp");
    if python.is_file() && fresh::is_fresh(&stamp, &[requirements.to_path_buf()]) {
        return Ok(python);
    }
    println!("Setting up Python packages in target/{name} (a minute).");
    let started = SystemTime::now();
    let make = || {
        run(project
            .command("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&venv))
    };
    make().or_else(|_| {
        tools::debian(project, &["python3-venv"])?;
        make()
    })?;
    run(project
        .command(&python)
        .args(["-m", "pip", "install", "--quiet"])
        .args(["--disable-pip-version-check", "-r"])
        .arg(requirements))?;
    fresh::stamp(&stamp, started)?;
    Ok(python)
}
