//! What each of a group would gain: needs and offers topic by topic, and the practices of one that may serve another. Pure.

use super::super::answer::{ExchangeAnswer, GroupAnswer, MeetingAnswer, SharedPractice};
use super::super::texts::{self, sheet as t};
use super::Sheets;
use crate::words::of_hundred;
use maud::{Markup, html};

/// Topics named per direction of a pair, and per larger group.
const LINES: usize = 3;
const LINES_OF_GROUP: usize = 6;
/// Practices named.
const PRACTICES: usize = 3;

/// Needs and offers of two cities, in both directions.
pub fn of_pair(sheets: Sheets<'_>, meeting: &MeetingAnswer) -> Markup {
    let way = |learns: &str, shares: &str, met: Option<f64>| {
        let lines = meeting
            .exchange
            .iter()
            .filter(|e| e.learns == learns && e.shares == shares);
        let lines: Vec<&ExchangeAnswer> = lines.take(LINES).collect();
        html! {
            h4 .label { (sheets.name(learns)) (t::LEARNS_FROM) (sheets.name(shares)) }
            @if lines.is_empty() {
                p .unknown[met.is_none()] { (nothing(sheets, learns, shares, met)) }
            } @else { (table(sheets, &lines, false)) }
        }
    };
    html! {
        (way(&meeting.a, &meeting.b, meeting.a_learns))
        (way(&meeting.b, &meeting.a, meeting.b_learns))
    }
}

/// Why nothing is listed: nothing fits, or nobody said.
fn nothing(sheets: Sheets<'_>, learns: &str, shares: &str, met: Option<f64>) -> String {
    let directory = &sheets.registered.whole.opened.directory;
    let statement = |id: &str| directory.find(id).and_then(|c| directory.statement(c));
    let themed = !sheets.shown.forum.topics.is_empty();
    let needs = themed || statement(learns).is_some_and(|s| !s.needs.is_empty());
    let offers = statement(shares).is_some_and(|s| !s.offers.is_empty());
    let (learns, shares) = (sheets.said(learns), sheets.said(shares));
    match (needs, offers) {
        _ if met.is_some() => t::nothing_fits(&learns, &shares, &sheets.theme()),
        (false, false) => t::neither_known(&learns, &shares),
        (false, true) => t::need_unknown(&learns),
        (true, _) => t::offer_unknown(&shares, &sheets.theme()),
    }
}

/// Needs and offers of a larger group, the strongest.
pub fn of_group(sheets: Sheets<'_>, group: &GroupAnswer) -> Markup {
    let mut lines: Vec<&ExchangeAnswer> = group.meetings.iter().flat_map(|m| &m.exchange).collect();
    let strength = |e: &&ExchangeAnswer| u32::from(e.need.unwrap_or(3)) * u32::from(e.offer);
    lines.sort_by_key(|e| std::cmp::Reverse(strength(e)));
    let more = lines.len().saturating_sub(LINES_OF_GROUP);
    lines.truncate(LINES_OF_GROUP);
    html! {
        @if lines.is_empty() { p .unknown { (t::NOTHING_KNOWN_TO_GAIN) } }
        @else { (table(sheets, &lines, true)) }
        @if more > 0 { p .note { (t::more(more)) } }
    }
}

fn table(sheets: Sheets<'_>, lines: &[&ExchangeAnswer], named: bool) -> Markup {
    html! {
        table .gain {
            thead { tr {
                th scope="col" { (t::TOPIC) }
                th scope="col" { (t::NEEDS) }
                th scope="col" { (t::OFFERS) }
            } }
            tbody {
                @for line in lines {
                    tr {
                        th scope="row" { (line.label) }
                        td {
                            @if named { (sheets.name(&line.learns)) ": " }
                            (pips(line.need, "ink")) (texts::need(line.need))
                        }
                        td {
                            @if named { (sheets.name(&line.shares)) ": " }
                            (pips(Some(line.offer), "like")) (texts::offer(line.offer, line.stated))
                        }
                    }
                }
            }
        }
    }
}

/// One to three squares; the word stands beside them. None for a theme: nobody stated how much.
fn pips(strength: Option<u8>, class: &str) -> Markup {
    html! {
        @if let Some(strength) = strength {
            svg .pips aria-hidden="true" width="34" height="10" {
                @for square in 0..3u8 {
                    @if square < strength {
                        rect class=(class) x=(u32::from(square) * 12) width="10" height="10" {}
                    } @else {
                        rect .hair x=(f64::from(square) * 12.0 + 0.5) y=".5" width="9" height="9" {}
                    }
                }
            }
        }
    }
}

/// The practices of a group that may serve one of its cities: each once, those that are asked for first.
pub fn practices(sheets: Sheets<'_>, group: &GroupAnswer) -> Markup {
    let mut all: Vec<&SharedPractice> = group.meetings.iter().flat_map(|m| &m.practices).collect();
    all.sort_by(|x, y| {
        let asked = |p: &SharedPractice| !p.topics.is_empty();
        asked(y)
            .cmp(&asked(x))
            .then(y.fit_low.total_cmp(&x.fit_low))
    });
    let mut chosen: Vec<&SharedPractice> = Vec::new();
    for practice in all {
        // Every city that has one is named before a second one of any.
        if !chosen
            .iter()
            .any(|c| c.id == practice.id || c.shares == practice.shares)
        {
            chosen.push(practice);
        }
    }
    let rest = group.meetings.iter().flat_map(|m| &m.practices);
    for practice in rest {
        if !chosen.iter().any(|c| c.id == practice.id) {
            chosen.push(practice);
        }
    }
    let more = chosen.len().saturating_sub(PRACTICES);
    chosen.truncate(PRACTICES);
    html! {
        @if chosen.is_empty() {
            p .unknown { (t::no_practice(&sheets.list(&group.cities), &sheets.theme())) }
        }
        ul .plain {
            @for practice in chosen { (one(sheets, practice)) }
        }
        @if more > 0 { p .note { (t::more(more)) } }
    }
}

fn one(sheets: Sheets<'_>, practice: &SharedPractice) -> Markup {
    let topics: Vec<String> = practice
        .topics
        .iter()
        .map(|c| sheets.topic(c).to_lowercase())
        .collect();
    let fit = match practice.fit_high - practice.fit_low < 0.005 {
        true => of_hundred(Some(practice.fit_low)),
        false => format!(
            "{} to {}",
            of_hundred(Some(practice.fit_low)),
            of_hundred(Some(practice.fit_high))
        ),
    };
    html! {
        li {
            b dir="auto" { (practice.title) }
            span .note { " (" (practice.id) ")" }
            br;
            (sheets.name(&practice.shares))
            @if practice.taken_over { (t::TAKEN_OVER) }
            (t::for_city(practice.evidence, &sheets.said(&practice.learns), &fit))
            @if !topics.is_empty() { (t::answers(&sheets.registered.names.list(&topics))) }
            @if !practice.check_first.is_empty() {
                (t::CHECK_FIRST)
                @for (ix, check) in practice.check_first.iter().enumerate() {
                    @if ix > 0 { (t::COMMA) }
                    @let label = check.label.as_deref().unwrap_or_else(|| texts::criterion(check.criterion));
                    (label.to_lowercase()) " (" @if check.critical { (t::CRITICAL) } (texts::verdict(check.verdict)) ")"
                }
                "."
            }
        }
    }
}
