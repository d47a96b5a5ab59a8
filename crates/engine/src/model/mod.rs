//! The data model as plain types: what publishers write and the engine reads. No behaviour beyond (de)serialising.
//!
//! JSON is snake_case with SI units and ISO codes. Unknown is absent; an unknown field is an error.

mod catalogue;
mod manifest;
mod practice;
mod profile;
mod purpose;
mod tie;
mod vocabulary;

pub use catalogue::{
    Better, Catalogue, Code, Criterion, Facet, Indicator, Kind, MAX_CODES, Role, Scale,
};
pub use manifest::{Counts, FileEntry, FileKind, Manifest, Meta};
pub use practice::{
    Budget, BudgetKind, CodedNeed, Evidence, Outcome, Practice, Replication, Requirements,
    SourceRef, Staff,
};
pub use profile::{
    Contact, ContactKind, Goal, MODES, Media, Need, Offer, Origin, Profile, Review, Source, Value,
};
pub use purpose::{Purpose, ScoreWeights, TopicPurposes};
pub use tie::{ExperienceReport, ReportStatus, Tie, TieKind};
pub use vocabulary::{Term, Vocabulary};
