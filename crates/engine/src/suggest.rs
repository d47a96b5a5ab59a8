//! Partner cities for one question: likeness, need × offer and ease joined into a score. Pure, deterministic.

use crate::assemble::{circle_of, goals_of, languages_of, main_of, positions};
use crate::compare::{self, Measure, Reason};
use crate::directory::{CityIx, Directory, Zone};
use crate::ease::{self, Ease, Reach};
use crate::exchange::{self, Exchange, Statement};
use crate::exposure::Exposure;
use crate::model::{Profile, Purpose};
use crate::order::sort_short;
use crate::quantise::Cell;
use crate::weights::{self, SHRINK, Weights};

/// The city that asks: one of the directory, or a profile that is not in it.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// Its position, where it is in the directory: it is not suggested to itself.
    pub city: Option<CityIx>,
    /// Its quantised values, one per indicator.
    pub cells: Vec<Cell>,
    /// Its needs and offers.
    pub statement: Option<Statement>,
    /// Its languages, hours, networks, ties.
    pub reach: Reach,
    /// Goals it works on: SDG and priority 1–3.
    pub goals: Vec<(u8, u8)>,
    /// Value of the main indicator, to three digits.
    pub main: Option<u64>,
}

impl Subject {
    /// A city of the directory.
    pub fn of_city(directory: &Directory, city: CityIx) -> Subject {
        Subject {
            city: Some(city),
            cells: compare::cells(directory, city),
            statement: directory.statement(city).cloned(),
            reach: Reach::of(directory, city),
            goals: directory.goals(city).to_vec(),
            main: directory.main(city),
        }
    }

    /// A profile that somebody filled in. What does not suit the catalogue is left out as unknown.
    ///
    /// A profile with the id of a city of the directory replaces that city for this question. `zone` gives the offsets
    /// of its time zone; without it they are known only where a city of the directory lies in the same zone.
    pub fn of_profile(directory: &Directory, profile: &Profile, zone: Option<Zone>) -> Subject {
        let cells = exchange::profile_cells(&directory.catalogue, profile);
        let cities = &directory.cities;
        let languages = languages_of(profile);
        let known = || {
            let name = profile.time_zone.as_ref()?;
            cities.zones.iter().find(|c| &c.name == name).cloned()
        };
        let city = directory.find(&profile.id);
        let stated = Statement::of_profile(
            &directory.catalogue,
            &directory.vocabulary,
            profile,
            &cells,
            [],
        );
        // What its published practices show stays true; what it once stated itself is for this profile to say.
        let practised = city
            .and_then(|city| directory.statement(city))
            .filter(|statement| !statement.offers_stated)
            .map(|statement| statement.offers.as_slice());
        Subject {
            city,
            statement: match (stated, practised) {
                (None, None) => None,
                (stated, offers) => {
                    Some(stated.unwrap_or_default().offering(offers.unwrap_or(&[])))
                }
            },
            reach: Reach {
                languages: (!languages.is_empty())
                    .then(|| positions(&languages, &cities.languages)),
                zone: zone.or_else(known),
                circle: Some(circle_of(cities, profile)),
                ties: city.map_or_else(Vec::new, |c| directory.ties_of(c).collect()),
            },
            goals: goals_of(profile),
            main: main_of(&directory.catalogue, profile),
            cells,
        }
    }
}

/// What a visitor asks.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Positions of the chosen topics.
    pub topics: Vec<u8>,
    /// What partners are wanted for.
    pub purpose: Purpose,
    /// The visitor's weight per facet, hundredths; missing ones count as 100.
    pub sliders: Vec<u16>,
    /// How many to suggest.
    pub top: usize,
    /// At most so many cities of one country, as long as others are left; 0 = any number.
    pub per_country: usize,
    /// How cities are compared.
    pub method: Method,
}

/// How far exposure is evened out where nobody says otherwise.
pub const EXPOSURE: f64 = 0.0;

/// Choices of method that an answer depends on. The defaults are what was measured to serve best (docs/method.md).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Method {
    /// λ: how many average indicators' worth of "like an average pair" is mixed into every likeness.
    pub shrink: f64,
    /// How far exposure is evened out, 0 (not at all) to 1, see [`crate::exposure`].
    pub exposure: f64,
}

impl Default for Method {
    fn default() -> Self {
        Method {
            shrink: SHRINK,
            exposure: EXPOSURE,
        }
    }
}

/// Cities of one country among the suggestions, where the visitor does not say.
pub const PER_COUNTRY: usize = 2;

