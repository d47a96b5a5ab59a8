//! What counts for likeness: a slider for each facet. From weights to words and positions, and back.

use super::{Act, Field, Memory, change, does, field};
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::queries::partner::topic_name;
use crate::state::{Answered, Snapshot};
use crate::words::Words;
use city_peers_engine::model::Facet;
use city_peers_engine::weights::facet_factors;
use yew::virtual_dom::ListenerKind;

/// Factors that a slider can be set to, hundredths, with their words.
const STOPS: [(u16, &str); 5] = [
    (0, "weight.none"),
    (50, "weight.less"),
    (100, "weight.usual"),
    (200, "weight.more"),
    (300, "weight.much"),
];
/// Up to here a factor shows as the stop of the same position: the middle, as ratios go.
const UP_TO: [u16; 4] = [12, 70, 141, 244];

/// The stop that shows a factor.
fn stop(factor: u16) -> usize {
    UP_TO.iter().filter(|most| factor > **most).count()
}

/// What the topics make of the facets, hundredths.
fn set_by_topics(snapshot: &Snapshot) -> Vec<u16> {
    let directory = &snapshot.loaded.directory;
    let topics = &snapshot.visit.asked.topics;
    facet_factors(&directory.catalogue, &directory.purposes, topics, &[])
}

/// The visitor's weights with one facet at another stop. None at all where nothing differs from what the topics set.
pub(super) fn moved(snapshot: &Snapshot, sliders: &[u16], facet: u8, to: usize) -> Vec<u16> {
    let set = set_by_topics(snapshot);
    let mut sliders = sliders.to_vec();
    sliders.resize(set.len(), 100);
    let at = usize::from(facet);
    if let (Some(slider), Some(set)) = (sliders.get_mut(at), set.get(at)) {
        *slider = if to == stop(*set) {
            100
        } else {
            against(STOPS.get(to).map_or(100, |stop| stop.0), *set)
        };
    }
    if sliders.iter().all(|slider| *slider == 100) {
        sliders.clear();
    }
    sliders
}

/// The visitor's weights that make all facets count the same.
pub(super) fn even(snapshot: &Snapshot) -> Vec<u16> {
    let set = set_by_topics(snapshot);
    let sliders: Vec<u16> = set.iter().map(|set| against(100, *set)).collect();
    if sliders.iter().all(|slider| *slider == 100) {
        return Vec::new();
    }
    sliders
}

/// The slider that makes a factor out of what the topics set; rounded up, so that it does not fall short.
fn against(factor: u16, set: u16) -> u16 {
    let slider = (u32::from(factor) * 100).div_ceil(u32::from(set.max(1)));
    u16::try_from(slider).unwrap_or(u16::MAX)
}

/// The sliders.
pub(super) fn weights(d: &mut Dom, scene: Scene, memory: &Memory, answered: &Answered) {
    let (words, snapshot) = (scene.words, scene.snapshot);
    let asked = &snapshot.visit.asked;
    let set = set_by_topics(snapshot);
    let facets = &snapshot.loaded.directory.catalogue.facets;
    let mut stops = Vec::new();
    for (at, set) in set.iter().enumerate() {
        let slider = asked.sliders.get(at).copied().unwrap_or(100);
        stops.push(stop((u32::from(*set) * u32::from(slider) / 100) as u16));
    }
    d.el("section.stack-s[id=adjust][tabindex=-1]", |d| {
        d.word_el("h3.label", "weight.title");
        for ((at, facet), stop) in facets.iter().enumerate().zip(&stops) {
            slider(d, words, at as u8, facet, *stop);
        }
        d.el("p.note", |d| {
            if asked.sliders.is_empty() {
                d.text(&why(scene, answered, &set));
            } else {
                d.word("weight.own");
            }
        });
        d.el("p.actions", |d| {
            if asked.sliders.is_empty() {
                d.nothing();
            } else {
                d.button("button.link", does(Act::Usual), scene.t("weight.back"));
            }
            if stops.iter().all(|stop| *stop == 2) {
                d.nothing();
            } else {
                d.button("button.link", does(Act::Even), scene.t("weight.even"));
            }
        });
        // Last in its section: what changes below is not what is being moved.
        match &memory.change.through {
            None => d.nothing(),
            Some(through) if through.is_empty() => d.word_el("p.note", "weight.through.none"),
            Some(through) => {
                let cities = change::names(words, snapshot, through);
                let values = [("cities", cities.as_str())];
                d.text_el(
                    "p.note",
                    &words.count("weight.through", through.len(), &values),
                );
            }
        }
    });
}

fn slider(d: &mut Dom, words: &Words, at: u8, facet: &Facet, stop: usize) {
    let id = ["w", &at.to_string()].concat();
    let word = words.text(STOPS.get(stop).map_or("", |stop| stop.1));
    d.el("div.weight", |d| {
        d.key(at.into());
        d.el("label", |d| {
            d.attr("for", &id);
            d.text(name(words, facet));
        });
        d.el("output", |d| {
            d.attr("for", &id);
            // The range says the word itself.
            d.attr("aria-live", "off");
            d.text(word);
        });
        d.el("input[type=range][min=0][max=4][step=1]", |d| {
            d.attr("id", &id);
            d.attr("aria-valuetext", word);
            d.value(&stop.to_string());
            d.typed(ListenerKind::oninput, field(Field::Slider(at)));
            d.typed(ListenerKind::onchange, field(Field::Settled(at)));
        });
    });
}

fn name<'a>(words: &'a Words, facet: &'a Facet) -> &'a str {
    words
        .find(&["facet.", &facet.id].concat())
        .unwrap_or(&facet.label)
}

/// What the topics make count most.
fn why(scene: Scene, answered: &Answered, set: &[u16]) -> String {
    let (words, directory) = (scene.words, &scene.snapshot.loaded.directory);
    let most = set.iter().copied().max().unwrap_or(100);
    if set.iter().all(|each| *each == most) {
        return words.text("weight.same").to_owned();
    }
    let facets = directory.catalogue.facets.iter().zip(set);
    let facets: Vec<String> = facets
        .filter(|(_, set)| **set == most)
        .map(|(facet, _)| words.lower(name(words, facet)))
        .collect();
    let topics = answered.asked.topics.iter();
    let topics: Vec<String> = topics
        .map(|topic| words.lower(topic_name(words, directory, *topic)))
        .collect();
    let (topics, named) = (words.list(&topics), words.list(&facets));
    words.count(
        "weight.set",
        facets.len(),
        &[("topics", &topics), ("facets", &named)],
    )
}
