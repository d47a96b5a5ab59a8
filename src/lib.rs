//! Partner cities and practices that fit, computed in the visitor's browser: the City Peers widget as a [Yew](https://yew.rs)
//! component.
//!
//! ```no_run
//! use city_peers::{Answer, CityPeers};
//! use std::rc::Rc;
//! use yew::prelude::*;
//!
//! #[component]
//! fn Page() -> Html {
//!     let first = use_state(String::new);
//!     let on_suggest = {
//!         let first = first.clone();
//!         Callback::from(move |answer: Rc<Answer>| {
//!             first.set(answer.partners.first().map_or_else(String::new, |city| city.name.clone()));
//!         })
//!     };
//!     html! {
//!         <>
//!             <p>{ "First to call: " }{ &*first }</p>
//!             <CityPeers city="kr-seoul" topics={["flood-management"]} lang="ko" {on_suggest}>
//!                 <p>{ "Partner cities are shown here in a moment." }</p>
//!             </CityPeers>
//!         </>
//!     }
//! }
//! ```
//!
//! An application adds the crate without its default features, and has style, texts and a directory copied to its
//! own files, by default below `city-peers/`: see [`base`](CityPeersProps::base) and
//! [`directory`](CityPeersProps::directory). `docs/rust.md` walks through it, `www/examples/yew-app` is an application to copy from.
//!
//! | to | see |
//! | --- | --- |
//! | set what it asks, its language, its look | [`CityPeersProps`] |
//! | hear what it answers and what the visitor does | the callbacks of [`CityPeersProps`] |
//! | ask it something | [`CityPeersHandle`] |
//! | compute without a widget | [`engine`] |
//!
//! # Features
//!
//! | feature | by default | what for |
//! | --- | --- | --- |
//! | `element` | yes | The module behind the custom element `<city-peers>`: exports functions that its loader calls, sets a memory allocator and a panic hook. For the project's own npm package and page; **applications switch it off**: `default-features = false`. |
//! | `render` | no | Suggestions as static HTML in native builds, for the command `city-peers render`. |
//!
//! Without `element` nothing is exported, the allocator is the application's, and Yew's feature `csr` is on for wasm32 alone, where the component
//! renders into its shadow root.
//!
//! # On a server
//!
//! The crate compiles natively. There the component renders its element with its children, the fallback, and asks for nothing;
//! in the browser the widget starts once the component is mounted.
//!
//! # What is not possible
//!
//! - **A view inside the application's own elements and style.** The widget lives in a shadow root; `--city-peers-*` custom properties
//!   reach into it.
//! - **Loading in two parts.** The npm package fetches most of the code after the first suggestion; in an application it is part of the one module.
//! - **Another Yew than 0.23**, and another wasm-bindgen than the one this version pins: the widget shares both with the application.
//! - **Waiting until it is near the visible part of the page**, as the element does: it begins when it is mounted.
//! - **Clicks inside it as events of Yew's elements round it.** Yew hands an event to the innermost root alone. The DOM's own
//!   events, with those of the widget (`city-peers-suggest` and so on), leave the element as usual.
//!
//! It works in Chrome 91, Firefox 89, Safari 16.4 and later, under `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'`.
// Data flows one way: `tasks` fetch and decode, `state` holds, `queries` read, `components` show. `element` and
// `component` are the only boundaries, to the loader and to Rust applications: what they may call and what they hear.
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
#[cfg(all(feature = "render", not(target_arch = "wasm32")))]
pub mod render;
mod state;
mod tasks;
mod words;

pub use city_peers_engine as engine;
pub use city_peers_engine::answer::Answer;
pub use city_peers_engine::model::{Counts, Profile, Purpose};
pub use city_peers_engine::side_by_side::CompareAnswer;
pub use component::{
    CityPeers, CityPeersError, CityPeersHandle, CityPeersProps, Filter, Imported, Kept, Needed,
    Offered, Options, Population, Selected, Shortlist, Theme, Topics, View,
};

#[cfg(all(target_arch = "wasm32", feature = "element"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The snippets of docs/rust.md.
#[cfg(doctest)]
#[doc = include_str!("../docs/rust.md")]
struct Document;
