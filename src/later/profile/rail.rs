//! Beside the form: how settled the answer is, what one more fact would bring, where one is in the form.

use super::place::act;
use super::view::Section;
use super::{Act, Memory};
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::components::figures::percent;
use crate::queries::value;
use city_peers_engine::Directory;
use city_peers_engine::gain::{Gain, gains};
use city_peers_engine::model::Profile;
use city_peers_engine::suggest::query_weights;
use yew::virtual_dom::ListenerKind;

/// Facts shown that would bring most.
const SHOWN: usize = 4;

/// What each unknown fact would bring.
pub(super) fn worth(scene: Scene, memory: &Memory, profile: &Profile) -> Vec<Gain> {
    let directory: &Directory = &scene.snapshot.loaded.directory;
    let Some(learned) = &memory.learned else {
        return Vec::new();
    };
    let subject = super::subject(directory, profile);
    let weights = query_weights(directory, &scene.snapshot.visit.asked.query());
    gains(&learned.spreads, &subject.cells, &weights)
}

/// The rail.
pub(super) fn rail(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    profile: &Profile,
    sections: &[Section],
) {
    d.el("aside.rail[part=rail]", |d| {
        d.attr("aria-label", scene.t("your.rail"));
        d.el("section.stack-s", |d| {
            settled(d, scene, memory);
            worth_most(d, scene, &worth(scene, memory, profile));
        });
        d.el("nav.outline", |d| {
            d.attr("aria-label", scene.t("your.parts"));
            d.el("ol", |d| {
                for section in sections {
                    d.el("li", |d| {
                        d.el("button[type=button]", |d| {
                            d.on(ListenerKind::onclick, act(Act::Jump(section.id)));
                            d.text_el("span", &section.title);
                            d.text_el("span.quiet", &section.count);
                        });
                    });
                }
            });
        });
    });
}

fn settled(d: &mut Dom, scene: Scene, memory: &Memory) {
    let words = scene.words;
    d.word_el("h3.label", "your.settled");
    let known = memory
        .settled
        .as_ref()
        .filter(|_| scene.snapshot.visit.has_city());
    d.el("p[role=status]", |d| match known {
        Some((answered, stay)) => {
            let all = answered.suggestions.partners.len();
            d.text(&words.count(
                "your.settled.of",
                *stay,
                &[("all", &words.number(all as f64))],
            ));
        }
        None => d.word_el("span.quiet", "your.settled.unknown"),
    });
    let (stay, all) = known.map_or((0, 10), |(a, stay)| {
        (*stay, a.suggestions.partners.len().max(1))
    });
    d.el("svg.flow[aria-hidden=true][width=100%][height=14]", |d| {
        for at in 0..all {
            let share = 1.0 / all as f64;
            let (x, width) = (percent(share * (at as f64 + 0.04)), percent(share * 0.9));
            let shape = if at < stay {
                "rect.like[y=1][height=11]"
            } else {
                "rect.gone[y=1][height=11]"
            };
            d.empty_el(shape, &[("x", &x), ("width", &width)]);
        }
    });
    d.word_el("p.note", "your.settled.note");
}

fn worth_most(d: &mut Dom, scene: Scene, gains: &[Gain]) {
    let words = scene.words;
    let directory = &scene.snapshot.loaded.directory;
    let Some(most) = gains.first().map(Gain::worth) else {
        d.word_el("p.note", "your.worth.none");
        return;
    };
    d.word_el("p.label", "your.worth");
    d.el("table.why", |d| {
        d.word_el("caption.hide", "your.worth.caption");
        d.el("tbody", |d| {
            for gain in gains.iter().take(SHOWN) {
                let Some(indicator) = directory.catalogue.indicators.get(gain.indicator) else {
                    continue;
                };
                d.el("tr", |d| {
                    d.el("th[scope=row]", |d| {
                        let to = act(Act::Go(gain.indicator as u16));
                        d.button("button.link", to, value::label(words, indicator));
                    });
                    d.el("td", |d| {
                        d.el("svg.flow[aria-hidden=true][width=100%][height=8]", |d| {
                            d.empty_el("rect.track[width=100%][height=8]", &[]);
                            let width = percent(gain.worth() / most);
                            d.empty_el("rect.like[height=8]", &[("width", &width)]);
                        });
                    });
                    d.text_el("td.num", &words.number(f64::from(gain.cities)));
                });
            }
        });
    });
    d.word_el("p.note", "your.worth.note");
}
