//! Reads `reports/*.json`: how practices went for cities that took them over. Reads files.

use super::{files, json};
use crate::hint::nearest;
use crate::problem::{Place, Problems, rules};
use city_peers_engine::model::ExperienceReport;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Reads and checks all reports: at most one for each practice and city.
pub fn read(
    root: &Path,
    cities: &BTreeSet<&str>,
    practices: &BTreeSet<String>,
    problems: &mut Problems,
) -> Vec<ExperienceReport> {
    let mut all = Vec::new();
    let mut seen: BTreeMap<(String, String), String> = BTreeMap::new();
    files::each_object(
        root,
        "reports",
        problems,
        |name, pointer, mut value, file| {
            json::without_nulls(&mut value);
            let Some(report) = json::typed::<ExperienceReport>(value, &pointer, file) else {
                return;
            };
            let mut known = |rule,
                             field: &str,
                             what: &str,
                             id: &str,
                             found: bool,
                             near: &dyn Fn() -> Option<String>| {
                if !found {
                    let hint = near().map(|near| format!("did you mean “{near}”?"));
                    let place = Place::Pointer(format!("{pointer}/{field}"));
                    file.note(rule, place, format!("no {what} “{id}”"), hint);
                }
            };
            let ids = || practices.iter().map(String::as_str);
            let near = || nearest(&report.practice, ids()).map(str::to_owned);
            let found = practices.contains(&report.practice);
            known(
                rules::UNKNOWN_PRACTICE,
                "practice",
                "practice",
                &report.practice,
                found,
                &near,
            );
            let near = || nearest(&report.city, cities.iter().copied()).map(str::to_owned);
            let found = cities.contains(report.city.as_str());
            known(
                rules::UNKNOWN_CITY,
                "city",
                "city",
                &report.city,
                found,
                &near,
            );
            let key = (report.practice.clone(), report.city.clone());
            if let Some(first) = seen.get(&key) {
                let place = Place::Pointer(format!("{pointer}/city"));
                let message = format!(
                    "“{}” reports on “{}” in {first} already",
                    report.city, report.practice
                );
                let hint = Some("keep the newer report".to_owned());
                file.note(rules::DUPLICATE_ID, place, message, hint);
                return;
            }
            seen.insert(key, name.to_owned());
            all.push(report);
        },
    );
    all
}
