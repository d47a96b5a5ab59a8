//! The form: a calm beginning, then one section a facet, with its outline beside it.

use super::change::{base, current};
use super::place::{act, typed};
use super::{
    Act, CONTACT, Field, GOALS, Memory, NEEDS, OUTCOMES, PLACE, TEXTS, WAYS, facts, hand_over,
    place, rail, said, wants,
};
use crate::action::Action;
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::components::states;
use crate::later;
use city_peers_engine::model::{Indicator, Profile};
use yew::virtual_dom::ListenerKind;

/// A part of the form.
pub(super) struct Section {
    pub id: u8,
    open: bool,
    pub title: String,
    /// What is filled in.
    pub count: String,
    note: String,
    what: Part,
}

/// What a section holds.
#[derive(Clone, PartialEq)]
enum Part {
    Place,
    Facts(Vec<usize>),
    Needs,
    Goals,
    Ways,
    Texts,
    Contact,
}

/// The form.
pub(in crate::later) fn view(d: &mut Dom, scene: Scene, memory: &later::Memory) {
    let memory = &memory.profile;
    let visit = &scene.snapshot.visit;
    match current(scene.snapshot, visit, memory) {
        Some(profile) => form(d, scene, memory, profile),
        None if visit.asked.city.is_some() => waiting(d, scene),
        None if memory.begun => form(d, scene, memory, &Profile::default()),
        None => beginning(d, scene, memory),
    }
}

/// The full profile is on its way, or will not come.
fn waiting(d: &mut Dom, scene: Scene) {
    let city = scene.snapshot.visit.asked.city;
    let part = scene
        .snapshot
        .details
        .iter()
        .find(|(known, _)| Some(*known) == city);
    if !matches!(part, Some((_, crate::state::Part::Failed))) {
        return states::coming(d);
    }
    d.el("div.page", |d| {
        d.text_el("h2", said::heading(scene));
        d.el("div.message.bad.stack-s[role=alert]", |d| {
            d.word_el("p", "your.failed");
            d.button("button.button", act(Act::Retry), scene.t("error.retry"));
        });
    });
}

/// Nobody has said which city.
fn beginning(d: &mut Dom, scene: Scene, memory: &Memory) {
    d.el("div.page.stack", |d| {
        d.word_el("h2", "nav.profile");
        d.word_el("p.lead", "your.begin.lead");
        d.el("div.split.begin", |d| {
            d.el("section.stack-s", |d| {
                d.word_el("h3", "your.begin.find");
                d.word_el("p.text", "your.begin.find.text");
                let what = "button.button.primary[part=button]";
                d.button(what, act(Act::Search), scene.t("your.begin.search"));
            });
            d.el("section.stack-s", |d| {
                d.word_el("h3", "start.not-here");
                d.word_el("p.text", "your.begin.new.text");
                let what = "button.button[part=button]";
                d.button(what, act(Act::Begin), scene.t("your.begin.new"));
            });
            d.el("section.stack-s", |d| {
                d.word_el("h3", "your.begin.open");
                d.word_el("p.text", "your.begin.open.text");
                open_file(d, scene);
            });
            if memory.kept.is_some() {
                d.el("section.stack-s", |d| {
                    d.word_el("h3", "your.begin.kept");
                    d.word_el("p.text", "your.begin.kept.text");
                    d.el("div.actions", |d| {
                        d.button(
                            "button.button",
                            act(Act::Resume),
                            scene.t("your.begin.resume"),
                        );
                        d.button("button.link", act(Act::Forget), scene.t("your.keep.forget"));
                    });
                });
            }
        });
    });
}

/// A file that was saved, by the part that saves files.
fn open_file(d: &mut Dom, scene: Scene) {
    d.el("label.button.file", |d| {
        d.el(
            "input.hide[type=file][accept=.json,application/json]",
            |d| {
                let field = later::Field::Keep(later::keep::Field::OpenFile);
                d.typed(ListenerKind::onchange, field);
            },
        );
        d.text(scene.t("your.open"));
    });
}

