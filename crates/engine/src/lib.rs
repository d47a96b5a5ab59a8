//! Compares cities, suggests partners and practices, and says why. Pure: no I/O, no clock, no locale, no web.
//!
//! The engine takes a [`Directory`] (decoded from published bytes, or assembled from [`model`] types) and a
//! [`Query`], and returns codes and numbers, never sentences. A result is a function of directory and query
//! alone: the same integers, and so the same scores to the last bit, in the browser, in the command and on
//! every machine. Formulae and their names follow `docs/method.md`.
#![forbid(unsafe_code)]

pub mod answer;
pub mod assemble;
pub mod certainty;
pub mod compare;
pub mod day;
pub mod directory;
pub mod ease;
pub mod exchange;
pub mod exposure;
pub mod filter;
pub mod format;
pub mod gain;
#[cfg(feature = "groups")]
pub mod groups;
pub mod lift;
pub mod model;
pub mod money;
pub mod order;
pub mod portfolio;
pub mod practices;
pub mod quantise;
pub mod random;
pub mod reference;
pub mod search;
pub mod side_by_side;
pub mod spread;
pub mod standing;
pub mod suggest;
mod varied;
pub mod weights;
pub mod zone;

pub use day::Day;
pub use directory::{CityIx, Directory};
pub use suggest::{Partner, Query, Suggestions, suggest};

/// The engine's version, written into every directory it builds.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
