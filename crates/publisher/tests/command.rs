//! The command as a user runs it: exit codes, what goes to standard output and what to standard error.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{put, small, write};
use std::process::{Command, Output};

fn city_peers(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_city-peers"))
        .args(args)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn exit_codes_and_streams() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    let path = source.to_str().unwrap();
    write(&source, &small());
    let good = city_peers(&["validate", path]);
    assert_eq!(good.status.code(), Some(0));
    assert!(text(&good.stdout).contains("7 cities, 4 practices"));
    assert!(text(&good.stdout).starts_with("warning: practices/away.json"));
    let json = city_peers(&["suggest", path, "--city", "fr-lyon", "--format", "json"]);
    serde_json::from_slice::<serde_json::Value>(&json.stdout).unwrap();
    let wrong = common::CITIES.replacen(",people,", ",poeple,", 1);
    put(&source, "cities.csv", wrong.as_bytes());
    let bad = city_peers(&["validate", path]);
    assert_eq!(bad.status.code(), Some(1));
    let (found, remarks) = (text(&bad.stdout), text(&bad.stderr));
    assert!(found.contains("unknown column “poeple”"), "{found}");
    assert!(remarks.contains("city-peers: 1 error"), "{remarks}");
    for args in [
        &["validate"][..],
        &["build", path],
        &["suggest", path],
        &["suggest", path, "--city", "x", "--purpose", "y"],
        &["bild"],
    ] {
        assert_eq!(city_peers(args).status.code(), Some(2), "{args:?}");
    }
    for command in [
        "validate",
        "build",
        "suggest",
        "evaluate",
        "reference",
        "schema",
    ] {
        let help = city_peers(&[command, "--help"]);
        assert_eq!(help.status.code(), Some(0));
        assert!(text(&help.stdout).contains("Example"), "{command}");
    }
}

#[test]
fn data_of_others_needs_no_more_than_id_name_and_one_indicator() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    put(
        &source,
        "directory.toml",
        br#"id = "x"
title = "X"
publisher = "X"
licence = "CC0"
languages = ["es"]
updated = "2020-01-01""#,
    );
    put(&source, "catalogue.toml", b"[[indicators]]\nid = \"pop\"\nkind = { number = { scale = \"log\" } }\nrole = \"context\"\n");
    put(
        &source,
        "cities.csv",
        "id,name,pop\nQ1,Sucre,300000\nQ2,Potos\u{ed},200000\nQ3,Oruro,\n".as_bytes(),
    );
    let (source, out) = (source.to_str().unwrap(), temp.path().join("out"));
    let out = out.to_str().unwrap();
    let built = city_peers(&["build", source, "--out", out]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    let asked = city_peers(&["suggest", out, "--city", "POTOSI", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_slice(&asked.stdout).unwrap();
    assert_eq!(answer["city"], "Q2");
    let oruro = &answer["partners"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["id"] == "Q3")
        .unwrap()
        .clone();
    assert_eq!(oruro["coverage"], 0.0);
    assert_eq!(oruro["country"], "");
}
