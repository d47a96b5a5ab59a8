//! Practices that came, went or changed, field by field, with who does them and how it went. Pure.

use super::cities::hide_addresses;
use super::fields::{self, Parts, Shape};
use super::{Changed, Items, PracticeRef, Side};
use city_peers_engine::Directory;
use city_peers_engine::model::Criterion;
use city_peers_engine::practices::Entry;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The field of what a practice cost each resident of its city.
const COST: &str = "cost_per_resident";
const SHAPE: &Shape = &[
    ("budget", Parts::Keys),
    ("staff", Parts::Keys),
    ("requires", Parts::Keys),
    ("results", Parts::By("indicator")),
    ("replicated_in", Parts::By("city")),
    ("sources", Parts::By("url")),
];

/// All differences between the practices of two directories, by id.
pub fn changes(old: &Side, new: &Side) -> Items<PracticeRef> {
    let by_id = |side: &Side| -> BTreeMap<String, Vec<(String, Value)>> {
        let entries = side.practices.entries.iter();
        entries
            .map(|e| (e.practice.id.clone(), all_fields(e, &side.directory)))
            .collect()
    };
    let [was, is] = [old, new].map(by_id);
    let find = |side: &Side, others: &BTreeMap<String, _>| -> Vec<PracticeRef> {
        let entries = side.practices.entries.iter();
        let missing = entries.filter(|e| !others.contains_key(&e.practice.id));
        missing.map(of).collect()
    };
    let changed = new.practices.entries.iter().filter_map(|entry| {
        let id = &entry.practice.id;
        let mut fields = fields::differing(was.get(id)?, is.get(id)?);
        hide_addresses(&mut fields);
        for cost in fields.iter_mut().filter(|c| c.field == COST) {
            let catalogue = &new.directory.catalogue;
            let money = catalogue.answering(Criterion::Money);
            let money = money.and_then(|at| catalogue.indicators.get(at));
            cost.unit = money.map(|indicator| indicator.unit.clone());
        }
        (!fields.is_empty()).then(|| Changed {
            of: of(entry),
            fields,
        })
    });
    Items {
        changed: changed.collect(),
        added: find(new, &was),
        removed: find(old, &is),
    }
}

fn of(entry: &Entry) -> PracticeRef {
    let practice = &entry.practice;
    PracticeRef {
        id: practice.id.clone(),
        title: practice.title.clone(),
        city: practice.city.clone(),
    }
}

fn all_fields(entry: &Entry, directory: &Directory) -> Vec<(String, Value)> {
    let mut list = fields::flat(&entry.practice, SHAPE);
    if let Some(city) = entry.city {
        list.push(("in_directory".to_owned(), json!(directory.id(city))));
    }
    let others = entry.adopters.iter().filter(|a| Some(**a) != entry.city);
    for &city in others {
        list.push((format!("done_by.{}", directory.id(city)), json!(true)));
    }
    if let Some(cost) = entry.cost {
        list.push((COST.to_owned(), json!(cost)));
    }
    for report in &entry.reports {
        let said = json!({
            "status": report.status, "changes": report.changes, "obstacles": report.obstacles,
            "result": report.result, "contact": report.contact,
        });
        list.push((
            format!("reports.{}", directory.id(report.city)),
            fields::plain(said),
        ));
    }
    list
}
