//! Pictures of values among all cities: marks, squares, scales, distributions, dot plots. Functions from numbers to
//! elements; every picture is hidden from assistive technology, the words beside it are the accessible version.
//!
//! Right to left, pictures mirror as a whole (`.flow`): the low end is where reading begins, as in the table around them.

mod ground;
mod marks;
mod plot;
mod scale;

pub(super) use ground::Ground;
pub(super) use marks::{Mark, pips};
pub(super) use plot::{Feet, Plot, Row, plot};
pub(super) use scale::Axis;
