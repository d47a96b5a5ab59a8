//! Partner cities: the question, its answer in a sentence, one row per city, practices below.

use super::figures::{self, Strip};
use super::{Scene, map, marks, practices};
use crate::queries::partner::{self, Row, topic_name};
use crate::state::{Action, Answered, View};
use crate::words::Piece;
use city_peers_engine::CityIx;
use city_peers_engine::model::Purpose;
use city_peers_engine::suggest::PER_COUNTRY;
use yew::prelude::*;

/// The view.
pub(crate) fn partners(scene: Scene<'_>, answered: &Answered) -> Html {
    let rows: Vec<Row> = answered
        .suggestions
        .partners
        .iter()
        .map(|p| partner::row(scene.words, scene.snapshot, answered, p))
        .collect();
    let strip = Strip::fitting(rows.iter().filter_map(|r| r.likeness.as_ref()));
    let suggested: Vec<CityIx> = rows.iter().map(|r| r.city).collect();
    let me = answered.asked.city;
    let my_name = me.map_or("", |city| scene.snapshot.name(city, scene.words.lang()));
    let compared = scene.words.number(answered.suggestions.compared as f64);
    let cap = scene.words.number(PER_COUNTRY as f64);
    let given_up = scene
        .words
        .number((answered.suggestions.given_up * 100.0).round());
    html! {
        <div class="page">
            <header class="stack-s">
                { question(scene, answered) }
                { lead(scene, &rows) }
                <p class="note" role="status">{ scene.words.count("partners.note", rows.len(), &[("compared", &compared), ("cap", &cap), ("given-up", &given_up)]) }</p>
                <details class="more">
                    <summary>{ scene.t("how.title") }</summary>
                    <dl class="facts wide">
                        <dt>{ scene.t("figure.likeness") }</dt><dd>{ scene.t("how.likeness") }</dd>
                        <dt>{ scene.t("figure.exchange") }</dt><dd>{ scene.t("how.exchange") }</dd>
                        <dt>{ scene.t("figure.ease") }</dt><dd>{ scene.t("how.ease") }</dd>
                    </dl>
                </details>
            </header>
            <div class="layout">
                <div>
                    <section class="section" part="section">
                        <header><span>{ marks::near() }</span><h3>{ scene.t("partners.title") }</h3><p class="note">{ scene.t("partners.title.note") }</p></header>
                        <div class="cols" aria-hidden="true">
                            <span>{ scene.t("figure.city") }</span>
                            <div><span>{ scene.t("figure.likeness.of") }</span><span>{ scene.t("figure.exchange") }</span><span>{ scene.t("figure.ease") }</span></div>
                        </div>
                        <ol class="list">{ rows.iter().map(|row| row_html(scene, row, strip)).collect::<Html>() }</ol>
                    </section>
                    <section class="section" part="section">
                        <header><h3>{ scene.t("practices.fit") }</h3><p class="note">{ scene.words.with("practices.checked", &[("city", my_name)]) }</p></header>
                        { practices::list(scene, answered, 3) }
                        <p><button type="button" class="link" onclick={scene.on(Action::Show(View::Practices))}>{ scene.t("practices.all") }</button></p>
                    </section>
                </div>
                <aside class="rail" part="rail" aria-label={scene.t("map.title").to_owned()}>
                    <figure class="stack-s">
                        { map::map(scene, me, &suggested) }
                        { map::key(scene, my_name) }
                    </figure>
                </aside>
            </div>
        </div>
    }
}

