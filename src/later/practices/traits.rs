//! What is true of a practice, as numbers that filters compare, and the order and names of these. Reads only.

use super::filter::{Group, Trait, Traits};
use super::ranked::Row;
use crate::intl;
use crate::queries::partner::topic_name;
use crate::queries::practice::{self, term};
use crate::queries::value;
use crate::state::{Answered, Snapshot};
use crate::words::Words;
use city_peers_engine::model::{Criterion, Evidence, Kind, Practice};
use city_peers_engine::order::sort;
use city_peers_engine::practices::{Entry, Fit, Suggested};
use city_peers_engine::quantise::Cell;
use city_peers_engine::search::fold;
use city_peers_engine::{CityIx, Directory};

/// Ends of the classes of cost per resident, in the unit of the indicator that answers for money.
const COSTS: [f64; 3] = [1.0, 10.0, 100.0];
/// The class of what cannot be compared.
const COST_UNKNOWN: u16 = COSTS.len() as u16 + 1;
/// A city is of similar size from half to twice as many people.
const ALIKE: f64 = 2.0;

/// What is true of a practice.
pub(super) fn of(
    words: &Words,
    snapshot: &Snapshot,
    answered: &Answered,
    entry: &Entry,
    found: &Suggested,
) -> Traits {
    let practice = &entry.practice;
    let mut values: Vec<Trait> = Vec::new();
    let mut add = |group: Group, value: Option<u16>| values.extend(value.map(|v| (group, v)));
    let vocabulary = &snapshot.loaded.directory.vocabulary;
    for topic in &practice.topics {
        add(Group::Topic, vocabulary.topic(topic).map(u16::from));
    }
    for goal in &practice.sdgs {
        add(Group::Goal, Some(u16::from(*goal)));
    }
    add(Group::Verdict, Some(verdict(&found.fit)));
    add(Group::Evidence, Some(evidence(practice.evidence)));
    let figures = practice.results.iter();
    let figures = figures.filter(|r| r.before.is_some() || r.after.is_some());
    if figures.clone().count() > 0 {
        add(Group::Figures, Some(0));
    }
    if figures
        .clone()
        .any(|r| r.before.is_some() && r.after.is_some())
    {
        add(Group::Figures, Some(1));
    }
    add(Group::Cost, Some(cost(entry.cost)));
    add(Group::Country, country(&practice.country));
    for group in [
        Group::Finance,
        Group::Theme,
        Group::Principle,
        Group::Framework,
    ] {
        for code in codes(practice, group) {
            add(group, position(snapshot, list(group), code));
        }
    }
    if let Some(city) = entry.city {
        place(snapshot, answered, city, &mut add);
    }
    if !partners(answered, entry).is_empty() {
        add(Group::Partner, Some(0));
    }
    Traits {
        values,
        text: text(words, snapshot, entry),
    }
}

/// What its city is beside ours.
fn place(
    snapshot: &Snapshot,
    answered: &Answered,
    city: CityIx,
    add: &mut impl FnMut(Group, Option<u16>),
) {
    let directory = &snapshot.loaded.directory;
    if let Some(ix) = directory.catalogue.answering(Criterion::Climate) {
        let ours = answered.subject.cells.get(ix).copied().unwrap_or_default();
        let group = |cell| climate(directory, ix, cell);
        if group(ours).is_some() && group(ours) == group(directory.cell(ix, city)) {
            add(Group::Climate, Some(0));
        }
    }
    if let (Some(ours), Some(theirs)) = (answered.subject.main, directory.main(city)) {
        let ratio = theirs.max(1) as f64 / ours.max(1) as f64;
        if (1.0 / ALIKE..=ALIKE).contains(&ratio) {
            add(Group::Size, Some(0));
        }
    }
    if let Some(ix) = region(directory)
        && let Cell::Byte(code) = directory.cell(ix, city)
    {
        add(Group::Region, Some(u16::from(code)));
    }
}

