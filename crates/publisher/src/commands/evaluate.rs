//! `evaluate`: measures suggestions against known pairs, and what they do to cities. Reads files.

mod inputs;
mod text;

use super::Failure;
use super::asked::purpose;
use super::open::open;
use super::output::json;
use crate::cli::{Candidates, Evaluate, Format};
use crate::evaluate::agreement::{Agreement, Settings, measure};
use crate::evaluate::draw::Draw;
use crate::evaluate::exposure::{Exposure, exposure};
use crate::evaluate::join::Joined;
use crate::evaluate::lists::{FIRST, firsts};
use crate::evaluate::missing::{Missing, missing};
use crate::evaluate::pairs::{Pairs, Tally};
use crate::evaluate::questions::Rules;
use crate::evaluate::stability::{Stability, stability};
use crate::evaluate::strata::{self, Stratum};
use crate::evaluate::subset::subset;
use crate::evaluate::{SEED, methods};
use crate::reporter::Reporter;
use city_peers_engine::suggest::Query;
use city_peers_engine::{CityIx, Directory};
use inputs::Inputs;
use serde::Serialize;

/// Cities that ask for `--stability`, where nobody says how many.
const ASKING: u32 = 1000;
/// Cities of the part that `--missing-data` measures, where nobody says how many.
const PART: u32 = 2000;

/// Everything that was measured; what was not asked for is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// Id of the directory.
    pub directory: String,
    /// Cities in it.
    pub cities: usize,
    /// The join of the table of cities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<JoinReport>,
    /// What became of the pairs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pairs: Option<Tally>,
    /// How well known pairs are found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    /// Who is suggested how often, by method.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exposure: Vec<Exposure>,
    /// How the first suggestions change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stability: Vec<Stability>,
    /// What missing data does, by method.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing_data: Vec<Missing>,
}

/// What became of the table of cities.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct JoinReport {
    /// Rows that are a city of the directory.
    pub matched: usize,
    /// Rows that may be one of several, or share one with another row.
    pub ambiguous: usize,
    /// Rows that are none.
    pub unmatched: usize,
    /// Every row.
    pub rows: Vec<Joined>,
}

/// Measures what was asked for.
///
/// # Errors
/// When a file cannot be read or makes no sense, or nothing is left to measure.
pub fn run(args: &Evaluate, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let inputs = Inputs::of(args)?;
    let mut directory = open(&inputs.directory, reporter)?.directory;
    if directory.len() < 2 {
        return Err(Failure(
            "one city makes no pair: there is nothing to measure".to_owned(),
        ));
    }
    // A pair that the directory lists as a tie would be found because it is listed.
    directory.ties.clear();
    let query = Query {
        purpose: purpose(args.purpose),
        top: FIRST,
        per_country: args.per_country,
        ..Query::default()
    };
    let mut report = Report {
        directory: directory.meta.id.clone(),
        cities: directory.len(),
        ..Report::default()
    };
    if let Some(path) = &inputs.pairs {
        against_pairs(
            args,
            &inputs,
            path,
            &directory,
            &query,
            &mut report,
            reporter,
        )?;
    }
    let all: Vec<CityIx> = directory.indices().collect();
    let sample = |usual: Option<u32>| match args.sample.or(usual) {
        Some(count) => Draw::new(SEED).some(&all, count as usize),
        None => all.clone(),
    };
    if args.exposure {
        let asking = sample(None);
        for named in methods::compared() {
            let query = named.asking(&query);
            let lists = firsts(&directory, &asking, &query);
            report
                .exposure
                .push(exposure(&directory, named.name, &lists));
        }
    }
    if args.stability {
        report.stability = stability(&directory, &sample(Some(ASKING)), &query);
    }
    if args.missing_data {
        let part = subset(&directory, &sample(Some(PART)));
        report.missing_data = missing(&part, &query, &methods::compared());
    }
    match args.format {
        Format::Table => Ok(text::text(&report)),
        Format::Json => json(&report),
    }
}

/// Reads the pairs and measures all rankers on them.
fn against_pairs(
    args: &Evaluate,
    inputs: &Inputs,
    path: &std::path::Path,
    directory: &Directory,
    query: &Query,
    report: &mut Report,
    reporter: &mut dyn Reporter,
) -> Result<(), Failure> {
    let ids = inputs::pairs(path, reporter)?;
    let join = match &inputs.cities {
        Some(table) => Some(inputs::join(table, directory, args.within_km, reporter)?),
        None => None,
    };
    let own = inputs::own_ids(directory);
    let find = |id: &str| match &join {
        Some(join) => join.cities.get(id).copied(),
        None => own.get(id).copied(),
    };
    let (pairs, tally) = Pairs::new(&ids, args.directed, &find);
    let nothing_left = tally.used == 0;
    if nothing_left {
        let example = tally.unknown_first.first();
        let example = example.map_or_else(String::new, |id| format!(", such as “{id}”"));
        return Err(Failure(format!(
            "{}: none of {} pairs is between two different cities of the directory ({} ids are unknown{example}); \
             where the ids are those of another table, name it with --cities",
            path.display(),
            tally.given,
            tally.unknown_ids,
        )));
    }
    let candidates: Vec<CityIx> = match (args.candidates, &join) {
        (Candidates::Pairs, _) => pairs.cities().into_iter().collect(),
        (Candidates::All, _) => directory.indices().collect(),
        (Candidates::Table, Some(join)) => {
            let mut cities: Vec<CityIx> = join.cities.values().copied().collect();
            cities.sort_unstable();
            cities
        }
        (Candidates::Table, None) => {
            return Err(Failure(
                "--candidates table: name the table with --cities".to_owned(),
            ));
        }
    };
    let by = |cities: &[CityIx], id: &str| strata::by_category(directory, cities, id);
    if let Some(id) = &args.stratify {
        by(&[], id).map_err(Failure)?;
    }
    let category = args.stratify.as_deref().unwrap_or(strata::USUAL);
    let groups = |cities: &[CityIx]| -> Vec<Stratum> {
        let mut groups = strata::by_size(directory, cities);
        groups.extend(by(cities, category).unwrap_or_default());
        groups
    };
    let settings = Settings {
        rules: Rules {
            same_country: args.same_country,
            degree_matched: args.degree_matched.map(usize::from),
            seed: SEED,
        },
        lengths: args.k.iter().copied().map(usize::from).collect(),
        draws: usize::from(args.bootstrap),
        query: query.clone(),
    };
    let agreement = measure(directory, &pairs, &candidates, &settings, &groups);
    if agreement.cities == 0 {
        return Err(Failure(format!(
            "none of {} pairs can be measured: no city that is not a partner is left to hold one against \
             (try --candidates all, or without --same-country)",
            tally.used
        )));
    }
    report.joined = join.map(|join| inputs::join_report(join.rows));
    report.pairs = Some(tally);
    report.agreement = Some(agreement);
    Ok(())
}
