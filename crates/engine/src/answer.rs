//! The answer to a query as plain serialisable data: what `city-peers suggest --format json` prints and what the
//! widget's `city-peers-suggest` event carries. One shape, so that both can be compared to the last digit. Pure.

use crate::certainty::{self, Chance, Draws};
use crate::directory::{CityIx, Directory};
use crate::portfolio::{self, Member, Portfolio};
use crate::practices::{self, Practices};
use crate::standing::{Cause, Standing};
use crate::suggest::{Partner, Query, Ranker, Subject, Suggestions};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Partners and practices for one question. Unknown is `None` (JSON `null`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// Id of the city that asks; `None` for a profile that is not in the directory.
    pub city: Option<String>,
    /// How many cities were compared.
    pub compared: u32,
    /// Suggested cities, best first.
    pub partners: Vec<PartnerAnswer>,
    /// Share of score given up for variety of countries among them, 0–1.
    pub given_up: f64,
    /// Suggested cities by role; `None` where that was not worked out.
    pub portfolio: Option<PortfolioAnswer>,
    /// Suggested practices, best first.
    pub practices: Vec<PracticeAnswer>,
}

/// One suggested city.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartnerAnswer {
    /// Id in the directory.
    pub id: String,
    /// Name in the directory's main language.
    pub name: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// Weighted mean of what is known, 0–1.
    pub score: f64,
    /// 0–1.
    pub likeness: Option<f64>,
    /// 0–1.
    pub learn: Option<f64>,
    /// 0–1.
    pub teach: Option<f64>,
    /// 0–1.
    pub mutual: Option<f64>,
    /// 0–1.
    pub ease: Option<f64>,
    /// 0–1.
    pub coverage: f64,
    /// What becomes of its place when weights and gaps vary; `None` where that was not worked out.
    pub certainty: Option<CertaintyAnswer>,
    /// The average first, then the strongest; all amounts add up to the likeness.
    pub reasons: Vec<ReasonAnswer>,
}

/// How certain the place of a suggested city is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertaintyAnswer {
    /// Share of draws in which it is in a list of this length, 0–1.
    pub first: f64,
    /// Place that 5 % of draws reach or better, from 1.
    pub low: u32,
    /// Place that 95 % of draws reach or better.
    pub high: u32,
    /// Cities of one band, counted from 1, change places too often to be ranked among each other.
    pub band: u32,
}

/// Suggested cities by role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortfolioAnswer {
    /// Near peers, role models, exchange partners, far peers; best first within a role.
    pub members: Vec<MemberAnswer>,
    /// Share of score given up against the same number of best scores, 0–1.
    pub given_up: f64,
}

/// One city of a portfolio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MemberAnswer {
    /// `near-peer`, `role-model`, `exchange-partner` or `far-peer`.
    pub role: Cow<'static, str>,
    /// Id in the directory.
    pub id: String,
    /// Name in the directory's main language.
    pub name: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// Weighted mean of what is known, 0–1.
    pub score: f64,
    /// 0–1.
    pub likeness: Option<f64>,
    /// 0–1.
    pub learn: Option<f64>,
    /// 0–1.
    pub teach: Option<f64>,
    /// 0–1.
    pub mutual: Option<f64>,
    /// How far it is ahead on the outcomes both state, as a share of their scales, −1 to 1.
    pub ahead: Option<f64>,
}

/// One part of a likeness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReasonAnswer {
    /// `average`, or the code of a [`crate::compare::ReasonCode`].
    pub code: Cow<'static, str>,
    /// Indicator id; `None` for the average.
    pub indicator: Option<String>,
    /// Share of the likeness, −1 to 1.
    pub amount: f64,
}

/// One suggested practice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PracticeAnswer {
    /// Id of the practice.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Id of its city; `None` where the directory does not have it.
    pub city: Option<String>,
    /// Name of its city.
    pub city_name: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// Relevance × fit, 0–1.
    pub score: f64,
    /// How far it answers what is asked, 0–1.
    pub relevance: Option<f64>,
    /// `evaluated`, `monitored` or `reported`.
    pub evidence: crate::model::Evidence,
    /// How well it fits.
    pub fit: FitAnswer,
    /// Who else does it.
    pub lift: LiftAnswer,
    /// What it cost each resident of its city, in the unit of the indicator that answers for money.
    pub cost_per_resident: Option<f64>,
    /// Likeness of its city to the one that asks, 0–1.
    pub likeness: Option<f64>,
    /// Every criterion checked, worst first.
    pub checks: Vec<CheckAnswer>,
}

