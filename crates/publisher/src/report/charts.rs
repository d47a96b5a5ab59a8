//! Charts as inline SVG: bars and ranges for the cells of a table, columns and a curve of their own. Pure.
//!
//! Positions of what stands in a cell are in percent, so that one markup fits every width. What the table says in words is
//! hidden from readers of the page; a chart of its own has a label. Colours come from classes of the page's style.

use super::coverage::Quartiles;
use super::words::figure;
use crate::words::grouped;
use maud::{Markup, html};

/// Height of a bar.
const HIGH: f64 = 10.0;
/// Range of a bar to both sides: a quarter to four times.
const OCTAVES: f64 = 2.0;
/// Values that spread further than this are shown by their ratios.
const RATIO: f64 = 50.0;

/// A number for an attribute.
fn n(x: f64) -> String {
    let text = format!("{x:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn at(share: f64) -> String {
    format!("{}%", n(share.clamp(0.0, 1.0) * 100.0))
}

/// Parts of a whole side by side, each with its class; the rest is outlined with dashes.
pub fn parts(parts: &[(f64, &str)]) -> Markup {
    let mut from = 0.0;
    let mut placed = Vec::new();
    for &(share, class) in parts.iter().filter(|(share, _)| *share > 0.0) {
        placed.push((from, share, class));
        from += share;
    }
    html! {
        svg .cell width="100%" height=(n(HIGH)) aria-hidden="true" focusable="false" {
            rect .hair x="0" y="0.5" width="100%" height=(n(HIGH - 1.0)) {}
            @for (from, share, class) in placed {
                rect class=(class) x=(at(from)) y="0" width=(at(share)) height=(n(HIGH)) {}
            }
        }
    }
}

/// One bar from the start of its cell; unknown is an outline of dashes.
pub fn bar(share: Option<f64>) -> Markup {
    parts(&[(share.unwrap_or_default(), "like")])
}

/// How often each code is stated, side by side in turning shades; nothing of it is unknown. Codes of tags share out more than
/// the whole and are drawn to scale.
pub fn codes(shares: &[f64]) -> Markup {
    let whole: f64 = shares.iter().sum::<f64>().max(1e-9);
    let shades = ["like", "like2", "grey"].into_iter().cycle();
    let mut from = 0.0;
    let mut placed = Vec::new();
    for (share, shade) in shares.iter().map(|share| share / whole).zip(shades) {
        placed.push((from, share, shade));
        from += share;
    }
    html! {
        svg .cell width="100%" height=(n(HIGH)) aria-hidden="true" focusable="false" {
            @for (from, share, shade) in placed {
                rect class=(format!("{shade} gap")) x=(at(from)) y="0" width=(at(share)) height=(n(HIGH)) {}
            }
        }
    }
}

/// One bar without an outline, for counts that are no share of anything.
pub fn count(share: f64, class: &str) -> Markup {
    html! {
        svg .cell width="100%" height=(n(HIGH)) aria-hidden="true" focusable="false" {
            rect class=(class) x="0" y="0" width=(at(share)) height=(n(HIGH)) {}
        }
    }
}

/// Two bars from a line in the middle: what is wanted to its left, what is offered to its right.
pub fn both_sides(left: f64, right: f64) -> Markup {
    html! {
        svg .cell width="100%" height=(n(HIGH)) aria-hidden="true" focusable="false" {
            rect .ink x=(at(0.5 - left / 2.0)) y="3" width=(at(left / 2.0)) height=(n(HIGH - 6.0)) {}
            rect .like x="50%" y="0" width=(at(right / 2.0)) height=(n(HIGH)) {}
            line .line x1="50%" x2="50%" y1="-4" y2=(n(HIGH + 4.0)) {}
        }
    }
}

/// More or less often than even: a thick bar after the line, a thin one before it.
pub fn of_even(ratio: Option<f64>) -> Markup {
    let log = ratio.map_or(0.0, |ratio| {
        (ratio.max(1e-9).log2() / OCTAVES).clamp(-1.0, 1.0) / 2.0
    });
    html! {
        svg .cell width="100%" height=(n(HIGH)) aria-hidden="true" focusable="false" {
            @if log >= 0.0 {
                rect .like x="50%" y="0" width=(at(log)) height=(n(HIGH)) {}
            } @else {
                rect .unlike x=(at(0.5 + log)) y="3" width=(at(-log)) height=(n(HIGH - 6.0)) {}
            }
            line .line x1="50%" x2="50%" y1="-4" y2=(n(HIGH + 4.0)) {}
        }
    }
}

/// From the lowest to the highest value: a hairline, the middle half thick, a dot in the middle. Values that spread far are
/// placed by their ratios.
pub fn range(q: &Quartiles) -> Markup {
    let ratios = q.least > 0.0 && q.most / q.least > RATIO;
    let place = |x: f64| {
        let (low, high, x) = match ratios {
            true => (q.least.ln(), q.most.ln(), x.ln()),
            false => (q.least, q.most, x),
        };
        let share = if high > low {
            (x - low) / (high - low)
        } else {
            0.5
        };
        // Room for half a dot at both ends.
        0.03 + 0.94 * share
    };
    let middle = n(HIGH / 2.0);
    html! {
        svg .cell width="100%" height=(n(HIGH)) aria-hidden="true" focusable="false" {
            line .axis x1=(at(place(q.least))) x2=(at(place(q.most))) y1=(middle) y2=(middle) {}
            rect .half x=(at(place(q.low))) y="2" width=(at(place(q.high) - place(q.low))) height=(n(HIGH - 4.0)) {}
            circle .like cx=(at(place(q.median))) cy=(middle) r="4" {}
        }
    }
}

/// One column of [`columns`].
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Below it.
    pub label: String,
    /// How high.
    pub count: usize,
    /// Drawn in the ink of problems.
    pub concern: bool,
}

