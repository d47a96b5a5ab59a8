//! The sheet of one meeting: who, why, what each gains, questions, how to talk, room for notes. Pure.

use super::super::answer::{FactAnswer, GroupAnswer, MeetingAnswer};
use super::super::texts::{self, sheet as t};
use super::{Sheets, gain, together};
use crate::words::of_hundred;
use city_peers_engine::exchange::Statement;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Likenesses and differences of a larger group.
const FACTS: usize = 3;
/// Topics of a city in the table of a larger group.
const TOPICS: usize = 3;
/// From more cities on, less is said of each, so that the sheet stays one page.
pub const MANY: usize = 6;

/// The sheet of one meeting.
pub fn sheet(sheets: Sheets<'_>, number: usize, group: &GroupAnswer) -> Markup {
    let pair = group.meetings.first().filter(|_| group.cities.len() == 2);
    let of = sheets.shown.groups.len();
    let title = sheets.shown.forum.title.as_deref();
    html! {
        section .sheet .large[group.cities.len() > 3] id={ "m" (number) } aria-labelledby={ "h" (number) } {
            header .sheet-head {
                p .label { (t::number_of(sheets.kind(group), number, of)) @if let Some(title) = title { " · " (title) } }
                h2 id={ "h" (number) } { (sheets.names(&group.cities)) }
                @if group.cities.len() == 2 {
                    p .note { @for (ix, id) in group.cities.iter().enumerate() { @if ix > 0 { " · " } (sheets.introduced(id)) } }
                }
            }
            @if let Some(meeting) = pair {
                div .split {
                    div { h3 { (t::WHY_TWO) } (why(sheets, meeting)) }
                    div { h3 { (t::GAIN) } (gain::of_pair(sheets, meeting)) }
                }
            } @else {
                (cities(sheets, number, group))
                div .split {
                    div { h3 { (t::WHY_GROUP) } (why_group(group)) }
                    div { h3 { (t::GAIN) } (gain::of_group(sheets, group)) }
                }
            }
            div .part { h3 { (t::PRACTICES) } (gain::practices(sheets, group)) }
            div .part {
                h3 { (t::QUESTIONS) }
                ol .numbered {
                    @for question in &group.questions { li { (question.text) } }
                }
                @if group.questions.is_empty() { p { (t::NO_QUESTIONS) } }
            }
            div .split {
                div { h3 { (t::TOGETHER) } (together::together(sheets, group)) }
                div { h3 { (t::CONTACTS) } (together::contacts(sheets, group)) }
            }
            div .part {
                h3 { (t::NOTES) }
                dl .blank {
                    @for line in t::BLANK { dt { (line) } dd {} }
                }
            }
        }
    }
}

fn facts(list: &[FactAnswer]) -> Markup {
    html! {
        @if list.is_empty() { (t::NOTHING_STANDS_OUT) }
        @for fact in list {
            div { (texts::fact(&fact.label, fact.a.as_deref(), fact.b.as_deref())) }
        }
    }
}

fn lines(list: &[String]) -> Markup {
    html! {
        @if list.is_empty() { (t::NOTHING_STANDS_OUT) }
        @for line in list { div { (line) } }
    }
}

/// The likenesses and differences of two cities.
fn why(sheets: Sheets<'_>, meeting: &MeetingAnswer) -> Markup {
    let order = html! { (sheets.name(&meeting.a)) (t::FIRST) };
    html! {
        dl .facts {
            dt { (mark(true)) (t::ALIKE) } dd { (facts(&meeting.alike)) }
            dt { (mark(false)) (t::DIFFERENT) } dd { (facts(&meeting.different)) }
            @if !meeting.outcomes.is_empty() { dt { (t::OUTCOMES) } dd { (facts(&meeting.outcomes)) } }
            dt { (t::LIKENESS) }
            dd {
                @match meeting.likeness_word {
                    Some(word) => { (t::likeness(&texts::plain(word), &of_hundred(meeting.likeness), &of_hundred(Some(meeting.coverage)))) }
                    None => { span .unknown { (texts::UNKNOWN) } }
                }
            }
        }
        p .note { (order) }
    }
}

