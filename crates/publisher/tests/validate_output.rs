//! What `validate` says and how: warnings of what is hardly true, listings for people and programs, exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers_publisher::problem::rules;
use common::{CITIES, DIRECTORY, build, practice, problems, put, run, small, write};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

fn folder() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    temp
}

/// The small directory with an area in km², a density and a share.
fn measured() -> tempfile::TempDir {
    let temp = folder();
    let catalogue = common::CATALOGUE
        .replace("id = \"area\"", "id = \"area\"\nunit = \"km²\"")
        .replace(
            "id = \"waste_collected\"",
            "id = \"waste_collected\"\nunit = \"%\"",
        )
        + "[[indicator]]\nid = \"density\"\nunit = \"people/km²\"\nkind = \"number\"\nlow = 100\nhigh = 20000\nrole = \"context\"\n\
           facet = \"size\"\n[[indicator]]\nid = \"growth\"\nunit = \"% a year\"\nkind = \"number\"\nlow = -1\nhigh = 5\n\
           role = \"context\"\nfacet = \"size\"\n";
    put(temp.path(), "catalogue.toml", catalogue.as_bytes());
    temp
}

fn names(lines: &[String], parts: &[&str]) {
    let found = lines
        .iter()
        .any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(found, "no line with {parts:?} in\n{}", lines.join("\n"));
}

/// Lines of a kind.
fn of<'l>(lines: &'l [String], code: &str) -> Vec<&'l String> {
    let code = format!("[{code}]");
    lines.iter().filter(|l| l.ends_with(&code)).collect()
}

#[test]
fn rows_that_are_hardly_true_are_named() {
    let temp = measured();
    for (row, code, parts) in [
        (
            "x-one,One,FR,4.84,45.76,,,,,,,,,",
            "swapped-coordinates",
            &["row 8, column lat", "lat 45.76, lon 4.84 is inside"][..],
        ),
        (
            "x-one,One,BR,23.5,-46.6,,,,,,,,,",
            "swapped-coordinates",
            &["lat -23.5 is inside"],
        ),
        (
            "x-one,One,US,40.7,74.0,,,,,,,,,",
            "swapped-coordinates",
            &["lon -74 is inside"],
        ),
        (
            "x-one,One,FR,35.7,139.7,,,,,,,,,",
            "outside-country",
            &["row 8, column lat", "outside FR"],
        ),
        (
            "x-one,One,FR,0,0,,,,,,,,,",
            "zero-coordinates",
            &["row 8, column lat"],
        ),
        (
            "x-one,One,FR,45.5,4.5,Asia/Tokyo,,,,,,,,",
            "foreign-time-zone",
            &["column time_zone", "Europe/Paris"],
        ),
        (
            "x-one,LYON SUR MER,FR,45.5,4.5,,,,,,,,,",
            "capitals",
            &["row 8, column name"],
        ),
        (
            "x-one,One,FR,45.5,4.5,,,,2019,,,,,",
            "year-as-value",
            &["column people", "2019 looks like a year"],
        ),
        (
            "x-one,One,FR,45.5,4.5,,,,-5,,,,,",
            "impossible-value",
            &["column people", "-5 people"],
        ),
        (
            "x-one,One,FR,45.5,4.5,,,,0,,,,,",
            "impossible-value",
            &["column people", "0 people"],
        ),
        (
            "x-one,One,FR,45.5,4.5,,,,,-3,,,,",
            "impossible-value",
            &["column area", "-3 is below 0"],
        ),
        (
            "x-one,One,FR,45.5,4.5,,,,,,,,,130",
            "impossible-value",
            &["column waste_collected", "130 % is above"],
        ),
        (
            "x-one,One,FR,45.5,4.5,,,,900000,9,,,,",
            "implausible-density",
            &["column area", "100,000 per km²"],
        ),
        (
            "x-one,Lýon,FR,45.8,4.9,,,,,,,,,",
            "duplicate-city",
            &["“x-one” is perhaps “fr-lyon” again", "6 km"],
        ),
        (
            "x-one,Elsewhere,FR,45.7601,4.8402,,,,,,,,,",
            "same-place",
            &["“x-one” lies where “fr-lyon” does"],
        ),
        (
            "GH-TAMALE,Elsewhere,FR,48.1,2.1,,,,,,,,,",
            "ids-differ-by-case",
            &["“gh-tamale” and “GH-TAMALE”", "differ only by capitals"],
        ),
    ] {
        put(
            temp.path(),
            "cities.csv",
            format!("{CITIES}{row}\n").as_bytes(),
        );
        let lines = problems(temp.path()).1;
        let found = of(&lines, code);
        assert_eq!(found.len(), 1, "{code} for {row} in {lines:?}");
        for part in parts {
            assert!(
                found[0].contains(part) && found[0].starts_with("warning: cities.csv"),
                "{part}: {found:?}"
            );
        }
        // One slip, one warning: beside it only the practice of a city elsewhere.
        assert_eq!(lines.len(), 2, "{lines:?}");
    }
    put(
        temp.path(),
        "cities.csv",
        format!("{CITIES}x-one,One,FR,45.5,4.5,Europe/Pari,,,,,,,,\n").as_bytes(),
    );
    let lines = problems(temp.path()).1;
    assert!(of(&lines, "foreign-time-zone").is_empty(), "{lines:?}");
    // Other names of a zone, and neighbours with the same clocks, are no slip; nor are shrinking cities and low land.
    for row in [
        "x-one,One,FR,45.5,4.5,Europe/Berlin,,,,,,,,",
        "x-one,One,FR,45.5,4.5,,,,20190,,,,,100",
        "x-one,UN,FR,45.5,4.5,,,,,,,,,",
        "x-one,Lyon,BE,50.5,4.5,,,,,,,,,",
        "x-one,東京,JP,35.7,139.7,,,,,,,,,",
        "x-one,Suva,FJ,-16.8,-179.9,,,,,,,,,",
    ] {
        put(
            temp.path(),
            "cities.csv",
            format!("{CITIES}{row}\n").as_bytes(),
        );
        assert_eq!(problems(temp.path()).1.len(), 1, "{row}");
    }
}

