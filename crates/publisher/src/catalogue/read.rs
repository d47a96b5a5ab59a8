//! Reads `catalogue.toml`: facets and indicators, liberal in spelling, strict in sense. Pure; notes problems.

use super::codes;
use crate::check::codes::is_currency;
use crate::hint::hint;
use crate::problem::{InFile, Place, rules};
use crate::source::toml_keys::{Keys, number, parse};
use city_peers_engine::model::{Better, Catalogue, Criterion, Facet, Indicator, Kind, Role, Scale};
use toml::{Table, Value};

const TOP: [&str; 8] = [
    "version",
    "main",
    "facet",
    "facets",
    "indicator",
    "indicators",
    "title",
    "description",
];
/// What `cities.csv` calls identity: no indicator can have these names.
const IDENTITY: &[&str] = &crate::source::IDENTITY;
const FACET: [&str; 4] = ["id", "label", "definition", "weight"];
const INDICATOR: [&str; 21] = [
    "id",
    "label",
    "definition",
    "unit",
    "kind",
    "scale",
    "low",
    "high",
    "levels",
    "codes",
    "parents",
    "parent",
    "role",
    "facet",
    "weight",
    "better",
    "sdg",
    "criterion",
    "far",
    "source",
    "type",
];
const KINDS: [&str; 4] = ["number", "ordered", "category", "tags"];
const ROLES: [&str; 2] = ["context", "outcome"];
/// Most codes of one indicator.
const MOST_CODES: usize = 254;
const MOST_TAGS: usize = 64;
const MOST_FACETS: usize = 255;

/// Reads the text of a catalogue. Scales without ends hold NaN until [`super::fill_scales`].
pub fn read(text: &str, file: &mut InFile<'_>) -> Option<Catalogue> {
    let table = parse(text, file)?;
    let mut keys = Keys::new(&table, "", file);
    keys.only(&TOP);
    if let Some(version) = table.get("version").and_then(number)
        && version != 1.0
    {
        let hint = Some("this command reads version 1".to_owned());
        keys.note(
            rules::WRONG_VERSION,
            "version",
            format!("version {version} of the catalogue"),
            hint,
        );
    }
    let main = keys.text("main");
    let mut catalogue = Catalogue::default();
    for (name, row) in rows(&table, &["facet", "facets"], file) {
        let facet = facet(&row, &name, file);
        if catalogue.facets.iter().any(|f| f.id == facet.id) {
            file.note(
                rules::DUPLICATE_ID,
                Place::Key(name),
                "this facet is there twice",
                None,
            );
        } else {
            catalogue.facets.push(facet);
        }
    }
    for (name, row) in rows(&table, &["indicator", "indicators"], file) {
        let Some(indicator) = indicator(&row, &name, &mut catalogue, file) else {
            continue;
        };
        if catalogue.indicator(&indicator.id).is_some() {
            file.note(
                rules::DUPLICATE_ID,
                Place::Key(name),
                "this indicator is there twice",
                None,
            );
        } else {
            catalogue.indicators.push(indicator);
        }
    }
    if catalogue.facets.len() > MOST_FACETS {
        file.note(
            rules::TOO_MANY,
            Place::File,
            format!("more than {MOST_FACETS} facets"),
            None,
        );
    }
    if !catalogue.indicators.iter().any(|i| i.context().is_some()) {
        let hint = Some("give at least one indicator role = \"context\"".to_owned());
        file.note(
            rules::INCOMPLETE,
            Place::File,
            "no context indicator: nothing to compare by",
            hint,
        );
    }
    for (ix, facet) in catalogue.facets.iter().enumerate() {
        let used = |i: &Indicator| i.context().is_some_and(|(facet, _)| facet == ix);
        if !catalogue.indicators.iter().any(used) {
            let place = Place::Key(format!("facet “{}”", facet.id));
            let hint = Some("give it a context indicator, or remove it".to_owned());
            file.note(rules::EMPTY_FACET, place, "has no indicator", hint);
        }
    }
    catalogue.main = main_indicator(&catalogue, main.as_deref(), file);
    Some(catalogue)
}

