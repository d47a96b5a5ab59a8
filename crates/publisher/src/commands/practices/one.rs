//! One practice in full: can it work here, what to check, what came of it, what it took, sources. Pure.

use super::{Listed, section};
use crate::commands::asked::Read;
use crate::texts::layout::{hang, heading, table};
use crate::texts::{Scene, partner, practice};
use city_peers_engine::model::{Outcome, Practice};
use city_peers_engine::practices::{self, Entry};
use city_peers_engine::side_by_side::Side;

/// The whole practice.
pub(super) fn text(read: &Read, us: Option<&Side>, listed: &Listed) -> String {
    let scene = read.scene();
    let (texts, columns) = (scene.texts, read.columns);
    let entry = listed.entry;
    let practice = &entry.practice;
    let mut out = hang(
        "",
        &format!("{} ({})", practice.title, practice.id),
        columns,
    );
    out.push_str(&hang("", &practice::about(&scene, entry), columns));
    out.push_str(&hang("", &scene.terms("topics", &practice.topics), columns));
    out.push('\n');
    out.push_str(&hang("", &practice.summary, columns));
    let why = format!("{} {}", texts.text("practice.why"), practice.problem);
    out.push_str(&hang("", &why, columns));
    if let Some(us) = us {
        out.push_str(&fits(read, us, listed));
    }
    out.push_str(&numbered(read, "practice.check", &practice.adaptation));
    out.push_str(&results(read, practice));
    out.push_str(&section(
        texts.text("took.title"),
        &took(&scene, entry),
        columns,
    ));
    out.push_str(&bullets(read, "took.obstacles", &practice.obstacles));
    out.push_str(&bullets(read, "took.enablers", &practice.enablers));
    out.push_str(&reports(read, entry));
    let sources: Vec<String> = practice
        .sources
        .iter()
        .map(|source| format!("{}, {}: {}", source.title, source.publisher, source.url))
        .collect();
    out.push_str(&numbered(read, "sources.title", &sources));
    out
}

/// Whether it can work in a city, criterion by criterion.
fn fits(read: &Read, us: &Side, listed: &Listed) -> String {
    let scene = read.scene();
    let (texts, columns) = (scene.texts, read.columns);
    let entry = listed.entry;
    let title = texts.with("fit.title", &[("city", &us.name)]);
    let mut out = heading(&title);
    let does = us.subject.city.is_some_and(|city| entry.is_done_by(city));
    if does {
        let said = texts.with("practice.done", &[("city", &us.name)]);
        out.push_str(&hang("", &said, columns));
        if us.subject.city == entry.city {
            return out;
        }
    }
    let fit = practices::fit(scene.directory(), &us.subject, entry);
    let said = format!(
        "{} · {}",
        practice::fit(texts, &fit),
        practice::tally(texts, &fit)
    );
    out.push_str(&hang("", &said, columns));
    if let Some(found) = &listed.found {
        out.push_str(&hang("", &practice::lift(texts, found, &us.name), columns));
    }
    let there = practice::city_name(&scene, entry);
    let mut rows = vec![vec![
        texts.text("criteria.criterion").to_owned(),
        texts.text("criteria.result").to_owned(),
        texts.with("criteria.there", &[("city", there)]),
        us.name.clone(),
    ]];
    for row in practice::criteria(&scene, &us.subject, entry, &fit) {
        let critical = format!(" ({})", texts.text("criterion.critical"));
        let name = row.name + if row.critical { &critical } else { "" };
        let here = row.here;
        rows.push(vec![
            name,
            texts.text(practice::verdict(row.verdict)).to_owned(),
            row.there,
            here.unwrap_or_else(|| texts.text("facts.not-stated").to_owned()),
        ]);
    }
    out.push('\n');
    if rows.len() > 1 {
        out.push_str(&table(&rows, columns));
    }
    out.push_str(&hang("  ", texts.text("criteria.judgement"), columns));
    out
}

