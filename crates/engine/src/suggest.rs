//! Partner cities for one question: likeness, need × offer and ease joined into a score. Pure, deterministic.

use crate::assemble::{circle_of, goals_of, languages_of, main_of, positions};
use crate::compare::{self, Measure, Reason};
use crate::day::Day;
use crate::directory::{CityIx, Directory, Zone};
use crate::ease::{self, Ease, Reach};
use crate::exchange::{self, Exchange, Statement};
use crate::exposure::Exposure;
use crate::filter::Filter;
use crate::model::{Profile, Purpose, ScoreWeights};
use crate::quantise::Cell;
use crate::varied::Varied;
use crate::weights::{self, Weights};

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
    /// Position of its country among those of the directory.
    pub country: Option<u16>,
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
            country: directory.country_at(city),
        }
    }

    /// A profile that somebody filled in. What does not suit the catalogue is left out as unknown.
    ///
    /// A profile with the id of a city of the directory replaces that city for this question. `zone` is its time zone
    /// over the directory's years; without it hours are known only where a city of the directory lies in the same zone.
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
            country: cities
                .countries
                .iter()
                .position(|c| *c == profile.country && !c.is_empty())
                .map(|at| at as u16),
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
    /// The day whose working hours count; without one the mean of 15 January and 15 July of the directory's year.
    pub date: Option<Day>,
    /// How cities are compared.
    pub method: Method,
    /// What every suggested city must keep.
    pub filter: Filter,
}

/// How far exposure is evened out where nobody says otherwise: not at all. In the bundled directory it gains nothing, and
/// costs 128 comparisons with all cities for every question (docs/method.md, "What was measured").
pub const EXPOSURE: f64 = 0.0;

/// Choices of method that an answer depends on. The defaults are what was measured to serve best (docs/method.md).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Method {
    /// λ: how many average indicators' worth of "like an average pair" is mixed into every likeness; `None`: as the
    /// directory says.
    pub shrink: Option<f64>,
    /// How far exposure is evened out, 0 (not at all) to 1, see [`crate::exposure`].
    pub exposure: f64,
}

impl Default for Method {
    fn default() -> Self {
        Method {
            shrink: None,
            exposure: EXPOSURE,
        }
    }
}

impl Method {
    /// λ of a question in a directory.
    pub fn shrink_in(&self, directory: &Directory) -> f64 {
        self.shrink.unwrap_or_else(|| directory.reference.shrink())
    }
}

