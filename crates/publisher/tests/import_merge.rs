//! `import` into a folder that has something already: what is written, what is left alone, and what is said of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod import_help;

use common::put;
use import_help::{everything, folder, import, profile, table};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const BASE: &str = "\
id,name,name_es,country,lat,lon,time_zone,languages,population,region
fr-aix,Aix,Aix de Provenza,FR,43.5,5.4,Europe/Paris,fr,150000,south
fr-aix-2,Aix,,FR,50.5,3.3,Europe/Paris,fr,1000,north
fr-nice,Nice,Niza,FR,43.7,7.27,Europe/Paris,fr,340000,south
us-nice,Nice,,US,39.1,-122.8,America/Los_Angeles,en,2700,ca
";
const COLUMNS: &str = "\n[columns]\nname = \"name\"\ncountry = \"country\"\n";

/// A folder in which two cities share a file, and one has its own.
fn with_cities() -> tempfile::TempDir {
    let folder = folder();
    let list = json!([
        {"id": "fr-lyon", "name": {"en": "Lyon"}, "country": "FR", "values": {"area": 48, "population": 520_000},
         "needs": [{"topic": "waste", "importance": 1, "note": "by hand"}, {"topic": "public-transport", "importance": 2}]},
        {"id": "fr-metz", "name": {"en": "Metz"}, "country": "FR", "origin": "open-data"},
    ]);
    put(
        folder.path(),
        "net/profiles/all.json",
        list.to_string().as_bytes(),
    );
    folder
}

