//! A part of a view that Yew does not look at again until it was built anew. Shows what it is given.

use std::rc::Rc;
use yew::virtual_dom::{VComp, VNode};
use yew::{Component, Context, Html, Properties};

/// Keys of the parts; the sections of the four roles come before them.
pub(crate) const FURTHER: u32 = 4;
/// The section of practices bears it as its own key, too: rows have their cities' numbers.
pub(crate) const FITTING: u32 = u32::MAX;
pub(crate) const HOW: u32 = 6;
pub(crate) const MAP: u32 = 7;
pub(crate) const DOTS: u32 = 8;
pub(crate) const FILTERS: u32 = 9;
pub(crate) const BELOW: u32 = 10;

/// See [`Held`].
#[derive(Clone, Debug, Default, Properties)]
pub(crate) struct Content {
    /// Tells one building from the next.
    pub stamp: u32,
    pub node: VNode,
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        self.stamp == other.stamp
    }
}

/// Comparing a view with the last takes as long as building it. What was put off has not changed.
pub(crate) struct Held;

impl Component for Held {
    type Message = ();
    type Properties = Content;

    fn create(_: &Context<Self>) -> Self {
        Held
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        ctx.props().node.clone()
    }
}

/// The part as a node of the view that holds it. What is rendered beforehand holds nothing back.
pub(crate) fn held(content: &Rc<Content>) -> VNode {
    if cfg!(all(feature = "render", not(target_arch = "wasm32"))) {
        return content.node.clone();
    }
    VComp::new::<Held>(Rc::clone(content), None).into()
}
