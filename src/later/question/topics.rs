//! Topics, how important each is, goals, and what the visitor's city can offer.

use super::draft::{self, Own};
use super::{Act, Field, does, field};
use crate::components::dom::Dom;
use crate::components::{Scene, start};
use crate::queries::partner::topic_name;
use crate::state::MAX_TOPICS;
use city_peers_engine::model::Profile;
use yew::virtual_dom::ListenerKind;

/// Goals there are.
const GOALS: u8 = 17;

/// The chooser.
///
/// `near`: topics that were chosen when it opened. They stand among the first, and stay there when they are taken back.
pub(super) fn topics(d: &mut Dom, scene: Scene, near: &[u8]) {
    let words = scene.words;
    let (mut first, mut rest) = start::in_order(scene);
    let all = words.count("start.all-topics", first.len() + rest.len(), &[]);
    rest.retain(|topic| !near.contains(topic));
    for topic in near {
        if !first.contains(topic) {
            first.push(*topic);
        }
    }
    d.el("fieldset.stack-s", |d| {
        d.word_el("legend.label", "start.topics");
        let most = words.number(MAX_TOPICS as f64);
        d.with_el("p.note", "start.topics.note", &[("most", &most)]);
        d.el("div.three", |d| start::topic_choices(d, scene, &first));
        if rest.is_empty() {
            d.nothing();
        } else {
            d.el("details", |d| {
                d.text_el("summary", &all);
                d.el("div.three.index", |d| {
                    start::topic_choices(d, scene, &rest);
                });
            });
        }
    });
    d.el("details", |d| {
        d.word_el("summary", "ask.needs");
        d.el("div.stack-s", |d| with_profile(d, scene, needs));
    });
    d.el("details", |d| {
        d.word_el("summary", "ask.offers");
        d.el("div.stack-s", |d| with_profile(d, scene, offers));
    });
    d.el("details", |d| {
        d.word_el("summary", "ask.goals");
        goals(d, scene);
    });
}

/// What needs the visitor's profile, or why it is not there.
fn with_profile(d: &mut Dom, scene: Scene, show: fn(&mut Dom, Scene, &Profile)) {
    match draft::own(scene.snapshot) {
        Own::Here(profile) => show(d, scene, profile),
        Own::Coming => d.word_el("p.quiet[role=status]", "ask.coming"),
        Own::Failed => d.el("p[role=status]", |d| {
            d.word("ask.failed");
            d.text(" ");
            d.button("button.link", does(Act::Again), scene.t("error.retry"));
        }),
    }
}

/// How important each chosen topic is.
fn needs(d: &mut Dom, scene: Scene, profile: &Profile) {
    let directory = &scene.snapshot.loaded.directory;
    let chosen = &scene.snapshot.visit.asked.topics;
    if chosen.is_empty() {
        return d.word_el("p.note", "ask.needs.none");
    }
    d.word_el("p.note", "ask.needs.note");
    d.el("div.rows", |d| {
        for &topic in chosen {
            let name = topic_name(scene.words, directory, topic);
            let now = draft::importance(scene, profile, topic);
            let words = ["ask.useful", "ask.important", "ask.very"];
            strength(
                d,
                scene,
                topic,
                name,
                now,
                words,
                Field::Need(topic),
                |_| {},
            );
        }
    });
}

/// What the city can offer.
fn offers(d: &mut Dom, scene: Scene, profile: &Profile) {
    let directory = &scene.snapshot.loaded.directory;
    let topics = &directory.vocabulary.topics;
    d.word_el("p.note", "ask.offers.note");
    d.el("div.rows", |d| {
        for offer in &profile.offers {
            let Some(topic) = directory.vocabulary.topic(&offer.topic) else {
                continue;
            };
            let name = topic_name(scene.words, directory, topic);
            let words = ["ask.some", "ask.solid", "ask.deep"];
            let drop = |d: &mut Dom| {
                d.el("button.tag.drop[type=button]", |d| {
                    d.attr(
                        "aria-label",
                        &scene.words.with("ask.drop", &[("topic", name)]),
                    );
                    d.on(ListenerKind::onclick, does(Act::DropOffer(topic)));
                    d.word("ask.drop.short");
                });
            };
            let field = Field::Offer(topic);
            strength(d, scene, topic, name, offer.strength, words, field, drop);
        }
    });
    d.el("div.pick", |d| {
        d.word_el("label[for=add-offer]", "ask.add");
        d.el("select.input[id=add-offer]", |d| {
            d.typed(ListenerKind::onchange, field(Field::AddOffer));
            d.el("option[value=]", |d| {
                // After each choice it stands ready for the next.
                d.chosen(true);
                d.word("ask.add.pick");
            });
            for (at, term) in topics.iter().enumerate() {
                if profile.offers.iter().all(|offer| offer.topic != term.code) {
                    d.el("option", |d| {
                        d.key(at as u32);
                        d.attr("value", &at.to_string());
                        d.text(topic_name(scene.words, directory, at as u8));
                    });
                }
            }
        });
    });
}

/// A topic with one of three strengths.
#[expect(clippy::too_many_arguments, reason = "a row of lists")]
fn strength(
    d: &mut Dom,
    scene: Scene,
    topic: u8,
    name: &str,
    now: u8,
    words: [&'static str; 3],
    of: Field,
    more: impl FnOnce(&mut Dom),
) {
    let kind = if matches!(of, Field::Need(_)) {
        "need-"
    } else {
        "offer-"
    };
    let id = [kind, &topic.to_string()].concat();
    d.el("div.pick", |d| {
        d.key(topic.into());
        d.el("label", |d| {
            d.attr("for", &id);
            d.text(name);
        });
        d.el("select.input", |d| {
            d.attr("id", &id);
            d.typed(ListenerKind::onchange, field(of));
            for (step, word) in (1u8..).zip(words) {
                d.el("option", |d| {
                    d.attr("value", &step.to_string());
                    d.chosen(step == now);
                    d.text(scene.t(word));
                });
            }
        });
        more(d);
    });
}

/// The goals, each with its number on its colour.
fn goals(d: &mut Dom, scene: Scene) {
    d.el("fieldset.stack-s", |d| {
        d.word_el("legend.note", "ask.goals.note");
        d.el("div.three", |d| {
            for goal in 1..=GOALS {
                let number = goal.to_string();
                d.el("label.check", |d| {
                    d.key(goal.into());
                    d.el("input[type=checkbox][name=goal]", |d| {
                        d.value(&number);
                        d.checked(scene.snapshot.visit.asked.goals.contains(&goal));
                        d.on(ListenerKind::onchange, does(Act::Goal(goal)));
                    });
                    d.el("span[aria-hidden=true]", |d| {
                        d.attr("class", &["sdg sdg-", &number].concat());
                        d.text(&scene.words.number(f64::from(goal)));
                    });
                    let key = ["goal.", &number].concat();
                    d.text_el("span", scene.words.text(&key));
                });
            }
        });
    });
}
