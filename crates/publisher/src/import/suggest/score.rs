//! How well a column fits a field, by its header and its values; each with the reason. Pure.

use super::values::Looks;
use super::words::Header;
use crate::check::codes::is_link;
use crate::fold::fold;
use crate::import::context::Context;
use crate::import::country::Names;
use crate::import::dates;
use crate::import::units;
use city_peers_engine::model::{Indicator, Kind, Scale};
use std::collections::{BTreeMap, BTreeSet};

/// What fields are called.
const SYNONYMS: &str = include_str!("synonyms.txt");

/// How well a column fits a field.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Position of the column.
    pub column: usize,
    /// Dotted path of the field.
    pub to: String,
    /// How sure, 0 to 1.
    pub sure: f64,
    /// Why.
    pub why: String,
    /// More keys of the line, such as `unit = "ha"`.
    pub more: Vec<String>,
}

/// What columns are compared with, folded once.
pub struct Lookup {
    synonyms: BTreeMap<&'static str, Vec<String>>,
    codes: Vec<BTreeSet<String>>,
    topics: BTreeSet<String>,
}

impl Lookup {
    /// What a directory has.
    pub fn new(context: &Context) -> Lookup {
        let folds = |texts: [&str; 2]| texts.map(fold);
        let codes = context.catalogue.indicators.iter().map(|indicator| {
            let codes = indicator.codes().iter();
            codes.flat_map(|c| folds([&c.code, &c.label])).collect()
        });
        let topics = context.vocabulary.topics.iter();
        Lookup {
            synonyms: synonyms(),
            codes: codes.collect(),
            topics: topics.flat_map(|t| folds([&t.code, &t.label])).collect(),
        }
    }
}

/// Fields with their synonyms, folded.
fn synonyms() -> BTreeMap<&'static str, Vec<String>> {
    SYNONYMS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(field, words)| (field, words.split(';').map(fold).collect()))
        .collect()
}

/// How well the words of a header say one of some names: 0.95 the same, less where there are more words.
fn says(words: &str, names: &[String]) -> f64 {
    let mut best: f64 = 0.0;
    let count = |text: &str| text.split(' ').count() as f64;
    for name in names.iter().filter(|n| !n.is_empty()) {
        if words == name {
            return 0.95;
        }
        let whole = format!(" {words} ").contains(&format!(" {name} "));
        let unspaced =
            !name.is_ascii() && name.chars().count() > 1 && words.contains(name.as_str());
        if whole {
            best = best.max(0.4 + 0.45 * count(name) / count(words));
        } else if unspaced {
            best = best.max(0.8);
        }
    }
    best
}

/// All fields a column may go to.
pub fn fits(
    (column, header, looks): (usize, &Header, &Looks),
    context: &Context,
    names: &Names,
    lookup: &Lookup,
) -> Vec<Fit> {
    let mut found = Vec::new();
    for (field, words) in &lookup.synonyms {
        if context.catalogue.indicator(field).is_none()
            && let Some(fit) = identity(
                field,
                says(&header.words, words),
                (column, header, looks),
                context,
                names,
                lookup,
            )
        {
            found.push(fit);
        }
    }
    for (indicator, known) in context.catalogue.indicators.iter().zip(&lookup.codes) {
        let none = Vec::new();
        let words = lookup.synonyms.get(indicator.id.as_str()).unwrap_or(&none);
        found.extend(value(indicator, known, words, (column, header, looks)));
    }
    found.retain(|fit| fit.sure >= 0.4);
    found.sort_by(|a, b| b.sure.total_cmp(&a.sure).then_with(|| a.to.cmp(&b.to)));
    found
}

