//! The parts of a row put together: members by their paths, lists told code by code, statements, sources. Pure.

use crate::import::columns::Column;
use crate::import::fields::{Fields, STATEMENTS, Wanted};
use crate::import::mapping::{Kind, Mapping};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// An object being put together.
#[derive(Default)]
pub(super) struct Parts {
    object: Map<String, Value>,
    whole: BTreeSet<String>,
    /// Lists told code by code: those that are there, and whether all others are known.
    members: BTreeMap<Vec<String>, (Vec<Value>, bool)>,
    sources: Map<String, Value>,
    base_id: Option<String>,
    region: Option<String>,
}

impl Parts {
    /// Whether something is there at a path.
    pub(super) fn has(&self, path: &[String]) -> bool {
        get(&self.object, path).is_some()
    }

    /// Takes the value of a column, and where it comes from.
    pub(super) fn take(&mut self, column: &Column, value: Value, source: Option<Value>) {
        let path = &column.target.path;
        match &column.target.wanted {
            Wanted::BaseId => self.base_id = value.as_str().map(str::to_owned),
            Wanted::BaseRegion => self.region = value.as_str().map(str::to_owned),
            Wanted::Member(_) => {
                let yes = value.as_bool();
                self.member(column, yes);
            }
            Wanted::Level(statement, about) => {
                if let Some(level) = value.as_u64() {
                    let code = match about.parse::<u64>() {
                        Ok(goal) if statement.about == "sdg" => Value::from(goal),
                        _ => Value::String(about.clone()),
                    };
                    let at =
                        |field: &str| [statement.list, about, field].map(str::to_owned).to_vec();
                    put(&mut self.object, &at(statement.about), code);
                    put(&mut self.object, &at(statement.level), Value::from(level));
                }
            }
            Wanted::Statements(statement, _) => {
                self.whole.insert(statement.list.to_owned());
                let Value::Object(items) = value else {
                    return;
                };
                for (about, item) in items {
                    for (field, value) in item.as_object().cloned().unwrap_or_default() {
                        let path = [statement.list.to_owned(), about.clone(), field];
                        put(&mut self.object, &path, value);
                    }
                }
            }
            wanted => {
                if let (Wanted::List(_), [field]) = (wanted, path.as_slice()) {
                    self.whole.insert(field.clone());
                }
                put(&mut self.object, path, value);
            }
        }
        if let ([values, id], Some(source)) = (path.as_slice(), source)
            && values == "values"
        {
            self.sources.insert(id.clone(), source);
        }
    }

    /// Notes a code of a list that has a column for each code; `None` where the cell says nothing.
    pub(super) fn member(&mut self, column: &Column, yes: Option<bool>) {
        let entry = self.members.entry(column.target.path.clone());
        let (codes, all_known) = entry.or_insert_with(|| (Vec::new(), true));
        match yes {
            Some(true) => {
                if let Wanted::Member(code) = &column.target.wanted {
                    codes.push(Value::String(code.clone()));
                }
            }
            Some(false) => {}
            None => *all_known = false,
        }
    }

    /// The object with its lists as lists, its fields in order, and the lists it states as a whole.
    pub(super) fn object(
        mut self,
        mapping: &Mapping,
        fields: &Fields<'_>,
    ) -> (Map<String, Value>, BTreeSet<String>) {
        for (path, (codes, all_known)) in std::mem::take(&mut self.members) {
            // No code at all says “none” only where every column says no.
            let is_value = path.first().is_some_and(|p| p == "values");
            if !codes.is_empty() || (is_value && all_known) {
                if let [field] = path.as_slice() {
                    self.whole.insert(field.clone());
                }
                put(&mut self.object, &path, Value::Array(codes));
            }
        }
        let mut sources = std::mem::take(&mut self.sources);
        let values = self.object.get("values").and_then(Value::as_object);
        sources.retain(|id, _| values.is_some_and(|v| v.contains_key(id)));
        for (id, source) in sources {
            let path = ["sources".to_owned(), id];
            if get(&self.object, &path).is_none() {
                put(&mut self.object, &path, source);
            }
        }
        if mapping.kind == Kind::Practice
            && let Some(source) = &mapping.source
            && !self.object.contains_key("sources")
        {
            self.object
                .insert("sources".to_owned(), Value::Array(vec![source.clone()]));
        }
        let mut ordered = Map::new();
        for field in fields.order() {
            if let Some(value) = self.object.remove(field) {
                ordered.insert(field.to_owned(), tidy(field, value));
            }
        }
        for (key, value) in [("\u{0}base_id", self.base_id), ("\u{0}region", self.region)] {
            if let Some(value) = value {
                ordered.insert(key.to_owned(), Value::String(value));
            }
        }
        (ordered, self.whole)
    }
}

/// Objects with numbers for keys become lists, statements lists by what they are about, maps get sorted.
fn tidy(field: &str, value: Value) -> Value {
    let Value::Object(mut members) = value else {
        return value;
    };
    if let Some(statement) = STATEMENTS.iter().find(|s| s.list == field) {
        let items = members.into_iter().map(|(about, item)| match item {
            Value::Object(mut item)
                if about.parse::<usize>().is_err() || statement.about == "sdg" =>
            {
                let code = match about.parse::<u64>() {
                    Ok(goal) => Value::from(goal),
                    Err(_) => Value::String(about),
                };
                item.entry(statement.about).or_insert(code);
                item.sort_keys();
                let mut first = Map::new();
                for key in [statement.about, statement.level] {
                    if let Some(value) = item.remove(key) {
                        first.insert(key.to_owned(), value);
                    }
                }
                first.extend(item);
                Value::Object(first)
            }
            item => item,
        });
        return Value::Array(items.collect());
    }
    if ["name", "values", "sources", "philosophy", "concept"].contains(&field) {
        members.sort_keys();
        return Value::Object(members);
    }
    if members.keys().any(|key| key.parse::<usize>().is_err()) {
        let tidied = members.into_iter().map(|(k, v)| (k, tidy("", v)));
        return Value::Object(tidied.collect());
    }
    let mut items: Vec<(usize, Value)> = members
        .into_iter()
        .filter_map(|(key, value)| Some((key.parse().ok()?, tidy("", value))))
        .collect();
    items.sort_by_key(|(at, _)| *at);
    Value::Array(items.into_iter().map(|(_, value)| value).collect())
}

fn get<'o>(object: &'o Map<String, Value>, path: &[String]) -> Option<&'o Value> {
    let (first, rest) = path.split_first()?;
    let mut value = object.get(first)?;
    for key in rest {
        value = value.get(key)?;
    }
    Some(value)
}

fn put(object: &mut Map<String, Value>, path: &[String], value: Value) {
    match path {
        [] => {}
        [last] => {
            object.insert(last.clone(), value);
        }
        [first, rest @ ..] => {
            let inner = object
                .entry(first.clone())
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}
