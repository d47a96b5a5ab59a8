//! The figures of a comparison, worked out once for all renderings. Reads the snapshot, asks the engine.

use super::MOST;
use crate::later::charts::Mark;
use crate::state::{Answered, Asked, Loaded, Shared, Snapshot};
use city_peers_engine::portfolio::Part;
use city_peers_engine::practices::Practices;
use city_peers_engine::side_by_side::{self, CompareAnswer, Side};
use city_peers_engine::spread::{Spread, mains};
use city_peers_engine::suggest::{Partner, Query, Ranker, Subject};
use city_peers_engine::weights::facet_factors;
use city_peers_engine::{CityIx, Directory};

/// What a sheet was worked out from.
#[derive(Debug, PartialEq)]
pub(super) struct Key {
    loaded: Shared<Loaded>,
    asked: Asked,
    drafts: u32,
    chosen: Vec<CityIx>,
    practices: bool,
}

impl Key {
    pub(super) fn of(snapshot: &Snapshot, chosen: &[CityIx]) -> Key {
        Key {
            loaded: snapshot.loaded.clone(),
            asked: snapshot.visit.asked.clone(),
            drafts: snapshot.visit.drafts,
            chosen: chosen.to_vec(),
            practices: snapshot.practices.ready().is_some(),
        }
    }
}

/// One of the cities.
#[derive(Debug)]
pub(super) struct City {
    pub mark: Mark,
    /// `None` for the visitor's own, where the directory does not have it.
    pub city: Option<CityIx>,
    pub country: String,
    pub submitted: bool,
    pub subject: Subject,
    /// What it is suggested as, if it is.
    pub role: Option<Part>,
}

/// Some cities side by side; the first is the one the others are compared with.
#[derive(Debug)]
pub(super) struct Sheet {
    pub key: Key,
    /// The first one is the visitor's own.
    pub own: bool,
    pub cities: Vec<City>,
    pub answer: CompareAnswer,
    /// How each of the others compares with the first.
    pub partners: Vec<Partner>,
    /// Per facet, how much it counts for the question and for its topics alone: hundredths.
    pub factors: Vec<(u16, u16)>,
    /// Per facet, per other city: how far from the first one, and how far an average pair is that states the same.
    pub apart: Vec<Vec<Option<(f64, f64)>>>,
}

/// How each indicator is spread over a directory.
#[derive(Debug)]
pub(super) struct Spreads {
    pub of: Shared<Loaded>,
    pub each: Vec<Spread>,
    /// The main indicator, as exact as the core has it, ascending.
    pub mains: Vec<u64>,
}

impl Spreads {
    pub(super) fn new(loaded: &Shared<Loaded>) -> Spreads {
        let directory = &loaded.directory;
        let indicators = 0..directory.catalogue.indicators.len();
        Spreads {
            of: loaded.clone(),
            each: indicators.map(|ix| Spread::of(directory, ix)).collect(),
            mains: mains(directory),
        }
    }
}

impl Sheet {
    /// Works a comparison out; `None` where there are not two cities.
    pub(super) fn new(
        snapshot: &Snapshot,
        answered: Option<&Answered>,
        chosen: &[CityIx],
    ) -> Option<Sheet> {
        let own = answered.is_some() && snapshot.visit.has_city();
        if usize::from(own) + chosen.len() < 2 {
            return None;
        }
        let directory = &snapshot.loaded.directory;
        let query = snapshot.visit.asked.query();
        let ranker = Ranker::new(directory, &query);
        let cities = cities(snapshot, answered, chosen);
        let (first, others) = cities.split_first()?;
        let sides: Vec<Side> = cities.iter().map(side).collect();
        let none = Practices::default();
        let practices = snapshot.practices.ready().map_or(&none, |p| p);
        let partners = others
            .iter()
            .map(|other| ranker.compare(&first.subject, &other.subject))
            .collect();
        let answer = side_by_side::side_by_side(directory, practices, &sides, &query);
        let facets = 0..directory.catalogue.facets.len();
        Some(Sheet {
            key: Key::of(snapshot, chosen),
            own: first.mark == Mark::Me,
            factors: factors(directory, &query),
            apart: facets
                .map(|facet| apart(&ranker, facet, &answer, others.len()))
                .collect(),
            partners,
            answer,
            cities,
        })
    }

    /// The visitor's city and the others, the others alone.
    pub(super) fn others(&self) -> &[City] {
        self.cities.get(1..).unwrap_or_default()
    }
}

fn cities(snapshot: &Snapshot, answered: Option<&Answered>, chosen: &[CityIx]) -> Vec<City> {
    let directory = &snapshot.loaded.directory;
    let visit = &snapshot.visit;
    let own = answered.filter(|_| visit.has_city());
    let roles = own.map(|answered| &answered.portfolio.members);
    let mut cities = Vec::new();
    if let Some(answered) = own {
        let draft = visit.draft.as_ref();
        let city = answered.subject.city;
        cities.push(City {
            mark: Mark::Me,
            city,
            country: match (draft, city) {
                (Some(draft), _) => draft.country.clone(),
                (None, Some(city)) => directory.country(city).to_owned(),
                (None, None) => String::new(),
            },
            submitted: draft.is_some() || city.is_some_and(|city| directory.submitted(city)),
            subject: answered.subject.clone(),
            role: None,
        });
    }
    for (at, &city) in chosen.iter().take(MOST).enumerate() {
        let role = roles.into_iter().flatten().find(|m| m.partner.city == city);
        cities.push(City {
            mark: Mark::Other(at),
            city: Some(city),
            country: directory.country(city).to_owned(),
            submitted: directory.submitted(city),
            subject: Subject::of_city(directory, city),
            role: role.map(|member| member.part),
        });
    }
    cities
}

fn side(city: &City) -> Side {
    Side {
        subject: city.subject.clone(),
        // Names follow the language of the page; what is kept here must not.
        name: String::new(),
        country: city.country.clone(),
        submitted: city.submitted,
    }
}

/// Per facet, what the whole question and its topics alone make of its weight.
fn factors(directory: &Directory, query: &Query) -> Vec<(u16, u16)> {
    let (catalogue, purposes) = (&directory.catalogue, &directory.purposes);
    let whole = facet_factors(catalogue, purposes, &query.topics, &query.sliders);
    let topics = facet_factors(catalogue, purposes, &query.topics, &[]);
    whole.into_iter().zip(topics).collect()
}

/// How far each of the others is from the first in one facet, and how far an average pair is.
fn apart(
    ranker: &Ranker,
    facet: usize,
    answer: &CompareAnswer,
    others: usize,
) -> Vec<Option<(f64, f64)>> {
    let directory = ranker.directory();
    let Some(row) = answer.facets.get(facet) else {
        return vec![None; others];
    };
    // Pairs with the first city come first, in the order of the others.
    let expected = |pair: usize| {
        let (mut sum, mut all) = (0.0, 0.0);
        for row in &row.indicators {
            let known = row.difference.get(pair).copied().flatten().is_some();
            if let Some(ix) = directory
                .catalogue
                .indicator(&row.indicator)
                .filter(|_| known)
            {
                let weight = f64::from(ranker.weights().of.get(ix).copied().unwrap_or(0));
                sum += weight * directory.reference.mean(ix);
                all += weight;
            }
        }
        (all > 0.0).then(|| sum / all)
    };
    (0..others)
        .map(|pair| {
            let likeness = row.likeness.get(pair).copied().flatten()?;
            Some((1.0 - likeness, expected(pair)?))
        })
        .collect()
}
