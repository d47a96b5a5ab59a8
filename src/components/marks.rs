//! Small marks: shape and fill tell them apart, never colour alone. All are hidden from assistive technology.

use city_peers_engine::practices::Verdict;
use yew::prelude::*;

/// Before what is alike.
pub(crate) fn alike() -> Html {
    html! { <svg class="mark" viewBox="0 0 10 10" aria-hidden="true"><rect class="like" y="1" width="10" height="8"/></svg> }
}

/// Before what is different.
pub(crate) fn different() -> Html {
    html! { <svg class="mark" viewBox="0 0 10 10" aria-hidden="true"><rect class="unlike" y="3" width="10" height="4"/></svg> }
}

/// The visitor's own city.
pub(crate) fn me() -> Html {
    html! { <svg class="mark" viewBox="-8 -8 16 16" aria-hidden="true"><circle class="me" r="6"/><circle class="ink" r="2.4"/></svg> }
}

/// A suggested city.
pub(crate) fn near() -> Html {
    html! { <svg class="mark" viewBox="-8 -8 16 16" aria-hidden="true"><circle class="like" r="6"/></svg> }
}

/// A verdict.
pub(crate) fn verdict(verdict: Verdict) -> Html {
    let (class, inside) = match verdict {
        Verdict::Pass => (
            "mark",
            html! { <><circle class="like" cx="8" cy="8" r="7.5"/><path class="tick" fill="none" d="M4.5 8.2 7 10.8 11.6 5.4"/></> },
        ),
        Verdict::Adapt => (
            "mark flow",
            html! { <><circle class="ring" cx="8" cy="8" r="6.4"/><path class="like" d="M8 1.6a6.4 6.4 0 0 0 0 12.8z"/></> },
        ),
        Verdict::Blocked => (
            "mark",
            html! { <><rect class="unlike" x="1" y="1" width="14" height="14"/><path class="tick" d="M4 8h8"/></> },
        ),
        Verdict::Unknown => (
            "mark",
            html! { <circle class="gone" cx="8" cy="8" r="6.8"/> },
        ),
    };
    html! { <svg {class} viewBox="0 0 16 16" aria-hidden="true">{ inside }</svg> }
}

/// Key of the word for a verdict; `.count` after it takes a number.
pub(crate) fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "verdict.pass",
        Verdict::Adapt => "verdict.adapt",
        Verdict::Blocked => "verdict.blocked",
        Verdict::Unknown => "verdict.unknown",
    }
}
