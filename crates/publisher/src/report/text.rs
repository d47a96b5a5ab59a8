//! A report as text: a summary of about ten lines, then aligned columns. Pure.

use super::Report;
use super::coverage::IndicatorCoverage;
use super::goals::goal;
use super::sentences::summary;
use super::spread::Share;
use super::statements::Balance;
use super::words::{
    balance, city, figure, help, lack, likeness, list, percent, percent_or, plain, reason,
};
use crate::texts::DEFAULT as ENGLISH;
use crate::texts::intl::Intl;
use crate::texts::layout::aligned;
use crate::words::{count, grouped};
use std::fmt::Write as _;

/// Rows of a long list.
const ROWS: usize = 10;
/// Codes named of an indicator.
const CODES: usize = 4;

/// The whole report.
pub fn text(report: &Report) -> String {
    let about = &report.directory;
    let names = Intl::new(ENGLISH);
    let mut text = format!("{} ({}), {}\n\n", about.title, about.id, about.updated);
    let lines = summary(report);
    let rows = lines
        .iter()
        .map(|line| vec![line.label.to_owned(), line.text.clone()]);
    text.push_str(&columns("", rows.collect()));
    if about.cities > 0 {
        coverage(&mut text, report, &names);
        exposure(&mut text, report, &names);
        statements(&mut text, report, &names);
        age(&mut text, report, &names);
    }
    practices(&mut text, report, &names);
    plain(&text)
}

fn title(text: &mut String, title: &str, note: &str) {
    let _ = writeln!(text, "\n{title}");
    if !note.is_empty() {
        let _ = writeln!(text, "  {note}");
    }
}

/// Aligned columns under a head of words with `|` between; `>` before a word puts a column to the right.
/// No head where that is empty. Nothing but `none` where there is no row.
fn columns(head: &str, rows: Vec<Vec<String>>) -> String {
    let heads: Vec<&str> = head.split('|').map(str::trim).collect();
    if rows.is_empty() {
        return "  none\n".to_owned();
    }
    let right: Vec<bool> = heads.iter().map(|head| head.starts_with('>')).collect();
    let mut all = rows;
    if !head.is_empty() {
        let words = heads
            .iter()
            .map(|head| head.trim_start_matches('>').to_owned());
        all.insert(0, words.collect());
    }
    aligned(&all, &right)
}

/// The first rows of a long list, and how many are left.
fn first<T>(items: &[T], row: impl Fn(&T) -> Vec<String>) -> (Vec<Vec<String>>, String) {
    let left = items.len().saturating_sub(ROWS);
    let more = match left {
        0 => String::new(),
        left => format!(
            "  and {} more; all with --format json\n",
            grouped(left as u64)
        ),
    };
    (items.iter().take(ROWS).map(row).collect(), more)
}

fn whole(number: usize) -> String {
    grouped(number as u64)
}

fn coverage(text: &mut String, report: &Report, names: &Intl) {
    let coverage = &report.coverage;
    title(
        text,
        "Coverage by indicator",
        "values: a quarter below, the middle, three quarters below; or the most frequent codes",
    );
    let rows = coverage.indicators.iter().map(|indicator| {
        vec![
            indicator.label.clone(),
            indicator
                .facet
                .clone()
                .unwrap_or_else(|| "outcome".to_owned()),
            percent_or(indicator.share),
            percent_or(indicator.submitted),
            percent_or(indicator.open_data),
            values(indicator),
        ]
    });
    text.push_str(&columns(
        "Indicator | Facet | >Cities | >Submitted | >Open data | Values",
        rows.collect(),
    ));
    title(text, "Coverage by facet", "");
    let rows = coverage.facets.iter();
    let rows = rows.map(|f| vec![f.label.clone(), percent_or(f.share), percent(f.weight)]);
    text.push_str(&columns("Facet | >Known | >Weight", rows.collect()));
    title(
        text,
        &format!("Coverage by {}", coverage.regions.label.to_lowercase()),
        "",
    );
    let facets: Vec<_> = coverage.facets.iter().filter(|f| f.weight > 0.0).collect();
    let mut head = "Group | >Cities | >Submitted | >Known".to_owned();
    for facet in &facets {
        let _ = write!(head, " | >{}", facet.label);
    }
    let rows = coverage.regions.groups.iter().map(|group| {
        let mut row = vec![
            group.label.clone(),
            whole(group.cities),
            whole(group.submitted),
            percent_or(group.share),
        ];
        row.extend(
            facets
                .iter()
                .map(|f| percent_or(group.facets.get(&f.id).copied())),
        );
        row
    });
    text.push_str(&columns(&head, rows.collect()));
    title(
        text,
        "Collect next",
        "what all cities' values would add, by the weight of the indicator",
    );
    let (rows, more) = first(&coverage.collect, |row| {
        let gain = format!("+{:.1} points", row.gain * 100.0);
        vec![
            row.label.clone(),
            percent(row.share),
            percent(row.pairs),
            gain,
        ]
    });
    text.push_str(&columns(
        "Indicator | >Cities now | >Pairs now | >Known of a pair",
        rows,
    ));
    text.push_str(&more);
    title(
        text,
        "Cities that state least",
        "less than half of what the city in the middle does",
    );
    let (rows, more) = first(&coverage.least, |row| {
        let who = if row.submitted {
            "submitted"
        } else {
            "open data"
        };
        vec![
            city(&row.city, names),
            row.city.id.clone(),
            percent(row.share),
            who.to_owned(),
        ]
    });
    text.push_str(&columns("City | Id | >States | Profile", rows));
    text.push_str(&more);
}

