//! `import`: what secretariats have becomes what `validate` accepts; nothing is guessed, nothing is lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod import_help;

use common::{put, run};
use import_help::{folder, import, profile, sheet};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn valid(at: &Path) -> String {
    let net = at.join("net");
    let (result, lines) = run(&["validate", net.to_str().unwrap()]);
    result.unwrap_or_else(|e| panic!("{e}\n{}", lines.join("\n")))
}

const CSV: &str = "\
Ciudad;País;Población;Superficie (ha);Agua;Peligros;Necesita;Inundación;Fecha;Nota
San José;Costa Rica;342.188;4462,5;97,5 %;Flood|Earthquake;Waste (3);;22.11.2026;x
Springfield;Estados Unidos;167.601;..;99,1%;none;Road safety;2;01.02.2026;
La Paz;BOL;812.799;47200;n/a;Deslizamiento;;;;
";
const MAPPING: &str = r#"
ignore = ["No*"]
[constant]
origin = "submitted"
contacts.0.kind = "network"
[source]
title = "Members"
year = 2025
[columns]
Ciudad = "name.es"
"País" = "country"
"Población" = "values.population"
"Superficie (ha)" = { to = "values.area", unit = "ha", year = 2020 }
Agua = "values.access_to_water"
Peligros = { to = "values.hazards", codes = { Deslizamiento = "landslide" } }
Necesita = { to = "needs", level = 2 }
"Inundación" = "needs.flood-management"
Fecha = "updated"
"#;

#[test]
fn a_table_of_another_country_becomes_profiles() {
    let folder = folder();
    let at = folder.path();
    put(at, "m.csv", CSV.as_bytes());
    put(at, "m.toml", MAPPING.as_bytes());
    let (result, lines) = import(at, &["m.csv", "--mapping", "m.toml", "--dry-run"]);
    assert!(result.unwrap().contains("nothing was written"), "{lines}");
    assert!(!at.join("net/profiles").exists());

    let (result, lines) = import(at, &["m.csv", "--mapping", "m.toml"]);
    let text = result.unwrap();
    assert!(
        text.contains("new      cr-san-jose  San José, CR"),
        "{text}"
    );
    assert_eq!(lines, "", "all columns are mapped or ignored");
    let jose = profile(at, "cr-san-jose");
    assert_eq!(jose["values"]["population"], 342_188);
    assert_eq!(jose["values"]["area"], 44.625);
    assert_eq!(jose["values"]["access_to_water"], 97.5);
    assert_eq!(
        jose["values"]["hazards"],
        serde_json::json!(["flood", "earthquake"])
    );
    assert_eq!(
        jose["needs"],
        serde_json::json!([{"topic": "waste", "importance": 3}])
    );
    assert_eq!(jose["updated"], "2026-11-22");
    assert_eq!(
        jose["sources"]["area"],
        serde_json::json!({"title": "Members", "year": 2020})
    );
    assert_eq!(jose["sources"]["population"]["year"], 2025);
    assert!(
        jose.get("contacts").is_none(),
        "a constant of a contact is no contact"
    );
    let springfield = profile(at, "us-springfield");
    assert_eq!(springfield["values"]["hazards"], serde_json::json!([]));
    assert!(
        springfield["values"].get("area").is_none(),
        "unknown stays unknown"
    );
    assert_eq!(
        springfield["needs"][1],
        serde_json::json!({"topic": "flood-management", "importance": 2})
    );
    let paz = profile(at, "bo-la-paz");
    assert_eq!(paz["values"]["hazards"], serde_json::json!(["landslide"]));
    assert!(paz.get("needs").is_none());
    assert!(valid(at).contains("3 cities"));
}

