//! How a group can work together: hours by local clocks, languages, networks, ties, ways of working, contacts. Pure.

use super::super::answer::{DayAnswer, GroupAnswer, MeetingAnswer};
use super::super::texts::{self, sheet as t};
use super::Sheets;
use maud::{Markup, html};

/// The shared hours in a few words, for the overview.
pub fn brief(sheets: Sheets<'_>, group: &GroupAnswer) -> Markup {
    let two = group.cities.len() == 2;
    html! {
        @if group.hours.days.is_empty() { span .unknown { (texts::UNKNOWN) } }
        @for day in &group.hours.days {
            div {
                @if group.hours.days.len() > 1 { (t::month(&day.date)) ": " }
                @if !day.working_hours {
                    (t::NO_HOURS_SHORT)
                } @else if two {
                    @for clock in &day.clocks {
                        div { span .clock { (clock.from) "–" (clock.to) } " " (sheets.name(&clock.city)) }
                    }
                } @else if let Some(clock) = day.clocks.first() {
                    span .clock { (clock.from) "–" (clock.to) } " " (sheets.name(&clock.city))
                }
            }
        }
    }
}

/// Everything that makes working together easy or hard.
pub fn together(sheets: Sheets<'_>, group: &GroupAnswer) -> Markup {
    html! {
        dl .facts {
            dt { (t::HOURS) } dd { (hours(sheets, group)) }
            dt { (t::LANGUAGES) } dd { (languages(sheets, group)) }
            @let two = group.meetings.first().filter(|_| group.meetings.len() == 1);
            @if let Some(meeting) = two {
                dt { (t::NETWORKS) } dd { (shared(sheets, "networks", meeting.networks.as_ref(), t::NO_NETWORK)) }
                dt { (t::MODES) } dd { (shared(sheets, "modes", meeting.modes.as_ref(), t::NO_MODE)) }
            }
            dt { (t::TIES) } dd { (ties(sheets, group)) }
        }
    }
}

fn hours(sheets: Sheets<'_>, group: &GroupAnswer) -> Markup {
    let dated = sheets.shown.forum.date.is_some();
    let days = &group.hours.days;
    let when = |day: &DayAnswer| match (dated, days.len()) {
        (true, _) => t::around(&day.date),
        (false, 1) => String::new(),
        (false, _) => t::in_month(&day.date),
    };
    let known = days.first().map_or(&[][..], |day| &day.clocks);
    let alike = days.windows(2).all(|two| match two {
        [a, b] => (a.working_hours, a.shared_minutes) == (b.working_hours, b.shared_minutes),
        _ => true,
    });
    html! {
        @if days.is_empty() { span .unknown { (t::HOURS_UNKNOWN) } }
        // Said once where it is the same in winter and summer.
        @for day in days.iter().take(if alike { 1 } else { days.len() }) {
            @let when = if alike && !dated { String::new() } else { when(day) };
            p { (t::hours_lead(&when, day.working_hours, day.shared_minutes)) }
        }
        // The cities of larger groups have a table of their own, which holds their clocks.
        @if !days.is_empty() && group.cities.len() == 2 {
            table .clocks {
                @if days.len() > 1 {
                    thead { tr { td {} @for day in days { th scope="col" { (t::month(&day.date)) } } } }
                }
                tbody {
                    @for clock in known {
                        tr {
                            th scope="row" { (sheets.name(&clock.city)) }
                            @for day in days { (at(day, &clock.city, dated)) }
                        }
                    }
                }
            }
        }
        @if !group.hours.unknown.is_empty() && !days.is_empty() {
            p .unknown { (t::zone_unknown(&sheets.list(&group.hours.unknown))) }
        }
    }
}

/// The hours by the clock of one city, one day below the other.
pub fn local(sheets: Sheets<'_>, group: &GroupAnswer, city: &str) -> Markup {
    let dated = sheets.shown.forum.date.is_some();
    let days = &group.hours.days;
    let known = days
        .iter()
        .any(|day| day.clocks.iter().any(|c| c.city == city));
    html! {
        @if !known { span .unknown { (texts::UNKNOWN) } }
        @for day in days.iter().filter(|_| known) {
            div { @if days.len() > 1 { (t::short_month(&day.date)) " " } (clock_of(day, city, dated)) }
        }
    }
}

fn at(day: &DayAnswer, city: &str, dated: bool) -> Markup {
    html! { td { (clock_of(day, city, dated)) } }
}

