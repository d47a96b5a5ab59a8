//! Unlikeness beyond Gower: groups of codes, levels, tags, ratios, shrinking, and what must never count.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::assemble::{Sources, assemble};
use city_peers_engine::compare::{self, Measure};
use city_peers_engine::model::{
    Better, Catalogue, Code, Facet, Indicator, Kind, Profile, Role, Scale, Value,
};
use city_peers_engine::quantise::{self, Cell};
use city_peers_engine::reference::Reference;
use city_peers_engine::weights::{self, Weights};
use city_peers_engine::{CityIx, Directory};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Weights of a question are rounded to no coarser a share of their sum than one in so many (docs/method.md).
const WEIGHT_TOTAL: f64 = 65_536.0;

/// An indicator: kind, facet (0–2), weight within it; `None` for an outcome.
type Drawn = (Kind, Option<(u8, f64)>);

#[derive(Clone, Debug)]
struct World {
    indicators: Vec<Drawn>,
    facets: [f64; 3],
    rows: Vec<Vec<Option<Value>>>,
}

fn codes(count: usize, parents: usize) -> Vec<Code> {
    let code = |ix: usize| Code {
        code: format!("c{ix}"),
        label: String::new(),
        // Every third belongs to no group.
        parent: (parents > 0 && ix % 3 != 2).then(|| (ix % parents) as u8),
    };
    (0..count).map(code).collect()
}

fn kind() -> impl Strategy<Value = Kind> {
    let number = |(log, low, times): (bool, f64, f64)| Kind::Number {
        scale: if log { Scale::Log } else { Scale::Linear },
        low,
        high: low * times,
    };
    prop_oneof![
        (any::<bool>(), 0.1..1e5f64, 1.5..1e5f64).prop_map(number),
        (2usize..9).prop_map(|n| Kind::Ordered {
            levels: codes(n, 0)
        }),
        (1usize..12, 0usize..4).prop_map(|(n, parents)| Kind::Category {
            codes: codes(n, parents),
            parents: codes(parents, 0),
        }),
        (1usize..=64).prop_map(|n| Kind::Tags { codes: codes(n, 0) }),
    ]
}

fn value(kind: &Kind) -> BoxedStrategy<Option<Value>> {
    let of_codes = |n: usize| (0..n).prop_map(|ix| Value::Code(format!("c{ix}"))).boxed();
    let known = match kind {
        // Beyond both ends of the scale too.
        Kind::Number { low, high, .. } => {
            let (low, high) = (*low, *high);
            (-0.2..1.2f64)
                .prop_map(move |share| Value::Number(low + share * (high - low)))
                .boxed()
        }
        Kind::Ordered { levels } => of_codes(levels.len()),
        Kind::Category { codes, .. } => of_codes(codes.len()),
        Kind::Tags { codes } => {
            let n = codes.len();
            proptest::collection::btree_set(0..n.min(64), 0..=n.min(6))
                .prop_map(|set| Value::Codes(set.iter().map(|ix| format!("c{ix}")).collect()))
                .boxed()
        }
    };
    prop_oneof![2 => known.prop_map(Some), 1 => Just(None)].boxed()
}

fn world(cities: std::ops::Range<usize>) -> impl Strategy<Value = World> {
    let role = prop_oneof![4 => (0u8..3, 1u8..=40).prop_map(|(facet, tenths)| Some((facet, f64::from(tenths) / 10.0))), 1 => Just(None)];
    let first = (
        kind(),
        (0u8..3, 1u8..=40).prop_map(|(facet, tenths)| Some((facet, f64::from(tenths) / 10.0))),
    );
    (
        first,
        vec((kind(), role), 0..8),
        [0.1..4.0f64, 0.1..4.0, 0.1..4.0],
        cities,
    )
        .prop_flat_map(|(first, others, facets, cities)| {
            let indicators: Vec<Drawn> = std::iter::once(first).chain(others).collect();
            let row: Vec<_> = indicators.iter().map(|(kind, _)| value(kind)).collect();
            vec(row, cities).prop_map(move |rows| World {
                indicators: indicators.clone(),
                facets,
                rows,
            })
        })
}