/// The query as a sentence; each slot leads back to its choice.
pub(crate) fn question(scene: Scene<'_>, answered: &Answered) -> Html {
    let asked = &answered.asked;
    let directory = &scene.snapshot.loaded.directory;
    let topics: Vec<String> = asked
        .topics
        .iter()
        .map(|&t| scene.words.lower(topic_name(scene.words, directory, t)))
        .collect();
    let key = match (asked.purpose, topics.is_empty()) {
        (Purpose::Learn, false) => "question.learn",
        (Purpose::Learn, true) => "question.learn.any",
        (Purpose::Exchange, false) => "question.exchange",
        (Purpose::Exchange, true) => "question.exchange.any",
        (Purpose::Share, false) => "question.share",
        (Purpose::Share, true) => "question.share.any",
        (Purpose::Group, false) => "question.group",
        (Purpose::Group, true) => "question.group.any",
    };
    let slot = |text: String| {
        html! { <button type="button" class="slot" onclick={scene.on(Action::Show(View::Start))}>{ text }</button> }
    };
    let city = asked
        .city
        .map_or("", |c| scene.snapshot.name(c, scene.words.lang()));
    let pieces = scene.words.pieces(key);
    let pieces = pieces.into_iter().map(|piece| match piece {
        Piece::Text(text) => html! { { text.to_owned() } },
        Piece::Place("city") => slot(city.to_owned()),
        Piece::Place("topics") => slot(scene.words.list(&topics)),
        Piece::Place(_) => Html::default(),
    });
    html! { <h2 class="question" part="question">{ pieces.collect::<Html>() }</h2> }
}

/// The answer as a sentence.
fn lead(scene: Scene<'_>, rows: &[Row]) -> Html {
    let best = |value: fn(&Row) -> Option<f64>, at_least: f64| {
        rows.iter()
            .filter_map(|r| value(r).map(|v| (v, r)))
            .filter(|(v, _)| *v >= at_least)
            .reduce(|a, b| if b.0 > a.0 { b } else { a })
            .map(|(_, row)| row.name.clone())
    };
    let mut said = Vec::new();
    if let Some(name) = best(|r| r.likeness.as_ref().map(|l| l.value), 0.0) {
        said.push(scene.words.with("lead.alike", &[("city", &name)]));
    }
    if let Some(name) = best(|r| r.learn, 0.33) {
        said.push(scene.words.with("lead.learn", &[("city", &name)]));
    }
    if let Some(name) = best(|r| r.teach, 0.33) {
        said.push(scene.words.with("lead.teach", &[("city", &name)]));
    }
    html! { <p class="lead">{ said.join(" ") }</p> }
}

fn row_html(scene: Scene<'_>, row: &Row, strip: Strip) -> Html {
    let quiet = |key: &'static str| html! { <span class="quiet">{ scene.t(key) }</span> };
    let said = |list: &[String]| {
        if list.is_empty() {
            quiet("facts.nothing")
        } else {
            html! { { list.join("; ") } }
        }
    };
    let practice = match &row.practices {
        None => quiet("facts.loading"),
        Some(list) if list.is_empty() => quiet("facts.no-practice"),
        Some(list) => list
            .iter()
            .take(2)
            .map(|(ix, title, evidence)| {
                html! {
                    <p><button type="button" class="link" lang="en" onclick={scene.on(Action::Show(View::Practice(*ix)))}>{ title.clone() }</button>
                        { ", " }<span class="quiet">{ scene.t(evidence) }</span></p>
                }
            })
            .collect(),
    };
    let likeness = match &row.likeness {
        Some(likeness) => html! {
            <><p class="says"><b>{ scene.t(likeness.word) }</b>{ " " }<span><bdi>{ points(scene, likeness.value) }</bdi></span></p>
            { strip.draw(likeness) }</>
        },
        None => html! { <p class="says"><b>{ scene.t("amount.unknown.head") }</b></p> },
    };
    html! {
        <li class="partner" part="partner" key={row.city.0}>
            <div class="stack-s">
                <div class="head"><h4>{ row.name.clone() }</h4></div>
                <p class="note">{ row.about.clone() }</p>
                <dl class="facts">
                    <dt>{ marks::alike() }{ " " }{ scene.t("facts.alike") }</dt><dd>{ said(&row.alike) }</dd>
                    <dt>{ marks::different() }{ " " }{ scene.t("facts.different") }</dt><dd>{ said(&row.different) }</dd>
                    <dt>{ scene.t("facts.offers") }</dt><dd>{ row.offers.clone().map_or_else(|| quiet("facts.not-stated"), |o| html! { { o } }) }</dd>
                    <dt>{ scene.t("facts.practice") }</dt><dd>{ practice }</dd>
                </dl>
            </div>
            <div class="figures">
                <div><p class="label">{ scene.t("figure.likeness") }</p>{ likeness }</div>
                <div><p class="label">{ scene.t("figure.exchange") }</p>
                    <p class="says"><b>{ scene.t(row.exchange) }</b></p>
                    <div class="bars">
                        <span>{ scene.t("figure.learn") }</span>{ figures::bar(row.learn) }<span class="quiet">{ scene.words.amount(row.learn).to_owned() }</span>
                        <span>{ scene.t("figure.teach") }</span>{ figures::bar(row.teach) }<span class="quiet">{ scene.words.amount(row.teach).to_owned() }</span>
                    </div>
                </div>
                <div><p class="label">{ scene.t("figure.ease") }</p>
                    <p class="says"><b>{ scene.t(ease_key(row.ease)) }</b></p>
                    { row.ease_words.iter().map(|text| html! { <p>{ text.clone() }</p> }).collect::<Html>() }
                </div>
            </div>
            <div class="more">
                <details>
                    <summary>{ scene.words.with("why.title", &[("city", &row.name)]) }</summary>
                    { why(scene, row) }
                </details>
            </div>
        </li>
    }
}

