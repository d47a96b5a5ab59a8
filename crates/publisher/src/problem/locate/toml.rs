//! Finds the keys that problems name in the text of a TOML file. Pure.

use super::json::first_line;
use crate::problem::{Place, Problem, rules};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

type Found<'t> = (Range<usize>, Option<&'t DeTable<'t>>);

/// The bytes that each problem is about; where a key is missing, where its table begins.
pub fn ranges(text: &str, problems: &[&Problem]) -> Vec<Option<Range<usize>>> {
    let Ok(root) = DeTable::parse(text) else {
        return vec![None; problems.len()];
    };
    problems
        .iter()
        .map(|problem| match &problem.place {
            Place::Key(key) => {
                let last = problem.rule == rules::DUPLICATE_ID;
                find(root.get_ref(), key, last).map(|range| first_line(text, range))
            }
            _ => None,
        })
        .collect()
}

/// Follows steps such as `indicator “area”, weight`; the last of several entries of one id where `last`.
fn find(root: &DeTable<'_>, key: &str, last: bool) -> Option<Range<usize>> {
    let mut table = root;
    let mut found = None;
    for step in key.split(", ") {
        let Some((range, inner)) = entry(table, step, last).or_else(|| plain(table, step)) else {
            break;
        };
        found = Some(range);
        match inner {
            Some(inner) => table = inner,
            None => break,
        }
    }
    found
}

/// A key, with or without dots.
fn plain<'t>(table: &'t DeTable<'t>, step: &str) -> Option<Found<'t>> {
    let get = |table: &'t DeTable<'t>, name: &str| {
        let (key, value) = table.iter().find(|(k, _)| k.get_ref() == name)?;
        let range = key.span().start..value.span().end.max(key.span().end);
        Some((range, value.get_ref().as_table()))
    };
    if let Some(found) = get(table, step) {
        return Some(found);
    }
    let (first, rest) = step.split_once('.')?;
    plain(get(table, first)?.1?, rest)
}

/// `indicator “area”` or `indicator 3`, written `[[indicator]]`, `[[indicators]]` or `[indicator.area]`.
fn entry<'t>(table: &'t DeTable<'t>, step: &str, last: bool) -> Option<Found<'t>> {
    let (what, which) = step.split_once(' ')?;
    let id = which.strip_prefix('“').and_then(|id| id.strip_suffix('”'));
    let lists = table.iter().filter(|(key, _)| {
        let key = key.get_ref();
        key == what || key.strip_suffix('s') == Some(what)
    });
    let mut all = Vec::new();
    for (_, list) in lists {
        match (list.get_ref(), id) {
            (DeValue::Array(items), Some(id)) => {
                all.extend(items.iter().filter(|item| is(item, id)));
            }
            (DeValue::Array(items), None) => {
                let at: usize = which.parse().ok()?;
                all.extend(items.get(at.checked_sub(1)?));
            }
            (DeValue::Table(entries), Some(id)) => {
                all.extend(
                    entries
                        .iter()
                        .find(|(k, _)| k.get_ref() == id)
                        .map(|(_, v)| v),
                );
            }
            _ => {}
        }
    }
    let found = if last { all.last() } else { all.first() };
    found.map(|item| (item.span(), item.get_ref().as_table()))
}

fn is(item: &Spanned<DeValue<'_>>, id: &str) -> bool {
    let item = item.get_ref();
    let named = item.as_table().and_then(|t| {
        let (_, value) = t.iter().find(|(k, _)| k.get_ref() == "id")?;
        value.get_ref().as_str()
    });
    named.or_else(|| item.as_str()) == Some(id)
}
