//! How well a column fits a field, by its header and its values; each with the reason. Pure.

mod identity;
mod value;

use super::values::Looks;
use super::words::Header;
use crate::fold::fold;
use crate::import::context::Context;
use crate::import::country::Names;
use identity::identity;
use std::collections::{BTreeMap, BTreeSet};
use value::value;

/// What fields are called.
const SYNONYMS: &str = include_str!("synonyms.txt");

/// How well a column fits a field.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Position of the column.
    pub column: usize,
    /// Dotted path of the field.
    pub to: String,
    /// How sure, 0 to 1.
    pub sure: f64,
    /// Why.
    pub why: String,
    /// More keys of the line, such as `unit = "ha"`.
    pub more: Vec<String>,
}

/// What columns are compared with, folded once.
pub struct Lookup {
    synonyms: BTreeMap<&'static str, Vec<String>>,
    codes: Vec<BTreeSet<String>>,
    topics: BTreeSet<String>,
}

impl Lookup {
    /// What a directory has.
    pub fn new(context: &Context) -> Lookup {
        let folds = |texts: [&str; 2]| texts.map(fold);
        let codes = context.catalogue.indicators.iter().map(|indicator| {
            let codes = indicator.codes().iter();
            codes.flat_map(|c| folds([&c.code, &c.label])).collect()
        });
        let topics = context.vocabulary.topics.iter();
        Lookup {
            synonyms: synonyms(),
            codes: codes.collect(),
            topics: topics.flat_map(|t| folds([&t.code, &t.label])).collect(),
        }
    }
}

/// Fields with their synonyms, folded.
fn synonyms() -> BTreeMap<&'static str, Vec<String>> {
    SYNONYMS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(field, words)| (field, words.split(';').map(fold).collect()))
        .collect()
}

/// How well the words of a header say one of some names: 0.95 the same, less where there are more words.
fn says(words: &str, names: &[String]) -> f64 {
    let mut best: f64 = 0.0;
    let count = |text: &str| text.split(' ').count() as f64;
    for name in names.iter().filter(|n| !n.is_empty()) {
        if words == name {
            return 0.95;
        }
        let whole = format!(" {words} ").contains(&format!(" {name} "));
        let unspaced =
            !name.is_ascii() && name.chars().count() > 1 && words.contains(name.as_str());
        if whole {
            best = best.max(0.4 + 0.45 * count(name) / count(words));
        } else if unspaced {
            best = best.max(0.8);
        }
    }
    best
}

/// All fields a column may go to.
pub fn fits(
    (column, header, looks): (usize, &Header, &Looks),
    context: &Context,
    names: &Names,
    lookup: &Lookup,
) -> Vec<Fit> {
    let mut found = Vec::new();
    for (field, words) in &lookup.synonyms {
        if context.catalogue.indicator(field).is_none()
            && let Some(fit) = identity(
                field,
                says(&header.words, words),
                (column, header, looks),
                context,
                names,
                lookup,
            )
        {
            found.push(fit);
        }
    }
    for (indicator, known) in context.catalogue.indicators.iter().zip(&lookup.codes) {
        let none = Vec::new();
        let words = lookup.synonyms.get(indicator.id.as_str()).unwrap_or(&none);
        found.extend(value(indicator, known, words, (column, header, looks)));
    }
    found.retain(|fit| fit.sure >= 0.4);
    found.sort_by(|a, b| b.sure.total_cmp(&a.sure).then_with(|| a.to.cmp(&b.to)));
    found
}
