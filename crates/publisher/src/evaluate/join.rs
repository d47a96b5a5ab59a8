//! Joins the cities of another table to those of a directory, by place and name; what is not certain is left out. Pure.

use crate::fold::fold;
use crate::geo::distance_km;
use crate::problem::{InFile, Place};
use crate::source::table::{cell, read};
use city_peers_engine::{CityIx, Directory};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A city of another table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its id there.
    pub id: String,
    /// Its name there.
    pub name: String,
    /// ISO 3166-1 alpha-2 code, where the table gives one; names of countries are not compared.
    pub country: Option<String>,
    /// Degrees north and east.
    pub place: (f64, f64),
    /// Its people, where the table gives them.
    pub people: Option<f64>,
}

/// Reads a table with the columns `id` (or a first column without a name), `label` or `name`, `lat`, `lon`, and
/// perhaps `country` and `pop` or `population`. `None`, and problems, where a needed column is missing.
pub fn read_rows(text: &str, file: &mut InFile<'_>) -> Option<Vec<Row>> {
    let table = read(text, file)?;
    let unnamed = table.columns.first().filter(|c| c.is_empty()).map(|_| 0);
    let either = |names: [&str; 2]| names.iter().find_map(|name| table.column(name));
    let id = table.column("id").or(unnamed);
    let name = either(["label", "name"]);
    let people = either(["pop", "population"]);
    let (lat, lon, country) = (
        table.column("lat"),
        table.column("lon"),
        table.column("country"),
    );
    let mut whole = true;
    for (column, wanted) in [(id, "id"), (name, "name"), (lat, "lat"), (lon, "lon")] {
        if column.is_none() {
            let message = format!("column “{wanted}” is missing");
            let hint = Some("a table of cities has id, name (or label), lat, lon".to_owned());
            file.error(Place::Row(1, None), message, hint);
            whole = false;
        }
    }
    if !whole {
        return None;
    }
    let mut rows = Vec::with_capacity(table.rows.len());
    let mut ids = BTreeSet::new();
    for (number, row) in &table.rows {
        let own = cell(row, id);
        if own.is_empty() || !ids.insert(own) {
            let message = match own {
                "" => "has no id; the row is left out".to_owned(),
                own => format!("a second row with the id “{own}”; it is left out"),
            };
            file.warning(Place::Row(*number, None), message, None);
            continue;
        }
        let degrees = |column: Option<usize>, most: f64| {
            let value = cell(row, column).parse::<f64>().ok()?;
            (value.abs() <= most).then_some(value)
        };
        let (Some(north), Some(east)) = (degrees(lat, 90.0), degrees(lon, 180.0)) else {
            let message = "no place: lat must be −90 to 90 and lon −180 to 180";
            file.warning(Place::Row(*number, None), message, None);
            continue;
        };
        let code = cell(row, country);
        rows.push(Row {
            id: own.to_owned(),
            name: cell(row, name).to_owned(),
            country: crate::countries::is_country(code).then(|| code.to_owned()),
            place: (north, east),
            people: cell(row, people).parse().ok().filter(|p| *p > 0.0),
        });
    }
    Some(rows)
}

/// What became of a city of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome {
    /// It is this city of the directory.
    Matched {
        /// Id in the directory.
        city: String,
        /// What made it certain.
        by: Certainty,
        /// Kilometres between the two places.
        km: f64,
    },
    /// It may be one of these; nobody can say which, so it is none.
    Ambiguous {
        /// Ids in the directory.
        cities: Vec<String>,
    },
    /// Nothing near has its name.
    Unmatched {
        /// The nearest city in reach, whatever its name.
        nearest: Option<String>,
    },
}

/// What made a match certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// The same name, in reach.
    Name,
    /// Several of the same name in reach, one of about the same size.
    NameAndSize,
    /// All words of one name are in the other, and about the same size.
    PartOfName,
}

/// One city of the table and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Joined {
    /// Id in the table.
    pub id: String,
    /// Name in the table.
    pub name: String,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// The join of a whole table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Join {
    /// Table id → city.
    pub cities: BTreeMap<String, CityIx>,
    /// Every row.
    pub rows: Vec<Joined>,
}

/// Two sizes are about the same where neither is more than so many times the other: borders differ.
const SAME_SIZE: f64 = 3.0;

