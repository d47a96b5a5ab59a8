//! The texts of every language beside the English ones: complete, whole, in plural forms as CLDR has them, and not English.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

const LANGUAGES: [&str; 8] = ["ar", "en", "es", "fr", "ko", "pt", "ru", "zh"];
/// What the first suggestion needs, what is loaded later, what is fetched when something fails, what the page of the frame
/// says, what only the command says.
const FILES: [&str; 5] = [
    "www/locales/{}.json",
    "www/locales/{}.more.json",
    "www/locales/{}.errors.json",
    "www/locales/{}.frame.json",
    "crates/publisher/src/texts/locales/{}.json",
];
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Texts that are the same in another language, by language; `*` for all.
const SAME: &[(&str, &str)] = &[
    ("*", "source.label"),
    (
        "es",
        "climate.continental climate.tropical code.ET code.asia code.continental code.melanesia code.micronesia",
    ),
    (
        "fr",
        "chance.places climate.continental climate.tropical code.continental code.tropical code.delta code.other",
    ),
    (
        "fr",
        "criterion.infrastructure explain.score indicator.population indicator.terrain part.score sources.title",
    ),
    ("es", "code.tropical indicator.capital"),
    ("fr", "code.europe took.obstacles topic.participation"),
    ("es", "compare.no map.asia pr.media.else"),
    ("ko", "plot.goal"),
    (
        "fr",
        "ask.important map.europe meet.date pr.media.document table.source why.contact your.level.2 your.part.contact",
    ),
    ("pt", "map.oceania pr.media.else take.address"),
    (
        "pt",
        "climate.continental climate.tropical code.ET code.continental code.oceania code.tropical indicator.capital",
    ),
];

type Texts = BTreeMap<String, String>;

fn path(of: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(of)
}

fn read(of: &str) -> String {
    fs::read_to_string(path(of)).unwrap_or_else(|error| panic!("{of}: {error}"))
}

/// A file of texts, with nothing said twice.
fn file(pattern: &str, lang: &str) -> Texts {
    let name = pattern.replace("{}", lang);
    let text = read(&name);
    let texts: Texts =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let lines = text.lines().filter(|l| l.trim_start().starts_with('"'));
    assert_eq!(
        lines.count(),
        texts.len(),
        "{name}: a key stands there twice, or a line holds two"
    );
    texts
}

/// All texts of a language; no key stands in two files.
fn all(lang: &str) -> Texts {
    let mut texts = Texts::new();
    for pattern in FILES {
        for (key, text) in file(pattern, lang) {
            assert!(
                !texts.contains_key(&key),
                "{lang}: {key} stands in two files"
            );
            texts.insert(key, text);
        }
    }
    texts
}

/// The name of a text for a count without its form; `None` for other texts.
fn stem<'a>(key: &'a str, english: &Texts) -> Option<&'a str> {
    let (stem, form) = key.rsplit_once('.')?;
    (FORMS.contains(&form) && english.contains_key(&format!("{stem}.other"))).then_some(stem)
}

/// The plural forms that whole numbers and others need in a language.
fn forms(lang: &str) -> BTreeSet<&'static str> {
    let locale = Locale::try_from_str(lang).unwrap();
    let rules = PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).unwrap();
    rules
        .categories()
        .map(|category| match category {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        })
        .collect()
}

/// The first whole numbers that take a form.
fn numbers(lang: &str, form: &str) -> Vec<usize> {
    let locale = Locale::try_from_str(lang).unwrap();
    let rules = PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).unwrap();
    let takes = |n: &usize| format!("{:?}", rules.category_for(*n)).to_lowercase() == form;
    (0..200).filter(takes).collect()
}

