//! Building: the same bytes for any order of input, one step, no harm to what is there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Draw, build, files_of, put, run, small, write};
use std::fs;

fn shuffled<T>(mut items: Vec<T>, draw: &mut Draw) -> Vec<T> {
    for at in (1..items.len()).rev() {
        items.swap(at, draw.below(at + 1));
    }
    items
}

/// The table with its rows and columns in another order.
fn shuffled_table(text: &str, draw: &mut Draw) -> String {
    let rows: Vec<Vec<&str>> = text.lines().map(|l| l.split(',').collect()).collect();
    let columns = shuffled((0..rows[0].len()).collect::<Vec<_>>(), draw);
    let mut order = vec![0];
    order.extend(shuffled((1..rows.len()).collect::<Vec<_>>(), draw));
    let line = |row: usize| {
        columns
            .iter()
            .map(|&c| rows[row][c])
            .collect::<Vec<_>>()
            .join(",")
    };
    order.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn any_order_of_input_gives_the_same_bytes() {
    let temp = tempfile::tempdir().unwrap();
    let mut expected = None;
    for seed in 1..6u64 {
        let mut draw = Draw(seed * 0x9E37_79B9);
        let source = temp.path().join(format!("source{seed}"));
        let mut files = small();
        for name in ["cities.csv", "ties.csv"] {
            let table = files.get_mut(name).unwrap();
            *table = shuffled_table(table, &mut draw);
        }
        // Other file names and another order of creation.
        for (name, text) in shuffled(files.into_iter().collect(), &mut draw) {
            let name = match name.strip_suffix(".json") {
                Some(start) => {
                    let (folder, file) = start.split_once('/').unwrap();
                    format!("{folder}/{}{file}.json", draw.below(1000))
                }
                None => name,
            };
            put(&source, &name, text.as_bytes());
        }
        let out = temp.path().join(format!("out{seed}"));
        let (result, lines) = build(&source, &out);
        assert!(result.is_ok(), "{lines:?}");
        let built = files_of(&out);
        assert!(built.len() >= 5, "{:?}", built.keys());
        match &expected {
            None => expected = Some(built),
            Some(first) => assert!(*first == built, "seed {seed}"),
        }
    }
}

#[test]
fn byte_order_mark_line_ends_and_quotes_make_no_difference() {
    let temp = tempfile::tempdir().unwrap();
    let (plain, odd) = (temp.path().join("plain"), temp.path().join("odd"));
    let files = small();
    write(&plain, &files);
    let mut changed = files.clone();
    for name in [
        "cities.csv",
        "ties.csv",
        "directory.toml",
        "catalogue.toml",
        "profiles/lyon.json",
    ] {
        let text = changed.get_mut(name).unwrap();
        *text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    }
    let cities = changed.get_mut("cities.csv").unwrap();
    *cities = cities
        .replace("fr-lyon,Lyon", "\"fr-lyon\",\"Lyon \"")
        .replace("\r\nmy-ipoh", "\r\n,,,\r\n\r\nmy-ipoh");
    write(&odd, &changed);
    let (one, two) = (temp.path().join("one"), temp.path().join("two"));
    assert!(build(&plain, &one).0.is_ok());
    let (result, lines) = build(&odd, &two);
    assert!(result.is_ok(), "{lines:?}");
    assert!(files_of(&one) == files_of(&two));
}

#[test]
fn names_hashes_and_sizes_are_those_of_the_entry_file() {
    let temp = tempfile::tempdir().unwrap();
    let (source, out) = (temp.path().join("source"), temp.path().join("out"));
    write(&source, &small());
    let (result, _) = build(&source, &out);
    let text = result.unwrap();
    assert!(
        text.contains(
            "7 cities in 5 countries, 4 practices (3 in a city of the directory), 2 ties"
        ),
        "{text}"
    );
    let files = files_of(&out);
    let entry = String::from_utf8(files["directory.json"].clone()).unwrap();
    assert!(!entry.contains("null"), "{entry}");
    let entry: serde_json::Value = serde_json::from_str(&entry).unwrap();
    assert_eq!(entry["counts"]["cities"], 7);
    assert_eq!(entry["counts"]["practice_cities"], 3);
    let listed = entry["files"].as_array().unwrap();
    // Each with two copies.
    assert_eq!(3 * (listed.len() + 1), files.len());
    let mut names = Vec::new();
    for file in listed {
        let name = file["name"].as_str().unwrap();
        assert_eq!(file["size"], files[name].len());
        let hash = file["sha256"].as_str().unwrap();
        assert_eq!(hash.len(), 64);
        assert!(name.ends_with(&format!("-{}.bin", &hash[..16])), "{name}");
        names.push(name.to_owned());
    }
    assert!(names.is_sorted());
    for start in [
        "core-",
        "practices-",
        "detail-0-",
        "search-ar-",
        "search-fr-",
        "search-zh-",
        "search-local-",
    ] {
        assert!(
            names.iter().any(|n| n.starts_with(start)),
            "{start}: {names:?}"
        );
    }
}

#[test]
fn an_earlier_directory_is_replaced_and_anything_else_is_left_alone() {
    let temp = tempfile::tempdir().unwrap();
    let (source, out) = (temp.path().join("source"), temp.path().join("a/b/out"));
    write(&source, &small());
    assert!(build(&source, &out).0.is_ok());
    let first = files_of(&out);
    // Replaced, with nothing left over.
    let mut files = small();
    files.insert(
        "directory.toml".to_owned(),
        common::DIRECTORY.replace("Test network", "Renamed"),
    );
    write(&source, &files);
    assert!(build(&source, &out).0.is_ok());
    let second = files_of(&out);
    assert!(first != second && first.len() == second.len());
    assert_eq!(fs::read_dir(out.parent().unwrap()).unwrap().count(), 1);
    // A broken source changes nothing.
    put(&source, "cities.csv", b"id,nam\n");
    let (result, lines) = build(&source, &out);
    assert!(
        result.unwrap_err().contains("nothing was done"),
        "{lines:?}"
    );
    assert!(files_of(&out) == second);
    // Folders without a directory of ours are refused.
    put(&source, "cities.csv", common::CITIES.as_bytes());
    let other = temp.path().join("other");
    put(&other, "thesis.txt", b"years of work");
    let (result, _) = build(&source, &other);
    assert!(result.unwrap_err().contains("no directory.json"));
    assert_eq!(
        fs::read(other.join("thesis.txt")).unwrap(),
        b"years of work"
    );
    let foreign = temp.path().join("foreign");
    put(&foreign, "directory.json", br#"{"mine": "precious"}"#);
    let (result, _) = build(&source, &foreign);
    assert!(result.unwrap_err().contains("no directory's"));
    assert_eq!(
        fs::read(foreign.join("directory.json")).unwrap(),
        br#"{"mine": "precious"}"#
    );
    for inside in ["", "vocabulary", "profiles/new"] {
        let (result, _) = build(&source, &source.join(inside));
        assert!(result.unwrap_err().contains("are no source"), "{inside}");
    }
    assert!(!source.join("vocabulary").exists());
    let (result, _) = build(&source, &other.join("thesis.txt"));
    assert!(result.unwrap_err().contains("is not a folder"));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_directory_stays_a_link() {
    let temp = tempfile::tempdir().unwrap();
    let (source, real, link) = (
        temp.path().join("source"),
        temp.path().join("release-1"),
        temp.path().join("current"),
    );
    write(&source, &small());
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert!(build(&source, &link).0.is_ok());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(real.join("directory.json").is_file());
}

#[test]
fn reference_figures_stay_when_a_city_is_added() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    let path = source.to_str().unwrap().to_owned();
    write(&source, &small());
    let (_, lines) = build(&source, &temp.path().join("out"));
    assert!(
        lines.iter().any(|l| l.contains("no reference.toml")),
        "{lines:?}"
    );
    let (result, lines) = run(&["reference", &path]);
    assert!(result.is_ok(), "{result:?} {lines:?}");
    let (result, _) = run(&["reference", &path]);
    assert!(result.unwrap_err().contains("--force"));
    let (result, lines) = build(&source, &temp.path().join("out2"));
    assert!(result.is_ok(), "{lines:?}");
    assert!(!lines.iter().any(|l| l.contains("no reference.toml")));
    // The measured and the fixed figures are the same directory.
    assert!(files_of(&temp.path().join("out")) == files_of(&temp.path().join("out2")));
    let ask = |folder: &str| {
        let (result, lines) = run(&[
            "suggest", folder, "--city", "fr-nice", "--format", "json", "--top", "20",
        ]);
        let answer: serde_json::Value =
            serde_json::from_str(&result.unwrap_or_else(|e| panic!("{e} {lines:?}"))).unwrap();
        let partners = answer["partners"].as_array().unwrap().clone();
        partners
            .into_iter()
            .filter(|p| p["id"] != "de-ulm")
            .map(|mut p| {
                // One more city takes a place: that alone may change.
                p.as_object_mut().unwrap().remove("certainty");
                p
            })
            .collect::<Vec<_>>()
    };
    let before = ask(&path);
    let more = format!(
        "{}de-ulm,Ulm,DE,48.4,9.98,Europe/Berlin,de,,126000,118,Cfb,town,none,100\n",
        common::CITIES
    );
    put(&source, "cities.csv", more.as_bytes());
    assert_eq!(before, ask(&path));
    let (result, _) = run(&["reference", &path, "--force"]);
    assert!(result.is_ok());
    let measured = ask(&path);
    assert_ne!(before, measured);
    // λ is one of them: it is read, published, and the design's where an older file has none.
    let text = fs::read_to_string(source.join("reference.toml")).unwrap();
    let line = text.lines().find(|l| l.starts_with("shrink = ")).unwrap();
    let with = |other: &str| {
        put(
            &source,
            "reference.toml",
            text.replace(line, other).as_bytes(),
        );
        ask(&path)
    };
    assert_eq!(with(line), measured);
    let large = with("shrink = 7.25");
    assert_ne!(large, measured);
    let out = temp.path().join("out3");
    assert!(build(&source, &out).0.is_ok());
    assert_eq!(ask(out.to_str().unwrap()), large);
    assert_eq!(with(""), with("shrink = 5"));
    assert_ne!(with(""), measured);
}

#[test]
fn scales_without_ends_come_from_the_cities_with_a_warning() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    let mut files = small();
    let catalogue = common::CATALOGUE.replace("low = 10000\nhigh = 10000000\n", "");
    files.insert("catalogue.toml".to_owned(), catalogue);
    write(&source, &files);
    let (loaded, lines) = common::problems(&source);
    assert!(
        lines.iter().any(
            |l| l.starts_with("warning: catalogue.toml, indicator “people”")
                && l.contains("not fixed")
        ),
        "{lines:?}"
    );
    let catalogue = loaded.unwrap().sources.catalogue;
    let city_peers_engine::model::Kind::Number { low, high, .. } = &catalogue.indicators[0].kind
    else {
        panic!("a number")
    };
    assert!(
        *low > 200_000.0 && *low < *high && *high < 5_600_000.0,
        "{low} {high}"
    );
}
