//! What changes the form. Every change can be taken back.

use super::number::{self, Typed};
use super::{
    Act, CONCEPT, EMAIL, Field, LAT, LON, Memory, NAME, OFFICE, PHILOSOPHY, State, YEAR, draft,
    file, learned,
};
use crate::later::{Effect, World};
use crate::queries::map;
use crate::state::{Shared, Snapshot, View, Visit};
use city_peers_engine::CityIx;
use city_peers_engine::gain;
use city_peers_engine::model::{
    Contact, ContactKind, Goal, Kind, MODES, Need, Offer, Origin, Profile, Scale, Source, Value,
};
use city_peers_engine::quantise::Cell;

/// Changes that can be taken back.
const STEPS_BACK: usize = 200;
/// Cities this near suggest values that they all share.
pub(super) const NEAR_KM: f64 = 60.0;
/// How many of them.
pub(super) const NEAR: usize = 3;
/// Kinds of bodies to write to.
pub(super) const BODIES: [(ContactKind, &str); 5] = [
    (ContactKind::LocalGovernment, "local-government"),
    (ContactKind::ResearchInstitute, "research-institute"),
    (ContactKind::NationalMinistry, "national-ministry"),
    (ContactKind::Network, "network"),
    (ContactKind::Other, "other"),
];

/// The profile that the directory has of the visitor's city; none for a newcomer.
pub(super) fn base<'s>(snapshot: &'s Snapshot, visit: &Visit) -> Option<&'s Shared<Profile>> {
    let city = visit.asked.city?;
    let base = snapshot.detail(city)?;
    let same = |draft: &Shared<Profile>| draft.id == base.id;
    visit.draft.as_ref().is_none_or(same).then_some(base)
}

/// The form as it stands.
pub(super) fn current<'s>(
    snapshot: &'s Snapshot,
    visit: &'s Visit,
    memory: &'s Memory,
) -> Option<&'s Shared<Profile>> {
    let draft = visit.draft.as_ref();
    draft
        .or_else(|| base(snapshot, visit))
        .or(memory.form.as_ref())
}

fn now(world: &World) -> Profile {
    let memory = &world.memory.profile;
    current(world.snapshot, world.visit, memory)
        .map_or_else(empty, |profile| Profile::clone(profile))
}

fn empty() -> Profile {
    Profile {
        origin: Origin::Submitted,
        ..Profile::default()
    }
}

/// What can be come back to.
fn standing(world: &World) -> State {
    State {
        city: world.visit.asked.city,
        draft: world.visit.draft.clone(),
        form: world.memory.profile.form.clone(),
    }
}

/// Makes it possible to come back to what stands now.
fn remember(world: &mut World) {
    let before = standing(world);
    let memory = &mut world.memory.profile;
    memory.undo.push(before);
    if memory.undo.len() > STEPS_BACK {
        memory.undo.remove(0);
    }
    memory.redo.clear();
}

/// Takes the changed form over.
fn commit(world: &mut World, profile: Profile) {
    let city = world.visit.asked.city;
    let (draft, form) = match base(world.snapshot, world.visit) {
        Some(base) if **base == profile => (None, None),
        None if profile.name.values().all(|name| name.is_empty()) => {
            (None, Some(Shared::new(profile)))
        }
        _ => (Some(Shared::new(profile)), None),
    };
    remember(world);
    put(world, State { city, draft, form });
}

/// Another city, or none: what was said of the former one is left, and can be come back to.
fn turn_to(world: &mut World, city: Option<CityIx>) {
    let memory = &mut world.memory.profile;
    if memory.of != world.visit.asked.city {
        memory.undo.clear();
    }
    remember(world);
    let memory = &mut world.memory.profile;
    memory.of = city;
    memory.sought.clear();
    memory.form = None;
    memory.typing.clear();
    memory.missing = None;
    memory.done = None;
    world.visit.asked.city = city;
    world.visit.draft = None;
    world.visit.drafts += 1;
    world.effects.push(Effect::Rank);
}