impl World {
    fn catalogue(&self) -> Catalogue {
        let facet = |(ix, &weight): (usize, &f64)| Facet {
            id: format!("f{ix}"),
            label: String::new(),
            definition: String::new(),
            weight,
        };
        let indicator = |(ix, (kind, role)): (usize, &Drawn)| Indicator {
            id: format!("i{ix}"),
            label: String::new(),
            definition: String::new(),
            unit: String::new(),
            kind: kind.clone(),
            role: match *role {
                Some((facet, weight)) => Role::Context { facet, weight },
                None => Role::Outcome {
                    better: Better::Higher,
                    sdg: None,
                },
            },
            criterion: None,
            far: false,
            source: String::new(),
        };
        Catalogue {
            facets: self.facets.iter().enumerate().map(facet).collect(),
            indicators: self.indicators.iter().enumerate().map(indicator).collect(),
            main: None,
        }
    }

    /// Cities in the order of the rows; `reference` fixes the reference pairs, as publishers do.
    fn directory(&self, reference: Option<Reference>) -> Directory {
        let profile = |(ix, row): (usize, &Vec<Option<Value>>)| {
            let cells = row.iter().enumerate();
            let values = cells.filter_map(|(at, v)| Some((format!("i{at}"), v.clone()?)));
            Profile {
                id: format!("city-{ix:02}"),
                values: values.collect(),
                ..Profile::default()
            }
        };
        let sources = Sources {
            catalogue: self.catalogue(),
            profiles: self.rows.iter().enumerate().map(profile).collect(),
            reference,
            ..Sources::default()
        };
        assemble(sources, &|name| name.to_owned()).directory
    }

    /// The weight of every indicator as a share of all, from the definition: facets by their weight, each shared among
    /// its indicators in proportion to theirs.
    fn shares(&self) -> Vec<f64> {
        let in_facet = |facet: u8| {
            let of = self.indicators.iter().filter_map(|(_, role)| *role);
            of.filter(|(f, _)| *f == facet).map(|(_, w)| w).sum::<f64>()
        };
        let used: f64 = (0..3)
            .filter(|&f| in_facet(f) > 0.0)
            .map(|f| self.facets[usize::from(f)])
            .sum();
        let share = |(_, role): &Drawn| match *role {
            Some((facet, w)) => self.facets[usize::from(facet)] / used * w / in_facet(facet),
            None => 0.0,
        };
        self.indicators.iter().map(share).collect()
    }

    /// Difference of two rows in one indicator from its definition, on the values as they were written; and how far
    /// whole steps may be from it.
    fn difference(&self, ix: usize, a: usize, b: usize) -> Option<(f64, f64)> {
        let (x, y) = (self.rows[a][ix].as_ref()?, self.rows[b][ix].as_ref()?);
        let position = |code: &str| code[1..].parse::<usize>().unwrap();
        Some(match (&self.indicators[ix].0, x, y) {
            (Kind::Number { scale, low, high }, Value::Number(x), Value::Number(y)) => {
                let on = |v: f64| {
                    let v = v.clamp(*low, *high);
                    match scale {
                        Scale::Linear => (v - low) / (high - low),
                        // Equal ratios, equal differences.
                        Scale::Log => (v / low).ln() / (high / low).ln(),
                    }
                };
                ((on(*x) - on(*y)).abs(), 1.0 / 254.0)
            }
            (Kind::Ordered { levels }, Value::Code(x), Value::Code(y)) => {
                let steps = position(x).abs_diff(position(y)) as f64;
                (steps / (levels.len() - 1) as f64, 0.5 / 254.0)
            }
            (Kind::Category { codes, .. }, Value::Code(x), Value::Code(y)) => {
                let parent = |code: &str| codes[position(code)].parent;
                let d = match (x == y, parent(x).is_some() && parent(x) == parent(y)) {
                    (true, _) => 0.0,
                    (_, true) => 0.5,
                    (_, false) => 1.0,
                };
                (d, 0.0)
            }
            (Kind::Tags { .. }, Value::Codes(x), Value::Codes(y)) => {
                let (x, y): (BTreeSet<_>, BTreeSet<_>) = (x.iter().collect(), y.iter().collect());
                let all = x.union(&y).count();
                let both = x.intersection(&y).count();
                (
                    if all == 0 {
                        0.0
                    } else {
                        1.0 - both as f64 / all as f64
                    },
                    0.5 / 254.0,
                )
            }
            other => panic!("{other:?}"),
        })
    }
}

