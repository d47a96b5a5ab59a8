//! What a link or a file carries, by ids: nothing of it depends on the order of one directory. Reads and restores.

use super::filter;
use crate::later::World;
use crate::state::{Asked, Kept, MAX_TOPICS, Shared, Snapshot, View};
use crate::words::Words;
use city_peers_engine::CityIx;
use city_peers_engine::model::{Profile, Purpose};
use city_peers_engine::suggest::PER_COUNTRY;

/// Usual weight of a facet, in hundredths.
const USUAL: u16 = 100;
/// More cannot be meant: a link that says so is damaged.
const HEAVIEST: u16 = 1000;
const COUNTRY_MOST: usize = 50;

/// Something kept: its id and what the visitor wrote.
pub(in crate::later) type Noted = (String, String);

/// A question, its answers that were chosen and kept, and what was on screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::later) struct Carried {
    pub city: String,
    pub profile: Option<Profile>,
    pub topics: Vec<String>,
    pub purpose: String,
    pub goals: Vec<u8>,
    /// Facets that do not weigh as usual.
    pub weights: Vec<(String, u16)>,
    pub per_country: Option<usize>,
    /// Cities suggested to many others step back a little.
    pub fair: bool,
    /// Rules in one text, see [`filter::text`].
    pub filter: String,
    pub chosen: Vec<String>,
    pub cities: Vec<Noted>,
    pub practices: Vec<Noted>,
    pub view: String,
}

/// All of what the visitor has said.
pub(super) fn of(snapshot: &Snapshot) -> Carried {
    let directory = &snapshot.loaded.directory;
    let visit = &snapshot.visit;
    let asked = &visit.asked;
    let id = |city: CityIx| directory.id(city).to_owned();
    let topic = |t: &u8| {
        let term = directory.vocabulary.topics.get(usize::from(*t));
        term.map(|term| term.code.clone())
    };
    let facets = directory.catalogue.facets.iter().zip(&asked.sliders);
    let kept = &visit.kept;
    Carried {
        city: asked.city.map(id).unwrap_or_default(),
        profile: visit.draft.as_deref().cloned(),
        topics: asked.topics.iter().filter_map(topic).collect(),
        purpose: asked.purpose.code().to_owned(),
        goals: asked.goals.clone(),
        weights: facets
            .filter(|(_, weight)| **weight != USUAL)
            .map(|(facet, weight)| (facet.id.clone(), *weight))
            .collect(),
        per_country: Some(asked.per_country).filter(|n| *n != PER_COUNTRY),
        fair: asked.fair,
        filter: filter::text(directory, &asked.filter),
        chosen: visit.chosen.iter().map(|c| id(*c)).collect(),
        cities: kept
            .cities
            .iter()
            .map(|(c, note)| (id(*c), note.clone()))
            .collect(),
        practices: kept
            .practices
            .iter()
            .filter_map(|(ix, note)| Some((practice_id(snapshot, *ix)?.to_owned(), note.clone())))
            .collect(),
        view: view_code(snapshot, visit.view),
    }
}

/// Id of a practice.
pub(super) fn practice_id(snapshot: &Snapshot, ix: usize) -> Option<&str> {
    let entry = snapshot.practices.ready()?.entries.get(ix)?;
    Some(&entry.practice.id)
}

fn view_code(snapshot: &Snapshot, view: View) -> String {
    let of = |what: &str, id: &str| [what, ":", id].concat();
    match view {
        View::Start => "start".to_owned(),
        View::Partners => "suggest".to_owned(),
        View::Practices => "practices".to_owned(),
        View::Practice(ix) => of("practice", practice_id(snapshot, ix).unwrap_or_default()),
        View::Compare => "compare".to_owned(),
        View::Map => "map".to_owned(),
        View::Profile => "profile".to_owned(),
        View::Kept => "kept".to_owned(),
        View::Brief(city) => of("brief", snapshot.loaded.directory.id(city)),
    }
}

/// Restores, and says in words what could not be.
struct Restoring<'a> {
    snapshot: &'a Snapshot,
    words: &'a Words,
    problems: Vec<String>,
}

