//! What `pair` and `cohorts` share: the list of cities, the wishes, the words for groups. Reads files.

use super::{Failure, report, subject, suggest, table};
use crate::cli;
use crate::hint::hint;
use crate::problem::{Place, Problems};
use crate::reporter::Reporter;
use crate::words::{count, of_hundred};
use city_peers_engine::groups::{Fault, Forum, Group, LeftOut, Reason, Wishes, forum_of};
use city_peers_engine::suggest::Query;
use city_peers_engine::{CityIx, Directory};
use serde::Serialize;
use std::fmt::Write as _;

/// The cities that have registered, and the forum they make.
pub struct Registered {
    directory: Directory,
    cities: Vec<CityIx>,
    list: String,
    /// What pairs and cohorts are made from.
    pub forum: Forum,
}

/// Reads the list and the wishes.
///
/// # Errors
/// When the directory or the list cannot be read, or the wishes cannot all be met.
pub fn read(args: &cli::Forum, reporter: &mut dyn Reporter) -> Result<Registered, Failure> {
    let directory = suggest::open(&args.dir, reporter)?.directory;
    let list = args.cities.display().to_string();
    let cities = listed(&directory, args, reporter)?;
    let query = Query {
        topics: suggest::topics(&directory, &args.topics)?,
        purpose: suggest::purpose(args.purpose),
        ..Query::default()
    };
    let numbers = |option: &str, wish: &str| -> Result<Vec<usize>, Failure> {
        let names = wish
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let numbers: Vec<usize> = names
            .map(|name| number(&directory, &cities, name, option, &list))
            .collect::<Result<_, _>>()?;
        if numbers.len() < 2 {
            let what = format!("{option} {wish}: name two cities or more, separated by commas");
            return Err(Failure(what));
        }
        Ok(numbers)
    };
    let mut wishes = Wishes {
        avoid_ties: args.avoid_ties,
        shared_language: args.shared_language,
        different_countries: !args.any_country,
        ..Wishes::default()
    };
    for wish in &args.must {
        wishes.must.push(numbers("--must", wish)?);
    }
    for wish in &args.must_not {
        let numbers = numbers("--must-not", wish)?;
        for (ix, &a) in numbers.iter().enumerate() {
            wishes
                .must_not
                .extend(numbers.iter().skip(ix + 1).map(|&b| (a, b)));
        }
    }
    let forum = forum_of(&directory, &cities, &query, &wishes).map_err(|f| failure(&f))?;
    Ok(Registered {
        directory,
        cities,
        list,
        forum,
    })
}

/// The cities of the list; everything wrong with it is reported.
fn listed(
    directory: &Directory,
    args: &cli::Forum,
    reporter: &mut dyn Reporter,
) -> Result<Vec<CityIx>, Failure> {
    let name = args.cities.display().to_string();
    let text = std::fs::read_to_string(&args.cities)
        .map_err(|e| Failure(format!("{name} cannot be read: {}", e.kind())))?;
    let mut problems = Problems::default();
    let mut file = problems.of(&name);
    let mut cities: Vec<(CityIx, usize)> = Vec::new();
    for (ix, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let wanted = line.split('#').next().unwrap_or_default().trim();
        if wanted.is_empty() {
            continue;
        }
        let place = Place::Key(format!("line {}", ix + 1));
        match subject::city(directory, wanted) {
            Err(Failure(what)) => file.error(place, what, None),
            Ok(city) => match cities.iter().find(|(c, _)| *c == city) {
                Some((_, first)) => {
                    let what = format!("{} is on line {first} already", directory.id(city));
                    file.error(place, what, Some("leave one of them out".to_owned()));
                }
                None => cities.push((city, ix + 1)),
            },
        }
    }
    if cities.is_empty() && !problems.any_error() {
        let what = format!("{name} names no city: write one a line, by id or name");
        return Err(Failure(what));
    }
    report(&problems, reporter)?;
    Ok(cities.into_iter().map(|(city, _)| city).collect())
}

