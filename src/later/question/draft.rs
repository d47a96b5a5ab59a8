//! Needs and offers of the visitor's city: kept in the draft of its profile, which begins as what the directory has.

use super::super::{Effect, World};
use crate::components::Scene;
use crate::state::{Panel, Part, Shared, Snapshot};
use city_peers_engine::model::{Need, Offer, Profile};

/// A change of the draft.
#[derive(Clone, Copy, Debug)]
pub(in crate::later) enum Edit {
    /// Importance of a topic, 1–3.
    Need(u8, u8),
    /// How much of a topic can be offered, 1–3; 0 = nothing.
    Offer(u8, u8),
}

/// What is known of the visitor's profile.
pub(super) enum Own<'a> {
    /// Here it is.
    Here(&'a Profile),
    /// On its way.
    Coming,
    /// It could not be fetched.
    Failed,
}

/// The visitor's profile: as they changed it, or as the directory has it.
pub(super) fn own(snapshot: &Snapshot) -> Own<'_> {
    if let Some(draft) = &snapshot.visit.draft {
        return Own::Here(draft);
    }
    let city = snapshot.visit.asked.city;
    let known = snapshot.details.iter().find(|each| Some(each.0) == city);
    let id = city.map(|city| snapshot.loaded.directory.id(city));
    match known.map(|each| &each.1) {
        // The profile of another city would answer in its name.
        Some(Part::Ready(profile)) if Some(profile.id.as_str()) != id => Own::Failed,
        Some(Part::Ready(profile)) => Own::Here(profile),
        Some(Part::Failed) => Own::Failed,
        _ => Own::Coming,
    }
}

/// Asks for the profile.
pub(super) fn fetch(world: &mut World) {
    let city = world.visit.asked.city;
    world
        .effects
        .extend(city.map(|city| Effect::Details(vec![city])));
}

/// Changes the draft, now or as soon as the profile is there.
pub(super) fn edit(world: &mut World, edit: Edit) {
    world.memory.question.edits.push(edit);
    apply(world);
}

/// The profile may have arrived, or is wanted now.
pub(super) fn notice(world: &mut World) {
    apply(world);
    let city = world.visit.asked.city;
    let asked_for = world
        .snapshot
        .details
        .iter()
        .any(|each| Some(each.0) == city);
    if world.visit.panel == Some(Panel::Topics) && world.visit.draft.is_none() && !asked_for {
        fetch(world);
    }
}

fn apply(world: &mut World) {
    if world.memory.question.edits.is_empty() {
        return;
    }
    let mut profile = match (&world.visit.draft, own(world.snapshot)) {
        (Some(draft), _) => Profile::clone(draft),
        (None, Own::Here(profile)) => profile.clone(),
        (None, Own::Coming) => return,
        (None, Own::Failed) => return world.memory.question.edits.clear(),
    };
    let topics = &world.snapshot.loaded.directory.vocabulary.topics;
    for edit in world.memory.question.edits.drain(..) {
        let (Edit::Need(topic, _) | Edit::Offer(topic, _)) = edit;
        if let Some(term) = topics.get(usize::from(topic)) {
            change(&mut profile, &term.code, edit);
        }
    }
    world.visit.draft = Some(Shared::new(profile));
    world.visit.drafts += 1;
    world.effects.push(Effect::Rank);
}

fn change(profile: &mut Profile, topic: &str, edit: Edit) {
    match edit {
        Edit::Need(_, importance) => {
            match profile.needs.iter_mut().find(|need| need.topic == topic) {
                Some(need) => need.importance = importance,
                None => profile.needs.push(Need {
                    topic: topic.to_owned(),
                    importance,
                    note: None,
                }),
            }
        }
        Edit::Offer(_, 0) => profile.offers.retain(|offer| offer.topic != topic),
        Edit::Offer(_, strength) => {
            match profile.offers.iter_mut().find(|offer| offer.topic == topic) {
                Some(offer) => offer.strength = strength,
                None => profile.offers.push(Offer {
                    topic: topic.to_owned(),
                    strength,
                    practices: Vec::new(),
                    note: None,
                }),
            }
        }
    }
}

/// How important a topic is to the visitor; in full where they do not say.
pub(super) fn importance(scene: Scene, profile: &Profile, topic: u8) -> u8 {
    let topics = &scene.snapshot.loaded.directory.vocabulary.topics;
    let code = topics
        .get(usize::from(topic))
        .map(|term| term.code.as_str());
    let mut needs = profile.needs.iter();
    let need = needs.find(|need| Some(need.topic.as_str()) == code);
    need.map_or(3, |need| need.importance)
}
