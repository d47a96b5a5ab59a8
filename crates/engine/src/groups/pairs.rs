//! One-to-one pairs for all cities that have registered; threes only where pairs do not come out. Pure.

use super::forum::{WHOLE, each_two};
use super::{Fault, Forum, Group, HEAVIEST, LeftOut, Reason, heaviest};

/// Who meets whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairing {
    /// Pairs and threes, by the id of their first city.
    pub groups: Vec<Group>,
    /// Who could not be placed under these wishes, by id, and why.
    pub left_out: Vec<LeftOut>,
    /// Sum over all cities of the mean value of meeting those they meet; unknown values and who is left out count 0.
    pub total: f64,
    /// The same sum without any wish.
    pub without_wishes: f64,
    /// What the wishes cost: the difference of the two.
    pub cost: f64,
}

/// Most cities that hang together.
const MOST: usize = 3;
/// How much work goes into looking for threes that place a city: about a second.
const WORK: usize = 2_000_000_000;

/// Pairs all cities.
///
/// As many as possible are paired; among all such pairings those with the fewest pairs of one country, where that is
/// wished; among these the one of the greatest sum of values, exactly. Who is left over, one of an odd number or more because of wishes,
/// joins a pair that suits, again by the greatest sum; where none suits, other threes are tried.
///
/// # Errors
/// Where more than three cities hang together.
pub fn pairs(forum: &Forum) -> Result<Pairing, Fault> {
    let together = forum.together();
    if let Some(group) = together.iter().find(|g| g.len() > MOST) {
        return Err(Fault::TooMany {
            together: group.iter().map(|&c| forum.id(c)).collect(),
            most: MOST,
        });
    }
    let plan = repaired(forum);
    let worth = plan.worth(forum);
    // What can be had with wishes can be had without.
    let free = forum.free_of_wishes();
    let without_wishes = Plan::new(&free, &[]).worth(&free).max(worth);
    let as_value = |millionths: i64| millionths as f64 / WHOLE as f64;
    let mut groups = plan.groups.clone();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    Ok(Pairing {
        groups: groups.iter().map(|g| forum.group(g)).collect(),
        left_out: plan.left.iter().map(|&c| left_out(forum, c)).collect(),
        total: as_value(worth),
        without_wishes: as_value(without_wishes),
        cost: as_value(without_wishes - worth),
    })
}

/// The cities of none of the groups.
fn outside(forum: &Forum, groups: &[Vec<usize>]) -> Vec<usize> {
    let grouped = |city: &usize| groups.iter().any(|group| group.contains(city));
    (0..forum.len()).filter(|city| !grouped(city)).collect()
}

/// Groups of two and three, and who is left over.
#[derive(Clone, Debug)]
struct Plan {
    groups: Vec<Vec<usize>>,
    left: Vec<usize>,
}

impl Plan {
    /// Pairs all cities outside the fixed groups; who is left over joins a pair where one suits.
    fn new(forum: &Forum, fixed: &[Vec<usize>]) -> Plan {
        let free = outside(forum, fixed);
        let city = |ix: usize| free.get(ix).copied();
        let matching = heaviest(free.len(), |a, b| pair_weight(forum, city(a)?, city(b)?));
        Plan::of(forum, fixed, &free, &matching.mates)
    }

    /// The same where cities may join a fixed pair from the start: the most cities that pairs and such threes can place,
    /// by [`Plan::rank`]. Not for every forum, since a three is meant for who is left over.
    fn joining(forum: &Forum, fixed: &[Vec<usize>]) -> Plan {
        let free = outside(forum, fixed);
        let city = |ix: usize| free.get(ix).copied();
        let (country, place) = steps(forum);
        // The cities come first, then the fixed groups.
        let matching = heaviest(free.len() + fixed.len(), |a, b| {
            let us = city(a)?;
            if let Some(them) = city(b) {
                let free = forum.barred(us, them).is_none();
                let repeats = i64::from(forum.same_country(us, them));
                return free.then(|| 2 * place - repeats * country + worth(forum, &[us, them]));
            }
            let group = fixed.get(b - free.len()).filter(|g| g.len() == 2)?;
            let (repeats, gain) = third(forum, us, group)?;
            Some(place - repeats * country + gain)
        });
        Plan::of(forum, fixed, &free, &matching.mates)
    }

