//! `import`: what cells become. Each test is about one thing that must not be guessed, invented or lost on the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod import_help;

use common::put;
use import_help::{bare_spreadsheet, folder, import, profile, sheet, table};
use rust_xlsxwriter::Workbook;
use serde_json::json;

const HEAD: &str = "constant.origin = \"submitted\"\n";

#[test]
fn what_stands_for_unknown_is_unknown_and_never_zero() {
    let folder = folder();
    let at = folder.path();
    let csv = "name,country,people,area,water\nA,NA,n/a,..,9999\nB,FR,0,-,9999\nC,FR,,k. A.,95\n";
    let mapping = "table.missing = [\"k. A.\"]\n[constant]\norigin = \"submitted\"\n[columns]\nname = \"name\"\ncountry = \"country\"\n\
        people = \"values.emissions\"\narea = \"values.area\"\nwater = { to = \"values.access_to_water\", missing = [\"9999\"] }\n";
    let (result, lines) = table(at, csv, mapping, &[]);
    result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    // Namibia is no missing country.
    assert!(profile(at, "na-a").get("values").is_none());
    assert_eq!(profile(at, "fr-b")["values"], json!({"emissions": 0}));
    assert_eq!(
        profile(at, "fr-c")["values"],
        json!({"access_to_water": 95})
    );

    // A number of a spreadsheet that stands for unknown.
    sheet(at, "n.xlsx", |book: &mut Workbook| {
        let sheet = book.add_worksheet();
        for (column, head) in ["name", "country", "area"].into_iter().enumerate() {
            sheet.write(0, column as u16, head).unwrap();
        }
        for (row, (name, area)) in [("D", 9999.0), ("E", 12.0)].into_iter().enumerate() {
            sheet.write(row as u32 + 1, 0, name).unwrap();
            sheet.write(row as u32 + 1, 1, "FR").unwrap();
            sheet.write(row as u32 + 1, 2, area).unwrap();
        }
    });
    let mapping = "table.missing = [\"9999\"]\n[columns]\nname = \"name\"\ncountry = \"country\"\narea = \"values.area\"\n";
    put(at, "n.toml", mapping.as_bytes());
    import(at, &["n.xlsx", "--mapping", "n.toml"]).0.unwrap();
    assert!(profile(at, "fr-d").get("values").is_none());
    assert_eq!(profile(at, "fr-e")["values"]["area"], 12);
}

#[test]
fn a_formula_without_a_stored_result_is_an_error() {
    let folder = folder();
    let at = folder.path();
    // As programs write it that make spreadsheets and calculate nothing.
    let text =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let heads = text("A1", "name") + &text("B1", "country") + &text("C1", "area");
    let cells = text("A2", "Lyon") + &text("B2", "FR");
    let rows =
        format!("<row r=\"1\">{heads}</row><row r=\"2\">{cells}<c r=\"C2\"><f>40+8</f></c></row>");
    put(at, "f.xlsx", &bare_spreadsheet(&rows));
    let (result, lines) = import(at, &["f.xlsx"]);
    assert!(result.is_err(), "{lines}");
    assert!(
        lines.contains(
            "f.xlsx, row 2, column area: the formula =40+8 has no stored result (open the file"
        ),
        "{lines}"
    );
    assert!(!at.join("net/profiles").exists());
}

#[test]
fn the_decimal_sign_is_said_found_or_asked_for() {
    let folder = folder();
    let at = folder.path();
    let columns = "[columns]\nname = \"name\"\ncountry = \"country\"\n";
    let one = |csv: &str, mapping: &str| {
        let (result, lines) = table(at, csv, &format!("{HEAD}{mapping}"), &["--force"]);
        (result.is_ok(), lines)
    };
    let area = || profile(at, "fr-a")["values"]["area"].clone();

    let two = "name;country;area;water\nA;FR;1,234;97,5\nB;FR;2,345;\n";
    let mapped = format!("{columns}area = \"values.area\"\nwater = \"values.access_to_water\"\n");
    // The other column of numbers shows how the file writes them.
    let (ok, lines) = one(two, &mapped);
    assert!(ok, "{lines}");
    assert_eq!(area(), 1.234);
    let (ok, lines) = one(
        &two.replace("97,5", ""),
        &format!("table.decimal = \".\"\n{mapped}"),
    );
    assert!(ok, "{lines}");
    assert_eq!(area(), 1234);
    // What a column says is over what the table says.
    let own = mapped.replace(
        "\"values.area\"",
        "{ to = \"values.area\", decimal = \",\" }",
    );
    let (ok, lines) = one(
        &two.replace("97,5", ""),
        &format!("table.decimal = \".\"\n{own}"),
    );
    assert!(ok, "{lines}");
    assert_eq!(area(), 1.234);
    let (ok, lines) = one(&two.replace("97,5", ""), &mapped);
    assert!(
        !ok && lines.contains("row 2, column area: “1,234” can be two numbers"),
        "{lines}"
    );
    // The column's own other numbers decide.
    let (ok, lines) = one(
        "name;country;area\nA;FR;1,234\nB;FR;12,5\n",
        &format!("{columns}area = \"values.area\"\n"),
    );
    assert!(ok, "{lines}");
    assert_eq!(area(), 1.234);
    // There are no parts of a person.
    let (ok, lines) = one(
        "name;country;p\nA;FR;1,234\n",
        &format!("{columns}p = \"values.population\"\n"),
    );
    assert!(ok, "{lines}");
    assert_eq!(profile(at, "fr-a")["values"]["population"], 1234);
}

