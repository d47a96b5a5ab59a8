//! Countries and languages by their names: codes of two and three letters, names in the languages of many spreadsheets. Pure.

use crate::countries;
use crate::fold::fold;
use icu_experimental::displaynames::multi::{LanguageDisplayNames, RegionDisplayNames};
use icu_experimental::displaynames::{DisplayNamesOptions, Style};
use icu_locale_core::Locale;
use icu_locale_core::subtags::{Language, Region};
use std::collections::BTreeMap;

/// Alpha-3 and alpha-2 codes of ISO 3166-1, one pair a word.
const ALPHA_3: &str = "\
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI \
    BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT \
    BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU \
    CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET \
    FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR \
    GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR \
    IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB \
    LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH \
    MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE \
    NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL \
    PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ \
    SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC \
    TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY \
    USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW XKXXK";
/// Languages whose names of countries and languages are understood.
const LOCALES: [&str; 24] = [
    "en", "es", "fr", "pt", "de", "it", "nl", "ru", "uk", "ar", "fa", "hi", "bn", "zh", "zh-Hant",
    "ja", "ko", "id", "ms", "vi", "th", "tr", "pl", "sw",
];
/// Names that are common and that CLDR does not have.
const MORE: [(&str, &str); 31] = [
    ("usa", "US"),
    ("us", "US"),
    ("united states of america", "US"),
    ("uk", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("northern ireland", "GB"),
    ("uae", "AE"),
    ("republic of korea", "KR"),
    ("korea republic of", "KR"),
    ("iran islamic republic of", "IR"),
    ("viet nam", "VN"),
    ("lao pdr", "LA"),
    ("russian federation", "RU"),
    ("bolivia plurinational state of", "BO"),
    ("plurinational state of bolivia", "BO"),
    ("venezuela bolivarian republic of", "VE"),
    ("united republic of tanzania", "TZ"),
    ("tanzania united republic of", "TZ"),
    ("republic of moldova", "MD"),
    ("syrian arab republic", "SY"),
    ("brunei darussalam", "BN"),
    ("cote d ivoire", "CI"),
    ("ivory coast", "CI"),
    ("czech republic", "CZ"),
    ("turkey", "TR"),
    ("people s republic of china", "CN"),
    ("democratic republic of the congo", "CD"),
    ("state of palestine", "PS"),
];

/// Names that two countries have: which is meant, only a person knows.
const OF_TWO: [&str; 4] = ["congo", "kongo", "korea", "corea"];

/// Names of countries and languages, folded, with their codes.
pub struct Names {
    countries: BTreeMap<String, String>,
    languages: BTreeMap<String, String>,
    english: BTreeMap<String, String>,
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Names::empty();
        let codes: Vec<Region> = countries::all().filter_map(|c| c.parse().ok()).collect();
        let languages: Vec<Language> = LANGUAGES
            .split(' ')
            .filter_map(|code| code.parse().ok())
            .collect();
        for locale in LOCALES {
            let Ok(locale) = locale.parse::<Locale>() else {
                continue;
            };
            for style in [None, Some(Style::Short)] {
                let mut options = DisplayNamesOptions::default();
                options.style = style;
                if let Ok(regions) = RegionDisplayNames::try_new((&locale).into(), options) {
                    for region in &codes {
                        if let Some(name) = regions.of(*region) {
                            let entry = names.countries.entry(fold(name));
                            entry.or_insert_with(|| region.to_string());
                            let english = names.english.entry(region.to_string());
                            english.or_insert_with(|| name.to_owned());
                        }
                    }
                }
            }
            let options = DisplayNamesOptions::default();
            if let Ok(display) = LanguageDisplayNames::try_new((&locale).into(), options) {
                for language in &languages {
                    if let Some(name) = display.of(*language) {
                        let entry = names.languages.entry(fold(name));
                        entry.or_insert_with(|| language.to_string());
                    }
                }
            }
        }
        for (name, code) in MORE {
            names.countries.insert(fold(name), code.to_owned());
        }
        for name in OF_TWO {
            names.countries.remove(name);
        }
        names
    }
}

