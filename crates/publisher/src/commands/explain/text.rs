//! Why, or why not, for reading. Pure.

use super::{Explained, topics};
use crate::commands::asked::Read;
use crate::commands::suggest::say;
use crate::texts::layout::{hang, heading, labelled, table};
use crate::texts::{partner, reason};
use city_peers_engine::exchange::Statement;
use city_peers_engine::standing::{Cause, ScorePart, Standing};
use city_peers_engine::suggest::asking;

/// The whole explanation.
pub(super) fn text(read: &Read, explained: &Explained) -> String {
    let scene = read.scene();
    let (texts, columns) = (scene.texts, read.columns);
    let us = scene.placed(&explained.us.name, &explained.us.country);
    let them = scene.placed(&explained.them.name, &explained.them.country);
    let names = [("us", us.as_str()), ("them", &them)];
    let mut out = hang("", &texts.with("explain.question", &names), columns);
    let standing = &explained.standing;
    out.push_str(&hang(
        "",
        &verdict(read, explained, standing, &them),
        columns,
    ));
    if standing.cause == Cause::Itself {
        return out;
    }
    out.push_str(&why(read, explained));
    out.push_str(&exchange(read, explained));
    out.push_str(&heading(texts.text("figure.ease")));
    out.push_str(&hang("", &say::ease(&scene, &standing.partner), columns));
    out.push_str(&parts(read, explained));
    out.push_str(&takes(read, explained));
    if let Some(back) = explained
        .back
        .as_ref()
        .filter(|_| explained.us.subject.city.is_some())
    {
        let key = if back.cause == Cause::Listed {
            "explain.back.listed"
        } else {
            "explain.back.not"
        };
        let ranks = [texts.number(back.rank as f64), texts.number(back.of as f64)];
        let values = [
            ("us", us.as_str()),
            ("them", &them),
            ("rank", &ranks[0]),
            ("of", &ranks[1]),
        ];
        out.push_str(&heading(texts.text("explain.back")));
        out.push_str(&hang("", &texts.with(key, &values), columns));
    }
    out
}

/// The answer in a sentence.
fn verdict(read: &Read, explained: &Explained, standing: &Standing, them: &str) -> String {
    let scene = read.scene();
    let texts = scene.texts;
    let ranks = [
        texts.number(standing.rank as f64),
        texts.number(standing.of as f64),
    ];
    let last = standing.last.map_or("", |city| scene.name(city));
    let instead: Vec<String> = match &standing.cause {
        Cause::Country(cities) => cities
            .iter()
            .map(|&city| scene.name(city).to_owned())
            .collect(),
        _ => Vec::new(),
    };
    let key = match &standing.cause {
        Cause::Listed => "explain.listed",
        Cause::Itself => "explain.itself",
        Cause::NothingKnown => "explain.nothing-known",
        Cause::Country(_) => "explain.country",
        Cause::Behind if standing.last.is_none() => "explain.behind.empty",
        // The command has no filters.
        Cause::Filtered | Cause::Behind => "explain.behind",
    };
    let values = [
        ("them", them),
        ("rank", &ranks[0]),
        ("of", &ranks[1]),
        ("last", last),
        ("cap", &texts.number(explained.query.per_country as f64)),
        ("instead", &texts.list(&instead)),
    ];
    texts.with(key, &values)
}

/// What makes the likeness, with the sum.
fn why(read: &Read, explained: &Explained) -> String {
    let scene = read.scene();
    let (texts, columns) = (scene.texts, read.columns);
    let (us, them) = (&explained.us.subject, &explained.them.subject);
    let found = &explained.standing.partner;
    let mut out = heading(texts.text("why.caption"));
    out.push_str(&hang("", &say::likeness(&scene, found), columns));
    let lines = reason::Pair::new(&scene, us, them).lines(&found.reasons);
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| vec![reason::signed(texts, line.amount), line.text.clone()])
        .collect();
    out.push_str(&table(&rows, columns));
    if let Some(likeness) = found.likeness {
        let sum = reason::sum(texts, found, likeness, &explained.them.name);
        out.push_str(&hang("", &sum, columns));
    }
    let (known, unknown) = partner::known(texts, scene.directory(), us, them);
    let rows = [
        (texts.text("facts.known"), known),
        (texts.text("facts.unknown"), unknown.unwrap_or_default()),
    ];
    out.push_str(&labelled(0, &rows, columns));
    out
}

/// Needs and offers in both directions.
fn exchange(read: &Read, explained: &Explained) -> String {
    let texts = &read.texts;
    let (us, them) = (explained.us, explained.them);
    let ours = asking(&us.subject, explained.query);
    let theirs = them.subject.statement.as_ref();
    let exchange = explained.standing.partner.exchange;
    let here = direction(
        read,
        ours.as_ref(),
        theirs,
        [&us.name, &them.name],
        exchange.learn,
    );
    let there = direction(
        read,
        theirs,
        ours.as_ref(),
        [&them.name, &us.name],
        exchange.teach,
    );
    let labels = [
        texts.with("explain.here", &[("us", &us.name)]),
        texts.with("explain.there", &[("them", &them.name)]),
    ];
    let rows = [(labels[0].as_str(), here), (labels[1].as_str(), there)];
    heading(texts.text("explain.learn.title")) + &labelled(0, &rows, read.columns)
}

