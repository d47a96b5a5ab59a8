//! Problems as one JSON object. Pure.

use super::Findings;
use crate::commands::{Failure, output};
use crate::problem::locate::Region;
use crate::problem::{Place, Problem, Severity};
use serde_json::{Map, Value, json};

/// The object as text.
///
/// # Errors
/// Never for problems that were read.
pub fn text(findings: &Findings<'_>, regions: &[Option<Region>]) -> Result<String, Failure> {
    let (errors, warnings) = findings.counts();
    let problems: Vec<Value> = findings
        .problems
        .iter()
        .zip(regions)
        .map(|(problem, region)| one(problem, region.as_ref()))
        .collect();
    let mut answer = json!({
        "directory": findings.dir.display().to_string(),
        "errors": errors,
        "warnings": warnings,
        "problems": problems,
    });
    if let Some(loaded) = findings.loaded {
        let sources = &loaded.sources;
        answer["counts"] = json!({
            "cities": sources.profiles.len(),
            "practices": sources.practices.len(),
            "practices_in_a_city": loaded.joined,
            "ties": sources.ties.len(),
            "reports": sources.reports.len(),
        });
    }
    output::json(&answer)
}

fn one(problem: &Problem, region: Option<&Region>) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("code", problem.rule.id.into());
    put("severity", word(problem.severity).into());
    put("file", problem.file.as_str().into());
    match &problem.place {
        Place::File => {}
        Place::Row(row, column) => {
            put("row", (*row).into());
            if let Some(column) = column {
                put("column", column.as_str().into());
            }
        }
        Place::Pointer(pointer) => {
            put("pointer", pointer.as_str().into());
        }
        Place::Key(key) => {
            put("key", key.as_str().into());
        }
    }
    if let Some(region) = region {
        put("region", self::region(region));
    }
    put("message", problem.message.as_str().into());
    if let Some(hint) = &problem.hint {
        put("hint", hint.as_str().into());
    }
    Value::Object(object)
}

/// Lines and columns by the names that SARIF gives them.
pub fn region(region: &Region) -> Value {
    let mut object = Map::new();
    object.insert("startLine".to_owned(), region.line.into());
    if let Some(column) = region.column {
        object.insert("startColumn".to_owned(), column.into());
    }
    if let Some((line, column)) = region.end {
        object.insert("endLine".to_owned(), line.into());
        object.insert("endColumn".to_owned(), column.into());
    }
    Value::Object(object)
}

/// `error` or `warning`: SARIF says the same.
pub fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