#[test]
fn what_is_there_is_changed_only_when_asked_and_field_by_field() {
    let folder = folder();
    let at = folder.path();
    put(at, "m.csv", CSV.as_bytes());
    put(at, "m.toml", MAPPING.as_bytes());
    import(at, &["m.csv", "--mapping", "m.toml"]).0.unwrap();
    let (again, _) = import(at, &["m.csv", "--mapping", "m.toml"]);
    assert!(
        again
            .unwrap()
            .ends_with("0 cities new, 0 different, 3 the same\n")
    );

    // By hand: a note and a field the import does not speak of.
    let file = at.join("net/profiles/cr-san-jose.json");
    let mut jose = profile(at, "cr-san-jose");
    jose["needs"][0]["note"] = "by hand".into();
    jose["philosophy"] = serde_json::json!({"es": "Pura vida"});
    let by_hand = jose.to_string();
    fs::write(&file, &by_hand).unwrap();
    put(at, "m.csv", CSV.replace("342.188", "350.000").as_bytes());
    let (result, lines) = import(at, &["m.csv", "--mapping", "m.toml"]);
    assert!(result.unwrap_err().contains("--force"));
    let shown: Vec<&str> = lines.lines().collect();
    assert_eq!(
        shown,
        [
            "differs  cr-san-jose  San José, CR",
            "           values.population: 342188 → 350000",
            shown[2],
        ]
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), by_hand);

    import(at, &["m.csv", "--mapping", "m.toml", "--force"])
        .0
        .unwrap();
    let jose = profile(at, "cr-san-jose");
    assert_eq!(jose["values"]["population"], 350_000);
    assert_eq!(jose["needs"][0]["note"], "by hand");
    assert_eq!(jose["philosophy"]["es"], "Pura vida");
}

#[test]
fn errors_name_file_row_and_the_files_own_column_and_nothing_is_written() {
    let folder = folder();
    let at = folder.path();
    let csv = "\
Town,Land,Pop,Water,Mood,Lat,E-mail
A,Nowhere,12 000,x,good,95,a@b.org
B,FR,\"1,234\",50%,,45,not-mail
A b,FR,5000,40,,,
,FR,5,4,,,
";
    let mapping = r#"
[columns]
Town = "name"
Land = "country"
Pop = "values.emissions"
Water = "values.access_to_water"
Mood = "values.climate"
Lat = "lat"
"E-mail" = "contacts.0.email"
[constant]
contacts.0.kind = "other"
contacts.0.office = "Town hall"
"#;
    put(at, "m.csv", csv.as_bytes());
    put(at, "m.toml", mapping.as_bytes());
    let (result, lines) = import(at, &["m.csv", "--mapping", "m.toml"]);
    assert!(result.is_err());
    for wanted in [
        "m.csv, row 2, column Land: “Nowhere” is not a country",
        "m.csv, row 2, column Water: “x” is not a number",
        "m.csv, row 2, column Mood: unknown code “good”",
        "m.csv, row 2, column Lat: 95 is not between -90 and 90",
        "m.csv, row 3, column Pop: “1,234” can be two numbers (decimal = ",
        "m.csv, row 3, column E-mail: “not-mail” is not an e-mail address",
        "m.csv, row 5: the id cannot be made",
    ] {
        assert!(lines.contains(wanted), "{wanted}\n{lines}");
    }
    assert!(!at.join("net/profiles").exists());

    put(
        at,
        "two.csv",
        b"name,country\nSan Pedro,BO\nSan  Pedro,BO\n",
    );
    let (_, lines) = import(at, &["two.csv"]);
    assert!(
        lines.contains("two.csv, row 3: has the id “bo-san-pedro”, as row 2 has"),
        "{lines}"
    );
    put(
        at,
        "typo.toml",
        b"[columns]\nnmae = \"name\"\nname = \"values.popluation\"\n",
    );
    let (_, lines) = import(at, &["two.csv", "--mapping", "typo.toml"]);
    assert!(lines.contains("did you mean “population”?"), "{lines}");
    assert!(
        lines.contains("two.csv has no such column (did you mean “name”?)"),
        "{lines}"
    );
}

