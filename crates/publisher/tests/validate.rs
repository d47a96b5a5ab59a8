//! Checking: every bad input is named with file, place, what is wrong and what was probably meant.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers_engine::Day;
use common::{CATALOGUE, CITIES, DIRECTORY, practice, problems, put, small, write};
use serde_json::{Value, json};

/// The problems of the small directory with one file replaced.
fn with(file: &str, text: &str) -> Vec<String> {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    put(temp.path(), file, text.as_bytes());
    problems(temp.path()).1
}

fn names(lines: &[String], parts: &[&str]) {
    let found = lines
        .iter()
        .any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(found, "no line with {parts:?} in\n{}", lines.join("\n"));
}

#[test]
fn the_small_directory_is_clean_but_for_one_warning() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    let (loaded, lines) = problems(temp.path());
    assert_eq!(lines.len(), 1, "{lines:?}");
    names(
        &lines,
        &[
            "warning: practices/away.json, /city",
            "“Nowhere” is not in the directory",
        ],
    );
    let sources = loaded.unwrap().sources;
    let city = |id: &str| {
        sources
            .profiles
            .iter()
            .find(|p| p.id == id)
            .unwrap()
            .clone()
    };
    // Overridden field by field, values and names joined.
    let lyon = city("fr-lyon");
    assert_eq!(
        lyon.values["area"],
        city_peers_engine::model::Value::Number(50.0)
    );
    assert_eq!(
        lyon.values["people"],
        city_peers_engine::model::Value::Number(520_000.0)
    );
    assert_eq!(lyon.name["en"], "Lyon");
    assert_eq!(lyon.name["ar"], "ليون");
    assert_eq!(lyon.origin, city_peers_engine::model::Origin::Submitted);
    assert_eq!(
        city("fr-nice").origin,
        city_peers_engine::model::Origin::OpenData
    );
    assert_eq!(city("gh-accra").name["tw"], "Nkran");
    assert_eq!(
        city("gh-accra").values["powers"],
        city_peers_engine::model::Value::Codes(vec![])
    );
    assert!(!city("gh-tamale").values.contains_key("powers"));
    let zone = sources
        .zones
        .iter()
        .find(|z| z.name == "Europe/Paris")
        .unwrap();
    let on = |date: &str| zone.offset(Day::parse(date).unwrap());
    assert_eq!((on("2026-01-15"), on("2026-07-15")), (60, 120));
}

