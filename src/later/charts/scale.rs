//! Where a value lies on a scale. Pure.

use crate::components::figures::percent;
use city_peers_engine::model::{Indicator, Kind, Scale};

/// A scale of numbers; it grows until every value on show fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Axis {
    pub low: f64,
    pub high: f64,
    pub scale: Scale,
}

/// Part of the width left free on each side, so that marks at the ends are whole.
const MARGIN: f64 = 0.02;

impl Axis {
    /// The scale of an indicator; `None` where it has no numbers.
    pub(crate) fn of(indicator: &Indicator) -> Option<Axis> {
        let Kind::Number { scale, low, high } = indicator.kind else {
            return None;
        };
        Some(Axis { low, high, scale })
    }

    /// The scale, wide enough for a value.
    pub(crate) fn with(mut self, x: f64) -> Axis {
        // A logarithm has no zero: what is none at all stands at the low end.
        if x.is_finite() && (self.scale == Scale::Linear || x > 0.0) {
            self.low = self.low.min(x);
            self.high = self.high.max(x);
        }
        self
    }

    /// Share of the way from low to high, 0–1.
    pub(crate) fn share(&self, x: f64) -> f64 {
        let share = match self.scale {
            Scale::Linear => (x - self.low) / (self.high - self.low),
            Scale::Log => (x / self.low).ln() / (self.high / self.low).ln(),
        };
        if share.is_nan() {
            0.0
        } else {
            share.clamp(0.0, 1.0)
        }
    }
}

/// Where in a picture a share of the scale lies.
pub(crate) fn place(share: f64) -> String {
    percent(MARGIN + share * (1.0 - 2.0 * MARGIN))
}

/// A width in a picture.
pub(crate) fn width(share: f64) -> String {
    percent(share * (1.0 - 2.0 * MARGIN))
}
