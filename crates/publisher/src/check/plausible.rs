//! Judges what may be true but hardly is: places, densities, dates, values, names of joined profiles. Pure; warns.

use super::boxes::Region;
use super::limits::{Limits, area, limits, people};
use crate::problem::{Problems, Rule, rules};
use crate::source::found::Found;
use crate::words::grouped;
use city_peers_engine::model::{Catalogue, Indicator, Kind, Profile, Value};
use std::collections::{BTreeMap, BTreeSet};

/// People per km² beyond which nobody lives in a whole city: Manila has 43,000.
const DENSEST: f64 = 50_000.0;
/// Years after which a source is old.
const OLD: u16 = 10;
/// Where one city in so many is small, small cities are nothing strange.
const VILLAGES: usize = 20;
/// Shortest name that is worth a word about its capitals, letters.
const SHORTEST: usize = 4;

/// What cities are judged by.
pub struct Facts<'f> {
    /// The indicators.
    pub catalogue: &'f Catalogue,
    /// The day of the directory, such as `2026-11-22`; empty where it is wrong.
    pub updated: &'f str,
    /// Warnings that the publisher accepts, as code and id.
    pub accepted: &'f BTreeSet<String>,
    /// Where the places of each country lie.
    pub regions: &'f BTreeMap<&'static str, Region>,
    /// Whether two time zones show the same clocks in the year of the directory.
    pub same_clocks: &'f dyn Fn(&str, &str) -> bool,
}

/// Whether the publisher knows of this warning about this city and accepts it.
pub fn is_accepted(accepted: &BTreeSet<String>, rule: &Rule, id: &str) -> bool {
    !accepted.is_empty() && accepted.contains(&format!("{} {id}", rule.id))
}

/// Takes a warning: its kind, the field it is about, what it says, what to do.
pub type Note<'n> = dyn FnMut(&'static Rule, &str, String, Option<String>) + 'n;

/// Judges cities one after the other.
pub struct Judge<'f> {
    facts: Facts<'f>,
    limits: BTreeMap<String, Limits>,
    year: Option<u16>,
    /// Whether a country keeps the clocks of a zone that is none of its own.
    clocks: BTreeMap<(String, String), bool>,
}

impl<'f> Judge<'f> {
    /// Prepares what holds for all cities.
    pub fn new(facts: Facts<'f>) -> Self {
        let mut all: BTreeMap<String, Limits> = facts
            .catalogue
            .indicators
            .iter()
            .map(|i| (i.id.clone(), limits(i)))
            .filter(|(_, limits)| *limits != Limits::default())
            .collect();
        if let Some(people) = people(facts.catalogue) {
            let limits = all.entry(people.id.clone()).or_default();
            limits.least = Some(1.0);
            limits.people = true;
        }
        Judge {
            year: facts.updated.get(..4).and_then(|y| y.parse().ok()),
            limits: all,
            clocks: BTreeMap::new(),
            facts,
        }
    }

    /// Notes what is hardly true of a city.
    pub fn city(&mut self, profile: &Profile, note: &mut Note<'_>) {
        let mut city = City {
            profile,
            accepted: self.facts.accepted,
            note,
        };
        city.place(&self.facts, &mut self.clocks);
        city.values(&self.limits);
        city.density(people(self.facts.catalogue), area(self.facts.catalogue));
        city.names();
        city.dates(self.facts.updated, self.year);
    }
}

struct City<'c, 'n> {
    profile: &'c Profile,
    accepted: &'c BTreeSet<String>,
    note: &'c mut Note<'n>,
}

impl City<'_, '_> {
    fn warn(&mut self, rule: &'static Rule, field: &str, message: String, hint: &str) {
        if !is_accepted(self.accepted, rule, &self.profile.id) {
            let hint = (!hint.is_empty()).then(|| hint.to_owned());
            (self.note)(rule, field, message, hint);
        }
    }

    fn place(&mut self, facts: &Facts<'_>, clocks: &mut BTreeMap<(String, String), bool>) {
        let Profile { country, .. } = self.profile;
        let region = facts.regions.get(country.as_str());
        if let Some((lat, lon)) = self.profile.lat.zip(self.profile.lon)
            && lat.abs() <= 90.0
            && lon.abs() <= 180.0
            && let Some((rule, message, hint)) = place(country, region, lat, lon)
        {
            self.warn(rule, "lat", message, &hint);
        }
        let (Some(zone), Some(region)) = (&self.profile.time_zone, region) else {
            return;
        };
        if region.time_zones.contains(&zone.as_str()) {
            return;
        }
        let key = (country.clone(), zone.clone());
        let same = *clocks.entry(key).or_insert_with(|| {
            let mut zones = region.time_zones.iter();
            zones.any(|of_country| (facts.same_clocks)(zone, of_country))
        });
        if !same {
            let message = format!("{zone} is no time zone of {country}");
            let zones: Vec<&str> = region.time_zones.iter().take(4).copied().collect();
            let hint = format!("such as {}", zones.join(", "));
            self.warn(rules::FOREIGN_TIME_ZONE, "time_zone", message, &hint);
        }
    }

    fn values(&mut self, all: &BTreeMap<String, Limits>) {
        let profile = self.profile;
        for (id, value) in &profile.values {
            let (Value::Number(x), Some(limits)) = (value, all.get(id)) else {
                continue;
            };
            let field = format!("values/{id}");
            let rule = rules::IMPOSSIBLE_VALUE;
            if limits.least.is_some_and(|least| *x < least) {
                let hint = "mind the sign; leave it out where unknown";
                let message = match limits.people {
                    true => format!("{x} people cannot be"),
                    false => format!("{x} is below 0"),
                };
                self.warn(rule, &field, message, hint);
            } else if limits.most.is_some_and(|most| *x > most) {
                let hint =
                    "mind the unit; where such shares exist, give the indicator a high above 100";
                self.warn(rule, &field, format!("{x} % is above 100 %"), hint);
            }
            if limits.density && *x > DENSEST {
                let message = format!("{} people per km² live in no city", grouped(*x as u64));
                let hint = "people per hectare or square mile?";
                self.warn(rules::IMPLAUSIBLE_DENSITY, &field, message, hint);
            }
        }
    }