#[test]
fn bad_tables_are_explained() {
    let row = |cells: &str| format!("{CITIES}{cells}\n");
    let head = |from: &str, to: &str| CITIES.replacen(from, to, 1);
    let none: &[&str] = &[];
    for (text, parts) in [
        (
            head(",climate,", ",climat,"),
            &[
                "cities.csv, row 1, column climat",
                "did you mean “climate”?",
            ][..],
        ),
        (head("id,name", "id,nom"), &["column “name” is missing"]),
        (head("id,name", "code,name"), &["column “id” is missing"]),
        (head("lat,lon", "lat,lat"), &["two columns named “lat”"]),
        (head("520000", "520.000,0"), &["row 2"]),
        (
            head("520000", "\"520,000\""),
            &[
                "row 2, column people",
                "“520,000” is not a number",
                "thousands",
            ],
        ),
        (
            head("520000", "many"),
            &["row 2, column people", "“many” is not a number"],
        ),
        (head("520000", "inf"), &["row 2, column people"]),
        (
            head("Cfb", "Cfbb"),
            &["row 2, column climate", "unknown code “Cfbb”", "“Cfb”"],
        ),
        (
            head("|property-tax", "|property-taxes"),
            &["row 2, column powers", "“property-taxes”", "“property-tax”"],
        ),
        (
            head(",city,", ",citty,"),
            &["row 2, column tier", "“citty”", "did you mean “city”?"],
        ),
        (
            row("fr-lyon,Lyon,FR,,,,,,,,,,,"),
            &["row 8, column id", "“fr-lyon” is in row 2 already"],
        ),
        (
            row("x-one,One,F,,,,,,,,,,,"),
            &["row 8, column country", "“F” is not a country code"],
        ),
        (
            row("x-one,One,fr,,,,,,,,,,,"),
            &["row 8, column country", "did you mean “FR”?"],
        ),
        (
            row("x-one,One,FR,91,4,,,,,,,,,"),
            &["row 8, column lat", "91 is not between"],
        ),
        (row("x-one,One,FR,45,-181,,,,,,,,,"), &["row 8, column lon"]),
        (
            row("x-one,One,FR,45,,,,,,,,,,"),
            &["row 8, column lon", "is empty, but lat is not"],
        ),
        (
            row("x-one,One,FR,,,Europe/Pari,,,,,,,,"),
            &["row 8, column time_zone", "“Europe/Paris”"],
        ),
        (
            row("x-one,One,FR,,,,french,,,,,,,"),
            &["row 8, column languages", "“french”"],
        ),
        (
            row("x-one,One,FR,,,,,Uno,,,,,,"),
            &["row 8, column names_other", "“Uno” is not language:name"],
        ),
        (
            row("x-one,,FR,,,,,,,,,,,"),
            &["row 8, column name", "is empty"],
        ),
        (row(",One,FR,,,,,,,,,,,"), &["row 8, column id", "is empty"]),
        (
            row("x one,One,FR,,,,,,,,,,,"),
            &["row 8, column id", "“x one” is not an id"],
        ),
        (
            row("x-one,\"One\nTwo\",FR,,,,,,,,,,,"),
            &["row 8, column name", "line break"],
        ),
        (
            row("x-one,One,FR,,,,,,,,,,,,,,7"),
            &["row 8", "17 cells, but 14 columns"],
        ),
        (
            row("x-one,One,FR,45"),
            &["row 8", "4 cells, but 14 columns", "cut off"],
        ),
        (String::new(), &["cities.csv", "is empty"]),
    ] {
        let lines = with("cities.csv", &text);
        names(&lines, parts);
        names(&lines, &["error: cities.csv"]);
    }
    // All at once, in the order of the file.
    let text = CITIES
        .replace("520000", "x")
        .replace("2300000", "y")
        .replace("5600000", "z");
    let lines = with("cities.csv", &text);
    let at = |what: &str| lines.iter().position(|l| l.contains(what)).unwrap();
    assert!(at("row 2, column people") < at("row 4, column people"));
    assert!(at("row 4, column people") < at("row 6, column people"));
    for (text, parts) in [
        (
            "a,b\nfr-lyon,fr-nic\n",
            &["warning: ties.csv, row 2, column b", "“fr-nice”"][..],
        ),
        (
            "a,b\nfr-lyon,fr-lyon\n",
            &["error: ties.csv, row 2, column b", "itself"],
        ),
        (
            "a,b,kind\nfr-lyon,fr-nice,twins\n",
            &["row 2, column kind", "“twin”"],
        ),
        (
            "a,b,since\nfr-lyon,fr-nice,long ago\n",
            &["row 2, column since", "not a year"],
        ),
        ("a,c\n", &["column “b” is missing"]),
    ] {
        names(&with("ties.csv", text), parts);
    }
    names(
        &with("practice-cities.csv", "practice,city\nbus-lanes,fr-lyonn\n"),
        &["row 2, column city", "“fr-lyon”"],
    );
    assert_eq!(
        with("practice-cities.csv", "practice,city\naway,fr-nice\n"),
        none
    );
}

