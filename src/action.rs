//! What a visitor can do. Plain data; what comes of it is decided in `app.rs` and, for the views that are loaded later,
//! in `later/`.

use crate::later::{Act, Field};
use crate::state::{Panel, View};
use city_peers_engine::CityIx;
use city_peers_engine::model::Purpose;
use wasm_bindgen::JsValue;

/// What a visitor can do.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Choose their city.
    Choose(CityIx),
    /// Take the choice back, by typing again.
    Unchoose,
    /// Choose a purpose.
    Purpose(Purpose),
    /// Choose a topic or take it back.
    Topic(u8),
    /// Open a part beside the question, or close it if it is open.
    Panel(Panel),
    /// Go to a view.
    Show(View),
    /// A disclosure was opened: it has content from now on.
    Open(CityIx),
    /// Put the focus on the first element that fits a selector.
    Focus(String),
    /// Fetch again what failed.
    Retry,
    /// Fetch names in other languages, which what was typed needs.
    WantNames(Vec<&'static str>),
    /// Something in what is loaded later.
    Later(Act),
    /// A field of what is loaded later has a new value: text, or `true` and `false` of a box.
    Typed(Field, String),
    /// A file was chosen in such a field: its text is to be read.
    Read(Field, JsValue),
}

#[cfg(all(feature = "render", not(target_arch = "wasm32")))]
impl Action {
    /// Where it leads, for pages without script (`src/render/still.rs`); `None` where it does something.
    pub(crate) fn goal(&self) -> Option<String> {
        match self {
            Action::Panel(_) => Some("panel".to_owned()),
            Action::Focus(selector) => Some(selector.clone()),
            Action::Show(View::Brief(city)) => Some(format!("city {}", city.0)),
            Action::Show(View::Practice(ix)) => Some(format!("practice {ix}")),
            _ => None,
        }
    }
}
