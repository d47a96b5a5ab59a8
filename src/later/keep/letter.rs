//! The first message to a city: proposed, to be changed, copied or opened in a mail program. Reads only.

use super::brief::{self, Facts};
use super::meeting::clock;
use super::take::{does, outcome};
use super::{Act, Copied, Field, Memory};
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::later;
use crate::state::Answered;
use city_peers_engine::CityIx;
use yew::virtual_dom::ListenerKind;

/// What is proposed.
fn proposed(scene: Scene, facts: &Facts) -> String {
    let words = scene.words;
    let mut said = vec![
        facts.say(scene, "letter.greeting"),
        facts.say(scene, "letter.who"),
    ];
    said.push(match facts.practices.first() {
        Some((entry, _)) => words.with("letter.practice", &[("title", &entry.practice.title)]),
        None => facts.say(scene, "letter.no-practice"),
    });
    said.push(words.text("letter.ask").to_owned());
    if let Some([_, _, from, to]) = facts.hours.and_then(|hours| hours.shared) {
        let values = [("from", &*clock(from)), ("to", &clock(to))];
        said.push(words.with("letter.when", &values));
    }
    said.push(facts.say(scene, "letter.end"));
    said.join("\n\n")
}

/// The message as it stands: what the visitor made of it, else what is proposed.
pub(super) fn text(scene: Scene, memory: &Memory, facts: &Facts) -> String {
    match &memory.letter {
        Some((city, text)) if *city == facts.city => text.clone(),
        _ => proposed(scene, facts),
    }
}

/// The same, where only the city is known.
pub(super) fn current(scene: Scene, answered: &Answered, memory: &Memory, city: CityIx) -> String {
    text(scene, memory, &brief::gather(scene, answered, city))
}

/// The message with what can be done with it.
pub(super) fn letter(d: &mut Dom, scene: Scene, memory: &Memory, facts: &Facts) {
    let text = text(scene, memory, facts);
    d.el("section.section.no-print", |d| {
        d.el("header", |d| {
            d.word_el("h3", "letter.title");
            d.word_el("p.note", "letter.note");
        });
        d.el("div.stack-s", |d| {
            d.el("label.hide[for=letter]", |d| d.word("letter.title"));
            d.el("textarea.input[id=letter][rows=12]", |d| {
                d.value(&text);
                let field = Field::Letter(facts.city);
                d.typed(ListenerKind::oninput, later::Field::Keep(field));
            });
            d.el("p.actions", |d| {
                let copy = does(Act::CopyLetter(facts.city));
                d.button("button.button", copy, scene.t("letter.copy"));
                outcome(d, memory, Copied::Letter);
                mail(d, scene, facts, &text);
            });
        });
    });
}

/// Only to an address that the city itself has published.
fn mail(d: &mut Dom, scene: Scene, facts: &Facts, text: &str) {
    let contacts = brief::contacts(scene, facts.city).unwrap_or_default();
    let mut addresses = contacts.iter().filter_map(|c| c.email.as_deref());
    let Some(address) = addresses.find(|address| is_address(address)) else {
        return d.nothing();
    };
    let coded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let subject = coded(&facts.say(scene, "brief.title"));
    let address = coded(address).replace("%40", "@");
    let body = coded(&text.replace('\n', "\r\n"));
    let href = ["mailto:", &address, "?subject=", &subject, "&body=", &body].concat();
    d.el("a", |d| {
        d.attr("href", &href);
        d.word("letter.mail");
    });
}

fn is_address(text: &str) -> bool {
    let whole = text.split_once('@');
    let plain = !text.contains(|c: char| c.is_whitespace() || "<>,;?&\"".contains(c));
    plain && whole.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}
