//! What the widget knows at one moment. Plain data, no effects.

use city_peers_engine::filter::Filter;
use city_peers_engine::model::{Profile, Purpose};
use city_peers_engine::order::sort_short;
use city_peers_engine::portfolio::Portfolio;
use city_peers_engine::practices::{Practices, Suggested};
use city_peers_engine::search::NameTable;
use city_peers_engine::suggest::{Method, PER_COUNTRY, Partner, Subject, Suggestions};
use city_peers_engine::{CityIx, Directory, Query};
use std::cell::OnceCell;
use std::ops::Deref;
use std::rc::{Rc, Weak};

/// Most topics one question may have.
pub(crate) const MAX_TOPICS: usize = 5;
/// Partners and practices shown where the page does not say.
pub(crate) const DEFAULT_TOP: usize = 10;
const MOST: usize = 50;

/// Something large, shared and compared by address.
#[derive(Debug)]
pub(crate) struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    pub(crate) fn new(value: T) -> Self {
        Shared(Rc::new(value))
    }

    /// Without keeping it.
    pub(crate) fn weak(&self) -> Weak<T> {
        Rc::downgrade(&self.0)
    }

    /// What somebody still keeps.
    pub(crate) fn kept(weak: &Weak<T>) -> Option<Self> {
        weak.upgrade().map(Shared)
    }
}
impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Rc::clone(&self.0))
    }
}
impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
impl<T> Deref for Shared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// The entry file of a directory: what the widget needs of it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Cities it holds.
    pub cities: u32,
    /// Its files.
    pub files: Vec<File>,
}

impl Entry {
    /// The first file of a kind.
    pub(crate) fn file(&self, kind: &str) -> Option<&File> {
        self.files.iter().find(|file| file.kind == kind)
    }
}

/// One file of a directory.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Relative to the entry file.
    pub name: String,
    /// `core`, `practices`, `detail` or `search`.
    pub kind: String,
    /// Language of a search file.
    pub lang: Option<String>,
    /// Which detail file it is, from 0.
    pub shard: Option<usize>,
    /// Bytes.
    pub size: u32,
}

/// A directory that has arrived.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// Its entry file.
    pub manifest: Entry,
    /// Its core.
    pub directory: Directory,
    /// Its practices, once they have arrived.
    pub practices: OnceCell<Shared<Practices>>,
    /// All its cities as one SVG path, once a map has been drawn.
    pub map: OnceCell<Rc<str>>,
}

/// How far loading is.
#[derive(Clone, Debug, Default)]
pub(crate) enum Load {
    /// The entry file is on its way.
    #[default]
    Begun,
    /// The core is on its way.
    Arriving {
        /// Cities it will hold.
        cities: u32,
        /// Bytes so far.
        bytes: u32,
        /// Bytes in all.
        size: u32,
    },
    /// All there.
    Ready(Shared<Loaded>),
    /// It will not come.
    Failed(Failure),
}

/// Why something could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// Code of events and messages.
    pub code: &'static str,
    /// The file.
    pub file: String,
    /// Technical detail for the web editor.
    pub detail: String,
    /// Bytes that the directory names, and bytes that came.
    pub bytes: Option<(u32, u32)>,
}

/// A part that is fetched after the core.
#[derive(Clone, Debug, Default)]
pub(crate) enum Part<T> {
    /// Not asked for, or on its way.
    #[default]
    Waiting,
    /// Arrived.
    Ready(Shared<T>),
    /// Will not come.
    Failed,
}

impl<T> Part<T> {
    pub(crate) fn ready(&self) -> Option<&Shared<T>> {
        match self {
            Part::Ready(value) => Some(value),
            _ => None,
        }
    }
}

/// What is on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// The question.
    #[default]
    Start,
    /// Partner cities.
    Partners,
    /// Practices that fit.
    Practices,
    /// One practice, by position.
    Practice(usize),
    /// Where the partner cities are, on a large map.
    Map,
    /// Some cities side by side.
    Compare,
    /// The visitor's city, to fill in or to correct.
    Profile,
    /// What the visitor keeps: cities and practices with notes.
    Kept,
    /// One city on a page or two, to print.
    Brief(CityIx),
}

impl View {
    /// Whether it is shown by what is loaded later.
    pub(crate) fn is_later(self) -> bool {
        !matches!(self, View::Start | View::Partners)
    }
}

