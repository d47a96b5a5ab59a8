//! What the component tells an application: the widget's events, as types. Reads events; calls callbacks.

use city_peers_engine::model::Profile;
use serde::{Deserialize, Serialize};

/// A city was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selected {
    /// Its id in the directory.
    pub city: String,
}

/// What the visitor keeps, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortlist {
    /// Cities.
    pub cities: Vec<Kept>,
    /// Practices.
    pub practices: Vec<Kept>,
}

/// One thing the visitor keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its id in the directory.
    pub id: String,
    /// What the visitor noted; empty where nothing.
    pub note: String,
}

/// Something went wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CityPeersError {
    /// What: `files-missing` where [`base`](crate::CityPeersProps::base) does not lead to style and texts, `directory-missing`,
    /// `directory-not-ours`, `directory-newer`, `directory-cut`, or another code of the engine's.
    pub code: String,
    /// The file it is about, where it is about one.
    pub file: String,
    /// Technical detail: a status, the browser's own words, or what is wrong; may be empty.
    pub message: String,
    /// The prop it is about, by its name in HTML (`submit-to`); empty where it is about none.
    pub property: String,
    /// Each thing that is wrong with a prop or a file, in the widget's language, with its place.
    pub problems: Vec<String>,
}

/// What became of a profile or a saved file that was opened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Imported {
    /// The visitor's profile now.
    pub profile: Option<Profile>,
    /// What of it could not be used, in the widget's language, with its place.
    pub problems: Vec<String>,
}

#[cfg(target_arch = "wasm32")]
pub(super) use heard::{NAMES, SUBMIT, complain, hand_on};

#[cfg(target_arch = "wasm32")]
mod heard {
    use super::CityPeersError;
    use crate::CityPeersProps;
    use js_sys::Reflect;
    use serde::de::DeserializeOwned;
    use std::rc::Rc;
    use wasm_bindgen::JsValue;
    use yew::Callback;

    /// The event that may be prevented: then the page sees to the profile itself.
    pub(in crate::component) const SUBMIT: &str = "city-peers-submit";
    /// Events of the widget.
    pub(in crate::component) const NAMES: [&str; 7] = [
        "city-peers-ready",
        "city-peers-suggest",
        "city-peers-select",
        "city-peers-profile-change",
        SUBMIT,
        "city-peers-shortlist",
        "city-peers-error",
    ];

    /// Calls the callback that an event is for.
    pub(in crate::component) fn hand_on(props: &CityPeersProps, event: &web_sys::Event) {
        let detail = Reflect::get(event, &JsValue::from_str("detail")).unwrap_or_default();
        let [ready, suggest, select, change, submit, shortlist, error] = NAMES;
        let told = match event.type_() {
            name if name == ready => tell(&props.on_ready, detail),
            name if name == suggest => tell_shared(&props.on_suggest, detail),
            name if name == select => tell(&props.on_select, detail),
            name if name == change => tell_maybe(&props.on_profile_change, detail),
            name if name == submit => tell_shared(&props.on_submit, detail),
            name if name == shortlist => tell(&props.on_shortlist, detail),
            name if name == error => tell(&props.on_error, detail),
            _ => Ok(()),
        };
        if let Err(problem) = told {
            complain(props, "event-not-read", event.type_(), problem.to_string());
        }
    }

    /// Reads a detail for a callback, where there is one.
    fn tell<T: DeserializeOwned>(
        callback: &Option<Callback<T>>,
        detail: JsValue,
    ) -> Result<(), serde_wasm_bindgen::Error> {
        if let Some(callback) = callback {
            callback.emit(serde_wasm_bindgen::from_value(detail)?);
        }
        Ok(())
    }

    /// The same for what is large.
    fn tell_shared<T: DeserializeOwned>(
        callback: &Option<Callback<Rc<T>>>,
        detail: JsValue,
    ) -> Result<(), serde_wasm_bindgen::Error> {
        if let Some(callback) = callback {
            callback.emit(Rc::new(serde_wasm_bindgen::from_value(detail)?));
        }
        Ok(())
    }

    /// The same for what may be gone.
    fn tell_maybe<T: DeserializeOwned>(
        callback: &Option<Callback<Option<Rc<T>>>>,
        detail: JsValue,
    ) -> Result<(), serde_wasm_bindgen::Error> {
        if let Some(callback) = callback {
            let detail: Option<T> = serde_wasm_bindgen::from_value(detail)?;
            callback.emit(detail.map(Rc::new));
        }
        Ok(())
    }

    /// Tells the application, and whoever reads the console, what keeps the widget from working.
    pub(in crate::component) fn complain(
        props: &CityPeersProps,
        code: &str,
        file: String,
        message: String,
    ) {
        let line = ["city-peers: ", code, " ", &file, " ", &message].concat();
        web_sys::console::error_1(&JsValue::from_str(line.trim_end()));
        if let Some(callback) = &props.on_error {
            callback.emit(CityPeersError {
                code: code.to_owned(),
                file,
                message,
                ..CityPeersError::default()
            });
        }
    }
}
