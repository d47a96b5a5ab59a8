//! The section on coverage. Pure.

use super::{Table, block, named, say, section, whole, word};
use crate::report::Report;
use crate::report::charts::{self, Column, bar, columns, range, tint};
use crate::report::coverage::{Coverage, IndicatorCoverage};
use crate::report::matrix::Matrix;
use crate::report::text::values;
use crate::report::words::{list, percent, percent_or};
use crate::texts::intl::Intl;
use maud::{Markup, html};

/// Indicators to collect that are shown before the others can be opened.
const COLLECT: usize = 10;
/// Cities that state little which are shown at once.
const LEAST: usize = 10;

/// The section.
pub fn coverage(report: &Report, names: &Intl) -> Markup {
    let coverage = &report.coverage;
    let body = html! {
        p .text { "A city states " b { (percent_or(coverage.mean)) } " of what is compared, on average, and a pair of cities can be compared on "
            b { (percent_or(coverage.pairs)) } ". Weights are those of the counted question; outcomes are shown and never compared." }
        (by_city(coverage, names))
        (by_group(coverage))
        (by_indicator(coverage, report.directory.submitted))
        (by_area(coverage))
        (collect(coverage))
    };
    section("coverage", "What is known", &body)
}

fn by_city(coverage: &Coverage, names: &Intl) -> Markup {
    let bands = coverage.bands.iter().enumerate();
    let shown: Vec<Column> = bands
        .clone()
        .map(|(ix, &count)| Column {
            label: format!("{}–{}", ix * 10, ix * 10 + 10),
            count,
            concern: ix < 3,
        })
        .collect();
    let rows: Vec<Vec<Markup>> = bands
        .filter(|(_, count)| **count > 0)
        .map(|(ix, &count)| {
            vec![
                say(&format!("{} to {} %", ix * 10, ix * 10 + 10)),
                whole(count),
            ]
        })
        .collect();
    let least: Vec<Vec<Markup>> = coverage
        .least
        .iter()
        .map(|row| {
            let who = if row.submitted {
                "submitted"
            } else {
                "open data"
            };
            vec![
                named(&row.city, names),
                say(&percent(row.share)),
                bar(Some(row.share)),
                say(who),
            ]
        })
        .collect();
    let table = Table {
        caption: "Cities by the share of context that they state",
        heads: "Share stated | >Cities",
        wide: false,
    };
    let little = Table {
        caption: "Cities that state least",
        heads: "City | >States | - | Profile",
        wide: false,
    };
    block(
        "Cities that state little",
        &html! {
            @if coverage.mean.is_none() {
                p .unknown { "The catalogue gives no context indicator a weight, so nothing can be counted." }
            } @else {
                div .beside {
                    figure .broad {
                        (columns("Number of cities by the share of context that they state, in steps of ten per cent; the table beside it gives the numbers", &shown))
                        figcaption { "Cities by the share of context that they state, in per cent; warm: less than 30 %" }
                    }
                    (table.of(&rows))
                }
                @if least.is_empty() {
                    p { "No city states less than half of what the one in the middle does." }
                } @else {
                    (little.long(&least, LEAST, least.len(), least.len()))
                }
            }
        },
    )
}

fn by_group(coverage: &Coverage) -> Markup {
    let matrix = &coverage.regions;
    let facets: Vec<_> = coverage.facets.iter().filter(|f| f.weight > 0.0).collect();
    let mut heads = format!("{} | >Cities | >Submitted | >Known", matrix.label);
    for facet in &facets {
        heads.push_str(&format!(" | >{}", facet.label));
    }
    let table = Table {
        caption: "Weighted share of context that a city states, by facet",
        heads: &heads,
        wide: facets.len() > 3,
    };
    let mut rows: Vec<Vec<Option<f64>>> = Vec::new();
    let mut starts: Vec<Vec<Markup>> = Vec::new();
    let all = coverage
        .facets
        .iter()
        .filter(|f| f.weight > 0.0)
        .map(|f| f.share);
    let cities = matrix.groups.iter().map(|group| group.cities).sum();
    let submitted = matrix.groups.iter().map(|group| group.submitted).sum();
    starts.push(vec![
        html! { b { "All cities" } },
        whole(cities),
        whole(submitted),
    ]);
    rows.push(std::iter::once(coverage.mean).chain(all).collect());
    for group in &matrix.groups {
        starts.push(vec![
            word(&group.label),
            whole(group.cities),
            whole(group.submitted),
        ]);
        let own = facets.iter().map(|f| group.facets.get(&f.id).copied());
        rows.push(std::iter::once(group.share).chain(own).collect());
    }
    let title = format!("By {} and facet", matrix.label.to_lowercase());
    block(&title, &heat(&table, starts, &rows))
}

/// A matrix of shares: tinted cells with the figure in them.
fn heat(table: &Table<'_>, starts: Vec<Vec<Markup>>, rows: &[Vec<Option<f64>>]) -> Markup {
    let cells = starts.into_iter().zip(rows).map(|(mut start, row)| {
        start.extend(row.iter().map(|share| match share {
            Some(share) => html! { span class=(tint(*share)) { (percent(*share)) } },
            None => html! { span .unknown { "–" } },
        }));
        start
    });
    html! { div .heat { (table.of(&cells.collect::<Vec<_>>())) } }
}

