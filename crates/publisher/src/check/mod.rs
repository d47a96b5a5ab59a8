//! Judges what was read: codes, values, profiles, practices. Pure; notes problems.

pub mod boxes;
pub mod codes;
pub mod duplicates;
pub mod limits;
pub mod links;
pub mod plausible;
pub mod practice;
pub mod profile;
pub mod values;
