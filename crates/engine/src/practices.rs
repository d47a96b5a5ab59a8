//! Practices for one question: relevance × fit, criterion by criterion. Pure, deterministic.
//!
//! Unknown never raises a score: it counts as the worst case in the low end of a range, which is what the
//! score uses, and as the best case in the high end.

use crate::compare::{self, Measure};
use crate::directory::{CityIx, Directory};
use crate::exchange::{FULL, Statement};
use crate::lift::{Lift, Peers};
use crate::model::{
    CodedNeed, Contact, Criterion, Evidence, Kind, Practice, ReportStatus, Requirements, Term,
};
use crate::money;
use crate::order::sort_short;
use crate::quantise::{self, Cell};
use crate::suggest::{self, Best, Query, Subject};

/// A practice with its city in the directory.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The city that did it, where the directory has it.
    pub city: Option<CityIx>,
    /// The cities of the directory that are known to do it, ascending: its own, those that took it over, and those
    /// that report it running; none that reports to have stopped.
    pub adopters: Vec<CityIx>,
    /// What it cost each resident of its city, in the unit of the indicator that answers [`Criterion::Money`]:
    /// a year for annual budgets, once for others. `None` = unknown.
    pub cost: Option<f64>,
    /// How it went for cities that took it over, ascending by city.
    pub reports: Vec<Report>,
    /// The practice.
    pub practice: Practice,
}

/// How a practice went for a city of the directory that took it over, in its own words.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Which city.
    pub city: CityIx,
    /// How far it got.
    pub status: ReportStatus,
    /// What was done differently.
    pub changes: Vec<String>,
    /// What stood in the way.
    pub obstacles: Vec<String>,
    /// What came of it.
    pub result: Option<String>,
    /// Office to ask.
    pub contact: Option<Contact>,
}

/// What exactly an indicator counts, and where its values usually come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndicatorNote {
    /// What exactly is counted.
    pub definition: String,
    /// Where values usually come from.
    pub source: String,
}

/// All practices of a directory, with the texts that the first suggestion does not need, ascending by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Practices {
    /// All lists of codes with their definitions, by name.
    pub lists: Vec<(String, Vec<Term>)>,
    /// What the core leaves out of each indicator of the catalogue.
    pub notes: Vec<IndicatorNote>,
    /// The practices.
    pub entries: Vec<Entry>,
}

impl Practices {
    /// A term of one of the lists.
    pub fn term(&self, list: &str, code: &str) -> Option<&Term> {
        let (_, terms) = self.lists.iter().find(|(name, _)| name == list)?;
        terms.iter().find(|t| t.code == code)
    }
}

/// Whether a city meets one criterion of a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It does not, and there is no way round.
    Blocked,
    /// Nobody said.
    Unknown,
    /// Not quite: the practice must change.
    Adapt,
    /// It does.
    Pass,
}

impl Verdict {
    /// The code used in results.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Blocked => "blocked",
            Verdict::Unknown => "unknown",
            Verdict::Adapt => "adapt",
            Verdict::Pass => "pass",
        }
    }
}

/// One criterion checked against one city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// What is asked.
    pub criterion: Criterion,
    /// Position of the code among the practice's own of this criterion, for criteria of several codes.
    pub code: Option<usize>,
    /// Without it the practice is blocked.
    pub critical: bool,
    /// The answer.
    pub verdict: Verdict,
}

impl Requirements {
    /// The requirements of one criterion that names several, each with its own answer.
    pub fn coded(&self, criterion: Criterion) -> &[CodedNeed] {
        match criterion {
            Criterion::Powers => &self.powers,
            Criterion::Infrastructure => &self.infrastructure,
            Criterion::Capacities => &self.capacities,
            _ => &[],
        }
    }

    /// The code that a check is about, where it is about one.
    pub fn code(&self, check: &Check) -> Option<String> {
        let need = self.coded(check.criterion).get(check.code?)?;
        Some(need.code.clone())
    }
}

/// How well a practice fits a city.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// Fit if everything unknown turns out badly, 0–1.
    pub low: f64,
    /// Fit if everything unknown turns out well, 0–1.
    pub high: f64,
    /// The checks, worst first.
    pub checks: Vec<Check>,
}

impl Fit {
    /// Whether something is critical and not there, or not known to be there.
    pub fn may_be_blocked(&self) -> bool {
        self.checks
            .iter()
            .any(|c| c.critical && matches!(c.verdict, Verdict::Blocked | Verdict::Unknown))
    }
}

/// One suggested practice.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggested {
    /// Position in [`Practices`].
    pub practice: usize,
    /// Relevance × fit, 0–1.
    pub score: f64,
    /// How far it answers what is asked, 0–1; `None` where nothing is asked.
    pub relevance: Option<f64>,
    /// How well it fits.
    pub fit: Fit,
    /// Who else does it.
    pub lift: Lift,
    /// Likeness of its city to ours, 0–1.
    pub likeness: Option<f64>,
}

