//! What compared cities have done, and what they say in their own words. Shows only.

use super::figure::Reader;
use crate::action::Action;
use crate::components::dom::Dom;
use crate::queries::partner::{evidence, topic_name};
use crate::state::View;
use city_peers_engine::CityIx;
use city_peers_engine::model::Profile;
use city_peers_engine::practices::Entry;
use std::collections::BTreeMap;

/// The practices of each, and the topics that several have practices on.
pub(super) fn practices(d: &mut Dom, read: Reader) {
    let Some(practices) = read.scene.snapshot.practices.ready() else {
        return;
    };
    let words = read.words();
    d.el("section.section[part=section]", |d| {
        d.el("header", |d| {
            d.word_el("h3", "compare.practices");
            d.word_el("p.note", "compare.practices.note");
        });
        d.el("div", |d| {
            d.attr("class", &columns(read));
            for (city, name) in read.cities() {
                d.el("div.stack-s", |d| {
                    d.el("h4.label", |d| {
                        city.mark.inline(d);
                        d.text(name);
                    });
                    let own = practices.entries.iter().enumerate();
                    let own = own.filter(|(_, e)| city.city.is_some() && e.city == city.city);
                    let own: Vec<(usize, &Entry)> = own.collect();
                    if own.is_empty() {
                        d.word_el("p.note", "facts.no-practice");
                    }
                    for (ix, entry) in own {
                        d.el("p", |d| {
                            let to = Action::Show(View::Practice(ix));
                            d.button("button.link[lang=en]", to, &entry.practice.title);
                            d.text(" ");
                            d.word_el("span.note", evidence(entry.practice.evidence));
                        });
                    }
                });
            }
        });
        let shared = shared(read, &practices.entries);
        if !shared.is_empty() {
            d.word_el("h4", "compare.several");
            d.el("dl.facts.wide", |d| {
                for (topic, names) in &shared {
                    d.text_el("dt", topic);
                    d.text_el("dd", &words.list(names));
                }
            });
        }
    });
}

/// Class of a row of columns, one for each city.
pub(super) fn columns(read: Reader) -> String {
    ["versus n", &read.sheet.cities.len().to_string()].concat()
}

/// Topics on which more than one of them has a practice, with their names.
fn shared(read: Reader, entries: &[Entry]) -> Vec<(String, Vec<String>)> {
    let directory = &read.scene.snapshot.loaded.directory;
    let mut rows = Vec::new();
    for (at, topic) in directory.vocabulary.topics.iter().enumerate() {
        let has = |city: Option<CityIx>| {
            let mut of = entries.iter().filter(|e| city.is_some() && e.city == city);
            of.any(|e| e.practice.topics.contains(&topic.code))
        };
        let names = read.cities().filter(|(city, _)| has(city.city));
        let names: Vec<String> = names.map(|(_, name)| name.to_owned()).collect();
        if let Ok(at) = u8::try_from(at)
            && names.len() > 1
        {
            let name = topic_name(read.words(), directory, at);
            rows.push((name.to_owned(), names));
        }
    }
    rows
}

/// Philosophy and concept of a profile, with their headings.
fn texts(profile: &Profile) -> [(&'static str, &BTreeMap<String, String>); 2] {
    [
        ("compare.philosophy", &profile.philosophy),
        ("compare.concept", &profile.concept),
    ]
}

/// Philosophy and concept, as the cities wrote them.
pub(super) fn own_words(d: &mut Dom, read: Reader) {
    let any = read.cities().any(|(city, _)| {
        let profile = read.profile(city);
        profile.is_some_and(|p| texts(p).iter().any(|(_, said)| !said.is_empty()))
    });
    if !any {
        return d.nothing();
    }
    d.el("section.section[part=section]", |d| {
        d.el("header", |d| {
            d.word_el("h3", "compare.own-words");
            d.word_el("p.note", "compare.own-words.note");
        });
        for (city, name) in read.cities() {
            let Some(profile) = read.profile(city) else {
                continue;
            };
            d.el("div.stack-s.quote", |d| {
                for (key, said) in texts(profile) {
                    let Some((lang, text)) = best(read.words().lang(), said) else {
                        continue;
                    };
                    d.el("h4.label", |d| {
                        city.mark.inline(d);
                        d.with(key, &[("city", name)]);
                    });
                    d.el("p.text[dir=auto]", |d| {
                        d.attr("lang", lang);
                        d.text(text);
                    });
                }
            });
        }
    });
}

/// The text in the reader's language, else the first.
fn best<'a>(lang: &str, texts: &'a BTreeMap<String, String>) -> Option<(&'a str, &'a str)> {
    let own = texts.get_key_value(lang);
    let found = own.or_else(|| texts.iter().next())?;
    Some((found.0, found.1))
}
