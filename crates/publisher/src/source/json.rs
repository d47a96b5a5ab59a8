//! Reads JSON strictly: every unknown field and wrong type of a file at once, by JSON pointer. Pure.

use super::comments;
use super::json_words::{plain, quoted, syntax};
use crate::hint;
use crate::problem::locate::json::walk;
use crate::problem::{InFile, Place, rules};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

/// Most problems looked for in one value; a file with more is another kind of file.
const MOST: usize = 50;

/// Parses the text of a file. Files that people write may hold `//` and `/* */` comments, a comma after the last entry,
/// and a key `$schema` at the top, which is for their editor; all of these are passed over.
pub fn parse(text: &str, file: &mut InFile<'_>) -> Option<Value> {
    // Plain JSON, as programs write it, needs no second reading.
    let parsed = serde_json::from_str(text).or_else(|_| {
        let plain = comments::without(text);
        serde_json::from_str(&plain.text).map_err(|error| (error, plain.open))
    });
    match parsed {
        Ok(mut value) => {
            if let Value::Object(members) = &mut value {
                members.shift_remove("$schema");
            }
            Some(value)
        }
        Err((error, open)) => {
            let place = Place::Key(format!("line {}, column {}", error.line(), error.column()));
            let message = format!("is not JSON: {}", syntax(&error.to_string()));
            let hint = open.map(|line| format!("the comment of line {line} is not closed with */"));
            file.note(rules::NOT_JSON, place, message, hint);
            None
        }
    }
}

/// The objects of a file: one, or an array of them; each with the pointer that leads to it.
pub fn objects(value: Value, file: &mut InFile<'_>) -> Vec<(String, Value)> {
    let rows = match value {
        Value::Array(rows) => rows
            .into_iter()
            .enumerate()
            .map(|(ix, row)| (format!("/{ix}"), row))
            .collect(),
        one => vec![(String::new(), one)],
    };
    rows.into_iter()
        .filter(|(pointer, row)| {
            let fits = row.is_object();
            if !fits {
                file.note(
                    rules::WRONG_TYPE,
                    Place::Pointer(pointer.clone()),
                    "must be an object",
                    None,
                );
            }
            fits
        })
        .collect()
}

/// Leaves out `null` members everywhere: unknown is absent.
pub fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(without_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

/// Turns a value into a type and notes everything that does not fit it. `None` where anything did not.
pub fn typed<T: DeserializeOwned>(value: Value, pointer: &str, file: &mut InFile<'_>) -> Option<T> {
    let read = salvaged(value, pointer, file);
    read.value.filter(|_| read.fit == Fit::Whole)
}

/// How much of a value could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// All of it.
    Whole,
    /// All but fields that do not exist.
    UnknownFields,
    /// Not all.
    Part,
}

/// What could be read of a value, so that the rest of it can be checked too.
pub struct Salvaged<T> {
    /// The value without what did not fit.
    pub value: Option<T>,
    /// How much that is.
    pub fit: Fit,
}

/// Turns a value into a type and notes everything that does not fit it.
///
/// Each misfit is noted, taken out, and the rest is tried again, so that one run names them all.
pub fn salvaged<T: DeserializeOwned>(
    mut value: Value,
    pointer: &str,
    file: &mut InFile<'_>,
) -> Salvaged<T> {
    let mut fit = Fit::Whole;
    let mut taken = Taken::default();
    for _ in 0..MOST {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(typed) => {
                return Salvaged {
                    value: Some(typed),
                    fit,
                };
            }
            Err(error) => error,
        };
        let steps = steps(error.path());
        let original = taken.original(&steps);
        let place = Place::Pointer(format!("{pointer}{}", pointer_of(&original)));
        let message = error.inner().to_string();
        let known = expected(&message);
        let hint = |wrong: &str| hint::hint(wrong, known.iter().map(String::as_str));
        let unknown_field = quoted(&message, "unknown field `");
        fit = fit.max(unknown_field.map_or(Fit::Part, |_| Fit::UnknownFields));
        if let Some(field) = quoted(&message, "missing field `") {
            // A field that was taken out because of its type is not missing.
            let mut at = original.clone();
            at.push(Step::Key(field.to_owned()));
            if !taken.all.contains(&at) {
                file.note(
                    rules::MISSING_FIELD,
                    place,
                    format!("“{field}” is missing"),
                    None,
                );
            }
        } else if let Some(field) = unknown_field {
            file.note(
                rules::UNKNOWN_FIELD,
                place,
                format!("unknown field “{field}”"),
                hint(field),
            );
        } else if let Some(code) = quoted(&message, "unknown variant `") {
            file.note(
                rules::UNKNOWN_CODE,
                place,
                format!("unknown code “{code}”"),
                hint(code),
            );
        } else {
            file.note(rules::WRONG_TYPE, place, plain(&message), None);
        }
        if !remove(&mut value, &steps) {
            break;
        }
        taken.all.push(original);
    }
    Salvaged { value: None, fit }
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

/// What was taken out so far, as paths in the value as it was.
#[derive(Default)]
struct Taken {
    all: Vec<Vec<Step>>,
}

impl Taken {
    /// The path that a path had before items of lists were taken out.
    fn original(&self, steps: &[Step]) -> Vec<Step> {
        let mut path: Vec<Step> = Vec::with_capacity(steps.len());
        for step in steps {
            let Step::Index(now) = step else {
                path.push(step.clone());
                continue;
            };
            let mut gone: Vec<usize> = self
                .all
                .iter()
                .filter_map(|taken| match taken.split_last() {
                    Some((Step::Index(ix), list)) if list == path => Some(*ix),
                    _ => None,
                })
                .collect();
            gone.sort_unstable();
            let index = gone
                .iter()
                .fold(*now, |at, &g| if g <= at { at + 1 } else { at });
            path.push(Step::Index(index));
        }
        path
    }
}

fn steps(path: &Path) -> Vec<Step> {
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(Step::Index(*index)),
            Segment::Map { key } => Some(Step::Key(key.clone())),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

fn pointer_of(steps: &[Step]) -> String {
    steps
        .iter()
        .map(|step| match step {
            Step::Key(key) => format!("/{}", escaped(key)),
            Step::Index(index) => format!("/{index}"),
        })
        .collect()
}

/// A key inside a JSON pointer (RFC 6901).
pub fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn remove(value: &mut Value, steps: &[Step]) -> bool {
    let Some((last, parents)) = steps.split_last() else {
        return false;
    };
    match (value.pointer_mut(&pointer_of(parents)), last) {
        (Some(Value::Object(members)), Step::Key(key)) => members.shift_remove(key).is_some(),
        (Some(Value::Array(items)), Step::Index(index)) if *index < items.len() => {
            items.remove(*index);
            true
        }
        _ => false,
    }
}

/// The names in “expected one of `a`, `b`”.
fn expected(message: &str) -> Vec<String> {
    let list = message
        .split_once(", expected")
        .map_or("", |(_, list)| list);
    list.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Notes fields that stand twice in one object: parsing keeps the last of them without a word.
pub fn repeated(text: &str, file: &mut InFile<'_>) {
    walk(text, &mut |pointer, stands| {
        if stands.again {
            let place = Place::Pointer(pointer.to_owned());
            let name = pointer.rsplit('/').next().unwrap_or_default();
            let message = format!("the field “{name}” stands twice");
            let hint = Some("keep one of the two".to_owned());
            file.note(rules::DUPLICATE_FIELD, place, message, hint);
        }
    });
}
