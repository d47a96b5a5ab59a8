//! When cities can talk: shared working hours by local clocks, or the hour nearest to everybody's working day. Pure.
//!
//! A working day is 9:00 to 17:00, as in the engine's ease; what counts is the time of day, and where dates differ between
//! cities the number of days is given.

use super::answer::{ClockAnswer, DayAnswer, HoursAnswer};
use crate::date;
use city_peers_engine::Day;
use city_peers_engine::directory::{Years, Zone};

const START: i32 = 9 * 60;
const END: i32 = 17 * 60;
const DAY: i32 = 24 * 60;
/// A talk takes an hour: less in common is no shared hour.
const TALK: i32 = 60;
/// Starts that are tried for the nearest hour, minutes apart.
const STEP: usize = 15;
/// A change of clocks so many days from the date is worth a word.
const NEAR: i32 = 14;

/// The hours of cities with their zones, by the clocks of a day, or of winter and summer where none is asked for.
pub fn hours(cities: &[(String, Option<Zone>)], years: Years, date: Option<Day>) -> HoursAnswer {
    let is_known = |c: &&(String, Option<Zone>)| c.1.is_some();
    let unknown = cities.iter().filter(|c| !is_known(c));
    let known: Vec<(&str, &Zone)> = cities
        .iter()
        .filter_map(|(id, zone)| Some((id.as_str(), zone.as_ref()?)))
        .collect();
    let mut answer = HoursAnswer {
        days: Vec::new(),
        unknown: unknown.map(|c| c.0.clone()).collect(),
    };
    if known.len() < 2 {
        return answer;
    }
    let [one, two] = years.days_for(date);
    let first = on(&known, one, date.is_some());
    let second = on(&known, two, date.is_some());
    let clocks = |day: &DayAnswer| -> Vec<(String, String, i32)> {
        let clocks = day.clocks.iter();
        clocks
            .map(|c| (c.from.clone(), c.to.clone(), c.day))
            .collect()
    };
    let same = clocks(&first) == clocks(&second);
    answer.days.push(first);
    if !same {
        answer.days.push(second);
    }
    answer
}

/// The hours by the clocks of one day.
fn on(cities: &[(&str, &Zone)], day: Day, changes: bool) -> DayAnswer {
    let offsets: Vec<i32> = cities
        .iter()
        .map(|(_, z)| i32::from(z.offset(day)))
        .collect();
    let (start, shared) = overlap(&offsets);
    let working_hours = shared >= TALK;
    let (from, length) = if working_hours {
        (start, shared)
    } else {
        (nearest(&offsets), TALK)
    };
    // Days are counted from the first city's.
    let first = from + offsets.first().copied().unwrap_or_default();
    let first_day = first.div_euclid(DAY);
    let clock = |(&(city, zone), &offset): (&(&str, &Zone), &i32)| {
        let local = from + offset;
        let (early, late) = outside(local.rem_euclid(DAY), length);
        ClockAnswer {
            city: city.to_owned(),
            from: time(local),
            to: time(local + length),
            day: local.div_euclid(DAY) - first_day,
            offset: ahead(offset),
            early,
            late,
            change: if changes {
                change_near(zone, day)
            } else {
                None
            },
        }
    };
    DayAnswer {
        date: date::text(day),
        shared_minutes: u16::try_from(shared).unwrap_or_default(),
        working_hours,
        clocks: cities.iter().zip(&offsets).map(clock).collect(),
    }
}

/// Where the working days of all overlap: minutes of UTC's day at which that begins, and how long it is.
fn overlap(offsets: &[i32]) -> (i32, i32) {
    let length = |start: i32| {
        let left = |offset: &i32| END - START - (start - (START - offset)).rem_euclid(DAY);
        offsets.iter().map(left).min().unwrap_or_default().max(0)
    };
    let starts = offsets
        .iter()
        .map(|offset| (START - offset).rem_euclid(DAY));
    let found = starts.map(|start| (length(start), -start)).max();
    found.map_or((0, 0), |(length, start)| (-start, length))
}

/// The hour that takes the worst placed city least far out of its working day, and then all of them: minutes of UTC's day.
fn nearest(offsets: &[i32]) -> i32 {
    let cost = |from: i32| {
        let out = |offset: &i32| {
            let (early, late) = outside((from + offset).rem_euclid(DAY), TALK);
            u32::from(early) + u32::from(late)
        };
        let worst = offsets.iter().map(out).max().unwrap_or_default();
        (worst, offsets.iter().map(out).sum::<u32>(), from)
    };
    let best = (0..DAY).step_by(STEP).map(cost).min();
    best.map_or(0, |(_, _, from)| from)
}

