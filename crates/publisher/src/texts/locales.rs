//! The files of texts, embedded: one line per language. Pure.

use super::DEFAULT;
use std::collections::BTreeMap;

/// Language, texts of the widget, texts that only the command has.
const FILES: [(&str, &str, &str); 1] = [(
    "en",
    include_str!("../../../../www/locales/en.json"),
    include_str!("locales/en.json"),
)];

/// The languages that have texts.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|file| file.0)
}

/// Whether a language has texts.
pub(super) fn has(lang: &str) -> bool {
    all().any(|known| known == lang)
}

/// All texts of a language by key; those of [`DEFAULT`] where it has none.
pub(super) fn texts(lang: &str) -> BTreeMap<String, String> {
    let named = |wanted: &str| FILES.iter().find(|file| file.0 == wanted);
    let Some((_, widget, own)) = named(lang).or_else(|| named(DEFAULT)) else {
        return BTreeMap::new();
    };
    [widget, own]
        .into_iter()
        .flat_map(|text| serde_json::from_str::<BTreeMap<String, String>>(text).unwrap_or_default())
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_file_is_read_and_no_key_stands_in_both() {
        for (lang, widget, own) in FILES {
            let widget: BTreeMap<String, String> = serde_json::from_str(widget).unwrap();
            let own: BTreeMap<String, String> = serde_json::from_str(own).unwrap();
            assert!(widget.len() > 100 && own.len() > 20, "{lang}");
            let both: Vec<&String> = own.keys().filter(|k| widget.contains_key(*k)).collect();
            assert!(both.is_empty(), "{lang}: {both:?}");
            assert_eq!(texts(lang).len(), widget.len() + own.len());
        }
    }
}
