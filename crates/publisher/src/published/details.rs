//! Full profiles of a published directory, file by file with every check. Reads files.

use super::open::{checked, decode_error, manifest, named};
use city_peers_engine::CityIx;
use city_peers_engine::format::{DETAIL_SHARD, decode_details};
use city_peers_engine::model::{FileKind, Profile};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The full profiles of some cities; only the files that hold them are read.
///
/// # Errors
/// A sentence that names the file and what is wrong with it.
pub fn profiles(folder: &Path, cities: &[CityIx]) -> Result<BTreeMap<CityIx, Profile>, String> {
    let manifest = manifest(folder)?;
    let shards: BTreeSet<usize> = cities.iter().map(|city| city.ix() / DETAIL_SHARD).collect();
    let mut found = BTreeMap::new();
    for shard in shards {
        let is = |at: Option<u16>| at.map(usize::from) == Some(shard);
        let mut files = manifest.files.iter();
        let entry = files
            .find(|f| f.kind == FileKind::Detail && is(f.shard))
            .ok_or_else(|| format!("{} names no detail file {shard}", super::ENTRY))?;
        let bytes = checked(folder, entry)?;
        let read = decode_details(&bytes).map_err(|e| named(entry, &decode_error(&e)))?;
        for city in cities.iter().filter(|c| c.ix() / DETAIL_SHARD == shard) {
            let profile = read.get(city.ix() % DETAIL_SHARD);
            let profile = profile.ok_or_else(|| named(entry, "holds too few profiles"))?;
            found.insert(*city, profile.clone());
        }
    }
    Ok(found)
}
