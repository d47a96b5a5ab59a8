//! What the secretariat of a forum does with pairs and cohorts: lists and wishes from files, languages, hours, questions,
//! tables for spreadsheets, sheets for printing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{build, put, run, small, write};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const ALL: &str = "fr-lyon\nfr-nice\ngh-accra\ngh-tamale\nsg-singapore\nmy-ipoh\n";

/// A folder with the small directory in `source`, and files beside it.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    write(&temp.path().join("source"), &small());
    for (name, bytes) in files {
        put(temp.path(), name, bytes);
    }
    temp
}

/// Runs a command on a folder; words that begin with `@` are files of it.
fn ask(temp: &Path, words: &str) -> (Result<String, String>, String) {
    let words: Vec<String> = words
        .split(' ')
        .map(|word| match word.strip_prefix('@') {
            Some(name) => temp.join(name).to_str().unwrap().to_owned(),
            None => word.replace('_', " "),
        })
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (result, lines) = run(&words);
    (result, lines.join("\n"))
}

fn good(temp: &Path, words: &str) -> String {
    let (result, lines) = ask(temp, words);
    result.unwrap_or_else(|e| panic!("{words}: {e}\n{lines}"))
}

fn json(temp: &Path, words: &str) -> Value {
    serde_json::from_str(&good(temp, &format!("{words} --format json"))).unwrap()
}

fn bad(temp: &Path, words: &str) -> String {
    let (result, lines) = ask(temp, words);
    format!("{lines}\n{}", result.unwrap_err())
}

fn members(answer: &Value) -> Vec<Vec<String>> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let groups = answer["groups"].as_array().unwrap().iter();
    groups
        .map(|g| g["cities"].as_array().unwrap().iter().map(text).collect())
        .collect()
}

fn says(text: &str, part: &str) {
    assert!(text.contains(part), "no “{part}” in:\n{text}");
}

#[test]
fn lists_come_as_text_or_as_tables() {
    let csv = "\u{feff}# export of Monday\r\n\r\nNo;Name;Country;Mail\r\n1;LYON;FR;a@b\r\n# gave up: Nice\r\n2;Accra;Ghana;\r\n\
               3;Ipoh;MY;\r\n;;;\r\n4;singapore;;\r\n";
    let temp = folder(&[
        ("list.txt", b"fr-lyon\ngh-accra\nmy-ipoh\nsg-singapore"),
        ("list.csv", csv.as_bytes()),
        (
            "by-id.txt",
            b"id,seat\nfr-lyon,1\ngh-accra,2\nmy-ipoh,3\nsg-singapore,4\n",
        ),
        (
            "named.txt",
            b"Lyon, France # host\r\nAccra, GH\r\nIpoh\r\nSINGAPORE\r\n",
        ),
    ]);
    let plain = json(temp.path(), "pair @source --cities @list.txt");
    assert_eq!(members(&plain).concat().len(), 4);
    for other in ["list.csv", "by-id.txt", "named.txt"] {
        let same = json(temp.path(), &format!("pair @source --cities @{other}"));
        assert_eq!(plain, same, "{other}");
    }
}

#[test]
fn what_is_wrong_with_a_list_is_said_with_the_line() {
    let temp = folder(&[
        (
            "rows.csv",
            b"name,country\nLyon,FR\n\n\nLyonn,FR\nAccra,FR\n,FR\nLyon,\n",
        ),
        ("columns.csv", b"town,mail\nLyon,x\n"),
        ("packed.xlsx", b"PK\x03\x04rest"),
        ("latin.txt", b"Li\xe8ge\n"),
        ("none.csv", b"\n# nobody yet\n"),
    ]);
    let rows = bad(temp.path(), "pair @source --cities @rows.csv");
    says(&rows, "rows.csv, row 5, column name: no city “Lyonn”");
    says(
        &rows,
        "row 6, column name: no city “Accra” in “FR”; did you mean Accra, Ghana (gh-accra)?",
    );
    says(
        &rows,
        "row 7: names no city (fill in id or name, or take the row out)",
    );
    says(&rows, "row 8, column name: fr-lyon is on row 2 already");
    says(&rows, "4 errors");
    let of = |file: &str| bad(temp.path(), &format!("pair @source --cities @{file}"));
    says(
        &of("columns.csv"),
        "row 1: no column id or name; the columns are: town, mail",
    );
    says(
        &of("packed.xlsx"),
        "is a spreadsheet or another packed file: save it as CSV",
    );
    says(&of("latin.txt"), "is not text in UTF-8");
    says(&of("none.csv"), "names no city");
}

