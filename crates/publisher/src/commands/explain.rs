//! `explain`: why a city is suggested to another, or why not. Reads files.

mod takes;
mod text;

use super::Failure;
use super::asked::{Read, is_folder};
use super::output::json;
use crate::cli::{Explain, Output};
use crate::reporter::Reporter;
use crate::texts::{layout, partner};
use city_peers_engine::answer;
use city_peers_engine::side_by_side::Side;
use city_peers_engine::standing::{Standing, standing};
use city_peers_engine::suggest::{Query, Ranker, Suggestions};
use std::path::PathBuf;

/// Two cities, and where the second stands for the first.
struct Explained<'a> {
    us: &'a Side,
    them: &'a Side,
    query: &'a Query,
    suggestions: Suggestions,
    standing: Standing,
    /// Where the first stands for the second; `None` where the second cannot ask.
    back: Option<Standing>,
    takes: takes::Takes,
}

/// Explains where one city stands in the suggestions of another.
///
/// # Errors
/// When the directory cannot be opened, or one of the cities is not in it.
pub fn run(args: &Explain, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let mut words = args.words.iter();
    let asks = args.city.is_none() && args.profile.is_none();
    let asked = args.other.is_none() && args.other_profile.is_none();
    let needed = usize::from(asks) + usize::from(asked);
    let dir = if args.words.len() == needed + 1 && args.reading.from.directory.is_none() {
        words.next().map(PathBuf::from)
    } else if args.words.len() == needed && !args.words.first().is_some_and(|w| is_folder(w)) {
        None
    } else {
        return Err(Failure(format!(
            "name two cities, the one that asks and the one to explain, such as: city-peers explain DIR kr-seoul jp-tokyo \
             (here: {})",
            if args.words.is_empty() {
                "nothing".to_owned()
            } else {
                args.words.join(" ")
            }
        )));
    };
    let read = Read::new(dir.as_ref(), &args.reading, reporter)?;
    let mut side = |word: bool, city: Option<&String>, profile: Option<&PathBuf>| {
        let city = if word { words.next() } else { city };
        let side = read.side(city, profile, reporter)?;
        side.ok_or_else(|| Failure("name two cities".to_owned()))
    };
    let us = side(asks, args.city.as_ref(), args.profile.as_ref())?;
    let them = side(asked, args.other.as_ref(), args.other_profile.as_ref())?;
    let query = read.query(&args.question, reporter)?;
    let ranker = Ranker::new(read.directory(), &query);
    let standing = standing(&ranker, &us.subject, &them.subject);
    if args.reading.format == Output::Json {
        return json(&answer::standing(read.directory(), &standing));
    }
    let suggestions = ranker.suggest(&us.subject);
    let explained = Explained {
        takes: takes::takes(&ranker, &us.subject, &them.subject, &standing, &suggestions),
        back: city_peers_engine::standing::standing(&ranker, &them.subject, &us.subject).into(),
        us: &us,
        them: &them,
        query: &query,
        suggestions,
        standing,
    };
    if args.reading.format == Output::Csv {
        return csv(&read, &explained);
    }
    Ok(text::text(&read, &explained))
}

/// What makes the likeness, one row a reason.
fn csv(read: &Read, explained: &Explained) -> Result<String, Failure> {
    let scene = read.scene();
    let directory = read.directory();
    let (us, them) = (&explained.us.subject, &explained.them.subject);
    let pair = crate::texts::reason::Pair::new(&scene, us, them);
    let partner = &explained.standing.partner;
    let mut rows = vec![
        ["indicator", "code", "amount", "reason"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.push(vec![
        String::new(),
        "average".to_owned(),
        format!("{:.6}", partner.average),
        String::new(),
    ]);
    for reason in &partner.reasons {
        let indicator = directory.catalogue.indicators.get(reason.indicator);
        rows.push(vec![
            indicator.map_or_else(String::new, |i| i.id.clone()),
            reason.code.code().to_owned(),
            format!("{:.6}", reason.amount),
            pair.long(reason).unwrap_or_default(),
        ]);
    }
    layout::csv(&rows).map_err(Failure)
}

/// Topics of a list of needs or offers inside a sentence.
fn topics(read: &Read, topics: &[u8]) -> String {
    let (texts, directory) = (&read.texts, read.directory());
    let names: Vec<String> = topics
        .iter()
        .map(|&topic| texts.lower(partner::topic_name(texts, directory, topic)))
        .collect();
    texts.list(&names)
}
