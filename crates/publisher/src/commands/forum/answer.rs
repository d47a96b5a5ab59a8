//! The answers of `pair` and `cohorts` as plain data: what JSON holds and what text, tables and sheets are made from.
//! Unknown is `None` (JSON `null`). Pure.

use schemars::JsonSchema;
use serde::Serialize;

/// What `pair` answers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PairAnswer {
    /// The question, and who comes.
    #[serde(flatten)]
    pub forum: ForumAnswer,
    /// Pairs, and threes where pairs do not come out; by the id of their first city.
    pub groups: Vec<GroupAnswer>,
    /// Who could not be placed, and why.
    pub left_out: Vec<LeftOutAnswer>,
    /// Sum over all cities of the mean value of those they meet; unknown values and who is left out count 0.
    pub total: f64,
    /// The same sum without any wish.
    pub without_wishes: f64,
    /// What the wishes cost: the difference of the two.
    pub cost: f64,
}

/// What `cohorts` answers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CohortsAnswer {
    /// The question, and who comes.
    #[serde(flatten)]
    pub forum: ForumAnswer,
    /// Groups, by the id of their first city.
    pub groups: Vec<GroupAnswer>,
    /// Who could not be placed, and why.
    pub left_out: Vec<LeftOutAnswer>,
    /// Groups that are smaller than wished.
    pub small: usize,
    /// Sum over all cities of the mean value of those they meet; unknown values count 0.
    pub total: f64,
    /// No grouping of this kind reaches more.
    pub bound: f64,
    /// Share of the bound that was reached, 0–1.
    pub reached: f64,
}

/// What was asked, and who comes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ForumAnswer {
    /// Id of the directory.
    pub directory: String,
    /// Name of the forum, where it was given.
    pub title: Option<String>,
    /// Theme: topic codes.
    pub topics: Vec<String>,
    /// What partners are wanted for.
    pub purpose: &'static str,
    /// Day whose clocks count, such as `2027-06-15`; `None`: winter and summer.
    pub date: Option<String>,
    /// Everybody on the list, by id.
    pub cities: Vec<CityAnswer>,
}

/// One city on the list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CityAnswer {
    /// Id in the directory.
    pub id: String,
    /// Name in the directory's main language.
    pub name: String,
    /// Names in the languages the city works in, where they differ.
    pub local_names: Vec<LocalName>,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// English name of the country.
    pub country_name: String,
    /// People or what else the main indicator counts, to three digits.
    pub main: Option<u64>,
    /// Codes of the languages it works in; `None` = unknown.
    pub languages: Option<Vec<String>>,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// Whether the city submitted its profile itself.
    pub submitted: bool,
    /// Offices to write to, as its profile publishes them.
    pub contacts: Vec<ContactAnswer>,
}

/// A name in one language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LocalName {
    /// BCP 47 code.
    pub language: String,
    /// The name.
    pub name: String,
}

/// An office to write to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContactAnswer {
    /// Name of the office.
    pub office: String,
    /// Address, where it is published.
    pub email: Option<String>,
    /// Page, where it is published.
    pub url: Option<String>,
}

/// Cities that meet.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GroupAnswer {
    /// Their ids, ascending.
    pub cities: Vec<String>,
    /// Mean value of those of its pairs whose value is known, 0–1.
    pub value: Option<f64>,
    /// Pairs of unknown value; they count 0.
    pub unknown: usize,
    /// Pairs that work together already.
    pub tied: usize,
    /// Cities beyond the first of each country.
    pub same_country: usize,
    /// Members who do not speak the language that most of them speak.
    pub without_language: usize,
    /// Languages the group can work in.
    pub languages: LanguagesAnswer,
    /// Working hours the group shares.
    pub hours: HoursAnswer,
    /// Every two of them.
    pub meetings: Vec<MeetingAnswer>,
    /// Questions for the talk, made from what is known, and from what is not.
    pub questions: Vec<QuestionAnswer>,
}

/// Languages of a group.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct LanguagesAnswer {
    /// Codes of the languages in which all work whose languages are known.
    pub shared: Vec<String>,
    /// Language of most of them, where there is none for all, and ids of those who work in it.
    pub most: Option<SpeakersAnswer>,
    /// Ids of the cities whose languages are unknown.
    pub unknown: Vec<String>,
}

/// Who works in a language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SpeakersAnswer {
    /// Code of the language.
    pub language: String,
    /// Ids of the cities.
    pub cities: Vec<String>,
}

/// Working hours (9:00 to 17:00) of a group.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct HoursAnswer {
    /// One day's clocks, or winter's and summer's where they differ. Empty where fewer than two time zones are known.
    pub days: Vec<DayAnswer>,
    /// Ids of the cities whose time zone is unknown.
    pub unknown: Vec<String>,
}

/// When a group can talk, by the clocks of one day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DayAnswer {
    /// The day, such as `2027-06-15`.
    pub date: String,
    /// Minutes of the working day that all share.
    pub shared_minutes: u16,
    /// Whether the clocks below are shared working hours; else they are the hour nearest to everybody's working day.
    pub working_hours: bool,
    /// The same time in each city.
    pub clocks: Vec<ClockAnswer>,
}

