//! What an application may ask of a running widget. Effects: messages to the widget.

use super::{CityPeersError, Imported};
use city_peers_engine::answer::Answer;
use city_peers_engine::model::Profile;
use city_peers_engine::side_by_side::CompareAnswer;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Asks something of a widget that is mounted. Make one, keep it (`use_state(CityPeersHandle::default)`), and give a clone to one
/// [`CityPeers`](crate::CityPeers) as its prop `handle`.
///
/// ```no_run
/// use city_peers::{CityPeers, CityPeersHandle};
/// use yew::prelude::*;
///
/// #[component]
/// fn Desk() -> Html {
///     let handle = use_state(CityPeersHandle::default);
///     let ask = {
///         let handle = (*handle).clone();
///         Callback::from(move |_: MouseEvent| {
///             let handle = handle.clone();
///             yew::platform::spawn_local(async move {
///                 if let Ok(answer) = handle.suggest().await {
///                     // What is on screen now, for instance `answer.partners`.
///                     drop(answer);
///                 }
///             });
///         })
///     };
///     html! {
///         <>
///             <button onclick={ask}>{ "Suggest" }</button>
///             <CityPeers city="kr-seoul" handle={(*handle).clone()} />
///         </>
///     }
/// }
/// ```
#[derive(Clone, Default)]
pub struct CityPeersHandle(Rc<RefCell<Option<Rc<Control>>>>);

/// What a widget gives to its handle as long as it runs.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
pub(super) struct Control {
    /// Takes messages, once the widget has started.
    send: RefCell<Option<yew::Callback<crate::app::Msg>>>,
    /// What is asked, until it is answered: asks as the loader's, see [`crate::element::reply`].
    pending: RefCell<Vec<Asked>>,
}

/// Something that is asked.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
struct Asked {
    ask: js_sys::Function,
    answered: Rc<Cell<bool>>,
}

impl PartialEq for CityPeersHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for CityPeersHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mounted = self.is_mounted();
        f.debug_struct("CityPeersHandle")
            .field("mounted", &mounted)
            .finish()
    }
}

impl CityPeersHandle {
    /// Whether a widget listens to it.
    pub fn is_mounted(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// Suggests partners and practices for the question as it stands, and shows them; gives the answer once it is on
    /// screen.
    ///
    /// # Errors
    /// With a code: `not-mounted` where no widget has this handle, or it is unmounted meanwhile; `no-city` where none is chosen;
    /// a code of the directory's (`directory-missing` …) where it cannot be had; `later-missing` where a part of the widget did not arrive.
    pub async fn suggest(&self) -> Result<Answer, CityPeersError> {
        self.ask("suggest", &()).await
    }

    /// Puts cities of the directory beside the visitor's own, and gives the comparison once it is on screen.
    ///
    /// # Errors
    /// As [`suggest`](Self::suggest), and `unknown-city` (its [`problems`](CityPeersError::problems) are the ids), `too-many-cities`,
    /// `too-few-cities`.
    pub async fn compare(&self, ids: &[&str]) -> Result<CompareAnswer, CityPeersError> {
        self.ask("compare", &ids).await
    }

    /// The visitor's profile: as they changed it, or as the directory has it.
    ///
    /// # Errors
    /// As [`suggest`](Self::suggest); `no-profile` where no city is chosen; `profile-missing` where the directory's did not arrive.
    pub async fn export_profile(&self) -> Result<Profile, CityPeersError> {
        self.ask("export", &()).await
    }

    /// Opens the JSON text of a profile, or of a file that the widget has saved.
    ///
    /// # Errors
    /// As [`suggest`](Self::suggest); `not-imported` with the [`problems`](CityPeersError::problems) where it is neither.
    pub async fn import_profile(&self, text: &str) -> Result<Imported, CityPeersError> {
        self.ask("import", &text).await
    }
}

/// An error that is no more than its code.
fn coded(code: &str) -> CityPeersError {
    CityPeersError {
        code: code.to_owned(),
        ..CityPeersError::default()
    }
}

const NOT_MOUNTED: &str = "not-mounted";

#[cfg(not(target_arch = "wasm32"))]
impl CityPeersHandle {
    /// On a server no widget runs.
    async fn ask<T>(&self, _: &str, _: &impl serde::Serialize) -> Result<T, CityPeersError> {
        Err(coded(NOT_MOUNTED))
    }
}

#[cfg(target_arch = "wasm32")]
mod running {
    use super::{Asked, CityPeersHandle, Control, NOT_MOUNTED, coded};
    use crate::app::Msg;
    use crate::component::CityPeersError;
    use crate::element;
    use js_sys::{Function, Promise, Reflect};
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::JsFuture;