fn main_indicator(
    catalogue: &Catalogue,
    named: Option<&str>,
    file: &mut InFile<'_>,
) -> Option<u16> {
    let is_number = |i: &Indicator| matches!(i.kind, Kind::Number { .. });
    let at = match named {
        Some(id) => {
            let at = catalogue.indicator(id);
            let place = Place::Key("main".to_owned());
            match at.and_then(|at| catalogue.indicators.get(at)) {
                None => {
                    let hint = hint(id, catalogue.indicators.iter().map(|i| i.id.as_str()));
                    file.note(
                        rules::UNKNOWN_INDICATOR,
                        place,
                        format!("unknown indicator “{id}”"),
                        hint,
                    );
                }
                Some(indicator) if !is_number(indicator) => {
                    file.note(
                        rules::NOT_A_NUMBER,
                        place,
                        format!("“{id}” is not a number"),
                        None,
                    );
                }
                Some(_) => {}
            }
            at
        }
        None => catalogue
            .indicators
            .iter()
            .position(|i| is_number(i) && i.context().is_some()),
    };
    at.and_then(|at| u16::try_from(at).ok())
}

/// The tables of `[[name]]`, or of `[name.id]`; each with what problems call it.
fn rows(table: &Table, names: &[&str], file: &mut InFile<'_>) -> Vec<(String, Table)> {
    let what = names.first().copied().unwrap_or_default();
    let mut rows = Vec::new();
    for name in names {
        match table.get(*name) {
            None => {}
            Some(Value::Array(items)) => {
                for (ix, item) in items.iter().enumerate() {
                    match item {
                        Value::Table(row) => {
                            let id = row.get("id").and_then(Value::as_str).unwrap_or_default();
                            let called = if id.is_empty() {
                                format!("{what} {}", ix + 1)
                            } else {
                                format!("{what} “{id}”")
                            };
                            rows.push((called, row.clone()));
                        }
                        Value::String(id) if what == "facet" => {
                            let mut row = Table::new();
                            row.insert("id".to_owned(), Value::String(id.clone()));
                            rows.push((format!("{what} “{id}”"), row));
                        }
                        _ => file.note(
                            rules::WRONG_TYPE,
                            Place::Key(format!("{what} {}", ix + 1)),
                            "must be a table",
                            None,
                        ),
                    }
                }
            }
            Some(Value::Table(entries)) => {
                for (id, entry) in entries {
                    match entry {
                        Value::Table(row) => {
                            let mut row = row.clone();
                            row.entry("id").or_insert_with(|| Value::String(id.clone()));
                            rows.push((format!("{what} “{id}”"), row));
                        }
                        _ => {
                            let place = Place::Key(format!("{what} “{id}”"));
                            file.note(rules::WRONG_TYPE, place, "must be a table", None);
                        }
                    }
                }
            }
            Some(_) => {
                let hint = Some(format!("write [[{what}]]"));
                file.note(
                    rules::WRONG_TYPE,
                    Place::Key((*name).to_owned()),
                    "must be a list of tables",
                    hint,
                );
            }
        }
    }
    rows
}

fn facet(row: &Table, name: &str, file: &mut InFile<'_>) -> Facet {
    let mut keys = Keys::new(row, name, file);
    keys.only(&FACET);
    let id = keys.needed("id");
    Facet {
        label: keys.text("label").unwrap_or_else(|| id.clone()),
        definition: keys.text("definition").unwrap_or_default(),
        weight: weight(&mut keys),
        id,
    }
}

fn weight(keys: &mut Keys<'_, '_, '_>) -> f64 {
    match keys.number("weight") {
        None => 1.0,
        Some(weight) if weight > 0.0 && weight <= 1e6 => weight,
        Some(weight) => {
            let hint = Some("leave the row out to leave it out of comparing".to_owned());
            keys.note(
                rules::OUT_OF_RANGE,
                "weight",
                format!("{weight} is not above 0"),
                hint,
            );
            1.0
        }
    }
}

