//! The overview: who meets whom, who is left out and why, and where each city is found. Pure.

use super::super::texts::{self, UNKNOWN, sheet as t};
use super::super::{answer::GroupAnswer, text};
use super::Sheets;
use crate::words::of_hundred;
use maud::{Markup, html};

/// Cities from which on an index of cities helps.
const INDEX: usize = 12;

/// The overview.
pub fn overview(sheets: Sheets<'_>) -> Markup {
    let shown = sheets.shown;
    html! {
        section .section {
            h2 { (t::OVERVIEW) }
            @if shown.groups.is_empty() {
                p { (t::NOBODY_MEETS) }
            } @else {
                div .scroll role="region" tabindex="0" aria-label=(t::OVERVIEW) { table .who {
                    thead { tr {
                        th .num scope="col" { (t::NUMBER) }
                        th scope="col" { (t::CITIES) }
                        th scope="col" { (t::LANGUAGES) }
                        th scope="col" { (t::HOURS) }
                        th .num scope="col" { (t::VALUE) }
                        th scope="col" { (t::NOTE) }
                    } }
                    tbody {
                        @for (ix, group) in shown.groups.iter().enumerate() { (row(sheets, ix + 1, group)) }
                    }
                } }
                p .note { (shown.worth) " " (t::VALUE_NOTE) }
            }
        }
        @if !shown.left_out.is_empty() { (left_out(sheets)) }
        @if shown.forum.cities.len() >= INDEX { (index(sheets)) }
    }
}

fn row(sheets: Sheets<'_>, number: usize, group: &GroupAnswer) -> Markup {
    let hours = super::together::brief(sheets, group);
    let languages = text::languages(sheets.registered, group);
    html! {
        tr {
            td .num { a href={ "#m" (number) } { (number) } }
            td {
                @if group.cities.len() < 4 {
                    @for id in &group.cities {
                        div { (sheets.name(id)) span .note { ", " (country(sheets, id)) } }
                    }
                } @else { (sheets.names(&group.cities)) }
            }
            td .unknown[languages == UNKNOWN] { (languages) }
            td { (hours) }
            td .num .unknown[group.value.is_none()] { (of_hundred(group.value)) }
            td { (texts::capital(&texts::note(group))) }
        }
    }
}

fn country(sheets: Sheets<'_>, id: &str) -> String {
    let city = sheets.city(id);
    city.map_or_else(String::new, |c| c.country_name.clone())
}

fn left_out(sheets: Sheets<'_>) -> Markup {
    html! {
        section .section {
            h2 { (t::LEFT_OUT) }
            ul .plain {
                @for left in sheets.shown.left_out {
                    @let reasons: Vec<String> = left.reasons.iter().map(|r| texts::left_out_by_code(r.code, r.cities)).collect();
                    li { (sheets.introduced(&left.city)) ": " (reasons.join(", ")) }
                }
            }
            p .note { (t::LEFT_OUT_NOTE) }
        }
    }
}

/// Every city by name with the number of its meeting.
fn index(sheets: Sheets<'_>) -> Markup {
    let number = |id: &String| {
        sheets
            .shown
            .groups
            .iter()
            .position(|g| g.cities.contains(id))
    };
    let mut cities: Vec<_> = sheets.shown.forum.cities.iter().collect();
    cities.sort_by(|a, b| (fold(&a.name), &a.id).cmp(&(fold(&b.name), &b.id)));
    html! {
        section .section {
            h2 { (t::INDEX) }
            ul .index {
                @for city in cities {
                    li {
                        bdi { (city.name) } span .note { ", " (city.country) } " "
                        @match number(&city.id) {
                            Some(ix) => { a href={ "#m" (ix + 1) } { (ix + 1) } }
                            None => { span .unknown { (t::LEFT_OUT_SHORT) } }
                        }
                    }
                }
            }
        }
    }
}

fn fold(name: &str) -> String {
    crate::fold::fold(name)
}
