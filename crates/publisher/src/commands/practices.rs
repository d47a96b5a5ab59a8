//! `practices`: what cities did, filtered, and how it fits a city. Reads files.

mod answer;
mod one;
mod rows;
mod which;

use super::Failure;
use super::asked::{Read, chosen};
use super::output::json;
use crate::cli::{Output, Practices};
use crate::hint::hint;
use crate::reporter::Reporter;
use crate::texts::layout::{hang, heading, labelled};
use crate::texts::{partner, practice};
use city_peers_engine::practices::{self, Entry, Suggested};
use city_peers_engine::side_by_side::Side;
use city_peers_engine::suggest::{Query, Subject};

pub use answer::PracticesAnswer;

/// Practices shown for a city where nobody says how many.
const TOP: usize = 10;
/// Open questions named per practice.
const CHECKS: usize = 3;

/// A practice of the list; how it fits where a city asks and does not do it already.
struct Listed<'a> {
    entry: &'a Entry,
    found: Option<Suggested>,
}

/// Lists practices and how they fit.
///
/// # Errors
/// When the directory cannot be opened, or a city, a practice or a code is not in it.
pub fn run(args: &Practices, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let read = Read::new(args.dir.as_ref(), &args.reading, reporter)?;
    let us = read.side(args.city.as_ref(), args.profile.as_ref(), reporter)?;
    let entries = &read.opened.practices.entries;
    let topics = chosen(read.directory(), &args.which.topics)?;
    let query = Query {
        topics,
        top: entries.len(),
        ..Query::default()
    };
    if let Some(id) = &args.id {
        let entry = find(entries, id)?;
        let found = us.as_ref().and_then(|us| one(&read, us, entry));
        let listed = Listed { entry, found };
        return match args.reading.format {
            Output::Text => Ok(one::text(&read, us.as_ref(), &listed)),
            Output::Json => json(&answer::answer(&read, us.as_ref(), 1, &[listed])),
            Output::Csv => rows::csv(&read, &[listed]),
        };
    }
    let which = which::Filter::new(&read, &args.which)?;
    let mut listed: Vec<Listed> = match &us {
        Some(us) => fitting(&read, us, &query)
            .into_iter()
            .filter_map(|found| {
                let entry = entries.get(found.practice)?;
                Some(Listed {
                    entry,
                    found: Some(found),
                })
            })
            .collect(),
        None => entries
            .iter()
            .map(|entry| Listed { entry, found: None })
            .collect(),
    };
    listed.retain(|listed| which.takes(&listed.entry.practice));
    let done = us.as_ref().and_then(|us| us.subject.city);
    let done = done.map_or(0, |city| {
        let wanted = entries.iter().filter(|entry| which.takes(&entry.practice));
        wanted.filter(|entry| entry.is_done_by(city)).count()
    });
    let all = listed.len();
    let usual = if us.is_some() { TOP } else { all };
    listed.truncate(args.top.unwrap_or(usual));
    match args.reading.format {
        Output::Text => {
            let mut out = text(&read, us.as_ref(), &query, all, &listed);
            if let Some(us) = us.as_ref().filter(|_| done > 0) {
                let values = [("city", us.name.as_str())];
                let said = read.texts.count("practices.left-out", done, &values);
                out.push('\n');
                out.push_str(&hang("", &said, read.columns));
            }
            Ok(out)
        }
        Output::Json => json(&answer::answer(&read, us.as_ref(), all, &listed)),
        Output::Csv => rows::csv(&read, &listed),
    }
}

/// The practices that a city does not do already and that answer what is asked, best first.
fn fitting(read: &Read, us: &Side, query: &Query) -> Vec<Suggested> {
    practices::suggest(read.directory(), &read.opened.practices, &us.subject, query)
}

/// How one practice fits, whether it answers what the city asks or not; `None` where the city does it already.
fn one(read: &Read, us: &Side, entry: &Entry) -> Option<Suggested> {
    let entries = &read.opened.practices.entries;
    let query = Query {
        top: entries.len(),
        ..Query::default()
    };
    // Without needs and goals nothing is beside the point: then its relevance is unknown.
    let mut open = us.clone();
    open.subject.statement = None;
    open.subject.goals.clear();
    let is_it = |found: &Suggested| {
        let at = entries.get(found.practice);
        at.is_some_and(|at| std::ptr::eq(at, entry))
    };
    let found = |us: &Side| fitting(read, us, &query).into_iter().find(is_it);
    found(us).or_else(|| found(&open))
}

fn find<'a>(entries: &'a [Entry], id: &str) -> Result<&'a Entry, Failure> {
    let found = entries.iter().find(|entry| entry.practice.id == id);
    found.ok_or_else(|| {
        let ids = entries.iter().map(|entry| entry.practice.id.as_str());
        let hint = hint(id, ids).map_or_else(String::new, |hint| format!(" ({hint})"));
        Failure(format!("no practice “{id}”{hint}"))
    })
}

