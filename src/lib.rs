//! The City Peers widget: a Yew application inside one custom element.
//!
//! Data flows one way: [`tasks`] fetch and decode, [`state`] holds, [`queries`] read, [`components`] show.
//! [`element`] is the only boundary to the page: what it may call and what it hears.
#![forbid(unsafe_code)]

mod action;
mod app;
mod components;
pub mod element;
mod intl;
mod later;
mod queries;
#[cfg(all(feature = "render", not(target_arch = "wasm32")))]
pub mod render;
mod state;
mod tasks;
mod words;

#[cfg(all(target_arch = "wasm32", feature = "allocator"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
