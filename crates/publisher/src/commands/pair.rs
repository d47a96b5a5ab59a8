//! `pair`: one-to-one pairs for all cities of a list. Reads files.

use super::Failure;
use super::forum::{self, GroupJson, LeftOutJson};
use crate::cli::{Format, Pair};
use crate::reporter::Reporter;
use crate::words::of_hundred;
use city_peers_engine::groups::pairs;
use serde::Serialize;

/// The answer, as JSON.
#[derive(Debug, Serialize)]
struct Answer {
    groups: Vec<GroupJson>,
    left_out: Vec<LeftOutJson>,
    total: f64,
    without_wishes: f64,
    cost: f64,
}

/// Pairs all cities.
///
/// # Errors
/// When the list or the wishes make no sense in the directory.
pub fn run(args: &Pair, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let registered = forum::read(&args.forum, reporter)?;
    let answer = pairs(&registered.forum).map_err(|fault| forum::failure(&fault))?;
    match args.forum.format {
        Format::Table => {
            let cities = registered.forum.len().max(1) as f64;
            Ok(format!(
                "{}\nMean value {} of 100; the wishes cost {} of it.\n",
                registered.text(&answer.groups, &answer.left_out),
                of_hundred(Some(answer.total / cities)),
                of_hundred(Some(answer.cost / cities)),
            ))
        }
        Format::Json => forum::json(&Answer {
            groups: registered.groups_json(&answer.groups),
            left_out: registered.left_out_json(&answer.left_out),
            total: answer.total,
            without_wishes: answer.without_wishes,
            cost: answer.cost,
        }),
    }
}
