//! An answer for reading: the answer as a sentence, then each partner city with its reasons, roles, practices. Pure.

use super::{Answered, roles, say};
use crate::commands::asked::Read;
use crate::texts::layout::{hang, heading, labelled};
use crate::texts::{partner, reason};
use city_peers_engine::certainty::{Chance, DRAWS};
use city_peers_engine::suggest::{Partner, Subject};

/// Practices of a city named in its row.
const OWN: usize = 2;
/// Open questions named per practice.
const CHECKS: usize = 3;

/// The whole answer; `all` where every city may be suggested.
pub(super) fn text(read: &Read, answered: &Answered, all: bool) -> String {
    let scene = read.scene();
    let (texts, columns) = (scene.texts, read.columns);
    let query = answered.query;
    let partners = &answered.suggestions.partners;
    let name = &answered.us.name;
    let mut out = hang(
        "",
        &partner::question(&scene, query.purpose, name, &query.topics),
        columns,
    );
    let us = answered.us;
    let about = partner::about_us(&scene, &us.country, &us.subject, us.submitted);
    if !about.is_empty() {
        out.push_str(&hang("", &format!("{name}: {about}"), columns));
    }
    out.push('\n');
    let lead = partner::lead(&scene, partners);
    if !lead.is_empty() {
        out.push_str(&hang("", &lead, columns));
    }
    out.push_str(&hang("", &note(read, answered, all), columns));

    out.push_str(&heading(texts.text("partners.title")));
    if partners.is_empty() {
        let key = match (all, query.top) {
            (_, 0) => "partners.none.top",
            (true, _) => "partners.none",
            (false, _) => "partners.none.only",
        };
        out.push_str(&hang("", texts.text(key), columns));
    }
    let chances = answered.weighed.as_ref().map_or(&[][..], |w| &w.chances);
    let of = |city| chances.iter().find(|chance: &&Chance| chance.city == city);
    let mut band = 0;
    for (ix, found) in partners.iter().enumerate() {
        let chance = of(found.city);
        if let Some(chance) = chance.filter(|chance| chance.band != band) {
            band = chance.band;
            let same = partners
                .iter()
                .filter(|p| of(p.city).is_some_and(|c| c.band == band));
            let same = same.count();
            if same > 1 {
                let numbers = [
                    texts.number((ix + 1) as f64),
                    texts.number((ix + same) as f64),
                ];
                let values = [("from", numbers[0].as_str()), ("to", &numbers[1])];
                out.push_str(&hang("", &texts.with("partners.tied", &values), columns));
            }
        }
        out.push_str(&row(read, answered, ix, found, chance));
    }
    if !chances.is_empty() {
        let draws = texts.number(DRAWS as f64);
        let said = texts.with("chance.note", &[("draws", &draws)]);
        out.push('\n');
        out.push_str(&hang("", &said, columns));
    }
    if answered.weighed.is_some() && !partners.is_empty() {
        out.push_str(&roles::roles(read, answered));
    }
    out.push_str(&practices(read, answered));
    out
}

/// How many were compared, and what the limit per country cost.
fn note(read: &Read, answered: &Answered, all: bool) -> String {
    let texts = &read.texts;
    let (suggestions, query) = (&answered.suggestions, answered.query);
    let compared = texts.number(suggestions.compared as f64);
    let cap = texts.number(query.per_country as f64);
    let given_up = texts.points(suggestions.given_up);
    let values = [
        ("compared", compared.as_str()),
        ("cap", &cap),
        ("given-up", &given_up),
    ];
    let key = if query.per_country == 0 {
        "partners.note-any"
    } else {
        "partners.note"
    };
    let mut said = texts.count(key, suggestions.partners.len(), &values);
    if !all {
        said.push(' ');
        said.push_str(texts.text("partners.note-only"));
    }
    said
}

/// One suggested city.
fn row(
    read: &Read,
    answered: &Answered,
    ix: usize,
    found: &Partner,
    chance: Option<&Chance>,
) -> String {
    let scene = read.scene();
    let (texts, directory) = (scene.texts, scene.directory());
    let number = format!("{:>3}  ", texts.number((ix + 1) as f64));
    let name = format!("{} ({})", scene.name(found.city), directory.id(found.city));
    let mut out = format!("\n{}", hang(&number, &name, read.columns));
    out.push_str(&hang(
        "     ",
        &partner::about(&scene, found.city),
        read.columns,
    ));
    let us = &answered.us.subject;
    let them = Subject::of_city(directory, found.city);
    let pair = reason::Pair::new(&scene, us, &them);
    let [alike, different] = [true, false].map(|alike| {
        let said = pair.strongest(found, alike, |pair, r| pair.full(r));
        or(said.join("; "), texts.text("facts.nothing"))
    });
    let (known, _) = partner::known(texts, directory, us, &them);
    let own = partner::practices(&scene, found.city, &answered.query.topics);
    let own: Vec<String> = own
        .iter()
        .take(OWN)
        .map(|(title, evidence)| {
            let values = [("title", *title), ("evidence", texts.text(evidence))];
            texts.with("practice.own", &values)
        })
        .collect();
    let offers = partner::offers(&scene, found.city);
    let rows = [
        (texts.text("figure.likeness"), say::likeness(&scene, found)),
        (
            texts.text("figure.exchange"),
            say::exchange(&scene, found, answered.query.purpose),
        ),
        (texts.text("figure.ease"), say::ease(&scene, found)),
        (
            texts.text("figure.certainty"),
            chance.map_or_else(String::new, |chance| {
                say::certainty(&scene, chance, answered.query.top)
            }),
        ),
        (texts.text("facts.alike"), alike),
        (texts.text("facts.different"), different),
        (
            texts.text("facts.offers"),
            offers.unwrap_or_else(|| texts.text("facts.not-stated").to_owned()),
        ),
        (
            texts.text("facts.practice"),
            or(own.join("; "), texts.text("facts.no-practice")),
        ),
        (texts.text("facts.known"), known),
    ];
    out.push_str(&labelled(5, &rows, read.columns));
    out
}

fn or(text: String, otherwise: &str) -> String {
    if text.is_empty() {
        otherwise.to_owned()
    } else {
        text
    }
}

/// The practices that fit.
fn practices(read: &Read, answered: &Answered) -> String {
    let scene = read.scene();
    let texts = scene.texts;
    let mut out = heading(texts.text("practices.fit"));
    let name = answered.us.name.as_str();
    if answered.practices.is_empty() {
        let key = if read.opened.practices.entries.is_empty() {
            "practices.none.directory"
        } else {
            "practices.none"
        };
        out.push_str(&hang("", texts.text(key), read.columns));
        return out;
    }
    out.push_str(&hang(
        "",
        &texts.with("practices.checked", &[("city", name)]),
        read.columns,
    ));
    for (ix, found) in answered.practices.iter().enumerate() {
        let Some(entry) = read.opened.practices.entries.get(found.practice) else {
            continue;
        };
        out.push_str(&super::super::practices::row(
            read,
            &answered.us.subject,
            name,
            ix,
            entry,
            Some(found),
            CHECKS,
        ));
    }
    out
}
