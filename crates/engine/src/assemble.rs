//! From checked profiles, practices and ties to a directory: sorted, quantised, the same for any input order. Pure.

use crate::directory::{
    Circle, Cities, CityIx, Column, Directory, NO_MAIN, NO_PLACE, NONE, Years, Zone,
};
use crate::exchange::{self, Statement};
use crate::model::{
    Catalogue, Counts, Criterion, ExperienceReport, Indicator, Kind, Meta, Origin, Practice,
    Profile, ReportStatus, Tie, TopicPurposes, Value, Vocabulary,
};
use crate::money::{self, Rates};
use crate::order::sort_short;
use crate::practices::{Entry, IndicatorNote, Practices, Report};
use crate::quantise::{Cell, UNKNOWN};
use crate::reference::Reference;
use crate::search::NameTable;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Everything a directory is made of. The publisher has checked it: ids are unique, codes exist, values suit
/// their indicators. What does not is left out as unknown.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// What the directory is.
    pub meta: Meta,
    /// What is compared.
    pub catalogue: Catalogue,
    /// Codes with labels.
    pub vocabulary: Vocabulary,
    /// Facet weights by topic.
    pub purposes: TopicPurposes,
    /// Fixed figures of the reference pairs; measured from the profiles where absent.
    pub reference: Option<Reference>,
    /// Years over which the time zones know their changes.
    pub years: Years,
    /// The time zones in use, over these years.
    pub zones: Vec<Zone>,
    /// The cities.
    pub profiles: Vec<Profile>,
    /// The practices, each with the id of its city where the directory has it.
    pub practices: Vec<(Option<String>, Practice)>,
    /// Cities that took a practice over: id of the practice, id of the city.
    pub replications: Vec<(String, String)>,
    /// How practices went for cities that took them over.
    pub reports: Vec<ExperienceReport>,
    /// What converts the budgets of practices.
    pub rates: Rates,
    /// Existing ties.
    pub ties: Vec<Tie>,
}

/// A directory with everything that is published beside its core.
#[derive(Clone, Debug, PartialEq)]
pub struct Assembled {
    /// The core.
    pub directory: Directory,
    /// The practices.
    pub practices: Practices,
    /// Full profiles in the directory's order.
    pub profiles: Vec<Profile>,
    /// Names in other languages, by language.
    pub names: Vec<NameTable>,
}

/// Languages with a name table of their own; all other names go into the table `local`.
pub const NAME_LANGUAGES: [&str; 8] = ["ar", "en", "es", "fr", "ko", "pt", "ru", "zh"];