/// What is stated, in short.
pub(super) fn values(indicator: &IndicatorCoverage) -> String {
    if let Some(v) = indicator.values {
        let unit = &indicator.unit;
        return format!(
            "{} · {} · {} {unit}",
            figure(v.low),
            figure(v.median),
            figure(v.high)
        );
    }
    let codes = indicator.codes.iter().take(CODES);
    let mut shown: Vec<String> = codes
        .map(|c| format!("{} {}", c.label, percent(c.share)))
        .collect();
    if indicator.codes.len() > CODES {
        shown.push(format!("{} more", indicator.codes.len() - CODES));
    }
    shown.join(", ")
}

fn exposure(text: &mut String, report: &Report, names: &Intl) {
    let Some(spread) = &report.exposure else {
        return;
    };
    let note = format!(
        "first {} of {}{}, purpose {}{}; even spreading gives every city {:.1} lists",
        spread.top,
        count(spread.asked, "city"),
        if spread.sampled {
            " drawn with a fixed seed"
        } else {
            ", all there are"
        },
        spread.purpose,
        if spread.topics.is_empty() {
            String::new()
        } else {
            format!(", topics {}", list(&spread.topics))
        },
        spread.even
    );
    title(text, "How often cities are suggested", &note);
    let rows = spread.bands.iter().map(|band| {
        let lot = band
            .by_lot
            .map_or_else(|| "–".to_owned(), |n| grouped(n.round() as u64));
        vec![on_lists(band.from, band.to), whole(band.cities), lot]
    });
    text.push_str(&columns("On | >Cities | >If drawn by lot", rows.collect()));
    for (head, groups) in [("Group", &spread.regions), ("Size", &spread.sizes)] {
        text.push('\n');
        let rows = groups.iter().map(|group: &Share| {
            vec![
                group.label.clone(),
                whole(group.cities),
                format!("{:.1}", group.mean),
                group
                    .of_even
                    .map_or_else(|| "–".to_owned(), |x| format!("{x:.2}")),
                percent(group.never),
            ]
        });
        let head = format!("{head} | >Cities | >Lists each | >Of even | >Never");
        text.push_str(&columns(&head, rows.collect()));
    }
    title(text, "Most suggested", "");
    let (rows, _) = first(&spread.most, |row| {
        vec![
            city(&row.city, names),
            row.city.id.clone(),
            whole(row.times),
        ]
    });
    text.push_str(&columns("City | Id | >Lists", rows));
    title(text, "Suggested to nobody: why, and what would help", "");
    let rows = spread.left_out.reasons.iter().map(|row| {
        vec![
            whole(row.cities),
            reason(row.reason).to_owned(),
            help(row.reason).to_owned(),
        ]
    });
    text.push_str(&columns(
        ">Cities | Reason | What would help",
        rows.collect(),
    ));
    if !spread.left_out.cities.is_empty() {
        text.push('\n');
        let (rows, more) = first(&spread.left_out.cities, |row| {
            let near = row
                .nearest
                .as_ref()
                .map_or_else(String::new, |n| city(n, names));
            vec![
                city(&row.city, names),
                row.city.id.clone(),
                reason(row.reason).to_owned(),
                percent_or(row.coverage),
                near,
                likeness(row.likeness_word).to_owned(),
            ]
        });
        text.push_str(&columns(
            "City | Id | Reason | >States | Nearest to the list of | Alike",
            rows,
        ));
        text.push_str(&more);
    }
}

/// `no list`, `1 list`, `2 to 4 lists`, `100 lists and more`.
pub(super) fn on_lists(from: usize, to: Option<usize>) -> String {
    match (from, to) {
        (0, Some(0)) => "no list".to_owned(),
        (1, Some(1)) => "1 list".to_owned(),
        (from, Some(to)) => format!("{from} to {to} lists"),
        (from, None) => format!("{from} lists and more"),
    }
}