fn identity(
    field: &str,
    said: f64,
    (column, header, looks): (usize, &Header, &Looks),
    context: &Context,
    names: &Names,
    lookup: &Lookup,
) -> Option<Fit> {
    // Only these show by their values alone.
    let by_values = ["country", "time_zone", "contacts.0.email", "contacts.0.url"];
    if said == 0.0 && !by_values.contains(&field) {
        return None;
    }
    let mut more = Vec::new();
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let (sure, why) = match field {
        // A field of the standard catalogue that this one does not have.
        field if !is_field(field) => return None,
        "name" => {
            let text = 1.0 - looks.numeric();
            (
                said * if text > 0.8 { 1.0 } else { 0.3 },
                format!(
                    "header; {} of the values are different",
                    percent(looks.distinct())
                ),
            )
        }
        "id" => {
            let fits = looks.distinct() > 0.999 && looks.numeric() < 0.5;
            (
                said * if fits { 1.0 } else { 0.5 },
                "header; an id is different in every row and stays the same".to_owned(),
            )
        }
        "country" => {
            let share = looks.countries(names);
            let long = looks.share(|t| t.chars().count() > 3);
            let sure = match share {
                x if x >= 0.8 && said > 0.5 => 0.97,
                x if x >= 0.9 && long > 0.5 => 0.85,
                x => said * x,
            };
            (
                sure,
                format!("{} of the values are countries", percent(share)),
            )
        }
        "lat" | "lon" => {
            let most = if field == "lat" { 90.0 } else { 180.0 };
            let within = looks.numbers.iter().filter(|x| x.abs() <= most).count() as f64;
            let share = within / looks.shown.len().max(1) as f64;
            (
                said * share,
                format!("header; {} of the values are degrees", percent(share)),
            )
        }
        "time_zone" => {
            let share = looks.share(|t| context.zones.contains(t));
            (
                if share > 0.8 { 0.95 } else { said * share },
                format!("{} of the values are time zones", percent(share)),
            )
        }
        "languages" => {
            let known = |t: &str| {
                t.split(['|', ';', ','])
                    .all(|p| names.language(p).is_some())
            };
            (
                said * looks.share(known),
                "header; the values are languages".to_owned(),
            )
        }
        "updated" => {
            let dates = looks.dates as f64 / looks.shown.len().max(1) as f64;
            let text = looks.share(|t| dates::iso(t, None).is_ok());
            let slashes = looks.share(|t| t.matches('/').count() == 2);
            if let Some(format) = looks.date_format() {
                more.push(format!("date = \"{format}\""));
            }
            let share = if more.is_empty() {
                dates.max(text)
            } else {
                slashes
            };
            (
                said * share,
                format!("header; {} of the values are dates", percent(share)),
            )
        }
        "contacts.0.email" => {
            let share = looks.share(|t| t.contains('@'));
            // It needs an office beside it, which a person must name.
            (
                0.7 * share,
                "e-mail addresses; contacts.0.office and contacts.0.kind must be given too"
                    .to_owned(),
            )
        }
        "contacts.0.url" => (
            0.6 * looks.share(is_link),
            "links; contacts.0.office and contacts.0.kind must be given too".to_owned(),
        ),
        "needs" | "offers" => {
            let known = |t: &str| {
                let parts = t.split(['|', ';', ',', '\n']).map(str::trim);
                parts.filter(|p| !p.is_empty()).all(|p| {
                    let name = p.trim_end_matches(['1', '2', '3', ')', '(', ':', ' ']);
                    lookup.topics.contains(&fold(name))
                })
            };
            let share = looks.share(known);
            more.push("level = 2".to_owned());
            (
                said * (0.6 + 0.4 * share).min(1.0) * if share > 0.95 { 1.0 } else { 0.8 },
                format!(
                    "header; {} of the values are topics; level: how much where a cell does not say",
                    percent(share)
                ),
            )
        }
        "goals" => {
            more.push("level = 2".to_owned());
            (
                said * 0.8,
                "header; level: the priority where a cell does not say".to_owned(),
            )
        }
        _ => (said * 0.8, "header".to_owned()),
    };
    let to = match field {
        "name" => language_of(header).map_or_else(|| "name".to_owned(), |l| format!("name.{l}")),
        field => field.to_owned(),
    };
    Some(Fit {
        column,
        to,
        sure,
        why,
        more,
    })
}

fn is_field(field: &str) -> bool {
    const FIELDS: &str = "id name country lat lon time_zone languages base.region updated contacts.0.email contacts.0.url \
        contacts.0.office needs offers goals networks modes philosophy";
    FIELDS.split_whitespace().any(|f| f == field)
}

/// `name_es`, `Name (fr)`.
fn language_of(header: &Header) -> Option<&str> {
    let (_, last) = header.words.rsplit_once(' ')?;
    const KNOWN: &str = "en es fr pt de it ru ar zh ja ko";
    KNOWN.split(' ').any(|l| l == last).then_some(last)
}

