//! A brief on screen and on paper: one city on a page or two. Reads only.

use super::brief::{self, Facts, Gain};
use super::take::{self, does, outcome};
use super::view::writing;
use super::{Act, Copied, Item, Memory, letter, meeting};
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::{Scene, figures, marks};
use crate::queries::partner::topic_name;
use crate::queries::practice::{self, terms};
use crate::state::{Answered, Part, View};
use city_peers_engine::model::{Outcome, Practice};
use city_peers_engine::practices::{Entry, Fit, Verdict};

/// Shown whole on a brief; others by name.
const CHECKS: usize = 3;
const RESULTS: usize = 3;
const UNKNOWN: usize = 5;

/// The view.
pub(super) fn sheet(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    answered: &Answered,
    facts: &Facts,
) {
    d.el("article.page.brief[part=brief]", |d| {
        head(d, scene, memory, facts);
        d.text_el("p.lead", &facts.lead(scene));
        d.el("div.split", |d| {
            d.el("section.stack-s", |d| why(d, scene, answered, facts));
            d.el("section.stack-s", |d| gain(d, scene, facts));
        });
        d.el("section.section.notes", |d| {
            writing(d, scene, Item::City(facts.city), facts.note);
        });
        practices(d, scene, answered, facts);
        d.el("section.section", |d| {
            d.el("header", |d| d.word_el("h3", "talk.title"));
            let questions = facts.questions(scene, answered);
            d.el("ol.numbered.text", |d| d.each("li", &questions));
        });
        first_step(d, scene, answered, facts);
        letter::letter(d, scene, memory, facts);
        sources(d, scene, facts);
    });
}

/// "Prepared for …": for whom, when, from which data.
pub(super) fn prepared(scene: Scene, facts: &Facts) -> String {
    let meta = &scene.snapshot.loaded.directory.meta;
    scene.words.with(
        "brief.prepared",
        &[
            ("us", facts.us),
            ("date", &take::date(scene.words.lang())),
            ("directory", &meta.title),
            ("updated", &scene.words.date(&meta.updated)),
        ],
    )
}

/// How far the figures can be trusted.
pub(super) fn certain(scene: Scene, facts: &Facts) -> String {
    let known = &facts.why.known;
    let number = |n: usize| scene.words.number(n as f64);
    let values = [
        ("both", &*number(known.both)),
        ("all", &number(known.all)),
        ("them", facts.them),
    ];
    scene.words.with("brief.certain", &values)
}

fn head(d: &mut Dom, scene: Scene, memory: &Memory, facts: &Facts) {
    d.el("header.brief-head", |d| {
        d.el("div.stack-s", |d| {
            d.el("p.note.no-print", |d| {
                let back = Action::Show(View::Partners);
                d.button("button.link", back, scene.t("brief.back"));
            });
            d.word_el("p.label", "brief.label");
            d.text_el("h2", &facts.say(scene, "brief.title"));
            d.text_el("p.note", &prepared(scene, facts));
        });
        d.el("p.actions.no-print", |d| {
            d.button(
                "button.button.primary",
                does(Act::Print),
                scene.t("brief.print"),
            );
            let save = does(Act::SaveBrief(facts.city));
            d.button("button.button", save, scene.t("brief.save"));
            let copy = does(Act::CopyLetter(facts.city));
            d.button("button.link", copy, scene.t("letter.copy"));
            outcome(d, memory, Copied::Letter);
        });
    });
}