#[test]
fn units_factors_and_percentages() {
    let folder = folder();
    let at = folder.path();
    let csv = "name;country;Pop;Alt;Share;Water\nA;FR;1250;100;0.5;45 %\n";
    let mapping = "[columns]\nname = \"name\"\ncountry = \"country\"\nPop = { to = \"values.population\", unit = \"thousand\" }\n\
        Alt = { to = \"values.elevation\", factor = 2, offset = -3 }\nShare = { to = \"values.poverty\", unit = \"fraction\" }\n\
        Water = { to = \"values.access_to_water\", factor = 100 }\n";
    let (result, lines) = table(at, csv, &format!("{HEAD}{mapping}"), &[]);
    result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    assert_eq!(
        profile(at, "fr-a")["values"],
        json!({"access_to_water": 45, "elevation": 197, "population": 1_250_000, "poverty": 50})
    );
    let csv = "name;country;area;pop\nB;FR;45 %;10\n";
    let mapping = "[columns]\nname = \"name\"\ncountry = \"country\"\narea = \"values.area\"\npop = { to = \"values.population\", unit = \"km\" }\n";
    let (result, lines) = table(at, csv, mapping, &[]);
    assert!(
        result.is_err() && lines.contains("m.toml, columns, “pop”"),
        "{lines}"
    );
    let (result, lines) = table(at, csv, &mapping.replace(", unit = \"km\"", ""), &[]);
    assert!(
        result.is_err() && lines.contains("column area: 45 % is a share, but the unit is km²"),
        "{lines}"
    );
}

#[test]
fn dates_that_can_be_two_are_asked_for() {
    let folder = folder();
    let at = folder.path();
    let csv = "name,country,when\nA,FR,01/02/2026\n";
    let mapping = "[columns]\nname = \"name\"\ncountry = \"country\"\nwhen = \"updated\"\n";
    let (result, lines) = table(at, csv, mapping, &[]);
    assert!(
        result.is_err()
            && lines.contains(
                "m.csv, row 2, column when: “01/02/2026” can be two dates (date = \"%d/%m/%Y\""
            ),
        "{lines}"
    );
    for (format, wanted) in [("%d/%m/%Y", "2026-02-01"), ("%m/%d/%Y", "2026-01-02")] {
        let mapping = format!("{HEAD}table.date = \"{format}\"\n{mapping}");
        let (result, lines) = table(at, csv, &mapping, &["--force"]);
        result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
        assert_eq!(profile(at, "fr-a")["updated"], wanted);
    }
}

#[test]
fn codes_lists_and_yes_or_no() {
    let folder = folder();
    let at = folder.path();
    let csv = "name,country,risk,flood,heat,tier\nA,FR,Wasser / Feuer,yes,,?!\nB,FR,ninguno,no,,Y\nC,FR,none,no,no,Y\n";
    let mapping = "[columns]\nname = \"name\"\ncountry = \"country\"\n\
        risk = { to = \"values.hazards\", list = \"/\", codes = { Wasser = \"flood\", Feuer = \"heat\", ninguno = [] } }\n\
        tier = { to = \"values.climate\", codes = { \"?!\" = \"\", Y = \"Cfb\" } }\n";
    let ignoring = format!("{HEAD}ignore = [\"*\"]\n{mapping}");
    let (result, lines) = table(at, csv, &ignoring, &[]);
    result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    assert_eq!(
        profile(at, "fr-a")["values"],
        json!({"hazards": ["flood", "heat"]})
    );
    for id in ["fr-b", "fr-c"] {
        assert_eq!(
            profile(at, id)["values"],
            json!({"climate": "Cfb", "hazards": []})
        );
    }

    // One column a code: none is known only where every column says no.
    let mapping = "ignore = [\"*\"]\nsource = \"Survey\"\n[columns]\nname = \"name\"\ncountry = \"country\"\nflood = \"values.hazards.flood\"\nheat = \"values.hazards.heat\"\n";
    let again = csv
        .replace("A,FR", "D,FR")
        .replace("B,FR", "E,FR")
        .replace("C,FR", "F,FR");
    table(at, &again, mapping, &[]).0.unwrap();
    assert_eq!(profile(at, "fr-d")["values"]["hazards"], json!(["flood"]));
    assert!(profile(at, "fr-e").get("values").is_none());
    assert!(profile(at, "fr-e").get("sources").is_none());
    assert_eq!(profile(at, "fr-f")["values"]["hazards"], json!([]));

    let twice = format!("{mapping}risk = \"values.climate\"\ntier = \"values.climate\"\n");
    let (result, lines) = table(at, csv, &twice, &[]);
    assert!(
        result.is_err()
            && lines.contains("m.toml, columns, “tier”: goes to values.climate, as “risk” does"),
        "{lines}"
    );
}

