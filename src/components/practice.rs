//! One practice: can it work here, what to check, what came of it, what it took, sources.

use super::{Scene, figures, marks, practices};
use crate::queries::practice::{self, terms};
use crate::state::{Action, Answered, View};
use city_peers_engine::model::{Outcome, Practice};
use city_peers_engine::practices::{self as engine, Entry, Verdict};
use yew::prelude::*;

/// The view.
pub(crate) fn practice(scene: Scene<'_>, answered: &Answered, entry: &Entry) -> Html {
    let words = scene.words;
    let practice = &entry.practice;
    let fit = engine::fit(
        &scene.snapshot.loaded.directory,
        &answered.subject,
        practice,
    );
    let my_name = answered
        .asked
        .city
        .map_or("", |city| scene.snapshot.name(city, words.lang()));
    let there = practice::city_name(words, scene.snapshot, entry).to_owned();
    let topics = terms(words, scene.snapshot, "topics", &practice.topics);
    let own = entry.city.is_some() && entry.city == answered.asked.city;
    html! {
        <article class="page">
            <header class="stack-s">
                <p class="note"><button type="button" class="link" onclick={scene.on(Action::Show(View::Practices))}>{ words.with("practice.back", &[("city", my_name)]) }</button></p>
                <h2 lang="en">{ practice.title.clone() }</h2>
                <p class="note">{ practice::about(words, scene.snapshot, entry) }{ " · " }{ topics }</p>
                <p class="lead" lang="en">{ practice.summary.clone() }</p>
                <p class="text"><span>{ scene.t("practice.why") }</span>{ " " }<span lang="en">{ practice.problem.clone() }</span></p>
            </header>
            if !own { { fits(scene, answered, practice, &fit, my_name, &there) } }
            { list_section(scene, "practice.check", Some("practice.check.note"), &practice.adaptation, true) }
            { results(scene, practice) }
            { took(scene, entry) }
            { sources(scene, practice) }
        </article>
    }
}

fn fits(
    scene: Scene<'_>,
    answered: &Answered,
    practice: &Practice,
    fit: &engine::Fit,
    here: &str,
    there: &str,
) -> Html {
    let words = scene.words;
    let points = |share: f64| words.number((share * 100.0).round());
    let headline = practice::headline(fit);
    let rows = practice::criteria(words, scene.snapshot, answered, practice, fit);
    let rows = rows.iter().map(|row| {
        let class = classes!("verdict", (row.verdict == Verdict::Blocked).then_some("blocked"));
        html! {
            <tr>
                <th scope="row">{ row.name.clone() } if row.critical { { " " }<span class="crit">{ scene.t("criterion.critical") }</span> }</th>
                <td><span {class}>{ marks::verdict(row.verdict) }{ scene.t(marks::verdict_key(row.verdict)) }</span></td>
                <td><span class="there">{ words.with("criteria.prefix", &[("city", there)]) }{ " " }</span><span>{ row.there.clone() }</span></td>
                <td><span class="there">{ words.with("criteria.prefix", &[("city", here)]) }{ " " }</span>
                    { row.here.clone().map_or_else(|| html! { <span class="quiet">{ scene.t("facts.not-stated") }</span> }, |h| html! { { h } }) }</td>
            </tr>
        }
    });
    let range = words.with(
        "fit.range",
        &[("low", &points(fit.low)), ("high", &points(fit.high))],
    );
    let class = (headline == "fit.blocked").then_some("blocked");
    html! {
        <section class="section">
            <header><h3>{ words.with("fit.title", &[("city", here)]) }</h3></header>
            <div class="stack-s">
                <p class="lead"><b {class}>{ scene.t(headline) }</b></p>
                { practices::tally(scene, &practice::tally(fit)) }
                <figure>
                    <div class="bars"><span>{ scene.t("fit.label") }</span>{ figures::range(fit.low, fit.high) }<span><bdi>{ range }</bdi></span></div>
                    <figcaption>{ scene.t("fit.caption") }</figcaption>
                </figure>
            </div>
            <table class="criteria" part="criteria">
                <thead><tr>
                    <th scope="col">{ scene.t("criteria.criterion") }</th><th scope="col">{ scene.t("criteria.result") }</th>
                    <th scope="col">{ words.with("criteria.there", &[("city", there)]) }</th><th scope="col">{ here.to_owned() }</th>
                </tr></thead>
                <tbody>{ rows.collect::<Html>() }</tbody>
            </table>
            <p class="note">{ scene.t("criteria.judgement") }</p>
        </section>
    }
}

fn list_section(
    scene: Scene<'_>,
    title: &'static str,
    note: Option<&'static str>,
    texts: &[String],
    numbered: bool,
) -> Html {
    if texts.is_empty() {
        return Html::default();
    }
    let items: Html = texts
        .iter()
        .map(|t| html! { <li>{ t.clone() }</li> })
        .collect();
    html! {
        <section class="section">
            <header><h3>{ scene.t(title) }</h3>{ note.map(|n| html! { <p class="note">{ scene.t(n) }</p> }).unwrap_or_default() }</header>
            if numbered { <ol class="numbered text" lang="en">{ items }</ol> } else { <ul class="plain" lang="en">{ items }</ul> }
        </section>
    }
}

fn source_mark(scene: Scene<'_>, source: u16) -> Html {
    let n = scene.words.number(f64::from(source) + 1.0);
    let label = scene.words.with("source.label", &[("n", &n)]);
    html! { <span class="note" aria-label={label} role="img">{ format!("[{n}]") }</span> }
}