/// Begins with a city that is not in the directory, under the name that was searched for.
fn begin(world: &mut World) {
    let sought = std::mem::take(&mut world.memory.profile.sought);
    let lang = world.words.lang();
    let known = world.snapshot.my_name(lang);
    let mut profile = empty();
    if world.visit.asked.city.is_some() {
        // What was typed led to that city.
        turn_to(world, None);
    } else if !sought.is_empty() && sought != known {
        profile.name.insert(lang.to_owned(), sought);
        world.memory.profile.typing.clear();
        commit(world, profile);
    }
    world.memory.profile.begun = true;
    fold(world, super::PLACE, true);
    world.effects.push(Effect::Focus("#your-name".to_owned()));
}

fn put(world: &mut World, state: State) {
    let memory = &mut world.memory.profile;
    memory.form = state.form;
    memory.of = state.city;
    world.visit.asked.city = state.city;
    memory.begun = true;
    memory.missing = None;
    memory.done = None;
    world.visit.draft = state.draft;
    world.visit.drafts += 1;
    let json = file::to_json(&now(world));
    let memory = &mut world.memory.profile;
    let id = &world.snapshot.loaded.directory.meta.id;
    if memory.keep && !draft::keep(id, &file::text(&json)) {
        memory.keep = false;
        memory.done = Some("your.keep.refused");
    }
    look_round(world);
    // In the next free moment: typing on comes first, and changes in quick succession are worked out once.
    world.memory.profile.due = true;
    world.effects.push(Effect::Work(0));
    world.memory.api.told = world.visit.draft.clone();
    world.effects.push(Effect::Say("profile-change", json));
}

/// Finds the cities near the place of the form.
pub(super) fn look_round(world: &mut World) {
    let directory = &world.snapshot.loaded.directory;
    let near = match current(world.snapshot, world.visit, &world.memory.profile) {
        Some(profile) => match (profile.lat, profile.lon) {
            (Some(lat), Some(lon)) => gain::nearest(directory, lat, lon, NEAR + 1),
            _ => Vec::new(),
        },
        None => Vec::new(),
    };
    let own = world.visit.asked.city;
    let memory = &mut world.memory.profile;
    memory.near = near;
    memory.near.retain(|(city, _)| Some(*city) != own);
    memory.near.truncate(NEAR);
}

fn edit(world: &mut World, change: impl FnOnce(&World, &mut Profile)) {
    let mut profile = now(world);
    change(world, &mut profile);
    if current(world.snapshot, world.visit, &world.memory.profile)
        .is_none_or(|was| **was != profile)
    {
        commit(world, profile);
    }
}

fn step(world: &mut World, back: bool) {
    let now = standing(world);
    let memory = &mut world.memory.profile;
    let (from, to) = if back {
        (&mut memory.undo, &mut memory.redo)
    } else {
        (&mut memory.redo, &mut memory.undo)
    };
    let Some(state) = from.pop() else {
        return;
    };
    to.push(now);
    memory.typing.clear();
    put(world, state);
    let key = if back { "your.undone" } else { "your.redone" };
    let said = world.words.text(key).to_owned();
    world.effects.push(Effect::Announce(said));
}

