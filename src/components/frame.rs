//! The frame round every view: name, views, imprint.

use super::Scene;
use crate::state::{Action, View};
use yew::prelude::*;

/// Bar, view and imprint.
pub(crate) fn frame(scene: Scene<'_>, view: View, inside: Html) -> Html {
    let asked = scene.snapshot.asked.city.is_some();
    let link = |to: View, key: &'static str, current: bool| {
        html! {
            <button type="button" class="view" onclick={scene.on(Action::Show(to))}
                aria-current={current.then_some("page")}>{ scene.t(key) }</button>
        }
    };
    let practices = matches!(view, View::Practices | View::Practice(_));
    let meta = &scene.snapshot.loaded.directory.meta;
    html! {
        <>
        <div class="bar" part="bar">
            <p><b>{ "City Peers" }</b></p>
            <nav class="views" aria-label={scene.t("nav.label").to_owned()}>
                { link(View::Start, "nav.question", view == View::Start) }
                if asked {
                    { link(View::Partners, "nav.partners", view == View::Partners) }
                    { link(View::Practices, "nav.practices", practices) }
                }
            </nav>
        </div>
        { inside }
        <div class="imprint">
            <p class="note">{ scene.t("imprint.private") }</p>
            <details class="note">
                <summary>{ scene.t("imprint.sources") }</summary>
                <p>{ scene.words.with("imprint.directory", &[
                    ("title", &meta.title), ("publisher", &meta.publisher),
                    ("updated", &meta.updated), ("licence", &meta.licence),
                ]) }</p>
                <ul class="plain">{ meta.credits.iter().map(|c| html! { <li>{ c.clone() }</li> }).collect::<Html>() }</ul>
            </details>
        </div>
        </>
    }
}
