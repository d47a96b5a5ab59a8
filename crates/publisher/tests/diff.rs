//! What changed between two directories: found, said, and in whose suggestions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{build, put, run, small, write};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Two source folders of the small directory.
fn two() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let (old, new) = (temp.path().join("old"), temp.path().join("new"));
    for folder in [&old, &new] {
        write(folder, &small());
        // Else a change of one city moves the reference figures.
        let (result, _) = run(&["reference", folder.to_str().unwrap()]);
        result.unwrap();
    }
    (temp, old, new)
}

fn diff(old: &Path, new: &Path, options: &[&str]) -> Result<String, String> {
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    run(&[&["diff", old, new], options].concat()).0
}

fn in_json(old: &Path, new: &Path, options: &[&str]) -> Value {
    let options = [&["--format", "json"], options].concat();
    serde_json::from_str(&diff(old, new, &options).unwrap()).unwrap()
}

/// Writes a file of the new folder with a part replaced.
fn edit(folder: &Path, name: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    assert!(text.contains(from), "{name}: {from}");
    put(folder, name, text.replace(from, to).as_bytes());
}

#[test]
fn a_directory_is_no_different_from_itself_built_or_not() {
    let (temp, old, new) = two();
    let built = temp.path().join("built");
    build(&old, &built).0.unwrap();
    for (old, new) in [
        (&old, &new),
        (&old, &built),
        (&built, &new),
        (&built, &built),
    ] {
        let text = diff(old, new, &[]).unwrap();
        assert!(text.ends_with("No change.\n"), "{text}");
        assert_eq!(in_json(old, new, &[])["different"], false);
    }
}

