//! The list: the answer in a sentence, filters, one row per practice, more in steps.

use super::filter::{Past, Trait};
use super::panel::{said, scope};
use super::ranked::{Ranked, Row};
use super::{Act, Memory, panel, press, say, traits};
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::practices::{lang, list as first, tally};
use crate::components::{Scene, marks, question};
use crate::queries::{practice, value};
use crate::state::{Answered, View};
use city_peers_engine::practices::Entry;
use yew::virtual_dom::ListenerKind;

/// The view.
pub(super) fn view(d: &mut Dom, scene: Scene, all: &crate::later::Memory, answered: &Answered) {
    let memory = &all.practices;
    let ranked = memory.ranked.as_ref();
    d.el("div.page", |d| {
        d.el("header.stack-s", |d| {
            question::question(d, scene, answered);
            crate::later::question::panel(d, scene, all);
            match ranked {
                Some(ranked) => {
                    d.text_el("p.lead", &say::lead(scene, ranked));
                    unsaid(d, scene, answered, ranked);
                }
                None => d.nothing(),
            }
        });
        match ranked.filter(|ranked| !ranked.rows.is_empty()) {
            Some(ranked) => body(d, scene, memory, answered, ranked),
            // Still to come, not to be had, or none.
            None => d.el("section.section[part=section]", |d| {
                first(d, scene, answered, 0)
            }),
        }
    });
}

/// What would settle most, and the way there.
fn unsaid(d: &mut Dom, scene: Scene, answered: &Answered, ranked: &Ranked) {
    let unsaid = say::unsaid(scene, ranked, answered);
    let Some(first) = unsaid.first() else {
        return d.nothing();
    };
    let indicators = &scene.snapshot.loaded.directory.catalogue.indicators;
    let mut names = Vec::new();
    for ix in &unsaid {
        let indicator = indicators.get(usize::from(*ix));
        names.extend(indicator.map(|i| scene.words.lower(value::label(scene.words, i))));
    }
    let list = scene.words.list(&names);
    d.el("p.note.no-print", |d| {
        let values = [("city", scene.my_name()), ("list", &list)];
        d.with("pr.unsaid", &values);
        d.text(" ");
        d.button(
            "button.link",
            press(Act::Settle(*first)),
            scene.t("pr.unsaid.do"),
        );
    });
}

fn body(d: &mut Dom, scene: Scene, memory: &Memory, answered: &Answered, ranked: &Ranked) {
    d.el("div.sides", |d| {
        panel::panel(d, scene, memory, ranked);
        d.el("section.section[part=section]", |d| {
            let left = memory.left(ranked);
            heading(d, scene, memory, ranked, left.len());
            tags(d, scene, memory);
            if left.is_empty() {
                nothing_left(d, scene, memory, ranked);
            } else {
                rows(d, scene, memory, answered, ranked, &left);
            }
            ours(d, scene, answered);
        });
    });
}

fn heading(d: &mut Dom, scene: Scene, memory: &Memory, ranked: &Ranked, left: usize) {
    let all = scene.words.number(ranked.scope(memory.wide).len() as f64);
    d.el("header", |d| {
        d.word_el("h3", "practices.fit");
        d.el("p.note[role=status][id=pr-count][tabindex=-1]", |d| {
            d.text(&scene.words.count("pr.count", left, &[("all", &all)]));
        });
    });
}

/// The filters that are on, each to be taken away.
fn tags(d: &mut Dom, scene: Scene, memory: &Memory) {
    let chosen = &memory.chosen;
    if chosen.is_empty() {
        return d.nothing();
    }
    d.el("div.tags[role=group]", |d| {
        d.attr("aria-label", scene.t("pr.active"));
        for &filter in &chosen.values {
            tag(d, scene, &said(scene, filter), drop(filter));
        }
        if !chosen.words.is_empty() {
            let text = scene
                .words
                .with("pr.text", &[("text", chosen.typed.trim())]);
            tag(d, scene, &text, Act::DropText);
        }
        d.button("button.link", press(Act::Reset), scene.t("pr.reset"));
    });
}

fn drop(filter: Trait) -> Act {
    Act::Drop(filter.0, filter.1)
}

#[inline(never)]
fn tag(d: &mut Dom, scene: Scene, text: &str, act: Act) {
    d.el("button.tag[type=button]", |d| {
        d.on(ListenerKind::onclick, press(act));
        d.attr(
            "aria-label",
            &scene.words.with("pr.drop", &[("filter", text)]),
        );
        d.text(text);
    });
}

/// What each filter would bring back.
fn nothing_left(d: &mut Dom, scene: Scene, memory: &Memory, ranked: &Ranked) {
    let (words, chosen) = (scene.words, &memory.chosen);
    let back = |past| chosen.count(scope(memory, ranked), past);
    d.el("div.message.stack-s", |d| {
        d.word_el("p", "pr.none");
        d.el("ul.stack-s", |d| {
            let offer = |d: &mut Dom, text: &str, many: usize, act: Act| {
                d.el("li", |d| {
                    let text = words.count("pr.without", many, &[("filter", text)]);
                    if many > 0 {
                        d.button("button.link", press(act), &text);
                    } else {
                        d.text_el("span.quiet", &text);
                    }
                });
            };
            for &filter in &chosen.values {
                offer(
                    d,
                    &said(scene, filter),
                    back(Past::Value(filter)),
                    drop(filter),
                );
            }
            if !chosen.words.is_empty() {
                let text = words.with("pr.text", &[("text", chosen.typed.trim())]);
                offer(d, &text, back(Past::Text), Act::DropText);
            }
            let all = ranked.rows.iter().map(|row| &row.traits);
            let more = chosen.count(all, Past::Nothing);
            if !memory.wide && more > 0 {
                d.el("li", |d| {
                    let text = words.count("pr.widen", more, &[]);
                    d.button("button.link", press(Act::Widen), &text);
                });
            }
        });
        if !chosen.is_empty() {
            d.el("p", |d| {
                d.button("button.button", press(Act::Reset), scene.t("pr.reset"))
            });
        }
    });
}

