//! `evaluate`: figures against their definitions, broken tables of pairs, joins, and what must not move a figure.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers_engine::assemble::assemble;
use city_peers_engine::compare;
use city_peers_engine::model::Kind;
use city_peers_engine::quantise::Cell;
use city_peers_engine::suggest::{Query, Ranker, Subject, query_weights};
use city_peers_engine::{CityIx, Directory};
use city_peers_publisher::evaluate::exposure::exposure;
use city_peers_publisher::evaluate::join::{Outcome, join, read_rows};
use city_peers_publisher::evaluate::lists::{firsts, overlap};
use city_peers_publisher::evaluate::metrics::{figures, names};
use city_peers_publisher::evaluate::pairs::Pairs;
use city_peers_publisher::evaluate::questions::{Rules, questions};
use city_peers_publisher::evaluate::removal::{Pattern, completeness, without};
use city_peers_publisher::evaluate::stability::stability;
use city_peers_publisher::evaluate::stats::{mean, mid_ranks, pearson};
use city_peers_publisher::evaluate::strata::{by_category, by_size};
use city_peers_publisher::evaluate::subset::subset;
use city_peers_publisher::fold::fold;
use city_peers_publisher::problem::Problems;
use city_peers_publisher::source::{Source, load};
use common::{Draw, put, run, small, write};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tempfile::TempDir;

/// All orders of candidates that scores allow: ties in every order.
fn orders(rows: &[(i32, bool)]) -> Vec<Vec<bool>> {
    if rows.is_empty() {
        return vec![Vec::new()];
    }
    let best = rows.iter().map(|r| r.0).max().unwrap();
    let mut all = Vec::new();
    for (ix, row) in rows.iter().enumerate().filter(|(_, r)| r.0 == best) {
        let mut rest = rows.to_vec();
        rest.remove(ix);
        for tail in orders(&rest) {
            let mut order = vec![row.1];
            order.extend(tail);
            all.push(order);
        }
    }
    all
}

/// Every figure of one order, from its definition.
fn by_definition(order: &[bool], k: usize) -> Vec<f64> {
    let positives = order.iter().filter(|p| **p).count() as f64;
    let negatives = order.len() as f64 - positives;
    let mut won = 0.0;
    for (i, a) in order.iter().enumerate() {
        for b in order.iter().skip(i + 1) {
            won += f64::from(u8::from(*a && !*b));
        }
    }
    let first = order.iter().position(|p| *p).unwrap();
    let found = order.iter().take(k).filter(|p| **p).count() as f64;
    let gain = |list: &mut dyn Iterator<Item = bool>| -> f64 {
        let places = list.enumerate().take(k).filter(|(_, p)| *p);
        places.map(|(i, _)| 1.0 / ((i + 2) as f64).log2()).sum()
    };
    let mut sorted = order.to_vec();
    sorted.sort_by_key(|p| !p);
    vec![
        won / (positives * negatives),
        1.0 / (first + 1) as f64,
        found / k as f64,
        found / positives,
        gain(&mut order.iter().copied()) / gain(&mut sorted.into_iter()),
    ]
}

#[test]
fn figures_are_the_mean_of_their_definitions_over_all_orders_of_ties() {
    let mut draw = Draw(11);
    let mut tied = 0;
    for _ in 0..300 {
        let size = 2 + draw.below(5);
        let mut rows: Vec<(i32, bool)> = (0..size)
            .map(|_| (draw.below(3) as i32, draw.below(2) == 0))
            .collect();
        rows[0].1 = true;
        rows[1].1 = false;
        let of = |positive: bool| -> Vec<f64> {
            let rows = rows.iter().filter(|r| r.1 == positive);
            rows.map(|r| f64::from(r.0)).collect()
        };
        let k = 1 + draw.below(7);
        let found = figures(&of(true), &of(false), &[k]).unwrap();
        let all = orders(&rows);
        tied += usize::from(all.len() > 1);
        for (ix, figure) in found.iter().enumerate() {
            let each: Vec<f64> = all.iter().map(|o| by_definition(o, k)[ix]).collect();
            let expected = mean(&each).unwrap();
            let name = &names(&[k])[ix];
            assert!(
                (figure - expected).abs() < 1e-12,
                "{name} of {rows:?}: {figure}, not {expected}"
            );
        }
    }
    assert!(tied > 100, "{tied} with ties");
}

