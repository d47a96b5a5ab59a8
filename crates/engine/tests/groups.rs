//! Pairs and cohorts: everybody placed, wishes met, the best found, whatever the order of the input.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::groups::{
    Cohorts, Fault, Forum, Group, LeftOut, Pairing, Reason, Registered, Sizes, Wishes, cohorts,
    pairs,
};
use city_peers_engine::random::Random;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One random forum, and everything the tests check it by.
#[derive(Clone, Debug)]
struct Case {
    cities: Vec<Registered>,
    values: Vec<Vec<Option<f64>>>,
    wishes: Wishes,
}

/// How a random forum is drawn: chances in 100.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    count: usize,
    unknown: u64,
    countries: u64,
    must: usize,
    must_not: u64,
    ties: u64,
    wished: [bool; 3],
}

fn plain(count: usize) -> Drawn {
    Drawn {
        count,
        unknown: 0,
        countries: 1000,
        must: 0,
        must_not: 0,
        ties: 0,
        wished: [false; 3],
    }
}

fn draw(seed: u64, drawn: Drawn) -> Case {
    let random = &mut Random::new(seed);
    let n = drawn.count;
    let mut chance = |of: u64| random.below(100) < of;
    let mut must_not = Vec::new();
    let mut ties = Vec::new();
    for (a, b) in (0..n).flat_map(|a| (0..a).map(move |b| (a, b))) {
        if chance(drawn.must_not) {
            must_not.push((a, b));
        }
        if chance(drawn.ties) {
            ties.push((b, a));
        }
    }
    let mut must = Vec::new();
    for ix in 0..drawn.must.min(n / 3) {
        let group = vec![3 * ix, 3 * ix + 1 + random.below(2) as usize];
        let parted = |&&(a, b): &&(usize, usize)| group.contains(&a) && group.contains(&b);
        if must_not.iter().find(parted).is_none() {
            must.push(group);
        }
    }
    let cities = (0..n)
        .map(|ix| Registered {
            // Ids in another order than numbers.
            id: format!("city-{:03}", (ix * 37 + 11) % 401),
            country: (random.below(10) > 0).then(|| format!("c{}", random.below(drawn.countries))),
            languages: (random.below(5) > 0).then(|| {
                (0..random.below(3))
                    .map(|_| random.below(4) as u16)
                    .collect()
            }),
        })
        .collect();
    let mut values = vec![vec![None; n]; n];
    for row in &mut values {
        for cell in row {
            if random.below(100) >= drawn.unknown {
                *cell = Some(random.below(1001) as f64 / 1000.0);
            }
        }
    }
    let [avoid_ties, different_countries, shared_language] = drawn.wished;
    Case {
        cities,
        values,
        wishes: Wishes {
            must,
            must_not,
            ties,
            avoid_ties,
            different_countries,
            shared_language,
            languages: Vec::new(),
        },
    }
}

impl Case {
    fn forum(&self) -> Forum {
        Forum::new(self.cities.clone(), |a, b| self.values[a][b], &self.wishes).unwrap()
    }

    /// No wish bears on it.
    fn free(&self) -> bool {
        let ties = self.wishes.ties.clone();
        self.wishes
            == Wishes {
                ties,
                ..Wishes::default()
            }
    }

    fn len(&self) -> usize {
        self.cities.len()
    }

    /// The same with cities and wishes in another order.
    fn shuffled(&self, seed: u64) -> Case {
        let random = &mut Random::new(seed);
        let mut order: Vec<usize> = (0..self.len()).collect();
        shuffle(&mut order, random);
        let place = |old: usize| order.iter().position(|&o| o == old).unwrap();
        let mut wishes = self.wishes.clone();
        for group in &mut wishes.must {
            for city in &mut *group {
                *city = place(*city);
            }
            group.reverse();
        }
        for (a, b) in wishes.must_not.iter_mut().chain(&mut wishes.ties) {
            (*a, *b) = (place(*b), place(*a));
        }
        shuffle(&mut wishes.must, random);
        shuffle(&mut wishes.must_not, random);
        shuffle(&mut wishes.ties, random);
        Case {
            cities: order.iter().map(|&o| self.cities[o].clone()).collect(),
            values: order
                .iter()
                .map(|&a| order.iter().map(|&b| self.values[a][b]).collect())
                .collect(),
            wishes,
        }
    }

    /// The same with the two directions of every value swapped.
    fn turned(&self) -> Case {
        let n = self.len();
        let turned = |a: usize| (0..n).map(|b| self.values[b][a]).collect();
        Case {
            values: (0..n).map(turned).collect(),
            ..self.clone()
        }
    }

    fn value(&self, a: usize, b: usize) -> f64 {
        let known = [self.values[a][b], self.values[b][a]];
        let known: Vec<f64> = known.into_iter().flatten().collect();
        known.iter().sum::<f64>() / known.len().max(1) as f64
    }

