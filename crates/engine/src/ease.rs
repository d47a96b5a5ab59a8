//! How easy it is for two cities to work together: language, hours, networks, ties, ways of working. Pure.

use crate::day::Day;
use crate::directory::{Circle, CityIx, Directory, Zone};
use crate::model::TieKind;

/// What makes working together easy; `None` and empty mean unknown, not "no".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ease {
    /// Weighted mean of the known parts, 0–1.
    pub score: Option<f64>,
    /// Languages both work in, as positions; `None` where one side is unknown.
    pub languages: Option<Vec<u16>>,
    /// Minutes of a working day (9 to 17) that both share on the day asked about; without one the mean of winter and summer.
    pub shared_minutes: Option<u16>,
    /// Networks both belong to, as positions; `None` where one side states none.
    pub networks: Option<Vec<u16>>,
    /// Ways of working both want, as positions; `None` where one side states none.
    pub modes: Option<Vec<u16>>,
    /// An existing tie; unknown rather than none where the directory lists no tie of either city.
    pub tie: Option<TieKind>,
}

/// The side of a city that bears on ease.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Positions of its languages.
    pub languages: Option<Vec<u16>>,
    /// Its time zone.
    pub zone: Option<Zone>,
    /// Its networks and modes.
    pub circle: Option<Circle>,
    /// Cities it has a tie with.
    pub ties: Vec<(CityIx, TieKind)>,
}

const WORKING_DAY: u16 = 8 * 60;
const DAY: i32 = 24 * 60;

impl Reach {
    /// The reach of a city of the directory.
    pub fn of(directory: &Directory, city: CityIx) -> Reach {
        Reach {
            languages: directory.languages(city).map(<[u16]>::to_vec),
            zone: zone(directory, city).cloned(),
            circle: directory.circle(city).cloned(),
            ties: directory.ties_of(city).collect(),
        }
    }
}

fn zone(directory: &Directory, city: CityIx) -> Option<&Zone> {
    let at = *directory.cities.zone.get(city.ix())?;
    directory.cities.zones.get(usize::from(at))
}

/// How easy it is for us to work with a city of the directory. Working hours are those of `date`, or of
/// [`crate::zone::Years::days_for`] no date.
pub fn ease(directory: &Directory, us: &Reach, them: CityIx, date: Option<Day>) -> Ease {
    between(directory, us, &Reach::of(directory, them), Some(them), date)
}

/// How easy it is for two cities to work together; `city` is the second one's position, where the directory has it.
pub fn between(
    directory: &Directory,
    us: &Reach,
    them: &Reach,
    city: Option<CityIx>,
    date: Option<Day>,
) -> Ease {
    let days = directory.cities.years.days_for(date);
    let languages = shared(us.languages.as_deref(), them.languages.as_deref());
    let zones = us.zone.as_ref().zip(them.zone.as_ref());
    let shared_minutes = zones.map(|(a, b)| shared_minutes(a, b, days));
    let circle = |of: fn(&Circle) -> &[u16]| {
        let (ours, theirs) = (us.circle.as_ref(), them.circle.as_ref());
        shared(ours.map(of), theirs.map(of))
    };
    let networks = circle(|c| &c.networks);
    let modes = circle(|c| &c.modes);
    let tie = us.ties.iter().find(|(c, _)| Some(*c) == city);
    let tie = tie.map(|(_, kind)| *kind);

    Ease {
        score: score([
            any(&languages),
            shared_minutes.map(day_share),
            any(&networks),
            any(&modes),
            tie.map(|_| 1.0),
        ]),
        languages,
        shared_minutes,
        networks,
        modes,
        tie,
    }
}

/// Weights of language, hours, networks, modes and tie.
const WEIGHTS: [f64; 5] = [2.0, 2.0, 1.0, 1.0, 1.0];

/// Weighted mean of the known parts.
fn score(parts: [Option<f64>; 5]) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (weight, value) in WEIGHTS.into_iter().zip(parts) {
        if let Some(value) = value {
            sum += weight * value;
            weights += weight;
        }
    }
    (weights > 0.0).then(|| sum / weights)
}

fn any(shared: &Option<Vec<u16>>) -> Option<f64> {
    shared.as_ref().map(|s| f64::from(u8::from(!s.is_empty())))
}

fn day_share(minutes: u16) -> f64 {
    f64::from(minutes) / f64::from(WORKING_DAY)
}

/// The scores of [`ease`] for all cities of a directory: languages and hours are worked out once per set and zone.
pub struct Scores<'d> {
    directory: &'d Directory,
    us: &'d Reach,
    date: Option<Day>,
    languages: Vec<Option<f64>>,
    hours: Vec<Option<f64>>,
}

impl<'d> Scores<'d> {
    /// Prepares the scores for one city, with the working hours of `date` as in [`ease`].
    pub fn new(directory: &'d Directory, us: &'d Reach, date: Option<Day>) -> Scores<'d> {
        let days = directory.cities.years.days_for(date);
        let sets = directory.cities.language_sets.iter();
        let zones = directory.cities.zones.iter();
        Scores {
            directory,
            us,
            date,
            languages: sets
                .map(|set| any(&shared(us.languages.as_deref(), Some(set))))
                .collect(),
            hours: zones
                .map(|zone| {
                    us.zone
                        .as_ref()
                        .map(|ours| day_share(shared_minutes(ours, zone, days)))
                })
                .collect(),
        }
    }

    /// The score of [`ease`] for a city.
    pub fn of(&self, city: CityIx) -> Option<f64> {
        let cities = &self.directory.cities;
        // Circles and ties are rare: who shares any takes the long way.
        let circles = self
            .us
            .circle
            .as_ref()
            .is_some_and(|c| *c != Circle::default())
            && self.directory.circle(city).is_some();
        if circles || self.us.ties.iter().any(|(tied, _)| *tied == city) {
            return ease(self.directory, self.us, city, self.date).score;
        }
        let at = |column: &[u16], table: &[Option<f64>]| {
            let row = column.get(city.ix()).copied().map(usize::from);
            row.and_then(|row| table.get(row).copied()).flatten()
        };
        score([
            at(&cities.language_set, &self.languages),
            at(&cities.zone, &self.hours),
            None,
            None,
            None,
        ])
    }
}

/// What two lists have in common; unknown where one side states nothing.
fn shared(a: Option<&[u16]>, b: Option<&[u16]>) -> Option<Vec<u16>> {
    let (a, b) = (a?, b?);
    if a.is_empty() || b.is_empty() {
        return None;
    }
    Some(a.iter().copied().filter(|x| b.contains(x)).collect())
}

/// Minutes of the working day (9 to 17 local time) that two zones share, 0–480: the mean of two days.
///
/// Working days follow each other every 24 hours, so it is the time of day that counts, not the date: where one zone is
/// 24 hours ahead of the other, the hours are the same and only the date differs.
pub fn shared_minutes(a: &Zone, b: &Zone, days: [Day; 2]) -> u16 {
    let overlap = |day: Day| {
        let apart = (i32::from(a.offset(day)) - i32::from(b.offset(day))).rem_euclid(DAY);
        let apart = apart.min(DAY - apart);
        (i32::from(WORKING_DAY) - apart).max(0) as u16
    };
    let [one, two] = days;
    (overlap(one) + overlap(two)) / 2
}