/// Columns with their counts above and labels below.
pub fn columns(label: &str, columns: &[Column]) -> Markup {
    let most = columns
        .iter()
        .map(|column| column.count)
        .max()
        .unwrap_or(0)
        .max(1);
    let (wide, high) = (44.0, 110.0);
    let top = |count: usize| 18.0 + high * (1.0 - count as f64 / most as f64);
    let width = wide * columns.len() as f64;
    html! {
        svg .figure viewBox=(format!("0 0 {} {}", n(width), n(high + 38.0))) width=(n(width)) role="img" aria-label=(label) {
            @for (ix, column) in columns.iter().enumerate() {
                @let x = wide * ix as f64;
                @let y = top(column.count);
                @if column.count > 0 {
                    rect class=(if column.concern { "unlike" } else { "like" }) x=(n(x + 4.0)) y=(n(y)) width=(n(wide - 8.0)) height=(n((18.0 + high - y).max(1.0))) {}
                }
                text x=(n(x + wide / 2.0)) y=(n(y - 5.0)) text-anchor="middle" { (grouped(column.count as u64)) }
                text x=(n(x + wide / 2.0)) y=(n(high + 34.0)) text-anchor="middle" { (column.label) }
            }
            line .line x1="0" x2=(n(width)) y1=(n(18.0 + high)) y2=(n(18.0 + high)) {}
        }
    }
}

/// A Lorenz curve: which share of all places on lists the cities suggested least hold. The dashed line is even spreading.
pub fn lorenz(label: &str, shares: &[f64]) -> Markup {
    let (size, left, top) = (200.0, 44.0, 12.0);
    let step = size / shares.len().max(1) as f64;
    let mut path = format!("M{} {}", n(left), n(top + size));
    for (ix, share) in shares.iter().enumerate() {
        let (x, y) = (left + step * (ix + 1) as f64, top + size * (1.0 - share));
        path.push_str(&format!("L{} {}", n(x), n(y)));
    }
    let ticks = [0.0, 0.5, 1.0];
    html! {
        svg .figure viewBox="0 0 270 262" width="270" role="img" aria-label=(label) {
            path .area d=(format!("{path}V{}Z", n(top + size))) {}
            @for tick in ticks {
                @let y = top + size * (1.0 - tick);
                @let x = left + size * tick;
                line .axis x1=(n(left)) x2=(n(left + size)) y1=(n(y)) y2=(n(y)) {}
                text x=(n(left - 6.0)) y=(n(y + 4.0)) text-anchor="end" { (figure(tick * 100.0)) " %" }
                text x=(n(x)) y=(n(top + size + 18.0)) text-anchor="middle" { (figure(tick * 100.0)) " %" }
            }
            line .even x1=(n(left)) y1=(n(top + size)) x2=(n(left + size)) y2=(n(top)) {}
            path .curve d=(path) {}
            text x=(n(left + size / 2.0)) y=(n(top + size + 38.0)) text-anchor="middle" { "of cities, suggested least first" }
        }
    }
}

/// The class that tints a cell of a matrix: `t0` for nothing to `t9`.
pub fn tint(share: f64) -> String {
    let step = if share <= 0.0 {
        0.0
    } else {
        (share * 9.0).ceil().clamp(1.0, 9.0)
    };
    format!("num tint t{step:.0}")
}
