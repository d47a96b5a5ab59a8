//! Ease: language, hours, networks, modes and ties, at any date, whichever side asks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::assemble::{Sources, assemble};
use city_peers_engine::day::days_in_month;
use city_peers_engine::directory::{Years, Zone};
use city_peers_engine::ease::{Reach, Scores, ease, shared_minutes};
use city_peers_engine::format;
use city_peers_engine::model::{Profile, Tie, TieKind};
use city_peers_engine::suggest::Subject;
use city_peers_engine::{Day, Directory};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

const YEARS: Years = Years {
    first: 2026,
    count: 5,
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A zone with an offset and some changes of it, each a day of the covered years with the offset from then on.
fn zone(ix: usize, first: i16, changes: &[(u32, i16)]) -> Zone {
    let start = day("2026-01-01");
    let offset = |day: Day| {
        let past = changes
            .iter()
            .filter(|(at, _)| start.0 + *at as i32 <= day.0);
        past.max_by_key(|(at, _)| *at).map_or(first, |&(_, o)| o)
    };
    Zone::new(&format!("Zone/{ix}"), YEARS, |day| Some(offset(day))).unwrap()
}

/// Offsets from −12 to +14 hours in quarters of an hour, as they are in use.
fn offset() -> impl Strategy<Value = i16> {
    (-48i16..=56).prop_map(|quarters| quarters * 15)
}

fn any_zone(ix: usize) -> impl Strategy<Value = Zone> {
    (offset(), vec((0u32..1826, offset()), 0..12)).prop_map(move |(o, c)| zone(ix, o, &c))
}

fn any_date() -> impl Strategy<Value = Option<Day>> {
    prop::option::of((19_000i32..23_500).prop_map(Day))
}

/// What bears on ease; empty means unknown.
#[derive(Clone, Debug)]
struct Side {
    zone: Option<usize>,
    languages: Vec<String>,
    networks: Vec<String>,
    modes: Vec<String>,
}

fn side() -> impl Strategy<Value = Side> {
    let few = |letter: char| {
        btree_set(0u8..5, 0..4)
            .prop_map(move |s| s.iter().map(|n| format!("{letter}{n}")).collect())
    };
    (prop::option::of(0usize..4), few('l'), few('n'), few('m')).prop_map(
        |(zone, languages, networks, modes)| Side {
            zone,
            languages,
            networks,
            modes,
        },
    )
}

fn profile(ix: usize, side: &Side) -> Profile {
    Profile {
        id: format!("c{ix:02}"),
        time_zone: side.zone.map(|z| format!("Zone/{z}")),
        languages: side.languages.clone(),
        networks: side.networks.clone(),
        modes: side.modes.clone(),
        ..Profile::default()
    }
}

#[derive(Clone, Debug)]
struct World {
    sides: Vec<Side>,
    zones: Vec<Zone>,
    ties: Vec<(usize, usize)>,
}

impl World {
    fn directory(&self) -> Directory {
        let tie = |&(a, b): &(usize, usize)| Tie {
            a: format!("c{a:02}"),
            b: format!("c{b:02}"),
            kind: if a < b {
                TieKind::Twin
            } else {
                TieKind::Memorandum
            },
            since: None,
            source: None,
        };
        let sides = self.sides.iter().enumerate();
        let sources = Sources {
            years: YEARS,
            zones: self.zones.clone(),
            profiles: sides.map(|(ix, side)| profile(ix, side)).collect(),
            ties: self.ties.iter().map(tie).collect(),
            ..Sources::default()
        };
        assemble(sources, &|name| name.to_owned()).directory
    }

    /// Ease from its definition (docs/method.md), on the profiles as they were written.
    fn expected(&self, a: usize, b: usize, date: Option<Day>) -> Option<f64> {
        let (x, y) = (&self.sides[a], &self.sides[b]);
        let any = |a: &[String], b: &[String]| {
            let known = !a.is_empty() && !b.is_empty();
            known.then(|| f64::from(u8::from(a.iter().any(|code| b.contains(code)))))
        };
        let hours = x.zone.zip(y.zone).map(|(x, y)| {
            let days = match date {
                Some(date) => [nearest_covered(date); 2],
                None => [day("2026-01-15"), day("2026-07-15")],
            };
            let both = days.map(|day| {
                minutes_by_the_clock(self.zones[x].offset(day), self.zones[y].offset(day))
            });
            f64::from((both[0] + both[1]) / 2) / 480.0
        });
        let tied = self.ties.contains(&(a, b)) || self.ties.contains(&(b, a));
        let parts = [
            (2.0, any(&x.languages, &y.languages)),
            (2.0, hours),
            (1.0, any(&x.networks, &y.networks)),
            (1.0, any(&x.modes, &y.modes)),
            (1.0, tied.then_some(1.0)),
        ];
        let known = parts.iter().filter_map(|&(w, v)| v.map(|v| (w, v)));
        let (sum, all) = known.fold((0.0, 0.0), |(s, a), (w, v)| (s + w * v, a + w));
        (all > 0.0).then(|| sum / all)
    }
}

/// The same day of the nearest covered year, counted out day by day.
fn nearest_covered(date: Day) -> Day {
    let (year, month, of_month) = date.to_ymd();
    let year = year.clamp(2026, 2030);
    let last = days_in_month(year, month).unwrap();
    Day::from_ymd(year, month, of_month.min(last)).unwrap()
}

/// Minutes of a day of UTC in which both clocks show a time from 9 to 17, one by one.
fn minutes_by_the_clock(a: i16, b: i16) -> u16 {
    let works = |utc: i32, offset: i16| {
        (9 * 60..17 * 60).contains(&(utc + i32::from(offset)).rem_euclid(24 * 60))
    };
    (0..24 * 60)
        .filter(|&utc| works(utc, a) && works(utc, b))
        .count() as u16
}

prop_compose! {
    fn world()(
        sides in vec(side(), 2..8),
        zones in (any_zone(0), any_zone(1), any_zone(2), any_zone(3)),
        ties in btree_set((0usize..8, 0usize..8), 0..4),
    ) -> World {
        let count = sides.len();
        World {
            ties: ties.into_iter().filter(|&(a, b)| a != b && a < count && b < count).collect(),
            zones: vec![zones.0, zones.1, zones.2, zones.3],
            sides,
        }
    }
}

proptest! {
    #[test]
    fn ease_is_what_the_method_says(w in world(), date in any_date()) {
        let directory = w.directory();
        for a in directory.indices() {
            let us = Reach::of(&directory, a);
            for b in directory.indices() {
                let found = ease(&directory, &us, b, date).score;
                match (found, w.expected(a.ix(), b.ix(), date)) {
                    (Some(found), Some(expected)) => prop_assert!((found - expected).abs() < 1e-12, "{} {}", found, expected),
                    (found, expected) => prop_assert_eq!(found, expected),
                }
            }
        }
    }

    #[test]
    fn ease_has_no_direction(w in world(), date in any_date()) {
        let directory = w.directory();
        for a in directory.indices() {
            for b in directory.indices() {
                let there = ease(&directory, &Reach::of(&directory, a), b, date);
                let back = ease(&directory, &Reach::of(&directory, b), a, date);
                prop_assert_eq!(there.score, back.score);
                prop_assert_eq!(there.shared_minutes, back.shared_minutes);
                prop_assert_eq!(there.networks, back.networks);
                prop_assert_eq!(there.modes, back.modes);
                prop_assert_eq!(there.tie, back.tie);
                let sorted = |list: Option<Vec<u16>>| list.map(|mut l| { l.sort_unstable(); l });
                prop_assert_eq!(sorted(there.languages), sorted(back.languages));
            }
        }
    }

    #[test]
    fn what_is_not_known_is_not_held_against_a_city(w in world(), date in any_date(), part in 0usize..4) {
        // Whoever stops stating something that the two do not share is not worse off for it, and not told “no”.
        let forget = |side: &mut Side| match part {
            0 => side.languages.clear(),
            1 => side.zone = None,
            2 => side.networks.clear(),
            _ => side.modes.clear(),
        };
        let mut less = w.clone();
        forget(&mut less.sides[1]);
        let (before, after) = (w.directory(), less.directory());
        let [a, b] = [before.find("c00").unwrap(), before.find("c01").unwrap()];
        let known = ease(&before, &Reach::of(&before, a), b, date);
        let unknown = ease(&after, &Reach::of(&after, a), b, date);
        let gone = match part {
            0 => unknown.languages.is_none(),
            1 => unknown.shared_minutes.is_none(),
            2 => unknown.networks.is_none(),
            _ => unknown.modes.is_none(),
        };
        prop_assert!(gone);
        let shared_nothing = match part {
            0 => known.languages.is_some_and(|l| l.is_empty()),
            1 => known.shared_minutes == Some(0),
            2 => known.networks.is_some_and(|l| l.is_empty()),
            _ => known.modes.is_some_and(|l| l.is_empty()),
        };
        if shared_nothing && let (Some(with), Some(without)) = (known.score, unknown.score) {
            prop_assert!(without >= with, "{} {}", without, with);
        }
    }

    #[test]
    fn scores_are_those_of_ease_for_cities_and_for_profiles(w in world(), own in side(), own_zone in any_zone(9), date in any_date()) {
        let directory = w.directory();
        let mut asking: Vec<Reach> = directory.indices().map(|c| Reach::of(&directory, c)).collect();
        // A profile of somebody who is not in the directory: once in a zone of its own, once with what it says only.
        let typed = profile(99, &own);
        asking.push(Subject::of_profile(&directory, &typed, Some(own_zone)).reach);
        asking.push(Subject::of_profile(&directory, &typed, None).reach);
        for us in &asking {
            let scores = Scores::new(&directory, us, date);
            for city in directory.indices() {
                prop_assert_eq!(scores.of(city), ease(&directory, us, city, date).score);
            }
        }
    }

    #[test]
    fn shared_minutes_are_those_that_both_clocks_show(a in any_zone(0), b in any_zone(1), days in (20_454i32..22_280, 20_454i32..22_280)) {
        let days = [Day(days.0), Day(days.1)];
        let counted = days.map(|day| minutes_by_the_clock(a.offset(day), b.offset(day)));
        prop_assert_eq!(shared_minutes(&a, &b, days), (counted[0] + counted[1]) / 2);
        prop_assert_eq!(shared_minutes(&a, &b, days), shared_minutes(&b, &a, days));
        prop_assert_eq!(shared_minutes(&a, &a, days), 480);
    }

    #[test]
    fn a_zone_keeps_every_day_of_its_years(first in offset(), changes in vec((0u32..1826, offset()), 0..40)) {
        let start = day("2026-01-01");
        let zone = zone(0, first, &changes);
        let mut now = first;
        let mut sorted = changes.clone();
        sorted.sort_by_key(|c| c.0);
        for at in 0..1826 {
            // The last of several changes on one day, as `zone` draws them.
            if let Some(&(_, offset)) = sorted.iter().rfind(|c| c.0 == at) {
                now = offset;
            }
            prop_assert_eq!(zone.offset(Day(start.0 + at as i32)), now);
        }
        prop_assert_eq!(zone.offset(Day(start.0 - 1)), zone.offset(start));
        prop_assert_eq!(zone.offset(Day(i32::MAX)), now);
        prop_assert!(zone.changes().count() <= changes.len());
    }

    #[test]
    fn zones_survive_the_published_file(w in world()) {
        let directory = w.directory();
        let back = format::decode_core(&format::encode_core(&directory)).unwrap();
        prop_assert_eq!(&back.cities.zones, &directory.cities.zones);
        prop_assert_eq!(back.cities.years, YEARS);
    }

    #[test]
    fn a_date_beyond_the_covered_years_is_the_same_day_of_the_nearest(date in -1_000_000i32..1_000_000) {
        let date = Day(date);
        prop_assert_eq!(YEARS.days_for(Some(date)), [nearest_covered(date); 2]);
        prop_assert_eq!(YEARS.cover(date), nearest_covered(date) == date);
    }
}

#[test]
fn without_a_date_winter_and_summer_count_half_each() {
    assert_eq!(YEARS.days_for(None), [day("2026-01-15"), day("2026-07-15")]);
    let steady = zone(0, 0, &[]);
    let summer = zone(1, 0, &[(90, 60), (300, 0)]);
    let on = |date: Option<&str>| shared_minutes(&steady, &summer, YEARS.days_for(date.map(day)));
    assert_eq!(on(None), 450);
    assert_eq!(on(Some("2026-01-15")), 480);
    assert_eq!(on(Some("2026-03-31")), 480);
    assert_eq!(on(Some("2026-04-01")), 420);
    assert_eq!(on(Some("2026-10-27")), 420);
    assert_eq!(on(Some("2026-10-28")), 480);
    assert_eq!(on(Some("2024-02-29")), 480);
}

#[test]
fn hours_are_right_across_the_date_line_and_at_parts_of_an_hour() {
    let at = |hours: f64| zone(0, (hours * 60.0) as i16, &[]);
    let days = [day("2026-06-01"); 2];
    for (a, b, minutes) in [
        // Kiritimati and Honolulu: the same time of day, a date apart.
        (14.0, -10.0, 480),
        // Auckland in summer and Los Angeles in winter: 21 hours apart, so 3.
        (13.0, -8.0, 300),
        (12.0, -12.0, 480),
        (14.0, -12.0, 360),
        // Delhi and London, Kathmandu and Delhi, Adelaide and Tokyo, Chatham and Auckland.
        (5.5, 0.0, 150),
        (5.75, 5.5, 465),
        (9.5, 9.0, 450),
        (13.75, 13.0, 435),
        (0.0, 12.0, 0),
        (0.0, 8.0, 0),
        (0.0, 7.75, 15),
        (0.0, -7.75, 15),
    ] {
        assert_eq!(shared_minutes(&at(a), &at(b), days), minutes, "{a} {b}");
        assert_eq!(shared_minutes(&at(b), &at(a), days), minutes, "{b} {a}");
    }
}

#[test]
fn a_zone_without_offsets_is_no_zone() {
    assert_eq!(Zone::new("Nowhere", YEARS, |_| None), None);
    let last = day("2030-12-31");
    let until = |day: Day| (day < last).then_some(60);
    assert_eq!(Zone::new("Ends", YEARS, until), None);
}

#[test]
fn days_are_read_only_as_they_are_written() {
    assert_eq!(day("1970-01-01"), Day(0));
    assert_eq!(day("2000-02-29").to_ymd(), (2000, 2, 29));
    for text in [
        "",
        "2026",
        "2026-7-1",
        "2026-07-1 ",
        "2026-07-011",
        "2026/07/01",
        "+026-07-01",
        "2026-02-30",
        "2026-00-10",
        "2026-13-01",
        "2026-01-00",
        "1900-02-29",
        "２026-7-01",
        "2026-０7",
    ] {
        assert_eq!(Day::parse(text), None, "{text}");
    }
    assert_eq!(Day::from_ymd(i32::MAX, 1, 1), None);
    assert_eq!(Day(i32::MAX).to_ymd().0, 5_881_580);
}