fn indicator(
    row: &Table,
    name: &str,
    catalogue: &mut Catalogue,
    file: &mut InFile<'_>,
) -> Option<Indicator> {
    let row = &flat(row);
    let mut keys = Keys::new(row, name, file);
    keys.only(&INDICATOR);
    let id = keys.needed("id");
    if id.contains(['|', '\n', ',']) {
        keys.note(rules::NOT_AN_ID, "id", format!("“{id}” is not an id"), None);
    }
    if IDENTITY.contains(&id.as_str()) || id.starts_with("name_") {
        let hint = Some("cities.csv has a column of that name for something else".to_owned());
        keys.note(
            rules::NOT_AN_ID,
            "id",
            format!("“{id}” cannot name an indicator"),
            hint,
        );
    }
    let kind = kind(row, &mut keys);
    let role = role(row, catalogue, &mut keys);
    let unit = keys.text("unit").unwrap_or_default();
    let criterion = criterion(&id, kind.as_ref(), &unit, &mut keys);
    let far = keys.flag("far");
    if far && !matches!(role, Some(Role::Context { .. })) {
        keys.note(
            rules::INCOMPLETE,
            "far",
            "only context indicators set far peers apart",
            None,
        );
    }
    Some(Indicator {
        label: keys.text("label").unwrap_or_else(|| id.clone()),
        definition: keys.text("definition").unwrap_or_default(),
        unit,
        source: keys.text("source").unwrap_or_default(),
        kind: kind?,
        role: role?,
        criterion,
        far,
        id,
    })
}

/// The same row with `kind = {number = {…}}`, `kind = {type = "number", …}` and likewise `role` spread into the row.
fn flat(row: &Table) -> Table {
    let mut flat = row.clone();
    for key in ["kind", "role"] {
        let Some(Value::Table(spec)) = row.get(key) else {
            continue;
        };
        let inner = spec.iter().next();
        let (name, inner) = match inner {
            Some((name, Value::Table(inner))) if spec.len() == 1 => (Some(name.clone()), inner),
            _ => {
                let name = [key, "type", "name"]
                    .iter()
                    .find_map(|k| spec.get(*k)?.as_str());
                (name.map(str::to_owned), spec)
            }
        };
        flat.remove(key);
        for (k, v) in inner {
            if ![key, "type", "name"].contains(&k.as_str()) {
                flat.entry(k.as_str()).or_insert_with(|| v.clone());
            }
        }
        if let Some(name) = name {
            flat.insert(key.to_owned(), Value::String(name));
        }
    }
    flat
}

fn kind(row: &Table, keys: &mut Keys<'_, '_, '_>) -> Option<Kind> {
    let name = match keys.text("kind").or_else(|| keys.text("type")) {
        Some(name) => name,
        None => {
            if !row.contains_key("kind") {
                keys.note(
                    rules::MISSING_FIELD,
                    "kind",
                    "“kind” is missing",
                    hint("", KINDS),
                );
            }
            return None;
        }
    };
    let kind = match name.as_str() {
        "number" => {
            let scale = match keys.text("scale").as_deref() {
                None | Some("linear") => Scale::Linear,
                Some("log") => Scale::Log,
                Some(other) => {
                    keys.note(
                        rules::UNKNOWN_CODE,
                        "scale",
                        format!("unknown scale “{other}”"),
                        hint(other, ["linear", "log"]),
                    );
                    Scale::Linear
                }
            };
            let (low, high) = (keys.number("low"), keys.number("high"));
            if let (Some(low), Some(high)) = (low, high)
                && low >= high
            {
                keys.note(
                    rules::OUT_OF_RANGE,
                    "low",
                    format!("{low} is not below high = {high}"),
                    None,
                );
            }
            if let (Scale::Log, Some(x)) = (scale, low.or(high))
                && x <= 0.0
            {
                let hint = Some("a logarithmic scale begins above 0".to_owned());
                keys.note(
                    rules::OUT_OF_RANGE,
                    "low",
                    format!("{x} is not above 0"),
                    hint,
                );
            }
            Kind::Number {
                scale,
                low: low.unwrap_or(f64::NAN),
                high: high.unwrap_or(f64::NAN),
            }
        }
        "ordered" => Kind::Ordered {
            levels: codes::list(row, &["levels", "codes"], keys),
        },
        "category" => {
            let (codes, parents) = codes::with_parents(row, &["codes", "levels"], keys);
            Kind::Category { codes, parents }
        }
        "tags" => Kind::Tags {
            codes: codes::list(row, &["codes", "levels"], keys),
        },
        other => {
            keys.note(
                rules::UNKNOWN_CODE,
                "kind",
                format!("unknown kind “{other}”"),
                hint(other, KINDS),
            );
            return None;
        }
    };
    let (key, count, least, most) = match &kind {
        Kind::Number { .. } => return Some(kind),
        Kind::Ordered { levels } => ("levels", levels.len(), 2, MOST_CODES),
        Kind::Category { codes, .. } => ("codes", codes.len(), 1, MOST_CODES),
        Kind::Tags { codes } => ("codes", codes.len(), 1, MOST_TAGS),
    };
    if count < least {
        keys.note(
            rules::INCOMPLETE,
            key,
            format!("{count} codes, but at least {least} are needed"),
            None,
        );
    }
    if count > most {
        keys.note(
            rules::TOO_MANY,
            key,
            format!("{count} codes, but at most {most} are possible"),
            None,
        );
    }
    Some(kind)
}

