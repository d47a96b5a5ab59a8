//! Whether cities that state more, or less, are suggested more often. Pure.

use super::SEED;
use super::exposure::never;
use super::lists::{firsts, mean_overlap, times};
use super::methods::Named;
use super::removal::{Pattern, completeness, without};
use super::stats::{mean, pearson, skewness, spearman};
use city_peers_engine::Directory;
use city_peers_engine::suggest::{Query, query_weights};
use serde::Serialize;

/// Mean shares of values that are taken out.
pub const SHARES: [f64; 3] = [0.1, 0.2, 0.3];
/// How often each removal is drawn; figures are means.
pub const REPEATS: u64 = 3;

/// What one method makes of one removal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Missing {
    /// The method.
    pub method: String,
    /// How values went missing; absent: none was taken out.
    pub pattern: Option<Pattern>,
    /// Mean share of the known values that were taken out.
    pub share: f64,
    /// Pearson's correlation of completeness and times suggested; above 0 the complete are favoured, below 0 the empty.
    /// Absent where all cities are equally complete.
    pub pearson: Option<f64>,
    /// Spearman's.
    pub spearman: Option<f64>,
    /// Skewness of times suggested.
    pub skewness: Option<f64>,
    /// Share of cities never suggested.
    pub never: f64,
    /// Mean Jaccard overlap with the same method's lists before anything was taken out.
    pub overlap: f64,
}

/// All removals for each method, the methods side by side.
pub fn missing(directory: &Directory, query: &Query, methods: &[Named]) -> Vec<Missing> {
    let mut found = Vec::new();
    let cities: Vec<_> = directory.indices().collect();
    let queries: Vec<Query> = methods.iter().map(|m| m.asking(query)).collect();
    let before: Vec<_> = queries
        .iter()
        .map(|query| firsts(directory, &cities, query))
        .collect();
    for ((method, query), lists) in methods.iter().zip(&queries).zip(&before) {
        let figures = Figures::of(directory, query, lists, lists);
        found.push(figures.named(method, None, 0.0));
    }
    for pattern in [Pattern::PerValue, Pattern::PerCity] {
        for share in SHARES {
            let drawn: Vec<Directory> = (0..REPEATS)
                .map(|repeat| without(directory, pattern, share, SEED + repeat))
                .collect();
            for ((method, query), lists) in methods.iter().zip(&queries).zip(&before) {
                let each: Vec<Figures> = drawn
                    .iter()
                    .map(|rest| Figures::of(rest, query, lists, &firsts(rest, &cities, query)))
                    .collect();
                found.push(Figures::mean(&each).named(method, Some(pattern), share));
            }
        }
    }
    found
}

#[derive(Clone, Copy, Default)]
struct Figures {
    pearson: Option<f64>,
    spearman: Option<f64>,
    skewness: Option<f64>,
    never: f64,
    overlap: f64,
}

impl Figures {
    fn of(
        directory: &Directory,
        query: &Query,
        before: &[Vec<city_peers_engine::CityIx>],
        lists: &[Vec<city_peers_engine::CityIx>],
    ) -> Figures {
        let times = times(lists, directory.len());
        let known = completeness(directory, &query_weights(directory, query));
        Figures {
            pearson: pearson(&known, &times),
            spearman: spearman(&known, &times),
            skewness: skewness(&times),
            never: never(&times),
            overlap: mean_overlap(before, lists),
        }
    }

    fn mean(each: &[Figures]) -> Figures {
        let known = |figure: &dyn Fn(&Figures) -> Option<f64>| {
            mean(&each.iter().filter_map(figure).collect::<Vec<_>>())
        };
        Figures {
            pearson: known(&|f| f.pearson),
            spearman: known(&|f| f.spearman),
            skewness: known(&|f| f.skewness),
            never: known(&|f| Some(f.never)).unwrap_or_default(),
            overlap: known(&|f| Some(f.overlap)).unwrap_or_default(),
        }
    }

    fn named(self, method: &Named, pattern: Option<Pattern>, share: f64) -> Missing {
        Missing {
            method: method.name.to_owned(),
            pattern,
            share,
            pearson: self.pearson,
            spearman: self.spearman,
            skewness: self.skewness,
            never: self.never,
            overlap: self.overlap,
        }
    }
}