fn form(d: &mut Dom, scene: Scene, memory: &Memory, profile: &Profile) {
    let newcomer = base(scene.snapshot, &scene.snapshot.visit).is_none();
    let sections = sections(scene, memory, profile);
    d.el("form.page.profile[novalidate=novalidate]", |d| {
        typed(d, ListenerKind::onkeydown, Field::Keys);
        d.el("div.layout", |d| {
            d.el("div", |d| {
                header(d, scene, memory, newcomer);
                for section in &sections {
                    d.el("section.section[part=section]", |d| {
                        d.key(u32::from(section.id));
                        section_of(d, scene, memory, profile, section);
                    });
                }
                actions(d, scene, memory);
            });
            rail::rail(d, scene, memory, profile, &sections);
        });
    });
}

/// A section under its heading, which opens and closes it.
fn section_of(d: &mut Dom, scene: Scene, memory: &Memory, profile: &Profile, section: &Section) {
    d.attr("id", &format!("s{}", section.id));
    d.el("header", |d| {
        d.el("h3", |d| {
            d.el("button.fold[type=button]", |d| {
                d.attr("aria-expanded", if section.open { "true" } else { "false" });
                let fold = Act::Fold(section.id, !section.open);
                d.on(ListenerKind::onclick, act(fold));
                d.text(&section.title);
            });
        });
        let values = [("count", section.count.as_str()), ("note", &section.note)];
        d.with_el("p.note", "your.part", &values);
    });
    if section.open {
        d.el("div", |d| part(d, scene, memory, profile, &section.what));
    } else {
        d.nothing();
    }
}

fn header(d: &mut Dom, scene: Scene, memory: &Memory, newcomer: bool) {
    d.el("header.stack-s", |d| {
        d.text_el("h2", said::heading(scene));
        d.word_el(
            "p.lead",
            if newcomer {
                "your.lead.new"
            } else {
                "your.lead"
            },
        );
        d.word_el(
            "p.note",
            if memory.keep {
                "your.kept"
            } else {
                "your.not-kept"
            },
        );
        d.el("div.actions", |d| {
            for (undo, key, steps) in [
                (Act::Undo, "your.undo", memory.undo.len()),
                (Act::Redo, "your.redo", memory.redo.len()),
            ] {
                d.el("button.button[type=button]", |d| {
                    d.flag("disabled", steps == 0);
                    d.on(ListenerKind::onclick, act(undo));
                    d.word(key);
                });
            }
            let key = if newcomer {
                "your.again"
            } else {
                "your.back.all"
            };
            let changed = scene.snapshot.visit.draft.is_some() || memory.form.is_some();
            d.el("button.link[type=button]", |d| {
                d.flag("disabled", !changed);
                d.on(ListenerKind::onclick, act(Act::Again));
                d.word(key);
            });
        });
        d.el("p.note[role=status]", |d| {
            if let Some(key) = memory.done.filter(|key| !hand_over::is_here(key)) {
                d.word(key);
            }
        });
    });
}

fn part(d: &mut Dom, scene: Scene, memory: &Memory, profile: &Profile, part: &Part) {
    let catalogue = &scene.snapshot.loaded.directory.catalogue;
    let field = |d: &mut Dom, at: usize| {
        if let Some(indicator) = catalogue.indicators.get(at) {
            facts::field(d, scene, memory, profile, at, indicator);
        }
    };
    match part {
        Part::Place => {
            place::section(d, scene, memory, profile);
            if let Some(main) = catalogue.main {
                field(d, usize::from(main));
            }
            d.el("div.enough.stack-s", |d| {
                d.word_el("p", "your.enough");
                d.el("p", |d| {
                    let what = "button.button.primary[part=button]";
                    d.button(what, act(Act::Show), scene.t("start.partners"));
                });
            });
        }
        Part::Facts(facts) => {
            for &at in facts {
                field(d, at);
            }
        }
        Part::Needs => wants::needs(d, scene, memory, profile),
        Part::Goals => wants::goals(d, scene, profile),
        Part::Ways => wants::ways(d, scene, profile),
        Part::Texts => wants::texts(d, scene, memory, profile),
        Part::Contact => wants::contact(d, scene, memory, profile),
    }
}

