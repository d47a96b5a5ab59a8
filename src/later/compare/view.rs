//! The comparison from head to end. Shows only.

use super::figure::Reader;
use super::sheet::{Key, Sheet};
use super::{Act, Memory, chooser, ease, exchange, facets, head, said};
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::later;
use crate::later::charts::Mark;
use crate::state::Answered;
use yew::virtual_dom::ListenerKind;

/// The view.
pub(in crate::later) fn view(
    d: &mut Dom,
    scene: Scene,
    memory: &later::Memory,
    answered: Option<&Answered>,
) {
    let memory = &memory.compare;
    // What was worked out for other cities is not shown for these.
    let key = Key::of(scene.snapshot, &scene.snapshot.visit.chosen);
    let sheet = memory.sheet.as_ref().filter(|sheet| sheet.key == key);
    d.el("div.page.compare", |d| match sheet {
        Some(sheet) => {
            let names = names(scene, sheet);
            let read = Reader {
                scene,
                sheet,
                spreads: memory.spreads(&scene.snapshot.loaded),
                names: &names,
            };
            top(d, scene, memory, answered, Some(read));
            body(d, read);
        }
        None => top(d, scene, memory, answered, None),
    });
}

/// Heading, sentences and the choice of cities: in the same place whether there is a comparison or not yet, so that
/// the field somebody types in stays.
fn top(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    answered: Option<&Answered>,
    read: Option<Reader>,
) {
    d.el("header.stack-s", |d| {
        match read {
            Some(read) => {
                d.text_el("h2", &title(read));
                d.el("div.lead", |d| d.each("p", &head::lead(read)));
            }
            None => {
                d.word_el("h2", "compare.title.none");
                d.el("div.lead", |d| {
                    let own = scene.my_name();
                    d.el("p", |d| match own {
                        "" => d.word("compare.empty.without"),
                        city => d.with("compare.empty", &[("city", city)]),
                    });
                });
            }
        }
        let open = memory.choosing || read.is_none();
        d.el("p.actions.no-print", |d| {
            if read.is_some() {
                d.el("button.button[part=button][type=button]", |d| {
                    d.attr("aria-expanded", if open { "true" } else { "false" });
                    d.on(ListenerKind::onclick, Act::Choosing.action());
                    d.word("compare.change");
                });
            }
        });
        if open {
            chooser::chooser(d, scene, answered);
        } else {
            d.nothing();
        }
    });
}

fn title(read: Reader) -> String {
    let words = read.words();
    if read.sheet.own {
        let others = read.sheet.others().len();
        words.count("compare.title", others, &[("city", read.first())])
    } else {
        let all = read.sheet.cities.len();
        words.count("compare.title.without", all, &[])
    }
}

fn body(d: &mut Dom, read: Reader) {
    let words = read.words();
    let all = read.scene.snapshot.loaded.directory.len();
    head::heads(d, read);
    let number = words.number(all as f64);
    d.with_el("p.note.text", "compare.how", &[("cities", &number)]);
    facets::facets(d, read);
    exchange::exchange(d, read);
    exchange::goals(d, read);
    said::practices(d, read);
    ease::ease(d, read);
    said::own_words(d, read);
}

/// The names of the cities; those of one name go by name and country.
fn names(scene: Scene, sheet: &Sheet) -> Vec<String> {
    let (words, snapshot) = (scene.words, scene.snapshot);
    let plain: Vec<&str> = sheet
        .cities
        .iter()
        .map(|city| match (city.mark, city.city) {
            (Mark::Other(_), Some(city)) => snapshot.name(city, words.lang()),
            _ => scene.my_name(),
        })
        .collect();
    let twice = |name: &str| plain.iter().filter(|other| **other == name).count() > 1;
    let told = plain.iter().zip(&sheet.cities).map(|(name, city)| {
        if twice(name) && !city.country.is_empty() {
            let values = [("city", *name), ("country", &words.country(&city.country))];
            words.with("compare.placed", &values)
        } else {
            (*name).to_owned()
        }
    });
    told.collect()
}
