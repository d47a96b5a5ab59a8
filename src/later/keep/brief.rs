//! The facts of a brief on one city, and the brief as plain text. Reads only; `sheet.rs` shows it.

use super::{letter, meeting, sheet, take};
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::later as all;
use crate::later::partners;
use crate::later::{Effect, World};
use crate::queries::partner::{self, Row, Why, topic_name};
use crate::queries::practice;
use crate::state::Answered;
use city_peers_engine::exchange::Statement;
use city_peers_engine::model::Contact;
use city_peers_engine::practices::{self as engine, Entry, Fit, Verdict};
use city_peers_engine::suggest::{self, Partner, Ranker, Subject};
use city_peers_engine::{CityIx, Directory};

/// Topics listed each way.
const TOPICS: usize = 4;
/// Sixtieths in one of three steps of need or offer.
const STEP: u8 = 20;

/// A need and the offer that meets it, in steps of 1 to 3; 0 = not stated.
pub(super) struct Gain {
    pub topic: u8,
    pub need: u8,
    pub offer: u8,
}

/// What a brief says, before words.
pub(super) struct Facts<'a> {
    pub city: CityIx,
    pub us: &'a str,
    pub them: &'a str,
    /// The topics asked about; empty where none was chosen.
    pub topics: String,
    pub partner: Partner,
    pub row: Row,
    pub why: Why,
    /// What they have done, what was asked about first.
    pub practices: Vec<(&'a Entry, Fit)>,
    /// What we have done.
    pub ours: Vec<&'a Entry>,
    pub learn: Vec<Gain>,
    pub teach: Vec<Gain>,
    pub hours: Option<meeting::Hours>,
    pub note: &'a str,
    /// How likely it stays among the first; `None` where that is not worked out.
    pub chance: Option<String>,
    /// Between which figures its likeness lies; `None` where that is not worked out.
    pub range: Option<String>,
}

/// The view.
pub(super) fn view(
    d: &mut Dom,
    scene: Scene,
    memory: &all::Memory,
    answered: &Answered,
    city: CityIx,
) {
    let facts = weighed(scene, memory, answered, city);
    sheet::sheet(d, scene, &memory.keep, answered, &facts);
}

/// Puts together what is known of a city for this question.
pub(super) fn gather<'a>(scene: Scene<'a>, answered: &Answered, city: CityIx) -> Facts<'a> {
    let (words, snapshot) = (scene.words, scene.snapshot);
    let directory = &snapshot.loaded.directory;
    let found = answered.suggestions.partners.iter();
    let partner = match found.clone().find(|p| p.city == city) {
        Some(partner) => partner.clone(),
        None => {
            let query = answered.asked.query();
            let them = Subject::of_city(directory, city);
            Ranker::new(directory, &query).compare(&answered.subject, &them)
        }
    };
    let names = answered.asked.topics.iter();
    let names: Vec<String> = names
        .map(|t| words.lower(topic_name(words, directory, *t)))
        .collect();
    let row = partner::row(words, snapshot, answered, &partner);
    let why = partner::why(words, snapshot, answered, &partner);
    let query = answered.asked.query();
    let asking = suggest::asking(&answered.subject, &query);
    let theirs = directory.statement(city);
    let kept = snapshot.visit.kept.cities.iter();
    Facts {
        city,
        us: scene.my_name(),
        them: snapshot.name(city, words.lang()),
        topics: if names.is_empty() {
            String::new()
        } else {
            words.list(&names)
        },
        practices: done(scene, answered, &row),
        ours: own(scene, answered),
        learn: gains(asking.as_ref(), theirs),
        teach: gains(theirs, answered.subject.statement.as_ref()),
        hours: meeting::today(scene, answered, city),
        note: kept
            .filter(|(kept, _)| *kept == city)
            .map(|(_, note)| note.as_str())
            .next()
            .unwrap_or_default(),
        partner,
        row,
        why,
        chance: None,
        range: None,
    }
}

/// The same with what the draws say, which the partners' view remembers.
fn weighed<'a>(
    scene: Scene<'a>,
    all: &all::Memory,
    answered: &Answered,
    city: CityIx,
) -> Facts<'a> {
    let mut facts = gather(scene, answered, city);
    let figure = all.partners.figure(answered, city);
    let whole = |x: f64| scene.words.number(x.round());
    facts.range = figure
        .and_then(|figure| figure.likeness)
        .map(|(low, high)| {
            let ends = [("low", &*whole(low)), ("high", &whole(high))];
            scene.words.with("why.range.text", &ends)
        });
    facts.chance = figure.map(|figure| partners::chance_text(scene.words, figure));
    facts
}

