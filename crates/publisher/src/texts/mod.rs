//! The texts of the command in one language: those of the widget, and a few of its own. Pure.
//!
//! A result reads the same in the browser and on the command line: same keys, same thresholds, same forms of numbers.

pub mod intl;
pub mod layout;
mod locales;
pub mod partner;
pub mod practice;
pub mod reason;
pub mod scene;
pub mod value;

use intl::Intl;
use std::collections::BTreeMap;

pub use scene::Scene;

/// Language of the texts where nobody asks for another, or where the one asked for has none.
pub const DEFAULT: &str = "en";

/// The language of a BCP 47 code, without its region or script.
fn primary(code: &str) -> String {
    let primary = code.split('-').next().unwrap_or_default();
    primary.to_ascii_lowercase()
}

/// Whether Chinese is wanted in traditional characters, which there are no texts in.
fn is_traditional(code: &str) -> bool {
    let has = |part: &str| code.split('-').any(|of| of.eq_ignore_ascii_case(part));
    primary(code) == "zh" && !has("Hans") && ["Hant", "TW", "HK", "MO"].into_iter().any(has)
}

/// Whether names in `of` serve who asks for `lang`: `pt` who asks for `pt-BR`.
pub fn speaks(lang: &str, of: &str) -> bool {
    let rest = lang.strip_prefix(of);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Numbers are those of the region; English in the place of another language is English throughout, and the Chinese texts are in
/// simplified characters.
fn shown<'a>(lang: &'a str, asked: &'a str) -> &'a str {
    if lang == primary(asked) && !is_traditional(asked) {
        asked
    } else {
        lang
    }
}

/// The texts of one language; a missing one is English, and one that English misses shows as its key.
#[derive(Debug)]
pub struct Texts {
    lang: String,
    asked: String,
    texts: BTreeMap<String, String>,
    intl: Intl,
}

impl Texts {
    /// The texts for a BCP 47 code such as `ko` or `pt-BR`; without one English.
    ///
    /// # Errors
    /// When it is not the code of a language.
    pub fn new(asked: Option<&str>) -> Result<Texts, String> {
        let asked = asked.unwrap_or(DEFAULT);
        if !intl::is_language(asked) {
            return Err(format!(
                "“{asked}” is not the code of a language, such as en or pt-BR"
            ));
        }
        let primary = primary(asked);
        let lang = match locales::has(&primary) {
            true => primary.as_str(),
            false => DEFAULT,
        };
        let mut texts = locales::texts(DEFAULT);
        if lang != DEFAULT {
            texts.extend(locales::texts(lang));
        }
        Ok(Texts {
            lang: lang.to_owned(),
            asked: asked.to_owned(),
            texts,
            intl: Intl::new(shown(lang, asked)),
        })
    }

    /// BCP 47 code of the texts with their region, as a page's `lang` gives it: the widget's of the same language.
    pub fn shown(&self) -> &str {
        match is_traditional(&self.asked) {
            true => "zh-Hans",
            false => shown(&self.lang, &self.asked),
        }
    }

    /// All texts by key.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.texts.iter();
        texts.map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// What to tell somebody who asked for a language without texts.
    pub fn note(&self) -> Option<String> {
        (self.lang != primary(&self.asked)).then(|| {
            format!(
                "note: there are no texts in “{}”; they are in English (there are: {})",
                self.asked,
                locales::all().collect::<Vec<_>>().join(", ")
            )
        })
    }

    /// BCP 47 code of the language of the texts.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// BCP 47 code of the language asked for: that of city names, which are data and may be there without texts.
    pub fn asked(&self) -> &str {
        &self.asked
    }

    /// A text.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// A text if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// A text with values in the places of `{name}`.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.text(key);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            filled.push_str(before);
            filled.push_str(values.iter().find(|v| v.0 == name).map_or("", |v| v.1));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// A text for a count: the plural form `key.one`, `key.few`, … else `key.other`, with `{n}`.
    pub fn count(&self, key: &str, n: usize, values: &[(&str, &str)]) -> String {
        let mut form = format!("{key}.{}", self.intl.plural(n));
        if self.find(&form).is_none() {
            form = format!("{key}.other");
        }
        let number = self.number(n as f64);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(values);
        self.with(&form, &all)
    }

    /// As inside a sentence: the first letter small, but "SDG" stays and so does "access to Internet".
    pub fn lower(&self, text: &str) -> String {
        let mut chars = text.chars();
        let first = chars.next().map(char::to_lowercase);
        let rest = chars.as_str();
        if chars.next().is_some_and(char::is_uppercase) {
            return text.to_owned();
        }
        first.into_iter().flatten().chain(rest.chars()).collect()
    }

    /// A year, without a separator of thousands.
    pub fn year(&self, year: u16) -> String {
        self.intl.year(year)
    }

    /// A number in full, to three decimals.
    pub fn number(&self, x: f64) -> String {
        self.intl.number(x, None)
    }

    /// A number to two significant digits.
    pub fn rounded(&self, x: f64) -> String {
        self.intl.number(x, Some(2))
    }

    /// A share as points of 100, without decimals.
    pub fn points(&self, share: f64) -> String {
        self.number((share * 100.0).round())
    }

    /// A number with one decimal.
    pub fn tenths(&self, x: f64) -> String {
        self.intl.tenths(x)
    }

    /// A sum of money.
    pub fn money(&self, x: f64, currency: &str) -> String {
        let number = self.intl.compact(x);
        self.with("money", &[("currency", currency), ("n", &number)])
    }

    /// A country by ISO 3166-1 code; the code where it has no name.
    pub fn country(&self, code: &str) -> String {
        self.intl.country(code)
    }

    /// A language by BCP 47 code; the code where it has no name.
    pub fn language(&self, code: &str) -> String {
        self.intl.language(code)
    }

    /// "A, B and C".
    pub fn list(&self, items: &[String]) -> String {
        self.intl.list(items)
    }

    /// much, some, little or unknown.
    pub fn amount(&self, value: Option<f64>) -> &str {
        self.text(match value {
            None => "amount.unknown",
            Some(x) if x >= 0.66 => "amount.much",
            Some(x) if x >= 0.33 => "amount.some",
            Some(_) => "amount.little",
        })
    }
}