#[test]
fn bad_toml_is_explained() {
    for (from, to, parts) in [
        (
            "title",
            "titel",
            &["directory.toml, titel", "unknown key “titel”", "“title”"][..],
        ),
        (
            "title = \"Test network\"",
            "",
            &["directory.toml, title", "“title” is missing"],
        ),
        (
            "\"test-network\"",
            "\"Test Network\"",
            &["directory.toml, id", "is not an id"],
        ),
        (
            "\"2026-03-01\"",
            "\"March\"",
            &["directory.toml, updated", "is not a date"],
        ),
        (
            "[\"en\", \"fr\"]",
            "\"en\"",
            &["directory.toml, languages", "a list of texts"],
        ),
        (
            "[\"en\", \"fr\"]",
            "[\"english\"]",
            &["directory.toml, languages", "is not a language code"],
        ),
        (
            "licence = \"CC0\"",
            "licence = 0",
            &["directory.toml, licence", "text in quotes"],
        ),
        (
            "licence = \"CC0\"",
            "licence = CC0",
            &["directory.toml, line 5", "is not TOML"],
        ),
        (
            "updated",
            "catalogue = \"catalog.toml\"\nupdated",
            &[
                "directory.toml, catalogue",
                "no file “catalog.toml”",
                "“catalogue.toml”",
            ],
        ),
    ] {
        names(
            &with("directory.toml", &DIRECTORY.replacen(from, to, 1)),
            parts,
        );
    }
    for (from, to, parts) in [
        (
            "facet = \"size\"",
            "facet = \"siz\"",
            &["indicator “people”, facet", "unknown facet “siz”", "“size”"][..],
        ),
        (
            "id = \"area\"",
            "id = \"lat\"",
            &["“lat” cannot name an indicator"],
        ),
        (
            "low = 10000\n",
            "low = 10000000\n",
            &["indicator “people”, low", "is not below"],
        ),
        (
            "low = 10000\n",
            "low = 0\n",
            &["indicator “people”, low", "logarithmic"],
        ),
        (
            "scale = \"log\"",
            "scale = \"logarithmic\"",
            &["indicator “people”, scale", "unknown scale"],
        ),
        (
            "weight = 2",
            "weight = 0",
            &["facet “place”, weight", "not above 0"],
        ),
        (
            "weight = 2",
            "wieght = 2",
            &["facet “place”, wieght", "“weight”"],
        ),
        (
            "id = \"tier\"",
            "id = \"people\"",
            &["indicator “people”", "twice"],
        ),
        (
            "id = \"place\"",
            "id = \"size\"",
            &["facet “size”", "twice"],
        ),
        (
            "kind = \"tags\"",
            "kind = \"tag\"",
            &["indicator “powers”, kind", "unknown kind “tag”", "“tags”"],
        ),
        (
            "kind = \"tags\"",
            "",
            &["indicator “powers”, kind", "is missing"],
        ),
        (
            "better = \"higher\"",
            "better = \"more\"",
            &["indicator “waste_collected”, better"],
        ),
        (
            "main = \"people\"",
            "main = \"peopel\"",
            &["catalogue.toml, main", "“people”"],
        ),
        (
            "main = \"people\"",
            "main = \"tier\"",
            &["catalogue.toml, main", "not a number"],
        ),
        (
            "criterion = \"population\"",
            "criterion = \"populaton\"",
            &["criterion", "“population”"],
        ),
        (
            "\"Af\", \"Am\"",
            "\"Af\", \"Af\"",
            &["indicator “climate”, codes", "“Af” twice"],
        ),
        (
            "Af = \"tropical\"",
            "Ax = \"tropical\"",
            &["indicator “climate”, parent", "unknown code “Ax”"],
        ),
        (
            "\"Cfb\"], parent",
            "\"Cfb\"], parents = [\"tropical\"], parent",
            &["unknown parent “temperate”"],
        ),
        (
            "levels = [\"town\", { code = \"city\", label = \"City\" }, \"state\"]",
            "levels = [\"town\"]",
            &["indicator “tier”, levels", "at least 2"],
        ),
        (
            "version = 1",
            "version = 2",
            &["catalogue.toml, version", "version 1"],
        ),
        (
            "version = 1",
            "version = ",
            &["catalogue.toml, line 2", "is not TOML"],
        ),
    ] {
        assert!(CATALOGUE.contains(from), "{from}");
        names(
            &with("catalogue.toml", &CATALOGUE.replacen(from, to, 1)),
            parts,
        );
    }
    let many = |count: usize| {
        (0..count)
            .map(|i| format!("\"c{i}\""))
            .collect::<Vec<_>>()
            .join(",")
    };
    let tags = format!(
        "[[indicator]]\nid=\"t\"\nkind=\"tags\"\nrole=\"context\"\ncodes=[{}]\n",
        many(65)
    );
    names(
        &with("catalogue.toml", &tags),
        &["indicator “t”, codes", "at most 64"],
    );
    let codes = format!(
        "[[indicator]]\nid=\"t\"\nkind=\"category\"\nrole=\"context\"\ncodes=[{}]\n",
        many(255)
    );
    names(
        &with("catalogue.toml", &codes),
        &["indicator “t”, codes", "at most 254"],
    );
    let outcome = "[[indicator]]\nid=\"x\"\nkind=\"number\"\nlow=0\nhigh=1\nrole=\"outcome\"\nbetter=\"higher\"\n";
    names(&with("catalogue.toml", outcome), &["no context indicator"]);
    for (text, parts) in [
        (
            "[topics.flood-managment]\nsize = 1\n",
            &[
                "purposes.toml, topics.flood-managment",
                "“flood-management”",
            ][..],
        ),
        (
            "[topics.waste]\nplaces = 1\n",
            &[
                "purposes.toml, topics.waste, places",
                "unknown facet",
                "“place”",
            ],
        ),
        (
            "[topics.waste]\nplace = 11\n",
            &["purposes.toml, topics.waste, place", "from 0 to 10"],
        ),
        (
            "[topic.waste]\nplace = 1\n",
            &["purposes.toml, topic", "“topics”"],
        ),
    ] {
        names(&with("purposes.toml", text), parts);
    }
    for (text, parts) in [
        (
            "[mean_difference]\npeople = 0.2\n",
            &["reference.toml, mean_difference, area", "is missing"][..],
        ),
        (
            "[mean_difference]\npeople = 2\n",
            &["mean_difference, people", "from 0 to 1"],
        ),
        (
            "[mean_difference]\npeopel = 0.2\n",
            &["unknown indicator “peopel”", "“people”"],
        ),
        (
            "[likeness]\nalike = 0.2\n",
            &["likeness, very_alike", "is missing"],
        ),
        (
            "shrink = -1\n",
            &[
                "reference.toml, shrink",
                "from 0 to 50",
                "city-peers reference --force",
            ],
        ),
        ("shrink = \"5\"\n", &["reference.toml, shrink", "a number"]),
    ] {
        names(&with("reference.toml", text), parts);
    }
}