fn value(
    indicator: &Indicator,
    known: &BTreeSet<String>,
    words: &[String],
    (column, header, looks): (usize, &Header, &Looks),
) -> Option<Fit> {
    if header.whole == indicator.id {
        return Some(Fit {
            column,
            to: format!("values.{}", indicator.id),
            sure: 1.0,
            why: "the header is its id".to_owned(),
            more: Vec::new(),
        });
    }
    let own = [
        fold(&indicator.id.replace('_', " ")),
        fold(&indicator.label),
    ];
    let mut sure = says(&header.words, &own).max(says(&header.words, words));
    let mut why = match sure {
        x if x >= 0.95 => "header".to_owned(),
        x if x > 0.0 => format!("the header is like “{}”", indicator.label),
        _ => String::new(),
    };
    if sure < 0.5 && overlap(&header.words, indicator) >= 2 {
        sure = sure.max(0.5);
        why = format!("the header shares words with “{}”", indicator.definition);
    }
    let target = header
        .target
        .as_ref()
        .filter(|target| match &indicator.role {
            city_peers_engine::model::Role::Outcome { sdg: Some(sdg), .. } => {
                sdg == *target || sdg.starts_with(&format!("{target}."))
            }
            _ => false,
        });
    if let Some(target) = target
        && sure < 0.5
    {
        sure = 0.5;
        why = format!(
            "the header names SDG target {target}, as “{}” does",
            indicator.label
        );
    }
    let mut more = Vec::new();
    match &indicator.kind {
        Kind::Number { scale, low, high } => {
            if sure == 0.0 || looks.numeric() < 0.7 {
                return None;
            }
            measure(indicator, header, looks, &mut sure, &mut why, &mut more);
            // Beside the scale by far: another unit, or another thing.
            if let Some(median) = looks.median()
                && more.is_empty()
                && match scale {
                    Scale::Log => median < low / 50.0 || median > high * 50.0,
                    Scale::Linear => median > high + 3.0 * (high - low),
                }
            {
                sure *= 0.6;
                why.push_str(&format!(
                    "; but the middle value is {median}, far from the scale of {low} to {high}"
                ));
            }
        }
        Kind::Ordered { .. } | Kind::Category { .. } | Kind::Tags { .. } => {
            let share = looks.among(known);
            let said = sure;
            sure = match (said, share) {
                (said, share) if said >= 0.5 => said * (0.5 + 0.5 * share),
                (_, share) if share > 0.95 && looks.shown.len() >= 3 => 0.7,
                _ => 0.0,
            };
            why = format!(
                "{:.0} % of the values are its codes or labels",
                share * 100.0
            );
        }
    }
    if let Some(year) = header.year {
        more.push(format!("year = {year}"));
    }
    Some(Fit {
        column,
        to: format!("values.{}", indicator.id),
        sure,
        why,
        more,
    })
}

/// What the unit of the header, and values between 0 and 1, say.
fn measure(
    indicator: &Indicator,
    header: &Header,
    looks: &Looks,
    sure: &mut f64,
    why: &mut String,
    more: &mut Vec<String>,
) {
    if let Some(unit) = &header.unit {
        match units::conversion(unit, &indicator.unit) {
            Ok(conversion) if conversion.factor != 1.0 => {
                more.push(format!("unit = {}", super::print::quoted(unit)));
                why.push_str(&format!(", in {unit}"));
            }
            Ok(_) => {}
            Err(_) => {
                *sure *= 0.5;
                why.push_str(&format!("; but {unit} is not {}", indicator.unit));
            }
        }
    } else if indicator.unit.starts_with('%') && looks.are_fractions() {
        more.push("unit = \"fraction\"".to_owned());
        why.push_str("; all values lie between 0 and 1");
    }
}

/// How many words of a header, not the common ones, stand in the definition.
fn overlap(words: &str, indicator: &Indicator) -> usize {
    let text = format!(
        " {} ",
        fold(&format!("{} {}", indicator.label, indicator.definition))
    );
    let long = words.split(' ').filter(|w| w.chars().count() > 4);
    long.filter(|w| text.contains(&format!(" {w} "))).count()
}
