//! Numbers, plurals, lists, names of countries and languages by CLDR, as the browsers' `Intl` writes them. Pure.

use city_peers_engine::Day;
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_decimal::{CompactDecimalFormatter, DecimalFormatter};
use icu_experimental::displaynames::multi::{LocaleDisplayNamesFormatter, RegionDisplayNames};
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale_core::Locale;
use icu_locale_core::subtags::Region;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use std::fmt;

/// What forms texts in one language. Where CLDR lacks something, plain forms stand in.
pub struct Intl {
    decimal: Option<DecimalFormatter>,
    plain: Option<DecimalFormatter>,
    compact: Option<CompactDecimalFormatter>,
    plurals: Option<PluralRules>,
    list: Option<ListFormatter>,
    regions: Option<RegionDisplayNames>,
    languages: Option<LocaleDisplayNamesFormatter>,
    date: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
}

impl fmt::Debug for Intl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Intl")
    }
}

/// Whether this is the code of a language.
pub fn is_language(code: &str) -> bool {
    Locale::try_from_str(code).is_ok_and(|locale| !locale.id.language.is_unknown())
}

/// Most decimals of a number, as browsers do where nothing is said.
const DECIMALS: i16 = 3;
/// Significant digits of large sums.
const COMPACT_DIGITS: u8 = 3;

impl Intl {
    /// The forms of a language by BCP 47 code.
    pub fn new(lang: &str) -> Intl {
        let locale = Locale::try_from_str(lang).unwrap_or(Locale::UNKNOWN);
        let mut ungrouped = DecimalFormatterOptions::default();
        ungrouped.grouping_strategy = Some(GroupingStrategy::Never);
        let wide = ListFormatterOptions::default().with_length(ListLength::Wide);
        Intl {
            decimal: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
            plain: DecimalFormatter::try_new((&locale).into(), ungrouped).ok(),
            compact: CompactDecimalFormatter::try_new_long((&locale).into(), Default::default())
                .ok(),
            plurals: PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).ok(),
            list: ListFormatter::try_new_and((&locale).into(), wide).ok(),
            regions: RegionDisplayNames::try_new((&locale).into(), Default::default()).ok(),
            languages: LocaleDisplayNamesFormatter::try_new((&locale).into(), Default::default())
                .ok(),
            date: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
        }
    }

    /// A day given as `2026-03-01`, written out: "March 1, 2026"; `None` where it is no day.
    pub fn date(&self, day: &str) -> Option<String> {
        let (year, month, day) = Day::parse(day)?.to_ymd();
        let day = Date::try_new_gregorian(year, month, day).ok()?;
        Some(self.date.as_ref()?.format(&day).to_string())
    }

    /// A number, to so many significant digits where given, else to three decimals.
    pub fn number(&self, x: f64, digits: Option<u8>) -> String {
        let last = digits.map_or(-DECIMALS, |digits| last_place(x, digits));
        let Some((value, decimal)) = at_place(x, last).zip(self.decimal.as_ref()) else {
            return x.to_string();
        };
        decimal.format(&value).to_string()
    }

    /// A year, without a separator of thousands.
    pub fn year(&self, year: u16) -> String {
        let plain = self.plain.as_ref();
        plain.map_or_else(
            || year.to_string(),
            |plain| plain.format(&Decimal::from(year)).to_string(),
        )
    }

    /// A number with exactly one decimal.
    pub fn tenths(&self, x: f64) -> String {
        let Some((mut value, decimal)) = at_place(x, -1).zip(self.decimal.as_ref()) else {
            return x.to_string();
        };
        value.absolute.pad_end(-1);
        decimal.format(&value).to_string()
    }

    /// A number to three digits, from a million on in words: "3.75 billion".
    pub fn compact(&self, x: f64) -> String {
        if x.abs() < 1e6 {
            return self.number(x, Some(COMPACT_DIGITS));
        }
        let written = || -> Option<String> {
            let (compact, decimal) = (self.compact.as_ref()?, self.decimal.as_ref()?);
            let exact = at_place(x, last_place(x, COMPACT_DIGITS))?;
            let text = compact.format(&exact).to_string();
            // CLDR's patterns come with two digits here, browsers ask for three: the figure is written anew.
            let (at, scale) = (0..16).find_map(|scale: i16| {
                let part = x.abs() / 10f64.powi(i32::from(scale));
                let rough = at_place(part, if part < 9.95 { -1 } else { 0 })?;
                let rough = decimal.format(&rough).to_string();
                let fits = (0.99..10_000.0).contains(&part);
                let alone = fits.then(|| alone(&text, &rough))??;
                Some(((alone, alone + rough.len()), scale))
            })?;
            let part = x.abs() / 10f64.powi(i32::from(scale));
            let fine = at_place(part, last_place(part, COMPACT_DIGITS))?;
            let (start, end) = (text.get(..at.0)?, text.get(at.1..)?);
            Some(format!("{start}{}{end}", decimal.format(&fine)))
        };
        written().unwrap_or_else(|| self.number(x, Some(COMPACT_DIGITS)))
    }

    /// Plural category: `one`, `few`, `other`, …
    pub fn plural(&self, n: usize) -> &'static str {
        let category = self.plurals.as_ref().map(|rules| rules.category_for(n));
        match category {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        }
    }

    /// "A, B and C".
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        match &self.list {
            Some(list) => list.format(items.iter()).to_string(),
            None => items.join(", "),
        }
    }

    /// Name of a country by ISO code; the code where there is none.
    pub fn country(&self, code: &str) -> String {
        let name = Region::try_from_str(code).ok();
        let name = name.and_then(|region| self.regions.as_ref()?.of(region));
        name.unwrap_or(code).to_owned()
    }

    /// Name of a language by BCP 47 code; the code where there is none.
    pub fn language(&self, code: &str) -> String {
        match (Locale::try_from_str(code), &self.languages) {
            (Ok(locale), Some(names)) => names.of(&locale).into_owned(),
            _ => code.to_owned(),
        }
    }
}

