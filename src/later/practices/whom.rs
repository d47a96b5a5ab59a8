//! Beside a practice: whom to ask, how common it is among peers, what it serves, media.

use super::filter::{Group, Trait};
use super::one::{At, link, own};
use super::{Act, Memory, panel, press, say, traits};
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::figures;
use crate::components::practices::lang;
use crate::queries::practice;
use crate::state::{Part, View};
use city_peers_engine::CityIx;
use city_peers_engine::model::{Contact, ContactKind, Evidence, Profile};
use yew::virtual_dom::ListenerKind;

/// The rail.
pub(super) fn rail(d: &mut Dom, at: &At, memory: &Memory) {
    d.el("aside.rail[part=rail]", |d| {
        d.attr("aria-label", at.scene.t("pr.rail"));
        ask(d, at);
        common(d, at, memory);
        evidence(d, at);
        serves(d, at);
        media(d, at);
    });
}

/// The profile of its city, where it has come.
fn profile<'a>(at: &At<'a>) -> Option<&'a Profile> {
    at.scene.snapshot.detail(at.entry.city?).map(|p| &**p)
}

fn ask(d: &mut Dom, at: &At) {
    let words = at.scene.words;
    let partners = traits::partners(at.answered, at.entry);
    d.el("section.stack-s", |d| {
        d.word_el("h3.label", "pr.ask.title");
        if partners.is_empty() {
            related(d, at);
        } else {
            let names = say::cities(at.scene, &partners);
            let said = words.count("pr.ask.partner", partners.len(), &[("cities", &names)]);
            d.text_el("p", &said);
        }
        let name = practice::city_name(words, at.scene.snapshot, at.entry);
        d.el("p", |d| d.text_el("b", name));
        contacts(d, at);
        // The first to ask: its city, unless only another suggested partner is known to do it.
        let partner = partners.first().copied();
        let first = at.entry.city.filter(|city| partners.contains(city));
        if let Some(city) = first.or(partner).or(at.entry.city) {
            let to = Action::Show(View::Brief(city));
            d.el("p.no-print", |d| {
                let name = at.scene.snapshot.name(city, words.lang());
                let text = words.with("pr.brief", &[("city", name)]);
                d.button("button.button.primary", to, &text);
            });
        }
    });
}

/// A suggested partner that did something else on the same topic.
fn related(d: &mut Dom, at: &At) {
    let found = at.scene.snapshot.practices.ready().and_then(|practices| {
        let ours = &at.entry.practice.topics;
        let first = ours.first()?;
        for city in traits::suggested(at.answered) {
            let mut entries = practices.entries.iter().enumerate();
            let found = entries.find(|(ix, entry)| {
                *ix != at.ix && entry.is_done_by(city) && entry.practice.topics.contains(first)
            });
            if let Some((ix, entry)) = found {
                return Some((city, ix, entry));
            }
        }
        None
    });
    let Some((city, ix, entry)) = found else {
        return d.word_el("p.note", "pr.ask.none");
    };
    d.el("p", |d| {
        let name = at.scene.snapshot.name(city, at.scene.words.lang());
        d.with("pr.ask.related", &[("city", name)]);
        d.text(" ");
        d.el("button.link[type=button]", |d| {
            lang(d, at.scene);
            d.on(ListenerKind::onclick, Action::Show(View::Practice(ix)));
            d.text(&entry.practice.title);
        });
    });
}

fn contacts(d: &mut Dom, at: &At) {
    match profile(at) {
        Some(profile) if !profile.contacts.is_empty() => {
            d.el("ul.stack-s", |d| {
                for each in &profile.contacts {
                    d.el("li", |d| contact(d, at, each));
                }
            });
        }
        None if is_coming(at) => d.word_el("p.note", "pr.contact.coming"),
        _ => d.word_el("p.note", "pr.contact.none"),
    }
}

fn is_coming(at: &At) -> bool {
    let waits = |city: CityIx| {
        let mut details = at.scene.snapshot.details.iter();
        details.any(|(known, part)| *known == city && matches!(part, Part::Waiting))
    };
    at.entry.city.is_some_and(waits)
}

/// An office to write to.
pub(super) fn contact(d: &mut Dom, at: &At, contact: &Contact) {
    d.el("p", |d| {
        own(d, at, "span", &contact.office);
        d.text(" ");
        d.word_el("span.note", kind(contact.kind));
        if let Some(email) = contact.email.as_ref().filter(|e| is_address(e)) {
            d.text(" ");
            d.el("a.url", |d| {
                d.attr("href", &["mailto:", email].concat());
                d.text(email);
            });
        }
        if let Some(url) = &contact.url {
            d.text(" ");
            d.el("span.url", |d| link(d, url, url));
        }
    });
}

/// One plain address: nothing that would add recipients or a text of its own.
fn is_address(email: &str) -> bool {
    email.matches('@').count() == 1
        && !email.contains(|c: char| c.is_whitespace() || "?&%,;:/".contains(c))
}

fn kind(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::LocalGovernment => "pr.contact.local",
        ContactKind::ResearchInstitute => "pr.contact.research",
        ContactKind::NationalMinistry => "pr.contact.national",
        ContactKind::Network => "pr.contact.network",
        ContactKind::Other => "pr.contact.else",
    }
}