/// A thick bar for likeness, a thin one for difference, as everywhere.
fn mark(alike: bool) -> Markup {
    html! {
        svg .mark viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" {
            @if alike { rect .like y="1" width="10" height="8" {} } @else { rect .unlike y="3" width="10" height="4" {} }
        }
        " "
    }
}

/// A line for each city of a larger group.
fn cities(sheets: Sheets<'_>, number: usize, group: &GroupAnswer) -> Markup {
    let directory = &sheets.registered.whole.opened.directory;
    let most = if group.cities.len() > MANY {
        TOPICS - 1
    } else {
        TOPICS
    };
    let topics = |of: fn(&Statement) -> &[(u8, u8)], id: &str| -> String {
        let statement = directory.find(id).and_then(|c| directory.statement(c));
        let mut all: Vec<(u8, u8)> = statement.map_or_else(Vec::new, |s| of(s).to_vec());
        all.sort_by_key(|&(_, strength)| std::cmp::Reverse(strength));
        let label = |&(topic, _): &(u8, u8)| directory.vocabulary.topics.get(usize::from(topic));
        let labels: Vec<&str> = all
            .iter()
            .filter_map(label)
            .map(|t| t.label.as_str())
            .collect();
        let mut text = labels
            .iter()
            .take(most)
            .copied()
            .collect::<Vec<_>>()
            .join(", ");
        if labels.len() > most {
            text.push_str(&t::and_more(labels.len() - most));
        }
        text
    };
    let cell = |text: String| html! { td .unknown[text.is_empty()] { (if text.is_empty() { texts::UNKNOWN } else { text.as_str() }) } };
    html! {
        div .scroll role="region" tabindex="0" aria-label=(t::cities_of(sheets.kind(group), number)) { table .cities {
            thead { tr {
                th scope="col" { (t::CITY) } th scope="col" { (t::WORKS_IN) } th scope="col" { (t::LOCAL_TIME) }
                th scope="col" { (t::LOOKS_FOR) } th scope="col" { (t::CAN_SHARE) }
            } }
            tbody {
                @for id in &group.cities {
                    @let languages = sheets.city(id).and_then(|c| c.languages.as_ref());
                    @let languages: Vec<String> = languages.into_iter().flatten().map(|l| sheets.language(l)).collect();
                    tr {
                        th scope="row" { (sheets.introduced(id)) }
                        (cell(languages.join(", ")))
                        td .local-time { (together::local(sheets, group, id)) }
                        (cell(topics(|s| &s.needs, id)))
                        (cell(topics(|s| &s.offers, id)))
                    }
                }
            }
        } }
    }
}

/// What most pairs of a group have in common, and what sets most apart.
fn why_group(group: &GroupAnswer) -> Markup {
    let counted = |of: fn(&MeetingAnswer) -> &[FactAnswer]| -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for fact in group.meetings.iter().flat_map(of) {
            *counts.entry(&fact.label).or_default() += 1;
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|&(label, count)| (std::cmp::Reverse(count), label));
        let all = group.meetings.len();
        let words = counts
            .iter()
            .take(FACTS)
            .map(|(label, count)| t::in_pairs(label, *count, all));
        words.collect()
    };
    let (alike, different) = (counted(|m| &m.alike), counted(|m| &m.different));
    let likeness: Vec<f64> = group.meetings.iter().filter_map(|m| m.likeness).collect();
    let low = likeness.iter().copied().reduce(f64::min);
    let high = likeness.iter().copied().reduce(f64::max);
    html! {
        dl .facts {
            dt { (mark(true)) (t::ALIKE) } dd { (lines(&alike)) }
            dt { (mark(false)) (t::DIFFERENT) } dd { (lines(&different)) }
            dt { (t::LIKENESS) } dd { (t::likeness_range(&of_hundred(low), &of_hundred(high))) }
        }
    }
}
