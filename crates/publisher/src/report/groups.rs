//! Groups of cities that figures are given for: regions where the catalogue has them, else countries. Pure.

use crate::evaluate::strata::{USUAL, by_category};
use crate::texts::DEFAULT as ENGLISH;
use crate::texts::intl::Intl;
use city_peers_engine::model::{Code, Kind};
use city_peers_engine::quantise::Cell;
use city_peers_engine::{CityIx, Directory};
use std::collections::BTreeMap;

/// What stands for grouping by country.
pub const COUNTRY: &str = "country";
/// Code of the group of cities of which nobody says where they belong.
pub const UNKNOWN: &str = "unknown";
/// Code of what is left when the largest groups are named.
pub const OTHERS: &str = "others";
/// Groups that are named one by one where they are countries.
const COUNTRIES: usize = 24;
/// Groups that fit beside each other in a table.
pub const COLUMNS: usize = 8;

/// All cities, each in one group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// Id of the indicator, or [`COUNTRY`].
    pub by: String,
    /// Its label.
    pub label: String,
    /// The groups that have a city, in the catalogue's order, or largest first; unknown last.
    pub groups: Vec<Group>,
}

/// Some cities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Who is in it, ascending.
    pub cities: Vec<CityIx>,
    /// The larger group it belongs to, as code and label.
    pub parent: Option<(String, String)>,
}

/// Groups cities by an indicator of that id, by country where it says [`COUNTRY`]. Where nothing is named: by the category
/// that tells far peers, by the usual one, or by country.
///
/// # Errors
/// A sentence, where the catalogue has no such indicator.
pub fn grouping(directory: &Directory, by: Option<&str>) -> Result<Grouping, String> {
    let indicators = &directory.catalogue.indicators;
    let category = |kind: &Kind| matches!(kind, Kind::Category { .. });
    let far = indicators.iter().find(|i| i.far && category(&i.kind));
    let usual = || {
        indicators
            .iter()
            .find(|i| i.id == USUAL && category(&i.kind))
    };
    let own = far.or_else(usual).map(|i| i.id.as_str());
    match by.or(own) {
        Some(COUNTRY) | None => Ok(by_country(directory)),
        Some(id) => {
            let all: Vec<CityIx> = directory.indices().collect();
            by_category(directory, &all, id).map_err(|what| what.replace("--stratify", "--by"))?;
            Ok(by_codes(directory, id).unwrap_or_else(|| by_country(directory)))
        }
    }
}

fn by_codes(directory: &Directory, id: &str) -> Option<Grouping> {
    let at = directory.catalogue.indicator(id)?;
    let indicator = directory.catalogue.indicators.get(at)?;
    let parents: &[Code] = match &indicator.kind {
        Kind::Category { parents, .. } => parents,
        _ => &[],
    };
    let mut groups: Vec<Group> = indicator
        .codes()
        .iter()
        .map(|code| Group {
            code: code.code.clone(),
            label: named(code),
            cities: Vec::new(),
            parent: code
                .parent
                .and_then(|p| parents.get(usize::from(p)))
                .map(|p| (p.code.clone(), named(p))),
        })
        .collect();
    groups.push(Group {
        code: UNKNOWN.to_owned(),
        label: "unknown".to_owned(),
        ..Group::default()
    });
    let last = groups.len() - 1;
    for city in directory.indices() {
        let at = match directory.cell(at, city) {
            Cell::Byte(code) => usize::from(code).min(last),
            _ => last,
        };
        if let Some(group) = groups.get_mut(at) {
            group.cities.push(city);
        }
    }
    groups.retain(|group| !group.cities.is_empty());
    Some(Grouping {
        by: id.to_owned(),
        label: label_or(&indicator.label, id),
        groups,
    })
}

fn named(code: &Code) -> String {
    label_or(&code.label, &code.code)
}

/// A label, or the id where there is none.
pub fn label_or(label: &str, id: &str) -> String {
    if label.is_empty() { id } else { label }.to_owned()
}

fn by_country(directory: &Directory) -> Grouping {
    let names = Intl::new(ENGLISH);
    let mut of: BTreeMap<&str, Vec<CityIx>> = BTreeMap::new();
    for city in directory.indices() {
        of.entry(directory.country(city)).or_default().push(city);
    }
    let unknown = of.remove("");
    let mut groups: Vec<Group> = of
        .into_iter()
        .map(|(code, cities)| Group {
            code: code.to_owned(),
            label: names.country(code),
            cities,
            parent: None,
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.cities.len()));
    let mut groups = largest(groups, COUNTRIES);
    groups.extend(unknown.map(|cities| Group {
        code: UNKNOWN.to_owned(),
        label: "unknown".to_owned(),
        cities,
        parent: None,
    }));
    Grouping {
        by: COUNTRY.to_owned(),
        label: "Country".to_owned(),
        groups,
    }
}

/// The first groups, and all others as one.
fn largest(mut groups: Vec<Group>, most: usize) -> Vec<Group> {
    if groups.len() > most {
        let rest = groups.split_off(most.saturating_sub(1));
        let mut cities: Vec<CityIx> = rest.iter().flat_map(|g| g.cities.iter().copied()).collect();
        cities.sort_unstable();
        groups.push(Group {
            code: OTHERS.to_owned(),
            label: format!("{} others", rest.len()),
            cities,
            parent: None,
        });
    }
    groups
}

impl Grouping {
    /// The same cities in at most [`COLUMNS`] groups: the larger groups of the catalogue where it has them, else the largest.
    pub fn coarse(&self) -> Grouping {
        let mut groups = self.groups.clone();
        if groups.len() > COLUMNS && groups.iter().any(|g| g.parent.is_some()) {
            let mut parents: Vec<Group> = Vec::new();
            for group in groups {
                let (code, label) = group
                    .parent
                    .unwrap_or_else(|| (group.code.clone(), group.label.clone()));
                match parents.iter_mut().find(|p| p.code == code) {
                    Some(parent) => parent.cities.extend(group.cities),
                    None => parents.push(Group {
                        code,
                        label,
                        cities: group.cities,
                        parent: None,
                    }),
                }
            }
            groups = parents;
        }
        if groups.len() > COLUMNS {
            groups.sort_by_key(|group| std::cmp::Reverse(group.cities.len()));
            groups = largest(groups, COLUMNS);
        }
        Grouping {
            groups,
            ..self.clone()
        }
    }
}