fn why(d: &mut Dom, scene: Scene, answered: &Answered, facts: &Facts) {
    let row = &facts.row;
    d.text_el("h3", &facts.say(scene, "brief.why"));
    d.el("dl.facts.wide", |d| {
        d.el("dt", |d| {
            marks::alike(d);
            d.text(" ");
            d.word("facts.alike");
        });
        reasons(d, &row.alike);
        d.el("dt", |d| {
            marks::different(d);
            d.text(" ");
            d.word("facts.different");
        });
        reasons(d, &row.different);
        d.word_el("dt", "figure.likeness");
        d.el("dd", |d| match facts.likeness(scene) {
            Some(said) => d.text(&said),
            None => d.word_el("span.quiet", "amount.unknown"),
        });
        if let Some(chance) = &facts.chance {
            let first = scene.words.count("figure.first", answered.asked.top, &[]);
            d.text_el("dt", &first);
            d.text_el("dd", chance);
        }
        d.word_el("dt", "facts.known");
        d.el("dd", |d| known(d, scene, facts));
        d.word_el("dt", "figure.ease");
        d.el("dd", |d| {
            if facts.why.ease.is_empty() {
                d.word_el("span.quiet", "amount.unknown");
            } else {
                d.text(&facts.why.ease.join(" "));
            }
        });
    });
}

fn reasons(d: &mut Dom, list: &[String]) {
    d.el("dd", |d| {
        if list.is_empty() {
            d.word_el("span.quiet", "facts.nothing");
        } else {
            d.text(&list.join("; "));
        }
    });
}

fn known(d: &mut Dom, scene: Scene, facts: &Facts) {
    let words = scene.words;
    let known = &facts.why.known;
    let number = |n: usize| words.number(n as f64);
    let values = [("both", &*number(known.both)), ("all", &number(known.all))];
    d.with("facts.known.of", &values);
    d.text(" ");
    figures::ticks(d, known);
    let shown = known.unknown.len().min(UNKNOWN);
    if shown > 0 {
        let mut unknown = words.list(known.unknown.get(..shown).unwrap_or_default());
        let more = known.unknown.len() - shown;
        if more > 0 {
            unknown = words.count("facts.unknown.more", more, &[("list", &unknown)]);
        }
        d.with_el("p.note", "brief.unknown", &[("list", &unknown)]);
    }
}

fn gain(d: &mut Dom, scene: Scene, facts: &Facts) {
    d.word_el("h3", "brief.gain");
    for (gains, learner, other) in [
        (&facts.learn, facts.us, facts.them),
        (&facts.teach, facts.them, facts.us),
    ] {
        if gains.is_empty() {
            let values = [("city", learner)];
            d.with_el("p.quiet", "brief.no-needs", &values);
            continue;
        }
        d.el("table.grid", |d| {
            d.el("thead", |d| {
                d.el("tr", |d| {
                    d.with_el("th[scope=col]", "brief.learns", &[("city", learner)]);
                    d.word_el("th[scope=col]", "brief.needs");
                    d.with_el("th[scope=col]", "brief.offers", &[("city", other)]);
                });
            });
            d.el("tbody", |d| {
                for gain in gains {
                    exchange(d, scene, gain);
                }
            });
        });
    }
    if !facts.ours.is_empty() {
        let titles: Vec<String> = facts
            .ours
            .iter()
            .map(|e| e.practice.title.clone())
            .collect();
        let values = [("us", facts.us), ("list", &*scene.words.list(&titles))];
        d.with_el("p.note", "brief.can-show", &values);
    }
}

fn exchange(d: &mut Dom, scene: Scene, gain: &Gain) {
    let directory = &scene.snapshot.loaded.directory;
    d.el("tr", |d| {
        d.text_el(
            "th[scope=row]",
            topic_name(scene.words, directory, gain.topic),
        );
        d.el("td", |d| pips(d, scene, gain.need, false));
        d.el("td", |d| pips(d, scene, gain.offer, true));
    });
}

/// One to three squares; what is not stated says so.
fn pips(d: &mut Dom, scene: Scene, steps: u8, offer: bool) {
    if steps == 0 {
        return d.word_el("span.quiet", "facts.not-stated");
    }
    let number = scene.words.number(f64::from(steps));
    d.with_el("span.hide", "brief.of-three", &[("n", &number)]);
    d.el(
        "svg.flow.pips[aria-hidden=true][width=34][height=10]",
        |d| {
            for at in 0..3u8 {
                let x = (u32::from(at) * 12).to_string();
                match (at < steps, offer) {
                    (true, true) => d.empty_el("rect.like[width=10][height=10]", &[("x", &x)]),
                    (true, false) => d.empty_el("rect.ink[width=10][height=10]", &[("x", &x)]),
                    (false, _) => {
                        let x = [x.as_str(), ".5"].concat();
                        d.empty_el("rect.hair[y=.5][width=9][height=9]", &[("x", &x)]);
                    }
                }
            }
        },
    );
}

