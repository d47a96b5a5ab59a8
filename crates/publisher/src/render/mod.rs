//! Suggestions as static HTML: the widget's own views in the words of the command, the frame of a page, its style. Pure.

mod frame;
pub mod style;

pub use frame::page;

use crate::texts::Texts;
use crate::texts::intl::Intl;
use city_peers::render::{Language, Speech};
use std::rc::Rc;

/// Texts that several threads can share: what forms numbers stays on its own.
#[derive(Clone, Debug)]
pub struct Spoken {
    code: String,
    texts: Vec<(String, String)>,
}

impl Spoken {
    /// The texts of a language.
    pub fn new(texts: &Texts) -> Spoken {
        let own = |(key, text): (&str, &str)| (key.to_owned(), text.to_owned());
        Spoken {
            code: texts.shown().to_owned(),
            texts: texts.all().map(own).collect(),
        }
    }

    /// As the widget's views are told it.
    pub fn language(&self) -> Language {
        Language {
            code: self.code.clone(),
            texts: self.texts.clone(),
            speech: Rc::new(Intl::new(&self.code)),
        }
    }
}

impl Speech for Intl {
    fn number(&self, x: f64, digits: Option<u8>) -> String {
        Intl::number(self, x, digits)
    }
    fn compact(&self, x: f64) -> String {
        Intl::compact(self, x)
    }
    fn year(&self, year: u16) -> String {
        Intl::year(self, year)
    }
    fn date(&self, day: &str) -> Option<String> {
        Intl::date(self, day)
    }
    fn country(&self, code: &str) -> String {
        Intl::country(self, code)
    }
    fn language(&self, code: &str) -> String {
        Intl::language(self, code)
    }
    fn list(&self, items: &[String]) -> String {
        Intl::list(self, items)
    }
    fn plural(&self, n: usize) -> String {
        Intl::plural(self, n).to_owned()
    }
}

/// A name for something of a city, made of its id: whatever a directory calls its cities, it is one plain name.
pub fn plain(id: &str) -> String {
    let mut name = String::new();
    for (ix, c) in id.chars().enumerate() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => name.push(c),
            '-' | '.' if ix > 0 => name.push(c),
            // Two ids never become one name: `_` itself is written so as well.
            c => name.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_stay_in_their_folder() {
        assert_eq!(plain("kr-seoul"), "kr-seoul");
        for (id, name) in [
            ("../../etc", "_2e_.-2f_"),
            (".hidden", "_2e_hidden"),
            ("a/b", "a_2f_b"),
            ("a_2f_b", "a_5f_2f_5f_b"),
            ("-x", "_2d_x"),
            ("é", "_e9_"),
        ] {
            let plain = plain(id);
            assert!(plain == name || id.starts_with(".."), "{id}: {plain}");
            assert!(
                !plain.contains('/') && !plain.starts_with(['.', '-']),
                "{plain}"
            );
        }
    }
}