/// A critical block is never averaged away: it leaves this share of everything else, evidence and lift as well.
const BLOCKED_LEAVES: f64 = 0.2;
/// Weight of a critical criterion beside an ordinary one.
const CRITICAL: f64 = 3.0;
/// Shares of transferability, evidence and lift in the fit of a score; they add up to 1. Editorial.
const TRANSFER_SHARE: f64 = 0.65;
const EVIDENCE_SHARE: f64 = 0.25;
const LIFT_SHARE: f64 = 0.10;

/// Suggests practices for a question, best first; equal scores in order of id.
pub fn suggest(
    directory: &Directory,
    practices: &Practices,
    subject: &Subject,
    query: &Query,
) -> Vec<Suggested> {
    let weights = suggest::query_weights(directory, query);
    let measure = Measure::new(&directory.reference, &weights);
    let statement = suggest::asking(subject, query);
    let peers = Peers::of(directory, subject, query);
    let mut best = Best::new(query.top);
    for (ix, entry) in practices.entries.iter().enumerate() {
        if subject.city.is_some_and(|city| entry.is_done_by(city)) {
            continue;
        }
        let relevance = relevance(directory, subject, statement.as_ref(), &entry.practice);
        if relevance == Some(0.0) {
            continue;
        }
        let fit = fit(directory, subject, entry);
        let lift = peers.lift(directory, subject, entry);
        let told =
            EVIDENCE_SHARE * evidence_weight(entry.practice.evidence) + LIFT_SHARE * lift.share();
        // Neither study nor company makes up for what is missing.
        let left = if fit.may_be_blocked() {
            BLOCKED_LEAVES
        } else {
            1.0
        };
        let joined = TRANSFER_SHARE * fit.low + left * told;
        let score = relevance.unwrap_or(1.0) * joined;
        let likeness = entry.city.and_then(|city| {
            let theirs = compare::cells(directory, city);
            measure.likeness(compare::pair(
                &directory.catalogue,
                &subject.cells,
                &theirs,
                &weights,
            ))
        });
        best.offer(
            score,
            Suggested {
                practice: ix,
                score,
                relevance,
                fit,
                lift,
                likeness,
            },
        );
    }
    best.rows.into_iter().map(|(_, row)| row).collect()
}

fn evidence_weight(evidence: Evidence) -> f64 {
    match evidence {
        Evidence::Reported => 1.0 / 3.0,
        Evidence::Monitored => 2.0 / 3.0,
        Evidence::Evaluated => 1.0,
    }
}

/// How far a practice answers what is asked.
///
/// Share of the needs that its topics meet, with a quarter of it hanging on how much of the practice is
/// about them. Where nothing is needed, the share of goals by priority; where no goal is stated either,
/// unknown.
fn relevance(
    directory: &Directory,
    subject: &Subject,
    statement: Option<&Statement>,
    practice: &Practice,
) -> Option<f64> {
    let needs = statement.map_or(&[][..], |s| s.needs.as_slice());
    if needs.is_empty() {
        let all: u32 = subject.goals.iter().map(|g| u32::from(g.1)).sum();
        let met = subject
            .goals
            .iter()
            .filter(|g| practice.sdgs.contains(&g.0));
        let met: u32 = met.map(|g| u32::from(g.1)).sum();
        return (all > 0).then(|| f64::from(met) / f64::from(all));
    }
    let (mut met, mut all, mut topics) = (0u32, 0u32, 0u32);
    for &(topic, need) in needs {
        all += u32::from(need);
        let code = directory.vocabulary.topics.get(usize::from(topic));
        if code.is_some_and(|t| practice.topics.contains(&t.code)) {
            met += u32::from(need);
            topics += 1;
        }
    }
    let share = f64::from(met) / f64::from(all.max(u32::from(FULL) / 3));
    let focus = f64::from(topics) / practice.topics.len().max(1) as f64;
    Some(share * (0.75 + 0.25 * focus))
}

impl Entry {
    /// Whether a city of the directory did it first or is known to do it.
    pub fn is_done_by(&self, city: CityIx) -> bool {
        self.city == Some(city) || self.adopters.contains(&city)
    }
}

