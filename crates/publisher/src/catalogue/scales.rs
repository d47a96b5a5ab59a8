//! Gives numbers without fixed ends the 5th and 95th percentile of the given cities. Pure; notes one warning.

use crate::evaluate::stats::percentile;
use crate::problem::{InFile, Place, rules};
use city_peers_engine::model::{Catalogue, Kind, Profile, Scale, Value};

/// Scales that the warning spells out.
const LISTED: usize = 8;

/// Fills in missing `low` and `high`.
pub fn fill_scales(catalogue: &mut Catalogue, profiles: &[Profile], file: &mut InFile<'_>) {
    let mut taken = Vec::new();
    let mut first = String::new();
    for indicator in &mut catalogue.indicators {
        let Kind::Number { scale, low, high } = &mut indicator.kind else {
            continue;
        };
        if !low.is_nan() && !high.is_nan() {
            continue;
        }
        let mut values: Vec<f64> = profiles
            .iter()
            .filter_map(|p| match p.values.get(&indicator.id)? {
                Value::Number(x) if *scale == Scale::Linear || *x > 0.0 => Some(*x),
                _ => None,
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let from = if low.is_nan() {
            percentile(&values, 0.05)
        } else {
            Some(*low)
        };
        let to = if high.is_nan() {
            percentile(&values, 0.95)
        } else {
            Some(*high)
        };
        let wider = |x: f64| match scale {
            Scale::Linear => x + 1.0,
            Scale::Log => x * 10.0,
        };
        *low = from
            .or(to.map(|t| {
                if *scale == Scale::Log {
                    t / 10.0
                } else {
                    t - 1.0
                }
            }))
            .unwrap_or(1.0);
        *high = to.filter(|t| t > low).unwrap_or_else(|| wider(*low));
        if taken.is_empty() {
            first.clone_from(&indicator.id);
        }
        taken.push(format!("{}: low = {low}, high = {high}", indicator.id));
    }
    if taken.is_empty() {
        return;
    }
    let many = taken.len();
    let listed = taken.iter().take(LISTED).map(String::as_str);
    let mut message = format!(
        "{} taken from the given cities, not fixed: {}",
        if many == 1 {
            "a scale is"
        } else {
            "scales are"
        },
        listed.collect::<Vec<_>>().join("; ")
    );
    if many > LISTED {
        message.push_str(&format!("; and {} more", many - LISTED));
    }
    let hint = "write them into the catalogue, or each new city moves all results".to_owned();
    let place = match taken.as_slice() {
        [_] => Place::Key(format!("indicator “{first}”")),
        _ => Place::File,
    };
    file.note(rules::SCALE_NOT_FIXED, place, message, Some(hint));
}
