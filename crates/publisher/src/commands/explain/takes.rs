//! What it would take to be listed: only what follows from the rules of the list by calculation. Pure.

use city_peers_engine::standing::{Cause, Standing};
use city_peers_engine::suggest::{Query, Ranker, Subject, Suggestions};

/// Longest list that is tried.
const LONGEST: usize = 200;

/// Ways into the list, each by itself, all else as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Takes {
    /// Least learn that would do, 0–1.
    pub learn: Option<f64>,
    /// Least teach that would do, 0–1.
    pub teach: Option<f64>,
    /// It would be listed if any number of one country were.
    pub any_country: bool,
    /// Shortest longer list that has it.
    pub top: Option<usize>,
}

/// Works out what would bring a city into the list.
pub(super) fn takes(
    ranker: &Ranker<'_>,
    us: &Subject,
    them: &Subject,
    standing: &Standing,
    suggestions: &Suggestions,
) -> Takes {
    if !matches!(standing.cause, Cause::Behind | Cause::Country(_)) {
        return Takes::default();
    }
    let query = ranker.query();
    let (learn, teach) = match target(ranker, them, suggestions) {
        // Exposure evens out by likeness; then the score is no plain mean.
        Some(target) if query.method.exposure <= 0.0 => {
            let weights = query.purpose.score_weights();
            let exchange = &standing.partner.exchange;
            let learn = least(query, standing, weights.learn, exchange.learn, target);
            let teach = least(query, standing, weights.teach, exchange.teach, target);
            (learn, teach)
        }
        _ => (None, None),
    };
    Takes {
        learn,
        teach,
        any_country: query.per_country > 0 && standing.rank <= query.top,
        top: longer(ranker, us, them, standing),
    }
}

/// The score to beat: that of the last of the list, or of its own country's last where the country is full.
fn target(ranker: &Ranker<'_>, them: &Subject, suggestions: &Suggestions) -> Option<f64> {
    let (directory, query) = (ranker.directory(), ranker.query());
    let listed = &suggestions.partners;
    let own = |city| them.country.is_some() && directory.country_at(city) == them.country;
    let mut neighbours = listed.iter().filter(|partner| own(partner.city));
    let full = query.per_country > 0 && neighbours.clone().count() >= query.per_country;
    let last = if full {
        neighbours.next_back()
    } else {
        listed.last()
    };
    last.map(|last| last.score)
}

/// The value of one part from which on the score is above the target; `None` where no value does it.
fn least(
    query: &Query,
    standing: &Standing,
    weight: u16,
    known: Option<f64>,
    target: f64,
) -> Option<f64> {
    let weights = query.purpose.score_weights();
    let partner = &standing.partner;
    let parts = [
        (weights.likeness, partner.likeness),
        (weights.learn, partner.exchange.learn),
        (weights.teach, partner.exchange.teach),
        (weights.ease, partner.ease.score),
    ];
    let (mut sum, mut all) = (0.0, 0.0);
    for (weight, value) in parts {
        if let Some(value) = value {
            sum += f64::from(weight) * value;
            all += f64::from(weight);
        }
    }
    let weight = f64::from(weight);
    let (others, whole) = match known {
        Some(value) => (sum - weight * value, all),
        None => (sum, all + weight),
    };
    let wanted = (target * whole - others) / weight;
    // Rounded up to whole points of 100: a little more than the last has, never as much.
    let wanted = ((wanted * 100.0).floor() + 1.0) / 100.0;
    (weight > 0.0 && wanted <= 1.0 && wanted > known.unwrap_or(0.0)).then_some(wanted)
}

/// The shortest longer list that has the city.
fn longer(ranker: &Ranker<'_>, us: &Subject, them: &Subject, standing: &Standing) -> Option<usize> {
    let city = them.city?;
    let scores = ranker.scores(us);
    let has = |top: usize| {
        let query = Query {
            top,
            ..ranker.query().clone()
        };
        let list = Ranker::new(ranker.directory(), &query).list(us, &scores);
        list.partners.iter().any(|partner| partner.city == city)
    };
    let (mut low, mut high) = (ranker.query().top, LONGEST);
    // Without a limit per country the rank is the length; with one, lists only grow.
    if standing.rank > high && ranker.query().per_country == 0 || !has(high) {
        return None;
    }
    while high - low > 1 {
        let middle = (low + high) / 2;
        if has(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}
