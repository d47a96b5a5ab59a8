//! What came of a practice: figures before and after, what stood in the way, how well it was followed.

use super::one::{At, listed, own, source_mark};
use super::traits;
use crate::components::dom::Dom;
use crate::components::figures::percent;
use crate::components::practices::lang;
use city_peers_engine::model::Outcome;

/// The section: failures stand beside results.
pub(super) fn section(d: &mut Dom, at: &At) {
    let practice = &at.entry.practice;
    d.el("section.section", |d| {
        d.el("header", |d| {
            d.word_el("h3", "results.title");
            let evidence = crate::queries::partner::evidence(practice.evidence);
            let evidence = at.scene.t(evidence);
            d.with_el("p.note", "results.evidence", &[("evidence", evidence)]);
        });
        if practice.results.is_empty() {
            d.word_el("p.quiet", "pr.results.none");
        } else {
            d.el("div.plots", |d| {
                for result in &practice.results {
                    outcome(d, at, result);
                }
            });
        }
        d.el("div.split.after", |d| {
            if practice.obstacles.is_empty() {
                d.el("div", |d| {
                    d.word_el("h4.label", "pr.obstacles");
                    d.word_el("p.quiet", "facts.not-stated");
                });
            } else {
                listed(d, at, "pr.obstacles", &practice.obstacles);
            }
            followed(d, at);
        });
    });
}

fn outcome(d: &mut Dom, at: &At, result: &Outcome) {
    d.el("figure.stack-s", |d| {
        d.el("h4.label", |d| {
            own(d, at, "span", &result.indicator);
            d.text(" ");
            source_mark(d, at, result.source);
        });
        match (result.before, result.after) {
            (Some(before), Some(after)) => change(d, at, result, before, after),
            (None, Some(value)) => single(d, at, result, value, "pr.results.no-before"),
            (Some(value), None) => single(d, at, result, value, "pr.results.no-after"),
            (None, None) => d.word_el("p.quiet", "pr.results.no-figure"),
        }
        if let (None, None, Some(note)) = (result.before, result.after, &result.note) {
            own(d, at, "figcaption", note);
        }
    });
}

/// What a note says of a figure, such as "more than", directly after it.
fn note(d: &mut Dom, at: &At, result: &Outcome) {
    if let Some(note) = &result.note {
        d.text(" ");
        own(d, at, "span.note", &["(", note, ")"].concat());
    }
}

/// Two bars from one line; the words and numbers beside them say the same.
fn change(d: &mut Dom, at: &At, result: &Outcome, before: f64, after: f64) {
    let low = before.min(after).min(0.0);
    let high = before.max(after).max(0.0);
    let span = if high > low { high - low } else { 1.0 };
    let words = at.scene.words;
    // From nothing, a note is about what came; else about both figures or their years.
    let is_of_after = before == 0.0;
    d.el("table.why.change", |d| {
        d.el("tbody", |d| {
            for (key, value, what) in [
                ("results.before", before, "rect.base[y=2][height=10]"),
                ("results.after", after, "rect.like[y=2][height=10]"),
            ] {
                d.el("tr", |d| {
                    d.word_el("th[scope=row]", key);
                    d.el("td", |d| {
                        d.el("svg.flow[aria-hidden=true][width=100%][height=14]", |d| {
                            let x = percent((value.min(0.0) - low) / span);
                            let width = percent(value.abs() / span);
                            d.empty_el(what, &[("x", &x), ("width", &width)]);
                            let zero = percent(-low / span);
                            let line = "line.hair[y1=-4][y2=18]";
                            d.empty_el(line, &[("x1", &zero), ("x2", &zero)]);
                        });
                    });
                    d.el("td.num", |d| {
                        d.text_el("bdi", &words.number(value));
                        if key == "results.after" && is_of_after {
                            note(d, at, result);
                        }
                    });
                });
            }
        });
    });
    d.el("p.note", |d| {
        own(d, at, "span", &result.unit);
        if !is_of_after {
            note(d, at, result);
        }
        year(d, result);
    });
}

fn year(d: &mut Dom, result: &Outcome) {
    if let Some(year) = result.year {
        d.text(" · ");
        d.text(&year.to_string());
    }
}

fn single(d: &mut Dom, at: &At, result: &Outcome, value: f64, missing: &str) {
    d.el("p", |d| {
        d.text_el("b.big", &at.scene.words.number(value));
        d.text(" ");
        own(d, at, "span", &result.unit);
        note(d, at, result);
        d.el("span.note", |d| year(d, result));
    });
    d.word_el("p.note", missing);
}

/// How it was followed, as far as the data have it; and what the level of evidence does not say.
fn followed(d: &mut Dom, at: &At) {
    let (words, practice) = (at.scene.words, &at.entry.practice);
    let results = &practice.results;
    let both = results
        .iter()
        .filter(|r| r.before.is_some() && r.after.is_some());
    let mut publishers: Vec<String> = Vec::new();
    for result in results {
        let source = practice.sources.get(usize::from(result.source));
        if let Some(name) = source.map(|s| &s.publisher)
            && !publishers.contains(name)
        {
            publishers.push(name.clone());
        }
    }
    d.el("div", |d| {
        d.word_el("h4.label", "pr.followed");
        d.el("dl.facts.wide", |d| {
            d.word_el("dt", "pr.followed.figures");
            d.el("dd", |d| {
                let both = words.number(both.count() as f64);
                match results.len() {
                    0 => d.word_el("span.quiet", "facts.not-stated"),
                    n => d.text(&words.count("pr.followed.n", n, &[("both", &both)])),
                }
            });
            d.word_el("dt", "pr.followed.by");
            d.el("dd", |d| {
                if publishers.is_empty() {
                    d.word_el("span.quiet", "facts.not-stated");
                } else {
                    lang(d, at.scene);
                    d.text(&publishers.join("; "));
                }
            });
            d.word_el("dt", "pr.followed.often");
            d.word_el("dd.quiet", "facts.not-stated");
            d.word_el("dt", "pr.evidence");
            let means = [
                "pr.means.",
                &traits::evidence(practice.evidence).to_string(),
            ]
            .concat();
            d.text_el("dd", words.text(&means));
        });
    });
}
