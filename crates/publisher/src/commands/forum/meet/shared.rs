//! Practices of one city that may serve another: which needs they answer, whether they can work, what to check first. Pure.

use super::super::answer::{CheckFirst, SharedPractice};
use super::Table;
use city_peers_engine::CityIx;
use city_peers_engine::model::{Criterion, Evidence};
use city_peers_engine::practices::{self, Fit, Suggested, Verdict};

/// Practices of one city named for another, and requirements named of each.
const PRACTICES: usize = 3;
const CHECKS: usize = 3;

impl Table<'_> {
    /// The practices of one city that suit another best.
    pub(super) fn practices(&self, learns: CityIx, shares: CityIx) -> Vec<SharedPractice> {
        let entries = &self.opened.practices.entries;
        let suited = self.suited.get(&learns).map_or(&[][..], Vec::as_slice);
        let of_theirs = suited.iter().filter_map(|found| {
            let entry = entries.get(found.practice)?;
            entry.is_done_by(shares).then_some((found, entry))
        });
        let shared = |(found, entry): (&Suggested, &practices::Entry)| {
            let practice = &entry.practice;
            SharedPractice {
                id: practice.id.clone(),
                title: practice.title.clone(),
                learns: self.id(learns),
                shares: self.id(shares),
                taken_over: entry.city != Some(shares),
                topics: self.wanted(learns, &practice.topics),
                evidence: evidence_code(practice.evidence),
                fits: fits(&found.fit),
                fit_low: found.fit.low,
                fit_high: found.fit.high,
                check_first: self.check_first(found, entry),
            }
        };
        of_theirs.take(PRACTICES).map(shared).collect()
    }

    /// The topics of a practice that a city looks for, or that the theme asks for.
    fn wanted(&self, learns: CityIx, topics: &[String]) -> Vec<String> {
        let directory = self.directory();
        let stated = directory
            .statement(learns)
            .map_or(&[][..], |s| s.needs.as_slice());
        let is_wanted = |code: &&String| {
            let Some(topic) = directory.vocabulary.topic(code) else {
                return false;
            };
            match self.theme().is_empty() {
                true => stated.iter().any(|n| n.0 == topic),
                false => self.theme().contains(&topic),
            }
        };
        topics.iter().filter(is_wanted).cloned().collect()
    }

    fn check_first(&self, found: &Suggested, entry: &practices::Entry) -> Vec<CheckFirst> {
        let open = found.fit.checks.iter().filter(|check| {
            // Money is unknown of nearly every practice: it says little, and is asked anyhow.
            check.verdict != Verdict::Pass
                && !(check.criterion == Criterion::Money && check.verdict == Verdict::Unknown)
        });
        let mut open: Vec<_> = open.collect();
        open.sort_by_key(|check| (!check.critical, check.verdict));
        let first = open.into_iter().take(CHECKS);
        let words = first.map(|check| {
            let code = entry.practice.requires.code(check);
            let term = |code: &String| {
                let term = self.opened.practices.term(check.criterion.code(), code);
                term.map_or_else(|| code.clone(), |t| t.label.clone())
            };
            CheckFirst {
                criterion: check.criterion.code(),
                label: code.as_ref().map(term),
                critical: check.critical,
                verdict: check.verdict.code(),
            }
        });
        words.collect()
    }
}

/// The worst that is known of a practice in a city, as one word.
fn fits(fit: &Fit) -> &'static str {
    let any = |critical: bool, verdict: Verdict| {
        let mut checks = fit.checks.iter();
        checks.any(|c| c.verdict == verdict && (c.critical || !critical))
    };
    if any(true, Verdict::Blocked) {
        "not-as-it-stands"
    } else if any(true, Verdict::Unknown) {
        "cannot-be-said"
    } else if any(false, Verdict::Adapt) || any(false, Verdict::Blocked) {
        "with-changes"
    } else {
        "as-it-is"
    }
}

fn evidence_code(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Reported => "reported",
        Evidence::Monitored => "monitored",
        Evidence::Evaluated => "evaluated",
    }
}
