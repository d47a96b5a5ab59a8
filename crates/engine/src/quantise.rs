//! From values to steps and back: numbers become 8-bit steps between `low` and `high`, codes positions. Pure.

use crate::model::{Indicator, Kind, Scale, Value};

pub use city_peers_kernel::UNKNOWN;
/// The highest step of a number: `high` and everything above.
pub const STEPS: u8 = 254;

/// One quantised value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Not known.
    #[default]
    Unknown,
    /// Step of a number, or position of a level or code.
    Byte(u8),
    /// Set of codes, one bit each by position.
    Tags(u64),
}

/// Why a value cannot be used for an indicator.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueProblem {
    /// A number was expected.
    NotANumber,
    /// The number is not finite.
    NotFinite,
    /// One code was expected.
    NotACode,
    /// A list of codes was expected.
    NotCodes,
    /// The code is not in the catalogue.
    UnknownCode(String),
}

/// Quantises a value for an indicator.
///
/// Numbers beyond `low` and `high` take the first or last step, so an outlier never stretches the scale.
///
/// # Errors
/// When the value does not suit the kind of the indicator.
pub fn cell(indicator: &Indicator, value: &Value) -> Result<Cell, ValueProblem> {
    match (&indicator.kind, value) {
        (Kind::Number { scale, low, high }, Value::Number(x)) => {
            if x.is_finite() {
                Ok(Cell::Byte(step(*scale, *low, *high, *x)))
            } else {
                Err(ValueProblem::NotFinite)
            }
        }
        (Kind::Number { .. }, _) => Err(ValueProblem::NotANumber),
        (Kind::Ordered { levels: codes } | Kind::Category { codes, .. }, Value::Code(code)) => {
            Ok(Cell::Byte(position(codes, code)?))
        }
        (Kind::Ordered { .. } | Kind::Category { .. }, _) => Err(ValueProblem::NotACode),
        (Kind::Tags { codes }, Value::Codes(list)) => {
            let mut bits = 0u64;
            for code in list {
                bits |= 1u64
                    .checked_shl(u32::from(position(codes, code)?))
                    .unwrap_or(0);
            }
            Ok(Cell::Tags(bits))
        }
        (Kind::Tags { .. }, _) => Err(ValueProblem::NotCodes),
    }
}

fn position(codes: &[crate::model::Code], code: &str) -> Result<u8, ValueProblem> {
    codes
        .iter()
        .position(|c| c.code == code)
        .and_then(|ix| u8::try_from(ix).ok())
        .ok_or_else(|| ValueProblem::UnknownCode(code.to_owned()))
}

/// Step 0–254 of a number. `libm` makes the logarithm the same on every machine.
pub fn step(scale: Scale, low: f64, high: f64, x: f64) -> u8 {
    if x <= low || high <= low {
        return 0;
    }
    if x >= high {
        return STEPS;
    }
    let share = match scale {
        Scale::Linear => (x - low) / (high - low),
        Scale::Log => libm::log(x / low) / libm::log(high / low),
    };
    (share * f64::from(STEPS) + 0.5) as u8
}

/// The number in the middle of a step: what is left of a value after quantising, in its unit.
pub fn value_of(scale: Scale, low: f64, high: f64, step: u8) -> f64 {
    let share = f64::from(step.min(STEPS)) / f64::from(STEPS);
    match scale {
        Scale::Linear => low + share * (high - low),
        Scale::Log => low * libm::exp(share * libm::log(high / low)),
    }
}
