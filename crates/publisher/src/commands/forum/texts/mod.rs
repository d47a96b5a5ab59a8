//! All sentences and words of `pair` and `cohorts`, in one place, so that they can be translated. Pure.

pub mod sheet;

use crate::words::count;
use city_peers_engine::Directory;
use city_peers_engine::groups::Reason;

/// Value of an indicator of tags that a city is known to have none of.
pub const NONE_OF_THESE: &str = "none";
/// Where nothing is known.
pub const UNKNOWN: &str = "unknown";

/// Where no two share a language.
pub const NONE_SHARED: &str = "none shared";
/// Below a table of hours.
pub const TWO_SEASONS: &str =
    "Two ranges of hours: January / July (--date takes the clocks of one day).";
/// Below a table of hours.
pub const NEAREST_HOUR: &str =
    "Hours in brackets: no shared working hour; the hour nearest to everybody's working day.";
/// Where the table says little.
pub const MORE_FORMS: &str = "Why they meet, and questions for each talk: --out meetings.html (for printing), or --format json.";

/// `2.3 million`.
pub fn millions(x: f64) -> String {
    if x >= 10.0 {
        format!("{x:.0} million")
    } else {
        format!("{x:.1} million")
    }
}

/// Code of the word for a likeness.
pub fn likeness_code(directory: &Directory, likeness: f64) -> &'static str {
    let codes = ["not-very-alike", "somewhat-alike", "alike", "very-alike"];
    let word = directory.reference.likeness_word(likeness);
    codes.get(word).copied().unwrap_or("not-very-alike")
}

/// A code as words: `study-visit` → `study visit`.
pub fn plain(code: &str) -> String {
    code.replace('-', " ")
}

/// The same with a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}

/// A name inside a sentence: one that is written from right to left is isolated, so that it does not turn its neighbours.
pub fn isolated(name: &str) -> String {
    let turns = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if name.chars().any(turns) {
        format!("\u{2068}{name}\u{2069}")
    } else {
        name.to_owned()
    }
}

/// A statement from the data inside a sentence: its own full stop is cut.
fn cut(text: &str) -> &str {
    text.trim().trim_end_matches(['.', '。'])
}

/// How much a city needs a topic; `None`: it is the theme of the forum.
pub fn need(strength: Option<u8>) -> &'static str {
    match strength {
        None => "theme of the forum",
        Some(1) => "useful",
        Some(2) => "important",
        Some(_) => "urgent",
    }
}

/// How much a city can share of a topic.
pub fn offer(strength: u8, stated: bool) -> &'static str {
    match (strength, stated) {
        (1, true) => "some experience",
        (2, true) => "experience",
        (_, true) => "much experience",
        (1, false) => "a practice, reported",
        (2, false) => "a practice, monitored",
        (_, false) => "a practice, evaluated",
    }
}

/// A tie in words.
pub fn tie(code: &str) -> &'static str {
    match code {
        "twin" => "twin towns already",
        "memorandum" => "a memorandum already",
        _ => "a network project already",
    }
}

/// Name of a criterion.
pub fn criterion(code: &str) -> &'static str {
    match code {
        "population" => "size",
        "climate" => "climate",
        "terrain" => "ground",
        "hazards" => "hazards",
        "powers" => "powers",
        "infrastructure" => "infrastructure",
        "capacities" => "staff and partners",
        _ => "money",
    }
}

/// What a verdict says of a requirement.
pub fn verdict(code: &str) -> &'static str {
    match code {
        "blocked" => "not there",
        "adapt" => "must be adapted",
        _ => "unknown",
    }
}

/// A fact of two cities: what both have, or what each has. `None` where one value is not known exactly.
pub fn fact(label: &str, a: Option<&str>, b: Option<&str>) -> String {
    match (a, b) {
        (Some(a), Some(b)) if a == b => format!("{label}: both {a}"),
        (Some(a), Some(b)) => format!("{label}: {a} and {b}"),
        _ => label.to_owned(),
    }
}

