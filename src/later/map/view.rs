//! The large map and the list beside it.

use super::Act;
use super::ground::{FINE, Frame, REGIONS};
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::map::{in_words, key, marked, role_key, world};
use crate::components::{Scene, marks};
use crate::later;
use crate::state::{Answered, View};
use city_peers_engine::CityIx;
use city_peers_engine::portfolio::Part;
use yew::virtual_dom::ListenerKind;

fn does(act: Act) -> Action {
    Action::Later(later::Act::Map(act))
}

/// The view.
pub(in crate::later) fn view(
    d: &mut Dom,
    scene: Scene,
    memory: &later::Memory,
    answered: &Answered,
) {
    let suggested = marked(answered);
    d.el("div.page", |d| {
        d.el("header.stack-s", |d| {
            d.with_el("h2", "map.of", &[("city", scene.my_name())]);
            let back = scene.t("map.back");
            d.button("button.link", Action::Show(View::Partners), back);
        });
        d.el("div.where", |d| {
            d.el("figure.stack-s", |d| {
                controls(d, scene, memory.map.frame);
                ground(d, scene, &memory.map, answered, &suggested);
                key(d, scene, &suggested);
            });
            list(d, scene, &memory.map, &suggested);
        });
    });
}

fn controls(d: &mut Dom, scene: Scene, frame: Frame) {
    d.el("div.actions.regions[role=group]", |d| {
        d.attr("aria-label", scene.t("map.part"));
        for (ix, (name, ..)) in REGIONS.iter().enumerate() {
            let chosen = frame == Frame::region(ix);
            d.el("button.tag.choice[type=button]", |d| {
                d.attr("aria-pressed", if chosen { "true" } else { "false" });
                d.on(ListenerKind::onclick, does(Act::Region(ix)));
                d.word(name);
            });
        }
    });
    d.el("div.actions.steps[role=group]", |d| {
        d.attr("aria-label", scene.t("map.move"));
        step(
            d,
            scene,
            ("+", "map.closer"),
            Act::Closer,
            frame.is_closest(),
        );
        step(
            d,
            scene,
            ("−", "map.further"),
            Act::Further,
            frame.is_world(),
        );
        for (sign, name, right, down) in [
            ("←", "map.west", -1, 0),
            ("→", "map.east", 1, 0),
            ("↑", "map.up", 0, -1),
            ("↓", "map.down", 0, 1),
        ] {
            let stuck = frame.moved(right, down) == frame;
            let act = Act::Move(right as i8, down as i8);
            step(d, scene, (sign, name), act, stuck);
        }
    });
}

/// A button that cannot do anything now keeps the focus: it is only said to be of no use.
fn step(d: &mut Dom, scene: Scene, (sign, name): (&str, &str), act: Act, useless: bool) {
    d.el("button.tag.choice.step[type=button]", |d| {
        d.attr("aria-label", scene.t(name));
        d.attr("title", scene.t(name));
        if useless {
            d.attr("aria-disabled", "true");
        }
        d.on(ListenerKind::onclick, does(act));
        d.text(sign);
    });
}

fn ground(
    d: &mut Dom,
    scene: Scene,
    memory: &super::Memory,
    answered: &Answered,
    suggested: &[(CityIx, Part)],
) {
    let loaded = &scene.snapshot.loaded;
    let (directory, frame) = (&loaded.directory, memory.frame);
    d.el("div.map.large", |d| {
        d.el("svg.dots[role=img]", |d| {
            d.attr("viewBox", &frame.view_box());
            d.attr("aria-label", &in_words(scene, suggested));
            d.el("path.city", |d| match &memory.dots {
                Some(dots) => d.shared_attr("d", dots),
                None => {
                    d.attr("transform", &format!("scale({FINE})"));
                    d.shared_attr("d", world(loaded));
                }
            });
        });
        // For the pointer; the list beside it is for everybody.
        d.el("svg.spots[aria-hidden=true]", |d| {
            for &(city, role) in suggested.iter().rev() {
                let at = frame.at(directory, city);
                spot(d, at, &[marks::shape(role)], Some(city));
            }
            let me = answered.asked.city;
            let own = me.and_then(|city| frame.at(directory, city));
            spot(d, own, &marks::ME, None);
            let pointed = memory.pointed;
            let at = pointed.and_then(|city| frame.at(directory, city));
            if let (Some(city), Some(at)) = (pointed, at) {
                label(d, scene, city, at);
            }
        });
    });
}

fn spot(d: &mut Dom, at: Option<(i32, i32)>, shapes: &[&'static str], city: Option<CityIx>) {
    let Some(at) = at else { return };
    d.el("svg.spot[overflow=visible]", |d| {
        put(d, at);
        if let Some(city) = city {
            d.key(city.0);
            d.on(ListenerKind::onclick, does(Act::Go(city)));
            d.on(ListenerKind::onmouseover, does(Act::Point(city)));
            d.empty_el("circle.hit[r=12]", &[]);
        }
        for shape in shapes {
            d.empty_el(shape, &[]);
        }
    });
}

/// A name beside its mark, towards the middle of the map.
fn label(d: &mut Dom, scene: Scene, city: CityIx, at: (i32, i32)) {
    d.el("svg.name[overflow=visible]", |d| {
        put(d, at);
        d.el("text[y=5]", |d| {
            let left = at.0 > 500;
            d.attr("x", if left { "-12" } else { "12" });
            d.attr("text-anchor", if left { "end" } else { "start" });
            d.text(scene.snapshot.name(city, scene.words.lang()));
        });
    });
}

fn put(d: &mut Dom, (x, y): (i32, i32)) {
    let percent = |n: i32| format!("{}.{}%", n / 10, n % 10);
    d.attr("x", &percent(x));
    d.attr("y", &percent(y));
}

/// The suggested cities in their order: pressing one goes to its row, reaching one names it on the map.
fn list(d: &mut Dom, scene: Scene, memory: &super::Memory, suggested: &[(CityIx, Part)]) {
    let (words, directory) = (scene.words, &scene.snapshot.loaded.directory);
    d.el("section.stack-s", |d| {
        d.word_el("h3.label", "map.list");
        d.el("ol.rows.places", |d| {
            for &(city, role) in suggested {
                d.el("li", |d| {
                    d.key(city.0);
                    d.on(ListenerKind::onfocusin, does(Act::Point(city)));
                    d.on(ListenerKind::onmouseover, does(Act::Point(city)));
                    let outside = !memory.frame.holds(directory, city);
                    d.el("p", |d| {
                        marks::role(d, role);
                        d.text(" ");
                        let name = scene.snapshot.name(city, words.lang());
                        d.button("button.link", does(Act::Go(city)), name);
                    });
                    let country = words.country(directory.country(city));
                    let values = [("role", scene.t(role_key(role))), ("country", &country)];
                    let key = if outside {
                        "map.row.outside"
                    } else {
                        "map.row"
                    };
                    d.with_el("p.note", key, &values);
                });
            }
        });
    });
}