/// Likeness and coverage of two cities of a directory.
struct Asked<'d> {
    directory: &'d Directory,
    weights: Weights,
    measure: Measure,
}

impl<'d> Asked<'d> {
    fn new(directory: &'d Directory, lambda: f64) -> Self {
        let weights = Weights::new(&directory.catalogue, &[], lambda);
        let measure = Measure::new(&directory.reference, &weights);
        Asked {
            directory,
            weights,
            measure,
        }
    }

    fn of(&self, a: &[Cell], b: &[Cell]) -> (Option<f64>, f64) {
        let sums = compare::pair(&self.directory.catalogue, a, b, &self.weights);
        (self.measure.likeness(sums), self.measure.coverage(sums))
    }

    fn pair(&self, a: CityIx, b: CityIx) -> (Option<f64>, f64) {
        self.of(
            &compare::cells(self.directory, a),
            &compare::cells(self.directory, b),
        )
    }

    /// D̄: what is said of a pair of which nothing is known.
    fn mean(&self) -> f64 {
        let nothing = vec![Cell::Unknown; self.directory.catalogue.indicators.len()];
        1.0 - self.of(&nothing, &nothing).0.unwrap()
    }
}

fn pairs(directory: &Directory) -> Vec<(CityIx, CityIx)> {
    let all = || directory.indices();
    all().flat_map(|a| all().map(move |b| (a, b))).collect()
}

