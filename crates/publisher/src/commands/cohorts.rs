//! `cohorts`: groups of some cities each, from a list. Reads files.

use super::Failure;
use super::forum::{self, GroupJson, LeftOutJson};
use crate::cli::{Cohorts, Format};
use crate::reporter::Reporter;
use crate::words::of_hundred;
use city_peers_engine::groups::{Sizes, cohorts};
use serde::Serialize;

/// The answer, as JSON.
#[derive(Debug, Serialize)]
struct Answer {
    groups: Vec<GroupJson>,
    left_out: Vec<LeftOutJson>,
    small: usize,
    total: f64,
    bound: f64,
    reached: f64,
}

/// Puts all cities into groups.
///
/// # Errors
/// When the list, the sizes or the wishes make no sense in the directory.
pub fn run(args: &Cohorts, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let registered = forum::read(&args.forum, reporter)?;
    let sizes = Sizes {
        min: args.min,
        max: args.max,
        groups: args.groups,
    };
    let answer = cohorts(&registered.forum, &sizes).map_err(|fault| forum::failure(&fault))?;
    match args.forum.format {
        Format::Table => {
            let cities = registered.forum.len().max(1) as f64;
            Ok(format!(
                "{}\nMean value {} of 100; no grouping of this kind reaches more than {}.\n",
                registered.text(&answer.groups, &answer.left_out),
                of_hundred(Some(answer.total / cities)),
                of_hundred(Some(answer.bound / cities)),
            ))
        }
        Format::Json => forum::json(&Answer {
            groups: registered.groups_json(&answer.groups),
            left_out: registered.left_out_json(&answer.left_out),
            small: answer.small,
            total: answer.total,
            bound: answer.bound,
            reached: answer.reached,
        }),
    }
}
