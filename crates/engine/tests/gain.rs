//! Where a value lies, what one more fact would bring, and what country and neighbours suggest.
#![allow(clippy::unwrap_used)]

use city_peers_engine::Directory;
use city_peers_engine::assemble::{Sources, assemble};
use city_peers_engine::gain::{Spread, distance, gains, national, nearest, of_country};
use city_peers_engine::model::{
    Better, Catalogue, Code, Facet, Indicator, Kind, Profile, Role, Scale, Value,
};
use city_peers_engine::quantise::Cell;
use city_peers_engine::weights::Weights;

fn codes(all: &str) -> Vec<Code> {
    let code = |code: char| Code {
        code: code.to_string(),
        label: String::new(),
        parent: None,
    };
    all.chars().map(code).collect()
}

/// A number, two categories, tags, an outcome.
fn catalogue() -> Catalogue {
    let number = || Kind::Number {
        scale: Scale::Linear,
        low: 0.0,
        high: 254.0,
    };
    let category = || Kind::Category {
        codes: codes("xyz"),
        parents: Vec::new(),
    };
    let context = |weight| Role::Context { facet: 0, weight };
    let outcome = Role::Outcome {
        better: Better::Higher,
        sdg: None,
    };
    let all = [
        ("people", number(), context(1.0)),
        ("zone", category(), context(3.0)),
        ("soil", category(), context(2.0)),
        (
            "risks",
            Kind::Tags {
                codes: codes("xyz"),
            },
            context(1.0),
        ),
        ("air", number(), outcome),
        ("nobody", number(), context(1.0)),
    ];
    let indicators = all.into_iter().map(|(id, kind, role)| Indicator {
        id: id.to_owned(),
        label: String::new(),
        definition: String::new(),
        unit: String::new(),
        kind,
        role,
        criterion: None,
        far: false,
        source: String::new(),
    });
    Catalogue {
        indicators: indicators.collect(),
        facets: vec![Facet {
            id: "f".to_owned(),
            label: String::new(),
            definition: String::new(),
            weight: 1.0,
        }],
        main: None,
    }
}

/// Cities as country, longitude, people, zone, soil; the first states risks.
fn directory(cities: &[(&str, f64, f64, &str, &str)]) -> Directory {
    let profiles = cities.iter().enumerate().map(|(ix, city)| {
        let (country, lon, people, zone, soil) = *city;
        let mut profile = Profile {
            id: format!("{}-{ix}", country.to_lowercase()),
            country: country.to_owned(),
            lat: Some(0.0),
            lon: Some(lon),
            ..Profile::default()
        };
        let mut state = |id: &str, value: Value| profile.values.insert(id.to_owned(), value);
        state("people", Value::Number(people));
        state("zone", Value::Code(zone.to_owned()));
        if !soil.is_empty() {
            state("soil", Value::Code(soil.to_owned()));
        }
        if ix == 0 {
            state("risks", Value::Codes(vec!["x".to_owned(), "z".to_owned()]));
        }
        profile
    });
    let sources = Sources {
        profiles: profiles.collect(),
        catalogue: catalogue(),
        ..Sources::default()
    };
    assemble(sources, &|name| name.to_lowercase()).directory
}

fn five() -> Directory {
    directory(&[
        ("AA", 0.0, 10.0, "x", "x"),
        ("AA", 1.0, 20.0, "x", "y"),
        ("AA", 2.0, 30.0, "x", ""),
        ("BB", 3.0, 30.0, "y", "x"),
        ("BB", 170.0, 40.0, "y", ""),
    ])
}

#[test]
fn a_value_lies_where_the_directory_says() {
    let directory = five();
    let people = Spread::of(&directory, 0);
    assert_eq!(people.stated, 5);
    assert_eq!(people.below(10), Some(0.0));
    assert_eq!(people.below(30), Some(0.4));
    assert_eq!(people.below(254), Some(1.0));
    assert_eq!(
        (people.quantile(0.25), people.quantile(0.5)),
        (Some(20), Some(30))
    );
    let risks = Spread::of(&directory, 3);
    assert_eq!((risks.stated, risks.counts.as_slice()), (1, &[1, 0, 1][..]));
    let nobody = Spread::of(&directory, 5);
    assert_eq!((nobody.below(9), nobody.quantile(0.5)), (None, None));
    assert_eq!(Spread::of(&directory, 99), Spread::default());
}

#[test]
fn a_fact_brings_what_others_state_and_we_do_not() {
    let directory = five();
    let spreads: Vec<Spread> = (0..6).map(|ix| Spread::of(&directory, ix)).collect();
    let weights = Weights::new(&directory.catalogue, &[100], 5.0);
    let mut cells = vec![Cell::Unknown; 6];
    cells[0] = Cell::Byte(12);
    let found = gains(&spreads, &cells, &weights);
    let order: Vec<(usize, u32)> = found.iter().map(|g| (g.indicator, g.cities)).collect();
    // Known: 0. An outcome: 4. Nobody states 5.
    assert_eq!(order, [(1, 5), (2, 3), (3, 1)]);
    let share = found.first().unwrap().coverage;
    assert!((share - 3.0 / 8.0).abs() < 0.02, "{share}");
    cells[1] = Cell::Byte(0);
    assert_eq!(gains(&spreads, &cells, &weights).len(), 2);
}

#[test]
fn a_country_suggests_what_never_differs_within_one() {
    let directory = five();
    assert_eq!(
        national(&directory),
        [false, true, false, false, false, false]
    );
    assert_eq!(of_country(&directory, "BB", 1), Cell::Byte(1));
    assert_eq!(of_country(&directory, "CC", 1), Cell::Unknown);
    // With one or two cities a country nothing shows.
    let few = directory_of_two();
    assert!(national(&few).iter().all(|same| !same));
}

fn directory_of_two() -> Directory {
    directory(&[("AA", 0.0, 1.0, "x", "x"), ("BB", 0.0, 2.0, "y", "y")])
}

#[test]
fn neighbours_are_the_nearest_also_across_the_date_line() {
    let directory = five();
    let near = nearest(&directory, 0.0, -175.0, 2);
    let lon = |at: usize| directory.place(near[at].0).unwrap().1;
    assert_eq!((lon(0), near.len()), (170.0, 2));
    assert!((near[0].1 - 15.0 * 111.19).abs() < 5.0, "{}", near[0].1);
    assert!((distance((60.17, 24.94), (59.44, 24.75)) - 82.0).abs() < 2.0);
    assert!(nearest(&directory, 0.0, 0.0, 0).is_empty());
}
