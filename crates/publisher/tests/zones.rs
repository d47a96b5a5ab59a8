//! Clocks of real time zones, against the time zone library itself: days, offsets, and hours that two cities share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers_engine::Day;
use city_peers_engine::directory::{Years, Zone};
use city_peers_engine::ease::shared_minutes;
use city_peers_publisher::zones::Zones;
use common::{Draw, put, run, small, write};
use jiff::civil::{Date, date};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan, Unit};

/// The years of the small directory.
const YEARS: Years = Years {
    first: 2026,
    count: 5,
};
/// Years of which all clocks are known for good.
const PAST: Years = Years {
    first: 2020,
    count: 5,
};

/// Zones with the same clocks all year, with every kind of summer time, half hours, breaks for Ramadan, abolished
/// summer time, and from the first to the last place to see a date.
const NAMED: [&str; 34] = [
    "Africa/Accra",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "America/Anchorage",
    "America/Adak",
    "America/Asuncion",
    "America/Havana",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Amman",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Seoul",
    "Asia/Tehran",
    "Atlantic/Azores",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Etc/GMT+12",
    "Europe/Paris",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
];

fn zone(name: &str, years: Years) -> Zone {
    let zone = Zones::default().zone(name, years);
    zone.unwrap_or_else(|| panic!("no zone {name}"))
}

fn database(name: &str) -> TimeZone {
    TimeZoneDatabase::bundled().get(name).unwrap()
}

