//! What practices cost, who took them over and how it went there: from source files to the answer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers_engine::model::ReportStatus;
use city_peers_publisher::published::open;
use common::{CATALOGUE, build, practice, problems, put, run, small, write};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

const BUDGET: &str = r#"
[[indicator]]
id = "budget"
label = "City budget per resident"
unit = "USD"
kind = "number"
scale = "log"
low = 10
high = 8000
role = "context"
facet = "place"
criterion = "money"
"#;
const RATES: &str =
    "currency,year,per_usd,source\nEUR,2012,0.8,central bank\nEUR,2013,0.75,central bank\n";

/// The small directory with budgets, rates, replications and reports.
fn knowing() -> BTreeMap<String, String> {
    let mut files = small();
    let mut add = |name: &str, text: String| files.insert(name.to_owned(), text);
    add("catalogue.toml", format!("{CATALOGUE}{BUDGET}"));
    add("exchange-rates.csv", RATES.to_owned());
    let accra = json!({
        "id": "gh-accra", "values": {"budget": 40},
        "needs": [{"topic": "public-transport", "importance": 2}]
    });
    add("profiles/accra.json", accra.to_string());
    let mut bus = practice("bus-lanes", "fr-lyon", "FR", "public-transport");
    bus["replicated_in"] = json!([
        {"city": "NICE", "country": "FR", "source": 0},
        {"city": "Nice", "country": "IT", "source": 0},
        {"city": "gh-tamale", "country": "GH", "source": 0},
        {"city": "Ipo", "country": "MY", "source": 0},
    ]);
    add("practices/bus.json", bus.to_string());
    let report =
        |city: &str, status: &str| json!({"practice": "bus-lanes", "city": city, "status": status});
    let mut ran = report("sg-singapore", "running");
    ran["changes"] = json!(["narrower lanes"]);
    ran["obstacles"] = json!(["parking"]);
    ran["result"] = json!("Buses are faster.");
    ran["contact"] = json!({"office": "Roads", "kind": "local-government"});
    let reports = json!([
        ran,
        report("my-ipoh", "planned"),
        report("gh-tamale", "stopped")
    ]);
    add("reports/bus.json", reports.to_string());
    files
}

fn with(file: &str, text: &str) -> Vec<String> {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &knowing());
    put(temp.path(), file, text.as_bytes());
    problems(temp.path()).1
}

fn names(lines: &[String], parts: &[&str]) {
    let found = lines.iter().any(|l| parts.iter().all(|p| l.contains(p)));
    assert!(found, "{parts:?} not in {lines:#?}");
}

fn ask(folder: &Path, format: &str) -> String {
    let args = [
        "suggest",
        folder.to_str().unwrap(),
        "--city",
        "gh-accra",
        "--format",
        format,
    ];
    run(&args).0.unwrap()
}

#[test]
fn sources_become_costs_adopters_and_reports() {
    let temp = tempfile::tempdir().unwrap();
    let (source, out) = (temp.path().join("source"), temp.path().join("out"));
    write(&source, &knowing());
    let (result, lines) = build(&source, &out);
    assert!(result.is_ok(), "{result:?} {lines:?}");
    names(
        &lines,
        &[
            "2 with a cost per resident",
            "7 replications",
            "2 of them",
            "3 reports",
        ],
    );
    let opened = open(&out).unwrap();
    let entries = &opened.practices.entries;
    let bus = entries
        .iter()
        .find(|e| e.practice.id == "bus-lanes")
        .unwrap();
    // 1,000,000 EUR at 0.8 for a dollar, shared by 520,000 people.
    assert_eq!(bus.cost, Some(1_250_000.0 / 520_000.0));
    let mut adopters: Vec<&str> = bus
        .adopters
        .iter()
        .map(|c| opened.directory.id(*c))
        .collect();
    adopters.sort_unstable();
    // Tamale stopped; Ipoh only plans it; Nice in Italy is nobody.
    assert_eq!(adopters, ["fr-lyon", "fr-nice", "sg-singapore"]);
    assert_eq!(bus.reports.len(), 3);
    let ran = bus
        .reports
        .iter()
        .find(|r| r.status == ReportStatus::Running)
        .unwrap();
    assert_eq!(opened.directory.id(ran.city), "sg-singapore");
    assert_eq!(ran.changes, ["narrower lanes"]);
    assert_eq!(ran.obstacles, ["parking"]);
    assert_eq!(ran.result.as_deref(), Some("Buses are faster."));
    assert_eq!(ran.contact.as_ref().unwrap().office, "Roads");

    let answer: Value = serde_json::from_str(&ask(&out, "json")).unwrap();
    let found = answer["practices"].as_array().unwrap();
    let bus = found.iter().find(|p| p["id"] == "bus-lanes").unwrap();
    assert_eq!(bus["lift"]["observed"], 3);
    assert_eq!(bus["lift"]["peers"], 6);
    assert_eq!(bus["lift"]["adopters"], 3);
    assert_eq!(bus["lift"]["cities"], 6);
    assert_eq!(bus["lift"]["lift"], 1.0);
    assert_eq!(
        bus["cost_per_resident"].as_f64(),
        Some(1_250_000.0 / 520_000.0)
    );
    // 2.40 once are 0.48 a year: 1.2 % of 40.
    let checks = bus["checks"].as_array().unwrap();
    let money = checks.iter().find(|c| c["criterion"] == "money").unwrap();
    assert_eq!(money["verdict"], "pass");
    assert_eq!(money["critical"], false);
    let text = ask(&out, "table");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("Known in 3 of the 6 cities most like Accra"),
        "{text}"
    );
    assert!(
        text.contains("Pass: about USD 2.4 for each resident, in all"),
        "{text}"
    );
    // The source folder itself gives the same answer.
    assert_eq!(ask(&source, "json"), ask(&out, "json"));
}

