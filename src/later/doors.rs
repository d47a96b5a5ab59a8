//! The ways into what is loaded later. Every function here stays a function of its own and is called with leave alone;
//! what only they reach is left out of what pages load at once.

use super::partners::Figure;
use super::{
    Act, Effect, Field, Memory, Open, World, api, compare, deeds, keep, map, partners, practices,
    profile, question,
};
use crate::components::dom::Dom;
use crate::components::{Scene, held};
use crate::element::Host;
use crate::state::{Answered, View};
use city_peers_engine::format;
use city_peers_engine::model::Profile;
use city_peers_engine::suggest::Subject;
use city_peers_engine::{CityIx, Directory};
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;

/// Shows a view that is loaded later.
#[inline(never)]
pub(crate) fn view(
    _: Open,
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    answered: Option<&Answered>,
) {
    match (scene.snapshot.visit.view, answered) {
        (View::Profile, _) => profile::view(d, scene, memory),
        (View::Practices, Some(answered)) => practices::list(d, scene, memory, answered),
        (View::Practice(ix), Some(answered)) => practices::one(d, scene, memory, answered, ix),
        (View::Compare, answered) => compare::view(d, scene, memory, answered),
        (View::Map, Some(answered)) => map::view(d, scene, memory, answered),
        (View::Kept, _) => keep::view(d, scene, memory),
        (View::Brief(city), answered) => keep::brief(d, scene, memory, answered, city),
        _ => {}
    }
}

/// Shows what is open under the question.
#[inline(never)]
pub(crate) fn panel(_: Open, d: &mut Dom, scene: Scene, memory: &Memory) {
    question::panel(d, scene, memory);
}

/// Shows weights, filters and more beside the partners.
#[inline(never)]
pub(crate) fn rail(_: Open, d: &mut Dom, scene: Scene, memory: &Memory, answered: &Answered) {
    question::rail(d, scene, memory, answered);
    d.beside(held::BELOW, |d| {
        partners::rail(d, scene, memory, answered);
        keep::rail(d, scene, memory, answered);
    });
}

/// Shows how to read the figures of a row.
#[inline(never)]
pub(crate) fn how(_: Open, d: &mut Dom, scene: Scene, answered: &Answered) {
    partners::how(d, scene, answered);
}

/// Shows how certain the place of a row is.
#[inline(never)]
pub(crate) fn chance(_: Open, d: &mut Dom, scene: Scene, answered: &Answered, figure: &Figure) {
    partners::chance(d, scene, answered, figure);
}

/// Says what the order of some rows says.
#[inline(never)]
pub(crate) fn tied(
    _: Open,
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    answered: &Answered,
    cities: &[CityIx],
) {
    partners::tied(d, scene, memory, answered, cities);
}

/// Shows why a city is suggested, under its row.
#[inline(never)]
pub(crate) fn why(
    _: Open,
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    answered: &Answered,
    city: CityIx,
) {
    partners::why(d, scene, memory, answered, city);
}

/// Something was pressed.
#[inline(never)]
pub(crate) fn act(_: Open, world: &mut World, act: Act) {
    match act {
        Act::Profile(act) => profile::act(world, act),
        Act::Question(act) => question::act(world, act),
        Act::Partners(act) => partners::act(world, act),
        Act::Compare(act) => compare::act(world, act),
        Act::Practices(act) => practices::act(world, act),
        Act::Keep(act) => keep::act(world, act),
        Act::Map(act) => map::act(world, act),
    }
}

/// A field has a new value.
#[inline(never)]
pub(crate) fn typed(_: Open, world: &mut World, field: Field, value: &str) {
    match field {
        Field::Profile(field) => profile::typed(world, field, value),
        Field::Question(field) => question::typed(world, field, value),
        Field::Practices(field) => practices::typed(world, field, value),
        Field::Keep(field) => keep::typed(world, field, value),
    }
}

/// There is a new answer, another view, or news of a task: what the later views make of it.
#[inline(never)]
pub(crate) fn notice(_: Open, world: &mut World) {
    api::notice(world);
    question::notice(world);
    partners::notice(world);
    profile::notice(world);
    compare::notice(world);
    practices::notice(world);
    keep::notice(world);
    map::notice(world);
}

/// Goes on with long work for a few milliseconds; whether there is something new to see.
#[inline(never)]
pub(crate) fn work(_: Open, world: &mut World) -> bool {
    let partners = partners::work(world);
    profile::work(world) || partners
}

/// The city of a draft, as the engine compares it.
#[inline(never)]
pub(crate) fn subject(_: Open, directory: &Directory, draft: &Profile) -> Subject {
    profile::subject(directory, draft)
}

/// Begins what the page asks for; what has to wait for something else to be on screen stays.
#[inline(never)]
pub(crate) fn ask(_: Open, world: &mut World, asks: &mut Vec<Function>) {
    api::begin(world, asks);
}

/// Something is on screen: answers what the page has asked for. Gives the answer for the event, once it is whole.
#[inline(never)]
pub(crate) fn reply(
    _: Open,
    scene: Scene,
    memory: &mut Memory,
    answered: Option<&Answered>,
) -> Option<JsValue> {
    api::reply(scene, memory, answered)
}

/// Saves, copies, prints or hands over; what is not done at once promises to be, and which field takes what comes of it.
#[inline(never)]
pub(crate) fn deed(_: Open, host: &Host, effect: Effect) -> Option<(Promise, Field)> {
    deeds::deed(host, effect)
}

/// Restores what a link carries.
#[inline(never)]
pub(crate) fn link(_: Open, world: &mut World, link: &str) {
    keep::link(world, link);
}

/// What is to be said above any view.
#[inline(never)]
pub(crate) fn note(_: Open, d: &mut Dom, scene: Scene, memory: &Memory) {
    keep::note(d, scene, memory);
}

/// The profiles of a detail file; none where it is damaged.
#[inline(never)]
pub(crate) fn profiles(_: Open, bytes: &[u8]) -> Vec<Profile> {
    format::decode_details(bytes).unwrap_or_default()
}