#[test]
fn damaged_and_odd_text_files_end_in_words() {
    let folder = folder();
    let at = folder.path();
    for (name, bytes, wanted) in [
        (
            "a.csv",
            &b"name\nM\xfcnchen\n"[..],
            "a.csv, line 2: is not UTF-8 text",
        ),
        ("b.csv", b"", "b.csv: is empty"),
        (
            "c.xlsx",
            b"name,country\n",
            "c.xlsx: is not a spreadsheet, though its name ends with .xlsx",
        ),
        ("d.xlsx", b"PK\x03\x04 cut off", "d.xlsx: is damaged"),
        (
            "e.json",
            b"[{\"id\": ]",
            "e.json, line 1, column 9: is not JSON",
        ),
        ("f.csv", b"Gemeinde,Land\nA,DE\n", "a mapping is needed"),
        (
            "g.csv",
            b"name,country\nA,DE,more\n",
            "g.csv, row 2: 3 cells, but 2 columns",
        ),
    ] {
        put(at, name, bytes);
        let (result, lines) = import(at, &[name]);
        assert!(
            result.is_err() && lines.contains(wanted),
            "{wanted}\n{lines}"
        );
    }
    let (_, lines) = import(at, &["none.csv"]);
    assert!(lines.contains("none.csv: cannot be read"), "{lines}");
    // “Unicode text” of a spreadsheet program: UTF-16 with tabs.
    let text = "name\tcountry\r\n東京 (Tokyo)\tJP\r\n";
    let bytes = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes));
    put(at, "u.txt", &bytes.collect::<Vec<u8>>());
    import(at, &["u.txt"]).0.unwrap();
    assert_eq!(profile(at, "jp-tokyo")["name"]["en"], "東京 (Tokyo)");
}

#[test]
fn spreadsheets_with_all_their_traps() {
    let folder = folder();
    let at = folder.path();
    sheet(at, "good.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("Cities").unwrap();
        sheet.write(0, 0, "List of members").unwrap();
        for (column, head) in [
            "City", "Country", "People", "Water", "Date", "Flood", "Heat",
        ]
        .into_iter()
        .enumerate()
        {
            sheet.write(2, column as u16, head).unwrap();
        }
        let percent = Format::new().set_num_format("0.0%");
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write(3, 0, "Lyon").unwrap();
        sheet
            .merge_range(3, 1, 4, 1, "France", &Format::new())
            .unwrap();
        sheet
            .write_formula(3, 2, Formula::new("=500000+20000").set_result("520000"))
            .unwrap();
        sheet
            .write_number_with_format(3, 3, 0.985, &percent)
            .unwrap();
        let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
        sheet.write_datetime_with_format(3, 4, &day, &date).unwrap();
        sheet.write(3, 5, true).unwrap();
        sheet.write(3, 6, false).unwrap();
        sheet.write(4, 0, "Nice").unwrap();
        sheet.write(4, 2, "340 000").unwrap();
        sheet
            .write_formula(4, 3, Formula::new("=NA()").set_result("#N/A"))
            .unwrap();
        sheet.write(4, 5, false).unwrap();
        sheet.write(4, 6, false).unwrap();
        sheet.write(9, 0, "  ").unwrap();
        let hidden = book.add_worksheet().set_name("Notes").unwrap();
        hidden.write(0, 0, "x").unwrap();
        hidden.set_hidden(true);
    });
    let mapping = r#"
