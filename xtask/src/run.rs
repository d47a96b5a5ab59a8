//! Where the project is, and running other programs in it. Runs processes; changes nothing else.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The work tree and its build folder.
pub struct Project {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's build folder; everything xtask makes goes there.
    pub target: PathBuf,
}

impl Project {
    /// Finds the work tree this command was built from.
    pub fn find() -> Result<Self> {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest)
            .parent()
            .context("xtask lies in a folder of the workspace")?
            .to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// Where tools of the project's own are installed.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// `PATH` for children: the project's own tools first.
    pub fn path(&self) -> OsString {
        let mut folders = vec![
            self.tools().join("bin"),
            self.root.join("tests/node_modules/.bin"),
        ];
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        // A folder with a separator in its name cannot be on PATH at all; then the caller's PATH has to do.
        env::join_paths(folders).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
    }

    /// The file `name` on the children's `PATH`.
    pub fn which(&self, name: &str) -> Option<PathBuf> {
        env::split_paths(&self.path())
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    }

    /// A command that runs in the work tree with the project's tools on its `PATH`.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("PATH", self.path())
            // Trunk reads NO_COLOR as true or false only; some systems set it to 1.
            .env_remove("NO_COLOR");
        command
    }

    /// What a program prints on standard output, or nothing if it cannot be run or fails.
    pub fn output(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output = self
            .command(program)
            .args(arguments)
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}

/// Runs a command, its output shown; an error names it.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    let status = command
        .status()
        .with_context(|| format!("`{shown}` could not be started"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Program and arguments as one would type them.
pub fn show(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
