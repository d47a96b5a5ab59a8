//! Keeps what the visitor works with in its place on screen while what stands above it grows or shrinks. Effects.

use gloo_utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollBehavior, ScrollToOptions};

/// To be called before rendering: afterwards the page is scrolled by as much as the element with the focus has moved.
pub(super) fn hold() {
    let Some(element) = active() else {
        return;
    };
    let before = element.get_bounding_client_rect().top();
    let height = window().inner_height().ok().and_then(|h| h.as_f64());
    // What is out of sight may move: following it would move what is in sight.
    if before < 0.0 || before > height.unwrap_or(0.0) {
        return;
    }
    wasm_bindgen_futures::spawn_local(async move {
        // Once the focus is elsewhere, the browser has seen to it that it is in sight.
        if active().as_ref() != Some(&element) {
            return;
        }
        let moved = element.get_bounding_client_rect().top() - before;
        if moved.abs() >= 1.0 {
            let by = ScrollToOptions::new();
            by.set_top(moved);
            by.set_behavior(ScrollBehavior::Instant);
            window().scroll_by_with_scroll_to_options(&by);
        }
    });
}

/// The element with the focus, inside of however many shadow roots; none where nothing in particular has it.
fn active() -> Option<Element> {
    let mut element = document().active_element()?;
    while let Some(inside) = element.shadow_root().and_then(|root| root.active_element()) {
        element = inside;
    }
    let is_page = element
        .dyn_ref::<HtmlElement>()
        .is_some_and(|each| ["BODY", "HTML"].contains(&each.tag_name().as_str()));
    (!is_page).then_some(element)
}
