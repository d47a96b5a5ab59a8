//! `report`: figures that can be checked by hand, pages that stand alone, directories with little or nothing in them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{build, put, run, small, write};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The report in a format.
fn report(folder: &Path, more: &[&str]) -> String {
    let mut args = vec!["report", folder.to_str().unwrap()];
    args.extend(more);
    run(&args).0.unwrap()
}

fn json(folder: &Path, more: &[&str]) -> Value {
    let mut args = vec!["--format", "json"];
    args.extend(more);
    serde_json::from_str(&report(folder, &args)).unwrap()
}

fn directory(files: &BTreeMap<String, String>) -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), files);
    temp
}

/// The row of a list whose field has this value.
fn row<'v>(list: &'v Value, field: &str, value: &str) -> &'v Value {
    let rows = list.as_array().unwrap();
    let found = rows.iter().find(|row| row[field] == value);
    found.unwrap_or_else(|| panic!("no {field} {value} in {list:#}"))
}

fn near(found: &Value, expected: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
}

#[test]
fn figures_of_a_small_directory() {
    let temp = directory(&small());
    let report = json(temp.path(), &[]);
    assert_eq!(report["directory"]["cities"], 7);
    let coverage = &report["coverage"];
    // Lyon, Nice, Singapore and Ipoh of seven.
    let area = row(&coverage["indicators"], "id", "area");
    assert_eq!(area["cities"], 4);
    near(&area["share"], 4.0 / 7.0);
    // 50 (Lyon's own profile), 72, 640, 730.
    near(&area["values"]["least"], 50.0);
    near(&area["values"]["median"], (72.0 + 640.0) / 2.0);
    near(&area["values"]["most"], 730.0);
    // Cfb twice, Af twice, Am once.
    let climate = row(&coverage["indicators"], "id", "climate");
    near(&row(&climate["codes"], "code", "Cfb")["share"], 2.0 / 5.0);
    // Accra and Newtown say that they have none of the powers.
    let powers = row(&coverage["indicators"], "id", "powers");
    assert_eq!(row(&powers["codes"], "code", "none")["cities"], 2);
    let waste = row(&coverage["indicators"], "id", "waste_collected");
    assert_eq!(
        (&waste["role"], &waste["facet"]),
        (&"outcome".into(), &Value::Null)
    );
    // 4 · 3 of 7 · 6 pairs compare areas, so 21 − 6 could besides.
    let more = row(&coverage["collect"], "id", "area");
    near(&more["pairs"], 12.0 / 42.0);
    assert_eq!(more["more_pairs"], 15);
    let bands = coverage["bands"].as_array().unwrap();
    assert_eq!(bands.iter().map(|n| n.as_u64().unwrap()).sum::<u64>(), 7);
    // The catalogue has no region: by country, most cities first.
    assert_eq!(coverage["regions"]["by"], "country");
    let france = row(&coverage["regions"]["groups"], "code", "FR");
    assert_eq!(
        (&france["label"], &france["cities"]),
        (&"France".into(), &2.into())
    );
    near(&france["indicators"]["area"], 1.0);

    let statements = &report["statements"];
    assert_eq!(statements["submitted"], 3, "profiles in JSON are submitted");
    assert_eq!(row(&statements["without"], "lack", "needs")["cities"], 5);
    assert_eq!(
        row(&statements["without"], "lack", "contact")["submitted"],
        3
    );
    assert_eq!(
        row(&statements["to_ask"], "id", "xk-new")["lacks"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    // Lyon looks for it, Accra offers it, Singapore has a practice on it.
    let flood = row(&statements["topics"], "code", "flood-management");
    for (field, count) in [("need", 1), ("offer", 1), ("practices", 1), ("supply", 2)] {
        assert_eq!(flood[field], count, "{field}");
    }
    assert_eq!(flood["balance"], "both");
    assert_eq!(
        row(&statements["topics"], "code", "heat")["balance"],
        "neither"
    );

    let area = row(&report["age"]["indicators"], "id", "area");
    assert_eq!(
        (&area["stated"], &area["dated"], &area["old"]),
        (&4.into(), &1.into(), &0.into())
    );
    assert_eq!(area["years"][0]["year"], 2024);
    assert_eq!(report["age"]["undated"], 7);

    let practices = &report["practices"];
    assert_eq!(
        (&practices["practices"], &practices["joined"]),
        (&4.into(), &3.into())
    );
    assert_eq!(
        row(&practices["evidence"], "code", "monitored")["practices"],
        4
    );
    assert_eq!(practices["goals"][12]["practices"], 4, "all serve goal 13");
    assert_eq!(
        practices["goals"][10]["cities"], 1,
        "Newtown states goal 11"
    );
    assert_eq!(row(&practices["languages"], "code", "en")["cities"], 4);
}

#[test]
fn a_built_directory_says_the_same_as_its_source() {
    let temp = directory(&small());
    let out = temp.path().join("out");
    let source = temp.path().join("source");
    // More cities than one detail file holds.
    let mut files = small();
    let rows = files.get_mut("cities.csv").unwrap();
    for n in 0..300 {
        rows.push_str(&format!(
            "de-{n},City {n},DE,50,9,Europe/Berlin,de,,{},{n},Cfb,city,none,\n",
            300_000 - n
        ));
    }
    write(&source, &files);
    build(&source, &out).0.unwrap();
    assert_eq!(json(&source, &[]), json(&out, &[]));
    // A damaged detail file is named.
    let names = common::files_of(&out);
    let detail = names
        .keys()
        .find(|name| name.starts_with("detail"))
        .unwrap();
    put(&out, detail, b"short");
    let told = run(&["report", out.to_str().unwrap()]).0.unwrap_err();
    assert!(
        told.contains(detail.as_str()) && told.contains("is cut"),
        "{told}"
    );
}

/// Forty cities of France, twelve of other countries, all much alike; one that states nothing, one that offers nothing.
fn crowded() -> BTreeMap<String, String> {
    let mut files = small();
    files.retain(|name, _| name.ends_with(".toml"));
    let mut table =
        "id,name,country,lat,lon,time_zone,languages,people,area,climate,tier,powers\n".to_owned();
    let mut add = |id: String, country: &str, people: usize| {
        table.push_str(&format!(
            "{id},{id},{country},48,2,Europe/Paris,fr,{people},50,Cfb,city,property-tax\n"
        ));
    };
    for n in 0..40 {
        add(format!("fr-{n}"), "FR", 100_000 + n * 500);
    }
    let others = [
        "BE", "CH", "LU", "DE", "NL", "GB", "IE", "ES", "PT", "IT", "AT", "DK",
    ];
    for (n, country) in others.iter().enumerate() {
        add(
            format!("{}-x", country.to_lowercase()),
            country,
            100_000 + n * 900,
        );
        let id = format!("{}-x", country.to_lowercase());
        let profile = serde_json::json!({"id": id, "offers": [{"topic": "heat", "strength": 3}]});
        files.insert(format!("profiles/{id}.json"), profile.to_string());
    }
    table.push_str("mc-quiet,mc-quiet,MC,48,2,Europe/Paris,fr,9000000,900,Cfb,town,property-tax\n");
    table.push_str("xk-empty,Empty,XK,,,,,,,,,\n");
    files.insert("cities.csv".to_owned(), table);
    files
}

#[test]
fn who_is_suggested_to_nobody_is_listed_with_a_reason() {
    let temp = directory(&crowded());
    let report = json(temp.path(), &["--topics", "heat"]);
    let exposure = &report["exposure"];
    assert_eq!(
        (&exposure["asked"], &exposure["sampled"]),
        (&54.into(), &false.into())
    );
    near(&exposure["even"], 10.0);
    let out = exposure["left_out"]["cities"].as_array().unwrap();
    assert_eq!(out.len() as u64, exposure["never"].as_u64().unwrap());
    let reason = |id: &str| row(&exposure["left_out"]["cities"], "id", id)["reason"].clone();
    assert_eq!(reason("mc-quiet"), "no-offers");
    let full = row(&exposure["left_out"]["reasons"], "reason", "no-offers");
    assert!(full["cities"].as_u64().unwrap() >= 1);
    // The city that states nothing comes near to the quiet one only, which is like nobody.
    let mut files = crowded();
    let table = files.get_mut("cities.csv").unwrap();
    *table = table
        .lines()
        .filter(|line| !line.starts_with("mc-quiet"))
        .map(|line| format!("{line}\n"))
        .collect();
    let temp = directory(&files);
    // Without the topic the twelve others fill the lists with three of France: the rest of France has no place.
    let plain = json(temp.path(), &[]);
    let full = row(
        &plain["exposure"]["left_out"]["reasons"],
        "reason",
        "country-full",
    );
    assert!(full["cities"].as_u64().unwrap() > 10, "{full}");
    let without = json(temp.path(), &["--per-country", "0"]);
    let reasons = without["exposure"]["left_out"]["reasons"]
        .as_array()
        .unwrap();
    assert!(reasons.iter().all(|row| row["reason"] != "country-full"));
    // What is missing is named, the weightiest first.
    let asked = json(temp.path(), &["--topics", "heat"]);
    let empty = row(&asked["exposure"]["left_out"]["cities"], "id", "xk-empty");
    assert_eq!(empty["missing"].as_array().unwrap().len(), 3);
    near(&empty["coverage"], 0.0);
    assert_eq!(empty["reason"], "nothing-known");
}

#[test]
fn times_add_up_and_lots_are_a_distribution() {
    let temp = directory(&crowded());
    let report = json(temp.path(), &["--sample", "20"]);
    let exposure = &report["exposure"];
    assert_eq!(
        (&exposure["asked"], &exposure["sampled"]),
        (&20.into(), &true.into())
    );
    near(&exposure["even"], 20.0 * 10.0 / 54.0);
    let bands = exposure["bands"].as_array().unwrap();
    let cities: u64 = bands.iter().map(|b| b["cities"].as_u64().unwrap()).sum();
    assert_eq!(cities, 54);
    let by_lot = exposure["never_by_lot"].as_f64().unwrap();
    assert!(
        (by_lot - (1.0 - 10.0 / 54.0f64).powi(20)).abs() < 1e-9,
        "{by_lot}"
    );
    let all: f64 = bands.iter().map(|b| b["by_lot"].as_f64().unwrap()).sum();
    assert!((53.9..=54.0 + 1e-9).contains(&all), "{all}");
    let lorenz = exposure["lorenz"].as_array().unwrap();
    near(lorenz.last().unwrap(), 1.0);
    // The draw is fixed: the same cities ask again, on any number of processors.
    assert_eq!(report, json(temp.path(), &["--sample", "20"]));
}

#[test]
fn ages_are_counted_from_the_date_of_the_directory() {
    let mut files = small();
    for (id, updated, year) in [
        ("fr-lyon", "2020-01-31", 2014),
        ("gh-accra", "2025-12-01", 2025),
    ] {
        let profile = serde_json::json!({"id": id, "values": {"area": 9}, "updated": updated,
            "sources": {"values.area": {"title": "Office", "year": year}}});
        files.insert(format!("profiles/{id}.json"), profile.to_string());
    }
    files.retain(|name, _| !name.ends_with("lyon.json") || name.contains("fr-"));
    files.retain(|name, _| !name.ends_with("accra.json") || name.contains("gh-"));
    let temp = directory(&files);
    let age = &json(temp.path(), &[])["age"];
    assert_eq!(age["counted_from"], "2026-03-01");
    assert_eq!(age["stale"].as_array().unwrap().len(), 1);
    assert_eq!(age["stale"][0]["id"], "fr-lyon");
    assert_eq!(
        age["profiles"][0]["cities"], 1,
        "Accra, within the last year"
    );
    assert_eq!(
        age["profiles"][4]["cities"], 1,
        "Lyon, five years ago or more"
    );
    assert_eq!(age["values"]["old"], 1, "2014 is old in 2026");
    let text = report(temp.path(), &[]);
    assert!(
        text.contains("1 submitted profile was not changed for 3 years or more"),
        "{text}"
    );
}

/// Every field of an answer is described by the schema.
fn described(value: &Value, schema: &Value, root: &Value, path: &str) {
    let schema = match schema["$ref"].as_str() {
        Some(name) => &root["$defs"][name.rsplit('/').next().unwrap()],
        None => schema,
    };
    if let Some(either) = schema["anyOf"].as_array() {
        let some = either.iter().find(|s| s["type"] != "null").unwrap();
        return if value.is_null() {
        } else {
            described(value, some, root, path)
        };
    }
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let own = &schema["properties"][name];
                let own = if own.is_null() {
                    &schema["additionalProperties"]
                } else {
                    own
                };
                assert!(own.is_object(), "{path}/{name} is not in the schema");
                described(value, own, root, &format!("{path}/{name}"));
            }
        }
        Value::Array(items) => {
            for item in items {
                described(item, &schema["items"], root, path);
            }
        }
        _ => assert!(!schema.is_null(), "{path}"),
    }
}

