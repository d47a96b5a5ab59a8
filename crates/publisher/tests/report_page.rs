//! The page of `report`: it stands alone, can be read without its pictures, and suits any directory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{CITIES, run, small, write};
use std::collections::BTreeMap;

/// Text and page of a directory.
fn both(files: &BTreeMap<String, String>) -> (String, String) {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), files);
    let path = temp.path().to_str().unwrap();
    let text = run(&["report", path]).0.unwrap();
    let page = run(&["report", path, "--format", "html"]).0.unwrap();
    let json = run(&["report", path, "--format", "json"]).0.unwrap();
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
    for (name, output) in [("text", &text), ("page", &page)] {
        for word in ["NaN", "inf ", "inf%", ">inf", "None", "Some("] {
            assert!(!output.contains(word), "{name} says {word}: {output}");
        }
    }
    stands_alone(&page);
    (text, page)
}

/// What is between every such tag and its end.
fn tags<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let start = format!("<{name}");
    let found = page.match_indices(&start);
    let found = found
        .filter(|(at, _)| !page[at + start.len()..].starts_with(|c: char| c.is_alphanumeric()));
    found
        .map(|(at, _)| page[at..].split('>').next().unwrap())
        .collect()
}

fn stands_alone(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
    for word in [
        "<script",
        "<link",
        "<img",
        "<iframe",
        " src=",
        "url(",
        "@import",
        " onclick",
        "href=\"http",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    for svg in tags(page, "svg") {
        let named = svg.contains("role=\"img\"") && svg.contains("aria-label=\"");
        assert!(svg.contains("aria-hidden=\"true\"") || named, "{svg}");
    }
    let count = |text: &str| page.matches(text).count();
    assert_eq!(tags(page, "table").len(), tags(page, "caption").len());
    assert_eq!(tags(page, "table").len(), count("<thead>"));
    assert_eq!(count("<h1>"), 1);
    let mut before = 1;
    for (at, _) in page.match_indices("<h") {
        let Some(level) = page[at + 2..].chars().next().and_then(|c| c.to_digit(10)) else {
            continue;
        };
        assert!(level <= before + 1, "h{level} after h{before}");
        before = level;
    }
    // Every link of the contents leads somewhere.
    for link in tags(page, "a") {
        let id = link.split("href=\"#").nth(1).unwrap().trim_end_matches('"');
        assert!(page.contains(&format!(" id=\"{id}\"")), "{id}");
    }
}

#[test]
fn a_small_directory() {
    let (text, page) = both(&small());
    for words in [
        "7 cities in 5 countries and territories; 3 cities submitted their profile",
        "Singapore",
        "4 practices from 4 countries",
        "name nobody to write to",
        "Flood management",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // The summary comes first, in about ten lines.
    let summary = text.split("\nCoverage by indicator").next().unwrap();
    assert!((8..=16).contains(&summary.lines().count()), "{summary}");
    assert!(page.contains("<h2 id=\"coverage-title\">What is known</h2>"));
    assert!(page.contains("Nobody: every city is among the first 10 of another"));
    assert!(!text.contains('\u{2068}') && !page.contains('\u{2068}'));
}

#[test]
fn names_in_any_script_and_hostile_ones() {
    let mut files = small();
    let name = "<script>alert(1)</script> & \"co\"";
    let cities = CITIES.replace(
        "gh-tamale,Tamale,",
        &format!("gh-tamale,\"{}\",", name.replace('"', "\"\"")),
    );
    files.insert(
        "cities.csv".to_owned(),
        cities.replace("my-ipoh,Ipoh,", "my-ipoh,مدينة إيبوه,"),
    );
    files.insert(
        "directory.toml".to_owned(),
        common::DIRECTORY.replace("Test network", "Réseau <b>d’essai</b>"),
    );
    let (text, page) = both(&files);
    assert!(page.contains("<bdi dir=\"auto\">مدينة إيبوه</bdi>"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;"));
    assert!(page.contains("<h1>Réseau &lt;b&gt;d’essai&lt;/b&gt;: report</h1>"));
    assert!(text.contains("مدينة إيبوه, Malaysia"));
}

fn only(files: &mut BTreeMap<String, String>, cities: &str) {
    files.retain(|name, _| name.ends_with(".toml"));
    let head = CITIES.lines().next().unwrap();
    files.insert("cities.csv".to_owned(), format!("{head}\n{cities}"));
}

#[test]
fn no_city_one_city_two_that_state_nothing() {
    let mut files = small();
    only(
        &mut files,
        "fr-lyon,Lyon,FR,45.76,4.84,Europe/Paris,fr|en,,520000,48,Cfb,city,none,99\n",
    );
    let (text, page) = both(&files);
    assert!(
        text.contains("1 city in 1 country; no city submitted its profile"),
        "{text}"
    );
    assert!(text.contains("exposure needs two"), "{text}");
    assert!(page.contains("that needs at least two"));
    assert!(
        text.contains("nothing can be said of what cities did"),
        "no practices: {text}"
    );

    only(
        &mut files,
        "fr-lyon,Lyon,FR,,,,,,,,,,,\nxk-new,New,XK,,,,,,,,,,,\n",
    );
    let (text, _) = both(&files);
    assert!(
        text.contains("A city states 0 % of what is compared"),
        "{text}"
    );

    only(&mut files, "");
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &files);
    match run(&["report", temp.path().to_str().unwrap()]).0 {
        Ok(text) => assert!(text.contains("holds no city yet"), "{text}"),
        Err(told) => assert!(told.contains("error"), "{told}"),
    }
}

#[test]
fn catalogues_of_numbers_only_without_topics_without_context() {
    let mut files = small();
    only(&mut files, "");
    files.insert(
        "catalogue.toml".to_owned(),
        "version = 1\n[[facet]]\nid = \"all\"\n[[indicator]]\nid = \"x\"\nkind = \"number\"\nscale = \"linear\"\nlow = 0\nhigh = 1\nrole = \"context\"\nfacet = \"all\"\n".to_owned(),
    );
    files.insert(
        "cities.csv".to_owned(),
        "id,name,country,x\nfr-a,A,FR,0.5\nfr-b,B,FR,-3\nde-c,C,DE,\n".to_owned(),
    );
    let (text, page) = both(&files);
    assert!(text.contains("Coverage by country"), "{text}");
    assert!(page.contains("By country and facet"));
    assert!(text.contains("−"), "the lower value: {text}");
    files.insert(
        "catalogue.toml".to_owned(),
        "version = 1\n[[indicator]]\nid = \"x\"\nkind = \"number\"\nscale = \"linear\"\nlow = 0\nhigh = 1\nrole = { outcome = { better = \"lower\" } }\n".to_owned(),
    );
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &files);
    if let Ok(text) = run(&["report", temp.path().to_str().unwrap()]).0 {
        assert!(text.contains("The catalogue compares nothing"), "{text}");
        both(&files);
    }
}

#[test]
fn nobody_says_what_is_wanted() {
    let mut files = small();
    files.retain(|name, _| !name.starts_with("profiles/"));
    let (text, page) = both(&files);
    assert!(
        text.contains("no city submitted its profile, all are open data"),
        "{text}"
    );
    assert!(text.contains("demand unknown"), "unknown, not zero: {text}");
    assert!(page.contains("what is wanted is unknown"));
    assert!(!page.contains("Whom to ask for more"));
}
