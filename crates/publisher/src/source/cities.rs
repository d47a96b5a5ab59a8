//! Reads `cities.csv`: one row per city, one column per indicator; row by row, so that it may be long. Reads what it is given.

use super::found::Found;
use super::table::{self, cell, parts, unknown_column};
use crate::check::codes::{is_city_id, is_language, number};
use crate::check::profile::Known;
use crate::check::values;
use crate::countries;
use crate::hint::hint;
use crate::problem::{InFile, Place, Rule, rules};
use city_peers_engine::model::Profile;
use std::collections::BTreeMap;
use std::io::Read;

/// Name of the file.
pub const FILE: &str = "cities.csv";
/// Columns that say which city a row is; all others are indicators and names in other languages.
pub const COLUMNS: [&str; 8] = [
    "id",
    "name",
    "names_other",
    "country",
    "lat",
    "lon",
    "time_zone",
    "languages",
];

/// Sees a city as it is read, with the number of its row and what is to be known of where it stands.
pub type Each<'e> = dyn FnMut(usize, &mut Profile, &mut Found, &mut InFile<'_>) + 'e;

/// Positions of the columns that are no indicators.
struct Columns {
    of: [Option<usize>; 8],
    names: Vec<(usize, String)>,
    values: Vec<(usize, usize)>,
    /// Without a name: no matter while all their cells are empty.
    unnamed: Vec<usize>,
}

/// Reads the table row by row: each city with where it stands; `language` is the main one of the directory. `each` sees
/// every city as it is read.
pub fn cities(
    input: impl Read,
    language: &str,
    known: &Known<'_>,
    file: &mut InFile<'_>,
    each: &mut Each<'_>,
) -> Vec<(Profile, Found)> {
    let Some((names, mut rows)) = table::open(input, file) else {
        return Vec::new();
    };
    let mut columns = columns(&names, known, file);
    if !table::need(&names, &["id", "name"], file) {
        return Vec::new();
    }
    let mut rows_of: BTreeMap<String, usize> = BTreeMap::new();
    let mut hints = BTreeMap::new();
    let mut profiles = Vec::new();
    while let Some((number, cells)) = rows.next(file) {
        let unnamed = columns.unnamed.iter();
        if unnamed
            .into_iter()
            .any(|&at| !cell(cells, Some(at)).is_empty())
        {
            columns.unnamed.clear();
            unknown_column("", [], file);
        }
        let mut row = Row {
            number,
            cells,
            columns: &columns,
            hints: &mut hints,
            file,
        };
        let mut profile = row.profile(language, known);
        let id = &profile.id;
        if !is_city_id(id) {
            let (rule, message) = if id.is_empty() {
                (rules::EMPTY_TEXT, "is empty".to_owned())
            } else {
                (rules::NOT_AN_ID, format!("“{id}” is not an id"))
            };
            let hint = Some("letters, digits and hyphens, such as kr-seoul".to_owned());
            row.note(rule, "id", message, hint);
            continue;
        }
        if let Some(first) = rows_of.get(id) {
            row.note(
                rules::DUPLICATE_ID,
                "id",
                format!("“{id}” is in row {first} already"),
                None,
            );
            continue;
        }
        rows_of.insert(id.clone(), number);
        let mut found = Found::default();
        each(number, &mut profile, &mut found, file);
        profiles.push((profile, found));
    }
    profiles
}

fn columns(names: &[String], known: &Known<'_>, file: &mut InFile<'_>) -> Columns {
    let mut columns = Columns {
        of: COLUMNS.map(|name| names.iter().position(|n| n == name)),
        names: Vec::new(),
        values: Vec::new(),
        unnamed: Vec::new(),
    };
    for (at, column) in names.iter().enumerate() {
        if COLUMNS.contains(&column.as_str()) {
            continue;
        }
        if let Some(indicator) = known.catalogue.indicator(column) {
            columns.values.push((at, indicator));
        } else if let Some(language) = column.strip_prefix("name_").filter(|l| is_language(l)) {
            columns.names.push((at, language.to_owned()));
        } else if column.is_empty() {
            columns.unnamed.push(at);
        } else {
            let ids = known.catalogue.indicators.iter().map(|i| i.id.as_str());
            unknown_column(column, COLUMNS.into_iter().chain(ids), file);
        }
    }
    columns
}

struct Row<'r, 'f, 'p> {
    number: usize,
    cells: &'r super::table::Row,
    columns: &'r Columns,
    hints: &'f mut BTreeMap<String, Option<String>>,
    file: &'f mut InFile<'p>,
}

impl<'r> Row<'r, '_, '_> {
    fn note(
        &mut self,
        rule: &'static Rule,
        column: &str,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let place = Place::Row(self.number, Some(column.to_owned()));
        self.file.note(rule, place, message, hint);
    }

