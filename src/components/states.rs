//! Loading and failure: what happened, what to do, and one closed box for the web editor.

use super::dom::Dom;
use crate::action::Action;
use crate::state::{Failure, Load};
use crate::words::Words;

/// While nothing can be shown yet; room is kept so that nothing jumps.
pub(crate) fn loading(d: &mut Dom, words: &Words, load: &Load) {
    d.el("div.page.stack-s.calm[aria-busy=true]", |d| {
        // An element of its own: made into the bar of what comes next, it would count as something that jumped.
        d.key(1);
        if let Load::Arriving {
            cities,
            bytes,
            size,
        } = load
        {
            arriving(d, words, *cities, *bytes, *size);
        } else {
            d.word_el("p[role=status]", "loading.begun");
            d.nothing();
        }
        d.word_el("p.note", "loading.private");
    });
}

fn arriving(d: &mut Dom, words: &Words, cities: u32, bytes: u32, size: u32) {
    let kilo = |bytes: u32| words.number(f64::from(bytes.div_ceil(1000)));
    let (done, all) = (kilo(bytes), kilo(size));
    let cities = words.number(f64::from(cities));
    d.with_el(
        "p[role=status]",
        "loading.core",
        &[("cities", &cities), ("size", &all)],
    );
    d.el("progress", |d| {
        d.attr("value", &bytes.to_string());
        d.attr("max", &size.max(1).to_string());
        d.attr("aria-label", words.text("loading.label"));
        d.with("loading.progress", &[("done", &done), ("size", &all)]);
    });
}

/// When the directory cannot be shown. What exactly is the matter is said in texts that are fetched when something
/// fails; where these do not arrive either, the connection is to blame.
pub(crate) fn failed(d: &mut Dom, words: &Words, failure: &Failure) {
    let say = |what: &str, part: &str| words.find(&["error.", what, part].concat());
    let part = |part: &str| {
        let text = say(failure.code, part).or_else(|| say("directory-damaged", part));
        text.or_else(|| say("engine-missing", part))
            .unwrap_or_default()
    };
    d.el("div.page.stack", |d| {
        d.el("div.message.bad.stack-s[role=alert]", |d| {
            d.text_el("h3", part(".title"));
            d.text_el("p", part(".text"));
            d.el("p.actions", |d| {
                let text = words.text("error.retry");
                d.button("button.button.primary", Action::Retry, text);
            });
            let Some(editor) = say("for-editor", "") else {
                return;
            };
            d.el("details", |d| {
                d.text_el("summary", editor);
                d.el("p.note", |d| {
                    d.text_el("code", failure.code);
                    d.text(" · ");
                    d.text_el("code", &failure.file);
                    d.text(" ");
                    d.text(&failure.detail);
                    if let Some((named, came)) = failure.bytes {
                        let number = |n: u32| words.number(f64::from(n));
                        d.with(
                            &["error.", "bytes"].concat(),
                            &[("named", &number(named)), ("came", &number(came))],
                        );
                    }
                    d.text(" ");
                    d.text(part(".editor"));
                });
            });
        });
    });
}

/// What is loaded later is on its way.
pub(crate) fn coming(d: &mut Dom) {
    d.el("div.page.stack-s.calm[aria-busy=true]", |d| {
        d.word_el("p[role=status]", "loading.later");
    });
}
