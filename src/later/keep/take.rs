//! Taking away and coming back: the link with what it carries, files, tables; what is said after opening one.

use super::{Act, Copied, Field, Memory, Note, Rows, link};
use crate::action::Action;
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::later;
use crate::state::Visit;
use js_sys::{Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use yew::virtual_dom::ListenerKind;

/// An act of this folder.
pub(super) fn does(act: Act) -> Action {
    Action::Later(later::Act::Keep(act))
}

/// Today, as ISO 8601 writes it.
pub(super) fn today() -> String {
    let now = String::from(Date::new_0().to_iso_string());
    now.get(..10).unwrap_or_default().to_owned()
}

/// Today in words.
pub(super) fn date(lang: &str) -> String {
    let now = Date::new_0();
    let options = Object::new();
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&options, &"dateStyle".into(), &"long".into());
    let format = Reflect::get(&now, &"toLocaleDateString".into());
    let format = format.ok().and_then(|f| f.dyn_into::<Function>().ok());
    let said = format.and_then(|f| f.call2(&now, &JsValue::from_str(lang), &options).ok());
    said.and_then(|s| s.as_string()).unwrap_or_else(today)
}

/// Everything that can be taken away, and the way back.
pub(super) fn away(d: &mut Dom, scene: Scene, memory: &Memory) {
    let visit = &scene.snapshot.visit;
    d.el("div.stack-s", |d| {
        d.el("p.actions", |d| {
            d.el("button.link[type=button][id=link]", |d| {
                let open = if memory.link_open { "true" } else { "false" };
                d.attr("aria-expanded", open);
                d.on(ListenerKind::onclick, does(Act::Link));
                d.word("take.link");
            });
            d.button("button.link", does(Act::SaveFile), scene.t("take.save"));
            opener(d);
        });
        if memory.link_open {
            carries(d, scene, memory);
        } else {
            d.nothing();
        }
        if visit.has_city() {
            d.el("p.actions", |d| {
                let partners = does(Act::SaveTable(Rows::Partners));
                d.button("button.link", partners, scene.t("take.table.partners"));
                let practices = does(Act::SaveTable(Rows::Practices));
                d.button("button.link", practices, scene.t("take.table.practices"));
            });
        }
    });
}

/// The choice of a file: the browser's own field would speak the browser's language.
fn opener(d: &mut Dom) {
    d.el("label.file", |d| {
        d.el(
            "input.hide[type=file][accept=.json,application/json]",
            |d| {
                // Emptied again, so that the same file can be chosen twice.
                d.value("");
                d.typed(ListenerKind::onchange, later::Field::Keep(Field::OpenFile));
            },
        );
        d.word_el("span.link", "take.open");
    });
}

fn carries(d: &mut Dom, scene: Scene, memory: &Memory) {
    let visit = &scene.snapshot.visit;
    d.el("div.gain.stack-s", |d| {
        d.text_el("p", &parts(scene, visit));
        d.word_el("p.note", "take.never");
        let kept = &visit.kept;
        let notes = |list: &[(_, String)]| list.iter().any(|(_, note)| !note.is_empty());
        let practices = kept.practices.iter().any(|(_, note)| !note.is_empty());
        if notes(&kept.cities) || practices {
            tick(d, "take.notes", Field::TickNotes, memory.ticked.notes);
        } else {
            d.nothing();
        }
        if visit.draft.is_some() {
            tick(d, "take.profile", Field::TickProfile, memory.ticked.profile);
        } else {
            d.nothing();
        }
        d.el("label.label[for=address]", |d| d.word("take.address"));
        d.el("input.input[id=address][readonly=][dir=ltr]", |d| {
            d.value(&link::address(scene.snapshot, memory.ticked));
        });
        d.el("p.actions", |d| {
            d.button("button.button", does(Act::CopyLink), scene.t("take.copy"));
            outcome(d, memory, Copied::Link);
        });
    });
}

/// What came of copying, beside the button.
pub(super) fn outcome(d: &mut Dom, memory: &Memory, what: Copied) {
    match memory.copied.filter(|(copied, _)| *copied == what) {
        Some((_, true)) => d.word_el("span.note", "take.copied"),
        Some((_, false)) => d.word_el("span.note", "take.refused"),
        None => d.nothing(),
    }
}

fn tick(d: &mut Dom, key: &'static str, field: Field, ticked: bool) {
    d.el("label.check", |d| {
        d.el("input[type=checkbox]", |d| {
            d.checked(ticked);
            d.typed(ListenerKind::onchange, later::Field::Keep(field));
        });
        d.word_el("span", key);
    });
}

/// "The link carries your city and question, 2 cities to compare and 3 things you keep."
fn parts(scene: Scene, visit: &Visit) -> String {
    let words = scene.words;
    let mut parts = vec![words.text("take.part.question").to_owned()];
    for (key, n) in [
        ("take.part.chosen", visit.chosen.len()),
        ("take.part.kept", visit.kept.len()),
    ] {
        if n > 0 {
            parts.push(words.count(key, n, &[]));
        }
    }
    words.with("take.carries", &[("parts", &words.list(&parts))])
}

/// What is said above the view: that something was opened, what of it could not be, and the way back.
pub(super) fn note(d: &mut Dom, scene: Scene, note: &Note) {
    d.el("div.page.told", |d| {
        d.el(
            "div.message.stack-s[id=note][role=status][tabindex=-1]",
            |d| {
                d.el("p", |d| d.word_el("b", note.title));
                if !note.problems.is_empty() {
                    d.el("ul.plain", |d| d.each("li", &note.problems));
                }
                d.el("p.actions", |d| {
                    if note.before.is_some() {
                        d.button("button.link", does(Act::Undo), scene.t("take.undo"));
                    }
                    d.button("button.link", does(Act::Close), scene.t("take.close"));
                });
            },
        );
    });
}
