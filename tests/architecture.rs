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
        assert!(!names.contains("city-peers-publisher"), "{manifest}");
    }
    // The command renders pages with the widget's own views, and knows nothing else of the widget.
    let mut renders = 0;
    for (name, code) in sources("crates/publisher/src") {
        let of_the_widget = code.matches("city_peers::").count();
        let of_pages = code.matches("city_peers::render::").count();
        assert_eq!(of_the_widget, of_pages, "{name} uses more than rendering");
        let may = name.contains("/src/render/") || name.ends_with("/src/commands/render.rs");
        assert!(of_pages == 0 || may, "{name} renders");
        renders += of_pages;
    }
    assert!(renders > 0);
    let publisher = fs::read_to_string(root().join("crates/publisher/Cargo.toml")).unwrap();
    let widget = publisher
        .lines()
        .find(|line| line.starts_with("city-peers = "));
    assert!(
        widget
            .is_some_and(|line| line.contains("default-features = false, features = [\"render\"]"))
    );
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

/// The English texts: those of the first suggestion, those that are loaded later, those of failures.
fn english() -> [BTreeMap<String, String>; 3] {
    ["en.json", "en.more.json", "en.errors.json"].map(|name| {
        let text = fs::read_to_string(root().join("www/locales").join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    })
}

/// A key without the form of its count.
fn stem(key: &str) -> &str {
    ["one", "two", "few", "many", "zero", "other"]
        .iter()
        .find_map(|form| key.strip_suffix(&format!(".{form}")))
        .unwrap_or(key)
}

/// Whether a text belongs to an error that loader, widget or engine know by its code.
fn is_error(key: &str, known: &str, used: &BTreeSet<String>) -> bool {
    let error = key
        .strip_prefix("error.")
        .and_then(|rest| rest.rsplit_once('.'));
    error.is_some_and(|(code, part)| {
        ["title", "text", "editor"].contains(&part)
            && (used.contains(code) || known.contains(&format!("\"{code}\"")))
    })
}

#[test]
fn code_holds_no_text() {
    for (name, code) in sources("src") {
        for literal in literals(&code) {
            let starts_like_a_sentence =
                literal.starts_with(|c: char| c.is_ascii_uppercase()) && literal.contains(' ');
            assert!(
                // Paths of SVG begin with a move.
                !starts_like_a_sentence || literal == "City Peers" || literal.starts_with('M'),
                "{name} says “{literal}” itself"
            );
            let words = literal
                .split(' ')
                .filter(|w| w.len() > 2 && w.chars().all(|c| c.is_ascii_lowercase()));
            assert!(words.count() < 4, "{name} says “{literal}” itself");
            assert!(
                literal.is_ascii() || !literal.chars().any(char::is_alphabetic),
                "{name} says “{literal}” itself"
            );
        }
    }
}

#[test]
fn every_text_is_in_the_locales_and_every_one_is_used() {
    let [first, more, errors] = english();
    let count = first.len() + more.len() + errors.len();
    let texts: BTreeMap<String, String> = first
        .clone()
        .into_iter()
        .chain(more)
        .chain(errors)
        .collect();
    assert_eq!(texts.len(), count, "a key stands in two files");
    let read = |of: &str| fs::read_to_string(root().join(of)).unwrap();
    let loader = read("www/city-peers.js");
    let known = [
        loader.clone(),
        read("crates/engine/src/format/container.rs"),
    ]
    .concat();
    let all: Vec<(String, BTreeSet<String>)> = sources("src")
        .into_iter()
        .map(|(name, code)| (name, literals(&code).into_iter().collect()))
        .collect();
    let used: BTreeSet<String> = all.iter().flat_map(|(_, set)| set.clone()).collect();
    // Put together at run time: a head with a code (`goal.` and a number), a verdict with `.count`.
    let heads: Vec<&String> = used
        .iter()
        .filter(|l| {
            l.len() > 2 && l.ends_with('.') && l.starts_with(|c: char| c.is_ascii_lowercase())
        })
        .collect();
    let tails: Vec<&String> = used
        .iter()
        .filter(|l| {
            l.len() > 2 && l.starts_with('.') && l[1..].chars().all(|c| c.is_ascii_lowercase())
        })
        .collect();
    let is_used = |key: &str| {
        let stem = stem(key);
        let tailed = |tail: &&String| {
            stem.strip_suffix(tail.as_str())
                .is_some_and(|s| used.contains(s))
        };
        used.contains(stem)
            || used.contains(key)
            || heads.iter().any(|head| stem.starts_with(head.as_str()))
            // The names of the goals are vocabulary: the directory has numbers only.
            || stem.starts_with("goal.")
            || tails.iter().any(tailed)
            || is_error(key, &known, &used)
            || loader.contains(&stem.replace("error.", ""))
    };
    let unused: Vec<&String> = texts.keys().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "nothing uses {unused:?}");

    let styles = [read("www/city-peers.css"), read("www/city-peers.more.css")].concat();
    let prefixes: BTreeSet<&str> = texts
        .keys()
        .filter_map(|key| key.split('.').next())
        .collect();
    // Elements are named as `tag.class`; some tags begin keys too.
    let tags = [
        "span", "button", "div", "label", "table", "section", "map", "figure", "code", "th", "td",
        "p",
    ];
    let part = |p: &&str| {
        !p.is_empty()
            && p.chars()
                .all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit())
    };
    for (name, literals) in &all {
        for literal in literals {
            let parts: Vec<&str> = literal.split('.').collect();
            let is_element = tags.contains(&parts[0])
                || parts
                    .iter()
                    .skip(1)
                    .any(|p| styles.contains(&format!(".{p}")));
            if parts.len() < 2
                || !prefixes.contains(parts[0])
                || !parts.iter().all(&part)
                || parts[0].starts_with(|c: char| c.is_ascii_digit())
            {
                continue;
            }
            // A key itself, or the beginning of keys that are put together.
            let begins = format!("{literal}.");
            let found =
                texts.contains_key(literal) || texts.keys().any(|key| key.starts_with(&begins));
            assert!(found || is_element, "{name}: no text for {literal}");
        }
    }
    // What shows before the second part is there may not wait for its texts.
    for (name, literals) in all.iter().filter(|(name, _)| !is_later(name)) {
        let early = literals
            .iter()
            .filter(|l| texts.contains_key(*l) || texts.contains_key(&format!("{l}.other")));
        for key in early {
            let there = first.contains_key(key) || first.contains_key(&format!("{key}.other"));
            assert!(
                there,
                "{name} is in the first part and {key} in the later texts"
            );
        }
    }
}

/// Whether code is only reached after the first suggestion, or in no browser at all. Of `queries` that cannot be told from the
/// file.
fn is_later(name: &str) -> bool {
    ["src/later/", "src/queries/", "src/render/"]
        .iter()
        .any(|folder| name.starts_with(folder))
}