/// Where in the list a city is that a wish names.
fn number(
    directory: &Directory,
    cities: &[CityIx],
    name: &str,
    option: &str,
    list: &str,
) -> Result<usize, Failure> {
    let ids = || cities.iter().map(|&c| directory.id(c));
    let city = subject::city(directory, name);
    let at = city
        .ok()
        .and_then(|city| cities.iter().position(|&c| c == city));
    at.ok_or_else(|| {
        let hint = hint(name, ids()).map_or_else(String::new, |h| format!(" ({h})"));
        Failure(format!("{option}: “{name}” is not in {list}{hint}"))
    })
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

/// A group, as JSON.
#[derive(Debug, Serialize)]
pub struct GroupJson {
    cities: Vec<String>,
    value: Option<f64>,
    unknown: usize,
    tied: usize,
    same_country: usize,
    without_language: usize,
}

/// A city that is left out, as JSON.
#[derive(Debug, Serialize)]
pub struct LeftOutJson {
    city: String,
    reasons: Vec<ReasonJson>,
}

#[derive(Debug, Serialize)]
struct ReasonJson {
    code: &'static str,
    cities: usize,
}

impl Registered {
    fn id(&self, number: usize) -> String {
        let city = self.cities.get(number);
        city.map_or_else(String::new, |&c| self.directory.id(c).to_owned())
    }

    fn name(&self, number: usize) -> String {
        let directory = &self.directory;
        self.cities.get(number).map_or_else(String::new, |&c| {
            format!(
                "{}, {} ({})",
                directory.name(c),
                directory.country(c),
                directory.id(c)
            )
        })
    }

    /// Groups, as JSON.
    pub fn groups_json(&self, groups: &[Group]) -> Vec<GroupJson> {
        let one = |group: &Group| GroupJson {
            cities: group.cities.iter().map(|&c| self.id(c)).collect(),
            value: group.value,
            unknown: group.unknown,
            tied: group.tied,
            same_country: group.same_country,
            without_language: group.without_language,
        };
        groups.iter().map(one).collect()
    }

    /// Who is left out, as JSON.
    pub fn left_out_json(&self, left_out: &[LeftOut]) -> Vec<LeftOutJson> {
        let reason = |&(reason, cities): &(Reason, usize)| ReasonJson {
            code: reason.code(),
            cities,
        };
        let one = |left: &LeftOut| LeftOutJson {
            city: self.id(left.city),
            reasons: left.reasons.iter().map(reason).collect(),
        };
        left_out.iter().map(one).collect()
    }

    /// Groups and who is left out, with words; one city a line where groups are large.
    pub fn text(&self, groups: &[Group], left_out: &[LeftOut]) -> String {
        let mut rows = vec![["#", "Cities", "Value", "Note"].map(str::to_owned).to_vec()];
        for (ix, group) in groups.iter().enumerate() {
            for (jx, &city) in group.cities.iter().enumerate() {
                let first = |text: String| if jx == 0 { text } else { String::new() };
                rows.push(vec![
                    first((ix + 1).to_string()),
                    self.name(city),
                    first(of_hundred(group.value)),
                    first(note(group)),
                ]);
            }
        }
        let mut text = format!(
            "{} of {}: {}\n",
            count(self.cities.len(), "city"),
            self.list,
            count(groups.len(), "group")
        );
        text.push_str(&table::aligned(&rows));
        if !left_out.is_empty() {
            text.push_str("\nLeft out\n");
        }
        for left in left_out {
            let reasons: Vec<String> = left.reasons.iter().map(reason_words).collect();
            let _ = writeln!(text, "  {}: {}", self.name(left.city), reasons.join(", "));
        }
        text
    }
}

/// What is noteworthy about a group.
fn note(group: &Group) -> String {
    let some = |number: usize, what: &str| {
        (number > 0).then(|| format!("{}{what}", count(number, "pair")))
    };
    let notes = [
        some(group.tied, " with a tie already"),
        some(group.unknown, " of unknown value"),
        (group.same_country > 0).then(|| "a country twice".to_owned()),
        (group.without_language > 0).then(|| "no language for all".to_owned()),
    ];
    notes.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn reason_words(&(reason, cities): &(Reason, usize)) -> String {
    let cities = count(cities, "city");
    match reason {
        Reason::MustNot => format!("must not meet {cities}"),
        Reason::Tie => format!("has a tie with {cities}"),
        Reason::Language => format!("shares no language with {cities}"),
        Reason::Must => format!("{cities} must meet others"),
        Reason::Taken => format!("{cities} needed elsewhere"),
        Reason::NobodyElse => "nobody else is on the list".to_owned(),
    }
}

/// JSON with an end of line.
///
/// # Errors
/// When it cannot be written.
pub fn json(answer: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(answer)
        .map(|text| text + "\n")
        .map_err(|error| Failure(format!("the answer cannot be written as JSON: {error}")))
}
