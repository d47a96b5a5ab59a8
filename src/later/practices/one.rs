//! One practice: can it work here, what to check, what came of it, what it took, sources.

use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::{Scene, figures, marks, practices};
use crate::queries::practice::{self, terms};
use crate::state::{Answered, View};
use city_peers_engine::model::{Outcome, Practice};
use city_peers_engine::practices::{self as engine, Entry, Verdict};

/// The view.
pub(crate) fn practice(d: &mut Dom, scene: Scene, answered: &Answered, entry: &Entry) {
    let practice = &entry.practice;
    let own = entry.city.is_some() && entry.city == answered.asked.city;
    d.el("article.page", |d| {
        head(d, scene, entry);
        if own {
            d.nothing();
        } else {
            fits(d, scene, answered, entry);
        }
        checks(d, &practice.adaptation);
        results(d, scene, practice);
        took(d, scene, entry);
        reports(d, scene, entry);
        sources(d, practice);
    });
}

fn head(d: &mut Dom, scene: Scene, entry: &Entry) {
    let (words, snapshot) = (scene.words, scene.snapshot);
    let practice = &entry.practice;
    d.el("header.stack-s", |d| {
        d.el("p.note", |d| {
            let text = words.with("practice.back", &[("city", scene.my_name())]);
            d.button("button.link", Action::Show(View::Practices), &text);
        });
        d.text_el("h2[lang=en]", &practice.title);
        d.el("p.note", |d| {
            d.text(&practice::about(words, snapshot, entry));
            d.text(" · ");
            d.text(&terms(words, snapshot, "topics", &practice.topics));
        });
        d.text_el("p.lead[lang=en]", &practice.summary);
        d.el("p.text", |d| {
            d.word_el("span", "practice.why");
            d.text(" ");
            d.text_el("span[lang=en]", &practice.problem);
        });
    });
}

fn fits(d: &mut Dom, scene: Scene, answered: &Answered, entry: &Entry) {
    let words = scene.words;
    let directory = &scene.snapshot.loaded.directory;
    let fit = engine::fit(directory, &answered.subject, entry);
    let here = scene.my_name();
    let there = practice::city_name(words, scene.snapshot, entry);
    d.el("section.section", |d| {
        d.el("header", |d| {
            d.with_el("h3", "fit.title", &[("city", here)]);
        });
        verdict(d, scene, &fit);
        if let Some(lift) = practice::lift(words, scene.snapshot, answered, entry, here) {
            d.text_el("p.text", &lift);
        }
        d.el("table.criteria[part=criteria]", |d| {
            d.el("thead", |d| {
                d.el("tr", |d| {
                    d.word_el("th[scope=col]", "criteria.criterion");
                    d.word_el("th[scope=col]", "criteria.result");
                    d.with_el("th[scope=col]", "criteria.there", &[("city", there)]);
                    d.text_el("th[scope=col]", here);
                });
            });
            d.el("tbody", |d| {
                for row in practice::criteria(words, scene.snapshot, answered, entry, &fit) {
                    criterion(d, &row, here, there);
                }
            });
        });
        d.word_el("p.note", "criteria.judgement");
    });
}

