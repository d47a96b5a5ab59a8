//! The search for cohorts: built greedily, improved by moves and swaps, disturbed and improved again. Pure; the seed is fixed.
//!
//! Works on blocks: cities that must meet move as one. All sums are whole numbers, kept per block and group, so that a
//! move or swap is judged without adding up the groups anew.

use super::cohorts::Sizes;
use super::forum::{WHOLE, each_two};
use super::{Forum, Reason};
use crate::random::Random;

/// A group's worth is kept in thousandths of a millionth, because of the division.
pub(super) const FINE: i64 = 1000;
/// Rounds of disturbing and improving: at least, at most, and how much work goes into them.
const ROUNDS: (usize, usize) = (40, 400);
const WORK: usize = 40_000_000;
/// So many rounds lead away from one beginning; then another is made.
const STREAK: usize = 20;
/// Most passes over all blocks in one improvement; some ten are enough.
const PASSES: usize = 100;
const SEED: u64 = 0xC0_4027_5EED;

/// What is known of blocks and of every two of them.
pub(super) struct Tables<'f> {
    forum: &'f Forum,
    sizes: &'f Sizes,
    blocks: &'f [Vec<usize>],
    /// Sum of the values between two blocks; in the diagonal, within one.
    worth: Vec<i64>,
    /// Pairs between two blocks that must not meet.
    barred: Vec<i64>,
    /// Countries of the cities of a block, by number.
    countries: Vec<Vec<usize>>,
    /// How many countries there are.
    known_countries: usize,
}

impl<'f> Tables<'f> {
    pub(super) fn new(forum: &'f Forum, sizes: &'f Sizes, blocks: &'f [Vec<usize>]) -> Self {
        let mut names: Vec<&str> = (0..forum.len()).filter_map(|c| forum.country(c)).collect();
        names.sort_unstable();
        names.dedup();
        let number = |&city: &usize| names.binary_search(&forum.country(city)?).ok();
        let mut worth = Vec::with_capacity(blocks.len() * blocks.len());
        let mut barred = Vec::with_capacity(blocks.len() * blocks.len());
        for (ix, ours) in blocks.iter().enumerate() {
            for (jx, theirs) in blocks.iter().enumerate() {
                let (mut sum, mut bars) = (0, 0);
                let mut add = |a: usize, b: usize| {
                    sum += forum.worth(a, b);
                    // A shared language is a matter of the whole group.
                    let bar = forum.barred(a, b).is_some_and(|r| r != Reason::Language);
                    bars += i64::from(bar);
                };
                if ix == jx {
                    each_two(ours, add);
                } else {
                    for &a in ours {
                        theirs.iter().for_each(|&b| add(a, b));
                    }
                }
                worth.push(sum);
                barred.push(bars);
            }
        }
        Tables {
            countries: blocks
                .iter()
                .map(|block| block.iter().filter_map(number).collect())
                .collect(),
            known_countries: names.len(),
            forum,
            sizes,
            blocks,
            worth,
            barred,
        }
    }

    fn worth(&self, a: usize, b: usize) -> i64 {
        let at = a * self.blocks.len() + b;
        self.worth.get(at).copied().unwrap_or_default()
    }

    fn barred(&self, a: usize, b: usize) -> i64 {
        let at = a * self.blocks.len() + b;
        self.barred.get(at).copied().unwrap_or_default()
    }

    fn size(&self, block: usize) -> i64 {
        self.blocks.get(block).map_or(0, |b| b.len() as i64)
    }

    fn countries(&self, block: usize) -> &[usize] {
        self.countries.get(block).map_or(&[], Vec::as_slice)
    }

    fn cities(&self, group: &[usize]) -> Vec<usize> {
        let blocks = group.iter().filter_map(|&b| self.blocks.get(b));
        blocks.flatten().copied().collect()
    }
}

/// The best grouping found.
pub(super) struct Found {
    /// Cities of every group that holds any.
    pub(super) members: Vec<Vec<usize>>,
    /// Wishes that are not met: pairs that must not meet and cities too many, members without the language.
    pub(super) broken: (i64, i64),
}

/// How long to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// Enough to see whether the wishes can be met.
    Quick,
    /// As long as it takes.
    Full,
}

