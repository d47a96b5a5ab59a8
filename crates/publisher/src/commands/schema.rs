//! `schema`: JSON Schemas of the files that people write and of the answers that programs read. Writes files where asked to.

use super::open::{holds_build, is_source};
use super::{Failure, output};
use crate::cli::Schema;
use crate::hint::hint;
use serde_json::{Value, json};

/// Kinds of files with a schema.
pub const KINDS: [&str; 13] = [
    "profile",
    "practice",
    "tie",
    "report",
    "directory",
    "answer",
    "diff",
    "report-answer",
    "explain",
    "pair",
    "cohorts",
    "compare",
    "practices",
];

/// Kinds of files of JSON objects that people write; they may name their schema.
pub const WRITTEN: [&str; 3] = ["profile", "practice", "report"];

/// Prints one schema, or writes all of them.
///
/// # Errors
/// When there is no such kind, or a file cannot be written.
pub fn run(args: &Schema) -> Result<String, Failure> {
    if let Some(out) = &args.out {
        if holds_build(out) || is_source(out) {
            return Err(Failure(format!(
                "{} is a directory of cities: name another folder, such as schemas/ in it",
                out.display()
            )));
        }
        output::folder(out)?;
        for kind in KINDS {
            let path = out.join(format!("{kind}.json"));
            output::write(&path, &text(kind)?)?;
        }
        return Ok(format!(
            "{} schemas written to {}\n",
            KINDS.len(),
            out.display()
        ));
    }
    match &args.kind {
        Some(kind) => text(kind),
        None => Err(Failure(format!("name a kind: {}", KINDS.join(", ")))),
    }
}

/// The schema of a kind of file.
///
/// # Errors
/// When there is no such kind.
pub fn text(kind: &str) -> Result<String, Failure> {
    use city_peers_engine::{answer, model, side_by_side};
    let mut schema = match kind {
        "profile" => schemars::schema_for!(model::Profile),
        "practice" => schemars::schema_for!(model::Practice),
        "tie" => schemars::schema_for!(model::Tie),
        "report" => schemars::schema_for!(model::ExperienceReport),
        "directory" => schemars::schema_for!(model::Manifest),
        "answer" => schemars::schema_for!(answer::Answer),
        "diff" => schemars::schema_for!(crate::diff::Difference),
        "report-answer" => schemars::schema_for!(crate::report::Report),
        "explain" => schemars::schema_for!(answer::StandingAnswer),
        "pair" => schemars::schema_for!(super::forum::PairAnswer),
        "cohorts" => schemars::schema_for!(super::forum::CohortsAnswer),
        "compare" => schemars::schema_for!(side_by_side::CompareAnswer),
        "practices" => schemars::schema_for!(super::practices::PracticesAnswer),
        other => {
            let hint = hint(other, KINDS).map_or_else(String::new, |h| format!(" ({h})"));
            return Err(Failure(format!("no schema “{other}”{hint}")));
        }
    };
    if WRITTEN.contains(&kind)
        && let Some(fields) = schema
            .pointer_mut("/properties")
            .and_then(Value::as_object_mut)
    {
        let own = json!({"description": "Address of this schema, for editors.", "type": "string"});
        fields.insert("$schema".to_owned(), own);
    }
    output::json(&schema)
}
