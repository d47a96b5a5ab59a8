//! The command says what the widget says: the widget's own words (`src/queries`, `src/words.rs`) beside the command's,
//! for the same cities. And every text of the command is there and used.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

mod common;

/// The widget's words; its modules name each other from the root of their crate.
#[path = "../../../src/queries/mod.rs"]
mod queries;
#[path = "../../../src/state.rs"]
mod state;
#[path = "../../../src/words.rs"]
mod words;

/// In place of the browser's `Intl`.
mod intl {
    use city_peers_publisher::texts::intl::Intl;

    pub(crate) fn number(lang: &str, x: f64, digits: Option<u8>) -> String {
        Intl::new(lang).number(x, digits)
    }
    pub(crate) fn compact(lang: &str, x: f64) -> String {
        Intl::new(lang).compact(x)
    }
    pub(crate) fn lower(_: &str, text: &str) -> String {
        text.to_lowercase()
    }
    pub(crate) fn country(lang: &str, code: &str) -> String {
        Intl::new(lang).country(code)
    }
    pub(crate) fn language(lang: &str, code: &str) -> String {
        Intl::new(lang).language(code)
    }
    pub(crate) fn list(lang: &str, items: &[String]) -> String {
        Intl::new(lang).list(items)
    }
    pub(crate) fn year(lang: &str, year: u16) -> String {
        Intl::new(lang).year(year)
    }
    pub(crate) fn date(_: &str, day: &str) -> String {
        day.to_owned()
    }
    pub(crate) fn plural(lang: &str, x: f64) -> String {
        Intl::new(lang).plural(x as usize).to_owned()
    }
}

