//! `suggest`: partner cities and practices for one city. Reads files.

use super::{Failure, report, subject, table};
use crate::cli::{Format, PurposeArg, Suggest};
use crate::date;
use crate::fold::fold;
use crate::hint::hint;
use crate::problem::Problems;
use crate::published::{self, ENTRY, Opened};
use crate::reporter::Reporter;
use crate::source::{Source, load};
use city_peers_engine::answer::answer;
use city_peers_engine::assemble::assemble;
use city_peers_engine::model::Purpose;
use city_peers_engine::suggest::{Query, Subject};
use city_peers_engine::{Day, Directory};
use std::path::{Path, PathBuf};

/// Where a build is looked for when no folder is named.
const DEFAULT: &str = "target/directory";

/// Suggests partners and practices.
///
/// # Errors
/// When the directory cannot be opened, or the question makes no sense in it.
pub fn run(args: &Suggest, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let Asked {
        opened,
        subject,
        query,
    } = ask(args, reporter)?;
    let answer = answer(&opened.directory, &opened.practices, &subject, &query);
    match args.format {
        Format::Table => Ok(table::text(&opened, &answer)),
        Format::Json => serde_json::to_string_pretty(&answer)
            .map(|text| text + "\n")
            .map_err(|error| Failure(format!("the answer cannot be written as JSON: {error}"))),
    }
}

/// A question to a directory.
pub(super) struct Asked {
    /// The directory.
    pub opened: Opened,
    /// Who asks.
    pub subject: Subject,
    /// What is asked.
    pub query: Query,
}

/// Opens the directory and reads the question.
///
/// # Errors
/// When the directory cannot be opened, or the question makes no sense in it.
pub(super) fn ask(args: &Suggest, reporter: &mut dyn Reporter) -> Result<Asked, Failure> {
    let opened = open(
        &or_default(args.directory.as_ref().or(args.dir.as_ref()))?,
        reporter,
    )?;
    let directory = &opened.directory;
    let subject = match (&args.city, &args.profile) {
        (_, Some(path)) => subject::from_profile(&opened, path, reporter)?,
        (Some(city), None) => Subject::of_city(directory, subject::city(directory, city)?),
        (None, None) => return Err(Failure("name a --city or a --profile".to_owned())),
    };
    if let Some(date) = args.date {
        uncovered(directory, date, reporter);
    }
    let query = Query {
        topics: topics(directory, &args.topics)?,
        purpose: purpose(args.purpose),
        sliders: Vec::new(),
        top: args.top,
        per_country: args.per_country,
        date: args.date,
        ..Query::default()
    };
    Ok(Asked {
        opened,
        subject,
        query,
    })
}

/// Says so where a directory does not know the clocks of a day.
pub(super) fn uncovered(directory: &Directory, date: Day, reporter: &mut dyn Reporter) {
    let years = directory.cities.years;
    if !years.cover(date) && !directory.cities.zones.is_empty() {
        let [day, _] = years.days_for(Some(date));
        reporter.progress(&format!(
            "note: {} has the clocks of {} to {}; the working hours are those of {}",
            directory.meta.id,
            years.first,
            years.last(),
            date::text(day)
        ));
    }
}

/// The purpose that an argument names.
pub(super) fn purpose(named: PurposeArg) -> Purpose {
    match named {
        PurposeArg::Learn => Purpose::Learn,
        PurposeArg::Exchange => Purpose::Exchange,
        PurposeArg::Share => Purpose::Share,
        PurposeArg::Group => Purpose::Group,
    }
}

/// The folder that was named, or the usual one where there is a build.
///
/// # Errors
/// When none was named and there is no build.
pub fn or_default(named: Option<&PathBuf>) -> Result<PathBuf, Failure> {
    match named {
        Some(folder) => Ok(folder.clone()),
        None if Path::new(DEFAULT).join(ENTRY).is_file() => Ok(PathBuf::from(DEFAULT)),
        None => Err(Failure(format!(
            "name a directory: there is none in {DEFAULT} (build one with: city-peers build)"
        ))),
    }
}

/// Opens a built directory, or assembles a source folder in memory.
///
/// # Errors
/// When it is neither, damaged, or has an error.
pub fn open(folder: &Path, reporter: &mut dyn Reporter) -> Result<Opened, Failure> {
    if folder.join(ENTRY).is_file() {
        return published::open(folder)
            .map_err(|what| Failure(format!("{}: {what}", folder.display())));
    }
    if folder.is_dir() && !folder.join("directory.toml").is_file() {
        return Err(Failure(format!(
            "{} is neither a built directory (no {ENTRY}) nor a source folder (no directory.toml)",
            folder.display()
        )));
    }
    let mut problems = Problems::default();
    let loaded = load(&Source::new(folder), &mut problems);
    report(&problems, reporter)?;
    let loaded = loaded.ok_or_else(|| Failure("nothing could be read".to_owned()))?;
    let assembled = assemble(loaded.sources, &fold);
    Ok(Opened {
        directory: assembled.directory,
        practices: assembled.practices,
    })
}

pub(super) fn topics(directory: &Directory, codes: &[String]) -> Result<Vec<u8>, Failure> {
    let mut topics = Vec::new();
    for code in codes.iter().map(|c| c.trim()).filter(|c| !c.is_empty()) {
        let Some(topic) = directory.vocabulary.topic(code) else {
            let all = directory.vocabulary.topics.iter().map(|t| t.code.as_str());
            let hint = hint(code, all).map_or_else(String::new, |h| format!(" ({h})"));
            return Err(Failure(format!("unknown topic “{code}”{hint}")));
        };
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    Ok(topics)
}
