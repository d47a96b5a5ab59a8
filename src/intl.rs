//! Numbers, countries, languages and lists in the visitor's language, by the browser's `Intl`. Reads only.
//!
//! Native builds (component tests) fall back to plain English forms; pages that are rendered natively bring their own
//! (`src/render/speech.rs`).

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, Date, JsString, Object, Reflect};
    use std::cell::RefCell;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = Intl, js_name = NumberFormat)]
        type NumberFormat;
        #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "NumberFormat")]
        fn new(lang: &str, options: &Object) -> Result<NumberFormat, JsValue>;
        #[wasm_bindgen(method, js_name = format)]
        fn format(this: &NumberFormat, x: f64) -> String;

        #[wasm_bindgen(js_namespace = Intl, js_name = DisplayNames)]
        type DisplayNames;
        #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DisplayNames")]
        fn new(lang: &str, options: &Object) -> Result<DisplayNames, JsValue>;
        #[wasm_bindgen(method, catch)]
        fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;

        #[wasm_bindgen(js_namespace = Intl, js_name = ListFormat)]
        type ListFormat;
        #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "ListFormat")]
        fn new(lang: &str, options: &Object) -> Result<ListFormat, JsValue>;
        #[wasm_bindgen(method, js_name = format)]
        fn format(this: &ListFormat, list: &Array) -> String;

        #[wasm_bindgen(js_namespace = Intl, js_name = PluralRules)]
        type PluralRules;
        #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "PluralRules")]
        fn new(lang: &str) -> Result<PluralRules, JsValue>;
        #[wasm_bindgen(method)]
        fn select(this: &PluralRules, x: f64) -> String;

        #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
        type DateTimeFormat;
        #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
        fn new(lang: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;
        #[wasm_bindgen(method, catch, js_name = format)]
        fn format(this: &DateTimeFormat, date: &Date) -> Result<String, JsValue>;
    }

    fn options(pairs: &[(&str, JsValue)]) -> Object {
        let object = Object::new();
        for (key, value) in pairs {
            // Setting a property of a fresh plain object cannot fail.
            let _ = Reflect::set(&object, &JsValue::from_str(key), value);
        }
        object
    }

    thread_local! {
        // Making a formatter takes the browser far longer than using one; a view uses a handful hundreds of times.
        static MADE: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
    }

    /// The formatter of a kind for a language, made once.
    fn made(
        kind: &str,
        lang: &str,
        make: fn(&str, &str) -> Result<JsValue, JsValue>,
    ) -> Option<JsValue> {
        let key = [kind, " ", lang].concat();
        MADE.with_borrow_mut(|made| {
            if let Some((_, formatter)) = made.iter().find(|(known, _)| *known == key) {
                return Some(formatter.clone());
            }
            let formatter = make(kind, lang).ok()?;
            made.push((key, formatter.clone()));
            Some(formatter)
        })
    }

    pub(super) fn number(lang: &str, x: f64, digits: Option<u8>) -> Option<String> {
        let kind = match digits {
            None => "number",
            Some(2) => "number 2",
            Some(_) => "number 3",
        };
        let formatter = made(kind, lang, |kind, lang| {
            let digits = kind.strip_prefix("number ").map(JsValue::from_str);
            let digits = digits.map(|n| options(&[("maximumSignificantDigits", n)]));
            NumberFormat::new(lang, &digits.unwrap_or_default()).map(JsValue::from)
        });
        Some(formatter?.unchecked_into::<NumberFormat>().format(x))
    }

    pub(super) fn year(lang: &str, year: u16) -> Option<String> {
        let formatter = made("year", lang, |_, lang| {
            NumberFormat::new(lang, &options(&[("useGrouping", false.into())])).map(JsValue::from)
        });
        let formatter = formatter?.unchecked_into::<NumberFormat>();
        Some(formatter.format(year.into()))
    }

    pub(super) fn date(lang: &str, day: &str) -> Option<String> {
        // A day is the same day everywhere, and the years beside it are Gregorian.
        let formatter = made("date", lang, |_, lang| {
            let options = options(&[
                ("dateStyle", "long".into()),
                ("timeZone", "UTC".into()),
                ("calendar", "gregory".into()),
            ]);
            DateTimeFormat::new(lang, &options).map(JsValue::from)
        });
        let formatter = formatter?.unchecked_into::<DateTimeFormat>();
        formatter.format(&Date::new(&day.into())).ok()
    }

    pub(super) fn compact(lang: &str, x: f64) -> Option<String> {
        let formatter = made("compact", lang, |_, lang| {
            let options = options(&[
                ("notation", "compact".into()),
                ("compactDisplay", "long".into()),
                ("maximumSignificantDigits", 3.into()),
            ]);
            NumberFormat::new(lang, &options).map(JsValue::from)
        });
        Some(formatter?.unchecked_into::<NumberFormat>().format(x))
    }

    pub(super) fn lower(lang: &str, text: &str) -> String {
        String::from(JsString::from(text).to_locale_lower_case(Some(lang)))
    }

    pub(super) fn display_name(lang: &str, kind: &str, code: &str) -> Option<String> {
        let names = made(kind, lang, |kind, lang| {
            DisplayNames::new(lang, &options(&[("type", kind.into())])).map(JsValue::from)
        });
        names?.unchecked_into::<DisplayNames>().of(code).ok()?
    }

    pub(super) fn list(lang: &str, items: &[String]) -> Option<String> {
        let formatter = made("list", lang, |_, lang| {
            ListFormat::new(lang, &Object::new()).map(JsValue::from)
        });
        let array: Array = items.iter().map(|s| JsValue::from_str(s)).collect();
        Some(formatter?.unchecked_into::<ListFormat>().format(&array))
    }

    pub(super) fn plural(lang: &str, x: f64) -> Option<String> {
        let rules = made("plural", lang, |_, lang| {
            PluralRules::new(lang).map(JsValue::from)
        });
        Some(rules?.unchecked_into::<PluralRules>().select(x))
    }

    pub(super) fn decompose(text: &str) -> String {
        let text = JsString::from(text).normalize("NFKD");
        String::from(text.to_lower_case())
    }
}

