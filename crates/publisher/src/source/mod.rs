//! Reads a source folder: every file, every problem, then the engine's sources. Reads files, writes none.

mod cities;
pub mod comments;
pub mod directory_toml;
pub(crate) mod files;
mod folder;
pub mod found;
mod join;
pub mod json;
mod json_words;
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
pub(crate) mod vocabulary;

pub use cities::{COLUMNS as IDENTITY, FILE as CITIES_FILE};
pub(crate) use load::read_catalogue;
pub use load::{ENTRIES, FOLDERS, Keep, Loaded, Source, load, load_keeping};
pub use reference::{FILE as REFERENCE_FILE, toml_text as reference_toml};
pub use vocabulary::standard as standard_vocabulary;
