//! Units: how a number given in one becomes a number in another. Pure; knows no currencies' worth.

use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// How a number in one unit becomes one in another: `x · factor + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conversion {
    /// Multiplied first.
    pub factor: f64,
    /// Added then.
    pub offset: f64,
}

/// Names of a unit with what it is and how much: `(names, [(quantity, power)], in basic units)`.
const UNITS: [(&str, &str, i8, f64); 30] = [
    (
        "km kilometre kilometres kilometer kilometers kms",
        "length",
        1,
        1e3,
    ),
    ("m metre metres meter meters msnm masl", "length", 1, 1.0),
    ("mi mile miles", "length", 1, 1609.344),
    ("ft foot feet", "length", 1, 0.3048),
    ("km2 sqkm kmq", "length", 2, 1e6),
    ("m2 sqm", "length", 2, 1.0),
    ("ha hectare hectares hectárea hectáreas", "length", 2, 1e4),
    ("acre acres", "length", 2, 4_046.856_422_4),
    ("mi2 sqmi", "length", 2, 2_589_988.110_336),
    ("ft2 sqft", "length", 2, 0.092_903_04),
    ("t tonne tonnes tons ton toneladas", "mass", 1, 1e6),
    ("kg kilogram kilograms", "mass", 1, 1e3),
    ("g gram grams", "mass", 1, 1.0),
    ("mg", "mass", 1, 1e-3),
    ("µg μg ug", "mass", 1, 1e-6),
    ("lb lbs pound pounds", "mass", 1, 453.592_37),
    ("m3", "length", 3, 1.0),
    ("l litre litres liter liters", "length", 3, 1e-3),
    ("gal gallon gallons", "length", 3, 3.785_411_784e-3),
    ("kwh", "energy", 1, 1.0),
    ("mwh", "energy", 1, 1e3),
    ("gwh", "energy", 1, 1e6),
    ("% percent pct prozent percentage porcentaje", "", 0, 0.01),
    ("‰ permille", "", 0, 0.001),
    ("fraction share ratio", "", 0, 1.0),
    ("thousand thousands mil miles_de k tsd", "", 0, 1e3),
    ("million millions mio mn millones milhões", "", 0, 1e6),
    ("billion billions bn", "", 0, 1e9),
    ("lakh lakhs", "", 0, 1e5),
    ("crore crores", "", 0, 1e7),
];
/// Words that all mean people.
const PEOPLE: &str = "people person persons resident residents inhabitant inhabitants inh pop population habitantes hab \
    einwohner habitants capita";
/// Words that say nothing of the quantity.
const FILLERS: &str = "a an the of in and p pa";

/// A unit taken apart.
#[derive(Debug, Default, PartialEq)]
struct Parts {
    factor: f64,
    quantities: BTreeMap<String, i8>,
    words: BTreeMap<String, i8>,
    /// Only `thousand`, `million` and the like.
    magnitude: bool,
}

/// How numbers in the unit `from` become numbers in the unit `to`.
///
/// # Errors
/// What is wrong, and what to write.
pub fn conversion(from: &str, to: &str) -> Result<Conversion, (String, Option<String>)> {
    let plain = |text: &str| text.trim().to_lowercase().replace(['°', ' ', '.'], "");
    match (plain(from).as_str(), plain(to).as_str()) {
        ("f" | "fahrenheit", "c" | "celsius") => {
            return Ok(Conversion {
                factor: 5.0 / 9.0,
                offset: -160.0 / 9.0,
            });
        }
        ("c" | "celsius", "f" | "fahrenheit") => {
            return Ok(Conversion {
                factor: 1.8,
                offset: 32.0,
            });
        }
        (same, other) if same == other => {
            return Ok(Conversion {
                factor: 1.0,
                offset: 0.0,
            });
        }
        _ => {}
    }
    let (given, wanted) = (parts(from), parts(to));
    let factor = if given.magnitude && wanted.factor != 0.01 {
        given.factor
    } else {
        let fits = given.quantities == wanted.quantities
            && given
                .words
                .iter()
                // “per 10,000 inhabitants” says of whom, “per 100,000” leaves it out.
                .all(|(word, power)| {
                    wanted.words.get(word) == Some(power)
                        || (word == "people" && *power < 0 && !wanted.words.contains_key(word))
                });
        if !fits {
            let hint = "a “factor” converts what units cannot; currencies are never converted here";
            let message = format!("“{from}” cannot be turned into “{to}”");
            return Err((message, Some(hint.to_owned())));
        }
        given.factor / wanted.factor
    };
    Ok(Conversion {
        // 0.01 / 0.001 is not quite 10.
        factor: rounded(factor),
        offset: 0.0,
    })
}

