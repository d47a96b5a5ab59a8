//! Chances against a second computation that shares nothing with the first but the definition.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::assemble::{Sources, assemble};
use city_peers_engine::certainty::{Certainty, Chance, Draws, certainty, certainty_one_by_one};
use city_peers_engine::compare;
use city_peers_engine::model::{
    Catalogue, Code, Facet, Indicator, Kind, Profile, Role, Scale, Value,
};
use city_peers_engine::quantise::Cell;
use city_peers_engine::random::Random;
use city_peers_engine::suggest::{Query, Ranker, Subject};
use city_peers_engine::{CityIx, Directory};

const COUNTRIES: [&str; 5] = ["AA", "BB", "CC", "DD", "EE"];

fn code(ix: usize, parent: Option<u8>) -> Code {
    Code {
        code: format!("c{ix}"),
        label: String::new(),
        parent,
    }
}

/// Seven indicators of three kinds in `facets` facets.
fn catalogue(facets: u8) -> Catalogue {
    let number = |log| Kind::Number {
        scale: if log { Scale::Log } else { Scale::Linear },
        low: 1.0,
        high: 100.0,
    };
    let kinds = [
        number(false),
        number(true),
        Kind::Ordered {
            levels: (0..4).map(|ix| code(ix, None)).collect(),
        },
        number(false),
        Kind::Category {
            codes: (0..5).map(|ix| code(ix, Some(ix as u8 / 3))).collect(),
            parents: (0..2).map(|ix| code(ix, None)).collect(),
        },
        Kind::Tags {
            codes: (0..6).map(|ix| code(ix, None)).collect(),
        },
        number(true),
    ];
    let indicators = kinds.into_iter().enumerate().map(|(ix, kind)| Indicator {
        id: format!("i{ix}"),
        label: String::new(),
        definition: String::new(),
        unit: String::new(),
        role: Role::Context {
            facet: ix as u8 % facets,
            weight: [1.0, 0.5, 1.5][ix % 3],
        },
        criterion: None,
        far: false,
        source: String::new(),
        kind,
    });
    Catalogue {
        indicators: indicators.collect(),
        facets: (0..facets)
            .map(|ix| Facet {
                id: format!("f{ix}"),
                label: String::new(),
                definition: String::new(),
                weight: 1.0 + f64::from(ix) * 0.4,
            })
            .collect(),
        main: None,
    }
}

/// Cities of five countries; of hundred values, `unknown` are not stated.
fn directory(cities: usize, facets: u8, unknown: u64, seed: u64) -> Directory {
    let catalogue = catalogue(facets);
    let mut random = Random::new(seed);
    let mut profiles = Vec::new();
    for ix in 0..cities {
        let country = COUNTRIES[random.below(5) as usize];
        let mut profile = Profile {
            id: format!("{}-{ix:03}", country.to_lowercase()),
            country: country.to_owned(),
            languages: vec![format!("l{}", random.below(3))],
            ..Profile::default()
        };
        for indicator in &catalogue.indicators {
            if random.below(100) < unknown {
                continue;
            }
            let one =
                |count: usize, random: &mut Random| format!("c{}", random.below(count as u64));
            let value = match &indicator.kind {
                Kind::Number { .. } => Value::Number(1.0 + 99.0 * random.share()),
                Kind::Ordered { levels } => Value::Code(one(levels.len(), &mut random)),
                Kind::Category { codes, .. } => Value::Code(one(codes.len(), &mut random)),
                Kind::Tags { codes } => {
                    let bits = random.bits();
                    let has = |ix: &usize| bits >> ix & 1 == 1;
                    let all = (0..codes.len()).filter(has);
                    Value::Codes(all.map(|ix| format!("c{ix}")).collect())
                }
            };
            profile.values.insert(indicator.id.clone(), value);
        }
        profiles.push(profile);
    }
    let sources = Sources {
        catalogue,
        profiles,
        ..Sources::default()
    };
    assemble(sources, &|name| name.to_lowercase()).directory
}

/// A gamma number by other means than the engine's: exponentials for the whole part, Jöhnk's method for the rest.
fn gamma(shape: f64, random: &mut Random) -> f64 {
    let mut sum = 0.0;
    for _ in 0..shape as u32 {
        sum -= (1.0 - random.share()).ln();
    }
    let rest = shape.fract();
    if rest > 0.0 {
        loop {
            let x = random.share().powf(1.0 / rest);
            let y = random.share().powf(1.0 / (1.0 - rest));
            if x + y <= 1.0 && x + y > 0.0 {
                sum -= (1.0 - random.share()).ln() * x / (x + y);
                break;
            }
        }
    }
    sum
}

