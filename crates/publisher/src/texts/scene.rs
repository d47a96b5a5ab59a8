//! What words are made from: texts, a directory, its names in the language asked for. Reads only. Pure.

use super::{Texts, partner, speaks};
use crate::published::Opened;
use city_peers_engine::model::Term;
use city_peers_engine::search::NameTable;
use city_peers_engine::{CityIx, Directory};

/// A directory seen in one language.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The texts.
    pub texts: &'a Texts,
    /// The directory and its practices.
    pub opened: &'a Opened,
    /// City names in other languages.
    pub names: &'a [NameTable],
}

impl<'a> Scene<'a> {
    /// The directory.
    pub fn directory(&self) -> &'a Directory {
        &self.opened.directory
    }

    /// The name of a city as the reader should see it.
    pub fn name(&self, city: CityIx) -> &'a str {
        // Of two that serve, the longer code is the nearer.
        let serve = |t: &&NameTable| speaks(self.texts.asked(), &t.lang);
        let tables = self.names.iter().filter(serve);
        let table = tables.max_by_key(|t| t.lang.len());
        table
            .and_then(|table| table.name(city))
            .unwrap_or_else(|| self.opened.directory.name(city))
    }

    /// "Guayaquil, Ecuador".
    pub fn place(&self, city: CityIx) -> String {
        self.placed(self.name(city), self.directory().country(city))
    }

    /// A name with its country, where that is known.
    pub fn placed(&self, name: &str, country: &str) -> String {
        if country.is_empty() {
            name.to_owned()
        } else {
            let country = self.texts.country(country);
            self.texts
                .with("place.of", &[("city", name), ("country", &country)])
        }
    }

    /// Name of a code of a vocabulary list; the code where it has none.
    pub fn term(&self, list: &str, code: &str) -> String {
        if list == "topics" {
            let topic = self.directory().vocabulary.topic(code);
            if let Some(topic) = topic {
                return partner::topic_name(self.texts, self.directory(), topic).to_owned();
            }
        }
        if let Some(text) = self.texts.find(&format!("{list}.{code}")) {
            return text.to_owned();
        }
        self.find_term(list, code)
            .map_or(code, |term| term.label.as_str())
            .to_owned()
    }

    /// What a code covers, where the vocabulary says so.
    pub fn definition(&self, list: &str, code: &str) -> Option<String> {
        if let Some(text) = self.texts.find(&format!("{list}.{code}.definition")) {
            return Some(text.to_owned());
        }
        Some(self.find_term(list, code)?.definition.clone())
    }

    fn find_term(&self, list: &str, code: &str) -> Option<&'a Term> {
        self.opened.practices.term(list, code)
    }

    /// Names of codes inside a sentence, joined.
    pub fn terms(&self, list: &str, codes: &[String]) -> String {
        let names: Vec<String> = codes
            .iter()
            .map(|code| self.texts.lower(&self.term(list, code)))
            .collect();
        self.texts.list(&names)
    }
}
