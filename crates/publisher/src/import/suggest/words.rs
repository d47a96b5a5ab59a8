//! Words of headers: taken apart, folded, with the year and the unit they name; lists of names for messages. Pure.

use crate::fold::fold;
use crate::import::units;

/// The first names of a list, in quotes, and how many more there are.
pub fn listed(names: &[&str], most: usize) -> String {
    let shown: Vec<String> = names.iter().take(most).map(|n| format!("“{n}”")).collect();
    match names.len().saturating_sub(most) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A header taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// As it stands in the file.
    pub whole: String,
    /// Its words, folded, without year and unit.
    pub words: String,
    /// The year it names.
    pub year: Option<u16>,
    /// The unit it names, as it stands.
    pub unit: Option<String>,
    /// The SDG target it names, such as `11.6`.
    pub target: Option<String>,
}

/// Takes a header apart.
pub fn header(text: &str) -> Header {
    let mut header = Header {
        whole: text.trim().to_owned(),
        ..Header::default()
    };
    let mut rest = text.to_owned();
    // “Area (km²)”, “Area [ha]”
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((before, after)) = rest.clone().split_once(open)
            && let Some((inside, more)) = after.split_once(close)
        {
            let inside = inside.trim();
            if inside.parse::<u16>().is_ok() {
                rest = format!("{before} {inside} {more}");
            } else if units::is_known(inside)
                || inside.contains(['%', '/', '²'])
                || inside.contains("per ")
            {
                header.unit = Some(inside.to_owned());
                rest = format!("{before} {more}");
            } else {
                rest = format!("{before} {inside} {more}");
            }
        }
    }
    if header.unit.is_none() && rest.contains('%') {
        header.unit = Some("%".to_owned());
        rest = rest.replace('%', " ");
    }
    let spaced = spaced(&rest);
    let mut words: Vec<&str> = Vec::new();
    let all: Vec<&str> = spaced.split_whitespace().collect();
    if let [first, goal, target, ..] = all.as_slice()
        && *first == "sdg"
        && goal.parse::<u8>().is_ok_and(|g| (1..=17).contains(&g))
    {
        header.target = Some(format!("{goal}.{target}"));
    }
    for word in all {
        match word.parse::<u16>() {
            Ok(year) if (1990..=2035).contains(&year) => header.year = Some(year),
            _ => words.push(word),
        }
    }
    if let [.., last] = words.as_slice()
        && words.len() > 1
        && header.unit.is_none()
        && ["km2", "ha", "km", "sqkm", "mi2"].contains(last)
    {
        header.unit = Some((*last).to_owned());
        words.pop();
    }
    header.words = words.join(" ");
    header
}

/// `populationTotal_2020` → `population total 2020`, folded.
fn spaced(text: &str) -> String {
    let mut spaced = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let camel = before.is_lowercase() && c.is_uppercase();
        let number = before.is_alphabetic() && c.is_ascii_digit() && !matches!(before, 'm' | 'M');
        if camel || number {
            spaced.push(' ');
        }
        spaced.push(match c {
            '_' | '.' | '-' | '/' => ' ',
            c => c,
        });
        before = c;
    }
    fold(&spaced)
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn headers_name_years_units_and_targets() {
        let h = header("Population_2020");
        assert_eq!((h.words.as_str(), h.year), ("population", Some(2020)));
        let h = header("Área (km²)");
        assert_eq!((h.words.as_str(), h.unit.as_deref()), ("area", Some("km²")));
        let h = header("accessToWater %");
        assert_eq!(
            (h.words.as_str(), h.unit.as_deref()),
            ("access to water", Some("%"))
        );
        assert_eq!(header("sdg11_6_pm").target.as_deref(), Some("11.6"));
        assert_eq!(header("Surface_ha").unit.as_deref(), Some("ha"));
    }
}
