//! Ids of cities and practices: from a column, or made of the country and the name after a pattern. Pure.

use super::mapping::{Kind, Mapping};
use crate::fold::fold;

/// The pattern where the mapping gives none.
pub fn pattern(mapping: &Mapping) -> &str {
    match (&mapping.pattern, mapping.kind) {
        (Some(pattern), _) => pattern,
        (None, Kind::Profile) => "{country}-{name}",
        (None, Kind::Practice) => "{title}-{city}",
    }
}

/// Lower-case Latin letters, digits and single hyphens; accents and marks go, other scripts too.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The slots of a pattern, without `country`.
pub fn slots(pattern: &str) -> Vec<&str> {
    let parts = pattern.split('{').skip(1);
    let slots = parts.filter_map(|part| part.split_once('}').map(|(slot, _)| slot.trim()));
    slots.filter(|slot| *slot != "country").collect()
}

/// A pattern with its slots filled; `{country}` stays, a slot without a text becomes `{}`.
pub fn filled(pattern: &str, fill: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((slot, more)) = after.split_once('}') else {
            break;
        };
        rest = more;
        match slot.trim() {
            "country" => text.push_str("{country}"),
            slot => match fill(slot).filter(|s| !s.is_empty()) {
                Some(part) => text.push_str(&part),
                None => text.push_str("{}"),
            },
        }
    }
    text.push_str(rest);
    text
}

/// The id of a filled pattern.
///
/// # Errors
/// What is missing.
pub fn id(filled: &str, country: Option<&str>) -> Result<String, &'static str> {
    if filled.contains("{}") {
        return Err(
            "the id cannot be made: what its pattern names is empty or has no Latin letters",
        );
    }
    match country {
        None if filled.contains("{country}") => {
            Err("the id cannot be made: the country is unknown")
        }
        country => Ok(slug(
            &filled.replace("{country}", country.unwrap_or_default()),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{filled, id, slug};

    #[test]
    fn slugs_and_patterns() {
        assert_eq!(slug("São Paulo"), "sao-paulo");
        assert_eq!(slug("Łódź / Straße"), "lodz-strasse");
        assert_eq!(slug("서울"), "");
        let text = filled("{country}-{name}", |_| Some("la-paz".to_owned()));
        assert_eq!(id(&text, Some("BO")), Ok("bo-la-paz".to_owned()));
        assert!(id(&text, None).is_err());
        assert!(id(&filled("{name}", |_| None), None).is_err());
    }
}
