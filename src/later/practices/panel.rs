//! The filters: one fold per group with its options and counts, and a text to search for.

use super::filter::{Group, Trait, Traits};
use super::ranked::Ranked;
use super::{Act, Field, Memory, field, press, traits};
use crate::components::Scene;
use crate::components::dom::Dom;
use yew::virtual_dom::ListenerKind;

/// The folds in order, each with the groups it holds.
const FOLDS: [(&str, &[Group]); 11] = [
    ("pr.by.topic", &[Group::Topic]),
    ("pr.by.goal", &[Group::Goal]),
    ("pr.by.verdict", &[Group::Verdict]),
    ("pr.by.evidence", &[Group::Evidence, Group::Figures]),
    ("pr.by.city", &[Group::Partner, Group::Climate, Group::Size]),
    ("pr.by.cost", &[Group::Cost]),
    ("pr.by.payer", &[Group::Finance]),
    ("pr.by.theme", &[Group::Theme]),
    ("pr.by.links", &[Group::Principle, Group::Framework]),
    ("pr.by.region", &[Group::Region]),
    ("pr.by.country", &[Group::Country]),
];

/// All of them.
pub(super) fn panel(d: &mut Dom, scene: Scene, memory: &Memory, ranked: &Ranked) {
    let words = scene.words;
    d.el("section.filters[part=filters]", |d| {
        d.attr("aria-label", scene.t("pr.filters"));
        d.el("button.button[type=button]", |d| {
            d.attr("aria-expanded", if memory.open { "true" } else { "false" });
            d.on(ListenerKind::onclick, press(Act::Panel));
            match memory.chosen.len() {
                0 => d.word("pr.filters"),
                n => d.text(&words.count("pr.filters.on", n, &[])),
            }
        });
        d.el("div", |d| {
            d.attr("class", if memory.open { "folds open" } else { "folds" });
            search(d, scene, memory);
            wide(d, scene, memory, ranked);
            for (ix, (title, groups)) in FOLDS.into_iter().enumerate() {
                fold(d, scene, memory, ranked, ix as u32, title, groups);
            }
        });
    });
}

fn search(d: &mut Dom, scene: Scene, memory: &Memory) {
    d.el("div", |d| {
        d.el("label.label[for=pr-text]", |d| d.word("pr.search"));
        d.el(
            "input.input[type=search][id=pr-text][autocomplete=off]",
            |d| {
                d.value(&memory.chosen.typed);
                d.attr("placeholder", scene.t("pr.search.hint"));
                let field = crate::later::Field::Practices(Field::Text);
                d.typed(ListenerKind::oninput, field);
            },
        );
    });
}

/// Only where some practices answer the question and some do not, there is anything to widen.
fn wide(d: &mut Dom, scene: Scene, memory: &Memory, ranked: &Ranked) {
    let others = ranked.rows.len() - ranked.asked;
    if others == 0 || ranked.asked == 0 {
        return d.nothing();
    }
    d.el("label.check", |d| {
        let field = crate::later::Field::Practices(Field::Wide);
        check(d, memory.wide, field);
        d.el("span", |d| {
            d.text(&scene.words.count("pr.wide", others, &[]));
        });
    });
}

#[inline(never)]
fn check(d: &mut Dom, on: bool, field: crate::later::Field) {
    d.el("input[type=checkbox]", |d| {
        d.checked(on);
        d.typed(ListenerKind::onchange, field);
    });
}

fn fold(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    ranked: &Ranked,
    key: u32,
    title: &'static str,
    groups: &[Group],
) {
    let options: Vec<Trait> = groups
        .iter()
        .flat_map(|group| ranked.options.iter().filter(|o| o.0 == *group).copied())
        .collect();
    if options.is_empty() {
        return d.nothing();
    }
    let on = options.iter().filter(|o| memory.chosen.has(**o)).count();
    d.el("details", |d| {
        d.key(key);
        d.el("summary", |d| {
            d.word(title);
            if on > 0 {
                d.el("b.note", |d| d.text(&scene.words.count("pr.on", on, &[])));
            } else {
                d.nothing();
            }
        });
        d.el("div[role=group]", |d| {
            d.attr("aria-label", scene.t(title));
            if groups.contains(&Group::Cost) {
                d.word_el("p.note", "pr.cost.note");
            }
            for option in options {
                let rows = ranked.scope(memory.wide).iter().map(|row| &row.traits);
                let many = memory.chosen.with(rows, option);
                choice(d, scene, memory, option, many);
            }
        });
    });
}

fn choice(d: &mut Dom, scene: Scene, memory: &Memory, option: Trait, many: usize) {
    d.el("label.check", |d| {
        d.key(u32::from(option.1) | (option.0 as u32) << 16);
        check(d, memory.chosen.has(option), field(option));
        if option.0 == Group::Goal {
            goal(d, scene, option.1);
        }
        let name = traits::name(scene.words, scene.snapshot, option);
        d.text_el("span.choice", &name);
        d.el("span.note.num", |d| d.number(many));
    });
}

/// The number of a goal in its colour.
pub(super) fn goal(d: &mut Dom, scene: Scene, goal: u16) {
    d.el("span", |d| {
        d.attr("class", &["sdg sdg-", &goal.to_string()].concat());
        d.text(&scene.words.number(f64::from(goal)));
    });
}

/// A filter that is on, in words.
pub(super) fn said(scene: Scene, filter: Trait) -> String {
    let name = traits::name(scene.words, scene.snapshot, filter);
    match filter.0 {
        Group::Goal => {
            let n = scene.words.number(f64::from(filter.1));
            scene.words.with("pr.goal", &[("n", &n), ("name", &name)])
        }
        _ => name,
    }
}

/// The traits of the rows in question.
pub(super) fn scope<'a>(
    memory: &Memory,
    ranked: &'a Ranked,
) -> impl Iterator<Item = &'a Traits> + use<'a> {
    ranked.scope(memory.wide).iter().map(|row| &row.traits)
}