/// Without the last digits that division gets wrong.
fn rounded(x: f64) -> f64 {
    format!("{x:.12e}").parse().unwrap_or(x)
}

fn parts(unit: &str) -> Parts {
    let text: String = unit.nfkc().collect::<String>().to_lowercase();
    let mut text = format!(" {text} ");
    for (from, to) in [
        ("square ", "sq"),
        ("sq. ", "sq"),
        ("sq ", "sq"),
        ("cubic m ", "m3 "),
        ("^", ""),
        ("²", "2"),
        ("per cent", "percent"),
        ("per mille", "permille"),
        ("miles de ", "miles_de "),
        ("/", " per "),
        (" por ", " per "),
        (" pro ", " per "),
        ("-", " "),
        ("%", " % "),
        ("sqkilometres", "km2"),
        ("sqkilometers", "km2"),
        ("sqmetres", "m2"),
        ("sqmeters", "m2"),
        ("sqmiles", "mi2"),
        ("sqmile", "mi2"),
    ] {
        text = text.replace(from, to);
    }
    let mut parts = Parts {
        factor: 1.0,
        magnitude: true,
        ..Parts::default()
    };
    let mut power = 1_i8;
    let mut any = false;
    for word in text.split_whitespace() {
        let word = word.trim_matches(['(', ')', '[', ']', '.', ',']);
        if word == "per" {
            power = -1;
            parts.magnitude = false;
            continue;
        }
        if word.is_empty() || FILLERS.split(' ').any(|f| f == word) {
            continue;
        }
        any = true;
        if let Ok(number) = word.replace([',', '\''], "").parse::<f64>() {
            parts.magnitude = parts.magnitude && number > 1.0;
            parts.factor *= number.powi(i32::from(power));
        } else if let Some((_, quantity, dimension, amount)) = UNITS
            .iter()
            .find(|(names, ..)| names.split(' ').any(|n| n == word))
        {
            parts.factor *= amount.powi(i32::from(power));
            parts.magnitude = parts.magnitude && quantity.is_empty() && *amount > 1.0;
            if !quantity.is_empty() {
                let entry = parts.quantities.entry((*quantity).to_owned()).or_insert(0);
                *entry += dimension * power;
            }
        } else {
            let people = PEOPLE.split_whitespace().any(|p| p == word);
            let word = match people {
                true => "people",
                false => word.strip_suffix('s').unwrap_or(word),
            };
            parts.magnitude = false;
            parts.words.insert(word.to_owned(), power);
        }
    }
    parts.magnitude = parts.magnitude && any;
    parts.quantities.retain(|_, power| *power != 0);
    parts
}

/// Whether a text is a unit that is known at all.
pub fn is_known(unit: &str) -> bool {
    let parts = parts(unit);
    parts.words.is_empty()
        && !unit.trim().is_empty()
        && (parts.factor != 1.0 || parts.quantities.values().any(|p| *p != 0) || unit == "m")
}

#[cfg(test)]
mod tests {
    use super::conversion;

    #[test]
    fn units_become_others() {
        for (from, to, factor) in [
            ("ha", "km²", 0.01),
            ("sq mi", "km²", 2.589_988_110_336),
            ("square miles", "km²", 2.589_988_110_336),
            ("m²", "km²", 1e-6),
            ("million", "people", 1e6),
            ("thousand people", "people", 1e3),
            ("fraction", "%", 100.0),
            ("‰", "%", 0.1),
            ("per 1,000", "per 100,000", 100.0),
            ("per 10,000 inhabitants", "per 100,000", 10.0),
            ("people/ha", "people/km²", 100.0),
            ("inhabitants per sq mi", "people/km²", 0.386_102_158_542),
            ("kg CO2e per capita", "t CO₂e per resident", 0.001),
            ("miles", "km", 1.609_344),
            ("ft", "m", 0.3048),
            ("%", "% a year", 1.0),
            ("mg/m3", "µg/m³", 1000.0),
            ("thousand USD", "USD", 1000.0),
        ] {
            let found = conversion(from, to).map(|c| c.factor);
            let close = found
                .as_ref()
                .is_ok_and(|f| (f / factor - 1.0).abs() < 1e-9);
            assert!(close, "{from} → {to}: {found:?}");
        }
        for (from, to) in [
            ("ha", "km"),
            ("EUR", "USD"),
            ("people", "%"),
            ("km", "people"),
        ] {
            assert!(conversion(from, to).is_err(), "{from} → {to}");
        }
        let warm = conversion("°F", "°C").unwrap();
        assert!((50.0 * warm.factor + warm.offset - 10.0).abs() < 1e-9);
    }
}