/// The practices of a city, what was asked about first.
fn done<'a>(scene: Scene<'a>, answered: &Answered, row: &Row) -> Vec<(&'a Entry, Fit)> {
    let directory = &scene.snapshot.loaded.directory;
    let all = scene.snapshot.practices.ready().map(|p| &p.entries);
    let listed = row.practices.iter().flatten();
    listed
        .filter_map(|(ix, ..)| all?.get(*ix))
        .map(|entry| (entry, engine::fit(directory, &answered.subject, entry)))
        .collect()
}

/// The practices of the visitor's city.
fn own<'a>(scene: Scene<'a>, answered: &Answered) -> Vec<&'a Entry> {
    let all = scene.snapshot.practices.ready().map(|p| &p.entries);
    let city = answered.subject.city;
    let ours = all.into_iter().flatten();
    ours.filter(|e| city.is_some() && e.city == city).collect()
}

/// The needs of one side with what the other offers, what meets most first.
fn gains(needy: Option<&Statement>, offering: Option<&Statement>) -> Vec<Gain> {
    let steps = |sixtieths: u8| (sixtieths.saturating_add(STEP - 1) / STEP).min(3);
    let mut gains = Vec::new();
    for &(topic, need) in needy.map_or(&[][..], |s| &s.needs) {
        let offers = offering.map_or(&[][..], |s| &s.offers);
        let offer = offers.iter().find(|(t, _)| *t == topic);
        gains.push(Gain {
            topic,
            need: steps(need),
            offer: offer.map_or(0, |(_, offer)| steps(*offer)),
        });
    }
    let weight = |gain: &Gain| (gain.need * gain.offer, gain.need);
    city_peers_engine::order::sort_short(&mut gains, |a, b| weight(a) > weight(b));
    gains.truncate(TOPICS);
    gains
}

impl Facts<'_> {
    /// A text with the names of both cities and what it is about; `key.any` where no topic was chosen.
    pub(super) fn say(&self, scene: Scene, key: &str) -> String {
        let any = [key, ".any"].concat();
        let known = scene.words.find(&any);
        let key = match known {
            Some(_) if self.topics.is_empty() => &any,
            _ => key,
        };
        let values = [
            ("us", self.us),
            ("them", self.them),
            ("topics", &self.topics),
        ];
        scene.words.with(key, &values)
    }

    /// How alike, what they have done, what is proposed.
    pub(super) fn lead(&self, scene: Scene) -> String {
        let words = scene.words;
        let mut said = Vec::new();
        if let Some(likeness) = &self.row.likeness {
            let key = ["brief.", likeness.word].concat();
            said.push(self.say(scene, &key));
        }
        said.push(match self.practices.first() {
            Some((entry, _)) => words.with(
                "brief.lead.practice",
                &[("them", self.them), ("title", &entry.practice.title)],
            ),
            None => self.say(scene, "brief.lead.none"),
        });
        said.push(words.text("brief.lead.talk").to_owned());
        said.join(" ")
    }

    /// "Alike: 84 of 100. An average pair has 60."
    pub(super) fn likeness(&self, scene: Scene) -> Option<String> {
        let likeness = self.row.likeness.as_ref()?;
        let number = |x: f64| scene.words.number(x.round());
        let said = scene.words.with(
            "brief.likeness",
            &[
                ("word", scene.words.text(likeness.word)),
                ("value", &number(likeness.value)),
                ("average", &number(likeness.average)),
            ],
        );
        Some(match &self.range {
            Some(range) => [said.as_str(), range].join(" "),
            None => said,
        })
    }

    /// What to ask, from what is known of their practice and of ours.
    pub(super) fn questions(&self, scene: Scene, answered: &Answered) -> Vec<String> {
        let words = scene.words;
        let Some((entry, fit)) = self.practices.first() else {
            let keys = ["talk.works", "talk.failed", "talk.half", "talk.from-us"];
            return keys.iter().map(|key| self.say(scene, key)).collect();
        };
        let title = entry.practice.title.as_str();
        let mut asked = vec![words.with("talk.began", &[("title", title)])];
        if let Some(obstacle) = entry.practice.obstacles.first() {
            asked.push(words.with("talk.obstacle", &[("what", obstacle)]));
        }
        let rows = practice::criteria(words, scene.snapshot, answered, entry, fit);
        if let Some(open) = rows.iter().find(|row| row.verdict != Verdict::Pass) {
            asked.push(words.with("talk.criterion", &[("what", &open.name), ("us", self.us)]));
        }
        asked.push(words.text("talk.half").to_owned());
        asked.push(words.text("talk.again").to_owned());
        asked
    }

    /// Ways of working both want.
    pub(super) fn then(&self, scene: Scene) -> String {
        let directory: &Directory = &scene.snapshot.loaded.directory;
        let modes = self.partner.ease.modes.as_deref().unwrap_or_default();
        let codes = modes
            .iter()
            .filter_map(|at| directory.cities.modes.get(usize::from(*at)));
        let codes: Vec<String> = codes.cloned().collect();
        if codes.is_empty() {
            return scene.words.text("brief.then").to_owned();
        }
        let modes = practice::terms(scene.words, scene.snapshot, "modes", &codes);
        scene.words.with("brief.then.modes", &[("modes", &modes)])
    }
}

