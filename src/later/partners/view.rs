//! Certainty of a row, what is tied, why a city is suggested, how to read it all. Shows.

use super::{Figure, Tied, profile};
use crate::action::Action;
use crate::components::Scene;
use crate::components::dom::Dom;
use crate::components::figures::{self, Strip};
use crate::later::Memory;
use crate::queries::partner::{self, Coverage, Likeness, Why};
use crate::state::{Answered, Part, View};
use crate::words::{Piece, Words};
use city_peers_engine::CityIx;
use city_peers_engine::suggest::Partner;

/// Unknown facts named one by one.
const NAMED: usize = 6;

/// Draws of 100 that leave a city among the first, and the word for it.
pub(in crate::later) fn certain(figure: &Figure) -> (f64, &'static str) {
    let of_hundred = (figure.first * 100.0).round();
    let word = match of_hundred as u32 {
        99.. => "certain.virtually",
        90.. => "certain.very-likely",
        66.. => "certain.likely",
        34.. => "certain.even",
        _ => "certain.unlikely",
    };
    (of_hundred, word)
}

/// How likely a city stays among the first: a word, the figure, its ranks.
pub(in crate::later) fn chance(d: &mut Dom, scene: Scene, answered: &Answered, figure: &Figure) {
    let words = scene.words;
    let (of_hundred, word) = certain(figure);
    let number = |rank: u32| words.number(f64::from(rank));
    let (low, high) = (number(figure.low), number(figure.high));
    d.el("p.says", |d| {
        d.word_el("b", word);
        d.text(" ");
        d.el("span", |d| {
            for piece in words.pieces("certain.said") {
                match piece {
                    Piece::Text(text) => d.text(text),
                    Piece::Place("n") => d.text(&words.number(of_hundred)),
                    Piece::Place(_) if low == high => {
                        d.with_el("bdi", "certain.rank", &[("n", &low)])
                    }
                    Piece::Place(_) => {
                        d.with_el("bdi", "certain.ranks", &[("low", &low), ("high", &high)]);
                    }
                }
            }
        });
    });
    let (low, middle, high) = (figure.low, figure.middle, figure.high);
    figures::ranks(d, answered.asked.top, low, middle, high);
    if figure.tied != Tied::No {
        d.word_el("p.hide", "tie.here");
    }
}

/// What the order of some rows says.
pub(in crate::later) fn tied(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    answered: &Answered,
    cities: &[CityIx],
) {
    let words = scene.words;
    let memory = &memory.partners;
    let figures = cities.iter().map(|city| memory.figure(answered, *city));
    let Some(figures) = figures.collect::<Option<Vec<&Figure>>>() else {
        let done = (memory.weighing.done() * 100.0).round();
        return match done {
            0.0 => d.word("tie.wait"),
            _ => d.with("tie.going", &[("n", &words.number(done))]),
        };
    };
    let tied = figures.iter().filter(|f| f.tied != Tied::No).count();
    let bands = figures.iter().filter(|f| f.tied == Tied::First).count();
    match (tied, bands) {
        (0, _) => d.word("tie.none"),
        (tied, 1) if tied == cities.len() => d.text(&words.count("tie.all", tied, &[])),
        _ => d.word("tie.some"),
    }
}

/// All reasons for a city.
pub(in crate::later) fn why(
    d: &mut Dom,
    scene: Scene,
    memory: &Memory,
    answered: &Answered,
    city: CityIx,
) {
    let Some(found) = answered.partner(city) else {
        return;
    };
    let name = scene.snapshot.name(city, scene.words.lang());
    let why = partner::why(scene.words, scene.snapshot, answered, found);
    d.el("div.split", |d| {
        d.el("div.stack-s", |d| match &why.likeness {
            Some(likeness) => {
                d.el("table.why[part=why]", |d| {
                    d.word_el("caption.hide", "why.caption");
                    d.el("tbody", |d| reasons(d, scene, &why));
                });
                d.text_el("p.note", &sum(scene, name, &why, likeness));
            }
            None => d.word_el("p.note", "why.unknown"),
        });
        let range = memory.partners.figure(answered, city);
        let range = range.and_then(|figure| figure.likeness);
        beside(d, scene, &why, found, range);
    });
}

fn reasons(d: &mut Dom, scene: Scene, why: &Why) {
    let scale = figures::reason_scale(&why.reasons);
    for line in &why.reasons {
        d.el("tr", |d| {
            d.text_el("th[scope=row]", &line.text);
            d.el("td", |d| figures::reason(d, line.amount, scale));
            d.el("td.num", |d| d.text_el("bdi", &signed(scene, line.amount)));
        });
    }
}

/// Points of 100 with their sign.
pub(super) fn signed(scene: Scene, amount: f64) -> String {
    let points = amount.abs().round();
    let sign = match points {
        0.0 => "",
        _ if amount < 0.0 => "−",
        _ => "+",
    };
    [sign, &scene.words.number(points)].concat()
}

/// The sentence adds up as it is read: the difference is what rounding leaves to it.
fn sum(scene: Scene, name: &str, why: &Why, likeness: &Likeness) -> String {
    let number = |x: f64| scene.words.number(x);
    let (average, value, plus) = (
        likeness.average.round(),
        likeness.value.round(),
        likeness.plus.iter().sum::<f64>().round(),
    );
    // Differences that no line shows are too faint for a word.
    let (key, plus) = if why.reasons.iter().any(|line| line.amount < 0.0) {
        ("why.sum", plus)
    } else {
        ("why.sum.alike", value - average)
    };
    let minus = average + plus - value;
    scene.words.with(
        key,
        &[
            ("average", &number(average)),
            ("plus", &number(plus)),
            ("minus", &number(minus)),
            ("value", &number(value)),
            ("city", name),
        ],
    )
}

