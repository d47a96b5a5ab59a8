//! Printable sheets: one page of HTML with an overview, and a sheet for each meeting. Pure.

mod gain;
mod meeting;
mod overview;
mod together;

use super::Registered;
use super::answer::{CityAnswer, GroupAnswer};
use super::output::Shown;
use super::texts::{self, sheet as t};
use crate::page::{Page, page as framed};
use crate::words::grouped;
use maud::{Markup, html};

const STYLE: &str = include_str!("sheet.css");

/// What sheets are made from.
#[derive(Clone, Copy)]
struct Sheets<'s> {
    registered: &'s Registered,
    shown: Shown<'s>,
}

/// The whole page.
pub fn page(registered: &Registered, shown: Shown<'_>) -> String {
    let sheets = Sheets { registered, shown };
    let meta = &registered.whole.opened.directory.meta;
    let title = shown.forum.title.as_deref().unwrap_or(t::TITLE);
    let placed = shown.groups.iter().map(|g| g.cities.len()).sum();
    let groups = shown.groups.len();
    let lead = t::lead(
        placed,
        groups,
        shown.pairs,
        &sheets.theme(),
        shown.left_out.len(),
    );
    let imprint = t::imprint(meta);
    let body = html! {
        (overview::overview(sheets))
        // On paper the imprint stands here: after the last sheet it would take a page of its own.
        p .note .print-only { (imprint) }
        @for (ix, group) in shown.groups.iter().enumerate() {
            (meeting::sheet(sheets, ix + 1, group))
        }
    };
    let frame = Page {
        lang: "en",
        title,
        lead: &lead,
        imprint: &imprint,
        style: STYLE,
    };
    framed(&frame, &body)
}

impl<'s> Sheets<'s> {
    fn city(&self, id: &str) -> Option<&'s CityAnswer> {
        self.shown.forum.cities.iter().find(|c| c.id == id)
    }

    /// Name of a city as it stands in a sentence.
    fn said(&self, id: &str) -> String {
        let city = self.city(id);
        city.map_or_else(|| id.to_owned(), |c| texts::isolated(&c.name))
    }

    /// Names as they stand in a sentence: `A, B and C`.
    fn list(&self, ids: &[String]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.said(id)).collect();
        self.registered.names.list(&names)
    }

    /// Name of a city, kept apart from the writing direction round it.
    fn name(&self, id: &str) -> Markup {
        let name = self.city(id).map_or(id, |c| c.name.as_str());
        html! { bdi { (name) } }
    }

    /// Names, kept apart from each other: `A, B and C`.
    fn names(&self, ids: &[String]) -> Markup {
        let last = ids.len().saturating_sub(1);
        html! {
            @for (ix, id) in ids.iter().enumerate() {
                @if ix > 0 { (if ix == last { t::AND } else { t::COMMA }) }
                (self.name(id))
            }
        }
    }

    /// A city with local names, country and size, in one line.
    fn introduced(&self, id: &str) -> Markup {
        let Some(city) = self.city(id) else {
            return html! { (id) };
        };
        let catalogue = &self.registered.whole.opened.directory.catalogue;
        let main = catalogue.main.map(usize::from);
        let main = main.and_then(|at| catalogue.indicators.get(at));
        let unit = main.map_or("", |i| i.unit.as_str());
        html! {
            b { bdi { (city.name) } }
            @for local in &city.local_names {
                " " bdi .local lang=(local.language) { (local.name) }
            }
            @if !city.country_name.is_empty() { ", " (city.country_name) }
            @if let Some(number) = city.main { ", " (grouped(number)) " " (unit) }
        }
    }

    /// The theme in words; empty where there is none.
    fn theme(&self) -> String {
        let codes = self.shown.forum.topics.iter();
        let labels: Vec<String> = codes.map(|code| self.topic(code)).collect();
        texts::theme(&labels)
    }

    fn topic(&self, code: &str) -> String {
        let topics = &self.registered.whole.opened.directory.vocabulary.topics;
        let term = topics.iter().find(|t| t.code == code);
        term.map_or_else(|| texts::plain(code), |t| t.label.clone())
    }

    /// A code of a list of the vocabulary in words.
    fn term(&self, list: &str, code: &str) -> String {
        let term = self.registered.whole.opened.practices.term(list, code);
        term.map_or_else(|| texts::plain(code), |t| t.label.clone())
    }

    fn language(&self, code: &str) -> String {
        self.registered.names.language(code)
    }

    /// Word for a meeting of this size.
    fn kind(&self, group: &GroupAnswer) -> &'static str {
        match (self.shown.pairs, group.cities.len()) {
            (true, _) => t::MEETING,
            (false, _) => t::GROUP,
        }
    }
}