    fn must(&self, a: usize, b: usize) -> bool {
        self.wishes
            .must
            .iter()
            .any(|g| g.contains(&a) && g.contains(&b))
    }

    fn listed(list: &[(usize, usize)], a: usize, b: usize) -> bool {
        list.contains(&(a, b)) || list.contains(&(b, a))
    }

    /// Must not meet, or are tied where ties are avoided.
    fn apart(&self, a: usize, b: usize) -> bool {
        !self.must(a, b)
            && (Self::listed(&self.wishes.must_not, a, b)
                || self.wishes.avoid_ties && Self::listed(&self.wishes.ties, a, b))
    }

    fn languages(&self, city: usize) -> &[u16] {
        self.cities[city].languages.as_deref().unwrap_or(&[])
    }

    fn speechless(&self, a: usize, b: usize) -> bool {
        let (ours, theirs) = (self.languages(a), self.languages(b));
        !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|l| theirs.contains(l))
    }

    /// May not be paired.
    fn barred(&self, a: usize, b: usize) -> bool {
        self.apart(a, b) || self.wishes.shared_language && !self.must(a, b) && self.speechless(a, b)
    }

    fn repeats(&self, group: &[usize]) -> usize {
        let mut seen = BTreeMap::new();
        for &city in group {
            if let Some(country) = &self.cities[city].country {
                *seen.entry(country).or_insert(0) += 1;
            }
        }
        seen.values().map(|count| count - 1).sum()
    }

    /// Members without the language that most speak.
    fn outsiders(&self, group: &[usize]) -> usize {
        let known: Vec<_> = group
            .iter()
            .filter(|&&c| !self.languages(c).is_empty())
            .collect();
        let speaking = |l| {
            known
                .iter()
                .filter(|&&&c| self.languages(c).contains(&l))
                .count()
        };
        known.len() - (0..4).map(speaking).max().unwrap_or(0)
    }

    /// Sum over the members of the mean value of the others.
    fn worth(&self, group: &[usize]) -> f64 {
        let sum: f64 = two(group).map(|(a, b)| self.value(a, b)).sum();
        if group.len() < 2 {
            0.0
        } else {
            2.0 * sum / (group.len() - 1) as f64
        }
    }

    fn ids(&self, cities: &[usize]) -> Vec<String> {
        cities.iter().map(|&c| self.cities[c].id.clone()).collect()
    }

    fn named(&self, groups: &[Group], left: &[LeftOut]) -> (Vec<Vec<String>>, Vec<String>) {
        let left: Vec<usize> = left.iter().map(|l| l.city).collect();
        let groups = groups.iter().map(|g| self.ids(&g.cities)).collect();
        (groups, self.ids(&left))
    }

    /// Everybody exactly once; a must is kept; what a group says of itself is true.
    fn check_groups(&self, groups: &[Group], left: &[LeftOut]) {
        let mut placed: Vec<usize> = groups.iter().flat_map(|g| g.cities.clone()).collect();
        placed.extend(left.iter().map(|l| l.city));
        placed.sort_unstable();
        assert_eq!(placed, (0..self.len()).collect::<Vec<_>>());
        for group in &self.wishes.must {
            let together = |g: &Group| group.iter().all(|c| g.cities.contains(c));
            assert!(groups.iter().any(together), "{group:?} of {groups:?}");
        }
        for group in groups {
            let known: Vec<f64> = two(&group.cities)
                .filter(|&(a, b)| self.values[a][b].or(self.values[b][a]).is_some())
                .map(|(a, b)| self.value(a, b))
                .collect();
            let mean = known.iter().sum::<f64>() / known.len() as f64;
            assert_eq!(group.value.is_none(), known.is_empty());
            assert!(group.value.is_none_or(|v| (v - mean).abs() < 1e-6));
            assert_eq!(group.unknown, two(&group.cities).count() - known.len());
            assert_eq!(group.same_country, self.repeats(&group.cities));
            assert_eq!(group.without_language, self.outsiders(&group.cities));
            let tied = |&(a, b): &(usize, usize)| Self::listed(&self.wishes.ties, a, b);
            assert_eq!(group.tied, two(&group.cities).filter(tied).count());
            let ids = self.ids(&group.cities);
            assert!(ids.is_sorted(), "{ids:?}");
        }
        for left in left {
            assert!(!left.reasons.is_empty());
            let ruled_out: usize = left.reasons.iter().map(|(_, count)| count).sum();
            assert_eq!(ruled_out, self.len() - 1);
        }
        let firsts: Vec<String> = groups
            .iter()
            .map(|g| self.cities[g.cities[0]].id.clone())
            .collect();
        assert!(firsts.is_sorted());
    }
}

fn shuffle<T>(list: &mut [T], random: &mut Random) {
    for end in (1..list.len()).rev() {
        list.swap(end, random.below(end as u64 + 1) as usize);
    }
}