fn all(at: &Path) -> Value {
    let text = fs::read_to_string(at.join("net/profiles/all.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_change_touches_its_own_fields_of_its_own_city() {
    let folder = with_cities();
    let at = folder.path();
    let before = all(at);
    let csv = "name,country,area,transport\nLyon,FR,50,3\n";
    let mapping =
        format!("{COLUMNS}area = \"values.area\"\ntransport = \"needs.public-transport\"\n");
    let (result, lines) = table(at, csv, &mapping, &[]);
    assert!(
        result
            .unwrap_err()
            .contains("1 entry of the folder differs")
    );
    for line in [
        "           values.area: 48 → 50",
        "           needs.public-transport.importance: 2 → 3",
    ] {
        assert!(lines.lines().any(|l| l == line), "{line}\n{lines}");
    }
    assert_eq!(lines.matches('→').count(), 2, "{lines}");
    assert_eq!(all(at), before);

    table(at, csv, &mapping, &["--force"]).0.unwrap();
    let mut wanted = before;
    wanted[0]["values"]["area"] = json!(50);
    wanted[0]["needs"][1]["importance"] = json!(3);
    assert_eq!(all(at), wanted);
}

#[test]
fn a_list_that_is_stated_whole_is_replaced_and_keeps_what_is_said_of_its_entries() {
    let folder = with_cities();
    let at = folder.path();
    let csv = "name,country,needs\nLyon,FR,flood-management (2); Waste (3)\n";
    let mapping = format!("{COLUMNS}needs = \"needs\"\n");
    table(at, csv, &mapping, &["--force"]).0.unwrap();
    assert_eq!(
        all(at)[0]["needs"],
        json!([
            {"topic": "flood-management", "importance": 2},
            {"topic": "waste", "importance": 3, "note": "by hand"},
        ])
    );
}

#[test]
fn a_dry_run_and_a_run_with_errors_leave_every_file_as_it_is() {
    let folder = with_cities();
    let at = folder.path();
    put(
        at,
        "net/cities.csv",
        b"id,name,country,lat,lon,population\nfr-nice,Nice,FR,43.7,7.27,340000\n",
    );
    let before = everything(at);
    let csv = "name,country,area\nLyon,FR,50\nNice,FR,70\nBrest,FR,49\n";
    let mapping = format!("{COLUMNS}area = \"values.area\"\n");
    for form in ["profiles", "table"] {
        let (result, lines) = table(at, csv, &mapping, &["--dry-run", "--force", "--as", form]);
        let text = result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
        assert!(text.contains("nothing was written"), "{text}");
        assert_eq!(everything(at), before, "{form}");
        // One row is wrong: the good ones wait for it.
        let wrong = csv.replace("FR,49", "FR,much");
        let (result, lines) = table(at, &wrong, &mapping, &["--force", "--as", form]);
        assert!(
            result.unwrap_err().contains("nothing was done")
                && lines.contains("m.csv, row 4, column area: “much” is not a number"),
            "{lines}"
        );
        assert_eq!(everything(at), before, "{form}");
    }
    // A dry run without --force tells the differences, which is what it is for.
    let (result, lines) = table(at, csv, &mapping, &["--dry-run"]);
    let text = result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    assert!(
        text.contains("what differs stays as it is without --force"),
        "{text}"
    );
}

#[test]
fn a_file_that_holds_another_city_is_not_overwritten() {
    let folder = folder();
    let at = folder.path();
    let other = json!({"id": "fr-brest", "name": {"en": "Brest"}, "country": "FR"}).to_string();
    put(at, "net/profiles/fr-nice.json", other.as_bytes());
    let before = everything(at);
    for more in [&[][..], &["--force"]] {
        let (result, lines) = table(at, "name,country\nNice,FR\n", COLUMNS, more);
        assert!(
            result.is_err() && lines.contains("profiles/fr-nice.json: is in the way of fr-nice"),
            "{lines}"
        );
        assert_eq!(everything(at), before);
    }
}

#[test]
fn what_a_file_leaves_empty_empties_nothing() {
    let folder = with_cities();
    let at = folder.path();
    let before = all(at);
    let csv = "name,country,area,needs,text\nLyon,FR,,n/a,\n";
    let mapping =
        format!("{COLUMNS}area = \"values.area\"\nneeds = \"needs\"\ntext = \"philosophy\"\n");
    let text = table(at, csv, &mapping, &["--force"]).0.unwrap();
    assert!(text.contains("0 changed, 1 the same"), "{text}");
    let nulls = r#"[{"id": "fr-lyon", "lat": null, "needs": null, "values": {"area": null}}]"#;
    put(at, "n.json", nulls.as_bytes());
    let (result, lines) = import(at, &["n.json", "--force"]);
    result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    assert_eq!(all(at), before);
}

#[test]
fn one_id_twice_is_an_error_across_files_too() {
    let folder = folder();
    let at = folder.path();
    put(at, "a.csv", b"name,country\nNice,FR\n");
    put(at, "b.csv", b"name,country\nMetz,FR\nNICE,FR\n");
    let (result, lines) = import(at, &["a.csv", "b.csv"]);
    assert!(
        result.is_err()
            && lines.contains("b.csv, row 3: has the id “fr-nice”, as row 2 of a.csv has"),
        "{lines}"
    );
    assert!(!at.join("net/profiles").exists());
}

#[test]
fn base_data_fills_gaps_and_nothing_else() {
    let folder = folder();
    let at = folder.path();
    put(at, "base.csv", BASE.as_bytes());
    let stated = json!({"id": "fr-nice", "name": {"es": "Nizza"}, "country": "FR", "time_zone": "Europe/Monaco",
                        "values": {"population": 1}});
    put(
        at,
        "net/profiles/fr-nice.json",
        stated.to_string().as_bytes(),
    );
    let csv = "name,spanish,country,lat,lon,people\nNice,,FR,,,\nAix,Ais,FR,43.51,5.41,2\n";
    let mapping = format!(
        "[constant]\norigin = \"submitted\"\n[base]\nfill = [\"lat\", \"lon\", \"time_zone\", \"name\", \"population\"]{COLUMNS}\
         spanish = \"name.es\"\nlat = \"lat\"\nlon = \"lon\"\npeople = \"values.population\"\n"
    );
    let (result, lines) = table(at, csv, &mapping, &["--base", "base.csv", "--force"]);
    let text = result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    assert!(
        text.contains("filled from base.csv: lat of 1, lon of 1, time_zone of 1"),
        "{text}"
    );
    let nice = profile(at, "fr-nice");
    assert_eq!(nice["time_zone"], "Europe/Monaco");
    assert_eq!(nice["name"], json!({"en": "Nice", "es": "Nizza"}));
    assert_eq!(nice["values"]["population"], 1);
    assert_eq!(nice["lat"], 43.7);
    assert_eq!(
        nice["sources"]["lat"],
        json!({"note": "id fr-nice", "title": "base.csv"})
    );
    assert!(nice["sources"].get("time_zone").is_none());
    let aix = profile(at, "fr-aix");
    assert_eq!(
        (aix["lat"].as_f64(), aix["lon"].as_f64()),
        (Some(43.51), Some(5.41))
    );
    assert_eq!(aix["name"], json!({"en": "Aix", "es": "Ais"}));
    assert_eq!(aix["values"]["population"], 2);
    assert_eq!(aix["time_zone"], "Europe/Paris");
}

#[test]
fn which_place_a_row_is_takes_a_proof() {
    let folder = folder();
    let at = folder.path();
    put(at, "base.csv", BASE.as_bytes());
    let origin = "constant.origin = \"open-data\"\n";
    let run = |csv: &str, mapping: &str| {
        let args = ["--base", "base.csv", "--dry-run"];
        let (result, lines) = table(at, csv, &format!("{origin}{mapping}"), &args);
        result.unwrap_or_else(|e| panic!("{e}\n{lines}")) + &lines
    };
    let aix = "name,country\nAix,FR\n";
    for (csv, mapping, wanted) in [
        (
            aix,
            COLUMNS.to_owned(),
            "open     Aix, FR (m.csv, row 2): 2 places have this name: fr-aix = ",
        ),
        (
            aix,
            format!("base.min_population = 5000{COLUMNS}"),
            "new      fr-aix  Aix, FR\n",
        ),
        (
            aix,
            format!("decide.\"row 2\" = \"fr-aix-2\"{COLUMNS}"),
            "new      fr-aix-2  Aix, FR\n",
        ),
        (
            aix,
            format!("decide.\"row 9\" = \"fr-aix\"{COLUMNS}"),
            "warning: m.toml, decide, “row 9”: no row is called so",
        ),
        (
            "name,country,r\nAix,FR,North\n",
            format!("{COLUMNS}r = \"base.region\"\n"),
            "new      fr-aix-2  Aix, FR\n",
        ),
        // One place of the base data has the name alone: that is no proof.
        (
            "name\nNice\n",
            "[columns]\nname = \"name\"\n".to_owned(),
            "open     Nice (m.csv, row 2): 2 places have this name: fr-nice = ",
        ),
        (
            "name,c\nAix de Provenza,\n",
            "[columns]\nname = \"name\"\n".to_owned(),
            "the row gives no country; perhaps fr-aix = Aix, FR",
        ),
    ] {
        let said = run(csv, &mapping);
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    // Far from the place of its name a row is another city, with an id of its own.
    let far = "name,country,lat,lon\nNice,FR,47.0,0.5\n";
    let mapping = format!("{COLUMNS}lat = \"lat\"\nlon = \"lon\"\n");
    let said = run(far, &mapping);
    assert!(
        said.contains("new      fr-nice  Nice, FR\n") && !said.contains("filled from"),
        "{said}"
    );
}

#[test]
fn a_table_keeps_its_cells_and_drops_nothing_that_cities_say() {
    let folder = folder();
    let at = folder.path();
    let old = "id,name,country,lat,lon,population,climate\nfr-nice,Nice,FR,43.7,7.27,340000,Csa\n";
    put(at, "net/cities.csv", old.as_bytes());
    let csv = "name,country,area,climate,needs\nNice,FR,72,Cfb,Waste\n";
    let mapping = format!(
        "ignore = [\"needs\"]{COLUMNS}area = \"values.area\"\nclimate = \"values.climate\"\n"
    );
    let (result, lines) = table(at, csv, &mapping, &["--as", "table"]);
    assert!(result.is_err());
    for line in [
        "           climate: Csa → Cfb",
        "           area: (unknown) → 72",
    ] {
        assert!(lines.lines().any(|l| l == line), "{line}\n{lines}");
    }
    assert_eq!(fs::read_to_string(at.join("net/cities.csv")).unwrap(), old);
    let needs = format!(
        "{}needs = {{ to = \"needs\", level = 2 }}\n",
        mapping.replace("ignore = [\"needs\"]", "")
    );
    let (result, lines) = table(at, csv, &needs, &["--as", "table", "--force"]);
    assert!(
        result.is_err() && lines.contains("cities.csv: has no column for “needs”"),
        "{lines}"
    );
    assert_eq!(fs::read_to_string(at.join("net/cities.csv")).unwrap(), old);
}

#[test]
fn who_says_it_is_asked_once_where_nobody_told() {
    let folder = with_cities();
    let at = folder.path();
    let note = "says no origin: the cities count as having submitted it themselves (origin = \"open-data\" or \
                \"submitted\" under [constant] of the mapping says which)";
    let csv = "name,country,who\nNice,FR,open-data\nBrest,FR,submitted\n";
    let silent = format!("ignore = [\"who\"]{COLUMNS}");
    let (result, lines) = table(at, csv, &silent, &["--dry-run"]);
    result.unwrap();
    assert_eq!(lines, format!("warning: m.toml: {note}"));
    // Said for all, said by a column, or without a place for it in a table: there is nothing to ask.
    for (mapping, form) in [
        (
            format!("constant.origin = \"open-data\"\n{silent}"),
            "profiles",
        ),
        (format!("{COLUMNS}who = \"origin\"\n"), "profiles"),
        (silent.clone(), "table"),
    ] {
        let (result, lines) = table(at, csv, &mapping, &["--dry-run", "--as", form]);
        result.unwrap();
        assert_eq!(lines, "", "{mapping}");
    }
    // What is there keeps what it says; ready profiles are what cities send.
    let (result, lines) = table(at, "name,country\nMetz,FR\n", COLUMNS, &[]);
    result.unwrap();
    assert_eq!(lines, "");
    put(
        at,
        "r.json",
        br#"{"id": "fr-pau", "name": {"en": "Pau"}, "country": "FR"}"#,
    );
    let (result, lines) = import(at, &["r.json"]);
    result.unwrap();
    assert_eq!(lines, "");
    // Without a mapping the table itself is named.
    put(at, "plain.csv", b"name,country\nDax,FR\nAgen,FR\n");
    let (result, lines) = import(at, &["plain.csv"]);
    result.unwrap();
    assert_eq!(lines, format!("warning: plain.csv: {note}"));
    assert!(profile(at, "fr-dax").get("origin").is_none());
}
