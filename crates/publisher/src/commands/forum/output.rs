//! The form an answer takes: text, table, JSON or sheets, printed or written to a file. Writes files.

use super::answer::{ForumAnswer, GroupAnswer, LeftOutAnswer};
use super::{Registered, csv, sheet, text};
use crate::cli::{self, ForumFormat};
use crate::commands::Failure;
use crate::commands::output::{json, write};
use crate::reporter::Reporter;
use crate::words::count;
use serde::Serialize;
use std::path::Path;

/// What every form shows.
#[derive(Clone, Copy)]
pub struct Shown<'s> {
    /// Whether these are pairs; else cohorts.
    pub pairs: bool,
    /// The question, and who comes.
    pub forum: &'s ForumAnswer,
    /// Who meets whom.
    pub groups: &'s [GroupAnswer],
    /// Who could not be placed.
    pub left_out: &'s [LeftOutAnswer],
    /// What the result is worth, in a sentence.
    pub worth: &'s str,
}

/// The answer in the form that was asked for; where it is written to a file, a sentence that says so.
///
/// # Errors
/// When it cannot be written.
pub fn output(
    args: &cli::Forum,
    registered: &Registered,
    shown: Shown<'_>,
    answer: &impl Serialize,
    reporter: &mut dyn Reporter,
) -> Result<String, Failure> {
    let format = args.format.or_else(|| by_name(args.out.as_deref()?));
    let format = format.unwrap_or(ForumFormat::Text);
    if args.bom && format != ForumFormat::Csv {
        reporter.progress("note: --bom is for CSV alone");
    }
    let whole = match format {
        ForumFormat::Text => text::text(registered, shown),
        ForumFormat::Csv => csv::csv(registered, shown, args.bom)?,
        ForumFormat::Html => sheet::page(registered, shown),
        ForumFormat::Json => json(answer)?,
    };
    let Some(out) = &args.out else {
        return Ok(whole);
    };
    for input in [Some(&args.cities), args.wishes.as_ref()]
        .into_iter()
        .flatten()
    {
        if same_file(input, out) {
            let what = format!(
                "--out {}: that is the list of who comes or wishes; name another file",
                out.display()
            );
            return Err(Failure(what));
        }
    }
    write(out, &whole)?;
    let placed: usize = shown.groups.iter().map(|g| g.cities.len()).sum();
    let mut said = format!(
        "{} of {} in {}",
        count(placed, "city"),
        shown.forum.cities.len(),
        count(shown.groups.len(), "group")
    );
    if !shown.left_out.is_empty() {
        said.push_str(&format!(", {} left out", shown.left_out.len()));
    }
    Ok(format!("{said}: {}\n", out.display()))
}

/// The form that a file's name asks for.
fn by_name(out: &Path) -> Option<ForumFormat> {
    let extension = out.extension()?.to_str()?.to_lowercase();
    match extension.as_str() {
        "csv" => Some(ForumFormat::Csv),
        "json" => Some(ForumFormat::Json),
        "html" | "htm" => Some(ForumFormat::Html),
        _ => None,
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
