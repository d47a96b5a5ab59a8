//! The practices of a directory: on what, from where, how well studied, with which know-how; goals and languages. Pure.

use super::Input;
use super::goals::goal;
use super::groups::{Grouping, label_or};
use crate::texts::intl::Intl;
use city_peers_engine::CityIx;
use city_peers_engine::model::{Evidence, Practice};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The practices of a directory.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct KnowHow {
    /// How many.
    pub practices: usize,
    /// Those whose city is in the directory.
    pub joined: usize,
    /// Cities of the directory that have one of their own.
    pub cities: usize,
    /// Countries and territories with one.
    pub countries: usize,
    /// Those that cities of the directory took over, or report to run.
    pub taken_over: usize,
    /// Reports of how a practice went for a city that took it over.
    pub reports: usize,
    /// By how well they were studied, best first.
    pub evidence: Vec<Tally>,
    /// How many give which know-how.
    pub know_how: Vec<Tally>,
    /// By region or country of their city.
    pub regions: Vec<Tally>,
    /// By topic; a practice may be on several.
    pub topics: Vec<Tally>,
    /// By goal, all seventeen.
    pub goals: Vec<Goal>,
    /// Languages that cities work in, most cities first.
    pub languages: Vec<Language>,
}

/// Practices counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tally {
    /// What is counted.
    pub code: String,
    /// Its label.
    pub label: String,
    /// How many practices.
    pub practices: usize,
}

/// Practices and cities of a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Goal {
    /// 1 to 17.
    pub sdg: u8,
    /// Practices that serve it.
    pub practices: usize,
    /// Cities that state it.
    pub cities: usize,
}

/// Cities by language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Language {
    /// Primary subtag (BCP 47).
    pub code: String,
    /// Cities that work in it.
    pub cities: usize,
    /// Those of them that have a practice of their own.
    pub practice_cities: usize,
}

/// Counts them.
pub fn know_how(input: &Input<'_>, grouping: &Grouping) -> KnowHow {
    let entries = &input.practices.entries;
    let cities: BTreeSet<CityIx> = entries.iter().filter_map(|entry| entry.city).collect();
    let countries: BTreeSet<&str> = entries
        .iter()
        .map(|e| e.practice.country.as_str())
        .collect();
    let others = |own: &Option<CityIx>, adopter: &CityIx| own.as_ref() != Some(adopter);
    KnowHow {
        practices: entries.len(),
        joined: entries.iter().filter(|entry| entry.city.is_some()).count(),
        countries: countries.len(),
        taken_over: entries
            .iter()
            .filter(|e| e.adopters.iter().any(|adopter| others(&e.city, adopter)))
            .count(),
        reports: entries.iter().map(|entry| entry.reports.len()).sum(),
        evidence: evidence(input),
        know_how: given(input),
        regions: regions(input, grouping),
        topics: topics(input),
        goals: goals(input),
        languages: languages(input, &cities),
        cities: cities.len(),
    }
}

fn tally(input: &Input<'_>, code: &str, label: &str, has: impl Fn(&Practice) -> bool) -> Tally {
    let entries = input.practices.entries.iter();
    Tally {
        code: code.to_owned(),
        label: label.to_owned(),
        practices: entries.filter(|entry| has(&entry.practice)).count(),
    }
}

fn evidence(input: &Input<'_>) -> Vec<Tally> {
    let all = [
        (
            Evidence::Evaluated,
            "evaluated",
            "Evaluated: an independent study exists",
        ),
        (
            Evidence::Monitored,
            "monitored",
            "Monitored: figures were kept",
        ),
        (
            Evidence::Reported,
            "reported",
            "Reported: somebody told of it",
        ),
    ];
    let count = |(level, code, label)| tally(input, code, label, move |p| p.evidence == level);
    all.into_iter().map(count).collect()
}

