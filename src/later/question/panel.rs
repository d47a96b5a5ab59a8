//! The chooser that is open under the question: city, purpose or topics.

use super::{Memory, topics};
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::{Scene, city_search, start};
use crate::state::Panel;
use city_peers_engine::model::Purpose;
use yew::virtual_dom::ListenerKind;

/// Shows it; keeps its place where none is open.
pub(super) fn open(d: &mut Dom, scene: Scene, memory: &Memory) {
    let Some(panel) = scene.snapshot.visit.panel else {
        return d.nothing();
    };
    let (title, number) = match panel {
        Panel::City => ("ask.city", 0),
        Panel::Purpose => ("ask.purpose", 1),
        Panel::Topics => ("ask.topics", 2),
    };
    d.el("div.panel[id=panel][role=group]", |d| {
        d.key(number);
        d.attr("aria-label", scene.t(title));
        // Escape closes it from wherever the focus is inside.
        d.on(ListenerKind::onkeydown, Action::Panel(panel));
        match panel {
            Panel::City => city(d, scene),
            Panel::Purpose => purpose(d, scene),
            Panel::Topics => topics::topics(d, scene, &memory.near),
        }
        d.el("p.actions", |d| {
            d.button("button.button", Action::Panel(panel), scene.t("ask.done"));
        });
    });
}

/// Another city: the list follows as soon as one is picked.
fn city(d: &mut Dom, scene: Scene) {
    d.el("div.stack-s", |d| {
        d.word_el("label.label[for=city]", "ask.city");
        let act = d.act().clone();
        city_search::field(d, scene, None, [false; 2], act);
    });
}

fn purpose(d: &mut Dom, scene: Scene) {
    let chosen = scene.snapshot.visit.asked.purpose;
    d.el("fieldset", |d| {
        d.word_el("legend.label", "start.purpose");
        d.el("div.two", |d| {
            for purpose in Purpose::ALL {
                start::purpose_choice(d, purpose, purpose == chosen);
            }
        });
    });
}
