//! Opens what an argument names: a built directory, or a source folder, which is put together in memory. Reads files.

use super::{Failure, report};
use crate::fold::fold;
use crate::problem::Problems;
use crate::published::{self, ENTRY, Opened};
use crate::reporter::Reporter;
use crate::source::directory_toml::FILE as SOURCE;
use crate::source::{Source, load};
use city_peers_engine::CityIx;
use city_peers_engine::assemble::{Assembled, assemble};
use city_peers_engine::model::Profile;
use city_peers_engine::search::NameTable;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where a build is looked for when no folder is named.
const DEFAULT: &str = "target/directory";

/// A directory, and where its full profiles come from.
pub struct Whole {
    /// What is compared, and the practices.
    pub opened: Opened,
    folder: PathBuf,
    /// All profiles, in the directory's order, of a source folder; those of a built directory are read when asked for.
    profiles: Option<Vec<Profile>>,
}

/// The folder that was named, or the usual one where there is a build.
///
/// # Errors
/// When none was named and there is no build.
pub fn or_default(named: Option<&PathBuf>) -> Result<PathBuf, Failure> {
    match named {
        Some(folder) => Ok(folder.clone()),
        None if is_built(Path::new(DEFAULT)) => Ok(PathBuf::from(DEFAULT)),
        None => Err(Failure(format!(
            "name a directory: there is none in {DEFAULT} (build one with: city-peers build)"
        ))),
    }
}

/// Whether a folder holds a built directory.
pub fn is_built(folder: &Path) -> bool {
    folder.join(ENTRY).is_file()
}

/// Whether a folder holds what a build wrote, not only a file of that name.
pub fn holds_build(folder: &Path) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    is_built(folder)
        && files
            .map(|file| file.file_name())
            .any(|name| name.to_string_lossy().ends_with(".bin"))
}

/// Whether a folder is a source folder.
pub fn is_source(folder: &Path) -> bool {
    folder.join(SOURCE).is_file()
}

/// Opens a directory for what is compared, and its practices.
///
/// # Errors
/// When it is neither a built directory nor a source folder, damaged, or has an error.
pub fn open(folder: &Path, reporter: &mut dyn Reporter) -> Result<Opened, Failure> {
    if is_built(folder) {
        return built(folder);
    }
    put_together(folder, reporter).map(|assembled| parts(assembled).0)
}

/// The same as [`open`], with the city names in other languages.
///
/// # Errors
/// As [`open`].
pub fn with_names(
    folder: &Path,
    reporter: &mut dyn Reporter,
) -> Result<(Opened, Vec<NameTable>), Failure> {
    if !is_built(folder) {
        let (opened, _, names) = parts(put_together(folder, reporter)?);
        return Ok((opened, names));
    }
    let opened = built(folder)?;
    let names = published::names(folder, opened.directory.len());
    // An answer needs no names in other languages; that they are missing is worth a word.
    let names = names.unwrap_or_else(|what| {
        let folder = folder.display();
        reporter.progress(&format!(
            "note: {folder}: {what}; city names in other languages are left out"
        ));
        Vec::new()
    });
    Ok((opened, names))
}

/// The same as [`open`], with the full profiles at hand.
///
/// # Errors
/// As [`open`].
pub fn whole(folder: &Path, reporter: &mut dyn Reporter) -> Result<Whole, Failure> {
    let (opened, profiles) = if is_built(folder) {
        (built(folder)?, None)
    } else {
        let (opened, profiles, _) = parts(put_together(folder, reporter)?);
        (opened, Some(profiles))
    };
    Ok(Whole {
        opened,
        folder: folder.to_owned(),
        profiles,
    })
}

impl Whole {
    /// The full profiles of some cities.
    ///
    /// # Errors
    /// When a file of the built directory is missing or damaged.
    pub fn profiles(&self, cities: &[CityIx]) -> Result<BTreeMap<CityIx, Profile>, Failure> {
        let Some(all) = &self.profiles else {
            return published::profiles(&self.folder, cities)
                .map_err(|what| damaged(&self.folder, &what));
        };
        let of = |&city: &CityIx| Some((city, all.get(city.ix())?.clone()));
        Ok(cities.iter().filter_map(of).collect())
    }

    /// What is compared, and the full profiles of all cities, in the directory's order.
    ///
    /// # Errors
    /// When a file of the built directory is missing or damaged.
    pub fn with_all_profiles(self) -> Result<(Opened, Vec<Profile>), Failure> {
        let profiles = match self.profiles {
            Some(profiles) => profiles,
            None => {
                published::details(&self.folder).map_err(|what| damaged(&self.folder, &what))?
            }
        };
        Ok((self.opened, profiles))
    }
}

/// Reads, checks and puts together a source folder; its problems go to the reporter.
///
/// # Errors
/// When it is no source folder, or has an error.
pub fn put_together(folder: &Path, reporter: &mut dyn Reporter) -> Result<Assembled, Failure> {
    if !is_source(folder) {
        let what = if folder.is_dir() {
            format!("is neither a built directory (no {ENTRY}) nor a source folder (no {SOURCE})")
        } else {
            "is not a folder: name a built directory or a source folder".to_owned()
        };
        return Err(Failure(format!("{} {what}", folder.display())));
    }
    let mut problems = Problems::default();
    let loaded = load(&Source::new(folder), &mut problems);
    report(&problems, reporter)?;
    let loaded = loaded.ok_or_else(|| Failure("nothing could be read".to_owned()))?;
    Ok(assemble(loaded.sources, &fold))
}

fn built(folder: &Path) -> Result<Opened, Failure> {
    published::open(folder).map_err(|what| damaged(folder, &what))
}

fn parts(assembled: Assembled) -> (Opened, Vec<Profile>, Vec<NameTable>) {
    let opened = Opened {
        directory: assembled.directory,
        practices: assembled.practices,
    };
    (opened, assembled.profiles, assembled.names)
}

fn damaged(folder: &Path, what: &str) -> Failure {
    Failure(format!("{}: {what}", folder.display()))
}