/// How well a practice fits, as a range over what is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FitAnswer {
    /// If everything unknown turns out badly, 0–1.
    pub low: f64,
    /// If everything unknown turns out well, 0–1.
    pub high: f64,
}

/// How many of the most alike cities do a practice, beside all cities: as far as the directory knows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LiftAnswer {
    /// Peers that do it.
    pub observed: u32,
    /// All peers: the most alike cities, by context that no criterion asks about.
    pub peers: u32,
    /// All other cities.
    pub cities: u32,
    /// Other cities that do it.
    pub adopters: u32,
    /// How much more often the peers do it, shrunk towards 1 for small counts; above 0.
    pub lift: f64,
}

/// One criterion checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckAnswer {
    /// Code of the [`crate::model::Criterion`].
    pub criterion: Cow<'static, str>,
    /// The single requirement, for criteria of several.
    pub code: Option<String>,
    /// Without it the practice is blocked.
    pub critical: bool,
    /// `pass`, `adapt`, `unknown` or `blocked`.
    pub verdict: Cow<'static, str>,
}

/// What takes longer than the list itself: how certain it is, and the portfolio.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighed {
    /// Certainty of the suggested cities, in their order.
    pub chances: Vec<Chance>,
    /// Cities by role.
    pub portfolio: Portfolio,
}

/// Works out how certain a list is, and the portfolio beside it.
pub fn weigh(ranker: &Ranker<'_>, subject: &Subject, suggestions: &Suggestions) -> Weighed {
    let listed: Vec<CityIx> = suggestions.partners.iter().map(|p| p.city).collect();
    Weighed {
        chances: certainty::certainty(ranker, subject, &listed, Draws::default()),
        portfolio: portfolio::portfolio(ranker, subject),
    }
}

/// Answers a query. Pure: the same directory, practices, subject and query give the same answer everywhere.
pub fn answer(
    directory: &Directory,
    practices: &Practices,
    subject: &Subject,
    query: &Query,
) -> Answer {
    let ranker = Ranker::new(directory, query);
    let suggestions = ranker.suggest(subject);
    let weighed = weigh(&ranker, subject, &suggestions);
    let found = practices::suggest(directory, practices, subject, query);
    plain(
        directory,
        practices,
        subject,
        &suggestions,
        Some(&weighed),
        &found,
    )
}

/// Suggestions that were worked out already, as plain data.
pub fn plain(
    directory: &Directory,
    practices: &Practices,
    subject: &Subject,
    suggestions: &Suggestions,
    weighed: Option<&Weighed>,
    found: &[practices::Suggested],
) -> Answer {
    let chance = |city: CityIx| {
        let chances = weighed.map_or(&[][..], |weighed| &weighed.chances);
        chances.iter().find(|chance| chance.city == city)
    };
    Answer {
        city: subject.city.map(|city| directory.id(city).to_owned()),
        compared: suggestions.compared as u32,
        partners: suggestions
            .partners
            .iter()
            .map(|partner| partner_answer(directory, partner, chance(partner.city)))
            .collect(),
        given_up: suggestions.given_up,
        portfolio: weighed.map(|weighed| PortfolioAnswer {
            members: weighed
                .portfolio
                .members
                .iter()
                .map(|member| member_answer(directory, member))
                .collect(),
            given_up: weighed.portfolio.given_up,
        }),
        practices: found
            .iter()
            .filter_map(|found| practice_answer(directory, practices, found))
            .collect(),
    }
}

/// One city of a portfolio as plain data.
fn member_answer(directory: &Directory, member: &Member) -> MemberAnswer {
    let partner = &member.partner;
    MemberAnswer {
        role: member.part.code().into(),
        id: directory.id(partner.city).to_owned(),
        name: directory.name(partner.city).to_owned(),
        country: directory.country(partner.city).to_owned(),
        score: partner.score,
        likeness: partner.likeness,
        learn: partner.exchange.learn,
        teach: partner.exchange.teach,
        mutual: partner.exchange.mutual,
        ahead: member.ahead,
    }
}

