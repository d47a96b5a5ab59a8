//! Made-up directories of any size. Pure; the same seed gives the same bytes.

use city_peers_engine::directory::{Cities, CityIx, Column, Directory, NONE, Strings};
use city_peers_engine::model::{
    Catalogue, Code, Facet, Indicator, Kind, Meta, Role, Scale, TopicPurposes, Vocabulary,
};
use city_peers_engine::quantise::{STEPS, UNKNOWN};
use city_peers_engine::random::Random;
use city_peers_engine::reference::Reference;

/// Indicators of one facet.
const PER_FACET: usize = 8;
/// One city in ten states no value, as in a directory of some years' collecting.
const UNKNOWN_SHARE: u64 = 10;

/// A directory of random values. Of eight indicators of a facet six are numbers, one has 5 levels, one 30 codes in 6
/// groups. City 0 states everything, the others leave out a tenth.
///
/// `plain` leaves out what other programs have no word for: levels and groups are codes like others, every value is
/// known, and the first two cities have the lowest and the highest of every number.
pub fn random(cities: usize, indicators: usize, plain: bool) -> Directory {
    let mut random = Random::new(0x5EED_0FBE_9C45);
    let catalogue = catalogue(indicators, plain);
    let columns = catalogue.indicators.iter().map(|indicator| {
        let values = match &indicator.kind {
            Kind::Number { .. } => u64::from(STEPS) + 1,
            _ => indicator.codes().len() as u64,
        };
        let draw = |city: usize| {
            let bits = random.bits();
            let known = plain || city == 0 || !(bits >> 40).is_multiple_of(UNKNOWN_SHARE);
            match (known, city) {
                (false, _) => UNKNOWN,
                (true, 0) if plain => 0,
                (true, 1) if plain => (values - 1) as u8,
                (true, _) => (((bits & 0xFFFF_FFFF) * values) >> 32) as u8,
            }
        };
        Column::Bytes((0..cities).map(draw).collect())
    });
    let columns = columns.collect();
    let ids: Strings = (0..cities).map(|city| format!("xx-{city}")).collect();
    let mut directory = Directory {
        meta: Meta::default(),
        counts: Default::default(),
        catalogue,
        vocabulary: Vocabulary::default(),
        purposes: TopicPurposes::default(),
        reference: Reference::default(),
        cities: Cities {
            names: ids.clone(),
            keys: ids.clone(),
            ids,
            countries: (0..100).map(|c| format!("{c:02}")).collect(),
            country: (0..cities).map(|city| (city % 100) as u16).collect(),
            lat: vec![0; cities],
            lon: vec![0; cities],
            zone: vec![NONE; cities],
            language_set: vec![NONE; cities],
            main: vec![0; cities],
            submitted: vec![false; cities],
            columns,
            ..Cities::default()
        },
        ties: Vec::new(),
    };
    directory.counts.cities = cities as u32;
    directory.reference = Reference::measure(&directory);
    directory
}

fn catalogue(indicators: usize, plain: bool) -> Catalogue {
    let facets = (0..indicators.div_ceil(PER_FACET)).map(|facet| Facet {
        id: format!("facet-{facet}"),
        label: String::new(),
        definition: String::new(),
        weight: 1.0 + facet as f64 * 0.37,
    });
    let indicators = (0..indicators).map(|at| Indicator {
        id: format!("indicator-{at:02}"),
        label: String::new(),
        definition: String::new(),
        unit: String::new(),
        kind: match at % PER_FACET {
            3 if !plain => Kind::Ordered {
                levels: codes(5, 1),
            },
            3 | 6 if plain => Kind::Category {
                codes: codes(30, 1),
                parents: Vec::new(),
            },
            6 => Kind::Category {
                codes: codes(30, 6),
                parents: codes(6, 1),
            },
            _ => Kind::Number {
                scale: Scale::Linear,
                low: 0.0,
                high: 254.0,
            },
        },
        role: Role::Context {
            facet: (at / PER_FACET) as u8,
            weight: 1.0 + (at * 5 % 4) as f64 * 0.5,
        },
        criterion: None,
        far: false,
        source: String::new(),
    });
    Catalogue {
        facets: facets.collect(),
        indicators: indicators.collect(),
        main: None,
    }
}

/// So many codes; every `groups` of them in turn share a parent.
fn codes(count: u8, groups: u8) -> Vec<Code> {
    let code = |code: u8| Code {
        code: format!("code-{code}"),
        label: String::new(),
        parent: (groups > 1).then_some(code % groups),
    };
    (0..count).map(code).collect()
}

/// A directory with its cities again and again until there are `cities` of them. Ties stay with the first ones.
pub fn tiled(directory: &Directory, cities: usize) -> Directory {
    let from = directory.len().max(1);
    let mut tiled = directory.clone();
    tiled.counts.cities = cities as u32;
    let all = &mut tiled.cities;
    for texts in [&mut all.ids, &mut all.names, &mut all.keys] {
        *texts = (0..cities).map(|city| texts.get(city % from)).collect();
    }
    for shorts in [&mut all.country, &mut all.zone, &mut all.language_set] {
        *shorts = cycled(shorts, cities);
    }
    for degrees in [&mut all.lat, &mut all.lon] {
        *degrees = cycled(degrees, cities);
    }
    all.main = cycled(&all.main, cities);
    all.submitted = cycled(&all.submitted, cities);
    for column in &mut all.columns {
        match column {
            Column::Unknown => {}
            Column::Bytes(bytes) => *bytes = cycled(bytes, cities),
            Column::Tags { of, .. } => *of = cycled(of, cities),
        }
    }
    all.statements = repeated(&all.statements, from, cities);
    all.goals = repeated(&all.goals, from, cities);
    all.circles = repeated(&all.circles, from, cities);
    tiled
}

/// The rows of some cities, for every repetition of theirs.
fn repeated<T: Clone>(rows: &[(CityIx, T)], from: usize, cities: usize) -> Vec<(CityIx, T)> {
    let rounds = (0..cities).step_by(from).map(|first| first as u32);
    rounds
        .flat_map(|first| {
            rows.iter()
                .map(move |row| (CityIx(first + row.0.0), row.1.clone()))
        })
        .filter(|row| row.0.ix() < cities)
        .collect()
}

fn cycled<T: Clone>(values: &[T], count: usize) -> Vec<T> {
    values.iter().cycle().take(count).cloned().collect()
}
