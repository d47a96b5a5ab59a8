//! Partner cities: the question, its answer in a sentence, cities by role, practices below.

use super::dom::Dom;
use super::figures::{self, Strip};
use super::{Scene, held, map, marks, practices, question};
use crate::action::Action;
use crate::later::partners::Tied;
use crate::later::{Act, Memory, Open, compare, doors, keep};
use crate::queries::partner::{self, Likeness, Row};
use crate::state::{Answered, MORE, Part, View};
use crate::words::Piece;
use city_peers_engine::CityIx;
use city_peers_engine::portfolio::Part as Role;
use yew::virtual_dom::ListenerKind;

/// What is loaded later, once it is there.
type Later<'a> = Option<(Open, &'a Memory)>;

/// Points of 100: a likeness whose range is wider says so.
const WIDE: f64 = 20.0;

/// What all rows share.
#[derive(Clone, Copy)]
struct List<'a> {
    scene: Scene<'a>,
    answered: &'a Answered,
    later: Later<'a>,
    strip: Strip,
}

/// The view.
pub(crate) fn partners(d: &mut Dom, scene: Scene, answered: &Answered, later: Later) {
    let row = |found| partner::row(scene.words, scene.snapshot, answered, found);
    let (mut rows, mut more) = (Vec::new(), Vec::new());
    if d.any() {
        for member in &answered.portfolio.members {
            rows.push((member.part, row(&member.partner)));
        }
        if scene.snapshot.visit.opened.contains(&MORE) {
            more.extend(answered.more().map(row));
        }
    }
    let all = rows.iter().map(|(_, row)| row).chain(&more);
    let list = List {
        scene,
        answered,
        later,
        strip: Strip::fitting(all.filter_map(|row| row.likeness.as_ref())),
    };
    d.el("div.page", |d| {
        d.el("header.stack-s", |d| {
            question::question(d, scene, answered);
            match later {
                Some((open, memory)) => doors::panel(open, d, scene, memory),
                None => d.nothing(),
            }
            lead(d, scene, answered);
            note(d, scene, answered);
            d.beside(held::HOW, |d| how(d, list));
        });
        d.el("div.layout", |d| {
            d.el("div", |d| {
                for (key, part) in Role::ALL.into_iter().enumerate() {
                    d.hold(key as u32, |d| section(d, list, part, &rows));
                }
                d.hold(held::FURTHER, |d| further(d, list, &more));
                d.hold(held::FITTING, |d| fitting(d, scene, answered));
            });
            rail(d, scene, answered, later);
        });
    });
}

/// How many were compared, what the limit per country is, what choosing by role gives up.
fn note(d: &mut Dom, scene: Scene, answered: &Answered) {
    let words = scene.words;
    let number = |x: usize| words.number(x as f64);
    let cap = answered.asked.per_country;
    let key = if cap == 0 {
        "list.note.any"
    } else {
        "list.note"
    };
    let values = [
        ("compared", number(answered.suggestions.compared)),
        ("cap", number(cap)),
    ];
    let values = values.each_ref().map(|(name, n)| (*name, n.as_str()));
    let given_up = (answered.portfolio.given_up * 100.0).round();
    d.el("p.note", |d| {
        d.el("span[role=status]", |d| {
            d.text(&words.count(key, answered.portfolio.members.len(), &values));
            if given_up > 0.0 {
                d.text(" ");
                d.with("list.given-up", &[("n", &words.number(given_up))]);
            }
        });
        d.text(" ");
        let to = Action::Focus(".rail :is(input, .link)".to_owned());
        d.button("button.link", to, scene.t("list.adjust"));
    });
}

/// How to read the figures.
fn how(d: &mut Dom, list: List) {
    d.el("details.more", |d| {
        d.word_el("summary", "how.title");
        match list.later {
            Some((open, _)) => doors::how(open, d, list.scene, list.answered),
            None => d.word_el("p.note", "loading.later"),
        }
    });
}

/// Keys of a role's name and of what it means.
fn of_part(part: Role) -> (&'static str, &'static str) {
    match part {
        Role::NearPeer => ("part.near", "part.near.note"),
        Role::RoleModel => ("part.model", "part.model.note"),
        Role::ExchangePartner => ("part.exchange", "part.exchange.note"),
        Role::FarPeer => ("part.far", "part.far.note"),
    }
}

