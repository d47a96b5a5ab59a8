//! Profile, question and shortlist as one JSON file. Reads only: saving is an effect, restoring is for `carried.rs`.

use super::carried::{Carried, Noted};
use crate::later::profile::file as person;
use crate::words::Words;
use city_peers_engine::Directory;
use city_peers_engine::model::Profile;
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The name of the format, in every file.
const FORMAT: &str = "city-peers";
/// The version of the form below.
const VERSION: f64 = 1.0;

/// The view of a file that is a profile alone.
pub(super) const PROFILE: &str = "profile";

/// A field of a fresh plain object.
fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &JsValue::from_str(key), &value.into());
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

fn texts(list: &[String]) -> Array {
    list.iter().map(|text| JsValue::from_str(text)).collect()
}

/// What is kept, with notes: in files and in the event.
pub(super) fn shortlist(carried: &Carried) -> JsValue {
    let noted = |list: &[Noted]| -> Array {
        let mut items = Vec::new();
        for (id, note) in list {
            let item = Object::new();
            set(&item, "id", id.as_str());
            set(&item, "note", note.as_str());
            items.push(item);
        }
        items.into_iter().collect()
    };
    let shortlist = Object::new();
    set(&shortlist, "cities", noted(&carried.cities));
    set(&shortlist, "practices", noted(&carried.practices));
    shortlist.into()
}

/// The file: its text.
pub(super) fn write(carried: &Carried, directory: &str, saved: &str) -> String {
    let question = Object::new();
    set(&question, "topics", texts(&carried.topics));
    set(&question, "purpose", carried.purpose.as_str());
    let goals: Array = carried.goals.iter().map(|g| JsValue::from(*g)).collect();
    set(&question, "goals", goals);
    let weights = Object::new();
    for (facet, weight) in &carried.weights {
        set(&weights, facet, *weight);
    }
    set(&question, "weights", weights);
    if let Some(most) = carried.per_country {
        set(&question, "per_country", most as u32);
    }
    if carried.fair {
        set(&question, "fair", true);
    }
    if !carried.filter.is_empty() {
        set(&question, "filter", carried.filter.as_str());
    }
    let file = Object::new();
    set(&file, "format", FORMAT);
    set(&file, "version", VERSION);
    set(&file, "saved", saved);
    set(&file, "directory", directory);
    if !carried.city.is_empty() {
        set(&file, "city", carried.city.as_str());
    }
    if let Some(profile) = &carried.profile {
        set(&file, "profile", person::to_json(profile));
    }
    set(&file, "question", question);
    set(&file, "compared", texts(&carried.chosen));
    set(&file, "shortlist", shortlist(carried));
    person::json(&file, 2)
}

/// Reads fields, and says in words which are not what they should be.
struct Reading<'a> {
    words: &'a Words,
    problems: Vec<String>,
}

impl Reading<'_> {
    fn wrong(&mut self, place: &str) {
        self.problems
            .push(self.words.with("file.wrong", &[("what", place)]));
    }

    fn text(&mut self, object: &JsValue, key: &str, place: &str) -> String {
        let value = get(object, key);
        if value.is_undefined() || value.is_null() {
            return String::new();
        }
        let text = value.as_string();
        if text.is_none() {
            self.wrong(place);
        }
        text.unwrap_or_default()
    }

    fn list(&mut self, object: &JsValue, key: &str, place: &str) -> Vec<JsValue> {
        let value = get(object, key);
        if value.is_undefined() || value.is_null() {
            return Vec::new();
        }
        match value.dyn_into::<Array>() {
            Ok(list) => list.to_vec(),
            Err(_) => {
                self.wrong(place);
                Vec::new()
            }
        }
    }

    fn each<T>(
        &mut self,
        object: &JsValue,
        key: &str,
        place: &str,
        read: impl Fn(&JsValue) -> Option<T>,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for (at, value) in self.list(object, key, place).iter().enumerate() {
            match read(value) {
                Some(value) => found.push(value),
                None => self.wrong(&[place, "[", &at.to_string(), "]"].concat()),
            }
        }
        found
    }

    fn whole(&mut self, value: &JsValue, place: &str) -> Option<u16> {
        let number = value.as_f64();
        let number = number.filter(|x| x.fract() == 0.0 && (0.0..=1000.0).contains(x));
        if number.is_none() {
            self.wrong(place);
        }
        number.map(|x| x as u16)
    }

    fn question(&mut self, question: &JsValue, carried: &mut Carried) {
        carried.topics = self.each(question, "topics", &asked("topics"), JsValue::as_string);
        carried.purpose = self.text(question, "purpose", &asked("purpose"));
        carried.goals = self.each(question, "goals", &asked("goals"), |goal| {
            goal.as_f64().map(|goal| goal as u8)
        });
        let weights = get(question, "weights");
        if weights.is_object() {
            for entry in Object::entries(weights.unchecked_ref()).iter() {
                let entry: Array = entry.unchecked_into();
                let facet = entry.get(0).as_string().unwrap_or_default();
                let place = [&*asked("weights"), ".", &facet].concat();
                if let Some(weight) = self.whole(&entry.get(1), &place) {
                    carried.weights.push((facet, weight));
                }
            }
        } else if !weights.is_undefined() {
            self.wrong(&asked("weights"));
        }
        let most = get(question, "per_country");
        if !most.is_undefined() {
            let most = self.whole(&most, &asked("per_country"));
            carried.per_country = most.map(usize::from);
        }
        carried.fair = get(question, "fair").is_truthy();
        carried.filter = self.text(question, "filter", &asked("filter"));
    }
}

