//! Reads a source folder: every file, every problem, then the engine's sources. Reads files, writes none.

mod cities;
pub mod comments;
pub mod directory_toml;
mod files;
mod join;
pub mod json;
mod load;
mod practices;
pub(crate) mod profiles;
mod purposes;
mod rates;
mod reference;
mod reports;
pub(crate) mod table;
mod ties;
pub(crate) mod toml_keys;
mod vocabulary;

pub use cities::COLUMNS as IDENTITY;
pub use load::{FOLDERS, Loaded, Source, load};
pub use reference::{FILE as REFERENCE_FILE, toml_text as reference_toml};
pub use vocabulary::standard as standard_vocabulary;
