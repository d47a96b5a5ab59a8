//! Published directories: encoding them, writing them in one step, opening them with every check.

mod encode;
mod open;
mod write;

pub use encode::{Encoded, encode};
pub use open::{Opened, decode_error, names, open};
pub use write::write;

/// Name of the entry file.
pub const ENTRY: &str = "directory.json";
