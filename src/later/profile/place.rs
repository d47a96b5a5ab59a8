//! Name, country and place: the map of the directory's cities, to press on or to steer, and what is near.

use super::change::current;
use super::{Act, Field, LAT, LON, Memory, NAME, facts, said};
use crate::action::Action;
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::intl;
use crate::later;
use crate::queries::map::{HEIGHT, WIDTH, exactly, place};
use crate::queries::{partner, value};
use crate::state::{Snapshot, Visit};
use crate::words::Words;
use city_peers_engine::CityIx;
use city_peers_engine::model::Profile;
use city_peers_engine::order::sort_short;
use city_peers_engine::search;
use yew::virtual_dom::ListenerKind;

/// The part of the world map that is shown, in its units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    x: f64,
    y: f64,
    width: f64,
}

/// Height of the map by its width.
const SHAPE: f64 = HEIGHT as f64 / WIDTH as f64;
/// The narrowest part: about ten degrees.
const NARROWEST: f64 = 40.0;

impl Frame {
    fn height(self) -> f64 {
        self.width * SHAPE
    }

    /// The place at a share of width and height.
    pub(super) fn place(self, right: f64, down: f64) -> (f64, f64) {
        place(self.x + right * self.width, self.y + down * self.height())
    }

    /// How far a key moves the point, in degrees.
    pub(super) fn step(self) -> f64 {
        (self.width / 400.0).clamp(0.1, 1.0)
    }
}

/// The part of the map that the country's cities take up, with the point; all of it where there are none.
pub(super) fn frame(snapshot: &Snapshot, visit: &Visit, memory: &Memory) -> Frame {
    let whole = Frame {
        x: 0.0,
        y: 0.0,
        width: f64::from(WIDTH),
    };
    let Some(profile) = current(snapshot, visit, memory) else {
        return whole;
    };
    let directory = &snapshot.loaded.directory;
    let cities = said::of_country(directory, &profile.country);
    let mut spots: Vec<(f64, f64)> = cities
        .filter_map(|city| directory.place(city))
        .map(|(lat, lon)| exactly(lat, lon))
        .collect();
    if spots.is_empty() {
        return whole;
    }
    if let (Some(lat), Some(lon)) = (profile.lat, profile.lon) {
        spots.push(exactly(lat, lon));
    }
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let all = spots.iter().map(of);
        all.fold((f64::MAX, f64::MIN), |e, x| (e.0.min(x), e.1.max(x)))
    };
    let ((left, right), (top, bottom)) = (ends(|s| s.0), ends(|s| s.1));
    let width = (right - left).max((bottom - top) / SHAPE) * 1.25;
    let width = width.clamp(NARROWEST, f64::from(WIDTH));
    Frame {
        x: (left + right - width) / 2.0,
        y: (top + bottom - width * SHAPE) / 2.0,
        width,
    }
}

/// The nearest city in words: "38 km south-east of Tétouan".
pub(super) fn where_it_is(
    words: &Words,
    snapshot: &Snapshot,
    visit: &Visit,
    memory: &Memory,
) -> Option<String> {
    let profile = current(snapshot, visit, memory)?;
    let (lat, lon) = (profile.lat?, profile.lon?);
    let (city, km) = *memory.near.first()?;
    let (their_lat, their_lon) = snapshot.loaded.directory.place(city)?;
    let name = snapshot.name(city, words.lang());
    if km < 10.0 {
        return Some(words.with("your.near.at", &[("city", name)]));
    }
    // A degree of longitude is shorter away from the equator; to the nearest of eight directions a rough figure will do.
    let narrow = 1.0 - (lat.abs() / 90.0).powi(2);
    let (up, right) = (lat - their_lat, (lon - their_lon) * narrow);
    let most = up.abs().max(right.abs());
    let part = |x: f64| x.abs() > most * 0.41;
    let key = match (part(up), part(right), up > 0.0, right > 0.0) {
        (true, true, true, true) => "your.near.ne",
        (true, true, true, false) => "your.near.nw",
        (true, true, false, true) => "your.near.se",
        (true, true, false, false) => "your.near.sw",
        (true, _, true, _) => "your.near.n",
        (true, _, false, _) => "your.near.s",
        (_, _, _, true) => "your.near.e",
        _ => "your.near.w",
    };
    let km = words.rounded(km);
    Some(words.with(key, &[("km", &km), ("city", name)]))
}

