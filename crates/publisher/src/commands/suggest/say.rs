//! One suggested city's figures in words: word, number, what is behind them. Pure.

use crate::texts::{Scene, partner};
use city_peers_engine::certainty::Chance;
use city_peers_engine::model::Purpose;
use city_peers_engine::suggest::Partner;

/// "Very alike, 91 of 100".
pub(in crate::commands) fn likeness(scene: &Scene, found: &Partner) -> String {
    let texts = scene.texts;
    let Some(value) = found.likeness else {
        return texts.text("amount.unknown.head").to_owned();
    };
    let word = texts.text(partner::likeness(scene.directory(), value));
    let values = [("word", word), ("n", &*texts.points(value))];
    texts.with("figure.of-hundred", &values)
}

/// "Much to learn. Learn: much, 80 of 100. Teach: unknown".
pub(in crate::commands) fn exchange(scene: &Scene, found: &Partner, purpose: Purpose) -> String {
    let texts = scene.texts;
    let head = texts.text(partner::exchange(found, purpose));
    let exchange = found.exchange;
    if exchange.learn.is_none() && exchange.teach.is_none() {
        return format!("{head}: {}", texts.text("exchange.unknown"));
    }
    let side = |key: &str, value: Option<f64>| {
        let label = texts.text(key);
        format!("{}: {}", texts.lower(label), amount(scene, value))
    };
    let (learn, teach) = (
        side("figure.learn", exchange.learn),
        side("figure.teach", exchange.teach),
    );
    format!("{head} ({learn}; {teach})")
}

/// "much, 80 of 100"; "unknown".
pub(in crate::commands) fn amount(scene: &Scene, value: Option<f64>) -> String {
    let texts = scene.texts;
    let word = texts.amount(value);
    match value {
        None => word.to_owned(),
        Some(x) => texts.with(
            "figure.of-hundred",
            &[("word", word), ("n", &texts.points(x))],
        ),
    }
}

/// "Easy to work with. Shared language: Spanish. 8 of 8 working hours shared."
pub(in crate::commands) fn ease(scene: &Scene, found: &Partner) -> String {
    let texts = scene.texts;
    let head = texts.text(partner::ease(found.ease.score));
    let words = partner::ease_words(texts, scene.directory(), &found.ease);
    format!("{head}. {}", words.join(" ")).trim_end().to_owned()
}

/// "Likely (72 of 100 variations), place 1–9"; a list of so many holds no places after its last.
pub(in crate::commands) fn certainty(scene: &Scene, chance: &Chance, listed: usize) -> String {
    let texts = scene.texts;
    let [low, high] = [chance.low, chance.high].map(|place| texts.number(f64::from(place)));
    let beyond = |place: u32| place as usize > listed;
    let ranks = match (beyond(chance.low), beyond(chance.high)) {
        (true, _) => texts.text("chance.places.none").to_owned(),
        (false, true) => texts.with("chance.places.beyond", &[("from", &low)]),
        (false, false) if low == high => texts.with("chance.places", &[("places", &low)]),
        (false, false) => texts.with("chance.places", &[("places", &format!("{low}–{high}"))]),
    };
    let word = texts.text(partner::chance(chance.first));
    let first = texts.points(chance.first);
    texts.with(
        "chance.said",
        &[("word", word), ("n", &first), ("ranks", &ranks)],
    )
}
