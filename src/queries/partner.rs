//! A suggested city in words and positions. Reads only.

use super::value::{self, Known};
use crate::state::{Answered, Snapshot};
use crate::words::Words;
use city_peers_engine::compare::{self, Reason, ReasonCode};
use city_peers_engine::exchange::Statement;
use city_peers_engine::model::{Evidence, Indicator};
use city_peers_engine::order::sort_short;
use city_peers_engine::quantise::Cell;
use city_peers_engine::suggest::Partner;
use city_peers_engine::{CityIx, Directory};

/// Likenesses and differences named in a row; the rest waits under "Why".
const LIKENESSES: usize = 3;
const DIFFERENCES: usize = 2;
/// Reasons listed one by one under "Why".
const LISTED: usize = 8;
/// An amount below this says nothing: half a point of 100.
const FAINT: f64 = 0.005;

/// One row of the list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub city: CityIx,
    pub name: String,
    /// Country, people, who stated the profile.
    pub about: String,
    pub alike: Vec<String>,
    pub different: Vec<String>,
    pub offers: Option<String>,
    /// What it looks for.
    pub needs: Option<String>,
    /// Position, title and evidence of practices, most relevant first; `None` while they are on their way.
    pub practices: Option<Vec<(usize, String, &'static str)>>,
    pub likeness: Option<Likeness>,
    /// Head of the exchange column.
    pub exchange: &'static str,
    pub learn: Option<f64>,
    pub teach: Option<f64>,
}

/// What stands under "Why".
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Why {
    /// Shared language, hours, networks, tie, each in words.
    pub ease: Vec<String>,
    pub known: Coverage,
    pub reasons: Vec<Line>,
    pub likeness: Option<Likeness>,
}

/// Likeness as a strip, in points of 100.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Likeness {
    pub value: f64,
    pub word: &'static str,
    pub average: f64,
    /// Parts that add, strongest first.
    pub plus: Vec<f64>,
    /// Sum of the parts that take away, positive.
    pub minus: f64,
}

/// How much of the context both cities state.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Coverage {
    pub both: usize,
    pub all: usize,
    /// Per facet, per indicator: whether both state it.
    pub ticks: Vec<Vec<bool>>,
    /// Names of some that are not.
    pub unknown: Vec<String>,
}

/// One line of the reasons.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub text: String,
    /// Points of 100.
    pub amount: f64,
}

/// Describes one suggested city.
pub(crate) fn row(
    words: &Words,
    snapshot: &Snapshot,
    answered: &Answered,
    partner: &Partner,
) -> Row {
    let directory = &snapshot.loaded.directory;
    let them = compare::cells(directory, partner.city);
    let read = Reader::new(words, directory, answered, partner.city, &them);
    let strongest = |wanted: fn(&Reason) -> bool, most: usize| {
        let named = partner.reasons.iter().filter(|r| wanted(r));
        named.take(most).filter_map(|r| read.short(r)).collect()
    };
    let name = snapshot.name(partner.city, words.lang()).to_owned();
    Row {
        about: about(words, directory, partner.city),
        alike: strongest(|r| r.amount > FAINT, LIKENESSES),
        different: strongest(|r| r.amount < -FAINT, DIFFERENCES),
        offers: offers(words, directory, partner.city, |s| &s.offers),
        needs: offers(words, directory, partner.city, |s| &s.needs),
        practices: practices(snapshot, answered, partner.city),
        likeness: partner
            .likeness
            .map(|value| likeness(directory, partner, value)),
        exchange: exchange_head(partner, answered),
        learn: partner.exchange.learn,
        teach: partner.exchange.teach,
        city: partner.city,
        name,
    }
}

/// All reasons for one suggested city.
pub(crate) fn why(
    words: &Words,
    snapshot: &Snapshot,
    answered: &Answered,
    partner: &Partner,
) -> Why {
    let directory = &snapshot.loaded.directory;
    let them = compare::cells(directory, partner.city);
    let read = Reader::new(words, directory, answered, partner.city, &them);
    Why {
        ease: ease_words(words, directory, partner),
        known: known(words, directory, &answered.subject.cells, &them),
        reasons: lines(&read, &partner.reasons),
        likeness: partner
            .likeness
            .map(|value| likeness(directory, partner, value)),
    }
}

/// "South Korea · 10,349,312 people · open data only".
pub(crate) fn about(words: &Words, directory: &Directory, city: CityIx) -> String {
    let mut parts = Vec::new();
    let country = directory.country(city);
    if !country.is_empty() {
        parts.push(words.country(country));
    }
    let main = directory.catalogue.main.and_then(|ix| {
        let ix = usize::from(ix);
        let indicator = directory.catalogue.indicators.get(ix)?;
        let known = Known {
            cell: directory.cell(ix, city),
            figure: directory.main(city),
        };
        value::say(words, indicator, known)
    });
    parts.extend(main);
    let origin = if directory.submitted(city) {
        "origin.submitted"
    } else {
        "origin.open-data"
    };
    parts.push(words.text(origin).to_owned());
    parts.join(" · ")
}

