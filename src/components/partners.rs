//! Partner cities: the question, its answer in a sentence, one row per city, practices below.

use super::dom::Dom;
use super::figures::{self, Strip};
use super::{Scene, map, marks, practices, question};
use crate::action::Action;
use crate::later::{Memory, Open, doors};
use crate::queries::partner::{self, Coverage, Likeness, Row, topic_name};
use crate::state::{Answered, View};
use crate::words::Piece;
use city_peers_engine::CityIx;
use city_peers_engine::model::Purpose;
use city_peers_engine::portfolio::Part;
use city_peers_engine::suggest::PER_COUNTRY;

/// The view.
pub(crate) fn partners(
    d: &mut Dom,
    scene: Scene,
    answered: &Answered,
    later: Option<(Open, &Memory)>,
) {
    let words = scene.words;
    let mut rows = Vec::new();
    for found in &answered.suggestions.partners {
        rows.push(partner::row(words, scene.snapshot, answered, found));
    }
    d.el("div.page", |d| {
        d.el("header.stack-s", |d| {
            question::question(d, scene, answered);
            lead(d, scene, &rows);
            note(d, scene, answered, rows.len());
            how(d);
        });
        d.el("div.layout", |d| {
            d.el("div", |d| {
                list(d, scene, &rows);
                fitting(d, scene, answered);
            });
            rail(d, scene, answered, &rows, later);
        });
    });
}

/// How many were compared, and what the limit per country cost.
fn note(d: &mut Dom, scene: Scene, answered: &Answered, rows: usize) {
    let words = scene.words;
    let suggestions = &answered.suggestions;
    let compared = words.number(suggestions.compared as f64);
    let cap = words.number(PER_COUNTRY as f64);
    let given_up = words.number((suggestions.given_up * 100.0).round());
    let values = [
        ("compared", compared.as_str()),
        ("cap", &cap),
        ("given-up", &given_up),
    ];
    let note = words.count("partners.note", rows, &values);
    d.text_el("p.note[role=status]", &note);
}

/// How to read the figures.
fn how(d: &mut Dom) {
    d.el("details.more", |d| {
        d.word_el("summary", "how.title");
        d.el("dl.facts.wide", |d| {
            for (figure, text) in [
                ("figure.likeness", "how.likeness"),
                ("figure.exchange", "how.exchange"),
                ("figure.ease", "how.ease"),
            ] {
                d.word_el("dt", figure);
                d.word_el("dd", text);
            }
        });
    });
}

/// The cities under their heading.
fn list(d: &mut Dom, scene: Scene, rows: &[Row]) {
    d.el("section.section[part=section]", |d| {
        d.el("header", |d| {
            d.el("span", marks::near);
            d.word_el("h3", "partners.title");
            d.word_el("p.note", "partners.title.note");
        });
        d.el("div.cols[aria-hidden=true]", |d| {
            d.word_el("span", "figure.city");
            d.el("div", |d| {
                d.word_el("span", "figure.likeness.of");
                d.word_el("span", "figure.exchange");
                d.word_el("span", "figure.ease");
            });
        });
        let strip = Strip::fitting(rows);
        d.el("ol.list", |d| {
            for row in rows {
                row_item(d, scene, row, strip);
            }
        });
    });
}

/// The first practices.
fn fitting(d: &mut Dom, scene: Scene, answered: &Answered) {
    d.el("section.section[part=section]", |d| {
        practices::heading(d, scene.my_name());
        practices::list(d, scene, answered, 3);
        d.el("p", |d| {
            let text = scene.t("practices.all");
            d.button("button.link", Action::Show(View::Practices), text);
        });
    });
}

