//! All rows of all files become drafts: by a mapping, by the names of the columns, or as they are where the file holds
//! profiles already. Pure; notes problems.

use super::cell::{Kind as TableKind, Table};
use super::columns::{self, Column};
use super::context::Context;
use super::convert::convert;
use super::country::Names;
use super::fields::Fields;
use super::input::Input;
use super::mapping::{self, Mapping};
use super::notes::Notes;
use super::record::{Draft, Maker};
use super::{cell::Cell, cell::Stored, records};
use crate::problem::{Place, Problems};
use crate::reporter::Reporter;
use serde_json::{Map, Value};

/// After how many rows there is a word of progress.
pub const STEP: usize = 20_000;

/// The rows of all files.
#[derive(Default)]
pub struct Rows {
    /// The tables.
    pub tables: Vec<Table>,
    /// The columns of each that are mapped.
    pub columns: Vec<Vec<Column>>,
    /// All rows as records.
    pub drafts: Vec<Draft>,
    /// Names of the fields in the order in which files have them.
    pub order: Vec<String>,
}

/// Where a column goes that has the name of a field, as in `cities.csv`; `None` for any other.
pub fn by_name(column: &str, context: &Context) -> Option<String> {
    const SAME: [&str; 7] = [
        "id",
        "name",
        "country",
        "lat",
        "lon",
        "time_zone",
        "languages",
    ];
    if SAME.contains(&column) {
        return Some(column.to_owned());
    }
    if let Some(language) = column.strip_prefix("name_")
        && crate::check::codes::is_language(language)
    {
        return Some(format!("name.{language}"));
    }
    context
        .catalogue
        .indicator(column)
        .map(|_| format!("values.{column}"))
}

/// Turns what was read into drafts.
pub fn drafts(
    inputs: Vec<Input>,
    mapping: Option<&Mapping>,
    context: &Context,
    names: &Names,
    notes: &mut Notes,
    problems: &mut Problems,
    reporter: &mut dyn Reporter,
) -> Rows {
    let mut rows = Rows::default();
    for input in inputs {
        let table = match (input, mapping) {
            (Input::Objects(name, objects), None) => {
                as_they_are(&name, objects, context, &mut rows);
                continue;
            }
            (Input::Objects(name, objects), Some(_)) => records::table(&name, objects),
            (Input::Table(table), _) => table,
        };
        let own;
        let mapping = match mapping {
            Some(mapping) => mapping,
            None => {
                own = named(&table, context);
                if !own
                    .columns
                    .iter()
                    .any(|c| c.to == "name" || c.to.starts_with("name."))
                {
                    let hint = format!(
                        "have one proposed: city-peers import {} --into … --suggest-mapping > mapping.toml",
                        table.name.split(", sheet").next().unwrap_or_default()
                    );
                    let message = "nothing says which column is the name: a mapping is needed";
                    problems
                        .of(&table.name)
                        .error(Place::File, message, Some(hint));
                    continue;
                }
                &own
            }
        };
        mapped(
            table, mapping, context, names, notes, &mut rows, problems, reporter,
        );
    }
    rows
}

/// The mapping of a table whose columns have the names of fields.
fn named(table: &Table, context: &Context) -> Mapping {
    let columns = table.columns.iter().filter_map(|name| {
        Some(mapping::Column {
            name: name.clone(),
            to: by_name(name, context)?,
            ..mapping::Column::default()
        })
    });
    Mapping {
        file: table.name.clone(),
        columns: columns.collect(),
        ..Mapping::default()
    }
}