#[test]
fn wishes_come_from_a_file_as_well() {
    let temp = folder(&[
        ("list.txt", ALL.as_bytes()),
        ("wishes.csv", b"\xef\xbb\xbfA,B,Wish\r\nfr-lyon,Nice,must\r\nsg-singapore,Accra,Must not\r\n"),
        ("wrong.csv", b"a,b,wish\nfr-lyon,fr-lyon,must\n# later\nfr-nice,xk-new,must\nfr-lyon,fr-nice,mustnt\nfr-lyon,fr-nise,must\n"),
        ("against.csv", b"a,b,wish\nfr-nice,fr-lyon,must-not\n"),
        ("cut.csv", b"a,b\nfr-nice,fr-lyon\n"),
    ]);
    let kept = json(
        temp.path(),
        "pair @source --cities @list.txt --wishes @wishes.csv",
    );
    assert_eq!(
        members(&kept),
        [
            ["fr-lyon", "fr-nice"],
            ["gh-accra", "my-ipoh"],
            ["gh-tamale", "sg-singapore"]
        ]
    );
    let wrong = bad(
        temp.path(),
        "pair @source --cities @list.txt --wishes @wrong.csv",
    );
    says(&wrong, "wrong.csv, row 2, column b: is the same city as a");
    says(&wrong, "row 4, column b: “xk-new” is not in");
    says(
        &wrong,
        "row 5, column wish: “mustnt” is no wish (write must or must-not)",
    );
    says(&wrong, "row 6, column b: “fr-nise” is not in");
    says(&wrong, "did you mean “fr-nice”?");
    let words = "pair @source --cities @list.txt --wishes @against.csv --must fr-lyon,fr-nice";
    says(
        &bad(temp.path(), words),
        "fr-lyon and fr-nice must not meet, but --must ties them together",
    );
    let words = "pair @source --cities @list.txt --wishes @cut.csv";
    says(&bad(temp.path(), words), "column “wish” is missing");
}

#[test]
fn groups_meet_in_the_languages_asked_for() {
    let temp = folder(&[(
        "list.txt",
        b"fr-lyon\nfr-nice\ngh-accra\nsg-singapore\nmy-ipoh\n",
    )]);
    // Nice works in French, Ipoh in Malay, Singapore in both English and Malay, Lyon in French and English.
    let english = json(
        temp.path(),
        "pair @source --cities @list.txt --languages en",
    );
    let shared = |g: &Value| {
        g["languages"]["shared"]
            .as_array()
            .unwrap()
            .contains(&Value::from("en"))
    };
    assert!(
        english["groups"].as_array().unwrap().iter().all(shared),
        "{english}"
    );
    let left = english["left_out"].as_array().unwrap();
    let left: Vec<&str> = left.iter().map(|l| l["city"].as_str().unwrap()).collect();
    assert_eq!(left, ["fr-nice", "my-ipoh"]);
    assert_eq!(
        english["left_out"][0]["reasons"],
        serde_json::json!([{"code": "language", "cities": 4}])
    );
    // Three who share languages two by two, but none all together, do not meet.
    let all = json(
        temp.path(),
        "pair @source --cities @list.txt --shared-language",
    );
    for group in all["groups"].as_array().unwrap() {
        assert_eq!(group["without_language"], 0, "{group}");
    }
    let both = json(
        temp.path(),
        "pair @source --cities @list.txt --languages fr,Malay --any-country",
    );
    assert_eq!(
        members(&both),
        [["fr-lyon", "fr-nice"], ["my-ipoh", "sg-singapore"]]
    );
    let wrong = bad(
        temp.path(),
        "pair @source --cities @list.txt --languages Frensh",
    );
    says(
        &wrong,
        "no city of the directory works in “Frensh”; did you mean “French”?",
    );
}

