//! Suggesting: the JSON that the widget's event carries too, from built directories and from source folders.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{build, put, run, small, write};
use serde_json::Value;
use std::path::Path;

fn ask(folder: &Path, more: &[&str]) -> Value {
    let mut args = vec!["suggest", folder.to_str().unwrap(), "--format", "json"];
    args.extend(more);
    let (result, lines) = run(&args);
    serde_json::from_str(&result.unwrap_or_else(|e| panic!("{e}: {lines:?}"))).unwrap()
}

fn fail(folder: &Path, more: &[&str]) -> String {
    let mut args = vec!["suggest", folder.to_str().unwrap()];
    args.extend(more);
    let (result, lines) = run(&args);
    format!("{}\n{}", lines.join("\n"), result.unwrap_err())
}

fn partner<'a>(answer: &'a Value, id: &str) -> &'a Value {
    let partners = answer["partners"].as_array().unwrap();
    partners.iter().find(|p| p["id"] == id).unwrap()
}

#[test]
fn reasons_add_up_and_unknown_is_null() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    for purpose in ["learn", "exchange", "share", "group"] {
        for topics in ["", "flood-management", "waste,public-transport"] {
            let answer = ask(
                temp.path(),
                &[
                    "--city",
                    "fr-lyon",
                    "--purpose",
                    purpose,
                    "--topics",
                    topics,
                ],
            );
            assert_eq!(answer["city"], "fr-lyon");
            let partners = answer["partners"].as_array().unwrap();
            assert_eq!(partners.len(), 6);
            let mut last = f64::INFINITY;
            for partner in partners {
                let keys: Vec<&String> = partner.as_object().unwrap().keys().collect();
                assert_eq!(
                    keys,
                    [
                        "id",
                        "name",
                        "country",
                        "score",
                        "likeness",
                        "learn",
                        "teach",
                        "mutual",
                        "ease",
                        "coverage",
                        "certainty",
                        "reasons"
                    ]
                );
                let reasons = partner["reasons"].as_array().unwrap();
                assert_eq!(reasons[0]["code"], "average");
                assert_eq!(reasons[0]["indicator"], Value::Null);
                let sum: f64 = reasons.iter().map(|r| r["amount"].as_f64().unwrap()).sum();
                assert!((sum - partner["likeness"].as_f64().unwrap()).abs() < 1e-9);
                assert!(
                    reasons.iter().all(|r| r["indicator"] != "waste_collected"),
                    "outcomes are no context"
                );
                let score = partner["score"].as_f64().unwrap();
                assert!(score <= last);
                last = score;
            }
            let tamale = partner(&answer, "gh-tamale");
            assert_eq!(tamale["learn"], Value::Null);
            assert_eq!(tamale["mutual"], Value::Null);
            for practice in answer["practices"].as_array().unwrap() {
                let keys: Vec<&String> = practice.as_object().unwrap().keys().collect();
                assert_eq!(
                    keys,
                    [
                        "id",
                        "title",
                        "city",
                        "city_name",
                        "country",
                        "score",
                        "relevance",
                        "evidence",
                        "fit",
                        "lift",
                        "cost_per_resident",
                        "likeness",
                        "checks"
                    ]
                );
                assert!(
                    practice["fit"]["low"].as_f64().unwrap()
                        <= practice["fit"]["high"].as_f64().unwrap()
                );
            }
        }
    }
}

#[test]
fn swapping_two_cities_swaps_learn_and_teach() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    let (lyon, accra) = (
        ask(temp.path(), &["--city", "fr-lyon"]),
        ask(temp.path(), &["--city", "gh-accra"]),
    );
    let (a, b) = (partner(&lyon, "gh-accra"), partner(&accra, "fr-lyon"));
    assert!(a["learn"].as_f64().unwrap() > 0.0 && a["teach"].as_f64().unwrap() > 0.0);
    assert_eq!(a["learn"], b["teach"]);
    assert_eq!(a["teach"], b["learn"]);
    assert_eq!(a["mutual"], b["mutual"]);
    assert_eq!(a["likeness"], b["likeness"]);
    assert_eq!(a["ease"], b["ease"]);
}

