//! Who meets whom as a table with words. Pure.

use super::answer::{DayAnswer, GroupAnswer};
use super::output::Shown;
use super::{Registered, texts};
use crate::texts::layout::aligned;
use crate::words::{count, of_hundred};
use std::fmt::Write as _;

/// The whole answer as text.
pub fn text(registered: &Registered, shown: Shown<'_>) -> String {
    let header = [
        "#",
        "Cities",
        "Value",
        "Languages",
        "Shared working hours",
        "Note",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for (ix, group) in shown.groups.iter().enumerate() {
        for (jx, id) in group.cities.iter().enumerate() {
            let first = |text: String| if jx == 0 { text } else { String::new() };
            rows.push(vec![
                first((ix + 1).to_string()),
                named(registered, shown, id),
                first(of_hundred(group.value)),
                first(languages(registered, group)),
                clocks(group, id),
                first(texts::note(group)),
            ]);
        }
    }
    let mut text = format!(
        "{} of {}: {}\n",
        count(shown.forum.cities.len(), "city"),
        registered.list,
        count(shown.groups.len(), "group")
    );
    text.push_str(&aligned(&rows, &[]));
    if !shown.left_out.is_empty() {
        text.push_str("\nLeft out\n");
    }
    for left in shown.left_out {
        let reasons = left.reasons.iter();
        let reasons: Vec<String> = reasons
            .map(|r| texts::left_out_by_code(r.code, r.cities))
            .collect();
        let name = named(registered, shown, &left.city);
        let _ = writeln!(text, "  {name}: {}", reasons.join(", "));
    }
    let _ = writeln!(text, "\n{}", shown.worth);
    let days = || shown.groups.iter().map(|g| &g.hours.days);
    if days().any(|days| days.len() > 1) {
        let _ = writeln!(text, "{}", texts::TWO_SEASONS);
    }
    if days().flatten().any(|day| !day.working_hours) {
        let _ = writeln!(text, "{}", texts::NEAREST_HOUR);
    }
    if !shown.groups.is_empty() {
        let _ = writeln!(text, "{}", texts::MORE_FORMS);
    }
    text
}

fn named(registered: &Registered, shown: Shown<'_>, id: &str) -> String {
    let city = shown.forum.cities.iter().find(|c| c.id == *id);
    city.map_or_else(String::new, |c| {
        let country = registered.names.country(&c.country);
        match country.is_empty() {
            true => format!("{} ({})", c.name, c.id),
            false => format!("{}, {country} ({})", c.name, c.id),
        }
    })
}

/// Languages in which all of a group can work.
pub fn languages(registered: &Registered, group: &GroupAnswer) -> String {
    let names = &registered.names;
    let shared: Vec<String> = group
        .languages
        .shared
        .iter()
        .map(|l| names.language(l))
        .collect();
    match (&group.languages.most, shared.is_empty()) {
        (_, false) => shared.join(", "),
        (Some(most), true) => format!(
            "{}: {} of {}",
            names.language(&most.language),
            most.cities.len(),
            group.cities.len()
        ),
        (None, true) if group.cities.len() - group.languages.unknown.len() < 2 => {
            texts::UNKNOWN.to_owned()
        }
        (None, true) => texts::NONE_SHARED.to_owned(),
    }
}

/// The shared hours by a city's own clock: of the day asked for, or of winter and summer where they differ.
fn clocks(group: &GroupAnswer, id: &str) -> String {
    let of = |day: &DayAnswer| {
        let clock = day.clocks.iter().find(|c| c.city == *id)?;
        let mark = match (clock.early, clock.late) {
            (0, 0) => "",
            (_, 0) => " early",
            _ => " late",
        };
        Some(match day.working_hours {
            true => format!("{}–{}", clock.from, clock.to),
            false => format!("({}–{}{mark})", clock.from, clock.to),
        })
    };
    let found: Vec<String> = group.hours.days.iter().filter_map(of).collect();
    match found.is_empty() {
        true => texts::UNKNOWN.to_owned(),
        false => found.join(" / "),
    }
}
