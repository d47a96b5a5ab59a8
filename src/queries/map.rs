//! The directory's cities as dots on an Equal Earth map (Šavrič, Patterson, Jenny 2018). No map file, no borders.

use city_peers_engine::{CityIx, Directory};

/// Size of the map's drawing area: Equal Earth is 2.05 times as wide as high; the poles hold no city.
pub(crate) const WIDTH: i32 = 1355;
/// See [`WIDTH`].
pub(crate) const HEIGHT: i32 = 627;
/// Latitude at the upper edge of the picture: y of 78° N.
const TOP: i32 = 10;

const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
/// Half the width of the whole world in the projection's units.
const HALF_WIDTH: f64 = 2.70663;

/// Where a place is on the map.
pub(crate) fn project(lat: f64, lon: f64) -> (i32, i32) {
    let (phi, lambda) = (lat.to_radians(), lon.to_radians());
    let half_root = 3f64.sqrt() / 2.0;
    let theta = (half_root * phi.sin()).asin();
    let (t2, t6) = (theta * theta, theta * theta * theta * theta * theta * theta);
    let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
    let x = lambda * theta.cos() / (half_root * slope);
    let y = theta * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
    let scale = f64::from(WIDTH) / 2.0 / HALF_WIDTH;
    let middle = f64::from(HEIGHT) / 2.0 + f64::from(TOP) * 2.0;
    (
        (f64::from(WIDTH) / 2.0 + x * scale).round() as i32,
        (middle - y * scale).round() as i32,
    )
}

/// Where a city is on the map.
pub(crate) fn spot(directory: &Directory, city: CityIx) -> Option<(i32, i32)> {
    directory.place(city).map(|(lat, lon)| project(lat, lon))
}

/// All cities as one path of dots; cities closer than the width of a dot share one.
pub(crate) fn dots(directory: &Directory) -> String {
    let mut spots: Vec<(i32, i32)> = directory
        .indices()
        .filter_map(|city| spot(directory, city))
        .map(|(x, y)| (x & !1, y & !1))
        .collect();
    spots.sort_unstable();
    spots.dedup();
    let mut path = String::from("M0 0");
    let mut before = (0, 0);
    for (x, y) in spots {
        path.push('m');
        path.push_str(&(x - before.0).to_string());
        path.push(' ');
        path.push_str(&(y - before.1).to_string());
        path.push_str("h0");
        before = (x, y);
    }
    path
}