    impl CityPeersHandle {
        /// A widget begins to listen: what it is asked waits until it has started.
        pub(in crate::component) fn connect(&self) -> Rc<Control> {
            let control = Rc::new(Control {
                send: RefCell::default(),
                pending: RefCell::default(),
            });
            self.0.replace(Some(control.clone()));
            control
        }

        /// It has stopped: nobody waits in vain. Another may listen already.
        pub(in crate::component) fn disconnect(&self, ours: &Rc<Control>) {
            let mut current = self.0.borrow_mut();
            let is_ours = |control: &Rc<Control>| Rc::ptr_eq(control, ours);
            if current.as_ref().is_some_and(is_ours) {
                *current = None;
            }
            for asked in ours.pending.take() {
                asked.refuse(NOT_MOUNTED);
            }
        }

        pub(super) async fn ask<T: DeserializeOwned>(
            &self,
            what: &str,
            value: &impl Serialize,
        ) -> Result<T, CityPeersError> {
            let promise = Promise::new(&mut |resolve, reject| {
                let asked = Asked::new(what, &element::plain(value), resolve, reject);
                match &*self.0.borrow() {
                    Some(control) => control.ask(asked),
                    None => asked.refuse(NOT_MOUNTED),
                }
            });
            let value = JsFuture::from(promise).await.map_err(refused)?;
            serde_wasm_bindgen::from_value(value).map_err(|error| CityPeersError {
                message: error.to_string(),
                ..coded("answer-not-read")
            })
        }
    }

    /// What an ask was refused with: an error's fields.
    fn refused(error: JsValue) -> CityPeersError {
        serde_wasm_bindgen::from_value(error).unwrap_or_default()
    }

    impl Control {
        /// The widget has started.
        pub(in crate::component) fn open(&self, send: yew::Callback<Msg>) {
            for asked in &*self.pending.borrow() {
                send.emit(Msg::Ask(asked.ask.clone(), false));
            }
            self.send.replace(Some(send));
        }

        fn ask(&self, asked: Asked) {
            if let Some(send) = &*self.send.borrow() {
                send.emit(Msg::Ask(asked.ask.clone(), false));
            }
            let mut pending = self.pending.borrow_mut();
            pending.retain(|asked| !asked.answered.get());
            pending.push(asked);
        }
    }

    impl Asked {
        fn new(what: &str, value: &JsValue, resolve: Function, reject: Function) -> Asked {
            let answered = Rc::new(Cell::new(false));
            let ask = asking(what, value, {
                let answered = answered.clone();
                move |code, answer: JsValue| {
                    answered.set(true);
                    // Resolvers of promises do not throw.
                    let _ = if code.is_undefined() {
                        resolve.call1(&JsValue::UNDEFINED, &answer)
                    } else {
                        // What is wrong may be said beside the code; a fresh plain object takes it.
                        let said =
                            js_sys::Object::assign(&js_sys::Object::new(), answer.unchecked_ref());
                        let _ = Reflect::set(&said, &JsValue::from_str("code"), &code);
                        reject.call1(&JsValue::UNDEFINED, &said)
                    };
                }
            });
            Asked { ask, answered }
        }

        fn refuse(&self, code: &str) {
            if !self.answered.get() {
                element::reply(&self.ask, code, &JsValue::UNDEFINED);
            }
        }
    }

    /// An ask as the loader makes it: a function, called once with a code or the answer, that says what is asked.
    pub(in crate::component) fn asking(
        what: &str,
        value: &JsValue,
        then: impl FnOnce(JsValue, JsValue) + 'static,
    ) -> Function {
        let ask: Function = Closure::once_into_js(then).unchecked_into();
        for (name, value) in [("what", &JsValue::from_str(what)), ("value", value)] {
            // Nor can setting a property of a fresh function fail.
            let _ = Reflect::set(&ask, &JsValue::from_str(name), value);
        }
        ask
    }
}

#[cfg(target_arch = "wasm32")]
pub(super) use running::asking;
