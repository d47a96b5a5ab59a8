//! Looks over a source folder: whether it can be read, and what in it is not read. Reads names, no files.

use super::files;
use crate::problem::{Place, Problems, rules};
use std::path::Path;

/// Files of other programs that often lie beside a directory's.
const OTHERS: [&str; 4] = [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "renovate.json",
];
/// Letters in which a name may differ from one that is read.
const SLIPS: usize = 3;

/// The names in the folder, sorted; `None`, and a problem, where it cannot be read.
pub fn entries(root: &Path, problems: &mut Problems) -> Option<Vec<String>> {
    let name = root.display().to_string();
    let mut wrong = |message: String, hint: &str| {
        let hint = Some(hint.to_owned());
        problems
            .of(&name)
            .note(rules::UNREADABLE, Place::File, message, hint);
        None
    };
    let begin = "a source folder holds directory.toml and cities.csv or profiles/; `city-peers new` begins one";
    match files::entries(root) {
        Ok(entries) if entries.iter().all(|e| e.starts_with('.')) => {
            wrong("the folder is empty".to_owned(), begin)
        }
        Ok(entries) => Some(entries),
        Err(error) => {
            let message = format!(
                "cannot be read as a folder: {}",
                crate::words::cause(&error)
            );
            wrong(message, begin)
        }
    }
}

/// Warns of what lies in the folder and is not read though it seems to be meant to. `read` are the names that are.
pub fn misplaced(
    root: &Path,
    entries: &[String],
    read: &[&str],
    ignore: &[String],
    problems: &mut Problems,
) {
    for entry in entries {
        let known = read.contains(&entry.as_str()) || ignore.contains(entry);
        if known || entry.starts_with('.') || OTHERS.contains(&entry.as_str()) {
            continue;
        }
        if let Some(hint) = hint(root, entry, read) {
            let message = "is not read";
            problems
                .of(entry)
                .note(rules::MISPLACED_FILE, Place::File, message, Some(hint));
        }
    }
}

/// Whether a name is another with some slips: it begins and ends as the other does.
fn alike(name: &str, entry: &str) -> bool {
    let end = |text: &str| text.rsplit_once('.').map(|(_, end)| end.to_owned());
    name.chars().next() == entry.chars().next()
        && end(name) == end(entry)
        && strsim::levenshtein(name, entry) <= SLIPS
}

/// Where an entry probably belongs; `None` where it has nothing to do with the directory.
fn hint(root: &Path, entry: &str, read: &[&str]) -> Option<String> {
    let lower = entry.to_lowercase();
    let near = read.iter().find(|name| alike(name, &lower));
    if let Some(near) = near {
        return Some(format!("did you mean “{near}”?"));
    }
    if root.join(entry).is_dir() {
        return None;
    }
    let (_, end) = lower.rsplit_once('.')?;
    let beside = "name it in `ignore` of directory.toml where it only lies beside";
    match end {
        "json" if lower == "directory.json" => Some(
            "part of a built directory: `validate` takes the folder it was built from".to_owned(),
        ),
        "json" => {
            let folder = ["practices", "reports", "vocabulary"]
                .iter()
                .find(|folder| {
                    let stem = folder.trim_end_matches('s');
                    lower.contains(stem)
                });
            let folder = folder.unwrap_or(&"profiles");
            Some(format!("move it to {folder}/, or {beside}"))
        }
        "csv" | "tsv" => Some(format!(
            "cities are read from cities.csv, ties from ties.csv; or {beside}"
        )),
        "xlsx" | "xls" | "ods" => Some(format!(
            "`city-peers import` takes spreadsheets into the folder; or {beside}"
        )),
        _ => None,
    }
}