#[test]
fn other_spellings_of_a_catalogue_mean_the_same() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    let plain = problems(temp.path()).0.unwrap().sources.catalogue;
    let other = CATALOGUE
        .replace("[[facet]]", "[[facets]]")
        .replace("[[indicator]]", "[[indicators]]")
        .replace("kind = { number = { scale = \"linear\", low = 0, high = 1000 } }", "kind = \"number\"\nscale = \"linear\"\nlow = 0.0\nhigh = 1000.0")
        .replace("role = { context = { facet = \"size\", weight = 0.5 } }", "role = \"context\"\nfacet = \"size\"\nweight = 0.5")
        .replace("role = { outcome = { better = \"higher\", sdg = \"11.6.1\" } }", "role = { type = \"outcome\", better = \"higher\" }\nsdg = \"11.6.1\"")
        .replace(
            "kind = { type = \"category\", codes = [\"Af\", \"Am\", \"Cfb\"], parent = { Af = \"tropical\", Am = \"tropical\", Cfb = \"temperate\" } }",
            "kind = \"category\"\ncodes = [{ code = \"Af\", parent = \"tropical\" }, { code = \"Am\", parent = \"tropical\" }, { code = \"Cfb\", parent = \"temperate\" }]\nparents = [\"tropical\", { code = \"temperate\" }]",
        );
    put(temp.path(), "catalogue.toml", other.as_bytes());
    let (loaded, lines) = problems(temp.path());
    assert_eq!(loaded.unwrap().sources.catalogue, plain, "{lines:?}");
    // A catalogue of one indicator is enough; the facet is made.
    let least = "[[indicator]]\nid = \"people\"\nkind = \"number\"\nlow = 1\nhigh = 9\nrole = \"context\"\n";
    put(temp.path(), "catalogue.toml", least.as_bytes());
    put(temp.path(), "cities.csv", b"id;name;people\na;A;3\nb;B;4\n");
    std::fs::remove_dir_all(temp.path().join("profiles")).unwrap();
    let (loaded, lines) = problems(temp.path());
    assert!(lines.iter().all(|l| l.starts_with("warning")), "{lines:?}");
    let sources = loaded.unwrap().sources;
    assert_eq!(sources.catalogue.facets[0].id, "general");
    assert_eq!(sources.catalogue.main, Some(0));
    assert_eq!(sources.profiles.len(), 2);
}

