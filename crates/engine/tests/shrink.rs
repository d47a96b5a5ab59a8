//! λ of a directory: measured from the reference pairs, and used wherever nobody asks for another.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::CityIx;
use city_peers_engine::assemble::{Sources, assemble};
use city_peers_engine::compare::{self, Measure};
use city_peers_engine::directory::Directory;
use city_peers_engine::model::{
    Better, Catalogue, Facet, Indicator, Kind, Profile, Role, Scale, Value,
};
use city_peers_engine::suggest::{Method, Query, Ranker, Subject, query_weights};

/// Cities that each state the first so many of `context` indicators, and one outcome.
fn directory(context: usize, stated: &[usize]) -> Directory {
    let indicator = |ix: usize| Indicator {
        id: format!("i{ix}"),
        label: String::new(),
        definition: String::new(),
        unit: String::new(),
        kind: Kind::Number {
            scale: Scale::Linear,
            low: 0.0,
            high: 100.0,
        },
        role: if ix < context {
            Role::Context {
                facet: 0,
                weight: 1.0,
            }
        } else {
            Role::Outcome {
                better: Better::Higher,
                sdg: None,
            }
        },
        far: false,
        criterion: None,
        source: String::new(),
    };
    let profile = |(city, &stated): (usize, &usize)| {
        let value = |ix: usize| Value::Number(((city * 31 + ix * 17) % 97) as f64);
        let own = (0..stated).chain([context]);
        Profile {
            id: format!("c{city}"),
            values: own.map(|ix| (format!("i{ix}"), value(ix))).collect(),
            ..Profile::default()
        }
    };
    let catalogue = Catalogue {
        facets: vec![Facet {
            id: "all".to_owned(),
            label: String::new(),
            definition: String::new(),
            weight: 1.0,
        }],
        indicators: (0..=context).map(indicator).collect(),
        main: None,
    };
    let sources = Sources {
        catalogue,
        profiles: stated.iter().enumerate().map(profile).collect(),
        ..Sources::default()
    };
    assemble(sources, &str::to_owned).directory
}

#[test]
fn it_is_a_twelfth_of_what_a_pair_states() {
    let of = |context: usize, stated: &[usize]| directory(context, stated).reference.shrink;
    assert_eq!(of(24, &[24; 5]), 200);
    assert_eq!(of(63, &[63; 5]), 525);
    // What nobody states does not count, nor does what one of the two leaves unsaid: pairs state 24, 12 and 12.
    assert_eq!(of(60, &[24, 24, 12]), 133);
    // Outcomes count for nothing; there is a least and a most.
    assert_eq!(of(3, &[3; 5]), 50);
    assert_eq!(of(12, &[0; 5]), 50);
    assert_eq!(of(200, &[200; 5]), 800);
    // Without a pair, as in a directory of one city, it is the design's.
    assert_eq!(of(24, &[24]), 500);
}

#[test]
fn questions_take_it_from_the_directory_unless_they_name_another() {
    let mut directory = directory(24, &[24, 20, 12, 6, 6]);
    let ask = |directory: &Directory, shrink: Option<f64>| {
        let method = Method {
            shrink,
            ..Method::default()
        };
        let query = Query {
            top: 10,
            method,
            ..Query::default()
        };
        Ranker::new(directory, &query).scores(&Subject::of_city(directory, CityIx(0)))
    };
    let own = directory.reference.shrink();
    assert_eq!(ask(&directory, None), ask(&directory, Some(own)));
    assert_ne!(ask(&directory, None), ask(&directory, Some(5.0)));
    directory.reference.shrink = 500;
    assert_eq!(ask(&directory, None), ask(&directory, Some(5.0)));
    assert_ne!(ask(&directory, None), ask(&directory, Some(own)));
}

#[test]
fn words_are_measured_with_it() {
    let directory = directory(24, &[24, 20, 12, 6, 6, 9, 15]);
    let weights = query_weights(&directory, &Query::default());
    let measure = Measure::new(&directory.reference, &weights);
    let mut likeness = Vec::new();
    for a in directory.indices() {
        for b in directory.indices().filter(|b| *b < a) {
            let row = |city| compare::cells(&directory, city);
            let sums = compare::pair(&directory.catalogue, &row(a), &row(b), &weights);
            likeness.push((measure.likeness(sums).unwrap() * 10_000.0) as u16);
        }
    }
    likeness.sort_unstable();
    let at = |share: usize| likeness[likeness.len() * share / 1000];
    assert_eq!(
        directory.reference.likeness_words,
        [at(500), at(900), at(995)]
    );
}
