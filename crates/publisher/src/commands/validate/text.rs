//! Problems as lines for people, many of a kind counted, and a summary. Pure.

use super::Findings;
use crate::problem::{Problem, Severity};
use crate::words::count;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Problems of one kind in one file that are listed one by one.
const LISTED: usize = 3;
/// Files that the summary lists.
const FILES: usize = 20;

/// The list and the summary; every single problem with `all`.
pub fn text(findings: &Findings<'_>, all: bool) -> String {
    let mut text = String::new();
    let problems = findings.problems;
    let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for problem in problems {
        *kinds.entry((&problem.file, problem.rule.id)).or_default() += 1;
    }
    let mut listed: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for problem in problems {
        let key = (problem.file.as_str(), problem.rule.id);
        let total = kinds.get(&key).copied().unwrap_or_default();
        let so_far = listed.entry(key).or_default();
        *so_far += 1;
        // One more line costs no more than saying that there is one.
        if all || *so_far <= LISTED || total == LISTED + 1 {
            let _ = writeln!(text, "{problem}");
        } else if *so_far == LISTED + 1 {
            let more = total - LISTED;
            let rows = "--all lists them";
            let _ = writeln!(
                text,
                "  and {more} more like this in {} [{}] ({rows})",
                problem.file, problem.rule.id
            );
        }
    }
    if !problems.is_empty() {
        text.push('\n');
        summary(problems, &mut text);
    }
    let (errors, warnings) = findings.counts();
    let _ = write!(text, "{}: ", findings.dir.display());
    if let Some(loaded) = findings.loaded {
        let sources = &loaded.sources;
        let _ = write!(
            text,
            "{}, {} ({} in a city of the directory), {}, {}; ",
            count(sources.profiles.len(), "city"),
            count(sources.practices.len(), "practice"),
            loaded.joined,
            count(sources.ties.len(), "tie"),
            count(sources.reports.len(), "report"),
        );
    }
    let _ = match (errors, warnings) {
        (0, 0) => writeln!(text, "no problems"),
        (0, warnings) => writeln!(text, "{}", count(warnings, "warning")),
        (errors, warnings) => writeln!(
            text,
            "{}, {}",
            count(errors, "error"),
            count(warnings, "warning")
        ),
    };
    text
}

/// Counts by file and kind, files with most errors first.
fn summary(problems: &[Problem], text: &mut String) {
    type Kinds<'p> = BTreeMap<(Severity, &'p str), usize>;
    let mut files: BTreeMap<&str, Kinds<'_>> = BTreeMap::new();
    for problem in problems {
        let kinds = files.entry(&problem.file).or_default();
        *kinds
            .entry((problem.severity, problem.rule.id))
            .or_default() += 1;
    }
    let sum = |kinds: &Kinds<'_>, severity: Severity| -> usize {
        let of = kinds.iter().filter(|((s, _), _)| *s == severity);
        of.map(|(_, n)| n).sum()
    };
    let mut order: Vec<(&str, Kinds<'_>)> = files.into_iter().collect();
    order.sort_by_key(|(file, kinds)| {
        let most = |severity| std::cmp::Reverse(sum(kinds, severity));
        (most(Severity::Error), most(Severity::Warning), *file)
    });
    let width = order.iter().take(FILES).map(|(f, _)| f.chars().count());
    let width = width.max().unwrap_or_default();
    for (file, kinds) in order.iter().take(FILES) {
        let (errors, warnings) = (sum(kinds, Severity::Error), sum(kinds, Severity::Warning));
        let mut parts = Vec::new();
        if errors > 0 {
            parts.push(count(errors, "error"));
        }
        if warnings > 0 {
            parts.push(count(warnings, "warning"));
        }
        let each: Vec<String> = kinds
            .iter()
            .map(|((_, id), n)| {
                if *n == 1 {
                    (*id).to_owned()
                } else {
                    format!("{n} {id}")
                }
            })
            .collect();
        let _ = writeln!(
            text,
            "{file:<width$}  {}: {}",
            parts.join(", "),
            each.join(", ")
        );
    }
    if order.len() > FILES {
        let _ = writeln!(text, "and {}", count(order.len() - FILES, "more file"));
    }
}