fn role(row: &Table, catalogue: &mut Catalogue, keys: &mut Keys<'_, '_, '_>) -> Option<Role> {
    let Some(name) = keys.text("role") else {
        if !row.contains_key("role") {
            keys.note(
                rules::MISSING_FIELD,
                "role",
                "“role” is missing",
                hint("", ROLES),
            );
        }
        return None;
    };
    match name.as_str() {
        "context" => {
            let facet = keys.text("facet");
            let weight = weight(keys);
            let at = match facet {
                Some(id) => {
                    let at = catalogue.facets.iter().position(|f| f.id == id);
                    if at.is_none() {
                        let hint = hint(&id, catalogue.facets.iter().map(|f| f.id.as_str()));
                        keys.note(
                            rules::UNKNOWN_FACET,
                            "facet",
                            format!("unknown facet “{id}”"),
                            hint,
                        );
                    }
                    at?
                }
                None => general(catalogue),
            };
            Some(Role::Context {
                facet: u8::try_from(at).ok()?,
                weight,
            })
        }
        "outcome" => {
            let better = match keys.text("better").as_deref() {
                Some("higher") => Better::Higher,
                Some("lower") => Better::Lower,
                Some(other) => {
                    let hint = hint(other, ["higher", "lower"]);
                    keys.note(
                        rules::UNKNOWN_CODE,
                        "better",
                        format!("“{other}” is unknown"),
                        hint,
                    );
                    return None;
                }
                None => {
                    keys.note(
                        rules::MISSING_FIELD,
                        "better",
                        "“better” is missing",
                        hint("", ["higher", "lower"]),
                    );
                    return None;
                }
            };
            let sdg = match row.get("sdg") {
                Some(Value::Integer(goal)) => Some(goal.to_string()),
                Some(Value::Float(target)) => Some(target.to_string()),
                _ => keys.text("sdg"),
            };
            Some(Role::Outcome { better, sdg })
        }
        other => {
            keys.note(
                rules::UNKNOWN_CODE,
                "role",
                format!("unknown role “{other}”"),
                hint(other, ROLES),
            );
            None
        }
    }
}

/// Position of the facet for indicators that name none.
fn general(catalogue: &mut Catalogue) -> usize {
    let at = catalogue.facets.iter().position(|f| f.id == "general");
    at.unwrap_or_else(|| {
        catalogue.facets.push(Facet {
            id: "general".to_owned(),
            label: "General".to_owned(),
            definition: String::new(),
            weight: 1.0,
        });
        catalogue.facets.len() - 1
    })
}

/// The criterion an indicator names, or is named after.
fn criterion(
    id: &str,
    kind: Option<&Kind>,
    unit: &str,
    keys: &mut Keys<'_, '_, '_>,
) -> Option<Criterion> {
    let is_money = is_currency(unit) && kind.is_none_or(|k| matches!(k, Kind::Number { .. }));
    let Some(named) = keys.text("criterion") else {
        return Criterion::from_code(id).filter(|c| *c != Criterion::Money || is_money);
    };
    let found = Criterion::from_code(&named);
    if found.is_none() {
        let hint = hint(&named, Criterion::ALL.map(Criterion::code));
        keys.note(
            rules::UNKNOWN_CODE,
            "criterion",
            format!("unknown criterion “{named}”"),
            hint,
        );
    }
    if found == Some(Criterion::Money) && !is_money {
        let message = "money is answered by a number in a currency, per resident and year";
        let hint =
            Some("kind = \"number\" and unit = \"USD\" or another code of ISO 4217".to_owned());
        keys.note(rules::INCOMPLETE, "criterion", message, hint);
    }
    found
}
