//! A forum of cities of a directory: their scores for one question, their countries, languages and ties. Pure.

use super::{Fault, Forum, Registered, Wishes};
use crate::directory::{CityIx, Directory};
use crate::suggest::{Query, Ranker, Subject};

/// Makes a forum of some cities of a directory.
///
/// What a city is worth to another is the score that the question gives it, 0–1; both directions are averaged. The
/// ties of the directory are added to those of the wishes, whose numbers are positions in `cities`.
///
/// # Errors
/// Where a city is not in the directory, is there twice, or wishes contradict each other.
pub fn forum_of(
    directory: &Directory,
    cities: &[CityIx],
    query: &Query,
    wishes: &Wishes,
) -> Result<Forum, Fault> {
    if let Some(stranger) = cities.iter().find(|c| c.ix() >= directory.len()) {
        return Err(Fault::NotInDirectory(stranger.0));
    }
    let registered = cities
        .iter()
        .map(|&city| Registered {
            id: directory.id(city).to_owned(),
            country: Some(directory.country(city))
                .filter(|country| !country.is_empty())
                .map(str::to_owned),
            languages: directory.languages(city).map(<[u16]>::to_vec),
        })
        .collect();
    let ranker = Ranker::new(directory, query);
    let scores: Vec<Vec<Option<f64>>> = cities
        .iter()
        .map(|&city| {
            let all = ranker.scores(&Subject::of_city(directory, city));
            let of = |other: &CityIx| all.get(other.ix()).copied().flatten();
            cities.iter().map(of).collect()
        })
        .collect();
    let mut wishes = wishes.clone();
    for &(a, b, _) in &directory.ties {
        let number = |city: CityIx| cities.iter().position(|&c| c == city);
        if let Some(tie) = number(a).zip(number(b)) {
            wishes.ties.push(tie);
        }
    }
    let value = |a: usize, b: usize| scores.get(a)?.get(b).copied().flatten();
    Forum::new(registered, value, &wishes)
}
