//! What values of an indicator can be, by its unit and scale; which indicators count people and area. Pure.

use super::codes::is_currency;
use city_peers_engine::model::{Catalogue, Criterion, Indicator, Kind, Scale};

/// What the values of an indicator must keep to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Nothing is below.
    pub least: Option<f64>,
    /// Nothing is above.
    pub most: Option<f64>,
    /// Counts the people of a city.
    pub people: bool,
    /// Counts people per km².
    pub density: bool,
}

/// The indicator that counts the people of a city, in people.
pub fn people(catalogue: &Catalogue) -> Option<&Indicator> {
    let found = catalogue.answering(Criterion::Population)?;
    let found = catalogue.indicators.get(found)?;
    let unit = found.unit.to_lowercase();
    let is_people = unit.is_empty() || COUNTED.contains(&unit.as_str());
    (is_people && matches!(found.kind, Kind::Number { .. })).then_some(found)
}

const COUNTED: [&str; 4] = ["people", "persons", "inhabitants", "residents"];

/// The area of a city and what turns it into km².
pub fn area(catalogue: &Catalogue) -> Option<(&Indicator, f64)> {
    let in_km2 = |unit: &str| match unit.to_lowercase().as_str() {
        "km²" | "km2" | "sq km" | "km^2" => Some(1.0),
        "ha" | "hectares" => Some(0.01),
        "sq mi" | "mi²" => Some(2.589_988),
        _ => None,
    };
    let areas = || {
        let all = catalogue.indicators.iter();
        all.filter_map(|i| Some((i, in_km2(&i.unit)?)))
    };
    // Parks have an area too: the one that is called so, else the only one.
    let named = areas().find(|(i, _)| i.id == "area");
    named.or_else(|| areas().next().filter(|_| areas().count() == 1))
}

/// The limits of an indicator by its unit and scale.
pub fn limits(indicator: &Indicator) -> Limits {
    let Kind::Number { scale, low, high } = indicator.kind else {
        return Limits::default();
    };
    let unit = indicator.unit.to_lowercase();
    let mut limits = Limits::default();
    if unit == "%" {
        // Where the scale itself goes beyond, such shares are possible.
        limits.most = (high.is_nan() || high <= 100.0).then_some(100.0);
        limits.least = (low.is_nan() || low >= 0.0).then_some(0.0);
        return limits;
    }
    let starts = [
        "people",
        "persons",
        "inhabitants",
        "residents",
        "km",
        "ha",
        "per ",
        "staff",
        "t ",
        "µg",
    ];
    let counted = starts.iter().any(|s| unit.starts_with(s)) || is_currency(&indicator.unit);
    // Heights may lie below the sea although their scale does not.
    let by_scale = scale == Scale::Log && unit != "m";
    if (counted || by_scale) && (low.is_nan() || low >= 0.0) {
        limits.least = Some(0.0);
    }
    limits.density = matches!(
        unit.replace(" per ", "/").replace("km2", "km²").split_once('/'),
        Some((what, "km²")) if COUNTED.contains(&what)
    );
    limits
}
