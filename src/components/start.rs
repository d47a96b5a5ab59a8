//! The question: your city, what for, about which topics.

use super::dom::Dom;
use super::{Scene, city_search, map};
use crate::action::Action;
use crate::later::{Act, profile};
use crate::queries::partner::topic_name;
use crate::state::{MAX_TOPICS, View};
use city_peers_engine::model::Purpose;
use city_peers_engine::order::sort_short;
use yew::virtual_dom::ListenerKind;

/// Topics shown at once; the others wait behind a disclosure.
const FIRST: usize = 12;

/// The view.
pub(crate) fn start(d: &mut Dom, scene: Scene) {
    let missing = scene.snapshot.visit.missing;
    d.el("div.page", |d| {
        hero(d, scene);
        d.el("div.ask", |d| {
            d.el("div.legend", |d| d.word_el("label[for=city]", "start.city"));
            d.el("div.stack-s", |d| {
                let act = d.act().clone();
                let chosen = scene.snapshot.visit.asked.city;
                city_search::field(d, scene, chosen, [missing, false], act);
                d.el("details", |d| {
                    d.word_el("summary", "start.not-here");
                    d.el("div.stack-s", |d| {
                        d.word_el("p.text", "start.not-here.text");
                        d.el("button.button[type=button]", |d| {
                            // The first leads to the form; the second, once it can be done, begins a new one.
                            for action in [
                                Action::Show(View::Profile),
                                Action::Later(Act::Profile(profile::Act::New)),
                            ] {
                                d.on(ListenerKind::onclick, action);
                            }
                            d.word("start.describe");
                        });
                    });
                });
            });
        });
        d.el("fieldset.ask", |d| {
            d.word_el("legend", "start.purpose");
            d.el("div.two", |d| {
                for purpose in Purpose::ALL {
                    purpose_choice(d, purpose, scene.snapshot.visit.asked.purpose == purpose);
                }
            });
        });
        d.el("fieldset.ask", |d| {
            d.word_el("legend", "start.topics");
            topics(d, scene);
        });
        d.el("div.ask", |d| {
            d.empty_el("span", &[]);
            d.el("div.actions", |d| {
                let text = scene.t("start.partners");
                let what = "button.button.primary[part=button]";
                d.button(what, Action::Show(View::Partners), text);
                let text = scene.t("start.practices");
                let what = "button.button[part=button]";
                d.button(what, Action::Show(View::Practices), text);
            });
        });
    });
}

fn hero(d: &mut Dom, scene: Scene) {
    let counts = scene.snapshot.loaded.directory.counts;
    let number = |n: u32| scene.words.number(f64::from(n));
    d.el("div.hero", |d| {
        d.el("div.stack", |d| {
            d.word_el("h2", "start.title");
            d.word_el("p.lead", "start.lead");
        });
        d.el("figure", |d| {
            map::map(d, scene, scene.snapshot.visit.asked.city, &[]);
            d.with_el(
                "figcaption",
                "start.caption",
                &[
                    ("cities", &number(counts.cities)),
                    ("countries", &number(counts.countries)),
                    ("practices", &number(counts.practices)),
                    ("practice-cities", &number(counts.practice_cities)),
                ],
            );
        });
    });
}

#[inline(never)]
pub(crate) fn purpose_choice(d: &mut Dom, purpose: Purpose, chosen: bool) {
    let (title, note) = match purpose {
        Purpose::Learn => ("purpose.learn", "purpose.learn.note"),
        Purpose::Exchange => ("purpose.exchange", "purpose.exchange.note"),
        Purpose::Share => ("purpose.share", "purpose.share.note"),
        Purpose::Group => ("purpose.group", "purpose.group.note"),
    };
    d.el("label.check", |d| {
        d.el("input[type=radio][name=purpose]", |d| {
            d.value(purpose.code());
            d.checked(chosen);
            d.on(ListenerKind::onchange, Action::Purpose(purpose));
        });
        d.el("span", |d| {
            d.word_el("b", title);
            d.text(" ");
            d.word_el("span.note", note);
        });
    });
}

/// All topics: those that most cities can help with, and the others by name.
#[inline(never)]
pub(crate) fn in_order(scene: Scene) -> (Vec<u8>, Vec<u8>) {
    let directory = &scene.snapshot.loaded.directory;
    let mut order: Vec<u8> = (0..directory.vocabulary.topics.len().min(255) as u8).collect();
    // Offers are in the core: the order stands before the practices have arrived.
    let mut offers = vec![0; order.len()];
    for (_, statement) in &directory.cities.statements {
        for offer in &statement.offers {
            if let Some(count) = offers.get_mut(usize::from(offer.0)) {
                *count += 1;
            }
        }
    }
    let offers = |topic: u8| offers.get(usize::from(topic)).copied();
    sort_short(&mut order, |&a, &b| offers(a) > offers(b));
    let mut rest = order.split_off(order.len().min(FIRST));
    let name = |topic: u8| topic_name(scene.words, directory, topic);
    sort_short(&mut rest, |&a, &b| name(a) < name(b));
    (order, rest)
}

fn topics(d: &mut Dom, scene: Scene) {
    let (words, snapshot) = (scene.words, scene.snapshot);
    let (first, rest) = in_order(scene);
    d.el("div.stack-s", |d| {
        let most = words.number(MAX_TOPICS as f64);
        d.with_el("p.note", "start.topics.note", &[("most", &most)]);
        d.el("div.three", |d| topic_choices(d, scene, &first));
        if !rest.is_empty() {
            d.el("details", |d| {
                // A chosen topic must not hide behind a closed disclosure.
                let chosen = &snapshot.visit.asked.topics;
                d.flag("open", rest.iter().any(|topic| chosen.contains(topic)));
                let all = words.count("start.all-topics", first.len() + rest.len(), &[]);
                d.text_el("summary", &all);
                d.el("div.three.index", |d| topic_choices(d, scene, &rest));
            });
        }
    });
}

#[inline(never)]
pub(crate) fn topic_choices(d: &mut Dom, scene: Scene, topics: &[u8]) {
    let snapshot = scene.snapshot;
    let directory = &snapshot.loaded.directory;
    let chosen = &snapshot.visit.asked.topics;
    for &topic in topics {
        let Some(term) = directory.vocabulary.topics.get(usize::from(topic)) else {
            continue;
        };
        let checked = chosen.contains(&topic);
        d.el("label.check", |d| {
            d.key(topic.into());
            d.el("input[type=checkbox][name=topic]", |d| {
                d.value(&term.code);
                d.checked(checked);
                d.flag("disabled", !checked && chosen.len() >= MAX_TOPICS);
                d.on(ListenerKind::onchange, Action::Topic(topic));
            });
            d.el("span", |d| {
                d.text(topic_name(scene.words, directory, topic));
                if let Some(practices) = snapshot.practices.ready() {
                    let mut count = 0.0;
                    for entry in &practices.entries {
                        if entry.practice.topics.contains(&term.code) {
                            count += 1.0;
                        }
                    }
                    d.text(" ");
                    d.text_el("small", &scene.words.number(count));
                }
            });
        });
    }
}