#[test]
fn bad_profiles_and_reports_are_explained() {
    for (change, parts) in [
        (
            json!({"popluation": 3}),
            &[
                "profiles/lyon.json, /popluation",
                "unknown field “popluation”",
            ][..],
        ),
        (json!({"valeus": {}}), &["/valeus", "“values”"]),
        (
            json!({"values": {"poeple": 3}}),
            &["/values/poeple", "unknown indicator “poeple”", "“people”"],
        ),
        (
            json!({"values": {"people": "many"}}),
            &["/values/people", "a number is expected"],
        ),
        (
            json!({"values": {"people": {"x": 1}}}),
            &["/values/people", "must be a number, a code"],
        ),
        (
            json!({"values": {"climate": "Cfd"}}),
            &["/values/climate", "“Cfb”"],
        ),
        (
            json!({"values": {"powers": "property-tax"}}),
            &["/values/powers", "a list of codes"],
        ),
        (json!({"lat": "45"}), &["/lat", "wrong type", "number"]),
        (json!({"lat": 95}), &["/lat", "not between"]),
        (json!({"name": "Lyon"}), &["/name", "wrong type"]),
        (
            json!({"name": {"french": "Lyon"}}),
            &["/name/french", "not a language code"],
        ),
        (
            json!({"country": "Fr"}),
            &["/country", "did you mean “FR”?"],
        ),
        (
            json!({"time_zone": "Europe/Lyon"}),
            &["/time_zone", "unknown time zone"],
        ),
        (
            json!({"needs": [{"topic": "waste", "importance": 2}, {"topic": "floods", "importance": 2}]}),
            &["/needs/1/topic", "unknown topic “floods”"],
        ),
        (
            json!({"needs": [{"topic": "waste", "importance": 4}]}),
            &["/needs/0/importance", "4 is not 1, 2 or 3"],
        ),
        (
            json!({"needs": [{"topic": "waste", "importence": 2}]}),
            &["/needs/0/importence", "“importance”"],
        ),
        (
            json!({"needs": [{"topic": "waste"}]}),
            &["/needs/0", "“importance” is missing"],
        ),
        (
            json!({"offers": [{"topic": "waste", "strength": 1}, {"topic": "waste", "strength": 2}]}),
            &["/offers/1/topic", "twice"],
        ),
        (
            json!({"goals": [{"sdg": 18, "priority": 1}]}),
            &["/goals/0/sdg", "1 to 17"],
        ),
        (
            json!({"goals": [{"sdg": 11, "priority": 1, "target": "6.1"}]}),
            &["/goals/0/target", "goal 11"],
        ),
        (
            json!({"modes": ["study-visits"]}),
            &["/modes/0", "“study-visit”"],
        ),
        (
            json!({"frameworks": ["new-urban-agend"]}),
            &["/frameworks/0", "“new-urban-agenda”"],
        ),
        (
            json!({"contacts": [{"office": "Mayor", "kind": "local-goverment"}]}),
            &["/contacts/0/kind", "“local-government”"],
        ),
        (
            json!({"contacts": [{"office": "Mayor", "kind": "other", "email": "mayor"}]}),
            &["/contacts/0/email"],
        ),
        (
            json!({"contacts": [{"office": "Mayor", "kind": "other", "url": "lyon.fr"}]}),
            &["/contacts/0/url", "https://"],
        ),
        (
            json!({"media": [{"kind": "image", "url": "javascript:alert(1)", "caption": ""}]}),
            &["/media/0/url"],
        ),
        (
            json!({"reviews": [{"year": 2020, "url": "x"}]}),
            &["/reviews/0/url"],
        ),
        (
            json!({"origin": "mayor"}),
            &["/origin", "one of: submitted, open-data"],
        ),
        (json!({"updated": "yesterday"}), &["/updated", "not a date"]),
        (json!({"id": ""}), &["/id", "“id” is missing"]),
        (json!({"id": "gh-accra"}), &["/id", "already"]),
        (
            json!({"id": "fr-brest", "name": null}),
            &["/name", "“name” is missing"],
        ),
    ] {
        let mut profile = json!({"id": "fr-lyon"});
        for (key, value) in change.as_object().unwrap() {
            profile[key] = value.clone();
        }
        names(&with("profiles/lyon.json", &profile.to_string()), parts);
    }
    // Several of one file at once.
    let lines = with(
        "profiles/lyon.json",
        r#"{"id": "fr-lyon", "langages": [], "lat": "x", "needs": [{"topic": "waste"}, {"topik": "waste", "importance": 1}],
            "values": {"peopel": 1}, "networks": [1, "a", 2]}"#,
    );
    for parts in [
        ["/langages", "“languages”"],
        ["/lat", "wrong type"],
        ["/needs/0", "“importance” is missing"],
        ["/needs/1/topik", "“topic”"],
        ["/values/peopel", "“people”"],
        ["/networks/0", "wrong type"],
        ["/networks/2", "wrong type"],
    ] {
        names(&lines, &parts);
    }
    names(
        &with("profiles/lyon.json", "{\"id\": "),
        &["profiles/lyon.json, line 1", "is not JSON"],
    );
    names(&with("profiles/lyon.json", "3"), &["must be an object"]);
    names(
        &with("profiles/lyon.txt", "3"),
        &["warning: profiles/lyon.txt", "is not read"],
    );
    for (text, parts) in [
        (
            json!({"practice": "bin", "city": "fr-lyon", "status": "running"}),
            &["reports/a.json, /practice", "“bins”"][..],
        ),
        (
            json!({"practice": "bins", "city": "fr-lyo", "status": "running"}),
            &["/city", "“fr-lyon”"],
        ),
        (
            json!({"practice": "bins", "city": "fr-lyon", "status": "run"}),
            &["/status", "unknown code “run”"],
        ),
        (
            json!({"practice": "bins", "status": "running"}),
            &["“city” is missing"],
        ),
    ] {
        names(&with("reports/a.json", &text.to_string()), parts);
    }
    assert_eq!(
        with(
            "reports/a.json",
            r#"{"practice": "bins", "city": "fr-lyon", "status": "running"}"#
        )
        .len(),
        1
    );
}

