//! Finds and reads the files of a source folder, with plain words for what fails. Reads files.

use super::json;
use crate::problem::{InFile, Place, Problems};
use serde_json::Value;
use std::path::Path;

/// The text of a file without byte order mark; `None`, and a problem, where it cannot be read.
pub fn read(root: &Path, name: &str, problems: &mut Problems) -> Option<String> {
    let bytes = match std::fs::read(root.join(name)) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot be read: {}", error.kind());
            problems.of(name).error(Place::File, message, None);
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = 1 + error
                .as_bytes()
                .iter()
                .take(good)
                .filter(|&&b| b == b'\n')
                .count();
            problems.of(name).error(
                Place::Key(format!("line {line}")),
                "is not UTF-8 text",
                Some("save it as UTF-8".to_owned()),
            );
            None
        }
    }
}

/// Whether the folder has a file of this name.
pub fn has(root: &Path, name: &str) -> bool {
    root.join(name).is_file()
}

/// Names of the JSON files of a sub-folder, relative to the source folder, sorted; none where it is missing.
pub fn json_files(root: &Path, folder: &str, problems: &mut Problems) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || !entry.path().is_file() {
            continue;
        }
        if name.ends_with(".json") {
            names.push(format!("{folder}/{name}"));
        } else {
            let file = format!("{folder}/{name}");
            problems.of(&file).warning(
                Place::File,
                "is not read",
                Some("only .json files are".to_owned()),
            );
        }
    }
    names.sort();
    names
}

/// Names of everything directly in the folder, sorted.
pub fn entries(root: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Hands over every object of every JSON file of a folder, in order of file names: its pointer, itself, and the file.
pub fn each_object(
    root: &Path,
    folder: &str,
    problems: &mut Problems,
    mut take: impl FnMut(&str, String, Value, &mut InFile<'_>),
) {
    for name in json_files(root, folder, problems) {
        let Some(text) = read(root, &name, problems) else {
            continue;
        };
        let mut file = problems.of(&name);
        let Some(value) = json::parse(&text, &mut file) else {
            continue;
        };
        for (pointer, value) in json::objects(value, &mut file) {
            take(&name, pointer, value, &mut file);
        }
    }
}
