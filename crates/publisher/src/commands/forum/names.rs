//! Names of countries and languages, and lists of words, in the language the command speaks. Pure.

use city_peers_engine::Directory;
use icu_experimental::displaynames::DisplayNamesOptions;
use icu_experimental::displaynames::multi::{LanguageDisplayNames, RegionDisplayNames};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;
use icu_locale_core::subtags::{Language, Region};

/// Names from Unicode CLDR; a code that has none stands for itself.
pub struct Names {
    countries: Option<RegionDisplayNames>,
    languages: Option<LanguageDisplayNames>,
    lists: Option<ListFormatter>,
}

impl Names {
    /// British English names, as all words of the command: lists without a comma before the last "and".
    pub fn english() -> Names {
        let locale = || "en-GB".parse::<Locale>().unwrap_or(Locale::UNKNOWN);
        let options = DisplayNamesOptions::default;
        Names {
            countries: RegionDisplayNames::try_new(locale().into(), options()).ok(),
            languages: LanguageDisplayNames::try_new(locale().into(), options()).ok(),
            lists: ListFormatter::try_new_and(locale().into(), ListFormatterOptions::default())
                .ok(),
        }
    }

    /// Name of a country by its ISO 3166-1 alpha-2 code.
    pub fn country<'n>(&'n self, code: &'n str) -> &'n str {
        let region = code.parse::<Region>().ok();
        let names = self.countries.as_ref();
        let name = region.and_then(|region| names.and_then(|names| names.of(region)));
        name.unwrap_or(code)
    }

    /// Name of a language by its primary subtag.
    pub fn language<'n>(&'n self, code: &'n str) -> &'n str {
        let language = code.parse::<Language>().ok();
        let names = self.languages.as_ref();
        let name = language.and_then(|language| names.and_then(|names| names.of(language)));
        name.unwrap_or(code)
    }

    /// `a, b and c`.
    pub fn list<S: AsRef<str>>(&self, parts: &[S]) -> String {
        let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
        match &self.lists {
            Some(lists) => lists.format(parts.iter()).to_string(),
            None => parts.join(", "),
        }
    }

    /// Position of a language of the directory by code or name.
    pub fn find_language(&self, directory: &Directory, wanted: &str) -> Option<u16> {
        let same = |a: &str| a.eq_ignore_ascii_case(wanted);
        let languages = &directory.cities.languages;
        let at = languages
            .iter()
            .position(|code| same(code) || same(self.language(code)))?;
        u16::try_from(at).ok()
    }
}