/// Something was pressed.
pub(in crate::later) fn act(world: &mut World, act: Act) {
    match act {
        Act::Begin => begin(world),
        Act::New => {
            let memory = &mut world.memory.profile;
            memory.look(&world.snapshot.loaded.directory);
            // A draft that this browser keeps is offered first: a new one would take its place.
            if memory.begun || memory.kept.is_none() || world.visit.draft.is_some() {
                begin(world);
            } else if world.visit.asked.city.is_some() {
                turn_to(world, None);
            }
        }
        Act::Take(city) => {
            turn_to(world, Some(city));
            world.memory.profile.landing = true;
            let id = world.snapshot.loaded.directory.id(city);
            let detail = js_sys::Object::new();
            let _ = js_sys::Reflect::set(&detail, &"city".into(), &id.into());
            world.effects.push(Effect::Say("select", detail.into()));
        }
        Act::Resume => {
            if let Some(kept) = world.memory.profile.kept.take() {
                let known = world.snapshot.loaded.directory.find(&kept.id);
                world.visit.asked.city = known;
                commit(world, Profile::clone(&kept));
                world.effects.push(Effect::Focus("h2".to_owned()));
            }
        }
        Act::Search => {
            world.effects.push(Effect::Show(View::Start));
            world.effects.push(Effect::Focus("#city".to_owned()));
        }
        Act::Retry => {
            world.memory.profile.asked = None;
            super::notice(world);
        }
        Act::Undo => step(world, true),
        Act::Redo => step(world, false),
        Act::Again => {
            world.memory.profile.typing.clear();
            let profile =
                base(world.snapshot, world.visit).map_or_else(empty, |b| Profile::clone(b));
            commit(world, profile);
            world.memory.profile.done = Some("your.again.done");
            world.effects.push(Effect::Focus("h2".to_owned()));
        }
        Act::Back(at) => back(world, at),
        Act::Use(at) => {
            edit(world, |world, profile| {
                suggest_into(world, profile, usize::from(at));
            });
            go(world, at);
        }
        Act::UseCountry => {
            edit(world, |world, profile| {
                let known = &world.snapshot.loaded.directory.catalogue.indicators;
                for (at, indicator) in known.iter().enumerate() {
                    let learned = world.memory.profile.learned.as_ref();
                    let national = learned.and_then(|l| l.national.get(at)) == Some(&true);
                    if national && !profile.values.contains_key(&indicator.id) {
                        suggest_into(world, profile, at);
                    }
                }
            });
            // The button is gone then: on to what comes after it.
            world.effects.push(Effect::Focus("#v32766".to_owned()));
        }
        Act::UseLanguages => {
            edit(world, |world, profile| {
                let directory = &world.snapshot.loaded.directory;
                profile.languages = super::said::languages(directory, &profile.country);
            });
            world
                .effects
                .push(Effect::Focus("#your-language".to_owned()));
        }
        Act::Meant(at) => settle(world, at, true),
        Act::AsTyped(at) => settle(world, at, false),
        Act::Need(topic, level) => rate(world, topic, |profile, topic| {
            let mut note = None;
            profile.needs.retain(|need| {
                let same = need.topic == topic;
                if same {
                    note = need.note.clone();
                }
                !same
            });
            if level > 0 {
                let need = Need {
                    topic,
                    importance: level,
                    note,
                };
                profile.needs.push(need);
            }
        }),
        Act::Offer(topic, level) => rate(world, topic, |profile, topic| {
            let known = profile.offers.iter().position(|o| o.topic == topic);
            let known = known.map(|at| profile.offers.remove(at));
            if level > 0 {
                let offer = known.unwrap_or(Offer {
                    topic,
                    strength: level,
                    practices: Vec::new(),
                    note: None,
                });
                let strength = level;
                profile.offers.push(Offer { strength, ..offer });
            }
        }),
        Act::Goal(sdg, level) => edit(world, |_, profile| {
            let known = profile.goals.iter().position(|g| g.sdg == sdg);
            let known = known.map(|at| profile.goals.remove(at));
            if level > 0 {
                let goal = known.unwrap_or(Goal {
                    sdg,
                    priority: level,
                    target: None,
                    text: None,
                });
                let priority = level;
                profile.goals.push(Goal { priority, ..goal });
            }
        }),
        Act::DropLanguage(at) => {
            edit(world, |_, profile| {
                if usize::from(at) < profile.languages.len() {
                    profile.languages.remove(usize::from(at));
                }
            });
            world
                .effects
                .push(Effect::Focus("#your-language".to_owned()));
        }
        Act::Go(at) => go(world, at),
        Act::Jump(section) => {
            fold(world, section, true);
            let selector = format!("#s{section} button");
            world.effects.push(Effect::Focus(selector));
        }
        Act::Fold(section, open) => fold(world, section, open),
        Act::Show => show(world),
        Act::Submit => {
            let profile = now(world);
            super::hand_over::submit(world, &profile);
        }
        Act::Forget => {
            draft::forget(&world.snapshot.loaded.directory.meta.id);
            let memory = &mut world.memory.profile;
            memory.keep = false;
            memory.kept = None;
            memory.done = Some("your.keep.forgotten");
        }
    }
}

