//! How well a column fits an indicator: by its header, the unit and the target it names, and its values. Pure.

use super::{Fit, says};
use crate::fold::fold;
use crate::import::suggest::print::quoted;
use crate::import::suggest::values::Looks;
use crate::import::suggest::words::Header;
use crate::import::units;
use city_peers_engine::model::{Indicator, Kind, Role, Scale};
use std::collections::BTreeSet;

/// The fit with an indicator: `known` are its codes and labels, `words` what else it is called, all folded.
pub(super) fn value(
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
            Role::Outcome { sdg: Some(sdg), .. } => {
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
                more.push(format!("unit = {}", quoted(unit)));
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
