//! The rows of a comparison in words, the same for text and for spreadsheets: a label, then one cell per city. Pure.

use super::Compared;
use crate::commands::asked::Read;
use crate::texts::{partner, reason, value};
use city_peers_engine::model::{Indicator, Kind};
use city_peers_engine::side_by_side::{RowAnswer, ValueAnswer};

/// What stands where a city does not say.
pub(super) const DASH: &str = "–";

/// One row.
pub(super) struct Row {
    /// Stable id.
    pub id: String,
    /// What it says.
    pub label: String,
    /// One per city.
    pub cells: Vec<String>,
    /// Where each value lies in the directory; empty for rows without values.
    pub places: Vec<String>,
}

fn plain(id: &str, label: &str, cells: Vec<String>) -> Row {
    Row {
        id: id.to_owned(),
        label: label.to_owned(),
        cells,
        places: Vec::new(),
    }
}

/// Who the cities are.
pub(super) fn identity(read: &Read, compared: &Compared) -> Vec<Row> {
    let scene = read.scene();
    let texts = scene.texts;
    let cities = &compared.answer.cities;
    let unknown = || texts.text("facts.not-stated").to_owned();
    let list = |codes: &Option<Vec<String>>, name: &dyn Fn(&String) -> String| {
        let names = codes.as_ref().filter(|codes| !codes.is_empty());
        names.map_or_else(unknown, |codes| {
            texts.list(&codes.iter().map(name).collect::<Vec<_>>())
        })
    };
    let column =
        |of: &dyn Fn(&city_peers_engine::side_by_side::CityAnswer) -> String| -> Vec<String> {
            cities.iter().map(of).collect()
        };
    vec![
        plain(
            "country",
            texts.text("side.country"),
            column(&|city| match city.country.as_str() {
                "" => unknown(),
                code => texts.country(code),
            }),
        ),
        plain(
            "profile",
            texts.text("side.profile"),
            column(&|city| partner::origin(texts, city.submitted).to_owned()),
        ),
        plain(
            "languages",
            texts.text("side.languages"),
            column(&|city| list(&city.languages, &|code| texts.language(code))),
        ),
        plain(
            "networks",
            texts.text("side.networks"),
            column(&|city| list(&city.networks, &|code| scene.term("networks", code))),
        ),
        plain(
            "modes",
            texts.text("side.modes"),
            column(&|city| list(&city.modes, &|code| scene.term("modes", code))),
        ),
    ]
}

/// Values of some indicators; those that no city states come back as a list of names.
pub(super) fn values(
    read: &Read,
    compared: &Compared,
    rows: &[RowAnswer],
) -> (Vec<Row>, Vec<String>) {
    let texts = &read.texts;
    let catalogue = &read.directory().catalogue;
    let (mut said, mut unknown) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(ix) = catalogue.indicator(&row.indicator) else {
            continue;
        };
        let Some(indicator) = catalogue.indicators.get(ix) else {
            continue;
        };
        let label = value::label(texts, indicator).to_owned();
        if row.values.iter().all(Option::is_none) {
            unknown.push(label);
            continue;
        }
        let cells = compared.sides.iter().map(|side| {
            let known = reason::known(read.directory(), &side.subject, ix);
            let said = value::say(texts, indicator, known);
            said.unwrap_or_else(|| texts.text("amount.unknown").to_owned())
        });
        let places = row.values.iter().map(|value| {
            let value = value.as_ref();
            value.map_or_else(String::new, |value| place(read, indicator, value))
        });
        said.push(Row {
            id: row.indicator.clone(),
            cells: cells.collect(),
            places: places.collect(),
            label,
        });
    }
    (said, unknown)
}

/// "more than 83 % of cities"; "as 12 % of cities".
fn place(read: &Read, indicator: &Indicator, value: &ValueAnswer) -> String {
    let texts = &read.texts;
    match (&indicator.kind, value.below) {
        (Kind::Number { .. }, Some(below)) => {
            // Rounded down: nobody has more than all.
            let share = texts.number((below * 100.0).floor());
            texts.with("side.below", &[("n", &share)])
        }
        _ => texts.with("side.same", &[("n", &texts.points(value.same))]),
    }
}

/// Goals with their priority.
pub(super) fn goals(read: &Read, compared: &Compared) -> Vec<Row> {
    let texts = &read.texts;
    let goal = |goal: &city_peers_engine::side_by_side::GoalAnswer| {
        let number = texts.number(f64::from(goal.sdg));
        let cells = goal.priority.iter().map(|priority| {
            priority.map_or_else(|| DASH.to_owned(), |p| texts.number(f64::from(p)))
        });
        let label = texts.with("side.goal", &[("n", &number)]);
        plain(&goal.sdg.to_string(), &label, cells.collect())
    };
    compared.answer.goals.iter().map(goal).collect()
}

/// What each needs and offers, topic by topic.
pub(super) fn topics(read: &Read, compared: &Compared) -> Vec<Row> {
    let scene = read.scene();
    let texts = scene.texts;
    let mut rows = Vec::new();
    for topic in &compared.answer.topics {
        let cells = topic.needs.iter().zip(&topic.offers).map(|(need, offer)| {
            let said: Vec<String> = [("side.need", need), ("side.offer", offer)]
                .into_iter()
                .filter(|(_, amount)| amount.is_some())
                .map(|(key, amount)| texts.with(key, &[("amount", texts.amount(*amount))]))
                .collect();
            if said.is_empty() {
                DASH.to_owned()
            } else {
                said.join("; ")
            }
        });
        let cells: Vec<String> = cells.collect();
        if cells.iter().any(|cell| cell != DASH) {
            rows.push(plain(
                &topic.topic,
                &scene.term("topics", &topic.topic),
                cells,
            ));
        }
    }
    rows
}