#[allow(clippy::too_many_arguments)]
fn mapped(
    table: Table,
    mapping: &Mapping,
    context: &Context,
    names: &Names,
    notes: &mut Notes,
    rows: &mut Rows,
    problems: &mut Problems,
    reporter: &mut dyn Reporter,
) {
    let catalogue = &context.catalogue;
    let fields = Fields::new(
        mapping.kind,
        catalogue,
        &context.vocabulary,
        &context.language,
    );
    let columns = columns::ready(&table, mapping, &fields, catalogue, problems);
    let constants = constants(mapping, &fields, context, names, problems);
    for slot in super::ids::slots(super::ids::pattern(mapping)) {
        if !["name", "title", "city"].contains(&slot) && table.column(slot).is_none() {
            let hint = crate::hint::hint(slot, table.columns.iter().map(String::as_str));
            let message = format!("{} has no column “{slot}”", table.name);
            let place = Place::Key("id, pattern".to_owned());
            problems.of(&mapping.file).error(place, message, hint);
        }
    }
    if table.rows.is_empty() {
        problems
            .of(&table.name)
            .warning(Place::File, "has no rows below its header", None);
    }
    let maker = Maker {
        mapping,
        fields: &fields,
        columns: &columns,
        constants: &constants,
        names,
        language: &context.language,
    };
    let at = rows.tables.len();
    for (done, row) in table.rows.iter().enumerate() {
        if done > 0 && done % STEP == 0 {
            reporter.progress(&format!(
                "{}: {} of {} rows read",
                table.name,
                crate::words::grouped(done as u64),
                crate::words::grouped(table.rows.len() as u64)
            ));
        }
        rows.drafts
            .push(maker.draft((at, &table), row, notes, problems));
    }
    rows.order = fields.order().into_iter().map(str::to_owned).collect();
    rows.tables.push(Table {
        // Their cells are in the drafts now.
        rows: Vec::new(),
        ..table
    });
    rows.columns.push(columns);
}

fn constants(
    mapping: &Mapping,
    fields: &Fields<'_>,
    context: &Context,
    names: &Names,
    problems: &mut Problems,
) -> Vec<(Column, Value)> {
    let mut constants = Vec::new();
    for (path, value) in &mapping.constants {
        let made = fields.target(path).and_then(|target| {
            let column = columns::constant(path, target, mapping, &context.catalogue)?;
            let stored = match value {
                Value::Number(x) => Stored::Number(x.as_f64().unwrap_or(f64::NAN), false),
                Value::Bool(yes) => Stored::Bool(*yes),
                Value::String(text) => Stored::Text(text.clone()),
                other => Stored::Json(other.clone()),
            };
            let cell = match &stored {
                // A constant `NA` is meant.
                Stored::Text(text) => Cell::Text(text),
                stored => stored.cell(),
            };
            let value = convert(cell, &column, names)?;
            Ok(value.map(|value| (column, value)))
        });
        match made {
            Ok(made) => constants.extend(made),
            Err((message, hint)) => {
                let place = Place::Key(format!("constant, {path}"));
                problems.of(&mapping.file).error(place, message, hint);
            }
        }
    }
    constants
}

/// Objects that are profiles already.
fn as_they_are(name: &str, objects: Vec<(usize, Value)>, context: &Context, rows: &mut Rows) {
    let mapping = Mapping::default();
    let fields = Fields::new(
        mapping.kind,
        &context.catalogue,
        &context.vocabulary,
        &context.language,
    );
    let none = Names::empty();
    let maker = Maker {
        mapping: &mapping,
        fields: &fields,
        columns: &[],
        constants: &[],
        names: &none,
        language: &context.language,
    };
    let at = rows.tables.len();
    for (number, mut value) in objects {
        crate::source::json::without_nulls(&mut value);
        let object = match value {
            Value::Object(object) => object,
            _ => Map::new(),
        };
        let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
        let mut draft = Draft {
            table: at,
            row: number,
            id: text("id"),
            country: text("country"),
            // A file of profiles states its lists whole.
            whole: object
                .iter()
                .filter(|(_, v)| v.is_array())
                .map(|(k, _)| k.clone())
                .collect(),
            ..Draft::default()
        };
        maker.identify(&mut draft, &object, |_| None);
        draft.json = Value::Object(object).to_string();
        rows.drafts.push(draft);
    }
    rows.order = fields.order().into_iter().map(str::to_owned).collect();
    rows.columns.push(Vec::new());
    rows.tables.push(Table {
        name: name.to_owned(),
        kind: TableKind::Records,
        header: Vec::new(),
        columns: Vec::new(),
        rows: Vec::new(),
    });
}