fn statements(text: &mut String, report: &Report, names: &Intl) {
    let statements = &report.statements;
    title(text, "Cities without", "");
    let rows = statements.without.iter();
    let rows = rows.map(|row| {
        vec![
            lack(row.lack).to_owned(),
            whole(row.cities),
            whole(row.submitted),
        ]
    });
    text.push_str(&columns(
        "What | >Cities | >Of them submitted",
        rows.collect(),
    ));
    if statements.submitted > 0 {
        title(text, "Submitted profiles to ask for more", "");
        let (rows, more) = first(&statements.to_ask, |row| {
            let lacks: Vec<String> = row.lacks.iter().map(|&l| lack(l).to_owned()).collect();
            vec![city(&row.city, names), row.city.id.clone(), list(&lacks)]
        });
        text.push_str(&columns("City | Id | Ask for", rows));
        text.push_str(&more);
    }
    title(
        text,
        "Topics: who wants, who offers",
        "offered by: cities that state an offer or have a practice",
    );
    let rows = statements.topics.iter().map(|topic| {
        let unknown = topic.balance == Balance::DemandUnknown;
        let wanted = |number: usize| {
            if unknown {
                "–".to_owned()
            } else {
                whole(number)
            }
        };
        vec![
            topic.label.clone(),
            wanted(topic.need),
            wanted(topic.need_from_goals),
            whole(topic.supply),
            whole(topic.practices),
            balance(topic.balance).to_owned(),
        ]
    });
    text.push_str(&columns(
        "Topic | >Wanted by | >From goals | >Offered by | >Practices | Balance",
        rows.collect(),
    ));
}

fn age(text: &mut String, report: &Report, names: &Intl) {
    let age = &report.age;
    let from = age.counted_from.as_deref().map_or_else(
        || "the directory has no date: ages are unknown".to_owned(),
        |date| format!("counted back from {date}, the date of the directory"),
    );
    title(text, "Age of profiles", &from);
    let mut rows: Vec<Vec<String>> = age
        .profiles
        .iter()
        .filter(|band| band.cities > 0)
        .map(|band| {
            vec![
                years(band.from, band.below),
                whole(band.cities),
                whole(band.submitted),
            ]
        })
        .collect();
    if age.undated > 0 {
        let undated = "date unknown".to_owned();
        rows.push(vec![
            undated,
            whole(age.undated),
            whole(age.undated_submitted),
        ]);
    }
    text.push_str(&columns(
        "Last changed | >Profiles | >Of them submitted",
        rows,
    ));
    if !age.stale.is_empty() {
        text.push('\n');
        let (rows, more) = first(&age.stale, |row| {
            vec![
                city(&row.city, names),
                row.city.id.clone(),
                row.updated.clone(),
            ]
        });
        text.push_str(&columns(
            "Submitted, not touched for long | Id | Last changed",
            rows,
        ));
        text.push_str(&more);
    }
    title(
        text,
        "Age of values",
        "by indicator that is stated; years as the profiles name them",
    );
    let stated = age.indicators.iter().filter(|i| i.values.stated > 0);
    let rows = stated.map(|indicator| {
        let v = indicator.values;
        let (oldest, newest) = (indicator.years.first(), indicator.years.last());
        let span = match (oldest, newest) {
            (Some(a), Some(b)) if a.year == b.year => a.year.to_string(),
            (Some(a), Some(b)) => format!("{}–{}", a.year, b.year),
            _ => "year unknown".to_owned(),
        };
        vec![
            indicator.label.clone(),
            whole(v.stated),
            span,
            whole(v.stated - v.dated),
            if v.dated == 0 {
                "–".to_owned()
            } else {
                whole(v.old)
            },
            indicator.usual_source.clone(),
        ]
    });
    text.push_str(&columns(
        "Indicator | >Values | Years | >Year unknown | >10 years or more | Usual source",
        rows.collect(),
    ));
}

/// `in the last year`, `2 to 3 years ago`, `5 years ago and more`.
pub(super) fn years(from: i32, below: Option<i32>) -> String {
    match (from, below) {
        (0, _) => "in the last year".to_owned(),
        (from, Some(below)) => format!("{from} to {below} years ago"),
        (from, None) => format!("{from} years ago or more"),
    }
}

fn practices(text: &mut String, report: &Report, names: &Intl) {
    let all = &report.practices;
    if all.practices > 0 {
        let note = format!(
            "{} in a city of the directory; {} taken over by another one; {}",
            whole(all.joined),
            whole(all.taken_over),
            count(all.reports, "experience report")
        );
        title(text, "Practices", &note);
        for rows in [&all.evidence, &all.know_how] {
            let rows = rows.iter().map(|t| {
                let part = t.practices as f64 / all.practices as f64;
                vec![t.label.clone(), whole(t.practices), percent(part)]
            });
            text.push_str(&columns(
                "What is given | >Practices | >Share",
                rows.collect(),
            ));
            text.push('\n');
        }
        let rows = all
            .regions
            .iter()
            .map(|t| vec![t.label.clone(), whole(t.practices)]);
        text.push_str(&columns("From | >Practices", rows.collect()));
    }
    title(text, "Goals", "");
    let rows = all.goals.iter().map(|row| {
        let label = format!("{} {}", row.sdg, goal(row.sdg));
        vec![label, whole(row.practices), whole(row.cities)]
    });
    text.push_str(&columns(
        "Goal | >Practices | >Cities that state it",
        rows.collect(),
    ));
    if !all.languages.is_empty() {
        title(text, "Languages", "");
        let (rows, more) = first(&all.languages, |row| {
            vec![
                row.name(names),
                whole(row.cities),
                whole(row.practice_cities),
            ]
        });
        text.push_str(&columns(
            "Cities work in | >Cities | >With a practice",
            rows,
        ));
        text.push_str(&more);
    }
}
