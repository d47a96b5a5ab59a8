//! Which cities may be suggested at all: active filters, more of them, and what to do where they leave nobody.

use super::rules::{self, codes_of};
use super::{Act, Field, Memory, does, field};
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::queries::value;
use crate::state::{Answered, View};
use city_peers_engine::filter::{Filter, Rule};
use city_peers_engine::model::{Indicator, Kind};
use city_peers_engine::order::sort_short;
use city_peers_engine::quantise::Cell;
use yew::virtual_dom::ListenerKind;

/// Working hours that can be asked for.
const HOURS: [u64; 4] = [1, 2, 4, 6];
/// Limits of cities from one country that can be asked for; 0 = any number.
const LIMITS: [usize; 5] = [1, 2, 3, 5, 0];

/// The part of the rail.
pub(super) fn filters(d: &mut Dom, scene: Scene, memory: &Memory, answered: &Answered) {
    let asked = &scene.snapshot.visit.asked;
    d.el("section.stack-s[id=only]", |d| {
        d.word_el("h3.label", "only.title");
        d.el("p.tags", |d| tags(d, scene, &asked.filter));
        if memory.lost.is_some() {
            // The message with the ways out stands under the question: perhaps out of sight from here.
            let title = scene
                .words
                .count("none.title", asked.filter.rules.len(), &[]);
            d.text_el("p.error", &title);
        } else {
            d.nothing();
        }
        d.el(
            "button.fold[type=button][id=more][aria-controls=filters]",
            |d| {
                d.attr(
                    "aria-expanded",
                    if memory.filters { "true" } else { "false" },
                );
                d.on(ListenerKind::onclick, does(Act::Filters));
                d.word("only.more");
            },
        );
        if memory.filters {
            d.el("div.stack-s[id=filters]", |d| {
                more(d, scene, memory, answered)
            });
        } else {
            d.nothing();
        }
        check(
            d,
            scene,
            Field::Fair,
            asked.fair,
            true,
            "only.fair",
            "only.fair.note",
        );
        d.el("div.pick", |d| {
            d.word_el("label[for=limit]", "only.limit");
            let options: Vec<_> = LIMITS
                .iter()
                .map(|&limit| {
                    let text = match limit {
                        0 => scene.t("only.limit.none").to_owned(),
                        limit => scene.words.number(limit as f64),
                    };
                    (limit as u64, text)
                })
                .collect();
            let now = Some(asked.per_country as u64);
            select(d, "limit", Field::PerCountry, None, &options, now, true);
        });
    });
}

/// Active filters; a press takes one away.
fn tags(d: &mut Dom, scene: Scene, filter: &Filter) {
    if filter.rules.is_empty() {
        return d.word_el("span.quiet", "only.nothing");
    }
    for (at, rule) in filter.rules.iter().enumerate() {
        let text = rules::say(scene, rule);
        d.el("button.tag[type=button]", |d| {
            d.attr(
                "aria-label",
                &scene.words.with("only.drop", &[("filter", &text)]),
            );
            d.on(ListenerKind::onclick, does(Act::Drop(at as u8)));
            d.text(&text);
        });
    }
}

/// All that can be asked for.
fn more(d: &mut Dom, scene: Scene, memory: &Memory, answered: &Answered) {
    let directory = &scene.snapshot.loaded.directory;
    let filter = &scene.snapshot.visit.asked.filter;
    let (words, reach) = (scene.words, &answered.subject.reach);
    let has = |rule: &Rule| filter.rules.contains(rule);
    for (of, rule, known, key) in [
        (
            Field::Shared,
            Rule::SharedLanguage,
            reach.languages.is_some(),
            "only.shared",
        ),
        (Field::Submitted, Rule::Submitted, true, "only.submitted"),
        (
            Field::Abroad,
            Rule::Abroad,
            answered.subject.country.is_some(),
            "only.abroad",
        ),
    ] {
        let note = if known { "" } else { "only.unknown" };
        check(d, scene, of, has(&rule), known, key, note);
    }
    d.el("div.pick", |d| {
        d.word_el("label[for=hours]", "only.hours.label");
        let options: Vec<_> = HOURS
            .iter()
            .map(|&hours| (hours, words.count("only.hours.least", hours as usize, &[])))
            .collect();
        let now = filter.rules.iter().find_map(|rule| match rule {
            Rule::Hours(minutes) => Some(u64::from(minutes / 60)),
            _ => None,
        });
        let any = Some(scene.t("only.any"));
        select(
            d,
            "hours",
            Field::Hours,
            any,
            &options,
            now,
            reach.zone.is_some(),
        );
    });
    languages(d, scene, answered);
    people(d, scene);
    networks(d, scene, answered);
    for (ix, indicator) in rules::coded(directory) {
        codes(d, scene, memory, answered, ix, indicator);
    }
}