#[test]
fn the_auc_is_that_of_mid_ranks_and_a_monotone_change_of_scores_changes_nothing() {
    let mut draw = Draw(5);
    for _ in 0..100 {
        let scores: Vec<f64> = (0..30).map(|_| draw.below(12) as f64).collect();
        let (positives, negatives) = scores.split_at(1 + draw.below(28));
        let found = figures(positives, negatives, &[5, 10]).unwrap();
        let ranks = mid_ranks(&scores);
        let (p, n) = (positives.len() as f64, negatives.len() as f64);
        let sum: f64 = ranks.iter().take(positives.len()).sum();
        assert!((found[0] - (sum - p * (p + 1.0) / 2.0) / (p * n)).abs() < 1e-12);
        let changed = |list: &[f64]| -> Vec<f64> { list.iter().map(|x| x.exp() - 9.0).collect() };
        assert_eq!(
            figures(&changed(positives), &changed(negatives), &[5, 10]).unwrap(),
            found
        );
        assert!(found.iter().all(|f| (0.0..=1.0).contains(f)), "{found:?}");
    }
}

/// The small directory on disk and in memory.
fn source() -> (TempDir, String, Directory) {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("source");
    write(&path, &small());
    let directory = assembled(&path);
    let path = path.to_str().unwrap().to_owned();
    (temp, path, directory)
}

fn assembled(path: &std::path::Path) -> Directory {
    let mut problems = Problems::default();
    let loaded = load(&Source::new(path), &mut problems).unwrap();
    assemble(loaded.sources, &fold).directory
}

/// A directory of drawn cities with gaps, large enough for lists of ten.
fn drawn(cities: usize) -> Directory {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &drawn_files(cities));
    assembled(temp.path())
}

fn drawn_files(cities: usize) -> BTreeMap<String, String> {
    let mut files = small();
    let mut draw = Draw(77);
    let mut table =
        "id,name,country,lat,lon,people,area,climate,tier,powers,waste_collected\n".to_owned();
    for ix in 0..cities {
        let or_gap = |value: String, gap: bool| if gap { String::new() } else { value };
        let people = or_gap(
            (10_000 + 97 * draw.below(90_000)).to_string(),
            draw.below(5) == 0,
        );
        let area = or_gap((draw.below(1000)).to_string(), draw.below(3) == 0);
        let climate = ["Af", "Am", "Cfb", ""][draw.below(4)];
        let tier = ["town", "city", "state", ""][draw.below(4)];
        let powers = ["none", "property-tax", "property-tax|road-ownership", ""][draw.below(4)];
        let country = ["FR", "GH", "MY", "SG", "XK"][draw.below(5)];
        let (lat, lon) = (draw.below(120) as i32 - 60, draw.below(360) as i32 - 180);
        table.push_str(&format!(
            "c{ix},City {ix},{country},{lat},{lon},{people},{area},{climate},{tier},{powers},{ix}\n"
        ));
    }
    files.insert("cities.csv".to_owned(), table);
    files.retain(|name, _| !name.starts_with("profiles/") && !name.starts_with("practices/"));
    files.remove("ties.csv");
    files
}

fn evaluate(args: &[&str]) -> (Result<String, String>, Vec<String>) {
    let mut all = vec!["evaluate"];
    all.extend(args);
    run(&all)
}

fn json(args: &[&str]) -> Value {
    let mut all = args.to_vec();
    all.extend(["--format", "json"]);
    let (result, lines) = evaluate(&all);
    serde_json::from_str(&result.unwrap_or_else(|e| panic!("{e} {lines:?}"))).unwrap()
}

/// Pairs in a file; the folder keeps it alive.
fn pairs_file(bytes: &[u8]) -> (TempDir, String) {
    let temp = tempfile::tempdir().unwrap();
    put(temp.path(), "pairs.csv", bytes);
    let path = temp.path().join("pairs.csv").to_str().unwrap().to_owned();
    (temp, path)
}