/// The offices of a city that its own profile publishes; `None` while the profile is on its way.
pub(super) fn contacts<'a>(scene: Scene<'a>, city: CityIx) -> Option<&'a [Contact]> {
    if !scene.snapshot.loaded.directory.submitted(city) {
        return Some(&[]);
    }
    scene.snapshot.detail(city).map(|p| p.contacts.as_slice())
}

/// Offers a brief as a text file.
pub(super) fn save(world: &mut World, city: CityIx) {
    let Some(answered) = world.answered else {
        return;
    };
    let scene = Scene {
        words: world.words,
        snapshot: world.snapshot,
    };
    let facts = weighed(scene, world.memory, answered, city);
    let message = letter::text(scene, &world.memory.keep, &facts);
    let text = plain(scene, answered, &facts, &message);
    let id = world.snapshot.loaded.directory.id(city);
    let name = ["city-peers-brief-", id, "-", &take::today(), ".txt"].concat();
    world
        .effects
        .push(Effect::Save(name, "text/plain;charset=utf-8", text));
    let said = world.words.text("take.saved").to_owned();
    world.effects.push(Effect::Announce(said));
}

/// The brief without pictures.
fn plain(scene: Scene, answered: &Answered, facts: &Facts, message: &str) -> String {
    let words = scene.words;
    let of = |key: &str, what: &str| {
        words.with("reason.of", &[("label", words.text(key)), ("what", what)])
    };
    let mut lines = vec![
        facts.say(scene, "brief.title"),
        sheet::prepared(scene, facts),
        String::new(),
        facts.lead(scene),
        String::new(),
        facts.say(scene, "brief.why"),
        of("facts.alike", &facts.row.alike.join("; ")),
        of("facts.different", &facts.row.different.join("; ")),
    ];
    lines.extend(facts.likeness(scene).map(|l| of("figure.likeness", &l)));
    if let Some(chance) = &facts.chance {
        let first = words.count("figure.first", answered.asked.top, &[]);
        let values = [("label", first.as_str()), ("what", chance)];
        lines.push(words.with("reason.of", &values));
    }
    lines.push(of("figure.ease", &facts.why.ease.join(" ")));
    if !facts.note.is_empty() {
        lines.extend([String::new(), facts.note.to_owned()]);
    }
    for (entry, _) in &facts.practices {
        let practice = &entry.practice;
        lines.extend([
            String::new(),
            practice.title.clone(),
            practice::about(words, scene.snapshot, entry),
            practice.summary.clone(),
        ]);
        lines.extend(practice.sources.iter().map(|s| s.url.clone()));
    }
    lines.extend([String::new(), words.text("talk.title").to_owned()]);
    for (at, question) in facts.questions(scene, answered).iter().enumerate() {
        lines.push([&(at + 1).to_string(), ". ", question].concat());
    }
    let language = meeting::language(scene, answered, facts.city, &facts.partner.ease);
    lines.extend([
        String::new(),
        words.text("meet.title").to_owned(),
        language,
        meeting::when(scene, facts.hours, facts.us, facts.them),
        words.text("meet.agenda.text").to_owned(),
        facts.then(scene),
        String::new(),
        words.text("letter.title").to_owned(),
        message.to_owned(),
        String::new(),
        sheet::certain(scene, facts),
    ]);
    lines.join("\r\n")
}
