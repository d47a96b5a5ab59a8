//! Practices as CSV, one row each. Pure.

use super::Listed;
use crate::commands::Failure;
use crate::commands::asked::Read;
use crate::texts::{layout, partner, practice};
use city_peers_engine::practices::Suggested;

/// One row each, for spreadsheets.
pub(super) fn csv(read: &Read, listed: &[Listed]) -> Result<String, Failure> {
    let scene = read.scene();
    let texts = scene.texts;
    let columns = [
        "id",
        "title",
        "city",
        "country",
        "topics",
        "sdgs",
        "evidence",
        "since",
        "score",
        "fit_low",
        "fit_high",
        "fit",
        "cost_per_resident",
        "peers_doing",
        "cities_doing",
    ];
    let mut rows = vec![columns.map(str::to_owned).to_vec()];
    for Listed { entry, found } in listed {
        let practice = &entry.practice;
        let of = |of: fn(&Suggested) -> String| found.as_ref().map_or_else(String::new, of);
        let sdgs: Vec<String> = practice.sdgs.iter().map(u8::to_string).collect();
        rows.push(vec![
            practice.id.clone(),
            practice.title.clone(),
            practice::city_name(&scene, entry).to_owned(),
            practice.country.clone(),
            practice.topics.join("|"),
            sdgs.join("|"),
            texts.text(partner::evidence(practice.evidence)).to_owned(),
            practice
                .start_year
                .map_or_else(String::new, |year| year.to_string()),
            of(|found| format!("{:.4}", found.score)),
            of(|found| format!("{:.4}", found.fit.low)),
            of(|found| format!("{:.4}", found.fit.high)),
            found
                .as_ref()
                .map_or("", |found| texts.text(practice::headline(&found.fit)))
                .to_owned(),
            entry
                .cost
                .map_or_else(String::new, |cost| format!("{cost:.2}")),
            of(|found| found.lift.observed.to_string()),
            entry.adopters.len().to_string(),
        ]);
    }
    layout::csv(&rows).map_err(Failure)
}