fn places(text: &str) -> BTreeSet<&str> {
    let pieces = text.split('{').skip(1);
    pieces
        .filter_map(|piece| piece.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// Keys of the vocabulary with their English: what the directory of `data/` says itself, and other languages translate.
fn vocabulary() -> Texts {
    let mut keys = Texts::new();
    let mut put = |key: String, text: Option<&str>| {
        if let Some(text) = text {
            keys.entry(key).or_insert_with(|| text.to_owned());
        }
    };
    let catalogue: toml::Table = read("data/catalogue.toml").parse().unwrap();
    for (table, name) in [("facet", "facet"), ("indicator", "indicator")] {
        for entry in catalogue[table].as_array().unwrap() {
            let text = |field: &str| entry.get(field).and_then(|v| v.as_str());
            let id = text("id").unwrap();
            put(format!("{name}.{id}"), text("label").or(Some(id)));
            put(format!("{name}.{id}.definition"), text("definition"));
            if let Some(unit) = text("unit").filter(|unit| !unit.is_empty()) {
                put(format!("unit.{unit}"), Some(unit));
            }
            for list in ["codes", "levels", "parents"] {
                for code in entry
                    .get(list)
                    .and_then(|v| v.as_array())
                    .into_iter()
                    .flatten()
                {
                    let field = |name: &str| code.get(name).and_then(|v| v.as_str());
                    let id = code.as_str().or(field("code")).unwrap();
                    put(format!("code.{id}"), field("label").or(Some(id)));
                }
            }
        }
    }
    for entry in fs::read_dir(path("data/vocabulary")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let list = name.strip_suffix(".json").unwrap();
        let head = if list == "topics" { "topic" } else { list };
        let terms: serde_json::Value =
            serde_json::from_str(&read(&format!("data/vocabulary/{name}"))).unwrap();
        for term in terms.as_array().unwrap() {
            let code = term["code"].as_str().unwrap();
            put(format!("{head}.{code}"), term["label"].as_str());
            put(
                format!("{head}.{code}.definition"),
                term["definition"].as_str(),
            );
        }
    }
    assert!(keys.len() > 500, "{}", keys.len());
    keys
}

#[test]
fn the_widget_and_the_command_know_the_same_languages() {
    let list = LANGUAGES.map(|lang| format!("\"{lang}\"")).join(", ");
    assert!(
        read("src/tasks.rs").contains(&format!("[{list}]")),
        "src/tasks.rs"
    );
    let mut there: Vec<String> = fs::read_dir(path("www/locales"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort();
    let mut expected: Vec<String> = LANGUAGES
        .iter()
        .flat_map(|lang| {
            ["", ".more", ".errors", ".frame"].map(|part| format!("{lang}{part}.json"))
        })
        .collect();
    expected.sort();
    assert_eq!(there, expected);
}

#[test]
fn every_text_is_there_in_every_language() {
    let (english, vocabulary) = (all("en"), vocabulary());
    let stems: BTreeSet<&str> = english
        .keys()
        .filter_map(|key| stem(key, &english))
        .collect();
    assert!(stems.len() > 15);
    let mut wrong = Vec::new();
    for lang in LANGUAGES {
        let texts = all(lang);
        let plural = forms(lang);
        for key in english.keys().chain(vocabulary.keys()) {
            let own = lang == "en" && !english.contains_key(key);
            if stem(key, &english).is_none() && !own && !texts.contains_key(key) {
                wrong.push(format!("{lang}: no text {key}"));
            }
        }
        for stem in &stems {
            let has = |form: &&&str| texts.contains_key(&format!("{stem}.{form}"));
            let there: BTreeSet<&str> = FORMS.iter().filter(has).copied().collect();
            // Where one is never said, English leaves it out: all its other numbers take the same form.
            let fits = there == plural || (lang == "en" && there == BTreeSet::from(["other"]));
            if !fits {
                wrong.push(format!(
                    "{lang}: {stem} has the forms {there:?} and needs {plural:?}"
                ));
            }
        }
        for key in texts.keys() {
            let known = english.contains_key(key) || vocabulary.contains_key(key);
            if !known && stem(key, &english).is_none() {
                wrong.push(format!("{lang}: {key} is not in English"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn files_hold_the_same_part_in_every_language() {
    for pattern in FILES {
        let english = file(pattern, "en");
        for lang in LANGUAGES {
            let texts = file(pattern, lang);
            for key in english.keys().filter(|key| stem(key, &english).is_none()) {
                assert!(
                    texts.contains_key(key),
                    "{pattern} of {lang} lacks {key}: is it in another file?"
                );
            }
        }
    }
}

#[test]
fn places_for_values_are_kept() {
    let english = all("en");
    let mut wrong = Vec::new();
    for lang in LANGUAGES {
        for (key, text) in all(lang) {
            let found = places(&text);
            let Some(stem) = stem(&key, &english) else {
                let expected = english
                    .get(&key)
                    .map(|text| places(text))
                    .unwrap_or_default();
                if found != expected {
                    wrong.push(format!("{lang}: {key} has {found:?}, English {expected:?}"));
                }
                continue;
            };
            let form = key.rsplit('.').next().unwrap();
            let said = |form: &str| {
                english
                    .get(&format!("{stem}.{form}"))
                    .map(|text| places(text))
            };
            let many = said("other").unwrap();
            if !found.is_subset(&many) {
                wrong.push(format!("{lang}: {key} has {found:?}, English {many:?}"));
            }
            // A form for one number may leave it out, and what English leaves out where it speaks of one; so may a
            // form for one and nothing, but it has to say which.
            let (numbers, one) = (numbers(lang, form), said("one").unwrap_or_default());
            let least: BTreeSet<&str> = match numbers.as_slice() {
                [_] => one.into_iter().filter(|place| *place != "n").collect(),
                [0, 1] => one
                    .into_iter()
                    .chain(many.contains("n").then_some("n"))
                    .collect(),
                _ => many,
            };
            if form != "zero" && !least.is_subset(&found) {
                wrong.push(format!("{lang}: {key} has {found:?} and needs {least:?}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn no_text_is_empty_or_ragged() {
    for lang in LANGUAGES {
        for (key, text) in all(lang) {
            // What joins others ends in a space.
            let joins = key.ends_with(".join");
            assert!(!text.trim().is_empty(), "{lang}: {key} is empty");
            assert!(
                joins || text.trim() == text,
                "{lang}: {key} begins or ends with a space: “{text}”"
            );
            assert!(
                !text.contains("  "),
                "{lang}: {key} has two spaces: “{text}”"
            );
            let (open, close) = (text.matches('{').count(), text.matches('}').count());
            assert_eq!(open, close, "{lang}: {key}: “{text}”");
        }
    }
}

/// The words of a text: without places, code, file names and names.
fn plain(text: &str) -> Vec<String> {
    let mut rest = text.to_owned();
    while let (Some(from), Some(to)) = (rest.find('{'), rest.find('}')) {
        rest.replace_range(from..=to, " ");
    }
    for name in [
        "City Peers",
        "Content Security Policy",
        "Lockdown Mode",
        "lockdown mode",
    ] {
        rest = rest.replace(name, " ");
    }
    rest.split(|c: char| c.is_whitespace() || "«»“”„()[],;:!?،؛؟、，。：；「」《》（）".contains(c))
        .map(|word| word.trim_matches(|c: char| ".'’".contains(c)).to_owned())
        .filter(|word| word.len() > 1 && word.chars().all(char::is_alphabetic))
        .collect()
}

#[test]
fn no_english_is_left() {
    const ENGLISH: &[&str] = &[
        "the",
        "and",
        "of",
        "with",
        "for",
        "from",
        "your",
        "our",
        "which",
        "cities",
        "not",
        "what",
        "than",
        "more",
        "this",
        "that",
        "are",
        "is",
        "people",
        "practices",
        "unknown",
    ];
    // Written so in every language: programs, protocols, abbreviations of the data.
    const NAMES: &[&str] = &[
        "SIMD",
        "WebAssembly",
        "CORS",
        "Chrome",
        "Firefox",
        "Safari",
        "Content",
        "Encoding",
        "Security",
        "Policy",
        "JSON",
        "CSV",
        "Shift",
        "json",
        // The bundled practices are in English, and so is what is searched for in them.
        "park",
        "Quito",
        "bus",
        "PDF",
        "GeoNames",
        "USD",
        "Internet",
        "PM",
        "km",
        "km²",
        "kB",
        "CO₂e",
        "Microsoft",
        "Excel",
        "SDG",
        "CityNet",
        "UNOSD",
        "GDP",
        "SIDS",
        "LDC",
        "LLDC",
        "UTC",
        "GMT",
        "URL",
        "HTTPS",
        "HTTP",
        "GNI",
        "ISO",
        "Köppen",
        "Geiger",
        "gzip",
        "III",
        "wasm",
        "proxy",
    ];
    let english: Texts = vocabulary().into_iter().chain(all("en")).collect();
    let mut wrong = Vec::new();
    for lang in LANGUAGES.into_iter().filter(|lang| *lang != "en") {
        let own_script = matches!(lang, "ar" | "ko" | "ru" | "zh");
        let same: BTreeSet<&str> = SAME
            .iter()
            .filter(|(of, _)| *of == lang || *of == "*")
            .flat_map(|(_, keys)| keys.split(' '))
            .collect();
        for (key, text) in all(lang) {
            let words = plain(&text);
            // Units are signs, mostly the same everywhere.
            let sign = key.starts_with("unit.");
            if !words.is_empty()
                && english.get(&key) == Some(&text)
                && !same.contains(key.as_str())
                && !sign
            {
                wrong.push(format!("{lang}: {key} is as in English: “{text}”"));
            }
            for word in &words {
                let small = word.to_lowercase();
                let latin = word.chars().all(|c| c.is_ascii_alphabetic());
                let foreign =
                    own_script && latin && word.len() > 2 && !NAMES.contains(&word.as_str());
                // File names and attributes are lower case and said to editors only.
                let code = key.ends_with(".editor") || key.starts_with("error.");
                if (ENGLISH.contains(&small.as_str()) || (foreign && !code)) && !sign {
                    wrong.push(format!("{lang}: {key} says “{word}”: “{text}”"));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
