//! What makes it easy for compared cities to work together. Shows only.

use super::figure::{Named, Reader};
use crate::components::dom::Dom;
use city_peers_engine::model::TieKind;
use city_peers_engine::suggest::Partner;

/// How simple it is to work together.
pub(super) fn ease(d: &mut Dom, read: Reader) {
    let words = read.words();
    d.el("section.section[part=section]", |d| {
        d.el("header", |d| {
            d.word_el("h3", "compare.ease");
            d.with_el("p.note", "compare.ease.note", &[("city", read.first())]);
        });
        d.el("div.scroll[tabindex=0][role=region]", |d| {
            d.attr("aria-label", words.text("compare.ease"));
            d.el("table.grid.ease", |d| {
                d.el("thead", |d| {
                    d.el("tr", |d| {
                        d.el("td", |_| {});
                        for (city, name) in read.others() {
                            d.el("th[scope=col]", |d| {
                                city.mark.inline(d);
                                d.text(name);
                            });
                        }
                    });
                });
                d.el("tbody", |d| {
                    for (key, said) in EASE {
                        d.el("tr", |d| {
                            d.word_el("th[scope=row]", key);
                            for (partner, named) in read.sheet.partners.iter().zip(read.others()) {
                                let said = said(read, partner, named);
                                d.el("td", |d| match &said {
                                    Some(text) => d.text(text),
                                    None => d.word_el("span.quiet", "amount.unknown"),
                                });
                            }
                        });
                    }
                });
            });
        });
    });
}

type Said = fn(Reader, &Partner, Named) -> Option<String>;

const EASE: [(&str, Said); 5] = [
    ("compare.ease.language", |read, partner, _| {
        let cities = &read.scene.snapshot.loaded.directory.cities;
        let words = read.words();
        let shared = partner.ease.languages.as_ref()?;
        listed(read, shared, &cities.languages, |code| words.language(code))
    }),
    ("compare.ease.hours", |read, partner, _| {
        let words = read.words();
        let minutes = partner.ease.shared_minutes?;
        let hours = words.number(f64::from((minutes + 30) / 60));
        let values = [("n", &*hours), ("all", &words.number(8.0))];
        Some(words.with("compare.of", &values))
    }),
    ("compare.ease.networks", |read, partner, _| {
        let all = &read.scene.snapshot.loaded.directory.cities.networks;
        // Networks go by their own names.
        listed(read, partner.ease.networks.as_ref()?, all, str::to_owned)
    }),
    ("compare.ease.modes", |read, partner, _| {
        let cities = &read.scene.snapshot.loaded.directory.cities;
        let words = read.words();
        let name = |code: &str| {
            let key = ["your.mode.", code].concat();
            words.lower(words.find(&key).unwrap_or(code))
        };
        listed(read, partner.ease.modes.as_ref()?, &cities.modes, name)
    }),
    ("compare.ease.tie", |read, partner, _| {
        let key = match partner.ease.tie {
            Some(TieKind::Twin) => "compare.tie.twin",
            Some(TieKind::Memorandum) => "compare.tie.memorandum",
            Some(TieKind::NetworkProject) => "compare.tie.project",
            // The directory lists what it knows; that it lists none is no statement of the cities.
            None => "compare.tie.none",
        };
        Some(read.words().text(key).to_owned())
    }),
];

fn listed(
    read: Reader,
    shared: &[u16],
    all: &[String],
    name: impl Fn(&str) -> String,
) -> Option<String> {
    let words = read.words();
    let names: Vec<String> = shared
        .iter()
        .filter_map(|&at| all.get(usize::from(at)))
        .map(|code| name(code))
        .collect();
    Some(if names.is_empty() {
        words.text("compare.ease.none").to_owned()
    } else {
        words.list(&names)
    })
}
