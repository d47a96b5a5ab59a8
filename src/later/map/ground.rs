//! Which part of the world is shown, and the dots in it: positions, nothing else.

use crate::queries::map::{HEIGHT, WIDTH, exactly};
use city_peers_engine::{CityIx, Directory};

/// Drawing units per unit of the world map: dots of a region stand a tenth of a unit exactly.
pub(super) const FINE: f64 = 10.0;
/// Closest: an eighth of the width of the world.
const LEAST: f64 = WIDTH as f64 / 12.0;

/// Regions by the middle of the picture and its width, in units of the world map.
pub(super) const REGIONS: [(&str, f64, f64, f64); 7] = [
    ("map.world", 677.5, 313.5, 1355.0),
    ("map.africa", 740.0, 328.0, 700.0),
    ("map.asia", 985.0, 230.0, 640.0),
    ("map.europe", 705.0, 105.0, 330.0),
    ("map.latin", 400.0, 375.0, 750.0),
    ("map.north", 330.0, 145.0, 460.0),
    ("map.oceania", 1095.0, 420.0, 510.0),
];
/// The picture is so many times as wide as high, whatever it shows: less wide than the world, so that regions fill it.
const RATIO: f64 = 1.75;

/// A part of the world map: its middle and its width. The height follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    x: f64,
    y: f64,
    width: f64,
}

impl Default for Frame {
    fn default() -> Self {
        Frame::region(0)
    }
}

impl Frame {
    /// One of [`REGIONS`].
    pub(super) fn region(ix: usize) -> Frame {
        let (_, x, y, width) = REGIONS.get(ix).copied().unwrap_or(REGIONS[0]);
        Frame { x, y, width }.inside()
    }

    pub(super) fn is_world(self) -> bool {
        self.width >= f64::from(WIDTH)
    }

    pub(super) fn is_closest(self) -> bool {
        self.width <= LEAST
    }

    pub(super) fn closer(self, round: Option<(f64, f64)>) -> Frame {
        let (x, y) = round.map_or((self.x, self.y), |(lat, lon)| exactly(lat, lon));
        let width = (self.width / 2.0).max(LEAST);
        Frame { x, y, width }.inside()
    }

    pub(super) fn further(self) -> Frame {
        let width = self.width * 2.0;
        Frame { width, ..self }.inside()
    }

    pub(super) fn moved(self, right: i32, down: i32) -> Frame {
        Frame {
            x: self.x + f64::from(right) * self.width / 3.0,
            y: self.y + f64::from(down) * self.height() / 3.0,
            ..self
        }
        .inside()
    }

    /// Kept within the world.
    fn inside(mut self) -> Frame {
        let (all, high) = (f64::from(WIDTH), f64::from(HEIGHT));
        self.width = self.width.min(all);
        let (half, half_high) = (self.width / 2.0, self.height() / 2.0);
        self.x = within(self.x, half, all - half);
        self.y = if half_high * 2.0 < high {
            within(self.y, half_high, high - half_high)
        } else {
            high / 2.0
        };
        self
    }

    fn height(self) -> f64 {
        self.width / RATIO
    }

    /// For an SVG, in fine units.
    pub(super) fn view_box(self) -> String {
        let left = ((self.x - self.width / 2.0) * FINE) as i32;
        let top = ((self.y - self.height() / 2.0) * FINE) as i32;
        let (width, height) = ((self.width * FINE) as i32, (self.height() * FINE) as i32);
        format!("{left} {top} {width} {height}")
    }

    /// Where a city is in the frame, in thousandths of its width and height; `None` outside.
    pub(super) fn at(self, directory: &Directory, city: CityIx) -> Option<(i32, i32)> {
        let (lat, lon) = directory.place(city)?;
        let (x, y) = exactly(lat, lon);
        let across = (x - self.x) / self.width + 0.5;
        let down = (y - self.y) / self.height() + 0.5;
        let inside = (0.0..=1.0).contains(&across) && (0.0..=1.0).contains(&down);
        inside.then_some(((across * 1000.0) as i32, (down * 1000.0) as i32))
    }

    pub(super) fn holds(self, directory: &Directory, city: CityIx) -> bool {
        self.at(directory, city).is_some()
    }
}

/// The dots of a frame as a path in fine units.
pub(super) fn dots(directory: &Directory, frame: Frame) -> String {
    let mut path = String::new();
    for city in directory.indices() {
        if !frame.holds(directory, city) {
            continue;
        }
        let Some((lat, lon)) = directory.place(city) else {
            continue;
        };
        let (x, y) = exactly(lat, lon);
        path.push('M');
        path.push_str(&((x * FINE) as i32).to_string());
        path.push(' ');
        path.push_str(&((y * FINE) as i32).to_string());
        path.push_str("h0");
    }
    path
}

/// A number between two ends. (The library's `clamp` would bring the formatting of its panic, 7 kB, into the first part.)
fn within(x: f64, low: f64, high: f64) -> f64 {
    x.min(high).max(low)
}

#[cfg(test)]
mod tests {
    use super::{Frame, REGIONS};

    #[test]
    fn a_frame_stays_within_the_world_whatever_is_pressed() {
        for region in 0..REGIONS.len() {
            let mut frame = Frame::region(region);
            for step in 0..40 {
                frame = match step % 7 {
                    0 | 1 => frame.closer(Some((-19.8, 34.9))),
                    2 => frame.moved(1, 0),
                    3 => frame.moved(0, -1),
                    4 => frame.moved(-1, 1),
                    5 => frame.further(),
                    _ => frame.closer(None),
                };
                let (half, high) = (frame.width / 2.0, frame.height() / 2.0);
                assert!(
                    frame.x - half >= -0.01 && frame.x + half <= 1355.01,
                    "{frame:?}"
                );
                let whole = high * 2.0 >= 627.0 && frame.y == 313.5;
                let within = frame.y - high >= -0.01 && frame.y + high <= 627.01;
                assert!(whole || within, "{frame:?}");
            }
        }
    }
}
