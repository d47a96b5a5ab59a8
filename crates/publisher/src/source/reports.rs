//! Reads `reports/*.json`: how practices went for cities that took them over. Reads files.

use super::{files, json};
use crate::problem::{Place, Problems};
use city_peers_engine::model::ExperienceReport;
use std::collections::BTreeSet;
use std::path::Path;

/// Checks all reports and returns how many there are.
pub fn read(
    root: &Path,
    cities: &BTreeSet<&str>,
    practices: &BTreeSet<String>,
    problems: &mut Problems,
) -> usize {
    let mut count = 0;
    files::each_object(root, "reports", problems, |_, pointer, mut value, file| {
        json::without_nulls(&mut value);
        let Some(report) = json::typed::<ExperienceReport>(value, &pointer, file) else {
            return;
        };
        count += 1;
        let mut known = |field: &str, what: &str, id: &str, found: bool, near: Option<&str>| {
            if !found {
                let hint = near.map(|near| format!("did you mean “{near}”?"));
                let place = Place::Pointer(format!("{pointer}/{field}"));
                file.error(place, format!("no {what} “{id}”"), hint);
            }
        };
        let near = crate::hint::nearest(&report.practice, practices.iter().map(String::as_str));
        let found = practices.contains(&report.practice);
        known("practice", "practice", &report.practice, found, near);
        let near = crate::hint::nearest(&report.city, cities.iter().copied());
        let found = cities.contains(report.city.as_str());
        known("city", "city", &report.city, found, near);
    });
    count
}
