//! Reads the codes, levels and parents of a coded indicator, in any of their spellings. Pure.

use crate::hint::hint;
use crate::problem::rules;
use crate::source::toml_keys::Keys;
use city_peers_engine::model::Code;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// Parents are numbered with one byte.
const MOST_PARENTS: usize = 255;
/// What an entry of a list of codes may say.
const ENTRY: [&str; 5] = ["code", "id", "label", "definition", "parent"];

/// A code before its parent is looked up.
struct Plain {
    code: String,
    label: String,
    parent: Option<String>,
}

/// A list of codes (`{code, label}` or just the code) under one of these keys.
pub fn list(spec: &Table, names: &[&str], keys: &mut Keys<'_, '_, '_>) -> Vec<Code> {
    let (codes, _) = with_parents(spec, names, keys);
    codes
}

/// Codes of a category with their parents.
pub fn with_parents(
    spec: &Table,
    names: &[&str],
    keys: &mut Keys<'_, '_, '_>,
) -> (Vec<Code>, Vec<Code>) {
    let codes = plain(spec, names, keys);
    let mut parents = plain(spec, &["parents"], keys);
    let listed = spec.contains_key("parents");
    let map = spec.get("parent").and_then(Value::as_table);
    let all: BTreeSet<String> = codes.iter().map(|c| c.code.clone()).collect();
    let mut found = Vec::with_capacity(codes.len());
    for code in codes {
        let mapped = map.and_then(|m| m.get(&code.code)).and_then(Value::as_str);
        let parent = code.parent.or_else(|| mapped.map(str::to_owned));
        let position = parent.and_then(|parent| {
            if all.contains(&parent) && !listed {
                let hint = Some(
                    "a parent is a group above the codes, such as tropical above Af".to_owned(),
                );
                let message = if parent == code.code {
                    format!("“{parent}” is its own parent")
                } else {
                    format!("the parent “{parent}” of “{}” is a code itself", code.code)
                };
                keys.note(rules::CYCLIC_PARENT, "codes", message, hint);
                return None;
            }
            let at = parents.iter().position(|p| p.code == parent);
            if at.is_none() && listed {
                let hint = hint(&parent, parents.iter().map(|p| p.code.as_str()));
                let message = format!("unknown parent “{parent}” of “{}”", code.code);
                keys.note(rules::UNKNOWN_CODE, "codes", message, hint);
                return None;
            }
            Some(at.unwrap_or_else(|| {
                parents.push(Plain {
                    label: parent.clone(),
                    code: parent,
                    parent: None,
                });
                parents.len() - 1
            }))
        });
        found.push(Code {
            code: code.code,
            label: code.label,
            parent: position.and_then(|p| u8::try_from(p).ok()),
        });
    }
    for child in map.into_iter().flat_map(Table::keys) {
        if !found.iter().any(|c| &c.code == child) {
            let hint = hint(child, found.iter().map(|c| c.code.as_str()));
            keys.note(
                rules::UNKNOWN_CODE,
                "parent",
                format!("unknown code “{child}”"),
                hint,
            );
        }
    }
    if parents.len() > MOST_PARENTS {
        let message = format!(
            "{} parents, but at most {MOST_PARENTS} are possible",
            parents.len()
        );
        keys.note(rules::TOO_MANY, "parents", message, None);
    }
    let parents = parents.into_iter().map(|p| Code {
        code: p.code,
        label: p.label,
        parent: None,
    });
    (found, parents.collect())
}

fn plain(spec: &Table, names: &[&str], keys: &mut Keys<'_, '_, '_>) -> Vec<Plain> {
    let Some((name, value)) = names.iter().find_map(|n| Some((*n, spec.get(*n)?))) else {
        return Vec::new();
    };
    let mut codes: Vec<Plain> = Vec::new();
    let mut add = |code: String, label: Option<&str>, parent: Option<&str>| {
        if code.is_empty() || code.contains(['|', '\n']) {
            keys.note(
                rules::NOT_AN_ID,
                name,
                format!("“{code}” is not a code"),
                None,
            );
        } else if codes.iter().any(|c| c.code == code) {
            keys.note(
                rules::DUPLICATE_ENTRY,
                name,
                format!("code “{code}” twice"),
                None,
            );
        } else {
            codes.push(Plain {
                label: label.unwrap_or(&code).to_owned(),
                code,
                parent: parent.map(str::to_owned),
            });
        }
    };
    let text = |table: &Table, key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
    match value {
        Value::Array(items) => {
            let mut unfit = false;
            let mut unknown = BTreeSet::new();
            for item in items {
                match item {
                    Value::String(code) => add(code.trim().to_owned(), None, None),
                    Value::Integer(code) => add(code.to_string(), None, None),
                    Value::Table(table) => {
                        let strange = table.keys().filter(|k| !ENTRY.contains(&k.as_str()));
                        unknown.extend(strange.cloned());
                        let code = text(table, "code").or_else(|| text(table, "id"));
                        let label = text(table, "label");
                        let parent = text(table, "parent");
                        match code {
                            Some(code) => add(code, label.as_deref(), parent.as_deref()),
                            None => unfit = true,
                        }
                    }
                    _ => unfit = true,
                }
            }
            for key in unknown {
                let hint = hint(&key, ENTRY);
                keys.note(
                    rules::UNKNOWN_FIELD,
                    name,
                    format!("unknown key “{key}”"),
                    hint,
                );
            }
            if unfit {
                let hint = Some("{ code = \"…\", label = \"…\" } or just \"code\"".to_owned());
                keys.note(rules::INCOMPLETE, name, "an entry has no code", hint);
            }
        }
        Value::Table(table) => {
            for (code, label) in table {
                add(code.clone(), label.as_str(), None);
            }
        }
        _ => keys.note(rules::WRONG_TYPE, name, "must be a list of codes", None),
    }
    codes
}