struct Reader<'a> {
    words: &'a Words,
    directory: &'a Directory,
    us: &'a [Cell],
    our_main: Option<u64>,
    them: &'a [Cell],
    their_main: Option<u64>,
}

impl<'a> Reader<'a> {
    /// The asking city beside another, whose values are `them`.
    #[inline(never)]
    fn new(
        words: &'a Words,
        directory: &'a Directory,
        answered: &'a Answered,
        city: CityIx,
        them: &'a [Cell],
    ) -> Self {
        Reader {
            words,
            directory,
            us: &answered.subject.cells,
            our_main: answered.subject.main,
            them,
            their_main: directory.main(city),
        }
    }

    fn values(&self, ix: usize) -> Option<(&Indicator, Known, Known)> {
        let indicator = self.directory.catalogue.indicators.get(ix)?;
        let is_main = self.directory.catalogue.main.map(usize::from) == Some(ix);
        let known = |cells: &[Cell], main: Option<u64>| Known {
            cell: cells.get(ix).copied().unwrap_or_default(),
            figure: main.filter(|_| is_main),
        };
        Some((
            indicator,
            known(self.us, self.our_main),
            known(self.them, self.their_main),
        ))
    }

    /// A reason in a few words: "Climate: Tropical monsoon", "People: about half".
    fn short(&self, reason: &Reason) -> Option<String> {
        let (indicator, us, them) = self.values(reason.indicator)?;
        let label = value::label(self.words, indicator);
        let what = match reason.code {
            ReasonCode::SameGroup => {
                let group = value::group(self.words, indicator, them.cell)?;
                self.words.with("reason.same-group", &[("group", group)])
            }
            ReasonCode::Different | ReasonCode::Same => value::say(self.words, indicator, them)?,
            ReasonCode::Similar | ReasonCode::More | ReasonCode::Less => {
                match value::ratio(indicator, us, them) {
                    Some(ratio) => value::say_ratio(self.words, ratio),
                    None => value::say(self.words, indicator, them)?,
                }
            }
        };
        Some(
            self.words
                .with("reason.of", &[("label", label), ("what", &what)]),
        )
    }

    /// A reason with both values: "People: 349,842 and 687,764".
    fn long(&self, reason: &Reason) -> Option<String> {
        let (indicator, us, them) = self.values(reason.indicator)?;
        let label = value::label(self.words, indicator);
        let (ours, theirs) = (
            value::say(self.words, indicator, us)?,
            value::say(self.words, indicator, them)?,
        );
        Some(if ours == theirs {
            self.words
                .with("reason.both", &[("label", label), ("what", &theirs)])
        } else {
            self.words.with(
                "reason.two",
                &[("label", label), ("theirs", &theirs), ("ours", &ours)],
            )
        })
    }
}

fn lines(read: &Reader<'_>, reasons: &[Reason]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for positive in [true, false] {
        let side = || reasons.iter().filter(|r| (r.amount >= 0.0) == positive);
        let listed = side().take(LISTED).filter(|r| r.amount.abs() >= FAINT);
        let before = lines.len();
        lines.extend(listed.filter_map(|r| {
            Some(Line {
                text: read.long(r)?,
                amount: r.amount * 100.0,
            })
        }));
        let rest = side().count() - (lines.len() - before);
        let all: f64 = side().map(|r| r.amount * 100.0).sum();
        let own = lines.get(before..).unwrap_or_default().iter();
        // What is left after those adds nothing worth a line where it rounds to nothing.
        let amount = all - own.map(|l| l.amount).sum::<f64>();
        if rest > 0 && amount.abs() >= 0.5 {
            let key = if positive {
                "reason.more-likenesses"
            } else {
                "reason.more-differences"
            };
            lines.push(Line {
                text: read.words.count(key, rest, &[]),
                amount,
            });
        }
    }
    lines
}

fn likeness(directory: &Directory, partner: &Partner, value: f64) -> Likeness {
    let amounts = || partner.reasons.iter().map(|r| r.amount * 100.0);
    let plus: Vec<f64> = amounts().filter(|a| *a > 0.0).collect();
    Likeness {
        value: value * 100.0,
        word: [
            "likeness.not-very",
            "likeness.somewhat",
            "likeness.alike",
            "likeness.very",
        ]
        .get(directory.reference.likeness_word(value))
        .unwrap_or(&"likeness.very"),
        average: partner.average * 100.0,
        minus: -amounts().filter(|a| *a < 0.0).sum::<f64>(),
        plus,
    }
}

