//! `compare`: two to five cities side by side. Reads files.

mod rows;
mod sections;
mod text;

use super::asked::{Read, chosen, is_folder, uncovered};
use super::output::json;
use super::{Failure, subject};
use crate::cli::{Compare, Output};
use crate::reporter::Reporter;
use city_peers_engine::side_by_side::{CompareAnswer, Side, side_by_side};
use city_peers_engine::suggest::Query;
use std::path::PathBuf;

/// Fewest and most cities: more do not fit beside each other, on paper or in a head.
const FEWEST: usize = 2;
const MOST: usize = 5;

/// Cities side by side, with what they were asked about.
struct Compared<'a> {
    sides: &'a [Side],
    query: &'a Query,
    answer: CompareAnswer,
}

/// Puts cities side by side.
///
/// # Errors
/// When the directory cannot be opened, a city is not in it, or there are too few or too many.
pub fn run(args: &Compare, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let named = args.reading.from.directory.is_some();
    let (dir, words) = match args.words.split_first() {
        Some((first, rest)) if !named && is_folder(first) => (Some(PathBuf::from(first)), rest),
        _ => (None, args.words.as_slice()),
    };
    let count = words.len() + args.profile.len();
    if !(FEWEST..=MOST).contains(&count) {
        return Err(Failure(format!(
            "name {FEWEST} to {MOST} cities by id, name or --profile, such as: city-peers compare DIR kr-seoul jp-tokyo \
             (here {count})"
        )));
    }
    let read = Read::new(dir.as_ref(), &args.reading, reporter)?;
    let mut sides = Vec::new();
    for word in words {
        sides.push(read.city(word)?);
    }
    for path in &args.profile {
        let side = subject::side_of_profile(&read.opened, &read.texts, path, reporter)?;
        sides.push(side);
    }
    twice(&read, &sides)?;
    tell_apart(&read, &mut sides);
    if let Some(date) = args.date {
        uncovered(read.directory(), date, reporter);
    }
    let query = Query {
        topics: chosen(read.directory(), &args.topics)?,
        date: args.date,
        ..Query::default()
    };
    let practices = &read.opened.practices;
    let compared = Compared {
        answer: side_by_side(read.directory(), practices, &sides, &query),
        sides: &sides,
        query: &query,
    };
    match args.reading.format {
        Output::Text => Ok(text::text(&read, &compared)),
        Output::Json => json(&compared.answer),
        Output::Csv => rows::csv(&read, &compared),
    }
}

/// A city beside itself says nothing.
fn twice(read: &Read, sides: &[Side]) -> Result<(), Failure> {
    for (ix, side) in sides.iter().enumerate() {
        let earlier = sides.iter().take(ix);
        let mut same = earlier
            .filter(|other| side.subject.city.is_some() && other.subject.city == side.subject.city);
        if let (Some(_), Some(city)) = (same.next(), side.subject.city) {
            let id = read.directory().id(city);
            return Err(Failure(format!(
                "{id} is named twice: name different cities"
            )));
        }
    }
    Ok(())
}

/// Cities of one name go by name and country, or by id where that is not enough.
fn tell_apart(read: &Read, sides: &mut [Side]) {
    let names: Vec<String> = sides.iter().map(|side| side.name.clone()).collect();
    let placed: Vec<String> = sides
        .iter()
        .map(|side| read.scene().placed(&side.name, &side.country))
        .collect();
    let many = |all: &[String], one: &String| all.iter().filter(|name| *name == one).count() > 1;
    for (side, place) in sides.iter_mut().zip(&placed) {
        if many(&names, &side.name) {
            side.name.clone_from(place);
            if let Some(city) = side.subject.city.filter(|_| many(&placed, place)) {
                side.name = format!("{place} ({})", read.directory().id(city));
            }
        }
    }
}