/// What the visitor asks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    /// Their city.
    pub city: Option<CityIx>,
    /// Positions of the chosen topics, in the order of choice.
    pub topics: Vec<u8>,
    /// What partners are wanted for.
    pub purpose: Purpose,
    /// Goals the visitor works on, where they say so for this question.
    pub goals: Vec<u8>,
    /// Weight per facet, hundredths; empty = as the purpose has them.
    pub sliders: Vec<u16>,
    /// At most so many cities of one country.
    pub per_country: usize,
    /// How many to show.
    pub top: usize,
    /// What every suggested city must keep.
    pub filter: Filter,
    /// Cities suggested to many others step back a little.
    pub fair: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Asked {
            city: None,
            topics: Vec::new(),
            purpose: Purpose::default(),
            goals: Vec::new(),
            sliders: Vec::new(),
            per_country: PER_COUNTRY,
            top: DEFAULT_TOP,
            filter: Filter::default(),
            fair: false,
        }
    }
}

impl Asked {
    /// As the engine takes it. Topics go in the vocabulary's order: the order of choice changes nothing.
    pub(crate) fn query(&self) -> Query {
        let mut topics = self.topics.clone();
        sort_short(&mut topics, |a, b| a < b);
        Query {
            topics,
            purpose: self.purpose,
            sliders: self.sliders.clone(),
            top: self.top,
            per_country: self.per_country,
            filter: self.filter.clone(),
            method: Method {
                exposure: f64::from(u8::from(self.fair)),
                ..Method::default()
            },
            ..Query::default()
        }
    }
}

/// The attributes of the element as it gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Config {
    /// URL of `directory.json`.
    pub directory: String,
    /// City id.
    pub city: String,
    /// Topic codes, separated by commas or spaces.
    pub topics: String,
    /// Purpose code.
    pub purpose: String,
    /// BCP 47 code.
    pub lang: String,
    /// View code.
    pub view: String,
    /// Number of partners.
    pub max: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// URL of the folder with the texts.
    pub locales: String,
}

impl Config {
    /// Takes one attribute; `false` where the widget has no such.
    pub(crate) fn set(&mut self, name: &str, value: String) -> bool {
        let field = match name {
            "directory" => &mut self.directory,
            "city" => &mut self.city,
            "topics" => &mut self.topics,
            "purpose" => &mut self.purpose,
            "lang" => &mut self.lang,
            "view" => &mut self.view,
            "max" => &mut self.max,
            "dir" => &mut self.dir,
            "locales" => &mut self.locales,
            _ => return false,
        };
        *field = value;
        true
    }

    /// The question the attributes ask of a directory; what it does not know is left out.
    pub(crate) fn asked(&self, directory: &Directory) -> Asked {
        let mut asked = Asked {
            city: directory.find(self.city.trim()),
            purpose: Purpose::from_code(self.purpose.trim()).unwrap_or_default(),
            ..Asked::default()
        };
        if let Ok(top) = self.max.trim().parse::<usize>() {
            asked.top = top.clamp(1, MOST);
        }
        for code in self.topics.split([',', ' ']).filter(|c| !c.is_empty()) {
            if let Some(topic) = directory.vocabulary.topic(code)
                && !asked.topics.contains(&topic)
                && asked.topics.len() < MAX_TOPICS
            {
                asked.topics.push(topic);
            }
        }
        asked
    }

    /// The view to begin with.
    pub(crate) fn first_view(&self, asked: &Asked) -> View {
        match (self.view.trim(), asked.city) {
            ("profile", None) => View::Profile,
            ("compare", None) => View::Compare,
            (_, None) => View::Start,
            ("practices", _) => View::Practices,
            ("compare", _) => View::Compare,
            ("profile", _) => View::Profile,
            _ => View::Partners,
        }
    }
}

/// The answer on screen, with what it was worked out from.
#[derive(Debug)]
pub(crate) struct Answered {
    /// The question.
    pub asked: Asked,
    /// Which draft it was asked with, see [`Visit::drafts`].
    pub drafts: u32,
    /// The city that asked.
    pub subject: Subject,
    /// Partner cities, best first.
    pub suggestions: Shared<Suggestions>,
    /// Partner cities by role.
    pub portfolio: Shared<Portfolio>,
    /// Practices, once they have arrived.
    pub practices: Option<Vec<Suggested>>,
}

impl Answered {
    /// What the score alone would add to the cities by role.
    pub(crate) fn more(&self) -> impl Iterator<Item = &Partner> {
        let by_role = &self.portfolio.members;
        let partners = self.suggestions.partners.iter();
        partners.filter(|p| by_role.iter().all(|m| m.partner.city != p.city))
    }

    /// A suggested city.
    pub(crate) fn partner(&self, city: CityIx) -> Option<&Partner> {
        let members = self.portfolio.members.iter().map(|m| &m.partner);
        let mut all = members.chain(&self.suggestions.partners);
        all.find(|partner| partner.city == city)
    }
}

