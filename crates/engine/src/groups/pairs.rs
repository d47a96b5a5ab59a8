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
    let fixed = forum.together();
    if let Some(group) = fixed.iter().find(|g| g.len() > MOST) {
        return Err(Fault::TooMany {
            together: group.iter().map(|&c| forum.id(c)).collect(),
            most: MOST,
        });
    }
    let plan = repaired(forum, Plan::new(forum, fixed));
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

/// Groups of two and three, and who is left over.
#[derive(Clone, Debug)]
struct Plan {
    groups: Vec<Vec<usize>>,
    left: Vec<usize>,
}

impl Plan {
    /// Pairs all cities outside the fixed groups; who is left over joins a pair where one suits.
    fn new(forum: &Forum, fixed: &[Vec<usize>]) -> Plan {
        let free: Vec<usize> = (0..forum.len())
            .filter(|city| !fixed.iter().any(|group| group.contains(city)))
            .collect();
        let city = |ix: usize| free.get(ix).copied();
        let matching = heaviest(free.len(), |a, b| pair_weight(forum, city(a)?, city(b)?));
        let mut groups = fixed.to_vec();
        let mut left = Vec::new();
        for (ix, mate) in matching.mates.iter().enumerate() {
            let Some(us) = city(ix) else { continue };
            match mate.and_then(city) {
                Some(them) if us < them => groups.push(vec![us, them]),
                Some(_) => {}
                None => left.push(us),
            }
        }
        let mut plan = Plan { groups, left };
        plan.add_thirds(forum);
        plan
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

fn third_weight(forum: &Forum, third: usize, group: &[usize]) -> Option<i64> {
    if group.iter().any(|&c| forum.barred(third, c).is_some()) {
        return None;
    }
    let (country, pair) = steps(forum);
    let mut three = group.to_vec();
    three.push(third);
    if adds_outsiders(forum, &three, forum.outsiders(group)) {
        return None;
    }
    let new_repeats = forum.repeats(&three) as i64 - forum.repeats(group) as i64;
    // A third can lower what the pair has by its whole value at most.
    let gain = worth(forum, &three) - worth(forum, group) + WHOLE;
    Some(pair + (2 - new_repeats) * country + gain)
}

/// Whether more members than before lack the language of the others, where all must share one: each two of a three may
/// share a language without one for all.
fn adds_outsiders(forum: &Forum, three: &[usize], before: usize) -> bool {
    forum.wishes().shared_language && forum.outsiders(three) > before
}

/// Places those left over by fixing a three and pairing the others anew, as long as that places more.
///
/// One three at a time is enough: where pairs and threes can place more cities, some three does so alone (G. Cornuéjols,
/// D. Hartvigsen, W. Pulleyblank, "Packing subgraphs in a graph", 1982). All threes of small forums are tried, in larger
/// ones the most valuable of those with a city left over.
fn repaired(forum: &Forum, mut plan: Plan) -> Plan {
    let mut fixed = forum.together().to_vec();
    while !plan.left.is_empty() {
        let mut threes = threes(forum, &fixed, &plan.left);
        let tries = WORK / forum.len().pow(3).max(1);
        threes.truncate(tries.max(10));
        let mut best: Option<(Plan, Vec<usize>)> = None;
        for three in threes {
            let tried = Plan::new(forum, &with(&fixed, &three));
            let bar = best.as_ref().map_or(&plan, |(p, _)| p);
            if tried.left.len() < plan.left.len() && tried.rank(forum) > bar.rank(forum) {
                best = Some((tried, three));
            }
        }
        let Some((better, three)) = best else { break };
        plan = better;
        fixed = with(&fixed, &three);
    }
    plan
}

/// The fixed groups and a three, which may hold one of them.
fn with(fixed: &[Vec<usize>], three: &[usize]) -> Vec<Vec<usize>> {
    let apart = |group: &&Vec<usize>| !group.iter().any(|c| three.contains(c));
    let mut with: Vec<Vec<usize>> = fixed.iter().filter(apart).cloned().collect();
    with.push(three.to_vec());
    with
}

/// Cities of a forum up to which all threes are tried.
const SMALL: usize = 60;

/// Threes that may meet, of free cities or of a fixed pair and one of these: those with a city left over first, then
/// the most valuable first.
fn threes(forum: &Forum, fixed: &[Vec<usize>], left: &[usize]) -> Vec<Vec<usize>> {
    let free: Vec<usize> = (0..forum.len())
        .filter(|city| !fixed.iter().any(|group| group.contains(city)))
        .collect();
    let mut found = Vec::new();
    for pair in fixed.iter().filter(|g| g.len() == 2) {
        let suits = |c: &&usize| pair.iter().all(|&p| forum.barred(**c, p).is_none());
        for &city in free.iter().filter(suits) {
            let mut three = pair.clone();
            three.push(city);
            if adds_outsiders(forum, &three, forum.outsiders(pair)) {
                continue;
            }
            found.push((!left.contains(&city), -worth(forum, &three), three));
        }
    }
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
