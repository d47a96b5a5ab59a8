//! Writes a directory in one step: all files beside it first, then one rename; on failure the old one stays. Writes files.

use super::ENTRY;
use super::encode::Encoded;
use city_peers_engine::model::Manifest;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes all files of a directory into `out`, in the place of an earlier directory.
///
/// # Errors
/// When `out` is something else than an earlier directory, or writing fails.
pub fn write(encoded: &Encoded, out: &Path) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced. Also makes a name of `.` and `..`.
    let real = if out.exists() {
        out.canonicalize()
    } else {
        Ok(out.to_path_buf())
    };
    let out = &real?;
    let replaces = check_out(out)?;
    let fresh = beside(out, "new")?;
    let old = beside(out, "old")?;
    if let Some(parent) = fresh.parent() {
        fs::create_dir_all(parent)?;
    }
    let _ = fs::remove_dir_all(&fresh);
    if let Err(error) = fill(encoded, &fresh).and_then(|()| swap(&fresh, out, &old, replaces)) {
        // What is left of the attempt is of no use; the error matters more than failing to clear it.
        let _ = fs::remove_dir_all(&fresh);
        return Err(error);
    }
    Ok(())
}

fn fill(encoded: &Encoded, folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)?;
    for (name, bytes) in &encoded.files {
        fs::write(folder.join(name), bytes)?;
    }
    fs::write(folder.join(ENTRY), &encoded.entry)
}

fn swap(fresh: &Path, out: &Path, old: &Path, replaces: bool) -> io::Result<()> {
    if !replaces {
        return fs::rename(fresh, out);
    }
    let _ = fs::remove_dir_all(old);
    fs::rename(out, old)?;
    if let Err(error) = fs::rename(fresh, out) {
        fs::rename(old, out)?;
        return Err(error);
    }
    fs::remove_dir_all(old)
}

/// Whether there is something to replace; refuses what is not an earlier directory.
fn check_out(out: &Path) -> io::Result<bool> {
    let refuse = |why: String| {
        let message = format!("{} {why}; nothing was written", out.display());
        Err(io::Error::new(io::ErrorKind::AlreadyExists, message))
    };
    if !out.exists() {
        return Ok(false);
    }
    if !out.is_dir() {
        return refuse("is not a folder".to_owned());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(out)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    if names.is_empty() {
        return Ok(true);
    }
    if !names.iter().any(|n| n == ENTRY) {
        return refuse(format!("holds other files and no {ENTRY}"));
    }
    let listed: Option<Manifest> = fs::read(out.join(ENTRY))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let empty = || fs::metadata(out.join(ENTRY)).is_ok_and(|file| file.len() == 0);
    if listed.is_none() && !names.iter().any(|n| is_hashed(n)) && !empty() {
        return refuse(format!("holds a {ENTRY} that is no directory's"));
    }
    let ours = |name: &String| {
        name == ENTRY
            || is_hashed(name)
            || listed
                .as_ref()
                .is_some_and(|m| m.files.iter().any(|f| &f.name == name))
    };
    if let Some(other) = names.iter().find(|n| !ours(n)) {
        return refuse(format!(
            "holds files that are no part of a directory, such as {other}"
        ));
    }
    Ok(true)
}

/// A name that this command gives.
fn is_hashed(name: &str) -> bool {
    let Some((start, hash)) = name.strip_suffix(".bin").and_then(|n| n.rsplit_once('-')) else {
        return false;
    };
    let kind = start.split('-').next().unwrap_or_default();
    ["core", "practices", "detail", "search"].contains(&kind)
        && hash.len() == 16
        && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

/// A hidden sibling of the folder: on the same disk, so that it can be renamed.
fn beside(out: &Path, what: &str) -> io::Result<PathBuf> {
    let Some(name) = out.file_name() else {
        let message = format!("{} is not a folder to write into", out.display());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    };
    let name = name.to_string_lossy();
    let hidden = format!(".{name}.{}.{what}", std::process::id());
    Ok(out.with_file_name(hidden))
}
