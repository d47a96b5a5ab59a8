//! A practice and how it fits, in words, as the widget says them. Pure.

use super::{Scene, Texts, partner, reason, value};
use city_peers_engine::model::{BudgetKind, Criterion, Practice, ReportStatus};
use city_peers_engine::practices::{Check, Entry, Fit, Suggested, Verdict};
use city_peers_engine::suggest::Subject;

/// One row of the table of criteria.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What is asked.
    pub name: String,
    /// Without it the practice is blocked.
    pub critical: bool,
    /// The answer.
    pub verdict: Verdict,
    /// What it took there.
    pub there: String,
    /// What is known here; `None` where nothing is.
    pub here: Option<String>,
}

/// "Medellín, Colombia · since 2012 · monitored".
pub fn about(scene: &Scene, entry: &Entry) -> String {
    let practice = &entry.practice;
    let mut parts = vec![scene.placed(city_name(scene, entry), &practice.country)];
    parts.extend(years(scene.texts, practice));
    let evidence = partner::evidence(practice.evidence);
    parts.push(scene.texts.text(evidence).to_owned());
    parts.join(" · ")
}

/// Name of the city of a practice.
pub fn city_name<'a>(scene: &Scene<'a>, entry: &'a Entry) -> &'a str {
    match entry.city {
        Some(city) => scene.name(city),
        None => &entry.practice.city,
    }
}

fn years(texts: &Texts, practice: &Practice) -> Option<String> {
    let plain = |year: u16| texts.year(year);
    match (practice.start_year, practice.end_year) {
        (Some(a), Some(b)) if a != b => {
            Some(texts.with("years.span", &[("from", &plain(a)), ("to", &plain(b))]))
        }
        (Some(a), Some(_)) => Some(plain(a)),
        (Some(a), None) => Some(texts.with("years.since", &[("from", &plain(a))])),
        (None, Some(b)) => Some(texts.with("years.until", &[("to", &plain(b))])),
        (None, None) => None,
    }
}

/// "3 pass, 1 adapt, 4 unknown".
pub fn tally(texts: &Texts, fit: &Fit) -> String {
    let verdicts = [
        Verdict::Pass,
        Verdict::Adapt,
        Verdict::Blocked,
        Verdict::Unknown,
    ];
    let counted = verdicts.into_iter().filter_map(|verdict| {
        let count = fit.checks.iter().filter(|c| c.verdict == verdict).count();
        let key = format!("{}.count", self::verdict(verdict));
        (count > 0).then(|| texts.count(&key, count, &[]))
    });
    counted.collect::<Vec<_>>().join(", ")
}

/// Key of a verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "verdict.pass",
        Verdict::Adapt => "verdict.adapt",
        Verdict::Blocked => "verdict.blocked",
        Verdict::Unknown => "verdict.unknown",
    }
}

/// Key of the headline: it follows the worst that is found.
pub fn headline(fit: &Fit) -> &'static str {
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

/// "Cannot be said yet. 4 to 86 of 100".
pub fn fit(texts: &Texts, fit: &Fit) -> String {
    let (low, high) = (texts.points(fit.low), texts.points(fit.high));
    let range = texts.with("fit.range", &[("low", &low), ("high", &high)]);
    format!("{} {range}", texts.text(headline(fit)))
}

/// The criteria with what it took there and what is known here, worst first.
pub fn criteria(scene: &Scene, us: &Subject, entry: &Entry, fit: &Fit) -> Vec<Asked> {
    let row = |check: &Check| Asked {
        name: name(scene, &entry.practice, check),
        critical: check.critical,
        verdict: check.verdict,
        there: there(scene, entry, check),
        here: here(scene, us, check),
    };
    fit.checks.iter().map(row).collect()
}

/// What a check asks about: "Power: land-use planning".
pub fn name(scene: &Scene, practice: &Practice, check: &Check) -> String {
    let texts = scene.texts;
    let kind = texts.text(match check.criterion {
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
            let what = texts.lower(&scene.term(check.criterion.code(), &code));
            texts.with("reason.of", &[("label", kind), ("what", &what)])
        }
        None => kind.to_owned(),
    }
}

/// What it took there.
fn there(scene: &Scene, entry: &Entry, check: &Check) -> String {
    let texts = scene.texts;
    let requires = &entry.practice.requires;
    let labels = |codes: &[String]| {
        let list = check.criterion.code();
        let names: Vec<String> = codes.iter().map(|code| scene.term(list, code)).collect();
        texts.list(&names)
    };
    let people = |n: u32| texts.number(f64::from(n));
    match check.criterion {
        Criterion::Climate => labels(&requires.climate),
        Criterion::Terrain => labels(&requires.terrain),
        Criterion::Hazards => labels(&requires.hazards),
        Criterion::Population => match (requires.min_population, requires.max_population) {
            (Some(a), Some(b)) => {
                let ends = [("from", &*people(a)), ("to", &people(b))];
                texts.with("people.between", &ends)
            }
            (Some(a), None) => texts.with("people.at-least", &[("n", &people(a))]),
            (None, Some(b)) => texts.with("people.at-most", &[("n", &people(b))]),
            (None, None) => String::new(),
        },
        Criterion::Money => {
            money(scene, entry).unwrap_or_else(|| texts.text("facts.not-stated").to_owned())
        }
        _ => requires
            .code(check)
            .and_then(|code| scene.definition(check.criterion.code(), &code))
            .unwrap_or_default(),
    }
}

