//! The section on practices, goals and languages. Pure.

use super::{Table, block, longest, say, section, whole, word};
use crate::report::Report;
use crate::report::charts::{both_sides, count, parts};
use crate::report::goals::goal;
use crate::report::know_how::{KnowHow, Tally};
use crate::report::words::percent;
use crate::texts::intl::Intl;
use crate::words::count as counted;
use maud::{Markup, html};

/// Languages that are shown at once.
const SHOWN: usize = 12;

/// The section.
pub fn know_how(report: &Report, names: &Intl) -> Markup {
    let all = &report.practices;
    let body = html! {
        @if all.practices == 0 {
            p { "The directory holds no practice yet: nothing can be said of what cities did, and what it took." }
        } @else {
            p .text { b { (counted(all.practices, "practice")) } ": " (whole(all.joined)) " in a city of the directory, "
                (whole(all.taken_over)) " taken over by another one, " (counted(all.reports, "experience report")) "." }
            (given(all))
            (from(all, &report.coverage.regions.label))
        }
        (goals(all))
        (languages(all, names))
    };
    section("practices", "Practices, goals, languages", &body)
}

fn given(all: &KnowHow) -> Markup {
    let row = |tally: &Tally| {
        let share = tally.practices as f64 / all.practices.max(1) as f64;
        vec![
            say(&tally.label),
            whole(tally.practices),
            say(&percent(share)),
            parts(&[(share, "like")]),
        ]
    };
    let mut rows = vec![vec![say(
        "How well it was studied, which says nothing of success",
    )]];
    rows.extend(all.evidence.iter().map(row));
    rows.push(vec![say("What a practice tells")]);
    rows.extend(all.know_how.iter().map(row));
    let table = Table {
        caption: "Evidence and know-how",
        heads: "What is given | >Practices | >Share | -",
        wide: false,
    };
    block("How much they tell", &table.of(&rows))
}

fn from(all: &KnowHow, label: &str) -> Markup {
    let most = longest(all.regions.iter().map(|tally| tally.practices));
    let rows: Vec<Vec<Markup>> = all
        .regions
        .iter()
        .map(|tally| {
            let bar = count(tally.practices as f64 / most, "like");
            vec![word(&tally.label), whole(tally.practices), bar]
        })
        .collect();
    let heads = format!("{label} | >Practices | -");
    let table = Table {
        caption: "Practices by where their city lies",
        heads: &heads,
        wide: false,
    };
    block("Where they are from", &table.of(&rows))
}

fn goals(all: &KnowHow) -> Markup {
    let cities = longest(all.goals.iter().map(|goal| goal.cities));
    let practices = longest(all.goals.iter().map(|goal| goal.practices));
    let rows: Vec<Vec<Markup>> = all
        .goals
        .iter()
        .map(|row| {
            let bars = both_sides(row.cities as f64 / cities, row.practices as f64 / practices);
            vec![
                html! { (row.sdg) " " (goal(row.sdg)) },
                whole(row.cities),
                bars,
                whole(row.practices),
            ]
        })
        .collect();
    let table = Table {
        caption: "Cities that state a goal (thin bar, to the left) and practices that serve it (thick bar, to the right); each side on its own scale",
        heads: "Goal | >Cities | - | >Practices",
        wide: false,
    };
    block("Goals", &table.of(&rows))
}

fn languages(all: &KnowHow, names: &Intl) -> Markup {
    let most = longest(all.languages.iter().map(|row| row.cities));
    let rows: Vec<Vec<Markup>> = all
        .languages
        .iter()
        .map(|row| {
            let bar = count(row.cities as f64 / most, "like");
            vec![
                say(&row.name(names)),
                whole(row.cities),
                bar,
                whole(row.practice_cities),
            ]
        })
        .collect();
    let table = Table {
        caption: "Languages that cities work in; a city may work in several",
        heads: "Language | >Cities | - | >With a practice of their own",
        wide: false,
    };
    block(
        "Languages",
        &html! {
            @if rows.is_empty() { p .unknown { "No city says which languages it works in." } }
            @else { (table.long(&rows, SHOWN, rows.len(), rows.len())) }
        },
    )
}
