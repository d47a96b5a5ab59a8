//! One field for an indicator: what it is, its value, where that lies in the directory, where it comes from.

use super::change::{base, reading};
use super::number::Typed;
use super::place::{act, option, typed};
use super::{Act, Field, LAT, Memory, YEAR, said};
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::components::figures::percent;
use crate::components::marks;
use crate::queries::value;
use city_peers_engine::model::{Indicator, Kind, Profile, Value};
use yew::virtual_dom::ListenerKind;

/// A field.
pub(super) fn field(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    profile: &Profile,
    at: usize,
    indicator: &Indicator,
) {
    let label = value::label(scene.words, indicator);
    let slot = at as u16;
    let definition = said::definition(scene, at, indicator);
    let hint = format!("h{at}");
    match &indicator.kind {
        Kind::Tags { codes } => d.el("fieldset.field", |d| {
            d.key(u32::from(slot));
            d.text_el("legend", label);
            d.el("div.stack-s", |d| {
                d.text_el("p.note", definition);
                d.el("div.three", |d| {
                    let stated = profile.values.get(&indicator.id);
                    for (place, code) in codes.iter().enumerate() {
                        let has = match stated {
                            Some(Value::Codes(codes)) => codes.contains(&code.code),
                            _ => false,
                        };
                        let text = said::term(scene.words, "code", &code.code, &code.label);
                        // The first box is where a link to the field leads.
                        let id = if place == 0 {
                            format!("v{at}")
                        } else {
                            String::new()
                        };
                        check(d, &id, text, has, Field::Tag(slot, place as u8));
                    }
                    let none = matches!(stated, Some(Value::Codes(codes)) if codes.is_empty());
                    check(d, "", scene.t("your.tags.none"), none, Field::NoTag(slot));
                });
                below(d, scene, memory, profile, at, indicator);
            });
        }),
        kind => d.el("div.field", |d| {
            d.key(u32::from(slot));
            d.el("div.stack-s", |d| {
                d.el("label", |d| {
                    d.attr("for", &format!("v{at}"));
                    d.text(label);
                });
                d.el("p.note", |d| {
                    d.attr("id", &hint);
                    d.text(definition);
                });
                if let Kind::Number { .. } = kind {
                    d.el("div.with-unit", |d| {
                        number_input(d, scene, memory, slot, &hint);
                        d.text_el("span", said::unit(scene.words, indicator));
                    });
                    trouble(d, scene, memory, slot);
                    year(d, scene, memory, profile, at, indicator, label);
                } else {
                    choice(d, scene, profile, at, indicator, &hint);
                }
                below(d, scene, memory, profile, at, indicator);
            });
            d.el("div", |d| beside(d, scene, memory, profile, at, indicator));
        }),
    }
}

pub(super) fn check(d: &mut Dom, id: &str, text: &str, set: bool, field: Field) {
    d.el("label.check", |d| {
        d.el("input[type=checkbox]", |d| {
            if !id.is_empty() {
                d.attr("id", id);
            }
            d.checked(set);
            typed(d, ListenerKind::onchange, field);
        });
        d.text_el("span", text);
    });
}

/// The input of a number: an indicator, a year or a coordinate.
pub(super) fn number_input(d: &mut Dom, scene: Scene, memory: &Memory, slot: u16, hint: &str) {
    let (snapshot, visit) = (scene.snapshot, &scene.snapshot.visit);
    let typed_text = memory.typing.iter().find(|(at, _)| *at == slot);
    let is_year = (YEAR..LAT).contains(&slot);
    let text = match (typed_text, said::number_in(snapshot, visit, memory, slot)) {
        (Some((_, text)), _) => text.clone(),
        // A year has no separators.
        (None, Some(x)) if is_year => (x as i32).to_string(),
        (None, Some(x)) => memory
            .learned
            .as_ref()
            .map_or_else(String::new, |l| l.write(x)),
        _ => String::new(),
    };
    let what = if is_year {
        "input.input.short[type=text][inputmode=numeric][autocomplete=off]"
    } else {
        "input.input[type=text][inputmode=decimal][autocomplete=off]"
    };
    d.el(what, |d| {
        d.attr("id", &format!("v{slot}"));
        d.attr("dir", "ltr");
        d.attr("aria-describedby", &format!("{hint} e{slot}"));
        if bad(scene, memory, slot) {
            d.attr("aria-invalid", "true");
        }
        d.value(&text);
        typed(d, ListenerKind::oninput, Field::Typing(slot));
        typed(d, ListenerKind::onchange, Field::Number(slot));
    });
}

