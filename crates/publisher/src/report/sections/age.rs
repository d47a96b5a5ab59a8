//! The section on how old the directory is. Pure.

use super::{Table, block, named, say, section, whole, word};
use crate::report::Report;
use crate::report::age::{Age, OLD_VALUE, STALE};
use crate::report::charts::{count, parts};
use crate::report::text::years;
use crate::report::words::percent;
use crate::texts::intl::Intl;
use maud::{Markup, html};

/// Profiles that are shown at once.
const SHOWN: usize = 15;
/// Profiles that can be opened on screen.
const OPENED: usize = 500;

/// The section.
pub fn age(report: &Report, names: &Intl) -> Markup {
    let age = &report.age;
    let body = html! {
        p .text {
            @match &age.counted_from {
                Some(date) => { "Ages are counted back from " (date) ", the date of the directory." }
                None => { "The directory has no date to count back from: ages are unknown." }
            }
        }
        (profiles(age, names))
        (values(age))
    };
    section("age", "How old it is", &body)
}

fn profiles(age: &Age, names: &Intl) -> Markup {
    let bands = age.profiles.iter().filter(|band| band.cities > 0);
    let all = age.undated + age.profiles.iter().map(|band| band.cities).sum::<usize>();
    let share = |part: usize| part as f64 / all.max(1) as f64;
    let mut rows: Vec<Vec<Markup>> = bands
        .map(|band| {
            let class = if band.from >= STALE { "unlike" } else { "like" };
            vec![
                say(&years(band.from, band.below)),
                whole(band.cities),
                whole(band.submitted),
                count(share(band.cities), class),
            ]
        })
        .collect();
    if age.undated > 0 {
        rows.push(vec![
            html! { span .unknown { "date unknown" } },
            whole(age.undated),
            whole(age.undated_submitted),
            parts(&[]),
        ]);
    }
    let stale: Vec<Vec<Markup>> = age
        .stale
        .iter()
        .take(OPENED)
        .map(|row| vec![named(&row.city, names), say(&row.updated)])
        .collect();
    let table = Table {
        caption: "Profiles by their last change",
        heads: "Last changed | >Profiles | >Of them submitted | -",
        wide: false,
    };
    let caption =
        format!("Submitted profiles that nobody touched for {STALE} years or more, oldest first");
    let list = Table {
        caption: &caption,
        heads: "City | Last changed",
        wide: false,
    };
    block(
        "Profiles",
        &html! {
            (table.of(&rows))
            @if !stale.is_empty() { (list.long(&stale, SHOWN, OPENED, age.stale.len())) }
        },
    )
}

fn values(age: &Age) -> Markup {
    let stated = age.indicators.iter().filter(|i| i.values.stated > 0);
    let rows: Vec<Vec<Markup>> = stated
        .map(|indicator| {
            let v = indicator.values;
            let of = |part: usize| part as f64 / v.stated as f64;
            let span = match (indicator.years.first(), indicator.years.last()) {
                (Some(a), Some(b)) if a.year == b.year => say(&a.year.to_string()),
                (Some(a), Some(b)) => html! { bdi { (a.year) "–" (b.year) } },
                _ => html! { span .unknown { "year unknown" } },
            };
            let old = match v.dated {
                0 => html! { span .unknown { "–" } },
                _ => html! { @if v.old > 0 { span .concern { (whole(v.old)) } } @else { (whole(0)) } },
            };
            vec![
                word(&indicator.label),
                whole(v.stated),
                span,
                say(&percent(of(v.stated - v.dated))),
                old,
                parts(&[(of(v.dated - v.old), "like"), (of(v.old), "unlike")]),
                html! { small { (word(&indicator.usual_source)) } },
            ]
        })
        .collect();
    let heads = format!(
        "Indicator | >Values | Years | >Year unknown | >{OLD_VALUE} years or more | - | Usual source"
    );
    let table = Table {
        caption: "Values by year; dashed: year unknown",
        heads: &heads,
        wide: true,
    };
    let v = age.values;
    block(
        "Values",
        &html! {
            @if v.stated == 0 { p .unknown { "No city states a value." } }
            @else {
                p .text { (whole(v.stated)) " values; profiles name a source for " (percent(v.sourced as f64 / v.stated as f64))
                    " and a year for " (percent(v.dated as f64 / v.stated as f64)) " of them. The usual source is what the catalogue says." }
                (table.of(&rows))
            }
        },
    )
}
