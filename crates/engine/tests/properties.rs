//! What must hold for every catalogue, every directory and every question.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::assemble::{Assembled, Sources, assemble};
use city_peers_engine::compare::{self, Measure};
use city_peers_engine::directory::{Column, Years, Zone};
use city_peers_engine::ease::{Reach, Scores, ease};
use city_peers_engine::exchange::{Statement, exchange};
use city_peers_engine::exposure::Exposure;
use city_peers_engine::format;
use city_peers_engine::model::{
    Better, Catalogue, Code, CodedNeed, Criterion, Evidence, Facet, Goal, Indicator, Kind, Need,
    Offer, Origin, Practice, Profile, Purpose, Requirements, Role, Scale, SourceRef, Term, Tie,
    TieKind, TopicPurposes, Value, Vocabulary,
};
use city_peers_engine::portfolio::{CLEARLY, Part, portfolio};
use city_peers_engine::practices;
use city_peers_engine::quantise::{self, Cell};
use city_peers_engine::standing::{Cause, standing};
use city_peers_engine::suggest::{Query, Ranker, Subject, query_weights, suggest};
use city_peers_engine::weights::{SHRINK, Weights};
use city_peers_engine::{CityIx, Day, Directory, Suggestions};
use proptest::collection::vec;
use proptest::prelude::*;

const TOPICS: usize = 4;

fn codes(count: usize, parents: u8) -> Vec<Code> {
    (0..count)
        .map(|ix| Code {
            code: format!("c{ix}"),
            label: String::new(),
            parent: (parents > 0 && ix % 3 != 2).then(|| ix as u8 % parents),
        })
        .collect()
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        (any::<bool>(), 1.0..100.0f64, 1.0..1e5f64).prop_map(|(log, low, more)| Kind::Number {
            scale: if log { Scale::Log } else { Scale::Linear },
            low,
            high: low + more,
        }),
        (2usize..8).prop_map(|n| Kind::Ordered {
            levels: codes(n, 0)
        }),
        (1usize..12, 0u8..4).prop_map(|(n, parents)| Kind::Category {
            codes: codes(n, parents),
            parents: codes(usize::from(parents), 0),
        }),
        (1usize..=64).prop_map(|n| Kind::Tags { codes: codes(n, 0) }),
    ]
}

/// Kind, context or outcome, facet, weight.
type Drawn = (Kind, bool, u8, f64);

fn catalogue(drawn: Vec<Drawn>, facets: Vec<f64>) -> Catalogue {
    let count = facets.len() as u8;
    let indicators: Vec<Indicator> = drawn
        .into_iter()
        .enumerate()
        .map(|(ix, (kind, context, facet, weight))| Indicator {
            id: format!("i{ix}"),
            label: String::new(),
            definition: String::new(),
            unit: String::new(),
            role: if context || ix == 0 {
                Role::Context {
                    facet: facet % count,
                    weight,
                }
            } else {
                Role::Outcome {
                    better: Better::Lower,
                    sdg: Some("11.5".to_owned()),
                }
            },
            criterion: match (&kind, ix % 3) {
                (Kind::Tags { .. }, 0) => Some(Criterion::Powers),
                (Kind::Tags { .. }, 1) => Some(Criterion::Hazards),
                (Kind::Category { .. }, _) => Some(Criterion::Climate),
                (Kind::Number { .. }, _) => Some(Criterion::Population),
                _ => None,
            },
            far: matches!(kind, Kind::Category { .. }),
            source: String::new(),
            kind,
        })
        .collect();
    Catalogue {
        facets: facets
            .into_iter()
            .enumerate()
            .map(|(ix, weight)| Facet {
                id: format!("f{ix}"),
                label: String::new(),
                definition: String::new(),
                weight,
            })
            .collect(),
        main: indicators
            .iter()
            .position(|i| matches!(i.kind, Kind::Number { .. }))
            .map(|ix| ix as u16),
        indicators,
    }
}

/// A value of an indicator out of two random numbers; about a third is unknown.
fn value(kind: &Kind, a: u64, b: u64) -> Option<Value> {
    if a.is_multiple_of(3) {
        return None;
    }
    let pick = |codes: &[Code]| codes[b as usize % codes.len()].code.clone();
    Some(match kind {
        Kind::Number { low, high, .. } => {
            Value::Number(low + (high - low) * ((b % 1300) as f64 / 1000.0 - 0.1))
        }
        Kind::Ordered { levels } => Value::Code(pick(levels)),
        Kind::Category { codes, .. } => Value::Code(pick(codes)),
        Kind::Tags { codes } => {
            let has = |ix: &usize| (b >> (ix % 64)) & 1 == 1;
            Value::Codes(
                (0..codes.len())
                    .filter(has)
                    .map(|ix| codes[ix].code.clone())
                    .collect(),
            )
        }
    })
}