/// The cities of one role under their heading.
fn section(d: &mut Dom, list: List, part: Role, rows: &[(Role, Row)]) {
    let rows: Vec<&Row> = rows.iter().filter(|r| r.0 == part).map(|r| &r.1).collect();
    if rows.is_empty() {
        return;
    }
    let (title, note) = of_part(part);
    d.el("section.section[part=section]", |d| {
        d.el("header", |d| {
            d.el("span", |d| marks::role(d, part));
            d.word_el("h3", title);
            d.word_el("p.note", note);
        });
        // The first section carries the heads of the columns for all.
        if Some(part) == list.answered.portfolio.members.first().map(|m| m.part) {
            cols(d, list);
        } else {
            d.nothing();
        }
        items(
            d,
            list,
            &rows,
            matches!(part, Role::NearPeer | Role::RoleModel),
        );
    });
}

#[inline(never)]
fn cols(d: &mut Dom, list: List) {
    d.el("div.cols[aria-hidden=true]", |d| {
        d.word_el("span", "figure.city");
        d.el("div", |d| {
            d.word_el("span", "figure.likeness.of");
            d.word_el("span", "figure.exchange");
            d.el("span", |d| first(d, list));
        });
    });
}

/// "In the first ten".
fn first(d: &mut Dom, list: List) {
    let top = list.answered.asked.top;
    d.text(&list.scene.words.count("figure.first", top, &[]));
}

/// Rows; `ordered` where their order goes by what the draws vary.
#[inline(never)]
fn items(d: &mut Dom, list: List, rows: &[&Row], ordered: bool) {
    if ordered && rows.len() > 1 {
        d.el("p.note.tie", |d| match list.later {
            Some((open, memory)) => {
                let cities: Vec<CityIx> = rows.iter().map(|row| row.city).collect();
                doors::tied(open, d, list.scene, memory, list.answered, &cities);
            }
            None => d.word("tie.wait"),
        });
    }
    d.el("ol.list", |d| {
        for row in rows {
            row_item(d, list, row);
        }
    });
}

/// What the score alone would add, folded.
fn further(d: &mut Dom, list: List, rows: &[Row]) {
    let count = list.answered.more().count();
    if count == 0 {
        return;
    }
    d.el("section.section.further[part=section]", |d| {
        d.el("details", |d| {
            d.on(ListenerKind::ontoggle, Action::Open(MORE));
            d.flag("open", !rows.is_empty());
            d.el("summary", |d| {
                d.text_el("h3", &list.scene.words.count("list.more", count, &[]));
            });
            d.word_el("p.note", "list.more.note");
            if !rows.is_empty() {
                items(d, list, &rows.iter().collect::<Vec<_>>(), true);
            }
        });
    });
}

/// The first practices.
fn fitting(d: &mut Dom, scene: Scene, answered: &Answered) {
    d.el("section.section[part=section]", |d| {
        d.key(held::FITTING);
        practices::heading(d, scene.my_name());
        practices::list(d, scene, answered, 3);
        d.el("p", |d| {
            let text = scene.t("practices.all");
            d.button("button.link", Action::Show(View::Practices), text);
        });
    });
}

/// The map beside them.
fn rail(d: &mut Dom, scene: Scene, answered: &Answered, later: Later) {
    d.el("aside.rail[part=rail]", |d| {
        d.attr("aria-label", scene.t("map.title"));
        d.beside(held::MAP, |d| {
            d.el("figure.stack-s", |d| {
                let suggested = map::marked(answered);
                map::map(d, scene, answered.asked.city, &suggested);
                map::key(d, scene, &suggested);
            });
        });
        d.group(|d| {
            if let Some((open, memory)) = later {
                doors::rail(open, d, scene, memory, answered);
            }
        });
    });
}

