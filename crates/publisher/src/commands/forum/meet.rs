//! What two cities are to each other: likenesses, differences, what each can learn, practices, ease. Pure.

mod shared;

use super::answer::{ExchangeAnswer, FactAnswer, MeetingAnswer};
use super::values;
use crate::published::Opened;
use crate::texts::intl::Intl;
use city_peers_engine::compare::Reason;
use city_peers_engine::model::{Better, Kind, Profile, Role, TieKind};
use city_peers_engine::practices::{self, Suggested};
use city_peers_engine::suggest::{Partner, Query, Ranker, Subject};
use city_peers_engine::{CityIx, Directory};
use std::collections::BTreeMap;

/// Likenesses and differences named.
const FACTS: usize = 3;
/// A difference that carries less than this of the likeness is not worth a word.
const LEAST: f64 = 0.005;
/// Outcomes named, and how far apart they must be, as a share of their scale.
const OUTCOMES: usize = 2;
const CLEAR: f64 = 0.15;

/// Everything that meetings are worked out from.
pub struct Table<'t> {
    /// The directory and its practices.
    pub opened: &'t Opened,
    /// The question.
    pub query: &'t Query,
    /// Full profiles of all cities on the list.
    pub profiles: &'t BTreeMap<CityIx, Profile>,
    /// Names of countries and languages.
    pub names: &'t Intl,
    ranker: Ranker<'t>,
    /// All practices that suit a city, best first.
    suited: BTreeMap<CityIx, Vec<Suggested>>,
}