/// A profile out of random numbers.
fn profile(catalogue: &Catalogue, ix: usize, seeds: &[u64]) -> Profile {
    let s = |at: usize| seeds[at % seeds.len()];
    let mut profile = Profile {
        id: format!("{}-city-{ix}", ["kr", "fr", "gh"][ix % 3]),
        name: [
            ("en".to_owned(), format!("City {ix}")),
            ("fr".to_owned(), format!("Ville {}", ix % 4)),
        ]
        .into(),
        country: ["KR", "FR", "GH"][ix % 3].to_owned(),
        lat: (s(0) % 4 != 0).then(|| (s(1) % 180) as f64 - 90.0),
        lon: (s(0) % 4 != 0).then(|| (s(2) % 360) as f64 - 180.0),
        time_zone: (s(3) % 3 != 0).then(|| format!("Zone/{}", s(3) % 2)),
        languages: (0..s(4) % 3)
            .map(|l| format!("l{}", (l + s(5)) % 4))
            .collect(),
        networks: (0..s(6) % 3).map(|l| format!("n{l}")).collect(),
        modes: (0..s(7) % 3).map(|l| format!("m{l}")).collect(),
        origin: if s(8).is_multiple_of(2) {
            Origin::Submitted
        } else {
            Origin::OpenData
        },
        ..Profile::default()
    };
    for (at, indicator) in catalogue.indicators.iter().enumerate() {
        if let Some(value) = value(&indicator.kind, s(9 + at) / 7, s(11 + at)) {
            profile.values.insert(indicator.id.clone(), value);
        }
    }
    for topic in 0..TOPICS {
        let code = format!("t{topic}");
        let draw = s(5 + topic) >> 8;
        if draw.is_multiple_of(5) {
            profile.needs.push(Need {
                topic: code,
                importance: (draw % 3) as u8 + 1,
                note: None,
            });
        } else if draw % 5 == 1 {
            profile.offers.push(Offer {
                topic: code,
                strength: (draw % 3) as u8 + 1,
                practices: vec![],
                note: None,
            });
        }
    }
    if s(12).is_multiple_of(3) {
        profile.goals.push(Goal {
            sdg: 11,
            priority: 2,
            target: None,
            text: None,
        });
    }
    profile
}

fn practice(catalogue: &Catalogue, ix: usize, city: &str, seeds: &[u64]) -> Practice {
    let s = |at: usize| seeds[at % seeds.len()];
    let of = |criterion: Criterion| {
        let at = catalogue.answering(criterion);
        at.map_or_else(Vec::new, |at| {
            catalogue.indicators[at]
                .codes()
                .iter()
                .take(3)
                .map(|c| c.code.clone())
                .collect()
        })
    };
    Practice {
        id: format!("p{ix}"),
        title: String::new(),
        city: city.to_owned(),
        country: "KR".to_owned(),
        lat: None,
        lon: None,
        start_year: None,
        end_year: None,
        sdgs: vec![11],
        targets: vec![],
        topics: vec![format!("t{}", s(1) % TOPICS as u64)],
        forum_themes: vec![],
        principles: vec![],
        frameworks: vec![],
        hazards: vec![],
        problem: String::new(),
        summary: String::new(),
        budget: None,
        finance_sources: vec![],
        staff: None,
        stakeholders: vec![],
        duration_months: None,
        obstacles: vec![],
        adaptation: vec![],
        enablers: vec![],
        requires: Requirements {
            min_population: (s(2).is_multiple_of(2)).then(|| (s(3) % 100_000) as u32),
            climate: if s(4).is_multiple_of(2) {
                of(Criterion::Climate)
            } else {
                vec![]
            },
            hazards: of(Criterion::Hazards),
            powers: of(Criterion::Powers)
                .into_iter()
                .enumerate()
                .map(|(at, code)| CodedNeed {
                    code,
                    critical: s(5 + at).is_multiple_of(2),
                })
                .collect(),
            ..Requirements::default()
        },
        results: vec![],
        evidence: [Evidence::Reported, Evidence::Monitored, Evidence::Evaluated][s(6) as usize % 3],
        replicated_in: vec![],
        sources: vec![SourceRef {
            url: String::new(),
            title: String::new(),
            publisher: String::new(),
        }],
    }
}