fn two(group: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let pair = move |a: usize| (0..a).map(move |b| (group[b], group[a]));
    (0..group.len()).flat_map(pair)
}

fn drawn(most: usize) -> impl Strategy<Value = Drawn> {
    (
        0..=most,
        prop_oneof![Just(0u64), Just(30)],
        1u64..30,
        0usize..3,
        prop_oneof![Just(0u64), Just(10), Just(50), Just(80)],
        prop_oneof![Just(0u64), Just(20)],
        any::<[bool; 3]>(),
    )
        .prop_map(
            |(count, unknown, countries, must, must_not, ties, wished)| Drawn {
                count,
                unknown,
                countries,
                must,
                must_not,
                ties,
                wished,
            },
        )
}

/// Any way to split the cities that a set of bits holds into groups for which `allowed` says yes.
fn every_split(
    left: u32,
    allowed: &dyn Fn(u32) -> bool,
    seen: &mut dyn FnMut(&[u32]),
    so_far: &mut Vec<u32>,
) {
    if left == 0 {
        seen(so_far);
        return;
    }
    let first = left & left.wrapping_neg();
    let rest = left & !first;
    let mut sub = rest;
    loop {
        let group = sub | first;
        if allowed(group) {
            so_far.push(group);
            every_split(left & !group, allowed, seen, so_far);
            so_far.pop();
        }
        if sub == 0 {
            return;
        }
        sub = (sub - 1) & rest;
    }
}

fn members(bits: u32) -> Vec<usize> {
    (0..32).filter(|c| bits >> c & 1 == 1).collect()
}

/// Placed cities, repeats of countries (negative), worth.
type Rank = (usize, i64, f64);

fn rank(case: &Case, groups: &[Vec<usize>]) -> Rank {
    let placed: Vec<&Vec<usize>> = groups.iter().filter(|g| g.len() > 1).collect();
    let repeats: usize = placed.iter().map(|g| case.repeats(g)).sum();
    (
        placed.iter().map(|g| g.len()).sum(),
        if case.wishes.different_countries {
            -(repeats as i64)
        } else {
            0
        },
        placed.iter().map(|g| case.worth(g)).sum(),
    )
}

fn better(a: Rank, b: Rank) -> bool {
    (a.0, a.1) > (b.0, b.1) || (a.0, a.1) == (b.0, b.1) && a.2 > b.2
}

/// Whether cities may be one group of pairs and threes: every must kept, no bar broken, and nobody joins who lacks the
/// language of the others.
fn allowed(case: &Case, group: &[usize]) -> bool {
    let inside = |must: &Vec<usize>| must.iter().filter(|c| group.contains(c)).count();
    let musts = || case.wishes.must.iter().filter(|must| inside(must) > 0);
    let before: usize = musts().map(|must| case.outsiders(must)).sum();
    musts().all(|must| inside(must) == must.len())
        && two(group).all(|(a, b)| !case.barred(a, b))
        && (!case.wishes.shared_language || case.outsiders(group) <= before)
}

/// How many cities groups of two and three can place at most, over all subsets: for more cities than all splits can be
/// tried of.
fn most_placed(case: &Case) -> usize {
    let bits = |group: &[usize]| group.iter().fold(0usize, |bits, city| bits | 1 << city);
    let of_lowest = |a: usize| -> Vec<usize> {
        let pairs = (a + 1..case.len()).map(|b| vec![a, b]);
        let threes = |b| (b + 1..case.len()).map(move |c| vec![a, b, c]);
        let groups = pairs.chain((a + 1..case.len()).flat_map(threes));
        groups
            .filter(|g| allowed(case, g))
            .map(|g| bits(&g))
            .collect()
    };
    let of_lowest: Vec<Vec<usize>> = (0..case.len()).map(of_lowest).collect();
    // Those who must meet are placed in any case, so only groups that hold them count.
    let bound = |city: usize| case.wishes.must.iter().any(|must| must.contains(&city));
    let mut placed = vec![Some(0)];
    for set in 1usize..1 << case.len() {
        let lowest = set.trailing_zeros() as usize;
        let alone = placed[set & (set - 1)].filter(|_| !bound(lowest));
        let grouped = of_lowest[lowest]
            .iter()
            .filter(|&&group| group & set == group);
        let grouped = grouped.filter_map(|&group| Some(placed[set & !group]? + group.count_ones()));
        placed.push(grouped.chain(alone).max());
    }
    placed.last().copied().flatten().unwrap() as usize
}

/// The best of all splits into groups of up to `most`.
fn best_split(case: &Case, most: u32) -> Rank {
    let allowed = |bits: u32| bits.count_ones() <= most && allowed(case, &members(bits));
    let mut best = (0, i64::MIN, 0.0);
    let all = ((1u64 << case.len()) - 1) as u32;
    every_split(
        all,
        &allowed,
        &mut |groups| {
            let groups: Vec<Vec<usize>> = groups.iter().map(|&g| members(g)).collect();
            let found = rank(case, &groups);
            if better(found, best) {
                best = found;
            }
        },
        &mut Vec::new(),
    );
    best
}

