//! What an application may ask of a running widget. Effects: messages to the widget.

use super::CityPeersError;
use city_peers_engine::answer::Answer;
use std::cell::RefCell;
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
    /// Messages for then.
    queued: RefCell<Vec<crate::app::Msg>>,
    /// What rejects the promises given so far: those that were kept do not mind.
    pending: RefCell<Vec<js_sys::Function>>,
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
    /// `directory` where the directory cannot be had; `later-missing` where a part of the widget did not arrive.
    pub async fn suggest(&self) -> Result<Answer, CityPeersError> {
        self.ask().await
    }
}

/// An error that is no more than its code.
fn coded(code: &str) -> CityPeersError {
    CityPeersError {
        code: code.to_owned(),
        ..CityPeersError::default()
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl CityPeersHandle {
    /// On a server no widget runs.
    async fn ask(&self) -> Result<Answer, CityPeersError> {
        Err(coded(NOT_MOUNTED))
    }
}

const NOT_MOUNTED: &str = "not-mounted";

#[cfg(target_arch = "wasm32")]
mod running {
    use super::{CityPeersHandle, Control, NOT_MOUNTED, coded};
    use crate::app::Msg;
    use crate::component::CityPeersError;
    use crate::element;
    use js_sys::{Promise, Reflect};
    use std::cell::RefCell;
    use std::rc::Rc;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    impl CityPeersHandle {
        /// A widget begins to listen: what it is asked waits until it has started.
        pub(in crate::component) fn connect(&self) -> Rc<Control> {
            let control = Rc::new(Control {
                send: RefCell::default(),
                queued: RefCell::default(),
                pending: RefCell::default(),
            });
            self.0.replace(Some(control.clone()));
            control
        }

        /// It has stopped: nobody waits in vain. Another may listen already.
        pub(in crate::component) fn disconnect(&self, ours: &Rc<Control>) {
            let mut current = self.0.borrow_mut();
            if current
                .as_ref()
                .is_some_and(|control| Rc::ptr_eq(control, ours))
            {
                *current = None;
            }
            for reject in ours.pending.take() {
                element::settle(&reject, &element::error(NOT_MOUNTED));
            }
        }

        pub(super) async fn ask<T>(&self) -> Result<T, CityPeersError>
        where
            T: serde::de::DeserializeOwned,
        {
            let promise = Promise::new(&mut |resolve, reject| match &*self.0.borrow() {
                Some(control) => {
                    control.pending.borrow_mut().push(reject.clone());
                    control.say(Msg::Suggest { resolve, reject });
                }
                None => element::settle(&reject, &element::error(NOT_MOUNTED)),
            });
            let value = JsFuture::from(promise)
                .await
                .map_err(|error| refused(&error))?;
            serde_wasm_bindgen::from_value(value).map_err(|error| CityPeersError {
                message: error.to_string(),
                ..coded("answer-not-read")
            })
        }
    }

    impl Control {
        /// The widget has started.
        pub(in crate::component) fn open(&self, send: yew::Callback<Msg>) {
            for message in self.queued.take() {
                send.emit(message);
            }
            self.send.replace(Some(send));
        }

        fn say(&self, message: Msg) {
            match &*self.send.borrow() {
                Some(send) => send.emit(message),
                None => self.queued.borrow_mut().push(message),
            }
        }
    }

    /// What a promise was rejected with, as a type.
    fn refused(error: &JsValue) -> CityPeersError {
        let code = Reflect::get(error, &JsValue::from_str("code")).ok();
        let error = error.dyn_ref::<js_sys::Error>();
        CityPeersError {
            code: code.and_then(|code| code.as_string()).unwrap_or_default(),
            message: error.map_or_else(String::new, |error| error.message().into()),
            ..CityPeersError::default()
        }
    }
}
