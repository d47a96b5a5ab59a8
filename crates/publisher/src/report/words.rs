//! Words for the figures and codes of a report. Pure.

use super::cities::Named;
use super::left_out::Reason;
use super::statements::{Balance, Lack};
use crate::texts::intl::Intl;
use crate::words::grouped;

/// Stands before a name whose script may run the other way, see [`plain`].
pub const ISOLATE: char = '\u{2068}';
/// Stands behind such a name.
pub const END: char = '\u{2069}';

/// `12 %`; nothing is not called 0, and not everything not 100.
pub fn percent(share: f64) -> String {
    match share {
        s if s > 0.0 && s < 0.005 => "under 1 %".to_owned(),
        s if (0.995..1.0).contains(&s) => "over 99 %".to_owned(),
        s => format!("{:.0} %", s * 100.0),
    }
}

/// The same; `–` where unknown.
pub fn percent_or(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), percent)
}

/// A value to about three digits: `24,900,000`, `100,560`, `18.8`, `0.31`, `-1.2`.
pub fn figure(x: f64) -> String {
    let sign = if x < 0.0 { "−" } else { "" };
    let text = match x.abs() {
        0.0 => "0".to_owned(),
        a if a >= 1e15 => format!("{a:.1e}"),
        a if a >= 1e6 => grouped(((a / 1e4).round() * 1e4) as u64),
        a if a >= 100.0 => grouped(a.round() as u64),
        a if a >= 10.0 => trimmed(&format!("{a:.1}")),
        a if a >= 0.1 => trimmed(&format!("{a:.2}")),
        a if a >= 1e-4 => trimmed(&format!("{a:.4}")),
        a => format!("{a:.1e}"),
    };
    format!("{sign}{text}")
}

fn trimmed(text: &str) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `1.5 times`, of what even spreading gives.
pub fn times(ratio: f64) -> String {
    format!("{ratio:.1} times")
}

/// `Zhudong, Taiwan`, isolated from the text around it.
pub fn city(city: &Named, names: &Intl) -> String {
    match city.country.as_str() {
        "" => format!("{ISOLATE}{}{END}", city.name),
        code => format!("{ISOLATE}{}{END}, {}", city.name, names.country(code)),
    }
}

/// A text without marks of isolation, for terminals.
pub fn plain(text: &str) -> String {
    text.replace([ISOLATE, END], "")
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// The first few of a list, and how many more.
pub fn some(items: &[String], most: usize) -> String {
    let mut shown: Vec<String> = items.iter().take(most).cloned().collect();
    if items.len() > most {
        shown.push(format!("{} more", grouped((items.len() - most) as u64)));
    }
    list(&shown)
}

/// What a profile lacks.
pub fn lack(lack: Lack) -> &'static str {
    match lack {
        Lack::Needs => "needs",
        Lack::Offers => "offers",
        Lack::Goals => "goals",
        Lack::Statements => "needs, offers and goals all missing",
        Lack::Contact => "contact",
        Lack::Languages => "languages",
        Lack::TimeZone => "time zone",
        Lack::Place => "place on the map",
    }
}

/// How demand and supply stand.
pub fn balance(balance: Balance) -> &'static str {
    match balance {
        Balance::NoSupply => "wanted, offered by nobody",
        Balance::PracticesOnly => "wanted; practices, but no city to ask",
        Balance::Scarce => "many want it, few offer it",
        Balance::Plenty => "many offer it, few want it",
        Balance::NoDemand => "offered, wanted by nobody",
        Balance::DemandUnknown => "demand unknown",
        Balance::Both => "wanted and offered",
        Balance::Neither => "nobody speaks of it",
    }
}

/// Why a city is suggested to nobody.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NothingKnown => "Nothing is known",
        Reason::LittleKnown => "Little is known",
        Reason::CountryFull => "Others of its country go first",
        Reason::NoOffers => "It offers nothing",
        Reason::OtherOffers => "It offers other things",
        Reason::NoNeeds => "It looks for nothing",
        Reason::OtherNeeds => "It looks for other things",
        Reason::Ease => "Working together is harder",
        Reason::Unlike => "Others are more alike",
    }
}

/// What a reason means.
pub fn meaning(reason: Reason) -> &'static str {
    match reason {
        Reason::NothingKnown => "It states nothing that can be compared.",
        Reason::LittleKnown => "It states less than half of what the city in the middle does.",
        Reason::CountryFull => {
            "It scores well enough for a list, but neighbours of its country take the country's places on it."
        }
        Reason::NoOffers => {
            "Others offer what is looked for; it states no offer and has no practice."
        }
        Reason::OtherOffers => "What it offers is not what is looked for.",
        Reason::NoNeeds => "Others look for what is offered; it states no need.",
        Reason::OtherNeeds => "What it looks for is not what is offered.",
        Reason::Ease => "Other languages, working hours or networks than the cities like it.",
        Reason::Unlike => "For every city that asked, ten others are more alike.",
    }
}

/// What would help against it.
pub fn help(reason: Reason) -> &'static str {
    match reason {
        Reason::NothingKnown | Reason::LittleKnown => {
            "Ask the city for its profile, the weightiest values first."
        }
        Reason::CountryFull => {
            "Let it state needs and offers, which set it apart from its neighbours; or allow more cities of one country."
        }
        Reason::NoOffers => "Ask what it can share, and collect a practice.",
        Reason::OtherOffers | Reason::OtherNeeds => {
            "Invite cities that look for what it offers and offer what it looks for."
        }
        Reason::NoNeeds => "Ask what it looks for.",
        Reason::Ease => "Ask for all languages its office works in, and its networks.",
        Reason::Unlike => {
            "Invite cities like it; needs and offers let it be found by topic as well."
        }
    }
}

/// How alike two cities read.
pub fn likeness(word: Option<usize>) -> &'static str {
    let words = ["not very alike", "somewhat alike", "alike", "very alike"];
    word.and_then(|w| words.get(w).copied())
        .unwrap_or("unknown")
}