/// Chance to be listed and ranks, from the definition: every draw has its own weights and its own donors.
fn again(
    directory: &Directory,
    subject: &Subject,
    query: &Query,
    listed: &[CityIx],
    draws: usize,
    seed: u64,
) -> Vec<(f64, Vec<usize>)> {
    let catalogue = &directory.catalogue;
    let mut random = Random::new(seed);
    let facets = catalogue.facets.len();
    let base: f64 = catalogue.facets.iter().map(|f| f.weight).sum();
    let mut in_facet = vec![0.0; facets];
    for indicator in &catalogue.indicators {
        let (facet, weight) = indicator.context().unwrap();
        in_facet[facet] += weight;
    }
    let used = catalogue.indicators.len() as f64;
    let parts = query.purpose.score_weights();
    let us = subject.city.unwrap();
    let ranker = Ranker::new(directory, query);
    let mut out: Vec<(f64, Vec<usize>)> = listed.iter().map(|_| (0.0, Vec::new())).collect();
    let country = |city: CityIx| directory.country(city).to_owned();
    for _ in 0..draws {
        let drawn: Vec<f64> = catalogue
            .facets
            .iter()
            .map(|f| gamma(40.0 * f.weight / base, &mut random))
            .collect();
        let all: f64 = drawn.iter().sum();
        let weight = |ix: usize| {
            let (facet, weight) = catalogue.indicators[ix].context().unwrap();
            drawn[facet] / all * weight / in_facet[facet]
        };
        let mean: f64 = (0..catalogue.indicators.len())
            .map(|ix| weight(ix) * directory.reference.mean(ix))
            .sum();
        let prior = directory.reference.shrink() / used;
        let filled: Vec<Vec<Cell>> = directory
            .indices()
            .map(|city| {
                (0..catalogue.indicators.len())
                    .map(|ix| {
                        let cell = directory.cell(ix, city);
                        if cell != Cell::Unknown {
                            return cell;
                        }
                        let known = |c: &CityIx| directory.cell(ix, *c) != Cell::Unknown;
                        let all: Vec<CityIx> = directory.indices().filter(known).collect();
                        if all.len() < 20 {
                            return Cell::Unknown;
                        }
                        let near: Vec<CityIx> = all
                            .iter()
                            .copied()
                            .filter(|c| country(*c) == country(city))
                            .collect();
                        let donors = if near.len() >= 5 { near } else { all };
                        let donor = random.below(donors.len() as u64) as usize;
                        directory.cell(ix, donors[donor])
                    })
                    .collect()
            })
            .collect();
        let mut scored: Vec<(f64, CityIx)> = Vec::new();
        for city in directory.indices().filter(|city| *city != us) {
            let (mut differences, mut known) = (prior * mean, prior);
            for (ix, indicator) in catalogue.indicators.iter().enumerate() {
                let (ours, theirs) = (filled[us.ix()][ix], filled[city.ix()][ix]);
                if let Some(d) = compare::difference(&indicator.kind, ours, theirs) {
                    differences += weight(ix) * f64::from(d) / 254.0;
                    known += weight(ix);
                }
            }
            let likeness = 1.0 - differences / known;
            let ease = ranker.partner(subject, city, 0.0).ease.score;
            let (mut sum, mut all) = (
                f64::from(parts.likeness) * likeness,
                f64::from(parts.likeness),
            );
            if let Some(ease) = ease {
                sum += f64::from(parts.ease) * ease;
                all += f64::from(parts.ease);
            }
            scored.push((sum / all, city));
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut list: Vec<CityIx> = Vec::new();
        for &(_, city) in &scored {
            let same = list
                .iter()
                .filter(|c| country(**c) == country(city))
                .count();
            if query.per_country == 0 || same < query.per_country {
                list.push(city);
            }
        }
        for (city, out) in listed.iter().zip(&mut out) {
            if let Some(rank) = list.iter().position(|c| c == city) {
                out.0 += f64::from(u8::from(rank < query.top)) / draws as f64;
                out.1.push(rank + 1);
            } else {
                out.1.push(usize::MAX);
            }
        }
    }
    out
}

fn asked(directory: &Directory, query: &Query, city: u32) -> (Subject, Vec<CityIx>) {
    let subject = Subject::of_city(directory, CityIx(city));
    let suggestions = Ranker::new(directory, query).suggest(&subject);
    let listed = suggestions.partners.iter().map(|p| p.city).collect();
    (subject, listed)
}

#[test]
fn chances_agree_with_a_second_computation_on_other_seeds() {
    let mut compared = 0;
    for (case, (unknown, per_country)) in [(0, 0), (0, 2), (25, 0), (25, 2)].into_iter().enumerate()
    {
        let directory = directory(70, 3, unknown, case as u64 + 5);
        let query = Query {
            top: 10,
            per_country,
            ..Query::default()
        };
        for city in [3, 40] {
            let (subject, listed) = asked(&directory, &query, city);
            let ranker = Ranker::new(&directory, &query);
            let draws = Draws {
                count: 4000,
                ..Draws::default()
            };
            let chances = certainty(&ranker, &subject, &listed, draws);
            let second = again(&directory, &subject, &query, &listed, 800, 99);
            for (chance, (first, mut ranks)) in chances.into_iter().zip(second) {
                // Four standard errors of 800 draws, and what 100 fillings leave.
                let error = (first * (1.0 - first)).max(0.02);
                let allowed = 4.0 * (error / 800.0).sqrt() + if unknown > 0 { 0.05 } else { 0.0 };
                assert!(
                    (chance.first - first).abs() <= allowed,
                    "{unknown} % unknown, {per_country} per country: {} and {first}",
                    chance.first
                );
                if per_country == 0 {
                    ranks.sort_unstable();
                    let (low, high) = (ranks[ranks.len() / 20], ranks[ranks.len() * 19 / 20]);
                    let near =
                        |a: u32, b: usize| f64::from(a.abs_diff(b as u32)) <= 2.0 + b as f64 / 6.0;
                    assert!(near(chance.low, low), "{} and {low}", chance.low);
                    assert!(near(chance.high, high), "{} and {high}", chance.high);
                }
                compared += 1;
            }
        }
    }
    assert!(compared >= 70, "{compared}");
}

#[test]
fn draws_are_the_same_every_time_and_nearly_so_for_other_seeds() {
    let directory = directory(120, 4, 20, 77);
    let query = Query {
        top: 10,
        per_country: 2,
        ..Query::default()
    };
    let ranker = Ranker::new(&directory, &query);
    for city in 0..8 {
        let (subject, listed) = asked(&directory, &query, city * 9);
        let one = certainty(&ranker, &subject, &listed, Draws::default());
        assert_eq!(one, certainty(&ranker, &subject, &listed, Draws::default()));
        let draws = Draws {
            count: 1000,
            seed: 12345,
        };
        let other = certainty(&ranker, &subject, &listed, draws);
        for (a, b) in one.iter().zip(&other) {
            assert!(
                (a.first - b.first).abs() < 0.16,
                "{} and {}",
                a.first,
                b.first
            );
        }
    }
}

#[test]
fn where_nothing_varies_every_rank_is_certain() {
    let directory = directory(40, 1, 0, 3);
    let query = Query {
        top: 10,
        ..Query::default()
    };
    let ranker = Ranker::new(&directory, &query);
    let (subject, listed) = asked(&directory, &query, 7);
    let chances = certainty(&ranker, &subject, &listed, Draws::default());
    for (ix, chance) in chances.iter().enumerate() {
        let rank = ix as u32 + 1;
        assert_eq!((chance.first, chance.low, chance.high), (1.0, rank, rank));
    }
    let bands: Vec<u32> = chances.iter().map(|c| c.band).collect();
    assert!(bands.windows(2).all(|two| two[0] <= two[1]), "{bands:?}");
}

#[test]
fn bands_join_what_changes_places() {
    let directory = directory(150, 3, 0, 11);
    let query = Query {
        top: 10,
        ..Query::default()
    };
    let ranker = Ranker::new(&directory, &query);
    let mut joined = 0;
    for city in 0..10 {
        let (subject, listed) = asked(&directory, &query, city * 13);
        let chances: Vec<Chance> = certainty(&ranker, &subject, &listed, Draws::default());
        assert_eq!(chances[0].band, 1);
        for two in chances.windows(2) {
            assert!(two[1].band == two[0].band || two[1].band == two[0].band + 1);
            joined += usize::from(two[1].band == two[0].band);
        }
        for chance in &chances {
            assert!((0.0..=1.0).contains(&chance.first) && chance.low <= chance.high);
        }
    }
    assert!(joined > 0, "with three facets some order must be open");
}

#[test]
fn odd_questions_have_answers() {
    let directory = directory(30, 2, 40, 2);
    let query = Query {
        top: 50,
        per_country: 1,
        ..Query::default()
    };
    let (subject, listed) = asked(&directory, &query, 0);
    let ranker = Ranker::new(&directory, &query);
    for count in [0, 1, 7, 1000] {
        let draws = Draws { count, seed: 1 };
        assert_eq!(
            certainty(&ranker, &subject, &listed, draws).len(),
            listed.len()
        );
        assert!(certainty(&ranker, &subject, &[], draws).is_empty());
    }
    // Nothing known of the city that asks, nothing mixed in.
    let mut query = query;
    query.method.shrink = Some(0.0);
    let ranker = Ranker::new(&directory, &query);
    let nobody = Subject {
        cells: vec![Cell::Unknown; directory.catalogue.indicators.len()],
        ..Subject::default()
    };
    for chance in certainty(&ranker, &nobody, &listed, Draws::default()) {
        assert!(chance.first.is_finite());
    }
}

#[test]
fn testing_near_weightings_together_changes_nothing() {
    let mut with_gaps = 0;
    for case in 0..60 {
        let mut random = Random::new(case);
        let mut one = |from: u64, to: u64| from + random.below(to - from);
        let (cities, facets) = (one(15, 400), one(1, 6));
        let unknown = [0, 2, 30][one(0, 3) as usize];
        let directory = directory(cities as usize, facets as u8, unknown, case + 100);
        let mut query = Query {
            top: one(1, 15) as usize,
            per_country: one(0, 4) as usize,
            ..Query::default()
        };
        query.method.exposure = [0.0, 0.5][one(0, 2) as usize];
        query.method.shrink = Some([5.0, 0.0][one(0, 2) as usize]);
        let city = one(0, cities) as u32;
        let (subject, mut listed) = asked(&directory, &query, city);
        if one(0, 3) == 0 {
            // A list that is not the best there is.
            listed.push(CityIx(one(0, cities) as u32));
        }
        with_gaps += usize::from(subject.cells.contains(&Cell::Unknown));
        let ranker = Ranker::new(&directory, &query);
        let draws = Draws {
            count: one(1, 700) as usize,
            seed: case,
        };
        assert_eq!(
            certainty(&ranker, &subject, &listed, draws),
            certainty_one_by_one(&ranker, &subject, &listed, draws),
            "case {case}"
        );
    }
    assert!((5..55).contains(&with_gaps), "{with_gaps}");
}

#[test]
fn in_steps_it_is_the_same_and_more_cities_change_nothing_for_the_first() {
    for (case, (unknown, per_country)) in [(0, 0), (0, 2), (25, 2)].into_iter().enumerate() {
        let directory = directory(160, 3, unknown, case as u64 + 21);
        let query = Query {
            top: 10,
            per_country,
            ..Query::default()
        };
        let ranker = Ranker::new(&directory, &query);
        let (subject, listed) = asked(&directory, &query, 40);
        let whole = certainty(&ranker, &subject, &listed, Draws::default());
        let mut more = listed.clone();
        more.extend(
            [CityIx(3), CityIx(90)]
                .iter()
                .filter(|c| !listed.contains(c)),
        );
        let mut steps = Certainty::new(&ranker, &subject, &more, Draws::default());
        let (mut count, mut done) = (0u64, 0.0);
        while steps.step(&directory) {
            count += 1;
            assert!(steps.done() >= done && steps.done() <= 1.0);
            done = steps.done();
        }
        assert!(count > unknown / 2 && steps.done() == 1.0, "{count} steps");
        assert!(!steps.step(&directory), "done is done");
        let chances = steps.chances(&directory);
        assert_eq!(chances[..listed.len()], whole[..]);
        assert_eq!(chances.len(), more.len());
        let bands: Vec<u32> = whole.iter().map(|chance| chance.band).collect();
        assert_eq!(steps.bands(&listed), bands);
        assert_eq!(steps.alike_bands(&listed).len(), listed.len());
        for chance in &chances {
            let middle = steps.middle(chance.city).unwrap();
            assert!((chance.low..=chance.high).contains(&middle));
            let (low, high) = steps.likeness(chance.city).unwrap();
            let own = ranker.partner(&subject, chance.city, 0.0).likeness.unwrap();
            assert!(low < high && (0.0..=1.0).contains(&low) && high <= 1.0);
            // Weights vary round those of the question: its likeness is within, or near where gaps are filled.
            let near = if unknown > 0 { 0.2 } else { 0.0 };
            assert!(
                (low - near..=high + near).contains(&own),
                "{low} {own} {high}"
            );
        }
        assert!(steps.likeness(CityIx(40)).is_none());
    }
}
