//! Writes a directory in one step: everything into a hidden folder beside its place, to the disk, then one exchange. A
//! build that fails or is killed leaves what was there. Writes files.

use super::ENTRY;
use super::compress::Packing;
use super::encode::Encoded;
use super::files::{self, carry};
use super::lock::Lock;
use super::place::{self, Place, recover};
use super::swap::{swap, sync_folder};
use crate::parallel;
use city_peers_engine::VERSION;
use city_peers_engine::model::FileKind;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What is written beside the directory itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Compressed copies of all files.
    pub compressed: bool,
    /// The files of the earlier directory, for pages that were opened before.
    pub keep_previous: bool,
}

/// Bytes of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// As it is.
    pub raw: u64,
    /// Of the gzip copy, where it was made.
    pub gzip: Option<u64>,
    /// Of the brotli copy; of the core also where no copy is kept.
    pub brotli: Option<u64>,
}

/// What was written.
#[derive(Debug, Default)]
pub struct Written {
    /// Sizes by name of file.
    pub sizes: BTreeMap<String, Sizes>,
    /// Files that were there already, with their copies.
    pub reused: usize,
    /// Files of the earlier directory that stay beside the new ones, copies counted.
    pub kept: usize,
    /// Names of the publisher's own files and folders, which stay.
    pub carried: Vec<String>,
    /// All is as it was: nothing was touched.
    pub unchanged: bool,
}

/// A folder that this process alone may build into.
#[derive(Debug)]
pub struct Claim {
    place: Place,
    _lock: Lock,
}

impl Claim {
    /// Claims a folder, and clears what killed builds left beside it.
    ///
    /// # Errors
    /// When another build is writing it, it must not be replaced, or nothing can be written beside it.
    pub fn of(out: &Path) -> io::Result<Claim> {
        let real = place::real(out)?;
        if let Some(parent) = place::parent(&real) {
            fs::create_dir_all(parent).map_err(|e| named(parent, "cannot be made", &e))?;
        }
        let lock = Lock::take(&place::beside(&real, "lock")).map_err(|e| match e.kind() {
            io::ErrorKind::WouldBlock => {
                io::Error::new(e.kind(), format!("{}: {e}", out.display()))
            }
            _ => named(out, "cannot be written", &e),
        })?;
        recover(&real)
            .map_err(|e| named(out, "cannot be put back after a build that was stopped", &e))?;
        Ok(Claim {
            place: Place::look(&real)?,
            _lock: lock,
        })
    }
}

/// Writes a directory into its place; `watch` hears how many of how many files are done.
///
/// # Errors
/// When writing fails, with the file; what was there is as it was.
pub fn write(
    encoded: &Encoded,
    claim: &Claim,
    options: Options,
    watch: &mut dyn FnMut(usize, usize),
) -> io::Result<Written> {
    let place = &claim.place;
    let fresh = place.beside(&format!("{}.new", std::process::id()));
    fs::create_dir(&fresh).map_err(|e| named(&fresh, "cannot be made", &e))?;
    let result = fill(encoded, place, &fresh, options, watch).and_then(|mut written| {
        written.unchanged = is_unchanged(place, &fresh, &written)?;
        if !written.unchanged {
            sync_folder(&fresh);
            swap(place, &fresh).map_err(|e| named(&place.out, "cannot be replaced", &e))?;
            late(place, &fresh);
        }
        Ok(written)
    });
    // The folder of the earlier directory by now, or what is left of the attempt. The next build tries again.
    let _ = fs::remove_dir_all(&fresh);
    result
}

/// Everything that belongs into the new folder.
fn fill(
    encoded: &Encoded,
    place: &Place,
    fresh: &Path,
    options: Options,
    watch: &mut dyn FnMut(usize, usize),
) -> io::Result<Written> {
    let mut written = pack_all(encoded, place, fresh, options, watch)?;
    let Some(earlier) = &place.earlier else {
        return Ok(written);
    };
    for name in &earlier.others {
        carry(&place.out.join(name), &fresh.join(name))?;
        written.carried.push(name.clone());
    }
    if options.keep_previous {
        let same = earlier.manifest.as_ref() == Some(&encoded.manifest);
        let listed = earlier.manifest.iter().flat_map(|m| &m.files);
        let listed: BTreeSet<&str> = listed.map(|f| f.name.as_str()).collect();
        for name in &earlier.ours {
            let plain = Packing::ALL
                .iter()
                .find_map(|p| name.strip_suffix(p.suffix()));
            let plain = plain.unwrap_or(name);
            // A build of the same again is no new generation.
            let stays = plain != ENTRY && (same || listed.contains(plain));
            let wanted = options.compressed || plain == name;
            if stays && wanted && !fresh.join(name).exists() {
                files::link(&place.out.join(name), &fresh.join(name))?;
                written.kept += 1;
            }
        }
    }
    fs::set_permissions(fresh, fs::metadata(&place.out)?.permissions())?;
    Ok(written)
}

