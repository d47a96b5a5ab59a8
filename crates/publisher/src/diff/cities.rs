//! Cities that came, went or changed, field by field. Pure.

use super::fields::{self, Parts, Shape};
use super::{Change, Changed, CityRef, Items, Side};
use city_peers_engine::directory::CityIx;
use city_peers_engine::model::Profile;
use serde_json::Value;
use std::collections::BTreeMap;

const SHAPE: &Shape = &[
    ("name", Parts::Keys),
    ("values", Parts::Keys),
    ("needs", Parts::By("topic")),
    ("offers", Parts::By("topic")),
    ("goals", Parts::By("sdg")),
    ("philosophy", Parts::Keys),
    ("concept", Parts::Keys),
    ("contacts", Parts::By("office")),
    ("media", Parts::By("url")),
    ("reviews", Parts::By("url")),
    ("sources", Parts::Keys),
];

/// All differences between the cities of two directories, by id.
pub fn changes(old: &Side, new: &Side) -> Items<CityRef> {
    let [was, is] = [old, new].map(by_id);
    let mut items = Items {
        added: Vec::new(),
        removed: Vec::new(),
        changed: Vec::new(),
    };
    for (id, &(city, profile)) in &is {
        let of = CityRef::of(&new.directory, city);
        let Some(&(_, before)) = was.get(id) else {
            items.added.push(of);
            continue;
        };
        if before == profile {
            continue;
        }
        let mut fields = fields::changes(before, profile, SHAPE);
        fields.iter_mut().for_each(|change| dress(change, new));
        hide_addresses(&mut fields);
        items.changed.push(Changed { of, fields });
    }
    for (id, &(city, _)) in &was {
        if !is.contains_key(id) {
            items.removed.push(CityRef::of(&old.directory, city));
        }
    }
    items
}

fn by_id(side: &Side) -> BTreeMap<&str, (CityIx, &Profile)> {
    let profiles = side.directory.indices().zip(&side.profiles);
    profiles
        .map(|(city, profile)| (profile.id.as_str(), (city, profile)))
        .collect()
}

/// Gives values of indicators their unit.
fn dress(change: &mut Change, side: &Side) {
    let catalogue = &side.directory.catalogue;
    if let Some(id) = change.field.strip_prefix("values.")
        && let Some(at) = catalogue.indicator(id)
    {
        let indicator = catalogue.indicators.get(at);
        change.unit = indicator
            .map(|indicator| indicator.unit.clone())
            .filter(|unit| !unit.is_empty());
    }
}

/// That an address changed is said, never which it is: those of contacts, and of contacts in reports.
pub fn hide_addresses(changes: &mut [Change]) {
    for change in changes {
        for path in ["/email", "/contact/email"] {
            let of = |side: &Option<Value>| side.as_ref()?.pointer(path).cloned();
            let (old, new) = (of(&change.old), of(&change.new));
            let another = old.is_some() && new.is_some() && old != new;
            let sides = [
                (&mut change.old, "stated"),
                (&mut change.new, if another { "another" } else { "stated" }),
            ];
            for (side, word) in sides {
                let email = side.as_mut().and_then(|side| side.pointer_mut(path));
                if let Some(email) = email.filter(|email| email.is_string()) {
                    *email = Value::String(word.to_owned());
                }
            }
        }
    }
}
