//! Whether something built is newer than what it is built from. Reads file times; writes stamps.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::WalkDir;

/// Folders that are never input.
const SKIPPED: &[&str] = &["node_modules", "target", "__pycache__", ".git"];

/// The youngest change below any of these files and folders; those that do not exist are passed over.
pub fn newest<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Option<SystemTime> {
    paths
        .into_iter()
        .flat_map(|path| {
            WalkDir::new(path).into_iter().filter_entry(|entry| {
                entry.depth() == 0 || !SKIPPED.iter().any(|name| entry.file_name() == *name)
            })
        })
        .filter_map(Result::ok)
        .filter_map(|entry| entry.metadata().ok()?.modified().ok())
        .max()
}

/// Whether `stamp` is at least as young as everything below `inputs`.
pub fn is_fresh(stamp: &Path, inputs: &[PathBuf]) -> bool {
    let Some(made) = fs::metadata(stamp).and_then(|file| file.modified()).ok() else {
        return false;
    };
    newest(inputs).is_none_or(|changed| changed <= made)
}

/// Marks something as built from its inputs as they were at `started`: a change made while building counts as newer.
pub fn stamp(path: &Path, started: SystemTime) -> Result<()> {
    let write = || -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::File::create(path)?.set_modified(started)
    };
    write().with_context(|| format!("{} could not be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_stamp_is_stale_once_an_input_changes() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("xtask-fresh-{}", std::process::id()));
        let (input, mark) = (folder.join("in/a.txt"), folder.join("stamp"));
        fs::create_dir_all(folder.join("in"))?;
        fs::write(&input, "a")?;
        let inputs = [folder.join("in"), folder.join("not there")];

        assert!(!is_fresh(&mark, &inputs));
        stamp(&mark, SystemTime::now())?;
        assert!(is_fresh(&mark, &inputs));
        fs::File::options()
            .append(true)
            .open(&input)?
            .set_modified(SystemTime::now() + Duration::from_secs(5))?;
        assert!(!is_fresh(&mark, &inputs));

        fs::remove_dir_all(folder)?;
        Ok(())
    }
}
