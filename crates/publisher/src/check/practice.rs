//! Judges practices by the rules that hold in any directory; each rule of the bundled facts that is about sense,
//! not about style. Pure; notes problems.

use super::codes::{is_currency, is_slug, target_goal};
use super::links::link;
use crate::countries;
use crate::hint::hint;
use crate::problem::{InFile, Place, Rule, rules};
use city_peers_engine::model::{BudgetKind, CodedNeed, Practice, Vocabulary};
use std::collections::BTreeSet;

/// Notes everything that is wrong with a practice; `pointer` leads to it in its file.
pub fn check(practice: &Practice, pointer: &str, vocabulary: &Vocabulary, file: &mut InFile<'_>) {
    let mut check = Check {
        pointer,
        practice,
        vocabulary,
        file,
    };
    check.identity();
    check.years();
    check.goals();
    check.codes();
    check.requirements();
    check.texts();
    check.sources();
    check.money_and_staff();
    check.results();
}

struct Check<'c, 'p> {
    pointer: &'c str,
    practice: &'c Practice,
    vocabulary: &'c Vocabulary,
    file: &'c mut InFile<'p>,
}

impl Check<'_, '_> {
    fn note(
        &mut self,
        rule: &'static Rule,
        at: &str,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let place = Place::Pointer(format!("{}{at}", self.pointer));
        self.file.note(rule, place, message, hint);
    }

    fn filled(&mut self, at: &str, text: &str) {
        if text.trim().is_empty() {
            self.note(rules::EMPTY_TEXT, at, "is empty", None);
        }
    }

    fn identity(&mut self) {
        let p = self.practice;
        if !is_slug(&p.id) {
            let hint = Some("lower-case letters, digits and single hyphens".to_owned());
            self.note(
                rules::NOT_AN_ID,
                "/id",
                format!("“{}” is not an id", p.id),
                hint,
            );
        }
        for (at, text) in [
            ("/title", &p.title),
            ("/city", &p.city),
            ("/problem", &p.problem),
            ("/summary", &p.summary),
        ] {
            self.filled(at, text);
        }
        self.country("/country", &p.country);
        for (at, degrees, most) in [("/lat", p.lat, 90.0), ("/lon", p.lon, 180.0)] {
            if let Some(x) = degrees.filter(|x| x.abs() > most) {
                self.note(
                    rules::OUT_OF_RANGE,
                    at,
                    format!("{x} is not between -{most} and {most}"),
                    None,
                );
            }
        }
        if p.lat.is_some() != p.lon.is_some() {
            self.note(
                rules::INCOMPLETE,
                "/lat",
                "lat and lon belong together",
                None,
            );
        }
    }

    fn country(&mut self, at: &str, code: &str) {
        if !countries::is_country(code) {
            let upper = code.to_uppercase();
            let hint = countries::is_country(&upper).then(|| format!("did you mean “{upper}”?"));
            self.note(
                rules::NOT_A_COUNTRY,
                at,
                format!("“{code}” is not a country code"),
                hint,
            );
        }
    }

    fn year(&mut self, at: &str, year: Option<u16>, first: u16, last: u16) {
        if let Some(year) = year.filter(|y| !(first..=last).contains(y)) {
            self.note(
                rules::OUT_OF_RANGE,
                at,
                format!("{year} is not a year from {first} to {last}"),
                None,
            );
        }
    }

    fn years(&mut self) {
        let p = self.practice;
        self.year("/start_year", p.start_year, 1900, 2035);
        self.year("/end_year", p.end_year, 1900, 2035);
        if let (Some(start), Some(end)) = (p.start_year, p.end_year)
            && end < start
        {
            self.note(
                rules::OUT_OF_RANGE,
                "/end_year",
                format!("{end} is before the start in {start}"),
                None,
            );
        }
        if let Some(months) = p.duration_months.filter(|m| !(1..=600).contains(m)) {
            self.note(
                rules::OUT_OF_RANGE,
                "/duration_months",
                format!("{months} months are not plausible"),
                None,
            );
        }
    }

