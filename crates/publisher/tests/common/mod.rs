//! A small directory of its own, and ways to run commands on it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_publisher::cli::Cli;
use city_peers_publisher::commands;
use city_peers_publisher::problem::Problems;
use city_peers_publisher::reporter::Kept;
use city_peers_publisher::source::{Loaded, Source, load};
use clap::Parser;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub const DIRECTORY: &str = r#"
id = "test-network"
title = "Test network"
publisher = "Testers"
licence = "CC0"
languages = ["en", "fr"]
updated = "2026-03-01"
credits = ["Nobody"]
"#;

pub const CATALOGUE: &str = r#"
version = 1
main = "people"
[[facet]]
id = "size"
label = "Size"
[[facet]]
id = "place"
weight = 2
[[indicator]]
id = "people"
label = "People"
unit = "people"
kind = "number"
scale = "log"
low = 10000
high = 10000000
role = "context"
facet = "size"
criterion = "population"
[[indicator]]
id = "area"
kind = { number = { scale = "linear", low = 0, high = 1000 } }
role = { context = { facet = "size", weight = 0.5 } }
[[indicator]]
id = "climate"
kind = { type = "category", codes = ["Af", "Am", "Cfb"], parent = { Af = "tropical", Am = "tropical", Cfb = "temperate" } }
role = "context"
facet = "place"
[[indicator]]
id = "tier"
kind = "ordered"
levels = ["town", { code = "city", label = "City" }, "state"]
role = "context"
facet = "place"
[[indicator]]
id = "powers"
kind = "tags"
codes = ["land-use-planning", "property-tax", "road-ownership"]
role = "context"
facet = "place"
[[indicator]]
id = "waste_collected"
kind = "number"
scale = "linear"
low = 0
high = 100
role = { outcome = { better = "higher", sdg = "11.6.1" } }
"#;

pub const CITIES: &str = "\
id,name,country,lat,lon,time_zone,languages,names_other,people,area,climate,tier,powers,waste_collected
fr-lyon,Lyon,FR,45.76,4.84,Europe/Paris,fr|en,it:Lione|ar:ليون,520000,48,Cfb,city,land-use-planning|property-tax,99
fr-nice,Nice,FR,43.70,7.27,Europe/Paris,fr,,340000,72,Cfb,city,land-use-planning,
gh-accra,Accra,GH,5.56,-0.2,Africa/Accra,en,,2300000,,Af,city,none,60
gh-tamale,Tamale,GH,9.4,-0.85,Africa/Accra,en,,370000,,,,,
sg-singapore,Singapore,SG,1.35,103.82,Asia/Singapore,en|zh|ms|ta,zh:新加坡,5600000,730,Af,state,land-use-planning|property-tax|road-ownership,100
my-ipoh,Ipoh,MY,4.6,101.09,Asia/Kuala_Lumpur,ms,,760000,640,Am,city,,45
";

pub fn practice(id: &str, city: &str, country: &str, topic: &str) -> serde_json::Value {
    serde_json::json!({
        "id": id, "title": format!("Practice {id}"), "city": city, "country": country,
        "lat": null, "lon": null, "start_year": 2010, "end_year": null, "sdgs": [11, 13], "targets": ["11.5"],
        "topics": [topic], "problem": "Something was wrong.", "summary": "It was put right. It took a while.",
        "budget": {"amount": 1000000, "currency": "EUR", "year": 2012, "kind": "total", "note": "All of it",
                   "source": 0, "comparable": true},
        "staff": {"fte": 3, "note": "posts", "source": 0},
        "stakeholders": ["residents"], "obstacles": ["rain"], "adaptation": ["begin early"], "enablers": ["money"],
        "requires": {"min_population": 100000, "max_population": null, "climate": ["tropical"], "terrain": [],
                     "powers": [{"code": "land-use-planning", "critical": true}, {"code": "road-ownership", "critical": false}],
                     "infrastructure": [], "capacities": [], "hazards": []},
        "results": [{"indicator": "Floods", "before": 9, "after": 2, "unit": "a year", "note": null, "year": 2015, "source": 0}],
        "evidence": "monitored",
        "replicated_in": [{"city": "Elsewhere", "country": "FR", "year": 2018, "source": 0}],
        "sources": [{"url": "https://reports.citynet.int/report", "title": "Report", "publisher": "Somebody"}]
    })
}

