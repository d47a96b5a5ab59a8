//! Published directories: encoding them, writing them in one step, opening them with every check.

mod compress;
mod details;
mod encode;
mod files;
mod lock;
mod open;
mod place;
pub mod sizes;
mod swap;
mod write;

pub use compress::Packing;
pub use details::{details, profiles};
pub use encode::{Encoded, encode};
pub use lock::Lock;
pub use open::{Opened, decode_error, names, open};
pub use place::{Place, beside};
pub use write::{Claim, Options, Sizes, Written, write};

/// Name of the entry file.
pub const ENTRY: &str = "directory.json";
