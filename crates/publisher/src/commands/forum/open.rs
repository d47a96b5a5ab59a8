//! Opens a directory for a forum: what is compared, its practices, and the full profiles of some cities. Reads files.

use super::super::{Failure, report, suggest};
use crate::fold::fold;
use crate::problem::Problems;
use crate::published::{self, ENTRY, Opened};
use crate::reporter::Reporter;
use crate::source::{Source, load};
use city_peers_engine::CityIx;
use city_peers_engine::assemble::assemble;
use city_peers_engine::model::Profile;
use std::collections::BTreeMap;
use std::path::Path;

/// A directory, and where its full profiles come from.
pub struct Whole {
    /// What is compared, and the practices.
    pub opened: Opened,
    /// All profiles, in the directory's order, of a source folder; those of a built directory are read when asked for.
    profiles: Option<Vec<Profile>>,
}

/// Opens a built directory, or assembles a source folder in memory.
///
/// # Errors
/// When it is neither, damaged, or has an error.
pub fn open(folder: &Path, reporter: &mut dyn Reporter) -> Result<Whole, Failure> {
    if !folder.join("directory.toml").is_file() || folder.join(ENTRY).is_file() {
        return Ok(Whole {
            opened: suggest::open(folder, reporter)?,
            profiles: None,
        });
    }
    let mut problems = Problems::default();
    let loaded = load(&Source::new(folder), &mut problems);
    report(&problems, reporter)?;
    let loaded = loaded.ok_or_else(|| Failure("nothing could be read".to_owned()))?;
    let assembled = assemble(loaded.sources, &fold);
    Ok(Whole {
        opened: Opened {
            directory: assembled.directory,
            practices: assembled.practices,
        },
        profiles: Some(assembled.profiles),
    })
}

impl Whole {
    /// The full profiles of some cities.
    ///
    /// # Errors
    /// When a file of the built directory is missing or damaged.
    pub fn profiles(
        &self,
        folder: &Path,
        cities: &[CityIx],
    ) -> Result<BTreeMap<CityIx, Profile>, Failure> {
        if let Some(all) = &self.profiles {
            let of = |&city: &CityIx| Some((city, all.get(city.ix())?.clone()));
            return Ok(cities.iter().filter_map(of).collect());
        }
        published::profiles(folder, cities)
            .map_err(|what| Failure(format!("{}: {what}", folder.display())))
    }
}