fn fold(world: &mut World, section: u8, open: bool) {
    let folds = &mut world.memory.profile.folds;
    folds.retain(|(known, _)| *known != section);
    folds.push((section, open));
}

/// To a field, in its section.
fn go(world: &mut World, at: u16) {
    let indicators = &world.snapshot.loaded.directory.catalogue.indicators;
    if let Some(indicator) = indicators.get(usize::from(at)) {
        let facet = indicator.context().map(|(facet, _)| facet as u8 + 1);
        fold(world, facet.unwrap_or(super::OUTCOMES), true);
    }
    world.effects.push(Effect::Focus(format!("#v{at}")));
}

/// Shows partners, once there is something to compare; else says what is missing and goes there.
fn show(world: &mut World) {
    let directory = &world.snapshot.loaded.directory;
    let mut missing = None;
    if world.visit.asked.city.is_none() {
        let profile = now(world);
        let subject = super::subject(directory, &profile);
        let contexts = directory.catalogue.indicators.iter().zip(&subject.cells);
        let compared = |(_, cell): &(_, &Cell)| **cell != Cell::Unknown;
        if world.visit.draft.is_none() {
            missing = Some(("your.missing.name", "#your-name".to_owned()));
        } else if !contexts
            .filter(|(i, _)| i.context().is_some())
            .any(|each| compared(&each))
        {
            let at = directory.catalogue.main.unwrap_or(0);
            missing = Some(("your.missing.fact", format!("#v{at}")));
        }
    }
    match missing {
        Some((key, selector)) => {
            world.memory.profile.missing = Some(key);
            world.effects.push(Effect::Focus(selector));
        }
        None => world.effects.push(Effect::Show(View::Partners)),
    }
}

fn rate(world: &mut World, topic: u8, change: impl FnOnce(&mut Profile, String)) {
    let terms = &world.snapshot.loaded.directory.vocabulary.topics;
    let Some(term) = terms.get(usize::from(topic)) else {
        return;
    };
    let topics = &mut world.memory.profile.topics;
    if !topics.contains(&topic) {
        topics.push(topic);
    }
    edit(world, |_, profile| change(profile, term.code.clone()));
}

/// One value back to what the directory says.
fn back(world: &mut World, at: u16) {
    let Some(base) = base(world.snapshot, world.visit) else {
        return;
    };
    let indicators = &world.snapshot.loaded.directory.catalogue.indicators;
    let Some(indicator) = indicators.get(usize::from(at)) else {
        return;
    };
    world.memory.profile.typing.retain(|(slot, _)| *slot != at);
    edit(world, |_, profile| {
        match base.values.get(&indicator.id) {
            Some(value) => profile.values.insert(indicator.id.clone(), value.clone()),
            None => profile.values.remove(&indicator.id),
        };
        match base.sources.get(&indicator.id) {
            Some(source) => profile.sources.insert(indicator.id.clone(), source.clone()),
            None => profile.sources.remove(&indicator.id),
        };
    });
    go(world, at);
}

/// Puts the value in that country or neighbours suggest, and says where it is from.
fn suggest_into(world: &World, profile: &mut Profile, at: usize) {
    let directory = &world.snapshot.loaded.directory;
    let Some(indicator) = directory.catalogue.indicators.get(at) else {
        return;
    };
    let memory = &world.memory.profile;
    let Some(found) = super::said::suggestion(directory, memory, profile, at) else {
        return;
    };
    if let Some(value) = learned::value_of(indicator, found.cell) {
        let key = if found.of_country {
            "your.from-country"
        } else {
            "your.from-near"
        };
        let source = Source {
            url: None,
            title: Some(directory.meta.title.clone()),
            year: None,
            note: Some(world.words.text(key).to_owned()),
        };
        profile.values.insert(indicator.id.clone(), value);
        profile.sources.insert(indicator.id.clone(), source);
    }
}

