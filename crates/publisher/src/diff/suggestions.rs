//! In whose suggestions the difference between two directories shows: the first ten of cities that both hold. Pure.

use super::{CityRef, Side};
use crate::parallel;
use city_peers_engine::random::hash;
use city_peers_engine::suggest::{Query, Ranker, Subject};
use city_peers_engine::{CityIx, Directory};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many suggestions of each city are compared.
pub const FIRST: usize = 10;
/// Up to so many cities all are asked.
const ALL: usize = 3_000;
/// Of more, so many.
const SAMPLE: usize = 2_000;

/// The same question to both directories.
#[derive(Debug)]
pub struct Question {
    /// To the old one.
    pub old: Query,
    /// To the new one: positions of topics may differ.
    pub new: Query,
    /// The topics' codes.
    pub topics: Vec<String>,
    /// How many cities ask; `None`: as many as usual.
    pub sample: Option<usize>,
    /// Ids of cities that ask before all others: those that changed themselves.
    pub first: BTreeSet<String>,
}

/// Whose first suggestions changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Asked {
    /// Topic codes that were asked for.
    pub topics: Vec<String>,
    /// Code of what partners are wanted for.
    pub purpose: String,
    /// How many suggestions of each city were compared.
    pub first: usize,
    /// Cities that were asked.
    pub asked: usize,
    /// Cities of both directories; where that is more, those asked are the ones that changed and a sample of the others that is
    /// the same each time.
    pub of: usize,
    /// Cities whose first suggestions are others.
    pub changed: usize,
    /// Cities with the same ones in another order.
    pub reordered: usize,
    /// Places that another city took, over all lists.
    pub places: usize,
    /// The cities with others, most first.
    pub affected: Vec<Affected>,
    /// Cities that are suggested more or less often than before, by how much.
    pub suggested: Vec<Suggested>,
}

/// One city whose suggestions changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Affected {
    /// Which.
    #[serde(flatten)]
    pub city: CityRef,
    /// Who is among its first now and was not.
    pub came: Vec<CityRef>,
    /// Who was among its first and is not.
    pub went: Vec<CityRef>,
}

/// How often a city is suggested to those that were asked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Suggested {
    /// Which.
    #[serde(flatten)]
    pub city: CityRef,
    /// In so many lists before.
    pub before: usize,
    /// In so many lists now.
    pub now: usize,
}

/// Asks both directories for the cities that both hold. `watch` hears how many cities are done, of how many.
pub fn suggestions(
    old: &Side,
    new: &Side,
    question: &Question,
    watch: &mut dyn FnMut(usize, usize),
) -> Asked {
    let (pairs, of) = asking(&old.directory, &new.directory, question);
    let old_ranker = Ranker::new(&old.directory, &question.old);
    let new_ranker = Ranker::new(&new.directory, &question.new);
    let lists = in_parallel(&pairs, watch, |&(was, is)| {
        (first(&old_ranker, was), first(&new_ranker, is))
    });
    let (mut reordered, mut places) = (0, 0);
    let mut affected = Vec::new();
    let mut times: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (&(_, city), (was, is)) in pairs.iter().zip(&lists) {
        let was: Vec<&str> = was.iter().map(|&c| old.directory.id(c)).collect();
        let is: Vec<&str> = is.iter().map(|&c| new.directory.id(c)).collect();
        was.iter()
            .for_each(|id| times.entry(id).or_default().0 += 1);
        is.iter().for_each(|id| times.entry(id).or_default().1 += 1);
        if was == is {
            continue;
        }
        let only = |some: &[&str], others: &[&str]| -> Vec<CityRef> {
            let ids = some.iter().filter(|id| !others.contains(id));
            ids.map(|id| named(old, new, id)).collect()
        };
        let (came, went) = (only(&is, &was), only(&was, &is));
        if came.is_empty() && went.is_empty() {
            reordered += 1;
            continue;
        }
        places += came.len().max(went.len());
        affected.push(Affected {
            city: CityRef::of(&new.directory, city),
            came,
            went,
        });
    }
    affected.sort_by(|a, b| {
        let size = |x: &Affected| x.came.len().max(x.went.len());
        (size(b), &a.city.id).cmp(&(size(a), &b.city.id))
    });
    let mut suggested: Vec<Suggested> = times
        .into_iter()
        .filter(|(_, (before, now))| before != now)
        .map(|(id, (before, now))| Suggested {
            city: named(old, new, id),
            before,
            now,
        })
        .collect();
    suggested.sort_by(|a, b| {
        let by = |x: &Suggested| x.before.abs_diff(x.now);
        (by(b), &a.city.id).cmp(&(by(a), &b.city.id))
    });
    Asked {
        topics: question.topics.clone(),
        purpose: question.new.purpose.code().to_owned(),
        first: FIRST,
        asked: pairs.len(),
        of,
        changed: affected.len(),
        reordered,
        places,
        affected,
        suggested,
    }
}

/// The cities that ask, in both directories, and of how many. A sample holds those that changed, then those whose ids hash
/// lowest: it is the same each time, and hardly another where cities come and go.
fn asking(old: &Directory, new: &Directory, question: &Question) -> (Vec<(CityIx, CityIx)>, usize) {
    let was: BTreeMap<&str, CityIx> = old.indices().map(|c| (old.id(c), c)).collect();
    let mut pairs: Vec<(CityIx, CityIx)> = new
        .indices()
        .filter_map(|city| Some((*was.get(new.id(city))?, city)))
        .collect();
    let of = pairs.len();
    let most = question
        .sample
        .unwrap_or(if of <= ALL { ALL } else { SAMPLE });
    if of > most {
        pairs.sort_by_cached_key(|&(_, city)| {
            let id = new.id(city);
            (!question.first.contains(id), hash(id), city)
        });
        pairs.truncate(most);
        pairs.sort_by_key(|&(_, city)| city);
    }
    (pairs, of)
}

fn first(ranker: &Ranker<'_>, city: CityIx) -> Vec<CityIx> {
    let subject = Subject::of_city(ranker.directory(), city);
    let partners = ranker.suggest(&subject).partners;
    partners.iter().map(|partner| partner.city).collect()
}

/// A city of either directory, by its name in the new one where it is there.
fn named(old: &Side, new: &Side, id: &str) -> CityRef {
    let sides = [&new.directory, &old.directory];
    let found = sides.into_iter().find_map(|d| Some((d, d.find(id)?)));
    found.map_or_else(
        || CityRef {
            id: id.to_owned(),
            name: id.to_owned(),
            country: String::new(),
        },
        |(directory, city)| CityRef::of(directory, city),
    )
}

/// The result of each item, in order.
fn in_parallel<I: Sync, O: Send>(
    items: &[I],
    watch: &mut dyn FnMut(usize, usize),
    work: impl Fn(&I) -> O + Sync,
) -> Vec<O> {
    let mut done: BTreeMap<usize, O> = BTreeMap::new();
    parallel::each(items, work, |at, result| {
        done.insert(at, result);
        watch(done.len(), items.len());
        true
    });
    done.into_values().collect()
}
