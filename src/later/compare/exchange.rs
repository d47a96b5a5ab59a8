//! What compared cities could learn from each other, and the goals they share. Shows only.

use super::facets::{dash, heads};
use super::figure::Reader;
use crate::action::Action;
use crate::components::dom::Dom;
use crate::later::charts::{Mark, pips};
use crate::queries::partner::topic_name;
use crate::state::View;
use city_peers_engine::exchange::{FULL, Statement};
use city_peers_engine::order::sort_short;
use city_peers_engine::suggest::{Partner, asking};

/// Needs and offers facing each other.
pub(super) fn exchange(d: &mut Dom, read: Reader) {
    let Some(first) = read.sheet.cities.first() else {
        return;
    };
    let query = read.scene.snapshot.visit.asked.query();
    let asked = asking(&first.subject, &query).unwrap_or_default();
    let stated = first.subject.statement.clone().unwrap_or_default();
    d.el("section.section[part=section]", |d| {
        d.el("header", |d| {
            d.word_el("h3", "compare.exchange");
            d.word_el("p.note", "compare.exchange.note");
        });
        d.el("div.plots", |d| {
            side(d, read, &LEARN, &asked.needs, |them| &them.offers);
            side(d, read, &TEACH, &stated.offers, |them| &them.needs);
        });
    });
}

/// One direction of the exchange.
struct Side {
    title: &'static str,
    ours: &'static str,
    theirs: &'static str,
    nothing: &'static str,
    else_: &'static str,
    sum: &'static str,
    figure: fn(&Partner) -> Option<f64>,
}

const LEARN: Side = Side {
    title: "compare.learn",
    ours: "compare.learn.ours",
    theirs: "compare.learn.theirs",
    nothing: "compare.learn.nothing",
    else_: "compare.learn.else",
    sum: "compare.learn.sum",
    figure: |partner| partner.exchange.learn,
};

const TEACH: Side = Side {
    title: "compare.teach",
    ours: "compare.teach.ours",
    theirs: "compare.teach.theirs",
    nothing: "compare.teach.nothing",
    else_: "compare.teach.else",
    sum: "compare.teach.sum",
    figure: |partner| partner.exchange.teach,
};

type Strengths = [(u8, u8)];

fn side(
    d: &mut Dom,
    read: Reader,
    side: &Side,
    ours: &Strengths,
    theirs: fn(&Statement) -> &Vec<(u8, u8)>,
) {
    let words = read.words();
    let city = [("city", read.first())];
    d.el("div.stack-s", |d| {
        d.with_el("h4", side.title, &city);
        if ours.is_empty() {
            d.with_el("p.text", side.nothing, &city);
            if read.sheet.own {
                let text = words.text("compare.profile");
                d.button("button.link", Action::Show(View::Profile), text);
            }
            return;
        }
        d.el("div.scroll[tabindex=0][role=region]", |d| {
            d.attr("aria-label", &words.with(side.title, &city));
            d.el("table.grid", |d| {
                d.el("thead", |d| exchange_heads(d, read, side));
                d.el("tbody", |d| {
                    for &(topic, strength) in &by_strength(ours) {
                        topic_row(d, read, topic, strength, theirs);
                    }
                    others(d, read, side, ours, theirs);
                });
                d.el("tfoot", |d| sums(d, read, side));
            });
        });
    });
}

fn exchange_heads(d: &mut Dom, read: Reader, side: &Side) {
    d.el("tr", |d| {
        d.el("th[scope=col]", |d| {
            if let Some((city, _)) = read.cities().next() {
                city.mark.inline(d);
            }
            d.with(side.ours, &[("city", read.first())]);
        });
        for (city, name) in read.others() {
            d.el("th[scope=col]", |d| {
                city.mark.inline(d);
                d.with(side.theirs, &[("city", name)]);
            });
        }
    });
}