    /// The plan of a matching of free cities, and of fixed groups after them.
    fn of(forum: &Forum, fixed: &[Vec<usize>], free: &[usize], mates: &[Option<usize>]) -> Plan {
        let mut groups = fixed.to_vec();
        let mut left = Vec::new();
        for (ix, &us) in free.iter().enumerate() {
            let Some(mate) = mates.get(ix).copied().flatten() else {
                left.push(us);
                continue;
            };
            if let Some(&them) = free.get(mate) {
                if us < them {
                    groups.push(vec![us, them]);
                }
            } else if let Some(group) = groups.get_mut(mate - free.len()) {
                group.push(us);
            }
        }
        let mut plan = Plan { groups, left };
        plan.add_thirds(forum);
        plan
    }

    /// The better of the two where somebody is left over.
    fn best(forum: &Forum, fixed: &[Vec<usize>]) -> Plan {
        let plan = Plan::new(forum, fixed);
        if plan.left.is_empty() || fixed.iter().all(|g| g.len() != 2) {
            return plan;
        }
        let joining = Plan::joining(forum, fixed);
        if joining.rank(forum) > plan.rank(forum) {
            joining
        } else {
            plan
        }
    }

    /// Lets those left over join pairs, one each: as many as possible, then by value.
    fn add_thirds(&mut self, forum: &Forum) {
        let lone = self.left.len();
        if lone == 0 {
            return;
        }
        let open: Vec<usize> = (0..self.groups.len())
            .filter(|&at| self.groups.get(at).is_some_and(|g| g.len() == 2))
            .collect();
        // Those left over come first, then the pairs.
        let matching = heaviest(lone + open.len(), |a, b| {
            let at = *open.get(b.checked_sub(lone)?)?;
            third_weight(forum, *self.left.get(a)?, self.groups.get(at)?)
        });
        let mut still = Vec::new();
        for (ix, &city) in self.left.iter().enumerate() {
            let joins = matching.mates.get(ix).copied().flatten();
            let at = joins.and_then(|b| open.get(b.checked_sub(lone)?));
            match at.and_then(|&at| self.groups.get_mut(at)) {
                Some(group) => group.push(city),
                None => still.push(city),
            }
        }
        self.left = still;
    }

    /// Those who must meet, and the threes of others.
    fn threes_and_musts(&self, forum: &Forum) -> Vec<Vec<usize>> {
        let must = forum.together();
        let bound = |city: &usize| must.iter().any(|group| group.contains(city));
        let free = |group: &&Vec<usize>| group.len() == 3 && !group.iter().any(bound);
        must.iter()
            .chain(self.groups.iter().filter(free))
            .cloned()
            .collect()
    }

    /// Sum over all cities of the mean value of those they meet, millionths.
    fn worth(&self, forum: &Forum) -> i64 {
        self.groups.iter().map(|g| worth(forum, g)).sum()
    }

    /// Placed cities, then fewer of one country where wished, then value: more is better.
    fn rank(&self, forum: &Forum) -> (usize, i64, i64) {
        let repeats = if forum.wishes().different_countries {
            self.groups.iter().map(|g| forum.repeats(g) as i64).sum()
        } else {
            0
        };
        (forum.len() - self.left.len(), -repeats, self.worth(forum))
    }
}

/// Sum over the members of their mean value of the others, millionths: 2 v of a pair, the three values of a three.
fn worth(forum: &Forum, group: &[usize]) -> i64 {
    let mut sum = 0;
    each_two(group, |a, b| sum += forum.worth(a, b));
    if group.len() == 2 { 2 * sum } else { sum }
}

/// What is larger than any sum of values, and than any sum of those and of country marks.
fn steps(forum: &Forum) -> (i64, i64) {
    let cities = forum.len() as i64 + 1;
    let country = if forum.wishes().different_countries {
        4 * cities * WHOLE
    } else {
        0
    };
    let pair = cities * (3 * country + 4 * WHOLE);
    (country, pair.min(HEAVIEST / 2))
}

fn pair_weight(forum: &Forum, a: usize, b: usize) -> Option<i64> {
    if forum.barred(a, b).is_some() {
        return None;
    }
    let (country, pair) = steps(forum);
    let apart = i64::from(!forum.same_country(a, b));
    Some(pair + apart * country + forum.worth(a, b))
}

fn third_weight(forum: &Forum, city: usize, group: &[usize]) -> Option<i64> {
    let (country, pair) = steps(forum);
    let (repeats, gain) = third(forum, city, group)?;
    // A third can lower what the pair has by its whole value at most.
    Some(pair + (2 - repeats) * country + gain + WHOLE)
}

