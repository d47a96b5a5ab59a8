//! Judges what was read: codes, values, profiles, practices. Pure; notes problems.

pub mod codes;
pub mod practice;
pub mod profile;
pub mod values;