#[test]
fn broken_tables_of_pairs_end_in_an_error_that_helps() {
    let (_temp, source, _) = source();
    for (text, expected) in [
        (&b""[..], "is empty (the first row names the columns)"),
        (b"\n", "is empty"),
        (
            b"a;b\n",
            "holds no pair (give one pair of city ids per row)",
        ),
        (b"a,c\nfr-lyon,fr-nice\n", "row 1: column “b” is missing"),
        (b"A,b\nfr-lyon,fr-nice\n", "(rename column"),
        (
            b"a,b\nfr-lyon,\xff\n",
            "is not UTF-8 text (save it as UTF-8)",
        ),
        (
            b"a,b\n,fr-nice\n",
            "row 2, column a: is empty; the pair is left out",
        ),
        (b"a,b\nfr-lyon,fr-nice,x\n", "3 cells, but 2 columns"),
    ] {
        let (_keep, path) = pairs_file(text);
        let (result, lines) = evaluate(&[&source, "--pairs", &path]);
        assert!(result.is_err(), "{expected}");
        let said = lines.join("\n");
        assert!(
            said.contains(expected) && said.contains("pairs.csv"),
            "{said}, not {expected}"
        );
    }
    let (_keep, path) = pairs_file(b"a,b\nQ1,Q2\nQ3,fr-nice\nfr-nice,fr-nice\n");
    let error = evaluate(&[&source, "--pairs", &path]).0.unwrap_err();
    assert!(
        error.contains("none of 3 pairs") && error.contains("3 ids are unknown, such as “Q1”"),
        "{error}"
    );
    let error = evaluate(&[&source, "--pairs", "nowhere.csv"]);
    assert!(error.0.is_err() && error.1.join("").contains("nowhere.csv: cannot be read"));
}

