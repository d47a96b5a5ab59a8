//! Some cities side by side: identity, each pair, every value and where it lies in the directory. Pure, deterministic.
//!
//! Plain serialisable data: what `city-peers compare --format json` prints. Unknown is `None` (JSON `null`).

mod plain;

use crate::answer::reason_answers;
use crate::compare;
use crate::directory::{CityIx, Directory};
use crate::exchange::FULL;
use crate::model::{Indicator, Kind, TieKind};
use crate::practices::Practices;
use crate::quantise::{Cell, STEPS, value_of};
use crate::suggest::{Partner, Query, Ranker, Subject};

pub use plain::{
    CityAnswer, CompareAnswer, FacetAnswer, GoalAnswer, PairAnswer, RowAnswer, TopicAnswer,
    ValueAnswer,
};

/// One of the cities.
#[derive(Clone, Debug)]
pub struct Side {
    /// What is known of it.
    pub subject: Subject,
    /// Its name, as the reader should see it.
    pub name: String,
    /// ISO 3166-1 alpha-2 code, or empty.
    pub country: String,
    /// Its profile was submitted by the city, or typed in.
    pub submitted: bool,
}

/// Puts cities side by side. `query` gives topics and date; other parts of it do not count.
pub fn side_by_side(
    directory: &Directory,
    practices: &Practices,
    sides: &[Side],
    query: &Query,
) -> CompareAnswer {
    let ranker = Ranker::new(directory, query);
    let mut pairs: Vec<(usize, usize, Partner, Partner)> = Vec::new();
    for (a, one) in sides.iter().enumerate() {
        for (b, other) in sides.iter().enumerate().skip(a + 1) {
            let there = ranker.compare(&one.subject, &other.subject);
            let back = ranker.compare(&other.subject, &one.subject);
            pairs.push((a, b, there, back));
        }
    }
    let rows = |facet: Option<usize>| -> Vec<RowAnswer> {
        let indicators = directory.catalogue.indicators.iter().enumerate();
        indicators
            .filter(|(_, indicator)| indicator.context().map(|c| c.0) == facet)
            .map(|(ix, indicator)| row(directory, sides, ix, indicator))
            .collect()
    };
    let facets = directory.catalogue.facets.iter().enumerate();
    let facets = facets.map(|(at, facet)| FacetAnswer {
        id: facet.id.clone(),
        weight: share(directory, &ranker, at),
        likeness: pairs
            .iter()
            .map(|(a, b, ..)| {
                facet_likeness(directory, &ranker, at, sides.get(*a)?, sides.get(*b)?)
            })
            .collect(),
        indicators: rows(Some(at)),
    });
    CompareAnswer {
        cities: sides
            .iter()
            .map(|side| city(directory, practices, side))
            .collect(),
        facets: facets.collect(),
        outcomes: rows(None)
            .into_iter()
            .filter(|row| row.values.iter().any(Option::is_some))
            .collect(),
        goals: goals(sides),
        topics: topics(directory, practices, sides, &query.topics),
        pairs: pairs
            .iter()
            .map(|(a, b, there, back)| pair(directory, *a, *b, there, back))
            .collect(),
    }
}

fn names(list: &[u16], all: &[String]) -> Vec<String> {
    list.iter()
        .filter_map(|&ix| all.get(usize::from(ix)).cloned())
        .collect()
}

fn city(directory: &Directory, practices: &Practices, side: &Side) -> CityAnswer {
    let cities = &directory.cities;
    let reach = &side.subject.reach;
    let circle = reach.circle.as_ref();
    let stated = |list: Vec<String>| (!list.is_empty()).then_some(list);
    CityAnswer {
        id: side.subject.city.map(|city| directory.id(city).to_owned()),
        name: side.name.clone(),
        country: side.country.clone(),
        main: side.subject.main,
        submitted: side.submitted,
        languages: reach
            .languages
            .as_ref()
            .map(|list| names(list, &cities.languages)),
        networks: circle.and_then(|c| stated(names(&c.networks, &cities.networks))),
        modes: circle.and_then(|c| stated(names(&c.modes, &cities.modes))),
        practices: own(practices, side.subject.city)
            .map(|practice| practice.id.clone())
            .collect(),
    }
}

