//! How the cities of the directory are spread: the grey picture behind a plot. Counts to positions.

use super::scale::{Axis, place, width};
use crate::components::dom::Dom;
use city_peers_engine::quantise::{STEPS, value_of};
use city_peers_engine::spread::Spread;

/// Bars of an area.
const BINS: usize = 40;
/// Height of the picture.
const HIGH: f64 = 26.0;

/// What is drawn for all cities.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Ground {
    /// Nobody states it, or there is nothing to draw.
    #[default]
    Nothing,
    /// Numbers: heights of bars along the axis, 0–1, and the shares of it between which the middle half lies.
    Area(Vec<f64>, Option<(f64, f64)>),
    /// One column for each level, code or group, 0–1.
    Columns(Vec<f64>),
}

impl Ground {
    /// The numbers of a directory, as far as it keeps them.
    pub(crate) fn numbers(axis: &Axis, own: &Axis, spread: &Spread) -> Ground {
        let value = |step: usize| {
            let step = u8::try_from(step).unwrap_or(STEPS);
            value_of(own.scale, own.low, own.high, step)
        };
        let mut bins = vec![0.0; BINS];
        for (step, &count) in spread.counts.iter().enumerate() {
            add(&mut bins, axis.share(value(step)), f64::from(count));
        }
        let band = spread.quantile(1, 4).zip(spread.quantile(3, 4));
        let band = band.map(|(from, to)| (axis.share(value(from)), axis.share(value(to))));
        Ground::area(bins, band)
    }

    /// Numbers that are known for themselves, ascending.
    pub(crate) fn values(axis: &Axis, values: &[u64]) -> Ground {
        let mut bins = vec![0.0; BINS];
        for value in values {
            add(&mut bins, axis.share(*value as f64), 1.0);
        }
        let at = |part: usize| values.get((values.len() * part).div_ceil(4).saturating_sub(1));
        let band = at(1).zip(at(3));
        let band = band.map(|(from, to)| (axis.share(*from as f64), axis.share(*to as f64)));
        Ground::area(bins, band)
    }

    /// Levels, codes or groups.
    pub(crate) fn columns(counts: &[u32]) -> Ground {
        let most = counts.iter().max().copied().unwrap_or(0);
        if most == 0 {
            return Ground::Nothing;
        }
        let share = |count: &u32| f64::from(*count) / f64::from(most);
        Ground::Columns(counts.iter().map(share).collect())
    }

    fn area(bins: Vec<f64>, band: Option<(f64, f64)>) -> Ground {
        let most = bins.iter().copied().fold(0.0, f64::max);
        if most <= 0.0 {
            return Ground::Nothing;
        }
        Ground::Area(bins.iter().map(|bin| bin / most).collect(), band)
    }

    /// The picture of all cities.
    pub(crate) fn draw(&self, d: &mut Dom) {
        d.el("svg.flow[aria-hidden=true][width=100%][height=26]", |d| {
            self.band(d);
            match self {
                Ground::Nothing => {}
                Ground::Area(heights, _) => {
                    const FRAME: &str = "svg[x=2%][width=96%][height=26][viewBox=0 0 100 26][preserveAspectRatio=none]";
                    d.el(FRAME, |d| {
                        d.empty_el("path.dist", &[("d", &outline(heights))]);
                    });
                }
                Ground::Columns(heights) => {
                    let each = 1.0 / heights.len() as f64;
                    for (at, height) in heights.iter().enumerate() {
                        let x = place((at as f64 + 0.02) * each);
                        let (y, height) = (tenths(HIGH - drawn(*height)), tenths(drawn(*height)));
                        let wide = width(each * 0.96);
                        let of = [("x", &*x), ("width", &wide), ("y", &y), ("height", &height)];
                        d.empty_el("rect.dist", &of);
                    }
                }
            }
        });
    }

    /// The band of the middle half, behind a row of any height.
    pub(crate) fn band(&self, d: &mut Dom) {
        let Ground::Area(_, Some((from, to))) = self else {
            return;
        };
        let of = [("x", &*place(*from)), ("width", &width(to - from))];
        d.empty_el("rect.band[height=100%]", &of);
    }
}

/// Adds cities to the bar at a share of the axis.
fn add(bins: &mut [f64], share: f64, cities: f64) {
    let at = (share * BINS as f64) as usize;
    if let Some(bin) = bins.get_mut(at.min(BINS - 1)) {
        *bin += cities;
    }
}

/// Height of a bar in the picture: what occurs at all is to be seen.
fn drawn(height: f64) -> f64 {
    if height > 0.0 {
        (height * (HIGH - 1.0)).max(1.0)
    } else {
        0.0
    }
}

/// The outline of bars of equal width.
fn outline(heights: &[f64]) -> String {
    let each = 100.0 / heights.len() as f64;
    let mut path = tenths(HIGH);
    path.insert_str(0, "M0 ");
    for (at, height) in heights.iter().enumerate() {
        path.push('V');
        path.push_str(&tenths(HIGH - drawn(*height)));
        path.push('H');
        path.push_str(&tenths((at + 1) as f64 * each));
    }
    path.push('V');
    path.push_str(&tenths(HIGH));
    path.push('z');
    path
}

/// A coordinate with one decimal.
fn tenths(x: f64) -> String {
    let tenths = (x * 10.0).round() as i32;
    format!("{}.{}", tenths / 10, (tenths % 10).abs())
}
