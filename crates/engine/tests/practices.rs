//! What must hold for every suggestion of practices: unknown never helps, a critical block is never averaged away,
//! money and lift are worked out as docs/method.md says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::answer;
use city_peers_engine::assemble::{Assembled, Sources, assemble};
use city_peers_engine::directory::Directory;
use city_peers_engine::format;
use city_peers_engine::lift::{FEWEST_PEERS, Lift, MOST_PEERS, Peers};
use city_peers_engine::model::{
    Budget, BudgetKind, Catalogue, Code, CodedNeed, Contact, ContactKind, Criterion, Evidence,
    ExperienceReport, Facet, Indicator, Kind, Practice, Profile, ReportStatus, Requirements, Role,
    Scale, Term, Value, Vocabulary,
};
use city_peers_engine::money::{self, ADAPT_SHARE, PASS_SHARE, Rates, SPREAD_YEARS};
use city_peers_engine::practices::{self, Entry, Suggested, Verdict};
use city_peers_engine::quantise::Cell;
use city_peers_engine::suggest::{Query, Subject};
use city_peers_engine::{CityIx, practices::Practices};
use proptest::prelude::*;

const TOPICS: u64 = 3;
const CODES: usize = 5;

fn codes(count: usize) -> Vec<Code> {
    (0..count)
        .map(|ix| Code {
            code: format!("c{ix}"),
            label: String::new(),
            parent: None,
        })
        .collect()
}

fn indicator(id: &str, kind: Kind, criterion: Option<Criterion>) -> Indicator {
    Indicator {
        id: id.to_owned(),
        label: String::new(),
        definition: String::new(),
        unit: if criterion == Some(Criterion::Money) {
            "USD".to_owned()
        } else {
            String::new()
        },
        role: Role::Context {
            facet: 0,
            weight: 1.0,
        },
        criterion,
        far: false,
        source: String::new(),
        kind,
    }
}

fn number(low: f64, high: f64) -> Kind {
    Kind::Number {
        scale: Scale::Log,
        low,
        high,
    }
}

/// Two indicators that nobody asks about, then those of the criteria whose bit is set.
fn catalogue(criteria: u8) -> Catalogue {
    let mut indicators = vec![
        indicator("open", number(1.0, 1000.0), None),
        indicator("level", Kind::Ordered { levels: codes(6) }, None),
    ];
    for (bit, criterion) in Criterion::ALL.into_iter().enumerate() {
        if criteria >> bit & 1 == 1 {
            let kind = match criterion {
                Criterion::Population => number(1e3, 1e7),
                Criterion::Money => number(10.0, 8000.0),
                Criterion::Climate => Kind::Category {
                    codes: codes(CODES),
                    parents: vec![],
                },
                _ => Kind::Tags {
                    codes: codes(CODES),
                },
            };
            indicators.push(indicator(criterion.code(), kind, Some(criterion)));
        }
    }
    Catalogue {
        facets: vec![Facet {
            id: "all".to_owned(),
            label: String::new(),
            definition: String::new(),
            weight: 1.0,
        }],
        main: indicators
            .iter()
            .position(|i| i.criterion == Some(Criterion::Population))
            .map(|ix| ix as u16),
        indicators,
    }
}

/// A small generator of numbers.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 7
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn codes(&mut self) -> Vec<String> {
        (0..CODES)
            .filter(|_| self.one_in(2))
            .map(|ix| format!("c{ix}"))
            .collect()
    }

    fn needs(&mut self) -> Vec<CodedNeed> {
        self.codes()
            .into_iter()
            .map(|code| CodedNeed {
                code,
                critical: self.one_in(3),
            })
            .collect()
    }
}

fn profile(catalogue: &Catalogue, ix: usize, draw: &mut Draw) -> Profile {
    let mut profile = Profile {
        id: format!("city-{ix:02}"),
        country: "KR".to_owned(),
        ..Profile::default()
    };
    for indicator in &catalogue.indicators {
        if draw.one_in(4) {
            continue;
        }
        let value = match &indicator.kind {
            Kind::Number { low, high, .. } => {
                let share = draw.below(1100) as f64 / 1000.0 - 0.05;
                Value::Number((low * (high / low).powf(share)).round().max(0.0))
            }
            Kind::Tags { .. } => Value::Codes(draw.codes()),
            Kind::Ordered { levels: codes } | Kind::Category { codes, .. } => {
                Value::Code(codes[draw.below(codes.len())].code.clone())
            }
        };
        profile.values.insert(indicator.id.clone(), value);
    }
    profile
}

