//! Ids, titles and codes from what was typed. Pure.

use crate::commands::Failure;
use crate::countries;
use crate::fold::fold;
use std::path::Path;

/// A path as a shell takes it.
pub fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/\\._-+:~".contains(c);
    match !text.is_empty() && text.chars().all(plain) {
        true => text,
        false => format!("\"{text}\""),
    }
}

/// The text, if it fits.
///
/// # Errors
/// That it is not what was wanted.
pub fn checked(text: &str, fits: impl Fn(&str) -> bool, what: &str) -> Result<String, Failure> {
    match fits(text) {
        true => Ok(text.to_owned()),
        false => Err(Failure(format!("“{text}” is not {what}"))),
    }
}

/// A country code, also where it was written small.
///
/// # Errors
/// When there is no such country.
pub fn country(code: Option<&str>) -> Result<Option<String>, Failure> {
    let Some(code) = code else { return Ok(None) };
    let upper = code.trim().to_uppercase();
    match countries::is_country(&upper) {
        true => Ok(Some(upper)),
        false => Err(Failure(format!(
            "“{code}” is not a country code (two letters of ISO 3166-1, such as KR)"
        ))),
    }
}

/// `kr-seoul` for Seoul in KR.
pub fn city_id(country: Option<&str>, name: &str) -> Option<String> {
    let name = slug(name)?;
    Some(match country {
        Some(country) => format!("{}-{name}", country.to_lowercase()),
        None => name,
    })
}

/// Letters and digits of a text with hyphens between; `None` where it has none that ids may hold.
pub fn slug(text: &str) -> Option<String> {
    let folded = fold(text);
    let parts = folded.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|p| !p.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("-"))
}

/// `Our network` for `our-network`.
pub fn as_title(folder: &str) -> String {
    let words = folder.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