#[test]
fn profiles_that_are_hardly_true_are_named() {
    let contact = |email: &str, url: &str| json!({"contacts": [{"office": "Mayor", "kind": "other", "email": email, "url": url}]});
    let good = "https://www.lyon.fr";
    for (change, code, parts) in [
        (
            json!({"values": {"people": 30_000}}),
            "changed-tenfold",
            &["/values/people", "30,000 people", "520,000"][..],
        ),
        (
            json!({"values": {"density": 60_000}}),
            "implausible-density",
            &["/values/density", "60,000 people per km²"],
        ),
        (
            json!({"values": {"area": 5}}),
            "implausible-density",
            &["/values/area"],
        ),
        (
            json!({"lat": 4.84, "lon": 45.76}),
            "swapped-coordinates",
            &["/lat"],
        ),
        (json!({"name": {"fr": "LYON"}}), "capitals", &["/name/fr"]),
        (
            json!({"updated": "2026-03-02"}),
            "future-date",
            &["/updated", "2026-03-01"],
        ),
        (
            json!({"sources": {"area": {"year": 2015}}}),
            "stale-source",
            &["/sources/area/year", "11 years before"],
        ),
        (
            json!({"sources": {"area": {"year": 2027}}}),
            "future-date",
            &["/sources/area/year"],
        ),
        (
            json!({"sources": {"area": {"url": "https://example.org/x"}}}),
            "unreachable-link",
            &["/sources/area/url"],
        ),
        (
            json!({"reviews": [{"year": 2030, "url": good}]}),
            "future-date",
            &["/reviews/0/year"],
        ),
        (
            json!({"media": [{"kind": "image", "url": "http://localhost/x.png", "caption": ""}]}),
            "unreachable-link",
            &["/media/0/url"],
        ),
        (
            contact("mayor@gmail.com", good),
            "private-email",
            &["/contacts/0/email"],
        ),
        (
            contact("mayor@lyon.fr", "http://192.168.0.1/"),
            "unreachable-link",
            &["/contacts/0/url"],
        ),
        (
            contact("mayor@lyon.fr", "https://http://lyon.fr"),
            "not-a-link",
            &["/contacts/0/url", "begins twice"],
        ),
        (
            json!({"offers": [{"topic": "waste", "strength": 2, "practices": ["bin"]}]}),
            "practice-not-in-directory",
            &["/offers/0/practices/0", "“bins”"],
        ),
    ] {
        let temp = measured();
        let mut profile =
            json!({"id": "fr-lyon", "updated": "2026-02-28", "sources": {"area": {"year": 2016}}});
        for (key, value) in change.as_object().unwrap() {
            profile[key] = value.clone();
        }
        put(
            temp.path(),
            "profiles/lyon.json",
            profile.to_string().as_bytes(),
        );
        let lines = problems(temp.path()).1;
        let found = of(&lines, code);
        assert_eq!(found.len(), 1, "{code} for {change} in {lines:?}");
        for part in parts {
            assert!(
                found[0].contains(part) && found[0].contains("profiles/lyon.json"),
                "{part}: {found:?}"
            );
        }
        assert_eq!(lines.len(), 2, "{lines:?}");
    }
    let temp = folder();
    put(temp.path(), "ties.csv", b"a,b,kind,since,source\nfr-lyon,fr-nice,twin,2027,\nfr-nice,fr-lyon,twin,1990,https://localhost/\n");
    let mut away = practice("away", "Lyonn", "FR", "waste");
    away["lat"] = json!(4.84);
    away["lon"] = json!(45.76);
    put(
        temp.path(),
        "practices/away.json",
        away.to_string().as_bytes(),
    );
    let lines = problems(temp.path()).1;
    names(
        &lines,
        &["ties.csv, row 2, column since", "2027", "[future-date]"],
    );
    names(
        &lines,
        &["ties.csv, row 3, column source", "[unreachable-link]"],
    );
    names(&lines, &["ties.csv, row 3, column b", "row 2 already"]);
    names(
        &lines,
        &["practices/away.json, /city", "did you mean “fr-lyon”?"],
    );
    names(
        &lines,
        &["practices/away.json, /lat", "[swapped-coordinates]"],
    );
}

