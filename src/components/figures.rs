//! Pictures of one figure each: strips, bars, ticks. The words beside them are the accessible version.
//! Positions are percentages, so that one markup fits every width without script.

use super::dom::Dom;
use crate::queries::partner::{Coverage, Likeness, Line};

/// A percentage with one decimal, without floating-point formatting (it would cost 7 kB).
pub(crate) fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).round() as i32;
    format!("{}.{}%", tenths / 10, (tenths % 10).abs())
}

/// The scale of all likeness strips of a view: points of 100 before and after the average pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Strip {
    before: f64,
    after: f64,
}

/// Blocks drawn one by one; the rest shares the last.
const BLOCKS: usize = 6;

impl Strip {
    /// 26 before and 38 after, widened for all rows when one does not fit.
    pub(crate) fn fitting<'a>(rows: impl Iterator<Item = &'a Likeness>) -> Strip {
        let mut strip = Strip {
            before: 26.0,
            after: 38.0,
        };
        for likeness in rows {
            strip.before = strip.before.max(likeness.minus + 2.0);
            strip.after = strip.after.max(likeness.plus.iter().sum::<f64>() + 2.0);
        }
        strip
    }

    fn x(&self, points: f64) -> f64 {
        (points + self.before) / (self.before + self.after)
    }

    /// Likenesses add to the right of an average pair, differences take to its left, the dot is what remains,
    /// with its range where that is known.
    pub(crate) fn draw(&self, d: &mut Dom, likeness: &Likeness, range: Option<(f64, f64)>) {
        d.el("svg.flow[aria-hidden=true][width=100%][height=21]", |d| {
            let (mut at, mut rest) = (0.0, 0.0);
            for (ix, &width) in likeness.plus.iter().enumerate() {
                // The rest shares the last block.
                rest += width;
                if ix + 1 < BLOCKS || ix + 1 == likeness.plus.len() {
                    let shape = "rect.like.cut[y=1][height=9]";
                    bar_from(d, shape, self.x(at), self.x(at + rest));
                    at += rest;
                    rest = 0.0;
                }
            }
            let zero = self.x(0.0);
            let shape = "rect.unlike[y=3][height=5]";
            bar_from(d, shape, self.x(-likeness.minus), zero);
            hair(d, "line.hair[y1=-1][y2=21]", zero);
            let at = |value: f64| percent(self.x(value - likeness.average).clamp(0.0, 1.0));
            if let Some((low, high)) = range {
                let ends = [("x1", &*at(low)), ("x2", &at(high))];
                d.empty_el("line.line[y1=16][y2=16]", &ends);
            }
            let end = at(likeness.value);
            d.empty_el("circle.ink[cy=16][r=3.2]", &[("cx", &end)]);
        });
    }
}

#[inline(never)]
fn bar_from(d: &mut Dom, what: &'static str, from: f64, to: f64) {
    let (x, width) = (percent(from), percent(to - from));
    d.empty_el(what, &[("x", &x), ("width", &width)]);
}

#[inline(never)]
fn hair(d: &mut Dom, what: &'static str, at: f64) {
    let at = percent(at);
    d.empty_el(what, &[("x1", &at), ("x2", &at)]);
}

/// A share of a whole; unknown is dashed, never empty.
pub(crate) fn bar(d: &mut Dom, value: Option<f64>) {
    d.el(
        "svg.flow[aria-hidden=true][width=100%][height=8]",
        |d| match value {
            Some(share) => {
                d.empty_el("rect.track[width=100%][height=8]", &[]);
                d.empty_el("rect.like[height=8]", &[("width", &percent(share))]);
            }
            None => d.empty_el("rect.gone[x=.5][y=.5][width=99%][height=7]", &[]),
        },
    );
}

/// The last rank that the figure of ranks has room for.
const LAST: f64 = 30.0;

/// Ranks from 1 to 30, the first few tinted: where half of the tries are, and nine of ten.
pub(crate) fn ranks(d: &mut Dom, top: usize, low: u32, middle: u32, high: u32) {
    let at = |rank: f64| percent(0.02 + (rank.min(LAST) - 1.0) / (LAST - 1.0) * 0.96);
    d.el("svg.flow[aria-hidden=true][width=100%][height=15]", |d| {
        d.empty_el("rect.tint[height=14]", &[("width", &at(top as f64))]);
        d.empty_el("line.hair[x1=0][x2=100%][y1=14][y2=14]", &[]);
        // What lies beyond the last rank is said in words alone.
        if f64::from(low) <= LAST {
            let ends = [("x1", &*at(low.into())), ("x2", &at(high.into()))];
            d.empty_el("line.line[y1=7][y2=7]", &ends);
        }
        if f64::from(middle) <= LAST {
            d.empty_el("circle.ink[cy=7][r=3.5]", &[("cx", &at(middle.into()))]);
        }
    });
}

/// A range of a whole: solid to its low end, dashed to its high end.
pub(crate) fn range(d: &mut Dom, low: f64, high: f64) {
    d.el("svg.flow[aria-hidden=true][width=100%][height=14]", |d| {
        d.empty_el("rect.track[y=3][width=100%][height=8]", &[]);
        bar_from(d, "rect.gone[y=3.5][height=7]", low, high);
        d.empty_el("rect.like[y=3][height=8]", &[("width", &percent(low))]);
    });
}

/// One tick per context indicator, grouped by facet; filled = both cities state it.
pub(crate) fn ticks(d: &mut Dom, coverage: &Coverage) {
    d.el("svg.flow.cover[aria-hidden=true][height=10]", |d| {
        let mut x = 0.0;
        for facet in &coverage.ticks {
            for &known in facet {
                let shape = if known {
                    "rect.ink[width=3][height=10]"
                } else {
                    "rect.hair[y=.5][width=2][height=9]"
                };
                let at = percent(x / 100.0);
                d.empty_el(shape, &[("x", at.trim_end_matches('%'))]);
                x += 4.5;
            }
            x += 4.0;
        }
        d.attr("width", &(x as i32).to_string());
    });
}

/// The scale of all reason bars of a view, points of 100: 6 to the left, 12 to the right, widened if need be.
pub(crate) fn reason_scale(lines: &[Line]) -> (f64, f64) {
    let (mut left, mut right) = (6.0, 12.0);
    for line in lines {
        left = f64::max(left, -line.amount);
        right = f64::max(right, line.amount);
    }
    (left, right)
}

/// A reason as a bar from one line: thick to the right adds, thin to the left takes away.
pub(crate) fn reason(d: &mut Dom, amount: f64, (left, right): (f64, f64)) {
    let at = |points: f64| (points + left) / (left + right);
    let (zero, end) = (at(0.0), at(amount));
    d.el("svg.flow[aria-hidden=true][width=100%][height=14]", |d| {
        if amount >= 0.0 {
            bar_from(d, "rect.like[y=2][height=10]", zero, end);
        } else {
            bar_from(d, "rect.unlike[y=4][height=6]", end, zero);
        }
        hair(d, "line.hair[y1=-6][y2=20]", zero);
    });
}