fn check_pairs(case: &Case) -> Pairing {
    let answer = pairs(&case.forum()).unwrap();
    case.check_groups(&answer.groups, &answer.left_out);
    for group in &answer.groups {
        assert!((2..=3).contains(&group.cities.len()));
        assert!(two(&group.cities).all(|(a, b)| !case.barred(a, b)));
    }
    let total: f64 = answer.groups.iter().map(|g| case.worth(&g.cities)).sum();
    assert!((answer.total - total).abs() < 1e-5 * case.len().max(1) as f64);
    assert!(answer.cost >= 0.0);
    assert!((answer.without_wishes - answer.total - answer.cost).abs() < 1e-9);
    answer
}

/// Compares with all splits: everybody who can be placed is, and pairs are the best there are.
fn check_best(case: &Case) -> Option<f64> {
    let answer = check_pairs(case);
    let groups: Vec<Vec<usize>> = answer.groups.iter().map(|g| g.cities.clone()).collect();
    let found = rank(case, &groups);
    let of_threes = best_split(case, 3);
    assert_eq!(found.0, of_threes.0, "more can be placed: {answer:?}");
    assert_eq!(most_placed(case), of_threes.0);
    let of_pairs = best_split(case, 2);
    if of_pairs.0 == case.len() {
        assert_eq!(found.1, of_pairs.1);
        assert!(
            (found.2 - of_pairs.2).abs() < 1e-5,
            "{found:?} {of_pairs:?}"
        );
    } else if of_pairs.0 + 1 == case.len() && case.free() {
        // Without one of the three, the pairs are the best pairs.
        let three = groups.iter().position(|g| g.len() == 3);
        let fits = three.is_none_or(|at| {
            (0..3).any(|out| {
                let mut without = groups.clone();
                without[at].remove(out);
                (rank(case, &without).2 - of_pairs.2).abs() < 1e-5
            })
        });
        assert!(fits, "{groups:?} {of_pairs:?}");
    }
    (found.1 == of_threes.1 && of_threes.2 > 0.0 && found.0 > of_pairs.0)
        .then(|| found.2 / of_threes.2)
}

/// How a split into cohorts is judged, most important first: hard wishes, languages, missing cities, countries; then worth.
type Judged = ([usize; 4], f64);

fn judge(case: &Case, sizes: &Sizes, group: &[usize]) -> Judged {
    let wished = |yes: bool, count: usize| if yes { count } else { 0 };
    let parted = case.wishes.must.iter().any(|m| {
        let inside = m.iter().filter(|c| group.contains(c)).count();
        inside > 0 && inside < m.len()
    });
    let hard = two(group).filter(|&(a, b)| case.apart(a, b)).count()
        + group.len().saturating_sub(sizes.max)
        + if parted { 1000 } else { 0 };
    let outsiders = wished(case.wishes.shared_language, case.outsiders(group));
    let repeats = wished(case.wishes.different_countries, case.repeats(group));
    let missing = sizes.min.saturating_sub(group.len());
    ([hard, outsiders, missing, repeats], case.worth(group))
}

fn add(a: Judged, b: Judged) -> Judged {
    (std::array::from_fn(|ix| a.0[ix] + b.0[ix]), a.1 + b.1)
}

fn beats(a: Judged, b: Judged) -> bool {
    a.0 < b.0 || a.0 == b.0 && a.1 > b.1
}

/// The best split into exactly or at most `groups` cohorts, over all subsets; empty groups miss all of `min`.
fn best_cohorts(case: &Case, sizes: &Sizes, groups: usize) -> Judged {
    let all = 1usize << case.len();
    let judged: Vec<Judged> = (0..all as u32)
        .map(|bits| judge(case, sizes, &members(bits)))
        .collect();
    let mut best: Vec<Option<Judged>> = vec![None; all];
    best[0] = Some(([0; 4], 0.0));
    for _ in 0..groups {
        let mut next: Vec<Option<Judged>> = vec![None; all];
        for mask in 0..all {
            let mut sub = mask;
            loop {
                if let Some(rest) = best[mask & !sub] {
                    let sum = add(rest, judged[sub]);
                    if next[mask].is_none_or(|n| beats(sum, n)) {
                        next[mask] = Some(sum);
                    }
                }
                if sub == 0 {
                    break;
                }
                sub = (sub - 1) & mask;
            }
        }
        best = next;
    }
    best[all - 1].unwrap()
}