/// The practices of a city.
fn own(
    practices: &Practices,
    city: Option<CityIx>,
) -> impl Iterator<Item = &crate::model::Practice> {
    let entries = practices.entries.iter();
    let own = entries.filter(move |entry| city.is_some() && entry.city == city);
    own.map(|entry| &entry.practice)
}

fn pair(directory: &Directory, a: usize, b: usize, there: &Partner, back: &Partner) -> PairAnswer {
    let words = ["not-very", "somewhat", "alike", "very"];
    let word = there.likeness.map(|x| directory.reference.likeness_word(x));
    let ease = &there.ease;
    let cities = &directory.cities;
    // A tie is known from either side: the directory may know one city only.
    let tie = ease.tie.or(back.ease.tie);
    PairAnswer {
        a,
        b,
        likeness: there.likeness,
        word: word
            .and_then(|word| words.get(word).copied())
            .map(Into::into),
        coverage: there.coverage,
        learn: there.exchange.learn,
        teach: back.exchange.learn,
        ease: ease.score,
        languages: ease.languages.as_ref().map(|l| names(l, &cities.languages)),
        shared_minutes: ease.shared_minutes,
        networks: ease.networks.as_ref().map(|l| names(l, &cities.networks)),
        modes: ease.modes.as_ref().map(|l| names(l, &cities.modes)),
        tie: tie.map(|tie| match tie {
            TieKind::Twin => "twin".into(),
            TieKind::Memorandum => "memorandum".into(),
            TieKind::NetworkProject => "network-project".into(),
        }),
        reasons: reason_answers(directory, there),
    }
}

/// Share of all weight that a facet has.
fn share(directory: &Directory, ranker: &Ranker<'_>, facet: usize) -> f64 {
    let weights = ranker.weights();
    let indicators = directory.catalogue.indicators.iter().zip(&weights.of);
    let of = indicators.filter(|(i, _)| i.context().map(|c| c.0) == Some(facet));
    let sum: u32 = of.map(|(_, weight)| *weight).sum();
    f64::from(sum) / f64::from(weights.total.max(1))
}

fn facet_likeness(
    directory: &Directory,
    ranker: &Ranker<'_>,
    facet: usize,
    a: &Side,
    b: &Side,
) -> Option<f64> {
    let mut weights = ranker.weights().clone();
    for (weight, indicator) in weights.of.iter_mut().zip(&directory.catalogue.indicators) {
        if indicator.context().map(|c| c.0) != Some(facet) {
            *weight = 0;
        }
    }
    let (ours, theirs) = (&a.subject.cells, &b.subject.cells);
    let sums = compare::pair(&directory.catalogue, ours, theirs, &weights);
    let apart = f64::from(sums.differences) / f64::from(compare::WHOLE);
    (sums.known > 0).then(|| 1.0 - apart / f64::from(sums.known))
}

fn row(directory: &Directory, sides: &[Side], ix: usize, indicator: &Indicator) -> RowAnswer {
    let is_main = directory.catalogue.main.map(usize::from) == Some(ix);
    let cell = |side: &Side| side.subject.cells.get(ix).copied().unwrap_or_default();
    let mut difference = Vec::new();
    for (a, one) in sides.iter().enumerate() {
        for other in sides.iter().skip(a + 1) {
            let apart = compare::difference(&indicator.kind, cell(one), cell(other));
            difference.push(apart.map(|d| f64::from(d) / f64::from(compare::WHOLE)));
        }
    }
    let value = |side: &Side| {
        let main = side.subject.main.filter(|_| is_main);
        value(directory, ix, indicator, cell(side), main)
    };
    RowAnswer {
        indicator: indicator.id.clone(),
        values: sides.iter().map(value).collect(),
        difference,
    }
}

