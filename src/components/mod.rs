//! What the visitor sees: plain functions from words and data to HTML. No effects but the actions they start.

pub(crate) mod city_search;
pub(crate) mod dom;
pub(crate) mod figures;
pub(crate) mod frame;
pub(crate) mod held;
pub(crate) mod map;
pub(crate) mod marks;
pub(crate) mod partners;
pub(crate) mod practices;
pub(crate) mod question;
pub(crate) mod start;
pub(crate) mod states;

use crate::state::{Shared, Snapshot};
use crate::words::Words;

/// What every view is given.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// The texts.
    pub words: &'a Shared<Words>,
    /// Everything there is to show.
    pub snapshot: &'a Snapshot,
}

impl<'a> Scene<'a> {
    /// A text.
    pub(crate) fn t(&self, key: &'a str) -> &'a str {
        self.words.text(key)
    }

    /// The visitor's city, where they have chosen one.
    pub(crate) fn my_name(&self) -> &'a str {
        self.snapshot.my_name(self.words.lang())
    }
}