/// Cities of one country among the suggestions, where the visitor does not say. Three of ten still leaves four countries
/// or more, for less score and with fewer cities never suggested than two (docs/method.md, "What was measured").
pub const PER_COUNTRY: usize = 3;

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
    /// How many cities were compared: all others that keep the filter.
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
    Weights::new(
        &directory.catalogue,
        &factors,
        query.method.shrink_in(directory),
    )
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

    /// The directory that is asked.
    pub fn directory(&self) -> &'d Directory {
        self.directory
    }

    /// The question.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What turns sums into likeness for the question.
    pub fn measure(&self) -> &Measure {
        &self.measure
    }

    /// The weights of the question.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The score of every city of the directory, 0–1; `None` for the subject itself, where nothing is known, and where the
    /// filter is not kept.
    pub fn scores(&self, subject: &Subject) -> Vec<Option<f64>> {
        let mut scores = Vec::with_capacity(self.directory.len());
        self.each(subject, |likeness, line, rest| {
            scores.push(match likeness {
                Some(likeness) => {
                    let (a, b) = line;
                    rest.with(
                        self.weights_of_parts().likeness,
                        (a + b * likeness).clamp(0.0, 1.0),
                    )
                }
                None => rest.mean(),
            });
        });
        self.without(subject, &mut scores);
        scores
    }

    /// Per city, the score as a line in the difference D of the contexts, `(a, b)`: a − b × D. `None` as for [`Ranker::scores`].
    pub fn lines(&self, subject: &Subject) -> Vec<Option<(f64, f64)>> {
        let mut lines = Vec::with_capacity(self.directory.len());
        self.each(subject, |likeness, (a, b), rest| {
            let weight = if likeness.is_some() {
                self.weights_of_parts().likeness
            } else {
                0
            };
            let ends = rest.with(weight, a + b).zip(rest.with(weight, a));
            lines.push(ends.map(|(alike, unlike)| (alike, alike - unlike)));
        });
        self.without(subject, &mut lines);
        lines
    }

    fn weights_of_parts(&self) -> ScoreWeights {
        self.query.purpose.score_weights()
    }

    fn without<T>(&self, subject: &Subject, list: &mut [Option<T>]) {
        if let Some(own) = subject.city.and_then(|city| list.get_mut(city.ix())) {
            *own = None;
        }
        if let Some(keeps) = self.filtered(subject) {
            for (entry, keeps) in list.iter_mut().zip(keeps) {
                if !keeps {
                    *entry = None;
                }
            }
        }
    }

    /// Per city, whether it keeps the filter; `None` where there is none.
    pub fn filtered(&self, subject: &Subject) -> Option<Vec<bool>> {
        let (query, filter) = (&self.query, &self.query.filter);
        (!filter.rules.is_empty()).then(|| filter.keeps(self.directory, subject, query.date))
    }

    /// How many cities can be suggested: all others that keep the filter.
    fn compared(&self, subject: &Subject) -> usize {
        match self.filtered(subject) {
            None => self.directory.len() - usize::from(subject.city.is_some()),
            Some(keeps) => {
                let own = subject.city.and_then(|city| keeps.get(city.ix()));
                let all = keeps.iter().filter(|keeps| **keeps).count();
                all - usize::from(own == Some(&true))
            }
        }
    }

    /// Hands likeness, the line that evens out exposure, and all other known parts of every city to `take`.
    fn each(&self, subject: &Subject, mut take: impl FnMut(Option<f64>, (f64, f64), Known)) {
        let directory = self.directory;
        let sums = compare::against_all(directory, &subject.cells, &self.weights);
        let statement = asking(subject, &self.query);
        let eases = ease::Scores::new(directory, &subject.reach, self.query.date);
        let weights = self.weights_of_parts();
        let evened = self.exposure.as_ref().map(|exposure| {
            let us = exposure.asking(&self.measure, &sums, subject.city);
            (exposure, us)
        });
        let cities = directory.indices().zip(directory.statements());
        for ((city, theirs), sums) in cities.zip(sums) {
            let line = evened.map_or((0.0, 1.0), |(exposure, us)| {
                exposure.line(us, exposure.of(city), self.query.method.exposure)
            });
            let exchange = exchange::exchange(statement.as_ref(), theirs);
            let rest = Known::of(&weights, exchange, eases.of(city));
            take(self.measure.likeness(sums), line, rest);
        }
    }

    /// Suggests partner cities.
    pub fn suggest(&self, subject: &Subject) -> Suggestions {
        self.list(subject, &self.scores(subject))
    }

    /// Suggests partner cities by the scores of all, see [`Ranker::scores`].
    pub fn list(&self, subject: &Subject, scores: &[Option<f64>]) -> Suggestions {
        let (directory, query) = (self.directory, &self.query);
        let mut best = Best::new(query.top);
        let mut varied = Varied::new(query.top, query.per_country);
        for (city, score) in directory.indices().zip(scores) {
            if let Some(score) = *score {
                best.offer(score, city);
                varied.offer(score, city, directory.country_at(city), 0);
            }
        }
        let (chosen, given_up) = choose(varied, query.top, &best.rows);
        let partners = chosen
            .into_iter()
            .map(|city| {
                let score = scores.get(city.ix()).copied().flatten();
                self.partner(subject, city, score.unwrap_or_default())
            })
            .collect();
        Suggestions {
            partners,
            compared: self.compared(subject),
            given_up,
        }
    }

    /// The full answer for one city, suggested or not; `score` as [`Ranker::scores`] gives it.
    pub fn partner(&self, subject: &Subject, city: CityIx, score: f64) -> Partner {
        let them = Subject::of_city(self.directory, city);
        Partner {
            city,
            score,
            ..self.compare(subject, &them)
        }
    }

    /// Compares two cities, in the directory or not. The score does not even out exposure.
    pub fn compare(&self, subject: &Subject, them: &Subject) -> Partner {
        let directory = self.directory;
        let (ours, theirs, weights) = (&subject.cells, &them.cells, &self.weights);
        let sums = compare::pair(&directory.catalogue, ours, theirs, weights);
        let statement = asking(subject, &self.query);
        let explanation = compare::explain(directory, ours, theirs, weights);
        let likeness = self.measure.likeness(sums);
        let exchange = exchange::exchange(statement.as_ref(), them.statement.as_ref());
        let (reach, date) = (&them.reach, self.query.date);
        let ease = ease::between(directory, &subject.reach, reach, them.city, date);
        let parts = self.weights_of_parts();
        let mut known = Known::of(&parts, exchange, ease.score);
        known.add(parts.likeness, likeness);
        Partner {
            city: them.city.unwrap_or(CityIx(u32::MAX)),
            score: known.mean().unwrap_or_default(),
            likeness,
            exchange,
            coverage: self.measure.coverage(sums),
            average: explanation.as_ref().map_or(0.0, |e| e.average),
            reasons: explanation.map_or_else(Vec::new, |e| e.parts),
            ease,
        }
    }

    /// The score of one city, in the directory or not, as [`Ranker::scores`] gives it for all.
    pub fn score(&self, subject: &Subject, them: &Subject) -> Option<f64> {
        let plain = self.compare(subject, them);
        let (Some(exposure), Some(likeness)) = (&self.exposure, plain.likeness) else {
            return Some(plain.score);
        };
        let spread = |of: &Subject| {
            let sums = compare::against_all(self.directory, &of.cells, &self.weights);
            exposure.asking(&self.measure, &sums, of.city)
        };
        let strength = self.query.method.exposure;
        let (a, b) = exposure.line(spread(subject), spread(them), strength);
        let parts = self.weights_of_parts();
        let rest = Known::of(&parts, plain.exchange, plain.ease.score);
        rest.with(parts.likeness, (a + b * likeness).clamp(0.0, 1.0))
    }
}

