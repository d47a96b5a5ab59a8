//! The map: every city of the directory as a dot, some marked by the shape of their role.

use super::dom::Dom;
use super::{Scene, held, marks};
use crate::action::Action;
use crate::queries::map::{HEIGHT, WIDTH, dots, spot};
use crate::state::{Answered, Loaded, View};
use city_peers_engine::CityIx;
use city_peers_engine::portfolio::Part;
use std::rc::Rc;

/// The suggested cities with their roles, in the order of the list.
pub(crate) fn marked(answered: &Answered) -> Vec<(CityIx, Part)> {
    let members = answered.portfolio.members.iter();
    members.map(|m| (m.partner.city, m.part)).collect()
}

/// The dots of the whole world, worked out when they are drawn first: the first suggestion does not wait for them.
pub(crate) fn world(loaded: &Loaded) -> &Rc<str> {
    loaded.map.get_or_init(|| dots(&loaded.directory).into())
}

/// The map with the visitor's city and suggested cities marked. The first of the list lies on top: it matters most.
pub(crate) fn map(d: &mut Dom, scene: Scene, me: Option<CityIx>, suggested: &[(CityIx, Part)]) {
    let loaded = &scene.snapshot.loaded;
    let directory = &loaded.directory;
    d.el("div.map[role=img]", |d| {
        d.attr("aria-label", &in_words(scene, suggested));
        // A picture of its own: it is painted once, whatever moves on the other.
        d.hold(held::DOTS, |d| {
            d.el("svg.dots[aria-hidden=true]", |d| {
                d.attr("viewBox", &format!("0 0 {WIDTH} {HEIGHT}"));
                d.el("path.city", |d| d.shared_attr("d", world(loaded)));
            });
        });
        d.el("svg.spots[aria-hidden=true]", |d| {
            d.attr("viewBox", &format!("0 0 {WIDTH} {HEIGHT}"));
            for &(city, role) in suggested.iter().rev() {
                let name = scene.snapshot.name(city, scene.words.lang());
                place(d, spot(directory, city), &[marks::shape(role)], name);
            }
            let own = me.and_then(|city| spot(directory, city));
            place(d, own, &marks::ME, scene.my_name());
        });
    });
}

/// What the map shows, for those who do not see it: in which countries the suggested cities lie.
#[inline(never)]
pub(crate) fn in_words(scene: Scene, suggested: &[(CityIx, Part)]) -> String {
    let (words, directory) = (scene.words, &scene.snapshot.loaded.directory);
    let cities = words.number(f64::from(directory.counts.cities));
    let mut countries: Vec<String> = Vec::new();
    for (city, _) in suggested {
        let country = words.country(directory.country(*city));
        if !countries.contains(&country) {
            countries.push(country);
        }
    }
    if countries.is_empty() {
        return words.with("map.label", &[("cities", &cities)]);
    }
    let places = words.list(&countries);
    words.with(
        "map.label-marked",
        &[("cities", &cities), ("places", &places)],
    )
}

/// A mark where a city is.
#[inline(never)]
fn place(d: &mut Dom, place: Option<(i32, i32)>, shapes: &[&'static str], name: &str) {
    let Some((x, y)) = place else { return };
    d.el("g.spot", |d| {
        d.attr("transform", &format!("translate({x} {y}) scale(3.6)"));
        d.text_el("title", name);
        for shape in shapes {
            d.empty_el(shape, &[]);
        }
    });
}

/// What the marks mean: the visitor's city, and the roles that are on the map; and the way to a larger one.
pub(crate) fn key(d: &mut Dom, scene: Scene, suggested: &[(CityIx, Part)]) {
    d.el("figcaption.key", |d| {
        meaning(d, marks::me, scene.my_name());
        for role in Part::ALL {
            if suggested.iter().any(|s| s.1 == role) {
                meaning(d, |d| marks::role(d, role), scene.t(role_key(role)));
            }
        }
        if scene.snapshot.visit.view != View::Map {
            let text = scene.t("map.larger");
            d.button("button.link", Action::Show(View::Map), text);
        }
    });
}

fn meaning(d: &mut Dom, mark: impl FnOnce(&mut Dom), text: &str) {
    d.el("span", |d| {
        mark(d);
        d.text(" ");
        d.text(text);
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
