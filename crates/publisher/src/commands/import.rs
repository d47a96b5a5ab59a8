//! `import`: takes cities from files of others into a source folder. Reads and writes files.

use super::{Failure, report};
use crate::cli::{Form, Import};
use crate::import::context::Context;
use crate::import::country::Names;
use crate::import::existing::{self, Existing};
use crate::import::fill::{self, About, Filled};
use crate::import::input::{self, Input, Reading};
use crate::import::mapping::{Kind, Mapping};
use crate::import::matching::{self, Found};
use crate::import::notes::{self, Notes};
use crate::import::outcome::{self, Open, Outcome};
use crate::import::places::Base;
use crate::import::plan::{self, Plan, Record, State};
use crate::import::record::Draft;
use crate::import::rows::{self, Rows, STEP};
use crate::import::{judge, mapping_toml, suggest, table_plan, write};
use crate::problem::{Place, Problems};
use crate::reporter::Reporter;
use crate::source::{directory_toml, files, toml_keys};
use crate::words::{count, grouped};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// Takes cities from files of others into a source folder.
///
/// # Errors
/// When a file cannot be read, a row is wrong, or what is there differs and `--force` is not given.
pub fn run(args: &Import, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    if !args.into.is_dir() {
        return Err(Failure(format!(
            "{}: there is no such folder; make one with a directory.toml first (city-peers new --help)",
            args.into.display()
        )));
    }
    let mut problems = Problems::default();
    let mapping = match &args.mapping {
        Some(path) => read_mapping(path, &mut problems),
        None => None,
    };
    let context = Context::read(&args.into, &mut problems);
    report_errors(&problems, reporter)?;
    let Some(context) = context else {
        return Err(Failure("the catalogue cannot be read".to_owned()));
    };
    let mut how = mapping
        .as_ref()
        .map_or_else(Reading::default, |m| m.reading.clone());
    how.sheet = args.sheet.clone().or(how.sheet);
    let mut inputs = Vec::new();
    for file in &args.files {
        inputs.extend(input::read(file, &how, &mut problems));
    }
    if args.suggest_mapping {
        report(&problems, reporter)?;
        return suggested(inputs, args, &context);
    }
    let mut work = Work {
        args,
        context: &context,
        mapping: mapping.as_ref(),
        notes: Notes::default(),
        problems,
        reporter,
    };
    work.import(inputs)
}

fn read_mapping(path: &Path, problems: &mut Problems) -> Option<Mapping> {
    let name = input::called(path);
    let folder = path.parent().unwrap_or(Path::new(""));
    let text = files::read(folder, &name, problems)?;
    mapping_toml::read(&text, &name, &mut problems.of(&name))
}

fn report_errors(problems: &Problems, reporter: &mut dyn Reporter) -> Result<(), Failure> {
    match problems.any_error() {
        true => report(problems, reporter),
        false => Ok(()),
    }
}

fn suggested(inputs: Vec<Input>, args: &Import, context: &Context) -> Result<String, Failure> {
    let file = args
        .files
        .first()
        .map(|f| f.display().to_string())
        .unwrap_or_default();
    match inputs.into_iter().next() {
        Some(input) => Ok(suggest::mapping(
            input,
            &file,
            args.sheet.as_deref(),
            context,
        )),
        None => Err(Failure("nothing could be read".to_owned())),
    }
}

/// An import under way.
struct Work<'w> {
    args: &'w Import,
    context: &'w Context,
    mapping: Option<&'w Mapping>,
    notes: Notes,
    problems: Problems,
    reporter: &'w mut dyn Reporter,
}

/// What became of the rows.
#[derive(Default)]
struct Made {
    records: Vec<Record>,
    open: Vec<Open>,
    filled: BTreeMap<&'static str, usize>,
}

