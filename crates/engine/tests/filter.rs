//! A filter leaves what a directory without the other cities would give.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::assemble::{Sources, assemble};
use city_peers_engine::certainty::{Draws, certainty};
use city_peers_engine::directory::{Cities, Column, Strings, Years, Zone};
use city_peers_engine::filter::{Filter, Rule};
use city_peers_engine::model::{
    Better, Catalogue, Code, Facet, Indicator, Kind, Need, Offer, Origin, Profile, Purpose, Role,
    Scale, Term, Value, Vocabulary,
};
use city_peers_engine::portfolio::portfolio;
use city_peers_engine::quantise::Cell;
use city_peers_engine::random::Random;
use city_peers_engine::standing::{Cause, standing};
use city_peers_engine::suggest::{Query, Ranker, Subject};
use city_peers_engine::{CityIx, Directory};

const COUNTRIES: [&str; 6] = ["AA", "BB", "CC", "DD", "EE", "FF"];
const TOPICS: [&str; 3] = ["heat", "floods", "waste"];

fn codes(count: usize) -> Vec<Code> {
    let code = |ix| Code {
        code: format!("c{ix}"),
        label: String::new(),
        parent: None,
    };
    (0..count).map(code).collect()
}

fn catalogue() -> Catalogue {
    let number = || Kind::Number {
        scale: Scale::Linear,
        low: 1.0,
        high: 1000.0,
    };
    let category = Kind::Category {
        codes: codes(5),
        parents: Vec::new(),
    };
    let kinds = [
        number(),
        category,
        Kind::Ordered { levels: codes(4) },
        Kind::Tags { codes: codes(6) },
        number(),
    ];
    let indicators = kinds.into_iter().enumerate().map(|(ix, kind)| Indicator {
        id: format!("i{ix}"),
        label: String::new(),
        definition: String::new(),
        unit: String::new(),
        role: match ix {
            4 => Role::Outcome {
                better: Better::Higher,
                sdg: Some("11.5".to_owned()),
            },
            _ => Role::Context {
                facet: ix as u8 % 2,
                weight: 1.0,
            },
        },
        criterion: None,
        far: ix == 1,
        source: String::new(),
        kind,
    });
    Catalogue {
        indicators: indicators.collect(),
        facets: (0..2)
            .map(|ix| Facet {
                id: format!("f{ix}"),
                label: String::new(),
                definition: String::new(),
                weight: 1.0,
            })
            .collect(),
        main: Some(0),
    }
}

/// Cities that state everything about their context, and of hundred, `silent` that state nothing at all but their country.
fn directory(silent: u64) -> Directory {
    let mut random = Random::new(7);
    let mut profiles = Vec::new();
    for ix in 0..240 {
        let country = COUNTRIES[random.below(6) as usize];
        let mut one = |count: u64| random.below(count);
        let mut profile = Profile {
            id: format!("{}-{ix:03}", country.to_lowercase()),
            country: country.to_owned(),
            ..Profile::default()
        };
        if one(100) >= silent {
            let tags = one(64);
            let tags = (0..6)
                .filter(|bit| tags >> bit & 1 == 1)
                .map(|bit| format!("c{bit}"));
            for (id, value) in [
                ("i0", Value::Number(1.0 + one(999) as f64)),
                ("i1", Value::Code(format!("c{}", one(5)))),
                ("i2", Value::Code(format!("c{}", one(4)))),
                ("i3", Value::Codes(tags.collect())),
                ("i4", Value::Number(1.0 + one(999) as f64)),
            ] {
                profile.values.insert(id.to_owned(), value);
            }
            profile.languages = vec![format!("l{}", one(4))];
            profile.time_zone = Some(format!("Z/{}", one(8)));
            profile.origin = [Origin::OpenData, Origin::Submitted][one(2) as usize];
            if one(3) == 0 {
                profile.networks = vec![format!("n{}", one(3))];
            }
            if one(2) == 0 {
                profile.needs = vec![Need {
                    topic: TOPICS[one(3) as usize].to_owned(),
                    importance: 2,
                    note: None,
                }];
                profile.offers = vec![Offer {
                    topic: TOPICS[one(3) as usize].to_owned(),
                    strength: 3,
                    practices: Vec::new(),
                    note: None,
                }];
            }
        }
        profiles.push(profile);
    }
    let years = Years::from(2026);
    let zone = |ix: i16| Zone::new(&format!("Z/{ix}"), years, |_| Some(ix * 90)).unwrap();
    let term = |code: &&str| Term {
        code: (*code).to_owned(),
        label: String::new(),
        definition: String::new(),
        sdgs: vec![11],
    };
    let sources = Sources {
        catalogue: catalogue(),
        vocabulary: Vocabulary {
            topics: TOPICS.iter().map(term).collect(),
            lists: Vec::new(),
        },
        profiles,
        years,
        zones: (0..8).map(zone).collect(),
        ..Sources::default()
    };
    assemble(sources, &|name| name.to_lowercase()).directory
}