/// What a city adds to a group that it may join: cities beyond the first of a country, and value.
fn third(forum: &Forum, city: usize, group: &[usize]) -> Option<(i64, i64)> {
    let mut three = group.to_vec();
    three.push(city);
    if group.iter().any(|&c| forum.barred(city, c).is_some())
        || adds_outsiders(forum, &three, forum.outsiders(group))
    {
        return None;
    }
    let repeats = forum.repeats(&three) as i64 - forum.repeats(group) as i64;
    Some((repeats, worth(forum, &three) - worth(forum, group)))
}

/// Whether more members than before lack the language of the others, where all must share one: each two of a three may
/// share a language without one for all.
fn adds_outsiders(forum: &Forum, three: &[usize], before: usize) -> bool {
    forum.wishes().shared_language && forum.outsiders(three) > before
}

/// Places those left over by fixing a three and pairing the others anew, as long as that places more.
///
/// One three at a time is enough, and none need be given up: where pairs and threes can place more cities, one three
/// more does so (G. Cornuéjols, D. Hartvigsen, W. Pulleyblank, "Packing subgraphs in a graph", 1982: a path from a city
/// left over ends at another, at a three that it breaks up, or in a three of cities that were paired; a three can place
/// one city more at most, and each of ours does, so fewer threes never place more). All threes of small forums are tried,
/// in larger ones the most valuable of those with a city left over.
fn repaired(forum: &Forum) -> Plan {
    let mut fixed = forum.together().to_vec();
    let mut plan = Plan::best(forum, &fixed);
    while !plan.left.is_empty() {
        let mut threes = threes(forum, &fixed, &plan.left);
        let tries = WORK / forum.len().pow(3).max(1);
        threes.truncate(tries.max(10));
        let mut best: Option<(Plan, Vec<Vec<usize>>)> = None;
        for three in threes {
            let with: Vec<Vec<usize>> = fixed.iter().cloned().chain([three]).collect();
            let tried = Plan::best(forum, &with);
            let bar = best.as_ref().map_or(&plan, |(p, _)| p);
            if tried.left.len() < plan.left.len() && tried.rank(forum) > bar.rank(forum) {
                best = Some((tried, with));
            }
        }
        let all = plan.threes_and_musts(forum);
        (plan, fixed) = match best {
            Some(better) => better,
            // The next is tried beside those threes that came of themselves, too.
            None if all != fixed => (plan, all),
            None => break,
        };
    }
    plan
}

/// Cities of a forum up to which all threes are tried.
const SMALL: usize = 60;

/// Threes of free cities that may meet: those with a city left over first, then the most valuable first.
fn threes(forum: &Forum, fixed: &[Vec<usize>], left: &[usize]) -> Vec<Vec<usize>> {
    let free = outside(forum, fixed);
    let mut found = Vec::new();
    each_two(&free, |a, b| {
        if forum.barred(a, b).is_some() {
            return;
        }
        let of_left = left.contains(&a) || left.contains(&b);
        for &c in free.iter().filter(|&&c| c > b) {
            let of_left = of_left || left.contains(&c);
            let may = forum.barred(a, c).is_none() && forum.barred(b, c).is_none();
            if may && (of_left || free.len() <= SMALL) {
                let three = vec![a, b, c];
                if adds_outsiders(forum, &three, 0) {
                    continue;
                }
                found.push((!of_left, -worth(forum, &three), three));
            }
        }
    });
    found.sort();
    found.into_iter().map(|(_, _, three)| three).collect()
}

/// Why a city is left out.
pub(super) fn left_out(forum: &Forum, city: usize) -> LeftOut {
    let mut reasons: Vec<(Reason, usize)> = Vec::new();
    for other in (0..forum.len()).filter(|&other| other != city) {
        let bound = forum.together().iter().any(|g| g.contains(&other));
        let reason = match forum.barred(city, other) {
            Some(reason) => reason,
            None if bound => Reason::Must,
            None => Reason::Taken,
        };
        match reasons.iter_mut().find(|(r, _)| *r == reason) {
            Some((_, count)) => *count += 1,
            None => reasons.push((reason, 1)),
        }
    }
    if reasons.is_empty() {
        reasons.push((Reason::NobodyElse, 0));
    }
    reasons.sort_unstable();
    LeftOut {
        city: forum.number(city),
        reasons,
    }
}