fn rows(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    answered: &Answered,
    ranked: &Ranked,
    left: &[&Row],
) {
    let Some(practices) = scene.snapshot.practices.ready() else {
        return;
    };
    d.el("ul.practices", |d| {
        for row in left.iter().take(memory.shown) {
            if let Some(entry) = practices.entries.get(row.found.practice) {
                item(d, scene, answered, ranked, row, entry);
            }
        }
    });
    if left.len() > memory.shown {
        d.el("p.actions", |d| {
            let rest = (left.len() - memory.shown).min(super::STEP);
            let text = scene.words.count("pr.more", rest, &[]);
            d.button("button.button", press(Act::More), &text);
            let shown = scene.words.number(memory.shown as f64);
            let said = scene
                .words
                .count("pr.shown", left.len(), &[("shown", &shown)]);
            d.text_el("span.note", &said);
        });
    }
}

/// What the visitor's city does itself is not suggested to it, but it is not hidden either.
fn ours(d: &mut Dom, scene: Scene, answered: &Answered) {
    let practices = scene.snapshot.practices.ready();
    let (Some(practices), Some(city)) = (practices, answered.asked.city) else {
        return d.nothing();
    };
    let entries = practices.entries.iter().enumerate();
    let ours: Vec<(usize, &Entry)> = entries.filter(|(_, e)| e.is_done_by(city)).collect();
    if ours.is_empty() {
        return d.nothing();
    }
    d.el("div.ours", |d| {
        d.with_el("h4.label", "pr.ours", &[("city", scene.my_name())]);
        d.el("ul", |d| {
            for (ix, entry) in ours {
                d.el("li", |d| title(d, scene, ix, entry));
            }
        });
    });
}

/// The title of a practice, which leads to it.
fn title(d: &mut Dom, scene: Scene, ix: usize, entry: &Entry) {
    d.el("button.link[type=button]", |d| {
        lang(d, scene);
        d.attr("id", &["pr-", &ix.to_string()].concat());
        d.on(ListenerKind::onclick, Action::Show(View::Practice(ix)));
        d.text(&entry.practice.title);
    });
}

fn item(d: &mut Dom, scene: Scene, answered: &Answered, ranked: &Ranked, row: &Row, entry: &Entry) {
    let (words, snapshot) = (scene.words, scene.snapshot);
    let ix = row.found.practice;
    let practice = &entry.practice;
    d.el("li.practice[part=practice]", |d| {
        d.key(ix as u32);
        d.el("div.stack-s", |d| {
            d.el("h4", |d| title(d, scene, ix, entry));
            d.el("p.note", |d| {
                d.text(&say::place_and_time(scene, entry));
                d.text(" · ");
                d.text(&practice::terms(
                    words,
                    snapshot,
                    "topics",
                    &practice.topics,
                ));
            });
            d.el("p.text", |d| {
                lang(d, scene);
                d.text(say::first_sentence(&practice.summary));
            });
        });
        d.el("dl.facts", |d| {
            facts(d, scene, answered, ranked, row, entry)
        });
    });
}

fn facts(
    d: &mut Dom,
    scene: Scene,
    answered: &Answered,
    ranked: &Ranked,
    row: &Row,
    entry: &Entry,
) {
    if let Some(why) = say::why_here(scene, answered, &row.found, entry) {
        d.word_el("dt", "pr.why");
        d.text_el("dd", &why);
    }
    d.word_el("dt", "fit.label");
    d.el("dd", |d| {
        let verdict = traits::verdict(&row.found.fit);
        let what = if verdict == 3 { "b.blocked" } else { "b" };
        d.word_el(what, say::verdict(verdict));
        tally(d, scene, &practice::tally(&row.found.fit));
    });
    d.word_el("dt", "pr.evidence");
    d.word_el(
        "dd",
        crate::queries::partner::evidence(entry.practice.evidence),
    );
    d.word_el("dt", "took.cost");
    d.el("dd", |d| match say::cost(scene, entry) {
        Some(cost) => d.text(&cost),
        None => d.word_el("span.quiet", "facts.not-stated"),
    });
    d.word_el("dt", "pr.peers");
    d.el("dd", |d| {
        match say::peers(scene, ranked, &row.found, entry) {
            Some(said) => d.text(&said),
            None => d.word_el("span.quiet", "pr.peers.none"),
        }
    });
    let partners = traits::partners(answered, entry);
    if !partners.is_empty() {
        d.el("dt", |d| {
            marks::near(d);
            d.text(" ");
            d.word("pr.ask");
        });
        d.text_el("dd", &say::cities(scene, &partners));
    }
}