/// Ease, what is known, whom to ask, the first step.
fn beside(d: &mut Dom, scene: Scene, why: &Why, found: &Partner, range: Option<(f64, f64)>) {
    d.el("dl.facts", |d| {
        d.word_el("dt", "figure.ease");
        d.el("dd", |d| {
            let ease = match found.ease.score {
                None => "amount.unknown.head",
                Some(x) if x >= 0.8 => "ease.high",
                Some(x) if x >= 0.4 => "ease.middle",
                Some(_) => "ease.low",
            };
            d.word_el("b", ease);
            d.each("p", &why.ease);
        });
        known(d, scene, &why.known, range);
        contacts(d, scene, found.city);
        d.word_el("dt", "why.first-step");
        d.el("dd", |d| {
            let to = Action::Show(View::Brief(found.city));
            d.button("button.link", to, scene.t("why.brief"));
        });
    });
}

/// How much of the context both cities state, and what the rest could change.
fn known(d: &mut Dom, scene: Scene, known: &Coverage, range: Option<(f64, f64)>) {
    let words = scene.words;
    let both = words.number(known.both as f64);
    let all = words.number(known.all as f64);
    let shown = known.unknown.len().min(NAMED);
    d.word_el("dt", "facts.known");
    d.el("dd", |d| {
        d.with("facts.known.of", &[("both", &both), ("all", &all)]);
        d.text(" ");
        figures::ticks(d, known);
    });
    if shown > 0 {
        let mut unknown = words.list(known.unknown.get(..shown).unwrap_or_default());
        let more = known.unknown.len() - shown;
        if more > 0 {
            unknown = words.count("facts.unknown.more", more, &[("list", &unknown)]);
        }
        d.word_el("dt", "facts.unknown");
        d.text_el("dd", &unknown);
    }
    if let Some((low, high)) = range {
        let (low, high) = (words.number(low.round()), words.number(high.round()));
        d.word_el("dt", "why.range");
        d.with_el("dd", "why.range.text", &[("low", &low), ("high", &high)]);
    }
}

/// Offices that a city names in its profile.
fn contacts(d: &mut Dom, scene: Scene, city: CityIx) {
    let Some(part) = profile(scene, city) else {
        return;
    };
    let contacts = match part {
        Part::Ready(profile) if profile.contacts.is_empty() => return,
        Part::Ready(profile) => profile.contacts.as_slice(),
        Part::Waiting | Part::Failed => &[],
    };
    d.word_el("dt", "why.contact");
    d.el("dd", |d| {
        match part {
            Part::Waiting => d.word_el("span.quiet", "facts.loading"),
            Part::Failed => d.word_el("span.quiet", "facts.failed"),
            Part::Ready(_) => {}
        }
        for contact in contacts {
            d.el("p", |d| {
                // Data may be anybody's: only web links become links.
                let web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
                match contact.url.as_ref().filter(web) {
                    Some(url) => d.el("a[rel=noopener noreferrer][target=_blank]", |d| {
                        d.attr("href", url);
                        d.text(&contact.office);
                    }),
                    None => d.text(&contact.office),
                }
                if let Some(email) = &contact.email {
                    d.text(" ");
                    d.el("a", |d| {
                        d.attr("href", &["mailto:", email].concat());
                        d.text_el("bdi", email);
                    });
                }
            });
        }
    });
}

/// How to read the figures, with one of each.
pub(in crate::later) fn how(d: &mut Dom, scene: Scene, answered: &Answered) {
    let example = Likeness {
        value: 84.0,
        word: "likeness.very",
        average: 52.0,
        plus: vec![9.0, 8.0, 7.0, 6.0, 6.0],
        minus: 4.0,
    };
    let top = answered.asked.top;
    let first = scene.words.count("figure.first", top, &[]);
    d.el("dl.facts.wide", |d| {
        d.word_el("dt", "figure.likeness");
        d.el("dd", |d| {
            Strip::fitting([&example].into_iter()).draw(d, &example, Some((80.0, 87.0)));
            d.word_el("p.note", "how.likeness");
        });
        d.word_el("dt", "figure.exchange");
        d.el("dd", |d| {
            d.el("div.bars", |d| {
                for (key, value) in [("figure.learn", Some(0.62)), ("figure.teach", None)] {
                    d.word_el("span", key);
                    figures::bar(d, value);
                    d.text_el("span", scene.words.amount(value));
                }
            });
            d.word_el("p.note", "how.exchange");
        });
        d.text_el("dt", &first);
        d.el("dd", |d| {
            figures::ranks(d, top, 2, 4, 9);
            let text = scene.words.count("how.first", top, &[]);
            d.text_el("p.note", &text);
        });
    });
}

/// The same as a text: "Very likely: 97 of 100, rank 1–4".
pub(in crate::later) fn chance_text(words: &Words, figure: &Figure) -> String {
    let (of_hundred, word) = certain(figure);
    let number = |rank: u32| words.number(f64::from(rank));
    let (low, high) = (number(figure.low), number(figure.high));
    let rank = if low == high {
        words.with("certain.rank", &[("n", &low)])
    } else {
        words.with("certain.ranks", &[("low", &low), ("high", &high)])
    };
    let n = words.number(of_hundred);
    let said = words.with("certain.said", &[("n", &n), ("rank", &rank)]);
    words.with("reason.of", &[("label", words.text(word)), ("what", &said)])
}