/// Files of the small directory by name.
pub fn small() -> BTreeMap<String, String> {
    let lyon = serde_json::json!({
        "id": "fr-lyon", "values": {"area": 50, "waste_collected": 98},
        "needs": [{"topic": "flood-management", "importance": 3}],
        "offers": [{"topic": "public-transport", "strength": 2}],
        "networks": ["metropolis"], "modes": ["study-visit"], "sources": {"area": {"title": "Office", "year": 2024}}
    });
    let accra = serde_json::json!({
        "id": "gh-accra", "name": {"tw": "Nkran"},
        "needs": [{"topic": "public-transport", "importance": 2}, {"topic": "waste", "importance": 1}],
        "offers": [{"topic": "flood-management", "strength": 1}],
        "networks": ["metropolis", "other"], "modes": ["webinar"]
    });
    let new = serde_json::json!({
        "id": "xk-new", "name": {"en": "Newtown", "fr": "Villeneuve"}, "country": "XK", "lat": 42.6, "lon": 21.1,
        "time_zone": "Europe/Belgrade", "languages": ["sq"], "values": {"people": 200000, "powers": []},
        "goals": [{"sdg": 11, "priority": 2}]
    });
    let mut files = BTreeMap::new();
    let mut add = |name: &str, text: String| files.insert(name.to_owned(), text);
    add("directory.toml", DIRECTORY.to_owned());
    add("catalogue.toml", CATALOGUE.to_owned());
    add("cities.csv", CITIES.to_owned());
    add("profiles/lyon.json", lyon.to_string());
    add("profiles/accra.json", accra.to_string());
    add("profiles/new.json", new.to_string());
    add(
        "ties.csv",
        "a,b,kind,since,source\nfr-lyon,gh-accra,,1990,\nsg-singapore,my-ipoh,memorandum,,x\n"
            .to_owned(),
    );
    add(
        "practices/flood.json",
        practice("flood-plan", "Singapore", "SG", "flood-management").to_string(),
    );
    add(
        "practices/bus.json",
        practice("bus-lanes", "fr-lyon", "FR", "public-transport").to_string(),
    );
    add(
        "practices/bins.json",
        practice("bins", "Nkran", "GH", "waste").to_string(),
    );
    add(
        "practices/away.json",
        practice("away", "Nowhere", "DE", "waste").to_string(),
    );
    files
}

pub fn write(folder: &Path, files: &BTreeMap<String, String>) {
    for (name, text) in files {
        put(folder, name, text.as_bytes());
    }
}

pub fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Runs the command; the text, and all lines of progress.
pub fn run(args: &[&str]) -> (Result<String, String>, Vec<String>) {
    let mut kept = Kept::default();
    let cli = Cli::try_parse_from(std::iter::once(&"city-peers").chain(args)).unwrap();
    let result = commands::run(cli, &mut kept).map_err(|e| e.0);
    (result, kept.0)
}

pub fn build(source: &Path, out: &Path) -> (Result<String, String>, Vec<String>) {
    run(&[
        "build",
        source.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ])
}

/// All files of a folder.
pub fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap())
        .map(|e| {
            (
                e.file_name().to_string_lossy().into_owned(),
                fs::read(e.path()).unwrap(),
            )
        })
        .collect()
}

/// Everything that is wrong with a source folder, one line each.
pub fn problems(folder: &Path) -> (Option<Loaded>, Vec<String>) {
    let mut problems = Problems::default();
    let loaded = load(&Source::new(folder), &mut problems);
    (
        loaded,
        problems.sorted().iter().map(ToString::to_string).collect(),
    )
}

/// A small generator of numbers with a fixed seed.
pub struct Draw(pub u64);

impl Draw {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
