//! Partner cities as CSV, one row each. Pure.

use super::Answered;
use crate::commands::Failure;
use crate::commands::asked::Read;
use crate::texts::{layout, partner};

/// Names of the columns; numbers are shares from 0 to 1, empty means unknown.
const COLUMNS: [&str; 20] = [
    "place",
    "id",
    "name",
    "country",
    "score",
    "likeness",
    "likeness_word",
    "learn",
    "learn_word",
    "teach",
    "teach_word",
    "ease",
    "coverage",
    "chance",
    "chance_word",
    "place_low",
    "place_high",
    "band",
    "alike",
    "different",
];

/// All suggested cities.
pub(super) fn csv(read: &Read, answered: &Answered) -> Result<String, Failure> {
    let scene = read.scene();
    let (texts, directory) = (scene.texts, scene.directory());
    let share = |x: Option<f64>| x.map_or_else(String::new, |x| format!("{x:.4}"));
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for (ix, found) in answered.suggestions.partners.iter().enumerate() {
        let chances = answered.weighed.as_ref().map(|w| &w.chances);
        let chance = chances.and_then(|c| c.iter().find(|c| c.city == found.city));
        let number = |of: fn(&city_peers_engine::certainty::Chance) -> u32| {
            chance.map_or_else(String::new, |c| of(c).to_string())
        };
        let likeness = found.likeness.map(|x| partner::likeness(directory, x));
        let [alike, different] = partner::reasons(&scene, &answered.us.subject, found);
        rows.push(vec![
            (ix + 1).to_string(),
            directory.id(found.city).to_owned(),
            scene.name(found.city).to_owned(),
            directory.country(found.city).to_owned(),
            share(Some(found.score)),
            share(found.likeness),
            texts
                .text(likeness.unwrap_or("amount.unknown.head"))
                .to_owned(),
            share(found.exchange.learn),
            texts.amount(found.exchange.learn).to_owned(),
            share(found.exchange.teach),
            texts.amount(found.exchange.teach).to_owned(),
            share(found.ease.score),
            share(Some(found.coverage)),
            share(chance.map(|c| c.first)),
            chance.map_or_else(String::new, |c| {
                texts.text(partner::chance(c.first)).to_owned()
            }),
            number(|c| c.low),
            number(|c| c.high),
            number(|c| c.band),
            alike.join("; "),
            different.join("; "),
        ]);
    }
    layout::csv(&rows).map_err(Failure)
}