/// Assembles a directory. `fold` turns a name into its search key (NFKD, lower case, [`crate::search::fold`]).
pub fn assemble(sources: Sources, fold: &dyn Fn(&str) -> String) -> Assembled {
    let Sources {
        meta,
        mut catalogue,
        mut vocabulary,
        purposes,
        reference,
        years,
        zones,
        mut profiles,
        mut practices,
        replications,
        reports,
        rates,
        ties,
    } = sources;
    let size = |profile: &Profile| main_of(&catalogue, profile).unwrap_or(0);
    profiles.sort_by_cached_key(|p| (p.country.clone(), Reverse(size(p)), p.id.clone()));
    practices.sort_by(|a, b| a.1.id.cmp(&b.1.id));

    let default_language = meta.languages.first().map_or("en", String::as_str);
    let index: BTreeMap<&str, CityIx> = profiles
        .iter()
        .enumerate()
        .map(|(ix, p)| (p.id.as_str(), CityIx(ix as u32)))
        .collect();
    let mut practices: Vec<Entry> = practices
        .into_iter()
        .map(|(city, practice)| {
            let city = city.and_then(|id| index.get(id.as_str()).copied());
            let home = city.and_then(|city| profiles.get(city.ix()));
            Entry {
                city,
                adopters: Vec::new(),
                cost: home.and_then(|home| cost(&catalogue, home, &practice, &rates)),
                reports: Vec::new(),
                practice,
            }
        })
        .collect();
    add_adopters(&mut practices, &index, &replications, reports);

    let spoken: Vec<Vec<String>> = profiles.iter().map(languages_of).collect();
    let mut cities = Cities {
        countries: distinct(profiles.iter().map(|p| p.country.as_str())),
        languages: distinct(spoken.iter().flatten().map(String::as_str)),
        networks: distinct(
            profiles
                .iter()
                .flat_map(|p| p.networks.iter().map(String::as_str)),
        ),
        modes: distinct(
            profiles
                .iter()
                .flat_map(|p| p.modes.iter().map(String::as_str)),
        ),
        years,
        zones,
        ..Cities::default()
    };
    cities.zones.sort();
    cities.zones.dedup();
    let names = cities.zones.iter().map(|zone| zone.name.clone());
    let zone_at: BTreeMap<String, u16> = names.zip(0..NONE).collect();
    let mut practices_of: BTreeMap<CityIx, Vec<&Practice>> = BTreeMap::new();
    for entry in &practices {
        if let Some(city) = entry.city {
            practices_of.entry(city).or_default().push(&entry.practice);
        }
    }
    let mut columns: Vec<Growing> = catalogue.indicators.iter().map(Growing::of).collect();
    let mut sets: Vec<Option<Vec<u16>>> = Vec::with_capacity(profiles.len());
    for (ix, profile) in profiles.iter().enumerate() {
        let city = CityIx(ix as u32);
        let name = default_name(profile, default_language);
        cities.ids.push(&profile.id);
        cities.names.push(name);
        cities.keys.push(&fold(name));
        cities
            .country
            .push(position(&cities.countries, &profile.country));
        cities.lat.push(tenths(profile.lat));
        cities.lon.push(tenths(profile.lon));
        let zone = profile.time_zone.as_ref();
        let zone = zone.and_then(|name| zone_at.get(name));
        cities.zone.push(zone.copied().unwrap_or(NONE));
        sets.push(spoken.get(ix).filter(|l| !l.is_empty()).map(|languages| {
            languages
                .iter()
                .map(|l| position(&cities.languages, l))
                .collect()
        }));
        cities
            .main
            .push(main_of(&catalogue, profile).unwrap_or(NO_MAIN));
        cities.submitted.push(profile.origin == Origin::Submitted);
        let cells = exchange::profile_cells(&catalogue, profile);
        let own = practices_of.get(&city).into_iter().flatten().copied();
        if let Some(statement) =
            Statement::of_profile(&catalogue, &vocabulary, profile, &cells, own)
        {
            cities.statements.push((city, statement));
        }
        let circle = circle_of(&cities, profile);
        if circle != Circle::default() {
            cities.circles.push((city, circle));
        }
        if !profile.goals.is_empty() {
            cities.goals.push((city, goals_of(profile)));
        }
        // Cell by cell into its column: the cells of all cities at once would take more than all else.
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }
    cities.language_sets = sets.iter().flatten().cloned().collect();
    cities.language_sets.sort();
    cities.language_sets.dedup();
    cities.language_set = sets
        .iter()
        .map(|set| match set {
            Some(set) => cities
                .language_sets
                .binary_search(set)
                .map_or(NONE, |s| s as u16),
            None => NONE,
        })
        .collect();
    cities.columns = columns.into_iter().map(Growing::finished).collect();

    // Partners need the labels of topics and indicators only; all else travels with the practices.
    let mut lists = std::mem::take(&mut vocabulary.lists);
    lists.push(("topics".to_owned(), vocabulary.topics.clone()));
    lists.sort_by(|a, b| a.0.cmp(&b.0));
    for topic in &mut vocabulary.topics {
        topic.definition.clear();
    }
    let mut notes = Vec::new();
    for indicator in &mut catalogue.indicators {
        notes.push(IndicatorNote {
            definition: std::mem::take(&mut indicator.definition),
            source: std::mem::take(&mut indicator.source),
        });
    }
    let names = name_tables(&profiles, default_language, fold);
    let mut directory = Directory {
        counts: Counts {
            cities: profiles.len() as u32,
            countries: cities.countries.iter().filter(|c| !c.is_empty()).count() as u32,
            practices: practices.len() as u32,
            practice_cities: practices_of.len() as u32,
            ties: 0,
        },
        meta,
        catalogue,
        vocabulary,
        purposes,
        reference: Reference::default(),
        cities,
        ties: Vec::new(),
    };
    let mut positions: Vec<_> = ties
        .iter()
        .filter_map(|tie| {
            let (a, b) = (*index.get(tie.a.as_str())?, *index.get(tie.b.as_str())?);
            (a != b).then(|| (a.min(b), a.max(b), tie.kind))
        })
        .collect();
    positions.sort_unstable();
    positions.dedup();
    directory.counts.ties = positions.len() as u32;
    directory.ties = positions;
    directory.reference = reference.unwrap_or_else(|| Reference::measure(&directory));
    Assembled {
        directory,
        practices: Practices {
            lists,
            notes,
            entries: practices,
        },
        profiles,
        names,
    }
}