    fn text(&self, column: &str) -> &'r str {
        let at = COLUMNS.iter().position(|c| *c == column);
        cell(
            self.cells,
            at.and_then(|at| self.columns.of.get(at).copied().flatten()),
        )
    }

    fn profile(&mut self, language: &str, known: &Known<'_>) -> Profile {
        let mut profile = Profile {
            id: self.text("id").to_owned(),
            name: self.names(language),
            country: self.country(),
            lat: self.degrees("lat", 90.0),
            lon: self.degrees("lon", 180.0),
            time_zone: self.time_zone(known),
            languages: self.languages(),
            ..Profile::default()
        };
        if self.text("lat").is_empty() != self.text("lon").is_empty() {
            let (there, missing) = if self.text("lat").is_empty() {
                ("lon", "lat")
            } else {
                ("lat", "lon")
            };
            self.note(
                rules::INCOMPLETE,
                missing,
                format!("is empty, but {there} is not"),
                None,
            );
        }
        for &(at, indicator) in &self.columns.values {
            let Some(indicator) = known.catalogue.indicators.get(indicator) else {
                continue;
            };
            match values::of_cell(indicator, cell(self.cells, Some(at))) {
                Ok(Some(value)) => {
                    profile.values.insert(indicator.id.clone(), value);
                }
                Ok(None) => {}
                Err((message, hint)) => {
                    self.note(values::rule(indicator), &indicator.id, message, hint);
                }
            }
        }
        profile
    }

    fn names(&mut self, language: &str) -> BTreeMap<String, String> {
        let mut names = BTreeMap::new();
        for part in parts(self.text("names_other")) {
            match part.split_once(':') {
                Some((lang, name)) if is_language(lang.trim()) && !name.trim().is_empty() => {
                    names.insert(
                        lang.trim().to_owned(),
                        self.name("names_other", name.trim()),
                    );
                }
                _ => {
                    let hint = Some("such as ja:東京|de:München".to_owned());
                    self.note(
                        rules::NOT_A_LANGUAGE,
                        "names_other",
                        format!("“{part}” is not language:name"),
                        hint,
                    );
                }
            }
        }
        for (at, lang) in &self.columns.names {
            let name = cell(self.cells, Some(*at));
            if !name.is_empty() {
                names.insert(lang.clone(), self.name(&format!("name_{lang}"), name));
            }
        }
        let name = self.text("name");
        if name.is_empty() {
            self.note(rules::EMPTY_TEXT, "name", "is empty", None);
        } else {
            names.insert(language.to_owned(), self.name("name", name));
        }
        names
    }

    fn name(&mut self, column: &str, name: &str) -> String {
        if name.chars().any(char::is_control) {
            self.note(
                rules::CONTROL_CHARACTER,
                column,
                "holds a line break or another control character",
                None,
            );
        }
        name.to_owned()
    }

    fn country(&mut self) -> String {
        let code = self.text("country");
        if !code.is_empty() && !countries::is_country(code) {
            let upper = code.to_uppercase();
            let hint = if countries::is_country(&upper) {
                Some(format!("did you mean “{upper}”?"))
            } else {
                Some("two capital letters of ISO 3166-1, such as KR".to_owned())
            };
            self.note(
                rules::NOT_A_COUNTRY,
                "country",
                format!("“{code}” is not a country code"),
                hint,
            );
        }
        code.to_owned()
    }

    fn degrees(&mut self, column: &str, most: f64) -> Option<f64> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let degrees = number(text);
        match degrees {
            None => {
                let example = "degrees with a decimal point, such as 37.57";
                let hint = Some(values::number_hint(text).unwrap_or_else(|| example.to_owned()));
                self.note(
                    rules::NOT_A_NUMBER,
                    column,
                    format!("“{text}” is not a number"),
                    hint,
                );
            }
            Some(x) if x.abs() > most => {
                self.note(
                    rules::OUT_OF_RANGE,
                    column,
                    format!("{x} is not between -{most} and {most}"),
                    None,
                );
            }
            Some(_) => {}
        }
        degrees
    }

    fn time_zone(&mut self, known: &Known<'_>) -> Option<String> {
        let zone = self.text("time_zone");
        if zone.is_empty() {
            return None;
        }
        if !known.zones.contains(zone) {
            // One slip is often in many rows.
            let hint = self
                .hints
                .entry(zone.to_owned())
                .or_insert_with(|| hint(zone, known.zones.iter().map(String::as_str)));
            let hint = hint.clone();
            self.note(
                rules::UNKNOWN_TIME_ZONE,
                "time_zone",
                format!("unknown time zone “{zone}”"),
                hint,
            );
        }
        Some(zone.to_owned())
    }

    fn languages(&mut self) -> Vec<String> {
        let mut languages: Vec<String> = Vec::new();
        for language in parts(self.text("languages")) {
            if !is_language(language) {
                let hint = Some("such as en, or en|fr for two".to_owned());
                self.note(
                    rules::NOT_A_LANGUAGE,
                    "languages",
                    format!("“{language}” is not a language code"),
                    hint,
                );
            }
            if !languages.iter().any(|l| l == language) {
                languages.push(language.to_owned());
            }
        }
        languages
    }
}