[columns]
City = "name"
Country = "country"
People = "values.population"
Water = "values.access_to_water"
Date = "updated"
Flood = "values.hazards.flood"
Heat = "values.hazards.heat"
"#;
    put(at, "m.toml", mapping.as_bytes());
    let (result, lines) = import(at, &["good.xlsx", "--mapping", "m.toml"]);
    result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    assert!(
        lines.contains(
            "warning: good.xlsx, sheet Cities, row 5, column Water: #N/A is taken as unknown"
        ),
        "{lines}"
    );
    let lyon = profile(at, "fr-lyon");
    assert_eq!(
        lyon["values"],
        serde_json::json!({"access_to_water": 98.5, "hazards": ["flood"], "population": 520_000})
    );
    assert_eq!(lyon["updated"], "2026-03-01");
    assert_eq!(
        profile(at, "fr-nice")["values"],
        serde_json::json!({"hazards": [], "population": 340_000})
    );

    sheet(at, "bad.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("A").unwrap();
        for (column, head) in ["City", "Country", "People", "Water"]
            .into_iter()
            .enumerate()
        {
            sheet.write(0, column as u16, head).unwrap();
        }
        let date = Format::new().set_num_format("d-mmm");
        let day = ExcelDateTime::from_ymd(2026, 2, 1).unwrap();
        sheet.write(1, 0, "Lyon").unwrap();
        sheet.write(1, 1, "FR").unwrap();
        sheet.write_datetime_with_format(1, 2, &day, &date).unwrap();
        sheet
            .write_formula(1, 3, Formula::new("=Z1").set_result("#REF!"))
            .unwrap();
        book.add_worksheet()
            .set_name("B")
            .unwrap()
            .write(0, 0, "x")
            .unwrap();
    });
    let short = mapping.lines().take(6).collect::<Vec<_>>().join("\n");
    put(at, "s.toml", short.as_bytes());
    let (_, lines) = import(at, &["bad.xlsx", "--mapping", "s.toml"]);
    assert!(
        lines.contains("bad.xlsx: has 2 sheets (say which, such as --sheet \"A\": A, B)"),
        "{lines}"
    );
    let (result, lines) = import(at, &["bad.xlsx", "--mapping", "s.toml", "--sheet", "A"]);
    assert!(result.is_err());
    assert!(
        lines.contains(
            "sheet A, row 2, column People: is the date 2026-02-01, but a number is wanted"
        ),
        "{lines}"
    );
    assert!(
        lines.contains("row 2, column Water: #REF!: the formula failed"),
        "{lines}"
    );
}

#[test]
fn names_that_several_places_have_are_left_open_and_said() {
    let folder = folder();
    let at = folder.path();
    let base = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/cities.csv");
    let base = base.to_str().unwrap();
    put(
        at,
        "m.csv",
        b"name,country\nSpringfield,US\nSan Jose,CR\nBogotta,CO\n\xeb\x8f\x84\xec\xbf\x84,JP\n",
    );
    let (result, _) = import(at, &["m.csv", "--base", base]);
    let text = result.unwrap();
    assert!(
        text.contains(
            "open     Springfield, US (m.csv, row 2): 5 places have this name: us-springfield = "
        ),
        "{text}"
    );
    assert!(text.contains("nearest: co-bogota = Bogotá, CO"), "{text}");
    assert!(
        text.contains("2 cities new, 0 different, 0 the same, 2 left open"),
        "{text}"
    );
    assert!(!at.join("net/profiles/us-springfield.json").exists());
    let jose = profile(at, "cr-san-jose");
    assert_eq!(
        (jose["lat"].as_f64(), jose["time_zone"].as_str()),
        (Some(9.9339), Some("America/Costa_Rica"))
    );
    assert_eq!(jose["sources"]["lat"]["title"], "Open directory of cities");
    // The name in Korean letters is known to the base data, which gives the id.
    assert!(at.join("net/profiles/jp-tokyo.json").exists(), "{text}");
    assert!(valid(at).contains("2 cities"));

    // A person decides; or the row says where it is.
    let decide = "[columns]\nname = \"name\"\ncountry = \"country\"\n[decide]\n\"Springfield, US\" = \"us-springfield-il\"\n\"Bogotta, CO\" = false\n";
    put(at, "d.toml", decide.as_bytes());
    let (result, _) = import(at, &["m.csv", "--mapping", "d.toml", "--base", base]);
    let text = result.unwrap();
    assert!(
        text.contains("new      us-springfield-il  Springfield, US"),
        "{text}"
    );
    assert!(
        text.contains("open     Bogotta, CO (m.csv, row 4): is none of the base data"),
        "{text}"
    );
    put(
        at,
        "p.csv",
        b"name,country,lat,lon\nSpringfield,US,44.05,-123.02\n",
    );
    import(at, &["p.csv", "--base", base]).0.unwrap();
    assert_eq!(profile(at, "us-springfield-or")["lat"], 44.05);
}

