//! Reads `purposes.toml`: which facets matter more for which topic. Pure.

use super::toml_keys::{Keys, number, parse};
use crate::hint::hint;
use crate::problem::{InFile, Place, rules};
use city_peers_engine::model::{Catalogue, TopicPurposes, Vocabulary};
use toml::Value;

/// Name of the file.
pub const FILE: &str = "purposes.toml";
/// Largest factor.
const MOST: f64 = 10.0;

/// Reads the text of the file. With `lenient`, topics and facets that do not exist are passed over: the standard
/// purposes beside a catalogue of one's own.
pub fn read(
    text: &str,
    vocabulary: &Vocabulary,
    catalogue: &Catalogue,
    lenient: bool,
    file: &mut InFile<'_>,
) -> TopicPurposes {
    let mut purposes = TopicPurposes::default();
    let Some(table) = parse(text, file) else {
        return purposes;
    };
    Keys::new(&table, "", file).only(&["version", "topics"]);
    let topics = match table.get("topics") {
        Some(Value::Table(topics)) => topics,
        None => return purposes,
        Some(_) => {
            let hint = Some("write [topics.<topic>]".to_owned());
            file.note(
                rules::WRONG_TYPE,
                Place::Key("topics".to_owned()),
                "must be tables",
                hint,
            );
            return purposes;
        }
    };
    for (topic, rows) in topics {
        let place = |key: &str| Place::Key(format!("topics.{topic}{key}"));
        let Some(at) = vocabulary.topic(topic) else {
            if !lenient {
                let hint = hint(topic, vocabulary.topics.iter().map(|t| t.code.as_str()));
                file.note(
                    rules::UNKNOWN_TOPIC,
                    place(""),
                    format!("unknown topic “{topic}”"),
                    hint,
                );
            }
            continue;
        };
        let Value::Table(rows) = rows else {
            file.note(
                rules::WRONG_TYPE,
                place(""),
                "must be a table of facet = factor",
                None,
            );
            continue;
        };
        let mut factors = Vec::new();
        for (facet, factor) in rows {
            let key = format!(", {facet}");
            let found = catalogue.facets.iter().position(|f| &f.id == facet);
            let Some(position) = found.and_then(|p| u8::try_from(p).ok()) else {
                if !lenient {
                    let hint = hint(facet, catalogue.facets.iter().map(|f| f.id.as_str()));
                    file.note(
                        rules::UNKNOWN_FACET,
                        place(&key),
                        format!("unknown facet “{facet}”"),
                        hint,
                    );
                }
                continue;
            };
            match number(factor) {
                Some(x) if (0.0..=MOST).contains(&x) => {
                    factors.push((position, (x * 100.0).round() as u16));
                }
                _ => file.note(
                    rules::OUT_OF_RANGE,
                    place(&key),
                    format!("must be a factor from 0 to {MOST}"),
                    None,
                ),
            }
        }
        factors.sort_unstable();
        if !factors.is_empty() {
            purposes.factors.push((at, factors));
        }
    }
    purposes.factors.sort_unstable();
    purposes
}