/// States a value; what it came from before is no longer true then.
fn state(profile: &mut Profile, id: &str, value: Option<Value>) {
    if profile.values.get(id) == value.as_ref() {
        return;
    }
    profile.sources.remove(id);
    match value {
        Some(value) => profile.values.insert(id.to_owned(), value),
        None => profile.values.remove(id),
    };
}

/// Whether a number could be meant.
pub(super) fn likely(kind: &Kind, x: f64) -> bool {
    match kind {
        Kind::Number { scale, low, high } => {
            let log = *scale == Scale::Log;
            number::meant(x, *low, *high, log).is_none() && x <= high * 100.0
        }
        _ => true,
    }
}

/// What was typed in a field of numbers.
pub(super) fn reading(world: &Snapshot, memory: &Memory, slot: u16, text: &str) -> Typed {
    let Some(learned) = &memory.learned else {
        return Typed::Nothing;
    };
    let indicators = &world.loaded.directory.catalogue.indicators;
    let kind = indicators.get(usize::from(slot)).map(|i| &i.kind);
    number::read(text, learned.style, |x| match (slot, kind) {
        (LAT, _) => x.abs() <= 90.0,
        (LON, _) => x.abs() <= 180.0,
        (_, Some(kind)) => likely(kind, x),
        _ => (1500.0..=2200.0).contains(&x),
    })
}

/// Puts a number in its place; `false` where it cannot stand there.
fn place_number(world: &mut World, slot: u16, x: Option<f64>) -> bool {
    let indicators = &world.snapshot.loaded.directory.catalogue.indicators;
    let fits = match slot {
        LAT => x.is_none_or(|x| x.abs() <= 90.0),
        LON => x.is_none_or(|x| x.abs() <= 180.0),
        slot if slot >= YEAR => x.is_none_or(|x| (1500.0..=2200.0).contains(&x)),
        _ => true,
    };
    if !fits {
        return false;
    }
    edit(world, |_, profile| match slot {
        LAT => profile.lat = x,
        LON => profile.lon = x,
        slot if slot >= YEAR => {
            let Some(indicator) = indicators.get(usize::from(slot - YEAR)) else {
                return;
            };
            let source = profile.sources.entry(indicator.id.clone());
            let source = source.or_insert(Source {
                url: None,
                title: None,
                year: None,
                note: None,
            });
            source.year = x.map(|x| x as u16);
            if source.year.is_none() && source.title.is_none() && source.url.is_none() {
                profile.sources.remove(&indicator.id);
            }
        }
        slot => {
            if let Some(indicator) = indicators.get(usize::from(slot)) {
                state(profile, &indicator.id, x.map(Value::Number));
            }
        }
    });
    true
}

/// Takes the number that was asked about: what was probably meant, or as it stands.
fn settle(world: &mut World, slot: u16, meant: bool) {
    let memory = &world.memory.profile;
    let typed = memory.typing.iter().find(|(at, _)| *at == slot);
    let x = match typed.map(|(_, text)| reading(world.snapshot, memory, slot, text)) {
        Some(Typed::Either(own, other)) => Some(if meant { other } else { own }),
        _ => super::said::meant(world.snapshot, world.visit, memory, slot),
    };
    if let Some(x) = x {
        world.memory.profile.typing.retain(|(at, _)| *at != slot);
        place_number(world, slot, Some(x));
    }
    go(world, slot);
}

