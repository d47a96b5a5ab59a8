//! A profile as JSON, as files, events and publishers have it. Reads and makes plain values, no effects.

use crate::element;
use crate::words::Words;
use city_peers_engine::Directory;
use city_peers_engine::model::Profile;
use city_peers_engine::quantise::{self, ValueProblem};
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What is wrong with one place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// The file holds no profile at all.
    NoProfile,
    /// No profile has such a field. Left out.
    Field,
    /// It should be another kind of value. Left out.
    Kind,
    /// The directory does not compare such an indicator. Kept, but not used.
    Indicator,
    /// The directory has no such code. Kept, but not used.
    Code,
    /// There is no such option of the question. Left out.
    Option,
}

/// Something in a file that cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    /// What is wrong.
    pub wrong: Wrong,
    /// Where, such as `values/area`.
    pub path: String,
    /// What stands there, as JSON.
    pub found: String,
}

impl Problem {
    pub(crate) fn new(wrong: Wrong, path: &str, found: &JsValue) -> Problem {
        Problem {
            wrong,
            path: path.to_owned(),
            found: text(found),
        }
    }

    /// The problem as a sentence.
    pub(crate) fn say(&self, words: &Words) -> String {
        let key = match self.wrong {
            Wrong::NoProfile => "your.file.no-profile",
            Wrong::Field => "your.file.field",
            Wrong::Kind => "your.file.kind",
            Wrong::Indicator => "your.file.indicator",
            Wrong::Code => "your.file.code",
            Wrong::Option => "option.unknown",
        };
        words.with(key, &[("place", &self.path), ("found", &self.found)])
    }

    /// The problem as a sentence about a property of the element.
    pub(crate) fn place(&self, words: &Words, property: &str) -> String {
        let wrong = match self.wrong {
            Wrong::NoProfile => Wrong::Kind,
            wrong => wrong,
        };
        let dot = if self.path.is_empty() { "" } else { "." };
        let path = [property, dot, &self.path.replace('/', ".")].concat();
        let found = self.found.clone();
        Problem { wrong, path, found }.say(words)
    }
}

/// Fields that hold a list.
const LISTS: &[&str] = &[
    "needs",
    "offers",
    "goals",
    "contacts",
    "media",
    "reviews",
    "languages",
    "networks",
    "frameworks",
    "modes",
];
/// Fields that hold values by name.
const MAPS: &[&str] = &["name", "values", "philosophy", "concept", "sources"];
/// The others.
const SINGLE: &[&str] = &[
    "id",
    "country",
    "lat",
    "lon",
    "time_zone",
    "origin",
    "updated",
];

fn among(names: &[&str], name: &str) -> bool {
    names.contains(&name)
}

/// A profile as plain JSON; what is unknown is absent.
pub(crate) fn to_json(profile: &Profile) -> JsValue {
    let plain = element::plain(profile);
    prune(&plain);
    plain
}

/// Takes out what says nothing: no value, no text, no entries. An empty list as a value of an indicator stays:
/// it says that there is none.
fn prune(value: &JsValue) {
    let Some(object) = value.dyn_ref::<Object>() else {
        return;
    };
    for name in Object::keys(object).iter() {
        let inside = Reflect::get(object, &name).unwrap_or_default();
        let values = name.as_string().is_some_and(|name| name == "values");
        if !values {
            prune(&inside);
        }
        let empty = match inside.dyn_ref::<Object>() {
            Some(inside) => Object::keys(inside).length() == 0,
            None => inside.is_null() || inside.as_string().is_some_and(|text| text.is_empty()),
        };
        if empty {
            // Taking out a property of a plain object cannot fail.
            let _ = Reflect::delete_property(object, &name);
        }
    }
}

/// A value as JSON text, with indents of so many spaces. Some old libraries give all arrays a `toJSON` of their own, which
/// makes texts of them: it is set aside meanwhile. `undefined` for what JSON has no word for, such as a function.
pub(crate) fn json(value: &JsValue, indent: u32) -> String {
    let arrays = Object::get_prototype_of(&Array::new());
    let name = JsValue::from_str("toJSON");
    let own = Reflect::get(&arrays, &name).unwrap_or_default();
    // A page may have frozen its arrays: then theirs is what there is.
    let _ = Reflect::delete_property(&arrays, &name);
    let json = JSON::stringify_with_replacer_and_space(value, &JsValue::NULL, &indent.into());
    if !own.is_undefined() {
        let _ = Reflect::set(&arrays, &name, &own);
    }
    // Then the browser gives `undefined`, whatever the type says.
    let json = json.ok().map(JsValue::from);
    json.map(|json| json.as_string().unwrap_or_else(|| "undefined".to_owned()))
        .unwrap_or_default()
}

/// A value as JSON text.
pub(crate) fn text(value: &JsValue) -> String {
    json(value, 0)
}

/// A profile as the text of a file, with indents.
pub(crate) fn pretty(profile: &Profile) -> String {
    json(&to_json(profile), 2)
}