#[test]
fn practices_name_city_evidence_and_checks() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    let answer = ask(
        temp.path(),
        &["--city", "gh-accra", "--topics", "flood-management"],
    );
    let practice = &answer["practices"][0];
    assert_eq!(practice["id"], "flood-plan");
    assert_eq!(practice["city"], "sg-singapore");
    assert_eq!(practice["evidence"], "monitored");
    let checks = practice["checks"].as_array().unwrap();
    let check = |criterion: &str, code: Value| {
        let found = checks
            .iter()
            .find(|c| c["criterion"] == criterion && c["code"] == code);
        found.unwrap_or_else(|| panic!("{criterion} {code}: {checks:?}"))["verdict"].clone()
    };
    // Accra is known to have none of these powers; one is critical.
    assert_eq!(check("powers", "land-use-planning".into()), "blocked");
    assert_eq!(check("powers", "road-ownership".into()), "adapt");
    assert_eq!(check("climate", Value::Null), "pass");
    assert_eq!(check("population", Value::Null), "pass");
    // Tamale states nothing on powers: unknown, never a pass.
    let answer = ask(temp.path(), &["--city", "gh-tamale", "--topics", "waste"]);
    let away = answer["practices"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["id"] == "away")
        .unwrap();
    assert_eq!(away["city"], Value::Null);
    assert_eq!(away["city_name"], "Nowhere");
    assert_eq!(away["likeness"], Value::Null);
    assert!(
        away["checks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|c| c["verdict"] == "unknown")
    );
}

#[test]
fn a_built_directory_and_its_source_give_the_same_answer() {
    let temp = tempfile::tempdir().unwrap();
    let (source, out) = (temp.path().join("source"), temp.path().join("out"));
    write(&source, &small());
    assert!(build(&source, &out).0.is_ok());
    for city in ["fr-lyon", "gh-tamale", "Newtown", "singapore"] {
        let question = [
            "--city",
            city,
            "--topics",
            "waste,flood-management",
            "--purpose",
            "exchange",
        ];
        assert_eq!(ask(&source, &question), ask(&out, &question), "{city}");
    }
    let answer = ask(&out, &["--city", "fr-lyon", "--top", "2"]);
    assert_eq!(answer["partners"].as_array().unwrap().len(), 2);
    let (table, _) = run(&[
        "suggest",
        "--directory",
        out.to_str().unwrap(),
        "--city",
        "fr-lyon",
    ]);
    let table = table.unwrap();
    assert!(
        table.contains("Partner cities")
            && table.contains("Accra (gh-accra)")
            && table.contains("Ghana"),
        "{table}"
    );
}

#[test]
fn a_profile_from_a_file_asks_too() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    write(&source, &small());
    put(
        temp.path(),
        "own.json",
        br#"{"id": "own", "name": {"en": "Own"}, "values": {"people": 300000, "climate": "Cfb"},
        "needs": [{"topic": "waste", "importance": 2}]}"#,
    );
    let own = temp.path().join("own.json");
    let answer = ask(&source, &["--profile", own.to_str().unwrap()]);
    assert_eq!(answer["city"], Value::Null);
    assert_eq!(answer["partners"].as_array().unwrap().len(), 7);
    put(
        temp.path(),
        "own.json",
        br#"{"id": "own", "values": {"peple": 3, "climate": "Cfc"}, "langages": ["en"], "frameworks": ["new-urban-agend"]}"#,
    );
    let text = fail(&source, &["--profile", own.to_str().unwrap()]);
    for wrong in ["[]", "[{}]", "3", "null"] {
        put(temp.path(), "list.json", wrong.as_bytes());
        let list = temp.path().join("list.json");
        let said = fail(&source, &["--profile", list.to_str().unwrap()]);
        assert!(said.contains("must be one profile"), "{wrong}: {said}");
    }
    for part in [
        "/values/peple",
        "did you mean “people”?",
        "/values/climate",
        "“Cfb”",
        "unknown field “langages”",
        "“new-urban-agenda”",
        "“languages”",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_city_and_its_own_profile_get_the_same_answer() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    write(&source, &small());
    // Everything that cities.csv and the folder say of it, in one file; its goals count for practices in both ways.
    put(
        temp.path(),
        "own.json",
        br#"{"id": "xk-new", "name": {"en": "Newtown"}, "country": "XK", "lat": 42.6, "lon": 21.1,
        "time_zone": "Europe/Belgrade", "languages": ["sq"], "values": {"people": 200000, "powers": []},
        "goals": [{"sdg": 11, "priority": 2}]}"#,
    );
    let own = temp.path().join("own.json");
    let by_file = ask(&source, &["--profile", own.to_str().unwrap()]);
    assert_eq!(by_file, ask(&source, &["--city", "xk-new"]));
    assert_eq!(by_file["practices"][0]["relevance"], 1.0);
}