    fn density(&mut self, people: Option<&Indicator>, area: Option<(&Indicator, f64)>) {
        let (Some(people), Some((area, factor))) = (people, area) else {
            return;
        };
        let number = |id: &str| match self.profile.values.get(id) {
            Some(Value::Number(x)) if *x > 0.0 => Some(*x),
            _ => None,
        };
        let (Some(count), Some(size)) = (number(&people.id), number(&area.id)) else {
            return;
        };
        let density = count / (size * factor);
        if density > DENSEST {
            let message = format!(
                "{} people on {size} {} are {} per km²: no city is so dense",
                grouped(count as u64),
                area.unit,
                grouped(density as u64)
            );
            let hint = "take both of the same border; mind hectares and thousands";
            let field = format!("values/{}", area.id);
            self.warn(rules::IMPLAUSIBLE_DENSITY, &field, message, hint);
        }
    }

    fn names(&mut self) {
        let profile = self.profile;
        for (language, name) in &profile.name {
            let upper = name.chars().filter(|c| c.is_uppercase()).count();
            if upper >= SHORTEST && !name.chars().any(char::is_lowercase) {
                let message = format!("“{name}” is written in capital letters");
                let hint = "write it as the city does";
                self.warn(rules::CAPITALS, &format!("name/{language}"), message, hint);
            }
        }
    }

    fn dates(&mut self, updated: &str, year: Option<u16>) {
        let profile = self.profile;
        let Some(year) = year else {
            return;
        };
        if let Some(own) = profile.updated.as_deref().filter(|own| *own > updated) {
            let message = format!("{own} is after the directory’s own date, {updated}");
            let hint = "mend it, or set `updated` in directory.toml";
            self.warn(rules::FUTURE_DATE, "updated", message, hint);
        }
        let mut years = Vec::new();
        for (field, source) in &profile.sources {
            let field = crate::source::json::escaped(field);
            years.push((format!("sources/{field}/year"), source.year, true));
        }
        for (ix, review) in profile.reviews.iter().enumerate() {
            years.push((format!("reviews/{ix}/year"), Some(review.year), false));
        }
        for (field, when, ages) in years {
            let Some(when) = when else {
                continue;
            };
            if when > year {
                let message = format!("{when} is after the directory’s own year, {year}");
                self.warn(rules::FUTURE_DATE, &field, message, "mend the year");
            } else if ages && when + OLD < year {
                let message = format!(
                    "{when} is {} years before the directory’s date",
                    year - when
                );
                self.warn(
                    rules::STALE_SOURCE,
                    &field,
                    message,
                    "is there a newer figure?",
                );
            }
        }
    }
}

/// Notes numbers of people that look like years, where cities so small are rare: among villages 2,019 people are no slip.
pub fn years(
    cities: &[(Profile, Found)],
    people: &Indicator,
    accepted: &BTreeSet<String>,
    problems: &mut Problems,
) {
    let small = match people.kind {
        Kind::Number { low, .. } if low.is_finite() => low / 4.0,
        _ => return,
    };
    let is_year = |x: f64| x.fract() == 0.0 && (1950.0..=2050.0).contains(&x);
    let counted = || cities.iter().filter_map(|(_, found)| found.people);
    let villages = counted().filter(|&x| x < small && !is_year(x)).count();
    if villages * VILLAGES >= counted().count() {
        return;
    }
    for (profile, found) in cities {
        let Some(x) = found.people.filter(|&x| x < small && is_year(x)) else {
            continue;
        };
        if !is_accepted(accepted, rules::YEAR_AS_VALUE, &profile.id) {
            let (file, place) = found.place(&format!("values/{}", people.id));
            let message = format!("{x} looks like a year, not like a number of people");
            let hint = Some("a column too far?".to_owned());
            problems
                .of(&file)
                .note(rules::YEAR_AS_VALUE, place, message, hint);
        }
    }
}

/// What is wrong with a place, and what was probably meant.
pub fn place(
    country: &str,
    region: Option<&Region>,
    lat: f64,
    lon: f64,
) -> Option<(&'static Rule, String, String)> {
    if lat == 0.0 && lon == 0.0 {
        let message = "0° north, 0° east is in the sea".to_owned();
        let hint = "leave lat and lon out where unknown".to_owned();
        return Some((rules::ZERO_COORDINATES, message, hint));
    }
    let region = region?;
    if region.holds(lat, lon) {
        return None;
    }
    let outside = format!("{lat} north, {lon} east is outside {country}");
    let (rule, hint) = if lon.abs() <= 90.0 && region.holds(lon, lat) {
        let hint = format!("lat and lon swapped? lat {lon}, lon {lat} is inside");
        (rules::SWAPPED_COORDINATES, hint)
    } else if region.holds(lat, -lon) {
        let hint = format!("west of Greenwich lon is negative: lon {} is inside", -lon);
        (rules::SWAPPED_COORDINATES, hint)
    } else if region.holds(-lat, lon) {
        let hint = format!(
            "south of the equator lat is negative: lat {} is inside",
            -lat
        );
        (rules::SWAPPED_COORDINATES, hint)
    } else {
        (
            rules::OUTSIDE_COUNTRY,
            "check lat, lon and country".to_owned(),
        )
    };
    Some((rule, outside, hint))
}
