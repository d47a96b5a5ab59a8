//! What the page asks of the element: its methods and rich properties. Changes what is asked; answers once it is on screen.
//!
//! An ask is a function of the loader that says `what` with which `value`, see [`crate::element::reply`].

mod options;

use super::profile::file;
use super::{Effect, World, answer, compare, keep, profile};
use crate::components::Scene;
use crate::element;
use crate::state::{Answered, Part, Shared, View};
use city_peers_engine::CityIx;
use city_peers_engine::model::Profile;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Begun, and not on screen yet.
    pub pending: Vec<Function>,
    /// The visitor's profile as the page knows it.
    pub told: Option<Shared<Profile>>,
}

/// Why something is not done: a code, and what is wrong.
struct Refusal(&'static str, Vec<String>);

/// What is wrong, where the code says it all.
fn no<T>(code: &'static str) -> Result<T, Refusal> {
    Err(Refusal(code, Vec::new()))
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Setting a property of a fresh plain object, or of the loader's function, cannot fail.
    let _ = Reflect::set(object, &name.into(), value);
}

fn what(ask: &Function) -> String {
    get(ask, "what").as_string().unwrap_or_default()
}

/// Begins what the page asks for: first what the question is, then one view after the other, each until it is on screen.
pub(super) fn begin(world: &mut World, asks: &mut Vec<Function>) {
    let (said, mut others): (Vec<Function>, Vec<Function>) = std::mem::take(asks)
        .into_iter()
        .partition(|ask| matches!(&*what(ask), "profile" | "options"));
    for ask in said {
        begin_one(world, ask);
    }
    others.reverse();
    let is_view = |ask: &Function| matches!(&*what(ask), "suggest" | "compare");
    while !world.memory.api.pending.iter().any(is_view)
        && let Some(ask) = others.pop()
    {
        begin_one(world, ask);
    }
    others.reverse();
    *asks = others;
}

fn begin_one(world: &mut World, ask: Function) {
    let value = get(&ask, "value");
    let begun = match what(&ask).as_str() {
        "suggest" => suggest(world),
        "compare" => side_by_side(world, &value),
        "export" => {
            let city = world.visit.asked.city;
            world.effects.extend(city.map(|c| Effect::Details(vec![c])));
            Ok(())
        }
        "import" => import(world, &ask, &value),
        "profile" => {
            take_profile(world, &value);
            Ok(())
        }
        _ => {
            options::take(world, &value);
            Ok(())
        }
    };
    match begun {
        Ok(()) => world.memory.api.pending.push(ask),
        Err(refusal) => refuse(&ask, refusal),
    }
}

fn refuse(ask: &Function, Refusal(code, problems): Refusal) {
    let more = Object::new();
    if !problems.is_empty() {
        set(&more, "message", &said(code, &problems).into());
        set(&more, "problems", &list(&problems));
    }
    element::reply(ask, code, &more);
}

fn list(texts: &[String]) -> JsValue {
    let texts = texts.iter().map(|text| JsValue::from_str(text));
    texts.collect::<Array>().into()
}

fn said(code: &str, problems: &[String]) -> String {
    ["city-peers: ", code, ": ", &problems.join(" ")].concat()
}

/// Tells the web developer, by event and console, what of a property is not what it should be.
pub(super) fn complain(world: &mut World, code: &'static str, property: &str, problems: &[String]) {
    let said = said(code, problems);
    let detail = Object::new();
    set(&detail, "code", &code.into());
    set(&detail, "property", &property.into());
    set(&detail, "message", &said.as_str().into());
    set(&detail, "problems", &list(problems));
    world.effects.push(Effect::Warn(said));
    world.effects.push(Effect::Say("error", detail.into()));
}

/// Tells the page of another profile, whatever brought it.
pub(super) fn notice(world: &mut World) {
    if world.visit.draft != world.memory.api.told {
        world.memory.api.told = world.visit.draft.clone();
        let draft = world.visit.draft.as_deref();
        let detail = draft.map_or(JsValue::NULL, file::to_json);
        world.effects.push(Effect::Say("profile-change", detail));
    }
}

fn suggest(world: &mut World) -> Result<(), Refusal> {
    if !world.visit.has_city() {
        world.visit.missing = true;
        return no("no-city");
    }
    world.visit.missing = false;
    turn(world, View::Partners);
    Ok(())
}

fn turn(world: &mut World, view: View) {
    world.visit.view = view;
    world.visit.panel = None;
    world.effects.push(Effect::Rank);
}

/// Puts cities side by side; the visitor's own is always there.
fn side_by_side(world: &mut World, ids: &JsValue) -> Result<(), Refusal> {
    let directory = &world.snapshot.loaded.directory;
    let own = compare::own(world);
    let mut cities: Vec<CityIx> = Vec::new();
    let mut unknown = Vec::new();
    for id in Array::from(ids).iter() {
        match id.as_string().and_then(|id| directory.find(id.trim())) {
            Some(city) if cities.contains(&city) || own == Some(city) => {}
            Some(city) => cities.push(city),
            None => unknown.push(file::text(&id)),
        }
    }
    if !unknown.is_empty() {
        return Err(Refusal("unknown-city", unknown));
    }
    if cities.len() > compare::MOST {
        return no("too-many-cities");
    }
    if cities.len() + usize::from(world.visit.has_city()) < 2 {
        return no("too-few-cities");
    }
    world.visit.chosen = cities;
    turn(world, View::Compare);
    Ok(())
}

/// Opens what a visitor or the page has: a profile, or what the widget saved. What is wrong is said to both.
fn import(world: &mut World, ask: &Function, given: &JsValue) -> Result<(), Refusal> {
    let problems = keep::import(world, given).map_err(|p| Refusal("not-imported", p))?;
    set(ask, "problems", &list(&problems));
    Ok(())
}

/// Takes the profile that the page has of its city, or takes it back.
fn take_profile(world: &mut World, given: &JsValue) {
    if given.is_undefined() || given.is_null() {
        if world.visit.draft.take().is_some() {
            // Back to the city that the page names.
            let named = world.host.property("city").as_string().unwrap_or_default();
            let named = world.snapshot.loaded.directory.find(&named);
            world.visit.asked.city = world.visit.asked.city.or(named);
            world.visit.drafts += 1;
            world.effects.push(Effect::Rank);
        }
        return;
    }
    let directory = &world.snapshot.loaded.directory;
    let (profile, problems) = file::read(given, directory);
    let say = |problem: &file::Problem| problem.place(world.words, "profile");
    let mut problems: Vec<String> = problems.iter().map(say).collect();
    let city = directory.find(&profile.id);
    let named = city.is_some() || profile.name.values().any(|name| !name.is_empty());
    if !named && problems.is_empty() {
        problems.push(["profile.name: ", world.words.text("your.missing.name")].concat());
    }
    if !problems.is_empty() {
        complain(world, "profile-invalid", "profile", &problems);
    }
    // The same again, as from a page that renders anew, changes nothing.
    let same = |draft: &Shared<Profile>| **draft == profile;
    if !named || world.visit.draft.as_ref().is_some_and(same) {
        return;
    }
    world.visit.asked.city = city;
    world.visit.draft = Some(Shared::new(profile));
    world.visit.drafts += 1;
    let view = match world.host.property("view").as_string().as_deref() {
        _ if world.visit.view != View::Start => world.visit.view,
        Some("practices") => View::Practices,
        Some("compare") => View::Compare,
        Some("profile") => View::Profile,
        _ => View::Partners,
    };
    turn(world, view);
}

/// Something is on screen: answers what the page waits for. Gives the answer, once it is whole.
pub(super) fn reply(
    scene: Scene,
    memory: &mut super::Memory,
    answered: Option<&Answered>,
) -> Option<JsValue> {
    // An answer counts as given when the practices are there, or will not come.
    let coming = matches!(scene.snapshot.practices, Part::Waiting);
    let answered = answered.filter(|_| !coming);
    let whole = answered.and_then(|answered| answer::plain(scene, memory, answered));
    for ask in std::mem::take(&mut memory.api.pending) {
        let reply = match what(&ask).as_str() {
            "suggest" => match (&whole, answered) {
                (Some(whole), _) => Some(Ok(whole.clone())),
                (None, None) if !coming && scene.snapshot.visit.has_city() => {
                    Some(no("superseded"))
                }
                (None, None) if !coming => Some(no("no-city")),
                _ => None,
            },
            "compare" if scene.snapshot.visit.view != View::Compare => Some(no("superseded")),
            "compare" => compare::answer(scene, &memory.compare).map(Ok),
            "export" => export(scene, memory),
            "import" => {
                let outcome = Object::new();
                let draft = scene.snapshot.visit.draft.as_deref();
                let profile = draft.map_or(JsValue::NULL, file::to_json);
                set(&outcome, "profile", &profile);
                set(&outcome, "problems", &get(&ask, "problems"));
                Some(Ok(outcome.into()))
            }
            _ => Some(Ok(JsValue::UNDEFINED)),
        };
        match reply {
            Some(Ok(reply)) => element::reply(&ask, "", &reply),
            Some(Err(refusal)) => refuse(&ask, refusal),
            None => memory.api.pending.push(ask),
        }
    }
    whole
}

/// The visitor's profile: as they changed it, or as the directory has it, once it is here.
fn export(scene: Scene, memory: &super::Memory) -> Option<Result<JsValue, Refusal>> {
    let visit = &scene.snapshot.visit;
    if let Some(profile) = profile::current(scene.snapshot, &memory.profile) {
        return Some(Ok(profile));
    }
    let Some(city) = visit.asked.city else {
        return Some(no("no-profile"));
    };
    let mut details = scene.snapshot.details.iter();
    let failed = details.any(|(known, part)| *known == city && matches!(part, Part::Failed));
    failed.then(|| no("profile-missing"))
}

/// An array, where it is one.
fn array(value: &JsValue) -> Option<Array> {
    value.dyn_ref::<Array>().cloned()
}