fn results(read: &Read, practice: &Practice) -> String {
    let texts = &read.texts;
    if practice.results.is_empty() {
        return String::new();
    }
    let mut out = heading(texts.text("results.title"));
    let evidence = texts.text(partner::evidence(practice.evidence));
    let said = texts.with("results.evidence", &[("evidence", evidence)]);
    out.push_str(&hang("", &said, read.columns));
    let header = [
        "results.what",
        "results.before",
        "results.after",
        "results.unit",
        "results.year",
    ];
    let header = header.map(|key| texts.text(key).to_owned());
    let mut rows = vec![header.to_vec()];
    let value = |x: Option<f64>| {
        x.map_or_else(
            || texts.text("amount.unknown").to_owned(),
            |x| texts.number(x),
        )
    };
    let row = |result: &Outcome| {
        let note = result.note.as_ref();
        let note = note.map_or_else(String::new, |note| format!(" ({note})"));
        vec![
            format!("{} {}{note}", result.indicator, mark(result.source)),
            value(result.before),
            value(result.after),
            result.unit.clone(),
            result
                .year
                .map_or_else(String::new, |year| year.to_string()),
        ]
    };
    rows.extend(practice.results.iter().map(row));
    out.push_str(&table(&rows, read.columns));
    out
}

/// "[2]": which source says so.
fn mark(source: u16) -> String {
    format!("[{}]", u32::from(source) + 1)
}

fn took<'a>(scene: &Scene<'a>, entry: &Entry) -> Vec<(&'a str, String)> {
    let texts = scene.texts;
    let practice = &entry.practice;
    let unknown = || texts.text("facts.not-stated").to_owned();
    let mut cost = practice::cost(texts, practice).unwrap_or_else(unknown);
    if let Some(budget) = &practice.budget {
        cost = format!("{cost} {}", mark(budget.source));
        if let Some(note) = &budget.note {
            cost = format!("{cost}. {}", note.trim_end_matches('.'));
        }
        if !budget.comparable {
            cost = format!("{cost}. {}", texts.text("cost.not-comparable"));
        }
    }
    let staff = practice.staff.as_ref().map(|staff| {
        let posts = staff
            .fte
            .map_or_else(String::new, |n| format!("{} ", texts.number(n)));
        format!("{posts}{} {}", staff.note, mark(staff.source))
    });
    let months = practice.duration_months;
    let months = months.map(|m| texts.count("duration.months", m.into(), &[]));
    let paid = &practice.finance_sources;
    let paid = (!paid.is_empty()).then(|| scene.terms("finance_sources", paid));
    let places: Vec<String> = practice
        .replicated_in
        .iter()
        .map(|place| {
            let year = place
                .year
                .map_or_else(String::new, |year| format!(" ({year})"));
            format!(
                "{}{year} {}",
                scene.placed(&place.city, &place.country),
                mark(place.source)
            )
        })
        .collect();
    vec![
        (texts.text("took.cost"), cost),
        (
            texts.text("took.per-resident"),
            practice::cost_per_resident(scene, entry).unwrap_or_default(),
        ),
        (texts.text("took.paid-by"), paid.unwrap_or_else(unknown)),
        (texts.text("took.staff"), staff.unwrap_or_else(unknown)),
        (texts.text("took.time"), months.unwrap_or_else(unknown)),
        (texts.text("took.who"), practice.stakeholders.join("; ")),
        (texts.text("took.replicated"), places.join("; ")),
    ]
}

fn reports(read: &Read, entry: &Entry) -> String {
    let scene = read.scene();
    let texts = scene.texts;
    if entry.reports.is_empty() {
        return String::new();
    }
    let mut out = heading(texts.text("reports.title"));
    for report in &entry.reports {
        let status = texts.text(practice::status(report.status));
        let head = format!("{} · {status}", scene.place(report.city));
        out.push_str(&hang("  ", &head, read.columns));
        let office = report
            .contact
            .as_ref()
            .map(|contact| contact.office.clone());
        let rows = [
            (texts.text("reports.changes"), report.changes.join("; ")),
            (texts.text("took.obstacles"), report.obstacles.join("; ")),
            (
                texts.text("results.title"),
                report.result.clone().unwrap_or_default(),
            ),
            (texts.text("reports.contact"), office.unwrap_or_default()),
        ];
        out.push_str(&crate::texts::layout::labelled(4, &rows, read.columns));
    }
    out
}

fn numbered(read: &Read, title: &str, lines: &[String]) -> String {
    listed(read, title, lines, |ix| format!("{:>3}  ", ix + 1))
}

fn bullets(read: &Read, title: &str, lines: &[String]) -> String {
    listed(read, title, lines, |_| "  – ".to_owned())
}

fn listed(read: &Read, title: &str, lines: &[String], mark: impl Fn(usize) -> String) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let rows = lines.iter().enumerate();
    let rows = rows.map(|(ix, line)| hang(&mark(ix), line, read.columns));
    heading(read.texts.text(title)) + &rows.collect::<String>()
}
