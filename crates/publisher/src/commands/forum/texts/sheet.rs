//! Sentences and words of the printed sheets. Pure.

use crate::words::count;
use city_peers_engine::model::Meta;

/// Heading where the forum has no name.
pub const TITLE: &str = "Who meets whom";
/// Heading of the overview.
pub const OVERVIEW: &str = "Overview";
/// Nothing to show.
pub const NOBODY_MEETS: &str = "Nobody can meet under these wishes. The reasons are below.";
/// Columns of the overview.
pub const NUMBER: &str = "No.";
/// Column.
pub const CITIES: &str = "Cities";
/// Column and term.
pub const LANGUAGES: &str = "Languages in common";
/// Column and term.
pub const HOURS: &str = "Shared working hours";
/// Column.
pub const VALUE: &str = "Value of 100";
/// Column.
pub const NOTE: &str = "Note";
/// What a value is.
pub const VALUE_NOTE: &str = "The value joins likeness, what each can learn, and ease of working together, as far as they are known. It ranks no city.";
/// Heading.
pub const LEFT_OUT: &str = "Left out";
/// In the index.
pub const LEFT_OUT_SHORT: &str = "left out";
/// What to do about it.
pub const LEFT_OUT_NOTE: &str = "Taking back a wish, or one more city on the list, may place them.";
/// Heading of the index.
pub const INDEX: &str = "Every city and its sheet";
/// Word for a pair's sheet.
pub const MEETING: &str = "Meeting";
/// Word for a group's sheet.
pub const GROUP: &str = "Group";
/// Between the last two of a list of names.
pub const AND: &str = " and ";
/// Between the others.
pub const COMMA: &str = ", ";
/// Heading.
pub const WHY_TWO: &str = "Why these two";
/// Heading.
pub const WHY_GROUP: &str = "Why this group";
/// Heading.
pub const GAIN: &str = "What each can gain";
/// Heading.
pub const PRACTICES: &str = "Practices to talk about";
/// Heading.
pub const QUESTIONS: &str = "Questions for the talk";
/// Where the data give none.
pub const NO_QUESTIONS: &str = "The directory gives no ground for a question.";
/// Heading.
pub const TOGETHER: &str = "Working together";
/// Heading.
pub const CONTACTS: &str = "Contacts";
/// Heading.
pub const NOTES: &str = "Notes and decisions";
/// Lines to fill in.
pub const BLANK: [&str; 4] = ["Who spoke", "Agreed", "First step", "Who, by when"];
/// Term.
pub const ALIKE: &str = "Alike";
/// Term.
pub const DIFFERENT: &str = "Different";
/// Term.
pub const OUTCOMES: &str = "Outcomes";
/// Term.
pub const LIKENESS: &str = "Likeness";
/// After the name of the city whose values stand first.
pub const FIRST: &str = " stands first wherever two values are given.";
/// Where no reason is strong.
pub const NOTHING_STANDS_OUT: &str = "nothing stands out";
/// Between two names.
pub const LEARNS_FROM: &str = " learns from ";
/// Columns of needs and offers.
pub const TOPIC: &str = "Topic";
/// Column.
pub const NEEDS: &str = "Needs";
/// Column.
pub const OFFERS: &str = "Offers";
/// Columns of a group's cities.
pub const CITY: &str = "City";
/// Column.
pub const WORKS_IN: &str = "Works in";
/// Column.
pub const LOCAL_TIME: &str = "Time of a talk there";
/// Column.
pub const LOOKS_FOR: &str = "Looks for";
/// Column.
pub const CAN_SHARE: &str = "Can share";
/// Where nobody said anything.
pub const NOTHING_KNOWN_TO_GAIN: &str =
    "Unknown: no need of one of these cities meets a known offer of another.";
