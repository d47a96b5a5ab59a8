//! `pair`: one-to-one pairs for all cities of a list. Reads files.

use super::Failure;
use super::forum::{self, PairAnswer, Shown};
use crate::cli::Pair;
use crate::reporter::Reporter;
use crate::words::of_hundred;
use city_peers_engine::groups::pairs;

/// Pairs all cities.
///
/// # Errors
/// When the list or the wishes make no sense in the directory, or the answer cannot be written.
pub fn run(args: &Pair, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let registered = forum::read(&args.forum, reporter)?;
    let found = pairs(&registered.forum).map_err(|fault| forum::failure(&fault))?;
    let answer = PairAnswer {
        forum: registered.forum_answer(),
        groups: registered.groups(&found.groups, reporter),
        left_out: registered.left_out(&found.left_out),
        total: found.total,
        without_wishes: found.without_wishes,
        cost: found.cost,
    };
    let cities = registered.forum.len().max(1) as f64;
    let worth = format!(
        "Mean value {} of 100; the wishes cost {} of it.",
        of_hundred(Some(answer.total / cities)),
        of_hundred(Some(answer.cost / cities)),
    );
    let shown = Shown {
        pairs: true,
        forum: &answer.forum,
        groups: &answer.groups,
        left_out: &answer.left_out,
        worth: &worth,
    };
    forum::output(&args.forum, &registered, shown, &answer, reporter)
}