fn practices(d: &mut Dom, scene: Scene, answered: &Answered, facts: &Facts) {
    d.el("section.section", |d| {
        d.el("header", |d| {
            d.word_el("h3", "brief.practice");
            if let Some((entry, _)) = facts.practices.first() {
                d.el("p.note", |d| {
                    d.text_el("span[lang=en]", &entry.practice.title);
                    d.text(" · ");
                    d.text(&practice::about(scene.words, scene.snapshot, entry));
                });
            }
        });
        let Some((entry, fit)) = facts.practices.first() else {
            let key = match scene.snapshot.practices {
                Part::Waiting => "facts.loading",
                _ => "brief.no-practice",
            };
            return d.text_el("p.text", &facts.say(scene, key));
        };
        d.el("div.split", |d| {
            d.el("div.stack-s", |d| {
                d.text_el("p[lang=en]", &entry.practice.summary);
                took(d, scene, entry);
            });
            d.el("div.stack-s", |d| {
                verdicts(d, scene, answered, entry, fit, facts.us);
                checks(d, &entry.practice);
            });
        });
        let others = facts.practices.iter().skip(1);
        let others: Vec<String> = others.map(|(e, _)| e.practice.title.clone()).collect();
        if !others.is_empty() {
            let list = others.join("; ");
            d.with_el("p.note", "brief.others", &[("list", &list)]);
        }
    });
}

fn took(d: &mut Dom, scene: Scene, entry: &Entry) {
    let words = scene.words;
    let practice = &entry.practice;
    d.el("dl.facts.wide", |d| {
        if !practice.results.is_empty() {
            d.word_el("dt", "results.title");
            d.el("dd[lang=en]", |d| {
                let results = practice.results.iter().take(RESULTS);
                let results: Vec<String> = results.map(|r| result(scene, r)).collect();
                d.text(&results.join("; "));
            });
        }
        d.word_el("dt", "took.cost");
        d.el("dd", |d| match practice::cost(words, practice) {
            Some(cost) => d.text(&cost),
            None => d.word_el("span.quiet", "facts.not-stated"),
        });
        if !practice.finance_sources.is_empty() {
            d.word_el("dt", "took.paid-by");
            let sources = &practice.finance_sources;
            d.text_el(
                "dd",
                &terms(words, scene.snapshot, "finance_sources", sources),
            );
        }
        if let Some(months) = practice.duration_months {
            d.word_el("dt", "took.time");
            d.text_el("dd", &words.count("duration.months", months.into(), &[]));
        }
    });
}

/// "Buses with lifts: 405 buses".
fn result(scene: Scene, outcome: &Outcome) -> String {
    let number = |x: f64| scene.words.number(x);
    let unit = outcome.unit.as_str();
    let (before, after) = (outcome.before.map(number), outcome.after.map(number));
    let (key, value) = match (&before, &after) {
        (Some(_), Some(after)) => ("brief.from-to", after.as_str()),
        (_, Some(after)) => ("brief.to", after.as_str()),
        _ => ("brief.to", scene.t("amount.unknown")),
    };
    let values = [
        ("what", outcome.indicator.as_str()),
        ("before", before.as_deref().unwrap_or_default()),
        ("after", value),
        ("unit", unit),
    ];
    scene.words.with(key, &values)
}

