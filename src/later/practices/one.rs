//! One practice: what it is, can it work here, what to check, what came of it, what it took, whom to ask, sources.

use super::{Act, Memory, criteria, know_how, press, results, say, whom};
use crate::action::Action;
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::components::practices::lang;
use crate::later;
use crate::later::keep;
use crate::state::{Answered, View};
use city_peers_engine::model::SourceRef;
use city_peers_engine::practices::Entry;
use yew::virtual_dom::ListenerKind;

/// The practice on screen.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub scene: Scene<'a>,
    pub answered: &'a Answered,
    /// Its position.
    pub ix: usize,
    pub entry: &'a Entry,
}

impl At<'_> {
    /// Whether the visitor's city did it itself.
    fn is_own(&self) -> bool {
        let asked = self.answered.asked.city;
        asked.is_some_and(|city| self.entry.is_done_by(city))
    }
}

/// The view.
pub(super) fn practice(d: &mut Dom, at: &At, memory: &Memory) {
    d.el("article.page", |d| {
        // Another practice is another article: folds close, the focus does not stay on what is gone.
        d.key(at.ix as u32);
        pager(d, at, memory);
        d.el("div.layout", |d| {
            d.el("div", |d| {
                head(d, at);
                if at.is_own() {
                    d.with_el("p.message", "pr.own", &[("city", at.scene.my_name())]);
                } else {
                    criteria::section(d, at);
                }
                checks(d, at);
                results::section(d, at);
                know_how::section(d, at);
                know_how::elsewhere(d, at);
                sources(d, at);
            });
            whom::rail(d, at, memory);
        });
    });
}

/// Back to the list, and to its neighbours there, as the filters leave it.
fn pager(d: &mut Dom, at: &At, memory: &Memory) {
    let words = at.scene.words;
    let left = memory.ranked.as_ref().map(|ranked| memory.left(ranked));
    let left = left.unwrap_or_default();
    let place = left.iter().position(|row| row.found.practice == at.ix);
    d.el("nav.pager", |d| {
        d.attr("aria-label", at.scene.t("pr.pager"));
        let text = words.with("practice.back", &[("city", at.scene.my_name())]);
        d.button("button.link", press(Act::Back(at.ix)), &text);
        let Some(place) = place else {
            return;
        };
        d.el("span.note", |d| {
            let n = words.number(place as f64 + 1.0);
            d.text(&words.count("pr.place", left.len(), &[("at", &n)]));
        });
        let before = place.checked_sub(1).and_then(|before| left.get(before));
        for (row, key) in [(before, "pr.before"), (left.get(place + 1), "pr.after")] {
            match row {
                Some(row) => {
                    let to = Action::Show(View::Practice(row.found.practice));
                    d.button("button.link", to, at.scene.t(key));
                }
                None => d.word_el("span.quiet", key),
            }
        }
    });
}

/// A text of the data, in its language.
#[inline(never)]
pub(super) fn own(d: &mut Dom, at: &At, what: &'static str, text: &str) {
    d.el(what, |d| {
        lang(d, at.scene);
        d.text(text);
    });
}

/// Texts of the data as a list under a title.
#[inline(never)]
pub(super) fn listed(d: &mut Dom, at: &At, title: &'static str, texts: &[String]) {
    if texts.is_empty() {
        return d.nothing();
    }
    d.el("div", |d| {
        d.word_el("h4.label", title);
        d.el("ul.plain", |d| lines(d, at, texts));
    });
}

/// The marks before the lines stay on the side of the page's own direction.
fn lines(d: &mut Dom, at: &At, texts: &[String]) {
    for text in texts {
        d.el("li", |d| own(d, at, "span", text));
    }
}

fn head(d: &mut Dom, at: &At) {
    let practice = &at.entry.practice;
    d.el("header.stack-s", |d| {
        own(d, at, "h2", &practice.title);
        d.text_el("p.note", &say::place_and_time(at.scene, at.entry));
        own(d, at, "p.lead", &practice.summary);
        d.el("p.text", |d| {
            d.word_el("span", "practice.why");
            d.text(" ");
            own(d, at, "span", &practice.problem);
        });
        actions(d, at);
    });
}

fn actions(d: &mut Dom, at: &At) {
    let words = at.scene.words;
    let kept = &at.scene.snapshot.visit.kept.practices;
    let is_kept = kept.iter().any(|(ix, _)| *ix == at.ix);
    d.el("p.actions.no-print", |d| {
        d.el("button.button[type=button]", |d| {
            let keep = keep::Act::Practice(at.ix);
            let keep = Action::Later(later::Act::Keep(keep));
            d.on(ListenerKind::onclick, keep);
            d.attr("aria-pressed", if is_kept { "true" } else { "false" });
            d.word(if is_kept { "pr.kept" } else { "pr.keep" });
        });
        if let Some(city) = at.entry.city.filter(|_| !at.is_own()) {
            let name = at.scene.snapshot.name(city, words.lang());
            let text = words.with("pr.compare", &[("city", name)]);
            d.button("button.button", press(Act::Compare(city)), &text);
        }
    });
}

fn checks(d: &mut Dom, at: &At) {
    let texts = &at.entry.practice.adaptation;
    if texts.is_empty() {
        return d.nothing();
    }
    d.el("section.section", |d| {
        d.el("header", |d| {
            d.word_el("h3", "practice.check");
            d.word_el("p.note", "practice.check.note");
        });
        d.el("ol.numbered.text", |d| lines(d, at, texts));
    });
}

/// Data may be anybody's: only web links become links.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// "[2]", which leads to the source.
#[inline(never)]
pub(super) fn source_mark(d: &mut Dom, at: &At, source: u16) {
    let Some(found) = at.entry.practice.sources.get(usize::from(source)) else {
        return;
    };
    let n = at.scene.words.number(f64::from(source) + 1.0);
    let mark = ["[", &n, "]"].concat();
    let values = [("n", &*n), ("title", &found.title)];
    let label = at.scene.words.with("pr.source", &values);
    if is_web(&found.url) {
        d.el("a.note[rel=noopener noreferrer][target=_blank]", |d| {
            d.attr("href", &found.url);
            d.attr("aria-label", &label);
            d.text(&mark);
        });
    } else {
        d.el("span.note[role=img]", |d| {
            d.attr("aria-label", &label);
            d.text(&mark);
        });
    }
}

fn sources(d: &mut Dom, at: &At) {
    d.el("section.section", |d| {
        d.el("header", |d| {
            d.word_el("h3", "sources.title");
            d.word_el("p.note", "sources.note");
        });
        d.el("ol.note.stack-s", |d| {
            for (ix, found) in at.entry.practice.sources.iter().enumerate() {
                d.el("li", |d| {
                    let n = at.scene.words.number(ix as f64 + 1.0);
                    d.text(&["[", &n, "] "].concat());
                    source(d, at, found);
                });
            }
        });
    });
}

fn source(d: &mut Dom, at: &At, source: &SourceRef) {
    d.el("span", |d| {
        lang(d, at.scene);
        link(d, &source.url, &source.title);
        d.text(", ");
        d.text(&source.publisher);
        d.el("span.print-url", |d| d.text(&[" ", &source.url].concat()));
    });
}

/// A text that leads to another site, where the address is one of the web.
#[inline(never)]
pub(super) fn link(d: &mut Dom, url: &str, text: &str) {
    if is_web(url) {
        d.el("a[rel=noopener noreferrer][target=_blank]", |d| {
            d.attr("href", url);
            d.text(text);
        });
    } else {
        d.text(text);
    }
}
