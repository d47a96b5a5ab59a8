//! A city beside another in words: likeness, exchange, ease, certainty, what both state. The widget's words. Pure.

use super::value::{self, Known};
use super::{Scene, Texts, reason};
use city_peers_engine::ease::Ease;
use city_peers_engine::model::{Evidence, Purpose};
use city_peers_engine::quantise::Cell;
use city_peers_engine::suggest::{Partner, Subject};
use city_peers_engine::{CityIx, Directory};

/// Offers named in a row.
const OFFERS: usize = 4;
/// Unknown facts named in a row.
const UNKNOWN: usize = 6;

/// "Ecuador · about 2,720,000 people · open data only".
pub fn about(scene: &Scene, city: CityIx) -> String {
    let (texts, directory) = (scene.texts, scene.directory());
    let mut parts = Vec::new();
    let country = directory.country(city);
    if !country.is_empty() {
        parts.push(texts.country(country));
    }
    parts.extend(main(texts, directory, city));
    parts.push(origin(texts, directory.submitted(city)).to_owned());
    parts.join(" · ")
}

/// The same of who asks, as they say it themselves: a profile may say otherwise than the directory does of its city.
pub fn about_us(scene: &Scene, country: &str, subject: &Subject, submitted: bool) -> String {
    let (texts, directory) = (scene.texts, scene.directory());
    let main = || {
        let ix = usize::from(directory.catalogue.main?);
        let known = Known {
            cell: *subject.cells.get(ix)?,
            figure: subject.main,
        };
        value::say(texts, directory.catalogue.indicators.get(ix)?, known)
    };
    let mut parts: Vec<String> = main().into_iter().collect();
    if !country.is_empty() {
        parts.insert(0, texts.country(country));
    }
    if subject.city.is_some() {
        parts.push(origin(texts, submitted).to_owned());
    }
    parts.join(" · ")
}

/// The main figure of a city, such as its people.
pub fn main(texts: &Texts, directory: &Directory, city: CityIx) -> Option<String> {
    let ix = usize::from(directory.catalogue.main?);
    let indicator = directory.catalogue.indicators.get(ix)?;
    let known = Known {
        cell: directory.cell(ix, city),
        figure: directory.main(city),
    };
    value::say(texts, indicator, known)
}

/// Who stated a profile.
pub fn origin(texts: &Texts, submitted: bool) -> &str {
    texts.text(if submitted {
        "origin.submitted"
    } else {
        "origin.open-data"
    })
}

/// Key of the word for a likeness.
pub fn likeness(directory: &Directory, value: f64) -> &'static str {
    [
        "likeness.not-very",
        "likeness.somewhat",
        "likeness.alike",
        "likeness.very",
    ]
    .get(directory.reference.likeness_word(value))
    .unwrap_or(&"likeness.very")
}

/// Key of the head of the exchange: what stands out for this purpose.
pub fn exchange(partner: &Partner, purpose: Purpose) -> &'static str {
    let level = |x: f64| match x {
        x if x >= 0.66 => 2,
        x if x >= 0.33 => 1,
        _ => 0,
    };
    let word = |of: [&'static str; 3], x: f64| of.get(level(x)).copied().unwrap_or_default();
    let teach = ["teach.little", "teach.some", "teach.much"];
    let exchange = partner.exchange;
    match (exchange.mutual, exchange.learn, exchange.teach, purpose) {
        (Some(mutual), ..) => word(
            ["exchange.little", "exchange.some", "exchange.much"],
            mutual,
        ),
        (None, _, Some(x), Purpose::Share) => word(teach, x),
        (None, Some(learn), ..) => word(["learn.little", "learn.some", "learn.much"], learn),
        (None, None, Some(x), _) => word(teach, x),
        _ => "amount.unknown.head",
    }
}

/// What a city offers, strongest first; `None` where it states nothing.
pub fn offers(scene: &Scene, city: CityIx) -> Option<String> {
    let (texts, directory) = (scene.texts, scene.directory());
    let mut offers = directory.statement(city)?.offers.clone();
    offers.sort_by_key(|offer| std::cmp::Reverse(offer.1));
    let topics: Vec<String> = offers
        .iter()
        .take(OFFERS)
        .map(|&(topic, _)| texts.lower(topic_name(texts, directory, topic)))
        .collect();
    (!topics.is_empty()).then(|| texts.list(&topics))
}

/// Name of a topic.
pub fn topic_name<'a>(texts: &'a Texts, directory: &'a Directory, topic: u8) -> &'a str {
    directory
        .vocabulary
        .topics
        .get(usize::from(topic))
        .map_or("", |term| {
            texts
                .find(&format!("topic.{}", term.code))
                .unwrap_or(&term.label)
        })
}

/// Title and evidence of a city's own practices; those on the chosen topics first.
pub fn practices<'a>(
    scene: &Scene<'a>,
    city: CityIx,
    topics: &[u8],
) -> Vec<(&'a str, &'static str)> {
    let directory = scene.directory();
    let entries = scene.opened.practices.entries.iter();
    let mut own: Vec<(bool, &str, &'static str)> = entries
        .filter(|entry| entry.city == Some(city))
        .map(|entry| {
            let asked = topics.iter().any(|&topic| {
                let term = directory.vocabulary.topics.get(usize::from(topic));
                term.is_some_and(|t| entry.practice.topics.contains(&t.code))
            });
            let practice = &entry.practice;
            (!asked, practice.title.as_str(), evidence(practice.evidence))
        })
        .collect();
    own.sort_by_key(|practice| practice.0);
    own.into_iter()
        .map(|(_, title, word)| (title, word))
        .collect()
}

/// Key of the word for a level of evidence.
pub fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Evaluated => "evidence.evaluated",
        Evidence::Monitored => "evidence.monitored",
        Evidence::Reported => "evidence.reported",
    }
}

