//! What a secretariat wants to know of its directory: what is known, who is suggested, what is said, what is old,
//! which practices there are.
//!
//! Each part computes its figures from a directory in memory (pure, every draw with a fixed seed); [`text`] and [`html`]
//! turn them into words. Only [`crate::commands`] reads and writes files.

pub mod age;
pub mod charts;
pub mod cities;
pub mod coverage;
pub mod goals;
pub mod groups;
pub mod html;
pub mod know_how;
pub mod left_out;
pub mod matrix;
pub mod sections;
pub mod sentences;
pub mod spread;
pub mod statements;
pub mod text;
pub mod words;

use crate::reporter::Reporter;
use city_peers_engine::Directory;
use city_peers_engine::model::Profile;
use city_peers_engine::practices::Practices;
use city_peers_engine::suggest::{Query, Ranker};
use schemars::JsonSchema;
use serde::Serialize;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Input<'i> {
    /// What is compared.
    pub directory: &'i Directory,
    /// Its practices.
    pub practices: &'i Practices,
    /// Full profiles, in the directory's order.
    pub profiles: &'i [Profile],
}

/// What is asked of a report.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The question whose suggestions are counted.
    pub query: Query,
    /// So many cities ask it; `None`: all of a directory of up to [`spread::ALL`] cities, else as many.
    pub sample: Option<usize>,
    /// Category by which cities are grouped, or `country`; `None`: what the catalogue has.
    pub by: Option<String>,
}

/// A report on a directory: figures and codes. Shares are 0 to 1; what cannot be said is absent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ReportAnswer")]
pub struct Report {
    /// What was reported on.
    pub directory: About,
    /// How much is known.
    pub coverage: coverage::Coverage,
    /// Who is suggested how often; absent where there are fewer than two cities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure: Option<spread::Spread>,
    /// What cities say of themselves, and whom to write to.
    pub statements: statements::Statements,
    /// How old it is.
    pub age: age::Age,
    /// The practices.
    pub practices: know_how::KnowHow,
}

/// The directory of a report.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct About {
    /// Its stable slug.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Licence of its data.
    pub licence: String,
    /// ISO date of its last change.
    pub updated: String,
    /// Credits that the licences of its data ask for.
    pub credits: Vec<String>,
    /// Cities in it.
    pub cities: usize,
    /// Countries and territories with a city.
    pub countries: usize,
    /// Profiles that the cities submitted themselves.
    pub submitted: usize,
    /// Practices in it.
    pub practices: usize,
    /// Ties between its cities.
    pub ties: usize,
}

/// Makes the report.
///
/// # Errors
/// A sentence, where [`Settings::by`] names no category of the catalogue.
pub fn report(
    input: &Input<'_>,
    settings: &Settings,
    reporter: &mut dyn Reporter,
) -> Result<Report, String> {
    let directory = input.directory;
    let ranker = Ranker::new(directory, &settings.query);
    let grouping = groups::grouping(directory, settings.by.as_deref())?;
    let known = cities::shares_known(directory, ranker.weights());
    Ok(Report {
        directory: about(input),
        coverage: coverage::coverage(input, ranker.weights(), &known, &grouping),
        exposure: spread::spread(&ranker, settings.sample, &known, &grouping, reporter),
        statements: statements::statements(input),
        age: age::age(input),
        practices: know_how::know_how(input, &grouping),
    })
}

fn about(input: &Input<'_>) -> About {
    let (directory, meta) = (input.directory, &input.directory.meta);
    let submitted = directory
        .indices()
        .filter(|&city| directory.submitted(city));
    About {
        id: meta.id.clone(),
        title: meta.title.clone(),
        publisher: meta.publisher.clone(),
        licence: meta.licence.clone(),
        updated: meta.updated.clone(),
        credits: meta.credits.clone(),
        cities: directory.len(),
        countries: directory.counts.countries as usize,
        submitted: submitted.count(),
        practices: input.practices.entries.len(),
        ties: directory.ties.len(),
    }
}

/// A part of a whole; `None` where there is no whole.
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