/// A language that a city works in.
fn languages(d: &mut Dom, scene: Scene, answered: &Answered) {
    let (words, directory) = (scene.words, &scene.snapshot.loaded.directory);
    let filter = &scene.snapshot.visit.asked.filter;
    let about = Rule::Languages(Vec::new());
    let mut counts = vec![0; directory.cities.languages.len()];
    for city in rules::without(directory, &answered.subject, filter, &about) {
        for language in directory.languages(city).unwrap_or_default() {
            if let Some(count) = counts.get_mut(usize::from(*language)) {
                *count += 1;
            }
        }
    }
    let mut options = Vec::new();
    for ((at, code), count) in (0u64..).zip(&directory.cities.languages).zip(counts) {
        options.push((at, counted(scene, &words.language(code), count)));
    }
    sort_short(&mut options, |a, b| words.lower(&a.1) < words.lower(&b.1));
    let now = filter.rules.iter().find_map(|rule| match rule {
        Rule::Languages(languages) => languages.first().map(|at| u64::from(*at)),
        _ => None,
    });
    d.el("div.pick", |d| {
        d.word_el("label[for=language]", "only.language");
        let any = Some(scene.t("only.any"));
        select(d, "language", Field::Language, any, &options, now, true);
    });
}

fn counted(scene: Scene, name: &str, count: usize) -> String {
    let n = scene.words.number(count as f64);
    scene
        .words
        .with("only.option", &[("name", name), ("n", &n)])
}

/// From and to, of the main indicator.
fn people(d: &mut Dom, scene: Scene) {
    let directory = &scene.snapshot.loaded.directory;
    let main = directory.catalogue.main.map(usize::from);
    let Some(indicator) = main.and_then(|ix| directory.catalogue.indicators.get(ix)) else {
        return d.nothing();
    };
    let (least, most) = rules::ends(&scene.snapshot.visit.asked.filter);
    let label = value::label(scene.words, indicator);
    d.el("fieldset.ends", |d| {
        d.text_el("legend", label);
        for (id, key, now, of) in [
            ("least", "only.from", least, Field::Least),
            ("most", "only.to", most, Field::Most),
        ] {
            d.el("label", |d| {
                d.attr("for", id);
                d.word(key);
            });
            d.el("input.input[type=number][min=0][inputmode=numeric]", |d| {
                d.attr("id", id);
                d.value(&now.map_or_else(String::new, |n| n.to_string()));
                d.typed(ListenerKind::onchange, field(of));
            });
        }
    });
}

fn networks(d: &mut Dom, scene: Scene, answered: &Answered) {
    let directory = &scene.snapshot.loaded.directory;
    if directory.cities.networks.is_empty() {
        return d.nothing();
    }
    let filter = &scene.snapshot.visit.asked.filter;
    let about = Rule::Networks(Vec::new());
    let cities = rules::without(directory, &answered.subject, filter, &about);
    d.el("fieldset", |d| {
        d.word_el("legend", "only.network");
        for (at, name) in (0u16..).zip(&directory.cities.networks) {
            let on = filter
                .rules
                .iter()
                .any(|rule| matches!(rule, Rule::Networks(list) if list.contains(&at)));
            let is_in = |city: &&_| {
                let circle = directory.circle(**city);
                circle.is_some_and(|circle| circle.networks.contains(&at))
            };
            let count = cities.iter().filter(is_in).count();
            option(d, scene, Field::Network(at), on, name, count);
        }
    });
}