/// After the name of the city.
pub const TAKEN_OVER: &str = ", which took it over";
/// Before a list of requirements.
pub const CHECK_FIRST: &str = " Check first: ";
/// Before a verdict.
pub const CRITICAL: &str = "critical, ";
/// Terms.
pub const NETWORKS: &str = "Networks";
/// Term.
pub const MODES: &str = "Ways of working";
/// Term.
pub const TIES: &str = "Existing ties";
/// Value.
pub const NO_NETWORK: &str = "none that both belong to";
/// Value.
pub const NO_MODE: &str = "none that both accept";
/// Value.
pub const NO_TIE: &str = "None on record";
/// Value.
pub const NOT_STATED: &str = "unknown: not stated by both";
/// In the overview.
pub const NO_HOURS_SHORT: &str = "none";
/// Value.
pub const HOURS_UNKNOWN: &str = "unknown: fewer than two time zones are known";
/// After a clock.
pub const EARLY: &str = ", early";
/// After a clock.
pub const LATE: &str = ", late";
/// Value.
pub const NO_LANGUAGE: &str = "None for all: plan for interpreting.";
/// Value.
pub const NO_LANGUAGE_OF_TWO: &str = "None: plan for interpreting.";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What the page answers.
pub fn lead(cities: usize, groups: usize, pairs: bool, theme: &str, left_out: usize) -> String {
    let what = if pairs { "meeting" } else { "group" };
    let mut text = format!("{} in {}", count(cities, "city"), count(groups, what));
    if !theme.is_empty() {
        text.push_str(&format!(", on {theme}"));
    }
    text.push_str(": who meets whom, why, and what to talk about.");
    if left_out > 0 {
        let left = if left_out == 1 { "is" } else { "are" };
        text.push_str(&format!(
            " {} {left} left out; the reasons are named.",
            count(left_out, "city")
        ));
    }
    text
}

/// Where the facts come from, and how to read the words.
pub fn imprint(meta: &Meta) -> String {
    let mut text = format!("{}, published by {}", meta.title, meta.publisher);
    if !meta.updated.is_empty() {
        text.push_str(&format!(", {}", meta.updated));
    }
    text.push_str(&format!(". Licence: {}.", meta.licence));
    for credit in &meta.credits {
        text.push_str(&format!(" {credit}"));
    }
    text.push_str(
        " Working hours are 9:00 to 17:00 on weekdays; holidays, and weekends other than Saturday and Sunday, are not known here. \
         What is unknown is not counted as zero.",
    );
    text
}

/// `Meeting 3 of 12`.
pub fn number_of(kind: &str, number: usize, of: usize) -> String {
    format!("{kind} {number} of {of}")
}

/// Name of a table of cities.
pub fn cities_of(kind: &str, number: usize) -> String {
    format!("{CITIES}, {} {number}", kind.to_lowercase())
}

/// `alike: 71 of 100; 64 % of context is known of both`.
pub fn likeness(word: &str, of_hundred: &str, coverage: &str) -> String {
    format!("{word}, {of_hundred} of 100; {coverage} % of the context is known of both")
}

/// From the least to the most alike pair.
pub fn likeness_range(low: &str, high: &str) -> String {
    if low == high {
        format!("{low} of 100 between every two")
    } else {
        format!("{low} to {high} of 100 between every two")
    }
}

/// How many pairs share a likeness or a difference.
pub fn in_pairs(label: &str, pairs: usize, all: usize) -> String {
    format!("{label} ({pairs} of {all} pairs)")
}

/// After a list that is cut.
pub fn and_more(number: usize) -> String {
    format!(" and {number} more")
}

/// Below a list that is cut.
pub fn more(number: usize) -> String {
    format!("{number} more in the JSON answer.")
}

/// Both are known, and nothing fits.
pub fn nothing_fits(learns: &str, shares: &str, theme: &str) -> String {
    match theme {
        "" => format!("Nothing that {shares} offers is among what {learns} looks for."),
        theme => format!("Nothing that {shares} offers belongs to the theme ({theme})."),
    }
}

/// A side says nothing.
pub fn neither_known(learns: &str, shares: &str) -> String {
    format!("Unknown: what {learns} looks for, and what {shares} can share.")
}

/// A side says nothing.
pub fn need_unknown(learns: &str) -> String {
    format!("Unknown: {learns} has not said what it looks for.")
}

/// A side says nothing.
pub fn offer_unknown(shares: &str, theme: &str) -> String {
    match theme {
        "" => format!("Unknown: what {shares} can share of it is not on record."),
        theme => {
            format!("Unknown: what {shares} can share of the theme ({theme}) is not on record.")
        }
    }
}

