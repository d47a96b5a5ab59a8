//! The frame round every view: name, views, imprint.

use super::Scene;
use super::dom::Dom;
use crate::state::{Action, View};
use yew::virtual_dom::ListenerKind;

/// Bar, view and imprint.
pub(crate) fn frame(d: &mut Dom, scene: Scene, view: View, inside: impl FnOnce(&mut Dom)) {
    d.el("div.bar[part=bar]", |d| {
        d.el("p", |d| d.text_el("b", "City Peers"));
        d.el("nav.views", |d| {
            d.attr("aria-label", scene.t("nav.label"));
            view_link(d, View::Start, "nav.question", view == View::Start);
            if scene.snapshot.asked.city.is_some() {
                let practices = matches!(view, View::Practices | View::Practice(_));
                view_link(d, View::Partners, "nav.partners", view == View::Partners);
                view_link(d, View::Practices, "nav.practices", practices);
            } else {
                d.nothing();
                d.nothing();
            }
        });
    });
    inside(d);
    let meta = &scene.snapshot.loaded.directory.meta;
    d.el("div.imprint", |d| {
        d.word_el("p.note", "imprint.private");
        d.el("details.note", |d| {
            d.word_el("summary", "imprint.sources");
            d.with_el(
                "p",
                "imprint.directory",
                &[
                    ("title", &meta.title),
                    ("publisher", &meta.publisher),
                    ("updated", &meta.updated),
                    ("licence", &meta.licence),
                ],
            );
            d.el("ul.plain", |d| d.each("li", &meta.credits));
        });
    });
}

#[inline(never)]
fn view_link(d: &mut Dom, to: View, key: &'static str, current: bool) {
    d.el("button.view[type=button]", |d| {
        d.on(ListenerKind::onclick, Action::Show(to));
        if current {
            d.attr("aria-current", "page");
        }
        d.word(key);
    });
}