/// The same directory with some of its cities only; everything that is fixed in a directory stays.
fn only(directory: &Directory, keep: &[bool]) -> (Directory, Vec<CityIx>) {
    let all = &directory.cities;
    let stay: Vec<usize> = (0..keep.len()).filter(|ix| keep[*ix]).collect();
    let strings = |of: &Strings| stay.iter().map(|ix| of.get(*ix)).collect::<Strings>();
    fn of<T: Copy>(stay: &[usize], column: &[T]) -> Vec<T> {
        stay.iter().map(|ix| column[*ix]).collect()
    }
    fn sparse<T: Clone>(stay: &[usize], rows: &[(CityIx, T)]) -> Vec<(CityIx, T)> {
        let at = |city: CityIx| stay.iter().position(|ix| *ix == city.ix());
        let rows = rows.iter();
        rows.filter_map(|(city, row)| Some((CityIx(at(*city)? as u32), row.clone())))
            .collect()
    }
    let columns = all.columns.iter().map(|column| match column {
        Column::Unknown => Column::Unknown,
        Column::Bytes(bytes) => Column::Bytes(of(&stay, bytes)),
        Column::Tags { sets, of: rows } => Column::Tags {
            sets: sets.clone(),
            of: of(&stay, rows),
        },
    });
    let cities = Cities {
        ids: strings(&all.ids),
        names: strings(&all.names),
        keys: strings(&all.keys),
        country: of(&stay, &all.country),
        lat: of(&stay, &all.lat),
        lon: of(&stay, &all.lon),
        zone: of(&stay, &all.zone),
        language_set: of(&stay, &all.language_set),
        main: of(&stay, &all.main),
        submitted: of(&stay, &all.submitted),
        columns: columns.collect(),
        statements: sparse(&stay, &all.statements),
        goals: sparse(&stay, &all.goals),
        circles: sparse(&stay, &all.circles),
        ..all.clone()
    };
    let ixs = stay.iter().map(|ix| CityIx(*ix as u32)).collect();
    (
        Directory {
            cities,
            ..directory.clone()
        },
        ixs,
    )
}

/// Every rule alone, some together, and none.
fn filters(directory: &Directory) -> Vec<Filter> {
    let network = |code: &str| {
        let networks = &directory.cities.networks;
        networks.iter().position(|n| n == code).unwrap() as u16
    };
    let rules = [
        Rule::Main {
            least: 200,
            most: 700,
        },
        Rule::Codes {
            indicator: 1,
            codes: vec![0, 3],
        },
        Rule::Codes {
            indicator: 2,
            codes: vec![1, 2],
        },
        Rule::Codes {
            indicator: 3,
            codes: vec![0, 5],
        },
        Rule::Languages(vec![1, 2]),
        Rule::SharedLanguage,
        Rule::Networks(vec![network("n0"), network("n2")]),
        Rule::Submitted,
        Rule::Hours(240),
        Rule::Abroad,
    ];
    let mut filters: Vec<Vec<Rule>> = rules.iter().map(|rule| vec![rule.clone()]).collect();
    filters.push(Vec::new());
    filters.push(vec![rules[0].clone(), rules[9].clone()]);
    filters.push(vec![rules[1].clone(), rules[7].clone(), rules[8].clone()]);
    filters.push(rules.to_vec());
    filters.into_iter().map(|rules| Filter { rules }).collect()
}

fn rich_city(directory: &Directory) -> CityIx {
    let known = |city: &CityIx| directory.main(*city).is_some();
    let speaks = |city: &CityIx| directory.statement(*city).is_some();
    let mut cities = directory.indices();
    cities.find(|city| known(city) && speaks(city)).unwrap()
}