#[test]
fn hours_are_those_of_the_day_by_local_clocks() {
    let temp = folder(&[("list.txt", b"fr-lyon\nsg-singapore\n")]);
    let day = |date: &str| {
        let answer = json(
            temp.path(),
            &format!("pair @source --cities @list.txt --date {date}"),
        );
        let day = answer["groups"][0]["hours"]["days"][0].clone();
        let clock = |c: &Value| {
            format!(
                "{}–{}",
                c["from"].as_str().unwrap(),
                c["to"].as_str().unwrap()
            )
        };
        let clocks: Vec<String> = day["clocks"]
            .as_array()
            .unwrap()
            .iter()
            .map(clock)
            .collect();
        (day["working_hours"].as_bool().unwrap(), clocks.join(" "))
    };
    // Lyon is seven hours behind in winter, six in summer.
    assert_eq!(
        day("2027-01-15"),
        (true, "09:00–10:00 16:00–17:00".to_owned())
    );
    assert_eq!(
        day("2027-07-15"),
        (true, "09:00–11:00 15:00–17:00".to_owned())
    );
    let both = json(temp.path(), "pair @source --cities @list.txt");
    assert_eq!(
        both["groups"][0]["hours"]["days"].as_array().unwrap().len(),
        2
    );
    let html = good(
        temp.path(),
        "pair @source --cities @list.txt --date 2027-03-20 --format html",
    );
    says(&html, "its clocks change on 28 March 2027");
    let text = good(temp.path(), "pair @source --cities @list.txt");
    says(&text, "09:00–10:00 / 09:00–11:00");
    says(&text, "Two ranges of hours: January / July");
    let far = json(
        temp.path(),
        "pair @source --cities @list.txt --date 2099-07-15",
    );
    assert_eq!(far["groups"].as_array().unwrap().len(), 1);
}

#[test]
fn questions_rest_on_what_is_known_and_ask_for_the_rest() {
    let temp = folder(&[
        ("list.txt", b"fr-lyon\ngh-accra\n"),
        ("bare.txt", b"fr-nice\ngh-tamale\n"),
    ]);
    let known = json(temp.path(), "pair @source --cities @list.txt");
    let questions = known["groups"][0]["questions"].as_array().unwrap();
    assert!((4..=6).contains(&questions.len()), "{questions:#?}");
    let text = |code: &str| {
        let found = questions.iter().find(|q| q["code"] == code);
        found.unwrap_or_else(|| panic!("no {code}: {questions:#?}"))["text"]
            .as_str()
            .unwrap()
    };
    // Accra needs public transport, and Lyon has a practice of it, which met rain.
    assert_eq!(
        text("obstacle"),
        "“Practice bus-lanes” in Lyon: “rain”. How was that dealt with, and would it be so in Accra?"
    );
    // Lyon needs flood management, which Accra offers without a practice.
    assert_eq!(
        text("experience"),
        "Flood management: urgent for Lyon; Accra offers some experience. What would Accra do first, and what not again?"
    );
    // Waste collected: 98 in Lyon, 60 in Accra; more is better.
    says(
        text("outcome"),
        "98 in Lyon, 60 in Accra. What has Lyon done that Accra could try?",
    );
    // Nobody knows what these two need or share: that is what is asked.
    let bare = json(temp.path(), "pair @source --cities @bare.txt");
    let questions = bare["groups"][0]["questions"].as_array().unwrap();
    let codes: Vec<&str> = questions
        .iter()
        .map(|q| q["code"].as_str().unwrap())
        .collect();
    assert!(
        codes.contains(&"unknown-needs") && codes.contains(&"unknown-offers"),
        "{codes:?}"
    );
    assert!(
        !codes
            .iter()
            .any(|c| ["obstacle", "experience", "both-need"].contains(c)),
        "{codes:?}"
    );
    // With a theme, that is what is asked about.
    let themed = json(
        temp.path(),
        "pair @source --cities @list.txt --topics waste",
    );
    let line = &themed["groups"][0]["meetings"][0]["exchange"][0];
    assert_eq!(
        (&line["topic"], &line["learns"], &line["shares"]),
        (&"waste".into(), &"fr-lyon".into(), &"gh-accra".into())
    );
    assert_eq!(line["need"], Value::Null);
}