fn practice(ix: usize, draw: &mut Draw) -> Practice {
    let some = |draw: &mut Draw| if draw.one_in(2) { draw.codes() } else { vec![] };
    let mut practice = plain_practice(&format!("p{ix:02}"));
    practice.topics = vec![format!("t{}", draw.next() % TOPICS)];
    practice.evidence =
        [Evidence::Reported, Evidence::Monitored, Evidence::Evaluated][draw.below(3)];
    practice.budget = (!draw.one_in(4)).then(|| Budget {
        amount: 10f64.powi(draw.below(9) as i32),
        currency: ["USD", "EUR", "XXX"][draw.below(3)].to_owned(),
        year: (!draw.one_in(5)).then_some(2012),
        kind: [
            BudgetKind::Capital,
            BudgetKind::Annual,
            BudgetKind::Total,
            BudgetKind::Unit,
        ][draw.below(4)],
        note: None,
        source: 0,
        comparable: !draw.one_in(4),
    });
    practice.requires = Requirements {
        min_population: draw.one_in(2).then(|| draw.below(1_000_000) as u32),
        max_population: draw.one_in(4).then(|| draw.below(3_000_000) as u32),
        climate: some(draw),
        terrain: some(draw),
        hazards: some(draw),
        powers: draw.needs(),
        infrastructure: draw.needs(),
        capacities: draw.needs(),
    };
    practice
}

fn plain_practice(id: &str) -> Practice {
    Practice {
        id: id.to_owned(),
        title: String::new(),
        city: String::new(),
        country: "KR".to_owned(),
        lat: None,
        lon: None,
        start_year: None,
        end_year: None,
        sdgs: vec![11],
        targets: vec![],
        topics: vec!["t0".to_owned()],
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
        requires: Requirements::default(),
        results: vec![],
        evidence: Evidence::Reported,
        replicated_in: vec![],
        sources: vec![],
    }
}

fn rates() -> Rates {
    let mut rates = Rates::default();
    rates.insert("EUR", 2012, 0.8);
    rates
}

fn assembled(criteria: u8, cities: usize, seed: u64) -> Assembled {
    let mut draw = Draw(seed);
    let catalogue = catalogue(criteria);
    let profiles: Vec<Profile> = (0..cities)
        .map(|ix| profile(&catalogue, ix, &mut draw))
        .collect();
    let practices: Vec<Practice> = (0..12).map(|ix| practice(ix, &mut draw)).collect();
    let city = |draw: &mut Draw| format!("city-{:02}", draw.below(cities));
    let some_practice = |draw: &mut Draw| format!("p{:02}", draw.below(12));
    let statuses = [
        ReportStatus::Planned,
        ReportStatus::Running,
        ReportStatus::Stopped,
    ];
    let mut reports = vec![];
    let mut replications = vec![];
    for _ in 0..draw.below(30) {
        reports.push(ExperienceReport {
            practice: some_practice(&mut draw),
            city: city(&mut draw),
            status: statuses[draw.below(3)],
            changes: draw.codes(),
            obstacles: draw.codes(),
            result: draw.one_in(2).then(|| "It went well.".to_owned()),
            contact: draw.one_in(3).then(|| Contact {
                office: "Works".to_owned(),
                kind: ContactKind::LocalGovernment,
                email: None,
                url: None,
            }),
        });
        replications.push((some_practice(&mut draw), city(&mut draw)));
    }
    let practices = practices
        .into_iter()
        .map(|practice| ((!draw.one_in(4)).then(|| city(&mut draw)), practice))
        .collect();
    let sources = Sources {
        vocabulary: Vocabulary {
            topics: (0..TOPICS)
                .map(|ix| Term {
                    code: format!("t{ix}"),
                    label: String::new(),
                    definition: String::new(),
                    sdgs: vec![11],
                })
                .collect(),
            lists: vec![],
        },
        catalogue,
        profiles,
        practices,
        replications,
        reports,
        rates: rates(),
        ..Sources::default()
    };
    assemble(sources, &|name| name.to_lowercase())
}

prop_compose! {
    fn any_assembled()(criteria in any::<u8>(), cities in 2usize..40, seed in any::<u64>()) -> Assembled {
        assembled(criteria, cities, seed)
    }
}

