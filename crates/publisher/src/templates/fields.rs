//! What the templates of profiles and practices share: fields as the schema names them, codes, examples. Pure.

use super::Known;
use super::sheet::Sheet;
use crate::words::grouped;
use city_peers_engine::model::{Indicator, Kind, Role, Scale, Term, Vocabulary};
use schemars::JsonSchema;
use serde_json::{Value, json};

/// Where the values of a list come from that the vocabulary leaves free.
const FREE: &str = "any-code-of-yours";

/// Names and meanings of the fields of a type, in its order.
pub fn fields<T: JsonSchema>() -> Vec<(String, String)> {
    let schema = schemars::schema_for!(T);
    let properties = schema.get("properties").and_then(Value::as_object);
    let described = properties.into_iter().flatten().map(|(name, field)| {
        let meaning = field.get("description").and_then(Value::as_str);
        (name.clone(), meaning.unwrap_or_default().replace('`', ""))
    });
    described.collect()
}

/// The first lines: what comments are for.
pub fn begin(sheet: &mut Sheet, what: &str, schema: Option<&str>) {
    sheet.note(&format!(
        "{what} Lines that begin with two slashes are comments. Where the answer is known, take away the slashes before \
         the field and write the answer in the place of the example. What stays a comment stays unknown: it is never \
         taken for zero. The figures and texts are examples, those of no city."
    ));
    sheet.note("When it is done, check the folder with: city-peers validate FOLDER");
    sheet.open("{");
    if let Some(address) = schema {
        sheet.answer("$schema", &json!(address));
    }
}

/// The terms of a list with their labels; says so where any code will do.
pub fn codes_of(sheet: &mut Sheet, vocabulary: &Vocabulary, list: &str) {
    match vocabulary.list(list) {
        Some(terms) => {
            sheet.note("One or more of:");
            sheet.codes(terms.iter().map(|t| (t.code.as_str(), t.label.as_str())));
        }
        None => sheet.note("Any codes will do: the vocabulary has no list of them."),
    }
}

/// A code of a list, the `nth` or the last there is.
pub fn code(vocabulary: &Vocabulary, list: &str, nth: usize) -> String {
    let terms: &[Term] = vocabulary.list(list).unwrap_or_default();
    let term = terms.get(nth).or(terms.last());
    term.map_or_else(|| FREE.to_owned(), |t| t.code.clone())
}

/// An indicator with its meaning, unit and codes, and an example.
pub fn indicator(sheet: &mut Sheet, indicator: &Indicator) {
    let label = match indicator.label.as_str() {
        "" => &indicator.id,
        label => label,
    };
    let unit = match indicator.unit.as_str() {
        "" => String::new(),
        unit if unit.eq_ignore_ascii_case(label) => String::new(),
        unit => format!(" ({unit})"),
    };
    sheet.note(&format!("{label}{unit}: {}", indicator.definition));
    if let Role::Outcome { sdg: Some(sdg), .. } = &indicator.role {
        sheet.note(&format!("Answers the SDG indicator {sdg}."));
    }
    match &indicator.kind {
        Kind::Number { low, high, .. } if low.is_finite() && high.is_finite() => {
            let (low, high) = (words(*low), words(*high));
            sheet.note(&format!("Most cities lie between {low} and {high}."));
        }
        Kind::Number { .. } => {}
        Kind::Ordered { .. } => sheet.note("One of these, from the lowest to the highest:"),
        Kind::Category { .. } => sheet.note("One of:"),
        Kind::Tags { .. } => sheet.note("All that hold; [] where it is known that none does:"),
    }
    let codes = indicator.codes().iter();
    sheet.codes(codes.map(|c| (c.code.as_str(), c.label.as_str())));
    sheet.example(&indicator.id, &value(indicator));
}

/// A value that an indicator might have: the middle of its scale, or its first code.
pub fn value(indicator: &Indicator) -> Value {
    let first = indicator.codes().first().map(|c| c.code.clone());
    match &indicator.kind {
        Kind::Number { scale, low, high } => {
            let middle = match scale {
                Scale::Log => (low * high).sqrt(),
                Scale::Linear => (low + high) / 2.0,
            };
            short(if middle.is_finite() { middle } else { 1.0 })
        }
        Kind::Tags { .. } => json!(first.into_iter().collect::<Vec<_>>()),
        Kind::Ordered { .. } | Kind::Category { .. } => json!(first.unwrap_or_default()),
    }
}

/// A figure to two digits.
fn short(x: f64) -> Value {
    if x == 0.0 {
        return json!(0);
    }
    let step = 10f64.powf(x.abs().log10().floor() - 1.0);
    let text = format!(
        "{:.*}",
        usize::from(step < 1.0) * 6,
        (x / step).round() * step
    );
    let rounded: f64 = text.parse().unwrap_or(x);
    match rounded.fract() == 0.0 && rounded.abs() < 1e15 {
        true => json!(rounded as i64),
        false => json!(rounded),
    }
}

/// A figure to two digits, as people read it.
fn words(x: f64) -> String {
    match short(x).as_u64() {
        Some(whole) if whole >= 10_000 => grouped(whole),
        _ => short(x).to_string(),
    }
}

/// The topics with their labels.
pub fn topics(sheet: &mut Sheet, known: &Known<'_>) {
    let topics = known.vocabulary.topics.iter();
    sheet.codes(topics.map(|t| (t.code.as_str(), t.label.as_str())));
}
