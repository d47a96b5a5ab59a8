//! The `city-peers` command as a library: reads source folders, checks them, builds and queries directories.
//!
//! Everything that publishers wrote is read through [`source`], judged by [`check`] and reported as [`problem`]s,
//! all at once. Only [`published`] and [`commands`] write files; only the command's `main` prints.

pub mod catalogue;
pub mod check;
pub mod cli;
pub mod commands;
pub mod countries;
pub mod date;
pub mod diff;
pub mod evaluate;
pub mod fold;
pub mod geo;
pub mod hint;
pub mod import;
pub mod page;
pub mod parallel;
pub mod problem;
pub mod published;
pub mod render;
pub mod report;
pub mod reporter;
pub mod serve;
pub mod source;
pub mod standard;
pub mod templates;
pub mod texts;
pub mod words;
pub mod zones;
