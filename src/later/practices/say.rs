//! What is said of a practice in sentences. Reads only.

use super::ranked::Ranked;
use super::traits;
use crate::components::Scene;
use crate::queries::partner::topic_name;
use crate::queries::practice;
use crate::state::Answered;
use city_peers_engine::CityIx;
use city_peers_engine::lift::Lift;
use city_peers_engine::model::Criterion;
use city_peers_engine::order::sort_short;
use city_peers_engine::practices::{Entry, Suggested};
use city_peers_engine::quantise::Cell;
use city_peers_engine::suggest;

/// A count below this may be chance.
const FEW: u32 = 3;
/// The ratio that the counts show is told where shrinking it (`lift.rs`) changes it by no more than this factor.
const TOLD: f64 = 1.25;
/// Most things named that nobody has said.
const UNSAID: usize = 3;
/// Most peers named.
const NAMED: usize = 5;

/// Key of the verdict.
pub(super) fn verdict(verdict: u16) -> &'static str {
    match verdict {
        0 => "pr.verdict.0",
        1 => "pr.verdict.1",
        2 => "pr.verdict.2",
        _ => "pr.verdict.3",
    }
}

/// The answer: how many, and how many of them could work.
pub(super) fn lead(scene: Scene, ranked: &Ranked) -> String {
    let words = scene.words;
    let rows = ranked.scope(false);
    if ranked.asked == 0 {
        return words.text("pr.lead.none").to_owned();
    }
    let asked = rows.iter().any(|row| row.found.relevance.is_some());
    let key = if asked { "pr.lead" } else { "practices.note" };
    let first = words.count(key, rows.len(), &[("city", scene.my_name())]);
    let with = |wanted: &[u16]| {
        let verdict = |row: &&super::Row| wanted.contains(&traits::verdict(&row.found.fit));
        rows.iter().filter(verdict).count()
    };
    let mut said = vec![first];
    for (key, many) in [
        ("pr.lead.can", with(&[0, 1])),
        ("pr.lead.unknown", with(&[2])),
        ("pr.lead.not", with(&[3])),
    ] {
        if many > 0 {
            said.push(words.count(key, many, &[]));
        }
    }
    said.join(" ")
}

/// "Medellín, Colombia · since 2012".
pub(super) fn place_and_time(scene: Scene, entry: &Entry) -> String {
    let country = scene.words.country(&entry.practice.country);
    let city = practice::city_name(scene.words, scene.snapshot, entry);
    let mut said = [city, ", ", &country].concat();
    if let Some(years) = practice::years(scene.words, &entry.practice) {
        said.push_str(" · ");
        said.push_str(&years);
    }
    said
}

/// Up to the first full stop that ends a sentence.
pub(super) fn first_sentence(text: &str) -> &str {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(". ")) {
        let end = from + at + 1;
        let next = text.get(end + 1..).and_then(|rest| rest.chars().next());
        // Long enough, and a capital after it: not the stop of a short form.
        if end > 40 && next.is_some_and(char::is_uppercase) {
            return text.get(..end).unwrap_or(text);
        }
        from = end;
    }
    text
}

/// Which of what is asked it answers; `None` where nothing is asked.
pub(super) fn why_here(
    scene: Scene,
    answered: &Answered,
    found: &Suggested,
    entry: &Entry,
) -> Option<String> {
    let words = scene.words;
    let directory = &scene.snapshot.loaded.directory;
    found.relevance?;
    let met = |topic: u8| {
        let code = directory.vocabulary.topics.get(usize::from(topic));
        code.is_some_and(|t| entry.practice.topics.contains(&t.code))
    };
    let names = |topics: &[u8]| {
        let names: Vec<String> = topics
            .iter()
            .map(|t| words.lower(topic_name(words, directory, *t)))
            .collect();
        words.list(&names)
    };
    let asked = &answered.asked;
    let topics: Vec<u8> = asked.topics.iter().copied().filter(|t| met(*t)).collect();
    if !topics.is_empty() {
        return Some(words.with("pr.why.topics", &[("topics", &names(&topics))]));
    }
    let statement = suggest::asking(&answered.subject, &asked.query());
    let needs: Vec<u8> = statement.map_or_else(Vec::new, |s| {
        s.needs.iter().map(|n| n.0).filter(|t| met(*t)).collect()
    });
    let city = scene.my_name();
    if !needs.is_empty() {
        let values = [("topics", &*names(&needs)), ("city", city)];
        return Some(words.with("pr.why.needs", &values));
    }
    let goals = answered.subject.goals.iter();
    let goals: Vec<String> = goals
        .filter(|g| entry.practice.sdgs.contains(&g.0))
        .map(|g| words.number(f64::from(g.0)))
        .collect();
    Some(match goals.as_slice() {
        [] => words.text("pr.why.else").to_owned(),
        goals => words.count(
            "pr.why.goals",
            goals.len(),
            &[("goals", &words.list(goals)), ("city", city)],
        ),
    })
}

