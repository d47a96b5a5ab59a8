//! Where each city was read: its row, and the profile that overrides it. Pure.

use super::cities;
use crate::problem::Place;

/// Where a city was read.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Row of `cities.csv`.
    pub row: Option<usize>,
    /// The file that states the rest, or overrides the row.
    pub stated: Option<Box<StatedAt>>,
    /// How many people live there, by the indicator that counts them.
    pub people: Option<f64>,
}

/// What a file states of a city.
#[derive(Clone, Debug, Default)]
pub struct StatedAt {
    /// The file.
    pub file: String,
    /// The pointer that leads to the profile.
    pub pointer: String,
    /// Fields that it states; those with parts also as `values/population`.
    pub fields: Vec<String>,
}

impl Found {
    /// File and place of a field such as `lat`, `values/population` or `sources/area/year`.
    pub fn place(&self, field: &str) -> (String, Place) {
        let mut start = field.splitn(3, '/');
        let (first, second) = (start.next().unwrap_or_default(), start.next());
        // Only these are joined part by part; the rest is replaced whole.
        let second = second.filter(|_| ["values", "name", "sources"].contains(&first));
        let head = second.map_or_else(|| first.to_owned(), |second| format!("{first}/{second}"));
        if let Some(at) = &self.stated
            && (self.row.is_none() || at.fields.contains(&head))
        {
            return (
                at.file.clone(),
                Place::Pointer(format!("{}/{field}", at.pointer)),
            );
        }
        let column = match (first, second) {
            ("values", Some(indicator)) => indicator,
            (first, _) => first,
        };
        let row = self.row.unwrap_or_default();
        (
            cities::FILE.to_owned(),
            Place::Row(row, Some(column.to_owned())),
        )
    }
}
