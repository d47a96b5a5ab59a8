//! What changed between two directories: cities, practices, ties, what moves everything, and whose suggestions. Pure.

mod cities;
mod fields;
mod practices;
mod suggestions;
mod text;
mod whole;

pub use suggestions::{Affected, Asked, FIRST, Question, Suggested, suggestions};
pub use text::text;

use city_peers_engine::Directory;
use city_peers_engine::directory::CityIx;
use city_peers_engine::model::Profile;
use city_peers_engine::practices::Practices;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// One of two directories.
#[derive(Debug)]
pub struct Side {
    /// The folder, as named.
    pub folder: String,
    /// What is compared.
    pub directory: Directory,
    /// Its practices.
    pub practices: Practices,
    /// Full profiles in the directory's order.
    pub profiles: Vec<Profile>,
}

/// Everything that differs between two directories.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// The directory as it was.
    pub old: SideSummary,
    /// The directory as it is.
    pub new: SideSummary,
    /// Whether anything differs.
    pub different: bool,
    /// What moves every likeness: catalogue, weights, purposes of topics, reference figures.
    pub moves_everything: Vec<Change>,
    /// Title, labels and other texts, and vocabulary.
    pub about: Vec<Change>,
    /// Cities.
    pub cities: Items<CityRef>,
    /// Practices.
    pub practices: Items<PracticeRef>,
    /// Ties that came.
    pub ties_added: Vec<TieRef>,
    /// Ties that went.
    pub ties_removed: Vec<TieRef>,
    /// Whose suggestions changed; `null` where that was not worked out.
    pub suggestions: Option<Asked>,
}

/// One side in a line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SideSummary {
    /// The folder, as named.
    pub folder: String,
    /// Title of the directory.
    pub title: String,
    /// How many cities.
    pub cities: usize,
    /// How many practices.
    pub practices: usize,
}

/// What came, went and changed of one kind, by id.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Items<T> {
    /// In the new directory only.
    pub added: Vec<T>,
    /// In the old directory only.
    pub removed: Vec<T>,
    /// In both, and not the same.
    pub changed: Vec<Changed<T>>,
}

/// Something that changed, field by field.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Changed<T> {
    /// What.
    #[serde(flatten)]
    pub of: T,
    /// Which fields.
    pub fields: Vec<Change>,
}

/// One field that changed. E-mail addresses are never named.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Change {
    /// The field, such as `values.population` or `needs.heat`.
    pub field: String,
    /// Value before; `null` where it was not stated.
    pub old: Option<Value>,
    /// Value now; `null` where it is not stated.
    pub new: Option<Value>,
    /// Unit of both, where they have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// A city by id and name.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CityRef {
    /// Id in the directory.
    pub id: String,
    /// Name in the directory's main language.
    pub name: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
}

/// A practice by id and title.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PracticeRef {
    /// Id in the directory.
    pub id: String,
    /// Short title.
    pub title: String,
    /// Name of its city.
    pub city: String,
}

/// A tie by its cities.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct TieRef {
    /// Id of a city.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// Code of what binds them.
    pub kind: String,
}

impl CityRef {
    /// A city of a directory.
    pub fn of(directory: &Directory, city: CityIx) -> CityRef {
        CityRef {
            id: directory.id(city).to_owned(),
            name: directory.name(city).to_owned(),
            country: directory.country(city).to_owned(),
        }
    }
}

/// Compares two directories; whose suggestions changed is [`suggestions`]' work.
pub fn compare(old: &Side, new: &Side) -> Difference {
    let (moves_everything, about) = whole::changes(&old.directory, &new.directory, [old, new]);
    let cities = cities::changes(old, new);
    let practices = practices::changes(old, new);
    let [before, now] = [old, new].map(|side| ties(&side.directory));
    let only = |some: &[TieRef], others: &[TieRef]| -> Vec<TieRef> {
        let missing = some.iter().filter(|t| others.binary_search(t).is_err());
        missing.cloned().collect()
    };
    let (ties_added, ties_removed) = (only(&now, &before), only(&before, &now));
    let different = !moves_everything.is_empty()
        || !about.is_empty()
        || !cities.is_empty()
        || !practices.is_empty()
        || !ties_added.is_empty()
        || !ties_removed.is_empty();
    Difference {
        old: summary(old),
        new: summary(new),
        different,
        moves_everything,
        about,
        cities,
        practices,
        ties_added,
        ties_removed,
        suggestions: None,
    }
}

impl<T> Items<T> {
    fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

fn summary(side: &Side) -> SideSummary {
    SideSummary {
        folder: side.folder.clone(),
        title: side.directory.meta.title.clone(),
        cities: side.directory.len(),
        practices: side.practices.entries.len(),
    }
}

/// All ties, sorted; the two ids of a tie too, for a city's position may have changed.
fn ties(directory: &Directory) -> Vec<TieRef> {
    let tie = |&(a, b, kind): &(CityIx, CityIx, _)| {
        let (a, b) = (directory.id(a).to_owned(), directory.id(b).to_owned());
        let kind = serde_json::to_value(kind).ok();
        let kind = kind.and_then(|k| k.as_str().map(str::to_owned));
        TieRef {
            a: a.clone().min(b.clone()),
            b: a.max(b),
            kind: kind.unwrap_or_default(),
        }
    };
    let mut ties: Vec<TieRef> = directory.ties.iter().map(tie).collect();
    ties.sort();
    ties
}
