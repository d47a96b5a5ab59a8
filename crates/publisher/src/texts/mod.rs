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
        let (primary, _) = asked.split_once('-').unwrap_or((asked, ""));
        let lang = [asked, primary]
            .into_iter()
            .find(|lang| locales::has(lang))
            .unwrap_or(DEFAULT);
        let mut texts = locales::texts(DEFAULT);
        if lang != DEFAULT {
            texts.extend(locales::texts(lang));
        }
        Ok(Texts {
            lang: lang.to_owned(),
            asked: asked.to_owned(),
            texts,
            intl: Intl::new(lang),
        })
    }

    /// What to tell somebody who asked for a language without texts.
    pub fn note(&self) -> Option<String> {
        let (primary, _) = self.asked.split_once('-').unwrap_or((&self.asked, ""));
        (self.lang != primary && self.lang != self.asked).then(|| {
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

    /// In lower case, as inside a sentence.
    pub fn lower(&self, text: &str) -> String {
        text.to_lowercase()
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
