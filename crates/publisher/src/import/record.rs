//! A row becomes a record: the JSON object that profiles and practices are read from. Pure; notes problems.

use super::cell::{Cell, Row, Table};
use super::columns::Column;
use super::convert::convert;
use super::country::Names;
use super::fields::{Fields, STATEMENTS, Wanted};
use super::ids;
use super::mapping::{Kind, Mapping};
use super::notes::Notes;
use crate::problem::{Problems, rules};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A row on its way into the folder.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Which of the tables it is in.
    pub table: usize,
    /// Its number there.
    pub row: usize,
    /// The id it states.
    pub id: Option<String>,
    /// The id as the pattern makes it, with `{country}` still to come.
    pub pattern: String,
    /// Its names in all languages.
    pub names: Vec<String>,
    /// ISO code of its country.
    pub country: Option<String>,
    /// Id of its place in the base data.
    pub base_id: Option<String>,
    /// Region of its place in the base data.
    pub region: Option<String>,
    /// Where it is, degrees north and east.
    pub place: Option<(f64, f64)>,
    /// Whether a cell of it is wrong.
    pub wrong: bool,
    /// The object as compact JSON: many thousands are kept.
    pub json: String,
    /// Lists it states as a whole.
    pub whole: BTreeSet<String>,
}

/// What turns rows into records.
pub struct Maker<'m> {
    /// The mapping.
    pub mapping: &'m Mapping,
    /// The fields there are.
    pub fields: &'m Fields<'m>,
    /// The columns of the table.
    pub columns: &'m [Column],
    /// Fields that are the same for all rows.
    pub constants: &'m [(Column, Value)],
    /// Names of countries and languages.
    pub names: &'m Names,
    /// Language of names that say none.
    pub language: &'m str,
}

/// An object being put together.
#[derive(Default)]
struct Parts {
    object: Map<String, Value>,
    whole: BTreeSet<String>,
    /// Lists told code by code: those that are there, and whether all others are known.
    members: BTreeMap<Vec<String>, (Vec<Value>, bool)>,
    sources: Map<String, Value>,
    base_id: Option<String>,
    region: Option<String>,
}

impl Maker<'_> {
    /// The record of a row.
    pub fn draft(
        &self,
        (table_at, table): (usize, &Table),
        row: &Row,
        notes: &mut Notes,
        problems: &mut Problems,
    ) -> Draft {
        let mut parts = Parts::default();
        let mut wrong_cell = false;
        for column in self.columns {
            let cell = row.cell(column.at);
            match convert(cell, column, self.names) {
                Ok(Some(value)) => parts.take(column, value, self.source(column)),
                Ok(None) => {
                    if let Wanted::Member(_) = column.target.wanted {
                        parts.member(column, None);
                    }
                    if let Cell::Error(error) = cell {
                        let said = (format!("{error} is taken as unknown"), None);
                        let place = (table, row.number);
                        notes.note(rules::REMARK, place, Some(&column.name), said, problems);
                    }
                }
                Err(wrong) => {
                    wrong_cell = true;
                    let place = (table, row.number);
                    notes.note(rules::INVALID, place, Some(&column.name), wrong, problems);
                }
            }
        }
        for (column, value) in self.constants {
            let path = &column.target.path;
            let in_list = path
                .first()
                .is_some_and(|f| path.len() > 1 && self.fields.is_list(f));
            let parent = path
                .split_last()
                .map(|(_, parent)| parent)
                .unwrap_or_default();
            let there = get(&parts.object, path).is_some();
            // A constant of a contact is no contact.
            if !there && (!in_list || get(&parts.object, parent).is_some()) {
                parts.take(column, value.clone(), self.source(column));
            }
        }
        let (mut object, whole) = parts.object(self.mapping, self.fields);
        let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
        let mut draft = Draft {
            table: table_at,
            row: row.number,
            id: text("id"),
            country: text("country"),
            whole,
            wrong: wrong_cell,
            ..Draft::default()
        };
        draft.base_id = take_text(&mut object, "\u{0}base_id");
        draft.region = take_text(&mut object, "\u{0}region");
        self.identify(&mut draft, &object, |column| {
            let at = table.column(column);
            at.map(|at| row.cell(at).shown())
        });
        draft.json = Value::Object(object).to_string();
        draft
    }

    /// Names, place and id of an object.
    pub fn identify(
        &self,
        draft: &mut Draft,
        object: &Map<String, Value>,
        cell: impl Fn(&str) -> Option<String>,
    ) {
        let texts = object.get("name").and_then(Value::as_object);
        let said = |language: &str| texts?.get(language)?.as_str().map(str::to_owned);
        let mut names: Vec<String> = [said("en"), said(self.language)]
            .into_iter()
            .flatten()
            .collect();
        for name in texts
            .into_iter()
            .flat_map(|t| t.values())
            .filter_map(Value::as_str)
        {
            names.push(name.to_owned());
        }
        if self.mapping.kind == Kind::Practice {
            names.extend(
                object
                    .get("title")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
        }
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        let degrees = |key: &str| object.get(key).and_then(Value::as_f64);
        draft.place = degrees("lat").zip(degrees("lon"));
        draft.pattern = ids::filled(ids::pattern(self.mapping), |slot| match slot {
            "name" | "title" => names.iter().map(|n| ids::slug(n)).find(|s| !s.is_empty()),
            "city" => object.get("city").and_then(Value::as_str).map(ids::slug),
            column => cell(column).map(|text| ids::slug(&text)),
        });
        draft.names = names;
    }

    fn source(&self, column: &Column) -> Option<Value> {
        let (all, own) = (&self.mapping.source, &column.source);
        match (all, own) {
            (Some(Value::Object(all)), Some(Value::Object(own))) => {
                let mut joined = all.clone();
                joined.extend(own.clone());
                Some(Value::Object(joined))
            }
            (all, own) => own.clone().or_else(|| all.clone()),
        }
    }
}

impl Parts {
    fn take(&mut self, column: &Column, value: Value, source: Option<Value>) {
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

    fn member(&mut self, column: &Column, yes: Option<bool>) {
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
    fn object(
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

fn take_text(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    object
        .shift_remove(key)
        .and_then(|v| v.as_str().map(str::to_owned))
}
