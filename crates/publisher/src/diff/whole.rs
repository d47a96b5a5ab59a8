//! What concerns all cities at once: catalogue, weights, reference figures, vocabulary, and what the directory says of itself.
//! Pure.

use super::fields::{self, Parts};
use super::{Change, Side};
use city_peers_engine::Directory;
use city_peers_engine::model::{Code, Indicator, Kind, Role, Term};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Members of an indicator that only change what is shown.
const SHOWN: [&str; 4] = ["label", "unit", "sdg", "labels"];

/// What moves every likeness, and what does not.
pub fn changes(old: &Directory, new: &Directory, sides: [&Side; 2]) -> (Vec<Change>, Vec<Change>) {
    let [was, is] = [old, new].map(moving);
    let (mut moves, mut about) = (fields::differing(&was, &is), Vec::new());
    let is_shown = |change: &Change| {
        let member = change.field.rsplit('.').next().unwrap_or_default();
        SHOWN.contains(&member)
    };
    about.extend(moves.iter().filter(|c| is_shown(c)).cloned());
    // An indicator that came or went is one change, not ten.
    let whole: BTreeSet<String> = moves
        .iter()
        .filter(|c| c.old.is_none() || c.new.is_none())
        .filter_map(|c| c.field.strip_prefix("catalogue."))
        .filter(|id| !id.contains('.'))
        .map(str::to_owned)
        .collect();
    let is_part = |change: &Change| {
        let measured = change.field.strip_prefix("reference.mean_difference.");
        let member = change.field.strip_prefix("catalogue.");
        let member = member.and_then(|m| m.split_once('.')).map(|(id, _)| id);
        measured.or(member).is_some_and(|id| whole.contains(id))
    };
    moves.retain(|c| !is_shown(c) && !is_part(c));
    about.retain(|c| !is_part(c));
    about.splice(0..0, fields::changes(&old.meta, &new.meta, &[]));
    let [was, is] = sides.map(terms);
    about.extend(fields::differing(&was, &is));
    (moves, about)
}

/// Everything of a directory that its comparisons rest on.
fn moving(directory: &Directory) -> Vec<(String, Value)> {
    let catalogue = &directory.catalogue;
    let mut list: Vec<(String, Value)> = Vec::new();
    let facet = |at: usize| {
        let facet = catalogue.facets.get(at);
        facet.map_or_else(|| at.to_string(), |facet| facet.id.clone())
    };
    for facet in &catalogue.facets {
        list.push((format!("facets.{}.weight", facet.id), json!(facet.weight)));
        list.push((format!("facets.{}.label", facet.id), json!(facet.label)));
    }
    for (at, indicator) in catalogue.indicators.iter().enumerate() {
        let id = &indicator.id;
        list.push((format!("catalogue.{id}"), json!(kind(indicator))));
        for (member, value) in members(indicator, &facet) {
            list.push((format!("catalogue.{id}.{member}"), value));
        }
        if let Some(mean) = directory.reference.mean_difference.get(at) {
            let mean = f64::from(*mean) / 10_000.0;
            list.push((format!("reference.mean_difference.{id}"), json!(mean)));
        }
    }
    let main = catalogue.main.map(usize::from);
    let main = main.and_then(|at| catalogue.indicators.get(at));
    list.push(("catalogue.main".to_owned(), json!(main.map(|i| &i.id))));
    for (topic, factors) in &directory.purposes.factors {
        let topic = directory.vocabulary.topics.get(usize::from(*topic));
        let topic = topic.map_or("?", |t| t.code.as_str());
        for (at, factor) in factors {
            let field = format!("purposes.{topic}.{}", facet(usize::from(*at)));
            list.push((field, json!(f64::from(*factor) / 100.0)));
        }
    }
    let reference = &directory.reference;
    list.push(("reference.shrink".to_owned(), json!(reference.shrink())));
    let words = reference.likeness_words.map(|w| f64::from(w) / 10_000.0);
    list.push(("reference.likeness_words".to_owned(), json!(words)));
    let years = directory.cities.years;
    list.push(("year".to_owned(), json!(years.first)));
    list
}

fn kind(indicator: &Indicator) -> &'static str {
    match indicator.kind {
        Kind::Number { .. } => "number",
        Kind::Ordered { .. } => "ordered",
        Kind::Category { .. } => "category",
        Kind::Tags { .. } => "tags",
    }
}

fn members(indicator: &Indicator, facet: &dyn Fn(usize) -> String) -> Vec<(&'static str, Value)> {
    let mut list = vec![
        ("label", json!(indicator.label)),
        ("unit", json!(indicator.unit)),
        ("far", json!(indicator.far)),
        ("criterion", json!(indicator.criterion)),
    ];
    let codes = |codes: &[Code], parents: &[Code]| -> Value {
        let with_parent = |code: &Code| {
            let parent = code.parent.and_then(|at| parents.get(usize::from(at)));
            match parent {
                Some(parent) => format!("{} ({})", code.code, parent.code),
                None => code.code.clone(),
            }
        };
        json!(codes.iter().map(with_parent).collect::<Vec<_>>())
    };
    match &indicator.kind {
        Kind::Number { scale, low, high } => {
            list.extend([
                ("scale", json!(scale)),
                ("low", json!(low)),
                ("high", json!(high)),
            ]);
        }
        Kind::Ordered { levels } => list.push(("levels", codes(levels, &[]))),
        Kind::Category {
            codes: list_of,
            parents,
        } => list.push(("codes", codes(list_of, parents))),
        Kind::Tags { codes: list_of } => list.push(("codes", codes(list_of, &[]))),
    }
    let labels: Vec<&str> = indicator.codes().iter().map(|c| c.label.as_str()).collect();
    list.push(("labels", json!(labels)));
    match &indicator.role {
        Role::Context { facet: at, weight } => {
            list.extend([
                ("role", json!("context")),
                ("facet", json!(facet(usize::from(*at)))),
                ("weight", json!(weight)),
            ]);
        }
        Role::Outcome { better, sdg } => {
            list.extend([
                ("role", json!("outcome")),
                ("better", json!(better)),
                ("sdg", json!(sdg)),
            ]);
        }
    }
    list
}

/// All definitions and codes with their texts, list by list.
fn terms(side: &Side) -> Vec<(String, Value)> {
    let mut list = Vec::new();
    let indicators = side.directory.catalogue.indicators.iter();
    for (indicator, note) in indicators.zip(&side.practices.notes) {
        let field = |member: &str| format!("catalogue.{}.{member}", indicator.id);
        list.push((field("definition"), json!(note.definition)));
        list.push((field("source"), json!(note.source)));
    }
    for (name, terms) in &side.practices.lists {
        for term in terms {
            let shape = [("sdgs", Parts::Keys)];
            let texts = fields::flat::<Term>(term, &shape);
            let texts = texts.into_iter().filter(|(member, _)| member != "code");
            let texts: serde_json::Map<String, Value> = texts.collect();
            list.push((
                format!("vocabulary.{name}.{}", term.code),
                Value::Object(texts),
            ));
        }
    }
    list
}
