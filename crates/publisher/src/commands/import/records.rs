//! What becomes of each row: completed by base data, named, judged, or left open. Pure; notes problems and progress.

use super::Work;
use crate::import::existing::Existing;
use crate::import::fill::{self, Filled};
use crate::import::mapping::{Kind, Mapping};
use crate::import::matching::{self, Found};
use crate::import::outcome::Open;
use crate::import::places::Base;
use crate::import::plan::{self, Record};
use crate::import::record::Draft;
use crate::import::rows::{Rows, STEP};
use crate::import::{judge, notes};
use crate::problem::Place;
use crate::words::grouped;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What became of the rows.
#[derive(Default)]
pub(super) struct Made {
    /// The records, in the order of the rows.
    pub(super) records: Vec<Record>,
    /// The rows that are not written.
    pub(super) open: Vec<Open>,
    /// Which field base data filled how often.
    pub(super) filled: BTreeMap<&'static str, usize>,
}

impl Work<'_> {
    /// Completes, names and judges every row.
    pub(super) fn records(
        &mut self,
        rows: &Rows,
        existing: &Existing,
        base: Option<&Base>,
        kind: Kind,
    ) -> Made {
        let none = Mapping::default();
        let mapping = self.mapping.unwrap_or(&none);
        let found = base.map(|base| matching::find(&rows.drafts, base, mapping));
        let about = base.map(|base| super::about(base, mapping, self.args.base.as_deref()));
        let mut made = Made::default();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut unused: Vec<&str> = mapping.decide.keys().map(String::as_str).collect();
        for (ix, draft) in rows.drafts.iter().enumerate() {
            if ix > 0 && ix % STEP == 0 {
                let all = grouped(rows.drafts.len() as u64);
                self.reporter
                    .progress(&format!("{} of {all} rows checked", grouped(ix as u64)));
            }
            let found = found.as_ref().and_then(|f| f.get(ix));
            let key = matching::key(draft);
            unused.retain(|k| *k != key && *k != format!("row {}", draft.row));
            let object = plan::object(&draft.json);
            let mut filled = fill::fill(
                draft,
                object,
                found,
                about.as_ref(),
                mapping,
                &self.context.catalogue,
                existing,
            );
            let Some(table) = rows.tables.get(draft.table) else {
                continue;
            };
            if let Some(why) = filled.open.take() {
                made.open.push(Open {
                    place: format!("{}, row {}", table.name, draft.row),
                    key,
                    why,
                    several: matches!(found, Some(Found::Several(_))),
                });
                continue;
            }
            let id = match &filled.id {
                Ok(id) => id.clone(),
                // The rest of the row is worth judging; what made the id fail has been said.
                Err(_) if draft.wrong => {
                    self.record(draft, "unknown".to_owned(), filled, rows, kind);
                    continue;
                }
                Err(message) => {
                    let hint = "map a column to “id” or “country”, or give [id] pattern another column in braces";
                    self.error(draft, rows, (*message).clone(), Some(hint.to_owned()));
                    continue;
                }
            };
            if let Some(first) = seen.get(&id).and_then(|first| rows.drafts.get(*first)) {
                let at = match rows.tables.get(first.table) {
                    Some(other) if first.table != draft.table => {
                        format!("row {} of {}", first.row, other.name)
                    }
                    _ => format!("row {}", first.row),
                };
                let hint = "one city twice? Take one out; two cities? [id] pattern = \"{country}-{name}-{a column}\" in \
                            the mapping tells them apart";
                self.error(
                    draft,
                    rows,
                    format!("has the id “{id}”, as {at} has"),
                    Some(hint.to_owned()),
                );
                continue;
            }
            seen.insert(id.clone(), ix);
            for field in &filled.fields {
                *made.filled.entry(field).or_insert(0) += 1;
            }
            made.records
                .push(self.record(draft, id, filled, rows, kind));
        }
        for key in unused {
            let place = Place::Key(format!("decide, “{key}”"));
            let hint =
                Some("such as \"Springfield, US\", the id of the row, or \"row 12\"".to_owned());
            self.problems
                .of(&mapping.file)
                .warning(place, "no row is called so", hint);
        }
        made
    }

    fn record(
        &mut self,
        draft: &Draft,
        id: String,
        filled: Filled,
        rows: &Rows,
        kind: Kind,
    ) -> Record {
        let mut object = Map::new();
        object.insert("id".to_owned(), Value::String(id.clone()));
        object.extend(filled.object);
        if let (Some(table), Some(columns)) =
            (rows.tables.get(draft.table), rows.columns.get(draft.table))
        {
            judge::judge(
                kind,
                &object,
                (table, draft.row),
                columns,
                &self.context.known(),
                &mut self.notes,
                &mut self.problems,
            );
        }
        let mut ordered = Map::new();
        for field in &rows.order {
            if let Some(value) = object.remove(field) {
                ordered.insert(field.clone(), value);
            }
        }
        ordered.extend(object);
        let object = ordered;
        let country = object.get("country").and_then(Value::as_str);
        let mut label = draft.names.first().cloned().unwrap_or_default();
        if let Some(country) = country {
            label = format!("{label}, {country}");
        }
        if let Some(place) = filled.place.filter(|place| *place != id) {
            label = format!("{label} (base data: {place})");
        }
        Record {
            id,
            label,
            json: Value::Object(object).to_string(),
            whole: draft.whole.clone(),
        }
    }

    fn error(&mut self, draft: &Draft, rows: &Rows, message: String, hint: Option<String>) {
        if let Some(table) = rows.tables.get(draft.table) {
            let place = notes::place(table, draft.row, None);
            self.problems.of(&table.name).error(place, message, hint);
        }
    }
}