fn given(input: &Input<'_>) -> Vec<Tally> {
    type Has = fn(&Practice) -> bool;
    let all: [(&str, &str, Has); 8] = [
        ("budget", "What it cost", |p| p.budget.is_some()),
        (
            "comparable-budget",
            "What it cost, in a sum that can be compared",
            |p| p.budget.as_ref().is_some_and(|budget| budget.comparable),
        ),
        ("staff", "Who worked on it", |p| p.staff.is_some()),
        ("duration", "How long it took", |p| {
            p.duration_months.is_some()
        }),
        ("obstacles", "What stood in the way", |p| {
            !p.obstacles.is_empty()
        }),
        ("adaptation", "What others should do differently", |p| {
            !p.adaptation.is_empty()
        }),
        ("results", "What came of it, in figures", |p| {
            !p.results.is_empty()
        }),
        ("sources", "Where this comes from", |p| {
            !p.sources.is_empty()
        }),
    ];
    let mut rows: Vec<Tally> = all
        .into_iter()
        .map(|(code, label, has)| tally(input, code, label, has))
        .collect();
    let entries = input.practices.entries.iter();
    let per_resident = Tally {
        code: "cost-per-resident".to_owned(),
        label: "What it cost each resident".to_owned(),
        practices: entries.filter(|entry| entry.cost.is_some()).count(),
    };
    rows.insert(2, per_resident);
    rows
}

fn regions(input: &Input<'_>, grouping: &Grouping) -> Vec<Tally> {
    let mut homes: BTreeMap<CityIx, usize> = BTreeMap::new();
    for city in input
        .practices
        .entries
        .iter()
        .filter_map(|entry| entry.city)
    {
        *homes.entry(city).or_default() += 1;
    }
    let groups = grouping.groups.iter().map(|group| Tally {
        code: group.code.clone(),
        label: group.label.clone(),
        practices: group.cities.iter().filter_map(|city| homes.get(city)).sum(),
    });
    let mut rows: Vec<Tally> = groups.collect();
    let outside = input
        .practices
        .entries
        .iter()
        .filter(|entry| entry.city.is_none())
        .count();
    if outside > 0 {
        rows.push(Tally {
            code: "not-in-directory".to_owned(),
            label: "Cities that are not in the directory".to_owned(),
            practices: outside,
        });
    }
    rows
}

fn topics(input: &Input<'_>) -> Vec<Tally> {
    let all = input.directory.vocabulary.topics.iter();
    let count = all.map(|term| {
        let label = label_or(&term.label, &term.code);
        tally(input, &term.code, &label, |p| p.topics.contains(&term.code))
    });
    count.collect()
}

fn goals(input: &Input<'_>) -> Vec<Goal> {
    let directory = input.directory;
    let of = |sdg: u8| Goal {
        sdg,
        practices: tally(input, "", goal(sdg), |p| p.sdgs.contains(&sdg)).practices,
        cities: directory
            .indices()
            .filter(|&city| {
                directory
                    .goals(city)
                    .iter()
                    .any(|(stated, _)| *stated == sdg)
            })
            .count(),
    };
    (1..=17).map(of).collect()
}

fn languages(input: &Input<'_>, with_practice: &BTreeSet<CityIx>) -> Vec<Language> {
    let directory = input.directory;
    let mut counts: BTreeMap<u16, (usize, usize)> = BTreeMap::new();
    for city in directory.indices() {
        for &language in directory.languages(city).unwrap_or_default() {
            let count = counts.entry(language).or_default();
            count.0 += 1;
            count.1 += usize::from(with_practice.contains(&city));
        }
    }
    let code = |at: u16| directory.cities.languages.get(usize::from(at)).cloned();
    let mut rows: Vec<Language> = counts
        .into_iter()
        .filter_map(|(at, (cities, practice_cities))| {
            Some(Language {
                code: code(at)?,
                cities,
                practice_cities,
            })
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.cities));
    rows
}

impl Language {
    /// Its name in English.
    pub fn name(&self, names: &Intl) -> String {
        names.language(&self.code)
    }
}
