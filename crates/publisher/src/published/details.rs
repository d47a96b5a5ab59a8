//! Full profiles of a published directory, from its detail files. Reads files.

use super::open::{checked, decode_error, manifest, named};
use city_peers_engine::format::decode_details;
use city_peers_engine::model::{FileKind, Profile};
use std::path::Path;

/// All full profiles in the directory's order.
///
/// # Errors
/// A sentence that names the file and what is wrong with it, or that the files hold another number of profiles.
pub fn details(folder: &Path) -> Result<Vec<Profile>, String> {
    let manifest = manifest(folder)?;
    let files = manifest.files.iter();
    let mut shards: Vec<_> = files.filter(|file| file.kind == FileKind::Detail).collect();
    shards.sort_by_key(|file| file.shard);
    let mut profiles = Vec::with_capacity(manifest.counts.cities as usize);
    for entry in shards {
        let bytes = checked(folder, entry)?;
        profiles.extend(decode_details(&bytes).map_err(|e| named(entry, &decode_error(&e)))?);
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
