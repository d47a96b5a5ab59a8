//! The published files: bytes to data and back. Never panics on hostile bytes; the same data gives the same bytes.
//!
//! Each file is a [`container`] (magic, kind, version, length, checksum) round a postcard payload. The magic is
//! inside any compression that a server adds, so that a wrong `Content-Encoding` is told from damage.

mod columns;
pub mod container;
mod core;
mod parts;
mod shapes;
mod wire;
mod zones;

pub use self::core::{decode_core, encode_columns, encode_core};
pub use container::{FORMAT, FormatError, OLDEST};
pub use parts::{
    DETAIL_SHARD, decode_details, decode_names, decode_practices, encode_details, encode_names,
    encode_practices,
};
