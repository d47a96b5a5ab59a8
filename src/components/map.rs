//! The map: every city of the directory as a dot, some marked.

use super::dom::Dom;
use super::{Scene, marks};
use crate::queries::map::{HEIGHT, WIDTH, spot};
use city_peers_engine::CityIx;

/// The map with the visitor's city and suggested cities marked.
pub(crate) fn map(d: &mut Dom, scene: Scene, me: Option<CityIx>, suggested: &[CityIx]) {
    let loaded = &scene.snapshot.loaded;
    let directory = &loaded.directory;
    let cities = scene.words.number(f64::from(directory.counts.cities));
    let key = if suggested.is_empty() {
        "map.label"
    } else {
        "map.label-marked"
    };
    d.el("svg.map[role=img]", |d| {
        d.attr("viewBox", &format!("0 0 {WIDTH} {HEIGHT}"));
        d.attr("aria-label", &scene.words.with(key, &[("cities", &cities)]));
        d.empty_el("path.city", &[("d", &loaded.map)]);
        for &city in suggested {
            circle(d, "circle.like.spot[r=13]", spot(directory, city));
        }
        let own = me.and_then(|city| spot(directory, city));
        circle(d, "circle.me[r=16]", own);
        circle(d, "circle.ink[r=7]", own);
    });
}

#[inline(never)]
fn circle(d: &mut Dom, what: &'static str, place: Option<(i32, i32)>) {
    if let Some((x, y)) = place {
        d.empty_el(what, &[("cx", &x.to_string()), ("cy", &y.to_string())]);
    }
}

/// What the marks mean.
pub(crate) fn key(d: &mut Dom, me: &str) {
    d.el("figcaption.key", |d| {
        d.el("span", |d| {
            marks::me(d);
            d.text(" ");
            d.text(me);
        });
        d.el("span", |d| {
            marks::near(d);
            d.text(" ");
            d.word("map.suggested");
        });
    });
}
