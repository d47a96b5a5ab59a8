//! Beside the partners: the chosen cities, and what can be taken away.

use super::take::{self, does};
use super::{Act, Memory};
use crate::action::Action;
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::state::View;

/// The end of the rail.
pub(super) fn rail(d: &mut Dom, scene: Scene, memory: &Memory) {
    let visit = &scene.snapshot.visit;
    let lang = scene.words.lang();
    d.el("section.stack-s", |d| {
        if visit.chosen.is_empty() {
            d.word_el("h3.label", "take.title");
        } else {
            let named = |city: &_| scene.snapshot.name(*city, lang).to_owned();
            let names: Vec<String> = visit.chosen.iter().map(named).collect();
            let chosen = scene.words.list(&names);
            d.with_el("h3.label", "take.chosen", &[("cities", &chosen)]);
            d.el("p.actions", |d| {
                let compare = Action::Show(View::Compare);
                d.button("button.button.primary", compare, scene.t("take.compare"));
            });
            briefs(d, scene);
        }
        if visit.kept.len() > 0 {
            d.el("p", |d| {
                let text = scene.words.count("take.kept", visit.kept.len(), &[]);
                d.button("button.link", Action::Show(View::Kept), &text);
            });
        }
        take::away(d, scene, memory);
        d.el("p", |d| {
            d.button("button.link", does(Act::Print), scene.t("take.print"));
        });
    });
}

/// A brief for each chosen city.
fn briefs(d: &mut Dom, scene: Scene) {
    d.el("ul", |d| {
        for &city in &scene.snapshot.visit.chosen {
            d.el("li", |d| {
                d.key(city.0);
                let name = scene.snapshot.name(city, scene.words.lang());
                let text = scene.words.with("take.brief", &[("city", name)]);
                d.button("button.link", Action::Show(View::Brief(city)), &text);
            });
        }
    });
}
