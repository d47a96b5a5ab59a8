//! How old a directory is: the years of its values and the last changes of its profiles, against the date of the directory
//! itself. Pure: no clock.

use super::Input;
use super::cities::Named;
use super::groups::label_or;
use city_peers_engine::model::{Origin, Profile};
use city_peers_engine::{CityIx, Day};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Values of a year so many years before the directory's date, or more, are old.
pub const OLD_VALUE: i32 = 10;
/// Profiles that nobody touched for so many years are stale.
pub const STALE: i32 = 3;
/// First years of the bands that profiles are counted in.
const BANDS: [i32; 5] = [0, 1, 2, 3, 5];
const DAYS_OF_YEAR: f64 = 365.25;

/// How old a directory is.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Age {
    /// ISO date that ages are counted back from: that of the directory; absent where it has none.
    pub counted_from: Option<String>,
    /// Profiles by years since their last change.
    pub profiles: Vec<Band>,
    /// Profiles that do not say when they were changed last.
    pub undated: usize,
    /// Those of them that cities submitted.
    pub undated_submitted: usize,
    /// Submitted profiles that nobody touched for three years or more, oldest first.
    pub stale: Vec<Stale>,
    /// Values in all profiles, by what is known of their year.
    pub values: Values,
    /// The same by indicator, in the catalogue's order.
    pub indicators: Vec<IndicatorAge>,
}

/// Profiles of an age.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Band {
    /// At least so many years.
    pub from: i32,
    /// Fewer than so many; absent in the last band.
    pub below: Option<i32>,
    /// Profiles.
    pub cities: usize,
    /// Those of them that cities submitted.
    pub submitted: usize,
}

/// A profile that nobody touched for long.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Stale {
    /// Whose.
    #[serde(flatten)]
    pub city: Named,
    /// ISO date of the last change.
    pub updated: String,
}

/// Values by what is known of their year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Values {
    /// All that are stated.
    pub stated: usize,
    /// Those whose profile names a year.
    pub dated: usize,
    /// Those of ten years or more before the directory's date.
    pub old: usize,
    /// Those whose profile names a source, with or without a year.
    pub sourced: usize,
}

/// How old the values of an indicator are.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct IndicatorAge {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its values.
    #[serde(flatten)]
    pub values: Values,
    /// Values by year, oldest first.
    pub years: Vec<Year>,
    /// Where values usually come from, as the catalogue says; empty where it does not.
    pub usual_source: String,
}

/// Values of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Year {
    /// The year.
    pub year: u16,
    /// Values of it.
    pub values: usize,
}

/// Measures the ages.
pub fn age(input: &Input<'_>) -> Age {
    let date = Day::parse(&input.directory.meta.updated);
    let year = date.map(|day| day.to_ymd().0);
    let mut age = Age {
        counted_from: date.map(|_| input.directory.meta.updated.clone()),
        profiles: bands(),
        ..Age::default()
    };
    let mut stale: Vec<(Day, CityIx, Stale)> = Vec::new();
    for (city, profile) in input.directory.indices().zip(input.profiles) {
        let own = profile.origin == Origin::Submitted;
        let updated = profile.updated.as_deref().and_then(Day::parse);
        let (Some(updated), Some(date)) = (updated, date) else {
            age.undated += 1;
            age.undated_submitted += usize::from(own);
            continue;
        };
        let years = (f64::from(date.0 - updated.0) / DAYS_OF_YEAR)
            .max(0.0)
            .floor() as i32;
        if let Some(band) = age.profiles.iter_mut().rfind(|band| years >= band.from) {
            band.cities += 1;
            band.submitted += usize::from(own);
        }
        if own && years >= STALE {
            let named = Named::of(input.directory, city);
            let said = profile.updated.clone().unwrap_or_default();
            let row = Stale {
                city: named,
                updated: said,
            };
            stale.push((updated, city, row));
        }
    }
    stale.sort_by_key(|(updated, city, _)| (*updated, *city));
    age.stale = stale.into_iter().map(|(_, _, row)| row).collect();
    age.indicators = indicators(input, year);
    for indicator in &age.indicators {
        age.values.stated += indicator.values.stated;
        age.values.dated += indicator.values.dated;
        age.values.old += indicator.values.old;
        age.values.sourced += indicator.values.sourced;
    }
    age
}

fn bands() -> Vec<Band> {
    let next = BANDS.into_iter().skip(1).map(Some).chain([None]);
    let rows = BANDS.into_iter().zip(next).map(|(from, below)| Band {
        from,
        below,
        ..Band::default()
    });
    rows.collect()
}

fn indicators(input: &Input<'_>, now: Option<i32>) -> Vec<IndicatorAge> {
    let catalogue = input.directory.catalogue.indicators.iter();
    // The core of a built directory leaves out where values come from; it is with the practices.
    let notes = input
        .practices
        .notes
        .iter()
        .map(Some)
        .chain(std::iter::repeat(None));
    catalogue
        .zip(notes)
        .map(|(indicator, note)| {
            let mut values = Values::default();
            let mut years: BTreeMap<u16, usize> = BTreeMap::new();
            for profile in input.profiles {
                if !profile.values.contains_key(&indicator.id) {
                    continue;
                }
                values.stated += 1;
                let Some(source) = source(profile, &indicator.id) else {
                    continue;
                };
                values.sourced += 1;
                let Some(year) = source.year else { continue };
                values.dated += 1;
                values.old +=
                    usize::from(now.is_some_and(|now| now - i32::from(year) >= OLD_VALUE));
                *years.entry(year).or_default() += 1;
            }
            let usual = note.map_or("", |note| note.source.as_str());
            IndicatorAge {
                id: indicator.id.clone(),
                label: label_or(&indicator.label, &indicator.id),
                values,
                years: years
                    .into_iter()
                    .map(|(year, values)| Year { year, values })
                    .collect(),
                usual_source: label_or(&indicator.source, usual),
            }
        })
        .collect()
}

/// The source of a value: under the id of its indicator, or under its path.
fn source<'p>(profile: &'p Profile, id: &str) -> Option<&'p city_peers_engine::model::Source> {
    let sources = &profile.sources;
    let path = |separator: &str| sources.get(&format!("values{separator}{id}"));
    sources.get(id).or_else(|| path(".")).or_else(|| path("/"))
}
