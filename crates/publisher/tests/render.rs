//! `render`: the static pages hold what `suggest` says, in every language, well-formed, with nothing that is dead without
//! script and nothing that a hostile directory could break out with.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers::render::{Answer, Look, Renderer};
use city_peers_engine::practices;
use city_peers_engine::suggest::{Query, Ranker, Subject};
use city_peers_engine::{answer, portfolio};
use city_peers_publisher::commands::open::with_names;
use city_peers_publisher::render::{Spoken, style};
use city_peers_publisher::reporter::Kept;
use city_peers_publisher::texts::Texts;
use common::{build, files_of, put, run, small, write};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The bundled directory where it is built, else a small one that is built now; and whether it is the bundled one.
fn directory(temp: &Path) -> (String, bool) {
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/directory");
    let is_there = bundled.join("directory.json").is_file();
    let folder = if is_there { bundled } else { small_one(temp) };
    (folder.to_str().unwrap().to_owned(), is_there)
}

fn small_one(temp: &Path) -> PathBuf {
    let (source, built) = (temp.join("source"), temp.join("built"));
    write(&source, &small());
    build(&source, &built).0.unwrap();
    built
}

fn select<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn within<'a>(of: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    of.select(&Selector::parse(selector).unwrap()).collect()
}

/// The words of an element, as they are read.
fn words(of: ElementRef) -> String {
    let text: String = of.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn all_words(html: &Html) -> String {
    words(html.root_element())
}

/// What must hold of every page: a parser finds no error, every id is there once and begins as told, every link leads
/// somewhere, nothing needs script or brings style.
fn sound(text: &str, prefix: &str) -> Html {
    let whole = text.starts_with("<!DOCTYPE");
    let html = if whole {
        Html::parse_document(text)
    } else {
        Html::parse_fragment(text)
    };
    assert_eq!(html.errors, Vec::<String>::new(), "{text}");
    let mut ids = BTreeSet::new();
    for element in select(&html, "*") {
        let (name, of) = (element.value().name(), element.value());
        let live = [
            "script", "style", "button", "input", "select", "form", "iframe", "img", "label",
        ];
        assert!(!live.contains(&name), "<{name}> on a still page");
        for (attribute, value) in of.attrs() {
            assert!(
                !attribute.starts_with("on") && attribute != "style",
                "{attribute}={value}"
            );
        }
        if let Some(id) = of.attr("id") {
            assert!(
                id.starts_with(prefix) && ids.insert(id.to_owned()),
                "id {id}"
            );
        }
        for class in of.classes() {
            assert!(
                class == "city-peers" || class.starts_with("cp-"),
                "class {class}"
            );
        }
    }
    for link in select(&html, "a") {
        let to = link.value().attr("href").expect("an address");
        match to.strip_prefix('#') {
            Some(id) => assert!(ids.contains(id), "nothing is at {to}"),
            None => assert!(
                to.starts_with("https://") || to.starts_with("http://") || to.ends_with(".html"),
                "{to}"
            ),
        }
        assert!(!words(link).is_empty(), "a link without words to {to}");
    }
    for details in select(&html, "details") {
        assert!(details.value().attr("open").is_some());
    }
    for term in select(&html, "dt") {
        let next = term.next_siblings().find_map(ElementRef::wrap);
        assert!(
            next.is_some_and(|next| next.value().name() == "dd"),
            "{}",
            words(term)
        );
    }
    html
}

fn levels(html: &Html) -> Vec<u8> {
    let names = select(html, "h1, h2, h3, h4, h5, h6");
    names
        .iter()
        .map(|h| h.value().name().as_bytes()[1] - b'0')
        .collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn every_figure_of_suggest_is_on_the_page() {
    let temp = tempfile::tempdir().unwrap();
    let (folder, bundled) = directory(temp.path());
    let questions: &[&[&str]] = if bundled {
        &[
            &["--city", "kr-seoul", "--topics", "flood-management"],
            &[
                "--city",
                "co-medellin",
                "--purpose",
                "exchange",
                "--top",
                "12",
            ],
            &[
                "--city",
                "zm-kitwe",
                "--purpose",
                "group",
                "--topics",
                "heat,waste",
                "--per-country",
                "1",
            ],
            &[
                "--city",
                "sn-pikine",
                "--purpose",
                "share",
                "--date",
                "2026-07-01",
                "--top",
                "5",
            ],
        ]
    } else {
        &[
            &["--city", "fr-lyon", "--topics", "flood-management"],
            &["--city", "gh-accra", "--purpose", "exchange", "--top", "3"],
        ]
    };
    for question in questions {
        let ask = |first: &[&str]| run(&[first, &[&*folder], *question].concat()).0.unwrap();
        let answer: Value = serde_json::from_str(
            &run(&[&["suggest", &folder], *question, &["--format", "json"]].concat())
                .0
                .unwrap(),
        )
        .unwrap();
        let text = ask(&["render"]);
        let html = sound(&text, "cp-");
        let page = all_words(&html);

        // The cities: those with a role in their order, then what the score alone would add.
        let names = |list: &Value, known: &[String]| -> Vec<String> {
            let all = list.as_array().unwrap().iter();
            let names = all.map(|c| c["name"].as_str().unwrap().to_owned());
            names.filter(|name| !known.contains(name)).collect()
        };
        let members = names(&answer["portfolio"]["members"], &[]);
        let more = names(&answer["partners"], &members);
        let rows = select(&html, ".cp-partner");
        let shown: Vec<String> = rows
            .iter()
            .map(|row| words(within(*row, ".cp-h4")[0]))
            .collect();
        assert_eq!(shown, [members.clone(), more].concat(), "{question:?}");
        for name in &members {
            assert!(page.contains(name.as_str()));
        }
        let round = |value: &Value| format!("{}", (number(value) * 100.0).round());
        assert!(page.contains(&answer["compared"].as_u64().unwrap().to_string()) || bundled);
        if number(&answer["portfolio"]["given_up"]) >= 0.005 {
            let given_up = format!("gives up {} %", round(&answer["portfolio"]["given_up"]));
            assert!(page.contains(&given_up), "{given_up}");
        }
        let mut checked = 0;
        for partner in answer["partners"].as_array().unwrap() {
            let name = partner["name"].as_str().unwrap();
            let row = rows
                .iter()
                .find(|row| words(within(**row, ".cp-h4")[0]) == name)
                .unwrap();
            let figures = words(within(*row, ".cp-figures")[0]);
            if !partner["likeness"].is_null() {
                assert!(
                    figures.contains(&format!(" {}", round(&partner["likeness"]))),
                    "{figures}"
                );
                // The strongest reasons one by one, with their points.
                let points: Vec<String> = within(*row, ".cp-num").into_iter().map(words).collect();
                let sum = words(within(*row, ".cp-more .cp-note")[0]);
                assert!(sum.contains(&round(&partner["likeness"])), "{sum}");
                for reason in partner["reasons"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .skip(1)
                    .take(3)
                {
                    let amount = number(&reason["amount"]) * 100.0;
                    if amount.abs() >= 0.5 {
                        let sign = if amount < 0.0 { "−" } else { "+" };
                        let said = format!("{sign}{}", amount.abs().round());
                        assert!(points.contains(&said), "{name}: {said} in {points:?}");
                        checked += 1;
                    }
                }
            }
            for (key, word) in [("learn", 1), ("teach", 3)] {
                let amount = match &partner[key] {
                    Value::Null => "unknown",
                    x if number(x) >= 0.66 => "much",
                    x if number(x) >= 0.33 => "some",
                    _ => "little",
                };
                let said = within(*row, ".cp-bars span")[word];
                assert_eq!(words(said).to_lowercase(), amount, "{name} {key}");
            }
            let certainty = &partner["certainty"];
            let ranks = match (&certainty["low"], &certainty["high"]) {
                (low, high) if low == high => low.to_string(),
                (low, high) => format!("{low}–{high}"),
            };
            let chance = words(within(*row, ".cp-chance")[0]);
            assert!(
                chance.contains(&round(&certainty["first"])) && chance.contains(&ranks),
                "{chance}: {certainty}"
            );
        }
        assert!(checked > 2, "{question:?}: {checked}");

        // The practices, in their order, each with where it is told of.
        let titles: Vec<String> = names_of(&answer["practices"], "title");
        let items = select(&html, ".cp-practice");
        let shown: Vec<String> = items
            .iter()
            .map(|item| words(within(*item, ".cp-h4")[0]))
            .collect();
        assert_eq!(shown, titles, "{question:?}");
        for item in items {
            assert!(
                !within(item, "dl a[href^=http]").is_empty(),
                "{}",
                words(item)
            );
        }
        // Whose data it is.
        let meta: Value = serde_json::from_str(
            &std::fs::read_to_string(Path::new(&folder).join("directory.json")).unwrap(),
        )
        .unwrap();
        for key in ["title", "publisher", "licence"] {
            let said = meta[key].as_str().unwrap();
            assert!(page.contains(said), "{said}");
        }
    }
}

fn names_of(list: &Value, key: &str) -> Vec<String> {
    let all = list.as_array().unwrap().iter();
    all.map(|one| one[key].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_language_is_whole() {
    let temp = tempfile::tempdir().unwrap();
    let folder = small_one(temp.path());
    let folder = folder.to_str().unwrap();
    for lang in [
        "ar", "en", "es-MX", "fr", "ko", "pt-BR", "ru", "zh", "zh-TW",
    ] {
        let (text, _) = run(&[
            "render", folder, "--city", "fr-lyon", "--topics", "waste", "--lang", lang, "--map",
        ]);
        let html = sound(&text.unwrap(), "cp-fr-lyon-");
        let texts = Texts::new(Some(lang)).unwrap();
        let root = select(&html, ".cp-mount")[0].value();
        assert_eq!(root.attr("lang"), Some(texts.shown()));
        assert_eq!(
            root.attr("dir"),
            Some(if lang == "ar" { "rtl" } else { "ltr" })
        );
        let page = all_words(&html);
        for key in [
            "practices.fit",
            "how.title",
            "imprint.sources",
            "facts.alike",
            "sources.title",
        ] {
            assert!(page.contains(texts.text(key)), "{lang}: {key}");
        }
        let day = texts_day(lang);
        assert!(page.contains(&day), "{lang}: {day}");
        // No text is missing: a key would stand in its place, or a place for a value.
        for element in select(&html, "*") {
            for text in element.text().map(str::trim) {
                assert!(
                    texts.find(text).is_none() || !text.contains('.'),
                    "{lang}: {text}"
                );
                assert!(!text.contains(['{', '}']), "{lang}: {text}");
            }
        }
        // Nothing waits for anything any more.
        for key in [
            "loading.later",
            "figure.wait",
            "tie.wait",
            "facts.loading",
            "practices.loading",
        ] {
            assert!(!page.contains(texts.text(key)), "{lang}: {key}");
        }
    }
    let (text, lines) = run(&["render", folder, "--city", "fr-lyon", "--lang", "sw"]);
    assert!(
        text.unwrap().contains("lang=\"en\"")
            && lines.iter().any(|l| l.contains("no texts in “sw”"))
    );
}

/// The day of the small directory.
fn texts_day(lang: &str) -> String {
    city_peers_publisher::texts::intl::Intl::new(Texts::new(Some(lang)).unwrap().shown())
        .date("2026-03-01")
        .unwrap()
}

#[test]
fn headings_ids_and_pages_are_as_told() {
    let temp = tempfile::tempdir().unwrap();
    let folder = small_one(temp.path());
    let folder = folder.to_str().unwrap();
    let render = |more: &[&str]| run(&[&["render", folder], more].concat()).0.unwrap();
    for (args, first) in [
        (&["--city", "fr-lyon"][..], 2),
        (&["--city", "fr-lyon", "--heading-level", "4"], 4),
        (&["--city", "fr-lyon", "--heading-level", "1"], 1),
        (&["--city", "fr-lyon", "--format", "page"], 1),
    ] {
        let html = sound(&render(args), "cp-");
        let levels = levels(&html);
        assert_eq!(levels[0], first, "{args:?}");
        for pair in levels.windows(2) {
            assert!(
                pair[1] <= pair[0] + 1 && pair[1] >= first,
                "{args:?}: {levels:?}"
            );
        }
    }
    // Two on a page, even of the same city.
    let two = [
        render(&["--city", "fr-lyon", "--id-prefix", "left"]),
        render(&["--city", "fr-lyon", "--id-prefix", "right"]),
    ];
    sound(&two.concat(), "");
    let (_, lines) = run(&["render", folder, "--city", "fr-lyon", "--format", "page"]);
    assert!(
        lines.iter().any(|l| l.contains("--format style")),
        "{lines:?}"
    );
    let page = render(&[
        "--city",
        "fr-lyon",
        "--topics",
        "waste",
        "--format",
        "page",
        "--style",
        "/a\"b.css",
    ]);
    let html = sound(&page, "cp-fr-lyon-");
    let question = words(select(&html, "h1")[0]);
    assert_eq!(words(select(&html, "title")[0]), question);
    assert!(question.contains("Lyon"), "{question}");
    let link = select(&html, "link[rel=stylesheet]")[0].value();
    assert_eq!(link.attr("href"), Some("/a\"b.css"));
    let description = select(&html, "meta[name=description]")[0]
        .value()
        .attr("content")
        .unwrap();
    assert!(words(select(&html, ".cp-lead")[0]).starts_with(description.trim_end_matches('…')));
    // The map only where asked for.
    let plain = render(&["--city", "fr-lyon"]);
    assert!(!plain.contains("cp-map"));
    let map = sound(&render(&["--city", "fr-lyon", "--map"]), "cp-");
    assert_eq!(select(&map, ".cp-map svg").len(), 1);
    assert!(select(&map, ".cp-map title").len() > 2);
}

#[test]
fn a_profile_and_a_choice_of_cities_are_taken_as_suggest_takes_them() {
    let temp = tempfile::tempdir().unwrap();
    let folder = small_one(temp.path());
    let folder = folder.to_str().unwrap();
    put(
        temp.path(),
        "our.json",
        br#"{"id": "kr-busan", "name": {"en": "Busan", "ko": "\ubd80\uc0b0"}, "country": "KR", "values": {"people": 3000000}}"#,
    );
    let our = temp.path().join("our.json");
    let our = our.to_str().unwrap();
    let (text, _) = run(&["render", folder, "--profile", our, "--lang", "ko"]);
    let html = sound(&text.unwrap(), "cp-profile-");
    assert!(words(select(&html, "h2")[0]).contains("부산"));
    let only = ["--city", "fr-lyon", "--only-country", "GH,SG"];
    let text = run(&[&["render", folder][..], &only].concat()).0.unwrap();
    let html = sound(&text, "cp-");
    let json = run(&[&["suggest", folder][..], &only, &["--format", "json"]].concat())
        .0
        .unwrap();
    let answer: Value = serde_json::from_str(&json).unwrap();
    let names: BTreeSet<String> = names_of(&answer["partners"], "name").into_iter().collect();
    let shown = select(&html, ".cp-partner .cp-h4").into_iter().map(words);
    assert_eq!(shown.collect::<BTreeSet<_>>(), names);
    // How certain they are is said of all cities alone, and nothing says that it is still being worked out.
    assert!(select(&html, ".cp-chance, .cp-tie").is_empty());
}

#[test]
fn many_cities_are_many_pages_that_link_each_other() {
    let temp = tempfile::tempdir().unwrap();
    let folder = small_one(temp.path());
    let folder = folder.to_str().unwrap();
    let out = temp.path().join("pages/fr");
    let to = out.to_str().unwrap();
    let args = [
        "render",
        folder,
        "--all-cities",
        "--format",
        "page",
        "--lang",
        "fr",
        "--out",
        to,
    ];
    let said = run(&args).0.unwrap();
    assert!(said.contains("6 files"), "{said}");
    let files = files_of(&out);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert!(
        names.contains(&style::FILE) && names.contains(&"xk-new.html") && names.len() == 7,
        "{names:?}"
    );
    let mut links = 0;
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let html = sound(&text, &format!("cp-{}-", name.trim_end_matches(".html")));
        for link in select(&html, "a[href$='.html']") {
            assert!(files.contains_key(link.value().attr("href").unwrap()));
            links += 1;
        }
        // The same as one alone, but for the links.
        let city = name.trim_end_matches(".html");
        let alone = run(&[
            "render", folder, "--city", city, "--lang", "fr", "--format", "page",
        ])
        .0
        .unwrap();
        assert_eq!(
            all_words(&Html::parse_document(&alone)),
            all_words(&html),
            "{city}"
        );
    }
    assert!(links > 6, "{links}");
    // The same call gives the same bytes.
    run(&args).0.unwrap();
    assert_eq!(files_of(&out), files);
    put(temp.path(), "some.txt", b"fr-lyon\nAccra # by name\n");
    let some = temp.path().join("some.txt");
    let fragments = temp.path().join("some");
    let to = fragments.to_str().unwrap();
    run(&[
        "render",
        folder,
        "--cities",
        some.to_str().unwrap(),
        "--out",
        to,
    ])
    .0
    .unwrap();
    let names: Vec<String> = files_of(&fragments).into_keys().collect();
    assert_eq!(names, ["fr-lyon.html", "gh-accra.html"]);
}

#[test]
fn errors_name_the_option_and_the_remedy() {
    let temp = tempfile::tempdir().unwrap();
    let folder = small_one(temp.path());
    let folder = folder.to_str().unwrap();
    put(temp.path(), "a-file", b"x");
    put(temp.path(), "wrong.txt", b"fr-lyon\nnowhere\n");
    let path = |name: &str| temp.path().join(name).to_str().unwrap().to_owned();
    let (file, wrong, here) = (path("a-file"), path("wrong.txt"), path("."));
    for (args, says) in [
        (&[][..], &["--city", "--profile", "--all-cities"][..]),
        (&["--all-cities"], &["--out", "folder"]),
        (
            &["--all-cities", "--out", &file],
            &["a-file", "--out", "folder"],
        ),
        (
            &["--city", "fr-lyon", "--out", &here],
            &["is a folder", "--out"],
        ),
        (&["--city", "fr-lyo"], &["fr-lyon"]),
        (
            &["--city", "fr-lyon", "--topics", "wast"],
            &["wast", "waste"],
        ),
        (
            &["--city", "fr-lyon", "--lang", "no such"],
            &["no such", "pt-BR"],
        ),
        (
            &["--city", "fr-lyon", "--only-country", "XX"],
            &["--only-country", "XX"],
        ),
        (&["--cities", &wrong, "--out", &path("new")], &["1 error"]),
    ] {
        let (text, _) = run(&[&["render", folder], args].concat());
        let error = text.unwrap_err();
        for says in says {
            assert!(error.contains(says), "{args:?}: {error}");
        }
    }
    assert!(!temp.path().join("new").exists());
    // A directory is never written over.
    let entry = format!("{folder}/directory.json");
    let (text, _) = run(&["render", folder, "--city", "fr-lyon", "--out", &entry]);
    assert!(text.unwrap_err().contains("part of a directory"));
}

#[test]
fn a_hostile_directory_breaks_out_of_nothing() {
    const EVIL: &str =
        "</title></div><script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>\0";
    let temp = tempfile::tempdir().unwrap();
    let (mut opened, names) = with_names(&small_one(temp.path()), &mut Kept::default()).unwrap();
    let meta = &mut opened.directory.meta;
    for text in [
        &mut meta.title,
        &mut meta.publisher,
        &mut meta.licence,
        &mut meta.updated,
    ] {
        *text = EVIL.to_owned();
    }
    meta.credits = vec![EVIL.to_owned()];
    meta.languages = vec!["\" onclick=\"alert(1)".to_owned()];
    for term in &mut opened.directory.vocabulary.topics {
        term.label = EVIL.to_owned();
    }
    for indicator in &mut opened.directory.catalogue.indicators {
        (indicator.id, indicator.label, indicator.unit) =
            (EVIL.to_owned(), EVIL.to_owned(), EVIL.to_owned());
    }
    let urls = [
        "javascript:alert(1)",
        " https://x\" onclick=\"x",
        "data:text/html,<script>",
        "https://a.org/\"><script>",
    ];
    for (entry, url) in opened.practices.entries.iter_mut().zip(urls) {
        let practice = &mut entry.practice;
        for text in [
            &mut practice.title,
            &mut practice.summary,
            &mut practice.problem,
            &mut practice.country,
        ] {
            *text = EVIL.to_owned();
        }
        for source in &mut practice.sources {
            (source.url, source.title, source.publisher) =
                (url.to_owned(), EVIL.to_owned(), EVIL.to_owned());
        }
    }
    let texts = Texts::new(None).unwrap();
    let practices_of = opened.practices.clone();
    let renderer = Renderer::new(
        opened.directory,
        opened.practices,
        names,
        Spoken::new(&texts).language(),
    );
    let query = Query {
        top: 10,
        ..Query::default()
    };
    let ranker = Ranker::new(renderer.directory(), &query);
    // A city that is not in the directory, with a name to match.
    let lyon = renderer.directory().find("fr-lyon").unwrap();
    let subject = Subject {
        city: None,
        ..Subject::of_city(renderer.directory(), lyon)
    };
    let suggestions = ranker.suggest(&subject);
    let _ = answer::weigh(&ranker, &subject, &suggestions);
    let found = Answer {
        ranker: &ranker,
        portfolio: portfolio::portfolio(&ranker, &subject),
        practices: practices::suggest(renderer.directory(), &practices_of, &subject, &query),
        subject,
        name: EVIL.to_owned(),
        suggestions,
        certain: true,
    };
    let page = |_| Some("\"><script>.html".to_owned());
    let look = Look {
        heading: 2,
        prefix: "cp",
        map: true,
        page: &page,
    };
    let page = renderer.suggestion(found, look);
    assert!(
        page.title.contains("<script>"),
        "plain text: {}",
        page.title
    );
    for text in [
        page.html.clone(),
        city_peers_publisher::render::page(&page, EVIL),
    ] {
        let html = sound_but_for_links(&text);
        let links: Vec<&str> = select(&html, "a")
            .iter()
            .filter_map(|a| a.value().attr("href"))
            .collect();
        assert!(
            links.iter().any(|to| to.starts_with("https://a.org/")),
            "{links:?}"
        );
        assert!(
            links
                .iter()
                .all(|to| !to.contains("javascript:") && !to.contains("data:")),
            "{links:?}"
        );
    }
}

/// The checks of [`sound`] that hold whatever the addresses are.
fn sound_but_for_links(text: &str) -> Html {
    let html = if text.starts_with("<!DOCTYPE") {
        Html::parse_document(text)
    } else {
        Html::parse_fragment(text)
    };
    assert_eq!(html.errors, Vec::<String>::new());
    for element in select(&html, "*") {
        let name = element.value().name();
        assert!(!["script", "img", "b onerror"].contains(&name), "<{name}>");
        for (attribute, _) in element.value().attrs() {
            assert!(!attribute.starts_with("on"), "{attribute}");
        }
    }
    html
}