/// What can be done with the form.
fn actions(d: &mut Dom, scene: Scene, memory: &Memory) {
    d.el("div.section.stack", |d| {
        if memory.allowed {
            d.el("label.check", |d| {
                d.el("input[type=checkbox]", |d| {
                    d.checked(memory.keep);
                    typed(d, ListenerKind::onchange, Field::Keep);
                });
                d.el("span", |d| {
                    d.word("your.keep");
                    d.text(" ");
                    d.word_el("span.note", "your.keep.note");
                });
            });
        } else {
            d.nothing();
        }
        d.el("div.actions", |d| {
            let what = "button.button.primary[part=button]";
            d.button(what, act(Act::Show), scene.t("start.partners"));
            let save = Action::Later(later::Act::Keep(later::keep::Act::SaveFile));
            d.button("button.button", save, scene.t("your.save"));
            open_file(d, scene);
            d.button("button.button", act(Act::Submit), scene.t("your.submit"));
        });
        hand_over::note(d, memory);
    });
}

/// The parts of the form, with what is filled in. A newcomer begins with the first, others with what is known.
fn sections(scene: Scene, memory: &Memory, profile: &Profile) -> Vec<Section> {
    let words = scene.words;
    let catalogue = &scene.snapshot.loaded.directory.catalogue;
    let base = base(scene.snapshot, &scene.snapshot.visit);
    let main = catalogue.main.map(usize::from).filter(|_| base.is_none());
    let of = |n: usize, all: usize| {
        let n = words.number(n as f64);
        words.with("your.of", &[("n", &n), ("all", &words.number(all as f64))])
    };
    let mut sections = Vec::new();
    let mut add = |id: u8, begins: bool, title: &str, note: &str, count: String, what: Part| {
        let said = memory.folds.iter().find(|(known, _)| *known == id);
        sections.push(Section {
            open: said.map_or(begins, |(_, open)| *open),
            title: title.to_owned(),
            note: words.text(note).to_owned(),
            id,
            count,
            what,
        });
    };
    if base.is_none() {
        let own = [
            !profile.name.is_empty(),
            !profile.country.is_empty(),
            profile.lat.is_some() && profile.lon.is_some(),
        ];
        let stated = own.iter().filter(|stated| **stated).count();
        let title = words.text("your.part.place");
        let (note, count) = ("your.part.place.note", of(stated, own.len()));
        add(PLACE, true, title, note, count, Part::Place);
    }
    for facet in (0..catalogue.facets.len()).map(Some).chain([None]) {
        let all = catalogue.indicators.iter().enumerate();
        let within: Vec<(usize, &Indicator)> = all
            .filter(|(_, indicator)| indicator.context().map(|c| c.0) == facet)
            .collect();
        if within.is_empty() {
            continue;
        }
        let facts = within.iter().map(|(at, _)| *at);
        let facts = facts.filter(|at| Some(*at) != main).collect();
        let (id, title, note) = match facet.and_then(|at| Some((at, catalogue.facets.get(at)?))) {
            Some((at, facet)) => {
                let title = said::term(words, "facet", &facet.id, &facet.label);
                (at as u8 + 1, title, "your.counts")
            }
            None => (
                OUTCOMES,
                words.text("your.part.outcomes"),
                "your.counts.not",
            ),
        };
        let begins = base.is_some_and(|base| said::stated(base, &within) > 0);
        let count = of(said::stated(profile, &within), within.len());
        add(id, begins, title, note, count, Part::Facts(facts));
    }
    let texts = [&profile.philosophy, &profile.concept];
    let texts = texts.iter().filter(|texts| !texts.is_empty()).count();
    let ways = profile.languages.len()
        + usize::from(profile.time_zone.is_some())
        + profile.networks.len()
        + profile.modes.len()
        + profile.frameworks.len();
    let wants = profile.needs.len() + profile.offers.len();
    let office = profile.contacts.len();
    for (id, what, title, note, stated) in [
        (
            NEEDS,
            Part::Needs,
            "your.part.needs",
            "your.part.needs.note",
            wants,
        ),
        (
            GOALS,
            Part::Goals,
            "your.part.goals",
            "your.part.goals.note",
            profile.goals.len(),
        ),
        (
            WAYS,
            Part::Ways,
            "your.part.ways",
            "your.part.ways.note",
            ways,
        ),
        (
            TEXTS,
            Part::Texts,
            "your.part.texts",
            "your.part.texts.note",
            texts,
        ),
        (
            CONTACT,
            Part::Contact,
            "your.part.contact",
            "your.part.contact.note",
            office,
        ),
    ] {
        let begins = id == NEEDS && base.is_some();
        let count = words.count("your.stated", stated, &[]);
        add(id, begins, words.text(title), note, count, what);
    }
    sections
}