fn jiff_date(day: Day) -> Date {
    date(1970, 1, 1).checked_add(day.0.days()).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn days_are_those_of_the_calendar() {
    // Every day from 1583 to 2583, and one in 97 of all the days that the library has.
    let all = (date(-9999, 1, 1), date(9999, 12, 31));
    let number = |d: Date| {
        let span = date(1970, 1, 1).until((Unit::Day, d)).unwrap();
        span.get_days()
    };
    let near = (number(date(1583, 1, 1)), number(date(2583, 12, 31)));
    let far = (number(all.0)..=number(all.1)).step_by(97);
    let mut seen = 0;
    for n in (near.0..=near.1).chain(far) {
        let expected = jiff_date(Day(n));
        let (year, month, of_month) = Day(n).to_ymd();
        let parts = (
            expected.year().into(),
            expected.month() as u8,
            expected.day() as u8,
        );
        assert_eq!((year, month, of_month), parts);
        assert_eq!(Day::from_ymd(year, month, of_month), Some(Day(n)));
        if (0..=9999).contains(&year) {
            assert_eq!(Day::parse(&expected.to_string()), Some(Day(n)));
        }
        seen += 1;
    }
    assert!(seen > 400_000);
    // What is no day here is no day there.
    let mut draw = Draw(0xDA7E);
    let mut none = 0;
    for _ in 0..100_000 {
        let (year, month, of_month) = (draw.below(10_000), draw.below(15), draw.below(34));
        let ours = Day::from_ymd(year as i32, month as u8, of_month as u8);
        let theirs = Date::new(year as i16, month as i8, of_month as i8).ok();
        assert_eq!(ours.map(jiff_date), theirs);
        none += usize::from(ours.is_none());
    }
    assert!(none > 10_000);
}

#[test]
fn every_zone_has_the_clocks_of_the_database_on_every_working_day() {
    let zones = Zones::default();
    let mut compared = 0;
    let mut changing = 0;
    let names = zones.names();
    let both = [PAST, YEARS].into_iter();
    for (years, name) in both.flat_map(|years| names.iter().map(move |name| (years, name))) {
        let ours = zones.zone(name, years).unwrap();
        let theirs = database(name);
        changing += usize::from(ours.changes().next().is_some());
        for d in years.days() {
            // From nine to five local time on that date: so the offset at noon UTC is the one of the working day, and no
            // change falls into it.
            for hour in [9, 17] {
                let local = jiff_date(d).at(hour, 0, 0, 0);
                let offset = theirs.to_ambiguous_timestamp(local).compatible().unwrap();
                let offset = theirs.to_offset(offset).seconds() / 60;
                assert_eq!(i32::from(ours.offset(d)), offset, "{name} {local}");
                compared += 1;
            }
        }
    }
    assert!(compared > 2_000_000, "{compared}");
    assert!(changing > 300, "{changing}");
}

#[test]
fn irregular_zones_change_when_they_do() {
    // Years that are over: no government changes them any more.
    for (name, first, expected) in [
        // Clocks go back for Ramadan, and forward again after it.
        (
            "Africa/Casablanca",
            60,
            vec![
                ("2020-04-19", 0),
                ("2020-05-31", 60),
                ("2021-04-11", 0),
                ("2021-05-16", 60),
                ("2022-03-27", 0),
                ("2022-05-08", 60),
                ("2023-03-19", 0),
                ("2023-04-23", 60),
                ("2024-03-10", 0),
                ("2024-04-14", 60),
            ],
        ),
        // Summer time introduced again; clocks change at midnight after a Thursday.
        (
            "Africa/Cairo",
            120,
            vec![
                ("2023-04-28", 180),
                ("2023-10-27", 120),
                ("2024-04-26", 180),
                ("2024-11-01", 120),
            ],
        ),
        // Other days every year.
        (
            "Asia/Gaza",
            120,
            vec![
                ("2020-03-28", 180),
                ("2020-10-24", 120),
                ("2021-03-27", 180),
                ("2021-10-29", 120),
                ("2022-03-27", 180),
                ("2022-10-29", 120),
                ("2023-04-29", 180),
                ("2023-10-28", 120),
                ("2024-04-20", 180),
                ("2024-10-26", 120),
            ],
        ),
        // Abolished: on summer time for good, and on winter time for good.
        (
            "Asia/Amman",
            120,
            vec![
                ("2020-03-27", 180),
                ("2020-10-30", 120),
                ("2021-03-26", 180),
                ("2021-10-29", 120),
                ("2022-02-25", 180),
            ],
        ),
        (
            "Pacific/Apia",
            840,
            vec![
                ("2020-04-05", 780),
                ("2020-09-27", 840),
                ("2021-04-04", 780),
            ],
        ),
        // Half an hour, in the south.
        (
            "Australia/Lord_Howe",
            660,
            vec![
                ("2020-04-05", 630),
                ("2020-10-04", 660),
                ("2021-04-04", 630),
                ("2021-10-03", 660),
                ("2022-04-03", 630),
                ("2022-10-02", 660),
                ("2023-04-02", 630),
                ("2023-10-01", 660),
                ("2024-04-07", 630),
                ("2024-10-06", 660),
            ],
        ),
        ("America/Sao_Paulo", -180, vec![]),
        ("Asia/Kathmandu", 345, vec![]),
        ("Pacific/Kiritimati", 840, vec![]),
        ("Etc/GMT+12", -720, vec![]),
    ] {
        let zone = zone(name, PAST);
        let found: Vec<(String, i16)> = zone
            .changes()
            .map(|day| (jiff_date(day).to_string(), zone.offset(day)))
            .collect();
        let found: Vec<(&str, i16)> = found.iter().map(|(d, o)| (d.as_str(), *o)).collect();
        assert_eq!(found, expected, "{name}");
        assert_eq!(zone.offset(day("2020-01-01")), first, "{name}");
    }
    // Two hours of summer time at once; and summer time that begins three weeks apart, and ends one week apart.
    let of_2024 = |name: &str| {
        let zone = zone(name, PAST);
        let days = zone.changes().filter(|d| *d >= day("2024-01-01"));
        days.map(|d| (jiff_date(d).to_string(), zone.offset(d)))
            .collect::<Vec<_>>()
    };
    let rows = |a: (&str, i16), b: (&str, i16)| vec![(a.0.to_owned(), a.1), (b.0.to_owned(), b.1)];
    assert_eq!(
        of_2024("Antarctica/Troll"),
        rows(("2024-03-31", 120), ("2024-10-27", 0))
    );
    assert_eq!(
        of_2024("America/New_York"),
        rows(("2024-03-10", -240), ("2024-11-03", -300))
    );
    assert_eq!(
        of_2024("Europe/London"),
        rows(("2024-03-31", 60), ("2024-10-27", 0))
    );
}

#[test]
fn past_the_end_of_the_database_the_last_clocks_go_on() {
    let zones = Zones::default();
    let years = Years::from(9998);
    let paris = zones.zone("Europe/Paris", years).unwrap();
    assert_eq!(paris.offset(Day::from_ymd(10_002, 7, 1).unwrap()), 60);
    assert_eq!(zones.zone("Europe/Lyon", YEARS), None);
}

/// Minutes that both working days have in common on the time line of UTC: the first city's of a date, with the other's
/// of the day before, the same and the next.
fn on_the_time_line(a: &TimeZone, b: &TimeZone, on: Date) -> i64 {
    let span = |zone: &TimeZone, date: Date| {
        let at = |hour: i8| -> Timestamp {
            let local = date.at(hour, 0, 0, 0);
            zone.to_ambiguous_timestamp(local).compatible().unwrap()
        };
        (at(9).as_second(), at(17).as_second())
    };
    let ours = span(a, on);
    let days = [on.yesterday().unwrap(), on, on.tomorrow().unwrap()];
    let minutes = days.map(|date| {
        let theirs = span(b, date);
        (ours.1.min(theirs.1) - ours.0.max(theirs.0)).max(0) / 60
    });
    minutes.iter().sum()
}

#[test]
fn shared_hours_are_those_of_both_working_days_on_one_time_line() {
    // Every pair of the named zones, at 40 dates of five years and on all days round each change of either.
    for years in [PAST, YEARS] {
        let zones = NAMED.map(|name| (zone(name, years), database(name)));
        let (mut compared, mut at_changes, mut split) = (0, 0, 0);
        let mut kinds = std::collections::BTreeSet::new();
        for (ix, a) in zones.iter().enumerate() {
            for b in &zones[ix..] {
                let of_changes = a.0.changes().chain(b.0.changes());
                let around = of_changes.flat_map(|d| (d.0 - 2..=d.0 + 2).map(Day));
                let spread = years.days().step_by(46);
                for d in spread.chain(around).filter(|d| years.cover(*d)) {
                    let (a_zone, b_zone) = (&a.0, &b.0);
                    let shared = i64::from(shared_minutes(a_zone, b_zone, [d; 2]));
                    let expected = on_the_time_line(&a.1, &b.1, jiff_date(d));
                    let changes_near =
                        |zone: &Zone| zone.offset(Day(d.0 - 1)) != zone.offset(Day(d.0 + 1));
                    let changing = changes_near(a_zone) || changes_near(b_zone);
                    let context = || format!("{} {} {}", a_zone.name, b_zone.name, jiff_date(d));
                    let apart = i32::from(a_zone.offset(d)) - i32::from(b_zone.offset(d));
                    // More than half a day apart, our day meets their day before or after. Where clocks change between
                    // the two, ease takes the clocks of the date for both; on the time line each day has its own.
                    if changing && apart.abs() > 12 * 60 {
                        assert!((shared - expected).abs() <= 120, "{}", context());
                        split += 1;
                        continue;
                    }
                    assert_eq!(shared, expected, "{}", context());
                    compared += 1;
                    at_changes += usize::from(changing);
                    kinds.insert(shared);
                }
            }
        }
        println!(
            "{compared} compared, {at_changes} at a change, {split} apart by more than half a day at a change"
        );
        assert!(
            compared > 40_000 && at_changes > 10_000,
            "{compared} {at_changes}"
        );
        assert!(split < compared / 10, "{split}");
        assert!(kinds.len() > 20, "{kinds:?}");
    }
}

/// Ease of two cities by their ids, as `city-peers suggest` prints it.
fn ease(source: &std::path::Path, args: &[&str], of: &str) -> f64 {
    let mut all = vec![
        "suggest",
        source.to_str().unwrap(),
        "--format",
        "json",
        "--per-country",
        "0",
    ];
    all.extend(args);
    let (result, lines) = run(&all);
    let text = result.unwrap_or_else(|e| panic!("{e} {lines:?}"));
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    let partners = answer["partners"].as_array().unwrap().iter();
    let found = partners.into_iter().find(|p| p["id"] == of);
    found.unwrap_or_else(|| panic!("{of}: {text}"))["ease"]
        .as_f64()
        .unwrap()
}

#[test]
fn a_question_about_a_date_has_the_hours_of_that_date() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    write(&source, &small());
    // Lyon and Accra: nothing in common but a network and a tie; hours count 2 of 7 (no language, one way of working).
    let hours = |date: Option<&str>| {
        let mut args = vec!["--city", "fr-lyon"];
        args.extend(date.into_iter().flat_map(|d| ["--date", d]));
        ease(&source, &args, "gh-accra")
    };
    let (winter, summer) = (hours(Some("2026-01-15")), hours(Some("2026-07-15")));
    let hour = 2.0 / 7.0 / 8.0;
    assert!((winter - summer - hour).abs() < 1e-12, "{winter} {summer}");
    assert!((hours(None) - (winter + summer) / 2.0).abs() < 1e-12);
    assert!((hours(Some("2026-03-28")) - winter).abs() < 1e-12);
    assert!((hours(Some("2026-03-29")) - summer).abs() < 1e-12);
    // A profile in a zone of its own: Morocco is an hour behind itself in Ramadan.
    let own = temp.path().join("own.json");
    put(
        temp.path(),
        "own.json",
        br#"{"id": "own", "time_zone": "Africa/Casablanca", "languages": ["pt"]}"#,
    );
    let own = |date: &str| {
        let args = ["--profile", own.to_str().unwrap(), "--date", date];
        ease(&source, &args, "gh-accra")
    };
    assert!((own("2026-02-20") - 0.5).abs() < 1e-12);
    assert!((own("2026-04-20") - 0.5 * 7.0 / 8.0).abs() < 1e-12);
}