fn all(directory: &Directory, practices: &Practices, subject: &Subject) -> Vec<Suggested> {
    let query = Query {
        top: 100,
        ..Query::default()
    };
    practices::suggest(directory, practices, subject, &query)
}

/// Every suggestion of the second list has a partner in the first with at least its score.
fn none_rises(known: &[Suggested], less: &[Suggested]) -> Result<(), TestCaseError> {
    prop_assert_eq!(known.len(), less.len());
    for entry in less {
        let before = known.iter().find(|k| k.practice == entry.practice).unwrap();
        prop_assert!(
            entry.score <= before.score + 1e-12,
            "{:?} {:?}",
            before,
            entry
        );
        prop_assert!(entry.fit.low <= before.fit.low + 1e-12);
        prop_assert!(entry.fit.high >= before.fit.high - 1e-12);
    }
    Ok(())
}

proptest! {
    #[test]
    fn an_answer_that_is_missing_never_raises_a_score(a in any_assembled(), which in any::<prop::sample::Index>()) {
        let directory = &a.directory;
        let asked: Vec<usize> = (0..directory.catalogue.indicators.len())
            .filter(|&ix| directory.catalogue.indicators[ix].criterion.is_some())
            .collect();
        let mut poorer = a.practices.clone();
        let entry = which.index(poorer.entries.len());
        poorer.entries[entry].cost = None;
        for city in directory.indices() {
            let subject = Subject::of_city(directory, city);
            let known = all(directory, &a.practices, &subject);
            none_rises(&known, &all(directory, &poorer, &subject))?;
            let mut without_main = subject.clone();
            without_main.main = None;
            // A figure that is lost whole, in the core and in its column.
            for &at in &asked {
                let mut less = subject.clone();
                less.cells[at] = Cell::Unknown;
                if directory.catalogue.main.map(usize::from) == Some(at) {
                    less.main = None;
                    without_main.cells[at] = Cell::Unknown;
                }
                none_rises(&known, &all(directory, &a.practices, &less))?;
            }
            none_rises(&known, &all(directory, &a.practices, &without_main))?;
        }
    }

    #[test]
    fn answers_do_not_change_who_the_peers_are(a in any_assembled()) {
        let directory = &a.directory;
        for city in directory.indices() {
            let subject = Subject::of_city(directory, city);
            let query = Query::default();
            let peers = Peers::of(directory, &subject, &query);
            let mut silent = subject.clone();
            for (cell, indicator) in silent.cells.iter_mut().zip(&directory.catalogue.indicators) {
                if indicator.criterion.is_some() {
                    *cell = Cell::Unknown;
                }
            }
            silent.main = None;
            prop_assert_eq!(&peers, &Peers::of(directory, &silent, &query));
            prop_assert!(!peers.cities.contains(&city));
            prop_assert!(peers.cities.is_sorted());
            prop_assert_eq!(peers.cities.len(), (directory.len() / 10).clamp(FEWEST_PEERS, MOST_PEERS).min(directory.len() - 1));
        }
    }

    #[test]
    fn a_critical_block_is_never_averaged_away(a in any_assembled()) {
        let directory = &a.directory;
        for city in directory.indices() {
            let subject = Subject::of_city(directory, city);
            for found in all(directory, &a.practices, &subject) {
                let blocked: Vec<_> = found.fit.checks.iter().filter(|c| c.critical && c.verdict == Verdict::Blocked).collect();
                let Some(&&check) = blocked.first() else { continue };
                prop_assert!(found.fit.low <= 0.2 && found.fit.high <= 0.2, "{:?}", found);
                // Nor do evidence and lift make up for it.
                prop_assert!(found.score <= 0.2);
                // Whatever else may pass, the block weighs the same.
                let mut freed = a.practices.clone();
                let requires = &mut freed.entries[found.practice].practice.requires;
                let list = match check.criterion {
                    Criterion::Powers => &mut requires.powers,
                    Criterion::Infrastructure => &mut requires.infrastructure,
                    _ => &mut requires.capacities,
                };
                list.remove(check.code.unwrap());
                let without = all(directory, &freed, &subject);
                let without = without.iter().find(|w| w.practice == found.practice).unwrap();
                prop_assert!(found.score <= without.score + 1e-12);
            }
        }
    }

    #[test]
    fn more_evidence_never_lowers_and_ranges_are_in_order(a in any_assembled()) {
        let directory = &a.directory;
        let mut better = a.practices.clone();
        for entry in &mut better.entries {
            entry.practice.evidence = match entry.practice.evidence {
                Evidence::Reported => Evidence::Monitored,
                _ => Evidence::Evaluated,
            };
        }
        for city in directory.indices() {
            let subject = Subject::of_city(directory, city);
            let (now, then) = (all(directory, &a.practices, &subject), all(directory, &better, &subject));
            for found in &now {
                let later = then.iter().find(|t| t.practice == found.practice).unwrap();
                prop_assert!(later.score >= found.score);
                prop_assert!((0.0..=1.0).contains(&found.score));
                prop_assert!(0.0 <= found.fit.low && found.fit.low <= found.fit.high && found.fit.high <= 1.0);
            }
        }
    }

    #[test]
    fn what_a_city_does_already_is_not_suggested_to_it(a in any_assembled()) {
        let directory = &a.directory;
        for city in directory.indices() {
            let found = all(directory, &a.practices, &Subject::of_city(directory, city));
            for (ix, entry) in a.practices.entries.iter().enumerate() {
                let suggested = found.iter().any(|f| f.practice == ix);
                prop_assert_eq!(suggested, entry.city != Some(city) && !entry.adopters.contains(&city));
            }
            for found in found {
                let lift = found.lift;
                prop_assert!(lift.observed <= lift.peers.min(lift.adopters));
                prop_assert!(lift.adopters <= lift.cities && lift.cities as usize == directory.len() - 1);
            }
        }
    }

    #[test]
    fn lift_rises_with_what_is_observed_and_shrinks_towards_one(
        peers in 1u32..100, observed in 0u32..100, adopters in 0u32..1000, more in 0u32..10_000,
    ) {
        let (observed, cities) = (observed.min(peers), adopters + more + 1);
        let lift = |observed: u32| Lift::of(observed, peers, adopters, cities);
        prop_assert!(lift(observed).lift > 0.0);
        prop_assert!((0.0..1.0).contains(&lift(observed).share()));
        if observed > 0 {
            prop_assert!(lift(observed).lift > lift(observed - 1).lift);
        }
        // Nearer to 1 than the plain ratio, and on the same side of it.
        let expected = f64::from(peers) * f64::from(adopters) / f64::from(cities);
        if expected > 0.0 {
            let plain = f64::from(observed) / expected;
            let shrunk = lift(observed).lift;
            prop_assert!((shrunk - 1.0).abs() <= (plain - 1.0).abs() + 1e-9);
            prop_assert!((shrunk - 1.0) * (plain - 1.0) >= -1e-9);
            // The same ratio from a tenth of the evidence says less.
            let fewer = (f64::from(observed) / 10.0 + 0.5) / (expected / 10.0 + 0.5);
            prop_assert!((fewer - 1.0).abs() <= (shrunk - 1.0).abs() + 1e-9);
        }
    }

    #[test]
    fn published_practices_round_trip(a in any_assembled()) {
        let bytes = format::encode_practices(&a.practices);
        let cities = a.directory.len();
        prop_assert_eq!(&format::decode_practices(&bytes, cities).unwrap(), &a.practices);
        // A city beyond the end anywhere is an error, not a surprise later.
        let last = CityIx(cities as u32 - 1);
        let names_last = a.practices.entries.iter().any(|e| {
            e.city == Some(last) || e.adopters.contains(&last) || e.reports.iter().any(|r| r.city == last)
        });
        prop_assert_eq!(format::decode_practices(&bytes, cities - 1).is_err(), names_last);
    }

    #[test]
    fn dearer_is_never_easier(cost in 0.01..1e4f64, more in 1.0..10.0f64, step in 0u8..=254, kind in 0usize..3) {
        let kind = [BudgetKind::Annual, BudgetKind::Capital, BudgetKind::Total][kind];
        let indicator = indicator("money", number(10.0, 8000.0), Some(Criterion::Money));
        let verdict = |cost: f64| money::verdict(money::years(kind, None), Some(cost), &indicator, Cell::Byte(step));
        let worth = |verdict: Verdict| match verdict {
            Verdict::Pass => 2,
            Verdict::Adapt => 1,
            Verdict::Blocked | Verdict::Unknown => 0,
        };
        prop_assert!(worth(verdict(cost * more)) <= worth(verdict(cost)));
        prop_assert_eq!(money::verdict(money::years(kind, None), None, &indicator, Cell::Byte(step)), Verdict::Unknown);
        prop_assert_eq!(money::verdict(money::years(kind, None), Some(cost), &indicator, Cell::Unknown), Verdict::Unknown);
    }
}