fn check_cohorts(case: &Case, sizes: &Sizes) -> Cohorts {
    let answer = cohorts(&case.forum(), sizes).unwrap();
    case.check_groups(&answer.groups, &answer.left_out);
    for group in &answer.groups {
        assert!(group.cities.len() <= sizes.max);
        assert!(two(&group.cities).all(|(a, b)| !case.apart(a, b)));
    }
    let small = answer.groups.iter().filter(|g| g.cities.len() < sizes.min);
    assert_eq!(small.count() + answer.left_out.len(), answer.small);
    let total: f64 = answer.groups.iter().map(|g| case.worth(&g.cities)).sum();
    assert!((answer.total - total).abs() < 1e-5 * case.len().max(1) as f64);
    assert!(answer.total <= answer.bound + 1e-9);
    answer
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(400), ..ProptestConfig::default() })]

    #[test]
    fn pairs_are_the_best_of_all(seed: u64, drawn in drawn(8)) {
        check_best(&draw(seed, drawn));
    }

    #[test]
    fn pairs_place_as_many_as_can_be_placed(seed: u64, drawn in drawn(12)) {
        let case = draw(seed, drawn);
        let answer = check_pairs(&case);
        prop_assert_eq!(case.len() - answer.left_out.len(), most_placed(&case), "{:?}", answer);
    }

    #[test]
    fn pairs_place_everybody_and_keep_the_wishes(seed: u64, drawn in drawn(40)) {
        check_pairs(&draw(seed, drawn));
    }

    #[test]
    fn pairs_are_the_same_in_any_order(seed: u64, order: u64, drawn in drawn(24)) {
        let case = draw(seed, drawn);
        let answer = pairs(&case.forum()).unwrap();
        for other in [case.shuffled(order), case.shuffled(order).turned()] {
            let again = pairs(&other.forum()).unwrap();
            prop_assert_eq!(
                case.named(&answer.groups, &answer.left_out),
                other.named(&again.groups, &again.left_out)
            );
            prop_assert_eq!(answer.total.to_bits(), again.total.to_bits());
            prop_assert_eq!(answer.cost.to_bits(), again.cost.to_bits());
        }
    }
}

proptest! {
    // Cohorts of forty cities take long.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.div_ceil(5), ..ProptestConfig::default() })]

    #[test]
    fn cohorts_place_everybody_and_keep_the_wishes(
        seed: u64, drawn in drawn(40), min in 2usize..6, more in 0usize..6,
    ) {
        check_cohorts(&draw(seed, drawn), &Sizes { min, max: min + more, groups: None });
    }

    #[test]
    fn cohorts_are_the_same_in_any_order(seed: u64, order: u64, drawn in drawn(24)) {
        let case = draw(seed, drawn);
        let answer = cohorts(&case.forum(), &Sizes::default()).unwrap();
        for other in [case.shuffled(order), case.shuffled(order).turned()] {
            let again = cohorts(&other.forum(), &Sizes::default()).unwrap();
            prop_assert_eq!(
                case.named(&answer.groups, &answer.left_out),
                other.named(&again.groups, &again.left_out)
            );
            prop_assert_eq!(answer.total.to_bits(), again.total.to_bits());
            prop_assert_eq!(answer.bound.to_bits(), again.bound.to_bits());
        }
    }

    #[test]
    fn every_number_of_cities_is_split_into_the_sizes_asked_for(seed: u64, count in 0usize..60) {
        let answer = check_cohorts(&draw(seed, plain(count)), &Sizes::default());
        let sizes: Vec<usize> = answer.groups.iter().map(|g| g.cities.len()).collect();
        match count {
            0 => prop_assert!(sizes.is_empty()),
            1..4 => prop_assert_eq!(sizes, [count]),
            _ => prop_assert!(sizes.iter().all(|s| (4..=8).contains(s)), "{:?}", sizes),
        }
        prop_assert!(answer.left_out.is_empty());
    }
}

/// Cohorts against the exact optimum, and how near the bound is to it: the figures of docs/method.md.
#[test]
fn cohorts_come_near_the_optimum() {
    let mut shares = Vec::new();
    let mut bounds = Vec::new();
    for seed in 0..300 {
        let count = 6 + seed as usize % 5;
        let wild = seed % 2 == 1;
        let mut drawn = plain(count);
        if wild {
            drawn.countries = 4;
            drawn.must = 1;
            drawn.must_not = 10;
            drawn.ties = 10;
            drawn.wished = [true, true, seed % 4 == 1];
        }
        let case = draw(seed, drawn);
        let sizes = [
            Sizes::default(),
            Sizes {
                min: 3,
                max: 4,
                groups: None,
            },
            Sizes {
                min: 2,
                max: 5,
                groups: None,
            },
        ][seed as usize % 3];
        let answer = check_cohorts(&case, &sizes);
        let groups = answer.groups.len() + answer.left_out.len();
        let best = best_cohorts(&case, &sizes, groups);
        let mut found = ([0; 4], 0.0);
        for group in &answer.groups {
            found = add(found, judge(&case, &sizes, &group.cities));
        }
        for left in &answer.left_out {
            found = add(found, judge(&case, &sizes, &[left.city]));
        }
        assert_eq!(found.0, best.0, "seed {seed}: {answer:?}");
        shares.push(found.1 / best.1);
        if best.0[0] == 0 && best.0[1] == 0 {
            assert!(
                best.1 <= answer.bound + 1e-6,
                "seed {seed}: {} {}",
                best.1,
                answer.bound
            );
            bounds.push(best.1 / answer.bound);
        }
    }
    let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
    let least = |list: &[f64]| list.iter().copied().fold(f64::INFINITY, f64::min);
    println!(
        "share of the optimum: mean {:.5}, least {:.5}; optimum / bound: mean {:.4}, least {:.4}",
        mean(&shares),
        least(&shares),
        mean(&bounds),
        least(&bounds)
    );
    assert!(mean(&shares) > 0.999 && least(&shares) > 0.97);
}