#[test]
fn a_profile_keeps_its_working_hours_in_a_zone_of_its_own() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    write(&source, &small());
    let own = temp.path().join("own.json");
    let eases = |zone: &str| -> Vec<Value> {
        let text = format!(r#"{{"id": "own", "time_zone": "{zone}", "languages": ["pt"]}}"#);
        put(temp.path(), "own.json", text.as_bytes());
        let answer = ask(&source, &["--profile", own.to_str().unwrap()]);
        let partners = answer["partners"].as_array().unwrap().iter();
        partners.map(|p| p["ease"].clone()).collect()
    };
    // No city of the directory lies in either; both have the hours of Ghana all year.
    let eases_in_dakar = eases("Africa/Dakar");
    assert_eq!(eases_in_dakar, eases("Atlantic/Reykjavik"));
    assert!(
        eases_in_dakar.contains(&Value::from(0.5)),
        "{eases_in_dakar:?}"
    );
}

#[test]
fn a_language_is_one_language_wherever_it_is_spoken() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    let mut files = small();
    files.insert(
        "cities.csv".to_owned(),
        common::CITIES.replace("fr|en,it", "fr-FR|en-GB,it"),
    );
    write(&source, &files);
    let answer = ask(&source, &["--city", "fr-lyon", "--per-country", "0"]);
    let plain = temp.path().join("plain");
    write(&plain, &small());
    assert_eq!(
        answer,
        ask(&plain, &["--city", "fr-lyon", "--per-country", "0"])
    );
}

#[test]
fn large_main_figures_keep_three_digits() {
    let temp = tempfile::tempdir().unwrap();
    put(temp.path(), "directory.toml", common::DIRECTORY.as_bytes());
    put(temp.path(), "catalogue.toml", common::CATALOGUE.as_bytes());
    put(
        temp.path(),
        "cities.csv",
        b"id,name,people\na,A,7912345678\nb,B,5\nc,C,123456789012345\n",
    );
    let out = temp.path().join("out");
    assert!(build(temp.path(), &out).0.is_ok());
    let opened = city_peers_publisher::published::open(&out).unwrap();
    let figures: Vec<_> = opened
        .directory
        .indices()
        .map(|c| opened.directory.main(c))
        .collect();
    assert_eq!(
        figures,
        [Some(123_000_000_000_000), Some(7_910_000_000), Some(5)]
    );
}

#[test]
fn questions_that_make_no_sense_are_explained() {
    let temp = tempfile::tempdir().unwrap();
    let mut files = small();
    let cities = files.get_mut("cities.csv").unwrap();
    cities.push_str("us-lyon,Lyon,US,41,-93,,,,,,,,,\n");
    write(temp.path(), &files);
    for (args, parts) in [
        (
            vec!["--city", "Lyon"],
            vec!["several cities", "fr-lyon", "us-lyon"],
        ),
        (
            vec!["--city", "fr-lyn"],
            vec!["no city “fr-lyn”", "“fr-lyon”"],
        ),
        (
            vec!["--city", "Singap"],
            vec!["no city “Singap”", "sg-singapore"],
        ),
        (vec!["--city", "Zzzzzzzzzz"], vec!["no city"]),
        (
            vec!["--city", "fr-lyon", "--topics", "flood-managment"],
            vec!["unknown topic", "“flood-management”"],
        ),
        (vec!["--profile", "/no/such/file"], vec!["cannot be read"]),
    ] {
        let text = fail(temp.path(), &args);
        for part in parts {
            assert!(text.contains(part), "{args:?}: {part}: {text}");
        }
    }
    let empty = temp.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    assert!(fail(&empty, &["--city", "x"]).contains("neither a built directory"));
}

