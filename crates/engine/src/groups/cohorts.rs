//! Cohorts: groups of some cities each, round a theme. Pure.

use super::bound;
use super::forum::{WHOLE, each_two};
use super::pairs::left_out;
use super::search::{self, Effort, FINE, Tables};
use super::{Fault, Forum, Group, LeftOut};

/// How large groups may be, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Fewest cities of a group, 2 or more.
    pub min: usize,
    /// Most cities of a group.
    pub max: usize,
    /// Number of groups; `None` = what gives groups of middle size.
    pub groups: Option<usize>,
}

impl Default for Sizes {
    fn default() -> Self {
        Sizes {
            min: 4,
            max: 8,
            groups: None,
        }
    }
}

impl Sizes {
    /// Into how many groups so many cities go: cities divided by the middle of min and max, rounded, within what the
    /// sizes allow. Where no number of groups suits both, as many as `max` needs, so that some are smaller than `min`.
    pub fn groups_for(&self, cities: usize) -> usize {
        let (least, most) = (cities.div_ceil(self.max.max(1)), cities / self.min.max(1));
        if let Some(groups) = self.groups {
            return groups;
        }
        let middle = (2 * cities + (self.min + self.max) / 2) / (self.min + self.max).max(1);
        middle.min(most).max(least)
    }
}

/// Who is in a group with whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohorts {
    /// By the id of their first city.
    pub groups: Vec<Group>,
    /// Cities that no group may hold under these wishes, by id, and why.
    pub left_out: Vec<LeftOut>,
    /// Sum over all cities of the mean value of the others in their group; unknown values and who is left out count 0.
    pub total: f64,
    /// No grouping into as many groups of these sizes, with the same wishes met, comes to more (see `docs/method.md`).
    pub bound: f64,
    /// `total / bound`; 1 where the bound is 0.
    pub reached: f64,
    /// Groups smaller than asked for.
    pub small: usize,
}

/// Puts all cities into groups.
///
/// What counts, in this order: who must not meet does not, and no group is larger than `max`; members share a language
/// (where wished); no group is smaller than `min`; no country twice in a group (where wished); the value. Who must
/// meet always does. Where the first two cannot be met with the usual number of groups, more groups are made.
///
/// # Errors
/// Where more cities must meet than a group holds, or no groups of these sizes are possible.
pub fn cohorts(forum: &Forum, sizes: &Sizes) -> Result<Cohorts, Fault> {
    let count = forum.len();
    let wrong = |groups: usize| groups * sizes.min > count || groups * sizes.max < count;
    if sizes.min < 2 || sizes.max < sizes.min || sizes.groups.is_some_and(wrong) {
        return Err(Fault::Sizes {
            min: sizes.min,
            max: sizes.max,
            groups: sizes.groups,
        });
    }
    if let Some(group) = forum.together().iter().find(|g| g.len() > sizes.max) {
        return Err(Fault::TooMany {
            together: group.iter().map(|&c| forum.id(c)).collect(),
            most: sizes.max,
        });
    }
    let blocks = blocks(forum);
    let tables = Tables::new(forum, sizes, &blocks);
    let first = sizes.groups_for(count);
    // Who must meet without a language in common does so in any grouping.
    let at_best = (0, blocks.iter().map(|b| forum.outsiders(b) as i64).sum());
    let mut groups = first;
    let mut best = search::run(&tables, groups, Effort::Full);
    let mut enough = first;
    while best.broken > at_best && groups < blocks.len() {
        // One more at first, larger steps later: few forums need many.
        groups = (groups + 1 + (groups - first) / 4).min(blocks.len());
        let more = search::run(&tables, groups, Effort::Quick);
        if more.broken < best.broken {
            (best, enough) = (more, groups);
        }
    }
    if enough > first {
        best = search::run(&tables, enough, Effort::Full);
    }
    Ok(answer(forum, sizes, best.members))
}

/// Cities that must meet, and all others alone: what moves as one. Larger ones first.
fn blocks(forum: &Forum) -> Vec<Vec<usize>> {
    let mut blocks = forum.together().to_vec();
    for city in 0..forum.len() {
        if !blocks.iter().any(|block| block.contains(&city)) {
            blocks.push(vec![city]);
        }
    }
    blocks.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    blocks
}

fn answer(forum: &Forum, sizes: &Sizes, members: Vec<Vec<usize>>) -> Cohorts {
    let several = forum.len() > 1;
    let (mut alone, mut groups): (Vec<_>, Vec<_>) =
        members.into_iter().partition(|g| g.len() == 1 && several);
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    alone.sort();
    let total =
        groups.iter().map(|g| mean_worth(forum, g)).sum::<i64>() as f64 / (WHOLE * FINE) as f64;
    let bound = bound::bound(forum, sizes, &groups, alone.len());
    Cohorts {
        total,
        bound,
        reached: if bound > 0.0 {
            (total / bound).min(1.0)
        } else {
            1.0
        },
        small: groups.iter().filter(|g| g.len() < sizes.min).count() + alone.len(),
        left_out: alone
            .iter()
            .flatten()
            .map(|&c| left_out(forum, c))
            .collect(),
        groups: groups.iter().map(|g| forum.group(g)).collect(),
    }
}

/// Sum over the members of the mean value of the others, in thousandths of a millionth.
fn mean_worth(forum: &Forum, members: &[usize]) -> i64 {
    let mut sum = 0;
    each_two(members, |a, b| sum += forum.worth(a, b));
    match members.len() {
        0 | 1 => 0,
        others => 2 * sum * FINE / (others as i64 - 1),
    }
}
