//! The summary of a report: about ten sentences, the answer first. Pure.

use super::Report;
use super::age::{OLD_VALUE, STALE};
use super::goals::goal;
use super::know_how::Goal;
use super::spread::{Share, Spread};
use super::statements::Lack;
use super::words::{city, list, percent, some, times};
use crate::texts::DEFAULT as ENGLISH;
use crate::texts::intl::Intl;
use crate::words::{count, grouped};

/// Names in a sentence.
const NAMED: usize = 4;
/// A group with fewer cities says little of a region.
const FEW: usize = 5;
/// Share of cities on no list from which on somebody should look.
const MANY: f64 = 0.1;

/// One sentence of the summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is about, one or two words.
    pub label: &'static str,
    /// The sentence; names are isolated, see [`super::words::plain`].
    pub text: String,
    /// Whether somebody should do something about it.
    pub concern: bool,
}

fn line(label: &'static str, concern: bool, text: String) -> Line {
    Line {
        label,
        text,
        concern,
    }
}

/// The summary.
pub fn summary(report: &Report) -> Vec<Line> {
    let about = &report.directory;
    let names = Intl::new(ENGLISH);
    if about.cities == 0 {
        let text =
            "The directory holds no city yet: there is nothing to report on but its practices.";
        return [line("Cities", true, text.to_owned())]
            .into_iter()
            .chain(practices(report))
            .collect();
    }
    let mut lines = vec![line(
        "Cities",
        about.submitted == 0,
        format!(
            "{} in {}; {}.",
            count(about.cities, "city"),
            countries(about.countries),
            match about.submitted {
                0 => "no city submitted its profile, all are open data".to_owned(),
                1 => "1 city submitted its profile, the others are open data".to_owned(),
                n => format!(
                    "{} submitted their profile, the others are open data",
                    count(n, "city")
                ),
            }
        ),
    )];
    if about.submitted == about.cities {
        lines = vec![line(
            "Cities",
            false,
            format!(
                "{} in {}; all profiles are by the cities themselves.",
                count(about.cities, "city"),
                countries(about.countries)
            ),
        )];
    }
    lines.extend(known(report));
    if let Some(spread) = &report.exposure {
        lines.extend(suggested(spread, &names));
    } else {
        let text = "One city alone is suggested to nobody: exposure needs two.";
        lines.push(line("Suggested", false, text.to_owned()));
    }
    lines.extend(said(report));
    lines.extend(old(report));
    lines.extend(practices(report));
    lines
}

fn countries(n: usize) -> String {
    match n {
        1 => "1 country".to_owned(),
        n => format!("{} countries and territories", grouped(n as u64)),
    }
}

fn known(report: &Report) -> Vec<Line> {
    let coverage = &report.coverage;
    let Some(mean) = coverage.mean else {
        let text = "The catalogue compares nothing: no context indicator has a weight.";
        return vec![line("Known", true, text.to_owned())];
    };
    let low: usize = coverage.bands.iter().take(3).sum();
    let mut lines = vec![line(
        "Known",
        mean < 0.5,
        format!(
            "A city states {} of what is compared, on average; {} less than 30 %.",
            percent(mean),
            match low {
                0 => "none states".to_owned(),
                1 => "1 city states".to_owned(),
                n => format!("{} state", count(n, "city")),
            }
        ),
    )];
    let weighty: Vec<String> = coverage
        .collect
        .iter()
        .take(3)
        .filter(|row| row.share < 0.9)
        .map(|row| {
            format!(
                "{ISO}{}{END} (now {})",
                row.label,
                percent(row.share),
                ISO = super::words::ISOLATE,
                END = super::words::END
            )
        })
        .collect();
    if !weighty.is_empty() {
        lines.push(line(
            "Collect next",
            false,
            format!(
                "{} would make most more pairs of cities comparable.",
                list(&weighty)
            ),
        ));
    }
    lines
}