/// Where two who must meet are to take somebody each, and where a three is needed beside one that came of itself: found
/// among 50,000 random forums.
#[test]
fn nobody_is_left_out_whom_two_threes_could_place() {
    let forum = |must_not, shared_language| Drawn {
        count: if shared_language { 8 } else { 12 },
        unknown: 30,
        countries: 1,
        must: 2,
        must_not,
        ties: 0,
        wished: [false, false, shared_language],
    };
    for (seed, drawn) in [
        (13_306_757_480_170_737_358, forum(50, false)),
        (18_153_166_207_949_244_025, forum(0, true)),
    ] {
        let case = draw(seed, drawn);
        let answer = check_pairs(&case);
        assert_eq!(answer.left_out, [], "{answer:?}");
        assert_eq!(most_placed(&case), case.len());
    }
}

/// Threes, where they are needed, against the best of all splits: the figures of docs/method.md.
#[test]
fn threes_come_near_the_optimum() {
    let mut shares = Vec::new();
    for seed in 0..400 {
        let mut drawn = plain(3 + seed as usize % 6);
        if seed % 2 == 1 {
            drawn.must_not = 30;
            drawn.countries = 4;
            drawn.wished = [false, true, false];
        }
        shares.extend(check_best(&draw(seed, drawn)));
    }
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
    println!(
        "threes: {} cases, mean {mean:.4}, least {least:.4}",
        shares.len()
    );
    assert!(mean > 0.99 && least > 0.8 && shares.len() > 100);
}

fn named(count: usize) -> Vec<Registered> {
    let city = |ix: usize| Registered {
        id: format!("{}", (b'a' + ix as u8) as char),
        ..Registered::default()
    };
    (0..count).map(city).collect()
}

fn forum(count: usize, wishes: Wishes) -> Result<Forum, Fault> {
    Forum::new(named(count), |_, _| Some(0.5), &wishes)
}

#[test]
fn contradictions_name_the_cities() {
    let must = |must: &[&[usize]]| Wishes {
        must: must.iter().map(|g| g.to_vec()).collect(),
        ..Wishes::default()
    };
    let ids = |ids: &[&str]| ids.iter().map(|i| (*i).to_owned()).collect::<Vec<_>>();
    let fault = |wishes: Wishes| forum(6, wishes).unwrap_err();

    let mut wishes = must(&[&[0, 1], &[1, 2]]);
    wishes.must_not = vec![(2, 0)];
    let found = fault(wishes);
    assert_eq!(
        found,
        Fault::Contradiction {
            between: ["a".to_owned(), "c".to_owned()],
            together: ids(&["a", "b", "c"]),
        }
    );
    assert_eq!(found.code(), "must-and-must-not");
    assert_eq!(fault(must(&[&[3, 3]])), Fault::WithItself("d".to_owned()));
    assert_eq!(fault(must(&[&[3]])), Fault::WithItself("d".to_owned()));
    let mut wishes = Wishes {
        must_not: vec![(1, 1)],
        ..Wishes::default()
    };
    assert_eq!(fault(wishes.clone()), Fault::WithItself("b".to_owned()));
    wishes.must_not = vec![(1, 6)];
    assert_eq!(fault(wishes), Fault::NotRegistered(6));

    let chain = must(&[&[0, 1], &[2, 3], &[1, 2]]);
    let found = pairs(&forum(6, chain.clone()).unwrap()).unwrap_err();
    assert_eq!(
        found,
        Fault::TooMany {
            together: ids(&["a", "b", "c", "d"]),
            most: 3
        }
    );
    let sizes = Sizes {
        min: 2,
        max: 3,
        groups: None,
    };
    let found = cohorts(&forum(6, chain).unwrap(), &sizes).unwrap_err();
    assert_eq!(found.cities(), ["a", "b", "c", "d"]);
    for (min, max, groups) in [(1, 4, None), (4, 3, None), (2, 3, Some(1)), (4, 8, Some(2))] {
        let found = cohorts(
            &forum(6, Wishes::default()).unwrap(),
            &Sizes { min, max, groups },
        );
        assert_eq!(found.unwrap_err(), Fault::Sizes { min, max, groups });
    }

    let mut twice = named(3);
    twice[2].id = "a".to_owned();
    let found = Forum::new(twice, |_, _| None, &Wishes::default()).unwrap_err();
    assert_eq!(found, Fault::Twice("a".to_owned()));
    for wrong in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
        let value = |a: usize, _: usize| Some(if a == 1 { wrong } else { 0.5 });
        let found = Forum::new(named(3), value, &Wishes::default()).unwrap_err();
        assert_eq!(found.code(), "value-out-of-range");
        assert_eq!(found.cities(), ["a", "b"]);
    }
    let crowd = Forum::new(
        vec![Registered::default(); 2001],
        |_, _| None,
        &Wishes::default(),
    );
    assert_eq!(crowd.unwrap_err().code(), "too-many-cities");
}