fn assembled(catalogue: Catalogue, rows: &[Vec<u64>], reverse: bool) -> Assembled {
    let mut profiles: Vec<Profile> = rows
        .iter()
        .enumerate()
        .map(|(ix, s)| profile(&catalogue, ix, s))
        .collect();
    let mut practices: Vec<(Option<String>, Practice)> = rows
        .iter()
        .enumerate()
        .map(|(ix, s)| {
            let city = profiles[s[0] as usize % profiles.len()].id.clone();
            (Some(city.clone()), practice(&catalogue, ix, &city, s))
        })
        .collect();
    let mut ties = vec![];
    for (a, b) in profiles.iter().zip(profiles.iter().skip(2)) {
        ties.push(Tie {
            a: a.id.clone(),
            b: b.id.clone(),
            kind: TieKind::Twin,
            since: None,
            source: None,
        });
    }
    if reverse {
        profiles.reverse();
        practices.reverse();
        ties.reverse();
    }
    let term = |ix: usize| Term {
        code: format!("t{ix}"),
        label: String::new(),
        definition: String::new(),
        sdgs: vec![11],
    };
    // One with summer time in the north, one with half an hour of it in the south; days apart each year.
    let years = Years::from(2026);
    let zone = |ix: i16| {
        Zone::new(&format!("Zone/{ix}"), years, |day| {
            let (year, month, of_month) = day.to_ymd();
            let late = i32::from(of_month) + year % 7 > 20;
            let april_to_october = (4 + u8::from(late)..10 + u8::from(late)).contains(&month);
            let summer = april_to_october == (ix == 0);
            Some(ix * 300 + i16::from(summer) * (60 - ix * 30))
        })
        .unwrap()
    };
    let sources = Sources {
        vocabulary: Vocabulary {
            topics: (0..TOPICS).map(term).collect(),
            lists: vec![],
        },
        purposes: TopicPurposes {
            factors: vec![(0, vec![(0, 250)]), (2, vec![(0, 0)])],
        },
        years,
        zones: vec![zone(0), zone(1)],
        catalogue,
        profiles,
        practices,
        ties,
        ..Sources::default()
    };
    assemble(sources, &|name| name.to_lowercase())
}

prop_compose! {
    fn any_assembled()(
        drawn in vec((kind(), any::<bool>(), any::<u8>(), 0.1..5.0f64), 1..9),
        facets in vec(0.1..4.0f64, 1..4),
        rows in vec(vec(any::<u64>(), 32), 2..14),
    ) -> Assembled {
        assembled(catalogue(drawn, facets), &rows, false)
    }
}

/// No date, or one in or around the covered years.
fn any_date() -> impl Strategy<Value = Option<Day>> {
    prop::option::of((2020i32..2036, 0i32..366).prop_map(|(year, day)| {
        let first = Day::from_ymd(year, 1, 1).unwrap();
        Day(first.0 + day)
    }))
}

fn pairs(directory: &Directory) -> impl Iterator<Item = (CityIx, CityIx)> + use<> {
    let count = directory.len() as u32;
    (0..count).flat_map(move |a| (0..count).map(move |b| (CityIx(a), CityIx(b))))
}

/// Gower's coefficient straight from its definition, on the published steps.
fn gower(directory: &Directory, a: CityIx, b: CityIx) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0.0);
    for (ix, indicator) in directory.catalogue.indicators.iter().enumerate() {
        if indicator.context().is_none() {
            continue;
        }
        let d = match (
            &indicator.kind,
            directory.cell(ix, a),
            directory.cell(ix, b),
        ) {
            (_, Cell::Unknown, _) | (_, _, Cell::Unknown) => continue,
            (Kind::Number { .. }, Cell::Byte(x), Cell::Byte(y)) => {
                (f64::from(x) - f64::from(y)).abs() / 254.0
            }
            (Kind::Ordered { levels }, Cell::Byte(x), Cell::Byte(y)) => {
                (f64::from(x) - f64::from(y)).abs() / (levels.len() - 1) as f64
            }
            (Kind::Category { codes, .. }, Cell::Byte(x), Cell::Byte(y)) => {
                let (p, q) = (codes[usize::from(x)].parent, codes[usize::from(y)].parent);
                if x == y {
                    0.0
                } else if p.is_some() && p == q {
                    0.5
                } else {
                    1.0
                }
            }
            (Kind::Tags { .. }, Cell::Tags(x), Cell::Tags(y)) => {
                let all = (x | y).count_ones();
                if all == 0 {
                    0.0
                } else {
                    1.0 - f64::from((x & y).count_ones()) / f64::from(all)
                }
            }
            other => panic!("{other:?}"),
        };
        sum += d;
        count += 1.0;
    }
    (count > 0.0).then(|| 1.0 - sum / count)
}

