//! The shortlist: cities and practices with the visitor's notes, in the visitor's order.

use super::list::{handle, name, toggling};
use super::take::{self, does};
use super::{Act, Field, Item, Memory};
use crate::action::Action;
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::later;
use crate::queries::{partner, practice};
use crate::state::View;
use yew::virtual_dom::ListenerKind;

/// The view.
pub(super) fn view(d: &mut Dom, scene: Scene, memory: &Memory) {
    let kept = &scene.snapshot.visit.kept;
    d.el("div.page", |d| {
        d.el("header.stack-s", |d| {
            d.word_el("h2", "kept.title");
            d.word_el("p.note", "kept.stays");
        });
        match &memory.gone {
            Some((item, ..)) => gone(d, scene, *item),
            None => d.nothing(),
        }
        if kept.len() == 0 {
            empty(d, scene);
        } else {
            d.nothing();
        }
        cities(d, scene);
        practices(d, scene);
        d.el("section.section.no-print[part=section]", |d| {
            d.el("header", |d| d.word_el("h3", "take.title"));
            take::away(d, scene, memory);
        });
    });
}

/// What was let go of, and the way back.
fn gone(d: &mut Dom, scene: Scene, item: Item) {
    d.el("div.message.gone-note.no-print", |d| {
        d.el("p.actions", |d| {
            let name = name(scene.words, scene.snapshot, item);
            d.with_el("span", "kept.gone", &[("name", name)]);
            d.el("button.link[type=button][id=back]", |d| {
                d.on(ListenerKind::onclick, does(Act::Back));
                d.word("take.undo");
            });
        });
    });
}

fn empty(d: &mut Dom, scene: Scene) {
    d.el("div.stack.calm", |d| {
        d.word_el("p.lead", "kept.none");
        d.word_el("p.text", "kept.how");
        d.el("p.actions", |d| {
            if scene.snapshot.visit.has_city() {
                let to = Action::Show(View::Partners);
                d.button("button.button.primary", to, scene.t("kept.to-partners"));
                let to = Action::Show(View::Practices);
                d.button("button.button", to, scene.t("kept.to-practices"));
            } else {
                let to = Action::Show(View::Start);
                d.button("button.button.primary", to, scene.t("kept.to-start"));
            }
        });
    });
}

fn cities(d: &mut Dom, scene: Scene) {
    let cities = &scene.snapshot.visit.kept.cities;
    if cities.is_empty() {
        return d.nothing();
    }
    let count = cities.len();
    d.el("section.section[part=section]", |d| {
        d.el("header", |d| {
            d.word_el("h3", "kept.cities");
            if scene.snapshot.visit.has_city() {
                d.el("p.no-print", |d| {
                    d.button("button.link", does(Act::Compare), scene.t("kept.compare"));
                });
            }
        });
        d.el("ol.rows", |d| {
            for (at, (city, note)) in cities.iter().enumerate() {
                let item = Item::City(*city);
                d.el("li.kept", |d| {
                    d.key(city.0);
                    d.el("div", |d| {
                        d.text_el("h4", name(scene.words, scene.snapshot, item));
                        let directory = &scene.snapshot.loaded.directory;
                        d.text_el("p.note", &partner::about(scene.words, directory, *city));
                        d.el("p.actions.no-print", |d| {
                            let visit = &scene.snapshot.visit;
                            if visit.has_city() && visit.asked.city != Some(*city) {
                                let to = Action::Show(View::Brief(*city));
                                d.button("button.button", to, scene.t("kept.brief"));
                            }
                            order(d, scene, item, at, count);
                        });
                    });
                    writing(d, scene, item, note);
                });
            }
        });
    });
}

fn practices(d: &mut Dom, scene: Scene) {
    let practices = &scene.snapshot.visit.kept.practices;
    let entries = scene.snapshot.practices.ready().map(|p| &p.entries);
    let Some(entries) = entries.filter(|_| !practices.is_empty()) else {
        return d.nothing();
    };
    let count = practices.len();
    d.el("section.section[part=section]", |d| {
        d.el("header", |d| d.word_el("h3", "kept.practices"));
        d.el("ol.rows", |d| {
            for (at, (ix, note)) in practices.iter().enumerate() {
                let Some(entry) = entries.get(*ix) else {
                    continue;
                };
                let item = Item::Practice(*ix);
                d.el("li.kept", |d| {
                    d.key(*ix as u32);
                    d.el("div", |d| {
                        d.el("h4[lang=en]", |d| {
                            let to = Action::Show(View::Practice(*ix));
                            if scene.snapshot.visit.has_city() {
                                d.button("button.link", to, &entry.practice.title);
                            } else {
                                d.text(&entry.practice.title);
                            }
                        });
                        let about = practice::about(scene.words, scene.snapshot, entry);
                        d.text_el("p.note", &about);
                        d.el("p.actions.no-print", |d| {
                            order(d, scene, item, at, count);
                        });
                    });
                    writing(d, scene, item, note);
                });
            }
        });
    });
}

/// The visitor's note: to write on screen, to read on paper.
pub(super) fn writing(d: &mut Dom, scene: Scene, item: Item, note: &str) {
    let id = ["note-", &handle(item)].concat();
    let name = name(scene.words, scene.snapshot, item);
    d.el("div.stack-s", |d| {
        let label = if note.is_empty() {
            "label.label.no-print"
        } else {
            "label.label"
        };
        d.el(label, |d| {
            d.attr("for", &id);
            d.with("kept.note", &[("name", name)]);
        });
        d.el("textarea.input.no-print[rows=2]", |d| {
            d.attr("id", &id);
            d.value(note);
            let field = |field| later::Field::Keep(field);
            d.typed(ListenerKind::oninput, field(Field::Note(item)));
            d.typed(ListenerKind::onchange, field(Field::Noted));
        });
        d.text_el("p.text.on-paper", note);
    });
}

/// One place up, one down, away.
fn order(d: &mut Dom, scene: Scene, item: Item, at: usize, count: usize) {
    let name = name(scene.words, scene.snapshot, item);
    let mut press = |there: bool, id: &str, key: &'static str, said: &'static str, act: Act| {
        if !there {
            return d.nothing();
        }
        d.el("button.link[type=button]", |d| {
            d.attr("id", &[id, &handle(item)].concat());
            d.attr("aria-label", &scene.words.with(said, &[("name", name)]));
            d.on(ListenerKind::onclick, does(act));
            d.word(key);
        });
    };
    let (up, down) = (Act::Move(item, true), Act::Move(item, false));
    press(at > 0, "up-", "kept.up", "kept.up.of", up);
    press(at + 1 < count, "down-", "kept.down", "kept.down.of", down);
    press(true, "away-", "kept.away", "kept.away.of", toggling(item));
}
