//! The fields a column can go to, and what their values look like: read off the JSON Schema of profiles and practices, so
//! that every field can be reached. Pure.

mod schema;
mod wanted;

use super::mapping::Kind;
use crate::check::codes::is_language;
use crate::hint::hint;
use city_peers_engine::model::MODES;
use city_peers_engine::model::{Catalogue, Kind as Values, Practice, Profile, Vocabulary};
use schema::{Schema, has_type};
pub use wanted::{STATEMENTS, Statement, Wanted};

/// Fields that hold a text for each language.
const TEXTS: [&str; 3] = ["name", "philosophy", "concept"];

/// Where a column goes.
#[derive(Clone, Debug)]
pub struct Target {
    /// Names of the members that lead there.
    pub path: Vec<String>,
    /// What belongs there.
    pub wanted: Wanted,
}

/// The fields of a kind of file.
pub struct Fields<'k> {
    kind: Kind,
    schema: Schema,
    catalogue: &'k Catalogue,
    vocabulary: &'k Vocabulary,
    language: &'k str,
}

/// What is wrong with a path, and what was probably meant.
pub type Wrong = (String, Option<String>);

impl<'k> Fields<'k> {
    /// The fields of profiles or practices of a directory; `language` is its main one.
    pub fn new(
        kind: Kind,
        catalogue: &'k Catalogue,
        vocabulary: &'k Vocabulary,
        language: &'k str,
    ) -> Self {
        let schema = match kind {
            Kind::Profile => schemars::schema_for!(Profile),
            Kind::Practice => schemars::schema_for!(Practice),
        };
        Fields {
            kind,
            schema: Schema(schema.to_value()),
            catalogue,
            vocabulary,
            language,
        }
    }

    /// Names of the fields in the order in which files have them.
    pub fn order(&self) -> Vec<&str> {
        self.schema.order()
    }

    /// Whether a field holds a list.
    pub fn is_list(&self, field: &str) -> bool {
        self.schema.is_list(field)
    }

    /// Where a dotted path leads.
    ///
    /// # Errors
    /// Where there is no such field.
    pub fn target(&self, dotted: &str) -> Result<Target, Wrong> {
        let path: Vec<String> = dotted.split('.').map(|s| s.trim().to_owned()).collect();
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        if self.kind == Kind::Profile
            && let Some(found) = self.of_profile(&parts)
        {
            return found;
        }
        let schema = self.schema.walk(&parts)?;
        let wanted = match parts.as_slice() {
            ["country"] => Wanted::Country,
            [name] | [_, name] if self.terms(name).is_some() && has_type(schema, "array") => {
                Wanted::List(Box::new(Wanted::Code(self.terms(name).unwrap_or_default())))
            }
            _ => self.schema.wanted(schema, dotted)?,
        };
        Ok(Target { path, wanted })
    }

    fn of_profile(&self, parts: &[&str]) -> Option<Result<Target, Wrong>> {
        let target = |path: &[&str], wanted| {
            Some(Ok(Target {
                path: path.iter().map(|p| (*p).to_owned()).collect(),
                wanted,
            }))
        };
        match parts {
            ["base", "id"] => target(parts, Wanted::BaseId),
            ["base", "region"] => target(parts, Wanted::BaseRegion),
            ["updated"] => target(parts, Wanted::Date),
            ["languages"] => target(parts, Wanted::List(Box::new(Wanted::Language))),
            [field] if TEXTS.contains(field) => target(&[field, self.language], Wanted::Text),
            [field, language] if TEXTS.contains(field) && !is_language(language) => {
                let hint = Some(format!("such as {field}.en"));
                Some(Err((format!("“{language}” is not a language code"), hint)))
            }
            ["values", rest @ ..] if !rest.is_empty() => Some(self.value(rest)),
            ["sources", rest @ .., last]
                if !rest.is_empty() && ["url", "title", "year", "note"].contains(last) =>
            {
                let wanted = match *last {
                    "year" => Wanted::Whole,
                    _ => Wanted::Text,
                };
                target(&["sources", &rest.join("."), last], wanted)
            }
            [list @ ("networks" | "frameworks" | "modes"), rest @ ..] if rest.len() <= 1 => {
                let codes = self.codes(list);
                match rest {
                    [] if codes.is_empty() => target(parts, Wanted::List(Box::new(Wanted::Text))),
                    [] => target(parts, Wanted::List(Box::new(Wanted::Code(codes)))),
                    [code, ..] => {
                        let known = codes.iter().any(|(c, _)| c == code);
                        if !codes.is_empty() && !known {
                            let hint = hint(code, codes.iter().map(|(c, _)| c.as_str()));
                            return Some(Err((format!("unknown code “{code}”"), hint)));
                        }
                        target(&[list], Wanted::Member((*code).to_owned()))
                    }
                }
            }
            [list, rest @ ..] => {
                let statement = STATEMENTS.iter().find(|s| s.list == *list)?;
                self.statement(statement, rest, parts)
            }
            [] => None,
        }
    }