/// All of a file that can be used, and everything that cannot. What is merely not of this directory's catalogue stays
/// in the profile: another directory may know it, and saving it again loses nothing.
pub(crate) fn read(value: &JsValue, directory: &Directory) -> (Profile, Vec<Problem>) {
    let mut reader = Reader {
        directory,
        profile: Profile::default(),
        problems: Vec::new(),
    };
    match value.dyn_ref::<Object>() {
        Some(object) if !Array::is_array(value) => {
            for (name, inside) in entries(object) {
                if !(inside.is_null() || inside.is_undefined()) {
                    reader.field(&name, &inside);
                }
            }
        }
        _ => {
            let problem = Problem::new(Wrong::NoProfile, "", value);
            reader.problems.push(problem);
        }
    }
    (reader.profile, reader.problems)
}

/// The fields of an object.
pub(crate) fn entries(object: &Object) -> Vec<(String, JsValue)> {
    let entry = |name: JsValue| Some((name.as_string()?, Reflect::get(object, &name).ok()?));
    Object::keys(object).iter().filter_map(entry).collect()
}

/// An object with one property.
fn with(name: &str, value: &JsValue) -> JsValue {
    let object = Object::new();
    let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    object.into()
}

struct Reader<'d> {
    directory: &'d Directory,
    profile: Profile,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn field(&mut self, name: &str, value: &JsValue) {
        if among(LISTS, name) && Array::is_array(value) {
            for (at, each) in Array::from(value).iter().enumerate() {
                let path = [name, "/", &at.to_string()].concat();
                self.take(name, &path, &Array::of1(&each), &each);
            }
        } else if let (true, Some(object)) = (among(MAPS, name), value.dyn_ref::<Object>())
            && !Array::is_array(value)
        {
            for (key, each) in entries(object) {
                let path = [name, "/", &key].concat();
                self.take(name, &path, &with(&key, &each), &each);
            }
        } else if among(SINGLE, name) {
            self.take(name, name, value, value);
        } else if among(LISTS, name) || among(MAPS, name) {
            self.wrong(Wrong::Kind, name, value);
        } else {
            self.wrong(Wrong::Field, name, value);
        }
    }

    fn wrong(&mut self, wrong: Wrong, path: &str, found: &JsValue) {
        self.problems.push(Problem::new(wrong, path, found));
    }

    /// Takes one part of a field, `value`; `found` is what a reader of the file would call it.
    fn take(&mut self, name: &str, path: &str, value: &JsValue, found: &JsValue) {
        let part: Result<Profile, _> = serde_wasm_bindgen::from_value(with(name, value));
        let Ok(part) = part else {
            return self.wrong(Wrong::Kind, path, found);
        };
        if let Some(wrong) = self.check(&part) {
            self.wrong(wrong, path, found);
            if wrong == Wrong::Kind {
                return;
            }
        }
        let profile = &mut self.profile;
        match name {
            "id" => profile.id = part.id,
            "country" => profile.country = part.country,
            "lat" => profile.lat = part.lat,
            "lon" => profile.lon = part.lon,
            "time_zone" => profile.time_zone = part.time_zone,
            "origin" => profile.origin = part.origin,
            "updated" => profile.updated = part.updated,
            _ => {
                profile.name.extend(part.name);
                profile.values.extend(part.values);
                profile.philosophy.extend(part.philosophy);
                profile.concept.extend(part.concept);
                profile.sources.extend(part.sources);
                profile.needs.extend(part.needs);
                profile.offers.extend(part.offers);
                profile.goals.extend(part.goals);
                profile.contacts.extend(part.contacts);
                profile.media.extend(part.media);
                profile.reviews.extend(part.reviews);
                profile.languages.extend(part.languages);
                profile.networks.extend(part.networks);
                profile.frameworks.extend(part.frameworks);
                profile.modes.extend(part.modes);
            }
        }
    }

    /// What the directory cannot use.
    fn check(&self, part: &Profile) -> Option<Wrong> {
        let catalogue = &self.directory.catalogue;
        let topics = part.needs.iter().map(|need| &need.topic);
        let mut topics = topics.chain(part.offers.iter().map(|offer| &offer.topic));
        let known = |topic: &String| self.directory.vocabulary.topic(topic).is_some();
        let mut wrong = (!topics.all(known)).then_some(Wrong::Code);
        let beyond = |at: Option<f64>, most: f64| at.is_some_and(|at| at.abs() > most);
        if beyond(part.lat, 90.0) || beyond(part.lon, 180.0) {
            wrong = Some(Wrong::Kind);
        }
        for (id, value) in &part.values {
            let indicator = catalogue.indicator(id);
            let indicator = indicator.and_then(|at| catalogue.indicators.get(at));
            wrong = match indicator.map(|indicator| quantise::cell(indicator, value)) {
                None => Some(Wrong::Indicator),
                Some(Ok(_)) => None,
                Some(Err(ValueProblem::UnknownCode(_))) => Some(Wrong::Code),
                Some(Err(_)) => Some(Wrong::Kind),
            };
        }
        wrong
    }
}
