//! One build at a time into one folder: a lock on a hidden file beside it, which dies with its process. Writes files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Holds the lock until dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock.
    ///
    /// # Errors
    /// Kind `WouldBlock` where another process holds it; what the system says where the file cannot be made.
    pub fn take(path: &Path) -> io::Result<Lock> {
        // The holder removes the file at its end: a lock on a file that is gone is none, so look again.
        for _ in 0..100 {
            let mut file = open(path)?;
            match hold(&file) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let mut holder = String::new();
                    let _ = file.read_to_string(&mut holder);
                    return Err(busy(holder.trim()));
                }
                // Some network drives know no locks. Builds are put in place in one step there too.
                Err(_) => {}
            }
            if is_still(&file, path) {
                let _ = file.set_len(0);
                let _ = write!(file, "{}", std::process::id());
                return Ok(Lock {
                    path: path.to_path_buf(),
                    _file: file,
                });
            }
        }
        Err(busy(""))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still held: nobody else's file is removed.
        let _ = fs::remove_file(&self.path);
    }
}

fn busy(holder: &str) -> io::Error {
    let process = if holder.is_empty() {
        String::new()
    } else {
        format!(" (process {holder})")
    };
    let message = format!("another city-peers is writing it{process}; wait for its end");
    io::Error::new(io::ErrorKind::WouldBlock, message)
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}

#[cfg(unix)]
fn hold(file: &File) -> io::Result<()> {
    use rustix::fs::{FlockOperation, flock};
    flock(file, FlockOperation::NonBlockingLockExclusive).map_err(io::Error::from)
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

// Windows opens the file for nobody else until it is closed.
#[cfg(windows)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;
    const SHARING_VIOLATION: i32 = 32;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let opened = options.share_mode(0).open(path);
    opened.map_err(|error| match error.raw_os_error() {
        Some(SHARING_VIOLATION) => busy(""),
        _ => error,
    })
}

#[cfg(not(any(unix, windows)))]
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}

#[cfg(not(unix))]
fn hold(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn is_still(_: &File, _: &Path) -> bool {
    true
}
