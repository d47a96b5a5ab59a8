//! A question as it was asked: the directory, its names, the texts, who asks what. Reads files.

use super::{Failure, open, subject};
use crate::cli::{From, PurposeArg, Question, Reading};
use crate::date;
use crate::hint::hint;
use crate::published::Opened;
use crate::reporter::Reporter;
use crate::texts::{Scene, Texts, layout};
use city_peers_engine::model::Purpose;
use city_peers_engine::search::NameTable;
use city_peers_engine::side_by_side::Side;
use city_peers_engine::suggest::Query;
use city_peers_engine::{Day, Directory};
use std::path::{Path, PathBuf};

/// Most topics one question may have, as in the widget.
pub const MAX_TOPICS: usize = 5;

/// A directory that is read from, in one language.
pub struct Read {
    /// The directory and its practices.
    pub opened: Opened,
    /// City names in other languages.
    pub names: Vec<NameTable>,
    /// The texts.
    pub texts: Texts,
    /// Columns to print in.
    pub columns: usize,
}

impl Read {
    /// Opens what the arguments name; `dir` is the one among the words.
    ///
    /// # Errors
    /// When there is no such directory, or it is damaged, or there is no such language.
    pub fn new(
        dir: Option<&PathBuf>,
        reading: &Reading,
        reporter: &mut dyn Reporter,
    ) -> Result<Read, Failure> {
        let columns = layout::columns(reading.width);
        Read::from(dir, &reading.from, columns, reporter)
    }

    /// The same for answers that are not printed as [`Reading`] has it.
    ///
    /// # Errors
    /// As [`Read::new`].
    pub fn from(
        dir: Option<&PathBuf>,
        from: &From,
        columns: usize,
        reporter: &mut dyn Reporter,
    ) -> Result<Read, Failure> {
        let texts = Texts::new(from.lang.as_deref()).map_err(Failure)?;
        if let Some(note) = texts.note() {
            reporter.progress(&note);
        }
        let folder = open::or_default(from.directory.as_ref().or(dir))?;
        let (opened, names) = open::with_names(&folder, reporter)?;
        Ok(Read {
            opened,
            names,
            texts,
            columns,
        })
    }

    /// What words are made from.
    pub fn scene(&self) -> Scene<'_> {
        Scene {
            texts: &self.texts,
            opened: &self.opened,
            names: &self.names,
        }
    }

    /// The directory.
    pub fn directory(&self) -> &Directory {
        &self.opened.directory
    }

    /// A city of the directory by id or name.
    ///
    /// # Errors
    /// When there is none, or there are several.
    pub fn city(&self, wanted: &str) -> Result<Side, Failure> {
        let city = subject::city_by(self.directory(), &self.names, wanted)?;
        let name = self.scene().name(city);
        Ok(subject::side_of_city(self.directory(), city, name))
    }

    /// A city by id or name, or the one that a file describes; `None` where neither is named.
    ///
    /// # Errors
    /// When there is no such city, or the profile is wrong.
    pub fn side(
        &self,
        city: Option<&String>,
        profile: Option<&PathBuf>,
        reporter: &mut dyn Reporter,
    ) -> Result<Option<Side>, Failure> {
        match (city, profile) {
            (_, Some(path)) => {
                subject::side_of_profile(&self.opened, &self.texts, path, reporter).map(Some)
            }
            (Some(city), None) => self.city(city).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// The question that the arguments ask.
    ///
    /// # Errors
    /// When a topic is unknown, or there are too many.
    pub fn query(
        &self,
        question: &Question,
        reporter: &mut dyn Reporter,
    ) -> Result<Query, Failure> {
        if let Some(date) = question.date {
            uncovered(self.directory(), date, reporter);
        }
        Ok(Query {
            topics: chosen(self.directory(), &question.topics)?,
            purpose: purpose(question.purpose),
            sliders: Vec::new(),
            top: question.top,
            per_country: question.per_country,
            date: question.date,
            ..Query::default()
        })
    }
}

/// Whether a word is meant as a folder: one that holds a directory, or that is written as a path.
pub fn is_folder(word: &str) -> bool {
    let path = Path::new(word);
    let is_path = word.contains(['/', '\\']) || word.starts_with('.');
    is_path || open::is_built(path) || open::is_source(path)
}

/// Says so where a directory does not know the clocks of a day.
pub fn uncovered(directory: &Directory, date: Day, reporter: &mut dyn Reporter) {
    let years = directory.cities.years;
    if !years.cover(date) && !directory.cities.zones.is_empty() {
        let [day, _] = years.days_for(Some(date));
        reporter.progress(&format!(
            "note: {} has the clocks of {} to {}; the working hours are those of {}",
            directory.meta.id,
            years.first,
            years.last(),
            date::text(day)
        ));
    }
}

/// The purpose that an argument names.
pub fn purpose(named: PurposeArg) -> Purpose {
    match named {
        PurposeArg::Learn => Purpose::Learn,
        PurposeArg::Exchange => Purpose::Exchange,
        PurposeArg::Share => Purpose::Share,
        PurposeArg::Group => Purpose::Group,
    }
}

/// Positions of topics, in the vocabulary's order: the order of choice changes nothing, in the widget either.
///
/// # Errors
/// When there is no such topic, or there are too many.
pub fn chosen(directory: &Directory, codes: &[String]) -> Result<Vec<u8>, Failure> {
    let mut topics = topics(directory, codes)?;
    if topics.len() > MAX_TOPICS {
        return Err(Failure(format!(
            "--topics names {} topics; a question takes at most {MAX_TOPICS}, else it asks about everything and so about \
             nothing. Leave --topics out to ask about all of them",
            topics.len()
        )));
    }
    topics.sort_unstable();
    Ok(topics)
}

/// Positions of any number of topics.
///
/// # Errors
/// When there is no such topic.
pub fn topics(directory: &Directory, codes: &[String]) -> Result<Vec<u8>, Failure> {
    let mut topics = Vec::new();
    for code in codes.iter().map(|c| c.trim()).filter(|c| !c.is_empty()) {
        let Some(topic) = directory.vocabulary.topic(code) else {
            let all = directory.vocabulary.topics.iter().map(|t| t.code.as_str());
            let hint = hint(code, all).map_or_else(String::new, |h| format!(" ({h})"));
            return Err(Failure(format!("unknown topic “{code}”{hint}")));
        };
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    Ok(topics)
}