fn results(scene: Scene<'_>, practice: &Practice) -> Html {
    if practice.results.is_empty() {
        return Html::default();
    }
    let evidence = scene.t(crate::queries::partner::evidence(practice.evidence));
    let value = |x: Option<f64>| match x {
        Some(x) => html! { { scene.words.number(x) } },
        None => html! { <span class="quiet">{ scene.t("amount.unknown") }</span> },
    };
    let row = |result: &Outcome| {
        html! {
            <tr>
                <th scope="row" lang="en">{ result.indicator.clone() }{ " " }{ source_mark(scene, result.source) }
                    if let Some(note) = &result.note { <span class="note">{ " " }{ note.clone() }</span> }</th>
                <td class="num">{ value(result.before) }</td>
                <td class="num">{ value(result.after) }</td>
                <td lang="en">{ result.unit.clone() }</td>
                <td>{ result.year.map(|y| y.to_string()).unwrap_or_default() }</td>
            </tr>
        }
    };
    html! {
        <section class="section">
            <header><h3>{ scene.t("results.title") }</h3><p class="note">{ scene.words.with("results.evidence", &[("evidence", evidence)]) }</p></header>
            <div class="scroll" tabindex="0" role="group" aria-label={scene.t("results.title").to_owned()}><table class="grid">
                <thead><tr><th scope="col">{ scene.t("results.what") }</th><th scope="col" class="num">{ scene.t("results.before") }</th>
                    <th scope="col" class="num">{ scene.t("results.after") }</th><th scope="col">{ scene.t("results.unit") }</th><th scope="col">{ scene.t("results.year") }</th></tr></thead>
                <tbody>{ practice.results.iter().map(row).collect::<Html>() }</tbody>
            </table></div>
        </section>
    }
}

fn took(scene: Scene<'_>, entry: &Entry) -> Html {
    let words = scene.words;
    let practice = &entry.practice;
    let unknown = || html! { <span class="quiet">{ scene.t("facts.not-stated") }</span> };
    let or_unknown = |text: Option<String>| text.map_or_else(unknown, |t| html! { { t } });
    let budget = practice.budget.as_ref();
    let cost = match practice::cost(words, practice) {
        Some(cost) => html! {
            <>{ cost }{ " " }{ budget.map(|b| source_mark(scene, b.source)).unwrap_or_default() }
            if let Some(note) = budget.and_then(|b| b.note.clone()) { <p class="note" lang="en">{ note }</p> }
            if budget.is_some_and(|b| !b.comparable) { <p class="note">{ scene.t("cost.not-comparable") }</p> }</>
        },
        None => unknown(),
    };
    let staff = match &practice.staff {
        Some(staff) => html! {
            <>if let Some(fte) = staff.fte { { words.number(fte) }{ " " } }<span lang="en">{ staff.note.clone() }</span>{ " " }{ source_mark(scene, staff.source) }</>
        },
        None => unknown(),
    };
    let duration = practice
        .duration_months
        .map(|m| words.count("duration.months", usize::from(m), &[]));
    let finance = (!practice.finance_sources.is_empty()).then(|| {
        terms(
            words,
            scene.snapshot,
            "finance_sources",
            &practice.finance_sources,
        )
    });
    let list = |title: &'static str, texts: &[String]| {
        if texts.is_empty() {
            return Html::default();
        }
        html! { <div><h4 class="label">{ scene.t(title) }</h4><ul class="plain" lang="en">{ texts.iter().map(|t| html! { <li>{ t.clone() }</li> }).collect::<Html>() }</ul></div> }
    };
    let replicated: Vec<String> = practice
        .replicated_in
        .iter()
        .map(|r| format!("{}, {}", r.city, words.country(&r.country)))
        .collect();
    html! {
        <section class="section">
            <header><h3>{ scene.t("took.title") }</h3></header>
            <div class="split">
                <dl class="facts wide">
                    <dt>{ scene.t("took.cost") }</dt><dd>{ cost }</dd>
                    if let Some(per) = practice::cost_per_resident(words, scene.snapshot, entry) {
                        <dt>{ scene.t("took.per-resident") }</dt><dd>{ per }</dd>
                    }
                    <dt>{ scene.t("took.paid-by") }</dt><dd>{ or_unknown(finance) }</dd>
                    <dt>{ scene.t("took.staff") }</dt><dd>{ staff }</dd>
                    <dt>{ scene.t("took.time") }</dt><dd>{ or_unknown(duration) }</dd>
                    <dt>{ scene.t("took.who") }</dt><dd lang="en">{ practice.stakeholders.join("; ") }</dd>
                    if !replicated.is_empty() { <dt>{ scene.t("took.replicated") }</dt><dd>{ replicated.join("; ") }</dd> }
                </dl>
                <div class="stack">
                    { list("took.obstacles", &practice.obstacles) }
                    { list("took.enablers", &practice.enablers) }
                </div>
            </div>
        </section>
    }
}

fn sources(scene: Scene<'_>, practice: &Practice) -> Html {
    let items = practice.sources.iter().map(|source| {
        // Data may be anybody's: only web links become links.
        let is_web = source.url.starts_with("https://") || source.url.starts_with("http://");
        html! {
            <li lang="en">
                if is_web { <a href={source.url.clone()} rel="noopener noreferrer" target="_blank">{ source.title.clone() }</a> } else { { source.title.clone() } }
                { ", " }{ source.publisher.clone() }
            </li>
        }
    });
    html! {
        <section class="section">
            <header><h3>{ scene.t("sources.title") }</h3><p class="note">{ scene.t("sources.note") }</p></header>
            <ol class="numbered text">{ items.collect::<Html>() }</ol>
        </section>
    }
}
