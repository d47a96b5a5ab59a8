//! Writes files all or none: everything is written beside its place first, then moved there. Writes files.

use std::path::{Path, PathBuf};

/// Writes files below a folder; names are relative to it.
///
/// # Errors
/// Where a file cannot be written; nothing is then changed, unless moving failed in the middle, which the text says.
pub fn all(root: &Path, files: &[(String, String)]) -> Result<(), String> {
    // Hidden, so that nothing reads it; in the folder itself, so that moving is renaming.
    let staging = root.join(format!(".import-{}", std::process::id()));
    let staged = stage(&staging, files);
    let moved = staged.and_then(|paths| {
        for (done, (path, (name, _))) in paths.iter().zip(files).enumerate() {
            let place = root.join(name);
            std::fs::rename(path, &place).map_err(|error| {
                format!(
                    "{name} cannot be written: {}; {done} of {} files were",
                    error.kind(),
                    files.len()
                )
            })?;
        }
        Ok(())
    });
    // What is left over of it disturbs nobody.
    let _ = std::fs::remove_dir_all(&staging);
    moved
}

fn stage(staging: &Path, files: &[(String, String)]) -> Result<Vec<PathBuf>, String> {
    let cannot = |path: &Path, error: std::io::Error| {
        format!(
            "{} cannot be written: {}",
            path.display(),
            crate::words::cause(&error)
        )
    };
    std::fs::create_dir_all(staging).map_err(|e| cannot(staging, e))?;
    let root = staging.parent().unwrap_or(staging);
    let mut paths = Vec::with_capacity(files.len());
    for (ix, (name, text)) in files.iter().enumerate() {
        if let Some(folder) = root.join(name).parent() {
            std::fs::create_dir_all(folder).map_err(|e| cannot(folder, e))?;
        }
        let path = staging.join(ix.to_string());
        std::fs::write(&path, text).map_err(|e| cannot(&path, e))?;
        paths.push(path);
    }
    Ok(paths)
}
