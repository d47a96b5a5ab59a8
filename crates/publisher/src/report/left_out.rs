//! Cities that are suggested to nobody: the most likely reason, and what would help. Pure.

use super::cities::Named;
use super::spread::NearMiss;
use crate::evaluate::stats::percentile;
use city_peers_engine::quantise::Cell;
use city_peers_engine::suggest::{Partner, Ranker, Subject};
use city_peers_engine::{CityIx, Directory};
use schemars::JsonSchema;
use serde::Serialize;

/// Indicators named that a city should state first.
const MISSING: usize = 3;

/// Who is suggested to nobody.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct LeftOut {
    /// How many cities for which reason, most first.
    pub reasons: Vec<Count>,
    /// Every one of them, in the directory's order.
    pub cities: Vec<Unsuggested>,
}

/// Cities with a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    /// The reason.
    pub reason: Reason,
    /// How many.
    pub cities: usize,
}

/// The most likely reason why a city is suggested to nobody: what keeps it off the list that it comes nearest to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It states nothing that can be compared.
    NothingKnown,
    /// It states less than half of what the city in the middle does.
    LittleKnown,
    /// Its score would do, but other cities of its country take the country's places.
    CountryFull,
    /// It offers nothing, where others offer what is looked for.
    NoOffers,
    /// It offers other things than are looked for.
    OtherOffers,
    /// It looks for nothing, where others look for what is offered.
    NoNeeds,
    /// It looks for other things than are offered.
    OtherNeeds,
    /// Working together would be harder: language, hours, networks.
    Ease,
    /// Other cities are more alike to all that asked.
    #[default]
    Unlike,
}

/// A city that is suggested to nobody.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Unsuggested {
    /// Which.
    #[serde(flatten)]
    pub city: Named,
    /// Whether it submitted its profile itself.
    pub submitted: bool,
    /// Why.
    pub reason: Reason,
    /// Weighted share of context that it states.
    pub coverage: Option<f64>,
    /// The city whose list it comes nearest to.
    pub nearest: Option<Named>,
    /// How alike the two are, 0–1.
    pub likeness: Option<f64>,
    /// How alike that reads: 0 not very, 1 somewhat, 2 alike, 3 very alike.
    pub likeness_word: Option<usize>,
    /// Ids of indicators that it should state first, the weightiest before.
    pub missing: Vec<String>,
}

/// Looks for the reason of each.
pub fn left_out(
    ranker: &Ranker<'_>,
    known: &[Option<f64>],
    nobody: &[CityIx],
    misses: &[Option<NearMiss>],
) -> LeftOut {
    let mut sorted: Vec<f64> = known.iter().copied().flatten().collect();
    sorted.sort_by(f64::total_cmp);
    let little = percentile(&sorted, 0.5).unwrap_or_default() / 2.0;
    let directory = ranker.directory();
    let cities: Vec<Unsuggested> = nobody
        .iter()
        .map(|&city| {
            let coverage = known.get(city.ix()).copied().flatten();
            let near = misses.get(city.ix()).copied().flatten();
            let compared = near.map(|near| {
                let asking = Subject::of_city(directory, near.asking);
                let last = ranker.partner(&asking, near.last, 0.0);
                (near, ranker.partner(&asking, city, 0.0), last)
            });
            let likeness = compared.as_ref().and_then(|(_, them, _)| them.likeness);
            let reason = match (&compared, coverage) {
                (None, _) | (_, Some(0.0)) => Reason::NothingKnown,
                (_, Some(share)) if share < little => Reason::LittleKnown,
                (Some((near, _, _)), _) if near.gap <= 0.0 => Reason::CountryFull,
                (Some((_, them, last)), _) => widest(ranker, them, last),
            };
            Unsuggested {
                city: Named::of(directory, city),
                submitted: directory.submitted(city),
                reason,
                coverage,
                nearest: near.map(|near| Named::of(directory, near.asking)),
                likeness,
                likeness_word: likeness.map(|l| directory.reference.likeness_word(l)),
                missing: missing(ranker, city),
            }
        })
        .collect();
    let mut reasons: Vec<Count> = Vec::new();
    for reason in cities.iter().map(|city| city.reason) {
        match reasons.iter_mut().find(|count| count.reason == reason) {
            Some(count) => count.cities += 1,
            None => reasons.push(Count { reason, cities: 1 }),
        }
    }
    reasons.sort_by_key(|count| (std::cmp::Reverse(count.cities), count.reason));
    LeftOut { reasons, cities }
}

/// What adds least to the score of a city, against the last one of the list.
fn widest(ranker: &Ranker<'_>, them: &Partner, last: &Partner) -> Reason {
    let parts = ["learn", "teach", "likeness", "ease"];
    let (ours, theirs) = (parts_of(ranker, them), parts_of(ranker, last));
    let mut widest = ("likeness", f64::INFINITY);
    for (part, (ours, theirs)) in parts.into_iter().zip(ours.into_iter().zip(theirs)) {
        if ours - theirs < widest.1 {
            widest = (part, ours - theirs);
        }
    }
    let statement = ranker.directory().statement(them.city);
    let silent = |list: Option<bool>| list.unwrap_or(true);
    match widest.0 {
        "learn" if silent(statement.map(|s| s.offers.is_empty())) => Reason::NoOffers,
        "learn" => Reason::OtherOffers,
        "teach" if silent(statement.map(|s| s.needs.is_empty())) => Reason::NoNeeds,
        "teach" => Reason::OtherNeeds,
        "ease" => Reason::Ease,
        _ => Reason::Unlike,
    }
}

/// What learn, teach, likeness and ease add to a score; an unknown part adds nothing.
fn parts_of(ranker: &Ranker<'_>, partner: &Partner) -> [f64; 4] {
    let weights = ranker.query().purpose.score_weights();
    let parts = [
        (weights.learn, partner.exchange.learn),
        (weights.teach, partner.exchange.teach),
        (weights.likeness, partner.likeness),
        (weights.ease, partner.ease.score),
    ];
    let known = parts.iter().filter(|(_, value)| value.is_some());
    let all: f64 = known.map(|(weight, _)| f64::from(*weight)).sum();
    parts.map(|(weight, value)| match all > 0.0 {
        true => f64::from(weight) * value.unwrap_or(0.0) / all,
        false => 0.0,
    })
}

fn missing(ranker: &Ranker<'_>, city: CityIx) -> Vec<String> {
    let directory: &Directory = ranker.directory();
    let indicators = directory.catalogue.indicators.iter().enumerate();
    let mut rows: Vec<(u32, &str)> = indicators
        .zip(&ranker.weights().of)
        .filter(|((at, _), weight)| **weight > 0 && directory.cell(*at, city) == Cell::Unknown)
        .map(|((_, indicator), weight)| (*weight, indicator.id.as_str()))
        .collect();
    rows.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    rows.into_iter()
        .take(MISSING)
        .map(|(_, id)| id.to_owned())
        .collect()
}