#[test]
fn who_cannot_be_placed_is_named_with_the_reason() {
    // c may meet nobody; a and b meet.
    let wishes = Wishes {
        must_not: vec![(2, 0)],
        ties: vec![(2, 1)],
        avoid_ties: true,
        ..Wishes::default()
    };
    let answer = pairs(&forum(3, wishes.clone()).unwrap()).unwrap();
    assert_eq!(answer.groups.len(), 1);
    let left = &answer.left_out[0];
    assert_eq!(left.city, 2);
    assert_eq!(left.reasons, [(Reason::MustNot, 1), (Reason::Tie, 1)]);
    assert_eq!(answer.total, 1.0);
    assert_eq!(answer.without_wishes, 1.5);
    assert_eq!(answer.cost, 0.5);
    // Where ties are welcome, a three is none either: c still must not meet a.
    let welcome = Wishes {
        avoid_ties: false,
        ..wishes
    };
    let answer = pairs(&forum(3, welcome).unwrap()).unwrap();
    assert_eq!(answer.left_out.len(), 1);
    assert_eq!(
        answer.left_out[0]
            .reasons
            .iter()
            .filter(|r| r.0 == Reason::Taken)
            .count(),
        1
    );

    let alone = pairs(&forum(1, Wishes::default()).unwrap()).unwrap();
    assert_eq!(alone.left_out[0].reasons, [(Reason::NobodyElse, 0)]);
    let nobody = pairs(&forum(0, Wishes::default()).unwrap()).unwrap();
    assert!(nobody.groups.is_empty() && nobody.left_out.is_empty());

    // Three must meet: a fourth finds their group full.
    let wishes = Wishes {
        must: vec![vec![0, 1, 2]],
        ..Wishes::default()
    };
    let answer = pairs(&forum(4, wishes).unwrap()).unwrap();
    assert_eq!(answer.left_out[0].reasons, [(Reason::Must, 3)]);

    // Nobody may meet anybody: in cohorts too, all are named.
    let every = (0..5).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let wishes = Wishes {
        must_not: every,
        ..Wishes::default()
    };
    let answer = cohorts(&forum(5, wishes).unwrap(), &Sizes::default()).unwrap();
    assert_eq!(answer.left_out.len(), 5);
    assert!(answer.groups.is_empty());
}

/// The city left over joins the pair it adds most to.
#[test]
fn the_third_joins_where_it_adds_most() {
    let pairs_of = |a: usize, b: usize| a / 2 == b / 2;
    let third = |a: usize, b: usize| a.max(b) == 4 && a.min(b) / 2 == 1;
    let value = |a: usize, b: usize| {
        Some(match (pairs_of(a, b), third(a, b)) {
            (true, _) => 0.9,
            (_, true) => 0.4,
            _ => 0.3,
        })
    };
    let forum = Forum::new(named(5), value, &Wishes::default()).unwrap();
    let answer = pairs(&forum).unwrap();
    let groups: Vec<&[usize]> = answer.groups.iter().map(|g| g.cities.as_slice()).collect();
    assert_eq!(groups, [&[0, 1][..], &[2, 3, 4]]);
    assert!((answer.total - (2.0 * 0.9 + 0.9 + 0.4 + 0.4)).abs() < 1e-9);
}

/// Four who share no language with the other five: the groups follow the languages, though one is small.
#[test]
fn cohorts_speak_a_language() {
    let mut cities = named(9);
    for (ix, city) in cities.iter_mut().enumerate() {
        city.languages = Some(vec![u16::from(ix % 3 == 0)]);
    }
    let wishes = Wishes {
        shared_language: true,
        ..Wishes::default()
    };
    let forum = Forum::new(cities, |_, _| Some(0.5), &wishes).unwrap();
    let answer = cohorts(&forum, &Sizes::default()).unwrap();
    let groups: Vec<&[usize]> = answer.groups.iter().map(|g| g.cities.as_slice()).collect();
    assert_eq!(groups, [&[0, 3, 6][..], &[1, 2, 4, 5, 7, 8]]);
    assert_eq!(answer.small, 1);
}

