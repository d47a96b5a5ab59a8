//! How well a column fits a field that is no indicator: names, countries, degrees, contacts, what a city states. Pure.

use super::{Fit, Lookup};
use crate::check::codes::is_link;
use crate::fold::fold;
use crate::import::context::Context;
use crate::import::country::Names;
use crate::import::dates;
use crate::import::suggest::values::Looks;
use crate::import::suggest::words::Header;

/// The fit with a field; `said` is how well the header says it, 0 to 1.
pub(super) fn identity(
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
