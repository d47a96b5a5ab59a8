//! All practices in the order of the question, with what filters ask about: worked out once an answer. Reads only.

use super::filter::{Trait, Traits};
use super::traits;
use crate::later::World;
use crate::state::{Answered, Shared, Snapshot};
use crate::words::Words;
use city_peers_engine::practices::{self as engine, Suggested};
use city_peers_engine::{CityIx, lift::Peers};

/// The list for one answer.
#[derive(Debug)]
pub(super) struct Ranked {
    /// Which answer.
    pub of: Shared<Answered>,
    /// Whose texts: language and name tables that had come.
    texts: (String, usize),
    /// First those that answer the question, best first; then the others, the best fit first.
    pub rows: Vec<Row>,
    /// How many answer the question.
    pub asked: usize,
    /// The most alike cities, ascending.
    pub peers: Vec<CityIx>,
    /// What there is to choose from, in the order it is shown.
    pub options: Vec<Trait>,
}

/// One practice of the list.
#[derive(Debug)]
pub(super) struct Row {
    /// How it fits.
    pub found: Suggested,
    /// What filters ask about.
    pub traits: Traits,
}

impl Ranked {
    /// Whether it is still the list for the answer on screen.
    pub(super) fn holds(&self, world: &World, answered: &Shared<Answered>) -> bool {
        self.of == *answered
            && self.texts.1 == world.snapshot.names.len()
            && self.texts.0 == world.words.lang()
    }

    /// Works it out; `None` before practices have come.
    pub(super) fn of(
        words: &Words,
        snapshot: &Snapshot,
        answered: &Shared<Answered>,
    ) -> Option<Ranked> {
        let practices = snapshot.practices.ready()?;
        let directory = &snapshot.loaded.directory;
        let subject = &answered.subject;
        let mut query = answered.asked.query();
        query.top = practices.entries.len().max(1);
        let mut found = engine::suggest(directory, practices, subject, &query);
        let asked = found.len();
        // The others in the order of a question about nothing; their peers are those of this question.
        let mut open = subject.clone();
        (open.statement, open.goals) = (None, Vec::new());
        let peers = Peers::of(directory, subject, &query);
        query.topics.clear();
        for mut other in engine::suggest(directory, practices, &open, &query) {
            if let Some(entry) = practices.entries.get(other.practice)
                && found.iter().all(|f| f.practice != other.practice)
            {
                other.lift = peers.lift(directory, subject, entry);
                other.relevance = Some(0.0);
                found.push(other);
            }
        }
        let mut rows = Vec::with_capacity(found.len());
        for found in found {
            let entry = practices.entries.get(found.practice)?;
            let traits = traits::of(words, snapshot, answered, entry, &found);
            rows.push(Row { found, traits });
        }
        let mut options = options(&rows);
        traits::order(words, snapshot, answered, &rows, &mut options);
        Some(Ranked {
            of: answered.clone(),
            texts: (words.lang().to_owned(), snapshot.names.len()),
            rows,
            asked,
            peers: peers.cities,
            options,
        })
    }

    /// The rows in question: those that answer it, or all; all where none answers it.
    pub(super) fn scope(&self, wide: bool) -> &[Row] {
        let all = wide || self.asked == 0;
        let end = if all { self.rows.len() } else { self.asked };
        self.rows.get(..end).unwrap_or_default()
    }

    /// The row of a practice.
    pub(super) fn row(&self, practice: usize) -> Option<&Row> {
        self.rows.iter().find(|row| row.found.practice == practice)
    }
}

/// Everything that is true of some practice, once.
fn options(rows: &[Row]) -> Vec<Trait> {
    let mut options: Vec<Trait> = Vec::new();
    for row in rows {
        for value in &row.traits.values {
            if !options.contains(value) {
                options.push(*value);
            }
        }
    }
    options
}
