//! How easy it is for two cities to work together: language, hours, networks, ties, ways of working. Pure.

use crate::directory::{Circle, CityIx, Directory, Zone};
use crate::model::TieKind;

/// What makes working together easy; `None` and empty mean unknown, not "no".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ease {
    /// Weighted mean of the known parts, 0–1.
    pub score: Option<f64>,
    /// Languages both work in, as positions; `None` where one side is unknown.
    pub languages: Option<Vec<u16>>,
    /// Minutes of a working day (9 to 17) that both share, mean of January and July.
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

/// How easy it is for us to work with a city of the directory.
pub fn ease(directory: &Directory, us: &Reach, them: CityIx) -> Ease {
    let languages = shared(us.languages.as_deref(), directory.languages(them));
    let shared_minutes = us
        .zone
        .as_ref()
        .zip(zone(directory, them))
        .map(|(a, b)| shared_hours(a, b));
    let theirs = directory.circle(them);
    let ours = us.circle.as_ref();
    let networks = shared(
        ours.map(|c| c.networks.as_slice()),
        theirs.map(|c| c.networks.as_slice()),
    );
    let modes = shared(
        ours.map(|c| c.modes.as_slice()),
        theirs.map(|c| c.modes.as_slice()),
    );
    let tie = us.ties.iter().find(|(c, _)| *c == them).map(|(_, k)| *k);

    let (mut sum, mut weights) = (0.0, 0.0);
    let mut add = |weight: f64, value: Option<f64>| {
        if let Some(value) = value {
            sum += weight * value;
            weights += weight;
        }
    };
    let any = |list: &Option<Vec<u16>>| list.as_ref().map(|l| f64::from(u8::from(!l.is_empty())));
    add(2.0, any(&languages));
    add(
        2.0,
        shared_minutes.map(|m| f64::from(m) / f64::from(WORKING_DAY)),
    );
    add(1.0, any(&networks));
    add(1.0, any(&modes));
    add(1.0, tie.map(|_| 1.0));
    Ease {
        score: (weights > 0.0).then(|| sum / weights),
        languages,
        shared_minutes,
        networks,
        modes,
        tie,
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

/// Minutes of the working day two zones share, mean of January and July.
pub fn shared_hours(a: &Zone, b: &Zone) -> u16 {
    let overlap = |a: i16, b: i16| {
        let apart = (i32::from(a) - i32::from(b)).rem_euclid(DAY);
        let apart = apart.min(DAY - apart);
        (i32::from(WORKING_DAY) - apart).max(0) as u16
    };
    (overlap(a.january, b.january) + overlap(a.july, b.july)) / 2
}