#[test]
fn a_table_opens_in_a_spreadsheet_and_runs_nothing() {
    let temp = folder(&[(
        "list.txt",
        b"fr-lyon\nfr-nice\ngh-accra\nmy-ipoh\nsg-singapore\n",
    )]);
    let mut files = small();
    let cities = files.get_mut("cities.csv").unwrap();
    *cities = cities
        .replace("Ipoh", "=2+3")
        .replace("fr-nice,Nice", "fr-nice,\"Nice, \"\"the\"\" town\"");
    write(&temp.path().join("source"), &files);
    let text = good(
        temp.path(),
        "pair @source --cities @list.txt --languages en --format csv --bom",
    );
    assert!(text.starts_with('\u{feff}') && text.contains("\r\n"));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let columns: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(
        columns,
        [
            "group",
            "city",
            "name",
            "country",
            "partners",
            "languages",
            "value",
            "note"
        ]
    );
    let rows: BTreeMap<String, csv::StringRecord> = reader
        .records()
        .map(|r| r.unwrap())
        .map(|r| (r[1].to_owned(), r))
        .collect();
    assert_eq!(rows.len(), 5);
    assert_eq!(&rows["my-ipoh"][2], "'=2+3");
    assert_eq!(&rows["fr-nice"][2], "Nice, \"the\" town");
    says(
        &rows["my-ipoh"][7],
        "left out: shares no language with 4 cities",
    );
    assert_eq!((&rows["my-ipoh"][0], &rows["my-ipoh"][6]), ("", ""));
    assert_eq!(&rows["fr-lyon"][5], "English");
    assert!(
        rows["fr-lyon"][4].contains("(gh-accra)"),
        "{:?}",
        rows["fr-lyon"]
    );
}

#[test]
fn sheets_are_one_page_of_html_that_fetches_nothing() {
    let temp = folder(&[("list.txt", ALL.as_bytes())]);
    let mut files = small();
    let cities = files.get_mut("cities.csv").unwrap();
    *cities = cities.replace("gh-tamale,Tamale", "gh-tamale,<script>alert(1)</script>");
    *cities = cities.replace("fr|en,it:Lione|ar:ليون", "fr|en|ar,it:Lione|ar:ليون");
    let contact = serde_json::json!({"id": "fr-nice", "contacts": [
        {"office": "Mairie", "kind": "local-government", "url": "https://example.org/nice"},
        {"office": "Bureau", "kind": "local-government", "email": "office@example.org"}]});
    files.insert("profiles/nice.json".to_owned(), contact.to_string());
    write(&temp.path().join("source"), &files);
    let html = good(
        temp.path(),
        "pair @source --cities @list.txt --title Forum_<i> --format html",
    );
    assert_eq!(html.matches("<section class=\"sheet\"").count(), 3);
    assert!(
        !html.contains("<script") && !html.contains("src=") && !html.contains("<link"),
        "{html}"
    );
    says(&html, "&lt;script&gt;alert(1)&lt;/script&gt;");
    says(&html, "<h1>Forum &lt;i&gt;</h1>");
    // Lyon's name in a language it works in; not the Italian one.
    says(&html, "<bdi class=\"local\" lang=\"ar\">ليون</bdi>");
    assert!(!html.contains("Lione"));
    says(&html, "office@example.org");
    says(&html, "href=\"https://example.org/nice\"");
    says(&html, "Not in the directory: a contact of ");
    says(&html, "unknown: not stated by both");
    says(&html, "<dt>First step</dt><dd></dd>");
    for number in 1..=3 {
        says(&html, &format!("href=\"#m{number}\""));
        says(&html, &format!("id=\"m{number}\""));
    }
    let group = good(
        temp.path(),
        "cohorts @source --cities @list.txt --format html",
    );
    assert_eq!(group.matches("<section class=\"sheet large\"").count(), 1);
    assert_eq!(group.matches("<th scope=\"row\"><b><bdi>").count(), 6);
}