/// Who does which practice, and how it went there. What names no practice or city of the directory is left out.
fn add_adopters(
    entries: &mut [Entry],
    index: &BTreeMap<&str, CityIx>,
    replications: &[(String, String)],
    reports: Vec<ExperienceReport>,
) {
    let mut doing: Vec<BTreeSet<CityIx>> = entries
        .iter()
        .map(|entry| entry.city.into_iter().collect())
        .collect();
    let at = |entries: &[Entry], id: &str| {
        let by_id = |entry: &Entry| entry.practice.id.as_str().cmp(id);
        entries.binary_search_by(by_id).ok()
    };
    for (practice, city) in replications {
        if let Some(cities) = at(entries, practice).and_then(|at| doing.get_mut(at)) {
            cities.extend(index.get(city.as_str()));
        }
    }
    for report in reports {
        let Some(at) = at(entries, &report.practice) else {
            continue;
        };
        if let (Some(entry), Some(cities), Some(&city)) = (
            entries.get_mut(at),
            doing.get_mut(at),
            index.get(report.city.as_str()),
        ) {
            match report.status {
                ReportStatus::Running => _ = cities.insert(city),
                ReportStatus::Stopped => _ = cities.remove(&city),
                // It may do so by what others say of it.
                ReportStatus::Planned => {}
            }
            entry.reports.push(Report {
                city,
                status: report.status,
                changes: report.changes,
                obstacles: report.obstacles,
                result: report.result,
                contact: report.contact,
            });
        }
    }
    for (entry, cities) in entries.iter_mut().zip(doing) {
        entry.adopters = cities.into_iter().collect();
        entry.reports.sort_by_key(|report| report.city);
    }
}

/// What a practice cost each resident of its city, in the unit of the indicator that answers for money.
///
/// Residents are the main figure, where that is the one that counts people.
fn cost(catalogue: &Catalogue, home: &Profile, practice: &Practice, rates: &Rates) -> Option<f64> {
    let people = catalogue.answering(Criterion::Population);
    if people.is_none() || people != catalogue.main.map(usize::from) {
        return None;
    }
    let money = catalogue.answering(Criterion::Money)?;
    let unit = catalogue.indicators.get(money)?.unit.as_str();
    money::per_resident(
        practice.budget.as_ref()?,
        main_of(catalogue, home)?,
        unit,
        rates,
    )
}

/// A number rounded to three digits: what the core keeps of the main indicator.
pub fn three_digits(x: f64) -> u64 {
    let mut ten = 1u64;
    while x / ten as f64 >= 999.5 && ten < LARGEST {
        ten *= 10;
    }
    let digits = (x / ten as f64 + 0.5) as u64;
    digits.min(999) * ten
}

/// Sums of money of the largest economies in the smallest currencies stay below 999 of these.
const LARGEST: u64 = 10_000_000_000_000_000;

/// The main figure of a profile as the core keeps it.
pub(crate) fn main_of(catalogue: &Catalogue, profile: &Profile) -> Option<u64> {
    let indicator = catalogue.indicators.get(usize::from(catalogue.main?))?;
    match profile.values.get(&indicator.id)? {
        Value::Number(x) if x.is_finite() && *x >= 0.0 => Some(three_digits(*x)),
        _ => None,
    }
}

/// The languages of a profile by their primary subtags (`pt` of `pt-BR`), each once, in the order given.
pub(crate) fn languages_of(profile: &Profile) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for tag in &profile.languages {
        let primary = tag.split('-').next().unwrap_or_default();
        let primary = primary.to_ascii_lowercase();
        if !languages.contains(&primary) {
            languages.push(primary);
        }
    }
    languages
}

/// Networks and modes of a profile, by position.
pub(crate) fn circle_of(cities: &Cities, profile: &Profile) -> Circle {
    Circle {
        networks: positions(&profile.networks, &cities.networks),
        modes: positions(&profile.modes, &cities.modes),
    }
}