#[test]
fn how_much_is_never_invented() {
    let folder = folder();
    let at = folder.path();
    let csv = "name,country,needs,flood,year\nA,FR,Waste,yes,2020.5\n";
    let mapping = "[columns]\nname = \"name\"\ncountry = \"country\"\nneeds = \"needs\"\nflood = \"offers.flood-management\"\nyear = \"reviews.0.year\"\n";
    let (result, lines) = table(at, csv, mapping, &[]);
    assert!(result.is_err());
    for wanted in [
        "column needs: “Waste” does not say how much (level = 2 in the mapping",
        "column flood: “yes” does not say how much",
        "column year: 2020.5 is not a whole number",
    ] {
        assert!(lines.contains(wanted), "{wanted}\n{lines}");
    }
}

#[test]
fn which_rows_are_read_and_how() {
    let folder = folder();
    let at = folder.path();
    let text = "List,of,members\nCity,Country,Area\n,,km2\nMálaga,ES,398\nTotal,ES,398\n";
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    put(at, "l.csv", &latin);
    let mapping = "ignore = [\"*\"]\n[table]\nencoding = \"windows-1252\"\nheader = 2\nskip = [3, \"5-9\"]\n[constant]\norigin = \"submitted\"\n\
        values.hazards = [\"flood\"]\nvalues.area = 1\n[source]\ntitle = \"All\"\nyear = 2020\n[columns]\n\
        City = \"name\"\nCountry = \"country\"\nArea = { to = \"values.area\", source = { title = \"Own\" } }\n";
    put(at, "l.toml", mapping.as_bytes());
    let (result, lines) = import(at, &["l.csv", "--mapping", "l.toml"]);
    result.unwrap_or_else(|e| panic!("{e}\n{lines}"));
    let malaga = profile(at, "es-malaga");
    assert_eq!(malaga["name"]["en"], "Málaga");
    // What a column says is over what is constant, and over the source of all.
    assert_eq!(malaga["values"], json!({"area": 398, "hazards": ["flood"]}));
    assert_eq!(
        malaga["sources"]["area"],
        json!({"title": "Own", "year": 2020})
    );
    assert!(!at.join("net/profiles/es-total.json").exists());

    // The sheet named on the command line is over that of the mapping.
    sheet(at, "two.xlsx", |book: &mut Workbook| {
        for (sheet, name) in [("A", "Nice"), ("B", "Metz")] {
            let page = book.add_worksheet().set_name(sheet).unwrap();
            page.write(0, 0, "name").unwrap();
            page.write(0, 1, "country").unwrap();
            page.write(1, 0, name).unwrap();
            page.write(1, 1, "FR").unwrap();
        }
    });
    put(
        at,
        "two.toml",
        b"table.sheet = \"A\"\n[columns]\nname = \"name\"\ncountry = \"country\"\n",
    );
    import(at, &["two.xlsx", "--mapping", "two.toml", "--sheet", "B"])
        .0
        .unwrap();
    assert!(at.join("net/profiles/fr-metz.json").exists());
    assert!(!at.join("net/profiles/fr-nice.json").exists());
}

#[test]
fn many_rows_of_one_kind_are_counted() {
    let folder = folder();
    let at = folder.path();
    let rows: String = (0..20).map(|n| format!("City{n},FR,many\n")).collect();
    put(at, "c.csv", format!("name,country,area\n{rows}").as_bytes());
    let (result, lines) = import(at, &["c.csv"]);
    assert!(result.is_err());
    assert_eq!(lines.matches("is not a number").count(), 8, "{lines}");
    assert!(
        lines.contains("12 rows more like these in column area"),
        "{lines}"
    );
}