impl Restoring<'_> {
    fn lacks(&mut self, key: &str, what: &str) {
        let said = self.words.with(key, &[("what", what)]);
        if !self.problems.contains(&said) {
            self.problems.push(said);
        }
    }

    fn city(&mut self, id: &str) -> Option<CityIx> {
        let found = self.snapshot.loaded.directory.find(id);
        if found.is_none() {
            self.lacks("carried.no-city", id);
        }
        found
    }

    fn practice(&mut self, id: &str) -> Option<usize> {
        let entries = self.snapshot.practices.ready().map(|p| &p.entries);
        let found = entries.and_then(|all| all.iter().position(|e| e.practice.id == id));
        if found.is_none() {
            self.lacks("carried.no-practice", id);
        }
        found
    }

    fn asked(&mut self, carried: &Carried, top: usize) -> Asked {
        let directory = &self.snapshot.loaded.directory;
        let mut asked = Asked {
            top,
            ..Asked::default()
        };
        if !carried.city.is_empty() {
            asked.city = self.city(&carried.city);
        }
        match Purpose::from_code(&carried.purpose) {
            Some(purpose) => asked.purpose = purpose,
            None if carried.purpose.is_empty() => {}
            None => self.lacks("carried.no-purpose", &carried.purpose),
        }
        for code in &carried.topics {
            match directory.vocabulary.topic(code) {
                Some(topic) if asked.topics.contains(&topic) => {}
                Some(topic) if asked.topics.len() < MAX_TOPICS => asked.topics.push(topic),
                Some(_) => self.lacks("carried.many-topics", code),
                None => self.lacks("carried.no-topic", code),
            }
        }
        for goal in &carried.goals {
            if !(1..=17).contains(goal) {
                self.lacks("carried.no-goal", &goal.to_string());
            } else if !asked.goals.contains(goal) {
                asked.goals.push(*goal);
            }
        }
        let facets = &directory.catalogue.facets;
        for (id, weight) in &carried.weights {
            match facets.iter().position(|f| f.id == *id) {
                Some(at) => {
                    asked.sliders.resize(facets.len(), USUAL);
                    if let Some(slider) = asked.sliders.get_mut(at) {
                        *slider = (*weight).min(HEAVIEST);
                    }
                }
                None => self.lacks("carried.no-facet", id),
            }
        }
        if let Some(most) = carried.per_country {
            asked.per_country = most.min(COUNTRY_MOST);
        }
        asked.fair = carried.fair;
        for text in carried.filter.split(',').filter(|text| !text.is_empty()) {
            match filter::rule(directory, text) {
                Some(rule) => asked.filter.rules.push(rule),
                None => self.lacks("carried.no-filter", text),
            }
        }
        asked
    }

    fn kept(&mut self, carried: &Carried) -> Kept {
        let mut kept = Kept::default();
        for (id, note) in &carried.cities {
            if let Some(city) = self.city(id)
                && !kept.cities.iter().any(|(known, _)| *known == city)
            {
                kept.cities.push((city, note.clone()));
            }
        }
        for (id, note) in &carried.practices {
            if let Some(ix) = self.practice(id)
                && !kept.practices.iter().any(|(known, _)| *known == ix)
            {
                kept.practices.push((ix, note.clone()));
            }
        }
        kept
    }

    fn view(&mut self, code: &str, has_city: bool) -> View {
        let (what, id) = code.split_once(':').unwrap_or((code, ""));
        let view = match what {
            "start" => Some(View::Start),
            "suggest" | "" => Some(View::Partners),
            "practices" => Some(View::Practices),
            "practice" => self.practice(id).map(View::Practice),
            "compare" => Some(View::Compare),
            "map" => Some(View::Map),
            "profile" => Some(View::Profile),
            "kept" => Some(View::Kept),
            "brief" => self.city(id).map(View::Brief),
            _ => {
                self.lacks("carried.no-view", what);
                None
            }
        };
        let needs_city = |view: &View| !matches!(view, View::Start | View::Profile | View::Kept);
        match view.unwrap_or(View::Partners) {
            view if needs_city(&view) && !has_city => View::Start,
            view => view,
        }
    }
}

/// The question that is carried, and in words what of it could not be.
pub(in crate::later) fn asked(world: &World, carried: &Carried) -> (Asked, Vec<String>) {
    let mut restoring = Restoring {
        snapshot: world.snapshot,
        words: world.words,
        problems: Vec::new(),
    };
    let asked = restoring.asked(carried, world.visit.asked.top);
    (asked, restoring.problems)
}

/// Puts what is carried in the place of what the visitor had; what could not be restored, in words.
pub(super) fn restore(world: &mut World, carried: &Carried) -> Vec<String> {
    let mut restoring = Restoring {
        snapshot: world.snapshot,
        words: world.words,
        problems: Vec::new(),
    };
    let asked = restoring.asked(carried, world.visit.asked.top);
    let mut chosen = Vec::new();
    for id in &carried.chosen {
        if let Some(city) = restoring.city(id)
            && !chosen.contains(&city)
            && chosen.len() < super::super::compare::MOST
        {
            chosen.push(city);
        }
    }
    let kept = restoring.kept(carried);
    let has_city = asked.city.is_some() || carried.profile.is_some();
    let view = restoring.view(&carried.view, has_city);
    let problems = restoring.problems;
    let visit = &mut *world.visit;
    visit.asked = asked;
    visit.draft = carried.profile.clone().map(Shared::new);
    visit.drafts += 1;
    visit.chosen = chosen;
    visit.kept = kept;
    visit.view = view;
    visit.panel = None;
    visit.missing = false;
    problems
}

/// A profile in a shape that may leave with a link: never with an address to write to.
pub(super) fn without_contacts(profile: &Profile) -> Profile {
    Profile {
        contacts: Vec::new(),
        ..profile.clone()
    }
}