proptest! {
    #[test]
    fn a_number_is_kept_to_the_nearest_step(log in any::<bool>(), low in 0.1..1e5f64, times in 1.5..1e5f64, share in 0.0..1.0f64) {
        let scale = if log { Scale::Log } else { Scale::Linear };
        let high = low * times;
        let (x, on) = match scale {
            Scale::Linear => (low + share * (high - low), share),
            Scale::Log => (low * times.powf(share), share),
        };
        let step = f64::from(quantise::step(scale, low, high, x)) / 254.0;
        prop_assert!((step - on).abs() <= 0.5 / 254.0 + 1e-9, "{} {}", step, on);
    }

    #[test]
    fn every_kind_of_value_differs_as_defined(w in world(2..5)) {
        let directory = w.directory(None);
        let asked = Asked::new(&directory, 0.0);
        let shares = w.shares();
        let count = shares.iter().filter(|&&s| s > 0.0).count() as f64;
        for (a, b) in pairs(&directory) {
            let (mut sum, mut known, mut steps, mut halves) = (0.0, 0.0, 0.0, 0.0);
            for (ix, share) in shares.iter().enumerate() {
                if let Some((d, off)) = w.difference(ix, a.ix(), b.ix()) && *share > 0.0 {
                    sum += share * d;
                    steps += share * off;
                    known += share;
                    halves += 0.5 / WEIGHT_TOTAL;
                }
            }
            let (likeness, coverage) = asked.pair(a, b);
            prop_assert!((coverage - known).abs() <= count / WEIGHT_TOTAL, "{} {}", coverage, known);
            prop_assert_eq!(likeness.is_some(), known > 0.0);
            if let Some(likeness) = likeness && known > 0.0 {
                // Steps, and weights rounded to whole numbers (see gower.rs).
                let bound = steps / known + halves / (known - halves) + 1e-9;
                prop_assert!((1.0 - likeness - sum / known).abs() <= bound, "{} is not {} ± {}", 1.0 - likeness, sum / known, bound);
            }
        }
    }

    #[test]
    fn weights_within_a_facet_are_small_integers(tenths in vec(1u8..=63, 1..12), any in vec(0.5..4.0f64, 1..12)) {
        let within = |weights: &[f64]| {
            let world = World {
                indicators: weights.iter().map(|w| (Kind::Ordered { levels: codes(2, 0) }, Some((0, *w)))).collect(),
                facets: [1.0; 3],
                rows: Vec::new(),
            };
            weights::within_facets(&world.directory(None).catalogue)
        };
        // In tenths of up to 6.3 nothing is lost.
        let exact: Vec<f64> = tenths.iter().map(|t| f64::from(*t) / 10.0).collect();
        let found = within(&exact);
        for (a, b) in tenths.iter().zip(&found) {
            let ratio = f64::from(*a) / f64::from(*b) / (f64::from(tenths[0]) / f64::from(found[0]));
            prop_assert!((ratio - 1.0).abs() < 0.002, "{:?} {:?}", tenths, found);
        }
        // Of any other weights, up to eight times apart, at most half a step of the smallest: 1 in 16.
        let found = within(&any);
        let steps: Vec<f64> = any.iter().zip(&found).map(|(w, v)| w / f64::from(*v)).collect();
        let (least, most) = (steps.iter().copied().fold(f64::MAX, f64::min), steps.iter().copied().fold(0.0, f64::max));
        prop_assert!(most / least <= (1.0 + 1.0 / 15.0) / (1.0 - 1.0 / 15.0), "{:?} {:?}", any, found);
    }

    #[test]
    fn shrinking_draws_every_pair_towards_the_average_and_no_further(w in world(2..6), lambda in 0.1..12.0f64, more in 0.5..12.0f64) {
        let directory = w.directory(None);
        let asked = Asked::new(&directory, lambda);
        let (plain, further) = (Asked::new(&directory, 0.0), Asked::new(&directory, lambda + more));
        let mean = asked.mean();
        prop_assert!((mean - further.mean()).abs() < 1e-12);
        let count = asked.weights.of.iter().filter(|&&w| w > 0).count() as f64;
        for (a, b) in pairs(&directory) {
            let unlikeness = |asked: &Asked<'_>| asked.pair(a, b).0.map(|likeness| 1.0 - likeness);
            let (Some(shrunk), Some(more)) = (unlikeness(&asked), unlikeness(&further)) else {
                prop_assert!(false, "with an average there is always a likeness");
                continue;
            };
            let (from, coverage) = (unlikeness(&plain), asked.pair(a, b).1);
            let from = from.unwrap_or(mean);
            prop_assert!(shrunk >= from.min(mean) - 1e-9 && shrunk <= from.max(mean) + 1e-9, "{} {} {}", from, shrunk, mean);
            prop_assert!((more - mean).abs() <= (shrunk - mean).abs() + 1e-9);
            // How far: known weight against λ mean weights, the latter rounded to a whole number.
            let prior = lambda / count;
            let expected = (coverage * from + prior * mean) / (coverage + prior);
            prop_assert!((shrunk - expected).abs() <= 1.0 / WEIGHT_TOTAL / (coverage + prior) + 1e-9, "{} {}", shrunk, expected);
        }
    }

    #[test]
    fn the_average_is_the_weighted_mean_over_the_reference_pairs(w in world(2..7)) {
        let directory = w.directory(None);
        let asked = Asked::new(&directory, 5.0);
        let shares = w.shares();
        let (mut mean, mut bound) = (0.0, shares.len() as f64 / WEIGHT_TOTAL);
        for (ix, share) in shares.iter().enumerate() {
            // All pairs of so small a directory are reference pairs; where none states it, half.
            let rows = 0..w.rows.len();
            let known = rows.flat_map(|a| (0..a).map(move |b| (a, b))).filter_map(|(a, b)| w.difference(ix, a, b));
            let (sum, off, count) = known.fold((0.0, 0.0, 0.0), |(s, o, n), (d, off)| (s + d, o + off, n + 1.0));
            let (of_indicator, off) = if count > 0.0 { (sum / count, off / count + 1e-4) } else { (0.5, 0.0) };
            prop_assert!((directory.reference.mean(ix) - of_indicator).abs() <= off + 1e-9);
            mean += share * of_indicator;
            bound += share * off;
        }
        prop_assert!((asked.mean() - mean).abs() <= bound + 1e-9, "{} is not {} ± {}", asked.mean(), mean, bound);
    }

    #[test]
    fn what_two_cities_share_in_full_leaves_the_average_alone(w in world(2..6), lambda in 0.0..12.0f64) {
        let directory = w.directory(None);
        let asked = Asked::new(&directory, lambda);
        let count = asked.weights.of.iter().filter(|&&w| w > 0).count() as f64;
        for city in directory.indices() {
            let (likeness, coverage) = asked.pair(city, city);
            let prior = lambda / count;
            match likeness {
                // All of the average is left where nothing is known, which is no likeness at all where no two cities agree.
                Some(likeness) => {
                    let expected = prior * asked.mean() / (coverage + prior);
                    let bound = 1.0 / WEIGHT_TOTAL / (coverage + prior) + 1e-9;
                    prop_assert!((1.0 - likeness - expected).abs() <= bound, "{} is not {} ± {}", 1.0 - likeness, expected, bound);
                }
                // Nothing is known, and of the average no whole step of weight is left.
                None => prop_assert!(coverage == 0.0 && prior <= 1.0 / WEIGHT_TOTAL, "{} {}", coverage, prior),
            }
            // The same where the two are two cities that state the same, and one states more besides.
            let cells = compare::cells(&directory, city);
            let less: Vec<Cell> = cells.iter().enumerate().map(|(ix, &c)| if ix % 2 == 0 { c } else { Cell::Unknown }).collect();
            prop_assert_eq!(asked.of(&cells, &less), asked.of(&less, &less));
        }
    }

    #[test]
    fn unlikeness_has_no_direction(w in world(2..6), lambda in 0.0..12.0f64) {
        let directory = w.directory(None);
        let asked = Asked::new(&directory, lambda);
        let at_once: Vec<_> = directory.indices()
            .map(|city| compare::against_all(&directory, &compare::cells(&directory, city), &asked.weights))
            .collect();
        for (a, b) in pairs(&directory) {
            prop_assert_eq!(asked.pair(a, b), asked.pair(b, a));
            let (there, back) = (at_once[a.ix()][b.ix()], at_once[b.ix()][a.ix()]);
            prop_assert_eq!(asked.measure.likeness(there), asked.measure.likeness(back));
            prop_assert_eq!(asked.measure.likeness(there), asked.pair(a, b).0);
            prop_assert_eq!(asked.measure.coverage(there), asked.pair(a, b).1);
        }
    }

    #[test]
    fn another_city_moves_no_other_pair(w in world(3..8), lambda in 0.0..12.0f64) {
        // With the reference pairs fixed, as in every published directory; the new city is the last row.
        let mut fewer = w.clone();
        fewer.rows.pop();
        let fewer = fewer.directory(None);
        let more = w.directory(Some(fewer.reference.clone()));
        prop_assert_eq!(more.len(), fewer.len() + 1);
        let (before, after) = (Asked::new(&fewer, lambda), Asked::new(&more, lambda));
        for city in fewer.indices() {
            let all = |asked: &Asked<'_>| -> Vec<(Option<f64>, f64)> {
                let cells = compare::cells(asked.directory, city);
                let sums = compare::against_all(asked.directory, &cells, &asked.weights);
                sums.into_iter().map(|s| (asked.measure.likeness(s), asked.measure.coverage(s))).collect()
            };
            prop_assert_eq!(&all(&before)[..], &all(&after)[..fewer.len()]);
        }
    }

    #[test]
    fn outcomes_never_count(w in world(2..6), other in world(2..6), lambda in 0.0..12.0f64) {
        // Outcomes change to whatever else, or are forgotten: nothing moves.
        let directory = w.directory(None);
        let mut changed = w.clone();
        for (ix, (_, role)) in w.indicators.iter().enumerate() {
            if role.is_none() {
                for (nth, row) in changed.rows.iter_mut().enumerate() {
                    row[ix] = w.rows[(nth + other.rows.len()) % w.rows.len()][ix].clone().filter(|_| nth % 2 == 0);
                }
            }
        }
        let changed = changed.directory(Some(directory.reference.clone()));
        let (before, after) = (Asked::new(&directory, lambda), Asked::new(&changed, lambda));
        for (a, b) in pairs(&directory) {
            prop_assert_eq!(before.pair(a, b), after.pair(a, b));
        }
        // Nor do they make a coverage: a city that states all context covers all of its own.
        for city in directory.indices() {
            let states_all = w.indicators.iter().zip(&w.rows[city.ix()]).all(|((_, role), v)| role.is_none() || v.is_some());
            prop_assert_eq!(before.pair(city, city).1 == 1.0, states_all);
        }
    }
}

