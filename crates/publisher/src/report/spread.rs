//! Who is suggested how often: counted on the first ten of many cities, against what chance would give. Pure, but for
//! progress; counts on all processors, with the same result on any number of them.

use super::cities::Named;
use super::groups::{Group, Grouping};
use super::left_out::{LeftOut, left_out};
use super::share;
use crate::evaluate::SEED;
use crate::evaluate::draw::Draw;
use crate::evaluate::exposure::never;
use crate::evaluate::lists::times;
use crate::evaluate::stats::{gini, mean, skewness};
use crate::evaluate::strata::by_size;
use crate::parallel;
use crate::reporter::Reporter;
use crate::words::grouped;
use city_peers_engine::suggest::{Ranker, Subject};
use city_peers_engine::{CityIx, Directory};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Cities that ask where nobody says how many: enough that chance alone leaves few of 12,000 unsuggested.
pub const ALL: usize = 4000;
/// Cities named that are suggested most.
const NAMED: usize = 20;
/// First and last number of lists of the bands that cities are counted in.
const BANDS: [(usize, usize); 8] = [
    (0, 0),
    (1, 1),
    (2, 4),
    (5, 9),
    (10, 19),
    (20, 49),
    (50, 99),
    (100, usize::MAX),
];
/// Parts in which the cities ask, one line of progress each.
const PARTS: usize = 4;
/// Fewer cities ask too quickly for progress to be worth a line.
const QUICK: usize = 500;

/// Who is suggested how often.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Spread {
    /// Length of the lists.
    pub top: usize,
    /// Cities of one country on a list at most, as long as others are left; 0: any number.
    pub per_country: usize,
    /// What partners were wanted for.
    pub purpose: &'static str,
    /// Topics that were asked about.
    pub topics: Vec<String>,
    /// Cities that asked.
    pub asked: usize,
    /// Whether they are a part, drawn with a fixed seed.
    pub sampled: bool,
    /// Lists a city is on, mean: what even spreading gives each.
    pub even: f64,
    /// Cities on no list.
    pub never: usize,
    /// As a share of all cities.
    pub never_share: f64,
    /// The same if lists were drawn by lot.
    pub never_by_lot: Option<f64>,
    /// Skewness of the number of lists: 0 = even to both sides, high = a few cities on very many.
    pub skewness: Option<f64>,
    /// Gini coefficient of the number of lists: 0 = all the same.
    pub gini: Option<f64>,
    /// Share of all places on lists that the tenth of cities suggested most holds.
    pub top_tenth: Option<f64>,
    /// Share of all places on lists that the first tenth, two tenths … of cities hold, least suggested first: a Lorenz
    /// curve. Empty where nobody is suggested.
    pub lorenz: Vec<f64>,
    /// Cities by the number of lists they are on.
    pub bands: Vec<Band>,
    /// Who is on most lists.
    pub most: Vec<Often>,
    /// By region or country.
    pub regions: Vec<Share>,
    /// By size: thirds of the main indicator.
    pub sizes: Vec<Share>,
    /// Who is on no list, and why.
    pub left_out: LeftOut,
}

/// Cities on so many lists.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Band {
    /// At least so many lists.
    pub from: usize,
    /// At most so many; absent in the last band.
    pub to: Option<usize>,
    /// Cities.
    pub cities: usize,
    /// Cities there would be if lists were drawn by lot.
    pub by_lot: Option<f64>,
}

/// A city that is suggested often.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Often {
    /// Which.
    #[serde(flatten)]
    pub city: Named,
    /// On how many lists.
    pub times: usize,
}

/// How often a group is suggested.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Share {
    /// Code of the group.
    pub code: String,
    /// Its label.
    pub label: String,
    /// Cities in it.
    pub cities: usize,
    /// Lists one of its cities is on, mean.
    pub mean: f64,
    /// How many times what even spreading gives; absent where nobody is suggested.
    pub of_even: Option<f64>,
    /// Share of its cities on no list.
    pub never: f64,
}