fn suggested(spread: &Spread, names: &Intl) -> Vec<Line> {
    let asked = grouped(spread.asked as u64);
    let who = match spread.sampled {
        true => format!("{asked} cities asked, a sample"),
        false => format!("all {asked} cities"),
    };
    let lot = spread.never_by_lot.map_or_else(String::new, |share| {
        format!("; by lot it would be {}", percent(share))
    });
    let mut lines = vec![match spread.never {
        0 => line(
            "Left out",
            false,
            format!(
                "Nobody: every city is among the first {} of another (counted for {who}).",
                spread.top
            ),
        ),
        never => line(
            "Left out",
            spread.never_share > MANY,
            format!(
                "{} ({}) {} among the first {} of nobody (counted for {who}{lot}).",
                count(never, "city"),
                percent(spread.never_share),
                if never == 1 { "is" } else { "are" },
                spread.top,
            ),
        ),
    }];
    if let Some(reason) = spread.left_out.reasons.first() {
        lines.push(line(
            "Why",
            false,
            format!(
                "{} ({} of {}).",
                super::words::reason(reason.reason),
                grouped(reason.cities as u64),
                grouped(spread.never as u64)
            ),
        ));
    }
    let even: Vec<&Share> = spread.regions.iter().filter(|r| r.cities >= FEW).collect();
    let most = even.iter().max_by(|a, b| a.mean.total_cmp(&b.mean));
    let least = even.iter().min_by(|a, b| a.mean.total_cmp(&b.mean));
    if let (Some(most), Some(least)) = (most, least)
        && let (Some(high), Some(low)) = (most.of_even, least.of_even)
        && most.code != least.code
    {
        lines.push(line(
            "Evenness",
            low < 0.5,
            format!(
                "A city of {} is suggested {} as often as even spreading gives, one of {} {}.",
                most.label,
                times(high),
                least.label,
                times(low)
            ),
        ));
    }
    if let (Some(first), Some(tenth)) = (spread.most.first(), spread.top_tenth) {
        lines.push(line(
            "Most suggested",
            false,
            format!(
                "{}: on {}; the tenth of cities suggested most holds {} of all places.",
                city(&first.city, names),
                count(first.times, "list"),
                percent(tenth)
            ),
        ));
    }
    lines
}

fn said(report: &Report) -> Vec<Line> {
    let statements = &report.statements;
    let without = |lack: Lack| statements.without.iter().find(|row| row.lack == lack);
    let mut lines = Vec::new();
    if let Some(silent) = without(Lack::Statements) {
        let speaking = report.directory.cities.saturating_sub(silent.cities);
        lines.push(line(
            "Said",
            speaking == 0,
            match speaking {
                0 => {
                    "No city states needs, offers or goals: partners can be told by likeness only."
                        .to_owned()
                }
                n => format!(
                    "{} of {} {} needs, offers or goals.",
                    grouped(n as u64),
                    count(report.directory.cities, "city"),
                    if n == 1 { "states" } else { "state" }
                ),
            },
        ));
    }
    let topics = statements.topics.iter().filter(|t| t.balance.unmet());
    let unmet: Vec<String> = topics.map(|topic| topic.label.clone()).collect();
    if !unmet.is_empty() {
        let text = format!("Wanted but offered by nobody: {}.", some(&unmet, NAMED));
        lines.push(line("Demand", true, text));
    }
    let contact = without(Lack::Contact).filter(|row| row.submitted > 0);
    if let Some(row) = contact {
        lines.push(line(
            "Contacts",
            true,
            format!(
                "{} of {} name nobody to write to.",
                grouped(row.submitted as u64),
                count(statements.submitted, "submitted profile")
            ),
        ));
    }
    lines
}

fn old(report: &Report) -> Vec<Line> {
    let age = &report.age;
    let mut lines = Vec::new();
    let values = age.values;
    if values.stated > 0 {
        let of = |part: usize| percent(part as f64 / values.stated as f64);
        let undated = values.stated - values.dated;
        lines.push(line(
            "Years",
            undated * 2 > values.stated || values.old > 0,
            match (undated, values.old) {
                (0, 0) => {
                    format!("Every value has its year; none is older than {OLD_VALUE} years.")
                }
                (0, old) => format!(
                    "Every value has its year; {} are {OLD_VALUE} years old or more.",
                    of(old)
                ),
                (undated, 0) if undated == values.stated => {
                    "No profile says of which year its values are.".to_owned()
                }
                (undated, old) => format!(
                    "The year is unknown for {} of values; {} are {OLD_VALUE} years old or more.",
                    of(undated),
                    of(old)
                ),
            },
        ));
    }
    if !age.stale.is_empty() {
        lines.push(line(
            "Stale",
            true,
            format!(
                "{} not changed for {STALE} years or more.",
                match age.stale.len() {
                    1 => "1 submitted profile was".to_owned(),
                    n => format!("{} submitted profiles were", grouped(n as u64)),
                }
            ),
        ));
    }
    lines
}

fn practices(report: &Report) -> Vec<Line> {
    let all = &report.practices;
    if all.practices == 0 {
        let text =
            "The directory holds none: nothing can be said of what cities did, and what it took.";
        return vec![line("Practices", true, text.to_owned())];
    }
    let at = |code: &str| {
        let mut rows = all.evidence.iter().chain(&all.know_how);
        rows.find(|row| row.code == code)
            .map_or(0, |row| row.practices)
    };
    let mut text = format!(
        "{} from {}; {} evaluated, {} with a cost",
        count(all.practices, "practice"),
        countries(all.countries),
        grouped(at("evaluated") as u64),
        grouped(at("budget") as u64),
    );
    let none: Vec<String> = all
        .goals
        .iter()
        .filter(|row: &&Goal| row.practices == 0)
        .map(|row| format!("{} ({})", row.sdg, goal(row.sdg)))
        .collect();
    text.push_str(&match none.is_empty() {
        true => "; every goal is served.".to_owned(),
        false => format!("; none for goal {}.", some(&none, NAMED)),
    });
    vec![line("Practices", false, text)]
}