/// Puts all blocks into at most so many groups.
pub(super) fn run(tables: &Tables, groups: usize, effort: Effort) -> Found {
    let mut random = Random::new(SEED);
    let mut best = Grouping::built(tables, groups, &mut random);
    best.improve();
    if groups > 1 {
        let size = tables.blocks.len().max(1);
        let rounds = (WORK / (size * size * 8)).clamp(ROUNDS.0, ROUNDS.1);
        let rounds = match effort {
            Effort::Quick => rounds / 8,
            Effort::Full => rounds,
        };
        let mut current = best.clone();
        let mut of_streak = current.total();
        for round in 1..=rounds {
            if round % STREAK == 0 {
                current = Grouping::built(tables, groups, &mut random);
                current.improve();
                of_streak = current.total();
            } else {
                let before = current.clone();
                current.disturb(&mut random);
                current.improve();
                if current.total() < of_streak {
                    current = before;
                } else {
                    of_streak = current.total();
                }
            }
            if current.total() > best.total() {
                best = current.clone();
            }
        }
    }
    let sum = |part: fn(&Judged) -> i64| best.states.iter().map(|s| part(&s.judged)).sum();
    let members = best.states.iter().map(|s| tables.cities(&s.blocks));
    Found {
        members: members.filter(|group| !group.is_empty()).collect(),
        broken: (sum(|j| j.hard), sum(|j| j.outsiders)),
    }
}

/// What a group is judged by, in order of importance; less is better but for the worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Judged {
    /// Pairs that must not meet, and cities beyond `max`.
    hard: i64,
    /// Members without the group's language.
    outsiders: i64,
    /// Cities missing to `min`.
    missing: i64,
    /// Cities beyond the first of each country.
    repeats: i64,
    /// Sum over the members of the mean value of the others.
    worth: i64,
}

impl Judged {
    /// All in one number: each part outweighs all that follow, summed over all groups.
    fn rank(self, cities: i64) -> i128 {
        let cities = i128::from(cities) + 1;
        let repeat = cities * i128::from(WHOLE * FINE);
        let missing = cities * repeat;
        // Every group may miss as many as there are cities.
        let outsider = cities * cities * missing;
        let hard = cities * outsider;
        i128::from(self.worth)
            - repeat * i128::from(self.repeats)
            - missing * i128::from(self.missing)
            - outsider * i128::from(self.outsiders)
            - hard * i128::from(self.hard)
    }
}

/// One group and its sums.
#[derive(Clone, Debug, Default)]
struct State {
    blocks: Vec<usize>,
    /// Cities.
    size: i64,
    /// Values of all its pairs.
    sum: i64,
    /// Pairs that must not meet.
    barred: i64,
    /// How many cities of each country.
    of_country: Vec<u32>,
    judged: Judged,
    rank: i128,
}

/// What a group loses and gains.
#[derive(Clone, Copy, Debug, Default)]
struct Change {
    out: Option<usize>,
    into: Option<usize>,
}

/// One way to put all blocks into groups.
#[derive(Clone)]
struct Grouping<'t> {
    tables: &'t Tables<'t>,
    states: Vec<State>,
    /// Group of each block; beyond the last one before it has any.
    at: Vec<usize>,
    /// Per block and group: values between the block and the others of the group.
    worth: Vec<i64>,
    /// The same of pairs that must not meet.
    barred: Vec<i64>,
}

impl<'t> Grouping<'t> {
    /// Puts every block where it does most good, larger blocks first, otherwise in random order.
    fn built(tables: &'t Tables<'t>, groups: usize, random: &mut Random) -> Self {
        let blocks = tables.blocks.len();
        let state = State {
            of_country: vec![0; tables.known_countries],
            ..State::default()
        };
        let mut grouping = Grouping {
            tables,
            states: vec![state; groups],
            at: vec![groups; blocks],
            worth: vec![0; blocks * groups],
            barred: vec![0; blocks * groups],
        };
        for group in 0..groups {
            grouping.apply(group, Change::default());
        }
        let mut order: Vec<(i64, u64, usize)> = (0..blocks)
            .map(|block| (-tables.size(block), random.bits(), block))
            .collect();
        order.sort_unstable();
        for (_, _, block) in order {
            let into = Change {
                out: None,
                into: Some(block),
            };
            let gain = |group: usize| grouping.rank_after(group, into) - grouping.rank(group);
            // Of equal gains the first group.
            let best = (0..groups).max_by_key(|&group| (gain(group), groups - group));
            if let Some(group) = best {
                grouping.apply(group, into);
            }
        }
        grouping
    }