fn topic_row(
    d: &mut Dom,
    read: Reader,
    topic: u8,
    strength: u8,
    theirs: fn(&Statement) -> &Vec<(u8, u8)>,
) {
    let directory = &read.scene.snapshot.loaded.directory;
    d.el("tr", |d| {
        d.el("th[scope=row]", |d| {
            d.el("span.need", |d| {
                d.el("span", |d| squares(d, read, strength, true));
                d.text_el("span", topic_name(read.words(), directory, topic));
            });
        });
        for (city, _) in read.others() {
            let statement = city.subject.statement.as_ref();
            let found = statement.and_then(|s| {
                let list = theirs(s);
                list.iter().find(|entry| entry.0 == topic)
            });
            d.el("td", |d| match found {
                Some(entry) => squares(d, read, entry.1, false),
                None => dash(d, read.words().text("compare.not-stated")),
            });
        }
    });
}

/// How many topics the others name that do not face any of ours.
fn others(
    d: &mut Dom,
    read: Reader,
    side: &Side,
    ours: &Strengths,
    theirs: fn(&Statement) -> &Vec<(u8, u8)>,
) {
    let words = read.words();
    d.el("tr", |d| {
        d.word_el("th.quiet[scope=row]", side.else_);
        for (city, _) in read.others() {
            let list = city.subject.statement.as_ref().map(theirs);
            let more = list.into_iter().flatten();
            let more = more.filter(|t| !ours.iter().any(|o| o.0 == t.0)).count();
            d.el("td", |d| {
                if more == 0 {
                    dash(d, words.text("compare.not-stated"));
                } else {
                    d.text(&words.count("compare.topics", more, &[]));
                }
            });
        }
    });
}

fn sums(d: &mut Dom, read: Reader, side: &Side) {
    d.el("tr", |d| {
        d.el("th[scope=row]", |d| d.word_el("b", side.sum));
        for partner in &read.sheet.partners {
            d.el("td.sum", |d| match (side.figure)(partner) {
                Some(share) => d.text(&read.words().number((share * 100.0).round())),
                None => d.word_el("span.quiet", "amount.unknown"),
            });
        }
    });
}

/// Strength in sixtieths as one to three squares.
fn squares(d: &mut Dom, read: Reader, strength: u8, own: bool) {
    let each = FULL / 3;
    pips_of(d, read, strength.div_ceil(each).clamp(1, 3), own);
}

fn pips_of(d: &mut Dom, read: Reader, count: u8, own: bool) {
    let words = read.words();
    let values = [
        ("n", &*words.number(f64::from(count))),
        ("all", &words.number(3.0)),
    ];
    pips(d, count, own, &words.with("compare.of", &values));
}

fn by_strength(list: &Strengths) -> Vec<(u8, u8)> {
    let mut sorted = list.to_vec();
    sort_short(&mut sorted, |a, b| a.1 > b.1);
    sorted
}

/// Goals that one of them states.
pub(super) fn goals(d: &mut Dom, read: Reader) {
    let words = read.words();
    let goals = &read.sheet.answer.goals;
    d.el("section.section[part=section]", |d| {
        d.el("header", |d| {
            d.word_el("h3", "compare.goals");
            let none = goals.is_empty();
            let key = if none {
                "compare.goals.none"
            } else {
                "compare.goals.note"
            };
            d.word_el("p.note", key);
        });
        if goals.is_empty() {
            return;
        }
        d.el("div.scroll[tabindex=0][role=region]", |d| {
            d.attr("aria-label", words.text("compare.goals"));
            d.el("table.grid", |d| {
                heads(d, read, "compare.goal", false);
                d.el("tbody", |d| {
                    for goal in goals {
                        d.el("tr", |d| {
                            d.el("th[scope=row]", |d| {
                                let number = goal.sdg.to_string();
                                d.el("span", |d| {
                                    d.attr("class", &["sdg g", &number].concat());
                                    d.number(usize::from(goal.sdg));
                                });
                                d.text(" ");
                                d.word(&["goal.", &number].concat());
                            });
                            for ((city, _), priority) in read.cities().zip(&goal.priority) {
                                d.el("td", |d| match priority {
                                    Some(n) => pips_of(d, read, *n, city.mark == Mark::Me),
                                    None => dash(d, words.text("compare.not-stated")),
                                });
                            }
                        });
                    }
                });
            });
        });
    });
}