/// Why a city is left out.
pub fn left_out(reason: Reason, cities: usize) -> String {
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

/// The same by the code of the reason.
pub fn left_out_by_code(code: &str, cities: usize) -> String {
    let all = [
        Reason::MustNot,
        Reason::Tie,
        Reason::Language,
        Reason::Must,
        Reason::Taken,
    ];
    let reason = all.into_iter().find(|reason| reason.code() == code);
    left_out(reason.unwrap_or(Reason::NobodyElse), cities)
}

/// The reasons for which a city is left out, where no heading says so.
pub fn left_out_note(reasons: &str) -> String {
    format!("left out: {reasons}")
}

/// What met a practice, told by the city that did it first.
pub fn obstacle(title: &str, shares: &str, learns: &str, what: &str) -> String {
    let what = cut(what);
    format!(
        "“{title}” in {shares}: “{what}”. How was that dealt with, and would it be so in {learns}?"
    )
}

/// What met a practice elsewhere, asked of a city that took it over.
pub fn obstacle_elsewhere(title: &str, shares: &str, origin: &str, what: &str) -> String {
    let what = cut(what);
    format!(
        "{shares} took over “{title}” from {origin}, where this came up: “{what}”. Was it so in {shares}?"
    )
}

/// What a city reports that took a practice over.
pub fn report(title: &str, shares: &str, what: &str) -> String {
    let what = cut(what);
    format!("{shares} took over “{title}” and reports: “{what}”. How did it deal with that?")
}

/// Advice that the sources of a practice give.
pub fn advice(title: &str, learns: &str, what: &str) -> String {
    let what = cut(what);
    format!("“{title}” comes with the advice: “{what}”. What would that mean in {learns}?")
}

/// A requirement that is not known to be met.
pub fn check(title: &str, learns: &str, shares: &str, what: &str, verdict: &str) -> String {
    match verdict {
        "blocked" => format!(
            "“{title}” needs this: {what}. {learns} is known not to have it. Is there another way, or somebody else who has it?"
        ),
        "adapt" => format!(
            "“{title}” counts on this: {what}. {learns} differs there. What would {shares} change about it?"
        ),
        _ => format!(
            "“{title}” needs this: {what}. Whether {learns} has it is unknown. Who in {learns} can say?"
        ),
    }
}

/// What a city needs and another offers, where no practice is on record.
pub fn experience(learns: &str, shares: &str, topic: &str, need: &str, offer: &str) -> String {
    format!(
        "{topic}: {need} for {learns}; {shares} offers {offer}. What would {shares} do first, and what not again?"
    )
}

/// A need or an offer in a city's own words, after a question.
pub fn in_own_words(city: &str, note: &str) -> String {
    format!(" {city} writes: “{}”.", cut(note))
}

/// What several cities look for.
pub fn all_need(cities: &str, topic: &str) -> String {
    format!("{topic}: {cities} all look for it. What has each tried so far, and what did not work?")
}

/// What two cities look for.
pub fn both_need(cities: &str, topic: &str) -> String {
    format!(
        "{topic}: {cities} both look for it. What has each tried so far, and what did not work?"
    )
}

/// An outcome by which one city is clearly ahead.
pub fn outcome(label: &str, ahead: (&str, &str), behind: (&str, &str)) -> String {
    format!(
        "{label}: {} in {}, {} in {}. What has {} done that {} could try?",
        ahead.1, ahead.0, behind.1, behind.0, ahead.0, behind.0
    )
}

/// A difference of context that limits what can be taken over.
pub fn difference(label: &str, a: (&str, &str), b: (&str, &str)) -> String {
    format!(
        "{label}: {} in {}, {} in {}. What of one city's experience would not hold in the other because of it?",
        a.1, a.0, b.1, b.0
    )
}

/// Nobody said what a city looks for.
pub fn unknown_needs(cities: &str, theme: &str) -> String {
    match theme {
        "" => format!("What {cities} look for is unknown. Which two topics matter most to each?"),
        theme => format!(
            "What {cities} look for in the theme ({theme}) is not stated. What is the most urgent question of each?"
        ),
    }
}

/// The same of one city.
pub fn unknown_need(city: &str, theme: &str) -> String {
    match theme {
        "" => format!("What {city} looks for is unknown. Which two topics matter most to it?"),
        theme => format!(
            "What {city} looks for in the theme ({theme}) is not stated. What is its most urgent question?"
        ),
    }
}

/// Nobody said what cities can share.
pub fn unknown_offers(cities: &str, theme: &str, one: bool) -> String {
    let each = if one { "it" } else { "each" };
    match theme {
        "" => format!(
            "The directory has no practice and no offer of {cities}. What has {each} done that others could use?"
        ),
        theme => format!(
            "The directory has no practice and no offer of {cities} on the theme ({theme}). What has {each} tried?"
        ),
    }
}

/// An offer without a practice on record.
pub fn unknown_practice(city: &str, topic: &str) -> String {
    format!(
        "{city} offers {topic}, but no practice of it is on record. Which example can it bring, with cost, staff and result?"
    )
}

/// Indicators that are unknown of a city.
pub fn unknown_values(city: &str, labels: &str) -> String {
    format!(
        "Unknown of {city}, and asked for most when cities are compared: {labels}. Can it bring the figures?"
    )
}

/// A theme where there is one.
pub fn theme(topics: &[String]) -> String {
    topics.join(", ").to_lowercase()
}

/// What is noteworthy about a group.
pub fn note(group: &super::answer::GroupAnswer) -> String {
    let some = |number: usize, what: &str| {
        (number > 0).then(|| format!("{}{what}", count(number, "pair")))
    };
    let three = group.cities.len() > 2;
    let country = if three {
        "a country twice"
    } else {
        "same country"
    };
    let language = if three {
        "no language for all"
    } else {
        "no shared language"
    };
    let no_hours = group.hours.days.iter().any(|day| !day.working_hours);
    let notes = [
        some(group.tied, " with a tie already"),
        some(group.unknown, " of unknown value"),
        (group.same_country > 0).then(|| country.to_owned()),
        (group.without_language > 0).then(|| language.to_owned()),
        no_hours.then(|| "no shared working hour".to_owned()),
    ];
    notes.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
