//! Reads TOML by hand: values of the right type, unknown keys with what was probably meant. Pure.

use crate::hint;
use crate::problem::{InFile, Place, Rule, rules};
use toml::{Table, Value};

/// Parses the text of a file.
pub fn parse(text: &str, file: &mut InFile<'_>) -> Option<Table> {
    match text.parse::<Table>() {
        Ok(table) => Some(table),
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let place = Place::Key(format!("line {line}"));
            file.note(
                rules::NOT_TOML,
                place,
                format!("is not TOML: {}", error.message()),
                None,
            );
            None
        }
    }
}

/// One table of a file, read key by key.
pub struct Keys<'t, 'f, 'p> {
    table: &'t Table,
    at: String,
    file: &'f mut InFile<'p>,
}

impl<'t, 'f, 'p> Keys<'t, 'f, 'p> {
    /// Reads a table that problems call `at`.
    pub fn new(table: &'t Table, at: impl Into<String>, file: &'f mut InFile<'p>) -> Self {
        let at = at.into();
        Keys { table, at, file }
    }

    /// Notes an error for each key that is none of these.
    pub fn only(&mut self, names: &[&str]) {
        for key in self.table.keys() {
            if !names.contains(&key.as_str()) {
                let hint = hint::hint(key, names.iter().copied());
                let place = self.place(key);
                self.file.note(
                    rules::UNKNOWN_FIELD,
                    place,
                    format!("unknown key “{key}”"),
                    hint,
                );
            }
        }
    }

    /// A text; `None` where it is missing or something else, which is an error.
    pub fn text(&mut self, key: &str) -> Option<String> {
        match self.table.get(key)? {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Datetime(date) => Some(date.to_string()),
            _ => self.wrong(key, "text in quotes"),
        }
    }

    /// A text that must be there.
    pub fn needed(&mut self, key: &str) -> String {
        let text = self.text(key);
        if text.as_ref().is_none_or(String::is_empty)
            && !matches!(self.table.get(key), Some(v) if !v.is_str())
        {
            let place = self.place(key);
            self.file.note(
                rules::MISSING_FIELD,
                place,
                format!("“{key}” is missing"),
                None,
            );
        }
        text.unwrap_or_default()
    }

    /// A number.
    pub fn number(&mut self, key: &str) -> Option<f64> {
        match number(self.table.get(key)?) {
            Some(x) if x.is_finite() => Some(x),
            _ => self.wrong(key, "a number"),
        }
    }

    /// A yes or no; no where it is not given.
    pub fn flag(&mut self, key: &str) -> bool {
        match self.table.get(key) {
            None => false,
            Some(Value::Boolean(yes)) => *yes,
            Some(_) => self.wrong(key, "true or false").unwrap_or(false),
        }
    }

    /// A list of texts; empty where it is missing.
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        let Some(value) = self.table.get(key) else {
            return Vec::new();
        };
        let list = value.as_array().and_then(|items| {
            let texts = items
                .iter()
                .map(|i| i.as_str().map(|t| t.trim().to_owned()));
            texts.collect::<Option<Vec<String>>>()
        });
        list.or_else(|| self.wrong(key, "a list of texts in quotes"))
            .unwrap_or_default()
    }

    /// Notes a problem of a kind at a key.
    pub fn note(
        &mut self,
        rule: &'static Rule,
        key: &str,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let place = self.place(key);
        self.file.note(rule, place, message, hint);
    }

    /// Notes an error of no kind of its own at a key.
    #[allow(dead_code)]
    pub fn error(&mut self, key: &str, message: impl Into<String>, hint: Option<String>) {
        self.note(rules::INVALID, key, message, hint);
    }

    fn wrong<T>(&mut self, key: &str, wanted: &str) -> Option<T> {
        self.note(rules::WRONG_TYPE, key, format!("must be {wanted}"), None);
        None
    }

    fn place(&self, key: &str) -> Place {
        Place::Key(match (self.at.is_empty(), key.is_empty()) {
            (true, _) => key.to_owned(),
            (false, true) => self.at.clone(),
            (false, false) => format!("{}, {key}", self.at),
        })
    }
}

/// A whole or decimal number.
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(x) => Some(*x as f64),
        Value::Float(x) => Some(*x),
        _ => None,
    }
}