    fn total(&self) -> i128 {
        self.states.iter().map(|s| s.rank).sum()
    }

    fn rank(&self, group: usize) -> i128 {
        self.states.get(group).map_or(0, |s| s.rank)
    }

    fn at(&self, block: usize) -> usize {
        self.at.get(block).copied().unwrap_or(self.states.len())
    }

    /// A block's sums with the others of a group: values, and pairs that must not meet.
    fn with_group(&self, block: usize, group: usize) -> (i64, i64) {
        let at = block * self.states.len() + group;
        let read = |table: &[i64]| table.get(at).copied().unwrap_or_default();
        (read(&self.worth), read(&self.barred))
    }

    /// Size, values and barred pairs of a group after a change.
    fn sums_after(&self, state: &State, group: usize, change: Change) -> (i64, i64, i64) {
        let tables = self.tables;
        let (mut size, mut sum, mut barred) = (state.size, state.sum, state.barred);
        if let Some(out) = change.out {
            let (worth, bars) = self.with_group(out, group);
            size -= tables.size(out);
            sum -= worth + tables.worth(out, out);
            barred -= bars + tables.barred(out, out);
        }
        if let Some(into) = change.into {
            let (worth, bars) = self.with_group(into, group);
            size += tables.size(into);
            sum += worth + tables.worth(into, into);
            barred += bars + tables.barred(into, into);
            if let Some(out) = change.out {
                sum -= tables.worth(into, out);
                barred -= tables.barred(into, out);
            }
        }
        (size, sum, barred)
    }

    /// Everything but the language.
    fn judged_after(&self, state: &State, group: usize, change: Change) -> Judged {
        let (size, sum, barred) = self.sums_after(state, group, change);
        let sizes = self.tables.sizes;
        Judged {
            hard: barred + (size - sizes.max as i64).max(0),
            outsiders: 0,
            missing: (sizes.min as i64 - size).max(0),
            repeats: if self.tables.forum.wishes().different_countries {
                self.repeats_after(state, change)
            } else {
                0
            },
            worth: if size > 1 {
                2 * sum * FINE / (size - 1)
            } else {
                0
            },
        }
    }

    fn repeats_after(&self, state: &State, change: Change) -> i64 {
        let list = |block: Option<usize>| block.map_or(&[][..], |b| self.tables.countries(b));
        let (out, into) = (list(change.out), list(change.into));
        let mut repeats = state.judged.repeats;
        let of = |country: &usize| i64::from(state.of_country.get(*country).copied().unwrap_or(0));
        let among =
            |list: &[usize], country: &usize| list.iter().filter(|c| *c == country).count() as i64;
        for (ix, country) in out.iter().enumerate() {
            let left = of(country) - among(out.get(..ix).unwrap_or_default(), country);
            repeats -= i64::from(left > 1);
        }
        for (ix, country) in into.iter().enumerate() {
            let there = of(country) - among(out, country)
                + among(into.get(..ix).unwrap_or_default(), country);
            repeats += i64::from(there > 0);
        }
        repeats
    }

    fn outsiders_after(&self, state: &State, change: Change) -> i64 {
        if !self.tables.forum.wishes().shared_language {
            return 0;
        }
        let kept = state
            .blocks
            .iter()
            .copied()
            .filter(|&b| Some(b) != change.out);
        let blocks: Vec<usize> = kept.chain(change.into).collect();
        self.tables.forum.outsiders(&self.tables.cities(&blocks)) as i64
    }

    /// The rank of a group after a change, as if all spoke one language: never below the true one.
    fn hoped_after(&self, group: usize, change: Change) -> i128 {
        let cities = self.tables.forum.len() as i64;
        self.states
            .get(group)
            .map_or(0, |s| self.judged_after(s, group, change).rank(cities))
    }

    fn rank_after(&self, group: usize, change: Change) -> i128 {
        let Some(state) = self.states.get(group) else {
            return 0;
        };
        let mut judged = self.judged_after(state, group, change);
        judged.outsiders = self.outsiders_after(state, change);
        judged.rank(self.tables.forum.len() as i64)
    }

