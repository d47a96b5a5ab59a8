//! Can it work here: what passes, what must change, what blocks, what is unknown, and what to do about each.

use super::one::At;
use super::{Act, press, say, traits};
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::{figures, marks, practices};
use crate::queries::practice::{self, Asked};
use crate::state::View;
use city_peers_engine::model::Criterion;
use city_peers_engine::order::sort_short;
use city_peers_engine::practices::{self as engine, Check, Fit, Verdict};

type Row = (Check, Asked);

/// The section.
pub(super) fn section(d: &mut Dom, at: &At) {
    let (words, snapshot) = (at.scene.words, at.scene.snapshot);
    let fit = engine::fit(&snapshot.loaded.directory, &at.answered.subject, at.entry);
    let here = at.scene.my_name();
    let rows = practice::criteria(words, snapshot, at.answered, at.entry, &fit);
    let mut rows: Vec<Row> = fit.checks.iter().copied().zip(rows).collect();
    let rank = |row: &Row| (row.0.verdict, !row.0.critical);
    sort_short(&mut rows, |a, b| rank(a) < rank(b));
    d.el("section.section[part=criteria]", |d| {
        d.el("header", |d| {
            d.with_el("h3", "fit.title", &[("city", here)]);
        });
        verdict(d, at, &fit, &rows);
        if rows.is_empty() {
            d.nothing();
        } else {
            table(d, at, &rows);
        }
        d.el("p.note", |d| {
            d.word("criteria.judgement");
            if rows.iter().any(|row| row.1.here.is_none()) {
                d.text(" ");
                let text = words.with("pr.settle.all", &[("city", here)]);
                d.button("button.link.no-print", Action::Show(View::Profile), &text);
            }
        });
    });
}

/// The headline, what it follows from, what it counts, and the range.
fn verdict(d: &mut Dom, at: &At, fit: &Fit, rows: &[Row]) {
    let words = at.scene.words;
    let points = |share: f64| words.number((share * 100.0).round());
    let verdict = traits::verdict(fit);
    d.el("div.stack-s", |d| {
        d.el("p.lead", |d| {
            let what = if verdict == 3 { "b.blocked" } else { "b" };
            d.word_el(what, practice::headline(fit));
            d.text(" ");
            d.text(&because(at, verdict, rows));
        });
        let mut tally = practice::tally(fit);
        sort_short(&mut tally, |a, b| a.0 < b.0);
        practices::tally(d, at.scene, &tally);
        d.el("figure", |d| {
            d.el("div.bars", |d| {
                d.word_el("span", "fit.label");
                figures::range(d, fit.low, fit.high);
                d.el("span", |d| {
                    let ends = [("low", &*points(fit.low)), ("high", &points(fit.high))];
                    d.with_el("bdi", "fit.range", &ends);
                });
            });
            d.word_el("figcaption", "fit.caption");
        });
    });
}

/// The criteria that the headline follows from.
fn because(at: &At, verdict: u16, rows: &[Row]) -> String {
    let mut said = Vec::new();
    for (key, wanted, critical) in [
        ("pr.because.blocked", Verdict::Blocked, false),
        ("pr.because.critical", Verdict::Unknown, true),
        ("pr.because.adapt", Verdict::Adapt, false),
    ] {
        let asked = |row: &&Row| row.0.verdict == wanted && (row.0.critical || !critical);
        let names: Vec<String> = rows
            .iter()
            .filter(asked)
            .map(|row| short(at, row))
            .collect();
        if !names.is_empty() && (verdict != 3 || wanted != Verdict::Adapt) {
            said.push(at.scene.words.with(key, &[("list", &names.join("; "))]));
        }
    }
    said.join(" ")
}

/// What a criterion is about, without its kind where there is something more exact.
fn short(at: &At, (check, row): &Row) -> String {
    let words = at.scene.words;
    let code = at.entry.practice.requires.code(check);
    let name =
        code.map(|code| practice::term(words, at.scene.snapshot, check.criterion.code(), &code));
    words.lower(name.as_ref().unwrap_or(&row.name))
}

fn table(d: &mut Dom, at: &At, rows: &[Row]) {
    let there = practice::city_name(at.scene.words, at.scene.snapshot, at.entry);
    d.el("table.criteria", |d| {
        d.el("thead", |d| {
            d.el("tr", |d| {
                d.word_el("th[scope=col]", "criteria.criterion");
                d.word_el("th[scope=col]", "criteria.result");
                d.with_el("th[scope=col]", "criteria.there", &[("city", there)]);
                d.text_el("th[scope=col]", at.scene.my_name());
                d.word_el("th[scope=col]", "pr.todo");
            });
        });
        d.el("tbody", |d| {
            for row in rows {
                criterion(d, at, row, there);
            }
        });
    });
}

fn criterion(d: &mut Dom, at: &At, (check, row): &Row, there: &str) {
    // Shown where the table stands as a list, and the columns have no heads.
    let prefix = |d: &mut Dom, city: &str| {
        d.el("span.there", |d| {
            d.with("criteria.prefix", &[("city", city)]);
            d.text(" ");
        });
    };
    d.el("tr", |d| {
        d.el("th[scope=row]", |d| {
            d.text(&row.name);
            if row.critical {
                d.text(" ");
                d.word_el("span.crit", "criterion.critical");
            }
        });
        d.el("td", |d| {
            let what = match row.verdict {
                Verdict::Blocked => "span.verdict.blocked",
                _ => "span.verdict",
            };
            d.el(what, |d| {
                marks::verdict(d, row.verdict);
                d.word(marks::verdict_key(row.verdict));
            });
        });
        d.el("td", |d| {
            prefix(d, there);
            d.text_el("span", &row.there);
        });
        d.el("td", |d| {
            prefix(d, at.scene.my_name());
            match &row.here {
                Some(here) => d.text(here),
                None => settle(d, at, check),
            }
        });
        d.text_el("td", &todo(at, check, row));
    });
}

/// "Not stated", and the way to the field that would settle it.
fn settle(d: &mut Dom, at: &At, check: &Check) {
    d.word_el("span.quiet", "facts.not-stated");
    let catalogue = &at.scene.snapshot.loaded.directory.catalogue;
    let field = catalogue.answering(check.criterion);
    if let Some(ix) = field.and_then(|ix| u16::try_from(ix).ok()) {
        d.text(" ");
        d.button(
            "button.link.no-print",
            press(Act::Settle(ix)),
            at.scene.t("pr.settle"),
        );
    }
}

/// What to do about it; nothing where it passes.
fn todo(at: &At, check: &Check, row: &Asked) -> String {
    let key = match (check.verdict, check.criterion) {
        (Verdict::Pass, _) => return String::new(),
        (Verdict::Unknown, Criterion::Money) if at.entry.cost.is_none() => {
            return say::no_cost(at.scene, at.entry);
        }
        (Verdict::Unknown, Criterion::Money) if row.here.is_some() => "pr.todo.unknown.money",
        (Verdict::Unknown, _) if check.critical => "pr.todo.critical",
        (Verdict::Unknown, _) => "pr.todo.unknown",
        (verdict, criterion) => {
            let key = ["pr.todo.", verdict.code(), ".", criterion.code()].concat();
            return at.scene.words.text(&key).to_owned();
        }
    };
    at.scene.t(key).to_owned()
}
