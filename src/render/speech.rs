//! Numbers, dates and names in a language where there is no browser: asks what the caller of [`super::Renderer`] brought.

use crate::intl::plain;
use std::cell::RefCell;
use std::rc::Rc;

/// Forms texts in one language as the browsers' `Intl` does, so that page and widget say the same.
pub trait Speech {
    /// A number, to so many significant digits where given, else to three decimals.
    fn number(&self, x: f64, digits: Option<u8>) -> String;
    /// A number of a million or more in words, to three digits: "3.75 billion".
    fn compact(&self, x: f64) -> String;
    /// A year, without a separator of thousands.
    fn year(&self, year: u16) -> String;
    /// A day given as `2026-03-01`, written out; `None` where it is no day.
    fn date(&self, day: &str) -> Option<String>;
    /// Name of a country by ISO 3166-1 code; the code where there is none.
    fn country(&self, code: &str) -> String;
    /// Name of a language by BCP 47 code; the code where there is none.
    fn language(&self, code: &str) -> String;
    /// "A, B and C".
    fn list(&self, items: &[String]) -> String;
    /// Plural category of a count: `one`, `few`, `other`, …
    fn plural(&self, n: usize) -> String;
}

thread_local! {
    static SPEAKS: RefCell<Option<Rc<dyn Speech>>> = const { RefCell::new(None) };
}

/// Lets this thread speak so while something is done.
pub(super) fn speaking<T>(speech: &Rc<dyn Speech>, work: impl FnOnce() -> T) -> T {
    let before = SPEAKS.replace(Some(Rc::clone(speech)));
    let done = work();
    SPEAKS.replace(before);
    done
}

fn said<T>(say: impl FnOnce(&dyn Speech) -> T) -> Option<T> {
    let speech = SPEAKS.with_borrow(Clone::clone);
    speech.map(|speech| say(&*speech))
}

pub(crate) fn number(lang: &str, x: f64, digits: Option<u8>) -> Option<String> {
    said(|s| s.number(x, digits)).or_else(|| plain::number(lang, x, digits))
}

pub(crate) fn compact(lang: &str, x: f64) -> Option<String> {
    said(|s| s.compact(x)).or_else(|| plain::compact(lang, x))
}

pub(crate) fn year(lang: &str, year: u16) -> Option<String> {
    said(|s| s.year(year)).or_else(|| plain::year(lang, year))
}

pub(crate) fn date(lang: &str, day: &str) -> Option<String> {
    said(|s| s.date(day)).unwrap_or_else(|| plain::date(lang, day))
}

pub(crate) fn lower(lang: &str, text: &str) -> String {
    plain::lower(lang, text)
}

pub(crate) fn display_name(lang: &str, kind: &str, code: &str) -> Option<String> {
    let name = |speech: &dyn Speech| match kind {
        "region" => speech.country(code),
        _ => speech.language(code),
    };
    said(name).or_else(|| plain::display_name(lang, kind, code))
}

pub(crate) fn list(lang: &str, items: &[String]) -> Option<String> {
    said(|s| s.list(items)).or_else(|| plain::list(lang, items))
}

pub(crate) fn plural(lang: &str, x: f64) -> Option<String> {
    said(|s| s.plural(x as usize)).or_else(|| plain::plural(lang, x))
}

pub(crate) fn decompose(text: &str) -> String {
    plain::decompose(text)
}
