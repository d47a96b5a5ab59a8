//! The directory in memory: columns for comparing, names, statements. Plain storage with checked access.

use crate::exchange::Statement;
use crate::model::{Catalogue, Counts, Kind, Meta, TieKind, TopicPurposes, Vocabulary};
use crate::quantise::{Cell, UNKNOWN};
use crate::reference::Reference;

pub use crate::zone::{Years, Zone};

/// Position of a city in a directory: cities are ordered by country, then largest first, then id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CityIx(pub u32);

impl CityIx {
    /// As an index into a column.
    pub fn ix(self) -> usize {
        self.0 as usize
    }
}

/// A directory, ready to compare.
#[derive(Clone, Debug, PartialEq)]
pub struct Directory {
    /// What it is and who answers for it.
    pub meta: Meta,
    /// How much it holds.
    pub counts: Counts,
    /// What is compared.
    pub catalogue: Catalogue,
    /// Topics with labels; definitions and the other lists are with the [`crate::practices::Practices`].
    pub vocabulary: Vocabulary,
    /// Facet weights by topic.
    pub purposes: TopicPurposes,
    /// Figures of the reference pairs.
    pub reference: Reference,
    /// The cities.
    pub cities: Cities,
    /// Existing ties: lower city, higher city, kind; sorted.
    pub ties: Vec<(CityIx, CityIx, TieKind)>,
}

/// All cities of a directory, one column per property; all columns have the same length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cities {
    /// Stable ids.
    pub ids: Strings,
    /// Names in the directory's main language.
    pub names: Strings,
    /// Folded names for search, see [`crate::search::fold`].
    pub keys: Strings,
    /// ISO 3166-1 alpha-2 codes in use.
    pub countries: Vec<String>,
    /// Position in `countries`.
    pub country: Vec<u16>,
    /// Latitude in tenths of a degree, [`NO_PLACE`] = unknown.
    pub lat: Vec<i16>,
    /// Longitude in tenths of a degree, [`NO_PLACE`] = unknown.
    pub lon: Vec<i16>,
    /// Years over which the time zones know their changes.
    pub years: Years,
    /// Time zones in use.
    pub zones: Vec<Zone>,
    /// Position in `zones`, [`NONE`] = unknown.
    pub zone: Vec<u16>,
    /// Languages in use, primary subtags of BCP 47: Portuguese is one language wherever it is spoken.
    pub languages: Vec<String>,
    /// Sets of languages in use: positions in `languages`, in the order the city gives them.
    pub language_sets: Vec<Vec<u16>>,
    /// Position in `language_sets`, [`NONE`] = unknown.
    pub language_set: Vec<u16>,
    /// Value of the catalogue's main indicator to three digits, [`NO_MAIN`] = unknown.
    pub main: Vec<u64>,
    /// Submitted by the city itself.
    pub submitted: Vec<bool>,
    /// One column per indicator of the catalogue.
    pub columns: Vec<Column>,
    /// Needs and offers of the cities that have any, ascending by city.
    pub statements: Vec<(CityIx, Statement)>,
    /// Goals of the cities that state any, ascending by city: SDG and priority.
    pub goals: Vec<(CityIx, Vec<(u8, u8)>)>,
    /// Networks and modes of the cities that state any, ascending by city.
    pub circles: Vec<(CityIx, Circle)>,
    /// Codes of networks in use.
    pub networks: Vec<String>,
    /// Codes of modes in use.
    pub modes: Vec<String>,
}

/// Latitude or longitude of a city whose place is unknown.
pub const NO_PLACE: i16 = i16::MIN;
/// Position that stands for unknown.
pub const NONE: u16 = u16::MAX;
/// Main value that stands for unknown.
pub const NO_MAIN: u64 = u64::MAX;

/// Networks and ways of working of one city, as positions in the lists of [`Cities`], ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circle {
    /// City networks.
    pub networks: Vec<u16>,
    /// Ways of working together.
    pub modes: Vec<u16>,
}

/// The values of one indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// No city states it.
    Unknown,
    /// Numbers as steps 0–254, levels or codes by position; [`UNKNOWN`] = unknown.
    Bytes(Vec<u8>),
    /// Tags: the distinct sets as bits, and each city's position among them, [`NONE`] = unknown.
    Tags {
        /// Distinct sets, ascending.
        sets: Vec<u64>,
        /// Position in `sets` per city.
        of: Vec<u16>,
    },
}

impl Column {
    /// The value of one city.
    pub fn cell(&self, city: CityIx) -> Cell {
        match self {
            Column::Unknown => Cell::Unknown,
            Column::Bytes(bytes) => match bytes.get(city.ix()) {
                Some(&byte) if byte != UNKNOWN => Cell::Byte(byte),
                _ => Cell::Unknown,
            },
            Column::Tags { sets, of } => of
                .get(city.ix())
                .and_then(|&set| sets.get(usize::from(set)))
                .map_or(Cell::Unknown, |&bits| Cell::Tags(bits)),
        }
    }
}

/// Many short texts in one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Adds a text at the end.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// The text at a position; empty beyond the end.
    pub fn get(&self, ix: usize) -> &str {
        let end = self.ends.get(ix).copied().unwrap_or_default() as usize;
        let start = match ix.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default() as usize,
            None => 0,
        };
        self.text.get(start..end).unwrap_or_default()
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|ix| self.get(ix))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Strings {
    fn from_iter<I: IntoIterator<Item = S>>(texts: I) -> Self {
        let mut strings = Strings::default();
        for text in texts {
            strings.push(text.as_ref());
        }
        strings
    }
}