/// The map beside them.
fn rail(
    d: &mut Dom,
    scene: Scene,
    answered: &Answered,
    rows: &[Row],
    later: Option<(Open, &Memory)>,
) {
    let suggested: Vec<(CityIx, Part)> = rows.iter().map(|r| (r.city, Part::NearPeer)).collect();
    d.el("aside.rail[part=rail]", |d| {
        d.attr("aria-label", scene.t("map.title"));
        d.el("figure.stack-s", |d| {
            map::map(d, scene, answered.asked.city, &suggested);
            map::key(d, scene.my_name(), &[Part::NearPeer]);
        });
        if let Some((open, memory)) = later {
            doors::rail(open, d, scene, memory, answered);
        }
    });
}

/// The answer as a sentence.
fn lead(d: &mut Dom, scene: Scene, rows: &[Row]) {
    let likeness: fn(&Row) -> Option<f64> = |r| r.likeness.as_ref().map(|l| l.value);
    let mut said = String::new();
    for (key, at_least, value) in [
        ("lead.alike", 0.0, likeness),
        ("lead.learn", 0.33, |r| r.learn),
        ("lead.teach", 0.33, |r| r.teach),
    ] {
        let mut best: Option<(f64, &Row)> = None;
        for row in rows {
            if let Some(found) = value(row)
                && found >= best.map_or(at_least, |b| b.0)
                && best.is_none_or(|b| found > b.0)
            {
                best = Some((found, row));
            }
        }
        if let Some((_, row)) = best {
            if !said.is_empty() {
                said.push(' ');
            }
            said.push_str(&scene.words.with(key, &[("city", &row.name)]));
        }
    }
    d.text_el("p.lead", &said);
}

fn row_item(d: &mut Dom, scene: Scene, row: &Row, strip: Strip) {
    d.el("li.partner[part=partner]", |d| {
        d.key(row.city.0);
        d.el("div.stack-s", |d| {
            d.el("div.head", |d| d.text_el("h4", &row.name));
            d.text_el("p.note", &row.about);
            facts(d, scene, row);
        });
        d.el("div.figures", |d| {
            d.el("div", |d| likeness(d, scene, row.likeness.as_ref(), strip));
            d.el("div", |d| exchange(d, scene, row));
            d.el("div", |d| {
                d.word_el("p.label", "figure.ease");
                says(d, ease_key(row.ease));
                d.each("p", &row.ease_words);
            });
        });
        d.el("div.more", |d| {
            d.el("details", |d| {
                d.with_el("summary", "why.title", &[("city", &row.name)]);
                if let Some(likeness) = &row.likeness {
                    why(d, scene, row, likeness);
                }
            });
        });
    });
}

fn facts(d: &mut Dom, scene: Scene, row: &Row) {
    d.el("dl.facts", |d| {
        d.el("dt", |d| {
            marks::alike(d);
            d.text(" ");
            d.word("facts.alike");
        });
        listed(d, &row.alike);
        d.el("dt", |d| {
            marks::different(d);
            d.text(" ");
            d.word("facts.different");
        });
        listed(d, &row.different);
        d.word_el("dt", "facts.offers");
        d.el("dd", |d| match &row.offers {
            Some(offers) => d.text(offers),
            None => d.word_el("span.quiet", "facts.not-stated"),
        });
        d.word_el("dt", "facts.practice");
        d.el("dd", |d| match &row.practices {
            None => d.word_el("span.quiet", "facts.loading"),
            Some(list) if list.is_empty() => d.word_el("span.quiet", "facts.no-practice"),
            Some(list) => {
                for (ix, title, evidence) in list.iter().take(2) {
                    d.el("p", |d| {
                        let to = Action::Show(View::Practice(*ix));
                        d.button("button.link[lang=en]", to, title);
                        d.text(" ");
                        d.text_el("span.note", scene.t(evidence));
                    });
                }
            }
        });
    });
}

fn listed(d: &mut Dom, list: &[String]) {
    d.el("dd", |d| {
        if list.is_empty() {
            d.word_el("span.quiet", "facts.nothing");
        } else {
            d.text(&list.join("; "));
        }
    });
}

