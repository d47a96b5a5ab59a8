//! The boundary to a Rust application: the Yew component. Owns its host element; effects in `inside.rs` only.

mod events;
mod handle;
#[cfg(target_arch = "wasm32")]
mod inside;
mod props;
mod question;

pub use events::{CityPeersError, Imported, Kept, Selected, Shortlist};
pub use handle::CityPeersHandle;
pub use props::{CityPeersProps, Theme, Topics, View};
pub use question::{Filter, Needed, Offered, Options, Population};

use yew::prelude::*;

/// The widget as a Yew component: all that `<city-peers>` shows, without the custom element.
///
/// It renders a `<city-peers-app>` with a shadow root, so that neither style reaches the other. Its children are the fallback: shown until
/// the widget is there, whenever it cannot be, and on servers. Children with `slot="header"` or `slot="footer"` go where
/// the element's do.
///
/// It asks for its files when it is mounted: style and texts from [`base`](CityPeersProps::base), data from
/// [`directory`](CityPeersProps::directory). Changed props change the running widget as changed attributes do; unmounting ends it.
///
/// ```no_run
/// use city_peers::{CityPeers, Purpose};
/// use yew::prelude::*;
///
/// #[component]
/// fn Partners() -> Html {
///     html! {
///         <CityPeers city="kr-seoul" topics={["flood-management", "waste"]} purpose={Purpose::Exchange} max=5 lang="ko">
///             <p>{ "Partner cities are shown here." }</p>
///         </CityPeers>
///     }
/// }
/// ```
pub struct CityPeers {
    host: NodeRef,
    #[cfg(target_arch = "wasm32")]
    inside: Option<inside::Inside>,
}

/// What happens to the component.
#[doc(hidden)]
pub enum Message {
    /// The widget said something: a `CustomEvent` of its host.
    Heard(web_sys::Event),
    /// The files below an address are there, or cannot be had.
    Arrived {
        /// The address.
        base: String,
        /// The style; or the address of a file that is not there or not ours.
        style: Result<String, String>,
    },
}

impl Component for CityPeers {
    type Message = Message;
    type Properties = CityPeersProps;

    fn create(_ctx: &Context<Self>) -> Self {
        CityPeers {
            host: NodeRef::default(),
            #[cfg(target_arch = "wasm32")]
            inside: None,
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        html! {
            <city-peers-app
                ref={&self.host}
                id={props.id.clone()}
                class={props.class.clone()}
                theme={props.theme.code()}
                lang={props.lang.clone()}
                dir={props.dir.clone()}
            >
                { props.children.clone() }
            </city-peers-app>
        }
    }

    #[cfg(target_arch = "wasm32")]
    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.start(ctx);
        }
    }

    #[cfg(target_arch = "wasm32")]
    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Heard(event) => events::hand_on(ctx.props(), &event),
            Message::Arrived { base, style } => {
                // What was asked for before the props changed is not wanted any more.
                let Some(inside) = self.inside.as_mut().filter(|inside| inside.base() == base)
                else {
                    return false;
                };
                match style {
                    Ok(style) => {
                        let started = inside.start(ctx.props(), &style);
                        self.checked(ctx, started);
                    }
                    Err(file) => {
                        // The fallback stays; another address may be better.
                        self.inside = None;
                        events::complain(ctx.props(), "files-missing", file, String::new());
                    }
                }
            }
        }
        false
    }

    #[cfg(target_arch = "wasm32")]
    fn changed(&mut self, ctx: &Context<Self>, before: &CityPeersProps) -> bool {
        let props = ctx.props();
        match &mut self.inside {
            _ if props.base != before.base => {
                self.inside = None;
                self.start(ctx);
            }
            Some(inside) => inside.set(props),
            // Nothing runs, for want of files, and these are the same.
            None => {}
        }
        true
    }

    #[cfg(target_arch = "wasm32")]
    fn destroy(&mut self, _ctx: &Context<Self>) {
        self.inside = None;
    }
}

#[cfg(target_arch = "wasm32")]
impl CityPeers {
    fn start(&mut self, ctx: &Context<Self>) {
        let Some(host) = self.host.cast::<web_sys::HtmlElement>() else {
            return;
        };
        let inside = inside::Inside::new(host, ctx).map(|inside| self.inside = Some(inside));
        self.checked(ctx, inside);
    }

    /// Where the browser refuses something, the fallback stays.
    fn checked(&mut self, ctx: &Context<Self>, done: Result<(), wasm_bindgen::JsValue>) {
        if let Err(error) = done {
            self.inside = None;
            let message = js_sys::Error::from(error).message().into();
            events::complain(ctx.props(), "engine-failed", String::new(), message);
        }
    }
}