fn common(d: &mut Dom, at: &At, memory: &Memory) {
    let words = at.scene.words;
    let Some(ranked) = memory.ranked.as_ref() else {
        return d.nothing();
    };
    let Some(row) = ranked.row(at.ix) else {
        return d.nothing();
    };
    let lift = row.found.lift;
    let (others, elsewhere) = say::elsewhere(&lift);
    let number = |n: u32| words.number(f64::from(n));
    d.el("section.stack-s", |d| {
        d.word_el("h3.label", "pr.common");
        d.el("div.bars.lift", |d| {
            for (key, n, of) in [
                ("pr.common.peers", lift.observed, lift.peers),
                ("pr.common.all", others, elsewhere),
            ] {
                d.word_el("span", key);
                figures::bar(d, Some(f64::from(n) / f64::from(of.max(1))));
                d.with_el(
                    "bdi",
                    "pr.common.of",
                    &[("n", &number(n)), ("all", &number(of))],
                );
            }
        });
        let known = practice::lift(words, &lift, at.scene.my_name());
        let said = say::peers(at.scene, ranked, &row.found, at.entry);
        d.text_el("p.note", &said.unwrap_or(known));
        d.word_el("p.note", "pr.common.note");
    });
}

/// Three steps, as many filled as were taken.
fn evidence(d: &mut Dom, at: &At) {
    let level = at.entry.practice.evidence;
    let steps = match level {
        Evidence::Reported => 1,
        Evidence::Monitored => 2,
        Evidence::Evaluated => 3,
    };
    d.el("section.stack-s", |d| {
        d.word_el("h3.label", "pr.evidence");
        d.el("p.note", |d| {
            d.el(
                "svg.flow.pips[aria-hidden=true][width=34][height=10]",
                |d| {
                    for (at, x) in ["0", "12", "24"].into_iter().enumerate() {
                        if at < steps {
                            d.empty_el("rect.ink[width=10][height=10]", &[("x", x)]);
                        } else {
                            let x = (at * 12 + 1).to_string();
                            d.empty_el("rect.gone[y=.5][width=9][height=9]", &[("x", &x)]);
                        }
                    }
                },
            );
            d.text(" ");
            let level = traits::evidence(level);
            d.text(&traits::name(
                at.scene.words,
                at.scene.snapshot,
                (Group::Evidence, level),
            ));
        });
    });
}

/// Goals, topics, frameworks, principles, themes: each leads to the practices that share it.
fn serves(d: &mut Dom, at: &At) {
    let practice = &at.entry.practice;
    d.el("section.stack-s", |d| {
        d.word_el("h3.label", "pr.serves");
        d.el("ul.goals", |d| {
            for goal in &practice.sdgs {
                d.el("li", |d| same(d, at, (Group::Goal, u16::from(*goal))));
            }
        });
        if !practice.targets.is_empty() {
            let list = at.scene.words.list(&practice.targets);
            let n = practice.targets.len();
            let said = at.scene.words.count("pr.targets", n, &[("list", &list)]);
            d.text_el("p.note", &said);
        }
        d.el("dl.stack-s", |d| {
            for (group, key) in [
                (Group::Topic, "pr.by.topic"),
                (Group::Framework, "pr.frameworks"),
                (Group::Principle, "pr.principles"),
                (Group::Theme, "pr.by.theme"),
            ] {
                shared(d, at, group, key);
            }
        });
    });
}

fn shared(d: &mut Dom, at: &At, group: Group, key: &'static str) {
    let snapshot = at.scene.snapshot;
    let mut found = Vec::new();
    for code in traits::codes(&at.entry.practice, group) {
        found.extend(traits::of_code(snapshot, group, code));
    }
    if found.is_empty() {
        return;
    }
    d.word_el("dt.note", key);
    for each in found {
        d.el("dd", |d| same(d, at, each));
    }
}

/// A button that shows all practices of which this is true.
fn same(d: &mut Dom, at: &At, what: Trait) {
    d.el("button.link.same[type=button]", |d| {
        d.on(ListenerKind::onclick, press(Act::Only(what.0, what.1)));
        if what.0 == Group::Goal {
            panel::goal(d, at.scene, what.1);
        }
        d.text(&traits::name(at.scene.words, at.scene.snapshot, what));
    });
}

/// Films, pictures, documents of the city: links only, nothing is fetched from elsewhere.
fn media(d: &mut Dom, at: &At) {
    let Some(profile) = profile(at).filter(|p| !p.media.is_empty()) else {
        return d.nothing();
    };
    d.el("section.stack-s", |d| {
        let name = practice::city_name(at.scene.words, at.scene.snapshot, at.entry);
        d.with_el("h3.label", "pr.media", &[("city", name)]);
        d.el("ul.stack-s", |d| {
            for each in profile
                .media
                .iter()
                .filter(|m| m.url.starts_with("https://"))
            {
                d.el("li", |d| {
                    link(d, &each.url, &each.caption);
                    d.text(" ");
                    d.text_el("span.note", media_kind(at, &each.kind));
                });
            }
        });
    });
}

fn media_kind<'a>(at: &At<'a>, kind: &str) -> &'a str {
    at.scene.t(match kind {
        "image" => "pr.media.image",
        "video" => "pr.media.video",
        "audio" => "pr.media.audio",
        "document" => "pr.media.document",
        _ => "pr.media.else",
    })
}