/// Where a city comes nearest to a list that it is not on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearMiss {
    /// The city that asked.
    pub asking: CityIx,
    /// The last city of its list.
    pub last: CityIx,
    /// How much the score is below that of the last; 0 or less where only the country's places were taken.
    pub gap: f64,
}

/// Counts suggestions; `None` where there are fewer than two cities.
pub fn spread(
    ranker: &Ranker<'_>,
    sample: Option<usize>,
    known: &[Option<f64>],
    grouping: &Grouping,
    reporter: &mut dyn Reporter,
) -> Option<Spread> {
    let (directory, query) = (ranker.directory(), ranker.query());
    if directory.len() < 2 {
        return None;
    }
    let all: Vec<CityIx> = directory.indices().collect();
    let asking = Draw::new(SEED).some(&all, sample.unwrap_or(ALL));
    let mut lists = Vec::with_capacity(asking.len());
    let mut misses: Vec<Option<NearMiss>> = vec![None; directory.len()];
    for part in asking.chunks(asking.len().div_ceil(PARTS).max(1)) {
        let (more, near) = ask(ranker, part);
        lists.extend(more);
        merge(&mut misses, near);
        if asking.len() > QUICK {
            let (done, of) = (grouped(lists.len() as u64), grouped(asking.len() as u64));
            reporter.progress(&format!("suggestions for {done} of {of} cities counted"));
        }
    }
    let times = times(&lists, directory.len());
    let even = mean(&times).unwrap_or_default();
    let by_lot = by_lot(lists.len(), even);
    let nobody: Vec<CityIx> = all
        .iter()
        .copied()
        .filter(|c| times.get(c.ix()).is_none_or(|&t| t == 0.0))
        .collect();
    let label = |&topic: &u8| directory.vocabulary.topics.get(usize::from(topic));
    let group = |group: &Group| of_group(group, &times, even);
    let sizes = by_size(directory, &all).into_iter().map(|stratum| Group {
        code: stratum.label.replace(' ', "-"),
        label: stratum.label,
        cities: stratum.cities,
        parent: None,
    });
    Some(Spread {
        top: query.top,
        per_country: query.per_country,
        purpose: query.purpose.code(),
        topics: query
            .topics
            .iter()
            .filter_map(label)
            .map(|t| t.code.clone())
            .collect(),
        asked: asking.len(),
        sampled: asking.len() < all.len(),
        even,
        never: nobody.len(),
        never_share: never(&times),
        never_by_lot: by_lot.as_ref().and_then(|p| p.first().copied()),
        skewness: skewness(&times),
        gini: gini(&times),
        top_tenth: top_tenth(&times),
        lorenz: lorenz(&times),
        bands: bands(&times, by_lot.as_deref()),
        most: most(directory, &times),
        regions: grouping.groups.iter().map(group).collect(),
        sizes: sizes.map(|size| group(&size)).collect(),
        left_out: left_out(ranker, known, &nobody, &misses),
    })
}

type Lists = Vec<Vec<CityIx>>;

/// The lists of some cities, and where every city comes nearest to one that it is not on.
fn ask(ranker: &Ranker<'_>, asking: &[CityIx]) -> (Lists, Vec<Option<NearMiss>>) {
    let size = asking.len().div_ceil(parallel::processors()).max(1);
    let parts: Vec<&[CityIx]> = asking.chunks(size).collect();
    let mut done = BTreeMap::new();
    parallel::each(
        &parts,
        |part| ask_alone(ranker, part),
        |at, of_part| {
            done.insert(at, of_part);
            true
        },
    );
    let mut lists = Vec::with_capacity(asking.len());
    let mut misses = vec![None; ranker.directory().len()];
    for (more, near) in done.into_values() {
        lists.extend(more);
        merge(&mut misses, near);
    }
    (lists, misses)
}