fn exchange_head(partner: &Partner, answered: &Answered) -> &'static str {
    use city_peers_engine::model::Purpose;
    let level = |x: f64| match x {
        x if x >= 0.66 => 2,
        x if x >= 0.33 => 1,
        _ => 0,
    };
    let exchange = partner.exchange;
    match (
        exchange.mutual,
        exchange.learn,
        exchange.teach,
        answered.asked.purpose,
    ) {
        (Some(mutual), ..) => ["exchange.little", "exchange.some", "exchange.much"][level(mutual)],
        (None, _, Some(teach), Purpose::Share) => {
            ["teach.little", "teach.some", "teach.much"][level(teach)]
        }
        (None, Some(learn), ..) => ["learn.little", "learn.some", "learn.much"][level(learn)],
        (None, None, Some(teach), _) => ["teach.little", "teach.some", "teach.much"][level(teach)],
        _ => "amount.unknown.head",
    }
}

/// The strongest of what a city says it can share, or looks for.
fn offers(
    words: &Words,
    directory: &Directory,
    city: CityIx,
    of: fn(&Statement) -> &[(u8, u8)],
) -> Option<String> {
    let mut offers = of(directory.statement(city)?).to_vec();
    sort_short(&mut offers, |a, b| a.1 > b.1);
    let topics: Vec<String> = offers
        .iter()
        .take(4)
        .map(|&(topic, _)| words.lower(topic_name(words, directory, topic)))
        .collect();
    (!topics.is_empty()).then(|| words.list(&topics))
}

/// Name of a topic.
pub(crate) fn topic_name<'a>(words: &'a Words, directory: &'a Directory, topic: u8) -> &'a str {
    directory
        .vocabulary
        .topics
        .get(usize::from(topic))
        .map_or("", |term| {
            words
                .find(&["topic.", &term.code].concat())
                .unwrap_or(&term.label)
        })
}

fn practices(
    snapshot: &Snapshot,
    answered: &Answered,
    city: CityIx,
) -> Option<Vec<(usize, String, &'static str)>> {
    let practices = snapshot.practices.ready()?;
    let directory = &snapshot.loaded.directory;
    let mut own: Vec<_> = practices
        .entries
        .iter()
        .enumerate()
        .filter(|(_, e)| e.city == Some(city))
        .map(|(ix, e)| {
            let asked = answered.asked.topics.iter().any(|&topic| {
                let term = directory.vocabulary.topics.get(usize::from(topic));
                term.is_some_and(|t| e.practice.topics.contains(&t.code))
            });
            (
                !asked,
                ix,
                e.practice.title.clone(),
                evidence(e.practice.evidence),
            )
        })
        .collect();
    sort_short(&mut own, |a: &(bool, usize, String, &str), b| !a.0 && b.0);
    Some(
        own.into_iter()
            .map(|(_, ix, title, evidence)| (ix, title, evidence))
            .collect(),
    )
}

/// Key of the word for a level of evidence.
pub(crate) fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Evaluated => "evidence.evaluated",
        Evidence::Monitored => "evidence.monitored",
        Evidence::Reported => "evidence.reported",
    }
}

fn ease_words(words: &Words, directory: &Directory, partner: &Partner) -> Vec<String> {
    let ease = &partner.ease;
    let names = |list: &[u16], all: &[String]| -> Vec<String> {
        list.iter()
            .filter_map(|&ix| all.get(usize::from(ix)).cloned())
            .collect()
    };
    let mut said = Vec::new();
    if let Some(shared) = &ease.languages {
        let shared: Vec<String> = names(shared, &directory.cities.languages)
            .iter()
            .map(|code| words.language(code))
            .collect();
        said.push(if shared.is_empty() {
            words.text("ease.no-language").to_owned()
        } else {
            words.with("ease.language", &[("languages", &words.list(&shared))])
        });
    }
    if let Some(minutes) = ease.shared_minutes {
        let hours = usize::from((minutes + 30) / 60);
        said.push(words.count("ease.hours", hours, &[]));
    }
    if let Some(shared) = ease.networks.as_ref().filter(|n| !n.is_empty()) {
        let names = words.list(&names(shared, &directory.cities.networks));
        said.push(words.with("ease.networks", &[("networks", &names)]));
    }
    if ease.tie.is_some() {
        said.push(words.text("ease.tie").to_owned());
    }
    said
}

fn known(words: &Words, directory: &Directory, us: &[Cell], them: &[Cell]) -> Coverage {
    let mut ticks = vec![Vec::new(); directory.catalogue.facets.len()];
    let mut unknown = Vec::new();
    for ((indicator, a), b) in directory.catalogue.indicators.iter().zip(us).zip(them) {
        let Some((facet, _)) = indicator.context() else {
            continue;
        };
        let both = *a != Cell::Unknown && *b != Cell::Unknown;
        if !both {
            unknown.push(value::label(words, indicator).to_owned());
        }
        if let Some(row) = ticks.get_mut(facet) {
            row.push(both);
        }
    }
    let flat = || ticks.iter().flatten();
    Coverage {
        both: flat().filter(|known| **known).count(),
        all: flat().count(),
        ticks,
        unknown,
    }
}
