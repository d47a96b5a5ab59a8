//! The files that `evaluate` reads: which they are, and what is in them. Reads files.

use super::JoinReport;
use crate::cli::Evaluate;
use crate::commands::{Failure, open, report};
use crate::evaluate::join::{self, Join, Joined, Outcome};
use crate::evaluate::pairs::{self, Ids};
use crate::problem::{InFile, Place, Problems};
use crate::reporter::Reporter;
use city_peers_engine::{CityIx, Directory};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which files are read.
pub struct Inputs {
    /// Built directory or source folder.
    pub directory: PathBuf,
    /// Table of cities whose ids the pairs use.
    pub cities: Option<PathBuf>,
    /// Table of pairs.
    pub pairs: Option<PathBuf>,
}

impl Inputs {
    /// Finds out from the arguments and from what lies in DIR.
    pub fn of(args: &Evaluate) -> Result<Inputs, Failure> {
        let tables = args.dir.as_deref().filter(|dir| holds_tables_only(dir));
        let directory = match (&args.dir, tables) {
            (Some(dir), None) => {
                if args.directory.is_some() {
                    return Err(Failure(format!(
                        "{} is a directory itself, or none: name it once, or name a folder with cities.csv and pairs.csv",
                        dir.display()
                    )));
                }
                dir.clone()
            }
            _ => open::or_default(args.directory.as_ref())?,
        };
        let inside = |name: &str| {
            let path = tables?.join(name);
            path.is_file().then_some(path)
        };
        let inputs = Inputs {
            directory,
            cities: args.cities.clone().or_else(|| inside("cities.csv")),
            pairs: args.pairs.clone().or_else(|| inside("pairs.csv")),
        };
        if inputs.pairs.is_none() && !(args.exposure || args.stability || args.missing_data) {
            return Err(Failure(
                "nothing to measure: name known pairs with --pairs, or ask for --exposure, --stability or --missing-data"
                    .to_owned(),
            ));
        }
        Ok(inputs)
    }
}

/// Whether a folder is no directory of ours, but has a table of cities.
fn holds_tables_only(folder: &Path) -> bool {
    folder.join("cities.csv").is_file() && !open::is_built(folder) && !open::is_source(folder)
}

/// Reads a table; every problem is reported, an error ends it.
fn table<T>(
    path: &Path,
    reporter: &mut dyn Reporter,
    read: impl FnOnce(&str, &mut InFile<'_>) -> Option<T>,
) -> Result<T, Failure> {
    let name = path.display().to_string();
    let mut problems = Problems::default();
    let mut file = problems.of(&name);
    let found = match std::fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => read(text.strip_prefix('\u{feff}').unwrap_or(&text), &mut file),
            Err(_) => {
                let hint = Some("save it as UTF-8".to_owned());
                file.error(Place::File, "is not UTF-8 text", hint);
                None
            }
        },
        Err(error) => {
            let message = format!("cannot be read: {}", crate::words::cause(&error));
            file.error(Place::File, message, None);
            None
        }
    };
    report(&problems, reporter)?;
    found.ok_or_else(|| Failure(format!("{name}: nothing could be read")))
}

/// The pairs of ids in a table.
pub fn pairs(path: &Path, reporter: &mut dyn Reporter) -> Result<Vec<Ids>, Failure> {
    table(path, reporter, pairs::read)
}

/// Joins a table of cities to the directory.
pub fn join(
    path: &Path,
    directory: &Directory,
    within_km: f64,
    reporter: &mut dyn Reporter,
) -> Result<Join, Failure> {
    if !(within_km > 0.0 && within_km <= 1000.0) {
        return Err(Failure(format!(
            "--within-km: {within_km} is not between 0 and 1,000 kilometres"
        )));
    }
    let rows = table(path, reporter, join::read_rows)?;
    Ok(join::join(directory, &rows, within_km))
}

/// The directory's own ids.
pub fn own_ids(directory: &Directory) -> BTreeMap<&str, CityIx> {
    directory.indices().map(|c| (directory.id(c), c)).collect()
}

/// Counts what became of the rows.
pub fn join_report(rows: Vec<Joined>) -> JoinReport {
    let count =
        |wanted: &dyn Fn(&Outcome) -> bool| rows.iter().filter(|row| wanted(&row.outcome)).count();
    JoinReport {
        matched: count(&|o| matches!(o, Outcome::Matched { .. })),
        ambiguous: count(&|o| matches!(o, Outcome::Ambiguous { .. })),
        unmatched: count(&|o| matches!(o, Outcome::Unmatched { .. })),
        rows,
    }
}
