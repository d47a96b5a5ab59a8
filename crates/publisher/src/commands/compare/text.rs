//! Cities side by side, for reading: columns where they fit, else one below the other. Pure.

use super::Compared;
use super::sections::{self, DASH, Row};
use crate::commands::asked::Read;
use crate::commands::suggest::say;
use crate::texts::layout::{hang, heading, labelled, table};
use crate::texts::{partner, practice, reason};
use city_peers_engine::side_by_side::PairAnswer;
use city_peers_engine::suggest::Ranker;

/// Columns a city needs, beside those of the labels.
const NARROWEST: usize = 22;

/// The whole comparison.
pub(super) fn text(read: &Read, compared: &Compared) -> String {
    let scene = read.scene();
    let texts = scene.texts;
    let names: Vec<String> = compared
        .sides
        .iter()
        .map(|side| side.name.clone())
        .collect();
    let title = texts.with("side.title", &[("cities", &texts.list(&names))]);
    let mut out = hang("", &title, read.columns);
    out.push_str(&pairs(read, compared));
    out.push_str(&heading(texts.text("side.identity")));
    out.push_str(&block(read, compared, &sections::identity(read, compared)));
    for (at, facet) in compared.answer.facets.iter().enumerate() {
        let (rows, unknown) = sections::values(read, compared, &facet.indicators);
        out.push_str(&facet_head(read, compared, at));
        out.push_str(&block(read, compared, &rows));
        if !unknown.is_empty() {
            let rows = [(texts.text("facts.unknown"), texts.list(&unknown))];
            out.push_str(&labelled(2, &rows, read.columns));
        }
    }
    let (rows, _) = sections::values(read, compared, &compared.answer.outcomes);
    if !rows.is_empty() {
        out.push_str(&heading(texts.text("side.outcomes")));
        out.push_str(&block(read, compared, &rows));
    }
    let goals = sections::goals(read, compared);
    if !goals.is_empty() {
        out.push_str(&heading(texts.text("side.goals")));
        out.push_str(&block(read, compared, &goals));
        out.push_str(&hang("  ", texts.text("side.goals.note"), read.columns));
    }
    let topics = sections::topics(read, compared);
    out.push_str(&heading(texts.text("side.topics")));
    if topics.is_empty() {
        let key = if compared.query.topics.is_empty() {
            "side.topics.none"
        } else {
            "side.topics.none-chosen"
        };
        out.push_str(&hang("  ", texts.text(key), read.columns));
    } else {
        out.push_str(&block(read, compared, &topics));
        out.push_str(&hang("  ", texts.text("side.topics.note"), read.columns));
    }
    out.push_str(&practices(read, compared));
    out
}

/// Rows in columns, or one city below the other where columns do not fit.
fn block(read: &Read, compared: &Compared, rows: &[Row]) -> String {
    let texts = &read.texts;
    let cell = |row: &Row, at: usize| -> String {
        let value = row.cells.get(at).map_or(DASH, String::as_str);
        match row.places.get(at).filter(|place| !place.is_empty()) {
            Some(place) => texts.with("side.value", &[("value", value), ("place", place)]),
            None => value.to_owned(),
        }
    };
    let cities = compared.sides.len();
    if NARROWEST * (cities + 1) <= read.columns {
        let mut head = vec![String::new()];
        head.extend(compared.sides.iter().map(|side| side.name.clone()));
        let mut all = vec![head];
        for row in rows {
            let mut cells = vec![row.label.clone()];
            cells.extend((0..cities).map(|at| cell(row, at)));
            all.push(cells);
        }
        return if rows.is_empty() {
            String::new()
        } else {
            table(&all, read.columns)
        };
    }
    let mut out = String::new();
    for row in rows {
        out.push_str(&hang("  ", &row.label, read.columns));
        let lines: Vec<(&str, String)> = compared
            .sides
            .iter()
            .enumerate()
            .map(|(at, side)| (side.name.as_str(), cell(row, at)))
            .collect();
        out.push_str(&labelled(4, &lines, read.columns));
    }
    out
}

/// "Size · 26 % of the weight" as a heading, and how alike each two cities are in it.
fn facet_head(read: &Read, compared: &Compared, at: usize) -> String {
    let texts = &read.texts;
    let catalogue = &read.directory().catalogue;
    let Some(facet) = compared.answer.facets.get(at) else {
        return String::new();
    };
    let label = catalogue.facets.get(at).map_or("", |facet| &facet.label);
    let label = texts.find(&format!("facet.{}", facet.id)).unwrap_or(label);
    let weight = texts.points(facet.weight);
    let values = [("facet", label), ("n", &*weight)];
    let title = heading(&texts.with("side.facet", &values));
    let said = match facet.likeness.as_slice() {
        [one] => points(read, one),
        several => {
            let pairs = compared.answer.pairs.iter().zip(several);
            let said = pairs.map(|(pair, likeness)| {
                let values = [
                    ("pair", &*name(read, compared, pair)),
                    ("n", &points(read, likeness)),
                ];
                texts.with("side.facet.pair", &values)
            });
            said.collect::<Vec<_>>().join("; ")
        }
    };
    let likeness = texts.text("figure.likeness.of");
    let values = [("label", likeness), ("what", &*said)];
    title + &hang("  ", &texts.with("reason.of", &values), read.columns)
}

