//! Reads JSON strictly: every unknown field and wrong type of a file at once, by JSON pointer. Pure.

use crate::hint;
use crate::problem::locate::json::walk;
use crate::problem::{InFile, Place, rules};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

/// Most problems looked for in one value; a file with more is another kind of file.
const MOST: usize = 50;

/// Parses the text of a file.
pub fn parse(text: &str, file: &mut InFile<'_>) -> Option<Value> {
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = Place::Key(format!("line {}, column {}", error.line(), error.column()));
            let message = format!("is not JSON: {}", syntax(&error.to_string()));
            file.note(rules::NOT_JSON, place, message, None);
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

fn quoted<'m>(message: &'m str, before: &str) -> Option<&'m str> {
    message.strip_prefix(before)?.split('`').next()
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

fn without_position(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

/// Why a text is no JSON, in words for people.
fn syntax(message: &str) -> String {
    let message = without_position(message);
    let known = [
        ("recursion limit", "it is nested more than 127 deep"),
        (
            "EOF while parsing a string",
            "the file ends inside a text: a quote is missing",
        ),
        (
            "EOF while parsing a list",
            "the file ends inside a list: “]” is missing",
        ),
        (
            "EOF while parsing an object",
            "the file ends inside an object: “}” is missing",
        ),
        (
            "EOF while parsing a value",
            "the file ends where a value is wanted",
        ),
        ("expected `,` or `]`", "“,” or “]” is wanted here"),
        ("expected `,` or `}`", "“,” or “}” is wanted here"),
        ("expected `:`", "“:” is wanted here"),
        (
            "expected value",
            "a value is wanted here: texts stand in double quotes",
        ),
        ("expected ident", "this is neither true, false nor null"),
        (
            "key must be a string",
            "the name of a field is wanted here, in double quotes",
        ),
        (
            "trailing comma",
            "a comma too many: none follows the last entry",
        ),
        ("trailing characters", "something follows after the end"),
        (
            "control character",
            "a line break or tab inside a text: write \\n or \\t",
        ),
        (
            "invalid number",
            "this is no number: write 1.5, without a leading 0 or +",
        ),
        ("number out of range", "this number is too large"),
        (
            "invalid escape",
            "“\\” is followed by something it cannot stand before: write \\\\ for one",
        ),
        (
            "hex escape",
            "“\\u” is not followed by a character’s number",
        ),
        (
            "unicode code point",
            "“\\u” is not followed by a character’s number",
        ),
    ];
    let found = known.iter().find(|(start, _)| message.contains(start));
    found.map_or_else(|| message.to_owned(), |(_, plain)| (*plain).to_owned())
}

/// What is wrong with a value, in words of JSON: the parser says `invalid type: map, expected struct Need`.
fn plain(message: &str) -> String {
    let message = without_position(message);
    if let Some((given, wanted)) = message
        .split_once(", expected ")
        .filter(|(given, _)| given.starts_with("invalid "))
    {
        let (kind, given) = given.split_once(": ").unwrap_or((given, ""));
        // A list in the place of an object is told by its length.
        let (what, given) = match kind {
            "invalid value" => ("wrong value", self::given(given)),
            kind if kind.starts_with("invalid length") => ("wrong type", "a list".to_owned()),
            _ => ("wrong type", self::given(given)),
        };
        return format!("{what}: {given}, but {} is wanted", self::wanted(wanted));
    }
    match quoted(message, "duplicate field `") {
        Some(field) => format!("the field “{field}” stands twice"),
        None => message.replace("expected a", "must be a"),
    }
}

/// What the parser calls a value that is there.
fn given(text: &str) -> String {
    let value = |text: &str| text.trim_matches('`').to_owned();
    for kind in ["boolean ", "integer ", "floating point "] {
        if let Some(rest) = text.strip_prefix(kind) {
            return value(rest);
        }
    }
    if let Some(rest) = text
        .strip_prefix("string ")
        .or_else(|| text.strip_prefix("character "))
    {
        let inner = rest.trim_matches(|c| c == '"' || c == '`');
        return format!("the text “{}”", shortened(inner));
    }
    match text {
        "map" | "struct" => "an object".to_owned(),
        "sequence" | "byte array" => "a list".to_owned(),
        "null" | "unit value" | "Option value" => "null".to_owned(),
        _ => "another kind of value".to_owned(),
    }
}

/// What the parser calls what it wants.
fn wanted(text: &str) -> String {
    let least = |bits: &str| match bits {
        "8" => Some("255"),
        "16" => Some("65,535"),
        "32" => Some("4,294,967,295"),
        "64" | "size" => Some("18,446,744,073,709,551,615"),
        _ => None,
    };
    if let Some(most) = text.strip_prefix('u').and_then(least) {
        return format!("a whole number from 0 to {most}");
    }
    match text {
        "f64" | "f32" => "a number",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "a string" | "string" | "a borrowed string" | "a character" => "text",
        "a boolean" => "true or false",
        "a sequence" | "an array" => "a list",
        "a map" | "map" => "an object",
        "variant identifier"
        | "string or map"
        | "map with a single key"
        | "unit variant"
        | "unit"
        | "variant of enum" => "one of the codes",
        "field identifier" => "the name of a field",
        _ if text.starts_with("struct ") => "an object",
        _ if text.starts_with("enum ") => "one of the codes",
        _ if text.starts_with("tuple ") || text.starts_with("an array ") => "a list",
        _ => return text.replace("struct", "object").replace("sequence", "list"),
    }
    .to_owned()
}

/// The beginning of a long text.
fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(40).collect();
    match chars.next() {
        Some(_) => format!("{start}…"),
        None => start,
    }
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