/// The hours of one day by the clock of one city.
fn clock_of(day: &DayAnswer, city: &str, dated: bool) -> Markup {
    let last = day.clocks.iter().map(|c| c.day).max().unwrap_or(0);
    let first = day.clocks.iter().map(|c| c.day).min().unwrap_or(0);
    html! {
        @for clock in day.clocks.iter().filter(|c| c.city == city) {
                span .clock { (clock.from) "–" (clock.to) }
                @if dated { span .note { " (UTC" (clock.offset) ")" } }
                @if clock.early > 0 { (t::EARLY) }
                @if clock.late > 0 { (t::LATE) }
                @if last > first { (t::weekdays(clock.day - first, last - first)) }
                @if let Some(change) = &clock.change { span .note { (t::clocks_change(change)) } }
        }
    }
}

fn languages(sheets: Sheets<'_>, group: &GroupAnswer) -> Markup {
    let languages = &group.languages;
    let shared: Vec<String> = languages
        .shared
        .iter()
        .map(|l| sheets.language(l))
        .collect();
    let known = group.cities.len() - languages.unknown.len();
    html! {
        @if !shared.is_empty() {
            (sheets.registered.names.list(&shared))
        } @else if known > 1 {
            (if group.cities.len() == 2 { t::NO_LANGUAGE_OF_TWO } else { t::NO_LANGUAGE })
            @if let Some(most) = &languages.most {
                " " (t::language_of(&sheets.language(&most.language), &sheets.list(&most.cities)))
            } @else {
                " " (each(sheets, group))
            }
        }
        @if !languages.unknown.is_empty() {
            " " span .unknown { (t::languages_unknown(&sheets.list(&languages.unknown))) }
        }
    }
}

/// What each works in, where none is shared.
fn each(sheets: Sheets<'_>, group: &GroupAnswer) -> String {
    let one = |id: &String| {
        let codes = sheets.city(id)?.languages.as_ref()?;
        let names: Vec<String> = codes.iter().map(|l| sheets.language(l)).collect();
        Some(t::works_in(
            &sheets.said(id),
            &sheets.registered.names.list(&names),
        ))
    };
    group
        .cities
        .iter()
        .filter_map(one)
        .collect::<Vec<_>>()
        .join(" ")
}

fn shared(sheets: Sheets<'_>, list: &str, codes: Option<&Vec<String>>, none: &str) -> Markup {
    let words = |codes: &Vec<String>| -> Vec<String> {
        codes.iter().map(|code| sheets.term(list, code)).collect()
    };
    html! {
        @match codes {
            None => { span .unknown { (t::NOT_STATED) } }
            Some(codes) if codes.is_empty() => { (none) }
            Some(codes) => { (sheets.registered.names.list(&words(codes))) }
        }
    }
}

fn ties(sheets: Sheets<'_>, group: &GroupAnswer) -> Markup {
    let tied: Vec<&MeetingAnswer> = group.meetings.iter().filter(|m| m.tie.is_some()).collect();
    html! {
        @if tied.is_empty() { (t::NO_TIE) }
        @for meeting in &tied {
            @let tie = texts::tie(meeting.tie.unwrap_or_default());
            @if group.cities.len() > 2 { (sheets.name(&meeting.a)) " – " (sheets.name(&meeting.b)) ": " (tie) ". " }
            @else { (texts::capital(tie)) }
        }
    }
}

/// Offices to write to, as the profiles publish them.
pub fn contacts(sheets: Sheets<'_>, group: &GroupAnswer) -> Markup {
    let of = |id: &String| sheets.city(id).map_or(&[][..], |c| &c.contacts);
    let (with, without): (Vec<&String>, Vec<&String>) =
        group.cities.iter().partition(|id| !of(id).is_empty());
    let without: Vec<String> = without.into_iter().cloned().collect();
    html! {
        @if !without.is_empty() { p .unknown { (t::no_contact(&sheets.list(&without))) } }
        @if !with.is_empty() { dl .facts {
            @for id in with {
                dt { (sheets.name(id)) }
                dd {
                    @for contact in of(id).iter().take(2) {
                        div {
                            span dir="auto" { (contact.office) }
                            @if let Some(email) = &contact.email { ", " (email) }
                            @if let Some(url) = contact.url.as_ref().filter(|u| is_web(u)) { ", " a .url href=(url) { (url) } }
                        }
                    }
                }
            }
        } }
    }
}

/// Only pages are linked: an address that runs something is not.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
