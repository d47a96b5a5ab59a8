//! A comparison as CSV: one row a value, columns for the cities, their places in the directory, and the pairs. Pure.

use super::sections::{self, Row};
use super::{Compared, text};
use crate::commands::Failure;
use crate::commands::asked::Read;
use crate::texts::layout;
use city_peers_engine::side_by_side::RowAnswer;

/// The whole comparison. The columns of pairs hold likenesses from 0 to 1; empty means unknown.
pub(super) fn csv(read: &Read, compared: &Compared) -> Result<String, Failure> {
    let answer = &compared.answer;
    let cities = compared.sides.len();
    let mut head: Vec<String> = ["section", "id", "label"].map(str::to_owned).to_vec();
    head.extend(compared.sides.iter().map(|side| side.name.clone()));
    head.extend(
        compared
            .sides
            .iter()
            .map(|side| format!("{}: place", side.name)),
    );
    head.extend(
        answer
            .pairs
            .iter()
            .map(|pair| text::name(read, compared, pair)),
    );
    let mut rows = vec![head];
    let share = |x: Option<f64>| x.map_or_else(String::new, |x| format!("{x:.4}"));
    let mut add = |section: &str, row: Row, pairs: Vec<String>| {
        let mut cells = vec![section.to_owned(), row.id, row.label];
        cells.extend(row.cells);
        let mut places = row.places;
        places.resize(cities, String::new());
        cells.extend(places);
        let mut pairs = pairs;
        pairs.resize(answer.pairs.len(), String::new());
        cells.extend(pairs);
        rows.push(cells);
    };
    let whole = |id: &str, label: &str| Row {
        id: id.to_owned(),
        label: label.to_owned(),
        cells: vec![String::new(); cities],
        places: Vec::new(),
    };
    let texts = &read.texts;
    for (id, key, of) in [
        (
            "likeness",
            "figure.likeness",
            (|p| p.likeness) as fn(&city_peers_engine::side_by_side::PairAnswer) -> Option<f64>,
        ),
        ("learn", "figure.learn", |p| p.learn),
        ("teach", "figure.teach", |p| p.teach),
        ("ease", "figure.ease", |p| p.ease),
    ] {
        let pairs = answer.pairs.iter().map(|pair| share(of(pair))).collect();
        add("pair", whole(id, texts.text(key)), pairs);
    }
    for row in sections::identity(read, compared) {
        add("identity", row, Vec::new());
    }
    let of = |all: &[RowAnswer], id: &str| -> Vec<String> {
        let row = all.iter().find(|row| row.indicator == id);
        let apart = row.map_or(&[][..], |row| &row.difference);
        apart.iter().map(|d| share(d.map(|d| 1.0 - d))).collect()
    };
    for facet in &answer.facets {
        let pairs = facet.likeness.iter().map(|x| share(*x)).collect();
        add("facet", whole(&facet.id, &facet.id), pairs);
        for row in sections::values(read, compared, &facet.indicators).0 {
            let pairs = of(&facet.indicators, &row.id);
            add(&facet.id, row, pairs);
        }
    }
    for row in sections::values(read, compared, &answer.outcomes).0 {
        let pairs = of(&answer.outcomes, &row.id);
        add("outcome", row, pairs);
    }
    for row in sections::goals(read, compared) {
        add("goal", row, Vec::new());
    }
    for row in sections::topics(read, compared) {
        add("topic", row, Vec::new());
    }
    layout::csv(&rows).map_err(Failure)
}