/// What the first can learn from the second, with the topics.
fn direction(
    read: &Read,
    needy: Option<&Statement>,
    offering: Option<&Statement>,
    names: [&str; 2],
    met: Option<f64>,
) -> String {
    let scene = read.scene();
    let texts = scene.texts;
    let needs = needy.map_or(&[][..], |statement| &statement.needs);
    let offers = offering.map_or(&[][..], |statement| &statement.offers);
    if met.is_none() {
        let (key, city) = if needs.is_empty() {
            ("explain.no-needs", names[0])
        } else {
            ("explain.no-offers", names[1])
        };
        return texts.with(key, &[("city", city)]);
    }
    let both: Vec<u8> = needs
        .iter()
        .filter(|need| offers.iter().any(|offer| offer.0 == need.0))
        .map(|need| need.0)
        .collect();
    let amount = say::amount(&scene, met);
    if both.is_empty() {
        return texts.with("explain.none-met", &[("amount", &amount)]);
    }
    let topics = topics(read, &both);
    texts.with(
        "explain.topics",
        &[("amount", &amount), ("topics", &topics)],
    )
}

/// What each part adds to the score, beside the last of the list.
fn parts(read: &Read, explained: &Explained) -> String {
    let scene = read.scene();
    let (texts, columns) = (scene.texts, read.columns);
    let standing = &explained.standing;
    let Some(last) = standing.last.filter(|_| !standing.gaps.is_empty()) else {
        return String::new();
    };
    // The last of the list beside itself says nothing more.
    let own = explained.them.subject.city == Some(last);
    let (them, last) = (explained.them.name.as_str(), scene.name(last));
    let mut out = heading(texts.text("explain.parts"));
    let key = if own {
        "explain.parts.own"
    } else {
        "explain.parts.note"
    };
    let note = texts.with(key, &[("them", them), ("last", last)]);
    out.push_str(&hang("", &note, columns));
    let tenth = |x: f64| texts.tenths(x * 100.0);
    let signed = |x: f64| {
        let sign = if x < -0.0005 { "−" } else { "+" };
        format!("{sign}{}", tenth(x.abs()))
    };
    let (name, difference) = ("explain.part", "explain.difference");
    let mut rows = vec![vec![
        texts.text(name).to_owned(),
        them.to_owned(),
        last.to_owned(),
        texts.text(difference).to_owned(),
    ]];
    let (mut here, mut there) = (0.0, 0.0);
    for gap in &standing.gaps {
        here += gap.theirs;
        there += gap.last;
        rows.push(vec![
            texts.text(part(gap.part)).to_owned(),
            tenth(gap.theirs),
            tenth(gap.last),
            signed(gap.amount()),
        ]);
    }
    let score = texts.text("explain.score").to_owned();
    rows.push(vec![score, tenth(here), tenth(there), signed(here - there)]);
    if own {
        for row in &mut rows {
            row.truncate(2);
        }
    }
    out.push_str(&table(&rows, columns));
    out
}

fn part(part: ScorePart) -> &'static str {
    match part {
        ScorePart::Likeness => "part.likeness",
        ScorePart::Learn => "part.learn",
        ScorePart::Teach => "part.teach",
        ScorePart::Ease => "part.ease",
        ScorePart::Exposure => "part.exposure",
    }
}

/// What would bring it into the list.
fn takes(read: &Read, explained: &Explained) -> String {
    let texts = &read.texts;
    let standing = &explained.standing;
    let nobody = explained.suggestions.partners.is_empty();
    if nobody || !matches!(standing.cause, Cause::Behind | Cause::Country(_)) {
        return String::new();
    }
    let takes = &explained.takes;
    let mut said = Vec::new();
    for (key, least) in [
        ("explain.takes.learn", takes.learn),
        ("explain.takes.teach", takes.teach),
    ] {
        if let Some(least) = least {
            let values = [
                ("them", explained.them.name.as_str()),
                ("n", &texts.points(least)),
            ];
            said.push(texts.with(key, &values));
        }
    }
    if takes.any_country {
        said.push(texts.text("explain.takes.any-country").to_owned());
    }
    if let Some(top) = takes.top {
        said.push(texts.with("explain.takes.top", &[("n", &texts.number(top as f64))]));
    }
    if said.is_empty() {
        said.push(texts.text("explain.takes.nothing").to_owned());
    }
    let lines: String = said
        .iter()
        .map(|line| hang("– ", line, read.columns))
        .collect();
    heading(texts.text("explain.takes")) + &lines
}