    fn statement(
        &self,
        statement: &'static Statement,
        rest: &[&str],
        parts: &[&str],
    ) -> Option<Result<Target, Wrong>> {
        let abouts = self.abouts(statement);
        let path = |path: &[&str]| path.iter().map(|p| (*p).to_owned()).collect();
        match rest {
            [] => Some(Ok(Target {
                path: path(parts),
                wanted: Wanted::Statements(statement, abouts),
            })),
            [about, more @ ..] => {
                // `needs.0.topic` leads through the list as it is written.
                let by_number = statement.about == "topic" && about.parse::<usize>().is_ok();
                if by_number || (statement.about == "sdg" && more == ["sdg"]) {
                    return None;
                }
                if !abouts.iter().any(|(code, _)| code == about) {
                    let hint = hint(about, abouts.iter().map(|(c, _)| c.as_str()));
                    let message = format!("unknown {} “{about}”", statement.about);
                    return Some(Err((message, hint)));
                }
                let wanted = match more {
                    [] => Ok(Wanted::Level(statement, (*about).to_owned())),
                    [field] => {
                        let place = [statement.list, "0", field];
                        let schema = &self.schema;
                        schema.walk(&place).and_then(|s| schema.wanted(s, field))
                    }
                    _ => return None,
                };
                Some(wanted.map(|wanted| Target {
                    path: path(parts),
                    wanted,
                }))
            }
        }
    }

    /// What a list of statements can be about.
    fn abouts(&self, statement: &Statement) -> Vec<(String, String)> {
        match statement.about {
            "topic" => {
                let topics = self.vocabulary.topics.iter();
                topics.map(|t| (t.code.clone(), t.label.clone())).collect()
            }
            _ => (1..=17)
                .map(|g| (g.to_string(), format!("SDG {g}")))
                .collect(),
        }
    }

    fn value(&self, rest: &[&str]) -> Result<Target, Wrong> {
        let whole = rest.join(".");
        let path = |id: &str| vec!["values".to_owned(), id.to_owned()];
        if let Some(at) = self.catalogue.indicator(&whole) {
            return Ok(Target {
                path: path(&whole),
                wanted: Wanted::Value(at),
            });
        }
        if let [ids @ .., code] = rest
            && let Some(indicator) = self
                .catalogue
                .indicator(&ids.join("."))
                .and_then(|at| self.catalogue.indicators.get(at))
            && matches!(indicator.kind, Values::Tags { .. })
        {
            if indicator.codes().iter().any(|c| c.code == *code) {
                return Ok(Target {
                    path: path(&indicator.id),
                    wanted: Wanted::Member((*code).to_owned()),
                });
            }
            let hint = hint(code, indicator.codes().iter().map(|c| c.code.as_str()));
            return Err((format!("unknown code “{code}”"), hint));
        }
        let ids = self.catalogue.indicators.iter().map(|i| i.id.as_str());
        Err((format!("unknown indicator “{whole}”"), hint(&whole, ids)))
    }

    /// The codes of a list of the vocabulary, or the standard modes.
    fn codes(&self, list: &str) -> Vec<(String, String)> {
        match self.terms(list) {
            Some(terms) => terms,
            None if list == "modes" => MODES
                .iter()
                .map(|m| ((*m).to_owned(), m.replace('-', " ")))
                .collect(),
            None => Vec::new(),
        }
    }

    fn terms(&self, list: &str) -> Option<Vec<(String, String)>> {
        let terms = match list {
            "topics" => &self.vocabulary.topics,
            list => self.vocabulary.list(list)?,
        };
        Some(
            terms
                .iter()
                .map(|t| (t.code.clone(), t.label.clone()))
                .collect(),
        )
    }
}