/// Key of the word for an ease.
pub fn ease(score: Option<f64>) -> &'static str {
    match score {
        None => "amount.unknown.head",
        Some(x) if x >= 0.8 => "ease.high",
        Some(x) if x >= 0.4 => "ease.middle",
        Some(_) => "ease.low",
    }
}

/// Shared language, hours, networks, tie, each in words; what is unknown is left out.
pub fn ease_words(texts: &Texts, directory: &Directory, ease: &Ease) -> Vec<String> {
    let names = |list: &[u16], all: &[String]| -> Vec<String> {
        list.iter()
            .filter_map(|&ix| all.get(usize::from(ix)).cloned())
            .collect()
    };
    let mut said = Vec::new();
    if let Some(shared) = &ease.languages {
        let shared: Vec<String> = names(shared, &directory.cities.languages)
            .iter()
            .map(|code| texts.language(code))
            .collect();
        said.push(if shared.is_empty() {
            texts.text("ease.no-language").to_owned()
        } else {
            texts.with("ease.language", &[("languages", &texts.list(&shared))])
        });
    }
    if let Some(minutes) = ease.shared_minutes {
        let hours = usize::from((minutes + 30) / 60);
        said.push(texts.count("ease.hours", hours, &[]));
    }
    if let Some(shared) = ease.networks.as_ref().filter(|n| !n.is_empty()) {
        let names = texts.list(&names(shared, &directory.cities.networks));
        said.push(texts.with("ease.networks", &[("networks", &names)]));
    }
    if ease.tie.is_some() {
        said.push(texts.text("ease.tie").to_owned());
    }
    said
}

/// "12 of 32 facts of both cities", and which are unknown.
pub fn known(
    texts: &Texts,
    directory: &Directory,
    us: &Subject,
    them: &Subject,
) -> (String, Option<String>) {
    let (mut both, mut all, mut unknown) = (0usize, 0usize, Vec::new());
    let cells = us.cells.iter().zip(&them.cells);
    for (indicator, (a, b)) in directory.catalogue.indicators.iter().zip(cells) {
        if indicator.context().is_none() {
            continue;
        }
        all += 1;
        if *a != Cell::Unknown && *b != Cell::Unknown {
            both += 1;
        } else {
            unknown.push(value::label(texts, indicator).to_owned());
        }
    }
    let (both, all) = (texts.number(both as f64), texts.number(all as f64));
    let said = texts.with("facts.known.of", &[("both", &both), ("all", &all)]);
    let shown = unknown.len().min(UNKNOWN);
    if shown == 0 {
        return (said, None);
    }
    let mut list = texts.list(unknown.get(..shown).unwrap_or_default());
    let more = unknown.len() - shown;
    if more > 0 {
        list = texts.count("facts.unknown.more", more, &[("list", &list)]);
    }
    (said, Some(list))
}

/// Key of the word for a chance (words of the IPCC).
pub fn chance(first: f64) -> &'static str {
    match first {
        x if x >= 0.99 => "chance.virtually-certain",
        x if x >= 0.90 => "chance.very-likely",
        x if x >= 0.66 => "chance.likely",
        x if x >= 0.34 => "chance.even",
        _ => "chance.unlikely",
    }
}

/// The question as a sentence.
pub fn question(scene: &Scene, purpose: Purpose, city: &str, topics: &[u8]) -> String {
    let any = topics.is_empty();
    let code = purpose.code();
    let key = ["question.", code, if any { ".any" } else { "" }].concat();
    let slot = ["slot.", code].concat();
    let (texts, directory) = (scene.texts, scene.directory());
    let names: Vec<String> = topics
        .iter()
        .map(|&topic| texts.lower(topic_name(texts, directory, topic)))
        .collect();
    let topics = if any {
        texts.text("slot.any").to_owned()
    } else {
        texts.list(&names)
    };
    let values = [
        ("city", city),
        ("purpose", texts.text(&slot)),
        ("topics", &topics),
    ];
    texts.with(&key, &values)
}

/// One figure of a partner.
type Part = fn(&Partner) -> Option<f64>;

/// The answer as a sentence: who is most alike, who has most to teach, who most to learn.
pub fn lead(scene: &Scene, partners: &[Partner]) -> String {
    let mut said = Vec::new();
    let parts: [(&str, f64, Part); 3] = [
        ("lead.alike", 0.0, |p| p.likeness),
        ("lead.learn", 0.33, |p| p.exchange.learn),
        ("lead.teach", 0.33, |p| p.exchange.teach),
    ];
    for (key, at_least, value) in parts {
        let mut best: Option<(f64, &Partner)> = None;
        for partner in partners {
            if let Some(found) = value(partner)
                && found >= best.map_or(at_least, |b| b.0)
                && best.is_none_or(|b| found > b.0)
            {
                best = Some((found, partner));
            }
        }
        if let Some((_, partner)) = best {
            let city = scene.name(partner.city);
            said.push(scene.texts.with(key, &[("city", city)]));
        }
    }
    said.join(" ")
}

/// Reasons of a partner in a few words each: likenesses, then differences.
pub fn reasons(scene: &Scene, us: &Subject, partner: &Partner) -> [Vec<String>; 2] {
    let them = Subject::of_city(scene.directory(), partner.city);
    let pair = reason::Pair::new(scene, us, &them);
    [true, false].map(|alike| pair.strongest(partner, alike, |pair, r| pair.short(r)))
}
