//! What a city wants and says in words: needs and offers, goals, ways of working, languages, texts, an office.

use super::change::BODIES;
use super::facts::check;
use super::place::{act, option, text, typed};
use super::{Act, CONCEPT, EMAIL, Field, Memory, OFFICE, PAGE, PHILOSOPHY, said};
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::queries::partner::topic_name;
use city_peers_engine::model::{MODES, Profile};
use city_peers_engine::order::sort_short;
use std::collections::BTreeMap;
use yew::virtual_dom::ListenerKind;

/// Levels of importance and of strength, from none.
const NEEDS: [&str; 4] = [
    "your.level.0",
    "your.level.1",
    "your.level.2",
    "your.level.3",
];
const OFFERS: [&str; 4] = [
    "your.strength.0",
    "your.strength.1",
    "your.strength.2",
    "your.strength.3",
];

/// One row of radios: what it is called, which level it has, what choosing a level does.
struct Row<'a> {
    id: String,
    text: &'a str,
    level: u8,
    choose: fn(u8, u8) -> Act,
    what: u8,
}

/// A table of radios.
fn table(d: &mut Dom, scene: Scene, title: &str, levels: [&'static str; 4], rows: &[Row]) {
    d.el("table.grid.needs", |d| {
        d.el("thead", |d| {
            d.el("tr", |d| {
                d.word_el("th[scope=col]", title);
                for level in levels {
                    d.word_el("th[scope=col]", level);
                }
            });
        });
        d.el("tbody", |d| {
            for row in rows {
                d.el("tr", |d| {
                    d.key(u32::from(row.what));
                    d.text_el("th[scope=row]", row.text);
                    for (at, level) in levels.into_iter().enumerate() {
                        d.el("td", |d| radio(d, scene, row, at as u8, level));
                    }
                });
            }
        });
    });
}

fn radio(d: &mut Dom, scene: Scene, row: &Row, level: u8, key: &'static str) {
    d.el("label.check", |d| {
        d.el("input[type=radio]", |d| {
            d.attr("name", &row.id);
            if level == 0 {
                d.attr("id", &row.id);
            }
            d.checked(row.level == level);
            d.on(ListenerKind::onchange, act((row.choose)(row.what, level)));
        });
        d.el("span", |d| {
            // Beside each circle where the table is narrow; else the head of the column says it.
            d.el("span.hide", |d| {
                d.text(row.text);
                d.text(": ");
            });
            d.el("span.level", |d| d.text(scene.t(key)));
        });
    });
}

/// Needs and offers.
pub(super) fn needs(d: &mut Dom, scene: Scene, memory: &Memory, profile: &Profile) {
    let directory = &scene.snapshot.loaded.directory;
    let vocabulary = &directory.vocabulary;
    let stated = profile.needs.iter().map(|need| &need.topic);
    let stated = stated.chain(profile.offers.iter().map(|offer| &offer.topic));
    let mut topics: Vec<u8> = stated.filter_map(|code| vocabulary.topic(code)).collect();
    topics.extend(&scene.snapshot.visit.asked.topics);
    topics.extend(&memory.topics);
    sort_short(&mut topics, |a, b| a < b);
    topics.dedup();
    let row = |topic: u8, level: u8, offer: bool| Row {
        id: format!("{}{topic}", if offer { "offer" } else { "need" }),
        text: topic_name(scene.words, directory, topic),
        level,
        choose: if offer { Act::Offer } else { Act::Need },
        what: topic,
    };
    let code = |topic: u8| {
        vocabulary
            .topics
            .get(usize::from(topic))
            .map(|term| &term.code)
    };
    let (mut needs, mut offers) = (Vec::new(), Vec::new());
    for &topic in &topics {
        let need = profile.needs.iter().find(|n| Some(&n.topic) == code(topic));
        needs.push(row(topic, need.map_or(0, |n| n.importance), false));
        let offer = profile
            .offers
            .iter()
            .find(|o| Some(&o.topic) == code(topic));
        offers.push(row(topic, offer.map_or(0, |o| o.strength), true));
    }
    if topics.is_empty() {
        d.word_el("p.note", "your.needs.none");
    } else {
        table(d, scene, "your.needs.title", NEEDS, &needs);
        table(d, scene, "your.offers.title", OFFERS, &offers);
    }
    let mut rest: Vec<u8> = (0..vocabulary.topics.len().min(255) as u8).collect();
    rest.retain(|topic| !topics.contains(topic));
    let name = |topic: u8| topic_name(scene.words, directory, topic);
    sort_short(&mut rest, |&a, &b| name(a) < name(b));
    d.el("div.stack-s.add", |d| {
        d.word_el("label[for=your-topic]", "your.needs.add");
        d.el("select.input[id=your-topic]", |d| {
            // Made anew when a topic goes from the list to the table: it begins at "choose" again.
            d.key(topics.len() as u32);
            typed(d, ListenerKind::onchange, Field::Topic);
            option(d, "", scene.t("your.choose"), true);
            for topic in rest {
                option(d, code(topic).map_or("", |code| code), name(topic), false);
            }
        });
    });
}

/// The 17 goals with priority.
pub(super) fn goals(d: &mut Dom, scene: Scene, profile: &Profile) {
    let names: Vec<String> = (1..=17u8)
        .map(|sdg| {
            let n = scene.words.number(f64::from(sdg));
            let key = ["goal.", &sdg.to_string()].concat();
            let name = scene.words.text(&key);
            scene.words.with("your.goal", &[("n", &n), ("name", name)])
        })
        .collect();
    let rows: Vec<Row> = (1..=17u8)
        .zip(&names)
        .map(|(sdg, name)| Row {
            id: format!("goal{sdg}"),
            text: name,
            level: profile
                .goals
                .iter()
                .find(|g| g.sdg == sdg)
                .map_or(0, |g| g.priority),
            choose: Act::Goal,
            what: sdg,
        })
        .collect();
    table(d, scene, "your.goals.title", NEEDS, &rows);
}

/// Languages, hours, networks, ways of working, frameworks: what makes working together easy.
pub(super) fn ways(d: &mut Dom, scene: Scene, profile: &Profile) {
    let words = scene.words;
    let directory = &scene.snapshot.loaded.directory;
    d.el("div.field", |d| {
        d.el("div.stack-s", |d| {
            d.word_el("label[for=your-language]", "your.languages");
            d.word_el("p.note", "your.languages.note");
            d.el("ul.tags", |d| {
                for (at, code) in profile.languages.iter().enumerate() {
                    d.el("li", |d| {
                        d.el("button.tag[type=button]", |d| {
                            let name = words.language(code);
                            let label = words.with("your.languages.drop", &[("language", &name)]);
                            d.attr("aria-label", &label);
                            d.on(ListenerKind::onclick, act(Act::DropLanguage(at as u16)));
                            d.text(&name);
                        });
                    });
                }
            });
            let mut rest: Vec<(&str, String)> = Vec::new();
            for code in &directory.cities.languages {
                if !profile.languages.contains(code) {
                    rest.push((code, words.language(code)));
                }
            }
            sort_short(&mut rest, |a, b| a.1 < b.1);
            d.el("select.input[id=your-language]", |d| {
                d.key(profile.languages.len() as u32);
                typed(d, ListenerKind::onchange, Field::Language);
                option(d, "", scene.t("your.languages.add"), true);
                for (code, name) in &rest {
                    option(d, code, name, false);
                }
            });
            let usual = said::languages(directory, &profile.country);
            if profile.languages.is_empty() && !usual.is_empty() {
                d.el("p.note", |d| {
                    let names: Vec<String> =
                        usual.iter().map(|code| words.language(code)).collect();
                    let country = words.country(&profile.country);
                    let list = words.list(&names);
                    let values = [("country", country.as_str()), ("languages", &list)];
                    d.with("your.languages.usual", &values);
                    d.text(" ");
                    d.button(
                        "button.link",
                        act(Act::UseLanguages),
                        scene.t("your.suggest.use"),
                    );
                });
            }
        });
    });
    d.el("div.field", |d| {
        d.el("div.stack-s", |d| {
            d.word_el("label[for=your-zone]", "your.zone");
            d.word_el("p.note", "your.zone.note");
            d.el("select.input[id=your-zone]", |d| {
                typed(d, ListenerKind::onchange, Field::Zone);
                let own = profile.time_zone.as_deref().unwrap_or_default();
                option(d, "", scene.t("your.unknown"), own.is_empty());
                let mut zones = said::zones(directory, &profile.country);
                if !own.is_empty() && !zones.iter().any(|zone| zone == own) {
                    zones.push(own.to_owned());
                }
                for zone in &zones {
                    option(d, zone, &zone.replace('_', " "), zone == own);
                }
            });
        });
    });
    boxes(
        d,
        scene,
        "your.networks",
        directory.cities.networks.len(),
        |at| {
            let code = directory.cities.networks.get(at)?;
            let text = said::term(words, "networks", code, code).to_owned();
            Some((
                text,
                profile.networks.contains(code),
                Field::Network(at as u16),
            ))
        },
    );
    boxes(d, scene, "your.modes", MODES.len(), |at| {
        let code = *MODES.get(at)?;
        let key = ["your.mode.", code].concat();
        let set = profile.modes.iter().any(|mode| mode == code);
        Some((words.text(&key).to_owned(), set, Field::Mode(at as u8)))
    });
    let frameworks = said::frameworks(scene.snapshot);
    boxes(d, scene, "your.frameworks", frameworks.len(), |at| {
        let term = frameworks.get(at)?;
        let text = said::term(words, "frameworks", &term.code, &term.label).to_owned();
        let set = profile.frameworks.contains(&term.code);
        Some((text, set, Field::Framework(at as u8)))
    });
}

/// Boxes to tick under a legend; nothing where the directory has none.
fn boxes(
    d: &mut Dom,
    scene: Scene,
    key: &'static str,
    count: usize,
    each: impl Fn(usize) -> Option<(String, bool, Field)>,
) {
    if count == 0 {
        return d.nothing();
    }
    d.el("fieldset.field", |d| {
        d.word_el("legend", key);
        d.el("div.stack-s", |d| {
            d.text_el("p.note", scene.t("your.boxes.note"));
            d.el("div.three", |d| {
                for (text, set, field) in (0..count).filter_map(each) {
                    check(d, "", &text, set, field);
                }
            });
        });
    });
}

/// Philosophy and concept, in the city's own words.
pub(super) fn texts(d: &mut Dom, scene: Scene, memory: &Memory, profile: &Profile) {
    let lang = scene.words.lang();
    let own = |texts: &BTreeMap<String, String>| {
        let text = texts.get(lang).or_else(|| texts.values().next());
        text.cloned().unwrap_or_default()
    };
    for (id, field, key, note, stated) in [
        (
            "your-philosophy",
            PHILOSOPHY,
            "your.philosophy",
            "your.philosophy.note",
            own(&profile.philosophy),
        ),
        (
            "your-concept",
            CONCEPT,
            "your.concept",
            "your.concept.note",
            own(&profile.concept),
        ),
    ] {
        d.el("div.field.wide-field", |d| {
            d.el("div.stack-s", |d| {
                label(d, id, key);
                d.word_el("p.note", note);
                d.el("textarea.input[rows=3]", |d| {
                    d.attr("id", id);
                    text(d, memory, field, &stated);
                });
            });
        });
    }
}

fn label(d: &mut Dom, id: &str, key: &str) {
    d.el("label", |d| {
        d.attr("for", id);
        d.word(key);
    });
}

/// The office to write to.
pub(super) fn contact(d: &mut Dom, scene: Scene, memory: &Memory, profile: &Profile) {
    let contact = profile.contacts.first();
    let own = |value: Option<&String>| value.cloned().unwrap_or_default();
    let fields = [
        (
            "your-office",
            OFFICE,
            "your.office",
            "text",
            own(contact.map(|c| &c.office)),
        ),
        (
            "your-email",
            EMAIL,
            "your.email",
            "email",
            own(contact.and_then(|c| c.email.as_ref())),
        ),
        (
            "your-page",
            PAGE,
            "your.page",
            "url",
            own(contact.and_then(|c| c.url.as_ref())),
        ),
    ];
    d.el("div.two.office", |d| {
        for (id, field, key, kind, value) in fields {
            d.el("div.stack-s", |d| {
                label(d, id, key);
                d.el("input.input[autocomplete=off]", |d| {
                    d.attr("id", id);
                    d.attr("type", kind);
                    text(d, memory, field, &value);
                });
            });
        }
        d.el("div.stack-s", |d| {
            label(d, "your-kind", "your.kind");
            d.el("select.input[id=your-kind]", |d| {
                typed(d, ListenerKind::onchange, Field::OfficeKind);
                for (kind, code) in BODIES {
                    let chosen = contact.map_or(BODIES[0].0, |c| c.kind) == kind;
                    // A key's end "other" would be a plural form.
                    let end = if code == "other" { "else" } else { code };
                    let key = ["your.kind.", end].concat();
                    option(d, code, scene.words.text(&key), chosen);
                }
            });
        });
    });
}