/// Goals of a profile: SDG and priority.
pub(crate) fn goals_of(profile: &Profile) -> Vec<(u8, u8)> {
    let goals = profile.goals.iter();
    goals.map(|g| (g.sdg, g.priority)).collect()
}

/// Positions of texts in a sorted list, ascending, each once. A text that is not there is still stated: it stands as
/// [`NONE`] and matches nobody.
pub(crate) fn positions(texts: &[String], sorted: &[String]) -> Vec<u16> {
    let mut found: Vec<u16> = texts.iter().map(|text| position(sorted, text)).collect();
    sort_short(&mut found, |a, b| a < b);
    found.dedup();
    found
}

/// The name shown where no other language is asked for.
fn default_name<'p>(profile: &'p Profile, language: &str) -> &'p str {
    profile
        .name
        .get(language)
        .or_else(|| profile.name.get("en"))
        .or_else(|| profile.name.values().next())
        .map_or(profile.id.as_str(), String::as_str)
}

fn name_tables(
    profiles: &[Profile],
    default_language: &str,
    fold: &dyn Fn(&str) -> String,
) -> Vec<NameTable> {
    let mut tables: Vec<NameTable> = NAME_LANGUAGES
        .iter()
        .chain(&["local"])
        .map(|lang| NameTable {
            lang: (*lang).to_owned(),
            ..NameTable::default()
        })
        .collect();
    for (ix, profile) in profiles.iter().enumerate() {
        let shown = default_name(profile, default_language);
        for (lang, name) in &profile.name {
            if name == shown {
                continue;
            }
            let at = tables.iter().position(|t| &t.lang == lang);
            let at = at.unwrap_or(tables.len().saturating_sub(1));
            if let Some(table) = tables.get_mut(at) {
                table.cities.push(CityIx(ix as u32));
                table.names.push(name);
                table.keys.push(&fold(name));
            }
        }
    }
    tables.retain(|t| !t.cities.is_empty());
    tables
}

/// A column that cities are added to.
enum Growing {
    Bytes(Vec<u8>),
    Tags(Vec<Option<u64>>),
}

impl Growing {
    fn of(indicator: &Indicator) -> Growing {
        match indicator.kind {
            Kind::Tags { .. } => Growing::Tags(Vec::new()),
            _ => Growing::Bytes(Vec::new()),
        }
    }

    fn push(&mut self, cell: Cell) {
        match (self, cell) {
            (Growing::Bytes(bytes), Cell::Byte(byte)) => bytes.push(byte),
            (Growing::Bytes(bytes), _) => bytes.push(UNKNOWN),
            (Growing::Tags(tags), Cell::Tags(bits)) => tags.push(Some(bits)),
            (Growing::Tags(tags), _) => tags.push(None),
        }
    }

    fn finished(self) -> Column {
        match self {
            Growing::Bytes(bytes) if bytes.iter().all(|&byte| byte == UNKNOWN) => Column::Unknown,
            Growing::Bytes(bytes) => Column::Bytes(bytes),
            Growing::Tags(tags) if tags.iter().all(Option::is_none) => Column::Unknown,
            Growing::Tags(tags) => {
                let mut sets: Vec<u64> = tags.iter().flatten().copied().collect();
                sets.sort_unstable();
                sets.dedup();
                let position = |bits: u64| sets.binary_search(&bits).ok();
                let of = tags.iter().map(|tags| {
                    let set = tags.and_then(position);
                    set.map_or(NONE, |set| set as u16)
                });
                Column::Tags {
                    of: of.collect(),
                    sets,
                }
            }
        }
    }
}

fn distinct<'s>(texts: impl Iterator<Item = &'s str>) -> Vec<String> {
    let all: BTreeSet<&str> = texts.collect();
    all.into_iter().map(str::to_owned).collect()
}

fn position(sorted: &[String], text: &str) -> u16 {
    sorted
        .binary_search_by(|t| t.as_str().cmp(text))
        .map_or(NONE, |ix| ix as u16)
}

fn tenths(degrees: Option<f64>) -> i16 {
    match degrees {
        Some(x) if x.abs() <= 180.0 => libm::round(x * 10.0) as i16,
        _ => NO_PLACE,
    }
}
