//! Which cities are compared: those suggested, and any other by name. Shows only.

use super::{Act, MOST};
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::{Scene, city_search};
use crate::queries::partner;
use crate::state::Answered;
use city_peers_engine::CityIx;
use yew::Callback;
use yew::virtual_dom::ListenerKind;

/// Boxes for the suggested ones, a field for any other.
pub(super) fn chooser(d: &mut Dom, scene: Scene, answered: Option<&Answered>) {
    let words = scene.words;
    d.el("div.chooser.no-print", |d| {
        let partners = answered.map(|a| &a.suggestions.partners);
        match partners.filter(|list| !list.is_empty()) {
            Some(partners) => d.el("fieldset.stack-s", |d| {
                d.with_el(
                    "legend.label",
                    "compare.suggested",
                    &[("city", scene.my_name())],
                );
                d.el("div.three", |d| {
                    for partner in partners.iter() {
                        suggestion(d, scene, partner.city);
                    }
                });
            }),
            None => d.nothing(),
        }
        d.el("div.stack-s.finder", |d| {
            d.word_el("label.label[for=city]", "compare.any");
            let chosen = d.act().clone();
            let pick = Callback::from(move |action| {
                chosen.emit(match action {
                    Action::Choose(city) => Act::Add(city).action(),
                    other => other,
                });
            });
            city_search::field(d, scene, None, [false; 2], pick);
            let full = scene.snapshot.visit.chosen.len() >= MOST;
            let key = if full {
                "compare.most.full"
            } else {
                "compare.most"
            };
            let most = words.number(MOST as f64);
            d.with_el("p.note", key, &[("n", &most)]);
        });
        chosen(d, scene);
    });
}

fn suggestion(d: &mut Dom, scene: Scene, city: CityIx) {
    let visit = &scene.snapshot.visit;
    let here = visit.chosen.contains(&city);
    d.el("label.check", |d| {
        d.key(city.0);
        d.el("input[type=checkbox]", |d| {
            d.checked(here);
            d.flag("disabled", !here && visit.chosen.len() >= MOST);
            d.on(ListenerKind::onchange, Act::Toggle(city).action());
        });
        d.el("span", |d| {
            d.text(scene.snapshot.name(city, scene.words.lang()));
            let about = partner::about(scene.words, &scene.snapshot.loaded.directory, city);
            d.text_el("small.note", &about);
        });
    });
}

/// The chosen ones, while there are not enough of them for a comparison with a head of its own.
fn chosen(d: &mut Dom, scene: Scene) {
    let visit = &scene.snapshot.visit;
    if usize::from(visit.has_city()) + visit.chosen.len() >= 2 || visit.chosen.is_empty() {
        return d.nothing();
    }
    d.el("p.tags", |d| {
        for &city in &visit.chosen {
            let name = scene.snapshot.name(city, scene.words.lang());
            d.el("button.tag[type=button]", |d| {
                d.attr(
                    "aria-label",
                    &scene.words.with("compare.remove.of", &[("city", name)]),
                );
                d.on(ListenerKind::onclick, Act::Remove(city).action());
                d.text(name);
            });
        }
    });
}