/// What it cost: each resident where sums compare, else the sum with its year.
pub(super) fn cost(scene: Scene, entry: &Entry) -> Option<String> {
    let (words, snapshot) = (scene.words, scene.snapshot);
    practice::compared(words, snapshot, entry).or_else(|| practice::cost(words, &entry.practice))
}

/// The peers that are known to do it.
pub(super) fn peers_of(ranked: &Ranked, entry: &Entry) -> Vec<CityIx> {
    let peers = ranked.peers.iter().copied();
    peers.filter(|city| entry.is_done_by(*city)).collect()
}

/// Names of cities.
pub(super) fn cities(scene: Scene, cities: &[CityIx]) -> String {
    let lang = scene.words.lang();
    let mut names = Vec::new();
    for city in cities.iter().take(NAMED) {
        names.push(scene.snapshot.name(*city, lang).to_owned());
    }
    scene.words.list(&names)
}

/// Who among the peers does it, and how much more often than elsewhere where the counts say so; `None` where no peer
/// is known to.
pub(super) fn peers(
    scene: Scene,
    ranked: &Ranked,
    found: &Suggested,
    entry: &Entry,
) -> Option<String> {
    let lift = found.lift;
    if lift.observed == 0 {
        return None;
    }
    let words = scene.words;
    let values = [
        ("cities", &*cities(scene, &peers_of(ranked, entry))),
        ("peers", &words.number(f64::from(lift.peers))),
    ];
    let mut said = vec![words.count("pr.peers", lift.observed as usize, &values)];
    if lift.observed < FEW {
        said.push(words.text("pr.few").to_owned());
    } else {
        said.extend(ratio(&lift).map(|ratio| often(scene, ratio)));
    }
    Some(said.join(" "))
}

/// The other cities that are no peers: those that do it, all of them.
pub(super) fn elsewhere(lift: &Lift) -> (u32, u32) {
    let others = lift.adopters.saturating_sub(lift.observed);
    (others, lift.cities.saturating_sub(lift.peers))
}

/// How much more often peers do it than the cities elsewhere, as the counts beside it show; `None` where few do it
/// elsewhere, so that the ratio would say more than is known.
fn ratio(lift: &Lift) -> Option<f64> {
    let (others, cities) = elsewhere(lift);
    let here = f64::from(lift.observed) / f64::from(lift.peers.max(1));
    let there = f64::from(others) / f64::from(cities.max(1));
    let ratio = here / there;
    (others >= FEW && (1.0 / TOLD..=TOLD).contains(&(ratio / lift.lift))).then_some(ratio)
}

/// A ratio in words: never a decimal.
fn often(scene: Scene, ratio: f64) -> String {
    let key = match ratio {
        x if x >= 1.75 => {
            let times = scene.words.number(x.round());
            return scene.words.with("pr.often.times", &[("n", &times)]);
        }
        x if x >= 1.25 => "pr.often.more",
        x if x >= 0.8 => "pr.often.same",
        _ => "pr.often.less",
    };
    scene.t(key).to_owned()
}

/// Why money cannot be compared.
pub(super) fn no_cost(scene: Scene, entry: &Entry) -> String {
    let city = practice::city_name(scene.words, scene.snapshot, entry);
    scene.words.with("pr.todo.no-cost", &[("city", city)])
}

/// What most of the practices ask and nobody has said of the visitor's city: positions of indicators, first of all
/// the one that most practices ask for.
pub(super) fn unsaid(scene: Scene, ranked: &Ranked, answered: &Answered) -> Vec<u16> {
    let catalogue = &scene.snapshot.loaded.directory.catalogue;
    let mut asked: Vec<(usize, u16)> = Vec::new();
    for criterion in Criterion::ALL {
        let Some(ix) = catalogue.answering(criterion) else {
            continue;
        };
        let cell = answered.subject.cells.get(ix).copied().unwrap_or_default();
        let asks = |row: &&super::Row| {
            row.found
                .fit
                .checks
                .iter()
                .any(|c| c.criterion == criterion)
        };
        let many = ranked.scope(false).iter().filter(asks).count();
        if cell == Cell::Unknown && many > 0 {
            asked.push((many, ix as u16));
        }
    }
    sort_short(&mut asked, |a, b| a.0 > b.0);
    asked.truncate(UNSAID);
    asked.into_iter().map(|(_, ix)| ix).collect()
}
