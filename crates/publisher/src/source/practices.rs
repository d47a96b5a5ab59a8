//! Reads `practices/*.json`. Reads files.

use super::{files, json};
use crate::check::boxes::Region;
use crate::check::plausible::place;
use crate::check::practice;
use crate::problem::{Place, Problems, rules};
use city_peers_engine::model::{Practice, Vocabulary};
use std::collections::BTreeMap;
use std::path::Path;

/// A practice and where it was read.
pub struct Read {
    /// The practice.
    pub practice: Practice,
    /// Its file.
    pub file: String,
    /// The pointer that leads to it.
    pub pointer: String,
}

/// Reads all practices of the folder.
pub fn read(
    root: &Path,
    vocabulary: &Vocabulary,
    regions: &BTreeMap<&'static str, Region>,
    problems: &mut Problems,
) -> Vec<Read> {
    let mut all = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    files::each_object(
        root,
        "practices",
        problems,
        |name, pointer, mut value, file| {
            json::without_nulls(&mut value);
            let read = json::salvaged::<Practice>(value, &pointer, file);
            // What lost a part would be blamed for what only seems to be missing.
            let Some(practice) = read.value.filter(|_| read.fit != json::Fit::Part) else {
                return;
            };
            practice::check(&practice, &pointer, vocabulary, file);
            let region = regions.get(practice.country.as_str());
            if let Some((lat, lon)) = practice.lat.zip(practice.lon)
                && let Some((rule, message, hint)) = place(&practice.country, region, lat, lon)
            {
                let at = Place::Pointer(format!("{pointer}/lat"));
                file.note(rule, at, message, Some(hint));
            }
            if let Some(first) = seen.get(&practice.id) {
                let message = format!("“{}” is in {first} already", practice.id);
                file.note(
                    rules::DUPLICATE_ID,
                    Place::Pointer(format!("{pointer}/id")),
                    message,
                    None,
                );
                return;
            }
            seen.insert(practice.id.clone(), name.to_owned());
            all.push(Read {
                practice,
                file: name.to_owned(),
                pointer,
            });
        },
    );
    all
}
