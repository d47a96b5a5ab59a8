//! `suggest`: partner cities and practices for one city. Reads files.

mod only;
mod roles;
mod rows;
pub(super) mod say;
mod text;

use super::asked::{Read, json};
use super::{Failure, report};
use crate::cli::{Output, Suggest};
use crate::fold::fold;
use crate::problem::Problems;
use crate::published::{self, ENTRY, Opened};
use crate::reporter::Reporter;
use crate::source::{Source, load};
use city_peers_engine::answer::{Weighed, plain, weigh};
use city_peers_engine::assemble::assemble;
use city_peers_engine::practices::{self, Suggested};
use city_peers_engine::search::NameTable;
use city_peers_engine::side_by_side::Side;
use city_peers_engine::suggest::{Query, Ranker, Suggestions};
use std::path::{Path, PathBuf};

pub(super) use super::asked::{purpose, topics};

/// Where a build is looked for when no folder is named.
const DEFAULT: &str = "target/directory";

/// An answer with the question it belongs to.
struct Answered<'a> {
    us: &'a Side,
    query: &'a Query,
    suggestions: Suggestions,
    /// `None` where only some cities may be suggested: chances and roles are those of all.
    weighed: Option<Weighed>,
    practices: Vec<Suggested>,
}

/// Suggests partners and practices.
///
/// # Errors
/// When the directory cannot be opened, or the question makes no sense in it.
pub fn run(args: &Suggest, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let read = Read::new(args.dir.as_ref(), &args.reading, reporter)?;
    let us = read.side(args.city.as_ref(), args.profile.as_ref(), reporter)?;
    let us = us.ok_or_else(|| Failure("name a --city or a --profile".to_owned()))?;
    let query = read.query(&args.question, reporter)?;
    let directory = read.directory();
    let ranker = Ranker::new(directory, &query);
    let only = only::Filter::new(directory, &args.only)?;
    let (suggestions, weighed) = if only.is_all() {
        let suggestions = ranker.suggest(&us.subject);
        let weighed = weigh(&ranker, &us.subject, &suggestions);
        (suggestions, Some(weighed))
    } else {
        (only.suggest(&ranker, &us.subject), None)
    };
    let answered = Answered {
        practices: practices::suggest(directory, &read.opened.practices, &us.subject, &query),
        us: &us,
        query: &query,
        suggestions,
        weighed,
    };
    match args.reading.format {
        Output::Text => Ok(text::text(&read, &answered, only.is_all())),
        Output::Csv => rows::csv(&read, &answered),
        Output::Json => json(&plain(
            directory,
            &read.opened.practices,
            &us.subject,
            &answered.suggestions,
            answered.weighed.as_ref(),
            &answered.practices,
        )),
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
        return published::open(folder).map_err(|what| failure(folder, &what));
    }
    open_named(folder, reporter).map(|(opened, _)| opened)
}

/// The same as [`open`], with the city names in other languages.
///
/// # Errors
/// When it is neither, damaged, or has an error.
pub fn open_named(
    folder: &Path,
    reporter: &mut dyn Reporter,
) -> Result<(Opened, Vec<NameTable>), Failure> {
    if folder.join(ENTRY).is_file() {
        let opened = published::open(folder).map_err(|what| failure(folder, &what))?;
        let names = published::names(folder, opened.directory.len());
        // An answer needs no names in other languages; that they are missing is worth a word.
        let names = names.unwrap_or_else(|what| {
            let folder = folder.display();
            reporter.progress(&format!(
                "note: {folder}: {what}; city names in other languages are left out"
            ));
            Vec::new()
        });
        return Ok((opened, names));
    }
    if !folder.join("directory.toml").is_file() {
        let what = if folder.is_dir() {
            format!(
                "is neither a built directory (no {ENTRY}) nor a source folder (no directory.toml)"
            )
        } else {
            "is not a folder: name a built directory or a source folder".to_owned()
        };
        return Err(Failure(format!("{} {what}", folder.display())));
    }
    let mut problems = Problems::default();
    let loaded = load(&Source::new(folder), &mut problems);
    report(&problems, reporter)?;
    let loaded = loaded.ok_or_else(|| Failure("nothing could be read".to_owned()))?;
    let assembled = assemble(loaded.sources, &fold);
    let opened = Opened {
        directory: assembled.directory,
        practices: assembled.practices,
    };
    Ok((opened, assembled.names))
}

fn failure(folder: &Path, what: &str) -> Failure {
    Failure(format!("{}: {what}", folder.display()))
}
