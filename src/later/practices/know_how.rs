//! What a practice took, and how others took it over.

use super::one::{At, listed, own, source_mark};
use crate::components::dom::Dom;
use crate::components::practices::lang;
use crate::queries::practice::{self, terms};
use city_peers_engine::practices::Report;

/// Money, staff, time, people.
pub(super) fn section(d: &mut Dom, at: &At) {
    let (words, practice) = (at.scene.words, &at.entry.practice);
    d.el("section.section", |d| {
        d.el("header", |d| d.word_el("h3", "took.title"));
        d.el("div.split", |d| {
            d.el("dl.facts.wide", |d| {
                d.word_el("dt", "took.cost");
                d.el("dd", |d| cost(d, at));
                if let Some(per) = practice::cost_per_resident(words, at.scene.snapshot, at.entry) {
                    d.word_el("dt", "took.per-resident");
                    d.text_el("dd", &per);
                }
                d.word_el("dt", "took.paid-by");
                d.el("dd", |d| {
                    let payers = &practice.finance_sources;
                    let names = terms(words, at.scene.snapshot, "finance_sources", payers);
                    or_unknown(d, (!payers.is_empty()).then_some(&names));
                });
                d.word_el("dt", "took.staff");
                d.el("dd", |d| staff(d, at));
                d.word_el("dt", "took.time");
                d.el("dd", |d| {
                    let time = practice.duration_months.map(|months| time(at, months));
                    or_unknown(d, time.as_deref());
                });
                powers(d, at);
            });
            d.el("div.stack", |d| {
                listed(d, at, "took.who", &practice.stakeholders);
                listed(d, at, "took.enablers", &practice.enablers);
            });
        });
    });
}

#[inline(never)]
fn or_unknown(d: &mut Dom, text: Option<&str>) {
    match text {
        Some(text) => d.text(text),
        None => d.word_el("span.quiet", "facts.not-stated"),
    }
}

/// Whole years are said as years.
fn time(at: &At, months: u16) -> String {
    let words = at.scene.words;
    match (months / 12, months % 12) {
        (years, 0) if years > 0 => words.count("pr.years", years.into(), &[]),
        _ => words.count("duration.months", months.into(), &[]),
    }
}

fn powers(d: &mut Dom, at: &At) {
    let powers = &at.entry.practice.requires.powers;
    if powers.is_empty() {
        return;
    }
    let codes: Vec<String> = powers.iter().map(|need| need.code.clone()).collect();
    d.word_el("dt", "pr.powers");
    d.text_el(
        "dd",
        &terms(at.scene.words, at.scene.snapshot, "powers", &codes),
    );
}

fn cost(d: &mut Dom, at: &At) {
    let practice = &at.entry.practice;
    let cost = practice::cost(at.scene.words, practice);
    or_unknown(d, cost.as_deref());
    if let Some(budget) = &practice.budget {
        d.text(" ");
        source_mark(d, at, budget.source);
        if let Some(note) = &budget.note {
            own(d, at, "p.note", note);
        }
        if !budget.comparable {
            d.word_el("p.note", "cost.not-comparable");
        }
    }
}

fn staff(d: &mut Dom, at: &At) {
    let Some(staff) = &at.entry.practice.staff else {
        return or_unknown(d, None);
    };
    if let Some(fte) = staff.fte {
        d.text(&at.scene.words.number(fte));
        d.text(" ");
    }
    own(d, at, "span", &staff.note);
    d.text(" ");
    source_mark(d, at, staff.source);
}

/// Cities that took it over: as sources say, and as they tell it themselves.
pub(super) fn elsewhere(d: &mut Dom, at: &At) {
    let copies = &at.entry.practice.replicated_in;
    if copies.is_empty() && at.entry.reports.is_empty() {
        return d.nothing();
    }
    d.el("section.section", |d| {
        d.el("header", |d| d.word_el("h3", "reports.title"));
        if !copies.is_empty() {
            d.word_el("h4.label", "took.replicated");
        }
        d.el("ul.plain.copies", |d| {
            for place in copies {
                d.el("li", |d| {
                    d.el("span", |d| {
                        let country = at.scene.words.country(&place.country);
                        d.text(&[&place.city, ", ", &country].concat());
                        if let Some(year) = place.year {
                            d.text(" · ");
                            d.text(&year.to_string());
                        }
                        d.text(" ");
                        source_mark(d, at, place.source);
                    });
                });
            }
        });
        d.el("div.stack", |d| {
            for told in &at.entry.reports {
                report(d, at, told);
            }
        });
    });
}

fn report(d: &mut Dom, at: &At, report: &Report) {
    d.el("div.stack-s", |d| {
        d.el("h4", |d| {
            d.text(at.scene.snapshot.name(report.city, at.scene.words.lang()));
            d.text(" · ");
            d.word(practice::status(report.status));
        });
        if let Some(result) = &report.result {
            d.el("p.text", |d| {
                lang(d, at.scene);
                d.text(result);
            });
        }
        d.el("div.split", |d| {
            listed(d, at, "reports.changes", &report.changes);
            listed(d, at, "took.obstacles", &report.obstacles);
        });
        if let Some(contact) = &report.contact {
            super::whom::contact(d, at, contact);
        }
    });
}