fn by_indicator(coverage: &Coverage, submitted: usize) -> Markup {
    let mut rows: Vec<Vec<Markup>> = Vec::new();
    for facet in &coverage.facets {
        rows.push(vec![
            html! { (word(&facet.label)) ": " (percent_or(facet.share)) " known" },
        ]);
        let own = coverage
            .indicators
            .iter()
            .filter(|i| i.facet.as_ref() == Some(&facet.id));
        rows.extend(group(own, submitted));
    }
    let outcomes: Vec<_> = coverage
        .indicators
        .iter()
        .filter(|i| i.facet.is_none())
        .collect();
    if !outcomes.is_empty() {
        rows.push(vec![say("Outcomes")]);
        rows.extend(group(outcomes.into_iter(), submitted));
    }
    let table = Table {
        caption: "Share of cities that state each indicator, and what they state",
        heads: if submitted > 0 {
            "Indicator | >Cities | >Submitted | >Open data | - | - | What is stated"
        } else {
            "Indicator | >Cities | - | - | What is stated"
        },
        wide: true,
    };
    let key = html! {
        p .note .key {
            span { svg width="24" height="10" aria-hidden="true" { rect .like width="24" height="10" {} } "stated" }
            span { svg width="24" height="10" aria-hidden="true" { rect .hair x=".5" y=".5" width="23" height="9" {} } "unknown" }
            span { "second picture: from the lowest to the highest value, the middle half thick, a dot in the middle; in words: a quarter below · middle · three quarters below" }
        }
    };
    block(
        "By indicator",
        &html! {
            @if rows.is_empty() { p .unknown { "The catalogue has no indicator." } }
            @else { (key) (table.of(&rows)) }
        },
    )
}

/// A row for each indicator that a city states, and one that names all others.
fn group<'c>(
    indicators: impl Iterator<Item = &'c IndicatorCoverage>,
    submitted: usize,
) -> Vec<Vec<Markup>> {
    let (stated, unknown): (Vec<_>, Vec<_>) = indicators.partition(|i| i.cities > 0);
    let mut rows: Vec<Vec<Markup>> = stated.into_iter().map(|i| row(i, submitted)).collect();
    if !unknown.is_empty() {
        let labels: Vec<String> = unknown.iter().map(|i| i.label.clone()).collect();
        rows.push(vec![html! {
            span .unknown { "Stated by no city: " (list(&labels)) }
        }]);
    }
    rows
}

fn row(indicator: &IndicatorCoverage, submitted: usize) -> Vec<Markup> {
    let mut row = vec![word(&indicator.label), say(&percent_or(indicator.share))];
    if submitted > 0 {
        row.push(say(&percent_or(indicator.submitted)));
        row.push(say(&percent_or(indicator.open_data)));
    }
    row.push(bar(indicator.share));
    row.push(match &indicator.values {
        Some(values) => range(values),
        None if indicator.codes.is_empty() => html! {},
        None => {
            let shares: Vec<f64> = indicator.codes.iter().map(|code| code.share).collect();
            charts::codes(&shares)
        }
    });
    row.push(html! { small { bdi { (values(indicator)) } } });
    row
}

/// Indicators by few groups: which part of the world lacks what.
fn by_area(coverage: &Coverage) -> Markup {
    let matrix: &Matrix = &coverage.areas;
    if matrix.groups.len() < 2 {
        return html! {};
    }
    let mut heads = "Indicator".to_owned();
    for group in &matrix.groups {
        heads.push_str(&format!(" | >{}", group.label));
    }
    let table = Table {
        caption: "Share of cities that state each indicator, part by part; indicators that nobody states are left out",
        heads: &heads,
        wide: matrix.groups.len() > 3,
    };
    let stated = || coverage.indicators.iter().filter(|i| i.cities > 0);
    let starts = stated().map(|i| vec![word(&i.label)]).collect();
    let rows: Vec<Vec<Option<f64>>> = stated()
        .map(|i| {
            let groups = matrix.groups.iter();
            groups
                .map(|group| group.indicators.get(&i.id).copied())
                .collect()
        })
        .collect();
    block(
        "By indicator and part of the directory",
        &heat(&table, starts, &rows),
    )
}

fn collect(coverage: &Coverage) -> Markup {
    let most = coverage
        .collect
        .first()
        .map_or(1.0, |row| row.gain.max(1e-9));
    let rows: Vec<Vec<Markup>> = coverage
        .collect
        .iter()
        .map(|row| {
            vec![
                word(&row.label),
                say(&percent(row.share)),
                say(&percent(row.pairs)),
                say(&format!("+{:.1} points", row.gain * 100.0)),
                charts::count(row.gain / most, "like"),
            ]
        })
        .collect();
    let table = Table {
        caption: "If all cities stated it",
        heads: "Indicator | >Cities that state it now | >Pairs that compare on it now | >Adds to what a pair states | -",
        wide: false,
    };
    block(
        "What to collect next",
        &html! {
            @if rows.is_empty() { p { "Nothing: every city states all that is compared, or there are no two cities." } }
            @else {
                p .text { "Two cities can be compared on an indicator only where both state it. Sorted by what asking all cities for it would add, by its weight." }
                (table.long(&rows, COLLECT, rows.len(), rows.len()))
            }
        },
    )
}
