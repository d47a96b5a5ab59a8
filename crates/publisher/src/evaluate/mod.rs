//! Measures suggestions: against known pairs of cities, by whom they favour, and by how they hold when data are missing.
//!
//! Pure statistics on a directory in memory; every draw has a fixed seed. Only [`crate::commands`] reads and prints.

pub mod agreement;
pub mod bootstrap;
pub mod draw;
pub mod exposure;
pub mod join;
pub mod lists;
pub mod methods;
pub mod metrics;
pub mod missing;
pub mod pairs;
pub mod questions;
pub mod rankers;
pub mod removal;
pub mod stability;
pub mod stats;
pub mod strata;
pub mod subset;

/// The seed of every draw, so that two runs give the same figures.
pub const SEED: u64 = 0xC17E_5EED_0001;