/// One suggested city.
#[derive(Clone, Debug, PartialEq)]
pub struct Partner {
    /// Which.
    pub city: CityIx,
    /// Weighted mean of what is known of likeness, learn, teach and ease, 0–1.
    pub score: f64,
    /// How alike the contexts are, 0–1.
    pub likeness: Option<f64>,
    /// What the two can learn from each other.
    pub exchange: Exchange,
    /// How easy working together is.
    pub ease: Ease,
    /// Weighted share of context that both state, 0–1.
    pub coverage: f64,
    /// Likeness of an average pair with the same known indicators.
    pub average: f64,
    /// What makes the likeness differ from that average; all of it.
    pub reasons: Vec<Reason>,
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggestions {
    /// Best first; equal scores in the directory's order.
    pub partners: Vec<Partner>,
    /// How many cities were compared.
    pub compared: usize,
    /// Share of the total score given up for variety of countries, 0–1.
    pub given_up: f64,
}

/// Weights of a question.
pub fn query_weights(directory: &Directory, query: &Query) -> Weights {
    let factors = weights::facet_factors(
        &directory.catalogue,
        &directory.purposes,
        &query.topics,
        &query.sliders,
    );
    Weights::new(&directory.catalogue, &factors, query.method.shrink)
}

/// The needs and offers a question is asked with.
pub fn asking(subject: &Subject, query: &Query) -> Option<Statement> {
    match (&subject.statement, query.topics.is_empty()) {
        (statement, true) => statement.clone(),
        (statement, false) => Some(statement.clone().unwrap_or_default().asking(&query.topics)),
    }
}

/// Suggests partner cities.
pub fn suggest(directory: &Directory, subject: &Subject, query: &Query) -> Suggestions {
    Ranker::new(directory, query).suggest(subject)
}

/// Everything about a question that does not depend on who asks: made once, used for any number of subjects.
#[derive(Debug)]
pub struct Ranker<'d> {
    directory: &'d Directory,
    query: Query,
    weights: Weights,
    measure: Measure,
    exposure: Option<Exposure>,
}

impl<'d> Ranker<'d> {
    /// Prepares a question.
    pub fn new(directory: &'d Directory, query: &Query) -> Ranker<'d> {
        let weights = query_weights(directory, query);
        let measure = Measure::new(&directory.reference, &weights);
        let evened = query.method.exposure > 0.0;
        Ranker {
            exposure: evened.then(|| Exposure::new(directory, &weights, &measure)),
            measure,
            weights,
            query: query.clone(),
            directory,
        }
    }

    /// The score of every city of the directory, 0–1; `None` for the subject itself and where nothing is known.
    pub fn scores(&self, subject: &Subject) -> Vec<Option<f64>> {
        let directory = self.directory;
        let sums = compare::against_all(directory, &subject.cells, &self.weights);
        let statement = asking(subject, &self.query);
        let eases = ease::Scores::new(directory, &subject.reach);
        let evened = self.exposure.as_ref().map(|exposure| {
            let us = exposure.asking(&self.measure, &sums, subject.city);
            (exposure, us)
        });
        directory
            .indices()
            .zip(sums)
            .map(|(city, sums)| {
                if Some(city) == subject.city {
                    return None;
                }
                let mut likeness = self.measure.likeness(sums);
                if let (Some((exposure, us)), Some(plain)) = (evened, likeness) {
                    let (a, b) = exposure.line(us, city, self.query.method.exposure);
                    likeness = Some((a + b * plain).clamp(0.0, 1.0));
                }
                let exchange = exchange::exchange(statement.as_ref(), directory.statement(city));
                score(self.query.purpose, likeness, exchange, eases.of(city))
            })
            .collect()
    }

    /// Suggests partner cities.
    pub fn suggest(&self, subject: &Subject) -> Suggestions {
        let (directory, query) = (self.directory, &self.query);
        let mut best = Best::new(query.top);
        let mut varied = Varied::new(
            query.top,
            query.per_country,
            directory.cities.countries.len(),
        );
        for (city, score) in directory.indices().zip(self.scores(subject)) {
            if let Some(score) = score {
                best.offer(score, city);
                // Cities without a country are under no cap.
                let country = directory.cities.country.get(city.ix()).copied();
                let country = country.filter(|_| !directory.country(city).is_empty());
                varied.offer(score, city, country);
            }
        }
        let (chosen, given_up) = varied.choose(best.rows);
        let statement = asking(subject, query);
        let partners = chosen
            .into_iter()
            .map(|city| {
                partner(
                    directory,
                    subject,
                    query,
                    &self.weights,
                    statement.as_ref(),
                    city,
                )
            })
            .collect();
        Suggestions {
            partners,
            compared: directory.len() - usize::from(subject.city.is_some()),
            given_up,
        }
    }
}

/// The best few of every country: no more than these can be chosen when countries are capped.
struct Varied {
    top: usize,
    of: Vec<Best<CityIx>>,
}

impl Varied {
    fn new(top: usize, per_country: usize, countries: usize) -> Varied {
        let per_country = if per_country == 0 {
            top
        } else {
            per_country.min(top)
        };
        let caps = (0..countries).map(|_| per_country).chain([top]);
        Varied {
            top,
            of: caps.map(Best::new).collect(),
        }
    }

