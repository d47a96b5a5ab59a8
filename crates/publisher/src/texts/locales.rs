//! The files of texts, embedded: one line per language. Pure.

use super::DEFAULT;
use std::collections::BTreeMap;

/// A language with its files: the texts of the widget, those it loads later, those of failures, those that only the
/// command has.
struct Files(&'static str, [&'static str; 4]);

/// The files of one language.
macro_rules! files {
    ($lang:literal) => {
        Files(
            $lang,
            [
                include_str!(concat!("../../../../www/locales/", $lang, ".json")),
                include_str!(concat!("../../../../www/locales/", $lang, ".more.json")),
                include_str!(concat!("../../../../www/locales/", $lang, ".errors.json")),
                include_str!(concat!("locales/", $lang, ".json")),
            ],
        )
    };
}

const FILES: [Files; 8] = [
    files!("ar"),
    files!("en"),
    files!("es"),
    files!("fr"),
    files!("ko"),
    files!("pt"),
    files!("ru"),
    files!("zh"),
];

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
    let Some(Files(_, files)) = named(lang).or_else(|| named(DEFAULT)) else {
        return BTreeMap::new();
    };
    files
        .iter()
        .flat_map(|text| serde_json::from_str::<BTreeMap<String, String>>(text).unwrap_or_default())
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_file_is_read_and_no_key_stands_in_two() {
        for Files(lang, files) in FILES {
            let sizes = files.map(|text| {
                serde_json::from_str::<BTreeMap<String, String>>(text)
                    .unwrap()
                    .len()
            });
            assert!(sizes[0] > 100 && sizes[2] > 20, "{lang}");
            assert_eq!(texts(lang).len(), sizes.iter().sum::<usize>(), "{lang}");
        }
    }
}