/// A value with its place; `None` where unknown.
fn value(
    directory: &Directory,
    ix: usize,
    indicator: &Indicator,
    cell: Cell,
    main: Option<u64>,
) -> Option<ValueAnswer> {
    // Most cities state few indicators: nothing is counted for those they do not.
    if cell == Cell::Unknown && main.is_none() {
        return None;
    }
    let ordered = matches!(indicator.kind, Kind::Number { .. } | Kind::Ordered { .. });
    let (mut stated, mut below, mut same) = (0u32, 0u32, 0u32);
    for city in directory.indices() {
        let (less, equal) = match (main, directory.main(city), directory.cell(ix, city), cell) {
            (Some(own), Some(theirs), ..) => (theirs < own, theirs == own),
            (Some(_), None, ..) | (_, _, Cell::Unknown, _) => continue,
            (_, _, Cell::Byte(theirs), Cell::Byte(own)) => (theirs < own, theirs == own),
            (_, _, theirs, own) => (false, theirs == own),
        };
        stated += 1;
        below += u32::from(less);
        same += u32::from(equal);
    }
    let of = |count: u32| f64::from(count) / f64::from(stated.max(1));
    let (number, end, codes) = match (&indicator.kind, cell) {
        (Kind::Number { scale, low, high }, Cell::Byte(step)) => match (main, step) {
            (Some(main), _) => (Some(main as f64), None, None),
            (None, 0) => (Some(*low), Some("at-most"), None),
            (None, STEPS) => (Some(*high), Some("at-least"), None),
            (None, step) => (Some(value_of(*scale, *low, *high, step)), None, None),
        },
        (Kind::Ordered { levels: all } | Kind::Category { codes: all, .. }, Cell::Byte(at)) => {
            (None, None, Some(codes_of(all, |ix| ix == usize::from(at))))
        }
        (Kind::Tags { codes: all }, Cell::Tags(bits)) => {
            (None, None, Some(codes_of(all, |ix| bits >> ix & 1 == 1)))
        }
        _ => return None,
    };
    Some(ValueAnswer {
        number,
        end: end.map(Into::into),
        codes,
        below: (ordered && stated > 0).then(|| of(below)),
        same: of(same),
    })
}

/// The codes at some positions.
fn codes_of(all: &[crate::model::Code], has: impl Fn(usize) -> bool) -> Vec<String> {
    let found = all.iter().enumerate().filter(|(at, _)| has(*at));
    found.map(|(_, code)| code.code.clone()).collect()
}

fn goals(sides: &[Side]) -> Vec<GoalAnswer> {
    let all = 1..=17u8;
    let rows = all.map(|sdg| GoalAnswer {
        sdg,
        priority: sides
            .iter()
            .map(|side| {
                let goal = side.subject.goals.iter().find(|goal| goal.0 == sdg);
                goal.map(|goal| goal.1)
            })
            .collect(),
    });
    rows.filter(|goal| goal.priority.iter().any(Option::is_some))
        .collect()
}

fn topics(
    directory: &Directory,
    practices: &Practices,
    sides: &[Side],
    chosen: &[u8],
) -> Vec<TopicAnswer> {
    let mut rows = Vec::new();
    for (at, term) in directory.vocabulary.topics.iter().enumerate() {
        let strength = |list: &[(u8, u8)]| {
            let found = list.iter().find(|entry| usize::from(entry.0) == at);
            found.map(|entry| f64::from(entry.1) / f64::from(FULL))
        };
        let said = |side: &Side, of: fn(&crate::exchange::Statement) -> &[(u8, u8)]| {
            strength(of(side.subject.statement.as_ref()?))
        };
        let on = |side: &Side| -> Vec<String> {
            let own = own(practices, side.subject.city);
            own.filter(|practice| practice.topics.contains(&term.code))
                .map(|practice| practice.id.clone())
                .collect()
        };
        let row = TopicAnswer {
            topic: term.code.clone(),
            needs: sides.iter().map(|side| said(side, |s| &s.needs)).collect(),
            offers: sides.iter().map(|side| said(side, |s| &s.offers)).collect(),
            practices: sides.iter().map(on).collect(),
        };
        let any = row.needs.iter().chain(&row.offers).any(Option::is_some)
            || row.practices.iter().any(|list| !list.is_empty());
        let wanted = chosen.iter().any(|topic| usize::from(*topic) == at);
        if if chosen.is_empty() { any } else { wanted } {
            rows.push(row);
        }
    }
    rows
}
