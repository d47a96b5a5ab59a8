//! Reads catalogues as people write them and turns them into the engine's. Pure; notes problems.

mod codes;
mod read;
mod scales;

pub use read::read;
pub use scales::fill_scales;
