//! Opens a published directory and checks every byte it reads: sizes, hashes, versions. Reads files.

use super::ENTRY;
use super::encode::sha256;
use city_peers_engine::Directory;
use city_peers_engine::format::{
    FORMAT, FormatError, OLDEST, decode_core, decode_names, decode_practices,
};
use city_peers_engine::model::{FileEntry, FileKind, Manifest};
use city_peers_engine::practices::Practices;
use city_peers_engine::search::NameTable;
use std::path::Path;

/// A directory opened for questions.
#[derive(Debug)]
pub struct Opened {
    /// What is compared.
    pub directory: Directory,
    /// Its practices.
    pub practices: Practices,
}

/// Opens a published directory.
///
/// # Errors
/// A sentence that names the file and what is wrong with it.
pub fn open(folder: &Path) -> Result<Opened, String> {
    let manifest = manifest(folder)?;
    let file = |kind: FileKind| {
        let found = manifest.files.iter().find(|f| f.kind == kind);
        found.ok_or_else(|| format!("{ENTRY} names no {} file", kind_word(kind)))
    };
    let core = file(FileKind::Core)?;
    let bytes = checked(folder, core)?;
    let directory = decode_core(&bytes).map_err(|e| named(core, &decode_error(&e)))?;
    if directory.counts != manifest.counts {
        return Err(named(core, "holds other counts than directory.json says"));
    }
    let entry = file(FileKind::Practices)?;
    let bytes = checked(folder, entry)?;
    let practices =
        decode_practices(&bytes, directory.len()).map_err(|e| named(entry, &decode_error(&e)))?;
    Ok(Opened {
        directory,
        practices,
    })
}

/// The city names in other languages of a published directory.
///
/// # Errors
/// A sentence that names the file and what is wrong with it.
pub fn names(folder: &Path, cities: usize) -> Result<Vec<NameTable>, String> {
    let files = manifest(folder)?.files.into_iter();
    let search = files.filter(|file| file.kind == FileKind::Search);
    let table = |file: FileEntry| {
        let bytes = checked(folder, &file)?;
        decode_names(&bytes, cities).map_err(|e| named(&file, &decode_error(&e)))
    };
    search.map(table).collect()
}

/// The entry file of a published directory.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub(super) fn manifest(folder: &Path) -> Result<Manifest, String> {
    let bytes = std::fs::read(folder.join(ENTRY))
        .map_err(|e| format!("{ENTRY} cannot be read: {}", crate::words::cause(&e)))?;
    let value: serde_json::Value = serde_json::from_slice(&bytes)
        .map_err(|e| format!("{ENTRY} is damaged: it is not JSON ({e})"))?;
    // The version first: a newer manifest may have another shape.
    match value.get("format").and_then(serde_json::Value::as_u64) {
        Some(format) if (u64::from(OLDEST)..=u64::from(FORMAT)).contains(&format) => {}
        Some(format) => return Err(format!("{ENTRY}: {}", version_words(format))),
        None => return Err(format!("{ENTRY} is damaged: it names no format version")),
    }
    serde_json::from_value(value).map_err(|e| format!("{ENTRY} is damaged: {e}"))
}

/// The bytes of a file, exactly as the manifest describes them.
pub(super) fn checked(folder: &Path, entry: &FileEntry) -> Result<Vec<u8>, String> {
    if entry.name.contains(['/', '\\']) || entry.name.starts_with('.') {
        return Err(named(entry, "is not a plain file name"));
    }
    let bytes = std::fs::read(folder.join(&entry.name)).map_err(|e| {
        named(
            entry,
            &format!("cannot be read: {}", crate::words::cause(&e)),
        )
    })?;
    if bytes.len() != entry.size as usize {
        let what = if bytes.len() < entry.size as usize {
            "is cut"
        } else {
            "is too long"
        };
        let sizes = format!("{what}: {} bytes, not {}", bytes.len(), entry.size);
        return Err(named(entry, &sizes));
    }
    if sha256(&bytes) != entry.sha256 {
        return Err(named(
            entry,
            "is damaged: its SHA-256 is not the one in directory.json",
        ));
    }
    Ok(bytes)
}

pub(super) fn named(entry: &FileEntry, what: &str) -> String {
    format!("{} {what}", entry.name)
}

fn kind_word(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Core => "core",
        FileKind::Practices => "practices",
        FileKind::Detail => "detail",
        FileKind::Search => "search",
    }
}

fn version_words(found: u64) -> String {
    if found > u64::from(FORMAT) {
        format!("has format version {found}; this command reads version {FORMAT}: use a newer one")
    } else {
        format!(
            "has format version {found}; this command reads version {OLDEST} on: build it again"
        )
    }
}

/// What is wrong with the bytes of a file, as the end of a sentence.
pub fn decode_error(error: &FormatError) -> String {
    match error {
        FormatError::NotOurs => "is not a file of a directory".to_owned(),
        FormatError::Compressed => "is still compressed (gzip)".to_owned(),
        FormatError::WrongKind => "is another kind of file than expected".to_owned(),
        FormatError::Newer { found } => version_words(u64::from(*found)),
        FormatError::Cut { expected, found } if found < expected => {
            format!("is cut: {found} bytes, not {expected}")
        }
        FormatError::Cut { expected, found } => {
            format!("is too long: {found} bytes, not {expected}")
        }
        FormatError::Damaged => "is damaged: its checksum does not match".to_owned(),
        FormatError::Malformed(what) => format!("is malformed: its {what} make no sense"),
    }
}