/// Group of a climate, or the climate itself where it has no group.
fn climate(directory: &Directory, ix: usize, cell: Cell) -> Option<(bool, u8)> {
    let Cell::Byte(at) = cell else {
        return None;
    };
    let code = directory
        .catalogue
        .indicators
        .get(ix)?
        .codes()
        .get(usize::from(at))?;
    Some(code.parent.map_or((false, at), |parent| (true, parent)))
}

/// The category that says how far cities are from each other, such as the region of the world.
fn region(directory: &Directory) -> Option<usize> {
    let mut indicators = directory.catalogue.indicators.iter();
    indicators.position(|i| i.far && matches!(i.kind, Kind::Category { .. }))
}

/// All suggested cities as they stand on screen: by role, then those that the score alone adds.
pub(super) fn suggested(answered: &Answered) -> impl Iterator<Item = CityIx> {
    let by_role = answered.portfolio.members.iter().map(|m| m.partner.city);
    by_role.chain(answered.more().map(|p| p.city))
}

/// The suggested partners that did a practice or are known to do it.
pub(super) fn partners(answered: &Answered, entry: &Entry) -> Vec<CityIx> {
    let partners = suggested(answered);
    partners.filter(|city| entry.is_done_by(*city)).collect()
}

/// 0: as it is, 1: with changes, 2: cannot be said, 3: not as it stands.
pub(super) fn verdict(fit: &Fit) -> u16 {
    match practice::headline(fit) {
        "fit.pass" => 0,
        "fit.adapt" => 1,
        "fit.unknown" => 2,
        _ => 3,
    }
}

/// 0: evaluated, 1: monitored, 2: reported.
pub(super) fn evidence(evidence: Evidence) -> u16 {
    match evidence {
        Evidence::Evaluated => 0,
        Evidence::Monitored => 1,
        Evidence::Reported => 2,
    }
}

fn cost(cost: Option<f64>) -> u16 {
    cost.map_or(COST_UNKNOWN, |sum| {
        COSTS.iter().filter(|end| sum >= **end).count() as u16
    })
}

/// Two letters in one number.
fn country(code: &str) -> Option<u16> {
    let [a, b] = *code.as_bytes() else {
        return None;
    };
    Some(u16::from(a) << 8 | u16::from(b))
}

/// Name of the vocabulary list of a group.
fn list(group: Group) -> &'static str {
    match group {
        Group::Finance => "finance_sources",
        Group::Theme => "forum_themes",
        Group::Principle => "principles",
        Group::Framework => "frameworks",
        _ => "topics",
    }
}

/// The codes of a practice in such a list.
pub(super) fn codes(practice: &Practice, group: Group) -> &[String] {
    match group {
        Group::Finance => &practice.finance_sources,
        Group::Theme => &practice.forum_themes,
        Group::Principle => &practice.principles,
        Group::Framework => &practice.frameworks,
        _ => &practice.topics,
    }
}

fn position(snapshot: &Snapshot, list: &str, code: &str) -> Option<u16> {
    let lists = &snapshot.practices.ready()?.lists;
    let (_, terms) = lists.iter().find(|(name, _)| name == list)?;
    let at = terms.iter().position(|term| term.code == code)?;
    u16::try_from(at).ok()
}

/// The trait that a code of a list stands for.
pub(super) fn of_code(snapshot: &Snapshot, group: Group, code: &str) -> Option<Trait> {
    let at = match group {
        Group::Topic => snapshot
            .loaded
            .directory
            .vocabulary
            .topic(code)
            .map(u16::from),
        _ => position(snapshot, list(group), code),
    };
    Some((group, at?))
}

/// What text search looks into.
fn text(words: &Words, snapshot: &Snapshot, entry: &Entry) -> String {
    let practice = &entry.practice;
    let mut text = [&*practice.title, &practice.problem, &practice.summary].join(" ");
    for more in [
        &practice.city,
        practice::city_name(words, snapshot, entry),
        &words.country(&practice.country),
        &practice::terms(words, snapshot, "topics", &practice.topics),
    ] {
        text.push(' ');
        text.push_str(more);
    }
    folded(&text)
}

