//! Fills what rows leave out with base data, gives every row its id, and says which rows stay open. Pure.

use super::existing::Existing;
use super::ids;
use super::mapping::Mapping;
use super::matching::{self, Found};
use super::places::Place;
use super::record::Draft;
use crate::check::codes::is_slug;
use city_peers_engine::model::Catalogue;
use serde_json::{Map, Value, json};

/// What the base data gave a row.
pub struct Filled {
    /// The object.
    pub object: Map<String, Value>,
    /// Its id, or why it has none.
    pub id: Result<String, String>,
    /// The fields that were filled.
    pub fields: Vec<&'static str>,
    /// Id of the place.
    pub place: Option<String>,
    /// Why the row stays open, where it does.
    pub open: Option<String>,
}

/// What base data is, for `sources`.
pub struct About {
    /// The source of what it fills.
    pub source: Value,
}

/// A row with what its place says.
pub fn fill(
    draft: &Draft,
    mut object: Map<String, Value>,
    found: Option<&Found>,
    about: Option<&About>,
    mapping: &Mapping,
    catalogue: &Catalogue,
    existing: &Existing,
) -> Filled {
    let place = match found {
        Some(Found::One(place)) => Some(place),
        _ => None,
    };
    let mut country = draft.country.clone();
    let fills = |field: &str| matching::fills(&mapping.base, field);
    if let (None, Some(place)) = (&country, place)
        && fills("country")
        && !place.country.is_empty()
    {
        country = Some(place.country.clone());
    }
    let of_city = place.filter(|place| {
        let start = format!("{}-", place.country.to_lowercase());
        is_slug(&place.id) && place.id.starts_with(&start)
    });
    let id = match (&draft.id, of_city) {
        (Some(id), _) => Ok(id.clone()),
        (None, Some(place)) if mapping.pattern.is_none() => Ok(place.id.clone()),
        _ => ids::id(&draft.pattern, country.as_deref()).map_err(str::to_owned),
    };
    let known = id.clone().unwrap_or_default();
    let mut fields = Vec::new();
    if let Some(place) = place {
        for (field, value) in of_place(place) {
            if fills(field) && !object.contains_key(field) && !existing.has(&known, field) {
                object.insert(field.to_owned(), value);
                fields.push(field);
            }
        }
        fields.extend(more(
            place,
            &mut object,
            mapping,
            catalogue,
            existing,
            &known,
        ));
        source(place, about, &fields, &mut object);
    }
    let has = |field: &str| object.contains_key(field) || existing.has(&known, field);
    let complete = ["name", "country", "lat", "lon"].into_iter().all(has);
    let open = match found {
        Some(found) if !complete => why(found),
        _ => None,
    };
    Filled {
        object,
        id,
        fields,
        place: place.map(|p| p.id.clone()),
        open,
    }
}

/// What a place says of the fields of identity.
fn of_place(place: &Place) -> Vec<(&'static str, Value)> {
    let mut said = Vec::new();
    let text = |text: &str| (!text.is_empty()).then(|| Value::String(text.to_owned()));
    said.extend(text(&place.country).map(|v| ("country", v)));
    if let Some((lat, lon)) = place
        .at
        .filter(|(lat, lon)| lat.is_finite() && lon.is_finite())
    {
        said.extend([("lat", json!(lat)), ("lon", json!(lon))]);
    }
    said.extend(text(&place.time_zone).map(|v| ("time_zone", v)));
    if !place.languages.is_empty() {
        said.push(("languages", json!(place.languages)));
    }
    said
}

/// Names in other languages and the population, where the mapping asks for them.
fn more(
    place: &Place,
    object: &mut Map<String, Value>,
    mapping: &Mapping,
    catalogue: &Catalogue,
    existing: &Existing,
    id: &str,
) -> Vec<&'static str> {
    let mut fields = Vec::new();
    if matching::fills(&mapping.base, "name") {
        let old = existing.objects.get(id).and_then(|o| o.value.get("name"));
        let names = object
            .entry("name")
            .or_insert_with(|| Value::Object(Map::new()));
        for (language, name) in &place.by_language {
            let column = format!("name_{language}");
            let row = existing
                .rows
                .as_ref()
                .and_then(|rows| rows.cell(id, &column));
            let there = old.and_then(|o| o.get(language)).is_some() || row.is_some();
            if let Value::Object(names) = names
                && !there
                && !names.contains_key(language)
            {
                names.insert(language.clone(), json!(name));
                fields.push("name");
            }
        }
        fields.dedup();
    }
    let main = catalogue
        .main
        .and_then(|at| catalogue.indicators.get(usize::from(at)));
    if let (Some(main), Some(people)) = (main, place.population)
        && matching::fills(&mapping.base, "population")
    {
        let old = existing.objects.get(id).and_then(|o| o.value.get("values"));
        let row = existing
            .rows
            .as_ref()
            .and_then(|rows| rows.cell(id, &main.id));
        let there = old.and_then(|o| o.get(&main.id)).is_some() || row.is_some();
        let values = object
            .entry("values")
            .or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(values) = values
            && !there
            && !values.contains_key(&main.id)
        {
            values.insert(main.id.clone(), super::mapping_toml::whole(people));
            fields.push("population");
        }
    }
    fields
}

fn source(
    place: &Place,
    about: Option<&About>,
    fields: &[&'static str],
    object: &mut Map<String, Value>,
) {
    let (Some(about), false) = (about, fields.is_empty()) else {
        return;
    };
    let mut source = about.source.clone();
    if let Value::Object(source) = &mut source
        && !place.id.is_empty()
    {
        source
            .entry("note")
            .or_insert_with(|| json!(format!("id {}", place.id)));
    }
    let sources = object
        .entry("sources")
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(sources) = sources {
        for field in fields {
            sources.insert((*field).to_owned(), source.clone());
        }
        sources.sort_keys();
    }
}

/// Why a row stays open, with what a person can do.
fn why(found: &Found) -> Option<String> {
    match found {
        Found::One(_) => None,
        Found::Decided => {
            Some("is none of the base data, and its own data is not complete".to_owned())
        }
        Found::NoSuchId(id) => Some(format!("the base data has no id “{id}”")),
        Found::Several(places) => {
            let shown: Vec<String> = places.iter().take(6).map(candidate).collect();
            let more = places.len().saturating_sub(6);
            let more = if more > 0 {
                format!("; and {more} more")
            } else {
                String::new()
            };
            let what = match places.as_slice() {
                [_] => "the row gives no country; perhaps".to_owned(),
                several => format!("{} places have this name:", several.len()),
            };
            Some(format!("{what} {}{more}", shown.join("; ")))
        }
        Found::None(near) if near.is_empty() => Some("no place has this name".to_owned()),
        Found::None(near) => {
            let shown: Vec<String> = near.iter().map(candidate).collect();
            Some(format!(
                "no place has this name; nearest: {}",
                shown.join("; ")
            ))
        }
    }
}

/// A place as a person tells it from others.
fn candidate(place: &Place) -> String {
    let name = place.names.first().map_or("", String::as_str);
    let mut text = format!("{} = {name}, {}", place.id, place.country);
    if !place.region.is_empty() {
        text.push_str(&format!(" {}", place.region));
    }
    if let Some((lat, lon)) = place.at {
        text.push_str(&format!(", {lat:.2} {lon:.2}"));
    }
    if let Some(people) = place.population {
        text.push_str(&format!(
            ", {} people",
            crate::words::grouped(people as u64)
        ));
    }
    text
}
