//! What a mapping says: which column goes where and how. Plain data; [`super::mapping_toml`] reads it.

use super::input::Reading;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// City profiles.
    #[default]
    Profile,
    /// Practices.
    Practice,
}

/// How cells of a column are read; what is not said holds for the whole file.
#[derive(Clone, Debug, Default)]
pub struct How {
    /// Multiplied with each number.
    pub factor: Option<f64>,
    /// Added to each number after that.
    pub offset: Option<f64>,
    /// Unit of the numbers in the file.
    pub unit: Option<String>,
    /// Decimal sign.
    pub decimal: Option<char>,
    /// What cells say → what is meant.
    pub codes: BTreeMap<String, Value>,
    /// What separates the entries of a list.
    pub list: Option<String>,
    /// What stands for unknown, besides the usual.
    pub missing: Vec<String>,
    /// Importance, strength or priority (1 to 3) where the cell says none.
    pub level: Option<u8>,
    /// How dates are written, such as `%d/%m/%Y`.
    pub date: Option<String>,
    /// Where the values of this column come from.
    pub source: Option<Value>,
}

/// One column and where it goes.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Name in the file.
    pub name: String,
    /// Dotted path of the field.
    pub to: String,
    /// How its cells are read.
    pub how: How,
}

/// What is taken from base data.
#[derive(Clone, Debug)]
pub struct Base {
    /// Fields to fill.
    pub fill: Vec<String>,
    /// Smaller places are passed over, people.
    pub min_population: Option<f64>,
    /// Farther apart, a row and a place of its name are not the same, km.
    pub within_km: f64,
    /// What the profiles' sources say of it.
    pub source: Option<Value>,
}

impl Default for Base {
    fn default() -> Self {
        Base {
            fill: ["country", "lat", "lon", "time_zone", "languages"]
                .map(str::to_owned)
                .to_vec(),
            min_population: None,
            within_km: 25.0,
            source: None,
        }
    }
}

/// A mapping.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// What messages call it.
    pub file: String,
    /// What the rows are.
    pub kind: Kind,
    /// How the file is read.
    pub reading: Reading,
    /// How cells are read where a column does not say.
    pub how: How,
    /// Pattern of ids, such as `{country}-{name}`.
    pub pattern: Option<String>,
    /// Fields that are the same for all rows, and where they stand in the mapping.
    pub constants: Vec<(String, Value)>,
    /// Where all values come from.
    pub source: Option<Value>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Columns that are left out on purpose; `*` stands for any letters.
    pub ignore: Vec<String>,
    /// Row → id of the place of the base data; `None` for none of them.
    pub decide: BTreeMap<String, Option<String>>,
    /// What is taken from base data.
    pub base: Base,
}

impl Mapping {
    /// Whether a column is left out on purpose.
    pub fn ignores(&self, column: &str) -> bool {
        self.ignore.iter().any(|pattern| matches(pattern, column))
    }
}

/// Whether a name fits a pattern in which `*` stands for any letters.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(mut left) = name.strip_prefix(start) else {
        return false;
    };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return left.ends_with(part);
        }
        match left.find(part) {
            Some(at) => left = left.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    true
}
