//! Indicators facet by facet: likeness as bars, values as plots and ticks. Shows only.

use super::figure::{Reader, code_name, percent_of};
use super::sources;
use crate::components::dom::Dom;
use crate::components::figures;
use crate::later::charts::plot;
use crate::queries::partner::topic_name;
use crate::queries::value;
use city_peers_engine::model::{Code, Indicator, Kind};
use city_peers_engine::quantise::Cell;

/// All facets, then the outcomes.
pub(super) fn facets(d: &mut Dom, read: Reader) {
    let directory = &read.scene.snapshot.loaded.directory;
    for (at, facet) in directory.catalogue.facets.iter().enumerate() {
        let words = read.words();
        let label = ["facet.", &facet.id].concat();
        d.el("section.section[part=section]", |d| {
            d.el("header", |d| {
                d.text_el("h3", words.find(&label).unwrap_or(&facet.label));
                d.text_el("p.note", &counts(read, at));
            });
            likeness(d, read, at);
            indicators(d, read, Some(at));
        });
    }
    d.el("section.section[part=section]", |d| {
        d.el("header", |d| {
            d.word_el("h3", "compare.outcomes");
            d.word_el("p.note", "compare.outcomes.note");
        });
        indicators(d, read, None);
    });
}

/// How much a facet counts, and why.
fn counts(read: Reader, facet: usize) -> String {
    let words = read.words();
    let asked = &read.scene.snapshot.visit.asked.topics;
    let (whole, topics) = read.sheet.factors.get(facet).copied().unwrap_or((100, 100));
    let key = match whole {
        0 => "compare.counts.not",
        1..100 => "compare.counts.less",
        100 => "compare.counts.usual",
        _ => "compare.counts.more",
    };
    if whole == 0 || whole == 100 || whole != topics {
        return words.text(key).to_owned();
    }
    let directory = &read.scene.snapshot.loaded.directory;
    let topics: Vec<String> = asked
        .iter()
        .map(|&topic| words.lower(topic_name(words, directory, topic)))
        .collect();
    let key = if whole > 100 {
        "compare.counts.more.for"
    } else {
        "compare.counts.less.for"
    };
    words.with(key, &[("topics", &words.list(&topics))])
}

/// One bar for each of the other cities.
fn likeness(d: &mut Dom, read: Reader, facet: usize) {
    let words = read.words();
    let values = read.sheet.answer.facets.get(facet).map(|f| &f.likeness);
    let caption = words.with("compare.likeness.with", &[("city", read.first())]);
    d.text_el("p.hide", &caption);
    d.el("div[role=list]", |d| {
        d.attr(
            "class",
            &["facet-likeness n", &read.sheet.partners.len().to_string()].concat(),
        );
        for (at, (city, name)) in read.others().enumerate() {
            let value = values.and_then(|v| v.get(at).copied()).flatten();
            d.el("div[role=listitem]", |d| {
                d.el("span", |d| city.mark.inline(d));
                d.text_el("span", name);
                d.el("span.num", |d| match value {
                    Some(share) => d.text(&words.number((share * 100.0).round())),
                    None => d.word_el("span.quiet", "amount.unknown"),
                });
                figures::bar(d, value);
            });
        }
    });
}

/// The indicators of a facet, or the outcomes.
fn indicators(d: &mut Dom, read: Reader, facet: Option<usize>) {
    let all = read.indicators().iter().enumerate();
    let of = |indicator: &Indicator| indicator.context().map(|context| context.0) == facet;
    let (stated, unknown): (Vec<_>, Vec<_>) = all
        .filter(|(_, i)| of(i))
        .partition(|(ix, _)| read.stated(*ix));
    d.el("div.plots", |d| {
        for &(ix, indicator) in &stated {
            match (&indicator.kind, read.plot(ix, indicator)) {
                (Kind::Tags { codes }, _) => ticks(d, read, ix, indicator, codes),
                (_, Some(drawn)) => plot(d, ix as u32, &drawn),
                _ => {}
            }
        }
    });
    let words = read.words();
    if !unknown.is_empty() {
        let names = unknown
            .iter()
            .map(|(_, i)| value::label(words, i).to_owned());
        let list = words.list(&names.collect::<Vec<_>>());
        d.with_el("p.note.text.none", "compare.nobody", &[("list", &list)]);
    }
    if !stated.is_empty() {
        sources::sources(d, read, &stated);
    }
}