/// A time in one city.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ClockAnswer {
    /// Id of the city.
    pub city: String,
    /// Local time, such as `10:00`.
    pub from: String,
    /// Local time; below `from` where it goes past midnight.
    pub to: String,
    /// Days ahead of the first city.
    pub day: i32,
    /// Ahead of UTC, such as `+05:30`.
    pub offset: String,
    /// Minutes before 9:00.
    pub early: u16,
    /// Minutes after 17:00.
    pub late: u16,
    /// Day of a change of the clocks within two weeks, such as `2027-03-28`.
    pub change: Option<String>,
}

/// What two cities are to each other.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MeetingAnswer {
    /// Id of the first.
    pub a: String,
    /// Id of the second.
    pub b: String,
    /// 0–1.
    pub likeness: Option<f64>,
    /// `very-alike`, `alike`, `somewhat-alike` or `not-very-alike`.
    pub likeness_word: Option<&'static str>,
    /// Weighted share of context that both state, 0–1.
    pub coverage: f64,
    /// How far the second's offers meet the first's needs, 0–1.
    pub a_learns: Option<f64>,
    /// How far the first's offers meet the second's needs, 0–1.
    pub b_learns: Option<f64>,
    /// 0–1.
    pub ease: Option<f64>,
    /// The strongest likenesses.
    pub alike: Vec<FactAnswer>,
    /// The strongest differences.
    pub different: Vec<FactAnswer>,
    /// Outcomes that both state and that differ clearly, the widest gap first.
    pub outcomes: Vec<FactAnswer>,
    /// What one needs and the other offers, the strongest first.
    pub exchange: Vec<ExchangeAnswer>,
    /// Topic codes that both say they look for.
    pub both_need: Vec<String>,
    /// Practices of one that may serve the other.
    pub practices: Vec<SharedPractice>,
    /// Codes of shared networks; `None` where one side states none.
    pub networks: Option<Vec<String>>,
    /// Codes of ways of working both accept; `None` where one side states none.
    pub modes: Option<Vec<String>>,
    /// `twin`, `memorandum` or `network-project`; `None` where the directory lists no tie.
    pub tie: Option<&'static str>,
}

/// One indicator of two cities.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FactAnswer {
    /// Indicator id.
    pub indicator: String,
    /// Its short name.
    pub label: String,
    /// Code of the reason: `same`, `similar`, `same-group`, `more`, `less` or `different`; `ahead` and `behind` for outcomes,
    /// seen from the first city: is the second one ahead?
    pub code: &'static str,
    /// The first city's value in words.
    pub a: Option<String>,
    /// The second city's value in words.
    pub b: Option<String>,
}

/// A topic that one city needs and another offers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExchangeAnswer {
    /// Topic code.
    pub topic: String,
    /// Its short name.
    pub label: String,
    /// Id of the city that learns.
    pub learns: String,
    /// Id of the city that shares.
    pub shares: String,
    /// 1 (useful) to 3 (urgent); `None`: not stated by the city, it is the theme of the forum.
    pub need: Option<u8>,
    /// 1 (some experience) to 3 (much).
    pub offer: u8,
    /// Whether the city says so itself; else it follows from its practices.
    pub stated: bool,
    /// The need in the city's own words.
    pub need_note: Option<String>,
    /// The offer in the city's own words.
    pub offer_note: Option<String>,
}

/// A practice of one city that may serve another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SharedPractice {
    /// Id of the practice.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Id of the city it may serve.
    pub learns: String,
    /// Id of the city that does it.
    pub shares: String,
    /// Whether that city took it over from another.
    pub taken_over: bool,
    /// Codes of its topics that the learning city looks for, or the theme asks for; empty where that is unknown.
    pub topics: Vec<String>,
    /// `evaluated`, `monitored` or `reported`.
    pub evidence: &'static str,
    /// Whether it can work in the learning city: `not-as-it-stands` (a critical requirement is not met), `cannot-be-said` (one is
    /// unknown), `with-changes` or `as-it-is`.
    pub fits: &'static str,
    /// How well it fits the learning city if everything unknown turns out badly, 0–1.
    pub fit_low: f64,
    /// The same if everything unknown turns out well.
    pub fit_high: f64,
    /// What to check first, worst first; nothing that passes.
    pub check_first: Vec<CheckFirst>,
}

/// A requirement that is not known to be met.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CheckFirst {
    /// Code of the criterion.
    pub criterion: &'static str,
    /// What is required, in words; `None` where the criterion says it all.
    pub label: Option<String>,
    /// Without it the practice is blocked.
    pub critical: bool,
    /// `adapt`, `unknown` or `blocked`.
    pub verdict: &'static str,
}

/// A question for the talk.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct QuestionAnswer {
    /// What it is made from: `obstacle`, `report`, `advice`, `check`, `experience`, `both-need`, `outcome`, `difference`, or
    /// `unknown-needs`, `unknown-offers`, `unknown-practice`, `unknown-values` where something is not known.
    pub code: &'static str,
    /// The question.
    pub text: String,
    /// Id of the city that answers; `None`: all.
    pub to: Option<String>,
    /// Id of the practice it is about.
    pub practice: Option<String>,
}

/// A city that could not be placed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LeftOutAnswer {
    /// Its id.
    pub city: String,
    /// What stands between it and how many of the others.
    pub reasons: Vec<ReasonAnswer>,
}

/// Why a city could not meet some others.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct ReasonAnswer {
    /// `must-not`, `tie`, `language`, `must`, `taken` or `nobody-else`.
    pub code: &'static str,
    /// How many cities it rules out.
    pub cities: usize,
}