fn noted(item: &JsValue) -> Option<Noted> {
    let note = get(item, "note").as_string().unwrap_or_default();
    Some((get(item, "id").as_string()?, note))
}

/// What a file carries, and what in it could not be read; an error where nothing of it can be.
pub(super) fn read(
    words: &Words,
    directory: &Directory,
    text: &str,
) -> Result<(Carried, Vec<String>), Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    match JSON::parse(text) {
        Ok(file) => read_value(words, directory, &file),
        Err(error) => {
            let key = match text.trim() {
                "" => "file.empty",
                _ => "file.not-json",
            };
            // The browser says where.
            let place = get(&error, "message").as_string();
            let said = [words.text(key).to_owned()].into_iter();
            Err(said.chain(place).collect())
        }
    }
}

/// What parsed JSON carries, as [`read`].
pub(super) fn read_value(
    words: &Words,
    directory: &Directory,
    file: &JsValue,
) -> Result<(Carried, Vec<String>), Vec<String>> {
    let no = |key: &str| Err(vec![words.text(key).to_owned()]);
    if !file.is_object() || Array::is_array(file) {
        return no("file.not-ours");
    }
    let format = get(file, "format");
    if format.is_undefined() {
        return bare(words, directory, file);
    }
    if format.as_string().as_deref() != Some(FORMAT) {
        return no("file.not-ours");
    }
    match get(file, "version").as_f64() {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return no("file.newer"),
        _ => return no("file.not-ours"),
    }
    let mut reading = Reading {
        words,
        problems: Vec::new(),
    };
    let mut carried = Carried {
        city: reading.text(file, "city", "city"),
        view: "suggest".to_owned(),
        ..Carried::default()
    };
    let profile = get(file, "profile");
    if !profile.is_undefined() && !profile.is_null() {
        let (profile, problems) = person::read(&profile, directory);
        if profile != Profile::default() {
            carried.profile = Some(profile);
        }
        let said = problems.iter().map(|problem| problem.say(words));
        reading.problems.extend(said);
    }
    reading.question(&get(file, "question"), &mut carried);
    carried.chosen = reading.each(file, "compared", "compared", JsValue::as_string);
    let shortlist = get(file, "shortlist");
    if shortlist.is_object() {
        carried.cities = reading.each(&shortlist, "cities", "shortlist.cities", noted);
        carried.practices = reading.each(&shortlist, "practices", "shortlist.practices", noted);
    }
    Ok((carried, reading.problems))
}

/// A profile alone, as the publisher has them: it becomes the visitor's city.
fn bare(
    words: &Words,
    directory: &Directory,
    file: &JsValue,
) -> Result<(Carried, Vec<String>), Vec<String>> {
    let like_a_profile = ["id", "name", "country", "values"];
    let known = |key: &&str| !get(file, key).is_undefined();
    if like_a_profile.into_iter().filter(known).count() < 2 {
        return Err(vec![words.text("file.not-ours").to_owned()]);
    }
    let (profile, problems) = person::read(file, directory);
    let carried = Carried {
        view: PROFILE.to_owned(),
        profile: Some(profile),
        ..Carried::default()
    };
    let said = problems.iter().map(|problem| problem.say(words));
    Ok((carried, said.collect()))
}

/// The place of a field of the question in a file.
fn asked(field: &str) -> String {
    ["question.", field].concat()
}