#[test]
fn geonames_layout_is_understood() {
    let folder = folder();
    let at = folder.path();
    let line = |id: &str, name: &str, class: &str, people: &str| {
        format!(
            "{id}\t{name}\t{name}\tOther\t9.9\t-84.0\tP\t{class}\tCR\t\t08\t\t\t\t{people}\t\t1178\tAmerica/Costa_Rica\t2024-01-01\n"
        )
    };
    let text = line("1", "Alpha", "PPL", "900")
        + &line("2", "Beta", "PPL", "0")
        + &line("3", "Alpha", "PPLX", "5");
    put(at, "places.txt", text.as_bytes());
    put(at, "m.csv", b"name,country\nalph\xc3\xa1,CR\n");
    let (result, _) = import(at, &["m.csv", "--base", "places.txt"]);
    assert!(
        result
            .unwrap()
            .contains("cr-alpha  alphá, CR (base data: 1)")
    );
    assert_eq!(profile(at, "cr-alpha")["sources"]["lat"]["note"], "id 1");
}

#[test]
fn rows_of_the_table_keep_what_they_had() {
    let folder = folder();
    let at = folder.path();
    let table = "id,name,country,lat,lon,population,climate\nfr-lyon,Lyon,FR,45.76,4.84,520000,Cfb\nfr-nice,Nice,FR,43.7,7.27,340000,Csa\n";
    put(at, "net/cities.csv", table.as_bytes());
    put(
        at,
        "m.csv",
        b"name,country,population,area\nLyon,FR,520000.0,48\nMetz,FR,120000,42\n",
    );
    let (result, lines) = import(at, &["m.csv", "--as", "table"]);
    assert!(
        result.is_err() && lines.contains("area: (unknown) → 48"),
        "{lines}"
    );
    let text = fs::read_to_string(at.join("net/cities.csv")).unwrap();
    assert!(
        text.contains("fr-metz,Metz,FR,,,120000,,42\n")
            && text.contains("fr-lyon,Lyon,FR,45.76,4.84,520000,Cfb,\n"),
        "{text}"
    );
    import(at, &["m.csv", "--as", "table", "--force"])
        .0
        .unwrap();
    let text = fs::read_to_string(at.join("net/cities.csv")).unwrap();
    assert_eq!(
        text,
        "id,name,country,lat,lon,population,climate,area\nfr-lyon,Lyon,FR,45.76,4.84,520000,Cfb,48\nfr-metz,Metz,FR,,,120000,,42\nfr-nice,Nice,FR,43.7,7.27,340000,Csa,\n"
    );
    assert!(valid(at).contains("3 cities"));
}

#[test]
fn json_comes_as_it_is_or_by_a_mapping() {
    let folder = folder();
    let at = folder.path();
    let ready = r#"[{"id": "fr-lyon", "name": {"fr": "Lyon"}, "country": "FR", "goals": [{"sdg": 11, "priority": 2}]}]"#;
    put(at, "a.json", ready.as_bytes());
    import(at, &["a.json"]).0.unwrap();
    assert_eq!(profile(at, "fr-lyon")["goals"][0]["sdg"], 11);
    put(at, "wrong.json", ready.replace("goals", "gaols").as_bytes());
    let (_, lines) = import(at, &["wrong.json"]);
    assert!(
        lines.contains("wrong.json, record 1") && lines.contains("did you mean “goals”?"),
        "{lines}"
    );
    put(at, "l.jsonl", b"{\"place\": {\"n\": \"Metz\"}, \"tags\": [\"Heat wave\"]}\n{\"place\": {\"n\": \"Nancy\"}}\n");
    put(at, "l.toml", b"constant.country = \"FR\"\n[columns]\n\"place.n\" = \"name\"\ntags = \"values.hazards\"\n");
    import(at, &["l.jsonl", "--mapping", "l.toml"]).0.unwrap();
    assert_eq!(profile(at, "fr-metz")["values"]["hazards"][0], "heat");
    assert!(profile(at, "fr-nancy").get("values").is_none());
}

