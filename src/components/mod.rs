//! What the visitor sees: plain functions from words and data to HTML. No effects but the callbacks they are given.

pub(crate) mod city_search;
pub(crate) mod figures;
pub(crate) mod frame;
pub(crate) mod map;
pub(crate) mod marks;
pub(crate) mod partners;
pub(crate) mod practice;
pub(crate) mod practices;
pub(crate) mod start;
pub(crate) mod states;

use crate::state::{Action, Snapshot};
use crate::words::Words;
use yew::Callback;

/// What every view is given.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// The texts.
    pub words: &'a Words,
    /// Everything there is to show.
    pub snapshot: &'a Snapshot,
    /// Where actions go.
    pub act: &'a Callback<Action>,
}

impl<'a> Scene<'a> {
    /// A text.
    pub(crate) fn t(&self, key: &'a str) -> &'a str {
        self.words.text(key)
    }

    /// A handler that starts an action.
    pub(crate) fn on<E>(&self, action: Action) -> Callback<E> {
        self.act.reform(move |_| action.clone())
    }
}