/// The cities of a list with capped countries, filled up from `best` where countries run out; and the share of score
/// given up for it.
fn choose(varied: Varied, top: usize, best: &[(f64, CityIx)]) -> (Vec<CityIx>, f64) {
    let mut chosen: Vec<(f64, CityIx)> = varied.rows.iter().map(|row| (row.0, row.1)).collect();
    for &(score, city) in best {
        if chosen.len() < top && !chosen.iter().any(|c| c.1 == city) {
            let at = chosen.partition_point(|c| c.0 > score || (c.0 == score && c.1 < city));
            chosen.insert(at, (score, city));
        }
    }
    let sum = |rows: &[(f64, CityIx)]| rows.iter().map(|r| r.0).sum::<f64>();
    let given_up = given_up(sum(&chosen), sum(best));
    (chosen.into_iter().map(|c| c.1).collect(), given_up)
}

/// Share of a possible sum of scores that a choice does not reach, 0–1.
pub(crate) fn given_up(reached: f64, possible: f64) -> f64 {
    if possible > 0.0 {
        (1.0 - reached / possible).max(0.0)
    } else {
        0.0
    }
}

/// The known parts of a score, added up.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    sum: f64,
    weights: f64,
}

impl Known {
    /// All parts but the likeness.
    fn of(weights: &ScoreWeights, exchange: Exchange, ease: Option<f64>) -> Known {
        let mut known = Known::default();
        known.add(weights.learn, exchange.learn);
        known.add(weights.teach, exchange.teach);
        known.add(weights.ease, ease);
        known
    }

    fn add(&mut self, weight: u16, value: Option<f64>) {
        if let Some(value) = value {
            self.sum += f64::from(weight) * value;
            self.weights += f64::from(weight);
        }
    }

    /// The mean with one more part.
    fn with(mut self, weight: u16, value: f64) -> Option<f64> {
        self.add(weight, Some(value));
        self.mean()
    }

    fn mean(self) -> Option<f64> {
        (self.weights > 0.0).then(|| self.sum / self.weights)
    }
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