#[test]
fn folders_that_are_none_are_explained() {
    let temp = tempfile::tempdir().unwrap();
    let (_, lines) = problems(temp.path());
    names(&lines, &["the folder is empty", "directory.toml"]);
    put(temp.path(), "notes.txt", b"x");
    let (_, lines) = problems(temp.path());
    names(&lines, &["error: directory.toml: is missing"]);
    names(&lines, &["error: cities.csv: is missing"]);
    names(
        &problems(&temp.path().join("no")).1,
        &["cannot be read as a folder"],
    );
    put(temp.path(), "directory.toml", DIRECTORY.as_bytes());
    put(temp.path(), "city.csv", b"id,name\n");
    let (_, lines) = problems(temp.path());
    names(&lines, &["warning: city.csv: is not read", "“cities.csv”"]);
    put(temp.path(), "cities.csv", b"id,name\n");
    names(&problems(temp.path()).1, &["there is no city"]);
    put(temp.path(), "cities.csv", b"id,name\na,\xff\n");
    names(
        &problems(temp.path()).1,
        &["cities.csv, row 2, column name", "UTF-8"],
    );
    put(temp.path(), "cities.csv", b"id,name\na,A\n");
    let (loaded, lines) = problems(temp.path());
    assert!(
        loaded.is_some() && lines.iter().all(|l| l.starts_with("warning")),
        "{lines:?}"
    );
}