/// Sets of codes: a table of ticks.
fn ticks(d: &mut Dom, read: Reader, ix: usize, indicator: &Indicator, codes: &[Code]) {
    let words = read.words();
    let label = value::label(words, indicator);
    let bits = |at: usize| {
        let city = read.sheet.cities.get(at)?;
        match read.cell(city, ix) {
            Cell::Tags(bits) => Some(bits),
            _ => None,
        }
    };
    let sets: Vec<Option<u64>> = (0..read.sheet.cities.len()).map(bits).collect();
    let anybody = sets.iter().flatten().fold(0, |all, bits| all | bits);
    d.el("div.scroll.whole[tabindex=0][role=region]", |d| {
        d.key(ix as u32);
        d.attr("aria-label", label);
        d.el("table.grid.ticks", |d| {
            d.el("caption", |d| {
                d.text_el("b", label);
            });
            heads(d, read, "", true);
            d.el("tbody", |d| {
                for (bit, code) in codes.iter().enumerate() {
                    if anybody >> bit & 1 == 1 {
                        let has = |set: &u64| set >> bit & 1 == 1;
                        let count = read.spreads.and_then(|s| s.each.get(ix));
                        let all = count.and_then(|spread| {
                            let count = spread.counts.get(bit).copied().unwrap_or(0);
                            percent_of(words, count, spread.stated)
                        });
                        tick_row(d, read, &code_name(words, code), &sets, has, all);
                    }
                }
                if sets.iter().flatten().any(|set| *set == 0) {
                    tick_row(
                        d,
                        read,
                        words.text("compare.none"),
                        &sets,
                        |set| *set == 0,
                        None,
                    );
                }
            });
        });
        let nobody = codes
            .iter()
            .enumerate()
            .filter(|(bit, _)| anybody >> bit & 1 == 0);
        let nobody: Vec<String> = nobody.map(|(_, code)| code_name(words, code)).collect();
        if !nobody.is_empty() && anybody != 0 {
            let list = words.list(&nobody);
            d.with_el("p.note.text", "compare.none-of-them", &[("list", &list)]);
        }
    });
}

fn tick_row(
    d: &mut Dom,
    read: Reader,
    label: &str,
    sets: &[Option<u64>],
    has: impl Fn(&u64) -> bool,
    all: Option<String>,
) {
    d.el("tr", |d| {
        d.text_el("th[scope=row]", label);
        for set in sets {
            d.el("td", |d| match set {
                None => d.word_el("span.quiet", "amount.unknown"),
                Some(set) if has(set) => {
                    d.el("svg.mark[viewBox=0 0 16 16][aria-hidden=true]", |d| {
                        d.empty_el("path.line[d=M2.5 8.5 6.3 12.3 13.5 4]", &[]);
                    });
                    d.word_el("span.hide", "compare.yes");
                }
                Some(_) => dash(d, read.words().text("compare.no")),
            });
        }
        d.text_el("td.quiet", &all.unwrap_or_default());
    });
}

/// A dash, with what it means.
pub(super) fn dash(d: &mut Dom, means: &str) {
    d.text_el("span.quiet[aria-hidden=true]", "–");
    d.text_el("span.hide", means);
}

/// The cities as heads of columns.
pub(super) fn heads(d: &mut Dom, read: Reader, corner: &str, all: bool) {
    d.el("thead", |d| {
        d.el("tr", |d| {
            if corner.is_empty() {
                d.el("td", |_| {});
            } else {
                d.word_el("th[scope=col]", corner);
            }
            for (city, name) in read.cities() {
                d.el("th[scope=col]", |d| {
                    city.mark.inline(d);
                    d.text(name);
                });
            }
            if all {
                d.word_el("th.quiet[scope=col]", "plot.all");
            }
        });
    });
}
