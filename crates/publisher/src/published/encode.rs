//! Turns an assembled directory into its files, with sizes and hashes. Pure.

use crate::source::json::without_nulls;
use city_peers_engine::format::{
    DETAIL_SHARD, FORMAT, encode_core, encode_details, encode_names, encode_practices,
};
use city_peers_engine::model::{FileEntry, FileKind, Manifest, Profile};
use city_peers_engine::practices::Practices;
use city_peers_engine::search::NameTable;
use city_peers_engine::{Directory, VERSION};
use sha2::{Digest, Sha256};

/// All files of a published directory.
pub struct Encoded {
    /// What `directory.json` says.
    pub manifest: Manifest,
    /// The text of `directory.json`.
    pub entry: String,
    /// The other files by name, in the order of the manifest.
    pub files: Vec<(String, Vec<u8>)>,
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Encodes all files. Profiles and names are dropped as they are encoded: they are most of the memory.
///
/// # Errors
/// None in practice: the entry file is plain data.
pub fn encode(
    directory: &Directory,
    practices: &Practices,
    mut profiles: Vec<Profile>,
    names: Vec<NameTable>,
) -> Result<Encoded, serde_json::Error> {
    let mut files = Files::default();
    files.add("core", FileKind::Core, None, None, encode_core(directory));
    let practices = encode_practices(practices);
    files.add("practices", FileKind::Practices, None, None, practices);
    for table in names {
        let name = format!("search-{}", table.lang);
        let lang = Some(table.lang.clone());
        files.add(&name, FileKind::Search, lang, None, encode_names(&table));
    }
    // From the end, so that memory comes back in between.
    for shard in (0..profiles.len().div_ceil(DETAIL_SHARD)).rev() {
        let name = format!("detail-{shard}");
        let bytes = encode_details(&profiles.split_off(shard * DETAIL_SHARD));
        let shard = u16::try_from(shard).ok();
        files.add(&name, FileKind::Detail, None, shard, bytes);
    }
    files.list.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    let (entries, files): (Vec<FileEntry>, Vec<(String, Vec<u8>)>) = files
        .list
        .into_iter()
        .map(|(entry, bytes)| (entry.clone(), (entry.name, bytes)))
        .unzip();
    let manifest = Manifest {
        format: FORMAT,
        engine: VERSION.to_owned(),
        directory: directory.meta.clone(),
        counts: directory.counts,
        files: entries,
    };
    let mut value = serde_json::to_value(&manifest)?;
    without_nulls(&mut value);
    let mut entry = serde_json::to_string_pretty(&value)?;
    entry.push('\n');
    Ok(Encoded {
        manifest,
        entry,
        files,
    })
}

#[derive(Default)]
struct Files {
    list: Vec<(FileEntry, Vec<u8>)>,
}

impl Files {
    fn add(
        &mut self,
        name: &str,
        kind: FileKind,
        lang: Option<String>,
        shard: Option<u16>,
        bytes: Vec<u8>,
    ) {
        let sha256 = sha256(&bytes);
        let short = sha256.get(..16).unwrap_or_default();
        let entry = FileEntry {
            name: format!("{name}-{short}.bin"),
            kind,
            lang,
            shard,
            size: bytes.len() as u32,
            sha256,
        };
        self.list.push((entry, bytes));
    }
}