fn points(read: &Read, likeness: &Option<f64>) -> String {
    let unknown = || read.texts.text("amount.unknown").to_owned();
    likeness.map_or_else(unknown, |x| read.texts.points(x))
}

/// "Seoul and Tokyo".
pub(super) fn name(read: &Read, compared: &Compared, pair: &PairAnswer) -> String {
    let name = |at: usize| compared.sides.get(at).map_or("", |side| side.name.as_str());
    let values = [("a", name(pair.a)), ("b", name(pair.b))];
    read.texts.with("side.pair", &values)
}

/// Every two of the cities: how alike and why, what they can give each other, how easily.
fn pairs(read: &Read, compared: &Compared) -> String {
    let scene = read.scene();
    let (texts, directory) = (scene.texts, scene.directory());
    let ranker = Ranker::new(directory, compared.query);
    let mut out = heading(texts.text("side.pairs"));
    for (ix, pair) in compared.answer.pairs.iter().enumerate() {
        let (Some(a), Some(b)) = (compared.sides.get(pair.a), compared.sides.get(pair.b)) else {
            continue;
        };
        let found = ranker.compare(&a.subject, &b.subject);
        let read_pair = reason::Pair::new(&scene, &a.subject, &b.subject);
        let [alike, different] = [true, false].map(|alike| {
            let said = read_pair.strongest(&found, alike, |pair, r| pair.beside(r));
            match said.is_empty() {
                true => texts.text("facts.nothing").to_owned(),
                false => said.join("; "),
            }
        });
        let modes = pair.modes.as_ref().filter(|modes| !modes.is_empty());
        let modes = modes.map(|codes| {
            let list = scene.terms("modes", codes);
            texts.with("side.shared-modes", &[("modes", &list)])
        });
        let tie = pair.tie.as_deref().map(|tie| {
            let what = texts.text(match tie {
                "twin" => "side.tie.twin",
                "memorandum" => "side.tie.memorandum",
                _ => "side.tie.network-project",
            });
            texts.with("side.tie", &[("tie", what)])
        });
        let words = partner::ease_words(texts, directory, &found.ease);
        // What kind of tie is said below.
        let words = words
            .into_iter()
            .filter(|word| word != texts.text("ease.tie"));
        let mut ease = vec![format!("{}.", texts.text(partner::ease(found.ease.score)))];
        ease.extend(words);
        ease.extend(modes);
        ease.extend(tie);
        let (known, _) = partner::known(texts, directory, &a.subject, &b.subject);
        let direction = |to: &str, from: &str| texts.with("side.learns", &[("a", to), ("b", from)]);
        let (here, there) = (direction(&a.name, &b.name), direction(&b.name, &a.name));
        let learn = texts.text("figure.learn");
        let (here, there) = (format!("{learn}: {here}"), format!("{learn}: {there}"));
        let rows = [
            (texts.text("figure.likeness"), say::likeness(&scene, &found)),
            (texts.text("facts.alike"), alike),
            (texts.text("facts.different"), different),
            (texts.text("facts.known"), known),
            (here.as_str(), say::amount(&scene, pair.learn)),
            (there.as_str(), say::amount(&scene, pair.teach)),
            (texts.text("figure.ease"), ease.join(" ")),
        ];
        if compared.answer.pairs.len() > 1 {
            let start = if ix == 0 { "" } else { "\n" };
            out.push_str(start);
            out.push_str(&hang("", &name(read, compared, pair), read.columns));
        }
        out.push_str(&labelled(2, &rows, read.columns));
    }
    out
}

/// The practices of each, and the topics they have in common.
fn practices(read: &Read, compared: &Compared) -> String {
    let scene = read.scene();
    let texts = scene.texts;
    let mut rows = Vec::new();
    for side in compared.sides {
        let entries = read.opened.practices.entries.iter();
        let own = entries.filter(|e| side.subject.city.is_some() && e.city == side.subject.city);
        let titles: Vec<String> = own
            .map(|entry| {
                let evidence = partner::evidence(entry.practice.evidence);
                let values = [
                    ("title", &*entry.practice.title),
                    ("evidence", texts.text(evidence)),
                ];
                let own = texts.with("practice.own", &values);
                match practice::money(&scene, entry) {
                    Some(money) => format!("{own}, {money}"),
                    None => own,
                }
            })
            .collect();
        let none = texts.text("facts.no-practice").to_owned();
        let said = if titles.is_empty() {
            none
        } else {
            titles.join("; ")
        };
        rows.push((side.name.as_str(), said));
    }
    let mut out = heading(texts.text("side.practices")) + &labelled(2, &rows, read.columns);
    for pair in &compared.answer.pairs {
        let both = compared.answer.topics.iter().filter(|topic| {
            let has = |at: usize| topic.practices.get(at).is_some_and(|list| !list.is_empty());
            has(pair.a) && has(pair.b)
        });
        let both: Vec<String> = both.map(|topic| topic.topic.clone()).collect();
        if !both.is_empty() {
            let list = scene.terms("topics", &both);
            let values = [("pair", &*name(read, compared, pair)), ("topics", &list)];
            out.push_str(&hang(
                "  ",
                &texts.with("side.common", &values),
                read.columns,
            ));
        }
    }
    out
}
