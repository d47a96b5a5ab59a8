//! Texts of the interface in one language, and the words for numbers (thresholds: `docs/method.md`). Reads only.

use crate::intl;

/// The texts of one language; a missing one shows as its key.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Words {
    lang: String,
    own: bool,
    whole: bool,
    /// By key, in its order.
    texts: Vec<(String, String)>,
}

impl Words {
    /// No texts yet for a language; `own` if it is the one asked for.
    pub(crate) fn new(lang: String, own: bool) -> Words {
        Words {
            lang,
            own,
            ..Words::default()
        }
    }

    /// The texts of what is loaded later are among them now.
    pub(crate) fn complete(&mut self) {
        self.whole = true;
    }

    /// Whether they are: what needs them waits, instead of showing keys.
    pub(crate) fn whole(&self) -> bool {
        self.whole
    }

    /// Adds a text; of two for a key the later one stays.
    pub(crate) fn add(&mut self, key: String, text: String) {
        match self.place(&key) {
            Ok(at) => {
                if let Some(known) = self.texts.get_mut(at) {
                    known.1 = text;
                }
            }
            Err(at) => self.texts.insert(at, (key, text)),
        }
    }

    fn place(&self, key: &str) -> Result<usize, usize> {
        self.texts
            .binary_search_by(|(known, _)| known.as_str().cmp(key))
    }

    /// BCP 47 code of the language of the texts.
    pub(crate) fn lang(&self) -> &str {
        &self.lang
    }

    /// Whether this is the language asked for, and not English in its place.
    pub(crate) fn own(&self) -> bool {
        self.own
    }

    /// A text.
    pub(crate) fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// A text if the language has it.
    pub(crate) fn find(&self, key: &str) -> Option<&str> {
        let (_, text) = self.texts.get(self.place(key).ok()?)?;
        Some(text)
    }

    /// A text with values in the places of `{name}`.
    pub(crate) fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for piece in split(self.text(key)) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Place(name) => {
                    filled.push_str(values.iter().find(|v| v.0 == name).map_or("", |v| v.1));
                }
            }
        }
        filled
    }

    /// A text for a count: the plural form `key.one`, `key.few`, … else `key.other`, with `{n}`.
    pub(crate) fn count(&self, key: &str, n: usize, values: &[(&str, &str)]) -> String {
        let mut form = [key, ".", &intl::plural(&self.lang, n as f64)].concat();
        if self.find(&form).is_none() {
            form = [key, ".other"].concat();
        }
        let number = self.number(n as f64);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(values);
        self.with(&form, &all)
    }

    /// The text of a key in pieces, so that places can hold elements.
    pub(crate) fn pieces<'a>(&'a self, key: &'a str) -> Vec<Piece<'a>> {
        split(self.text(key))
    }

    /// As inside a sentence: the first letter small, but "SDG" stays and so does "access to Internet".
    pub(crate) fn lower(&self, text: &str) -> String {
        let mut chars = text.chars();
        let first = chars.next().map(String::from).unwrap_or_default();
        let rest = chars.as_str();
        let second = chars.next().map(String::from).unwrap_or_default();
        let small = |text: &str| intl::lower(&self.lang, text);
        if small(&second) != second {
            return text.to_owned();
        }
        [&small(&first), rest].concat()
    }

    /// A number in full.
    pub(crate) fn number(&self, x: f64) -> String {
        intl::number(&self.lang, x, None)
    }

    /// A number to two significant digits.
    pub(crate) fn rounded(&self, x: f64) -> String {
        intl::number(&self.lang, x, Some(2))
    }

    /// A year, without a separator of thousands.
    pub(crate) fn year(&self, year: u16) -> String {
        intl::year(&self.lang, year)
    }

    /// A day given as `2026-03-01`, written out; another text as it stands.
    pub(crate) fn date(&self, day: &str) -> String {
        intl::date(&self.lang, day)
    }

    /// A sum of money, with the code of its currency: a sign such as $ is that of many. (`Intl` writes large sums of
    /// a currency short, "$3.8B", never "3.8 billion": hence a text with two places.)
    pub(crate) fn money(&self, x: f64, currency: &str) -> String {
        let number = intl::compact(&self.lang, x);
        self.with("money", &[("currency", currency), ("n", &number)])
    }

    /// A country.
    pub(crate) fn country(&self, code: &str) -> String {
        intl::country(&self.lang, code)
    }

    /// A language.
    pub(crate) fn language(&self, code: &str) -> String {
        intl::language(&self.lang, code)
    }

    /// "A, B and C".
    pub(crate) fn list(&self, items: &[String]) -> String {
        intl::list(&self.lang, items)
    }

    /// much, some, little or unknown.
    pub(crate) fn amount(&self, value: Option<f64>) -> &str {
        self.text(match value {
            None => "amount.unknown",
            Some(x) if x >= 0.66 => "amount.much",
            Some(x) if x >= 0.33 => "amount.some",
            Some(_) => "amount.little",
        })
    }
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// The place of a value.
    Place(&'a str),
}

fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Place(name));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_a_sentence_names_and_abbreviations_stay() {
        let words = Words::new("en".to_owned(), true);
        for (text, lower) in [
            ("Flood management", "flood management"),
            ("SDG monitoring", "SDG monitoring"),
            ("Access to Internet", "access to Internet"),
            ("Élimination", "élimination"),
            ("홍수 관리", "홍수 관리"),
            ("A", "a"),
            ("", ""),
        ] {
            assert_eq!(words.lower(text), lower);
        }
    }
}
