//! What the indicators count, and where the figures come from. Shows only.

use super::figure::Reader;
use crate::components::dom::Dom;
use crate::queries::value;
use city_peers_engine::model::{Indicator, Source};

/// What is counted, and where the figures come from.
pub(super) fn sources(d: &mut Dom, read: Reader, stated: &[(usize, &Indicator)]) {
    let words = read.words();
    let practices = read.scene.snapshot.practices.ready();
    d.el("details.more.always", |d| {
        d.word_el("summary", "compare.sources");
        d.el("dl.facts.wide", |d| {
            for &(ix, indicator) in stated {
                let note = practices.and_then(|p| p.notes.get(ix));
                let key = ["indicator.", &indicator.id, ".definition"].concat();
                let definition = words.find(&key).or(note.map(|n| &*n.definition));
                d.text_el("dt", value::label(words, indicator));
                d.el("dd", |d| {
                    d.text_el("p", definition.unwrap_or_default());
                    let named = named(d, read, indicator);
                    if let Some(note) = note.filter(|n| !named && !n.source.is_empty()) {
                        d.with_el("p.note", "compare.source.all", &[("source", &note.source)]);
                    }
                });
            }
        });
    });
}

/// The sources that profiles name for an indicator; whether there is any.
fn named(d: &mut Dom, read: Reader, indicator: &Indicator) -> bool {
    let mut any = false;
    for (city, name) in read.cities() {
        let Some(source) = read
            .profile(city)
            .and_then(|p| p.sources.get(&indicator.id))
        else {
            continue;
        };
        any = true;
        d.el("p.note", |d| {
            d.with("compare.source.of", &[("city", name)]);
            d.text(" ");
            let title = source.title.as_ref().or(source.url.as_ref());
            let title = title.map_or("", |title| title);
            link(d, source, title);
            if let Some(year) = source.year {
                d.text(" ");
                // A year is a name: without a thousands separator.
                d.with("compare.year", &[("year", &year.to_string())]);
            }
            if let Some(note) = &source.note {
                d.text(" · ");
                d.text(note);
            }
        });
    }
    any
}

/// Data may be anybody's: only web links become links.
fn link(d: &mut Dom, source: &Source, title: &str) {
    let web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    match source.url.as_ref().filter(web) {
        Some(url) => d.el("a[rel=noopener noreferrer][target=_blank]", |d| {
            d.attr("href", url);
            d.text(title);
        }),
        None => d.text(title),
    }
}
