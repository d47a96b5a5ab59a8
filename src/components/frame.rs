//! The frame round every view: name, views, imprint.

use super::Scene;
use super::dom::Dom;
use crate::action::Action;
use crate::state::View;
use yew::virtual_dom::ListenerKind;

/// Bar, view and imprint.
pub(crate) fn frame(d: &mut Dom, scene: Scene, inside: impl FnOnce(&mut Dom)) {
    let visit = &scene.snapshot.visit;
    let view = visit.view;
    d.el("div.bar[part=bar]", |d| {
        d.el("p", |d| d.text_el("b", "City Peers"));
        d.el("nav.views", |d| {
            d.attr("aria-label", scene.t("nav.label"));
            view_link(d, View::Start, "nav.question", 0, view == View::Start);
            if visit.has_city() {
                let practices = matches!(view, View::Practices | View::Practice(_));
                let (compared, kept) = (visit.chosen.len(), visit.kept.len());
                let is = |other| view == other;
                let partners = matches!(view, View::Partners | View::Map);
                view_link(d, View::Partners, "nav.partners", 0, partners);
                view_link(d, View::Practices, "nav.practices", 0, practices);
                view_link(d, View::Compare, "nav.compare", compared, is(View::Compare));
                view_link(d, View::Kept, "nav.kept", kept, is(View::Kept));
            } else if view == View::Compare {
                view_link(d, view, "nav.compare", visit.chosen.len(), true);
            }
            view_link(d, View::Profile, "nav.profile", 0, view == View::Profile);
        });
    });
    inside(d);
    d.el("p.hide[role=status]", |d| d.text(&visit.announced));
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
                    ("updated", &scene.words.date(&meta.updated)),
                    ("licence", &meta.licence),
                ],
            );
            d.el("ul.plain", |d| d.each("li", &meta.credits));
        });
    });
}

#[inline(never)]
fn view_link(d: &mut Dom, to: View, key: &'static str, count: usize, current: bool) {
    d.el("button.view[type=button]", |d| {
        d.on(ListenerKind::onclick, Action::Show(to));
        if current {
            d.attr("aria-current", "page");
        }
        d.word(key);
        if count > 0 {
            d.text(" ");
            d.number(count);
        }
    });
}