use city_peers_engine::model::Purpose;
use city_peers_engine::portfolio::Portfolio;
use city_peers_engine::practices;
use city_peers_engine::search::NameTable;
use city_peers_engine::suggest::{Subject, suggest};
use city_peers_publisher::commands::open::with_names;
use city_peers_publisher::published::Opened;
use city_peers_publisher::reporter::Kept;
use city_peers_publisher::texts::{Scene, Texts, partner, practice, reason};
use common::run;
use state::{Answered, Asked, Entry, Loaded, Part, Shared, Snapshot, Visit};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn texts_of(path: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The bundled directory as the widget holds it.
fn snapshot(opened: &Opened, names: &[NameTable]) -> Snapshot {
    Snapshot {
        loaded: Shared::new(Loaded {
            manifest: Entry {
                cities: 0,
                files: Vec::new(),
            },
            directory: opened.directory.clone(),
            practices: std::cell::OnceCell::new(),
            map: std::cell::OnceCell::new(),
        }),
        practices: Part::Ready(Shared::new(opened.practices.clone())),
        names: Shared::new(names.to_vec()),
        details: Shared::new(Vec::new()),
        visit: Visit::default(),
    }
}

/// The words of the widget and of the command for the same cities, in one language; how many cities were compared.
fn compare_words(opened: &Opened, names: &[NameTable], lang: &str) -> usize {
    let texts = Texts::new(Some(lang)).unwrap();
    let scene = Scene {
        texts: &texts,
        opened,
        names,
    };
    let mut words = words::Words::new(lang.to_owned(), true);
    let primary = lang.split('-').next().unwrap();
    for part in ["", ".more"] {
        for (key, text) in texts_of(&format!("www/locales/{primary}{part}.json")) {
            words.add(key, text);
        }
    }
    let snapshot = snapshot(opened, names);
    let directory = &opened.directory;
    let topic = |code: &str| directory.vocabulary.topic(code).unwrap();
    let mut compared = 0;
    for (id, topics, purpose) in [
        ("Medellín", vec!["flood-management"], Purpose::Learn),
        ("Seoul", vec!["public-transport", "heat"], Purpose::Exchange),
        ("Kitwe", vec![], Purpose::Group),
        ("Pikine", vec!["waste"], Purpose::Share),
    ] {
        let city = directory
            .indices()
            .find(|city| directory.name(*city) == id)
            .unwrap();
        let asked = Asked {
            city: Some(city),
            topics: topics.iter().map(|code| topic(code)).collect(),
            purpose,
            ..Asked::default()
        };
        let query = asked.query();
        let subject = Subject::of_city(directory, city);
        let suggestions = suggest(directory, &subject, &query);
        let found = practices::suggest(directory, &opened.practices, &subject, &query);
        let answered = Answered {
            drafts: 0,
            suggestions: Shared::new(suggestions.clone()),
            portfolio: Shared::new(Portfolio::default()),
            practices: Some(found.clone()),
            subject: subject.clone(),
            asked,
        };
        assert_eq!(suggestions.partners.len(), 10);
        for found in &suggestions.partners {
            let row = queries::partner::row(&words, &snapshot, &answered, found);
            let them = Subject::of_city(directory, found.city);
            let [alike, different] = partner::reasons(&scene, &subject, found);
            assert_eq!((row.alike, row.different), (alike, different));
            assert_eq!(row.name, scene.name(found.city));
            assert_eq!(row.about, partner::about(&scene, found.city));
            assert_eq!(row.offers, partner::offers(&scene, found.city));
            assert_eq!(row.exchange, partner::exchange(found, purpose));
            let why = queries::partner::why(&words, &snapshot, &answered, found);
            let ease = partner::ease_words(&texts, directory, &found.ease);
            assert_eq!(why.ease, ease);
            let likeness = row.likeness.unwrap();
            assert_eq!(
                likeness.word,
                partner::likeness(directory, found.likeness.unwrap())
            );
            let own = partner::practices(&scene, found.city, &query.topics);
            let theirs = row.practices.unwrap();
            let theirs: Vec<(&str, &str)> = theirs.iter().map(|p| (p.1.as_str(), p.2)).collect();
            assert_eq!(theirs, own);
            let lines = reason::Pair::new(&scene, &subject, &them).lines(&found.reasons);
            let lines: Vec<(String, f64)> = lines.into_iter().map(|l| (l.text, l.amount)).collect();
            let widget: Vec<(String, f64)> = why
                .reasons
                .into_iter()
                .map(|l| (l.text, l.amount))
                .collect();
            assert_eq!(lines, widget);
            let (known, _) = partner::known(&texts, directory, &subject, &them);
            for count in [why.known.both, why.known.all] {
                assert!(known.contains(&texts.number(count as f64)), "{known}");
            }
            compared += 1;
        }
        let name = snapshot.name(city, lang);
        for found in &found {
            let entry = &snapshot.practices.ready().unwrap().entries[found.practice];
            let fit = &found.fit;
            let item = queries::practice::item(&words, &snapshot, found.practice, entry, fit);
            assert_eq!(item.about, practice::about(&scene, entry));
            assert_eq!(queries::practice::headline(fit), practice::headline(fit));
            let theirs = queries::practice::criteria(&words, &snapshot, &answered, entry, fit);
            let ours = practice::criteria(&scene, &subject, entry, fit);
            assert_eq!(theirs.len(), ours.len());
            for (a, b) in theirs.into_iter().zip(ours) {
                assert_eq!((a.name, a.there, a.here), (b.name, b.there, b.here));
                assert_eq!((a.critical, a.verdict), (b.critical, b.verdict));
            }
            let lift = queries::practice::lift(&words, &found.lift, name);
            assert_eq!(lift, practice::lift(&texts, found, name));
            let cost = queries::practice::cost(&words, &entry.practice);
            assert_eq!(cost, practice::cost(&texts, &entry.practice));
            let each = queries::practice::cost_per_resident(&words, &snapshot, entry);
            assert_eq!(each, practice::cost_per_resident(&scene, entry));
        }
    }
    compared
}

#[test]
fn widget_and_command_use_the_same_words_in_every_language() {
    let folder = root().join("data");
    let (opened, names) = with_names(&folder, &mut Kept::default()).unwrap();
    for lang in ["ar", "en", "es-MX", "fr", "ko", "pt-BR", "ru", "zh"] {
        assert_eq!(compare_words(&opened, &names, lang), 40, "{lang}");
    }

    let texts = Texts::new(None).unwrap();
    let scene = Scene {
        texts: &texts,
        opened: &opened,
        names: &names,
    };
    let directory = &opened.directory;
    let topic = |code: &str| directory.vocabulary.topic(code).unwrap();
    // And it is what the command prints.
    let city = directory.find("co-medellin").unwrap();
    let subject = Subject::of_city(directory, city);
    let query = Asked {
        topics: vec![topic("flood-management")],
        ..Asked::default()
    };
    let suggestions = suggest(directory, &subject, &query.query());
    let folder = folder.to_str().unwrap();
    let args = [
        "suggest",
        folder,
        "--city",
        "co-medellin",
        "--topics",
        "flood-management",
    ];
    let text = run(&[&args[..], &["--width", "120"]].concat()).0.unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.starts_with("Who can Medellín learn from about flood management?"),
        "{text}"
    );
    for found in &suggestions.partners {
        let said = partner::reasons(&scene, &subject, found);
        let ease = partner::ease_words(&texts, directory, &found.ease);
        for words in said.iter().flatten().chain(&ease) {
            // Lines break where numbers are held to their units, too, if there is no room for both.
            let words = words.replace('\u{a0}', " ");
            assert!(text.contains(words.as_str()), "{words}: {text}");
        }
    }
}