impl<'t> Table<'t> {
    /// Works out what suits each city of a list.
    pub fn new(
        opened: &'t Opened,
        query: &'t Query,
        profiles: &'t BTreeMap<CityIx, Profile>,
        names: &'t Intl,
        cities: &[CityIx],
    ) -> Table<'t> {
        let directory = &opened.directory;
        let shared = |city: &CityIx| opened.practices.entries.iter().any(|e| e.is_done_by(*city));
        // Only what some city on the list does can be talked about: without such a city nothing is looked up.
        let any = cities.iter().any(shared);
        let all = Query {
            top: opened.practices.entries.len(),
            ..query.clone()
        };
        let suit = |&city: &CityIx| {
            let subject = Subject::of_city(directory, city);
            let suited = practices::suggest(directory, &opened.practices, &subject, &all);
            (city, suited)
        };
        let asking = cities.iter().filter(|_| any);
        Table {
            opened,
            query,
            profiles,
            names,
            ranker: Ranker::new(directory, query),
            suited: asking.map(suit).collect(),
        }
    }

    /// The directory.
    pub fn directory(&self) -> &'t Directory {
        &self.opened.directory
    }

    /// Id of a city.
    pub fn id(&self, city: CityIx) -> String {
        self.directory().id(city).to_owned()
    }

    /// What two cities are to each other.
    pub fn meeting(&self, a: CityIx, b: CityIx) -> MeetingAnswer {
        let directory = self.directory();
        let (us, them) = (
            Subject::of_city(directory, a),
            Subject::of_city(directory, b),
        );
        let ours = self.ranker.compare(&us, &them);
        let theirs = self.ranker.compare(&them, &us);
        let mut exchange = self.exchange(a, b);
        exchange.extend(self.exchange(b, a));
        let strength = |e: &ExchangeAnswer| u32::from(e.need.unwrap_or(3)) * u32::from(e.offer);
        exchange.sort_by_key(|e| std::cmp::Reverse(strength(e)));
        let mut practices = self.practices(a, b);
        practices.extend(self.practices(b, a));
        let word = |likeness| super::texts::likeness_code(directory, likeness);
        MeetingAnswer {
            a: self.id(a),
            b: self.id(b),
            likeness: ours.likeness,
            likeness_word: ours.likeness.map(word),
            coverage: ours.coverage,
            a_learns: ours.exchange.learn,
            b_learns: theirs.exchange.learn,
            ease: ours.ease.score,
            alike: self.facts(&ours, a, b, true),
            different: self.facts(&ours, a, b, false),
            outcomes: self.outcomes(a, b),
            exchange,
            both_need: self.both_need(a, b),
            practices,
            networks: codes(ours.ease.networks.as_deref(), &directory.cities.networks),
            modes: codes(ours.ease.modes.as_deref(), &directory.cities.modes),
            tie: ours.ease.tie.map(tie_code),
        }
    }

    fn value(&self, indicator: usize, city: CityIx) -> Option<String> {
        let indicator = self.directory().catalogue.indicators.get(indicator)?;
        values::words(self.names, indicator, self.profiles.get(&city)?)
    }

    fn facts(&self, partner: &Partner, a: CityIx, b: CityIx, alike: bool) -> Vec<FactAnswer> {
        let fits = |reason: &&Reason| match alike {
            true => reason.amount > LEAST,
            false => reason.amount < -LEAST,
        };
        let reasons = partner.reasons.iter().filter(fits).take(FACTS);
        let fact = |reason: &Reason| self.fact(reason.indicator, reason.code.code(), a, b);
        reasons.filter_map(fact).collect()
    }

    fn fact(&self, at: usize, code: &'static str, a: CityIx, b: CityIx) -> Option<FactAnswer> {
        let indicator = self.directory().catalogue.indicators.get(at)?;
        let label = if indicator.label.is_empty() {
            &indicator.id
        } else {
            &indicator.label
        };
        Some(FactAnswer {
            indicator: indicator.id.clone(),
            label: label.clone(),
            code,
            a: self.value(at, a),
            b: self.value(at, b),
        })
    }

    /// Outcomes that both state and that differ clearly, the widest gap first.
    fn outcomes(&self, a: CityIx, b: CityIx) -> Vec<FactAnswer> {
        let (Some(ours), Some(theirs)) = (self.profiles.get(&a), self.profiles.get(&b)) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (at, indicator) in self.directory().catalogue.indicators.iter().enumerate() {
            let (Role::Outcome { better, .. }, Kind::Number { low, high, .. }) =
                (&indicator.role, &indicator.kind)
            else {
                continue;
            };
            let figures = values::figure(indicator, ours).zip(values::figure(indicator, theirs));
            let Some((x, y)) = figures else { continue };
            let gap = (y - x) / (high - low);
            let ahead = (gap > 0.0) == (*better == Better::Higher);
            let code = if ahead { "ahead" } else { "behind" };
            if gap.abs() >= CLEAR
                && let Some(fact) = self.fact(at, code, a, b)
            {
                found.push((gap.abs(), fact));
            }
        }
        found.sort_by(|x, y| y.0.total_cmp(&x.0));
        found.into_iter().take(OUTCOMES).map(|(_, f)| f).collect()
    }

    /// Position and code of the topics of the theme.
    fn theme(&self) -> &[u8] {
        &self.query.topics
    }

    fn exchange(&self, learns: CityIx, shares: CityIx) -> Vec<ExchangeAnswer> {
        let directory = self.directory();
        let Some(offering) = directory.statement(shares) else {
            return Vec::new();
        };
        let stated = directory
            .statement(learns)
            .map_or(&[][..], |s| s.needs.as_slice());
        let of = |topic: u8| stated.iter().find(|n| n.0 == topic).map(|n| n.1);
        let asked: Vec<(u8, Option<u8>)> = if self.theme().is_empty() {
            stated
                .iter()
                .map(|&(topic, need)| (topic, Some(need)))
                .collect()
        } else {
            self.theme()
                .iter()
                .map(|&topic| (topic, of(topic)))
                .collect()
        };
        let mut found = Vec::new();
        for (topic, need) in asked {
            let offer = offering.offers.iter().find(|o| o.0 == topic).map(|o| o.1);
            let term = directory.vocabulary.topics.get(usize::from(topic));
            let (Some(offer), Some(term)) = (offer, term) else {
                continue;
            };
            let need_of = self
                .profiles
                .get(&learns)
                .and_then(|p| p.needs.iter().find(|n| n.topic == term.code));
            let offer_of = self
                .profiles
                .get(&shares)
                .and_then(|p| p.offers.iter().find(|o| o.topic == term.code));
            found.push(ExchangeAnswer {
                topic: term.code.clone(),
                label: term.label.clone(),
                learns: self.id(learns),
                shares: self.id(shares),
                need: need.map(thirds),
                offer: thirds(offer),
                stated: offer_of.is_some(),
                need_note: need_of.and_then(|n| n.note.clone()),
                offer_note: offer_of.and_then(|o| o.note.clone()),
            });
        }
        found
    }

    /// What both say they look for.
    fn both_need(&self, a: CityIx, b: CityIx) -> Vec<String> {
        let needs = |city| {
            self.profiles
                .get(&city)
                .map_or(&[][..], |p| p.needs.as_slice())
        };
        let ours = needs(a).iter().map(|n| &n.topic);
        let both = ours.filter(|topic| needs(b).iter().any(|n| n.topic == **topic));
        both.cloned().collect()
    }
}

/// Sixtieths as 1, 2 or 3.
fn thirds(sixtieths: u8) -> u8 {
    ((sixtieths + 10) / 20).clamp(1, 3)
}

fn codes(at: Option<&[u16]>, all: &[String]) -> Option<Vec<String>> {
    let code = |&at: &u16| all.get(usize::from(at)).cloned();
    Some(at?.iter().filter_map(code).collect())
}

fn tie_code(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Twin => "twin",
        TieKind::Memorandum => "memorandum",
        TieKind::NetworkProject => "network-project",
    }
}