impl Directory {
    /// Number of cities.
    pub fn len(&self) -> usize {
        self.cities.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All cities in order.
    pub fn indices(&self) -> impl Iterator<Item = CityIx> + use<> {
        (0..self.len() as u32).map(CityIx)
    }

    /// The city with this id.
    pub fn find(&self, id: &str) -> Option<CityIx> {
        self.indices().find(|&city| self.id(city) == id)
    }

    /// Id of a city.
    pub fn id(&self, city: CityIx) -> &str {
        self.cities.ids.get(city.ix())
    }

    /// Name of a city in the directory's main language.
    pub fn name(&self, city: CityIx) -> &str {
        self.cities.names.get(city.ix())
    }

    /// ISO 3166-1 alpha-2 code of a city's country.
    pub fn country(&self, city: CityIx) -> &str {
        let ix = self.cities.country.get(city.ix()).copied().unwrap_or(NONE);
        self.cities
            .countries
            .get(usize::from(ix))
            .map_or("", String::as_str)
    }

    /// Position of a city's country among those of the directory, where it has one.
    pub fn country_at(&self, city: CityIx) -> Option<u16> {
        let at = self.cities.country.get(city.ix()).copied();
        at.filter(|_| !self.country(city).is_empty())
    }

    /// Degrees north and east, to a tenth: enough for a map of the world, the profile has more.
    pub fn place(&self, city: CityIx) -> Option<(f64, f64)> {
        let lat = *self.cities.lat.get(city.ix())?;
        let lon = *self.cities.lon.get(city.ix())?;
        if lat == NO_PLACE || lon == NO_PLACE {
            return None;
        }
        Some((f64::from(lat) / 10.0, f64::from(lon) / 10.0))
    }

    /// Value of the catalogue's main indicator, to three digits.
    pub fn main(&self, city: CityIx) -> Option<u64> {
        let value = *self.cities.main.get(city.ix())?;
        (value != NO_MAIN).then_some(value)
    }

    /// Whether the city submitted its profile itself.
    pub fn submitted(&self, city: CityIx) -> bool {
        self.cities
            .submitted
            .get(city.ix())
            .copied()
            .unwrap_or_default()
    }

    /// Value of one indicator.
    pub fn cell(&self, indicator: usize, city: CityIx) -> Cell {
        self.cities
            .columns
            .get(indicator)
            .map_or(Cell::Unknown, |column| column.cell(city))
    }

    /// Needs and offers; `None` where the city has neither.
    pub fn statement(&self, city: CityIx) -> Option<&Statement> {
        sparse(&self.cities.statements, city)
    }

    /// [`Directory::statement`] of all cities in their order: faster than asking for one after the other.
    pub fn statements(&self) -> impl Iterator<Item = Option<&Statement>> {
        let mut stated = self.cities.statements.iter().peekable();
        self.indices().map(move |city| {
            let own = stated.next_if(|(of, _)| *of == city);
            own.map(|(_, statement)| statement)
        })
    }

    /// Goals a city works on: SDG and priority 1–3.
    pub fn goals(&self, city: CityIx) -> &[(u8, u8)] {
        sparse(&self.cities.goals, city).map_or(&[], Vec::as_slice)
    }

    /// Networks and modes; `None` where the city states neither.
    pub fn circle(&self, city: CityIx) -> Option<&Circle> {
        sparse(&self.cities.circles, city)
    }

    /// Positions of the languages of a city; `None` where unknown.
    pub fn languages(&self, city: CityIx) -> Option<&[u16]> {
        let set = *self.cities.language_set.get(city.ix())?;
        self.cities
            .language_sets
            .get(usize::from(set))
            .map(Vec::as_slice)
    }

    /// Existing ties of a city.
    pub fn ties_of(&self, city: CityIx) -> impl Iterator<Item = (CityIx, TieKind)> {
        self.ties.iter().filter_map(move |&(a, b, kind)| {
            if a == city {
                Some((b, kind))
            } else if b == city {
                Some((a, kind))
            } else {
                None
            }
        })
    }

    /// Whether a column fits the kind of its indicator.
    pub(crate) fn column_fits(kind: &Kind, column: &Column, cities: usize) -> bool {
        match (column, kind) {
            (Column::Unknown, _) => true,
            (Column::Bytes(bytes), Kind::Number { .. }) => bytes.len() == cities,
            (
                Column::Bytes(bytes),
                Kind::Ordered { levels: codes } | Kind::Category { codes, .. },
            ) => {
                bytes.len() == cities
                    && bytes
                        .iter()
                        .all(|&b| b == UNKNOWN || usize::from(b) < codes.len())
            }
            (Column::Tags { sets, of }, Kind::Tags { codes }) => {
                of.len() == cities
                    && codes.len() <= 64
                    && of.iter().all(|&s| s == NONE || usize::from(s) < sets.len())
                    && sets
                        .iter()
                        .all(|&bits| codes.len() == 64 || bits >> codes.len() == 0)
            }
            _ => false,
        }
    }
}

fn sparse<T>(rows: &[(CityIx, T)], city: CityIx) -> Option<&T> {
    let at = rows.binary_search_by_key(&city, |(c, _)| *c).ok()?;
    rows.get(at).map(|(_, row)| row)
}
