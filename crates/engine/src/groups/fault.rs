//! What keeps a forum from being arranged: codes and the cities concerned. Pure.

use std::fmt;

/// Why wishes cannot be worked with. Cities are named by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// More cities than can be arranged.
    Crowd {
        /// How many there are.
        cities: usize,
        /// How many there may be.
        most: usize,
    },
    /// The city is registered twice.
    Twice(String),
    /// A wish names a city, by number, that is not registered.
    NotRegistered(usize),
    /// A city of the list, by position, is not in the directory.
    NotInDirectory(u32),
    /// A city is to meet, or not to meet, itself.
    WithItself(String),
    /// The two are to meet and not to meet; or further cities tie them together: all that hang together.
    Contradiction {
        /// The two that may not meet.
        between: [String; 2],
        /// All cities that must meet, these two among them, by id.
        together: Vec<String>,
    },
    /// More cities must meet than a group may hold.
    TooMany {
        /// They, by id.
        together: Vec<String>,
        /// How many a group may hold.
        most: usize,
    },
    /// A value is not between 0 and 1.
    Value {
        /// Of these two.
        between: [String; 2],
    },
    /// Groups of this size, or so many of them, are not possible.
    Sizes {
        /// Fewest cities of a group.
        min: usize,
        /// Most cities of a group.
        max: usize,
        /// Number of groups, where it was asked for.
        groups: Option<usize>,
    },
}

impl Fault {
    /// A code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Crowd { .. } => "too-many-cities",
            Fault::Twice(_) => "registered-twice",
            Fault::NotRegistered(_) => "not-registered",
            Fault::NotInDirectory(_) => "not-in-directory",
            Fault::WithItself(_) => "with-itself",
            Fault::Contradiction { .. } => "must-and-must-not",
            Fault::TooMany { .. } => "too-many-together",
            Fault::Value { .. } => "value-out-of-range",
            Fault::Sizes { .. } => "impossible-sizes",
        }
    }

    /// Ids of the cities concerned.
    pub fn cities(&self) -> &[String] {
        match self {
            Fault::Twice(city) | Fault::WithItself(city) => std::slice::from_ref(city),
            Fault::Contradiction { together, .. } | Fault::TooMany { together, .. } => together,
            Fault::Value { between } => between,
            Fault::Crowd { .. }
            | Fault::NotRegistered(_)
            | Fault::NotInDirectory(_)
            | Fault::Sizes { .. } => &[],
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())?;
        match self {
            Fault::Crowd { cities, most } => write!(f, ": {cities} > {most}"),
            Fault::NotRegistered(number) => write!(f, ": {number}"),
            Fault::NotInDirectory(number) => write!(f, ": {number}"),
            Fault::Sizes { min, max, groups } => {
                write!(f, ": {min}–{max}")?;
                groups.map_or(Ok(()), |groups| write!(f, " × {groups}"))
            }
            _ => write!(f, ": {}", self.cities().join(", ")),
        }
    }
}

impl std::error::Error for Fault {}
