//! A question as the fragment of an address: readable, versioned, `key=value`. Reads only.

use super::carried::{self, Carried};
use crate::later::profile::file as person;
use crate::state::Snapshot;
use city_peers_engine::Directory;
use js_sys::JSON;
use wasm_bindgen::JsValue;

/// What stands before every link.
const START: &str = "#city-peers=";
/// The version of the form below; a link of another one is not read.
const VERSION: &str = "1";
/// Keys of notes are ids after this.
const NOTE: &str = "note.";
/// A link may be cut in a message; beyond this nobody made it.
const LONGEST: usize = 100_000;

/// What only leaves with a link where the visitor ticks it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ticked {
    /// What they wrote beside what they keep.
    pub notes: bool,
    /// The profile they typed.
    pub profile: bool,
}

/// Why a link is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is of another version.
    Version,
    /// It is damaged at this place.
    Damaged,
}

/// The address of the page with all of this in its fragment.
pub(super) fn address(snapshot: &Snapshot, ticked: Ticked) -> String {
    let location = gloo_utils::window().location();
    let page = location.href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    let element = &snapshot.visit.element;
    [page, START, &write(&carried::of(snapshot), element, ticked)].concat()
}

fn write(carried: &Carried, element: &str, ticked: Ticked) -> String {
    let mut text = VERSION.to_owned();
    let mut add = |key: &str, value: &str| {
        if !value.is_empty() {
            for piece in ["&", key, "=", &encoded(value)] {
                text.push_str(piece);
            }
        }
    };
    let ids = |list: &[carried::Noted]| {
        let ids: Vec<&str> = list.iter().map(|(id, _)| id.as_str()).collect();
        ids.join(",")
    };
    let weights: Vec<String> = carried
        .weights
        .iter()
        .map(|(facet, weight)| [facet, ":", &weight.to_string()].concat())
        .collect();
    let goals: Vec<String> = carried.goals.iter().map(u8::to_string).collect();
    let per_country = carried.per_country.map(|n| n.to_string());
    add("at", element);
    add("city", &carried.city);
    add("topics", &carried.topics.join(","));
    add("purpose", &carried.purpose);
    add("goals", &goals.join(","));
    add("weights", &weights.join(","));
    add("per-country", &per_country.unwrap_or_default());
    add("fair", if carried.fair { "yes" } else { "" });
    add("filter", &carried.filter);
    add("view", &carried.view);
    add("chosen", &carried.chosen.join(","));
    add("kept", &ids(&carried.cities));
    add("practices", &ids(&carried.practices));
    if ticked.notes {
        for (id, note) in carried.cities.iter().chain(&carried.practices) {
            add(&[NOTE, id].concat(), note);
        }
    }
    if ticked.profile
        && let Some(profile) = &carried.profile
    {
        let json = person::to_json(&carried::without_contacts(profile));
        add("profile", &person::json(&json, 0));
    }
    text
}

/// As a fragment takes it; lists stay readable.
fn encoded(value: &str) -> String {
    let encoded = String::from(js_sys::encode_uri_component(value));
    encoded.replace("%2C", ",").replace("%3A", ":")
}

/// What a fragment carries, after `#city-peers=`.
pub(super) fn read(directory: &Directory, text: &str) -> Result<Carried, Fault> {
    let mut pairs = text.split('&');
    if text.len() > LONGEST {
        return Err(Fault::Damaged);
    }
    match pairs.next() {
        Some(VERSION) => {}
        Some(other) if !other.is_empty() && other.bytes().all(|b| b.is_ascii_digit()) => {
            return Err(Fault::Version);
        }
        _ => return Err(Fault::Damaged),
    }
    let mut carried = Carried::default();
    let mut notes = Vec::new();
    for pair in pairs.filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').ok_or(Fault::Damaged)?;
        let value = js_sys::decode_uri_component(value).map_err(|_| Fault::Damaged)?;
        let value = String::from(value);
        match key.strip_prefix(NOTE) {
            Some(id) => notes.push((id.to_owned(), value)),
            None => take(directory, &mut carried, key, value).ok_or(Fault::Damaged)?,
        }
    }
    for (id, note) in notes {
        let mut kept = carried.cities.iter_mut().chain(&mut carried.practices);
        if let Some(found) = kept.find(|(known, _)| *known == id) {
            found.1 = note;
        }
    }
    Ok(carried)
}

/// One pair; `None` where its value cannot be one. Keys of later versions are passed over.
fn take(directory: &Directory, carried: &mut Carried, key: &str, value: String) -> Option<()> {
    let list = || value.split(',').filter(|item| !item.is_empty());
    let texts = || list().map(str::to_owned).collect();
    let noted = || list().map(|id| (id.to_owned(), String::new())).collect();
    match key {
        "city" => carried.city = value,
        "topics" => carried.topics = texts(),
        "purpose" => carried.purpose = value,
        "goals" => carried.goals = list().map(|n| n.parse().ok()).collect::<Option<_>>()?,
        "weights" => {
            let weight = |item: &str| {
                let (facet, weight) = item.split_once(':')?;
                Some((facet.to_owned(), weight.parse().ok()?))
            };
            carried.weights = list().map(weight).collect::<Option<_>>()?;
        }
        "per-country" => carried.per_country = Some(value.parse().ok()?),
        "fair" => carried.fair = value == "yes",
        "filter" => carried.filter = value,
        "view" => carried.view = value,
        "chosen" => carried.chosen = texts(),
        "kept" => carried.cities = noted(),
        "practices" => carried.practices = noted(),
        "profile" => {
            let json: JsValue = JSON::parse(&value).ok()?;
            // What this directory does not know of it is left out, as from a file.
            let (profile, _) = person::read(&json, directory);
            carried.profile = Some(carried::without_contacts(&profile));
        }
        _ => {}
    }
    Some(())
}