/// How many minutes before 9:00 or after 17:00 a local time lies: early or late, whichever is less.
fn outside(local: i32, length: i32) -> (u16, u16) {
    let early = (START - local).rem_euclid(DAY);
    let late = (local + length - END).rem_euclid(DAY);
    let within = local >= START && local + length <= END;
    let minutes = |x: i32| u16::try_from(x).unwrap_or_default();
    match within {
        true => (0, 0),
        false if early <= late => (minutes(early), 0),
        false => (0, minutes(late)),
    }
}

fn time(minutes: i32) -> String {
    let minutes = minutes.rem_euclid(DAY);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn ahead(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
}

fn change_near(zone: &Zone, day: Day) -> Option<String> {
    let near = zone.changes().find(|c| (c.0 - day.0).abs() <= NEAR);
    near.map(date::text)
}

#[cfg(test)]
mod tests {
    use super::{hours, nearest, outside, overlap};
    use city_peers_engine::Day;
    use city_peers_engine::directory::{Years, Zone};

    fn city(id: &str, zone: &str) -> (String, Option<Zone>) {
        let zone = crate::zones::Zones::default().zone(zone, Years::from(2027));
        (id.to_owned(), zone)
    }

    #[test]
    fn overlaps_wrap_round_the_day() {
        assert_eq!(overlap(&[0, 0]), (9 * 60, 480));
        assert_eq!(overlap(&[60, 0]), (9 * 60, 420));
        // UTC+13 and UTC-10 are 23 hours apart: the hours are nearly the same, the date is not.
        assert_eq!(overlap(&[780, -600]), (20 * 60, 420));
        assert_eq!(overlap(&[0, 720]).1, 0);
        // One that shares hours with each of two others need not share any with both.
        assert_eq!(overlap(&[0, 420, -420]).1, 0);
        assert_eq!(overlap(&[330, 0]), (9 * 60, 150));
    }

    #[test]
    fn without_shared_hours_the_burden_is_spread() {
        // Twelve hours apart: one of both is four hours out, whoever that is; nobody is further out.
        let from = nearest(&[0, 720]);
        let out = |offset: i32| outside((from + offset).rem_euclid(1440), 60);
        let worst = |(early, late): (u16, u16)| early.max(late);
        assert!(worst(out(0)).max(worst(out(720))) <= 150, "{from}");
        assert_eq!(outside(8 * 60, 60), (60, 0));
        assert_eq!(outside(17 * 60, 60), (0, 60));
        assert_eq!(outside(10 * 60, 60), (0, 0));
    }

    #[test]
    fn clocks_of_the_day_count() {
        let two = [city("a", "Europe/Paris"), city("b", "America/New_York")];
        let years = Years::from(2027);
        let clocks = |date: Option<Day>| {
            let days = hours(&two, years, date).days;
            let text = |d: &super::DayAnswer| {
                let clocks: Vec<String> = d
                    .clocks
                    .iter()
                    .map(|c| format!("{}-{} {}", c.from, c.to, c.offset))
                    .collect();
                clocks.join(", ")
            };
            days.iter().map(text).collect::<Vec<_>>()
        };
        // New York changes two weeks before Paris.
        assert_eq!(
            clocks(Day::from_ymd(2027, 3, 20)),
            ["14:00-17:00 +01:00, 09:00-12:00 -04:00"]
        );
        assert_eq!(
            clocks(Day::from_ymd(2027, 6, 15)),
            ["15:00-17:00 +02:00, 09:00-11:00 -04:00"]
        );
        // Winter and summer are the same for these two, and said once.
        assert_eq!(clocks(None).len(), 1);
        let near = hours(&two, years, Day::from_ymd(2027, 3, 20));
        let changes: Vec<_> = near.days[0]
            .clocks
            .iter()
            .map(|c| c.change.clone())
            .collect();
        assert_eq!(
            changes,
            [Some("2027-03-28".to_owned()), Some("2027-03-14".to_owned())]
        );
    }

    #[test]
    fn dates_differ_across_the_date_line() {
        let two = [city("a", "Pacific/Honolulu"), city("b", "Pacific/Auckland")];
        let day = &hours(&two, Years::from(2027), Day::from_ymd(2027, 1, 15)).days[0];
        assert!(day.working_hours);
        assert_eq!((day.clocks[0].day, day.clocks[1].day), (0, 1));
        let unknown = hours(
            &[city("a", "Asia/Seoul"), ("b".to_owned(), None)],
            Years::from(2027),
            None,
        );
        assert_eq!(
            (unknown.days.len(), unknown.unknown),
            (0, vec!["b".to_owned()])
        );
    }
}