/// Text as it is searched.
pub(super) fn folded(text: &str) -> String {
    fold(&intl::decompose(text))
}

/// Name of what is true of a practice.
pub(super) fn name(words: &Words, snapshot: &Snapshot, (group, at): Trait) -> String {
    let directory = &snapshot.loaded.directory;
    let numbered = |key: &str| words.text(&[key, &at.to_string()].concat()).to_owned();
    match group {
        Group::Topic => topic_name(words, directory, at as u8).to_owned(),
        Group::Goal => numbered("goal."),
        Group::Verdict => numbered("pr.verdict."),
        Group::Evidence => numbered("pr.evidence."),
        Group::Figures => numbered("pr.figures."),
        Group::Cost => cost_name(words, directory, at),
        Group::Climate => words.text("pr.climate").to_owned(),
        Group::Size => words.text("pr.size").to_owned(),
        Group::Partner => words.text("pr.partner").to_owned(),
        Group::Region => {
            let indicator = region(directory).and_then(|ix| directory.catalogue.indicators.get(ix));
            let code = indicator.and_then(|i| i.codes().get(usize::from(at)));
            code.map_or_else(String::new, |code| value::code(words, code).to_owned())
        }
        Group::Country => {
            let letters = [(at >> 8) as u8, at as u8];
            words.country(&String::from_utf8_lossy(&letters))
        }
        _ => {
            let practices = snapshot.practices.ready();
            let lists =
                practices.and_then(|p| p.lists.iter().find(|(name, _)| name == list(group)));
            let code = lists.and_then(|(_, terms)| terms.get(usize::from(at)));
            code.map_or_else(String::new, |c| term(words, snapshot, list(group), &c.code))
        }
    }
}

fn cost_name(words: &Words, directory: &Directory, at: u16) -> String {
    let catalogue = &directory.catalogue;
    let money = catalogue.answering(Criterion::Money);
    let unit = money.and_then(|ix| catalogue.indicators.get(ix));
    let end = |at: usize| {
        let sum = COSTS.get(at).copied().unwrap_or_default();
        words.money(sum, unit.map_or("", |i| &i.unit))
    };
    let at = usize::from(at);
    match at {
        0 => words.with("pr.cost.under", &[("sum", &end(0))]),
        _ if at < COSTS.len() => words.with(
            "pr.cost.between",
            &[("from", &end(at - 1)), ("to", &end(at))],
        ),
        _ if at == COSTS.len() => words.with("pr.cost.over", &[("sum", &end(at - 1))]),
        _ => words.text("pr.cost.unknown").to_owned(),
    }
}

/// Puts options in the order they are shown: topics and payers by how many practices, countries by name, others as
/// their lists have them.
pub(super) fn order(
    words: &Words,
    snapshot: &Snapshot,
    answered: &Answered,
    rows: &[Row],
    options: &mut Vec<Trait>,
) {
    let mut ranked: Vec<(u8, u32, String, Trait)> = Vec::with_capacity(options.len());
    for option in options.drain(..) {
        let (group, at) = option;
        let many = rows.iter().filter(|row| row.traits.has(option)).count() as u32;
        let asked = || answered.asked.topics.iter().any(|t| u16::from(*t) == at);
        let (place, key) = match group {
            Group::Topic if asked() => (0, String::new()),
            Group::Topic | Group::Finance => (u32::MAX - many, String::new()),
            Group::Country => (0, folded(&name(words, snapshot, option))),
            _ => (u32::from(at), String::new()),
        };
        ranked.push((group as u8, place, key, option));
    }
    let rank = |a: &(u8, u32, String, Trait)| (a.0, a.1, a.2.clone(), a.3.1);
    sort(&mut ranked, |a, b| rank(a) < rank(b));
    options.extend(ranked.into_iter().map(|(.., option)| option));
}
