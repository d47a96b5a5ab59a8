//! Single files and folders of an output folder: put, linked or carried over. Writes files.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a new file, to the disk.
///
/// # Errors
/// Names the file and says why.
pub fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        // Else a power cut after the exchange may leave empty files.
        file.sync_all()
    };
    write().map_err(|e| named(path, "cannot be written", &e))
}

/// The same file under another name; a copy where the disk cannot.
///
/// # Errors
/// Names the file and says why.
pub fn link(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let copy = || {
        fs::copy(from, to)?;
        let copy = File::options().write(true).open(to)?;
        // Its age tells servers and synchronising programs that it is unchanged.
        if let Ok(when) = fs::metadata(from).and_then(|m| m.modified()) {
            let _ = copy.set_modified(when);
        }
        copy.sync_all()
    };
    copy().map_err(|e| named(to, "cannot be written", &e))
}

/// Whether a file holds exactly these bytes.
pub fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same_size = fs::metadata(path).is_ok_and(|m| m.len() == bytes.len() as u64);
    same_size && fs::read(path).is_ok_and(|found| found == bytes)
}

/// A file, link or folder of the publisher's, unchanged under another name.
///
/// # Errors
/// Names what cannot be carried over and says why.
pub fn carry(from: &Path, to: &Path) -> io::Result<()> {
    let fail = |e: io::Error| named(from, "cannot be carried over", &e);
    let about = fs::symlink_metadata(from).map_err(fail)?;
    if about.is_symlink() {
        return fs::read_link(from)
            .and_then(|target| relink(&target, from, to))
            .map_err(fail);
    }
    if about.is_file() {
        return link(from, to);
    }
    if !about.is_dir() {
        let kind = io::Error::new(io::ErrorKind::Unsupported, "it is no file");
        return Err(fail(kind));
    }
    fs::create_dir(to).map_err(fail)?;
    for entry in fs::read_dir(from).map_err(fail)? {
        let name = entry.map_err(fail)?.file_name();
        carry(&from.join(&name), &to.join(&name))?;
    }
    super::swap::sync_folder(to);
    fs::set_permissions(to, about.permissions()).map_err(fail)
}

#[cfg(unix)]
fn relink(target: &Path, _: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, to)
}

#[cfg(not(unix))]
fn relink(_: &Path, from: &Path, to: &Path) -> io::Result<()> {
    // Links need rights there: what it leads to stands for it.
    fs::copy(from, to).map(drop)
}

/// An error with its file, in plain words: “core-….bin cannot be written: no storage space”.
pub fn named(path: &Path, what: &str, error: &io::Error) -> io::Error {
    let kind = error.kind();
    // The kind is plain words where there is one.
    let why = match kind.to_string() {
        words if error.raw_os_error().is_some() && words != "uncategorized error" => words,
        _ => error.to_string(),
    };
    io::Error::new(kind, format!("{} {what}: {why}", path.display()))
}