/// Languages that cities work in; others are given by their code.
const LANGUAGES: &str = "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr ht hu hy \
    id ig is it ja jv ka kk km kn ko ky lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl no om pa pl ps pt ro ru rw si sk sl so \
    sq sr sv sw ta te tg th ti tk tr uk ur uz vi wo xh yo zh zu ay qu gn";

impl Names {
    /// No names: only codes are understood.
    pub fn empty() -> Self {
        Names {
            countries: BTreeMap::new(),
            languages: BTreeMap::new(),
            english: BTreeMap::new(),
        }
    }

    /// The code of a country, from its code of two or three letters or its name.
    pub fn country(&self, text: &str) -> Option<String> {
        let upper = text.trim().to_uppercase();
        if countries::is_country(&upper) {
            return Some(upper);
        }
        if upper.len() == 3
            && let Some(pair) = ALPHA_3.split_whitespace().find(|w| w.starts_with(&upper))
        {
            return pair.get(3..).map(str::to_owned);
        }
        let folded = fold(text);
        let without = folded.strip_prefix("the ").unwrap_or(&folded);
        let found = self.countries.get(&folded).or(self.countries.get(without));
        found.cloned()
    }

    /// The code of a language, from its code or its name.
    pub fn language(&self, text: &str) -> Option<String> {
        let text = text.trim();
        if crate::check::codes::is_language(text) && !self.languages.contains_key(&fold(text)) {
            return Some(text.to_owned());
        }
        self.languages.get(&fold(text)).cloned().or_else(|| {
            let lower = text.to_lowercase();
            (lower.len() == 2 && LANGUAGES.split_whitespace().any(|l| l == lower)).then_some(lower)
        })
    }

    /// The nearest English name, to say what was probably meant.
    pub fn near(&self, text: &str) -> Option<String> {
        let folded = fold(text);
        let names = self.english.values().map(String::as_str);
        let folds: Vec<(String, &str)> = names.map(|n| (fold(n), n)).collect();
        let near = crate::hint::nearest(&folded, folds.iter().map(|(f, _)| f.as_str()))?;
        let (_, name) = folds.iter().find(|(f, _)| f == near)?;
        Some(format!("did you mean “{name}”?"))
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn countries_and_languages_in_many_languages() {
        let names = Names::default();
        for (text, code) in [
            ("bo", "BO"),
            ("BOL", "BO"),
            ("Bolivia", "BO"),
            ("Brasil", "BR"),
            ("대한민국", "KR"),
            ("日本", "JP"),
            ("Côte d’Ivoire", "CI"),
            ("The Netherlands", "NL"),
            ("Alemania", "DE"),
            ("Viet Nam", "VN"),
            ("NA", "NA"),
            ("Namibia", "NA"),
            ("مصر", "EG"),
        ] {
            assert_eq!(names.country(text).as_deref(), Some(code), "{text}");
        }
        assert_eq!(names.country("Boliva"), None);
        assert!(names.near("Boliva").is_some_and(|h| h.contains("Bolivia")));
        for (text, code) in [
            ("en", "en"),
            ("Español", "es"),
            ("French", "fr"),
            ("EN", "en"),
            ("한국어", "ko"),
        ] {
            assert_eq!(names.language(text).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_name_of_two_countries_is_neither() {
        let names = Names::default();
        for name in ["Congo", "Korea", "Corea"] {
            assert_eq!(names.country(name), None, "{name}");
        }
        for (name, code) in [
            ("South Korea", "KR"),
            ("Congo-Brazzaville", "CG"),
            ("Democratic Republic of the Congo", "CD"),
        ] {
            assert_eq!(names.country(name).as_deref(), Some(code), "{name}");
        }
    }
}
