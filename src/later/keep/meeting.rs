//! When and in which language two cities can talk. Reads only.

use super::take;
use crate::components::Scene;
use crate::state::Answered;
use city_peers_engine::ease::{Ease, Reach};
use city_peers_engine::{CityIx, Day};

const START: i32 = 9 * 60;
const END: i32 = 17 * 60;
const DAY: i32 = 24 * 60;

/// Working hours of two cities on the same day, minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hours {
    /// Begin and end of what they share, by our clocks and by theirs; `None` where they share nothing.
    pub shared: Option<[i32; 4]>,
    /// How far the clocks are apart.
    pub apart: i32,
    /// It is not the same date on both sides then.
    pub other_date: bool,
}

/// What two clocks share of 9 to 17, `ahead` minutes between them.
pub(super) fn hours(ahead: i32) -> Hours {
    let near = (ahead + DAY / 2).rem_euclid(DAY) - DAY / 2;
    let (from, to) = (START.max(START + near), END.min(END + near));
    Hours {
        shared: (from < to).then_some([from, to, from - near, to - near]),
        apart: near.abs(),
        other_date: near != ahead,
    }
}

/// The hours of today; `None` where a time zone is unknown.
pub(super) fn today(scene: Scene, answered: &Answered, city: CityIx) -> Option<Hours> {
    let directory = &scene.snapshot.loaded.directory;
    let [day, _] = directory.cities.years.days_for(Day::parse(&take::today()));
    let them = Reach::of(directory, city).zone?;
    let us = answered.subject.reach.zone.as_ref()?;
    Some(hours(
        i32::from(us.offset(day)) - i32::from(them.offset(day)),
    ))
}

/// `09:30`.
pub(super) fn clock(minutes: i32) -> String {
    let (hour, minute) = (minutes.rem_euclid(DAY) / 60, minutes.rem_euclid(60));
    let two = |n: i32| [if n < 10 { "0" } else { "" }, &n.to_string()].concat();
    [two(hour), two(minute)].join(":")
}

/// When to talk, in a sentence.
pub(super) fn when(scene: Scene, hours: Option<Hours>, us: &str, them: &str) -> String {
    let words = scene.words;
    let Some(hours) = hours else {
        return words.text("meet.when.unknown").to_owned();
    };
    let Some(shared) = hours.shared else {
        let apart = usize::try_from((hours.apart + 30) / 60).unwrap_or_default();
        return words.count("meet.when.none", apart, &[]);
    };
    let [from, to, from_there, to_there] = shared.map(clock);
    let said = words.with(
        "meet.when",
        &[
            ("us", us),
            ("them", them),
            ("from", &from),
            ("to", &to),
            ("from-there", &from_there),
            ("to-there", &to_there),
        ],
    );
    if hours.other_date {
        [said.as_str(), words.text("meet.when.date")].join(" ")
    } else {
        said
    }
}

fn languages(scene: Scene, codes: Option<&[u16]>) -> Option<String> {
    let all = &scene.snapshot.loaded.directory.cities.languages;
    let codes = codes?.iter().filter_map(|at| all.get(usize::from(*at)));
    let names: Vec<String> = codes.map(|code| scene.words.language(code)).collect();
    (!names.is_empty()).then(|| scene.words.list(&names))
}

/// In which language, in a sentence.
pub(super) fn language(scene: Scene, answered: &Answered, city: CityIx, ease: &Ease) -> String {
    let words = scene.words;
    if let Some(shared) = languages(scene, ease.languages.as_deref()) {
        return words.with("meet.language", &[("languages", &shared)]);
    }
    let directory = &scene.snapshot.loaded.directory;
    let ours = languages(scene, answered.subject.reach.languages.as_deref());
    let theirs = languages(scene, directory.languages(city));
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => {
            words.with("meet.interpreting", &[("ours", &ours), ("theirs", &theirs)])
        }
        _ => words.text("meet.language.unknown").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{clock, hours};

    #[test]
    fn shared_hours_by_both_clocks() {
        assert_eq!(hours(0).shared, Some([540, 1020, 540, 1020]));
        // We are two hours ahead: their nine is our eleven.
        assert_eq!(hours(120).shared, Some([660, 1020, 540, 900]));
        assert_eq!(hours(-120).shared, Some([540, 900, 660, 1020]));
        assert_eq!(hours(600).shared, None);
        // Twenty-two hours apart is two hours and another date.
        let far = hours(22 * 60);
        assert_eq!(far.shared, Some([540, 900, 660, 1020]));
        assert!(far.other_date);
        assert_eq!(clock(570), "09:30");
    }
}