#[test]
fn dates_that_are_none_and_years_that_are_not_covered_are_explained() {
    use city_peers_publisher::date::day;
    for (text, parts) in [
        ("2026-02-30", vec!["2026-02", "28"]),
        ("2028-02-30", vec!["2028-02", "29"]),
        ("2026-04-00", vec!["2026-04", "01 to 30"]),
        ("2026-13-01", vec!["no month 13"]),
        ("2026-00-01", vec!["no month 00"]),
        ("1.7.2026", vec!["such as 2026-07-01"]),
        ("2026-7-1", vec!["such as 2026-07-01"]),
        ("today", vec!["such as 2026-07-01"]),
        ("", vec!["such as 2026-07-01"]),
    ] {
        let error = day(text).unwrap_err();
        for part in parts {
            assert!(error.contains(part), "{text}: {error}");
        }
    }
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    let ask = |date: &str| {
        run(&[
            "suggest",
            temp.path().to_str().unwrap(),
            "--city",
            "fr-lyon",
            "--date",
            date,
        ])
    };
    let (result, lines) = ask("2041-02-28");
    assert!(result.is_ok());
    let said = |lines: &[String], part: &str| lines.iter().any(|l| l.contains(part));
    assert!(
        said(&lines, "2026 to 2030") && said(&lines, "2030-02-28"),
        "{lines:?}"
    );
    assert!(!said(&ask("2030-12-31").1, "clocks"));
}