#[cfg(all(not(target_arch = "wasm32"), not(feature = "render")))]
use plain as browser;

#[cfg(all(not(target_arch = "wasm32"), feature = "render"))]
use crate::render::speech as browser;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod plain {
    pub(crate) fn number(_: &str, x: f64, digits: Option<u8>) -> Option<String> {
        let mut x = x;
        if let Some(digits) = digits
            && x != 0.0
        {
            let unit = 10f64.powi(x.abs().log10().floor() as i32 + 1 - i32::from(digits));
            x = (x / unit).round() * unit;
        }
        let whole = format!("{}", x.abs().trunc());
        let mut grouped = String::new();
        for (ix, digit) in whole.chars().enumerate() {
            if ix > 0 && (whole.len() - ix).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if x < 0.0 { "-" } else { "" };
        Some(format!("{sign}{grouped}"))
    }
    pub(crate) fn compact(lang: &str, x: f64) -> Option<String> {
        number(lang, x, Some(3))
    }
    pub(crate) fn year(_: &str, year: u16) -> Option<String> {
        Some(year.to_string())
    }
    pub(crate) fn date(_: &str, _: &str) -> Option<String> {
        None
    }
    pub(crate) fn lower(_: &str, text: &str) -> String {
        text.to_lowercase()
    }
    pub(crate) fn display_name(_: &str, _: &str, _: &str) -> Option<String> {
        None
    }
    pub(crate) fn list(_: &str, items: &[String]) -> Option<String> {
        let (last, rest) = items.split_last()?;
        Some(match rest {
            [] => last.clone(),
            _ => format!("{} and {last}", rest.join(", ")),
        })
    }
    pub(crate) fn plural(_: &str, x: f64) -> Option<String> {
        Some(if x == 1.0 { "one" } else { "other" }.to_owned())
    }
    pub(crate) fn decompose(text: &str) -> String {
        text.to_lowercase()
    }
}

/// A number, to so many significant digits where given.
pub(crate) fn number(lang: &str, x: f64, digits: Option<u8>) -> String {
    browser::number(lang, x, digits).unwrap_or_default()
}

/// A number to three digits, large ones in words: "3.8 billion".
pub(crate) fn compact(lang: &str, x: f64) -> String {
    // Below a million the figure is as short as the words.
    if x.abs() < 1e6 {
        return number(lang, x, Some(3));
    }
    browser::compact(lang, x).unwrap_or_default()
}

/// A year, without a separator of thousands.
pub(crate) fn year(lang: &str, year: u16) -> String {
    browser::year(lang, year).unwrap_or_default()
}

/// A day given as `2026-03-01`, written out: "1 March 2026". Anything else, a year alone say, stays as it is.
pub(crate) fn date(lang: &str, day: &str) -> String {
    let written = (day.len() == 10).then(|| browser::date(lang, day));
    written.flatten().unwrap_or_else(|| day.to_owned())
}

/// Text in lower case by the rules of a language.
pub(crate) fn lower(lang: &str, text: &str) -> String {
    browser::lower(lang, text)
}

/// Name of a country by ISO code; the code where the browser knows none.
pub(crate) fn country(lang: &str, code: &str) -> String {
    browser::display_name(lang, "region", code).unwrap_or_else(|| code.to_owned())
}

/// Name of a language by BCP 47 code; the code where the browser knows none.
pub(crate) fn language(lang: &str, code: &str) -> String {
    browser::display_name(lang, "language", code).unwrap_or_else(|| code.to_owned())
}

/// "A, B and C".
pub(crate) fn list(lang: &str, items: &[String]) -> String {
    browser::list(lang, items).unwrap_or_else(|| items.join(", "))
}

/// Plural category: `one`, `few`, `other`, …
pub(crate) fn plural(lang: &str, x: f64) -> String {
    browser::plural(lang, x).unwrap_or_else(|| "other".to_owned())
}

/// Text as [`city_peers_engine::search::fold`] wants it: NFKD, lower case.
pub(crate) fn decompose(text: &str) -> String {
    browser::decompose(text)
}
