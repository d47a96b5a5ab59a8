//! Problems as SARIF 2.1.0, which editors and code hosts show at the line. Reads the name of the current folder.

use super::Findings;
use super::json::{region, word};
use crate::commands::{Failure, output};
use crate::problem::locate::Region;
use crate::problem::{Problem, Rule, rules};
use serde_json::{Value, json};
use std::path::Path;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log as text.
///
/// # Errors
/// Never for problems that were read.
pub fn text(findings: &Findings<'_>, regions: &[Option<Region>]) -> Result<String, Failure> {
    let base = base(findings.dir);
    let results: Vec<Value> = findings
        .problems
        .iter()
        .zip(regions)
        .map(|(problem, region)| result(problem, region.as_ref(), &base))
        .collect();
    output::json(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "city-peers",
                "fullName": "city-peers validate",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": concat!(env!("CARGO_PKG_REPOSITORY"), "#readme"),
                "rules": rules::ALL.iter().copied().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": format!("{}. {}", rule.title, rule.help)},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": word(rule.severity)},
    })
}

fn result(problem: &Problem, at: Option<&Region>, base: &str) -> Value {
    let hint = problem.hint.as_ref();
    let hint = hint.map_or_else(String::new, |hint| format!(" ({hint})"));
    let mut location =
        json!({"artifactLocation": {"uri": format!("{base}{}", encoded(&problem.file))}});
    if let Some(at) = at {
        location["region"] = region(at);
    }
    let mut physical = json!({"physicalLocation": location});
    if let Some(name) = problem.place.text() {
        physical["logicalLocations"] = json!([{"fullyQualifiedName": name}]);
    }
    json!({
        "ruleId": problem.rule.id,
        "ruleIndex": rules::ALL.iter().position(|r| *r == problem.rule),
        "level": word(problem.severity),
        "message": {"text": format!("{}{hint}", problem.message)},
        "locations": [physical],
    })
}

/// What comes before the names of files: the folder as seen from where the command runs, as code hosts want it; a whole
/// address where it lies elsewhere.
fn base(dir: &Path) -> String {
    let real = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let inside = here
        .ok()
        .and_then(|here| Some(real.strip_prefix(here).ok()?.to_owned()));
    match inside {
        Some(inside) if inside.as_os_str().is_empty() => String::new(),
        Some(inside) => format!("{}/", encoded(&slashes(&inside))),
        None => {
            let path = slashes(&real);
            let path = path.trim_start_matches('/');
            format!("file:///{}/", encoded(path))
        }
    }
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A path as part of an address (RFC 3986).
fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