#[test]
fn answers_are_as_their_schemas_say() {
    let temp = folder(&[("list.txt", ALL.as_bytes())]);
    for (kind, words) in [
        (
            "pair",
            "pair @source --cities @list.txt --avoid-ties --must-not gh-accra,fr-lyon --languages en --format json",
        ),
        (
            "cohorts",
            "cohorts @source --cities @list.txt --format json",
        ),
        (
            "explain",
            "explain @source --city fr-lyon --other gh-accra --format json",
        ),
    ] {
        let schema: Value =
            serde_json::from_str(&good(temp.path(), &format!("schema {kind}"))).unwrap();
        let answer: Value = serde_json::from_str(&good(temp.path(), words)).unwrap();
        fits(&schema, &schema, &answer, kind);
    }
}

/// Every value is described, and every described one is there.
fn fits(root: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").unwrap();
        return fits(root, &root["$defs"][name], value, at);
    }
    if let Some(options) = schema["anyOf"].as_array() {
        let option = options
            .iter()
            .find(|o| (o["type"] == "null") == value.is_null());
        return fits(root, option.unwrap_or_else(|| panic!("{at}")), value, at);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        one => vec![one.clone()],
    };
    let is = |t: &Value| t == kind || kind == "number" && t == "integer" && !value.is_f64();
    assert!(types.iter().any(is), "{at}: {kind}, not {types:?}");
    if let Value::Array(items) = value {
        for item in items {
            fits(root, &schema["items"], item, &format!("{at}[]"));
        }
    }
    if let Value::Object(fields) = value {
        let described = schema["properties"].as_object().unwrap();
        for (name, field) in fields {
            let of = described
                .get(name)
                .unwrap_or_else(|| panic!("{at}.{name} is not described"));
            fits(root, of, field, &format!("{at}.{name}"));
        }
        for name in schema["required"].as_array().into_iter().flatten() {
            assert!(
                fields.contains_key(name.as_str().unwrap()),
                "{at}: no {name}"
            );
        }
    }
}

#[test]
fn files_are_written_as_their_name_says_and_inputs_stay() {
    let temp = folder(&[("list.txt", ALL.as_bytes()), ("taken/x", b"")]);
    for (name, begins) in [
        ("a.csv", "group,city"),
        ("a.json", "{"),
        ("a.html", "<!DOCTYPE html>"),
        ("a.txt", "6 cities"),
    ] {
        let said = good(
            temp.path(),
            &format!("pair @source --cities @list.txt --out @new/{name}"),
        );
        says(&said, "6 cities of 6 in 3 groups: ");
        let text = std::fs::read_to_string(temp.path().join("new").join(name)).unwrap();
        assert!(text.starts_with(begins), "{name}: {text}");
    }
    let words = "pair @source --cities @list.txt --out @list.txt --format csv";
    says(&bad(temp.path(), words), "name another file");
    assert_eq!(
        std::fs::read_to_string(temp.path().join("list.txt")).unwrap(),
        ALL
    );
    let words = "pair @source --cities @list.txt --out @taken";
    says(
        &bad(temp.path(), words),
        "taken cannot be written: it is a folder",
    );
    assert_eq!(
        std::fs::read_dir(temp.path().join("new")).unwrap().count(),
        4
    );
}

