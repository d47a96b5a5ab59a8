//! What cities say of themselves: needs, offers, goals, whom to write to; and which topics are wanted but not offered. Pure.

use super::Input;
use super::cities::Named;
use super::groups::label_or;
use city_peers_engine::CityIx;
use city_peers_engine::model::{Origin, Profile};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// How many times as many cities make one side scarce.
const SCARCE: usize = 3;

/// What a profile may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// Needs.
    Needs,
    /// Offers.
    Offers,
    /// Goals.
    Goals,
    /// Needs, offers and goals.
    Statements,
    /// An office to write to, with an address or a page.
    Contact,
    /// Languages.
    Languages,
    /// A time zone.
    TimeZone,
    /// A place on the map.
    Place,
}

impl Lack {
    /// All of them, in the order in which a secretariat asks.
    pub const ALL: [Lack; 8] = [
        Lack::Needs,
        Lack::Offers,
        Lack::Goals,
        Lack::Statements,
        Lack::Contact,
        Lack::Languages,
        Lack::TimeZone,
        Lack::Place,
    ];
    /// What a city that submitted its profile is asked for, one by one.
    const ASKED: [Lack; 4] = [Lack::Needs, Lack::Offers, Lack::Goals, Lack::Contact];

    fn of(self, profile: &Profile) -> bool {
        match self {
            Lack::Needs => profile.needs.is_empty(),
            Lack::Offers => profile.offers.is_empty(),
            Lack::Goals => profile.goals.is_empty(),
            Lack::Statements => [Lack::Needs, Lack::Offers, Lack::Goals]
                .iter()
                .all(|lack| lack.of(profile)),
            Lack::Contact => {
                let mut all = profile.contacts.iter();
                !all.any(|c| c.email.is_some() || c.url.is_some())
            }
            Lack::Languages => profile.languages.is_empty(),
            Lack::TimeZone => profile.time_zone.is_none(),
            Lack::Place => profile.lat.is_none() || profile.lon.is_none(),
        }
    }
}

/// What cities say of themselves.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Statements {
    /// Profiles that cities submitted.
    pub submitted: usize,
    /// Profiles that nobody submitted: put together from open data.
    pub open_data: usize,
    /// How many profiles lack what.
    pub without: Vec<Without>,
    /// Submitted profiles that lack needs, offers, goals or a contact.
    pub to_ask: Vec<ToAsk>,
    /// Demand and supply by topic, in the vocabulary's order.
    pub topics: Vec<Topic>,
}

/// Profiles that lack something.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Without {
    /// What.
    pub lack: Lack,
    /// How many profiles.
    pub cities: usize,
    /// How many of these the cities submitted themselves.
    pub submitted: usize,
}

/// A city to ask for more.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ToAsk {
    /// Which.
    #[serde(flatten)]
    pub city: Named,
    /// For what.
    pub lacks: Vec<Lack>,
}

/// Demand and supply of one topic.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Topic {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: String,
    /// Cities that state it as a need.
    pub need: usize,
    /// Cities for which the need follows from a goal with a low outcome.
    pub need_from_goals: usize,
    /// Cities that state it as an offer.
    pub offer: usize,
    /// Practices on it.
    pub practices: usize,
    /// Cities of the directory that have such a practice.
    pub practice_cities: usize,
    /// Cities that offer it or have a practice on it.
    pub supply: usize,
    /// How demand and supply stand.
    pub balance: Balance,
}

/// How demand and supply of a topic stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Balance {
    /// Looked for; no city offers it, and there is no practice on it.
    NoSupply,
    /// Looked for; there are practices on it, but of cities outside of the directory, and no city offers it.
    PracticesOnly,
    /// Looked for by three times as many cities as offer it, or more.
    Scarce,
    /// Offered by three times as many cities as look for it, or more.
    Plenty,
    /// Offered, looked for by nobody.
    NoDemand,
    /// Offered; no city says what it looks for, on any topic.
    DemandUnknown,
    /// Looked for by about as many cities as offer it.
    Both,
    /// Neither.
    #[default]
    Neither,
}

impl Balance {
    /// Whether nobody in the directory offers what is looked for.
    pub fn unmet(self) -> bool {
        matches!(self, Balance::NoSupply | Balance::PracticesOnly)
    }
}

impl Topic {
    /// Cities that look for it, stated or following from a goal.
    pub fn demand(&self) -> usize {
        self.need + self.need_from_goals
    }
}

/// Counts what is said.
pub fn statements(input: &Input<'_>) -> Statements {
    let profiles = input.profiles;
    let own = |p: &&Profile| p.origin == Origin::Submitted;
    let submitted = profiles.iter().filter(own).count();
    Statements {
        submitted,
        open_data: profiles.len() - submitted,
        without: Lack::ALL
            .into_iter()
            .map(|lack| Without {
                lack,
                cities: profiles.iter().filter(|p| lack.of(p)).count(),
                submitted: profiles.iter().filter(own).filter(|p| lack.of(p)).count(),
            })
            .collect(),
        to_ask: input
            .directory
            .indices()
            .zip(profiles)
            .filter(|(_, profile)| own(profile))
            .map(|(city, profile)| ToAsk {
                city: Named::of(input.directory, city),
                lacks: Lack::ASKED
                    .into_iter()
                    .filter(|lack| lack.of(profile))
                    .collect(),
            })
            .filter(|row| !row.lacks.is_empty())
            .collect(),
        topics: topics(input),
    }
}

fn balance(topic: &Topic, demand_known: bool) -> Balance {
    match (topic.demand(), topic.supply, topic.practices) {
        (0, 0, 0) => Balance::Neither,
        (0, _, _) if !demand_known => Balance::DemandUnknown,
        (0, _, _) => Balance::NoDemand,
        (_, 0, 0) => Balance::NoSupply,
        (_, 0, _) => Balance::PracticesOnly,
        (demand, supply, _) if demand >= supply * SCARCE => Balance::Scarce,
        (demand, supply, _) if supply >= demand * SCARCE => Balance::Plenty,
        _ => Balance::Both,
    }
}

fn topics(input: &Input<'_>) -> Vec<Topic> {
    let directory = input.directory;
    let mut stated = directory.cities.statements.iter();
    let demand_known = stated.any(|(_, statement)| !statement.needs.is_empty());
    let terms = directory.vocabulary.topics.iter().zip(0u8..);
    terms
        .map(|(term, at)| {
            let mut topic = Topic {
                code: term.code.clone(),
                label: label_or(&term.label, &term.code),
                ..Topic::default()
            };
            let mut supply: BTreeSet<CityIx> = BTreeSet::new();
            for (city, profile) in directory.indices().zip(input.profiles) {
                let needs = directory.statement(city).map_or(&[][..], |s| &s.needs);
                if profile.needs.iter().any(|need| need.topic == term.code) {
                    topic.need += 1;
                } else if needs.iter().any(|need| need.0 == at) {
                    topic.need_from_goals += 1;
                }
                if profile.offers.iter().any(|offer| offer.topic == term.code) {
                    topic.offer += 1;
                    supply.insert(city);
                }
            }
            let entries = input.practices.entries.iter();
            let on = entries.filter(|entry| entry.practice.topics.contains(&term.code));
            let mut having: BTreeSet<CityIx> = BTreeSet::new();
            for entry in on {
                topic.practices += 1;
                having.extend(entry.city.iter().chain(&entry.adopters));
            }
            topic.practice_cities = having.len();
            supply.append(&mut having);
            topic.supply = supply.len();
            topic.balance = balance(&topic, demand_known);
            topic
        })
        .collect()
}
