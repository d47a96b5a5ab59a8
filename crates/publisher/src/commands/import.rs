//! `import`: takes cities from files of others into a source folder. Reads and writes files.

mod records;

use super::open::{is_built, is_source};
use super::{Failure, report};
use crate::cli::{Form, Import};
use crate::import::context::Context;
use crate::import::country::Names;
use crate::import::existing;
use crate::import::fill::About;
use crate::import::input::{self, Input, Reading};
use crate::import::mapping::{Kind, Mapping};
use crate::import::notes::Notes;
use crate::import::outcome::{self, Outcome};
use crate::import::places::Base;
use crate::import::plan::{self, Plan, State};
use crate::import::rows::{self, STEP};
use crate::import::{mapping_toml, origin, suggest, table_plan, write};
use crate::problem::Problems;
use crate::published::{Lock, beside};
use crate::reporter::Reporter;
use crate::source::{directory_toml, files, toml_keys};
use crate::words::{count, grouped};
use records::Made;
use std::path::Path;

/// The lock of a source folder.
///
/// # Errors
/// When another import writes into it.
fn alone(into: &Path) -> Result<Lock, Failure> {
    let place = into.canonicalize().unwrap_or_else(|_| into.to_path_buf());
    Lock::take(&beside(&place, "import"))
        .map_err(|error| Failure(format!("{} cannot be written: {error}", into.display())))
}

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
    if is_built(&args.into) && !is_source(&args.into) {
        return Err(Failure(format!(
            "{} is a built directory, which is not edited: name the source folder it is built from",
            args.into.display()
        )));
    }
    if !is_source(&args.into) && !args.suggest_mapping {
        return Err(Failure(format!(
            "{} is no source folder: it has no directory.toml; begin one with: city-peers new directory",
            args.into.display()
        )));
    }
    // Two imports at once would each write what they read, and the last one win.
    let _alone = match args.suggest_mapping || args.dry_run {
        true => None,
        false => Some(alone(&args.into)?),
    };
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
        if !table && kind == Kind::Profile {
            let said_in = self.mapping.map(|m| m.file.as_str());
            origin::unsaid(
                said_in,
                &rows.tables,
                &made.records,
                &existing,
                &mut self.problems,
            );
        }
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