fn ease_key(ease: Option<f64>) -> &'static str {
    match ease {
        None => "amount.unknown.head",
        Some(x) if x >= 0.8 => "ease.high",
        Some(x) if x >= 0.4 => "ease.middle",
        Some(_) => "ease.low",
    }
}

fn points(scene: Scene<'_>, value: f64) -> String {
    scene.words.number(value.round())
}

fn why(scene: Scene<'_>, row: &Row) -> Html {
    let Some(likeness) = &row.likeness else {
        return Html::default();
    };
    let scale = figures::reason_scale(&row.reasons);
    let lines = row.reasons.iter().map(|line| {
        let size = scene.words.number(line.amount.abs().round());
        let signed = if line.amount < 0.0 { format!("−{size}") } else { format!("+{size}") };
        html! {
            <tr><th scope="row">{ line.text.clone() }</th><td>{ figures::reason(line.amount, scale) }</td><td class="num"><bdi>{ signed }</bdi></td></tr>
        }
    });
    // The sentence adds up as it is read: the difference is what rounding leaves to it.
    let (average, value, plus) = (
        likeness.average.round(),
        likeness.value.round(),
        likeness.plus.iter().sum::<f64>().round(),
    );
    let number = |x: f64| scene.words.number(x);
    let sum = scene.words.with(
        "why.sum",
        &[
            ("average", &number(average)),
            ("plus", &number(plus)),
            ("minus", &number(average + plus - value)),
            ("value", &number(value)),
            ("city", &row.name),
        ],
    );
    let known = &row.known;
    let both = number(known.both as f64);
    let all = number(known.all as f64);
    let shown = known.unknown.len().min(6);
    let unknown = scene
        .words
        .list(known.unknown.get(..shown).unwrap_or_default());
    html! {
        <div class="split">
            <div class="stack-s">
                <table class="why" part="why"><caption class="hide">{ scene.t("why.caption") }</caption><tbody>{ lines.collect::<Html>() }</tbody></table>
                <p class="note">{ sum }</p>
            </div>
            <dl class="facts">
                <dt>{ scene.t("facts.known") }</dt>
                <dd>{ scene.words.with("facts.known.of", &[("both", &both), ("all", &all)]) }{ " " }{ figures::ticks(known) }</dd>
                if shown > 0 {
                    <dt>{ scene.t("facts.unknown") }</dt>
                    <dd>{ if known.unknown.len() > shown {
                        scene.words.count("facts.unknown.more", known.unknown.len() - shown, &[("list", &unknown)])
                    } else {
                        unknown
                    } }</dd>
                }
            </dl>
        </div>
    }
}
