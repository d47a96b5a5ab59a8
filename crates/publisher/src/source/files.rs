//! Finds and reads the files of a source folder, with plain words for what fails. Reads files.

use super::json;
use crate::problem::{InFile, Place, Problems, rules};
use crate::words::cause;
use crate::words::count;
use serde_json::Value;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Largest file that is read whole, bytes: parsed, JSON takes many times as much. Tables of cities are read row by row.
pub const MOST_BYTES: u64 = 64_000_000;

/// The text of a file without byte order mark; `None`, and a problem, where it cannot be read.
pub fn read(root: &Path, name: &str, problems: &mut Problems) -> Option<String> {
    let file = open(root, name, problems)?;
    let mut bytes = Vec::new();
    let size = file.metadata().map_or(0, |m| m.len());
    let read = file.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    let mut file = problems.of(name);
    if let Err(error) = read {
        let message = format!("cannot be read: {}", cause(&error));
        file.note(rules::UNREADABLE, Place::File, message, None);
        return None;
    }
    if bytes.len() as u64 > MOST_BYTES {
        let message = format!(
            "is too large: {} MB, but at most {} MB are read at once",
            size.max(bytes.len() as u64) / 1_000_000,
            MOST_BYTES / 1_000_000
        );
        let hint = "split it into several files".to_owned();
        file.note(rules::TOO_LARGE, Place::File, message, Some(hint));
        return None;
    }
    text(bytes, &mut file)
}

/// A file to be read bit by bit; `None`, and a problem, where there is no such ordinary file.
pub fn open(root: &Path, name: &str, problems: &mut Problems) -> Option<File> {
    let path = root.join(name);
    let mut wrong = |message: String| {
        let place = Place::File;
        problems
            .of(name)
            .note(rules::UNREADABLE, place, message, None);
        None
    };
    match std::fs::metadata(&path) {
        Ok(about) if about.is_dir() => wrong("is a folder where a file is wanted".to_owned()),
        // Reading a pipe or a device may never end.
        Ok(about) if !about.is_file() => wrong("is no ordinary file".to_owned()),
        Ok(_) => match File::open(&path) {
            Ok(file) => Some(file),
            Err(error) => wrong(format!("cannot be read: {}", cause(&error))),
        },
        Err(error) => wrong(format!("cannot be read: {}", cause(&error))),
    }
}

/// Bytes as text without byte order mark; `None`, and a problem, where they are no UTF-8.
fn text(bytes: Vec<u8>, file: &mut InFile<'_>) -> Option<String> {
    if let Some(what) = other_encoding(&bytes) {
        not_utf8(Place::File, &format!("is {what} text"), file);
        return None;
    }
    let line_at = |bytes: &[u8], end: usize| {
        let before = bytes.iter().take(end);
        Place::Key(format!(
            "line {}",
            1 + before.filter(|&&b| b == b'\n').count()
        ))
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            if let Some(at) = text.find('\0') {
                let place = line_at(text.as_bytes(), at);
                let hint = Some("save it again as UTF-8 text".to_owned());
                let message = "holds a NUL character: it is damaged or no text";
                file.note(rules::NUL_CHARACTER, place, message, hint);
                return None;
            }
            Some(match text.strip_prefix('\u{feff}') {
                Some(rest) => rest.to_owned(),
                None => text,
            })
        }
        Err(error) => {
            let place = line_at(error.as_bytes(), error.utf8_error().valid_up_to());
            not_utf8(place, "is not UTF-8 text", file);
            None
        }
    }
}

/// Notes that text is in another encoding.
pub fn not_utf8(place: Place, message: &str, file: &mut InFile<'_>) {
    let hint = "save it as UTF-8; spreadsheets call it “CSV UTF-8”".to_owned();
    file.note(rules::NOT_UTF8, place, message, Some(hint));
}

/// The encoding that the first bytes tell of, where it is not UTF-8.
pub fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        // Without its mark: every other byte of plain letters is 0.
        [0, b, 0, c, ..] | [b, 0, c, 0, ..] if *b != 0 && *c != 0 => Some("UTF-16"),
        _ => None,
    }
}

/// Whether the folder has anything of this name: a file, a folder, a broken link.
pub fn has(root: &Path, name: &str) -> bool {
    root.join(name).symlink_metadata().is_ok()
}

/// Names of the JSON files of a sub-folder, relative to the source folder, sorted; none where it is missing.
pub fn json_files(root: &Path, folder: &str, problems: &mut Problems) -> Vec<String> {
    let entries = match std::fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(error) => {
            if has(root, folder) {
                let message = format!("cannot be read as a folder: {}", cause(&error));
                let place = Place::File;
                problems
                    .of(folder)
                    .note(rules::UNREADABLE, place, message, None);
            }
            return Vec::new();
        }
    };
    let mut names = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let file = format!("{folder}/{name}");
        let is_folder = entry.path().is_dir();
        if name.ends_with(".json") && !is_folder {
            names.push(file);
            continue;
        }
        let (message, hint) = if is_folder {
            let inside = std::fs::read_dir(entry.path()).map_or(0, Iterator::count);
            let message = format!("is a folder: its {} not read", are(inside));
            (message, format!("move its files to {folder}/"))
        } else if name.to_lowercase().ends_with(".json") {
            let hint = "write the end of its name in small letters: .json".to_owned();
            ("is not read".to_owned(), hint)
        } else {
            ("is not read".to_owned(), "only .json files are".to_owned())
        };
        let place = Place::File;
        problems
            .of(&file)
            .note(rules::MISPLACED_FILE, place, message, Some(hint));
    }
    names.sort();
    names
}

fn are(files: usize) -> String {
    let is = if files == 1 { "is" } else { "are" };
    format!("{} {is}", count(files, "file"))
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
        json::repeated(&text, &mut file);
        drop(text);
        for (pointer, value) in json::objects(value, &mut file) {
            take(&name, pointer, value, &mut file);
        }
    }
}
