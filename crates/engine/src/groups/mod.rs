//! Cohorts and pairs for forums: who meets whom, so that meeting is worth most and nobody is left out. Pure.
//!
//! Works on [`Forum`]: cities, what each two are worth to each other, and wishes. [`forum_of`] makes one from a directory
//! and a question. Formulae, proofs and measured figures: `docs/method.md`, "Cohorts and pairs".

mod bound;
mod cohorts;
mod fault;
mod forum;
mod from_directory;
mod matching;
mod pairs;
mod search;

pub use cohorts::{Cohorts, Sizes, cohorts};
pub use fault::Fault;
pub use forum::{Forum, Group, LeftOut, Reason, Registered, Wishes};
pub use from_directory::forum_of;
pub use matching::{HEAVIEST, Matching, heaviest};
pub use pairs::{Pairing, pairs};
