//! Reads `vocabulary/*.json`: own lists of codes in the place of the standard ones. Reads files.

use super::files;
use super::json;
use crate::problem::{InFile, Place, Problems, rules};
use crate::standard;
use city_peers_engine::model::{Term, Vocabulary};
use std::collections::BTreeMap;
use std::path::Path;

const FOLDER: &str = "vocabulary";
/// Topics are numbered with one byte.
const MOST_TOPICS: usize = 255;

/// The standard lists.
pub fn standard(problems: &mut Problems) -> Vocabulary {
    vocabulary(standard_lists(problems))
}

fn standard_lists(problems: &mut Problems) -> BTreeMap<String, Vec<Term>> {
    let mut lists = BTreeMap::new();
    for (name, text) in standard::VOCABULARY {
        let file = format!("standard {name}.json");
        if let Some(terms) = terms(text, &mut problems.of(&file)) {
            lists.insert(name.to_owned(), terms);
        }
    }
    lists
}

fn vocabulary(mut lists: BTreeMap<String, Vec<Term>>) -> Vocabulary {
    Vocabulary {
        topics: lists.remove("topics").unwrap_or_default(),
        lists: lists.into_iter().collect(),
    }
}

/// The standard lists, each replaced by the folder's own where it has one.
pub fn read(root: &Path, problems: &mut Problems) -> Vocabulary {
    let mut lists = standard_lists(problems);
    for file in files::json_files(root, FOLDER, problems) {
        let Some(text) = files::read(root, &file, problems) else {
            continue;
        };
        let name = file
            .trim_start_matches("vocabulary/")
            .trim_end_matches(".json");
        if let Some(terms) = terms(&text, &mut problems.of(&file)) {
            if name == "topics" && terms.len() > MOST_TOPICS {
                let message = format!(
                    "{} topics, but at most {MOST_TOPICS} are possible",
                    terms.len()
                );
                problems
                    .of(&file)
                    .note(rules::TOO_MANY, Place::File, message, None);
            }
            lists.insert(name.to_owned(), terms);
        }
    }
    vocabulary(lists)
}

fn terms(text: &str, file: &mut InFile<'_>) -> Option<Vec<Term>> {
    let value = json::parse(text, file)?;
    if !value.is_array() {
        let hint = Some("[{\"code\": …, \"label\": …, \"definition\": …}]".to_owned());
        file.note(
            rules::WRONG_TYPE,
            Place::Pointer(String::new()),
            "must be a list of terms",
            hint,
        );
        return None;
    }
    let terms: Vec<Term> = json::typed(value, "", file)?;
    for (ix, term) in terms.iter().enumerate() {
        let at = |field: &str| Place::Pointer(format!("/{ix}/{field}"));
        for (field, text) in [("code", &term.code), ("label", &term.label)] {
            if text.trim().is_empty() {
                file.note(rules::EMPTY_TEXT, at(field), "is empty", None);
            }
        }
        if terms.iter().take(ix).any(|t| t.code == term.code) {
            file.note(
                rules::DUPLICATE_ENTRY,
                at("code"),
                format!("code “{}” twice", term.code),
                None,
            );
        }
        if let Some(goal) = term.sdgs.iter().find(|g| !(1..=17).contains(*g)) {
            file.note(
                rules::OUT_OF_RANGE,
                at("sdgs"),
                format!("{goal} is not a goal from 1 to 17"),
                None,
            );
        }
    }
    Some(terms)
}