    fn goals(&mut self) {
        let p = self.practice;
        for (ix, goal) in p.sdgs.iter().enumerate() {
            let at = format!("/sdgs/{ix}");
            if !(1..=17).contains(goal) {
                self.note(
                    rules::OUT_OF_RANGE,
                    &at,
                    format!("{goal} is not a goal from 1 to 17"),
                    None,
                );
            }
            if p.sdgs.iter().take(ix).any(|g| g == goal) {
                self.note(
                    rules::DUPLICATE_ENTRY,
                    &at,
                    format!("goal {goal} twice"),
                    None,
                );
            }
        }
        for (ix, target) in p.targets.iter().enumerate() {
            let at = format!("/targets/{ix}");
            match target_goal(target) {
                None => {
                    let hint = Some("such as 11.7 or 11.b".to_owned());
                    self.note(
                        rules::NOT_A_TARGET,
                        &at,
                        format!("“{target}” is not an SDG target"),
                        hint,
                    );
                }
                Some(goal) if !p.sdgs.contains(&goal) => {
                    let hint = Some(format!("add {goal} to sdgs"));
                    self.note(
                        rules::INCOMPLETE,
                        &at,
                        format!("target {target} of a goal that is not in sdgs"),
                        hint,
                    );
                }
                Some(_) => {}
            }
        }
    }

    fn codes(&mut self) {
        let p = self.practice;
        if p.topics.is_empty() {
            self.note(rules::INCOMPLETE, "/topics", "has no topic", None);
        }
        for (name, list) in [
            ("topics", &p.topics),
            ("forum_themes", &p.forum_themes),
            ("principles", &p.principles),
            ("frameworks", &p.frameworks),
            ("hazards", &p.hazards),
            ("finance_sources", &p.finance_sources),
        ] {
            self.list(&format!("/{name}"), name, list.iter().map(String::as_str));
        }
    }