#[test]
fn known_warnings_can_be_accepted() {
    let temp = folder();
    put(
        temp.path(),
        "cities.csv",
        format!("{CITIES}x-one,Lyon,FR,45.8,4.9,,,,,,,,,\n").as_bytes(),
    );
    assert_eq!(of(&problems(temp.path()).1, "duplicate-city").len(), 1);
    let accept = |entry: &str| {
        let text = DIRECTORY.replacen("updated", &format!("accept = [\"{entry}\"]\nupdated"), 1);
        put(temp.path(), "directory.toml", text.as_bytes());
        problems(temp.path()).1
    };
    assert!(of(&accept("duplicate-city x-one"), "duplicate-city").is_empty());
    assert_eq!(
        of(&accept("duplicate-city fr-lyon"), "duplicate-city").len(),
        1
    );
    names(
        &accept("duplicate-cities x-one"),
        &["directory.toml, accept", "“duplicate-city”"],
    );
    names(
        &accept("duplicate-city"),
        &["directory.toml, accept", "[incomplete]"],
    );
}

fn city_peers(args: &[&str], at: &Path) -> (i32, String, String) {
    let command = env!("CARGO_BIN_EXE_city-peers");
    let out = Command::new(command)
        .args(args)
        .current_dir(at)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        out.status.code().unwrap(),
        text(out.stdout),
        text(out.stderr),
    )
}

#[test]
fn exit_codes_and_streams() {
    let temp = tempfile::tempdir().unwrap();
    write(&temp.path().join("net work"), &small());
    let at = temp.path();
    let (code, found, progress) = city_peers(&["validate", "net work"], at);
    assert_eq!(code, 0);
    assert!(
        found.starts_with("warning: practices/away.json, /city"),
        "{found}"
    );
    assert!(
        found.contains("practices/away.json  1 warning: city-not-in-directory\n"),
        "{found}"
    );
    assert!(found.ends_with("2 ties, 0 reports; 1 warning\n"), "{found}");
    assert!(
        progress.starts_with("reading net work\n") && !progress.contains("warning"),
        "{progress}"
    );
    let (code, found, progress) = city_peers(&["validate", "net work", "--deny-warnings"], at);
    assert_eq!(code, 1);
    assert!(
        found.contains("1 warning") && progress.contains("warnings are denied"),
        "{found} {progress}"
    );
    for format in ["text", "json", "sarif"] {
        let (code, found, progress) = city_peers(&["validate", "nowhere", "--format", format], at);
        assert_eq!(code, 1);
        assert!(
            found.contains("unreadable") && progress.contains("1 error"),
            "{found} {progress}"
        );
    }
    assert_eq!(
        city_peers(&["validate", "net work", "--format", "xml"], at).0,
        2
    );
    assert_eq!(city_peers(&["validate"], at).0, 2);
    let (code, help, _) = city_peers(&["validate", "--help"], at);
    assert!(
        code == 0 && help.contains("Exit codes:") && help.contains("--previous"),
        "{help}"
    );
}