#[test]
fn a_built_directory_answers_like_its_source() {
    let temp = folder(&[("list.txt", ALL.as_bytes())]);
    let built = temp.path().join("built");
    build(&temp.path().join("source"), &built).0.unwrap();
    for command in ["pair", "cohorts"] {
        let of = |dir: &str| {
            good(
                temp.path(),
                &format!("{command} @{dir} --cities @list.txt --format html"),
            )
        };
        assert_eq!(of("source"), of("built"));
    }
    let mut details = std::fs::read_dir(&built)
        .unwrap()
        .map(|e| e.unwrap().path());
    let detail = details
        .find(|p| {
            p.to_string_lossy().contains("detail-") && p.extension().is_some_and(|e| e == "bin")
        })
        .unwrap();
    std::fs::remove_file(detail).unwrap();
    says(
        &bad(temp.path(), "pair @built --cities @list.txt"),
        "cannot be read",
    );
}

/// A directory of many cities in so many countries, without needs and offers.
fn many(cities: usize, countries: &[&str]) -> BTreeMap<String, String> {
    let mut files = small();
    files.retain(|name, _| {
        !name.starts_with("profiles") && !name.starts_with("practices") && name != "ties.csv"
    });
    let mut csv = "id,name,country,time_zone,languages,people\n".to_owned();
    for ix in 0..cities {
        let country = countries[ix % countries.len()];
        let zone = ["Europe/Paris", "Asia/Tokyo", "America/Lima", ""][ix % 4];
        let language = ["fr", "ja", "es", "en"][ix % 4];
        csv += &format!(
            "x{ix:03},Town {ix},{country},{zone},{language},{}\n",
            20_000 + ix * 1000
        );
    }
    files.insert("cities.csv".to_owned(), csv);
    files
}

#[test]
fn small_large_and_awkward_forums_come_out() {
    let temp = tempfile::tempdir().unwrap();
    let list = |count: usize| {
        (0..count)
            .map(|ix| format!("x{ix:03}\n"))
            .collect::<String>()
    };
    for (name, cities, countries) in [
        ("many", 300, &["FR", "JP", "PE", "GB", "GH"][..]),
        ("one", 9, &["PE"][..]),
    ] {
        write(&temp.path().join(name), &many(cities, countries));
        put(temp.path(), &format!("{name}.txt"), list(cities).as_bytes());
    }
    put(temp.path(), "alone.txt", b"x000\n");
    let html = good(temp.path(), "pair @many --cities @many.txt --format html");
    assert_eq!(html.matches("<section class=\"sheet\"").count(), 150);
    let (result, lines) = ask(temp.path(), "pair @many --cities @many.txt --format csv");
    assert_eq!(result.unwrap().lines().count(), 301);
    says(&lines, "comparing 300 cities with each other");
    // All of one country, an odd number: nobody is left out, and the note says why it is so.
    let one = json(temp.path(), "pair @one --cities @one.txt");
    assert_eq!(
        (members(&one).concat().len(), &one["left_out"]),
        (9, &serde_json::json!([]))
    );
    says(
        &good(temp.path(), "pair @one --cities @one.txt"),
        "same country",
    );
    // One alone, and nobody who shares a language: nobody meets, and that is said.
    let alone = good(temp.path(), "pair @one --cities @alone.txt --format html");
    says(&alone, "Nobody can meet under these wishes");
    says(&alone, "nobody else is on the list");
    let wishes =
        "pair @one --cities @one.txt --must-not x000,x001,x002,x003,x004,x005,x006,x007,x008";
    let none = json(temp.path(), wishes);
    assert_eq!(none["left_out"].as_array().unwrap().len(), 9);
    let sized = json(temp.path(), "cohorts @one --cities @one.txt --size 3");
    assert_eq!(
        members(&sized).iter().map(Vec::len).collect::<Vec<_>>(),
        [3, 3, 3]
    );
    let two = json(temp.path(), "cohorts @one --cities @one.txt --size 50");
    assert_eq!(members(&two).len(), 1);
    says(
        &bad(temp.path(), "cohorts @one --cities @one.txt --size 1"),
        "a group has 2 cities or more",
    );
}