#[test]
fn practices_come_by_the_same_mechanism() {
    let folder = folder();
    let at = folder.path();
    put(at, "p.csv", b"Title,City,Land,Topics,Problem,What,Cost\nBus lanes,Lyon,France,Public transport; Waste,Slow buses.,Lanes were painted. It took a year.,1200000\n");
    let mapping = r#"
kind = "practice"
[source]
title = "Report"
url = "https://example.org/r"
publisher = "Somebody"
[constant]
evidence = "reported"
budget = { currency = "EUR", year = 2020, kind = "total", source = 0, comparable = true }
[columns]
Title = "title"
City = "city"
Land = "country"
Topics = "topics"
Problem = "problem"
What = "summary"
Cost = "budget.amount"
"#;
    put(at, "p.toml", mapping.as_bytes());
    let (result, lines) = import(at, &["p.csv", "--mapping", "p.toml"]);
    result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    let text = fs::read_to_string(at.join("net/practices/bus-lanes-lyon.json")).unwrap();
    let practice: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        practice["topics"],
        serde_json::json!(["public-transport", "waste"])
    );
    assert_eq!(practice["budget"]["amount"], 1_200_000);
}

#[test]
fn a_proposed_mapping_is_usable_as_it_is() {
    let folder = folder();
    let at = folder.path();
    put(at, "m.csv", CSV.as_bytes());
    let (result, _) = import(at, &["m.csv", "--suggest-mapping"]);
    let text = result.unwrap();
    for line in [
        "decimal = \",\"",
        "pattern = \"{country}-{name}\"",
        "\nCiudad = \"name\"",
        "\n\"País\" = \"country\"",
        "\n\"Población\" = \"values.population\"",
        "\n\"Superficie (ha)\" = { to = \"values.area\", unit = \"ha\" }",
        "\nFecha = \"updated\"",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    put(at, "s.toml", text.as_bytes());
    let (result, lines) = import(at, &["m.csv", "--mapping", "s.toml"]);
    result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    assert_eq!(profile(at, "cr-san-jose")["values"]["area"], 44.625);
    assert!(valid(at).contains("3 cities"));
}

#[test]
fn municipalities_of_bolivia() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval");
    let root = std::env::var_os("CITY_PEERS_EVAL").map_or(beside, PathBuf::from);
    let Ok(file) = root.join("bolivia/municipalities.csv").canonicalize() else {
        eprintln!("skipped: no open data beside the project");
        return;
    };
    let folder = folder();
    let at = folder.path();
    let file = file.to_str().unwrap();
    let text = import(at, &[file, "--suggest-mapping"]).0.unwrap();
    assert!(
        text.contains("\npopulation_2020 = { to = \"values.population\", year = 2020 }"),
        "{text}"
    );
    // What a person does with it: the country, one of the proposals, the rest left out.
    let text = text
        .replace("# country = \"BO\"", "country = \"BO\"")
        .replace("# title = \"…\"", "title = \"Atlas ODS\"")
        .replace("pattern = \"{name}", "pattern = \"{country}-{name}")
        .replace("# sdg6_3_wwt = ", "sdg6_3_wwt = ")
        .replace("version = 1", "ignore = [\"*\"]\nversion = 1");
    put(at, "b.toml", text.as_bytes());
    let (result, lines) = import(at, &[file, "--mapping", "b.toml"]);
    let said = result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    assert!(said.contains("339 cities new"), "{said}");
    assert!(valid(at).contains("339 cities"));
    let oruro = profile(at, "bo-oruro-oruro");
    assert_eq!(
        oruro["sources"]["population"],
        serde_json::json!({"title": "Atlas ODS", "year": 2020})
    );
    let changed = fs::read_to_string(file).unwrap().replacen(
        "BOL-ADM3-33444609B20338026,53.200001,108,2854,",
        "BOL-ADM3-33444609B20338026,53.200001,108,2900,",
        1,
    );
    put(at, "new.csv", changed.as_bytes());
    let (result, lines) = import(at, &["new.csv", "--mapping", "b.toml"]);
    assert!(result.is_err());
    let shown: Vec<&str> = lines
        .lines()
        .filter(|l| !l.starts_with("warning"))
        .collect();
    assert_eq!(
        shown[..2],
        [
            "differs  bo-esmeralda-oruro  Esmeralda, BO",
            "           values.population: 2854 → 2900"
        ]
    );
    assert_eq!(shown.len(), 3, "{lines}");
}
