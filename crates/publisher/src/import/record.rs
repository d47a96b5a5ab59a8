//! A row becomes a record: the JSON object that profiles and practices are read from. Pure; notes problems.

mod parts;

use super::cell::{Cell, Row, Table};
use super::columns::Column;
use super::convert::convert;
use super::country::Names;
use super::fields::{Fields, Wanted};
use super::ids;
use super::mapping::{Kind, Mapping};
use super::notes::Notes;
use crate::problem::{Problems, rules};
use parts::Parts;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

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
            let there = parts.has(path);
            // A constant of a contact is no contact.
            if !there && (!in_list || parts.has(parent)) {
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

fn take_text(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    object
        .shift_remove(key)
        .and_then(|v| v.as_str().map(str::to_owned))
}
