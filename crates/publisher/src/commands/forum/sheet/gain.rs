//! What each of a group would gain: needs and offers topic by topic, and the practices of one that may serve another. Pure.

use super::super::answer::{ExchangeAnswer, GroupAnswer, MeetingAnswer, SharedPractice};
use super::super::texts::{self, sheet as t};
use super::Sheets;
use super::meeting::MANY;
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
            } @else { (table(&lines)) }
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

/// Needs and offers of a larger group: who shares a topic, and for whom; the strongest first.
pub fn of_group(sheets: Sheets<'_>, group: &GroupAnswer) -> Markup {
    let mut rows: Vec<Vec<&ExchangeAnswer>> = Vec::new();
    for line in group.meetings.iter().flat_map(|m| &m.exchange) {
        let same = |row: &&mut Vec<&ExchangeAnswer>| {
            row.first()
                .is_some_and(|l| l.topic == line.topic && l.shares == line.shares)
        };
        match rows.iter_mut().find(same) {
            Some(row) => row.push(line),
            None => rows.push(vec![line]),
        }
    }
    let strength = |e: &&ExchangeAnswer| u32::from(e.need.unwrap_or(3)) * u32::from(e.offer);
    rows.sort_by_key(|row| std::cmp::Reverse(row.iter().map(strength).sum::<u32>()));
    let more = rows.len().saturating_sub(LINES_OF_GROUP);
    rows.truncate(LINES_OF_GROUP);
    html! {
        @if rows.is_empty() { p .unknown { (t::NOTHING_KNOWN_TO_GAIN) } }
        @else {
            table .gain {
                thead { tr {
                    th scope="col" { (t::TOPIC) }
                    th scope="col" { (t::OFFERS) }
                    th scope="col" { (t::NEEDS) }
                } }
                tbody {
                    @for row in &rows { (shared(sheets, row, group.cities.len())) }
                }
            }
        }
        @if more > 0 { p .note { (t::more(more)) } }
    }
}

/// What one city of a group shares, and who looks for it.
fn shared(sheets: Sheets<'_>, row: &[&ExchangeAnswer], cities: usize) -> Markup {
    let Some(first) = row.first() else {
        return html! {};
    };
    let unstated = row.iter().all(|line| line.need.is_none());
    html! {
        tr {
            th scope="row" { (first.label) }
            td {
                (sheets.name(&first.shares)) ": "
                (pips(Some(first.offer), "like")) (texts::offer(first.offer, first.stated))
            }
            td {
                @if unstated && row.len() + 1 == cities {
                    (texts::need(None))
                } @else {
                    @for (ix, line) in row.iter().enumerate() {
                        @if ix > 0 { (t::COMMA) }
                        (sheets.name(&line.learns))
                        @if line.need.is_some() { " (" (texts::need(line.need)) ")" }
                    }
                }
            }
        }
    }
}

fn table(lines: &[&ExchangeAnswer]) -> Markup {
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
                        td { (pips(line.need, "ink")) (texts::need(line.need)) }
                        td { (pips(Some(line.offer), "like")) (texts::offer(line.offer, line.stated)) }
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
    let most = if group.cities.len() > MANY {
        PRACTICES - 1
    } else {
        PRACTICES
    };
    let more = chosen.len().saturating_sub(most);
    chosen.truncate(most);
    html! {
        @if chosen.is_empty() {
            p .unknown { (t::no_practice(&sheets.list(&group.cities), &sheets.theme())) }
        }
        ul .plain {
            @for practice in chosen {
                @if group.cities.len() > 2 { (of_several(sheets, group, practice)) } @else { (one(sheets, practice)) }
            }
        }
        @if more > 0 { p .note { (t::more(more)) } }
    }
}

/// A practice of one city of a larger group, and in how many of the others it can work.
fn of_several(sheets: Sheets<'_>, group: &GroupAnswer, practice: &SharedPractice) -> Markup {
    let all = group.meetings.iter().flat_map(|m| &m.practices);
    let same = all.filter(|p| p.id == practice.id && p.shares == practice.shares);
    let mut by_word: Vec<(&str, Vec<String>)> = Vec::new();
    for one in same {
        match by_word.iter_mut().find(|(word, _)| *word == one.fits) {
            Some((_, cities)) => cities.push(one.learns.clone()),
            None => by_word.push((one.fits, vec![one.learns.clone()])),
        }
    }
    by_word.sort_by_key(|(_, cities)| std::cmp::Reverse(cities.len()));
    let others = group.cities.len() - 1;
    let words: Vec<String> = by_word
        .iter()
        .map(|(word, cities)| match cities.len() {
            n if n == others => t::fits_all(word),
            1 | 2 => t::fits_in(word, &sheets.list(cities)),
            n => t::fits_some(word, n, others),
        })
        .collect();
    let labels = practice.check_first.iter().map(|check| {
        let label = check.label.as_deref();
        label
            .unwrap_or_else(|| texts::criterion(check.criterion))
            .to_lowercase()
    });
    let labels: Vec<String> = labels.collect();
    html! {
        li {
            (titled(practice))
            (sheets.name(&practice.shares))
            @if practice.taken_over { (t::TAKEN_OVER) }
            (t::for_several(practice.evidence, &words.join("; ")))
            @if !labels.is_empty() { (t::CHECK_FIRST) (labels.join(", ")) "." }
        }
    }
}

fn titled(practice: &SharedPractice) -> Markup {
    html! {
        b dir="auto" { (practice.title) }
        span .note { " (" (practice.id) ")" }
        br;
    }
}

fn one(sheets: Sheets<'_>, practice: &SharedPractice) -> Markup {
    let topics: Vec<String> = practice
        .topics
        .iter()
        .map(|c| sheets.topic(c).to_lowercase())
        .collect();
    html! {
        li {
            (titled(practice))
            (sheets.name(&practice.shares))
            @if practice.taken_over { (t::TAKEN_OVER) }
            (t::for_city(practice.evidence, &sheets.said(&practice.learns), practice.fits))
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
