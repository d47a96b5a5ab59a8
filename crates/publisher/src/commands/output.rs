//! What answers are written as, and where to: JSON, a file, a folder of files. Writes files.

use super::Failure;
use super::open::{holds_build, is_source};
use crate::published::ENTRY;
use crate::source::{ENTRIES, FOLDERS};
use serde::Serialize;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// An answer as JSON.
///
/// # Errors
/// When it cannot be written, which only a lack of memory explains.
pub fn json(answer: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(answer)
        .map(|text| text + "\n")
        .map_err(|error| Failure(format!("the answer cannot be written as JSON: {error}")))
}

/// Writes a file; an earlier one is whole until the new one is. The folders above it are made.
///
/// # Errors
/// When it cannot be written; says which file.
pub fn write(out: &Path, text: &str) -> Result<(), Failure> {
    if out.exists() && is_part(out) {
        return Err(Failure(format!(
            "{} is part of a directory and would be lost; name another file with --out",
            out.display()
        )));
    }
    write_own(out, text)
}

/// The same for a file that belongs into a source folder.
///
/// # Errors
/// When it cannot be written; says which file.
pub fn write_own(out: &Path, text: &str) -> Result<(), Failure> {
    replace(out, text).map_err(|e| {
        Failure(format!(
            "{} cannot be written: {}",
            out.display(),
            crate::words::cause(&e)
        ))
    })
}

/// Whether a file is one that a source folder is read from, or that a build wrote.
fn is_part(file: &Path) -> bool {
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let above = folder.join("..");
    let below_source = || {
        let within = folder.canonicalize().ok();
        let within = within.as_ref().and_then(|f| f.file_name());
        is_source(&above) && FOLDERS.iter().any(|f| within.is_some_and(|w| w == *f))
    };
    (is_source(folder) && ENTRIES.contains(&&*name))
        || below_source()
        || (holds_build(folder) && (name.starts_with(ENTRY) || name.contains(".bin")))
}

/// Makes a folder where there is none, and all folders above it.
///
/// # Errors
/// When it cannot be made; says which.
pub fn folder(out: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(out).map_err(|e| {
        Failure(format!(
            "{} cannot be made: {}",
            out.display(),
            crate::words::cause(&e)
        ))
    })
}

/// Beside the file first, then in its place.
fn replace(out: &Path, text: &str) -> Result<(), Error> {
    if out.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    // What is no file (`/dev/stdout`, a pipe) takes the text and stays; what a link names is replaced, not the link.
    if out.exists() && !out.is_file() {
        return std::fs::write(out, text);
    }
    let real = out.canonicalize();
    let out = real.as_deref().unwrap_or(out);
    let name = out.file_name().ok_or(ErrorKind::InvalidInput)?;
    if let Some(folder) = out.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let name = name.to_string_lossy();
    let fresh = out.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let done = std::fs::write(&fresh, text).and_then(|()| std::fs::rename(&fresh, out));
    if done.is_err() {
        // What is left of the attempt is of no use; the error matters more.
        let _ = std::fs::remove_file(&fresh);
    }
    done
}