fn likeness(d: &mut Dom, scene: Scene, likeness: Option<&Likeness>, strip: Strip) {
    d.word_el("p.label", "figure.likeness");
    let Some(likeness) = likeness else {
        return says(d, "amount.unknown.head");
    };
    d.el("p.says", |d| {
        d.word_el("b", likeness.word);
        d.text(" ");
        d.el("span", |d| {
            d.text_el("bdi", &scene.words.number(likeness.value.round()));
        });
    });
    strip.draw(d, likeness);
}

fn exchange(d: &mut Dom, scene: Scene, row: &Row) {
    d.word_el("p.label", "figure.exchange");
    says(d, row.exchange);
    d.el("div.bars", |d| {
        for (key, value) in [("figure.learn", row.learn), ("figure.teach", row.teach)] {
            d.word_el("span", key);
            figures::bar(d, value);
            d.text_el("span.quiet", scene.words.amount(value));
        }
    });
}

/// A figure in one word.
#[inline(never)]
fn says(d: &mut Dom, key: &str) {
    d.el("p.says", |d| d.word_el("b", key));
}

fn ease_key(ease: Option<f64>) -> &'static str {
    match ease {
        None => "amount.unknown.head",
        Some(x) if x >= 0.8 => "ease.high",
        Some(x) if x >= 0.4 => "ease.middle",
        Some(_) => "ease.low",
    }
}

fn why(d: &mut Dom, scene: Scene, row: &Row, likeness: &Likeness) {
    d.el("div.split", |d| {
        d.el("div.stack-s", |d| {
            d.el("table.why[part=why]", |d| {
                d.word_el("caption.hide", "why.caption");
                d.el("tbody", |d| reasons(d, scene, row));
            });
            d.text_el("p.note", &sum(scene, row, likeness));
        });
        known(d, scene, &row.known);
    });
}

fn reasons(d: &mut Dom, scene: Scene, row: &Row) {
    let scale = figures::reason_scale(&row.reasons);
    for line in &row.reasons {
        let mut signed = if line.amount < 0.0 { "−" } else { "+" }.to_owned();
        signed.push_str(&scene.words.number(line.amount.abs().round()));
        d.el("tr", |d| {
            d.text_el("th[scope=row]", &line.text);
            d.el("td", |d| figures::reason(d, line.amount, scale));
            d.el("td.num", |d| d.text_el("bdi", &signed));
        });
    }
}

/// The sentence adds up as it is read: the difference is what rounding leaves to it.
fn sum(scene: Scene, row: &Row, likeness: &Likeness) -> String {
    let number = |x: f64| scene.words.number(x);
    let (average, value, plus) = (
        likeness.average.round(),
        likeness.value.round(),
        likeness.plus.iter().sum::<f64>().round(),
    );
    scene.words.with(
        "why.sum",
        &[
            ("average", &number(average)),
            ("plus", &number(plus)),
            ("minus", &number(average + plus - value)),
            ("value", &number(value)),
            ("city", &row.name),
        ],
    )
}

/// How much of the context both cities state.
fn known(d: &mut Dom, scene: Scene, known: &Coverage) {
    let words = scene.words;
    let both = words.number(known.both as f64);
    let all = words.number(known.all as f64);
    let shown = known.unknown.len().min(6);
    d.el("dl.facts", |d| {
        d.word_el("dt", "facts.known");
        d.el("dd", |d| {
            d.with("facts.known.of", &[("both", &both), ("all", &all)]);
            d.text(" ");
            figures::ticks(d, known);
        });
        if shown > 0 {
            let mut unknown = words.list(known.unknown.get(..shown).unwrap_or_default());
            let more = known.unknown.len() - shown;
            if more > 0 {
                unknown = words.count("facts.unknown.more", more, &[("list", &unknown)]);
            }
            d.word_el("dt", "facts.unknown");
            d.text_el("dd", &unknown);
        }
    });
}
