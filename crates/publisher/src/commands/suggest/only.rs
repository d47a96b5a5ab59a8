//! Which cities may be suggested. Pure.

use crate::cli::Only;
use crate::commands::Failure;
use crate::hint::hint;
use city_peers_engine::suggest::{Ranker, Subject, Suggestions};
use city_peers_engine::{CityIx, Directory};

/// A choice of cities, checked against a directory.
pub(in crate::commands) struct Filter<'a> {
    only: &'a Only,
    /// Positions of the chosen countries.
    countries: Vec<u16>,
    /// Positions of the chosen networks.
    networks: Vec<u16>,
}

impl<'a> Filter<'a> {
    /// Reads a choice.
    ///
    /// # Errors
    /// When no city of the directory is in a country or network, or the sizes leave nothing.
    pub(in crate::commands) fn new(
        directory: &Directory,
        only: &'a Only,
    ) -> Result<Filter<'a>, Failure> {
        if let (Some(low), Some(high)) = (only.at_least, only.at_most)
            && low > high
        {
            return Err(Failure(format!(
                "--at-least {low} and --at-most {high} leave no city: the first is the larger one"
            )));
        }
        let cities = &directory.cities;
        Ok(Filter {
            only,
            countries: positions(
                "--only-country",
                &only.only_country,
                &cities.countries,
                true,
            )?,
            networks: positions(
                "--only-network",
                &only.only_network,
                &cities.networks,
                false,
            )?,
        })
    }

    /// Whether all cities may be suggested.
    pub(in crate::commands) fn is_all(&self) -> bool {
        self.countries.is_empty()
            && self.networks.is_empty()
            && !self.only.only_submitted
            && self.only.at_least.is_none()
            && self.only.at_most.is_none()
    }

    /// The suggestions among the chosen cities.
    pub(in crate::commands) fn suggest(&self, ranker: &Ranker<'_>, us: &Subject) -> Suggestions {
        let (scores, compared) = self.scores(ranker, us);
        Suggestions {
            compared,
            ..ranker.list(us, &scores)
        }
    }

    /// The scores of the chosen cities, none for the others; and how many are chosen, the one that asks not counted.
    pub(in crate::commands) fn scores(
        &self,
        ranker: &Ranker<'_>,
        us: &Subject,
    ) -> (Vec<Option<f64>>, usize) {
        let directory = ranker.directory();
        let mut scores = ranker.scores(us);
        let mut compared = 0;
        for (city, score) in directory.indices().zip(&mut scores) {
            if !self.takes(directory, city) {
                *score = None;
            } else if Some(city) != us.city {
                compared += 1;
            }
        }
        (scores, compared)
    }

    fn takes(&self, directory: &Directory, city: CityIx) -> bool {
        let main = directory.main(city);
        let at_least = self.only.at_least;
        let at_most = self.only.at_most;
        let country = directory.country_at(city);
        let networks = directory.circle(city).map(|circle| &circle.networks);
        (self.countries.is_empty() || country.is_some_and(|c| self.countries.contains(&c)))
            && (self.networks.is_empty()
                || networks.is_some_and(|n| n.iter().any(|n| self.networks.contains(n))))
            && (!self.only.only_submitted || directory.submitted(city))
            // Unknown is neither large nor small.
            && at_least.is_none_or(|low| main.is_some_and(|main| main >= low))
            && at_most.is_none_or(|high| main.is_some_and(|main| main <= high))
    }
}

fn positions(
    option: &str,
    wanted: &[String],
    all: &[String],
    upper: bool,
) -> Result<Vec<u16>, Failure> {
    let codes = wanted
        .iter()
        .map(|code| code.trim())
        .filter(|c| !c.is_empty());
    codes
        .map(|code| {
            let wanted = if upper {
                code.to_uppercase()
            } else {
                code.to_owned()
            };
            let at = all.iter().position(|known| *known == wanted);
            at.and_then(|at| u16::try_from(at).ok()).ok_or_else(|| {
                let hint = hint(&wanted, all.iter().map(String::as_str));
                let hint = hint.map_or_else(String::new, |h| format!(" ({h})"));
                Failure(format!(
                    "{option}: no city of the directory has “{code}”{hint}"
                ))
            })
        })
        .collect()
}