/// No practice to talk about.
pub fn no_practice(cities: &str, theme: &str) -> String {
    match theme {
        "" => format!("The directory has no practice of {cities} that is not done in all of them."),
        theme => format!("The directory has no practice of {cities} on the theme ({theme})."),
    }
}

fn fits(code: &str) -> &'static str {
    match code {
        "not-as-it-stands" => "not as it stands",
        "cannot-be-said" => "cannot be said yet",
        "with-changes" => "with changes",
        _ => "as it is",
    }
}

/// How well a practice was studied, and whether it can work in a city.
pub fn for_city(evidence: &str, learns: &str, code: &str) -> String {
    format!(" · {evidence} · in {learns}: {}.", fits(code))
}

/// The same for several cities, in words of the three below.
pub fn for_several(evidence: &str, words: &str) -> String {
    format!(" · {evidence} · {words}.")
}

/// Whether a practice can work in all others.
pub fn fits_all(code: &str) -> String {
    format!("in all others: {}", fits(code))
}

/// Whether a practice can work in one or two cities.
pub fn fits_in(code: &str, cities: &str) -> String {
    format!("in {cities}: {}", fits(code))
}

/// Whether a practice can work in some of the others.
pub fn fits_some(code: &str, cities: usize, others: usize) -> String {
    format!("in {cities} of the {others} others: {}", fits(code))
}

/// What of the learning city's needs a practice answers.
pub fn answers(topics: &str) -> String {
    format!(" Answers: {topics}.")
}

/// `in June`.
pub fn in_month(date: &str) -> String {
    format!("in {}", month(date))
}

/// `Jun`.
pub fn short_month(date: &str) -> String {
    month(date).chars().take(3).collect()
}

/// Cities without a published contact.
pub fn no_contact(cities: &str) -> String {
    format!("Not in the directory: a contact of {cities}.")
}

/// `June`.
pub fn month(date: &str) -> String {
    let month = date.split('-').nth(1).and_then(|m| m.parse::<usize>().ok());
    let name = month.and_then(|m| MONTHS.get(m.checked_sub(1)?));
    name.map_or_else(|| date.to_owned(), |name| (*name).to_owned())
}

/// `15 June 2027`.
pub fn day(date: &str) -> String {
    let mut parts = date.split('-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(_), Some(day)) => {
            format!("{} {} {year}", day.trim_start_matches('0'), month(date))
        }
        _ => date.to_owned(),
    }
}

/// The weeks for which the clocks of a day count.
pub fn around(date: &str) -> String {
    format!("around {}", day(date))
}

/// What stands before the clocks of a day.
pub fn hours_lead(when: &str, working: bool, minutes: u16) -> String {
    let when = if when.is_empty() {
        String::new()
    } else {
        format!(" {when}")
    };
    match (working, minutes) {
        (true, 480) => format!("The whole working day{when}, Monday to Friday."),
        (true, _) => format!("Monday to Friday{when}."),
        (false, 0) => format!("No shared working hour{when}; the nearest hour."),
        (false, minutes) => format!("Only {minutes} shared minutes{when}; the nearest hour."),
    }
}

/// Weekdays of a city where dates differ: so many days ahead of the one that is furthest behind.
pub fn weekdays(ahead: i32, spread: i32) -> &'static str {
    match (ahead, spread) {
        (0, 1) => ", Mon–Thu",
        (1, 1) => ", next day, Tue–Fri",
        (0, _) => ", Mon–Wed",
        _ => ", a later date",
    }
}

/// A change of clocks near the date.
pub fn clocks_change(date: &str) -> String {
    format!("; its clocks change on {}", day(date))
}

/// Some time zones are unknown.
pub fn zone_unknown(cities: &str) -> String {
    format!("Time zone unknown: {cities}.")
}

/// Some languages are unknown.
pub fn languages_unknown(cities: &str) -> String {
    format!("Unknown for {cities}.")
}

/// Who shares a language, where not all do.
pub fn language_of(language: &str, cities: &str) -> String {
    format!("{language}: {cities}.")
}

/// What a city works in.
pub fn works_in(city: &str, languages: &str) -> String {
    format!("{city}: {languages}.")
}
