//! A practice and how it fits, in words. Reads only.

use super::value::{self, Known};
use crate::state::{Answered, Snapshot};
use crate::words::Words;
use city_peers_engine::lift::Lift;
use city_peers_engine::model::{BudgetKind, Criterion, Practice, ReportStatus, Term};
use city_peers_engine::practices::{Check, Entry, Fit, Verdict};

/// One line of the list of practices.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub practice: usize,
    pub title: String,
    /// City, years, evidence.
    pub about: String,
    pub summary: String,
    pub tally: Vec<(Verdict, usize)>,
}

/// One row of the table of criteria.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    pub name: String,
    pub critical: bool,
    pub verdict: Verdict,
    /// What it took there.
    pub there: String,
    /// What is known here; `None` where nothing is.
    pub here: Option<String>,
}

/// One entry of the list.
pub(crate) fn item(
    words: &Words,
    snapshot: &Snapshot,
    ix: usize,
    entry: &Entry,
    fit: &Fit,
) -> Item {
    Item {
        practice: ix,
        title: entry.practice.title.clone(),
        about: about(words, snapshot, entry),
        summary: entry.practice.problem.clone(),
        tally: tally(fit),
    }
}

/// "Medellín, Colombia · since 2012 · monitored".
pub(crate) fn about(words: &Words, snapshot: &Snapshot, entry: &Entry) -> String {
    let practice = &entry.practice;
    let country = words.country(&practice.country);
    let city = city_name(words, snapshot, entry);
    let mut parts = vec![words.with("place.of", &[("city", city), ("country", &country)])];
    parts.extend(years(words, practice));
    parts.push(
        words
            .text(super::partner::evidence(practice.evidence))
            .to_owned(),
    );
    parts.join(" · ")
}

/// Name of the city of a practice.
pub(crate) fn city_name<'a>(words: &Words, snapshot: &'a Snapshot, entry: &'a Entry) -> &'a str {
    match entry.city {
        Some(city) => snapshot.name(city, words.lang()),
        None => &entry.practice.city,
    }
}

/// From when to when.
pub(crate) fn years(words: &Words, practice: &Practice) -> Option<String> {
    let plain = |year: u16| words.year(year);
    match (practice.start_year, practice.end_year) {
        (Some(a), Some(b)) if a != b => {
            Some(words.with("years.span", &[("from", &plain(a)), ("to", &plain(b))]))
        }
        (Some(a), Some(_)) => Some(plain(a)),
        (Some(a), None) => Some(words.with("years.since", &[("from", &plain(a))])),
        (None, Some(b)) => Some(words.with("years.until", &[("to", &plain(b))])),
        (None, None) => None,
    }
}

/// How many criteria have which verdict, best first, without zeros.
pub(crate) fn tally(fit: &Fit) -> Vec<(Verdict, usize)> {
    [
        Verdict::Pass,
        Verdict::Adapt,
        Verdict::Blocked,
        Verdict::Unknown,
    ]
    .into_iter()
    .map(|verdict| {
        (
            verdict,
            fit.checks.iter().filter(|c| c.verdict == verdict).count(),
        )
    })
    .filter(|(_, count)| *count > 0)
    .collect()
}

/// Key of the headline: it follows the worst that is found.
pub(crate) fn headline(fit: &Fit) -> &'static str {
    let any = |critical: bool, verdict: Verdict| {
        fit.checks
            .iter()
            .any(|c| c.verdict == verdict && (c.critical || !critical))
    };
    if any(true, Verdict::Blocked) {
        "fit.blocked"
    } else if any(true, Verdict::Unknown) {
        "fit.unknown"
    } else if any(false, Verdict::Adapt) || any(false, Verdict::Blocked) {
        "fit.adapt"
    } else if any(false, Verdict::Unknown) {
        "fit.unknown"
    } else {
        "fit.pass"
    }
}

/// The criteria with what it took there and what is known here, worst first.
pub(crate) fn criteria(
    words: &Words,
    snapshot: &Snapshot,
    answered: &Answered,
    entry: &Entry,
    fit: &Fit,
) -> Vec<Asked> {
    let row = |check: &Check| Asked {
        name: name(words, snapshot, &entry.practice, check),
        critical: check.critical,
        verdict: check.verdict,
        there: there(words, snapshot, entry, check),
        here: here(words, snapshot, answered, check),
    };
    fit.checks.iter().map(row).collect()
}

fn name(words: &Words, snapshot: &Snapshot, practice: &Practice, check: &Check) -> String {
    let kind = words.text(match check.criterion {
        Criterion::Population => "criterion.population",
        Criterion::Climate => "criterion.climate",
        Criterion::Terrain => "criterion.terrain",
        Criterion::Hazards => "criterion.hazards",
        Criterion::Powers => "criterion.powers",
        Criterion::Infrastructure => "criterion.infrastructure",
        Criterion::Capacities => "criterion.capacities",
        Criterion::Money => "criterion.money",
    });
    match practice.requires.code(check) {
        Some(code) => {
            let what = term(words, snapshot, check.criterion.code(), &code);
            words.with(
                "reason.of",
                &[("label", kind), ("what", &words.lower(&what))],
            )
        }
        None => kind.to_owned(),
    }
}

