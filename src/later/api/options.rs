//! The rest of the question, as the page gives it: goals, needs, offers, weights, filter. Changes what is asked.

use super::{array, complain, get};
use crate::later::keep::carried::{self, Carried};
use crate::later::profile::file::{self, Problem, Wrong};
use crate::later::question::{self, Edit};
use crate::later::{Effect, World};
use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};

/// Everything there is, as documented in `www/city-peers.d.ts`.
const FIELDS: [&str; 7] = [
    "goals",
    "needs",
    "offers",
    "weights",
    "filter",
    "perCountry",
    "fair",
];
/// Rules that are only kept or not, and what links call them.
const RULES: [(&str, &str); 3] = [
    ("sharedLanguage", "shared-language"),
    ("submitted", "submitted"),
    ("abroad", "abroad"),
];

/// Reads fields and collects what is wrong.
struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn wrong(&mut self, wrong: Wrong, path: &str, found: &JsValue) {
        self.problems.push(Problem::new(wrong, path, found));
    }

    /// A value that is there; one of another kind is wrong.
    fn read<T>(&mut self, value: &JsValue, path: &str, read: Option<T>) -> Option<T> {
        if read.is_none() && !value.is_undefined() && !value.is_null() {
            self.wrong(Wrong::Kind, path, value);
        }
        read
    }

    fn whole(&mut self, value: &JsValue, path: &str, most: f64) -> Option<u16> {
        let number = value.as_f64();
        let number = number.filter(|x| x.fract() == 0.0 && (0.0..=most).contains(x));
        self.read(value, path, number.map(|x| x as u16))
    }

    fn list(&mut self, value: &JsValue, path: &str) -> Vec<JsValue> {
        let list = array(value).map(|list| list.to_vec());
        self.read(value, path, list).unwrap_or_default()
    }

    fn entries(&mut self, value: &JsValue, path: &str) -> Vec<(String, JsValue)> {
        let object = value.dyn_ref::<Object>().filter(|_| array(value).is_none());
        let entries = object.map(file::entries);
        self.read(value, path, entries).unwrap_or_default()
    }

    /// Rules as links have them: a text as it stands, or an object.
    fn filter(&mut self, value: &JsValue) -> String {
        if let Some(text) = value.as_string() {
            return text;
        }
        let mut rules = Vec::new();
        for (name, value) in self.entries(value, "filter") {
            let path = ["filter.", &name].concat();
            let rule = RULES.iter().find(|(known, _)| *known == name);
            match (rule, name.as_str()) {
                (Some((_, rule)), _) => {
                    if let Some(true) = self.read(&value, &path, value.as_bool()) {
                        rules.push((*rule).to_owned());
                    }
                }
                (None, "hours") => {
                    let hours = self.whole(&value, &path, 8.0);
                    rules.extend(hours.map(|h| ["hours~", &(h * 60).to_string()].concat()));
                }
                (None, "languages" | "networks") => {
                    rules.extend(self.codes(&value, &path, &name));
                }
                (None, "population") => {
                    let least = get(&value, "least").as_f64().unwrap_or(0.0);
                    let most = get(&value, "most").as_f64().unwrap_or(1e12);
                    let text = |x: f64| (x as u64).to_string();
                    let rule = ["main~", &text(least), "*", &text(most)].concat();
                    let read = value.is_object().then_some(rule);
                    rules.extend(self.read(&value, &path, read));
                }
                (None, "indicators") => {
                    for (id, codes) in self.entries(&value, &path) {
                        let path = [&*path, ".", &id].concat();
                        rules.extend(self.codes(&codes, &path, &["is.", &id].concat()));
                    }
                }
                _ => self.wrong(Wrong::Option, &path, &value),
            }
        }
        rules.join(",")
    }

    /// A rule of codes.
    fn codes(&mut self, value: &JsValue, path: &str, rule: &str) -> Option<String> {
        let codes = self
            .list(value, path)
            .iter()
            .map(JsValue::as_string)
            .collect();
        let codes: Vec<String> = self.read(value, path, codes)?;
        (!codes.is_empty()).then(|| [rule, "~", &codes.join("*")].concat())
    }

    /// Topics with how much: codes alone, or as in a profile.
    fn topics(&mut self, value: &JsValue, path: &str, amount: &str) -> Vec<(String, u8)> {
        let mut topics = Vec::new();
        for (at, each) in self.list(value, path).iter().enumerate() {
            let path = [path, ".", &at.to_string()].concat();
            let topic = each.as_string().or_else(|| get(each, "topic").as_string());
            let much = self.whole(&get(each, amount), &path, 3.0);
            if let Some(topic) = self.read(each, &path, topic) {
                topics.push((topic, much.unwrap_or(2).max(1) as u8));
            }
        }
        topics
    }
}

/// Takes the options over. What of them cannot be used is said to the web developer; the rest counts.
pub(super) fn take(world: &mut World, given: &JsValue) {
    let mut reader = Reader {
        problems: Vec::new(),
    };
    for (name, value) in reader.entries(given, "") {
        if !FIELDS.contains(&name.as_str()) {
            reader.wrong(Wrong::Option, &name, &value);
        }
    }
    let field = |name: &str| get(given, name);
    let mut carried = Carried::default();
    for (at, goal) in reader.list(&field("goals"), "goals").iter().enumerate() {
        let path = ["goals.", &at.to_string()].concat();
        let goal = reader.whole(goal, &path, 255.0);
        carried.goals.extend(goal.map(|goal| goal as u8));
    }
    for (facet, weight) in reader.entries(&field("weights"), "weights") {
        let path = ["weights.", &facet].concat();
        if let Some(weight) = reader.whole(&weight, &path, 1000.0) {
            carried.weights.push((facet, weight));
        }
    }
    let most = reader.whole(&field("perCountry"), "perCountry", 1000.0);
    carried.per_country = most.map(usize::from);
    let fair = field("fair");
    carried.fair = reader
        .read(&fair, "fair", fair.as_bool())
        .unwrap_or_default();
    carried.filter = reader.filter(&field("filter"));
    let needs = reader.topics(&field("needs"), "needs", "importance");
    let offers = reader.topics(&field("offers"), "offers", "strength");

    let problems = reader.problems.iter();
    let mut problems: Vec<String> = problems.map(|p| p.place(world.words, "options")).collect();
    let (read, more) = carried::asked(world, &carried);
    problems.extend(more);
    let topic = |code: &str| world.snapshot.loaded.directory.vocabulary.topic(code);
    let mut edits = Vec::new();
    for (code, edit) in needs
        .iter()
        .map(|(code, much)| (code, Edit::Need(0, *much)))
        .chain(
            offers
                .iter()
                .map(|(code, much)| (code, Edit::Offer(0, *much))),
        )
    {
        match (topic(code), edit) {
            (Some(topic), Edit::Need(_, much)) => edits.push(Edit::Need(topic, much)),
            (Some(topic), Edit::Offer(_, much)) => edits.push(Edit::Offer(topic, much)),
            (None, _) => problems.push(world.words.with("carried.no-topic", &[("what", code)])),
        }
    }
    if !problems.is_empty() {
        complain(world, "options-invalid", "options", &problems);
    }
    let asked = &mut world.visit.asked;
    asked.goals = read.goals;
    asked.sliders = read.sliders;
    asked.per_country = read.per_country;
    asked.filter = read.filter;
    asked.fair = read.fair;
    world.effects.push(Effect::Rank);
    question::edits(world, edits);
}
