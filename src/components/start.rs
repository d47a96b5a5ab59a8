//! The question: your city, what for, about which topics.

use super::city_search::CitySearch;
use super::{Scene, map};
use crate::queries::partner::topic_name;
use crate::state::{Action, MAX_TOPICS, Shared, View};
use crate::words::Words;
use city_peers_engine::model::Purpose;
use city_peers_engine::order::sort_short;
use yew::prelude::*;

/// Topics shown at once; the others wait behind a disclosure.
const FIRST: usize = 12;

/// The view.
pub(crate) fn start(scene: Scene<'_>, words: &Shared<Words>, missing: bool) -> Html {
    let snapshot = scene.snapshot;
    let directory = &snapshot.loaded.directory;
    let counts = directory.counts;
    let number = |n: u32| scene.words.number(f64::from(n));
    let caption = scene.words.with(
        "start.caption",
        &[
            ("cities", &number(counts.cities)),
            ("countries", &number(counts.countries)),
            ("practices", &number(counts.practices)),
            ("practice-cities", &number(counts.practice_cities)),
        ],
    );
    let chosen = snapshot.asked.city.map(|city| {
        (
            city,
            AttrValue::from(snapshot.name(city, scene.words.lang()).to_owned()),
        )
    });
    let purposes = Purpose::ALL.into_iter().map(|purpose| {
        let (title, note) = match purpose {
            Purpose::Learn => ("purpose.learn", "purpose.learn.note"),
            Purpose::Exchange => ("purpose.exchange", "purpose.exchange.note"),
            Purpose::Share => ("purpose.share", "purpose.share.note"),
            Purpose::Group => ("purpose.group", "purpose.group.note"),
        };
        html! {
            <label class="check">
                <input type="radio" name="purpose" value={purpose.code()} checked={snapshot.asked.purpose == purpose}
                    onchange={scene.on(Action::Purpose(purpose))}/>
                <span><b>{ scene.t(title) }</b>{ " " }<span class="note">{ scene.t(note) }</span></span>
            </label>
        }
    });
    html! {
        <div class="page">
            <div class="hero">
                <div class="stack">
                    <h2>{ scene.t("start.title") }</h2>
                    <p class="lead">{ scene.t("start.lead") }</p>
                </div>
                <figure>
                    { map::map(scene, snapshot.asked.city, &[]) }
                    <figcaption>{ caption }</figcaption>
                </figure>
            </div>
            <div class="ask">
                <div class="legend"><label for="city">{ scene.t("start.city") }</label></div>
                <div class="stack-s">
                    <CitySearch words={words.clone()} loaded={snapshot.loaded.clone()} names={snapshot.names.clone()}
                        {chosen} {missing} act={scene.act.clone()}/>
                    <details>
                        <summary>{ scene.t("start.not-here") }</summary>
                        <p class="text">{ scene.t("start.not-here.text") }</p>
                    </details>
                </div>
            </div>
            <fieldset class="ask">
                <legend>{ scene.t("start.purpose") }</legend>
                <div class="two">{ purposes.collect::<Html>() }</div>
            </fieldset>
            <fieldset class="ask">
                <legend>{ scene.t("start.topics") }</legend>
                { topics(scene) }
            </fieldset>
            <div class="ask">
                <span></span>
                <div class="actions">
                    <button type="button" class="button primary" part="button" onclick={scene.on(Action::Show(View::Partners))}>{ scene.t("start.partners") }</button>
                    <button type="button" class="button" part="button" onclick={scene.on(Action::Show(View::Practices))}>{ scene.t("start.practices") }</button>
                </div>
            </div>
        </div>
    }
}

/// All topics, those with most practices first.
fn topics(scene: Scene<'_>) -> Html {
    let snapshot = scene.snapshot;
    let directory = &snapshot.loaded.directory;
    let counts: Option<Vec<usize>> = snapshot.practices.ready().map(|practices| {
        let topics = directory.vocabulary.topics.iter();
        let count = |code: &String| {
            practices
                .entries
                .iter()
                .filter(|e| e.practice.topics.contains(code))
                .count()
        };
        topics.map(|term| count(&term.code)).collect()
    });
    let mut order: Vec<u8> = (0..directory.vocabulary.topics.len().min(255) as u8).collect();
    // Offers are in the core: the order stands before the practices have arrived.
    let offers = |topic: u8| {
        let with = directory.cities.statements.iter();
        with.filter(|(_, s)| s.offers.iter().any(|o| o.0 == topic))
            .count()
    };
    let offers: Vec<usize> = order.iter().map(|&topic| offers(topic)).collect();
    let offers = |topic: &u8| offers.get(usize::from(*topic)).copied();
    sort_short(&mut order, |a, b| offers(a) > offers(b));
    let full = snapshot.asked.topics.len() >= MAX_TOPICS;
    let choice = |&topic: &u8| {
        let checked = snapshot.asked.topics.contains(&topic);
        let count = counts
            .as_ref()
            .and_then(|c| c.get(usize::from(topic)).copied());
        let code = directory
            .vocabulary
            .topics
            .get(usize::from(topic))
            .map(|t| t.code.clone());
        html! {
            <label class="check" key={topic}>
                <input type="checkbox" name="topic" value={code} {checked} disabled={full && !checked}
                    onchange={scene.on(Action::Topic(topic))}/>
                <span>{ topic_name(scene.words, directory, topic).to_owned() }
                    if let Some(count) = count { { " " }<small>{ scene.words.number(count as f64) }</small> }
                </span>
            </label>
        }
    };
    let (first, rest) = order.split_at(order.len().min(FIRST));
    let mut rest = rest.to_vec();
    sort_short(&mut rest, |&a, &b| {
        topic_name(scene.words, directory, a) < topic_name(scene.words, directory, b)
    });
    let all = scene.words.count("start.all-topics", order.len(), &[]);
    // A chosen topic must not hide behind a closed disclosure.
    let open = rest
        .iter()
        .any(|topic| snapshot.asked.topics.contains(topic));
    html! {
        <div class="stack-s">
            <p class="note">{ scene.words.with("start.topics.note", &[("most", &scene.words.number(MAX_TOPICS as f64))]) }</p>
            <div class="three">{ first.iter().map(choice).collect::<Html>() }</div>
            if !rest.is_empty() {
                <details {open}>
                    <summary>{ all }</summary>
                    <div class="three index">{ rest.iter().map(choice).collect::<Html>() }</div>
                </details>
            }
        </div>
    }
}
