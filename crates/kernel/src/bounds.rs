//! Many weightings at once: groups of near weightings are tested together before each is tested alone. Pure.
//!
//! With w' = w / (p + Σ w K̂), K̂ the most known weight of any city per facet, a city's ratio is
//! `(P' + Σ w' N) / (1 − Σ w' (K̂ − K))`. Both of its sums grow with w', and the lower one is subtracted, so the least w' of a
//! group gives a ratio that is no more than that of any weighting of the group: the score is no higher than with that ratio. Where this does not reach the least floor of the group,
//! no weighting of the group needs a look. Groups stand in a tree, larger ones first.

use crate::linear::{Lines, Weighting, above_four, scores};

/// Weightings in a group that is not divided further.
const SMALL: usize = 16;
/// So many times four cities are put in front.
const FIRST: usize = 4;
/// Groups are divided so often at most.
const DEPTH: u32 = 24;

/// Weightings, each with the score that is looked for.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Every group is followed by its parts.
    groups: Vec<Group>,
    /// Group by group.
    weightings: Vec<Searched>,
    grouped: bool,
    /// Cities, four by four, that the groups on the way to the present one leave to be searched.
    left: Vec<u32>,
}

/// A weighting that is looked for.
#[derive(Clone, Debug)]
struct Searched {
    /// Position in the list as given.
    at: u32,
    weighting: Weighting,
    floor: f32,
    /// w' and P'.
    scaled: Vec<f64>,
    /// The best scores of the cities being searched, best first, and what others must score to be among them.
    best: Vec<f32>,
    now: f32,
}

#[derive(Clone, Debug)]
struct Group {
    least: Weighting,
    floor: f32,
    /// Where its weightings begin and end; nowhere if it has parts.
    from: usize,
    to: usize,
    /// Position of the next group that is not a part of it.
    after: usize,
}

/// A city that scores a weighting's floor or more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Position of the weighting in the list given to [`Bounds::new`].
    pub weighting: u32,
    /// Position of the city.
    pub city: u32,
    /// Its score.
    pub score: f32,
}

impl Bounds {
    /// Weightings with the score each looks for. `lines` are the cities that will be searched.
    ///
    /// Without `grouped` every weighting is tested alone, which finds the same.
    pub fn new<'w>(
        lines: &Lines,
        weightings: impl Iterator<Item = (&'w Weighting, f32)>,
        grouped: bool,
    ) -> Bounds {
        let weightings = (0..).zip(weightings);
        let mut bounds = Bounds {
            groups: Vec::new(),
            weightings: weightings
                .map(|(at, (weighting, floor))| Searched {
                    at,
                    scaled: scaled(lines, weighting),
                    weighting: weighting.clone(),
                    best: Vec::new(),
                    now: floor,
                    floor,
                })
                .collect(),
            grouped,
            left: Vec::new(),
        };
        let depth = if grouped { DEPTH } else { 0 };
        bounds.group(lines, 0, bounds.weightings.len(), depth);
        if let Some(all) = bounds.groups.first_mut().filter(|_| !grouped) {
            all.floor = f32::NEG_INFINITY;
        }
        bounds
    }

    /// Adds a group and its parts.
    fn group(&mut self, lines: &Lines, from: usize, to: usize, depth: u32) {
        let members = self.weightings.get_mut(from..to).unwrap_or_default();
        let Some(first) = members.first() else {
            return;
        };
        let (mut least, mut most) = (first.scaled.clone(), first.scaled.clone());
        let mut floor = first.floor;
        for member in members.iter() {
            for ((least, most), &value) in least.iter_mut().zip(&mut most).zip(&member.scaled) {
                *least = least.min(value);
                *most = most.max(value);
            }
            floor = floor.min(member.floor);
        }
        // The weight that differs most, by what it weighs.
        let (mut widest, mut width) = (0, 0.0);
        for (at, (least, most)) in least.iter().zip(&most).enumerate() {
            let known = lines.most_known.get(at).copied().unwrap_or(0.0);
            let wide = (most - least) * f64::from(known);
            if wide > width {
                (widest, width) = (at, wide);
            }
        }
        let mut middle = from;
        if to - from > SMALL && depth > 0 && width > 0.0 {
            let at = |member: &Searched| member.scaled.get(widest).copied().unwrap_or(0.0);
            let mean = members.iter().map(at).sum::<f64>() / members.len() as f64;
            let mut below = 0;
            for next in 0..members.len() {
                if members.get(next).is_some_and(|member| at(member) < mean) {
                    members.swap(below, next);
                    below += 1;
                }
            }
            middle += below;
        }
        let parts = middle > from && middle < to;
        let own = self.groups.len();
        self.groups.push(Group {
            least: lines.bound(&least),
            floor: floor - lines.margin(),
            from: if parts { to } else { from },
            to,
            after: 0,
        });
        if parts {
            self.group(lines, from, middle, depth - 1);
            self.group(lines, middle, to, depth - 1);
        }
        let after = self.groups.len();
        if let Some(group) = self.groups.get_mut(own) {
            group.after = after;
        }
    }