#[test]
fn without_rates_or_question_money_stays_unknown_or_unasked() {
    let temp = tempfile::tempdir().unwrap();
    let mut files = knowing();
    files.remove("exchange-rates.csv");
    write(temp.path(), &files);
    let text = ask(temp.path(), "table");
    assert!(
        !text.contains("USD") && text.contains("Unknown: not stated"),
        "{text}"
    );
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    assert!(!ask(temp.path(), "table").contains("Money"));
}

#[test]
fn a_name_that_two_cities_share_joins_neither() {
    let temp = tempfile::tempdir().unwrap();
    let mut files = knowing();
    let other = json!({"id": "fr-nice-2", "name": {"en": "Nice"}, "country": "FR"});
    files.insert("profiles/nice-2.json".to_owned(), other.to_string());
    write(temp.path(), &files);
    let (loaded, _) = problems(temp.path());
    let loaded = loaded.unwrap();
    assert_eq!(loaded.replications, 7);
    let joined = vec![("bus-lanes".to_owned(), "gh-tamale".to_owned())];
    assert_eq!(loaded.sources.replications, joined);
}

#[test]
fn bad_rates_are_explained() {
    for (rows, parts) in [
        (
            "EUR,2012,0.8",
            &["exchange-rates.csv, row 1", "column “source” is missing"][..],
        ),
        (
            "eur,2012,0.8,x",
            &[
                "row 2, column currency",
                "“eur” is not a currency",
                "such as EUR",
            ],
        ),
        (
            "EUR,12,0.8,x",
            &["row 2, column year", "“12” is not a year"],
        ),
        (
            "EUR,2012,0,x",
            &["row 2, column per_usd", "“0” is not a rate above 0"],
        ),
        ("EUR,2012,many,x", &["column per_usd", "“many”"]),
        ("EUR,2012,0.8,", &["column source", "is empty"]),
        (
            "USD,2012,1.1,x",
            &["column per_usd", "one US dollar is 1 USD"],
        ),
        (
            "EUR,2012,0.8,x\nEUR,2012,0.9,x",
            &["row 3", "EUR has a rate for 2012 already"],
        ),
    ] {
        let columns = if parts.len() == 2 && parts[1].contains("missing") {
            "currency,year,per_usd"
        } else {
            "currency,year,per_usd,source"
        };
        names(
            &with("exchange-rates.csv", &format!("{columns}\n{rows}\n")),
            parts,
        );
    }
    let extra = "currency,year,per_usd,source,per_eur\nEUR,2012,0.8,x,1\n";
    names(
        &with("exchange-rates.csv", extra),
        &["unknown column “per_eur”"],
    );
    names(
        &with("exchange_rates.csv", RATES),
        &[
            "warning: exchange_rates.csv",
            "did you mean “exchange-rates.csv”?",
        ],
    );
}

#[test]
fn money_must_be_answered_by_a_currency_and_a_city_reports_once() {
    let wrong = BUDGET.replace("\"USD\"", "\"dollars\"");
    names(
        &with("catalogue.toml", &format!("{CATALOGUE}{wrong}")),
        &[
            "catalogue.toml",
            "criterion",
            "a number in a currency",
            "ISO 4217",
        ],
    );
    // An indicator that only happens to bear the name is none the worse for it.
    let named = wrong
        .replace("id = \"budget\"", "id = \"money\"")
        .replace("criterion = \"money\"", "");
    let lines = with("catalogue.toml", &format!("{CATALOGUE}{named}"));
    assert!(
        !lines.iter().any(|l| l.contains("catalogue.toml")),
        "{lines:?}"
    );
    let twice = json!({"practice": "bus-lanes", "city": "my-ipoh", "status": "running"});
    names(
        &with("reports/zz.json", &twice.to_string()),
        &[
            "reports/zz.json, /city",
            "“my-ipoh” reports on “bus-lanes” in reports/bus.json already",
            "newer",
        ],
    );
}