/// The headline, what it counts, and the range.
fn verdict(d: &mut Dom, scene: Scene, fit: &engine::Fit) {
    let points = |share: f64| scene.words.number((share * 100.0).round());
    let headline = practice::headline(fit);
    d.el("div.stack-s", |d| {
        d.el("p.lead", |d| {
            let blocked = headline == "fit.blocked";
            d.word_el(if blocked { "b.blocked" } else { "b" }, headline);
        });
        practices::tally(d, scene, &practice::tally(fit));
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

fn criterion(d: &mut Dom, row: &practice::Asked, here: &str, there: &str) {
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
            let blocked = row.verdict == Verdict::Blocked;
            let what = if blocked {
                "span.verdict.blocked"
            } else {
                "span.verdict"
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
            prefix(d, here);
            or_unknown(d, row.here.as_deref());
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

fn checks(d: &mut Dom, texts: &[String]) {
    if texts.is_empty() {
        return d.nothing();
    }
    d.el("section.section", |d| {
        d.el("header", |d| {
            d.word_el("h3", "practice.check");
            d.word_el("p.note", "practice.check.note");
        });
        d.el("ol.numbered.text[lang=en]", |d| d.each("li", texts));
    });
}

#[inline(never)]
fn source_mark(d: &mut Dom, scene: Scene, source: u16) {
    let n = scene.words.number(f64::from(source) + 1.0);
    d.el("span.note[role=img]", |d| {
        d.attr(
            "aria-label",
            &scene.words.with("source.label", &[("n", &n)]),
        );
        d.text(&["[", &n, "]"].concat());
    });
}

fn results(d: &mut Dom, scene: Scene, practice: &Practice) {
    if practice.results.is_empty() {
        return d.nothing();
    }
    d.el("section.section", |d| {
        d.el("header", |d| {
            d.word_el("h3", "results.title");
            let evidence = scene.t(crate::queries::partner::evidence(practice.evidence));
            d.with_el("p.note", "results.evidence", &[("evidence", evidence)]);
        });
        d.el("div.scroll[tabindex=0][role=group]", |d| {
            d.attr("aria-label", scene.t("results.title"));
            d.el("table.grid", |d| {
                d.el("thead", |d| {
                    d.el("tr", |d| {
                        d.word_el("th[scope=col]", "results.what");
                        d.word_el("th.num[scope=col]", "results.before");
                        d.word_el("th.num[scope=col]", "results.after");
                        d.word_el("th[scope=col]", "results.unit");
                        d.word_el("th[scope=col]", "results.year");
                    });
                });
                d.el("tbody", |d| {
                    for result in &practice.results {
                        outcome(d, scene, result);
                    }
                });
            });
        });
    });
}

fn outcome(d: &mut Dom, scene: Scene, result: &Outcome) {
    d.el("tr", |d| {
        d.el("th[scope=row][lang=en]", |d| {
            d.text(&result.indicator);
            d.text(" ");
            source_mark(d, scene, result.source);
            if let Some(note) = &result.note {
                d.el("span.note", |d| {
                    d.text(" ");
                    d.text(note);
                });
            }
        });
        for value in [result.before, result.after] {
            d.el("td.num", |d| match value {
                Some(x) => d.text(&scene.words.number(x)),
                None => d.word_el("span.quiet", "amount.unknown"),
            });
        }
        d.text_el("td[lang=en]", &result.unit);
        d.el("td", |d| {
            if let Some(year) = result.year {
                d.text(&year.to_string());
            }
        });
    });
}

fn took(d: &mut Dom, scene: Scene, entry: &Entry) {
    let words = scene.words;
    let practice = &entry.practice;
    d.el("section.section", |d| {
        d.el("header", |d| d.word_el("h3", "took.title"));
        d.el("div.split", |d| {
            d.el("dl.facts.wide", |d| {
                d.word_el("dt", "took.cost");
                d.el("dd", |d| cost(d, scene, practice));
                if let Some(per) = practice::cost_per_resident(words, scene.snapshot, entry) {
                    d.word_el("dt", "took.per-resident");
                    d.text_el("dd", &per);
                }
                d.word_el("dt", "took.paid-by");
                d.el("dd", |d| finance(d, scene, practice));
                d.word_el("dt", "took.staff");
                d.el("dd", |d| staff(d, scene, practice));
                d.word_el("dt", "took.time");
                d.el("dd", |d| {
                    let months = practice.duration_months;
                    let time = months.map(|m| words.count("duration.months", m.into(), &[]));
                    or_unknown(d, time.as_deref());
                });
                d.word_el("dt", "took.who");
                d.text_el("dd[lang=en]", &practice.stakeholders.join("; "));
                if !practice.replicated_in.is_empty() {
                    d.word_el("dt", "took.replicated");
                    d.text_el("dd", &replicated(scene, practice));
                }
            });
            d.el("div.stack", |d| {
                list(d, "took.obstacles", &practice.obstacles);
                list(d, "took.enablers", &practice.enablers);
            });
        });
    });
}

fn cost(d: &mut Dom, scene: Scene, practice: &Practice) {
    let cost = practice::cost(scene.words, practice);
    or_unknown(d, cost.as_deref());
    if let Some(budget) = &practice.budget {
        d.text(" ");
        source_mark(d, scene, budget.source);
        if let Some(note) = &budget.note {
            d.text_el("p.note[lang=en]", note);
        }
        if !budget.comparable {
            d.word_el("p.note", "cost.not-comparable");
        }
    }
}

fn finance(d: &mut Dom, scene: Scene, practice: &Practice) {
    let sources = &practice.finance_sources;
    let names = terms(scene.words, scene.snapshot, "finance_sources", sources);
    or_unknown(d, (!sources.is_empty()).then_some(&names));
}

fn staff(d: &mut Dom, scene: Scene, practice: &Practice) {
    let Some(staff) = &practice.staff else {
        return or_unknown(d, None);
    };
    if let Some(fte) = staff.fte {
        d.text(&scene.words.number(fte));
        d.text(" ");
    }
    d.text_el("span[lang=en]", &staff.note);
    d.text(" ");
    source_mark(d, scene, staff.source);
}

fn replicated(scene: Scene, practice: &Practice) -> String {
    let mut places = Vec::new();
    for place in &practice.replicated_in {
        places.push([place.city.as_str(), &scene.words.country(&place.country)].join(", "));
    }
    places.join("; ")
}

#[inline(never)]
fn list(d: &mut Dom, title: &'static str, texts: &[String]) {
    if texts.is_empty() {
        return;
    }
    d.el("div", |d| {
        d.word_el("h4.label", title);
        d.el("ul.plain[lang=en]", |d| d.each("li", texts));
    });
}

/// How it went for cities that took it over, as they tell it.
fn reports(d: &mut Dom, scene: Scene, entry: &Entry) {
    if entry.reports.is_empty() {
        return d.nothing();
    }
    d.el("section.section", |d| {
        d.el("header", |d| d.word_el("h3", "reports.title"));
        d.el("div.stack", |d| {
            for report in &entry.reports {
                d.el("div", |d| {
                    d.el("p", |d| {
                        let name = scene.snapshot.name(report.city, scene.words.lang());
                        d.text_el("b", name);
                        d.text(" · ");
                        d.word(practice::status(report.status));
                    });
                    list(d, "reports.changes", &report.changes);
                    list(d, "took.obstacles", &report.obstacles);
                    if let Some(result) = &report.result {
                        d.text_el("p.text[lang=en]", result);
                    }
                });
            }
        });
    });
}

fn sources(d: &mut Dom, practice: &Practice) {
    d.el("section.section", |d| {
        d.el("header", |d| {
            d.word_el("h3", "sources.title");
            d.word_el("p.note", "sources.note");
        });
        d.el("ol.numbered.text", |d| {
            for source in &practice.sources {
                d.el("li[lang=en]", |d| {
                    // Data may be anybody's: only web links become links.
                    let url = &source.url;
                    if url.starts_with("https://") || url.starts_with("http://") {
                        d.el("a[rel=noopener noreferrer][target=_blank]", |d| {
                            d.attr("href", url);
                            d.text(&source.title);
                        });
                    } else {
                        d.text(&source.title);
                    }
                    d.text(", ");
                    d.text(&source.publisher);
                });
            }
        });
    });
}