/// The string literals of the code that speaks, without its comments and tests.
fn literals() -> BTreeSet<String> {
    fn walk(path: &Path, found: &mut Vec<PathBuf>) {
        if path.is_dir() {
            for entry in std::fs::read_dir(path).unwrap() {
                walk(&entry.unwrap().path(), found);
            }
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path.to_owned());
        }
    }
    let mut files = Vec::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walk(&source.join("texts"), &mut files);
    for command in ["suggest", "explain", "compare", "practices"] {
        walk(&source.join("commands").join(command), &mut files);
        files.push(source.join(format!("commands/{command}.rs")));
    }
    let mut found = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_text_of_the_command_is_there_and_used() {
    let own = texts_of("crates/publisher/src/texts/locales/en.json");
    let mut all = texts_of("www/locales/en.json");
    all.extend(texts_of("www/locales/en.more.json"));
    all.extend(own.clone());
    let used = literals();
    let stem = |key: &str| {
        let forms = ["zero", "one", "two", "few", "many", "other"];
        let form = forms
            .iter()
            .find_map(|form| key.strip_suffix(&format!(".{form}")));
        form.unwrap_or(key).to_owned()
    };
    for key in own.keys() {
        let is_used = used.contains(key) || used.contains(&stem(key));
        assert!(is_used, "nothing uses the text {key}");
    }
    let stems: BTreeSet<String> = all.keys().map(|key| stem(key)).collect();
    let heads: BTreeSet<&str> = all.keys().filter_map(|key| key.split('.').next()).collect();
    let part = |p: &str| !p.is_empty() && p.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    for literal in used
        .iter()
        .filter(|l| l.contains('.') && l.split('.').all(part))
    {
        if heads.contains(literal.split('.').next().unwrap()) {
            assert!(
                stems.contains(literal) || all.contains_key(literal),
                "no text {literal}"
            );
        }
    }
    assert!(used.contains("partners.tied"));
}

#[test]
fn every_language_speaks() {
    let temp = tempfile::tempdir().unwrap();
    common::write(temp.path(), &common::small());
    let folder = temp.path().to_str().unwrap();
    let ask = |lang: &str| {
        let (text, lines) = run(&["suggest", folder, "--city", "fr-lyon", "--lang", lang]);
        assert!(
            lines.iter().all(|l| !l.contains("note:")),
            "{lang}: {lines:?}"
        );
        text.unwrap()
    };
    for (lang, says) in [
        ("ar", "المدن الشريكة"),
        ("es-MX", "Ciudades socias"),
        ("fr", "Villes partenaires"),
        ("ko", "협력 도시"),
        ("pt-BR", "Cidades parceiras"),
        ("ru", "Города-партнёры"),
        ("zh", "伙伴城市"),
        ("zh-Hant", "伙伴城市"),
        ("en-GB", "Partner cities"),
    ] {
        let text = ask(lang);
        assert!(text.contains(says), "{lang}: {text}");
        let english = text.contains("Partner cities");
        assert_eq!(english, lang.starts_with("en"), "{lang}: {text}");
    }
    // Names are data: the directory knows this one in Chinese, whatever the region.
    for lang in ["zh", "zh-Hans-SG", "zh-TW"] {
        assert!(ask(lang).contains("新加坡 (sg-singapore)"), "{lang}");
    }
    assert!(ask("en-GB").contains("Singapore (sg-singapore)"));
}

#[test]
fn a_language_without_texts_is_english_with_a_note() {
    let temp = tempfile::tempdir().unwrap();
    common::write(temp.path(), &common::small());
    let folder = temp.path().to_str().unwrap();
    let ask = |lang: &str| run(&["suggest", folder, "--city", "fr-lyon", "--lang", lang]);
    let (text, lines) = ask("sw");
    let text = text.unwrap();
    assert!(text.contains("Partner cities"), "{text}");
    let note = lines
        .iter()
        .any(|l| l.contains("no texts in “sw”") && l.contains("there are: ar, en, es, fr"));
    assert!(note, "{lines:?}");
    let (text, _) = ask("no such");
    assert!(
        text.unwrap_err()
            .contains("“no such” is not the code of a language")
    );
}