/// A directory with one indicator and one city per value.
fn one(kind: Kind, values: &[Value]) -> Directory {
    let world = World {
        indicators: vec![(kind, Some((0, 1.0)))],
        facets: [1.0; 3],
        rows: values.iter().map(|v| vec![Some(v.clone())]).collect(),
    };
    world.directory(None)
}

fn unlikeness(directory: &Directory, a: u32, b: u32) -> f64 {
    1.0 - Asked::new(directory, 0.0)
        .pair(CityIx(a), CityIx(b))
        .0
        .unwrap()
}

#[test]
fn differences_by_hand() {
    let code = |ix: usize| Value::Code(format!("c{ix}"));
    let tags = |list: &[usize]| Value::Codes(list.iter().map(|ix| format!("c{ix}")).collect());
    // c0 and c3 are in one group, c1 in another, c2 and c5 in none.
    let codes_6 = || codes(6, 3);
    let category = Kind::Category {
        codes: codes_6(),
        parents: codes(3, 0),
    };
    let directory = one(category, &[code(0), code(3), code(1), code(2), code(5)]);
    assert_eq!(unlikeness(&directory, 0, 1), 0.5);
    assert_eq!(unlikeness(&directory, 0, 2), 1.0);
    assert_eq!(unlikeness(&directory, 3, 4), 1.0, "no group is not a group");
    let levels = Kind::Ordered {
        levels: codes(5, 0),
    };
    let directory = one(levels, &[code(0), code(1), code(4)]);
    assert!((unlikeness(&directory, 0, 1) - 0.25).abs() <= 0.5 / 254.0);
    assert!((unlikeness(&directory, 1, 2) - 0.75).abs() <= 0.5 / 254.0);
    assert_eq!(unlikeness(&directory, 0, 2), 1.0);
    let directory = one(
        Kind::Tags {
            codes: codes(64, 0),
        },
        &[
            tags(&[0, 1, 63]),
            tags(&[0, 63]),
            tags(&[]),
            tags(&[]),
            tags(&[5]),
        ],
    );
    assert!((unlikeness(&directory, 0, 1) - 1.0 / 3.0).abs() <= 0.5 / 254.0);
    assert_eq!(
        unlikeness(&directory, 2, 3),
        0.0,
        "known to have none, both"
    );
    assert_eq!(unlikeness(&directory, 0, 2), 1.0);
    assert_eq!(unlikeness(&directory, 0, 4), 1.0);
    let log = Kind::Number {
        scale: Scale::Log,
        low: 10.0,
        high: 100_000.0,
    };
    let numbers = [10.0, 100.0, 1000.0, 1e9, -5.0].map(Value::Number);
    let directory = one(log, &numbers);
    assert!(
        (unlikeness(&directory, 0, 1) - 0.25).abs() <= 1.0 / 254.0,
        "ten times as much"
    );
    assert!(
        (unlikeness(&directory, 1, 2) - 0.25).abs() <= 1.0 / 254.0,
        "ten times as much"
    );
    assert_eq!(unlikeness(&directory, 0, 3), 1.0, "beyond the last step");
    assert_eq!(unlikeness(&directory, 0, 4), 0.0, "below the first step");
}