/// Name, country, place of a newcomer.
pub(super) fn section(d: &mut Dom, scene: Scene, memory: &Memory, profile: &Profile) {
    d.el("div.field", |d| {
        d.el("div.stack-s", |d| {
            d.word_el("label[for=your-name]", "your.name");
            d.word_el("p.note[id=your-name-h]", "your.name.note");
            d.el(
                "input.input[id=your-name][type=text][autocomplete=off]",
                |d| {
                    d.attr("aria-describedby", "your-name-h your-name-e");
                    text(d, memory, NAME, said::name(scene, profile));
                    if memory.missing == Some("your.missing.name") {
                        d.attr("aria-invalid", "true");
                    }
                },
            );
            d.el("p.error[id=your-name-e]", |d| {
                if memory.missing == Some("your.missing.name") {
                    d.word("your.missing.name");
                }
            });
        });
    });
    d.el("div.field", |d| {
        d.el("div.stack-s", |d| {
            d.word_el("label[for=your-country]", "your.country");
            d.el("select.input[id=your-country]", |d| {
                typed(d, ListenerKind::onchange, Field::Country);
                option(d, "", scene.t("your.choose"), profile.country.is_empty());
                let countries = memory.learned.as_ref().map(|l| l.countries.as_slice());
                for (code, name) in countries.unwrap_or_default() {
                    option(d, code, name, profile.country == *code);
                }
            });
            known(d, scene, profile);
        });
        national(d, scene, memory, profile);
    });
    spot(d, scene, memory, profile);
}

/// Cities of the country in the directory that are called like the one of the form, in any language that is there.
fn namesakes(scene: Scene, profile: &Profile, name: &str) -> Vec<CityIx> {
    let query = search::fold(&intl::decompose(name));
    if query.is_empty() {
        return Vec::new();
    }
    let directory = &scene.snapshot.loaded.directory;
    let mut found: Vec<CityIx> = said::of_country(directory, &profile.country)
        .filter(|city| directory.cities.keys.get(city.ix()) == query)
        .collect();
    for table in scene.snapshot.names.iter() {
        for (&city, key) in table.cities.iter().zip(table.keys.iter()) {
            let here = || directory.country(city) == profile.country;
            if key == query && here() && !found.contains(&city) {
                found.push(city);
            }
        }
    }
    sort_short(&mut found, |a, b| directory.main(*a) > directory.main(*b));
    found
}

/// The city may be in the directory after all: then nobody has to describe it.
fn known(d: &mut Dom, scene: Scene, profile: &Profile) {
    let words = scene.words;
    let name = said::name(scene, profile).trim();
    let found = if profile.country.is_empty() {
        Vec::new()
    } else {
        namesakes(scene, profile, name)
    };
    d.el("div.stack-s[role=status]", |d| {
        if !found.is_empty() {
            d.text_el(
                "p.note",
                &words.count("search.found", found.len(), &[("typed", name)]),
            );
        }
        for city in found {
            d.el("p", |d| {
                d.key(city.0);
                d.text_el("b", scene.snapshot.name(city, words.lang()));
                d.text(" ");
                let about = partner::about(words, &scene.snapshot.loaded.directory, city);
                d.text_el("span.note", &about);
                d.text(" ");
                let take = act(Act::Take(city));
                d.button("button.link", take, scene.t("your.begin.find"));
            });
        }
    });
}

/// What is the same for all cities of the country, offered in one press.
fn national(d: &mut Dom, scene: Scene, memory: &Memory, profile: &Profile) {
    let directory = &scene.snapshot.loaded.directory;
    let mut found = Vec::new();
    for (at, indicator) in directory.catalogue.indicators.iter().enumerate() {
        let suggestion = said::suggestion(directory, memory, profile, at);
        if let Some(suggestion) = suggestion.filter(|s| s.of_country) {
            let known = value::Known {
                cell: suggestion.cell,
                figure: None,
            };
            if let Some(text) = value::say(scene.words, indicator, known) {
                found.push((value::label(scene.words, indicator), text));
            }
        }
    }
    if found.is_empty() {
        return d.nothing();
    }
    d.el("div.gain.stack-s", |d| {
        d.word_el("p.note", "your.country.same");
        d.el("dl.facts", |d| {
            for (label, text) in &found {
                d.text_el("dt", label);
                d.text_el("dd", text);
            }
        });
        let text = scene.words.count("your.country.use", found.len(), &[]);
        d.button("button.link", act(Act::UseCountry), &text);
    });
}