/// What makes a likeness: the average first, then the strongest.
pub(crate) fn reason_answers(directory: &Directory, partner: &Partner) -> Vec<ReasonAnswer> {
    let average = ReasonAnswer {
        code: "average".into(),
        indicator: None,
        amount: partner.average,
    };
    let parts = partner.reasons.iter().map(|reason| ReasonAnswer {
        code: reason.code.code().into(),
        indicator: directory
            .catalogue
            .indicators
            .get(reason.indicator)
            .map(|i| i.id.clone()),
        amount: reason.amount,
    });
    std::iter::once(average).chain(parts).collect()
}

/// One suggested city as plain data.
fn partner_answer(
    directory: &Directory,
    partner: &Partner,
    chance: Option<&Chance>,
) -> PartnerAnswer {
    PartnerAnswer {
        id: directory.id(partner.city).to_owned(),
        name: directory.name(partner.city).to_owned(),
        country: directory.country(partner.city).to_owned(),
        score: partner.score,
        likeness: partner.likeness,
        learn: partner.exchange.learn,
        teach: partner.exchange.teach,
        mutual: partner.exchange.mutual,
        ease: partner.ease.score,
        coverage: partner.coverage,
        certainty: chance.map(|chance| CertaintyAnswer {
            first: chance.first,
            low: chance.low,
            high: chance.high,
            band: chance.band,
        }),
        reasons: reason_answers(directory, partner),
    }
}

/// One suggested practice as plain data; `None` where the position is not among the practices.
fn practice_answer(
    directory: &Directory,
    practices: &Practices,
    found: &practices::Suggested,
) -> Option<PracticeAnswer> {
    let entry = practices.entries.get(found.practice)?;
    let practice = &entry.practice;
    Some(PracticeAnswer {
        id: practice.id.clone(),
        title: practice.title.clone(),
        city: entry.city.map(|city| directory.id(city).to_owned()),
        city_name: entry
            .city
            .map_or(practice.city.as_str(), |city| directory.name(city))
            .to_owned(),
        country: practice.country.clone(),
        score: found.score,
        relevance: found.relevance,
        evidence: practice.evidence,
        fit: FitAnswer {
            low: found.fit.low,
            high: found.fit.high,
        },
        lift: LiftAnswer {
            observed: found.lift.observed,
            peers: found.lift.peers,
            cities: found.lift.cities,
            adopters: found.lift.adopters,
            lift: found.lift.lift,
        },
        cost_per_resident: entry.cost,
        likeness: found.likeness,
        checks: found
            .fit
            .checks
            .iter()
            .map(|check| CheckAnswer {
                criterion: check.criterion.code().into(),
                code: practice.requires.code(check),
                critical: check.critical,
                verdict: check.verdict.code().into(),
            })
            .collect(),
    })
}

/// Where a city stands in an answer, and why. Unknown is `None` (JSON `null`).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StandingAnswer {
    /// How it compares; without id, name and country where it is not in the directory.
    pub partner: PartnerAnswer,
    /// `listed`, `country`, `behind`, `nothing-known` or `itself`.
    pub cause: &'static str,
    /// Ids of the cities that take the places of its country, where that is the cause.
    pub instead: Vec<String>,
    /// Its place by score alone, from 1.
    pub rank: usize,
    /// How many cities were ranked.
    pub of: usize,
    /// Id of the last city of the list.
    pub last: Option<String>,
    /// What sets the two scores apart; all amounts add up to the difference.
    pub gaps: Vec<GapAnswer>,
}

/// One part of the difference between two scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GapAnswer {
    /// `likeness`, `learn`, `teach`, `ease` or `exposure`.
    pub part: &'static str,
    /// What it adds to the city's score.
    pub theirs: f64,
    /// What it adds to the score of the last city of the list.
    pub last: f64,
    /// The difference.
    pub amount: f64,
}

/// A standing as plain data.
pub fn standing(directory: &Directory, standing: &Standing) -> StandingAnswer {
    let id = |city: &CityIx| directory.id(*city).to_owned();
    StandingAnswer {
        partner: partner_answer(directory, &standing.partner, None),
        cause: standing.cause.code(),
        instead: match &standing.cause {
            Cause::Country(cities) => cities.iter().map(id).collect(),
            _ => Vec::new(),
        },
        rank: standing.rank,
        of: standing.of,
        last: standing.last.as_ref().map(id),
        gaps: standing
            .gaps
            .iter()
            .map(|gap| GapAnswer {
                part: gap.part.code(),
                theirs: gap.theirs,
                last: gap.last,
                amount: gap.amount(),
            })
            .collect(),
    }
}