/// Thirty cities that differ in nothing but one open figure; the first is ours.
fn alike(reports: Vec<ExperienceReport>, replications: &[(&str, &str)]) -> Assembled {
    let catalogue = catalogue(0xFF);
    let profiles = (0..30)
        .map(|ix| Profile {
            id: format!("city-{ix:02}"),
            values: [
                ("open".to_owned(), Value::Number(1.2f64.powi(ix))),
                ("population".to_owned(), Value::Number(100_000.0)),
                ("money".to_owned(), Value::Number(1000.0)),
            ]
            .into(),
            ..Profile::default()
        })
        .collect();
    let mut practice = plain_practice("p00");
    practice.budget = Some(Budget {
        amount: 8_000_000.0,
        currency: "EUR".to_owned(),
        year: Some(2012),
        kind: BudgetKind::Total,
        note: None,
        source: 0,
        comparable: true,
    });
    let of_text = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    let sources = Sources {
        catalogue,
        profiles,
        practices: vec![(Some("city-29".to_owned()), practice)],
        replications: replications.iter().map(of_text).collect(),
        reports,
        rates: rates(),
        ..Sources::default()
    };
    assemble(sources, &|name| name.to_owned())
}

fn report(city: &str, status: ReportStatus) -> ExperienceReport {
    ExperienceReport {
        practice: "p00".to_owned(),
        city: city.to_owned(),
        status,
        changes: vec![],
        obstacles: vec![],
        result: None,
        contact: None,
    }
}