    fn list<'s>(&mut self, at: &str, name: &str, codes: impl Iterator<Item = &'s str>) {
        let vocabulary = self.vocabulary;
        let mut seen = BTreeSet::new();
        for (ix, code) in codes.enumerate() {
            let at = format!("{at}/{ix}");
            if !seen.insert(code) {
                self.note(
                    rules::DUPLICATE_ENTRY,
                    &at,
                    format!("code “{code}” twice"),
                    None,
                );
            }
            // A vocabulary without the list leaves its codes free.
            if let Some(terms) = vocabulary.list(name)
                && !terms.iter().any(|t| t.code == code)
            {
                let hint = hint(code, terms.iter().map(|t| t.code.as_str()));
                self.note(
                    rules::UNKNOWN_CODE,
                    &at,
                    format!("code “{code}” is not in the vocabulary {name}"),
                    hint,
                );
            }
        }
    }

    fn requirements(&mut self) {
        let requires = &self.practice.requires;
        for (name, list) in [
            ("climate", &requires.climate),
            ("terrain", &requires.terrain),
            ("hazards", &requires.hazards),
        ] {
            self.list(
                &format!("/requires/{name}"),
                name,
                list.iter().map(String::as_str),
            );
        }
        let coded: [(&str, &[CodedNeed]); 3] = [
            ("powers", &requires.powers),
            ("infrastructure", &requires.infrastructure),
            ("capacities", &requires.capacities),
        ];
        for (name, list) in coded {
            self.list(
                &format!("/requires/{name}"),
                name,
                list.iter().map(|n| n.code.as_str()),
            );
        }
        let (min, max) = (requires.min_population, requires.max_population);
        for (at, limit) in [("min_population", min), ("max_population", max)] {
            if limit == Some(0) {
                self.note(
                    rules::OUT_OF_RANGE,
                    &format!("/requires/{at}"),
                    "0 is not a population",
                    None,
                );
            }
        }
        if let (Some(min), Some(max)) = (min, max)
            && min > max
        {
            let message = format!("{min} is above max_population {max}");
            self.note(
                rules::OUT_OF_RANGE,
                "/requires/min_population",
                message,
                None,
            );
        }
    }

    fn texts(&mut self) {
        let p = self.practice;
        for (name, list) in [
            ("stakeholders", &p.stakeholders),
            ("obstacles", &p.obstacles),
            ("adaptation", &p.adaptation),
            ("enablers", &p.enablers),
        ] {
            let mut seen = BTreeSet::new();
            for (ix, text) in list.iter().enumerate() {
                let at = format!("/{name}/{ix}");
                self.filled(&at, text);
                if !seen.insert(text.to_lowercase()) {
                    self.note(rules::DUPLICATE_ENTRY, &at, "the same text twice", None);
                }
            }
        }
    }

    fn sources(&mut self) {
        let sources = &self.practice.sources;
        if sources.is_empty() {
            self.note(rules::INCOMPLETE, "/sources", "has no source", None);
        }
        let mut seen = BTreeSet::new();
        for (ix, source) in sources.iter().enumerate() {
            self.filled(&format!("/sources/{ix}/title"), &source.title);
            self.filled(&format!("/sources/{ix}/publisher"), &source.publisher);
            let at = format!("/sources/{ix}/url");
            if let Some((rule, message, hint)) = link(&source.url) {
                self.note(rule, &at, message, hint);
            }
            if !seen.insert(&source.url) {
                self.note(rules::DUPLICATE_ENTRY, &at, "the same link twice", None);
            }
        }
    }

    fn source(&mut self, at: &str, index: u16) {
        let count = self.practice.sources.len();
        if usize::from(index) >= count {
            let hint = Some("sources count from 0".to_owned());
            let message = format!("source {index} does not exist: there are {count}");
            self.note(rules::INCOMPLETE, &format!("{at}/source"), message, hint);
        }
    }

    fn money_and_staff(&mut self) {
        if let Some(budget) = &self.practice.budget {
            self.source("/budget", budget.source);
            if !budget.amount.is_finite() || budget.amount <= 0.0 {
                let message = format!("{} is not an amount above 0", budget.amount);
                self.note(rules::OUT_OF_RANGE, "/budget/amount", message, None);
            }
            let currency = &budget.currency;
            if !is_currency(currency) {
                let hint = Some("three capital letters of ISO 4217, such as USD".to_owned());
                self.note(
                    rules::NOT_A_CURRENCY,
                    "/budget/currency",
                    format!("“{currency}” is not a currency"),
                    hint,
                );
            }
            self.year("/budget/year", budget.year, 1950, 2035);
            if budget.kind == BudgetKind::Unit && budget.comparable {
                let hint = Some("set comparable to false".to_owned());
                let message = "the cost of a unit cannot be compared per resident";
                self.note(rules::INCOMPLETE, "/budget/comparable", message, hint);
            }
            if budget.kind == BudgetKind::Unit && budget.note.is_none() {
                let hint = Some("such as “Per kilometre”".to_owned());
                self.note(
                    rules::INCOMPLETE,
                    "/budget/note",
                    "a unit cost must say what the unit is",
                    hint,
                );
            }
        }
        if let Some(staff) = &self.practice.staff {
            self.source("/staff", staff.source);
            self.filled("/staff/note", &staff.note);
            if let Some(fte) = staff.fte.filter(|x| !x.is_finite() || *x < 0.0) {
                self.note(
                    rules::OUT_OF_RANGE,
                    "/staff/fte",
                    format!("{fte} is not a number of posts"),
                    None,
                );
            }
        }
    }

    fn results(&mut self) {
        for (ix, result) in self.practice.results.iter().enumerate() {
            let at = format!("/results/{ix}");
            self.source(&at, result.source);
            self.filled(&format!("{at}/indicator"), &result.indicator);
            self.filled(&format!("{at}/unit"), &result.unit);
            if result.before.is_none() && result.after.is_none() {
                self.note(
                    rules::INCOMPLETE,
                    &at,
                    "a result without a number: before or after",
                    None,
                );
            }
            self.year(&format!("{at}/year"), result.year, 1950, 2035);
        }
        for (ix, copy) in self.practice.replicated_in.iter().enumerate() {
            let at = format!("/replicated_in/{ix}");
            self.source(&at, copy.source);
            self.filled(&format!("{at}/city"), &copy.city);
            self.country(&format!("{at}/country"), &copy.country);
            self.year(&format!("{at}/year"), copy.year, 1900, 2035);
        }
    }
}