/// Latitude, longitude and the map.
fn spot(d: &mut Dom, scene: Scene, memory: &Memory, profile: &Profile) {
    let visit = &scene.snapshot.visit;
    d.el("fieldset.field.spot-field", |d| {
        d.word_el("legend", "your.place");
        d.el("div.stack-s", |d| {
            d.word_el("p.note", "your.place.note");
            d.el("div.two", |d| {
                for (slot, key) in [(LAT, "your.lat"), (LON, "your.lon")] {
                    d.el("div.stack-s", |d| {
                        d.el("label", |d| {
                            d.attr("for", &format!("v{slot}"));
                            d.word(key);
                        });
                        d.el("div.with-unit", |d| {
                            facts::number_input(d, scene, memory, slot, "");
                            d.text_el("span", "°");
                        });
                        facts::trouble(d, scene, memory, slot);
                    });
                }
            });
            d.el("p.note[role=status]", |d| {
                let place = where_it_is(scene.words, scene.snapshot, visit, memory);
                d.text(place.as_deref().unwrap_or(scene.t("your.place.none")));
            });
        });
        d.el("div.spot-map", |d| map(d, scene, memory, profile));
    });
}

fn map(d: &mut Dom, scene: Scene, memory: &Memory, profile: &Profile) {
    let directory = &scene.snapshot.loaded.directory;
    let frame = frame(scene.snapshot, &scene.snapshot.visit, memory);
    // Hundredths of the map's unit, so that no fractions have to be written.
    let unit = |x: f64| (x * 100.0).round() as i32;
    d.el("svg.map[aria-hidden=true]", |d| {
        let view = format!(
            "{} {} {} {}",
            unit(frame.x),
            unit(frame.y),
            unit(frame.width),
            unit(frame.height())
        );
        d.attr("viewBox", &view);
        let mut path = String::new();
        for (lat, lon) in directory.indices().filter_map(|city| directory.place(city)) {
            let (x, y) = exactly(lat, lon);
            let inside = x >= frame.x
                && x <= frame.x + frame.width
                && y >= frame.y
                && y <= frame.y + frame.height();
            if inside {
                path.push_str(&format!("M{} {}h0", unit(x), unit(y)));
            }
        }
        d.empty_el("path.city.still", &[("d", &path)]);
        if let (Some(lat), Some(lon)) = (profile.lat, profile.lon) {
            let (x, y) = exactly(lat, lon);
            let size = unit(frame.width) / 90;
            let (x, y) = (unit(x).to_string(), unit(y).to_string());
            for (shape, size) in [("circle.me.still", size * 2), ("circle.ink", size)] {
                let size = size.to_string();
                d.empty_el(shape, &[("cx", &x), ("cy", &y), ("r", &size)]);
            }
        }
    });
    d.el("button.spot-pick[type=button]", |d| {
        d.attr("aria-label", scene.t("your.map"));
        typed(d, ListenerKind::onclick, Field::Spot);
        typed(d, ListenerKind::onkeydown, Field::Steer);
    });
}

pub(super) fn typed(d: &mut Dom, kind: ListenerKind, field: Field) {
    d.typed(kind, later::Field::Profile(field));
}

/// A field of text: what is typed stays whatever arrives meanwhile.
pub(super) fn text(d: &mut Dom, memory: &Memory, slot: u16, stated: &str) {
    let writing = memory.typing.iter().find(|(at, _)| *at == slot);
    d.value(writing.map_or(stated, |(_, text)| text));
    typed(d, ListenerKind::oninput, Field::Typing(slot));
    typed(d, ListenerKind::onchange, Field::Text(slot));
}

pub(super) fn act(act: Act) -> Action {
    Action::Later(later::Act::Profile(act))
}

pub(super) fn option(d: &mut Dom, value: &str, text: &str, selected: bool) {
    d.el("option", |d| {
        d.attr("value", value);
        d.chosen(selected);
        d.text(text);
    });
}