fn text(read: &Read, us: Option<&Side>, query: &Query, all: usize, listed: &[Listed]) -> String {
    let scene = read.scene();
    let texts = scene.texts;
    let mut out = String::new();
    let name = us.map_or("", |us| us.name.as_str());
    match us {
        Some(us) => {
            let city = scene.placed(&us.name, &us.country);
            if query.topics.is_empty() {
                out.push_str(&texts.with("practices.for", &[("city", &city)]));
            } else {
                let topics: Vec<String> = query
                    .topics
                    .iter()
                    .map(|&topic| texts.lower(partner::topic_name(texts, scene.directory(), topic)))
                    .collect();
                let list = texts.list(&topics);
                let values = [("city", city.as_str()), ("topics", &list)];
                out.push_str(&texts.with("practices.for.about", &values));
            }
            out.push('\n');
            if !listed.is_empty() {
                out.push_str(&hang(
                    "",
                    &texts.count("practices.note", all, &[]),
                    read.columns,
                ));
                out.push_str(&hang(
                    "",
                    &texts.with("practices.checked", &[("city", name)]),
                    read.columns,
                ));
            }
        }
        None => out.push_str(&texts.count("practices.found", all, &[])),
    }
    if us.is_none() {
        out.push('\n');
    }
    if all == 0 {
        let key = if read.opened.practices.entries.is_empty() {
            "practices.none.directory"
        } else {
            "practices.none.filtered"
        };
        out.push_str(&hang("", texts.text(key), read.columns));
        return out;
    }
    let subject = us.map(|us| &us.subject);
    for (ix, listed) in listed.iter().enumerate() {
        match (subject, &listed.found) {
            (Some(us), found) => {
                out.push_str(&row(
                    read,
                    us,
                    name,
                    ix,
                    listed.entry,
                    found.as_ref(),
                    CHECKS,
                ));
            }
            (None, _) => out.push_str(&plain(read, ix, listed.entry)),
        }
    }
    if listed.len() < all {
        let shown = texts.number(listed.len() as f64);
        let more = texts.count("practices.shown", all, &[("shown", &shown)]);
        out.push('\n');
        out.push_str(&hang("", &more, read.columns));
    }
    out
}

/// A practice without a city that asks.
fn plain(read: &Read, ix: usize, entry: &Entry) -> String {
    let scene = read.scene();
    let texts = scene.texts;
    let practice = &entry.practice;
    let rows = [
        (texts.text("practices.why"), practice.problem.clone()),
        (
            texts.text("practices.topics"),
            scene.terms("topics", &practice.topics),
        ),
        (
            texts.text("criterion.money"),
            practice::money(&scene, entry).unwrap_or_default(),
        ),
    ];
    head(read, ix, entry) + &labelled(5, &rows, read.columns)
}

fn head(read: &Read, ix: usize, entry: &Entry) -> String {
    let scene = read.scene();
    let number = format!("{:>3}  ", scene.texts.number((ix + 1) as f64));
    let title = format!("{} ({})", entry.practice.title, entry.practice.id);
    format!("\n{}", hang(&number, &title, read.columns))
        + &hang("     ", &practice::about(&scene, entry), read.columns)
}

/// A practice and how it fits a city.
pub(super) fn row(
    read: &Read,
    us: &Subject,
    name: &str,
    ix: usize,
    entry: &Entry,
    found: Option<&Suggested>,
    checks: usize,
) -> String {
    let scene = read.scene();
    let texts = scene.texts;
    let fit = practices::fit(scene.directory(), us, entry);
    let lift = found.map_or_else(String::new, |found| practice::lift(texts, found, name));
    let money = practice::money_here(&scene, entry, &fit);
    let rows = [
        (texts.text("practices.why"), entry.practice.problem.clone()),
        (texts.text("fit.label"), practice::fit(texts, &fit)),
        (texts.text("practices.tally"), practice::tally(texts, &fit)),
        (
            texts.text("practice.check"),
            practice::first_checks(&scene, entry, &fit, checks).join("; "),
        ),
        (texts.text("criterion.money"), money.unwrap_or_default()),
        (texts.text("practices.lift"), lift),
    ];
    head(read, ix, entry) + &labelled(5, &rows, read.columns)
}

/// A heading and the rows below it; nothing where all rows are empty.
fn section(title: &str, rows: &[(&str, String)], columns: usize) -> String {
    let rows = labelled(2, rows, columns);
    if rows.is_empty() {
        return String::new();
    }
    heading(title) + &rows
}
