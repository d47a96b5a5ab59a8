//! What `pair` and `cohorts` share: who comes, what is wished, the answer and its forms. Reads files.

mod answer;
mod csv;
mod gather;
mod hours;
mod list;
mod meet;
mod output;
mod questions;
mod sheet;
mod text;
mod texts;
mod values;
mod wishes;

pub use answer::{CohortsAnswer, PairAnswer};
pub(super) use list::cities;
pub(super) use output::{Shown, output};

use super::open::{self, Whole};
use super::{Failure, asked, report};
use crate::cli;
use crate::problem::Problems;
use crate::reporter::Reporter;
use crate::texts::intl::Intl;
use crate::words::count;
use city_peers_engine::groups::{Fault, Forum, forum_of};
use city_peers_engine::model::Profile;
use city_peers_engine::suggest::Query;
use city_peers_engine::{CityIx, Directory};
use std::collections::BTreeMap;

/// The language of names and lists: as all words of the command, lists without a comma before the last "and".
const ENGLISH: &str = "en-GB";
/// From so many cities on, what is being done is said.
const MANY: usize = 50;

/// The cities that have registered, and the forum they make.
pub struct Registered {
    whole: Whole,
    cities: Vec<CityIx>,
    profiles: BTreeMap<CityIx, Profile>,
    query: Query,
    names: Intl,
    title: Option<String>,
    /// File of the list, for messages.
    list: String,
    /// What pairs and cohorts are made from.
    pub forum: Forum,
}

/// Reads the list and the wishes.
///
/// # Errors
/// When the directory or the list cannot be read, or the wishes cannot all be met.
pub fn read(args: &cli::Forum, reporter: &mut dyn Reporter) -> Result<Registered, Failure> {
    let whole = open::whole(&args.dir, reporter)?;
    let directory = &whole.opened.directory;
    let list = args.cities.display().to_string();
    let names = Intl::new(ENGLISH);
    let mut problems = Problems::default();
    let cities = list::cities(directory, &names, &args.cities, &mut problems)?;
    // What is wrong with the list comes first: without it, every wish for one of its cities looks wrong.
    report(&problems, reporter)?;
    if let Some(date) = args.date {
        asked::uncovered(directory, date, reporter);
    }
    let query = Query {
        topics: asked::topics(directory, &args.topics)?,
        purpose: asked::purpose(args.purpose),
        date: args.date,
        ..Query::default()
    };
    let listed = wishes::Listed {
        directory,
        cities: &cities,
        file: &list,
    };
    let mut problems = Problems::default();
    let mut wishes = wishes::read(args, &listed, &mut problems)?;
    report(&problems, reporter)?;
    wishes.languages = languages(&whole, &names, &args.languages)?;
    if cities.len() >= MANY {
        let what = format!("comparing {} with each other", count(cities.len(), "city"));
        reporter.progress(&what);
    }
    let forum = forum_of(directory, &cities, &query, &wishes).map_err(|f| failure(&f))?;
    let profiles = whole.profiles(&cities)?;
    Ok(Registered {
        whole,
        cities,
        profiles,
        query,
        names,
        title: args.title.clone(),
        list,
        forum,
    })
}

/// The languages a forum may meet in, as positions in the directory.
fn languages(whole: &Whole, names: &Intl, wanted: &[String]) -> Result<Vec<u16>, Failure> {
    let directory = &whole.opened.directory;
    let wanted = wanted.iter().map(|w| w.trim()).filter(|w| !w.is_empty());
    let find = |wanted: &str| {
        find_language(directory, names, wanted).ok_or_else(|| {
            let known = directory.cities.languages.iter();
            let known: Vec<String> = known.map(|code| names.language(code)).collect();
            let near = crate::hint::nearest(wanted, known.iter().map(String::as_str))
                .map_or_else(String::new, |near| format!("; did you mean “{near}”?"));
            Failure(format!(
                "--languages: no city of the directory works in “{wanted}”{near}"
            ))
        })
    };
    wanted.map(find).collect()
}

/// Position of a language of the directory by code or name.
fn find_language(directory: &Directory, names: &Intl, wanted: &str) -> Option<u16> {
    let same = |a: &str| a.eq_ignore_ascii_case(wanted);
    let mut languages = directory.cities.languages.iter();
    let at = languages.position(|code| same(code) || same(&names.language(code)))?;
    u16::try_from(at).ok()
}

/// What to say of wishes that contradict each other.
pub fn failure(fault: &Fault) -> Failure {
    let cities = || fault.cities().join(", ");
    Failure(match fault {
        Fault::Contradiction { between, .. } => format!(
            "{} must not meet, but --must ties them together ({}): take one of the two wishes back",
            between.join(" and "),
            cities()
        ),
        Fault::TooMany { most, .. } => format!(
            "--must ties {} together, but a group holds {most} at most",
            cities()
        ),
        Fault::WithItself(city) => format!("{city} is named twice in one --must or --must-not"),
        Fault::Sizes { min, max, groups } => match groups {
            Some(groups) => format!(
                "{} of {min} to {max} cities do not come out for this list: change --groups, --min or --max",
                count(*groups, "group")
            ),
            None => format!("--min {min} --max {max}: min must be 2 or more, and max not below it"),
        },
        Fault::Crowd { cities, most } => {
            format!("{cities} cities are too many: {most} at most")
        }
        // The list and the directory rule these out.
        Fault::Twice(_)
        | Fault::NotRegistered(_)
        | Fault::NotInDirectory(_)
        | Fault::Value { .. } => fault.to_string(),
    })
}
