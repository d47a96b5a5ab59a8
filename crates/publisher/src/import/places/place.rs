//! One place of base data, from a line of GeoNames, the cells of a table or an object of JSON. Pure.

use crate::check::codes::{is_language, number};
use crate::fold::fold;
use serde_json::Value;

/// A place of the base data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Its id there.
    pub id: String,
    /// Its names, the main one first.
    pub names: Vec<String>,
    /// Its names in languages that are known.
    pub by_language: Vec<(String, String)>,
    /// ISO code of its country.
    pub country: String,
    /// Degrees north and east.
    pub at: Option<(f64, f64)>,
    /// People.
    pub population: Option<f64>,
    /// IANA time zone.
    pub time_zone: String,
    /// Languages the city works in.
    pub languages: Vec<String>,
    /// Province or state, as the file writes it.
    pub region: String,
}

/// What fields are called in base data, folded.
const MEMBERS: [(&str, &str); 11] = [
    ("id", "id|geonameid|geoname id|cityid|city id|wikidata|qid"),
    ("name", "name|city|place|label"),
    ("ascii", "asciiname|ascii name|name ascii|city ascii"),
    (
        "other",
        "names other|alternatenames|alternate names|altnames|other names",
    ),
    ("country", "country|country code|countrycode|cc|iso2"),
    ("lat", "lat|latitude"),
    ("lon", "lon|lng|long|longitude"),
    ("population", "population|pop|inhabitants"),
    ("time_zone", "time zone|timezone|tz"),
    ("languages", "languages|language"),
    (
        "region",
        "region|admin1|admin1 code|admincode|state|province|department|admin name",
    ),
];
/// Classes of GeoNames that are no towns: parts of towns, and towns that are gone.
const NO_TOWNS: [&str; 6] = ["PPLX", "PPLH", "PPLQ", "PPLW", "PPLCH", "STLMT"];

/// Which member a column is.
pub(super) fn member(column: &str) -> Option<&'static str> {
    let folded = fold(&column.replace('_', " "));
    let found = MEMBERS
        .iter()
        .find(|(_, names)| names.split('|').any(|n| n == folded));
    found.map(|(member, _)| *member)
}

impl Place {
    /// Takes the cell of a column, which is a member of a place or a name in a language.
    pub(super) fn set(&mut self, column: &str, member: Option<&str>, text: &str) {
        if text.is_empty() {
            return;
        }
        match member {
            Some("id") => self.id = text.to_owned(),
            Some("name") => self.names.insert(0, text.to_owned()),
            Some("ascii") => self.names.push(text.to_owned()),
            Some("other") => self.other(text),
            Some("country") => self.country = text.to_uppercase(),
            Some("lat") => {
                self.at = number(text).map(|lat| (lat, self.at.map_or(f64::NAN, |a| a.1)))
            }
            Some("lon") => {
                self.at = number(text).map(|lon| (self.at.map_or(f64::NAN, |a| a.0), lon))
            }
            Some("population") => self.population = number(text).filter(|p| *p > 0.0),
            Some("time_zone") => self.time_zone = text.to_owned(),
            Some("languages") => {
                let parts = text.split(['|', ',', ';']).map(str::trim);
                self.languages = parts.filter(|p| !p.is_empty()).map(str::to_owned).collect();
            }
            Some("region") => self.region = text.to_owned(),
            _ => {
                let language = column.strip_prefix("name_").filter(|l| is_language(l));
                if let Some(language) = language {
                    self.names.push(text.to_owned());
                    self.by_language
                        .push((language.to_owned(), text.to_owned()));
                }
            }
        }
    }

    fn other(&mut self, text: &str) {
        for name in text
            .split(['|', ',', ';'])
            .map(str::trim)
            .filter(|n| !n.is_empty())
        {
            match name
                .split_once(':')
                .filter(|(language, _)| is_language(language))
            {
                Some((language, name)) => {
                    self.names.push(name.to_owned());
                    self.by_language
                        .push((language.to_owned(), name.to_owned()));
                }
                None => self.names.push(name.to_owned()),
            }
        }
    }
}

/// A line of GeoNames' dump: 19 cells apart by tabs.
pub(super) fn geonames(line: &str) -> Option<Place> {
    let cells: Vec<&str> = line.split('\t').collect();
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    if cell(6) != "P" || NO_TOWNS.contains(&cell(7)) {
        return None;
    }
    let mut place = Place {
        id: cell(0).to_owned(),
        names: vec![cell(1).to_owned(), cell(2).to_owned()],
        country: cell(8).to_owned(),
        at: number(cell(4)).zip(number(cell(5))),
        population: number(cell(14)).filter(|p| *p > 0.0),
        time_zone: cell(17).to_owned(),
        region: cell(10).to_owned(),
        ..Place::default()
    };
    place.other(cell(3));
    Some(place)
}

/// An object of a JSON file.
pub(super) fn of_json(row: &Value) -> Place {
    let mut place = Place::default();
    let Some(members) = row.as_object() else {
        return place;
    };
    for (key, value) in members {
        match (key.as_str(), value) {
            ("loc" | "location", value) => {
                let degrees = |ix: usize| value.get("coordinates")?.get(ix)?.as_f64();
                place.at = degrees(1).zip(degrees(0)).or(place.at);
            }
            ("name", Value::Object(names)) => {
                for (language, name) in names {
                    let name = name.as_str().unwrap_or_default().to_owned();
                    place.by_language.push((language.clone(), name.clone()));
                    place.names.push(name);
                }
            }
            (key, Value::Array(items)) => {
                let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                place.set(key, member(key), &texts.join("|"));
            }
            (key, Value::String(text)) => place.set(key, member(key), text),
            (key, Value::Number(x)) => place.set(key, member(key), &x.to_string()),
            _ => {}
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::{geonames, member};

    #[test]
    fn columns_are_known_by_many_names() {
        for (column, wanted) in [
            ("geonameid", Some("id")),
            ("name_ascii", Some("ascii")),
            ("Country Code", Some("country")),
            ("names_other", Some("other")),
            ("Longitude", Some("lon")),
            ("time_zone", Some("time_zone")),
            ("admin1 code", Some("region")),
            ("name_fr", None),
            ("climate", None),
        ] {
            assert_eq!(member(column), wanted, "{column}");
        }
    }

    #[test]
    fn a_line_of_geonames() {
        let line = "3621849\tSan José\tSan Jose\tSan Jose,Sanhose\t9.93\t-84.08\tP\tPPLC\tCR\t\t08\t\t\t\t335007\t\t1178\tAmerica/Costa_Rica\t2024-01-01";
        let place = geonames(line).unwrap();
        assert_eq!(
            (place.id.as_str(), place.country.as_str()),
            ("3621849", "CR")
        );
        assert_eq!(place.names, ["San José", "San Jose", "San Jose", "Sanhose"]);
        assert!(geonames(&line.replace("\tP\tPPLC", "\tP\tPPLX")).is_none());
    }
}
