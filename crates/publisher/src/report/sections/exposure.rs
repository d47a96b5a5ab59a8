//! The section on who is suggested, and who is not. Pure.

use super::{Table, block, longest, named, say, section, whole, word};
use crate::report::Report;
use crate::report::charts::{count, lorenz, of_even};
use crate::report::spread::{Share, Spread};
use crate::report::text::on_lists;
use crate::report::words::{help, likeness, meaning, percent, percent_or, reason};
use crate::texts::intl::Intl;
use crate::words::grouped;
use maud::{Markup, html};

/// Cities that are shown at once.
const SHOWN: usize = 15;
/// Cities that can be opened on screen; a page with more would be slow.
const OPENED: usize = 500;

/// The section.
pub fn exposure(report: &Report, names: &Intl) -> Markup {
    let Some(spread) = &report.exposure else {
        let body = html! { p { "A city is suggested to other cities: that needs at least two in the directory." } };
        return section("exposure", "Who is suggested", &body);
    };
    let body = html! {
        p .text {
            "Counted on the first " (spread.top) " of "
            @if spread.sampled { b { (grouped(spread.asked as u64)) " cities" } ", drawn with a fixed seed" }
            @else { b { "all " (grouped(spread.asked as u64)) " cities" } }
            ", purpose “" (spread.purpose) "”"
            @if spread.per_country > 0 { ", at most " (spread.per_country) " of one country" }
            @if !spread.topics.is_empty() { ", topics: " (spread.topics.join(", ")) }
            ". Spread evenly, every city would be on " b { (format!("{:.1}", spread.even)) } " lists."
        }
        (how_often(spread))
        (by_group(spread, &report.coverage.regions.label))
        (most(spread, names))
        (left_out(spread, names))
    };
    section("exposure", "Who is suggested", &body)
}

fn how_often(spread: &Spread) -> Markup {
    let most = longest(spread.bands.iter().map(|band| band.cities));
    let rows: Vec<Vec<Markup>> = spread
        .bands
        .iter()
        .map(|band| {
            let lot = band
                .by_lot
                .map_or_else(|| "–".to_owned(), |n| grouped(n.round() as u64));
            let class = if band.from == 0 { "unlike" } else { "like" };
            vec![
                say(&on_lists(band.from, band.to)),
                whole(band.cities),
                say(&lot),
                count(band.cities as f64 / most, class),
            ]
        })
        .collect();
    let table = Table {
        caption: "Cities by the number of lists they are on",
        heads: "On | >Cities | >If drawn by lot | -",
        wide: false,
    };
    let tenth = spread.top_tenth.unwrap_or_default();
    block(
        "How often",
        &html! {
            div .beside {
                (table.of(&rows))
                @if !spread.lorenz.is_empty() {
                    figure .narrow {
                        (lorenz(&format!("Curve of the share of places on lists that the cities suggested least hold; the tenth suggested most holds {}", percent(tenth)), &spread.lorenz))
                        figcaption { "Share of all places on lists. Dashed: even spreading. The tenth of cities suggested most holds " (percent(tenth)) "." }
                    }
                }
            }
        },
    )
}

fn by_group(spread: &Spread, label: &str) -> Markup {
    let row = |group: &Share| {
        let times = group
            .of_even
            .map_or_else(|| "–".to_owned(), |x| format!("{x:.1} ×"));
        vec![
            word(&group.label),
            whole(group.cities),
            say(&format!("{:.1}", group.mean)),
            say(&times),
            of_even(group.of_even),
            say(&percent(group.never)),
        ]
    };
    let mut rows: Vec<Vec<Markup>> = spread.regions.iter().map(row).collect();
    if !spread.sizes.is_empty() {
        rows.push(vec![say("By size")]);
        rows.extend(spread.sizes.iter().map(row));
    }
    let heads = format!("{label} | >Cities | >Lists each | >Of even | - | >On no list");
    let table = Table {
        caption: "How often a city of each group is suggested; thick bar: more often than even, thin bar: less often",
        heads: &heads,
        wide: true,
    };
    let title = format!("By {} and size", label.to_lowercase());
    block(&title, &table.of(&rows))
}

fn most(spread: &Spread, names: &Intl) -> Markup {
    let highest = spread
        .most
        .first()
        .map_or(1.0, |row| row.times.max(1) as f64);
    let rows: Vec<Vec<Markup>> = spread
        .most
        .iter()
        .map(|row| {
            let bar = count(row.times as f64 / highest, "like");
            vec![named(&row.city, names), whole(row.times), bar]
        })
        .collect();
    let table = Table {
        caption: "Cities on most lists: whom many cities resemble, not who is best",
        heads: "City | >Lists | -",
        wide: false,
    };
    block(
        "Suggested most",
        &html! {
            @if rows.is_empty() { p .unknown { "Nobody is suggested." } }
            @else { (table.long(&rows, 10, rows.len(), rows.len())) }
        },
    )
}

fn left_out(spread: &Spread, names: &Intl) -> Markup {
    let title = "Suggested to nobody";
    let out = &spread.left_out;
    if out.cities.is_empty() {
        return block(title, &html! { p { "No city is left out." } });
    }
    let reasons: Vec<Vec<Markup>> = out
        .reasons
        .iter()
        .map(|row| {
            vec![
                html! { b { (reason(row.reason)) } small { (meaning(row.reason)) } },
                whole(row.cities),
                count(row.cities as f64 / spread.never.max(1) as f64, "unlike"),
                say(help(row.reason)),
            ]
        })
        .collect();
    let cities: Vec<Vec<Markup>> = out
        .cities
        .iter()
        .take(OPENED)
        .map(|row| {
            vec![
                named(&row.city, names),
                say(reason(row.reason)),
                say(&percent_or(row.coverage)),
                match &row.nearest {
                    Some(near) => {
                        html! { bdi dir="auto" { (near.name) } ": " (likeness(row.likeness_word)) }
                    }
                    None => html! { span .unknown { "unknown" } },
                },
            ]
        })
        .collect();
    let table = Table {
        caption: "Most likely reasons: what keeps a city off the list that it comes nearest to",
        heads: "Reason | >Cities | - | What would help",
        wide: true,
    };
    let list = Table {
        caption: "Cities that are suggested to nobody",
        heads: "City | Reason | >States | Nearest to the list of",
        wide: true,
    };
    let lot = spread.never_by_lot.filter(|_| spread.sampled);
    block(
        title,
        &html! {
            p .text {
                b { (grouped(spread.never as u64)) " (" (percent(spread.never_share)) ")" }
                " are among the first " (spread.top) " of no city that asked."
                @if let Some(lot) = lot {
                    " Not all cities were asked: even by lot " (percent(lot)) " would be on no list."
                }
            }
            (table.of(&reasons))
            (list.long(&cities, SHOWN, OPENED, out.cities.len()))
        },
    )
}
