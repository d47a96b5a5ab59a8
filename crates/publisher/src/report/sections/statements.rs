//! The section on what cities say of themselves. Pure.

use super::{Table, block, longest, named, say, section, whole, word};
use crate::report::Report;
use crate::report::charts::{both_sides, count};
use crate::report::statements::{Balance, Statements};
use crate::report::words::{balance, lack, list};
use crate::texts::intl::Intl;
use maud::{Markup, html};

/// Profiles that are shown at once.
const SHOWN: usize = 15;
/// Profiles that can be opened on screen.
const OPENED: usize = 500;

/// The section.
pub fn statements(report: &Report, names: &Intl) -> Markup {
    let statements = &report.statements;
    let all = report.directory.cities.max(1) as f64;
    let rows: Vec<Vec<Markup>> = statements
        .without
        .iter()
        .map(|row| {
            vec![
                say(lack(row.lack)),
                whole(row.cities),
                whole(row.submitted),
                count(row.cities as f64 / all, "unlike"),
            ]
        })
        .collect();
    let table = Table {
        caption: "Profiles without",
        heads: "What is missing | >Cities | >Of them submitted | -",
        wide: false,
    };
    let body = html! {
        p .text {
            @match (statements.submitted, statements.open_data) {
                (0, _) => { "No city has submitted its profile: all are put together from open data, which says nothing of needs and offers." }
                (_, 0) => { "All profiles are by the cities themselves." }
                (own, open) => { b { (whole(own)) } " profiles are by the cities themselves, " (whole(open)) " are put together from open data." }
            }
        }
        (table.of(&rows))
        (to_ask(statements, names))
        (topics(statements))
    };
    section("statements", "What cities say", &body)
}

fn to_ask(statements: &Statements, names: &Intl) -> Markup {
    if statements.submitted == 0 {
        return html! {};
    }
    let rows: Vec<Vec<Markup>> = statements
        .to_ask
        .iter()
        .take(OPENED)
        .map(|row| {
            let lacks: Vec<String> = row.lacks.iter().map(|&l| lack(l).to_owned()).collect();
            vec![named(&row.city, names), say(&list(&lacks))]
        })
        .collect();
    let table = Table {
        caption: "Submitted profiles that lack needs, offers, goals or a contact",
        heads: "City | Ask for",
        wide: false,
    };
    block(
        "Whom to ask for more",
        &html! {
            @if rows.is_empty() { p { "Nobody: every submitted profile states needs, offers, goals and a contact." } }
            @else { (table.long(&rows, SHOWN, OPENED, statements.to_ask.len())) }
        },
    )
}

fn topics(statements: &Statements) -> Markup {
    let topics = &statements.topics;
    let most = longest(topics.iter().map(|t| t.demand().max(t.supply)));
    let rows: Vec<Vec<Markup>> = topics
        .iter()
        .map(|topic| {
            let state = balance(topic.balance);
            vec![
                word(&topic.label),
                match topic.balance {
                    Balance::DemandUnknown => html! { span .unknown { "–" } },
                    _ => whole(topic.demand()),
                },
                both_sides(topic.demand() as f64 / most, topic.supply as f64 / most),
                whole(topic.supply),
                whole(topic.practices),
                match topic.balance {
                    Balance::NoSupply | Balance::PracticesOnly => {
                        html! { span .concern { (state) } }
                    }
                    _ => say(state),
                },
            ]
        })
        .collect();
    let unmet: Vec<&str> = topics
        .iter()
        .filter(|topic| topic.balance.unmet())
        .map(|topic| topic.label.as_str())
        .collect();
    let unknown = topics
        .iter()
        .any(|topic| topic.balance == Balance::DemandUnknown);
    let table = Table {
        caption: "Cities that look for a topic (thin bar, to the left) and cities that offer it or have a practice on it (thick bar, to the right)",
        heads: "Topic | >Wanted by | - | >Offered by | >Practices | Balance",
        wide: true,
    };
    block(
        "Topics: who wants, who offers",
        &html! {
            @if rows.is_empty() { p .unknown { "The vocabulary has no topics." } }
            @else {
                @if unknown { p .text { "No city states a need, and none follows from a goal: what is wanted is unknown." } }
                @else if unmet.is_empty() { p .text { "Every topic that is wanted is offered by somebody." } }
                @else { p .text { "Wanted, and offered by nobody: " b { (unmet.join(", ")) } "." } }
                (table.of(&rows))
            }
        },
    )
}