/// A field has a new value.
pub(in crate::later) fn typed(world: &mut World, field: Field, value: &str) {
    let text = value.trim();
    let indicators = &world.snapshot.loaded.directory.catalogue.indicators;
    match field {
        // Elsewhere the same field finds a city to compare with, or another one to ask for.
        Field::Sought if world.visit.view == View::Start => {
            text.clone_into(&mut world.memory.profile.sought);
        }
        Field::Sought => {}
        Field::Typing(slot) => {
            let typing = &mut world.memory.profile.typing;
            typing.retain(|(at, _)| *at != slot);
            typing.push((slot, value.to_owned()));
        }
        Field::Number(slot) => {
            let memory = &mut world.memory.profile;
            memory.typing.retain(|(at, _)| *at != slot);
            let x = match reading(world.snapshot, &world.memory.profile, slot, text) {
                Typed::Number(x) => Some(Some(x)),
                Typed::Nothing => Some(None),
                Typed::Either(..) | Typed::Wrong => None,
            };
            let taken = x.is_some_and(|x| place_number(world, slot, x));
            if !taken {
                // What cannot be read is not used; it stays in its field, with what to do.
                place_number(world, slot, None);
                world.memory.profile.typing.push((slot, value.to_owned()));
            }
        }
        Field::Text(slot) => {
            let memory = &mut world.memory.profile;
            memory.typing.retain(|(at, _)| *at != slot);
            edit(world, |world, profile| {
                write_text(world, profile, slot, text)
            });
        }
        Field::OfficeKind => edit(world, |_, profile| {
            let kind = BODIES.iter().find(|(_, code)| *code == text);
            if let (Some(contact), Some((kind, _))) = (profile.contacts.first_mut(), kind) {
                contact.kind = *kind;
            }
        }),
        Field::Country => edit(world, |_, profile| profile.country = text.to_owned()),
        Field::Zone => edit(world, |_, profile| {
            profile.time_zone = (!text.is_empty()).then(|| text.to_owned());
        }),
        Field::Code(at) => edit(world, |_, profile| {
            if let Some(indicator) = indicators.get(usize::from(at)) {
                let value = (!text.is_empty()).then(|| Value::Code(text.to_owned()));
                state(profile, &indicator.id, value);
            }
        }),
        Field::Tag(at, code) => edit(world, |_, profile| {
            let Some(indicator) = indicators.get(usize::from(at)) else {
                return;
            };
            let Some(code) = indicator.codes().get(usize::from(code)) else {
                return;
            };
            let mut codes = match profile.values.get(&indicator.id) {
                Some(Value::Codes(codes)) => codes.clone(),
                _ => Vec::new(),
            };
            toggle(&mut codes, &code.code, value == "true");
            let value = (!codes.is_empty()).then_some(Value::Codes(codes));
            state(profile, &indicator.id, value);
        }),
        Field::NoTag(at) => edit(world, |_, profile| {
            if let Some(indicator) = indicators.get(usize::from(at)) {
                let none = (value == "true").then(|| Value::Codes(Vec::new()));
                state(profile, &indicator.id, none);
            }
        }),
        Field::Language => {
            edit(world, |_, profile| {
                toggle(&mut profile.languages, text, true)
            });
            world
                .effects
                .push(Effect::Focus("#your-language".to_owned()));
        }
        Field::Topic => {
            let topic = world.snapshot.loaded.directory.vocabulary.topic(text);
            if let Some(topic) = topic {
                world.memory.profile.topics.push(topic);
                world.effects.push(Effect::Focus(format!("#need{topic}")));
            }
        }
        Field::Network(at) => {
            let networks = &world.snapshot.loaded.directory.cities.networks;
            if let Some(code) = networks.get(usize::from(at)) {
                edit(world, |_, p| toggle(&mut p.networks, code, value == "true"));
            }
        }
        Field::Mode(at) => {
            if let Some(code) = MODES.get(usize::from(at)) {
                edit(world, |_, p| toggle(&mut p.modes, code, value == "true"));
            }
        }
        Field::Framework(at) => {
            let code = super::said::frameworks(world.snapshot)
                .get(usize::from(at))
                .map(|term| term.code.clone());
            if let Some(code) = code {
                edit(world, |_, p| {
                    toggle(&mut p.frameworks, &code, value == "true")
                });
            }
        }
        Field::Keep => keep(world, value == "true"),
        Field::Submitted => super::hand_over::submitted(world, value),
        Field::Spot => {
            let mut shares = value.split(' ').filter_map(|part| part.parse::<f64>().ok());
            if let (Some(x), Some(y)) = (shares.next(), shares.next()) {
                let frame = super::place::frame(world.snapshot, world.visit, &world.memory.profile);
                let (lat, lon) = frame.place(x / 1000.0, y / 1000.0);
                set_place(world, lat, lon);
            }
        }
        Field::Steer => steer(world, value),
        Field::Keys => match value {
            "ctrl z" => step(world, true),
            "ctrl shift Z" | "ctrl shift z" | "ctrl y" => step(world, false),
            _ => {}
        },
    }
}

