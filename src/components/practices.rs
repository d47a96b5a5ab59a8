//! Practices that fit: a list with what passes and what is unknown.

use super::dom::Dom;
use super::{Scene, marks};
use crate::action::Action;
use crate::queries::practice;
use crate::state::{Answered, Part, View};
use city_peers_engine::practices::Verdict;

/// What the list is.
#[inline(never)]
pub(crate) fn heading(d: &mut Dom, my_name: &str) {
    d.el("header", |d| {
        d.word_el("h3", "practices.fit");
        d.with_el("p.note", "practices.checked", &[("city", my_name)]);
    });
}

/// Marks the innermost element as in the language that the directory's texts are in, and in its direction.
#[inline(never)]
pub(crate) fn lang(d: &mut Dom, scene: Scene) {
    if let Some(lang) = scene.snapshot.loaded.directory.meta.languages.first() {
        d.attr("lang", lang);
        d.attr("dir", "auto");
    }
}

/// The first few.
pub(crate) fn list(d: &mut Dom, scene: Scene, answered: &Answered, most: usize) {
    let (practices, found) = match (&scene.snapshot.practices, &answered.practices) {
        (Part::Ready(practices), Some(found)) => (practices, found),
        (Part::Failed, _) => {
            return d.el("div.message.stack-s[role=status]", |d| {
                d.el("p", |d| {
                    d.word("practices.failed");
                    d.text(" ");
                    d.button("button.link", Action::Retry, scene.t("practices.again"));
                });
            });
        }
        _ => return d.word_el("p.quiet[role=status]", "practices.loading"),
    };
    if found.is_empty() {
        return d.el("div.message.stack-s[role=status]", |d| {
            d.word_el("p", "practices.none");
        });
    }
    d.el("ul.rows", |d| {
        for found in found.iter().take(most) {
            let Some(entry) = practices.entries.get(found.practice) else {
                continue;
            };
            let (ix, fit) = (found.practice, &found.fit);
            let item = practice::item(scene.words, scene.snapshot, ix, entry, fit);
            d.el("li", |d| {
                d.key(item.practice as u32);
                d.el("h4", |d| {
                    lang(d, scene);
                    let to = Action::Show(View::Practice(item.practice));
                    d.button("button.link", to, &item.title);
                });
                d.text_el("p.note", &item.about);
                d.el("p.text", |d| {
                    lang(d, scene);
                    d.text(&item.summary);
                });
                d.el("p.text", |d| d.word_el("b", practice::headline(fit)));
                tally(d, scene, &item.tally);
            });
        }
    });
}

/// How many criteria have which verdict.
pub(crate) fn tally(d: &mut Dom, scene: Scene, tally: &[(Verdict, usize)]) {
    d.el("p.tally", |d| {
        for &(verdict, count) in tally {
            let key = [marks::verdict_key(verdict), ".count"].concat();
            d.el("span", |d| {
                marks::verdict(d, verdict);
                d.text(" ");
                d.text(&scene.words.count(&key, count, &[]));
            });
        }
    });
}