#[test]
fn a_filtered_answer_is_that_of_a_directory_without_the_other_cities() {
    let directory = directory(10);
    let city = rich_city(&directory);
    let subject = Subject::of_city(&directory, city);
    let mut shown = 0;
    for filter in filters(&directory) {
        for (purpose, per_country) in [(Purpose::Learn, 2), (Purpose::Exchange, 0)] {
            let plain = Query {
                topics: vec![1],
                purpose,
                top: 10,
                per_country,
                ..Query::default()
            };
            let query = Query {
                filter: filter.clone(),
                ..plain.clone()
            };
            let mut keep = filter.keeps(&directory, &subject, None);
            keep[city.ix()] = true;
            let (small, from) = only(&directory, &keep);
            let asking = from.iter().position(|c| *c == city).unwrap();
            let asking = Subject::of_city(&small, CityIx(asking as u32));
            let (ranker, other) = (Ranker::new(&directory, &query), Ranker::new(&small, &plain));
            let (found, expected) = (ranker.suggest(&subject), other.suggest(&asking));
            assert_eq!(found.compared, expected.compared, "{filter:?}");
            assert_eq!(found.given_up, expected.given_up, "{filter:?}");
            let listed: Vec<CityIx> = found.partners.iter().map(|p| p.city).collect();
            let there: Vec<CityIx> = expected.partners.iter().map(|p| p.city).collect();
            let back = |c: &CityIx| from[c.ix()];
            assert_eq!(listed, there.iter().map(back).collect::<Vec<_>>());
            for (one, two) in found.partners.iter().zip(&expected.partners) {
                assert_eq!((one.score, one.likeness), (two.score, two.likeness));
            }
            shown += listed.len();

            let (roles, expected) = (portfolio(&ranker, &subject), portfolio(&other, &asking));
            assert_eq!(roles.given_up, expected.given_up);
            let of = |m: &city_peers_engine::portfolio::Member| (m.part, m.partner.score, m.ahead);
            assert_eq!(
                roles.members.iter().map(of).collect::<Vec<_>>(),
                expected.members.iter().map(of).collect::<Vec<_>>()
            );
            let same = roles.members.iter().zip(&expected.members);
            assert!(
                same.into_iter()
                    .all(|(one, two)| one.partner.city == back(&two.partner.city))
            );
        }
    }
    assert!(shown > 150, "{shown}");
}

#[test]
fn filtered_chances_are_those_of_a_directory_without_the_other_cities() {
    // Gaps would be filled from other donors: nobody has any here.
    let directory = directory(0);
    let city = rich_city(&directory);
    let subject = Subject::of_city(&directory, city);
    for (at, filter) in filters(&directory).into_iter().enumerate() {
        let plain = Query {
            top: 8,
            per_country: [0, 2][at % 2],
            ..Query::default()
        };
        let mut keep = filter.keeps(&directory, &subject, None);
        keep[city.ix()] = true;
        let (small, from) = only(&directory, &keep);
        let asking = from.iter().position(|c| *c == city).unwrap();
        let asking = Subject::of_city(&small, CityIx(asking as u32));
        let chances = |directory: &Directory, subject: &Subject, query: &Query| {
            let ranker = Ranker::new(directory, query);
            let listed: Vec<CityIx> = ranker
                .suggest(subject)
                .partners
                .iter()
                .map(|p| p.city)
                .collect();
            let draws = Draws {
                count: 60,
                ..Draws::default()
            };
            let chances = certainty(&ranker, subject, &listed, draws).into_iter();
            chances
                .map(|c| (c.first, c.low, c.high, c.band))
                .collect::<Vec<_>>()
        };
        let expected = chances(&small, &asking, &plain);
        let query = Query { filter, ..plain };
        assert_eq!(chances(&directory, &subject, &query), expected, "{query:?}");
    }
}

