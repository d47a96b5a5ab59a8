//! The question as a sentence; its slots open what can be chosen.

use super::Scene;
use super::dom::Dom;
use crate::action::Action;
use crate::queries::partner::topic_name;
use crate::state::{Answered, Panel};
use crate::words::Piece;
use yew::virtual_dom::ListenerKind;

/// The query as a sentence; each slot is a button that opens its choice below.
pub(crate) fn question(d: &mut Dom, scene: Scene, answered: &Answered) {
    let asked = &answered.asked;
    let any = asked.topics.is_empty();
    let code = asked.purpose.code();
    let key = ["question.", code, if any { ".any" } else { "" }].concat();
    let purpose = ["slot.", code].concat();
    d.el("h2.question[part=question]", |d| {
        for piece in scene.words.pieces(&key) {
            match piece {
                Piece::Text(text) => d.text(text),
                Piece::Place("city") => slot(d, scene, Panel::City, scene.my_name()),
                Piece::Place("purpose") => {
                    slot(d, scene, Panel::Purpose, scene.words.text(&purpose))
                }
                Piece::Place("topics") if any => slot(d, scene, Panel::Topics, scene.t("slot.any")),
                Piece::Place("topics") => {
                    slot(d, scene, Panel::Topics, &topics(scene, &asked.topics));
                }
                Piece::Place(_) => {}
            }
        }
    });
}

/// A place of the sentence that can be filled otherwise.
#[inline(never)]
fn slot(d: &mut Dom, scene: Scene, panel: Panel, text: &str) {
    let open = scene.snapshot.visit.panel == Some(panel);
    d.el("button.slot[type=button]", |d| {
        d.attr("id", panel.slot());
        d.attr("aria-expanded", if open { "true" } else { "false" });
        if open {
            d.attr("aria-controls", "panel");
            d.on(ListenerKind::onkeydown, Action::Panel(panel));
        }
        d.on(ListenerKind::onclick, Action::Panel(panel));
        d.text(text);
    });
}

fn topics(scene: Scene, topics: &[u8]) -> String {
    let directory = &scene.snapshot.loaded.directory;
    let mut names = Vec::new();
    for &topic in topics {
        names.push(scene.words.lower(topic_name(scene.words, directory, topic)));
    }
    scene.words.list(&names)
}