fn toggle(codes: &mut Vec<String>, code: &str, set: bool) {
    codes.retain(|known| known != code);
    if set && !code.is_empty() {
        codes.push(code.to_owned());
    }
}

fn words_into(texts: &mut std::collections::BTreeMap<String, String>, lang: &str, text: &str) {
    if text.is_empty() {
        texts.remove(lang);
    } else {
        texts.insert(lang.to_owned(), text.to_owned());
    }
}

/// A text into its place. The first office is the one shown; without name and addresses there is none.
fn write_text(world: &World, profile: &mut Profile, slot: u16, text: &str) {
    let lang = world.words.lang();
    match slot {
        NAME => {
            profile.name.clear();
            return words_into(&mut profile.name, lang, text);
        }
        PHILOSOPHY => return words_into(&mut profile.philosophy, lang, text),
        CONCEPT => return words_into(&mut profile.concept, lang, text),
        _ => {}
    }
    if profile.contacts.is_empty() {
        profile.contacts.push(Contact {
            office: String::new(),
            kind: ContactKind::LocalGovernment,
            email: None,
            url: None,
        });
    }
    let said = (!text.is_empty()).then(|| text.to_owned());
    if let Some(contact) = profile.contacts.first_mut() {
        match slot {
            OFFICE => contact.office = text.to_owned(),
            EMAIL => contact.email = said,
            _ => contact.url = said,
        }
    }
    profile.contacts.retain(|contact| {
        !(contact.office.is_empty() && contact.email.is_none() && contact.url.is_none())
    });
}

fn keep(world: &mut World, set: bool) {
    let id = &world.snapshot.loaded.directory.meta.id;
    if !set {
        return act(world, Act::Forget);
    }
    let kept = draft::keep(id, &file::text(&file::to_json(&now(world))));
    let memory = &mut world.memory.profile;
    memory.keep = kept;
    memory.done = Some(if kept {
        "your.keep.done"
    } else {
        "your.keep.refused"
    });
}

/// Coordinates are kept to a hundredth of a degree, about a kilometre: a press on a map is not more exact.
fn set_place(world: &mut World, lat: f64, lon: f64) {
    let round = |x: f64| (x * 100.0).round() / 100.0;
    let typing = &mut world.memory.profile.typing;
    typing.retain(|(slot, _)| *slot != LAT && *slot != LON);
    edit(world, |_, profile| {
        profile.lat = Some(round(lat.clamp(-90.0, 90.0)));
        profile.lon = Some(round(lon.clamp(-180.0, 180.0)));
    });
    let memory = &world.memory.profile;
    if let Some(said) = super::place::where_it_is(world.words, world.snapshot, world.visit, memory)
    {
        world.effects.push(Effect::Announce(said));
    }
}

/// Moves the point by a key.
fn steer(world: &mut World, key: &str) {
    let frame = super::place::frame(world.snapshot, world.visit, &world.memory.profile);
    let (key, far) = match key.strip_prefix("shift ") {
        Some(key) => (key, 10.0),
        None => (key, 1.0),
    };
    let (up, right) = match key {
        "ArrowUp" => (1.0, 0.0),
        "ArrowDown" => (-1.0, 0.0),
        "ArrowLeft" => (0.0, -1.0),
        "ArrowRight" => (0.0, 1.0),
        _ => return,
    };
    let profile = now(world);
    // The first key only puts the point in the middle of what is shown.
    let (lat, lon) = match (profile.lat, profile.lon) {
        (Some(lat), Some(lon)) => {
            let step = far * frame.step();
            (lat + up * step, lon + right * step)
        }
        _ => frame.place(0.5, 0.5),
    };
    set_place(world, lat, map::wrap(lon));
}