#[test]
fn rules_are_what_they_say_and_unknown_keeps_none() {
    let directory = directory(10);
    let city = rich_city(&directory);
    let subject = Subject::of_city(&directory, city);
    let keeps = |rule: Rule| Filter { rules: vec![rule] }.keeps(&directory, &subject, None);
    let languages = |city| directory.languages(city).unwrap_or_default();
    let zone = |city: CityIx| {
        let zones = &directory.cities.zones;
        let zone = zones.get(usize::from(directory.cities.zone[city.ix()]))?;
        zone.name.strip_prefix("Z/")?.parse::<i32>().ok()
    };
    let main = keeps(Rule::Main {
        least: 200,
        most: 700,
    });
    let level = keeps(Rule::Codes {
        indicator: 2,
        codes: vec![3],
    });
    let tags = keeps(Rule::Codes {
        indicator: 3,
        codes: vec![2],
    });
    let shared = keeps(Rule::SharedLanguage);
    let hours = keeps(Rule::Hours(300));
    let abroad = keeps(Rule::Abroad);
    let submitted = keeps(Rule::Submitted);
    for city in directory.indices() {
        let ix = city.ix();
        let cell = |of| directory.cell(of, city);
        assert_eq!(
            main[ix],
            directory
                .main(city)
                .is_some_and(|m| (200..=700).contains(&m))
        );
        assert_eq!(level[ix], cell(2) == Cell::Byte(3));
        assert_eq!(
            tags[ix],
            matches!(cell(3), Cell::Tags(bits) if bits & 4 != 0)
        );
        assert_eq!(
            shared[ix],
            languages(city)
                .iter()
                .any(|l| languages(subject.city.unwrap()).contains(l))
        );
        // Zones lie 90 minutes apart: of eight hours, five are shared over two steps or fewer.
        let apart = zone(city).map(|z| (z - zone(subject.city.unwrap()).unwrap()).abs());
        assert_eq!(hours[ix], apart.is_some_and(|apart| apart <= 2));
        assert_eq!(
            abroad[ix],
            directory.country(city) != directory.country(subject.city.unwrap())
        );
        assert_eq!(submitted[ix], directory.submitted(city));
    }
    for list in [&main, &level, &tags, &shared, &hours, &abroad, &submitted] {
        assert!(list.iter().any(|k| *k) && list.iter().any(|k| !*k));
    }
    // Nobody can say what is shared with a city of which nothing is known.
    let nobody = Subject::default();
    for rule in [Rule::SharedLanguage, Rule::Hours(1), Rule::Abroad] {
        let filter = Filter { rules: vec![rule] };
        assert!(filter.keeps(&directory, &nobody, None).iter().all(|k| !*k));
    }
}

#[test]
fn what_a_rule_costs_is_what_comes_back_without_it() {
    let directory = directory(10);
    let subject = Subject::of_city(&directory, rich_city(&directory));
    for filter in filters(&directory) {
        let lost = filter.lost(&directory, &subject, None);
        let compared = |filter: &Filter| {
            let query = Query {
                filter: filter.clone(),
                top: 10,
                ..Query::default()
            };
            Ranker::new(&directory, &query).suggest(&subject).compared
        };
        for (at, lost) in lost.into_iter().enumerate() {
            let mut without = filter.clone();
            without.rules.remove(at);
            assert_eq!(compared(&filter) + lost, compared(&without));
        }
    }
}

#[test]
fn where_a_filtered_city_would_stand_is_told() {
    let directory = directory(10);
    let subject = Subject::of_city(&directory, rich_city(&directory));
    let open = Query {
        top: 10,
        ..Query::default()
    };
    let filter = Filter {
        rules: vec![Rule::Abroad, Rule::Submitted],
    };
    let query = Query {
        filter: filter.clone(),
        ..open.clone()
    };
    let (ranker, before) = (
        Ranker::new(&directory, &query),
        Ranker::new(&directory, &open),
    );
    let keeps = filter.keeps(&directory, &subject, None);
    for city in directory
        .indices()
        .filter(|city| Some(*city) != subject.city)
    {
        let them = Subject::of_city(&directory, city);
        let found = standing(&ranker, &subject, &them);
        let broken = filter.broken(&directory, &subject, None, city);
        assert_eq!(found.cause == Cause::Filtered, !keeps[city.ix()]);
        assert_eq!(broken.is_empty(), keeps[city.ix()]);
        assert_eq!(
            broken.contains(&0),
            directory.country_at(city) == subject.country
        );
        let unfiltered = standing(&before, &subject, &them);
        assert_eq!(found.partner.score, unfiltered.partner.score);
        assert!(found.rank <= unfiltered.rank, "others only fell out");
    }
}