#[test]
fn many_of_a_kind_are_counted_in_text_only() {
    let temp = folder();
    let mut text = CITIES.to_owned();
    for ix in 0..40 {
        text.push_str(&format!(
            "x-{ix},City {ix},FR,{}.5,{ix},,,,many,,,,,\n",
            ix % 80
        ));
    }
    put(temp.path(), "cities.csv", text.as_bytes());
    let path = temp.path().to_str().unwrap();
    let listed = |args: &[&str]| {
        let all: Vec<&str> = ["validate", path].iter().chain(args).copied().collect();
        let (result, lines) = run(&all);
        result.unwrap_or_else(|_| lines.join("\n"))
    };
    let text = listed(&[]);
    assert_eq!(text.matches("“many” is not a number").count(), 3, "{text}");
    assert!(
        text.contains("and 37 more like this in cities.csv [not-a-number]"),
        "{text}"
    );
    assert!(text.contains("40 not-a-number"), "{text}");
    assert_eq!(
        listed(&["--all"]).matches("“many” is not a number").count(),
        40
    );
    for format in ["json", "sarif"] {
        assert_eq!(
            listed(&["--format", format])
                .matches("“many” is not a number")
                .count(),
            40
        );
    }
}

/// Problems of all kinds of files, and the text that each region covers.
#[test]
fn regions_cover_what_is_wrong() {
    let temp = folder();
    put(
        temp.path(),
        "cities.csv",
        CITIES
            .replacen("gh-accra,Accra", "gh-accra,\"Ac,cra\"", 1)
            .replacen("2300000", "\"2,300\"", 1)
            .as_bytes(),
    );
    put(temp.path(), "profiles/lyon.json", "{\n  \"id\": \"fr-lyon\",\n  \"naem\": {\"fr\": \"é\"}, \"lat\": \"é45\",\n  \"needs\": [{\"topic\": \"waste\"}]\n}".as_bytes());
    put(
        temp.path(),
        "catalogue.toml",
        common::CATALOGUE
            .replacen("low = 10000\n", "low = 0 # none\n", 1)
            .replacen("id = \"tier\"\nkind", "id = \"tier\"\nknid", 1)
            .as_bytes(),
    );
    put(temp.path(), "profiles/new.json", b"{\n \"id\": }");
    let path = temp.path().to_str().unwrap();
    let (_, lines) = run(&["validate", path, "--format", "json"]);
    let answer = lines.iter().find(|l| l.starts_with('{')).unwrap();
    let answer: Value = serde_json::from_str(answer).unwrap();
    let covered = |file: &str, code: &str| -> String {
        let all = answer["problems"].as_array().unwrap();
        let problem = all.iter().find(|p| p["file"] == file && p["code"] == code);
        let problem = problem.unwrap_or_else(|| panic!("no {code} of {file} in {answer:#}"));
        let text = std::fs::read_to_string(temp.path().join(file)).unwrap();
        let number = |key: &str| problem["region"][key].as_u64().unwrap() as usize;
        let line: Vec<char> = text
            .lines()
            .nth(number("startLine") - 1)
            .unwrap()
            .chars()
            .collect();
        let Some(end) = problem["region"]["endColumn"].as_u64() else {
            return format!("{}:{}", number("startLine"), number("startColumn"));
        };
        assert_eq!(number("startLine"), number("endLine"), "{problem}");
        line[number("startColumn") - 1..end as usize - 1]
            .iter()
            .collect()
    };
    // A cell in quotes after a cell with a comma, trimmed.
    assert_eq!(covered("cities.csv", "not-a-number"), "\"2,300\"");
    assert_eq!(covered("profiles/lyon.json", "unknown-field"), "\"naem\"");
    assert_eq!(covered("profiles/lyon.json", "wrong-type"), "\"é45\"");
    assert_eq!(
        covered("profiles/lyon.json", "missing-field"),
        "{\"topic\": \"waste\"}"
    );
    assert_eq!(covered("catalogue.toml", "out-of-range"), "low = 0");
    assert_eq!(
        covered("catalogue.toml", "unknown-field"),
        "knid = \"ordered\""
    );
    assert_eq!(covered("profiles/new.json", "not-json"), "2:8");
}