    /// Adds cities from `first` to before `end` that score a weighting's floor or more to `found`; for each weighting at least the
    /// `most` best of them, and all that score as much as one of these.
    ///
    /// `first` and `end` must be multiples of four, or the end of all cities.
    pub fn best(
        &mut self,
        lines: &Lines,
        first: usize,
        end: usize,
        most: usize,
        found: &mut Vec<Found>,
    ) {
        self.left.clear();
        self.left.extend(first as u32 / 4..end.div_ceil(4) as u32);
        let count = self.left.len();
        if let Some(all) = self.groups.first().filter(|_| most < count) {
            // What is best for all together is looked at first: where it is found, little else is worth a look.
            let best = |four: &u32| {
                let scores = lines.four(*four).map(|rows| scores(rows, &all.least));
                scores.map_or(f32::NEG_INFINITY, |s| s.into_iter().fold(s[0], f32::max))
            };
            let mut rated: Vec<f32> = self.left.iter().map(best).collect();
            for at in 0..FIRST.min(count) {
                let mut top = at;
                for other in at + 1..count {
                    if rated.get(other) > rated.get(top) {
                        top = other;
                    }
                }
                rated.swap(at, top);
                self.left.swap(at, top);
            }
        }
        let most = if self.grouped { most } else { usize::MAX };
        self.search(lines, 0, (0, count), most, found);
    }

    /// Searches one group and its parts among the cities that are left.
    fn search(
        &mut self,
        lines: &Lines,
        at: usize,
        (from, to): (usize, usize),
        most: usize,
        found: &mut Vec<Found>,
    ) {
        let Some(group) = self.groups.get(at) else {
            return;
        };
        for ix in from..to {
            if let Some(&four) = self.left.get(ix)
                && let Some(rows) = lines.four(four)
                && above_four(rows, &group.least, group.floor)
            {
                self.left.push(four);
            }
        }
        let own = (to, self.left.len());
        if own.1 > own.0 {
            let members = self.weightings.get_mut(group.from..group.to);
            let members = members.unwrap_or_default();
            if let Some(fours) = self.left.get(own.0..).filter(|_| !members.is_empty()) {
                one_by_one(lines, fours, group, members, most, found);
            } else {
                let (mut part, after) = (at + 1, group.after);
                while part < after {
                    self.search(lines, part, own, most, found);
                    part = self.groups.get(part).map_or(after, |part| part.after);
                }
            }
        }
        self.left.truncate(to);
    }
}

/// Tests the weightings of a small group each alone where the group as a whole leaves it open.
fn one_by_one(
    lines: &Lines,
    fours: &[u32],
    group: &Group,
    members: &mut [Searched],
    most: usize,
    found: &mut Vec<Found>,
) {
    for member in members.iter_mut() {
        member.now = member.floor;
        member.best.clear();
    }
    let mut floor = group.floor;
    for &four in fours {
        let Some(rows) = lines.four(four) else {
            continue;
        };
        if !above_four(rows, &group.least, floor) {
            continue;
        }
        let mut risen = false;
        for member in members.iter_mut() {
            if above_four(rows, &member.weighting, member.now) {
                for (city, score) in (4 * four..).zip(scores(rows, &member.weighting)) {
                    if score >= member.now {
                        found.push(Found {
                            weighting: member.at,
                            city,
                            score,
                        });
                        risen |= member.keep(score, most);
                    }
                }
            }
        }
        if risen {
            let least = members.iter().fold(f32::INFINITY, |l, m| l.min(m.now));
            floor = least - lines.margin();
        }
    }
}

impl Searched {
    /// Notes a score; whether others must now score more.
    fn keep(&mut self, score: f32, most: usize) -> bool {
        if most == usize::MAX {
            return false;
        }
        let at = self.best.partition_point(|best| *best >= score);
        self.best.insert(at, score);
        self.best.truncate(most);
        let last = self.best.last().filter(|_| self.best.len() == most);
        let now = last.copied().unwrap_or(self.now);
        let risen = now > self.now;
        self.now = self.now.max(now);
        risen
    }
}

/// w' of every facet, then P'.
fn scaled(lines: &Lines, weighting: &Weighting) -> Vec<f64> {
    let facets = || weighting.facets.iter().map(|weight| f64::from(*weight));
    let known = facets().zip(&lines.most_known);
    let all = f64::from(weighting.prior) + known.map(|(w, k)| w * f64::from(*k)).sum::<f64>();
    let numbers = facets().chain([f64::from(weighting.prior_difference)]);
    numbers.map(|number| number / all).collect()
}