impl Work<'_> {
    fn import(&mut self, inputs: Vec<Input>) -> Result<String, Failure> {
        let names = Names::default();
        let rows = rows::drafts(
            inputs,
            self.mapping,
            self.context,
            &names,
            &mut self.notes,
            &mut self.problems,
            self.reporter,
        );
        let kind = self.mapping.map_or(Kind::Profile, |m| m.kind);
        let mut existing = existing::read(&self.args.into, kind, &mut self.problems);
        let base = self
            .args
            .base
            .as_ref()
            .and_then(|path| Base::open(path, &mut self.problems));
        let made = self.records(&rows, &existing, base.as_ref(), kind);
        std::mem::take(&mut self.notes).finish(&mut self.problems);
        let table = self.args.form == Form::Table;
        if table && kind == Kind::Practice {
            let message = "practices have no table: leave --as table out".to_owned();
            return Err(Failure(message));
        }
        let plan = match table {
            true => table_plan::of_table(
                &made.records,
                &mut existing,
                (&self.context.catalogue, &self.context.language),
                self.args.force,
                &mut self.problems,
            ),
            false => plan::of_files(
                &made.records,
                &existing,
                kind,
                self.args.force,
                &self.args.into,
                &mut self.problems,
            ),
        };
        report(&self.problems, self.reporter)?;
        self.finish(&made, &plan, base.as_ref(), kind)
    }

    /// Completes, names and judges every row.
    fn records(
        &mut self,
        rows: &Rows,
        existing: &Existing,
        base: Option<&Base>,
        kind: Kind,
    ) -> Made {
        let none = Mapping::default();
        let mapping = self.mapping.unwrap_or(&none);
        let found = base.map(|base| matching::find(&rows.drafts, base, mapping));
        let about = base.map(|base| about(base, mapping, self.args.base.as_deref()));
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

    /// Writes, and tells what was done.
    fn finish(
        &mut self,
        made: &Made,
        plan: &Plan,
        base: Option<&Base>,
        kind: Kind,
    ) -> Result<String, Failure> {
        let differ = plan
            .items
            .iter()
            .filter(|i| matches!(i.state, State::Changed(_)))
            .count();
        if !self.args.dry_run && !plan.files.is_empty() {
            if plan.files.len() > STEP {
                let files = grouped(plan.files.len() as u64);
                self.reporter.progress(&format!("writing {files} files"));
            }
            write::all(&self.args.into, &plan.files).map_err(Failure)?;
        }
        let into = self.args.into.join(match self.args.form {
            Form::Profiles => existing::folder(kind),
            Form::Table => "cities.csv",
        });
        let text = outcome::text(&Outcome {
            plan,
            what: match kind {
                Kind::Profile => "city",
                Kind::Practice => "practice",
            },
            into: into.display().to_string(),
            filled: &made.filled,
            base: base.map(|b| b.name.clone()),
            open: &made.open,
            force: self.args.force,
            dry_run: self.args.dry_run,
            full: self.args.full,
        });
        if differ > 0 && !self.args.force && !self.args.dry_run {
            // What was found out goes first; the last line says what to do.
            for line in text.lines() {
                self.reporter.progress(line);
            }
            return Err(Failure(format!(
                "{} of the folder {}: nothing of it was changed; --force changes the fields listed",
                count(differ, "entry"),
                if differ == 1 { "differs" } else { "differ" },
            )));
        }
        Ok(text)
    }
}

/// What the profiles' sources say of the base data.
fn about(base: &Base, mapping: &Mapping, path: Option<&Path>) -> About {
    let source = mapping.base.source.clone().unwrap_or_else(|| {
        if base.is_geonames() {
            return serde_json::json!({ "url": "https://www.geonames.org", "title": "GeoNames" });
        }
        // A table of a source folder is called after its directory.
        let title = path
            .and_then(Path::parent)
            .and_then(|folder| std::fs::read_to_string(folder.join(directory_toml::FILE)).ok())
            .and_then(|text| toml_keys::parse(&text, &mut Problems::default().of("")))
            .and_then(|table| table.get("title")?.as_str().map(str::to_owned));
        serde_json::json!({ "title": title.unwrap_or_else(|| base.name.clone()) })
    });
    About { source }
}