/// The codes of one indicator, behind a button of their own.
fn codes(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    answered: &Answered,
    ix: u16,
    indicator: &Indicator,
) {
    let (words, directory) = (scene.words, &scene.snapshot.loaded.directory);
    let filter = &scene.snapshot.visit.asked.filter;
    let open = memory.groups.contains(&ix);
    let label = value::label(words, indicator);
    let id = ["codes-", &ix.to_string()].concat();
    d.el("div", |d| {
        d.key(ix.into());
        d.el("button.fold[type=button]", |d| {
            d.attr("aria-expanded", if open { "true" } else { "false" });
            d.attr("aria-controls", &id);
            d.on(ListenerKind::onclick, does(Act::Group(ix)));
            d.text(label);
        });
        if !open {
            return d.nothing();
        }
        let about = Rule::Codes {
            indicator: ix,
            codes: Vec::new(),
        };
        let mut counts = [0usize; 256];
        for city in rules::without(directory, &answered.subject, filter, &about) {
            if let Cell::Byte(code) = directory.cell(usize::from(ix), city)
                && let Some(count) = counts.get_mut(usize::from(code))
            {
                *count += 1;
            }
        }
        let asked = codes_of(filter, ix);
        d.el("div[role=group]", |d| {
            d.attr("id", &id);
            d.attr("aria-label", label);
            let mut parent = None;
            for ((at, code), count) in (0u8..).zip(indicator.codes()).zip(counts) {
                if let Kind::Category { parents, .. } = &indicator.kind
                    && code.parent != parent
                {
                    parent = code.parent;
                    let group = parent.and_then(|at| parents.get(usize::from(at)));
                    d.text_el(
                        "p.note",
                        group.map_or("", |group| value::code(words, group)),
                    );
                }
                let name = value::code(words, code);
                let on = asked.contains(&at);
                option(d, scene, Field::Code(ix, at), on, name, count);
            }
        });
    });
}

/// A box with the number of cities it would leave.
fn option(d: &mut Dom, scene: Scene, of: Field, on: bool, name: &str, count: usize) {
    d.el("label.check", |d| {
        d.el("input[type=checkbox]", |d| {
            d.checked(on);
            d.typed(ListenerKind::onchange, field(of));
        });
        d.el("span", |d| {
            d.text(name);
            d.text(" ");
            d.text_el("small", &scene.words.number(count as f64));
        });
    });
}

fn check(
    d: &mut Dom,
    scene: Scene,
    of: Field,
    on: bool,
    enabled: bool,
    key: &'static str,
    note: &'static str,
) {
    d.el("label.check", |d| {
        d.el("input[type=checkbox]", |d| {
            d.checked(on);
            d.flag("disabled", !enabled);
            d.typed(ListenerKind::onchange, field(of));
        });
        d.el("span", |d| {
            d.text(scene.t(key));
            if !note.is_empty() {
                d.text(" ");
                d.with_el("span.note", note, &[("city", scene.my_name())]);
            }
        });
    });
}

fn select(
    d: &mut Dom,
    id: &'static str,
    of: Field,
    any: Option<&str>,
    options: &[(u64, String)],
    now: Option<u64>,
    enabled: bool,
) {
    d.el("select.input", |d| {
        d.attr("id", id);
        d.flag("disabled", !enabled);
        d.typed(ListenerKind::onchange, field(of));
        if let Some(any) = any {
            d.el("option[value=]", |d| {
                d.chosen(now.is_none());
                d.text(any);
            });
        }
        for (value, text) in options {
            d.el("option", |d| {
                d.attr("value", &value.to_string());
                d.chosen(now == Some(*value));
                d.text(text);
            });
        }
    });
}

/// Where no city is left: what each filter would bring back.
pub(super) fn nobody(d: &mut Dom, scene: Scene, memory: &Memory) {
    let visit = &scene.snapshot.visit;
    let Some(lost) = memory
        .lost
        .as_ref()
        .filter(|_| visit.view == View::Partners)
    else {
        return d.nothing();
    };
    let (words, rules) = (scene.words, &visit.asked.filter.rules);
    d.el("div.message.stack-s[role=status]", |d| {
        d.text_el("h3", &words.count("none.title", rules.len(), &[]));
        let all = scene.snapshot.loaded.directory.len();
        d.text_el("p", &words.count("none.text", all, &[]));
        d.el("ul.rows", |d| {
            for ((at, rule), lost) in rules.iter().enumerate().zip(lost) {
                d.el("li.actions", |d| {
                    let text = rules::say(scene, rule);
                    d.el("button.tag[type=button]", |d| {
                        d.attr("aria-label", &words.with("only.drop", &[("filter", &text)]));
                        d.on(ListenerKind::onclick, does(Act::Drop(at as u8)));
                        d.text(&text);
                    });
                    let back = match lost {
                        0 => words.text("none.alone").to_owned(),
                        lost => words.count("none.back", *lost, &[]),
                    };
                    d.text_el("span", &back);
                });
            }
        });
        d.el("p", |d| {
            d.button("button.button", does(Act::DropAll), scene.t("none.all"));
        });
    });
}