/// What is known here.
fn here(scene: &Scene, us: &Subject, check: &Check) -> Option<String> {
    let catalogue = &scene.directory().catalogue;
    let ix = catalogue.answering(check.criterion)?;
    let known = reason::known(scene.directory(), us, ix);
    value::say(scene.texts, catalogue.indicators.get(ix)?, known)
}

/// What it cost each resident there, in the currency in which cities state their budgets.
pub fn money(scene: &Scene, entry: &Entry) -> Option<String> {
    let catalogue = &scene.directory().catalogue;
    let indicator = catalogue
        .indicators
        .get(catalogue.answering(Criterion::Money)?)?;
    let sum = scene.texts.money(entry.cost?, &indicator.unit);
    let kind = kind(scene.texts, entry.practice.budget.as_ref()?.kind);
    let values = [("sum", &*sum), ("kind", kind)];
    Some(scene.texts.with("criterion.money.there", &values))
}

fn kind(texts: &Texts, kind: BudgetKind) -> &str {
    texts.text(match kind {
        BudgetKind::Capital => "cost.capital",
        BudgetKind::Annual => "cost.annual",
        BudgetKind::Total => "cost.total",
        BudgetKind::Unit => "cost.unit",
    })
}

/// How many of our peers, and of all cities that are no peers, are known to do it.
pub fn lift(texts: &Texts, found: &Suggested, city: &str) -> String {
    let lift = found.lift;
    let number = |n: u32| texts.number(f64::from(n));
    texts.with(
        "lift.known",
        &[
            ("n", &number(lift.observed)),
            ("peers", &number(lift.peers)),
            ("city", city),
            (
                "adopters",
                &number(lift.adopters.saturating_sub(lift.observed)),
            ),
            ("cities", &number(lift.cities.saturating_sub(lift.peers))),
        ],
    )
}

/// Key of how far a city got.
pub fn status(status: ReportStatus) -> &'static str {
    match status {
        ReportStatus::Planned => "status.planned",
        ReportStatus::Running => "status.running",
        ReportStatus::Stopped => "status.stopped",
    }
}

/// What it cost, as the source gives it.
pub fn cost(texts: &Texts, practice: &Practice) -> Option<String> {
    let budget = practice.budget.as_ref()?;
    let sum = texts.money(budget.amount, &budget.currency);
    let kind = kind(texts, budget.kind);
    Some(match budget.year {
        Some(year) => texts.with(
            "cost.in-year",
            &[("sum", &sum), ("kind", kind), ("year", &texts.year(year))],
        ),
        None => texts.with("cost.no-year", &[("sum", &sum), ("kind", kind)]),
    })
}

/// Cost per resident, only where sum and residents belong to the same boundary.
pub fn cost_per_resident(scene: &Scene, entry: &Entry) -> Option<String> {
    let budget = entry.practice.budget.as_ref()?;
    let people = scene.directory().main(entry.city?)?;
    if !budget.comparable || budget.kind == BudgetKind::Unit || people == 0 {
        return None;
    }
    let texts = scene.texts;
    let sum = texts.money(budget.amount / people as f64, &budget.currency);
    let people = texts.number(people as f64);
    let values = [("sum", &*sum), ("people", &people)];
    Some(texts.with("cost.per-resident", &values))
}

/// Whether the budget bears it, and what it cost each resident there; `None` where nobody asks.
pub fn money_here(scene: &Scene, entry: &Entry, fit: &Fit) -> Option<String> {
    let texts = scene.texts;
    let is_money = |check: &&Check| check.criterion == Criterion::Money;
    let check = fit.checks.iter().find(is_money)?;
    let cost = money(scene, entry);
    let cost = cost.unwrap_or_else(|| texts.text("facts.not-stated").to_owned());
    let values = [
        ("label", texts.text(verdict(check.verdict))),
        ("what", &*cost),
    ];
    Some(texts.with("reason.of", &values))
}

/// What to check first beside money: criteria that do not pass, critical ones before, each with its answer.
pub fn first_checks(scene: &Scene, entry: &Entry, fit: &Fit, most: usize) -> Vec<String> {
    let mut open: Vec<&Check> = fit
        .checks
        .iter()
        .filter(|check| check.verdict != Verdict::Pass && check.criterion != Criterion::Money)
        .collect();
    open.sort_by_key(|check| !check.critical);
    let say = |check: &Check| {
        let name = name(scene, &entry.practice, check);
        let answer = scene.texts.lower(scene.texts.text(verdict(check.verdict)));
        let key = if check.critical {
            "check.critical"
        } else {
            "check.ordinary"
        };
        let values = [("name", &*name), ("answer", &answer)];
        scene.texts.with(key, &values)
    };
    open.into_iter().take(most).map(say).collect()
}