    fn offer(&mut self, score: f64, city: CityIx, country: Option<u16>) {
        let last = self.of.len().saturating_sub(1);
        let at = country.map_or(last, usize::from).min(last);
        if let Some(best) = self.of.get_mut(at) {
            best.offer(score, city);
        }
    }

    /// The best within the caps, filled up from `best` where countries run out; and the share of score given up.
    fn choose(self, best: Vec<(f64, CityIx)>) -> (Vec<CityIx>, f64) {
        let mut chosen = Best::new(self.top);
        let mut rows: Vec<(f64, CityIx)> = self.of.into_iter().flat_map(|b| b.rows).collect();
        sort_short(&mut rows, |a, b| a.1 < b.1);
        for (score, city) in rows {
            chosen.offer(score, city);
        }
        let mut chosen = chosen.rows;
        for &(score, city) in &best {
            if chosen.len() < self.top && !chosen.iter().any(|c| c.1 == city) {
                let at = chosen.partition_point(|c| c.0 > score || (c.0 == score && c.1 < city));
                chosen.insert(at, (score, city));
            }
        }
        let sum = |rows: &[(f64, CityIx)]| rows.iter().map(|r| r.0).sum::<f64>();
        let possible = sum(&best);
        let given_up = if possible > 0.0 {
            (1.0 - sum(&chosen) / possible).max(0.0)
        } else {
            0.0
        };
        (chosen.into_iter().map(|c| c.1).collect(), given_up)
    }
}

/// The full answer for one city, suggested or not.
pub fn partner(
    directory: &Directory,
    subject: &Subject,
    query: &Query,
    weights: &Weights,
    statement: Option<&Statement>,
    city: CityIx,
) -> Partner {
    let measure = Measure::new(&directory.reference, weights);
    let theirs = compare::cells(directory, city);
    let sums = compare::pair(&directory.catalogue, &subject.cells, &theirs, weights);
    let likeness = measure.likeness(sums);
    let exchange = exchange::exchange(statement, directory.statement(city));
    let ease = ease::ease(directory, &subject.reach, city);
    let explanation = compare::explain(directory, &subject.cells, &theirs, weights);
    Partner {
        city,
        score: score(query.purpose, likeness, exchange, ease.score).unwrap_or_default(),
        likeness,
        exchange,
        coverage: measure.coverage(sums),
        average: explanation.as_ref().map_or(0.0, |e| e.average),
        reasons: explanation.map_or_else(Vec::new, |e| e.parts),
        ease,
    }
}

/// Weighted mean over what is known; `None` where nothing is.
fn score(
    purpose: Purpose,
    likeness: Option<f64>,
    exchange: Exchange,
    ease: Option<f64>,
) -> Option<f64> {
    let weights = purpose.score_weights();
    let (mut sum, mut all) = (0.0, 0.0);
    for (weight, value) in [
        (weights.likeness, likeness),
        (weights.learn, exchange.learn),
        (weights.teach, exchange.teach),
        (weights.ease, ease),
    ] {
        if let Some(value) = value {
            sum += f64::from(weight) * value;
            all += f64::from(weight);
        }
    }
    (all > 0.0).then(|| sum / all)
}

/// Keeps the best few of a stream; equal scores keep the order in which they came.
pub(crate) struct Best<T> {
    top: usize,
    /// Best first.
    pub(crate) rows: Vec<(f64, T)>,
}

impl<T> Best<T> {
    pub(crate) fn new(top: usize) -> Self {
        Best {
            top,
            rows: Vec::with_capacity(top.min(1024) + 1),
        }
    }

    pub(crate) fn offer(&mut self, score: f64, row: T) {
        if self.rows.len() >= self.top && self.rows.last().is_none_or(|last| score <= last.0) {
            return;
        }
        let at = self.rows.partition_point(|(s, _)| *s >= score);
        self.rows.insert(at, (score, row));
        self.rows.truncate(self.top);
    }
}