/// Every rule for practices catches the error it is for.
#[test]
fn each_practice_rule_catches_its_error() {
    let rules: [(&str, Value, &str); 62] = [
        ("/id", json!("Two Words"), "is not an id"),
        ("/id", json!("bins"), "already"),
        ("/title", json!(" "), "is empty"),
        ("/title", json!(null), "“title” is missing"),
        ("/city", json!(""), "is empty"),
        ("/problem", json!(""), "is empty"),
        ("/summary", json!(""), "is empty"),
        ("/country", json!("UK"), "“UK” is not a country code"),
        ("/country", json!("sg"), "did you mean “SG”?"),
        ("/lat", json!(1), "belong together"),
        ("/start_year", json!(1492), "1492 is not a year"),
        ("/start_year", json!("2010"), "wrong type"),
        ("/end_year", json!(2009), "before the start"),
        ("/end_year", json!(2101), "2101 is not a year"),
        ("/duration_months", json!(0), "not plausible"),
        ("/duration_months", json!(601), "not plausible"),
        ("/sdgs", json!([11, 13, 18]), "1 to 17"),
        ("/sdgs", json!([11, 13, 11]), "goal 11 twice"),
        ("/targets", json!(["11.8"]), "“11.8” is not an SDG target"),
        ("/targets", json!(["11.d"]), "“11.d” is not an SDG target"),
        ("/targets", json!(["17.a"]), "“17.a” is not an SDG target"),
        ("/targets", json!(["18.1"]), "“18.1” is not an SDG target"),
        ("/targets", json!(["6.1"]), "goal that is not in sdgs"),
        ("/topics", json!([]), "has no topic"),
        ("/topics", json!(["flood-managment"]), "“flood-management”"),
        ("/topics", json!(["waste", "waste"]), "“waste” twice"),
        ("/forum_themes", json!(["x"]), "vocabulary forum_themes"),
        ("/principles", json!(["x"]), "vocabulary principles"),
        ("/frameworks", json!(["2030-agend"]), "“2030-agenda”"),
        ("/hazards", json!(["floods"]), "“flood”"),
        ("/finance_sources", json!(["own-budgets"]), "“own-budget”"),
        ("/requires/climate", json!(["Af"]), "vocabulary climate"),
        ("/requires/terrain", json!(["hill"]), "vocabulary terrain"),
        ("/requires/hazards", json!(["flod"]), "“flood”"),
        (
            "/requires/powers",
            json!([{"code": "landuse-planning", "critical": true}]),
            "“land-use-planning”",
        ),
        (
            "/requires/powers",
            json!([{"code": "land-use-planning"}]),
            "“critical” is missing",
        ),
        (
            "/requires/infrastructure",
            json!([{"code": "x", "critical": false}]),
            "vocabulary infrastructure",
        ),
        (
            "/requires/capacities",
            json!([{"code": "x", "critical": false}]),
            "vocabulary capacities",
        ),
        ("/requires/min_population", json!(0), "not a population"),
        ("/requires/max_population", json!(5), "above max_population"),
        ("/requires/min_populaton", json!(5), "“min_population”"),
        ("/stakeholders", json!(["a", "A"]), "the same text twice"),
        ("/obstacles", json!([""]), "is empty"),
        ("/sources", json!([]), "has no source"),
        ("/sources/0/url", json!("example.org"), "is not a link"),
        ("/sources/0/title", json!(""), "is empty"),
        (
            "/sources/0/publisher",
            json!(null),
            "“publisher” is missing",
        ),
        ("/budget/amount", json!(0), "not an amount"),
        ("/budget/currency", json!("euro"), "not a currency"),
        ("/budget/year", json!(1900), "not a year"),
        ("/budget/kind", json!("unit"), "compared per resident"),
        ("/budget/kind", json!("whole"), "unknown code “whole”"),
        ("/budget/source", json!(1), "source 1 does not exist"),
        ("/staff/source", json!(7), "source 7 does not exist"),
        ("/staff/note", json!(""), "is empty"),
        ("/staff/fte", json!(-1), "not a number of posts"),
        ("/results/0/source", json!(2), "source 2 does not exist"),
        ("/results/0/unit", json!(""), "is empty"),
        ("/results/0/year", json!(1900), "not a year"),
        (
            "/replicated_in/0/country",
            json!("XX"),
            "not a country code",
        ),
        (
            "/replicated_in/0/source",
            json!(2),
            "source 2 does not exist",
        ),
        ("/evidence", json!("evaluted"), "“evaluated”"),
    ];
    let good = practice("flood-plan", "Singapore", "SG", "flood-management");
    for (pointer, value, part) in rules {
        let mut changed = good.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap()[key] = value.clone();
        let lines = with("practices/flood.json", &changed.to_string());
        let line = lines
            .iter()
            .find(|l| l.contains("error: practices/flood.json") && l.contains(part));
        assert!(
            line.is_some(),
            "{pointer} = {value}: no “{part}” in {lines:?}"
        );
    }
    let mut changed = good.clone();
    changed["results"][0]["before"] = json!(null);
    changed["results"][0]["after"] = json!(null);
    changed["sources"] = json!([good["sources"][0], good["sources"][0]]);
    let lines = with("practices/flood.json", &changed.to_string());
    names(&lines, &["/results/0", "a result without a number"]);
    names(&lines, &["/sources/1/url", "the same link twice"]);
    let mut extra = good;
    extra["sumary"] = json!("x");
    names(
        &with("practices/flood.json", &extra.to_string()),
        &["/sumary", "“summary”"],
    );
}
