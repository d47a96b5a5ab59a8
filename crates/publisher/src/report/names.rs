//! Names of countries, languages and goals in English, from Unicode's data. Pure.

use icu_experimental::displaynames::DisplayNamesOptions;
use icu_experimental::displaynames::multi::{LanguageDisplayNames, RegionDisplayNames};
use icu_locale_core::locale;
use icu_locale_core::subtags::{Language, Region};

/// The seventeen goals in short.
const GOALS: [&str; 17] = [
    "No poverty",
    "Zero hunger",
    "Good health and well-being",
    "Quality education",
    "Gender equality",
    "Clean water and sanitation",
    "Affordable and clean energy",
    "Decent work and economic growth",
    "Industry, innovation and infrastructure",
    "Reduced inequalities",
    "Sustainable cities and communities",
    "Responsible consumption and production",
    "Climate action",
    "Life below water",
    "Life on land",
    "Peace, justice and strong institutions",
    "Partnerships for the goals",
];

/// The names, loaded once.
#[derive(Debug)]
pub struct Names {
    regions: RegionDisplayNames,
    languages: LanguageDisplayNames,
}

impl Default for Names {
    fn default() -> Self {
        Names::new()
    }
}

impl Names {
    /// Loads the names; where that fails codes stand for them.
    pub fn new() -> Names {
        let options = DisplayNamesOptions::default();
        let regions = RegionDisplayNames::try_new(locale!("en").into(), options);
        let languages = LanguageDisplayNames::try_new(locale!("en").into(), options);
        Names {
            regions: regions.unwrap_or_default(),
            languages: languages.unwrap_or_default(),
        }
    }

    /// The name of a country or territory; its code where it has none; `unknown` for no code.
    pub fn country(&self, code: &str) -> String {
        let region = code.parse::<Region>().ok();
        self.of(code, region.and_then(|region| self.regions.of(region)))
    }

    /// The name of a language, by its primary subtag.
    pub fn language(&self, code: &str) -> String {
        let language = code.parse::<Language>().ok();
        self.of(code, language.and_then(|it| self.languages.of(it)))
    }

    fn of(&self, code: &str, name: Option<&str>) -> String {
        match (code, name) {
            ("", _) => "unknown".to_owned(),
            (_, Some(name)) => name.to_owned(),
            (code, None) => code.to_owned(),
        }
    }
}

/// A goal in short.
pub fn goal(sdg: u8) -> &'static str {
    let at = usize::from(sdg).checked_sub(1);
    at.and_then(|at| GOALS.get(at)).copied().unwrap_or_default()
}