fn ids(directory: &Directory, cities: &[CityIx]) -> Vec<String> {
    cities.iter().map(|c| directory.id(*c).to_owned()).collect()
}

#[test]
fn those_who_run_it_adopt_it_and_those_who_stopped_do_not() {
    let a = alike(
        vec![
            report("city-03", ReportStatus::Running),
            report("city-04", ReportStatus::Planned),
            report("city-05", ReportStatus::Stopped),
            report("city-06", ReportStatus::Planned),
            report("city-99", ReportStatus::Running),
        ],
        &[
            ("p00", "city-05"),
            ("p00", "city-06"),
            ("p00", "city-07"),
            ("p00", "city-07"),
            ("p00", "nowhere"),
            ("p99", "city-08"),
        ],
    );
    let entry: &Entry = &a.practices.entries[0];
    let mut adopters = ids(&a.directory, &entry.adopters);
    adopters.sort();
    assert_eq!(adopters, ["city-03", "city-06", "city-07", "city-29"]);
    assert_eq!(entry.reports.len(), 4);
    assert!(entry.adopters.is_sorted());

    let stopped = alike(vec![report("city-29", ReportStatus::Stopped)], &[]);
    assert!(stopped.practices.entries[0].adopters.is_empty());
}

#[test]
fn the_answer_says_how_many_peers_do_it() {
    let peers = [("p00", "city-01"), ("p00", "city-02"), ("p00", "city-28")];
    let a = alike(vec![], &peers);
    let directory = &a.directory;
    let us = directory.find("city-00").unwrap();
    let subject = Subject::of_city(directory, us);
    let query = Query {
        top: 1,
        ..Query::default()
    };
    let peers = Peers::of(directory, &subject, &query);
    let mut nearest = ids(directory, &peers.cities);
    nearest.sort();
    let expected: Vec<String> = (1..=10).map(|ix| format!("city-{ix:02}")).collect();
    assert_eq!(nearest, expected);

    let answer = answer::answer(directory, &a.practices, &subject, &query);
    // Rust applications read it as they get it from the page's event.
    let json = serde_json::to_value(&answer).unwrap();
    assert_eq!(
        serde_json::from_value::<answer::Answer>(json).unwrap(),
        answer
    );
    let found = &answer.practices[0];
    let lift = found.lift;
    assert_eq!(
        (lift.observed, lift.peers, lift.adopters, lift.cities),
        (2, 10, 4, 29)
    );
    let by_hand = (2.0 + 0.5) / (10.0 * 4.0 / 29.0 + 0.5);
    assert!((lift.lift - by_hand).abs() < 1e-12);
    // 8,000,000 EUR of 2012 are 10,000,000 USD, for 100,000 people: 100 each, 20 a year, 2 % of 1,000.
    assert_eq!(found.cost_per_resident, Some(100.0));
    // Only money is asked; reported evidence.
    let passed = found.checks.iter().all(|c| c.verdict == "pass");
    assert!(passed, "{:?}", found.checks);
    let fit = 0.65 + 0.25 / 3.0 + 0.10 * by_hand / (1.0 + by_hand);
    assert!((found.score - fit).abs() < 1e-12);
}