#[test]
fn the_schema_describes_the_json() {
    let schema = run(&["schema", "report-answer"]).0.unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    for files in [small(), crowded()] {
        let temp = directory(&files);
        described(&json(temp.path(), &[]), &schema, &schema, "");
    }
}

#[test]
fn questions_that_make_no_sense_are_refused_before_the_work() {
    let temp = directory(&small());
    let path = temp.path().to_str().unwrap();
    let missing = temp.path().join("no/report.html");
    let missing = missing.to_str().unwrap();
    for (args, words) in [
        (vec!["--by", "climat"], vec!["--by", "“climat”", "climate"]),
        (vec!["--topics", "heet"], vec!["“heet”", "heat"]),
        (vec!["--out", missing], vec!["there is no folder"]),
        (vec!["--out", path], vec!["is a folder"]),
    ] {
        let all: Vec<&str> = ["report", path].into_iter().chain(args).collect();
        let told = run(&all).0.unwrap_err();
        assert!(words.iter().all(|w| told.contains(w)), "{told}");
    }
    let elsewhere = temp.path().join("practices");
    let told = run(&["report", elsewhere.to_str().unwrap()]).0.unwrap_err();
    assert!(told.contains("neither a built directory"), "{told}");
    let out = temp.path().join("report.json");
    let said = report(
        temp.path(),
        &["--format", "json", "--out", out.to_str().unwrap()],
    );
    assert!(
        said.contains("report.json") && said.contains("kB"),
        "{said}"
    );
    assert_eq!(
        std::fs::read_to_string(&out).unwrap(),
        report(temp.path(), &["--format", "json"])
    );
}
