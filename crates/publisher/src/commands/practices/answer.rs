//! Practices as plain data: what `city-peers practices --format json` prints. Pure.

use super::Listed;
use crate::commands::asked::Read;
use city_peers_engine::answer::{PracticeAnswer, plain};
use city_peers_engine::model::{ExperienceReport, Practice};
use city_peers_engine::side_by_side::Side;
use city_peers_engine::suggest::{Subject, Suggestions};
use schemars::JsonSchema;
use serde::Serialize;

/// A list of practices. Unknown is `null`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PracticesAnswer {
    /// Id of the city that asks; `null` where none does, or its profile is not in the directory.
    pub city: Option<String>,
    /// How many there are; the list may be shorter.
    pub found: usize,
    /// The practices, best fit first where a city asks, else by id.
    pub practices: Vec<ListedAnswer>,
}

/// One practice of the list.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ListedAnswer {
    /// The practice, as its file has it.
    pub practice: Practice,
    /// Id of its city, where the directory has it.
    pub city: Option<String>,
    /// Ids of the cities known to do it.
    pub adopters: Vec<String>,
    /// What it cost each resident of its city, in the unit of the indicator that answers for money.
    pub cost_per_resident: Option<f64>,
    /// How it went for cities that took it over.
    pub reports: Vec<ExperienceReport>,
    /// How it fits the city that asks; `null` where none does, or it does this already.
    pub fit: Option<PracticeAnswer>,
}

/// A list of practices as plain data.
pub(super) fn answer(
    read: &Read,
    us: Option<&Side>,
    found: usize,
    listed: &[Listed],
) -> PracticesAnswer {
    let directory = read.directory();
    let id = |city| directory.id(city).to_owned();
    let fit = |listed: &Listed| {
        let found = listed.found.as_ref()?;
        let (subject, none) = (Subject::default(), Suggestions::default());
        let practices = &read.opened.practices;
        let one = std::slice::from_ref(found);
        let answer = plain(directory, practices, &subject, &none, None, one);
        answer.practices.into_iter().next()
    };
    let row = |listed: &Listed| ListedAnswer {
        practice: listed.entry.practice.clone(),
        city: listed.entry.city.map(id),
        adopters: listed.entry.adopters.iter().copied().map(id).collect(),
        cost_per_resident: listed.entry.cost,
        reports: listed
            .entry
            .reports
            .iter()
            .map(|report| ExperienceReport {
                practice: listed.entry.practice.id.clone(),
                city: id(report.city),
                status: report.status,
                changes: report.changes.clone(),
                obstacles: report.obstacles.clone(),
                result: report.result.clone(),
                contact: report.contact.clone(),
            })
            .collect(),
        fit: fit(listed),
    };
    PracticesAnswer {
        city: us.and_then(|us| us.subject.city).map(id),
        found,
        practices: listed.iter().map(row).collect(),
    }
}