#[test]
fn schemas_are_current() {
    for kind in city_peers_publisher::commands::schema::KINDS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{kind}.json"));
        let text = city_peers_publisher::commands::schema::text(kind).unwrap();
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == text,
            "{kind}: run `city-peers schema --out crates/publisher/schemas`"
        );
    }
}

#[test]
fn explain_says_where_a_city_stands_and_what_sets_it_apart() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    let folder = temp.path().to_str().unwrap();
    let explain = |more: &[&str]| {
        let mut args = vec!["explain", folder, "--city", "fr-lyon", "--top", "2"];
        args.extend(more);
        run(&args)
    };
    let json = |other: &str| -> Value {
        let (result, lines) = explain(&["--other", other, "--format", "json"]);
        serde_json::from_str(&result.unwrap_or_else(|e| panic!("{e}: {lines:?}"))).unwrap()
    };
    let answer = ask(temp.path(), &["--city", "fr-lyon", "--top", "10"]);
    let ids = answer["partners"].as_array().unwrap();
    let ids: Vec<&str> = ids.iter().map(|p| p["id"].as_str().unwrap()).collect();
    for (ix, id) in ids.iter().enumerate() {
        let standing = json(id);
        let partner = partner(&answer, id);
        assert_eq!(standing["partner"]["score"], partner["score"]);
        assert_eq!(standing["partner"]["reasons"], partner["reasons"]);
        assert_eq!(standing["of"], ids.len());
        let cause = standing["cause"].as_str().unwrap();
        assert!(
            if ix < 2 {
                cause == "listed"
            } else {
                cause == "behind" || cause == "country"
            },
            "{id}: {cause}"
        );
        let (text, _) = explain(&["--other", id]);
        let text = text.unwrap();
        let word = if ix < 2 {
            "is suggested"
        } else {
            "is not suggested"
        };
        assert!(
            text.contains(word) && text.contains("An average pair of cities has"),
            "{text}"
        );
    }
    assert_eq!(json("fr-lyon")["cause"], "itself");
    let (result, _) = explain(&["--other", "gh-accr"]);
    assert!(
        result
            .unwrap_err()
            .to_string()
            .contains("did you mean “gh-accra”?")
    );

    // A city that is not in the directory.
    let elsewhere = tempfile::tempdir().unwrap();
    put(
        elsewhere.path(),
        "their-city.json",
        br#"{"id": "xx-typed", "name": {"en": "Typed"}, "country": "FR", "values": {"people": 500000}}"#,
    );
    let file = elsewhere.path().join("their-city.json");
    let (result, lines) = explain(&["--other-profile", file.to_str().unwrap()]);
    let text = result.unwrap_or_else(|e| panic!("{e}: {lines:?}"));
    assert!(text.contains("Typed, France is"), "{text}");
}

#[test]
fn an_answer_has_chances_and_roles() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    let answer = ask(temp.path(), &["--city", "fr-lyon", "--top", "5"]);
    let partners = answer["partners"].as_array().unwrap();
    for partner in partners {
        let certainty = &partner["certainty"];
        let first = certainty["first"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&first));
        assert!(certainty["low"].as_u64().unwrap() >= 1);
        assert!(certainty["low"].as_u64() <= certainty["high"].as_u64());
    }
    assert_eq!(partners[0]["certainty"]["band"], 1);
    let members = answer["portfolio"]["members"].as_array().unwrap();
    assert_eq!(members.len(), 5);
    assert!(members.iter().any(|m| m["role"] == "near-peer"));
    let (result, _) = run(&[
        "suggest",
        temp.path().to_str().unwrap(),
        "--city",
        "fr-lyon",
    ]);
    let text = result.unwrap();
    assert!(
        text.contains("\nBy role\n") && text.contains("to stay in this list"),
        "{text}"
    );
}