    fn apply(&mut self, group: usize, change: Change) {
        let Some(state) = self.states.get(group) else {
            return;
        };
        let mut judged = self.judged_after(state, group, change);
        judged.outsiders = self.outsiders_after(state, change);
        let rank = judged.rank(self.tables.forum.len() as i64);
        let (size, sum, barred) = self.sums_after(state, group, change);
        let tables = self.tables;
        if let Some(state) = self.states.get_mut(group) {
            (state.size, state.sum, state.barred) = (size, sum, barred);
            (state.judged, state.rank) = (judged, rank);
            state.blocks.retain(|&b| Some(b) != change.out);
            state.blocks.extend(change.into);
            for &country in change.out.map_or(&[][..], |b| tables.countries(b)) {
                if let Some(count) = state.of_country.get_mut(country) {
                    *count = count.saturating_sub(1);
                }
            }
            for &country in change.into.map_or(&[][..], |b| tables.countries(b)) {
                if let Some(count) = state.of_country.get_mut(country) {
                    *count += 1;
                }
            }
        }
        if let Some(cell) = change.into.and_then(|into| self.at.get_mut(into)) {
            *cell = group;
        }
        for (moved, sign) in [(change.out, -1), (change.into, 1)] {
            let Some(moved) = moved else { continue };
            for block in (0..tables.blocks.len()).filter(|&b| b != moved) {
                let at = block * self.states.len() + group;
                if let Some(cell) = self.worth.get_mut(at) {
                    *cell += sign * tables.worth(block, moved);
                }
                if let Some(cell) = self.barred.get_mut(at) {
                    *cell += sign * tables.barred(block, moved);
                }
            }
        }
    }

    /// Swaps a few random blocks.
    fn disturb(&mut self, random: &mut Random) {
        let blocks = self.tables.blocks.len() as u64;
        for _ in 0..2 + random.below(3) {
            let (a, b) = (random.below(blocks) as usize, random.below(blocks) as usize);
            if self.at(a) != self.at(b) {
                self.swap(a, b);
            }
        }
    }

    fn swap(&mut self, a: usize, b: usize) {
        let (of_a, of_b) = (self.at(a), self.at(b));
        self.apply(
            of_a,
            Change {
                out: Some(a),
                into: Some(b),
            },
        );
        self.apply(
            of_b,
            Change {
                out: Some(b),
                into: Some(a),
            },
        );
    }

    /// Moves and swaps as long as that is better.
    fn improve(&mut self) {
        for _ in 0..PASSES {
            let mut better = false;
            for block in 0..self.tables.blocks.len() {
                better |= self.best_move(block);
                for other in block + 1..self.tables.blocks.len() {
                    better |= self.try_swap(block, other);
                }
            }
            if !better {
                return;
            }
        }
    }

    /// Moves a block to the group where it gains most; whether any is better than its own.
    fn best_move(&mut self, block: usize) -> bool {
        let from = self.at(block);
        let out = Change {
            out: Some(block),
            into: None,
        };
        let into = Change {
            out: None,
            into: Some(block),
        };
        let loss = self.rank_after(from, out) - self.rank(from);
        let mut best = (0, from);
        for to in (0..self.states.len()).filter(|&to| to != from) {
            let without = self.rank(to) - loss;
            if self.hoped_after(to, into) - without > best.0 {
                let gain = self.rank_after(to, into) - without;
                if gain > best.0 {
                    best = (gain, to);
                }
            }
        }
        if best.1 == from {
            return false;
        }
        self.apply(from, out);
        self.apply(best.1, into);
        true
    }

    fn try_swap(&mut self, a: usize, b: usize) -> bool {
        let (of_a, of_b) = (self.at(a), self.at(b));
        if of_a == of_b {
            return false;
        }
        let there = Change {
            out: Some(a),
            into: Some(b),
        };
        let back = Change {
            out: Some(b),
            into: Some(a),
        };
        let now = self.rank(of_a) + self.rank(of_b);
        let better = self.hoped_after(of_a, there) + self.hoped_after(of_b, back) > now
            && self.rank_after(of_a, there) + self.rank_after(of_b, back) > now;
        if better {
            self.swap(a, b);
        }
        better
    }
}