/// The answer as a sentence; every name leads to its row.
fn lead(d: &mut Dom, scene: Scene, answered: &Answered) {
    let mut said = false;
    d.el("p.lead", |d| {
        for part in Role::ALL {
            let members = answered.portfolio.members.iter();
            let mut of = members.filter(|m| m.part == part).map(|m| &m.partner);
            let Some(one) = of.next() else {
                continue;
            };
            let two = of.next();
            let key = match part {
                Role::NearPeer if two.is_some() => "lead.alike.pair",
                Role::NearPeer => "lead.alike",
                Role::RoleModel => "lead.model",
                Role::ExchangePartner if one.exchange.learn.is_none() => "lead.teach",
                Role::ExchangePartner if one.exchange.teach.is_none() => "lead.learn",
                Role::ExchangePartner => "lead.exchange",
                Role::FarPeer => "lead.far",
            };
            if std::mem::replace(&mut said, true) {
                d.text(" ");
            }
            for piece in scene.words.pieces(key) {
                match (piece, two) {
                    (Piece::Text(text), _) => d.text(text),
                    (Piece::Place("other"), Some(two)) => jump(d, scene, two.city),
                    _ => jump(d, scene, one.city),
                }
            }
        }
    });
}

#[inline(never)]
fn jump(d: &mut Dom, scene: Scene, city: CityIx) {
    let to = ["#", &row_id(city)].concat();
    let name = scene.snapshot.name(city, scene.words.lang());
    d.button("button.link", Action::Focus(to), name);
}

fn row_id(city: CityIx) -> String {
    ["row-", &city.0.to_string()].concat()
}

fn row_item(d: &mut Dom, list: List, row: &Row) {
    let (scene, later) = (list.scene, list.later);
    let figure = later.and_then(|(_, memory)| memory.partners.figure(list.answered, row.city));
    d.el("li.partner[part=partner]", |d| {
        d.key(row.city.0);
        match figure.map(|figure| figure.tied) {
            Some(Tied::First) => d.attr("class", "partner tied first"),
            Some(Tied::Between) => d.attr("class", "partner tied"),
            Some(Tied::Last) => d.attr("class", "partner tied last"),
            Some(Tied::No) | None => {}
        }
        d.el("div.stack-s", |d| {
            head(d, list, row);
            d.text_el("p.note", &row.about);
            facts(d, scene, row);
        });
        d.el("div.figures", |d| {
            d.el("div", |d| {
                let range = figure.and_then(|figure| figure.likeness);
                likeness(d, scene, row.likeness.as_ref(), range, list.strip);
            });
            d.el("div", |d| exchange(d, scene, row));
            d.el("div.chance", |d| {
                d.el("p.label", |d| first(d, list));
                match (later, figure) {
                    (Some((open, _)), Some(figure)) => {
                        doors::chance(open, d, scene, list.answered, figure);
                    }
                    _ => d.word_el("p.quiet", "figure.wait"),
                }
            });
        });
        d.el("div.more", |d| {
            d.el("details", |d| {
                d.on(ListenerKind::ontoggle, Action::Open(row.city));
                d.with_el("summary", "why.title", &[("city", &row.name)]);
                let opened = scene.snapshot.visit.opened.contains(&row.city);
                match later.filter(|_| opened) {
                    Some((open, memory)) => {
                        doors::why(open, d, scene, memory, list.answered, row.city);
                    }
                    None => d.word_el("p.note", "loading.later"),
                }
            });
        });
    });
}

/// Name, and what can be done with the city.
fn head(d: &mut Dom, list: List, row: &Row) {
    d.el("div.head", |d| {
        d.el("h4", |d| {
            d.el("button.link[type=button]", |d| {
                d.attr("id", &row_id(row.city));
                d.on(ListenerKind::onclick, Action::Show(View::Brief(row.city)));
                d.text(&row.name);
            });
        });
        picks(d, list.scene, row.city, &row.name, list.later.is_some());
    });
}

