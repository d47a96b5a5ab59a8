//! `report`: what a secretariat wants to know of its directory. Reads files, writes one where asked to.

use super::Failure;
use super::asked::{purpose, topics};
use super::open;
use super::output::{json, write};
use crate::cli::{Report, ReportFormat};
use crate::evaluate::lists::FIRST;
use crate::report::{Input, Settings, html, report, text};
use crate::reporter::Reporter;
use crate::words::size;
use city_peers_engine::suggest::Query;
use std::path::Path;

/// Reports on a directory.
///
/// # Errors
/// When the directory cannot be opened, the question makes no sense in it, or the file cannot be written.
pub fn run(args: &Report, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let folder = open::or_default(args.dir.as_ref())?;
    if let Some(out) = &args.out {
        writable(out)?;
    }
    let (opened, profiles) = open::whole(&folder, reporter)?.with_all_profiles()?;
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
        ReportFormat::Json => json(&report)?,
    };
    let Some(out) = &args.out else {
        return Ok(text);
    };
    write(out, &text)?;
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
