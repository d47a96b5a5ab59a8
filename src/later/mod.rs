//! What is loaded after the first suggestion: the second part of the module, with its texts and its style.
//!
//! `app.rs` enters only through [`doors`], and only with leave, see [`Open`]: the build splits the module there
//! (`xtask/src/split/`). Each view has a folder: its `mod.rs` holds its memory and what changes it, `view.rs` shows.

mod answer;
pub(crate) mod api;
#[cfg(all(feature = "render", not(target_arch = "wasm32")))]
pub(crate) mod beforehand;
mod charts;
pub(crate) mod compare;
mod deeds;
pub(crate) mod doors;
pub(crate) mod keep;
mod map;
pub(crate) mod partners;
mod practices;
pub(crate) mod profile;
mod question;

use crate::element::Host;
use crate::state::{Answered, Shared, Snapshot, View, Visit};
use crate::words::Words;
use city_peers_engine::CityIx;
use wasm_bindgen::JsValue;

/// Leave to open a door: given only by the task that has fetched the later part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Open(());

impl Open {
    /// The later part is there.
    pub(crate) fn arrived() -> Open {
        Open(())
    }
}

/// Something pressed in what is loaded later. All plain: copying one is copying a few bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Profile(profile::Act),
    Question(question::Act),
    Partners(partners::Act),
    Compare(compare::Act),
    Practices(practices::Act),
    Keep(keep::Act),
    Map(map::Act),
}

/// A field of what is loaded later.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field {
    Profile(profile::Field),
    Question(question::Field),
    Practices(practices::Field),
    Keep(keep::Field),
}

/// What the later views remember between two renderings.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub api: api::Memory,
    pub profile: profile::Memory,
    pub question: question::Memory,
    pub partners: partners::Memory,
    pub compare: compare::Memory,
    pub practices: practices::Memory,
    pub keep: keep::Memory,
    pub map: map::Memory,
}

/// What an act may read and change.
pub(crate) struct World<'a> {
    /// The element.
    pub host: &'a Host,
    /// Everything there is to show, as it was before the act.
    pub snapshot: &'a Snapshot,
    /// The texts.
    pub words: &'a Shared<Words>,
    /// The answer on screen.
    pub answered: Option<&'a Shared<Answered>>,
    /// What the visitor has said: to be changed.
    pub visit: &'a mut Visit,
    /// What the later views remember: to be changed.
    pub memory: &'a mut Memory,
    /// What is to be done then, in this order.
    pub effects: &'a mut Vec<Effect>,
}

/// What is to be done after an act; `app.rs` sees to it.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Work out the answer again.
    Rank,
    /// Go to a view, with the focus on its heading.
    Show(View),
    /// Put the focus on the first element that fits the selector, after rendering.
    Focus(String),
    /// Tell screen readers, politely.
    Announce(String),
    /// Dispatch `city-peers-<name>`.
    Say(&'static str, JsValue),
    /// Fetch full profiles; they come to [`Snapshot::detail`].
    Details(Vec<CityIx>),
    /// Go on with long work after so many milliseconds, 0 for the next free moment, see [`doors::work`].
    Work(i32),
    /// Let the visitor save a file: its name, its media type, its text.
    Save(String, &'static str, String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Hand a profile over: the event's detail, the file's text, and the address that takes it.
    Submit(JsValue, String, Option<String>),
    /// Say on the browser's console what a web developer has to correct.
    Warn(String),
    /// Print what is on screen.
    Print,
}