proptest! {
    #[test]
    fn parts_add_up_to_the_likeness(a in any_assembled(), sliders in vec(0u16..400, 0..4), shrink in 0.0..10.0f64) {
        let directory = &a.directory;
        let weights = Weights::new(&directory.catalogue, &sliders, shrink);
        let measure = Measure::new(&directory.reference, &weights);
        for (a, b) in pairs(directory) {
            let (x, y) = (compare::cells(directory, a), compare::cells(directory, b));
            let sums = compare::pair(&directory.catalogue, &x, &y, &weights);
            let likeness = measure.likeness(sums);
            let explained = compare::explain(directory, &x, &y, &weights);
            prop_assert_eq!(likeness.is_some(), explained.is_some());
            if let (Some(likeness), Some(explained)) = (likeness, explained) {
                prop_assert!((-1e-9..=1.0 + 1e-9).contains(&likeness), "{}", likeness);
                let sum: f64 = explained.average + explained.parts.iter().map(|p| p.amount).sum::<f64>();
                prop_assert!((sum - likeness).abs() < 1e-9, "{} {}", sum, likeness);
            }
            prop_assert!((0.0..=1.0).contains(&measure.coverage(sums)));
            // Likeness has no direction.
            prop_assert_eq!(sums, compare::pair(&directory.catalogue, &y, &x, &weights));
        }
    }

    #[test]
    fn all_at_once_equals_pair_by_pair(a in any_assembled(), sliders in vec(0u16..400, 0..4)) {
        let directory = &a.directory;
        let weights = Weights::new(&directory.catalogue, &sliders, SHRINK);
        for city in directory.indices() {
            let cells = compare::cells(directory, city);
            let all = compare::against_all(directory, &cells, &weights);
            for (other, sums) in directory.indices().zip(all) {
                let one = compare::pair(&directory.catalogue, &cells, &compare::cells(directory, other), &weights);
                prop_assert_eq!(sums, one);
            }
        }
    }

    #[test]
    fn ease_at_once_equals_ease_city_by_city(a in any_assembled(), date in any_date()) {
        let directory = &a.directory;
        for city in directory.indices() {
            let us = Reach::of(directory, city);
            let scores = Scores::new(directory, &us, date);
            for other in directory.indices() {
                prop_assert_eq!(scores.of(other), ease(directory, &us, other, date).score);
            }
        }
    }

    #[test]
    fn without_shrinking_and_with_equal_weights_it_is_gower(a in any_assembled()) {
        let directory = &a.directory;
        let context = directory.catalogue.indicators.iter().map(|i| u32::from(i.context().is_some()) * 100);
        let of: Vec<u32> = context.collect();
        let weights = Weights { scales: Vec::new(), within: Vec::new(), total: of.iter().sum(), prior: 0, of };
        let measure = Measure::new(&directory.reference, &weights);
        for (a, b) in pairs(directory) {
            let (x, y) = (compare::cells(directory, a), compare::cells(directory, b));
            let likeness = measure.likeness(compare::pair(&directory.catalogue, &x, &y, &weights));
            match (likeness, gower(directory, a, b)) {
                // Levels and tags are rounded to whole 254ths.
                (Some(engine), Some(plain)) => prop_assert!((engine - plain).abs() <= 0.5 / 254.0 + 1e-9, "{} {}", engine, plain),
                (engine, plain) => prop_assert_eq!(engine, plain),
            }
        }
    }

    #[test]
    fn swapping_two_cities_swaps_learn_and_teach(
        a in vec((0u8..20, 1u8..=60), 0..8), b in vec((0u8..20, 1u8..=60), 0..8),
        c in vec((0u8..20, 1u8..=60), 0..8), d in vec((0u8..20, 1u8..=60), 0..8),
        stated in any::<(bool, bool, bool, bool)>(),
    ) {
        let tidy = |mut list: Vec<(u8, u8)>| {
            list.sort_unstable();
            list.dedup_by_key(|row| row.0);
            list
        };
        let us = stated.0.then(|| Statement { needs: tidy(a), offers: tidy(b), offers_stated: stated.1 });
        let them = stated.2.then(|| Statement { needs: tidy(c), offers: tidy(d), offers_stated: stated.3 });
        let (one, two) = (exchange(us.as_ref(), them.as_ref()), exchange(them.as_ref(), us.as_ref()));
        prop_assert_eq!(one.learn, two.teach);
        prop_assert_eq!(one.teach, two.learn);
        prop_assert_eq!(one.mutual, two.mutual);
        for share in [one.learn, one.teach, one.mutual].into_iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&share));
        }
        if let (Some(l), Some(t), Some(m)) = (one.learn, one.teach, one.mutual) {
            prop_assert!(m <= l.max(t) + 1e-12 && m >= l.min(t) - 1e-12);
        }
    }

    #[test]
    fn an_unknown_answer_never_raises_a_practice(a in any_assembled(), which in any::<prop::sample::Index>()) {
        let directory = &a.directory;
        for city in directory.indices() {
            let subject = Subject::of_city(directory, city);
            let mut less = subject.clone();
            // Only what answers a criterion is an answer; other context decides who the peers are.
            let indicators = directory.catalogue.indicators.iter().enumerate();
            let answers: Vec<usize> = indicators.filter(|(_, i)| i.criterion.is_some()).map(|(ix, _)| ix).collect();
            if answers.is_empty() {
                continue;
            }
            let at = answers[which.index(answers.len())];
            less.cells[at] = Cell::Unknown;
            if directory.catalogue.main.map(usize::from) == Some(at) {
                less.main = None;
            }
            let query = Query { top: 100, ..Query::default() };
            let (known, unknown) = (
                practices::suggest(directory, &a.practices, &subject, &query),
                practices::suggest(directory, &a.practices, &less, &query),
            );
            prop_assert_eq!(known.len(), unknown.len());
            for entry in &unknown {
                let before = known.iter().find(|k| k.practice == entry.practice).unwrap();
                prop_assert!(entry.score <= before.score + 1e-12);
                prop_assert!(entry.fit.low <= before.fit.low + 1e-12);
                prop_assert!(entry.fit.high >= before.fit.high - 1e-12);
                prop_assert!(entry.fit.low <= entry.fit.high + 1e-12);
            }
        }
    }

    #[test]
    fn published_files_round_trip(a in any_assembled()) {
        prop_assert_eq!(&format::decode_core(&format::encode_core(&a.directory)).unwrap(), &a.directory);
        let cities = a.directory.len();
        prop_assert_eq!(&format::decode_practices(&format::encode_practices(&a.practices), cities).unwrap(), &a.practices);
        prop_assert_eq!(&format::decode_details(&format::encode_details(&a.profiles)).unwrap(), &a.profiles);
        for table in &a.names {
            prop_assert_eq!(&format::decode_names(&format::encode_names(table), cities).unwrap(), table);
        }
    }

    #[test]
    fn the_order_of_input_makes_no_difference(
        drawn in vec((kind(), any::<bool>(), any::<u8>(), 0.1..5.0f64), 1..6),
        rows in vec(vec(any::<u64>(), 32), 2..10),
    ) {
        let catalogue = catalogue(drawn, vec![1.0, 2.0]);
        let (one, two) = (assembled(catalogue.clone(), &rows, false), assembled(catalogue, &rows, true));
        prop_assert_eq!(format::encode_core(&one.directory), format::encode_core(&two.directory));
        prop_assert_eq!(one.practices, two.practices);
        prop_assert_eq!(one.names, two.names);
    }

    #[test]
    fn roles_are_what_they_say(a in any_assembled(), topics in vec(0u8..TOPICS as u8, 0..2), top in 0usize..16, per_country in 0usize..4) {
        let directory = &a.directory;
        let query = Query { topics, top, per_country, ..Query::default() };
        let ranker = Ranker::new(directory, &query);
        let alike = f64::from(directory.reference.likeness_words[1]) / 10_000.0;
        for city in directory.indices() {
            let subject = Subject::of_city(directory, city);
            let found = portfolio(&ranker, &subject);
            prop_assert!((0.0..=1.0).contains(&found.given_up));
            prop_assert!(found.members.len() <= top);
            prop_assert!(found.members.is_sorted_by_key(|m| m.part));
            for (ix, member) in found.members.iter().enumerate() {
                let them = member.partner.city;
                prop_assert!(them != city && found.members[..ix].iter().all(|m| m.partner.city != them));
                let same = found.members.iter().filter(|m| directory.country(m.partner.city) == directory.country(them));
                prop_assert!(per_country == 0 || same.count() <= per_country);
                let likeness = member.partner.likeness.unwrap_or_default();
                let far = directory.catalogue.indicators.iter().enumerate().any(|(ix, indicator)| {
                    let (ours, theirs) = (directory.cell(ix, city), directory.cell(ix, them));
                    indicator.far && ours != theirs && ours != Cell::Unknown && theirs != Cell::Unknown
                });
                match member.part {
                    Part::NearPeer => {
                        let before = ix.checked_sub(1).map(|ix| &found.members[ix]).filter(|m| m.part == Part::NearPeer);
                        // Near peers that fill places left over come after those that had the first choice.
                        prop_assert!(before.is_none_or(|m| m.partner.likeness >= member.partner.likeness) || found.members.len() > top - 3 * (top / 5));
                    }
                    Part::RoleModel => prop_assert!(likeness >= alike && member.ahead.unwrap() >= CLEARLY),
                    Part::ExchangePartner => {
                        let exchange = member.partner.exchange;
                        prop_assert!(exchange.mutual.or(exchange.learn).or(exchange.teach).unwrap() > 0.0);
                        // Nobody of whom both directions are known comes after one of whom only one is.
                        let mut later = found.members[ix..].iter().filter(|m| m.part == Part::ExchangePartner);
                        prop_assert!(exchange.mutual.is_some() || later.all(|m| m.partner.exchange.mutual.is_none()));
                    }
                    Part::FarPeer => prop_assert!(far),
                }
            }
        }
    }

    #[test]
    fn where_a_city_stands_adds_up(a in any_assembled(), purpose in 0usize..4, top in 1usize..6, per_country in 0usize..3, evened in 0usize..2) {
        let directory = &a.directory;
        let mut query = Query { purpose: Purpose::ALL[purpose], top, per_country, ..Query::default() };
        query.method.exposure = evened as f64;
        let ranker = Ranker::new(directory, &query);
        for city in directory.indices() {
            let subject = Subject::of_city(directory, city);
            let list = ranker.suggest(&subject).partners;
            let scores = ranker.scores(&subject);
            for other in directory.indices() {
                let found = standing(&ranker, &subject, &Subject::of_city(directory, other));
                let listed = list.iter().any(|p| p.city == other);
                prop_assert_eq!(found.cause == Cause::Listed, listed);
                prop_assert_eq!(found.cause == Cause::Itself, other == city);
                let Some(score) = scores[other.ix()] else { continue };
                let before = |(ix, s): &(usize, &Option<f64>)| s.is_some_and(|s| s > score || (s == score && *ix < other.ix()));
                prop_assert_eq!(found.rank, scores.iter().enumerate().filter(before).count() + 1);
                let last = list.last().unwrap();
                let sum: f64 = found.gaps.iter().map(|gap| gap.amount()).sum();
                prop_assert!((sum - (score - last.score)).abs() < 1e-9, "{} {}", sum, score - last.score);
                if let Cause::Country(ahead) = &found.cause {
                    prop_assert!(per_country > 0 && score >= last.score && !ahead.is_empty());
                }
                // The same figures filled in by hand, for a city that is not in the directory.
                let copy = Subject { city: None, ..Subject::of_city(directory, other) };
                let typed = standing(&ranker, &subject, &copy);
                let tied = directory.ties_of(city).any(|(tied, _)| tied == other);
                if evened == 0 && !tied {
                    prop_assert!((typed.partner.score - score).abs() < 1e-12);
                }
            }
        }
    }

    #[test]
    fn evening_out_asks_how_alike_both_are_to_the_sample(a in any_assembled(), strength in 0.0..1.0f64) {
        let directory = &a.directory;
        let query = Query { top: 5, ..Query::default() };
        let weights = query_weights(directory, &query);
        let measure = Measure::new(&directory.reference, &weights);
        let exposure = Exposure::new(directory, &weights, &measure);
        for city in directory.indices() {
            let sums = compare::against_all(directory, &compare::cells(directory, city), &weights);
            let us = exposure.asking(&measure, &sums, Some(city));
            let (mean, deviation) = (exposure.of(city).mean, exposure.of(city).deviation);
            prop_assert!((us.mean - mean).abs() < 1e-5 && (us.deviation - deviation).abs() < 1e-3);
            for other in directory.indices() {
                let (a, b) = exposure.line(us, exposure.of(other), strength);
                let (c, d) = exposure.line(exposure.of(other), us, strength);
                prop_assert!((a - c).abs() < 1e-9 && (b - d).abs() < 1e-9 && b > 0.0);
                prop_assert_eq!(exposure.line(us, exposure.of(other), 0.0), (0.0, 1.0));
            }
        }
    }

    #[test]
    fn suggestions_are_sorted_and_leave_out_who_asks(
        a in any_assembled(), topics in vec(0u8..TOPICS as u8, 0..3), purpose in 0usize..4, top in 0usize..20, per_country in 0usize..4,
    ) {
        let directory = &a.directory;
        let query = Query { topics, purpose: Purpose::ALL[purpose], sliders: vec![], top, per_country, ..Query::default() };
        let weights = query_weights(directory, &query);
        prop_assert_eq!(weights.of.iter().sum::<u32>(), weights.total);
        for city in directory.indices() {
            let found = suggest(directory, &Subject::of_city(directory, city), &query);
            prop_assert_eq!(found.compared, directory.len() - 1);
            prop_assert!(found.partners.len() <= top);
            prop_assert!(found.partners.iter().all(|p| p.city != city && (0.0..=1.0 + 1e-9).contains(&p.score)));
            let in_order = found.partners.windows(2).all(|w| {
                w[0].score > w[1].score || (w[0].score == w[1].score && w[0].city < w[1].city)
            });
            prop_assert!(in_order);
            // More than so many of one country only where the others have no more to give.
            let everyone = Query { top: 1000, per_country: 0, ..query.clone() };
            let everyone = suggest(directory, &Subject::of_city(directory, city), &everyone);
            let of = |found: &Suggestions, country: &str| {
                found.partners.iter().filter(|p| directory.country(p.city) == country).count()
            };
            let (chosen, all) = (|c: &str| of(&found, c), |c: &str| of(&everyone, c));
            let countries = || directory.cities.countries.iter().map(String::as_str);
            if per_country > 0 && countries().any(|c| chosen(c) > per_country) {
                prop_assert!(countries().all(|c| chosen(c) >= per_country.min(all(c))));
            }
        }
    }

    #[test]
    fn steps_rise_with_the_number(log in any::<bool>(), low in 0.001..1e4f64, more in 0.001..1e8f64, x in -1e5..2e8f64, y in -1e5..2e8f64) {
        let scale = if log { Scale::Log } else { Scale::Linear };
        let high = low + more;
        let step = |x: f64| quantise::step(scale, low, high, x);
        let (less, more) = if x < y { (x, y) } else { (y, x) };
        prop_assert!(step(less) <= step(more));
        prop_assert_eq!(step(low), 0);
        prop_assert_eq!(step(high), quantise::STEPS);
        // What is left of a number is in its own step.
        let back = quantise::value_of(scale, low, high, step(x));
        prop_assert_eq!(step(back), step(x));
    }
}

#[test]
fn a_column_nobody_fills_is_unknown() {
    let catalogue = catalogue(
        vec![(
            Kind::Tags {
                codes: codes(64, 0),
            },
            true,
            0,
            1.0,
        )],
        vec![1.0],
    );
    let all = (0..64).map(|ix| format!("c{ix}")).collect();
    let mut profiles: Vec<Profile> = (0..2)
        .map(|ix| Profile {
            id: format!("x{ix}"),
            ..Profile::default()
        })
        .collect();
    let built = |profiles: &[Profile]| {
        let sources = Sources {
            catalogue: catalogue.clone(),
            profiles: profiles.to_vec(),
            ..Sources::default()
        };
        assemble(sources, &|n| n.to_owned()).directory
    };
    assert_eq!(built(&profiles).cities.columns, [Column::Unknown]);
    profiles[1]
        .values
        .insert("i0".to_owned(), Value::Codes(all));
    let directory = built(&profiles);
    assert_eq!(directory.cell(0, CityIx(1)), Cell::Tags(u64::MAX));
    assert_eq!(
        format::decode_core(&format::encode_core(&directory)).unwrap(),
        directory
    );
}