/// Checks a practice against what is known of a city.
pub fn fit(directory: &Directory, subject: &Subject, entry: &Entry) -> Fit {
    let practice = &entry.practice;
    let requires = &practice.requires;
    let mut checks = Vec::new();
    let value = |criterion| {
        directory
            .catalogue
            .answering(criterion)
            .map(|ix| (ix, subject.cells.get(ix).copied().unwrap_or_default()))
    };
    for criterion in Criterion::ALL {
        let found = value(criterion);
        let kind = found.and_then(|(ix, _)| directory.catalogue.indicators.get(ix));
        let cell = found.map_or(Cell::Unknown, |(_, cell)| cell);
        let any_of = |codes: &[String]| -> Option<Verdict> {
            (!codes.is_empty()).then(|| match kind {
                Some(indicator) => any_of(&indicator.kind, cell, codes),
                None => Verdict::Unknown,
            })
        };
        let single = match criterion {
            Criterion::Climate => any_of(&requires.climate),
            Criterion::Terrain => any_of(&requires.terrain),
            Criterion::Hazards => any_of(&requires.hazards),
            Criterion::Population => {
                let people = subject.main.map(|n| n as f64).filter(|_| {
                    found.is_some()
                        && found.map(|f| f.0) == directory.catalogue.main.map(usize::from)
                });
                let people = people.or_else(|| match (kind.map(|i| &i.kind), cell) {
                    (Some(Kind::Number { scale, low, high }), Cell::Byte(step)) => {
                        Some(quantise::value_of(*scale, *low, *high, step))
                    }
                    _ => None,
                });
                size(requires.min_population, requires.max_population, people)
            }
            // Every practice costs something: where nobody says how much, that is unknown, not nothing.
            Criterion::Money => kind.map(|indicator| {
                let budget = practice.budget.as_ref();
                let years = budget.and_then(|b| money::years(b.kind, practice.duration_months));
                money::verdict(years, entry.cost, indicator, cell)
            }),
            Criterion::Powers | Criterion::Infrastructure | Criterion::Capacities => None,
        };
        checks.extend(single.map(|verdict| Check {
            criterion,
            code: None,
            critical: false,
            verdict,
        }));
        for (at, need) in requires.coded(criterion).iter().enumerate() {
            let verdict = match (kind.map(|i| &i.kind), cell) {
                (Some(Kind::Tags { codes }), Cell::Tags(bits)) => {
                    match codes.iter().position(|c| c.code == need.code) {
                        Some(bit) if bits >> bit & 1 == 1 => Verdict::Pass,
                        Some(_) if need.critical => Verdict::Blocked,
                        Some(_) => Verdict::Adapt,
                        None => Verdict::Unknown,
                    }
                }
                _ => Verdict::Unknown,
            };
            checks.push(Check {
                criterion,
                code: Some(at),
                critical: need.critical,
                verdict,
            });
        }
    }
    let rank = |check: &Check| {
        (
            !(check.critical && check.verdict == Verdict::Blocked),
            check.verdict,
        )
    };
    sort_short(&mut checks, |a, b| rank(a) < rank(b));
    Fit {
        low: range_end(&checks, Verdict::Blocked),
        high: range_end(&checks, Verdict::Pass),
        checks,
    }
}

/// Weighted mean of the verdicts with one in the place of "unknown", capped by critical blocks.
fn range_end(checks: &[Check], unknown: Verdict) -> f64 {
    let (mut sum, mut all, mut blocked) = (0.0, 0.0, false);
    for check in checks {
        let weight = if check.critical { CRITICAL } else { 1.0 };
        let verdict = match check.verdict {
            Verdict::Unknown => unknown,
            known => known,
        };
        blocked |= check.critical && verdict == Verdict::Blocked;
        all += weight;
        sum += weight
            * match verdict {
                Verdict::Pass => 1.0,
                Verdict::Adapt => 0.5,
                Verdict::Blocked | Verdict::Unknown => 0.0,
            };
    }
    let mean = if all > 0.0 { sum / all } else { 1.0 };
    if blocked { mean * BLOCKED_LEAVES } else { mean }
}

/// A city passes with any of the codes (or their group); without one, the practice must be adapted.
fn any_of(kind: &Kind, cell: Cell, wanted: &[String]) -> Verdict {
    let is_wanted = |code: &str| wanted.iter().any(|w| w == code);
    let pass = match (kind, cell) {
        (Kind::Category { codes, parents }, Cell::Byte(ix)) => {
            let code = codes.get(usize::from(ix));
            let parent = code
                .and_then(|c| c.parent)
                .and_then(|p| parents.get(usize::from(p)));
            code.into_iter().chain(parent).any(|c| is_wanted(&c.code))
        }
        (Kind::Tags { codes }, Cell::Tags(bits)) => codes
            .iter()
            .enumerate()
            .any(|(bit, c)| bits >> bit & 1 == 1 && is_wanted(&c.code)),
        _ => return Verdict::Unknown,
    };
    if pass { Verdict::Pass } else { Verdict::Adapt }
}

/// Within the limits passes, up to twice beyond must adapt, further off is blocked.
fn size(min: Option<u32>, max: Option<u32>, people: Option<f64>) -> Option<Verdict> {
    if min.is_none() && max.is_none() {
        return None;
    }
    let Some(people) = people else {
        return Some(Verdict::Unknown);
    };
    let short = min.map_or(1.0, |min| f64::from(min) / people.max(1.0));
    let over = max.map_or(1.0, |max| people / f64::from(max.max(1)));
    let off = short.max(over);
    Some(if off <= 1.0 {
        Verdict::Pass
    } else if off <= 2.0 {
        Verdict::Adapt
    } else {
        Verdict::Blocked
    })
}