#[test]
fn thresholds_of_money_are_shares_of_a_years_budget() {
    let indicator = indicator("money", number(10.0, 8000.0), Some(Criterion::Money));
    let cell = |budget: f64| {
        Cell::Byte(city_peers_engine::quantise::step(
            Scale::Log,
            10.0,
            8000.0,
            budget,
        ))
    };
    let verdict = |kind, cost, budget| {
        money::verdict(
            money::years(kind, None),
            Some(cost),
            &indicator,
            cell(budget),
        )
    };
    let budget = 1000.0;
    // A step is under 3 % wide: stay that far from the thresholds.
    for (share, expected) in [
        (PASS_SHARE * 0.95, Verdict::Pass),
        (PASS_SHARE * 1.05, Verdict::Adapt),
        (ADAPT_SHARE * 0.95, Verdict::Adapt),
        (ADAPT_SHARE * 1.05, Verdict::Blocked),
    ] {
        let cost = budget * share;
        assert_eq!(verdict(BudgetKind::Annual, cost, budget), expected);
        for once in [BudgetKind::Capital, BudgetKind::Total] {
            assert_eq!(verdict(once, cost * SPREAD_YEARS, budget), expected);
        }
        assert_eq!(verdict(BudgetKind::Unit, cost, budget), Verdict::Unknown);
    }
    // A longer programme is spread over the time it took, a shorter one no less than others.
    assert_eq!(money::years(BudgetKind::Total, Some(240)), Some(20.0));
    assert_eq!(
        money::years(BudgetKind::Capital, Some(6)),
        Some(SPREAD_YEARS)
    );
    assert_eq!(money::years(BudgetKind::Annual, Some(240)), Some(1.0));
    // Beyond the ends of the scale only what is certain is said.
    assert_eq!(verdict(BudgetKind::Annual, 0.1, 2.0), Verdict::Unknown);
    assert_eq!(verdict(BudgetKind::Annual, 5.0, 2.0), Verdict::Blocked);
    assert_eq!(verdict(BudgetKind::Annual, 100.0, 1e5), Verdict::Pass);
    assert_eq!(verdict(BudgetKind::Annual, 400.0, 1e5), Verdict::Adapt);
    assert_eq!(verdict(BudgetKind::Annual, 4000.0, 1e5), Verdict::Unknown);
}

#[test]
fn money_is_known_only_where_sum_and_residents_belong_together() {
    let budget = Budget {
        amount: 1000.0,
        currency: "EUR".to_owned(),
        year: Some(2012),
        kind: BudgetKind::Annual,
        note: None,
        source: 0,
        comparable: true,
    };
    let each = |budget: &Budget, people, to| money::per_resident(budget, people, to, &rates());
    assert_eq!(each(&budget, 10, "USD"), Some(125.0));
    assert_eq!(each(&budget, 10, "EUR"), Some(100.0));
    let with = |change: fn(&mut Budget)| {
        let mut other = budget.clone();
        change(&mut other);
        each(&other, 10, "USD")
    };
    assert_eq!(with(|b| b.comparable = false), None);
    assert_eq!(with(|b| b.kind = BudgetKind::Unit), None);
    assert_eq!(with(|b| b.year = None), None);
    assert_eq!(with(|b| b.year = Some(2013)), None);
    assert_eq!(with(|b| b.currency = "XXX".to_owned()), None);
    assert_eq!(each(&budget, 0, "USD"), None);
    assert_eq!(each(&budget, 10, "XXX"), None);

    // Another main figure than people, or a catalogue that does not ask: unknown, or no question at all.
    let mut a = alike(vec![], &[]);
    assert_eq!(a.practices.entries[0].cost, Some(100.0));
    let subject = Subject::of_city(&a.directory, CityIx(0));
    let asked = |a: &Assembled| {
        let fit = practices::fit(&a.directory, &subject, &a.practices.entries[0]);
        fit.checks.len()
    };
    assert_eq!(asked(&a), 1);
    let money = a.directory.catalogue.answering(Criterion::Money).unwrap();
    a.directory.catalogue.indicators[money].criterion = None;
    assert_eq!(asked(&a), 0);
}
