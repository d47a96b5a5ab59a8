//! Takes what others have (spreadsheets, form exports, JSON) into a source folder.
//!
//! A file becomes a [`cell::Table`]; a [`mapping`] says where its columns go; each row becomes a record, which base data
//! may complete and the readers of `validate` judge; a [`plan`] says what is new and what changes; only [`mod@write`] writes.

pub mod cell;
pub mod change;
pub mod columns;
pub mod context;
pub mod convert;
pub mod country;
pub mod dates;
pub mod existing;
pub mod fields;
pub mod fill;
mod grid;
pub mod ids;
pub mod input;
pub mod judge;
pub mod mapping;
pub mod mapping_toml;
pub mod matching;
pub mod notes;
pub mod numbers;
pub mod origin;
pub mod outcome;
pub mod places;
pub mod plan;
pub mod record;
pub mod records;
pub mod rows;
pub mod sheet;
pub mod suggest;
pub mod table_plan;
pub mod text;
pub mod units;
pub mod write;
