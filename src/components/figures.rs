//! Pictures of one figure each: strips, bars, ticks. The words beside them are the accessible version.
//! Positions are percentages, so that one markup fits every width without script.

use crate::queries::partner::{Coverage, Likeness, Line};
use yew::prelude::*;

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
        for row in rows {
            strip.before = strip.before.max(row.minus + 2.0);
            strip.after = strip.after.max(row.plus.iter().sum::<f64>() + 2.0);
        }
        strip
    }

    fn x(&self, points: f64) -> f64 {
        (points + self.before) / (self.before + self.after)
    }

    /// Likenesses add to the right of an average pair, differences take to its left, the dot is what remains.
    pub(crate) fn draw(&self, likeness: &Likeness) -> Html {
        let mut at = 0.0;
        let last: f64 = likeness.plus.iter().skip(BLOCKS - 1).sum();
        let first = likeness.plus.iter().copied().take(BLOCKS - 1);
        let blocks = first.chain((last > 0.0).then_some(last)).map(|width| {
            let x = percent(self.x(at));
            let share = percent(self.x(at + width) - self.x(at));
            at += width;
            html! { <rect class="like cut" {x} y="1" width={share} height="9"/> }
        });
        let blocks: Html = blocks.collect();
        let zero = percent(self.x(0.0));
        let minus = percent(self.x(0.0) - self.x(-likeness.minus));
        html! {
            <svg class="flow" aria-hidden="true" width="100%" height="21">
                { blocks }
                <rect class="unlike" x={percent(self.x(-likeness.minus))} y="3" width={minus} height="5"/>
                <line class="hair" x1={zero.clone()} x2={zero} y1="-1" y2="21"/>
                <circle class="ink" cx={percent(self.x(likeness.value - likeness.average))} cy="16" r="3.2"/>
            </svg>
        }
    }
}

/// A share of a whole; unknown is dashed, never empty.
pub(crate) fn bar(value: Option<f64>) -> Html {
    match value {
        Some(share) => html! {
            <svg class="flow" aria-hidden="true" width="100%" height="8">
                <rect class="track" width="100%" height="8"/>
                <rect class="like" width={percent(share)} height="8"/>
            </svg>
        },
        None => html! {
            <svg class="flow" aria-hidden="true" width="100%" height="8">
                <rect class="gone" x=".5" y=".5" width="99%" height="7"/>
            </svg>
        },
    }
}

/// A range of a whole: solid to its low end, dashed to its high end.
pub(crate) fn range(low: f64, high: f64) -> Html {
    html! {
        <svg class="flow" aria-hidden="true" width="100%" height="14">
            <rect class="track" y="3" width="100%" height="8"/>
            <rect class="gone" x={percent(low)} y="3.5" width={percent(high - low)} height="7"/>
            <rect class="like" y="3" width={percent(low)} height="8"/>
        </svg>
    }
}

/// One tick per context indicator, grouped by facet; filled = both cities state it.
pub(crate) fn ticks(coverage: &Coverage) -> Html {
    let mut x = 0.0;
    let mut ticks = Vec::new();
    for facet in &coverage.ticks {
        for &known in facet {
            let at = percent(x / 100.0).replace('%', "");
            ticks.push(if known {
                html! { <rect class="ink" x={at} width="3" height="10"/> }
            } else {
                html! { <rect class="hair" x={at} y=".5" width="2" height="9"/> }
            });
            x += 4.5;
        }
        x += 4.0;
    }
    let width = (x as i32).to_string();
    html! {
        <svg class="flow cover" aria-hidden="true" {width} height="10">{ ticks.into_iter().collect::<Html>() }</svg>
    }
}

/// The scale of all reason bars of a view, points of 100: 6 to the left, 12 to the right, widened if need be.
pub(crate) fn reason_scale(lines: &[Line]) -> (f64, f64) {
    lines.iter().fold((6.0, 12.0), |(left, right), line| {
        (f64::max(left, -line.amount), f64::max(right, line.amount))
    })
}

/// A reason as a bar from one line: thick to the right adds, thin to the left takes away.
pub(crate) fn reason(amount: f64, (left, right): (f64, f64)) -> Html {
    let at = |points: f64| (points + left) / (left + right);
    let zero = percent(at(0.0));
    let block = if amount >= 0.0 {
        let width = percent(at(amount) - at(0.0));
        html! { <rect class="like" x={zero.clone()} y="2" {width} height="10"/> }
    } else {
        let width = percent(at(0.0) - at(amount));
        html! { <rect class="unlike" x={percent(at(amount))} y="4" {width} height="6"/> }
    };
    html! {
        <svg class="flow" aria-hidden="true" width="100%" height="14">
            { block }
            <line class="hair" x1={zero.clone()} x2={zero} y1="-6" y2="20"/>
        </svg>
    }
}
