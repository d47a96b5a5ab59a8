//! Not one list but roles: near peers, role models, exchange partners, far peers. Pure, deterministic.

use crate::compare;
use crate::directory::{CityIx, Directory};
use crate::exchange::{self, Exchange};
use crate::model::{Better, Kind, Role};
use crate::quantise::{Cell, STEPS};
use crate::suggest::{Best, Partner, Query, Ranker, Subject, asking, given_up};
use crate::varied::Varied;

/// What a city is suggested as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Most alike.
    NearPeer,
    /// Alike, and clearly ahead on the outcomes of the chosen topics.
    RoleModel,
    /// Most to give each other, or the one to the other where only that direction is known.
    ExchangePartner,
    /// Of another region or income, and alike in everything else.
    FarPeer,
}

impl Part {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Part; 4] = [
        Part::NearPeer,
        Part::RoleModel,
        Part::ExchangePartner,
        Part::FarPeer,
    ];

    /// The code used in results.
    pub fn code(self) -> &'static str {
        match self {
            Part::NearPeer => "near-peer",
            Part::RoleModel => "role-model",
            Part::ExchangePartner => "exchange-partner",
            Part::FarPeer => "far-peer",
        }
    }
}

/// Suggested cities by role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Portfolio {
    /// By role, in the order of [`Part::ALL`]; best first within a role. No city has two.
    pub members: Vec<Member>,
    /// Share of score given up against the same number of best scores, 0–1.
    pub given_up: f64,
}

/// One city of a portfolio.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// What it is suggested as.
    pub part: Part,
    /// How it compares.
    pub partner: Partner,
    /// How far it is ahead on the outcomes both state, as a share of their scales, −1 to 1; `None` where no outcome is stated by both.
    pub ahead: Option<f64>,
}

/// Mean lead, as a share of the scales, from which on a city is clearly ahead (editorial).
pub const CLEARLY: f64 = 0.15;
/// Of ten places each role but the near peers has two.
const ROLE_SHARE: usize = 5;

/// Chooses cities by role for the places of the question's list. Places that a role cannot fill go to near peers.
pub fn portfolio(ranker: &Ranker<'_>, subject: &Subject) -> Portfolio {
    by_scores(ranker, subject, &ranker.scores(subject))
}

/// [`portfolio`] by the scores of all, see [`Ranker::scores`].
pub fn by_scores(ranker: &Ranker<'_>, subject: &Subject, scores: &[Option<f64>]) -> Portfolio {
    let (directory, query) = (ranker.directory(), ranker.query());
    let keys = Keys::new(ranker, subject, scores);
    let each = query.top / ROLE_SHARE;
    let mut chosen: Vec<(Part, CityIx)> = Vec::new();
    let fill = |part: Part, places: usize, chosen: &mut Vec<(Part, CityIx)>| {
        let mut best = Varied::new(places, query.per_country);
        for (city, key) in directory.indices().zip(keys.of(part)) {
            if let Some(key) = *key
                && best.could(key)
                && !chosen.iter().any(|c| c.1 == city)
            {
                let of = directory.country_at(city);
                let taken = chosen.iter().filter(|c| directory.country_at(c.1) == of);
                best.offer(key, city, of, taken.count());
            }
        }
        chosen.extend(best.rows.iter().map(|row| (part, row.1)));
    };
    fill(
        Part::NearPeer,
        query.top.saturating_sub(3 * each),
        &mut chosen,
    );
    for part in [Part::RoleModel, Part::ExchangePartner, Part::FarPeer] {
        fill(part, each, &mut chosen);
    }
    let left = query.top.saturating_sub(chosen.len());
    fill(Part::NearPeer, left, &mut chosen);

    let mut best = Best::new(chosen.len());
    for score in scores.iter().flatten() {
        best.offer(*score, ());
    }
    let possible: f64 = best.rows.iter().map(|row| row.0).sum();
    let mut reached = 0.0;
    let mut members = Vec::new();
    for part in Part::ALL {
        for &(_, city) in chosen.iter().filter(|c| c.0 == part) {
            let score = scores.get(city.ix()).copied().flatten().unwrap_or_default();
            reached += score;
            members.push(Member {
                part,
                partner: ranker.partner(subject, city, score),
                ahead: keys.ahead.of(city),
            });
        }
    }
    Portfolio {
        members,
        given_up: given_up(reached, possible),
    }
}

/// What each role goes by, city by city; `None` where a city does not qualify.
struct Keys<'a> {
    near: Vec<Option<f64>>,
    models: Vec<Option<f64>>,
    exchange: Vec<Option<f64>>,
    far: Vec<Option<f64>>,
    ahead: Ahead<'a>,
}

