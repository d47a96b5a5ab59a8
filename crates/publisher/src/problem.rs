//! What is wrong with a source folder: problems with file, place, kind and hint, collected and sorted. Pure.

pub mod locate;
pub mod rules;

pub use rules::Rule;

use std::fmt;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// Something is left out or uncertain; the rest is built.
    Warning,
}

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A row of a table (the header is row 1) and, where it is about one, a column.
    Row(usize, Option<String>),
    /// A JSON pointer.
    Pointer(String),
    /// A key, entry or line: `line 3, column 7`, or steps joined by commas such as `indicator “area”, weight`.
    Key(String),
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// File, relative to the source folder.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// How bad.
    pub severity: Severity,
    /// Which kind of problem.
    pub rule: &'static Rule,
    /// What is wrong.
    pub message: String,
    /// What to do, or what was probably meant.
    pub hint: Option<String>,
}

impl Place {
    /// The place in words, such as `row 3, column lat`; `None` for whole files.
    pub fn text(&self) -> Option<String> {
        match self {
            Place::File => None,
            Place::Row(row, None) => Some(format!("row {row}")),
            Place::Row(row, Some(column)) => Some(format!("row {row}, column {column}")),
            Place::Pointer(pointer) => (!pointer.is_empty()).then(|| pointer.clone()),
            Place::Key(key) => Some(key.clone()),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}: {}", self.file)?;
        if let Some(place) = self.place.text() {
            write!(f, ", {place}")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        // “Invalid” and “remark” say nothing that the line does not.
        if self.rule.is_general() {
            return Ok(());
        }
        write!(f, " [{}]", self.rule.id)
    }
}

/// Collects the problems of all files.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Notes a problem.
    pub fn add(&mut self, problem: Problem) {
        self.list.push(problem);
    }

    /// All problems by file and place, each once.
    pub fn sorted(&self) -> Vec<Problem> {
        let mut list = self.list.clone();
        list.sort();
        list.dedup();
        list
    }

    /// Whether nothing may be built.
    pub fn any_error(&self) -> bool {
        self.list.iter().any(|p| p.severity == Severity::Error)
    }

    /// How many errors and warnings.
    pub fn counts(&self) -> (usize, usize) {
        let sorted = self.sorted();
        let errors = sorted
            .iter()
            .filter(|p| p.severity == Severity::Error)
            .count();
        (errors, sorted.len() - errors)
    }

    /// A collector that knows the file.
    pub fn of<'p>(&'p mut self, file: &str) -> InFile<'p> {
        InFile {
            problems: self,
            file: file.to_owned(),
        }
    }
}

/// Notes problems of one file.
pub struct InFile<'p> {
    problems: &'p mut Problems,
    file: String,
}

impl InFile<'_> {
    /// Notes a problem of a kind.
    pub fn note(
        &mut self,
        rule: &'static Rule,
        place: Place,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        self.problems.add(Problem {
            file: self.file.clone(),
            place,
            severity: rule.severity,
            rule,
            message: message.into(),
            hint,
        });
    }

    /// Something of no kind of its own that keeps the directory from being built.
    pub fn error(&mut self, place: Place, message: impl Into<String>, hint: Option<String>) {
        self.note(rules::INVALID, place, message, hint);
    }

    /// Something of no kind of its own that is left out or uncertain.
    pub fn warning(&mut self, place: Place, message: impl Into<String>, hint: Option<String>) {
        self.note(rules::REMARK, place, message, hint);
    }

    /// Name of the file.
    pub fn file(&self) -> &str {
        &self.file
    }
}