/// Each two of these three share a language, but there is none for all: they are no group where that is wished.
#[test]
fn a_three_speaks_one_language() {
    let mut cities = named(3);
    for (city, languages) in cities.iter_mut().zip([[1, 2], [2, 3], [1, 3]]) {
        city.languages = Some(languages.to_vec());
    }
    let placed = |shared_language: bool| {
        let wishes = Wishes {
            shared_language,
            ..Wishes::default()
        };
        let forum = Forum::new(cities.clone(), |_, _| Some(0.5), &wishes).unwrap();
        let answer = pairs(&forum).unwrap();
        let sizes: Vec<usize> = answer.groups.iter().map(|g| g.cities.len()).collect();
        (sizes, answer.left_out.len())
    };
    assert_eq!(placed(false), (vec![3], 0));
    assert_eq!(placed(true), (vec![2], 1));
}

/// Four of two languages, and only the first one counts: who works in the other meets nobody.
#[test]
fn only_the_languages_of_the_forum_count() {
    let mut cities = named(4);
    for (ix, city) in cities.iter_mut().enumerate() {
        city.languages = Some(if ix < 2 { vec![1, 2] } else { vec![2] });
    }
    let wishes = Wishes {
        shared_language: true,
        languages: vec![1],
        ..Wishes::default()
    };
    let forum = Forum::new(cities, |_, _| Some(0.5), &wishes).unwrap();
    let answer = pairs(&forum).unwrap();
    let groups: Vec<&[usize]> = answer.groups.iter().map(|g| g.cities.as_slice()).collect();
    assert_eq!(groups, [&[0, 1][..]]);
    let reasons: Vec<_> = answer.left_out.iter().map(|l| l.reasons.clone()).collect();
    assert_eq!(reasons, vec![vec![(Reason::Language, 3)]; 2]);
    // Groups leave nobody out for want of a language: they say how many lack it.
    let sizes = Sizes {
        min: 2,
        max: 2,
        groups: None,
    };
    let answer = cohorts(&forum, &sizes).unwrap();
    assert!(answer.left_out.is_empty());
    let without: usize = answer.groups.iter().map(|g| g.without_language).sum();
    assert_eq!(without, 2);
}

/// Nine in two groups, twelve of three countries with no country twice where that can be.
#[test]
fn countries_are_spread() {
    let mut cities = named(12);
    for (ix, city) in cities.iter_mut().enumerate() {
        city.country = Some(format!("{}", ix / 3));
    }
    // Cities of one country are worth most to each other.
    let value = |a: usize, b: usize| Some(if a / 3 == b / 3 { 1.0 } else { 0.1 });
    let sizes = Sizes {
        min: 4,
        max: 4,
        groups: None,
    };
    let mixed = Wishes {
        different_countries: true,
        ..Wishes::default()
    };
    let forum = Forum::new(cities.clone(), value, &mixed).unwrap();
    let answer = cohorts(&forum, &sizes).unwrap();
    assert!(answer.groups.iter().all(|g| g.same_country == 0));
    assert!((answer.reached - 1.0).abs() < 1e-9, "{answer:?}");
    let answer = pairs(&forum).unwrap();
    assert!(answer.groups.iter().all(|g| g.same_country == 0));
    assert!(answer.cost > 0.0);
    let forum = Forum::new(cities, value, &Wishes::default()).unwrap();
    let answer = pairs(&forum).unwrap();
    assert!(answer.groups.iter().any(|g| g.same_country == 1));
    assert_eq!(answer.cost, 0.0);
}

/// How long it takes; run in release with `--ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn time() {
    for count in [100, 300, 301, 400] {
        for wished in [false, true] {
            let mut drawn = plain(count);
            drawn.countries = 60;
            if wished {
                drawn.must_not = 5;
                drawn.must = 5;
                drawn.ties = 2;
                drawn.wished = [true, true, true];
            } else {
                drawn.wished = [false, true, false];
            }
            let case = draw(1, drawn);
            let forum = case.forum();
            let start = std::time::Instant::now();
            let paired = pairs(&forum).unwrap();
            let pairing = start.elapsed();
            let start = std::time::Instant::now();
            let grouped = cohorts(&forum, &Sizes::default()).unwrap();
            println!(
                "{count} cities, wishes {wished}: pairs {pairing:?} ({} left out), cohorts {:?}, {} groups, {:.3} of the bound, mean value {:.3}",
                paired.left_out.len(),
                start.elapsed(),
                grouped.groups.len(),
                grouped.reached,
                grouped.total / count as f64,
            );
        }
    }
}
