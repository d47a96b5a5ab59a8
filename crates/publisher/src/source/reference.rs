//! Reads and writes `reference.toml`: the fixed figures of the reference pairs. Pure.

use super::toml_keys::{Keys, number, parse};
use crate::hint::hint;
use crate::problem::{InFile, Place, rules};
use city_peers_engine::model::Catalogue;
use city_peers_engine::reference::{PAIRS, Reference};
use toml::{Table, Value};

/// Name of the file.
pub const FILE: &str = "reference.toml";
/// Largest λ a file may ask for: beyond, every likeness is that of an average pair.
const MOST_SHRINK: f64 = 50.0;
const WORDS: [&str; 3] = ["somewhat_alike", "alike", "very_alike"];

/// Reads the text of the file.
pub fn read(text: &str, catalogue: &Catalogue, file: &mut InFile<'_>) -> Option<Reference> {
    let table = parse(text, file)?;
    let mut keys = Keys::new(&table, "", file);
    keys.only(&["pairs", "shrink", "mean_difference", "likeness"]);
    let empty = Table::new();
    let sub = |name: &str| table.get(name).and_then(Value::as_table).unwrap_or(&empty);
    let means = sub("mean_difference");
    for id in means.keys() {
        if catalogue.indicator(id).is_none() {
            let hint = hint(id, catalogue.indicators.iter().map(|i| i.id.as_str()));
            keys.note(
                rules::UNKNOWN_INDICATOR,
                "mean_difference",
                format!("unknown indicator “{id}”"),
                hint,
            );
        }
    }
    let mut fits = true;
    // Files from before directories had a λ of their own were measured with the design's.
    let shrink = match table.get("shrink").map(number) {
        None => Reference::default().shrink,
        Some(Some(x)) if (0.0..=MOST_SHRINK).contains(&x) => (x * 100.0).round() as u16,
        Some(_) => {
            let hint = "measure again: city-peers reference --force".to_owned();
            let message = format!("must be a number from 0 to {MOST_SHRINK}");
            keys.note(rules::OUT_OF_RANGE, "shrink", message, Some(hint));
            fits = false;
            0
        }
    };
    let mut part = |table: &Table, at: &str, key: &str| -> u16 {
        let place = Place::Key(format!("{at}, {key}"));
        match table.get(key).map(number) {
            Some(Some(x)) if (0.0..=1.0).contains(&x) => return (x * 10_000.0).round() as u16,
            Some(_) => file.note(
                rules::OUT_OF_RANGE,
                place,
                "must be a number from 0 to 1",
                None,
            ),
            None => {
                let hint = "measure again: city-peers reference --force".to_owned();
                file.note(rules::MISSING_FIELD, place, "is missing", Some(hint));
            }
        }
        fits = false;
        0
    };
    let mean_difference = catalogue
        .indicators
        .iter()
        .map(|i| part(means, "mean_difference", &i.id))
        .collect();
    let words = sub("likeness");
    let likeness_words = WORDS.map(|word| part(words, "likeness", word));
    if fits && !likeness_words.is_sorted() {
        let place = Place::Key("likeness".to_owned());
        file.note(rules::OUT_OF_RANGE, place, "the three must rise", None);
    }
    fits.then_some(Reference {
        shrink,
        mean_difference,
        likeness_words,
    })
}

/// The text of the file for measured figures.
pub fn toml_text(catalogue: &Catalogue, reference: &Reference, cities: usize) -> String {
    let pairs = (cities * cities.saturating_sub(1) / 2).min(PAIRS);
    let mut text = format!(
        "# Figures of the reference pairs, fixed so that adding a city moves no other result.\n\
         # Written by `city-peers reference`; measure again (with --force) only when the catalogue changes or the\n\
         # directory becomes another one: every likeness and every word for it moves.\n\
         pairs = {pairs}\n\n\
         # How many average indicators' worth of \"like an average pair\" every likeness is mixed with (docs/method.md).\n\
         shrink = {}.{:02}\n\n\
         # Mean difference of two cities that both state the indicator, 0 (same) to 1 (opposite ends).\n\
         [mean_difference]\n",
        reference.shrink / 100,
        reference.shrink % 100,
    );
    let decimal = |x: u16| format!("{}.{:04}", x / 10_000, x % 10_000);
    for (ix, indicator) in catalogue.indicators.iter().enumerate() {
        let mean = reference.mean_difference.get(ix).copied().unwrap_or(5000);
        let bare = indicator
            .id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        let key = if bare {
            indicator.id.clone()
        } else {
            Value::String(indicator.id.clone()).to_string()
        };
        text.push_str(&format!("{key} = {}\n", decimal(mean)));
    }
    text.push_str("\n# Likeness from which on two cities are called so: 50 %, 90 % and 99.5 % of the pairs are less alike.\n[likeness]\n");
    for (word, from) in WORDS.iter().zip(reference.likeness_words) {
        text.push_str(&format!("{word} = {}\n", decimal(from)));
    }
    text
}
