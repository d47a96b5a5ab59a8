//! Puts a finished folder in the place of another. Writes files.
//!
//! Where the system can exchange two folders (Linux, macOS, most drives) there is a directory at every moment. Elsewhere
//! two renames stand for it; a process killed between them leaves the earlier directory under a hidden name beside
//! its place, and the next build puts it back before anything else ([`super::place::recover`]).

use super::place::{Place, parent};
use std::fs;
use std::io;
use std::path::Path;

/// Puts `fresh` in the place, and returns when it is safe there. What was there is under `fresh` or under a hidden name
/// afterwards: [`clear`] removes it.
///
/// # Errors
/// When it cannot be done; the place is as it was.
pub fn swap(place: &Place, fresh: &Path) -> io::Result<()> {
    let out = &place.out;
    if place.earlier.is_none() {
        fs::rename(fresh, out)?;
    } else if exchange(fresh, out).is_err() {
        let old = place.beside(&format!("{}.old", std::process::id()));
        fs::rename(out, &old)?;
        if let Err(error) = fs::rename(fresh, out) {
            fs::rename(&old, out)?;
            return Err(error);
        }
        fs::rename(&old, fresh)?;
    }
    if let Some(parent) = parent(out) {
        sync_folder(parent);
    }
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Brings the names in a folder to the disk, so that a power cut keeps them. Where the system cannot, it does so in its
/// own time.
pub fn sync_folder(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}