fn there(words: &Words, snapshot: &Snapshot, entry: &Entry, check: &Check) -> String {
    let requires = &entry.practice.requires;
    let labels = |codes: &[String]| {
        let names: Vec<String> = codes
            .iter()
            .map(|code| term(words, snapshot, check.criterion.code(), code))
            .collect();
        words.list(&names)
    };
    let people = |n: u32| words.number(f64::from(n));
    match check.criterion {
        Criterion::Climate => labels(&requires.climate),
        Criterion::Terrain => labels(&requires.terrain),
        Criterion::Hazards => labels(&requires.hazards),
        Criterion::Population => match (requires.min_population, requires.max_population) {
            (Some(a), Some(b)) => words.with(
                "people.between",
                &[("from", &people(a)), ("to", &people(b))],
            ),
            (Some(a), None) => words.with("people.at-least", &[("n", &people(a))]),
            (None, Some(b)) => words.with("people.at-most", &[("n", &people(b))]),
            (None, None) => String::new(),
        },
        Criterion::Money => compared(words, snapshot, entry)
            .unwrap_or_else(|| words.text("facts.not-stated").to_owned()),
        _ => requires
            .code(check)
            .and_then(|code| definition(words, snapshot, check.criterion.code(), &code))
            .unwrap_or_default(),
    }
}

fn here(words: &Words, snapshot: &Snapshot, answered: &Answered, check: &Check) -> Option<String> {
    let directory = &snapshot.loaded.directory;
    let ix = directory.catalogue.answering(check.criterion)?;
    let indicator = directory.catalogue.indicators.get(ix)?;
    let is_main = directory.catalogue.main.map(usize::from) == Some(ix);
    let known = Known {
        cell: answered.subject.cells.get(ix).copied().unwrap_or_default(),
        figure: answered.subject.main.filter(|_| is_main),
    };
    value::say(words, indicator, known)
}

/// Name of a code of a vocabulary list.
pub(crate) fn term(words: &Words, snapshot: &Snapshot, list: &str, code: &str) -> String {
    // Topics are named in the first part's texts, where one is a topic; ways of working in those of the profile.
    let prefix = match list {
        "topics" => "topic",
        "modes" => "your.mode",
        list => list,
    };
    if let Some(text) = words.find(&[prefix, ".", code].concat()) {
        return text.to_owned();
    }
    find_term(snapshot, list, code)
        .map_or(code, |t| t.label.as_str())
        .to_owned()
}

fn find_term<'a>(snapshot: &'a Snapshot, list: &str, code: &str) -> Option<&'a Term> {
    snapshot.practices.ready()?.term(list, code)
}

fn definition(words: &Words, snapshot: &Snapshot, list: &str, code: &str) -> Option<String> {
    if let Some(text) = words.find(&[list, ".", code, ".definition"].concat()) {
        return Some(text.to_owned());
    }
    Some(find_term(snapshot, list, code)?.definition.clone())
}

/// Names of codes, joined.
pub(crate) fn terms(words: &Words, snapshot: &Snapshot, list: &str, codes: &[String]) -> String {
    let names: Vec<String> = codes
        .iter()
        .map(|code| words.lower(&term(words, snapshot, list, code)))
        .collect();
    words.list(&names)
}

/// What it cost each resident there, in the currency in which cities state their budgets.
pub(crate) fn compared(words: &Words, snapshot: &Snapshot, entry: &Entry) -> Option<String> {
    let catalogue = &snapshot.loaded.directory.catalogue;
    let indicator = catalogue
        .indicators
        .get(catalogue.answering(Criterion::Money)?)?;
    let sum = words.money(entry.cost?, &indicator.unit);
    let kind = kind(words, entry.practice.budget.as_ref()?.kind);
    Some(words.with("criterion.money.there", &[("sum", &sum), ("kind", kind)]))
}

fn kind(words: &Words, kind: BudgetKind) -> &str {
    words.text(match kind {
        BudgetKind::Capital => "cost.capital",
        BudgetKind::Annual => "cost.annual",
        BudgetKind::Total => "cost.total",
        BudgetKind::Unit => "cost.unit",
    })
}

/// How many of our peers, and of all cities that are no peers, are known to do it.
pub(crate) fn lift(words: &Words, lift: &Lift, my_name: &str) -> String {
    let number = |n: u32| words.number(f64::from(n));
    words.with(
        "lift.known",
        &[
            ("n", &number(lift.observed)),
            ("peers", &number(lift.peers)),
            ("city", my_name),
            (
                "adopters",
                &number(lift.adopters.saturating_sub(lift.observed)),
            ),
            ("cities", &number(lift.cities.saturating_sub(lift.peers))),
        ],
    )
}

/// Key of how far a city got.
pub(crate) fn status(status: ReportStatus) -> &'static str {
    match status {
        ReportStatus::Planned => "status.planned",
        ReportStatus::Running => "status.running",
        ReportStatus::Stopped => "status.stopped",
    }
}

/// What it cost, as the source gives it.
pub(crate) fn cost(words: &Words, practice: &Practice) -> Option<String> {
    let budget = practice.budget.as_ref()?;
    let sum = words.money(budget.amount, &budget.currency);
    let kind = kind(words, budget.kind);
    Some(match budget.year {
        Some(year) => words.with(
            "cost.in-year",
            &[("sum", &sum), ("kind", kind), ("year", &words.year(year))],
        ),
        None => words.with("cost.no-year", &[("sum", &sum), ("kind", kind)]),
    })
}

/// Cost per resident, only where sum and residents belong to the same boundary.
pub(crate) fn cost_per_resident(
    words: &Words,
    snapshot: &Snapshot,
    entry: &Entry,
) -> Option<String> {
    let budget = entry.practice.budget.as_ref()?;
    let people = snapshot.loaded.directory.main(entry.city?)?;
    if !budget.comparable || budget.kind == BudgetKind::Unit || people == 0 {
        return None;
    }
    let sum = words.money(budget.amount / people as f64, &budget.currency);
    let people = words.number(people as f64);
    Some(words.with("cost.per-resident", &[("sum", &sum), ("people", &people)]))
}
