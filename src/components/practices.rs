//! Practices that fit: a list with what passes and what is unknown.

use super::dom::Dom;
use super::{Scene, marks, question};
use crate::action::Action;
use crate::queries::practice;
use crate::state::{Answered, Part, View};
use city_peers_engine::practices::Verdict;

/// The view with all of them.
pub(crate) fn practices(
    d: &mut Dom,
    scene: Scene,
    answered: &Answered,
    panel: impl FnOnce(&mut Dom),
) {
    let count = answered.practices.as_ref().map_or(0, Vec::len);
    d.el("div.page", |d| {
        d.el("header.stack-s", |d| {
            question::question(d, scene, answered);
            panel(d);
            if count > 0 {
                let note = scene.words.count("practices.note", count, &[]);
                d.text_el("p.note[role=status]", &note);
            }
        });
        d.el("section.section[part=section]", |d| {
            heading(d, scene.my_name());
            list(d, scene, answered, usize::MAX);
        });
    });
}

/// What the list is.
#[inline(never)]
pub(crate) fn heading(d: &mut Dom, my_name: &str) {
    d.el("header", |d| {
        d.word_el("h3", "practices.fit");
        d.with_el("p.note", "practices.checked", &[("city", my_name)]);
    });
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
                d.el("h4[lang=en]", |d| {
                    let to = Action::Show(View::Practice(item.practice));
                    d.button("button.link", to, &item.title);
                });
                d.text_el("p.note", &item.about);
                d.text_el("p.text[lang=en]", &item.summary);
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