fn ask_alone(ranker: &Ranker<'_>, asking: &[CityIx]) -> (Lists, Vec<Option<NearMiss>>) {
    let directory = ranker.directory();
    let mut misses: Vec<Option<NearMiss>> = vec![None; directory.len()];
    let mut lists = Vec::with_capacity(asking.len());
    for &city in asking {
        let subject = Subject::of_city(directory, city);
        let scores = ranker.scores(&subject);
        let list = ranker.list(&subject, &scores).partners;
        if let Some(last) = list.last() {
            for (miss, score) in misses.iter_mut().zip(&scores) {
                let Some(score) = *score else { continue };
                let gap = last.score - score;
                if miss.is_none_or(|m| gap < m.gap) {
                    *miss = Some(NearMiss {
                        asking: city,
                        last: last.city,
                        gap,
                    });
                }
            }
        }
        lists.push(list.into_iter().map(|partner| partner.city).collect());
    }
    (lists, misses)
}

/// Keeps the nearer of two; the earlier where both are as near.
fn merge(misses: &mut [Option<NearMiss>], others: Vec<Option<NearMiss>>) {
    for (miss, other) in misses.iter_mut().zip(others) {
        if let Some(new) = other
            && miss.is_none_or(|m| new.gap < m.gap)
        {
            *miss = Some(new);
        }
    }
}

/// Chances to be on 0, 1, 2 … lists if each list were drawn by lot; `None` where that is certain.
fn by_lot(lists: usize, even: f64) -> Option<Vec<f64>> {
    let chance = even / lists.max(1) as f64;
    if lists == 0 || chance <= 0.0 || chance >= 1.0 {
        return None;
    }
    let mut chances = Vec::with_capacity(lists + 1);
    let mut now = (1.0 - chance).powf(lists as f64);
    for k in 0..=lists {
        chances.push(now);
        now *= (lists - k) as f64 / (k + 1) as f64 * chance / (1.0 - chance);
    }
    Some(chances)
}

fn bands(times: &[f64], by_lot: Option<&[f64]>) -> Vec<Band> {
    let most = times.iter().copied().fold(0.0, f64::max) as usize;
    let shown = BANDS.into_iter().filter(|(from, _)| *from <= most.max(1));
    shown
        .map(|(from, to)| {
            let inside = |&&t: &&f64| (from..=to).contains(&(t as usize));
            let chances = |p: &[f64]| {
                p.iter()
                    .skip(from)
                    .take(to.saturating_sub(from).saturating_add(1))
                    .sum::<f64>()
            };
            Band {
                from,
                to: (to != usize::MAX).then_some(to),
                cities: times.iter().filter(inside).count(),
                by_lot: by_lot.map(|p| chances(p) * times.len() as f64),
            }
        })
        .collect()
}

fn top_tenth(times: &[f64]) -> Option<f64> {
    let all: f64 = times.iter().sum();
    let mut sorted = times.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let first: f64 = sorted.iter().take(times.len().div_ceil(10)).sum();
    (all > 0.0).then(|| first / all)
}

fn lorenz(times: &[f64]) -> Vec<f64> {
    let all: f64 = times.iter().sum();
    if all <= 0.0 {
        return Vec::new();
    }
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upto = |tenth: usize| sorted.iter().take(sorted.len() * tenth / 10).sum::<f64>();
    (1..=10).map(|tenth| upto(tenth) / all).collect()
}

fn most(directory: &Directory, times: &[f64]) -> Vec<Often> {
    let mut order: Vec<(CityIx, f64)> = directory.indices().zip(times.iter().copied()).collect();
    order.retain(|(_, times)| *times > 0.0);
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let named = order.into_iter().take(NAMED).map(|(city, times)| Often {
        city: Named::of(directory, city),
        times: times as usize,
    });
    named.collect()
}

fn of_group(group: &Group, times: &[f64], even: f64) -> Share {
    let own: Vec<f64> = group
        .cities
        .iter()
        .filter_map(|c| times.get(c.ix()).copied())
        .collect();
    let average = mean(&own).unwrap_or_default();
    let none = own.iter().filter(|&&t| t == 0.0).count();
    Share {
        code: group.code.clone(),
        label: group.label.clone(),
        cities: own.len(),
        mean: average,
        of_even: (even > 0.0).then(|| average / even),
        never: share(none, own.len()).unwrap_or_default(),
    }
}