/// What the schema of SARIF 2.1.0 requires, and what code hosts need besides.
#[test]
fn sarif_has_what_it_must() {
    let temp = tempfile::tempdir().unwrap();
    write(&temp.path().join("net work"), &small());
    put(
        temp.path(),
        "net work/cities.csv",
        CITIES.replace("520000", "x").as_bytes(),
    );
    let (code, found, _) = city_peers(&["validate", "net work", "--format", "sarif"], temp.path());
    assert_eq!(code, 1);
    let log: Value = serde_json::from_str(&found).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(
        log["$schema"]
            .as_str()
            .unwrap()
            .ends_with("sarif-schema-2.1.0.json")
    );
    let runs = log["runs"].as_array().unwrap();
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "city-peers");
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), rules::ALL.len());
    let mut ids = BTreeSet::new();
    for rule in rules {
        assert!(ids.insert(rule["id"].as_str().unwrap()));
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(
                rule[text]["text"].as_str().is_some_and(|t| !t.is_empty()),
                "{rule}"
            );
        }
        assert!(
            ["error", "warning"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap())
        );
    }
    let results = runs[0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        assert!(
            result["message"]["text"]
                .as_str()
                .is_some_and(|t| !t.is_empty())
        );
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("net%20work/"), "{uri}");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        assert!(place["region"]["startColumn"].as_u64().unwrap() >= 1);
    }
    // Elsewhere, the whole address is given.
    let other = tempfile::tempdir().unwrap();
    let path = temp.path().join("net work");
    let (_, found, _) = city_peers(
        &["validate", path.to_str().unwrap(), "--format", "sarif"],
        other.path(),
    );
    let log: Value = serde_json::from_str(&found).unwrap();
    let uri = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        ["uri"];
    let uri = uri.as_str().unwrap();
    assert!(
        uri.starts_with("file:///") && uri.ends_with("/net%20work/cities.csv"),
        "{uri}"
    );
}

#[test]
fn an_earlier_directory_is_compared_with() {
    let temp = tempfile::tempdir().unwrap();
    let (old, new, out) = (
        temp.path().join("old"),
        temp.path().join("new"),
        temp.path().join("out"),
    );
    write(&old, &small());
    build(&old, &out).0.unwrap();
    write(&new, &small());
    let text = CITIES
        .replace("gh-tamale,Tamale", "gh-tamale-north,Tamale")
        .replace("4.6,101.09", "5.9,101.09")
        .replace(",760000,", ",76000000,");
    put(&new, "cities.csv", text.as_bytes());
    std::fs::remove_file(new.join("practices/bins.json")).unwrap();
    let mut answers = Vec::new();
    for previous in [&old, &out] {
        let (result, _) = run(&[
            "validate",
            new.to_str().unwrap(),
            "--previous",
            previous.to_str().unwrap(),
        ]);
        let lines: Vec<String> = result.unwrap().lines().map(str::to_owned).collect();
        names(
            &lines,
            &[
                "warning: cities.csv: “gh-tamale” (Tamale)",
                "is it “gh-tamale-north” now?",
                "[city-gone]",
            ],
        );
        names(
            &lines,
            &[
                "cities.csv, row 7, column lat",
                "“my-ipoh” lies 14",
                "[city-moved]",
            ],
        );
        names(
            &lines,
            &[
                "cities.csv, row 7, column people",
                "76,000,000 people, but 760,000",
                "[changed-tenfold]",
            ],
        );
        names(&lines, &["warning: practices: “bins”", "[practice-gone]"]);
        answers.push(lines.iter().filter(|l| l.starts_with("warning")).count());
    }
    assert_eq!(answers[0], answers[1]);
    let same = [
        "validate",
        old.to_str().unwrap(),
        "--previous",
        out.to_str().unwrap(),
    ];
    assert!(run(&same).0.unwrap().ends_with("; 1 warning\n"));
    let (result, _) = run(&[
        "validate",
        old.to_str().unwrap(),
        "--previous",
        temp.path().join("no").to_str().unwrap(),
    ]);
    assert!(result.unwrap_err().contains("cannot be compared with"));
}

/// Time grows with the number of cities: crowds of one name at one place included.
#[test]
fn crowds_of_one_name_take_no_longer() {
    let temp = folder();
    let mut text = String::from("id,name,country,lat,lon,time_zone\n");
    for ix in 0..20_000 {
        text.push_str(&format!("x-{ix},Santa,FR,45.5,4.5,Europe/Pari\n"));
    }
    put(temp.path(), "cities.csv", text.as_bytes());
    std::fs::remove_dir_all(temp.path().join("profiles")).unwrap();
    let start = std::time::Instant::now();
    let lines = problems(temp.path()).1;
    assert_eq!(of(&lines, "duplicate-city").len(), 19_999);
    assert!(start.elapsed().as_secs() < 8, "{:?}", start.elapsed());
}
