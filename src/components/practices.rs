//! Practices that fit: a list with what passes and what is unknown.

use super::{Scene, marks, partners};
use crate::queries::practice;
use crate::state::{Action, Answered, Part, View};
use city_peers_engine::practices::Verdict;
use yew::prelude::*;

/// The view with all of them.
pub(crate) fn practices(scene: Scene<'_>, answered: &Answered) -> Html {
    let my_name = answered
        .asked
        .city
        .map_or("", |city| scene.snapshot.name(city, scene.words.lang()));
    let count = answered.practices.as_ref().map_or(0, Vec::len);
    html! {
        <div class="page">
            <header class="stack-s">
                { partners::question(scene, answered) }
                if count > 0 { <p class="note" role="status">{ scene.words.count("practices.note", count, &[]) }</p> }
            </header>
            <section class="section" part="section">
                <header><h3>{ scene.t("practices.fit") }</h3><p class="note">{ scene.words.with("practices.checked", &[("city", my_name)]) }</p></header>
                { list(scene, answered, usize::MAX) }
            </section>
        </div>
    }
}

/// The first few.
pub(crate) fn list(scene: Scene<'_>, answered: &Answered, most: usize) -> Html {
    let (practices, found) = match (&scene.snapshot.practices, &answered.practices) {
        (Part::Ready(practices), Some(found)) => (practices, found),
        (Part::Failed, _) => {
            return html! {
                <div class="message stack-s" role="status"><p>{ scene.t("practices.failed") }{ " " }
                    <button type="button" class="link" onclick={scene.on(Action::Retry)}>{ scene.t("practices.again") }</button></p></div>
            };
        }
        _ => return html! { <p class="quiet" role="status">{ scene.t("practices.loading") }</p> },
    };
    if found.is_empty() {
        return html! { <div class="message stack-s" role="status"><p>{ scene.t("practices.none") }</p></div> };
    }
    let items = found.iter().take(most).filter_map(|found| {
        let entry = practices.entries.get(found.practice)?;
        let item = practice::item(scene.words, scene.snapshot, found.practice, entry, &found.fit);
        Some(html! {
            <li key={item.practice}>
                <h4 lang="en"><button type="button" class="link" onclick={scene.on(Action::Show(View::Practice(item.practice)))}>{ item.title }</button></h4>
                <p class="note">{ item.about }</p>
                <p class="text" lang="en">{ item.summary }</p>
                { tally(scene, &item.tally) }
            </li>
        })
    });
    html! { <ul class="rows">{ items.collect::<Html>() }</ul> }
}

/// How many criteria have which verdict.
pub(crate) fn tally(scene: Scene<'_>, tally: &[(Verdict, usize)]) -> Html {
    let parts = tally.iter().map(|&(verdict, count)| {
        let key = format!("{}.count", marks::verdict_key(verdict));
        html! { <span>{ marks::verdict(verdict) }{ " " }{ scene.words.count(&key, count, &[]) }</span> }
    });
    html! { <p class="tally">{ parts.collect::<Html>() }</p> }
}