#[test]
fn what_pairs_are_left_out_is_counted_and_bom_line_ends_and_order_change_nothing() {
    let (_temp, source, _) = source();
    let rows = [
        "fr-lyon,gh-accra",
        "my-ipoh,fr-nice",
        "sg-singapore,fr-lyon",
        "gh-tamale,fr-nice",
    ];
    let plain = format!("a,b\n{}\n", rows.join("\n"));
    let (_keep, path) = pairs_file(plain.as_bytes());
    let expected = json(&[&source, "--pairs", &path]);
    assert_eq!(expected["pairs"]["used"], 4);
    assert_eq!(expected["agreement"]["cities"], 6);
    assert_eq!(expected["agreement"]["positives"], 8);
    let mut turned = rows;
    turned.reverse();
    for text in [
        format!("\u{feff}a,b\r\n{}\r\n", rows.join("\r\n")),
        format!(
            "note,b,a\n{}",
            rows.map(|r| format!("\"x, y\",{r}\n")).join("")
        ),
        format!("a;b\n{}\n", turned.join("\n").replace(',', ";")),
    ] {
        let (_keep, path) = pairs_file(text.as_bytes());
        assert_eq!(json(&[&source, "--pairs", &path]), expected, "{text}");
    }
    let more =
        format!("{plain}fr-lyon,fr-lyon\ngh-accra,fr-lyon\nfr-lyon,gh-accra\nfr-lyon,Q1\nQ1,Q2\n");
    let (_keep, path) = pairs_file(more.as_bytes());
    let found = json(&[&source, "--pairs", &path]);
    assert_eq!(found["agreement"], expected["agreement"]);
    let tally = &found["pairs"];
    let counts = [
        "given",
        "used",
        "unknown",
        "unknown_ids",
        "with_itself",
        "repeated",
    ]
    .map(|c| tally[c].clone());
    assert_eq!(counts, [9, 4, 2, 2, 1, 2]);
    assert_eq!(tally["unknown_first"], serde_json::json!(["Q1", "Q2"]));
    // One way round is another pair than the other.
    let directed = json(&[&source, "--pairs", &path, "--directed"]);
    assert_eq!(directed["pairs"]["used"], 5);
    assert_eq!(directed["pairs"]["repeated"], 1);
    assert_eq!(directed["agreement"]["positives"], 5);
    let text = evaluate(&[&source, "--pairs", &path]).0.unwrap();
    for said in [
        "9 given, 4 used, 2 repeated, 1 of a city with itself",
        "unknown: 2 ids (Q1, Q2)",
        "likeness only",
    ] {
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn figures_of_simple_rankers_by_hand() {
    let (_temp, source, _) = source();
    let (_keep, path) =
        pairs_file(b"a,b\nfr-lyon,gh-accra\nfr-lyon,sg-singapore\nmy-ipoh,sg-singapore\n");
    let found = json(&[
        &source,
        "--pairs",
        &path,
        "--k",
        "1",
        "--directed",
        "--bootstrap",
        "200",
    ]);
    let agreement = &found["agreement"];
    assert_eq!(agreement["candidates"], 4);
    assert_eq!(
        agreement["figures"],
        serde_json::json!(["auc", "mrr", "precision@1", "recall@1", "ndcg@1"])
    );
    let ranker = |name: &str| -> Vec<f64> {
        let all = agreement["rankers"].as_array().unwrap();
        let row = all.iter().find(|r| r["ranker"] == name).unwrap();
        let figures = row["figures"].as_array().unwrap();
        figures
            .iter()
            .map(|f| f["mean"].as_f64().unwrap())
            .collect()
    };
    // Lyon (520,000) looks for Accra (2.3 m) and Singapore (5.6 m); Ipoh (760,000) is nearer: 0. First at 2, recall 0.
    // Ipoh looks for Singapore; Lyon and Accra are nearer in size: 0, first at 3.
    assert_eq!(
        ranker("population"),
        [0.0, (0.5 + 1.0 / 3.0) / 2.0, 0.0, 0.0, 0.0]
    );
    // Lyon: Accra, then Ipoh (10,190 km), then Singapore (10,830 km): ½. Ipoh: Singapore first: 1.
    assert_eq!(ranker("distance"), [0.75, 1.0, 1.0, 0.75, 1.0]);
    // Lyon: Accra has no other pair, Singapore one, Ipoh (nobody looks for it) none: (½ + 1) / 2.
    // Ipoh: Singapore has one other, Accra one, Lyon none: (½ + 1) / 2.
    let degree = ranker("degree");
    assert_eq!(degree[0], 0.75);
    let intervals = &agreement["rankers"][0]["figures"][0];
    assert!(intervals["low"].as_f64() <= intervals["mean"].as_f64());
    // The difference is that of the means.
    let all = agreement["engine_minus"].as_array().unwrap();
    let minus = all.iter().find(|r| r["ranker"] == "population").unwrap();
    let difference = ranker("engine")[1] - ranker("population")[1];
    assert!((minus["figures"][1]["mean"].as_f64().unwrap() - difference).abs() < 1e-12);
}

#[test]
fn ties_that_the_directory_lists_do_not_tell_the_engine_the_answer() {
    let temp = tempfile::tempdir().unwrap();
    let mut files = drawn_files(60);
    let (with, without) = (temp.path().join("with"), temp.path().join("without"));
    write(&without, &files);
    let mut draw = Draw(8);
    let pairs: BTreeMap<usize, usize> = (0..20)
        .map(|_| (draw.below(30), 30 + draw.below(30)))
        .collect();
    let rows: String = pairs.iter().map(|(a, b)| format!("c{a},c{b}\n")).collect();
    let text = format!("a,b\n{rows}");
    files.insert("ties.csv".to_owned(), text.clone());
    write(&with, &files);
    assert!(!assembled(&with).ties.is_empty());
    let (_keep, path) = pairs_file(text.as_bytes());
    let figures =
        |folder: &PathBuf| json(&[folder.to_str().unwrap(), "--pairs", &path])["agreement"].clone();
    assert_eq!(figures(&with), figures(&without));
}

fn ix(directory: &Directory, id: &str) -> CityIx {
    directory.find(id).unwrap()
}

fn pairs_of(directory: &Directory, list: &[(&str, &str)]) -> Pairs {
    let ids: Vec<_> = list
        .iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect();
    Pairs::new(&ids, false, &|id| directory.find(id)).0
}

#[test]
fn rules_choose_whom_partners_are_held_against() {
    let directory = drawn(60);
    let id = |n: usize| format!("c{n}");
    // c0 is in twelve pairs, c1 … c12 in one or two, the others in none.
    let mut list: Vec<(String, String)> = (1..=12).map(|n| (id(0), id(n))).collect();
    list.push((id(1), id(2)));
    let list: Vec<(&str, &str)> = list.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let pairs = pairs_of(&directory, &list);
    let all: Vec<CityIx> = directory.indices().collect();
    let (plain, alone) = questions(&directory, &pairs, &all, &Rules::default());
    assert_eq!((plain.len(), alone), (13, 0));
    for question in &plain {
        let (p, n) = (question.positives.len(), question.negatives.len());
        assert_eq!(p + n, 59, "all but the city itself");
    }
    let rules = Rules {
        same_country: true,
        ..Rules::default()
    };
    let (near, _) = questions(&directory, &pairs, &all, &rules);
    assert!(near.len() > plain.len());
    let total: usize = near.iter().map(|q| q.positives.len()).sum();
    assert_eq!(total, 26);
    for question in &near {
        let country = directory.country(question.positives[0]);
        let both = question.positives.iter().chain(&question.negatives);
        assert!(
            both.clone()
                .all(|c| directory.country(*c) == country && *c != question.city)
        );
    }
    let rules = Rules {
        degree_matched: Some(5),
        seed: 1,
        ..Rules::default()
    };
    let (matched, alone) = questions(&directory, &pairs, &all, &rules);
    // Nobody else is in about twelve pairs: those who look for c0 have nobody to hold it against.
    assert_eq!(alone, 12);
    assert_eq!(matched.len(), 14);
    for question in &matched {
        let degree = |c: CityIx| pairs.degree(question.city, c);
        let [positive] = question.positives.as_slice() else {
            panic!()
        };
        assert_eq!(question.negatives.len(), 5);
        assert!(
            question
                .negatives
                .iter()
                .all(|n| degree(*n).abs_diff(degree(*positive)) <= 1)
        );
        assert!(!question.negatives.contains(&question.city));
    }
    assert_eq!(
        questions(&directory, &pairs, &all, &rules),
        (matched.clone(), alone)
    );
    let other = Rules { seed: 2, ..rules };
    assert_ne!(
        questions(&directory, &pairs, &all, &other).0,
        matched,
        "the seed decides who is drawn"
    );
    assert_eq!(
        pairs.degree(ix(&directory, "c1"), ix(&directory, "c0")),
        11,
        "without the pair itself"
    );
    assert_eq!(
        pairs.degree(ix(&directory, "c30"), ix(&directory, "c0")),
        12
    );
}

#[test]
fn a_partner_never_stands_among_those_it_is_held_against_and_every_city_counts_once() {
    let directory = drawn(40);
    let mut draw = Draw(3);
    let list: Vec<_> = (0..80)
        .map(|_| {
            (
                format!("c{}", draw.below(40)),
                format!("c{}", draw.below(40)),
            )
        })
        .collect();
    let list: Vec<(&str, &str)> = list.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let pairs = pairs_of(&directory, &list);
    let candidates: Vec<CityIx> = pairs.cities().into_iter().collect();
    for same_country in [false, true] {
        for degree_matched in [None, Some(3)] {
            let rules = Rules {
                same_country,
                degree_matched,
                seed: 9,
            };
            let (asked, alone) = questions(&directory, &pairs, &candidates, &rules);
            let mut positives = alone;
            for question in &asked {
                positives += question.positives.len();
                assert!(
                    question
                        .positives
                        .iter()
                        .all(|c| pairs.has(question.city, *c))
                );
                assert!(
                    question
                        .negatives
                        .iter()
                        .all(|c| !pairs.has(question.city, *c))
                );
                assert!(!question.negatives.is_empty());
            }
            assert_eq!(
                positives,
                pairs.partners.values().map(|p| p.len()).sum::<usize>()
            );
        }
    }
}

const THEIRS: &str = "\
,label,lon,lat,pop,country
Q1,Lyon,4.84,45.76,516000,France
Q2,Lyons,4.84,45.76,1,France
Q3,Accra (capital),-0.2,5.56,2000000,Ghana
Q4,Tamale City,-0.85,9.4,999,Ghana
Q5,Nice,2.35,48.85,340000,France
Q6,Singapore,103.8,1.3,5600000,
Q7,SINGAPORE,103.9,1.4,5600000,
Q8,Atlantis,0,0,,
";

#[test]
fn a_table_of_others_is_joined_by_place_and_name_and_never_by_guess() {
    let (_temp, source, directory) = source();
    let mut problems = Problems::default();
    let rows = read_rows(THEIRS, &mut problems.of("cities.csv")).unwrap();
    assert!(problems.sorted().is_empty());
    let joined = join(&directory, &rows, 25.0);
    let outcome = |id: &str| {
        joined
            .rows
            .iter()
            .find(|r| r.id == id)
            .unwrap()
            .outcome
            .clone()
    };
    let city = |id: &str| match outcome(id) {
        Outcome::Matched { city, .. } => city,
        other => format!("{other:?}"),
    };
    assert_eq!(city("Q1"), "fr-lyon");
    assert!(
        matches!(outcome("Q2"), Outcome::Unmatched { nearest: Some(near) } if near == "fr-lyon"),
        "another name"
    );
    assert_eq!(
        city("Q3"),
        "gh-accra",
        "part of the name, about the same size"
    );
    assert!(
        matches!(outcome("Q4"), Outcome::Ambiguous { cities } if cities == ["gh-tamale"]),
        "another size"
    );
    assert!(
        matches!(outcome("Q5"), Outcome::Unmatched { nearest: None }),
        "too far"
    );
    for id in ["Q6", "Q7"] {
        assert!(
            matches!(outcome(id), Outcome::Ambiguous { cities } if cities == ["sg-singapore"]),
            "two claim it"
        );
    }
    assert!(matches!(outcome("Q8"), Outcome::Unmatched { .. }));
    assert_eq!(joined.cities.len(), 2);
    // The same through the command: a folder that holds both tables.
    let theirs = tempfile::tempdir().unwrap();
    put(theirs.path(), "cities.csv", THEIRS.as_bytes());
    put(
        theirs.path(),
        "pairs.csv",
        b"a,b,ca,cb\nQ1,Q3,France,Ghana\nQ1,Q6,France,\nQ3,Q99,,\n",
    );
    let folder = theirs.path().to_str().unwrap();
    let found = json(&[folder, "--directory", &source, "--candidates", "all"]);
    assert_eq!(found["joined"]["matched"], 2);
    assert_eq!(found["joined"]["ambiguous"], 3);
    assert_eq!(found["joined"]["unmatched"], 3);
    assert_eq!(found["joined"]["rows"][0]["city"], "fr-lyon");
    assert_eq!(found["joined"]["rows"][0]["by"], "name");
    assert_eq!(
        found["pairs"]["unknown_first"],
        serde_json::json!(["Q6", "Q99"])
    );
    let tables = [
        "--cities",
        &format!("{folder}/cities.csv"),
        "--pairs",
        &format!("{folder}/pairs.csv"),
    ]
    .map(str::to_owned);
    let mut args = vec![source.as_str(), "--candidates", "all"];
    args.extend(tables.iter().map(String::as_str));
    assert_eq!(json(&args), found);
    let error = evaluate(&[folder, "--directory", &source]).0.unwrap_err();
    assert!(error.contains("no city that is not a partner"), "{error}");
}

#[test]
fn broken_tables_of_cities_are_told_apart() {
    let read = |text: &str| {
        let mut problems = Problems::default();
        let rows = read_rows(text, &mut problems.of("cities.csv"));
        let lines: Vec<String> = problems.sorted().iter().map(ToString::to_string).collect();
        (rows, lines.join("\n"))
    };
    let (rows, said) = read("id,town,lat\nx,y,1\n");
    assert!(rows.is_none());
    assert!(
        said.contains("column “name” is missing") && said.contains("column “lon” is missing"),
        "{said}"
    );
    let (rows, said) = read(
        "id,name,lat,lon,country,population\na,A,91,0,FR,1\nb,B,x,0,FR,\na,A,1,0,FR,1\n,C,0,0,,\nc,C,0,0,France,none\na,D,0,0,,\n",
    );
    let rows = rows.unwrap();
    assert_eq!(
        rows.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
        ["c"]
    );
    assert_eq!((rows[0].country.clone(), rows[0].people), (None, None));
    for expected in [
        "row 2: no place",
        "row 3: no place",
        "row 4: a second row with the id “a”",
        "row 5: has no id",
    ] {
        assert!(said.contains(expected), "{said}");
    }
    let (_temp, source, directory) = source();
    let (rows, _) = read("id,name,lat,lon,country\na,Lyon,45.7,4.8,DE\nb,Lyon,45.7,4.8,FR\n");
    let joined = join(&directory, &rows.unwrap(), 25.0);
    assert!(
        matches!(joined.rows[0].outcome, Outcome::Unmatched { .. }),
        "another country"
    );
    assert!(matches!(joined.rows[1].outcome, Outcome::Matched { .. }));
    let (_keep, path) = pairs_file(b"a,b\na,b\n");
    let error = evaluate(&[
        &source,
        "--pairs",
        &path,
        "--cities",
        &path,
        "--within-km",
        "0",
    ])
    .0
    .unwrap_err();
    assert!(error.contains("--within-km"), "{error}");
}

#[test]
fn removal_takes_its_share_of_context_and_nothing_else() {
    let directory = drawn(400);
    let weights = query_weights(&directory, &Query::default());
    let known = |d: &Directory| -> Vec<usize> {
        let columns = d.cities.columns.iter();
        columns
            .map(|c| {
                d.indices()
                    .filter(|&city| c.cell(city) != Cell::Unknown)
                    .count()
            })
            .collect()
    };
    let before = known(&directory);
    for pattern in [Pattern::PerValue, Pattern::PerCity] {
        let rest = without(&directory, pattern, 0.3, 4);
        for (ix, (left, all)) in known(&rest).into_iter().zip(&before).enumerate() {
            if directory.catalogue.indicators[ix].context().is_none() {
                assert_eq!(left, *all);
            } else {
                let share = left as f64 / *all as f64;
                assert!((share - 0.7).abs() < 0.09, "{pattern:?} {ix}: {share}");
            }
        }
        // What is left is what was there.
        for (column, was) in rest.cities.columns.iter().zip(&directory.cities.columns) {
            for city in directory.indices() {
                assert!(column.cell(city) == Cell::Unknown || column.cell(city) == was.cell(city));
            }
        }
        assert_eq!(rest.reference, directory.reference);
        assert_eq!(without(&directory, pattern, 0.3, 4), rest);
        assert_ne!(without(&directory, pattern, 0.3, 5), rest);
        assert_eq!(without(&directory, pattern, 0.0, 4), directory);
    }
    let spread = |d: &Directory| {
        let shares: Vec<f64> = completeness(d, &weights);
        let mean = mean(&shares).unwrap();
        (shares.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / shares.len() as f64).sqrt()
    };
    let per_city = spread(&without(&directory, Pattern::PerCity, 0.3, 4));
    assert!(per_city > 1.1 * spread(&without(&directory, Pattern::PerValue, 0.3, 4)));
    // Completeness by hand: every weight of what is known over all weights.
    let city = CityIx(7);
    let mut sum = 0;
    for (cell, weight) in compare::cells(&directory, city).iter().zip(&weights.of) {
        sum += if *cell == Cell::Unknown { 0 } else { *weight };
    }
    let expected = f64::from(sum) / f64::from(weights.total);
    assert_eq!(completeness(&directory, &weights)[7], expected);
}

#[test]
fn a_part_of_a_directory_scores_its_cities_as_the_whole_does() {
    let (_temp, _, directory) = source();
    let keep: Vec<CityIx> = [0, 2, 3, 5].map(CityIx).to_vec();
    let part = subset(&directory, &keep);
    assert_eq!(part.len(), 4);
    let query = Query {
        top: 10,
        ..Query::default()
    };
    let (whole, small) = (Ranker::new(&directory, &query), Ranker::new(&part, &query));
    for (new, &old) in (0..).map(CityIx).zip(&keep) {
        assert_eq!(part.id(new), directory.id(old));
        assert_eq!(part.statement(new), directory.statement(old));
        assert_eq!(part.goals(new), directory.goals(old));
        let all = whole.scores(&Subject::of_city(&directory, old));
        let kept: Vec<Option<f64>> = keep.iter().map(|c| all[c.ix()]).collect();
        assert_eq!(small.scores(&Subject::of_city(&part, new)), kept);
    }
    let all: Vec<CityIx> = directory.indices().collect();
    assert_eq!(subset(&directory, &all), directory);
}

#[test]
fn exposure_counts_every_list_once() {
    let directory = drawn(120);
    let cities: Vec<CityIx> = directory.indices().collect();
    let query = Query {
        top: 10,
        ..Query::default()
    };
    let lists = firsts(&directory, &cities, &query);
    let found = exposure(&directory, "engine", &lists);
    assert_eq!((found.lists, found.mean), (120, 10.0));
    let most = &found.most[0];
    let count = lists
        .iter()
        .filter(|l| l.contains(&ix(&directory, &most.id)))
        .count();
    assert_eq!(most.times, count);
    assert!(found.most.windows(2).all(|w| w[0].times >= w[1].times));
    let seen = |c: &CityIx| lists.iter().any(|l| l.contains(c));
    let never = cities.iter().filter(|c| !seen(c)).count();
    assert_eq!(found.never, never as f64 / 120.0);
    // One city on every list, the others on none.
    let one = vec![vec![CityIx(0)]; 4];
    let found = exposure(&directory, "x", &one);
    assert!(found.skewness.unwrap() > 10.0 && found.gini.unwrap() > 0.99);
    assert_eq!(
        overlap(&[CityIx(1), CityIx(2)], &[CityIx(2), CityIx(3)]),
        1.0 / 3.0
    );
    assert_eq!(overlap(&[], &[]), 1.0);
}

#[test]
fn stability_falls_as_more_is_removed() {
    let directory = drawn(150);
    let cities: Vec<CityIx> = directory.indices().collect();
    let found = stability(
        &directory,
        &cities,
        &Query {
            top: 10,
            ..Query::default()
        },
    );
    let overlaps: Vec<f64> = found.iter().map(|s| s.overlap).collect();
    assert!(overlaps[0] > 0.5 && overlaps[0] < 1.0, "{overlaps:?}");
    assert!(
        overlaps[1] > overlaps[2] && overlaps[2] > overlaps[3],
        "{overlaps:?}"
    );
    assert!(
        found
            .iter()
            .all(|s| s.lowest <= s.overlap && s.overlap <= s.highest)
    );
    assert_eq!(
        stability(
            &directory,
            &cities,
            &Query {
                top: 10,
                ..Query::default()
            }
        ),
        found
    );
}

#[test]
fn groups_hold_every_city_once() {
    let directory = drawn(100);
    let cities: Vec<CityIx> = directory.indices().collect();
    let size = by_size(&directory, &cities);
    assert_eq!(
        size.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(),
        ["smallest third", "middle third", "largest third", "unknown"]
    );
    let climate = by_category(&directory, &cities, "climate").unwrap();
    for groups in [&size, &climate] {
        let mut all: Vec<CityIx> = groups.iter().flat_map(|s| s.cities.clone()).collect();
        all.sort_unstable();
        assert_eq!(all, cities);
    }
    let top = |s: usize| size[s].cities.iter().filter_map(|c| directory.main(*c));
    assert!(top(0).max() <= top(1).min() && top(1).max() <= top(2).min());
    assert!(matches!(
        &directory.catalogue.indicators[2].kind,
        Kind::Category { .. }
    ));
    let error = by_category(&directory, &cities, "climat").unwrap_err();
    assert!(error.contains("did you mean “climate”?"), "{error}");
    assert!(
        by_category(&directory, &cities, "people").is_err(),
        "a number makes no groups"
    );
}

#[test]
fn the_command_says_what_is_missing_and_gives_the_same_figures_twice() {
    let (_temp, source, _) = source();
    let error = evaluate(&[&source]).0.unwrap_err();
    assert!(
        error.contains("--pairs") && error.contains("--exposure"),
        "{error}"
    );
    let (_keep, path) = pairs_file(b"a,b\nfr-lyon,gh-accra\nmy-ipoh,fr-nice\n");
    for (args, expected) in [
        (&["--stratify", "climat"][..], "did you mean “climate”?"),
        (&["--candidates", "table"], "--cities"),
        (&["--directory", &source], "name it once"),
        (&["--cities", "nowhere.csv"], "1 error"),
    ] {
        let mut all = vec![source.as_str(), "--pairs", &path];
        all.extend(args);
        let error = evaluate(&all).0.unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
    let args = [
        &*source,
        "--pairs",
        &path,
        "--exposure",
        "--stability",
        "--missing-data",
        "--stratify",
        "climate",
        "--k",
        "1,3",
        "--sample",
        "5",
    ];
    let text = evaluate(&args).0.unwrap();
    assert_eq!(evaluate(&args).0.unwrap(), text);
    for said in [
        "ndcg@3",
        "AUC by climate",
        "AUC by people",
        "Exposure",
        "Stability",
        "Missing data",
        "plain Gower",
        "0 to 60 % of a city's",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let found = json(&args);
    assert_eq!(found["missing_data"].as_array().unwrap().len(), 14);
    assert_eq!(found["exposure"][0]["lists"], 5);
    assert_eq!(found["stability"].as_array().unwrap().len(), 4);
}

#[test]
fn correlation_of_a_line_is_one_whatever_its_scale() {
    let mut draw = Draw(2);
    for _ in 0..50 {
        let x: Vec<f64> = (0..20).map(|_| draw.below(1000) as f64).collect();
        let y: Vec<f64> = x.iter().map(|x| 5.0 - 0.001 * x).collect();
        assert!((pearson(&x, &y).unwrap() + 1.0).abs() < 1e-9);
    }
}