/// Whether the new folder is the old one, name by name.
fn is_unchanged(place: &Place, fresh: &Path, written: &Written) -> io::Result<bool> {
    let Some(earlier) = &place.earlier else {
        return Ok(false);
    };
    if written.reused < written.sizes.len() {
        return Ok(false);
    }
    let mut names = 0;
    for entry in fs::read_dir(fresh)? {
        let name = entry?.file_name();
        let known = name.to_str();
        if !known.is_some_and(|n| earlier.ours.contains(n) || earlier.others.contains(n)) {
            return Ok(false);
        }
        names += 1;
    }
    Ok(names == earlier.ours.len() + earlier.others.len())
}

/// Moves what came into the old folder while the new one was made: a publisher's upload must not be lost.
fn late(place: &Place, old: &Path) {
    let Some(earlier) = &place.earlier else {
        return;
    };
    for entry in fs::read_dir(old).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let known = name.to_str();
        if known.is_some_and(|n| earlier.ours.contains(n) || earlier.others.contains(n)) {
            continue;
        }
        let to = place.out.join(&name);
        if !to.exists() {
            let _ = fs::rename(entry.path(), to);
        }
    }
}

/// One file to write.
struct Job<'a> {
    name: &'a str,
    bytes: &'a [u8],
    /// Every page waits for it.
    first: bool,
}

/// What became of it.
struct Done {
    name: String,
    sizes: Sizes,
    reused: bool,
}

/// Writes all files with their copies, as many at once as there are processors.
fn pack_all(
    encoded: &Encoded,
    place: &Place,
    fresh: &Path,
    options: Options,
    watch: &mut dyn FnMut(usize, usize),
) -> io::Result<Written> {
    let kinds = encoded.manifest.files.iter().map(|entry| entry.kind);
    let mut jobs: Vec<Job> = encoded
        .files
        .iter()
        .zip(kinds)
        .map(|((name, bytes), kind)| Job {
            name,
            bytes,
            first: matches!(kind, FileKind::Core | FileKind::Practices),
        })
        .collect();
    jobs.push(Job {
        name: ENTRY,
        bytes: encoded.entry.as_bytes(),
        first: true,
    });
    // What takes longest begins first.
    jobs.sort_by_key(|job| (!job.first, std::cmp::Reverse(job.bytes.len())));
    let mut written = Written::default();
    let mut failed = None;
    let work = |job: &Job| one(job, place, fresh, options.compressed);
    parallel::each(&jobs, work, |_, done| match done {
        Ok(done) => {
            written.reused += usize::from(done.reused);
            written.sizes.insert(done.name, done.sizes);
            watch(written.sizes.len(), jobs.len());
            true
        }
        Err(error) => {
            failed.get_or_insert(error);
            false
        }
    });
    failed.map_or(Ok(written), Err)
}

/// Writes one file with its copies, or takes them from the earlier directory where they hold the same bytes.
fn one(job: &Job<'_>, place: &Place, fresh: &Path, compressed: bool) -> io::Result<Done> {
    let there = |name: &str| -> Option<PathBuf> {
        let earlier = place.earlier.as_ref()?;
        earlier.ours.contains(name).then(|| place.out.join(name))
    };
    let old = there(job.name).filter(|old| files::holds(old, job.bytes));
    let to = fresh.join(job.name);
    match &old {
        Some(old) => files::link(old, &to)?,
        None => files::put(&to, job.bytes)?,
    }
    let mut reused = old.is_some();
    // Another version may compress otherwise, and the same input must give the same bytes.
    let manifest = place.earlier.as_ref().and_then(|e| e.manifest.as_ref());
    let comparable = reused && manifest.is_some_and(|m| m.engine == VERSION);
    let mut packed = |packing: Packing| -> io::Result<u64> {
        let name = format!("{}{}", job.name, packing.suffix());
        let to = fresh.join(&name);
        if comparable && let Some(old) = there(&name) {
            let copy = fs::read(&old).unwrap_or_default();
            if packing.holds(&copy, job.bytes) {
                files::link(&old, &to)?;
                return Ok(copy.len() as u64);
            }
        }
        reused = false;
        let copy = packing.pack(job.bytes, job.first)?;
        files::put(&to, &copy)?;
        Ok(copy.len() as u64)
    };
    let mut sizes = Sizes {
        raw: job.bytes.len() as u64,
        ..Sizes::default()
    };
    if compressed {
        sizes.gzip = Some(packed(Packing::Gzip)?);
        sizes.brotli = Some(packed(Packing::Brotli)?);
    } else if job.name.starts_with("core-") {
        let copy = Packing::Brotli.pack(job.bytes, job.first)?;
        sizes.brotli = Some(copy.len() as u64);
    }
    Ok(Done {
        name: job.name.to_owned(),
        sizes,
        reused,
    })
}

fn named(path: &Path, what: &str, error: &io::Error) -> io::Error {
    files::named(path, what, error)
}
