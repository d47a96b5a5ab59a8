//! Full profiles of a published directory, from its detail files, with every check. Reads files.

use super::ENTRY;
use super::open::{checked, decode_error, manifest, named};
use city_peers_engine::CityIx;
use city_peers_engine::format::{DETAIL_SHARD, decode_details};
use city_peers_engine::model::{FileEntry, FileKind, Manifest, Profile};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// All full profiles in the directory's order.
///
/// # Errors
/// A sentence that names the file and what is wrong with it, or that the files hold another number of profiles.
pub fn details(folder: &Path) -> Result<Vec<Profile>, String> {
    let manifest = manifest(folder)?;
    let mut shards: Vec<&FileEntry> = details_of(&manifest).collect();
    shards.sort_by_key(|file| file.shard);
    let mut profiles = Vec::with_capacity(manifest.counts.cities as usize);
    for entry in shards {
        profiles.extend(read(folder, entry)?);
    }
    if profiles.len() == manifest.counts.cities as usize {
        return Ok(profiles);
    }
    Err(format!(
        "the detail files hold {} profiles, directory.json says {}: build it again",
        profiles.len(),
        manifest.counts.cities
    ))
}

/// The full profiles of some cities; only the files that hold them are read.
///
/// # Errors
/// A sentence that names the file and what is wrong with it.
pub fn profiles(folder: &Path, cities: &[CityIx]) -> Result<BTreeMap<CityIx, Profile>, String> {
    let manifest = manifest(folder)?;
    let shards: BTreeSet<usize> = cities.iter().map(|city| city.ix() / DETAIL_SHARD).collect();
    let mut found = BTreeMap::new();
    for shard in shards {
        let entry = details_of(&manifest)
            .find(|file| file.shard.map(usize::from) == Some(shard))
            .ok_or_else(|| format!("{ENTRY} names no detail file {shard}"))?;
        let all = read(folder, entry)?;
        for city in cities.iter().filter(|c| c.ix() / DETAIL_SHARD == shard) {
            let profile = all.get(city.ix() % DETAIL_SHARD);
            let profile = profile.ok_or_else(|| named(entry, "holds too few profiles"))?;
            found.insert(*city, profile.clone());
        }
    }
    Ok(found)
}

fn details_of(manifest: &Manifest) -> impl Iterator<Item = &FileEntry> {
    manifest.files.iter().filter(|f| f.kind == FileKind::Detail)
}

fn read(folder: &Path, entry: &FileEntry) -> Result<Vec<Profile>, String> {
    let bytes = checked(folder, entry)?;
    decode_details(&bytes).map_err(|e| named(entry, &decode_error(&e)))
}
