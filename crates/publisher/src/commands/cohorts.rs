//! `cohorts`: groups of some cities each, from a list. Reads files.

use super::Failure;
use super::forum::{self, CohortsAnswer, Shown};
use crate::cli::Cohorts;
use crate::reporter::Reporter;
use crate::words::of_hundred;
use city_peers_engine::groups::{Sizes, cohorts};

/// Puts all cities into groups.
///
/// # Errors
/// When the list, the sizes or the wishes make no sense in the directory, or the answer cannot be written.
pub fn run(args: &Cohorts, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let registered = forum::read(&args.forum, reporter)?;
    let sizes = sizes(args, registered.forum.len())?;
    let found = cohorts(&registered.forum, &sizes).map_err(|fault| forum::failure(&fault))?;
    let answer = CohortsAnswer {
        forum: registered.forum_answer(),
        groups: registered.groups(&found.groups, reporter),
        left_out: registered.left_out(&found.left_out),
        small: found.small,
        total: found.total,
        bound: found.bound,
        reached: found.reached,
    };
    let cities = registered.forum.len().max(1) as f64;
    let worth = format!(
        "Mean value {} of 100; no grouping of this kind reaches more than {}.",
        of_hundred(Some(answer.total / cities)),
        of_hundred(Some(answer.bound / cities)),
    );
    let shown = Shown {
        pairs: false,
        forum: &answer.forum,
        groups: &answer.groups,
        left_out: &answer.left_out,
        worth: &worth,
    };
    forum::output(&args.forum, &registered, shown, &answer, reporter)
}

/// The sizes asked for. Where about so many cities each are: the number of groups that comes nearest, of even size.
fn sizes(args: &Cohorts, cities: usize) -> Result<Sizes, Failure> {
    let Some(size) = args.size else {
        return Ok(Sizes {
            min: args.min,
            max: args.max,
            groups: args.groups,
        });
    };
    if size < 2 {
        let what = format!("--size {size}: a group has 2 cities or more");
        return Err(Failure(what));
    }
    let nearest = (2 * cities + size) / (2 * size);
    // More groups than pairs of cities would leave somebody alone.
    let groups = args.groups.unwrap_or(nearest.min(cities / 2)).max(1);
    Ok(Sizes {
        min: (cities / groups).max(2),
        max: cities.div_ceil(groups).max(2),
        groups: Some(groups).filter(|groups| groups * 2 <= cities),
    })
}
