//! The folder a directory is written to: what in it is ours, what is not, what dead builds left beside it. Reads files, and
//! clears what dead builds left.

use super::ENTRY;
use super::compress::Packing;
use city_peers_engine::model::Manifest;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where a directory goes.
#[derive(Debug)]
pub struct Place {
    /// The folder itself, with no link in the way.
    pub out: PathBuf,
    /// What is there now; `None` where there is nothing.
    pub earlier: Option<Earlier>,
}

/// What lies in the folder before a build.
#[derive(Debug, Default)]
pub struct Earlier {
    /// The earlier directory, where its entry file can be read.
    pub manifest: Option<Manifest>,
    /// Files that builds made, by name.
    pub ours: BTreeSet<String>,
    /// Everything else: the publisher's own files and folders.
    pub others: BTreeSet<String>,
}

impl Place {
    /// Looks at a folder that may not exist yet.
    ///
    /// # Errors
    /// When something is there that must not be replaced.
    pub fn look(out: &Path) -> io::Result<Place> {
        let out = real(out)?;
        let earlier = match out.exists() {
            true => Some(earlier(&out)?),
            false => None,
        };
        Ok(Place { out, earlier })
    }

    /// A hidden name beside the folder: on the same disk, so that it can be renamed.
    pub fn beside(&self, what: &str) -> PathBuf {
        beside(&self.out, what)
    }
}

/// The folder that a path leads to. A link stays a link: what it leads to is replaced. Also makes a name of `.` and `..`.
///
/// # Errors
/// When the path can be no folder, or is a link that leads nowhere.
pub fn real(out: &Path) -> io::Result<PathBuf> {
    let real = match (out.canonicalize(), fs::symlink_metadata(out)) {
        (Ok(real), _) => real,
        (Err(_), Ok(_)) => return refuse(out, "is a link that leads nowhere"),
        (Err(_), Err(_)) => out.to_path_buf(),
    };
    if real.file_name().is_none() {
        return refuse(out, "cannot be replaced: name a folder inside it");
    }
    Ok(real)
}

/// Clears what killed builds left beside a folder, and puts the earlier directory back where one of them had moved it
/// away. Only for who holds the lock: nobody else is building into it then.
///
/// # Errors
/// When the earlier directory cannot be put back.
pub fn recover(out: &Path) -> io::Result<()> {
    let Some(parent) = parent(out) else {
        return Ok(());
    };
    let Ok(entries) = fs::read_dir(parent) else {
        return Ok(());
    };
    let mut moved: Vec<(std::time::SystemTime, PathBuf)> = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        match leftover(out, &path) {
            Some("new") => drop(fs::remove_dir_all(&path)),
            Some(_) => {
                let when = entry.metadata().and_then(|m| m.modified());
                moved.push((when.unwrap_or(std::time::UNIX_EPOCH), path));
            }
            None => {}
        }
    }
    moved.sort();
    if !out.exists()
        && let Some((_, newest)) = moved.pop()
    {
        fs::rename(&newest, out)?;
    }
    for (_, path) in moved {
        let _ = fs::remove_dir_all(path);
    }
    Ok(())
}

/// `new` or `old`, where a path is what an earlier build into `out` left.
fn leftover(out: &Path, path: &Path) -> Option<&'static str> {
    let out = out.file_name()?.to_str()?;
    let name = path.file_name()?.to_str()?;
    let rest = name
        .strip_prefix('.')?
        .strip_prefix(out)?
        .strip_prefix('.')?;
    let (process, what) = rest.split_once('.')?;
    let is_process = !process.is_empty() && process.bytes().all(|b| b.is_ascii_digit());
    let what = ["new", "old"].into_iter().find(|w| *w == what)?;
    is_process.then_some(what)
}

/// A hidden sibling of a folder.
pub fn beside(out: &Path, what: &str) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.{what}"))
}

/// The folder that holds a folder; `.` for a plain name.
pub fn parent(out: &Path) -> Option<&Path> {
    match out.parent() {
        Some(here) if here.as_os_str().is_empty() => Some(Path::new(".")),
        other => other,
    }
}

fn refuse<T>(out: &Path, why: &str) -> io::Result<T> {
    let message = format!("{} {why}; nothing was written", out.display());
    Err(io::Error::new(io::ErrorKind::AlreadyExists, message))
}

fn earlier(out: &Path) -> io::Result<Earlier> {
    let about = fs::metadata(out)?;
    if !about.is_dir() {
        return refuse(out, "is not a folder");
    }
    if about.permissions().readonly() {
        return refuse(out, "may not be changed (it is read-only)");
    }
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(out)? {
        let name = entry?.file_name();
        match name.into_string() {
            Ok(name) => drop(names.insert(name)),
            // It could not be carried over under its name.
            Err(name) => {
                let why = format!("holds a file whose name is no text: {}", name.display());
                return refuse(out, &why);
            }
        }
    }
    if names.is_empty() {
        return Ok(Earlier::default());
    }
    if !names.contains(ENTRY) {
        return refuse(out, &format!("holds other files and no {ENTRY}"));
    }
    let entry = fs::read(out.join(ENTRY)).unwrap_or_default();
    let manifest: Option<Manifest> = serde_json::from_slice(&entry).ok();
    if manifest.is_none() && !names.iter().any(|n| is_hashed(n)) && !entry.is_empty() {
        return refuse(out, &format!("holds a {ENTRY} that is no directory's"));
    }
    let listed: BTreeSet<&str> = manifest
        .iter()
        .flat_map(|m| m.files.iter().map(|f| f.name.as_str()))
        .collect();
    let is_ours = |name: &String| {
        let plain = Packing::ALL
            .iter()
            .find_map(|p| name.strip_suffix(p.suffix()));
        let plain = plain.unwrap_or(name);
        plain == ENTRY || is_hashed(plain) || listed.contains(plain)
    };
    let (ours, others) = names.into_iter().partition(is_ours);
    Ok(Earlier {
        manifest,
        ours,
        others,
    })
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
