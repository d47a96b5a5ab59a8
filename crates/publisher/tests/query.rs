//! Questions to a directory as users ask them: `suggest`, `explain`, `compare`, `practices` in text, JSON and CSV.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers_engine::answer::answer;
use city_peers_engine::suggest::{PER_COUNTRY, Query, Subject};
use city_peers_publisher::commands::open::open;
use city_peers_publisher::reporter::Kept;
use city_peers_publisher::texts::layout::width;
use common::{build, put, run, small, write};
use serde_json::Value;
use tempfile::TempDir;

fn folder() -> TempDir {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    temp
}

fn say(words: &[&str]) -> String {
    let (result, lines) = run(words);
    result.unwrap_or_else(|error| panic!("{words:?}: {error}: {lines:?}"))
}

fn json(words: &[&str]) -> Value {
    serde_json::from_str(&say(&[words, &["--format", "json"]].concat())).unwrap()
}

fn fails(words: &[&str]) -> String {
    run(words).0.unwrap_err()
}

/// Without the breaks of lines.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn records(words: &[&str]) -> Vec<csv::StringRecord> {
    let text = say(&[words, &["--format", "csv"]].concat());
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(text.as_bytes());
    // Rows of different lengths are an error of the reader.
    reader.records().map(Result::unwrap).collect()
}

const SIX: &str = "flood-management,waste,public-transport,heat,air-quality,informal-settlements";

#[test]
fn the_json_of_suggest_is_the_engines_answer_and_nothing_else() {
    let temp = folder();
    let path = temp.path().to_str().unwrap();
    let opened = open(temp.path(), &mut Kept::default()).unwrap();
    let directory = &opened.directory;
    let query = Query {
        topics: vec![directory.vocabulary.topic("flood-management").unwrap()],
        top: 10,
        per_country: PER_COUNTRY,
        ..Query::default()
    };
    let city = directory.find("fr-lyon").unwrap();
    let expected = answer(
        directory,
        &opened.practices,
        &Subject::of_city(directory, city),
        &query,
    );
    let expected = serde_json::to_string_pretty(&expected).unwrap() + "\n";
    let question = [
        "suggest",
        path,
        "--city",
        "fr-lyon",
        "--topics",
        "flood-management",
    ];
    assert_eq!(
        say(&[&question[..], &["--format", "json"]].concat()),
        expected
    );
    // `table` is the name that text once had.
    let text = say(&[&question[..], &["--format", "table"]].concat());
    assert_eq!(text, say(&question));
    assert!(
        text.starts_with("Who can Lyon learn from about flood management?\nLyon: France"),
        "{text}"
    );
    assert!(flat(&text).contains("Most to learn: Singapore."), "{text}");
}