/// A part of the page that opens beside the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panel {
    /// Another city.
    City,
    /// What for.
    Purpose,
    /// Topics, goals, needs and offers.
    Topics,
}

/// Stands for the cities that the score adds to those by role, see [`Visit::opened`].
pub(crate) const MORE: CityIx = CityIx(u32::MAX);

impl Panel {
    /// Id of the button that opens it.
    pub(crate) fn slot(self) -> &'static str {
        match self {
            Panel::City => "slot-city",
            Panel::Purpose => "slot-purpose",
            Panel::Topics => "slot-topics",
        }
    }
}

/// What the visitor has said, chosen and opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visit {
    /// What is on screen.
    pub view: View,
    /// The question as it stands.
    pub asked: Asked,
    /// Their own profile: of a city that is not in the directory, or with values corrected for this visit.
    pub draft: Option<Shared<Profile>>,
    /// Counts the changes of the draft.
    pub drafts: u32,
    /// Cities to compare, in the order of choice.
    pub chosen: Vec<CityIx>,
    /// What they keep.
    pub kept: Kept,
    /// What is open beside the question.
    pub panel: Option<Panel>,
    /// The id of the element, which links name; empty where it has none.
    pub element: String,
    /// Rows whose "Why" was opened, and [`MORE`].
    pub opened: Vec<CityIx>,
    /// What was last announced to screen readers.
    pub announced: String,
    /// A city is missing: the field says so.
    pub missing: bool,
}

impl Visit {
    /// Whether anybody is there to suggest something to.
    pub(crate) fn has_city(&self) -> bool {
        self.asked.city.is_some() || self.draft.is_some()
    }
}

/// The shortlist.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Kept {
    /// Cities with a note.
    pub cities: Vec<(CityIx, String)>,
    /// Practices by position, with a note.
    pub practices: Vec<(usize, String)>,
}

impl Kept {
    /// How many are kept.
    pub(crate) fn len(&self) -> usize {
        self.cities.len() + self.practices.len()
    }
}

/// Whether texts in `of` serve readers of `lang`: `pt` those of `pt-BR`.
fn speaks(lang: &str, of: &str) -> bool {
    let rest = lang.strip_prefix(of);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The name of a city in a language, as far as its names have arrived; else that of the directory.
pub(crate) fn name_in<'a>(
    directory: &'a Directory,
    names: &'a [NameTable],
    city: CityIx,
    lang: &str,
) -> &'a str {
    // The tables stand in the order of their languages: of two that serve, the later one is the nearer.
    let table = names.iter().rev().find(|t| speaks(lang, &t.lang));
    table
        .and_then(|t| t.name(city))
        .unwrap_or_else(|| directory.name(city))
}

/// A full profile that was asked for.
pub(crate) type Detail = (CityIx, Part<Profile>);

/// Everything the views read.
#[derive(Clone)]
pub(crate) struct Snapshot {
    /// The directory.
    pub loaded: Shared<Loaded>,
    /// Its practices.
    pub practices: Part<Practices>,
    /// City names in other languages that have arrived.
    pub names: Shared<Vec<NameTable>>,
    /// Full profiles that were asked for.
    pub details: Shared<Vec<Detail>>,
    /// What the visitor has said, chosen and opened.
    pub visit: Visit,
}

impl Snapshot {
    /// The name of a city as the visitor should read it.
    pub(crate) fn name(&self, city: CityIx, lang: &str) -> &str {
        name_in(&self.loaded.directory, &self.names, city, lang)
    }

    /// The name of the visitor's city; empty where they have none yet.
    pub(crate) fn my_name(&self, lang: &str) -> &str {
        match (&self.visit.draft, self.visit.asked.city) {
            (_, Some(city)) => self.name(city, lang),
            (Some(draft), None) => draft
                .name
                .iter()
                .rev()
                .find(|(of, _)| speaks(lang, of))
                .map(|(_, name)| name)
                .or_else(|| draft.name.values().next())
                .map_or("", |n| n),
            _ => "",
        }
    }

    /// A full profile, where it has arrived.
    pub(crate) fn detail(&self, city: CityIx) -> Option<&Shared<Profile>> {
        let (_, part) = self.details.iter().find(|(known, _)| *known == city)?;
        part.ready()
    }
}

#[cfg(test)]
mod tests {
    use super::speaks;

    #[test]
    fn a_region_reads_its_language() {
        assert!(speaks("pt-BR", "pt") && speaks("ko", "ko") && speaks("zh-Hans", "zh"));
        assert!(!speaks("pt", "pt-BR") && !speaks("es", "e") && !speaks("fra", "fr"));
    }
}
