//! The map: every city of the directory as a dot, some marked.

use super::{Scene, marks};
use crate::queries::map::{HEIGHT, WIDTH, spot};
use city_peers_engine::CityIx;
use yew::prelude::*;

/// The map with the visitor's city and suggested cities marked.
pub(crate) fn map(scene: Scene<'_>, me: Option<CityIx>, suggested: &[CityIx]) -> Html {
    let loaded = &scene.snapshot.loaded;
    let cities = scene
        .words
        .number(f64::from(loaded.directory.counts.cities));
    let key = if suggested.is_empty() {
        "map.label"
    } else {
        "map.label-marked"
    };
    let label = scene.words.with(key, &[("cities", &cities)]);
    let dots: Html = suggested
        .iter()
        .filter_map(|&city| spot(&loaded.directory, city))
        .map(|(x, y)| html! { <circle class="like spot" cx={x.to_string()} cy={y.to_string()} r="13"/> })
        .collect();
    let own = me
        .and_then(|city| spot(&loaded.directory, city))
        .map(|(x, y)| {
            let (x, y) = (x.to_string(), y.to_string());
            html! {
                <>
                <circle class="me" cx={x.clone()} cy={y.clone()} r="16"/>
                <circle class="ink" cx={x} cy={y} r="7"/>
                </>
            }
        });
    html! {
        <svg class="map" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} role="img" aria-label={label}>
            <path class="city" d={loaded.map.clone()}/>
            { dots }
            { own.unwrap_or_default() }
        </svg>
    }
}

/// What the marks mean.
pub(crate) fn key(scene: Scene<'_>, me: &str) -> Html {
    html! {
        <figcaption class="key">
            <span>{ marks::me() }{ " " }{ me.to_owned() }</span>
            <span>{ marks::near() }{ " " }{ scene.t("map.suggested") }</span>
        </figcaption>
    }
}
