//! The directory's cities as dots on an Equal Earth map (Šavrič, Patterson, Jenny 2018). No map file, no borders.

use city_peers_engine::{CityIx, Directory};

/// Size of the map's drawing area: Equal Earth is 2.05 times as wide as high; the poles hold no city.
pub(crate) const WIDTH: i32 = 1355;
/// See [`WIDTH`].
pub(crate) const HEIGHT: i32 = 627;
/// How far the equator lies below the middle of the picture: more land is north of it.
const SHIFT: i32 = 20;

/// The projection every 5 degrees of latitude from the equator: half the width of the parallel and its distance from the
/// equator, in ten-thousandths of half the equator. Between them a straight line is off by one unit of the drawing area
/// at most; the formula itself would bring 7 kB of trigonometry.
const PARALLELS: [(i32, i32); 19] = [
    (10000, 0),
    (9982, 374),
    (9927, 746),
    (9837, 1116),
    (9711, 1481),
    (9549, 1840),
    (9354, 2191),
    (9125, 2532),
    (8863, 2862),
    (8570, 3178),
    (8249, 3479),
    (7901, 3761),
    (7534, 4021),
    (7156, 4256),
    (6786, 4461),
    (6447, 4631),
    (6171, 4759),
    (5989, 4840),
    (5925, 4867),
];

/// Where a place is on the map.
pub(crate) fn project(lat: f64, lon: f64) -> (i32, i32) {
    let (x, y) = exactly(lat, lon);
    ((x + 0.5) as i32, (y + 0.5) as i32)
}

/// The same to fractions of a unit, for maps of a region.
pub(crate) fn exactly(lat: f64, lon: f64) -> (f64, f64) {
    let steps = (lat.abs() / 5.0).min(17.99);
    let at = steps as usize;
    let rest = steps - at as f64;
    let row = |ix: usize| PARALLELS.get(ix).copied().unwrap_or((0, 0));
    let (from, to) = (row(at), row(at + 1));
    let between = |a: i32, b: i32| (f64::from(a) + rest * f64::from(b - a)) / 10_000.0;
    let half = f64::from(WIDTH) / 2.0;
    let x = half * (1.0 + between(from.0, to.0) * lon / 180.0);
    let up = half * between(from.1, to.1);
    let equator = f64::from(HEIGHT / 2 + SHIFT);
    let y = if lat < 0.0 {
        equator + up
    } else {
        equator - up
    };
    (x, y)
}

/// Which place is there on the map; beyond its edge, the nearest on it.
pub(crate) fn place(x: f64, y: f64) -> (f64, f64) {
    let half = f64::from(WIDTH) / 2.0;
    let down = y - f64::from(HEIGHT / 2 + SHIFT);
    let up = down.abs() / half * 10_000.0;
    let (mut lat, mut width) = (90.0, f64::from(PARALLELS.last().map_or(1, |p| p.0)));
    for (at, pair) in PARALLELS.windows(2).enumerate() {
        if let [from, to] = pair
            && up <= f64::from(to.1)
        {
            let rest = (up - f64::from(from.1)) / f64::from(to.1 - from.1);
            lat = 5.0 * (at as f64 + rest);
            width = f64::from(from.0) + rest * f64::from(to.0 - from.0);
            break;
        }
    }
    let lon = (x / half - 1.0) * 180.0 * 10_000.0 / width;
    (
        if down > 0.0 { -lat } else { lat },
        lon.clamp(-180.0, 180.0),
    )
}

/// A longitude from −180 to 180.
pub(crate) fn wrap(lon: f64) -> f64 {
    match lon {
        lon if lon > 180.0 => lon - 360.0,
        lon if lon < -180.0 => lon + 360.0,
        lon => lon,
    }
}

/// Where a city is on the map.
pub(crate) fn spot(directory: &Directory, city: CityIx) -> Option<(i32, i32)> {
    directory.place(city).map(|(lat, lon)| project(lat, lon))
}

/// All cities as one path of dots; cities closer than half the width of a dot share one.
pub(crate) fn dots(directory: &Directory) -> String {
    const COLUMNS: usize = WIDTH as usize / 2 + 1;
    let mut taken = vec![false; COLUMNS * (HEIGHT as usize / 2 + 1)];
    for (x, y) in directory.indices().filter_map(|city| spot(directory, city)) {
        if let (Ok(x), Ok(y)) = (usize::try_from(x / 2), usize::try_from(y / 2))
            && x < COLUMNS
            && let Some(dot) = taken.get_mut(y * COLUMNS + x)
        {
            *dot = true;
        }
    }
    let mut path = String::from("M0 0");
    let mut before = (0, 0);
    let dots = taken.iter().enumerate().filter(|(_, taken)| **taken);
    for (at, _) in dots {
        let (x, y) = ((at % COLUMNS) as i32 * 2, (at / COLUMNS) as i32 * 2);
        path.push('m');
        path.push_str(&(x - before.0).to_string());
        path.push(' ');
        path.push_str(&(y - before.1).to_string());
        path.push_str("h0");
        before = (x, y);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, WIDTH, exactly as at, place, project};

    #[test]
    fn finds_the_place_again() {
        for (lat, lon) in [
            (0.0, 0.0),
            (35.2, -5.3),
            (-33.9, 151.2),
            (64.1, -21.9),
            (-56.0, 179.0),
        ] {
            let (x, y) = at(lat, lon);
            let found = place(x, y);
            assert!(
                (found.0 - lat).abs() < 0.01 && (found.1 - lon).abs() < 0.01,
                "{found:?}"
            );
        }
        assert_eq!(place(0.0, -9e9).0, 90.0);
    }

    /// Equal Earth by its formula.
    fn exact(lat: f64, lon: f64) -> (f64, f64) {
        const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
        let root = 3f64.sqrt();
        let theta = (root / 2.0 * lat.to_radians().sin()).asin();
        let slope = A[0]
            + 3.0 * A[1] * theta.powi(2)
            + theta.powi(6) * (7.0 * A[2] + 9.0 * A[3] * theta.powi(2));
        let x = 2.0 * lon.to_radians() * theta.cos() / (root * slope);
        let y =
            theta * (A[0] + A[1] * theta.powi(2) + theta.powi(6) * (A[2] + A[3] * theta.powi(2)));
        let scale = f64::from(WIDTH) / 2.0 / 2.706_63;
        (
            f64::from(WIDTH) / 2.0 + x * scale,
            f64::from(HEIGHT / 2 + 20) - y * scale,
        )
    }

    #[test]
    fn follows_the_formula_to_two_units() {
        for lat in -56..=78 {
            for lon in [-180, -77, 0, 12, 127, 180] {
                let (lat, lon) = (f64::from(lat), f64::from(lon));
                let ((x, y), (ex, ey)) = (project(lat, lon), exact(lat, lon));
                let off = (f64::from(x) - ex).abs().max((f64::from(y) - ey).abs());
                assert!(off < 2.0, "{lat} {lon}: {x} {y} instead of {ex} {ey}");
            }
        }
    }
}
