//! The sections of the page of a report: sentence, chart, table. Pure.

pub mod age;
pub mod coverage;
pub mod exposure;
pub mod know_how;
pub mod statements;

use super::cities::Named;
use crate::texts::intl::Intl;
use crate::words::grouped;
use maud::{Markup, html};

/// A section with its heading.
pub fn section(id: &str, title: &str, body: &Markup) -> Markup {
    html! {
        section .section id=(id) aria-labelledby=(format!("{id}-title")) {
            h2 id=(format!("{id}-title")) { (title) }
            (body)
        }
    }
}

/// A part of a section with its heading.
pub fn block(title: &str, body: &Markup) -> Markup {
    html! { div .block { h3 { (title) } (body) } }
}

/// The head of a table and how it is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Table<'t> {
    /// What it shows.
    pub caption: &'t str,
    /// Heads with `|` between; `>` before one puts its column to the right, `-` marks a column of charts, which has no words.
    pub heads: &'t str,
    /// Has so many columns that a phone has to scroll it.
    pub wide: bool,
}

impl Table<'_> {
    /// The whole table; the first cell of a row is its head. A row of one cell heads a group.
    pub fn of(&self, rows: &[Vec<Markup>]) -> Markup {
        let heads: Vec<&str> = self.heads.split('|').map(str::trim).collect();
        let class = |at: usize| match heads.get(at).and_then(|head| head.chars().next()) {
            Some('>') => "num",
            Some('-') => "chart",
            _ => "",
        };
        html! {
            div .scroll tabindex="0" role="group" aria-label=(self.caption) {
                table .wide[self.wide] {
                    caption { span { (self.caption) } }
                    thead { tr {
                        @for (at, head) in heads.iter().enumerate() {
                            @if head.starts_with('-') {
                                td aria-hidden="true" {}
                            } @else {
                                th scope="col" class=[some(class(at))] { (head.trim_start_matches('>')) }
                            }
                        }
                    } }
                    tbody {
                        @for row in rows {
                            @if let [group] = row.as_slice() {
                                tr .group { th scope="colgroup" colspan=(heads.len()) { (group) } }
                            } @else {
                                tr { @for (at, cell) in row.iter().enumerate() {
                                    @if at == 0 { th scope="row" { (cell) } }
                                    @else { td class=[some(class(at))] { (cell) } }
                                } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A table of the first rows; some more can be opened on screen, all the others are in the JSON.
    pub fn long(&self, rows: &[Vec<Markup>], shown: usize, opened: usize, all: usize) -> Markup {
        let first = rows.get(..shown.min(rows.len())).unwrap_or_default();
        let more = rows
            .get(first.len()..opened.min(rows.len()))
            .unwrap_or_default();
        let rest = all.saturating_sub(first.len());
        html! {
            (self.of(first))
            @if !more.is_empty() {
                details .no-print {
                    summary { (grouped(more.len() as u64)) " more" }
                    (Table { caption: &format!("{}, continued", self.caption), ..*self }.of(more))
                }
            }
            @if all > first.len() + more.len() {
                p .note .no-print { "All " (grouped(all as u64)) " are in the JSON: city-peers report --format json" }
            }
            @if rest > 0 {
                p .note .print-only { "and " (grouped(rest as u64)) " more, on screen or in the JSON" }
            }
        }
    }
}

fn some(class: &str) -> Option<&str> {
    Some(class).filter(|class| !class.is_empty())
}

/// A city: name, country, id.
pub fn named(city: &Named, names: &Intl) -> Markup {
    html! {
        bdi dir="auto" { (city.name) }
        @if !city.country.is_empty() { ", " (names.country(&city.country)) }
        " " small { code { (city.id) } }
    }
}

/// A word of the publisher's, such as the label of an indicator, in whatever script.
pub fn word(text: &str) -> Markup {
    html! { bdi { (text) } }
}

/// What bars are drawn against: the largest of some counts, and never 0.
pub fn longest(counts: impl Iterator<Item = usize>) -> f64 {
    counts.max().unwrap_or(0).max(1) as f64
}

/// A number with separators.
pub fn whole(number: usize) -> Markup {
    html! { (grouped(number as u64)) }
}

/// A text.
pub fn say(text: &str) -> Markup {
    html! { (text) }
}