fn read(scene: Scene, memory: &Memory, slot: u16) -> Typed {
    let typed = memory.typing.iter().find(|(at, _)| *at == slot);
    typed.map_or(Typed::Nothing, |(_, text)| {
        reading(scene.snapshot, memory, slot, text)
    })
}

fn bad(scene: Scene, memory: &Memory, slot: u16) -> bool {
    matches!(read(scene, memory, slot), Typed::Wrong | Typed::Either(..))
        || outside(scene, memory, slot)
}

/// A number that was left in its field because it cannot stand there.
fn outside(scene: Scene, memory: &Memory, slot: u16) -> bool {
    match read(scene, memory, slot) {
        Typed::Number(x) if slot == LAT => x.abs() > 90.0,
        Typed::Number(x) if slot > LAT => x.abs() > 180.0,
        _ => false,
    }
}

/// What is wrong with what was typed, and what to do. The place stays, so that screen readers hear of it.
pub(super) fn trouble(d: &mut Dom, scene: Scene, memory: &Memory, slot: u16) {
    let words = scene.words;
    let write = |x: f64| {
        memory
            .learned
            .as_ref()
            .map_or_else(String::new, |l| l.write(x))
    };
    d.el("p.error[role=status]", |d| {
        d.attr("id", &format!("e{slot}"));
        let missing = memory.missing == Some("your.missing.fact");
        let main = scene.snapshot.loaded.directory.catalogue.main;
        match read(scene, memory, slot) {
            Typed::Wrong => {
                marks_bad(d);
                d.with("your.number.wrong", &[("sample", &write(1234.5))]);
            }
            Typed::Either(own, other) => {
                marks_bad(d);
                d.word("your.number.either");
                for (act_of, x) in [(Act::Meant(slot), other), (Act::AsTyped(slot), own)] {
                    d.text(" ");
                    let text = words.with("your.use", &[("value", &write(x))]);
                    d.button("button.link", act(act_of), &text);
                }
            }
            _ if outside(scene, memory, slot) => {
                marks_bad(d);
                d.word(if slot == LAT {
                    "your.lat.wrong"
                } else {
                    "your.lon.wrong"
                });
            }
            _ => match said::meant(scene.snapshot, &scene.snapshot.visit, memory, slot) {
                Some(x) => {
                    marks_bad(d);
                    d.with("your.number.far", &[("value", &write(x))]);
                    d.text(" ");
                    let text = words.with("your.use", &[("value", &write(x))]);
                    d.button("button.link", act(Act::Meant(slot)), &text);
                }
                None if missing && main == Some(slot) => {
                    marks_bad(d);
                    d.word("your.missing.fact");
                }
                None => {}
            },
        }
    });
}

fn marks_bad(d: &mut Dom) {
    marks::verdict(d, city_peers_engine::practices::Verdict::Blocked);
    d.text(" ");
}

/// The year of a figure that the visitor states.
fn year(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    profile: &Profile,
    at: usize,
    indicator: &Indicator,
    label: &str,
) {
    let stated = profile.values.contains_key(&indicator.id);
    let titled = profile
        .sources
        .get(&indicator.id)
        .is_some_and(|s| s.title.is_some());
    let base = base(scene.snapshot, &scene.snapshot.visit);
    let same =
        base.is_some_and(|b| b.values.get(&indicator.id) == profile.values.get(&indicator.id));
    if !stated || titled || same {
        return d.nothing();
    }
    let slot = YEAR + at as u16;
    d.el("div.with-unit.quiet", |d| {
        d.el("label", |d| {
            d.attr("for", &format!("v{slot}"));
            d.word("your.year");
            d.el("span.hide", |d| {
                d.text(" ");
                d.text(label);
            });
        });
        number_input(d, scene, memory, slot, "");
    });
}

fn choice(
    d: &mut Dom,
    scene: Scene,
    profile: &Profile,
    at: usize,
    indicator: &Indicator,
    hint: &str,
) {
    let stated = match profile.values.get(&indicator.id) {
        Some(Value::Code(code)) => code.as_str(),
        _ => "",
    };
    d.el("select.input", |d| {
        d.attr("id", &format!("v{at}"));
        d.attr("aria-describedby", hint);
        typed(d, ListenerKind::onchange, Field::Code(at as u16));
        option(d, "", scene.t("your.unknown"), stated.is_empty());
        for code in indicator.codes() {
            let text = said::term(scene.words, "code", &code.code, &code.label);
            option(d, &code.code, text, stated == code.code);
        }
    });
}

