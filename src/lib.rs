//! The City Peers widget: a Yew application inside one custom element.
//!
//! Data flows one way: [`tasks`] fetch and decode, [`state`] holds, [`queries`] read, [`components`] show.
//! [`element`] is the only boundary to the page: what it may call and what it hears.
#![forbid(unsafe_code)]
// On a server without the feature `element` nothing runs but the component's fallback.
#![cfg_attr(
    not(any(target_arch = "wasm32", feature = "element")),
    allow(dead_code)
)]

mod action;
mod app;
mod component;
mod components;
pub mod element;
mod intl;
mod later;
mod queries;
mod state;
mod tasks;
mod words;

pub use city_peers_engine as engine;
pub use city_peers_engine::answer::Answer;
pub use city_peers_engine::model::{Counts, Profile, Purpose};
pub use component::{
    CityPeers, CityPeersError, CityPeersHandle, CityPeersProps, Kept, Selected, Shortlist, Theme,
    Topics, View,
};

#[cfg(all(target_arch = "wasm32", feature = "element"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