/// The place of the last of so many significant digits: 2 for 12,300 to three.
fn last_place(x: f64, digits: u8) -> i16 {
    if x == 0.0 || !x.is_finite() {
        return 0;
    }
    x.abs().log10().floor() as i16 + 1 - i16::from(digits)
}

/// A number rounded at a place, halves away from zero; `None` where it is too large to be written so.
fn at_place(x: f64, place: i16) -> Option<Decimal> {
    let unit = 10f64.powi(i32::from(place.abs()));
    let whole = if place < 0 { x * unit } else { x / unit }.round();
    if whole.abs() > 9e15 || !whole.is_finite() {
        return None;
    }
    let mut value = Decimal::from(whole as i64);
    value.multiply_pow10(place);
    // Zeros before the point belong to the number, those after it say nothing.
    value.absolute.trim_end();
    value.absolute.pad_end(0);
    Some(value)
}

/// Where a figure stands in a text, with no digit beside it.
fn alone(text: &str, figure: &str) -> Option<usize> {
    let at = text.find(figure)?;
    let part_of = |c: char| c.is_numeric() || c == '.' || c == ',';
    let before = text.get(..at)?.chars().next_back().is_some_and(part_of);
    let after = text
        .get(at + figure.len()..)?
        .chars()
        .next()
        .is_some_and(part_of);
    (!before && !after).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What browsers write (`Intl` of Chromium).
    #[test]
    fn forms_are_those_of_browsers() {
        let en = Intl::new("en");
        for (x, text) in [
            (0.0, "0"),
            (5.0, "5"),
            (1_234_567.0, "1,234,567"),
            (0.5, "0.5"),
            (1.23456, "1.235"),
            (-12.0, "-12"),
        ] {
            assert_eq!(en.number(x, None), text);
        }
        for (x, text) in [
            (125.0, "130"),
            (0.0123, "0.012"),
            (9.96, "10"),
            (3.0, "3"),
            (48_900.0, "49,000"),
        ] {
            assert_eq!(en.number(x, Some(2)), text);
        }
        for (x, text) in [
            (123_456.0, "123,000"),
            (3.75e9, "3.75 billion"),
            (40.4e9, "40.4 billion"),
            (4e9, "4 billion"),
            (999.7e6, "1 billion"),
            (412e6, "412 million"),
            (1.5e6, "1.5 million"),
            (58.0, "58"),
        ] {
            assert_eq!(en.compact(x), text);
        }
        assert_eq!(
            (en.tenths(-12.04), en.tenths(0.25)),
            ("-12.0".to_owned(), "0.3".to_owned())
        );
        assert_eq!(
            (en.year(2012), Intl::new("fr").year(2012)),
            ("2012".to_owned(), "2012".to_owned())
        );
        assert_eq!(Intl::new("es").compact(2.35e6), "2,35 millones");
        assert_eq!(Intl::new("ko").compact(3.75e9), "37.5억");
        let three = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(en.list(&three), "A, B, and C");
        assert_eq!(Intl::new("fr").list(&three), "A, B et C");
        assert_eq!((en.plural(1), en.plural(2)), ("one", "other"));
        assert_eq!(
            (Intl::new("ru").plural(3), Intl::new("ar").plural(0)),
            ("few", "zero")
        );
        assert_eq!(en.country("CI"), "Côte d’Ivoire");
        assert_eq!(en.country("XK"), "Kosovo");
        assert_eq!(Intl::new("ko").country("KR"), "대한민국");
        assert_eq!(en.language("pt"), "Portuguese");
        for (lang, text) in [
            ("en", "March 1, 2026"),
            ("en-GB", "1 March 2026"),
            ("ar", "1 مارس 2026"),
            ("es", "1 de marzo de 2026"),
            ("fr", "1 mars 2026"),
            ("ko", "2026년 3월 1일"),
            ("pt-BR", "1 de março de 2026"),
            ("ru", "1 марта 2026 г."),
            ("zh", "2026年3月1日"),
        ] {
            // Spaces that do not break differ from release to release.
            let date = Intl::new(lang).date("2026-03-01");
            let date = date.map(|date| date.replace(['\u{a0}', '\u{202f}'], " "));
            assert_eq!(date.as_deref(), Some(text));
        }
        assert_eq!(en.date("2026-02-30"), None);
        assert!(is_language("pt-BR") && !is_language("%%") && !is_language(""));
    }
}