#[test]
fn only_some_cities_are_suggested_where_only_some_are_asked_for() {
    let temp = folder();
    let path = temp.path().to_str().unwrap();
    let ids = |more: &[&str]| -> Vec<String> {
        let found = json(&[&["suggest", path, "--city", "fr-lyon"], more].concat());
        assert!(found["portfolio"].is_null() && found["partners"][0]["certainty"].is_null());
        let partners = found["partners"].as_array().unwrap();
        let mut ids: Vec<String> = partners
            .iter()
            .map(|p| p["id"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(found["compared"], ids.len());
        ids.sort();
        ids
    };
    assert_eq!(
        ids(&["--only-country", "gh,SG"]),
        ["gh-accra", "gh-tamale", "sg-singapore"]
    );
    assert_eq!(ids(&["--only-network", "metropolis"]), ["gh-accra"]);
    assert_eq!(
        ids(&["--at-least", "2000000"]),
        ["gh-accra", "sg-singapore"]
    );
    assert_eq!(ids(&["--at-most", "350000"]), ["fr-nice", "xk-new"]);
    let question = ["suggest", path, "--city", "fr-lyon"];
    let none = say(&[&question[..], &["--at-least", "99999999"]].concat());
    assert!(
        flat(&none).contains("No city of the directory meets all the conditions"),
        "{none}"
    );
    let wrong = |more: &[&str]| fails(&[&question[..], more].concat());
    assert!(wrong(&["--only-country", "XX"]).contains("no city of the directory has “XX”"));
    assert!(wrong(&["--only-network", "metropoli"]).contains("“metropolis”"));
    assert!(wrong(&["--at-least", "9", "--at-most", "8"]).contains("leave no city"));
    let many = wrong(&["--topics", SIX]);
    assert!(
        many.contains("names 6 topics") && many.contains("at most 5"),
        "{many}"
    );
    let zero = say(&[&question[..], &["--top", "0"]].concat());
    assert!(zero.contains("None was asked for"), "{zero}");
}

#[test]
fn a_city_is_found_by_its_name_in_any_language() {
    let temp = folder();
    let (source, out) = (temp.path(), temp.path().join("../names-out"));
    let out = tempfile::tempdir_in(temp.path()).map_or(out, |t| t.keep().join("out"));
    assert!(build(source, &out).0.is_ok());
    for path in [source, out.as_path()] {
        let path = path.to_str().unwrap();
        for (name, id) in [
            ("新加坡", "sg-singapore"),
            ("ليون", "fr-lyon"),
            ("nkran", "gh-accra"),
        ] {
            assert_eq!(json(&["suggest", path, "--city", name])["city"], id);
        }
        assert!(fails(&["suggest", path, "--city", "新加"]).contains("no city “新加”"));
        let text = say(&["compare", path, "fr-lyon", "sg-singapore", "--lang", "ar"]);
        assert!(
            text.contains("ليون") && text.contains("Singapore"),
            "{text}"
        );
    }
}

/// A directory that was copied without its names still answers.
#[test]
fn missing_names_are_a_note_and_not_the_end() {
    let temp = folder();
    let out = temp.path().join("out");
    assert!(build(temp.path(), &out).0.is_ok());
    let search = std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().path());
    let search = search.filter(|p| {
        p.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("search-")
    });
    for file in search.collect::<Vec<_>>() {
        std::fs::remove_file(file).unwrap();
    }
    let (text, lines) = run(&["suggest", out.to_str().unwrap(), "--city", "fr-lyon"]);
    assert!(text.unwrap().contains("Partner cities"));
    let note = lines
        .iter()
        .any(|l| l.contains("search-") && l.contains("are left out"));
    assert!(note, "{lines:?}");
}

#[test]
fn no_line_is_wider_than_asked_and_no_cell_runs_in_a_spreadsheet() {
    let temp = tempfile::tempdir().unwrap();
    let mut files = small();
    let cities = files.get_mut("cities.csv").unwrap();
    cities.push_str("de-x,=1+1,DE,41,9,,,,600000,,,,,\n");
    write(temp.path(), &files);
    let path = temp.path().to_str().unwrap();
    let five = ["fr-lyon", "gh-accra", "sg-singapore", "my-ipoh", "xk-new"];
    for wide in ["60", "80", "100"] {
        for words in [
            vec!["suggest", path, "--city", "fr-lyon"],
            vec!["explain", path, "fr-lyon", "gh-tamale"],
            vec!["compare", path, "fr-lyon", "gh-accra"],
            [&["compare", path], &five[..]].concat(),
            vec!["practices", path],
            vec![
                "practices",
                path,
                "--city",
                "gh-accra",
                "--id",
                "flood-plan",
            ],
        ] {
            let text = say(&[&words[..], &["--width", wide]].concat());
            let most: usize = wide.parse().unwrap();
            for line in text.lines() {
                assert!(width(line) <= most, "{words:?} at {wide}: {line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }
    let rows = records(&["suggest", path, "--city", "fr-lyon"]);
    let x = rows.iter().find(|row| &row[1] == "de-x").unwrap();
    assert_eq!(&x[2], "'=1+1");
    assert_eq!(&rows[0][4], "score");
}

#[test]
fn explain_takes_two_cities_by_place_and_adds_up() {
    let temp = folder();
    let path = temp.path().to_str().unwrap();
    let by_option = ["explain", path, "--city", "fr-lyon", "--other", "gh-accra"];
    let by_place = ["explain", path, "Lyon", "Accra"];
    assert_eq!(say(&by_option), say(&by_place));
    assert_eq!(json(&by_option), json(&by_place));
    let mixed = ["explain", "--directory", path, "--city", "fr-lyon", "Accra"];
    assert_eq!(say(&mixed), say(&by_place));
    let text = flat(&say(&by_place));
    for part in [
        "Why Accra, Ghana for Lyon, France, or why not?",
        "An average pair of cities has",
        "What Lyon can learn some, 33 of 100: flood management",
        "What Accra can learn",
        "Already linked.",
        "To Accra, Ghana, Lyon, France is suggested",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(fails(&["explain", path, "fr-lyon"]).contains("name two cities"));
    assert!(fails(&["explain", path, "fr-lyon", "gh-accr"]).contains("did you mean “gh-accra”?"));
    assert!(say(&["explain", path, "fr-lyon", "fr-lyon"]).contains("is the city that asks"));
    let reasons = records(&by_place);
    let sum: f64 = reasons
        .iter()
        .skip(1)
        .map(|row| row[2].parse::<f64>().unwrap())
        .sum();
    let likeness = json(&by_place)["partner"]["likeness"].as_f64().unwrap();
    assert!((sum - likeness).abs() < 1e-4, "{sum} {likeness}");
}

/// What `explain` says it would take is put to the test: it is done, and the city is listed.
#[test]
fn what_it_would_take_is_what_it_takes() {
    let temp = folder();
    let path = temp.path().to_str().unwrap();
    let explain = |other: &str, more: &[&str]| {
        let question = [
            "explain",
            path,
            "fr-lyon",
            other,
            "--topics",
            "flood-management",
        ];
        flat(&say(&[&question[..], more].concat()))
    };
    // The first sentence answers; the last one is about the other way round.
    let listed = |other: &str, more: &[&str]| {
        let text = explain(other, more);
        let answer = text.split("or why not?").nth(1).unwrap();
        let answer = answer.split("rank").next().unwrap().to_owned();
        assert!(answer.contains("suggested"), "{text}");
        !answer.contains("not suggested")
    };
    let number = |text: &str, before: &str| -> Option<usize> {
        let rest = text.split(before).nth(1)?;
        rest.split(|c: char| !c.is_ascii_digit())
            .next()?
            .parse()
            .ok()
    };
    let text = explain("my-ipoh", &["--top", "1"]);
    let top = number(&text, "(--top ").unwrap_or_else(|| panic!("{text}"));
    assert!(listed("my-ipoh", &["--top", &top.to_string()]));
    assert!(!listed("my-ipoh", &["--top", &(top - 1).to_string()]));
    // Tamale says nothing of offers: with enough of them it would be ahead.
    let text = explain("gh-tamale", &["--top", "1"]);
    assert!(text.contains("is not suggested: rank"), "{text}");
    let least = number(&text, "that learn were ").unwrap_or_else(|| panic!("{text}"));
    let mut outcomes = Vec::new();
    for strength in 1..=3 {
        let tamale = format!(
            r#"{{"id": "gh-tamale", "offers": [{{"topic": "flood-management", "strength": {strength}}}]}}"#
        );
        put(temp.path(), "profiles/tamale.json", tamale.as_bytes());
        let learn = (f64::from(strength) / 3.0 * 100.0).round() as usize;
        let listed = listed("gh-tamale", &["--top", "1"]);
        assert_eq!(listed, learn >= least, "{strength}: {least}");
        outcomes.push(listed);
    }
    assert_eq!(outcomes, [false, false, true]);
}

/// Where a country's places are taken, the limit is what stands in the way.
#[test]
fn a_full_country_is_said_to_be_full() {
    let temp = folder();
    let path = temp.path().to_str().unwrap();
    let ahead = json(&[
        "suggest",
        path,
        "--city",
        "sg-singapore",
        "--per-country",
        "0",
    ]);
    let rank = |id: &str| {
        let partners = ahead["partners"].as_array().unwrap();
        partners.iter().position(|p| p["id"] == id).unwrap()
    };
    let (first, second) = if rank("gh-tamale") < rank("gh-accra") {
        ("gh-tamale", "gh-accra")
    } else {
        ("gh-accra", "gh-tamale")
    };
    let top = (rank(second) + 1).to_string();
    assert!(rank(first) < rank(second));
    let question = ["explain", path, "sg-singapore", second, "--top", &top];
    let ask = |more: &[&str]| flat(&say(&[&question[..], more].concat()));
    let said = ask(&["--per-country", "1"]);
    assert!(
        said.contains("at most 1 from one country are listed, and these are ahead:"),
        "{said}"
    );
    assert!(
        said.contains("(--per-country 0) it would be listed"),
        "{said}"
    );
    assert!(ask(&["--per-country", "0"]).contains("is suggested: rank"));
}

#[test]
fn compare_puts_values_places_and_directions_beside_each_other() {
    let temp = folder();
    let path = temp.path().to_str().unwrap();
    let both = json(&["compare", path, "fr-lyon", "gh-accra"]);
    let pair = &both["pairs"][0];
    let suggested = json(&["suggest", path, "--city", "fr-lyon"]);
    let partners = suggested["partners"].as_array().unwrap();
    let accra = partners.iter().find(|p| p["id"] == "gh-accra").unwrap();
    for key in ["likeness", "learn", "teach", "ease", "coverage", "reasons"] {
        assert_eq!(pair[key], accra[key], "{key}");
    }
    assert_eq!(pair["tie"], "twin");
    assert_eq!(pair["networks"], serde_json::json!(["metropolis"]));
    let swapped = json(&["compare", path, "gh-accra", "fr-lyon"]);
    assert_eq!(swapped["pairs"][0]["learn"], pair["teach"]);
    assert_eq!(swapped["pairs"][0]["likeness"], pair["likeness"]);
    let people = &both["facets"][0]["indicators"][0];
    assert_eq!(people["values"][0]["number"], 520_000.0);
    // Three of the seven have fewer people than Lyon.
    assert_eq!(people["values"][0]["below"], 3.0 / 7.0);
    let area = &both["facets"][0]["indicators"][1];
    assert!(area["values"][1].is_null() && area["difference"][0].is_null());
    assert_eq!(both["outcomes"][0]["indicator"], "waste_collected");
    let topics = both["topics"].as_array().unwrap();
    let flood = topics
        .iter()
        .find(|t| t["topic"] == "flood-management")
        .unwrap();
    assert_eq!(flood["needs"], serde_json::json!([1.0, null]));
    let weights = both["facets"].as_array().unwrap().iter();
    let weights: f64 = weights.map(|f| f["weight"].as_f64().unwrap()).sum();
    assert!((weights - 1.0).abs() < 1e-9);

    let text = flat(&say(&[
        "compare", path, "fr-lyon", "gh-accra", "--width", "160",
    ]));
    for part in [
        "Lyon and Accra side by side",
        "about 520,000 people (more than 42 % of cities)",
        "Learn: Lyon from Accra some, 33 of 100",
        "Linked: twin cities.",
        "Both have practices on",
    ] {
        let missing = part.starts_with("Both");
        assert_eq!(text.contains(part), !missing, "{part}: {text}");
    }
    put(
        temp.path(),
        "own/own.json",
        br#"{"id": "own", "name": {"en": "Own"}, "country": "FR", "values": {"people": 300000}}"#,
    );
    let own = temp.path().join("own/own.json");
    let own = own.to_str().unwrap();
    let typed = json(&["compare", path, "fr-lyon", "--profile", own]);
    assert!(typed["cities"][1]["id"].is_null());
    assert_eq!(typed["cities"][1]["name"], "Own");
    let rows = records(&["compare", path, "fr-lyon", "gh-accra", "my-ipoh"]);
    assert!(
        rows.iter()
            .any(|row| &row[0] == "pair" && &row[1] == "likeness" && !row[9].is_empty())
    );

    for (words, part) in [
        (vec!["compare", path, "fr-lyon"], "name 2 to 5 cities"),
        (
            vec!["compare", path, "a", "b", "c", "d", "e", "f"],
            "(here 6)",
        ),
        (
            vec!["compare", path, "fr-lyon", "Lyon"],
            "fr-lyon is named twice",
        ),
        (
            vec!["compare", path, "fr-lyon", "fr-lyn"],
            "did you mean “fr-lyon”?",
        ),
        (
            vec!["compare", "./nowhere", "fr-lyon", "fr-nice"],
            "is not a folder",
        ),
    ] {
        let said = fails(&words);
        assert!(said.contains(part), "{words:?}: {said}");
    }
}

#[test]
fn practices_are_filtered_and_shown_in_full() {
    let temp = folder();
    let path = temp.path().to_str().unwrap();
    let ids = |more: &[&str]| -> Vec<String> {
        let found = json(&[&["practices", path], more].concat());
        let list = found["practices"].as_array().unwrap();
        assert_eq!(found["found"], list.len());
        list.iter()
            .map(|p| p["practice"]["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids(&[]), ["away", "bins", "bus-lanes", "flood-plan"]);
    assert_eq!(ids(&["--topics", "waste"]), ["away", "bins"]);
    assert_eq!(ids(&["--topics", "waste", "--country", "gh"]), ["bins"]);
    assert_eq!(ids(&["--sdg", "13", "--evidence", "monitored"]).len(), 4);
    assert!(ids(&["--evidence", "evaluated"]).is_empty() && ids(&["--sdg", "1"]).is_empty());
    let none = say(&["practices", path, "--evidence", "evaluated"]);
    assert!(
        none.contains("No practice meets all the conditions"),
        "{none}"
    );
    let shown = flat(&say(&["practices", path, "--top", "1"]));
    assert!(shown.contains("1 of 4 shown"), "{shown}");

    // For a city: its own are left out, the fit is that of `suggest`.
    let fitting = json(&["practices", path, "--city", "gh-accra"]);
    let suggested = json(&["suggest", path, "--city", "gh-accra"]);
    let fits = fitting["practices"].as_array().unwrap();
    let fits: Vec<&Value> = fits.iter().map(|p| &p["fit"]).collect();
    assert!(!fits.is_empty());
    assert_eq!(serde_json::json!(fits), suggested["practices"]);

    let own = flat(&say(&["practices", path, "--city", "gh-accra"]));
    assert!(
        own.contains("One that Accra is known to do already is left out."),
        "{own}"
    );

    let one = [
        "practices",
        path,
        "--city",
        "gh-accra",
        "--id",
        "flood-plan",
    ];
    let text = flat(&say(&one));
    for part in [
        "Can it work in Accra?",
        "Not as it stands.",
        "Power: land-use planning Blocked The city may make zoning and none of these (critical)",
        "What was measured Before After Unit Year Floods [1] 9 2 a year 2015",
        "EUR 1 million in all (2012) [1]",
        "1 begin early",
        "Elsewhere, France (2018)",
        "https://reports.citynet.int/report",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let full = json(&one);
    assert_eq!(full["practices"][0]["practice"]["id"], "flood-plan");
    assert_eq!(
        full["practices"][0]["fit"]["checks"][0]["verdict"],
        "blocked"
    );
    let own = flat(&say(&[
        "practices",
        path,
        "--city",
        "sg-singapore",
        "--id",
        "flood-plan",
    ]));
    assert!(
        own.contains("Singapore is known to do it already."),
        "{own}"
    );
    for (more, part) in [
        (["--id", "flod-plan"], "“flood-plan”"),
        (
            ["--principle", "x"],
            "--principle: unknown code “x” (one of: ",
        ),
        (["--country", "Ghana"], "not the code of a country"),
        (["--topics", SIX], "at most 5"),
        (["--city", "Lion"], "no city “Lion”"),
    ] {
        let said = fails(&[&["practices", path], &more[..]].concat());
        assert!(said.contains(part), "{more:?}: {said}");
    }
    assert_eq!(records(&["practices", path]).len(), 5);
}

#[test]
fn every_help_has_examples() {
    use clap::CommandFactory;
    let mut cli = city_peers_publisher::cli::Cli::command();
    for name in ["suggest", "explain", "compare", "practices"] {
        let help = cli
            .find_subcommand_mut(name)
            .unwrap()
            .render_long_help()
            .to_string();
        assert!(
            help.contains("Examples:\n") && help.contains("--lang"),
            "{help}"
        );
    }
}

#[test]
fn places_that_hold_no_directory_are_explained() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().to_str().unwrap();
    let empty = fails(&["practices", path]);
    assert!(empty.contains("neither a built directory"), "{empty}");
    let file = temp.path().join("file");
    put(temp.path(), "file", b"x");
    let said = fails(&["suggest", file.to_str().unwrap(), "--city", "x"]);
    assert!(said.contains("is not a folder"), "{said}");
}