/// Where the value comes from, whether it was changed, what is suggested.
fn below(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    profile: &Profile,
    at: usize,
    indicator: &Indicator,
) {
    let words = scene.words;
    let value = profile.values.get(&indicator.id);
    let base = base(scene.snapshot, &scene.snapshot.visit);
    let theirs = base.and_then(|base| base.values.get(&indicator.id));
    if base.is_some() && theirs != value {
        return d.el("p.note.changed", |d| {
            d.word_el("b", "your.changed");
            d.text(" ");
            match theirs {
                Some(theirs) => {
                    let said = said::say(scene, memory, indicator, theirs);
                    d.with("your.changed.was", &[("value", &said)]);
                }
                None => d.word("your.changed.none"),
            }
            d.text(" ");
            let text = scene.t("your.back");
            d.button("button.link", act(Act::Back(at as u16)), text);
        });
    }
    if value.is_some() {
        let source = profile.sources.get(&indicator.id);
        let title = source.and_then(|s| s.title.as_deref().or(s.url.as_deref()));
        let usual = said::usual_source(scene, at, indicator);
        let title = title.or((base.is_some() && !usual.is_empty()).then_some(usual));
        let Some(title) = title else {
            return d.nothing();
        };
        return d.el("p.note", |d| {
            let year = source.and_then(|s| s.year).map(|year| year.to_string());
            match &year {
                Some(year) => d.with("your.source.year", &[("source", title), ("year", year)]),
                None => d.with("your.source", &[("source", title)]),
            }
            if let Some(note) = source.and_then(|s| s.note.as_ref()) {
                d.text(" ");
                d.text(note);
            }
        });
    }
    let directory = &scene.snapshot.loaded.directory;
    match said::suggestion(directory, memory, profile, at) {
        Some(found) => d.el("p.note", |d| {
            let known = value::Known {
                cell: found.cell,
                figure: None,
            };
            let said = value::say(words, indicator, known).unwrap_or_default();
            if found.of_country {
                d.with("your.suggest.country", &[("value", &said)]);
            } else {
                let lang = words.lang();
                let near = memory.near.iter();
                let names: Vec<String> = near
                    .map(|(city, _)| scene.snapshot.name(*city, lang).to_owned())
                    .collect();
                let cities = words.list(&names);
                d.with(
                    "your.suggest.near",
                    &[("value", &said), ("cities", &cities)],
                );
            }
            d.text(" ");
            let text = scene.t("your.suggest.use");
            d.button("button.link", act(Act::Use(at as u16)), text);
        }),
        None => d.nothing(),
    }
}

/// The distribution with the value in it, in a picture and in words.
fn beside(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    profile: &Profile,
    at: usize,
    indicator: &Indicator,
) {
    let visit = &scene.snapshot.visit;
    let x = said::number_in(scene.snapshot, visit, memory, at as u16);
    let position = x.and_then(|x| said::position(scene, memory, at, x));
    if let Kind::Number { .. } = indicator.kind {
        let picture = memory.learned.as_ref().and_then(|l| l.pictures.get(at));
        let share = position.as_ref().map(|(share, _)| *share);
        distribution(d, picture.map_or("", |path| path), share);
    }
    d.el("p.note[role=status]", |d| {
        match (&position, profile.values.get(&indicator.id)) {
            (Some((_, text)), _) => d.text(text),
            (None, Some(value)) => {
                if let Some(text) = said::shared(scene, memory, at, value) {
                    d.text(&text);
                }
            }
            _ => {}
        }
    });
    if let Some(usual) = said::usual(scene, memory, at) {
        d.text_el("p.note", &usual);
    }
}

/// The directory as an area, the value as the mark of the visitor's city on its axis.
fn distribution(d: &mut Dom, path: &str, share: Option<f64>) {
    d.el("svg.flow[aria-hidden=true][width=100%][height=34]", |d| {
        let area =
            "svg[x=2%][width=96%][y=2][height=20][viewBox=0 0 1000 200][preserveAspectRatio=none]";
        d.el(area, |d| {
            if !path.is_empty() {
                d.empty_el("path.dist", &[("d", path)]);
            }
        });
        d.empty_el("line.hair[x1=2%][x2=98%][y1=22][y2=22]", &[]);
        if let Some(share) = share {
            d.el("svg[y=22][overflow=visible]", |d| {
                d.attr("x", &percent(0.02 + share * 0.96));
                d.empty_el("circle.me[r=6]", &[]);
                d.empty_el("circle.ink[r=2.4]", &[]);
            });
        }
    });
}
