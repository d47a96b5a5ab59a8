//! What a cell must become to be the value of a field, and the lists of what a city states. Plain data.

/// What a cell must become.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// Text.
    Text,
    /// An ISO date.
    Date,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// Yes or no.
    YesNo,
    /// A country code.
    Country,
    /// A language code.
    Language,
    /// One of these codes, each with its label.
    Code(Vec<(String, String)>),
    /// Any number of entries.
    List(Box<Wanted>),
    /// The value of the indicator at this position.
    Value(usize),
    /// Whether a code is in the list at the path: one column a code.
    Member(String),
    /// A list of topics (or goals) with how much each.
    Statements(&'static Statement, Vec<(String, String)>),
    /// How much one topic (or goal).
    Level(&'static Statement, String),
    /// The id of the place in the base data.
    BaseId,
    /// The region of the place in the base data.
    BaseRegion,
}

/// A list of what a city states.
#[derive(Debug, PartialEq)]
pub struct Statement {
    /// The list.
    pub list: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// How much, 1 to 3.
    pub level: &'static str,
}

/// The lists of statements of a profile.
pub const STATEMENTS: [Statement; 3] = [
    Statement {
        list: "needs",
        about: "topic",
        level: "importance",
    },
    Statement {
        list: "offers",
        about: "topic",
        level: "strength",
    },
    Statement {
        list: "goals",
        about: "sdg",
        level: "priority",
    },
];
