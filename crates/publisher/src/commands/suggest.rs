//! `suggest`: partner cities and practices for one city. Reads files.

pub(super) mod only;
mod roles;
mod rows;
pub(super) mod say;
mod text;

use super::Failure;
use super::asked::Read;
use super::output::json;
use crate::cli::{Output, Suggest};
use crate::reporter::Reporter;
use city_peers_engine::answer::{Weighed, plain, weigh};
use city_peers_engine::practices::{self, Suggested};
use city_peers_engine::side_by_side::Side;
use city_peers_engine::suggest::{Query, Ranker, Suggestions};

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
