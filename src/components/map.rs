//! The map: every city of the directory as a dot, some marked by the shape of their role.

use super::dom::Dom;
use super::{Scene, marks};
use crate::queries::map::{HEIGHT, WIDTH, spot};
use city_peers_engine::CityIx;
use city_peers_engine::portfolio::Part;

/// The map with the visitor's city and suggested cities marked. The first of the list lies on top: it matters most.
pub(crate) fn map(d: &mut Dom, scene: Scene, me: Option<CityIx>, suggested: &[(CityIx, Part)]) {
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
        for &(city, role) in suggested.iter().rev() {
            place(d, spot(directory, city), &[marks::shape(role)]);
        }
        let own = me.and_then(|city| spot(directory, city));
        place(d, own, &marks::ME);
    });
}

/// A mark where a city is.
#[inline(never)]
fn place(d: &mut Dom, place: Option<(i32, i32)>, shapes: &[&'static str]) {
    let Some((x, y)) = place else { return };
    d.el("g.spot", |d| {
        d.attr("transform", &format!("translate({x} {y}) scale(3.6)"));
        for shape in shapes {
            d.empty_el(shape, &[]);
        }
    });
}

/// What the marks mean: the visitor's city, and the roles that are on the map.
pub(crate) fn key(d: &mut Dom, me: &str, roles: &[Part]) {
    d.el("figcaption.key", |d| {
        d.el("span", |d| {
            marks::me(d);
            d.text(" ");
            d.text(me);
        });
        for role in Part::ALL {
            if roles.contains(&role) {
                d.el("span", |d| {
                    marks::role(d, role);
                    d.text(" ");
                    d.word(role_key(role));
                });
            }
        }
    });
}

/// The word for a role beside its mark.
pub(crate) fn role_key(role: Part) -> &'static str {
    match role {
        Part::NearPeer => "map.near",
        Part::RoleModel => "map.model",
        Part::ExchangePartner => "map.exchange",
        Part::FarPeer => "map.far",
    }
}
