//! Why a city is suggested, or why not: where it stands among all, and what puts it there. Pure, deterministic.

use crate::directory::CityIx;
use crate::suggest::{Partner, Ranker, Subject};

/// Where one city stands in the answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// How it compares, with all reasons.
    pub partner: Partner,
    /// Why it is in the list, or why not.
    pub cause: Cause,
    /// Its place by score alone, from 1.
    pub rank: usize,
    /// How many cities were ranked.
    pub of: usize,
    /// The last city of the list, which it would have to be ahead of; `None` where the list is empty.
    pub last: Option<CityIx>,
    /// What sets the two scores apart, part by part; all amounts add up to the difference. Empty where there is no last city.
    pub gaps: Vec<Gap>,
}

/// Why a city is in the list, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is in the list.
    Listed,
    /// It is the city that asks.
    Itself,
    /// Nothing is known that could be compared.
    NothingKnown,
    /// Its score would do, but these cities of its country are ahead of it and take the country's places.
    Country(Vec<CityIx>),
    /// It does not keep the filter: [`crate::filter::Filter::broken`] says which rules.
    Filtered,
    /// Others score higher.
    Behind,
}

impl Cause {
    /// The code used in results.
    pub fn code(&self) -> &'static str {
        match self {
            Cause::Listed => "listed",
            Cause::Itself => "itself",
            Cause::NothingKnown => "nothing-known",
            Cause::Country(_) => "country",
            Cause::Filtered => "filtered",
            Cause::Behind => "behind",
        }
    }
}

/// One part of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScorePart {
    /// Likeness of the contexts.
    Likeness,
    /// What we can learn.
    Learn,
    /// What we can teach.
    Teach,
    /// How easy working together is.
    Ease,
    /// Evening out exposure.
    Exposure,
}

impl ScorePart {
    /// The code used in results.
    pub fn code(self) -> &'static str {
        match self {
            ScorePart::Likeness => "likeness",
            ScorePart::Learn => "learn",
            ScorePart::Teach => "teach",
            ScorePart::Ease => "ease",
            ScorePart::Exposure => "exposure",
        }
    }
}

/// What one part of the score adds or takes, against the last city of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Which part.
    pub part: ScorePart,
    /// What it adds to this city's score; 0 where it is unknown.
    pub theirs: f64,
    /// What it adds to the score of the last city of the list.
    pub last: f64,
}

impl Gap {
    /// Above 0 where this city has more of it.
    pub fn amount(&self) -> f64 {
        self.theirs - self.last
    }
}

/// Says where a city stands: one of the directory, or a profile that is not in it.
pub fn standing(ranker: &Ranker<'_>, subject: &Subject, them: &Subject) -> Standing {
    let directory = ranker.directory();
    let scores = ranker.scores(subject);
    let suggestions = ranker.list(subject, &scores);
    let mut partner = ranker.compare(subject, them);
    // What it would score if the filter let it through.
    let kept = ranker.filtered(subject);
    let is_out = |city: CityIx| kept.as_ref().and_then(|k| k.get(city.ix())) == Some(&false);
    let filtered = them.city.is_some_and(is_out) && them.city != subject.city;
    let score = match them.city {
        _ if filtered => ranker.score(subject, them),
        Some(city) => scores.get(city.ix()).copied().flatten(),
        None => ranker.score(subject, them),
    };
    partner.score = score.unwrap_or_default();
    let ahead = |city: CityIx, theirs: f64| {
        let before = them.city.is_some_and(|own| city < own);
        score.is_none_or(|own| theirs > own || (theirs == own && before))
    };
    let known = directory.indices().zip(&scores);
    let known = known.filter_map(|(city, score)| Some((city, (*score)?)));
    let others = known.filter(|(city, _)| Some(*city) != them.city);
    let (mut rank, mut of, mut neighbours) = (1, 1, Vec::new());
    for (city, theirs) in others {
        of += 1;
        if ahead(city, theirs) {
            rank += 1;
            if them.country.is_some() && directory.country_at(city) == them.country {
                neighbours.push(city);
            }
        }
    }
    let listed = |city: &CityIx| suggestions.partners.iter().any(|p| p.city == *city);
    let last = suggestions.partners.last();
    let cause = if them.city.is_some() && them.city == subject.city {
        Cause::Itself
    } else if them.city.as_ref().is_some_and(listed) {
        Cause::Listed
    } else if filtered {
        Cause::Filtered
    } else if score.is_none() {
        Cause::NothingKnown
    } else if last.is_some_and(|last| !ahead(last.city, last.score)) {
        neighbours.retain(listed);
        Cause::Country(neighbours)
    } else {
        Cause::Behind
    };
    let gaps = last.map_or_else(Vec::new, |last| {
        let parts = [
            ScorePart::Likeness,
            ScorePart::Learn,
            ScorePart::Teach,
            ScorePart::Ease,
            ScorePart::Exposure,
        ];
        let rows = parts.into_iter();
        let amounts = contributions(ranker, &partner).into_iter();
        let rows = rows.zip(amounts.zip(contributions(ranker, last)));
        let rows = rows.map(|(part, (theirs, last))| Gap { part, theirs, last });
        rows.filter(|gap| gap.theirs != 0.0 || gap.last != 0.0)
            .collect()
    });
    Standing {
        partner,
        cause,
        rank,
        of,
        last: last.map(|last| last.city),
        gaps,
    }
}

/// What each part adds to a score; together they are the score.
fn contributions(ranker: &Ranker<'_>, partner: &Partner) -> [f64; 5] {
    let weights = ranker.query().purpose.score_weights();
    let parts = [
        (weights.likeness, partner.likeness),
        (weights.learn, partner.exchange.learn),
        (weights.teach, partner.exchange.teach),
        (weights.ease, partner.ease.score),
    ];
    let known = parts.iter().filter(|(_, value)| value.is_some());
    let all: f64 = known.map(|(weight, _)| f64::from(*weight)).sum();
    let mut amounts = [0.0; 5];
    let mut plain = 0.0;
    for (amount, (weight, value)) in amounts.iter_mut().zip(parts) {
        if all > 0.0 {
            *amount = f64::from(weight) * value.unwrap_or(0.0) / all;
        }
        plain += *amount;
    }
    // Without evening out, what is left is rounding.
    if ranker.query().method.exposure > 0.0 {
        amounts[4] = partner.score - plain;
    }
    amounts
}