#[test]
fn every_change_is_found_with_old_and_new_value_and_unit() {
    let (temp, old, new) = two();
    edit(
        &new,
        "cities.csv",
        "520000,48,Cfb,city,land-use-planning|property-tax",
        "530000,48,Am,,land-use-planning",
    );
    edit(
        &new,
        "cities.csv",
        "my-ipoh,Ipoh,MY,4.6,101.09,Asia/Kuala_Lumpur,ms,,760000,640,Am,city,,45\n",
        "de-ulm,Ulm,DE,48.4,9.98,Europe/Berlin,de,,126000,118,Cfb,town,none,100\n",
    );
    edit(
        &new,
        "profiles/lyon.json",
        r#""importance":3"#,
        r#""importance":1"#,
    );
    edit(
        &new,
        "profiles/accra.json",
        r#""offers":[{"topic":"flood-management","strength":1}],"#,
        "",
    );
    edit(
        &new,
        "practices/bus.json",
        r#""amount":1000000"#,
        r#""amount":2500000"#,
    );
    std::fs::remove_file(new.join("practices/away.json")).unwrap();
    edit(
        &new,
        "ties.csv",
        "fr-lyon,gh-accra,,1990,",
        "fr-lyon,fr-nice,,1990,",
    );
    edit(&new, "ties.csv", "sg-singapore,my-ipoh,memorandum,,x\n", "");
    let built = temp.path().join("built");
    build(&new, &built).0.unwrap();
    for new in [&new, &built] {
        let found = in_json(&old, new, &[]);
        assert_eq!(found["different"], true);
        assert_eq!(found["moves_everything"], json!([]));
        assert_eq!(
            found["cities"]["added"],
            json!([{"id": "de-ulm", "name": "Ulm", "country": "DE"}])
        );
        assert_eq!(found["cities"]["removed"][0]["id"], "my-ipoh");
        let changed = found["cities"]["changed"].as_array().unwrap();
        let fields = |id: &str| &changed.iter().find(|c| c["id"] == id).unwrap()["fields"];
        assert_eq!(changed.len(), 2);
        let lyon = fields("fr-lyon").as_array().unwrap();
        let field = |name: &str| lyon.iter().find(|f| f["field"] == name).unwrap();
        assert_eq!(
            *field("values.people"),
            json!({"field": "values.people", "old": 520_000.0, "new": 530_000.0, "unit": "people"})
        );
        assert_eq!(field("values.tier")["new"], Value::Null);
        assert_eq!(field("values.powers")["new"], json!(["land-use-planning"]));
        assert_eq!(field("values.climate")["old"], "Cfb");
        assert_eq!(
            field("needs.flood-management")["new"],
            json!({"importance": 1})
        );
        assert_eq!(lyon.len(), 5, "{lyon:?}");
        assert_eq!(fields("gh-accra")[0]["field"], "offers.flood-management");
        assert_eq!(fields("gh-accra")[0]["new"], Value::Null);
        let practices = &found["practices"];
        assert_eq!(practices["removed"][0]["id"], "away");
        assert_eq!(practices["changed"][0]["id"], "bus-lanes");
        let budget = &practices["changed"][0]["fields"][0];
        assert_eq!(
            *budget,
            json!({"field": "budget.amount", "old": 1e6, "new": 2.5e6})
        );
        let tie = |a: &str, b: &str, kind: &str| json!([{"a": a, "b": b, "kind": kind}]);
        assert_eq!(found["ties_added"], tie("fr-lyon", "fr-nice", "twin"));
        assert_eq!(found["ties_removed"].as_array().unwrap().len(), 2);
    }
    let text = diff(&old, &built, &[]).unwrap();
    for part in [
        "Cities: 1 added, 1 removed, 2 changed",
        "+ Ulm, DE (de-ulm)",
        "people: 520,000 → 530,000 people",
        "tier: no longer stated, was city",
        "budget.amount: 1,000,000 → 2,500,000",
        "- my-ipoh – sg-singapore (memorandum)",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    // The other way round, what came went.
    let back = in_json(&built, &old, &["--sample", "0"]);
    assert_eq!(back["cities"]["removed"][0]["id"], "de-ulm");
    assert_eq!(back["suggestions"], Value::Null);
}

#[test]
fn what_moves_everything_comes_first() {
    let (_temp, old, new) = two();
    edit(&new, "catalogue.toml", "weight = 2", "weight = 3");
    edit(&new, "catalogue.toml", "high = 10000000", "high = 20000000");
    edit(
        &new,
        "catalogue.toml",
        "label = \"People\"",
        "label = \"Residents\"",
    );
    edit(&new, "directory.toml", "Test network", "Renamed");
    edit(&new, "reference.toml", "shrink = ", "shrink = 4 # was ");
    let found = in_json(&old, &new, &[]);
    let fields = |list: &str| -> Vec<String> {
        let list = found[list].as_array().unwrap().iter();
        list.map(|c| c["field"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        fields("moves_everything"),
        [
            "facets.place.weight",
            "catalogue.people.high",
            "reference.shrink"
        ]
    );
    assert_eq!(fields("about"), ["title", "catalogue.people.label"]);
    let text = diff(&old, &new, &[]).unwrap();
    let (moves, about) = (text.find("moves every likeness"), text.find("About"));
    assert!(moves.unwrap() < about.unwrap(), "{text}");
    // An indicator that goes is one line.
    let (_temp, old, new) = two();
    let catalogue = common::CATALOGUE
        .split("[[indicator]]\nid = \"area\"")
        .collect::<Vec<_>>();
    let rest = catalogue[1].split_once("[[indicator]]").unwrap().1;
    put(
        &new,
        "catalogue.toml",
        format!("{}[[indicator]]{rest}", catalogue[0]).as_bytes(),
    );
    let cities = std::fs::read_to_string(new.join("cities.csv")).unwrap();
    let cut = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells.remove(9);
        cells.join(",") + "\n"
    };
    put(
        &new,
        "cities.csv",
        cities.lines().map(cut).collect::<String>().as_bytes(),
    );
    edit(&new, "profiles/lyon.json", "\"area\":50,", "");
    edit(
        &new,
        "profiles/lyon.json",
        "\"area\":",
        "\"waste_collected\":",
    );
    std::fs::remove_file(new.join("reference.toml")).unwrap();
    run(&["reference", new.to_str().unwrap()]).0.unwrap();
    let found = in_json(&old, &new, &[]);
    let moves = found["moves_everything"].as_array().unwrap().iter();
    let of_area: Vec<&Value> = moves
        .filter(|c| c["field"].as_str().unwrap().contains("area"))
        .collect();
    assert_eq!(
        of_area,
        [&json!({"field": "catalogue.area", "old": "number", "new": null})]
    );
}

#[test]
fn whose_suggestions_change_is_what_suggest_says() {
    let (_temp, old, new) = two();
    edit(
        &new,
        "cities.csv",
        "my-ipoh,Ipoh,MY,4.6,101.09,Asia/Kuala_Lumpur,ms,,760000,640,Am,city,,45\n",
        "",
    );
    edit(&new, "ties.csv", "sg-singapore,my-ipoh,memorandum,,x\n", "");
    for options in [
        &[][..],
        &["--topics", "flood-management", "--purpose", "exchange"],
    ] {
        let found = in_json(&old, &new, options);
        let asked = &found["suggestions"];
        // All six that are left knew Ipoh: seven cities make lists of six.
        assert_eq!(
            [
                &asked["asked"],
                &asked["of"],
                &asked["changed"],
                &asked["places"]
            ]
            .map(|v| v.as_u64().unwrap()),
            [6, 6, 6, 6]
        );
        for affected in asked["affected"].as_array().unwrap() {
            let lists = [&old, &new].map(|folder| {
                let id = affected["id"].as_str().unwrap();
                let options = [
                    &[
                        "suggest",
                        folder.to_str().unwrap(),
                        "--city",
                        id,
                        "--format",
                        "json",
                    ],
                    options,
                ]
                .concat();
                let answer: Value = serde_json::from_str(&run(&options).0.unwrap()).unwrap();
                let partners = answer["partners"].as_array().unwrap().clone();
                partners.iter().map(|p| p["id"].clone()).collect::<Vec<_>>()
            });
            let ids = |list: &Value| -> Vec<Value> {
                list.as_array()
                    .unwrap()
                    .iter()
                    .map(|c| c["id"].clone())
                    .collect()
            };
            let only = |a: &[Value], b: &[Value]| -> Vec<Value> {
                a.iter().filter(|c| !b.contains(c)).cloned().collect()
            };
            assert_eq!(ids(&affected["went"]), only(&lists[0], &lists[1]));
            assert_eq!(ids(&affected["came"]), only(&lists[1], &lists[0]));
        }
        let ipoh = &asked["suggested"][0];
        assert_eq!(
            [&ipoh["id"], &ipoh["before"], &ipoh["now"]],
            [&json!("my-ipoh"), &json!(6), &json!(0)]
        );
    }
    let few = in_json(&old, &new, &["--sample", "2"]);
    assert_eq!(few["suggestions"]["asked"], 2);
    assert_eq!(few, in_json(&old, &new, &["--sample", "2"]));
    assert!(
        diff(&old, &new, &["--sample", "2"])
            .unwrap()
            .contains("2 of 6 cities: those that changed")
    );
}

#[test]
fn addresses_are_never_named() {
    let (_temp, old, new) = two();
    let with = |folder: &Path, email: &str| {
        let contact = json!({"id": "fr-nice", "contacts": [
            {"office": "International office", "kind": "local-government", "email": email, "url": "https://nice.example"}
        ]});
        put(folder, "profiles/nice.json", contact.to_string().as_bytes());
    };
    let report = |folder: &Path, email: &str| {
        let report = json!({"practice": "bus-lanes", "city": "fr-nice", "status": "running",
            "contact": {"office": "Roads", "kind": "local-government", "email": email}});
        put(folder, "reports/nice.json", report.to_string().as_bytes());
    };
    with(&new, "secret@nice.example");
    report(&new, "hidden@nice.example");
    for (old, new) in [(&old, &new), (&new, &old)] {
        for format in ["text", "json"] {
            let text = diff(old, new, &["--format", format, "--limit", "0"]).unwrap();
            assert!(
                text.contains("International office") && text.contains("nice.example"),
                "{text}"
            );
            assert!(!text.contains('@'), "{text}");
        }
    }
    with(&old, "other@nice.example");
    report(&old, "another@nice.example");
    let text = diff(&old, &new, &[]).unwrap();
    assert!(
        text.contains("office: email stated → another")
            && text.contains("contact")
            && text.matches("another").count() == 2,
        "{text}"
    );
    assert!(!text.contains('@'), "{text}");
}

#[test]
fn exit_codes_and_what_cannot_be_read() {
    let (temp, old, new) = two();
    edit(&new, "directory.toml", "Test network", "Renamed");
    let code = |old: &Path, new: &Path, options: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_city-peers"))
            .arg("diff")
            .args([old, new])
            .args(options)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        (
            output.status.code().unwrap(),
            text,
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    assert_eq!(code(&old, &new, &[]).0, 0);
    assert_eq!(code(&old, &old, &["--exit-code"]).0, 0);
    let (exit, text, _) = code(&old, &new, &["--exit-code"]);
    assert!(
        exit == 1 && text.contains("title: Test network → Renamed"),
        "{text}"
    );
    let (exit, _, message) = code(&old, &temp.path().join("none"), &[]);
    assert!(
        exit == 1 && message.contains("none is not a folder"),
        "{message}"
    );
    let (exit, _, message) = code(&old, temp.path(), &[]);
    assert!(
        exit == 1 && message.contains("neither a built directory"),
        "{message}"
    );
    let (exit, _, message) = code(&old, &new, &["--topics", "flod-management"]);
    assert!(
        exit == 1 && message.contains("did you mean “flood-management”"),
        "{message}"
    );
    let built = temp.path().join("built");
    build(&new, &built).0.unwrap();
    let detail = std::fs::read_dir(&built)
        .unwrap()
        .map(|e| e.unwrap().path());
    let detail = detail.into_iter().find(|p| {
        let name = p.file_name().unwrap().to_str().unwrap();
        name.starts_with("detail-") && name.ends_with(".bin")
    });
    std::fs::write(detail.unwrap(), b"CITYPEER").unwrap();
    let (exit, _, message) = code(&old, &built, &[]);
    assert!(
        exit == 1 && message.contains("detail-0-") && message.contains("is cut"),
        "{message}"
    );
}