impl<'a> Keys<'a> {
    fn new(ranker: &'a Ranker<'_>, subject: &'a Subject, scores: &[Option<f64>]) -> Keys<'a> {
        let (directory, query) = (ranker.directory(), ranker.query());
        let words = directory.reference.likeness_words;
        let from = |word: u16| f64::from(word) / 10_000.0;
        let likeness = |cells: &[Cell]| -> Vec<Option<f64>> {
            let sums = compare::against_all(directory, cells, ranker.weights());
            sums.into_iter()
                .map(|sums| ranker.measure().likeness(sums).filter(|_| sums.known > 0))
                .collect()
        };
        let near = likeness(&subject.cells);
        let far = likeness(&without_far(directory, &subject.cells));
        let apart = apart(directory, &subject.cells);
        let statement = asking(subject, query);
        let room = || Vec::with_capacity(directory.len());
        let mut keys = Keys {
            near: room(),
            models: room(),
            exchange: room(),
            far: room(),
            ahead: Ahead::new(directory, query, &subject.cells),
        };
        let cities = directory.indices().zip(directory.statements());
        for (((city, theirs), score), (near, far)) in
            cities.zip(scores).zip(near.into_iter().zip(far))
        {
            // What few cities fulfil is asked first: the rest of the question is spared for the others.
            let near = near.filter(|_| score.is_some());
            let is_model = near.is_some_and(|near| near >= from(words[1]))
                && keys.ahead.of(city).is_some_and(|ahead| ahead >= CLEARLY);
            keys.models.push(score.filter(|_| is_model));
            let exchange = exchange::exchange(statement.as_ref(), theirs);
            keys.exchange
                .push(score.and_then(|score| gives(exchange, score)));
            let is_far = |far: &f64| {
                *far >= from(words[0]) && score.is_some() && is_far(directory, &apart, city)
            };
            keys.far.push(far.filter(is_far));
            keys.near.push(near);
        }
        keys
    }

    fn of(&self, part: Part) -> &[Option<f64>] {
        match part {
            Part::NearPeer => &self.near,
            Part::RoleModel => &self.models,
            Part::ExchangePartner => &self.exchange,
            Part::FarPeer => &self.far,
        }
    }
}

/// What an exchange with a city goes by: mutual where it is known; after all those, the one direction that is. Equal ones by score.
fn gives(exchange: Exchange, score: f64) -> Option<f64> {
    let both = exchange.mutual.map(|mutual| (mutual, 1.0));
    let one = exchange.learn.into_iter().chain(exchange.teach);
    let (gives, first) = both.unwrap_or((one.fold(0.0, f64::max), 0.0));
    (gives > 0.0).then_some(first + gives + score / 1000.0)
}

/// Values without those that set far peers apart.
fn without_far(directory: &Directory, cells: &[Cell]) -> Vec<Cell> {
    let indicators = directory.catalogue.indicators.iter();
    let kept = indicators.zip(cells);
    kept.map(|(indicator, cell)| if indicator.far { Cell::Unknown } else { *cell })
        .collect()
}

/// What we state of the indicators that set far peers apart.
fn apart(directory: &Directory, cells: &[Cell]) -> Vec<(usize, Cell)> {
    let indicators = directory.catalogue.indicators.iter().enumerate();
    indicators
        .zip(cells)
        .filter(|((_, indicator), ours)| indicator.far && **ours != Cell::Unknown)
        .map(|((ix, _), ours)| (ix, *ours))
        .collect()
}

/// Whether both state one of these, and differ.
fn is_far(directory: &Directory, apart: &[(usize, Cell)], city: CityIx) -> bool {
    apart.iter().any(|(ix, ours)| {
        let theirs = directory.cell(*ix, city);
        theirs != Cell::Unknown && theirs != *ours
    })
}

/// Outcomes whose goal one of the chosen topics serves; all outcomes where no topic is chosen.
fn outcomes(directory: &Directory, query: &Query) -> Vec<usize> {
    let topics = query.topics.iter();
    let topics = topics.filter_map(|t| directory.vocabulary.topics.get(usize::from(*t)));
    let goals: Vec<u8> = topics
        .flat_map(|topic| topic.sdgs.iter().copied())
        .collect();
    let indicators = directory.catalogue.indicators.iter().enumerate();
    indicators
        .filter(|(_, indicator)| {
            let served = indicator.goal().is_some_and(|goal| goals.contains(&goal));
            indicator.context().is_none() && (query.topics.is_empty() || served)
        })
        .map(|(ix, _)| ix)
        .collect()
}

/// How far cities are ahead of us on the outcomes that a question is about.
struct Ahead<'a> {
    directory: &'a Directory,
    cells: &'a [Cell],
    outcomes: Vec<usize>,
}

impl<'a> Ahead<'a> {
    fn new(directory: &'a Directory, query: &Query, cells: &'a [Cell]) -> Ahead<'a> {
        // Only what we state can be compared: the others are left out before all cities are gone through.
        let stated = |ix: &usize| matches!(cells.get(*ix), Some(Cell::Byte(_)));
        Ahead {
            directory,
            cells,
            outcomes: outcomes(directory, query)
                .into_iter()
                .filter(stated)
                .collect(),
        }
    }

    /// Mean lead of a city over us, as a share of the scales.
    fn of(&self, city: CityIx) -> Option<f64> {
        let (mut sum, mut count) = (0.0, 0u32);
        for &ix in &self.outcomes {
            let indicator = self.directory.catalogue.indicators.get(ix)?;
            let Role::Outcome { better, .. } = &indicator.role else {
                continue;
            };
            let span = match &indicator.kind {
                Kind::Number { .. } => f64::from(STEPS),
                Kind::Ordered { levels } => levels.len().saturating_sub(1).max(1) as f64,
                Kind::Category { .. } | Kind::Tags { .. } => continue,
            };
            let ours = self.cells.get(ix).copied().unwrap_or_default();
            if let (Cell::Byte(ours), Cell::Byte(theirs)) = (ours, self.directory.cell(ix, city)) {
                let more = (f64::from(theirs) - f64::from(ours)) / span;
                sum += match better {
                    Better::Higher => more,
                    Better::Lower => -more,
                };
                count += 1;
            }
        }
        (count > 0).then(|| sum / f64::from(count))
    }
}