/// Whether it can work here: what is open first, what passes in one line.
fn verdicts(d: &mut Dom, scene: Scene, answered: &Answered, entry: &Entry, fit: &Fit, us: &str) {
    let rows = practice::criteria(scene.words, scene.snapshot, answered, entry, fit);
    d.with_el("h4.label", "fit.title", &[("city", us)]);
    d.word_el("p", practice::headline(fit));
    d.el("ul.rows.tight", |d| {
        for verdict in [
            Verdict::Blocked,
            Verdict::Unknown,
            Verdict::Adapt,
            Verdict::Pass,
        ] {
            let named = rows.iter().filter(|row| row.verdict == verdict);
            let names: Vec<&str> = named.map(|row| row.name.as_str()).collect();
            if names.is_empty() {
                continue;
            }
            d.el("li", |d| {
                d.el("span.verdict", |d| {
                    marks::verdict(d, verdict);
                    d.word(marks::verdict_key(verdict));
                });
                d.text_el("span", &names.join("; "));
            });
        }
    });
}

fn checks(d: &mut Dom, practice: &Practice) {
    if practice.adaptation.is_empty() {
        return;
    }
    d.word_el("h4.label", "practice.check");
    let first = practice.adaptation.len().min(CHECKS);
    d.el("ul.plain[lang=en]", |d| {
        d.each("li", practice.adaptation.get(..first).unwrap_or_default());
    });
}

fn first_step(d: &mut Dom, scene: Scene, answered: &Answered, facts: &Facts) {
    let city = facts.city;
    d.el("section.section", |d| {
        d.el("header", |d| d.word_el("h3", "meet.title"));
        d.el("div.split", |d| {
            d.el("dl.facts.wide", |d| {
                let ease = &facts.partner.ease;
                let language = meeting::language(scene, answered, city, ease);
                let when = meeting::when(scene, facts.hours, facts.us, facts.them);
                for (key, said) in [
                    ("meet.what", language),
                    ("meet.when.label", when),
                    ("meet.who", facts.say(scene, "meet.who.text")),
                    ("meet.agenda", scene.t("meet.agenda.text").to_owned()),
                    ("meet.then", facts.then(scene)),
                ] {
                    d.word_el("dt", key);
                    d.text_el("dd", &said);
                }
            });
            d.el("dl.facts.wide.blank", |d| {
                d.with_el("dt", "meet.contact", &[("city", facts.them)]);
                d.el("dd", |d| contact(d, scene, facts));
                for key in ["meet.ours", "meet.decision", "meet.date"] {
                    d.word_el("dt", key);
                    d.el("dd", |_| {});
                }
            });
        });
    });
}

/// Offices that the city's own profile publishes.
fn contact(d: &mut Dom, scene: Scene, facts: &Facts) {
    let found = brief::contacts(scene, facts.city);
    let asked = scene.snapshot.details.iter();
    let failed = asked
        .filter(|(city, _)| *city == facts.city)
        .any(|(_, part)| matches!(part, Part::Failed));
    match found {
        Some([]) => d.word_el("span.quiet", "meet.no-contact"),
        None if failed => d.word_el("span.quiet", "meet.no-profile"),
        None => d.word_el("span.quiet", "facts.loading"),
        Some(contacts) => {
            for contact in contacts {
                let address = contact.email.as_deref().or(contact.url.as_deref());
                d.el("p", |d| {
                    d.text(&contact.office);
                    if let Some(address) = address {
                        d.text(" ");
                        d.text_el("bdi.url", address);
                    }
                });
            }
        }
    }
}

fn sources(d: &mut Dom, scene: Scene, facts: &Facts) {
    d.el("section.section", |d| {
        d.el("header", |d| d.word_el("h3", "sources.title"));
        d.text_el("p.note", &certain(scene, facts));
        d.el("ol.note", |d| {
            if let Some((entry, _)) = facts.practices.first() {
                for source in &entry.practice.sources {
                    d.el("li[lang=en]", |d| {
                        d.text(&[&*source.title, ", ", &source.publisher, ". "].concat());
                        d.text_el("span.url[dir=ltr]", &source.url);
                    });
                }
            }
            for credit in &scene.snapshot.loaded.directory.meta.credits {
                d.text_el("li[lang=en]", credit);
            }
        });
    });
}