/// Compare and keep. Before the later part is there they keep their places.
pub(crate) fn picks(d: &mut Dom, scene: Scene, city: CityIx, name: &str, ready: bool) {
    let visit = &scene.snapshot.visit;
    let chosen = visit.chosen.contains(&city);
    let full = !chosen && visit.chosen.len() >= compare::MOST;
    let kept = visit.kept.cities.iter().any(|(kept, _)| *kept == city);
    d.el("div.picks", |d| {
        d.el("label.check", |d| {
            d.el("input[type=checkbox]", |d| {
                d.checked(chosen);
                d.flag("disabled", full || !ready);
                let act = Act::Compare(compare::Act::Toggle(city));
                d.on(ListenerKind::onchange, Action::Later(act));
            });
            d.el("span", |d| {
                if full {
                    let most = scene.words.number(compare::MOST as f64);
                    d.with("pick.full", &[("n", &most)]);
                } else {
                    d.word("nav.compare");
                }
                d.text_el("span.hide", name);
            });
        });
        d.el("button.keep[type=button]", |d| {
            d.flag("disabled", !ready);
            d.attr("aria-pressed", if kept { "true" } else { "false" });
            d.on(
                ListenerKind::onclick,
                Action::Later(Act::Keep(keep::Act::City(city))),
            );
            marks::star(d);
            d.word("pick.keep");
            d.text_el("span.hide", name);
        });
    });
}

fn facts(d: &mut Dom, scene: Scene, row: &Row) {
    d.el("dl.facts", |d| {
        d.el("dt", |d| {
            marks::alike(d);
            d.text(" ");
            d.word("facts.alike");
        });
        listed(d, scene, &row.alike);
        d.el("dt", |d| {
            marks::different(d);
            d.text(" ");
            d.word("facts.different");
        });
        listed(d, scene, &row.different);
        d.word_el("dt", "facts.offers");
        d.el("dd", |d| {
            match &row.offers {
                Some(offers) => d.text(offers),
                None => d.word_el("span.quiet", "facts.not-stated"),
            }
            if let Some(needs) = &row.needs {
                d.with_el("p", "facts.looks-for", &[("topics", needs)]);
            }
        });
        d.word_el("dt", "facts.practice");
        d.el("dd", |d| match &row.practices {
            None if matches!(scene.snapshot.practices, Part::Failed) => {
                d.word_el("span.quiet", "facts.failed");
            }
            None => d.word_el("span.quiet", "facts.loading"),
            Some(list) if list.is_empty() => d.word_el("span.quiet", "facts.no-practice"),
            Some(list) => {
                for (ix, title, evidence) in list.iter().take(2) {
                    d.el("p", |d| {
                        let to = Action::Show(View::Practice(*ix));
                        d.button("button.link[lang=en]", to, title);
                        d.text(" ");
                        d.text_el("span.note", scene.t(evidence));
                    });
                }
            }
        });
    });
}

fn listed(d: &mut Dom, scene: Scene, list: &[String]) {
    d.el("dd", |d| {
        if list.is_empty() {
            d.word_el("span.quiet", "facts.nothing");
        } else {
            d.text(&list.join(scene.t("reason.join")));
        }
    });
}

/// A word, the figure with its range once that is known, and the strip.
fn likeness(
    d: &mut Dom,
    scene: Scene,
    likeness: Option<&Likeness>,
    range: Option<(f64, f64)>,
    strip: Strip,
) {
    d.word_el("p.label", "figure.likeness");
    let Some(likeness) = likeness else {
        return says(d, "amount.unknown.head");
    };
    d.el("p.says", |d| {
        d.el("b", |d| match range {
            Some((low, high)) if high - low > WIDE => {
                d.with("likeness.wide", &[("word", scene.t(likeness.word))]);
            }
            _ => d.word(likeness.word),
        });
        d.text(" ");
        d.el("span", |d| {
            let mut figure = scene.words.number(likeness.value.round());
            if let Some((low, high)) = range {
                let number = |x: f64| scene.words.number(x.round());
                let (low, high) = (number(low), number(high));
                let values = [("n", figure.as_str()), ("low", &low), ("high", &high)];
                figure = scene.words.with("figure.range", &values);
            }
            d.text_el("bdi", &figure);
        });
    });
    strip.draw(d, likeness, range);
}

fn exchange(d: &mut Dom, scene: Scene, row: &Row) {
    d.word_el("p.label", "figure.exchange");
    says(d, row.exchange);
    d.el("div.bars", |d| {
        for (key, value) in [("figure.learn", row.learn), ("figure.teach", row.teach)] {
            d.word_el("span", key);
            figures::bar(d, value);
            d.text_el("span.quiet", scene.words.amount(value));
        }
    });
}

/// A figure in one word.
#[inline(never)]
fn says(d: &mut Dom, key: &str) {
    d.el("p.says", |d| d.word_el("b", key));
}