/// Joins all rows to cities within `reach_km`.
///
/// Two rows for the same city: the more certain one has it; where both are as certain, both are ambiguous.
pub fn join(directory: &Directory, rows: &[Row], reach_km: f64) -> Join {
    let mut found: Vec<Found> = rows
        .iter()
        .map(|row| find(directory, row, reach_km))
        .collect();
    let mut claims: BTreeMap<CityIx, Vec<(Certainty, usize)>> = BTreeMap::new();
    for (ix, found) in found.iter().enumerate() {
        if let Found::One(city, by, _) = found {
            claims.entry(*city).or_default().push((*by, ix));
        }
    }
    for (city, claims) in claims {
        let Some(&(best, _)) = claims.iter().min() else {
            continue;
        };
        let sure = claims.iter().filter(|(by, _)| *by == best).count() == 1;
        for (by, ix) in claims {
            if (by != best || !sure)
                && let Some(slot) = found.get_mut(ix)
            {
                *slot = Found::Several(vec![city]);
            }
        }
    }
    let mut join = Join::default();
    for (row, found) in rows.iter().zip(found) {
        let id = |city: CityIx| directory.id(city).to_owned();
        let outcome = match found {
            Found::One(city, by, km) => {
                join.cities.insert(row.id.clone(), city);
                let city = id(city);
                let km = (km * 10.0).round() / 10.0;
                Outcome::Matched { city, by, km }
            }
            Found::Several(cities) => Outcome::Ambiguous {
                cities: cities.into_iter().map(id).collect(),
            },
            Found::None(nearest) => Outcome::Unmatched {
                nearest: nearest.map(id),
            },
        };
        join.rows.push(Joined {
            id: row.id.clone(),
            name: row.name.clone(),
            outcome,
        });
    }
    join
}

enum Found {
    One(CityIx, Certainty, f64),
    Several(Vec<CityIx>),
    None(Option<CityIx>),
}

fn find(directory: &Directory, row: &Row, reach_km: f64) -> Found {
    // A degree of latitude is 111 km everywhere; places of a directory are rounded to a tenth of a degree.
    let apart = reach_km / 111.0 + 0.1;
    let mut near: Vec<(CityIx, f64)> = directory
        .indices()
        .filter_map(|city| {
            let place = directory.place(city)?;
            if (place.0 - row.place.0).abs() > apart {
                return None;
            }
            let km = distance_km(place, row.place);
            (km <= reach_km).then_some((city, km))
        })
        .filter(|(city, _)| {
            let country = row.country.as_deref();
            country.is_none_or(|code| directory.country(*city) == code)
        })
        .collect();
    near.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let key = fold(&row.name);
    let named = |city: CityIx| directory.cities.keys.get(city.ix());
    let same: Vec<(CityIx, f64)> = near
        .iter()
        .copied()
        .filter(|(city, _)| !key.is_empty() && named(*city) == key)
        .collect();
    if let [(city, km)] = same.as_slice() {
        return Found::One(*city, Certainty::Name, *km);
    }
    let (rest, by) = if same.is_empty() {
        let part = |(city, _): &(CityIx, f64)| part_of(&key, named(*city));
        let parts = near.iter().copied().filter(part).collect();
        (parts, Certainty::PartOfName)
    } else {
        (same, Certainty::NameAndSize)
    };
    let sized: Vec<(CityIx, f64)> = rest
        .iter()
        .copied()
        .filter(|(city, _)| same_size(row.people, directory.main(*city)))
        .collect();
    match (sized.as_slice(), rest.is_empty()) {
        ([(city, km)], _) => Found::One(*city, by, *km),
        (_, true) => Found::None(near.first().map(|n| n.0)),
        (_, false) => Found::Several(rest.into_iter().map(|r| r.0).collect()),
    }
}

/// Whether all words of one name are words of the other.
fn part_of(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let within = |small: &[String], large: &[String]| {
        !small.is_empty() && small.iter().all(|word| large.contains(word))
    };
    within(&a, &b) || within(&b, &a)
}

fn same_size(people: Option<f64>, main: Option<u64>) -> bool {
    match (people, main) {
        (Some(a), Some(b)) if a > 0.0 && b > 0 => {
            let ratio = a / b as f64;
            (1.0 / SAME_SIZE..=SAME_SIZE).contains(&ratio)
        }
        _ => false,
    }
}
