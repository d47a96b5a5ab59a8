//! `report`: what a secretariat wants to know of its directory. Reads files, writes one where asked to.

use super::suggest::{or_default, purpose, topics};
use super::{Failure, report as show};
use crate::cli::{Report, ReportFormat};
use crate::evaluate::lists::FIRST;
use crate::fold::fold;
use crate::problem::Problems;
use crate::published::{self, ENTRY, Opened};
use crate::report::{Input, Settings, html, report, text};
use crate::reporter::Reporter;
use crate::source::{Source, load};
use crate::words::size;
use city_peers_engine::assemble::assemble;
use city_peers_engine::model::Profile;
use city_peers_engine::suggest::Query;
use std::path::Path;

/// Reports on a directory.
///
/// # Errors
/// When the directory cannot be opened, the question makes no sense in it, or the file cannot be written.
pub fn run(args: &Report, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let folder = or_default(args.dir.as_ref())?;
    if let Some(out) = &args.out {
        writable(out)?;
    }
    let (opened, profiles) = open(&folder, reporter)?;
    let input = Input {
        directory: &opened.directory,
        practices: &opened.practices,
        profiles: &profiles,
    };
    let settings = Settings {
        query: Query {
            topics: topics(&opened.directory, &args.topics)?,
            purpose: purpose(args.purpose),
            top: FIRST,
            per_country: args.per_country,
            ..Query::default()
        },
        sample: args.sample.map(|count| count as usize),
        by: args.by.clone(),
    };
    let report = report(&input, &settings, reporter).map_err(Failure)?;
    let text = match args.format {
        ReportFormat::Text => text::text(&report),
        ReportFormat::Html => html::html(&report),
        ReportFormat::Json => serde_json::to_string_pretty(&report)
            .map(|text| text + "\n")
            .map_err(|error| Failure(format!("the report cannot be written as JSON: {error}")))?,
    };
    let Some(out) = &args.out else {
        return Ok(text);
    };
    std::fs::write(out, &text)
        .map_err(|e| Failure(format!("{} cannot be written: {}", out.display(), e.kind())))?;
    Ok(format!("{}: {}\n", out.display(), size(text.len())))
}

/// Says before the work is done that its file has no place.
fn writable(out: &Path) -> Result<(), Failure> {
    if out.is_dir() {
        return Err(Failure(format!(
            "{} is a folder: name a file in it",
            out.display()
        )));
    }
    match out.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(parent) if !parent.is_dir() => {
            let (out, parent) = (out.display(), parent.display());
            Err(Failure(format!(
                "{out} cannot be written: there is no folder {parent}"
            )))
        }
        _ => Ok(()),
    }
}

/// A directory, built or a source folder, with all full profiles.
fn open(folder: &Path, reporter: &mut dyn Reporter) -> Result<(Opened, Vec<Profile>), Failure> {
    if folder.join(ENTRY).is_file() || !folder.join("directory.toml").is_file() {
        let opened = super::suggest::open(folder, reporter)?;
        let profiles = published::details(folder)
            .map_err(|what| Failure(format!("{}: {what}", folder.display())))?;
        return Ok((opened, profiles));
    }
    let mut problems = Problems::default();
    let loaded = load(&Source::new(folder), &mut problems);
    show(&problems, reporter)?;
    let loaded = loaded.ok_or_else(|| Failure("nothing could be read".to_owned()))?;
    let assembled = assemble(loaded.sources, &fold);
    let opened = Opened {
        directory: assembled.directory,
        practices: assembled.practices,
    };
    Ok((opened, assembled.profiles))
}
