//! The rules of ARCHITECTURE.md that can be read off the source text.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Source files below a folder with their code: no comments, no test modules.
fn sources(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder}");
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let code: String = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .map(|line| format!("{line}\n"))
                .collect();
            let name = path
                .strip_prefix(root())
                .unwrap()
                .to_string_lossy()
                .into_owned();
            (name, code)
        })
        .collect()
}

/// The string literals of code.
fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // A char literal may hold a quote.
            '\'' => {
                let ahead: Vec<char> = chars.clone().take(3).collect();
                if ahead.get(1) == Some(&'\'') {
                    chars.nth(1);
                } else if ahead.first() == Some(&'\\') && ahead.get(2) == Some(&'\'') {
                    chars.nth(2);
                }
            }
            '"' => {
                let mut text = String::new();
                while let Some(c) = chars.next() {
                    match c {
                        '\\' => text.extend(chars.next()),
                        '"' => break,
                        c => text.push(c),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    found
}

fn none_says(folder: &str, words: &[&str], except: &[&str]) {
    for (name, code) in sources(folder) {
        if except.iter().any(|e| name.ends_with(e)) {
            continue;
        }
        for word in words {
            assert!(!code.contains(word), "{name} says {word}");
        }
    }
}

/// Names of the dependencies of a crate.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(manifest)).unwrap();
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in text.lines() {
        if let Some(table) = line.strip_prefix('[') {
            inside = table.starts_with("dependencies]");
        } else if inside && let Some((name, _)) = line.split_once('=') {
            names.insert(name.trim().trim_end_matches(".workspace").to_owned());
        }
    }
    names
}

#[test]
fn dependencies_point_one_way() {
    let engine = dependencies("crates/engine/Cargo.toml");
    let allowed = ["city-peers-kernel", "libm", "schemars", "serde"].map(str::to_owned);
    assert_eq!(engine, BTreeSet::from(allowed), "the engine's dependencies");
    for manifest in ["Cargo.toml", "crates/publisher/Cargo.toml"] {
        let names = dependencies(manifest);
        assert!(names.contains("city-peers-engine"), "{manifest}");
        assert!(!names.contains("city-peers"), "{manifest}");
        assert!(!names.contains("city-peers-publisher"), "{manifest}");
    }
}

#[test]
fn the_engine_knows_no_world() {
    none_says(
        "crates/engine/src",
        &[
            "std::fs",
            "std::net",
            "std::io",
            "std::env",
            "std::time",
            "std::process",
            "std::thread",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "println!",
            "SystemTime",
            "Instant",
        ],
        &[],
    );
}

#[test]
fn only_the_kernel_on_vectors_is_unsafe() {
    for folder in [
        "crates/engine/src",
        "crates/kernel/src",
        "crates/publisher/src",
        "src",
    ] {
        none_says(
            folder,
            &["unsafe {", "unsafe fn", "unsafe impl", "allow(unsafe_code)"],
            &["crates/kernel/src/simd128.rs"],
        );
    }
}

#[test]
fn the_engine_knows_no_indicator_by_name() {
    let catalogue = fs::read_to_string(root().join("data/catalogue.toml")).unwrap();
    let ids = catalogue
        .lines()
        .filter_map(|l| l.strip_prefix("id = "))
        .map(|l| l.trim_matches('"'));
    // The questions of transferability have names of their own; the standard catalogue answers them under the same.
    let criteria = [
        "population",
        "climate",
        "terrain",
        "hazards",
        "powers",
        "infrastructure",
        "capacities",
    ];
    let ids: Vec<&str> = ids.filter(|id| !criteria.contains(id)).collect();
    assert!(ids.len() > 30);
    for (name, code) in sources("crates/engine/src") {
        for literal in literals(&code) {
            assert!(
                !ids.contains(&literal.as_str()),
                "{name} names the indicator {literal}"
            );
        }
    }
}

#[test]
fn the_engine_speaks_no_language() {
    for (name, code) in sources("crates/engine/src") {
        // What a parser of JSON must say itself: serde takes words only.
        if name.ends_with("model/profile.rs") {
            continue;
        }
        for literal in literals(&code) {
            let words = literal
                .split(' ')
                .filter(|w| w.len() > 1 && w.chars().all(char::is_alphabetic));
            assert!(words.count() < 4, "{name} says “{literal}”");
        }
    }
}

#[test]
fn no_order_comes_from_a_hash() {
    for folder in ["crates/engine/src", "crates/publisher/src"] {
        none_says(folder, &["HashMap", "HashSet"], &[]);
    }
}

#[test]
fn effects_have_one_place_each() {
    none_says(
        "src",
        &["dispatch_event", "CustomEvent"],
        &["src/element.rs"],
    );
    none_says(
        "src",
        &[
            "fetch_with",
            "Request::",
            "XmlHttp",
            "WebSocket",
            "send_beacon",
        ],
        &["src/tasks.rs"],
    );
    none_says(
        "src",
        &["session_storage", "cookie", "inner_html", "localStorage"],
        &[],
    );
    // Nothing is kept but the draft, and that only where the visitor says so.
    none_says(
        "src",
        &["local_storage", "Storage"],
        &["src/later/profile/draft.rs"],
    );
    none_says(
        "src/queries",
        &[
            "&mut self",
            "RefCell",
            "wasm_bindgen",
            "web_sys",
            "js_sys",
            "Callback",
        ],
        &[],
    );
    none_says(
        "src/components",
        &["send_future", "spawn_local", "tasks::", "RefCell"],
        &[],
    );
}

#[test]
fn every_text_is_in_the_locales_and_every_one_is_used() {
    let texts = fs::read_to_string(root().join("www/locales/en.json")).unwrap();
    let texts: BTreeMap<String, String> = serde_json::from_str(&texts).unwrap();
    let loader = fs::read_to_string(root().join("www/city-peers.js")).unwrap();
    let mut used = BTreeSet::new();
    for (name, code) in sources("src") {
        for literal in literals(&code) {
            let starts_like_a_sentence =
                literal.starts_with(|c: char| c.is_ascii_uppercase()) && literal.contains(' ');
            assert!(
                !starts_like_a_sentence
                    || literal == "City Peers"
                    || literal.starts_with("M4.5")
                    || literal.starts_with('M'),
                "{name} says “{literal}” itself"
            );
            used.insert(literal);
        }
    }
    let is_used = |key: &str| {
        let stem = ["one", "two", "few", "many", "zero", "other"]
            .iter()
            .find_map(|form| key.strip_suffix(&format!(".{form}")))
            .unwrap_or(key);
        // Put together at run time: a verdict with a count, the parts of an error.
        let counted = stem
            .strip_suffix(".count")
            .is_some_and(|verdict| used.contains(verdict));
        let error = stem
            .strip_prefix("error.")
            .and_then(|rest| rest.rsplit_once('.'));
        let error = error.is_some_and(|(code, part)| {
            ["title", "text", "editor"].contains(&part)
                && (loader.contains(&format!("\"{code}\""))
                    || used.contains(code)
                    || fs::read_to_string(root().join("crates/engine/src/format/container.rs"))
                        .is_ok_and(|c| c.contains(&format!("\"{code}\""))))
        });
        used.contains(stem)
            || used.contains(key)
            || counted
            || error
            || loader.contains(&stem.replace("error.", ""))
    };
    for key in texts.keys() {
        assert!(is_used(key), "nothing uses the text {key}");
    }
    let style = fs::read_to_string(root().join("www/city-peers.css")).unwrap();
    let prefixes: BTreeSet<&str> = texts
        .keys()
        .filter_map(|key| key.split('.').next())
        .collect();
    for literal in &used {
        let parts: Vec<&str> = literal.split('.').collect();
        let like_a_key = parts.len() > 1
            && prefixes.contains(parts[0])
            // Components name elements as `tag.class`.
            && !style.contains(&format!(".{}", parts[1]))
            && parts.iter().all(|p| {
                !p.is_empty()
                    && p.chars()
                        .all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit())
            })
            && parts[0].starts_with(|c: char| c.is_ascii_lowercase());
        if like_a_key {
            // A key itself, or the beginning of keys that are put together.
            let known = texts.contains_key(literal)
                || texts
                    .keys()
                    .any(|key| key.starts_with(&format!("{literal}.")));
            assert!(known, "no text for {literal}");
        }
    }
}
