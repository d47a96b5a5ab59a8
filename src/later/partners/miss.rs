//! "A city you miss?": why it is suggested, or why not. Reads and shows.

use super::view::signed;
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::{Scene, city_search, figures, partners};
use crate::later::Memory;
use crate::state::{Answered, Shared, Snapshot};
use city_peers_engine::CityIx;
use city_peers_engine::standing::{Cause, ScorePart, Standing, standing};
use city_peers_engine::suggest::{Ranker, Subject, Suggestions};

/// Where a city stands in an answer.
pub(super) fn stands(
    snapshot: &Snapshot,
    answered: &Answered,
    city: CityIx,
) -> (CityIx, Shared<Suggestions>, Standing) {
    let directory = &snapshot.loaded.directory;
    let ranker = Ranker::new(directory, &answered.asked.query());
    let them = Subject::of_city(directory, city);
    let found = standing(&ranker, &answered.subject, &them);
    (city, answered.suggestions.clone(), found)
}

/// The field, and what it says of the city.
pub(in crate::later) fn rail(d: &mut Dom, scene: Scene, memory: &Memory, answered: &Answered) {
    let missed = memory.partners.missed.as_ref();
    d.el("section.stack-s.miss", |d| {
        d.el("h3.label", |d| d.word_el("label[for=miss]", "miss.title"));
        city_search::missed(d, scene, missed.map(|missed| missed.0));
        match missed {
            Some((city, _, standing)) => {
                let name = scene.snapshot.name(*city, scene.words.lang());
                d.el("div.stack-s", |d| {
                    said(d, scene, answered, *city, name, standing)
                });
            }
            None => d.nothing(),
        }
    });
}

fn said(
    d: &mut Dom,
    scene: Scene,
    answered: &Answered,
    city: CityIx,
    name: &str,
    standing: &Standing,
) {
    let words = scene.words;
    let name_of = |city: CityIx| scene.snapshot.name(city, words.lang()).to_owned();
    let number = |n: usize| words.number(n as f64);
    let suggested = answered.partner(city).is_some();
    let key = match &standing.cause {
        Cause::Itself => "miss.itself",
        _ if suggested => "miss.listed",
        Cause::NothingKnown => "miss.nothing",
        Cause::Filtered => "miss.filtered",
        Cause::Country(_) => "miss.country",
        Cause::Listed | Cause::Behind => "miss.behind",
    };
    let instead = match &standing.cause {
        Cause::Country(cities) => cities.iter().map(|city| name_of(*city)).collect(),
        _ => Vec::new(),
    };
    let (cap, before) = (answered.asked.per_country, standing.rank.saturating_sub(1));
    let values = [
        ("city", name.to_owned()),
        ("list", words.list(&instead)),
        ("cap", number(cap)),
        ("of", number(standing.of)),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    d.el("p[role=status]", |d| match key {
        "miss.behind" => d.text(&words.count(key, before, &values)),
        _ => d.with(key, &values),
    });
    if key == "miss.listed" {
        let row = [".list [id=row-", &city.0.to_string(), "]"].concat();
        d.button("button.link", Action::Focus(row), scene.t("miss.go"));
    }
    if key == "miss.behind" {
        gaps(
            d,
            scene,
            standing,
            &standing.last.map(name_of).unwrap_or_default(),
        );
    }
    if key != "miss.itself" {
        partners::picks(d, scene, city, name, true);
    }
}

/// What the score parts of the city lack against the last of the list.
fn gaps(d: &mut Dom, scene: Scene, standing: &Standing, last: &str) {
    if standing.gaps.is_empty() {
        return;
    }
    d.with_el("p.note", "miss.against", &[("last", last)]);
    d.el("table.why", |d| {
        d.word_el("caption.hide", "miss.caption");
        d.el("tbody", |d| {
            for gap in &standing.gaps {
                let points = gap.amount() * 100.0;
                d.el("tr", |d| {
                    d.word_el("th[scope=row]", part(gap.part));
                    d.el("td", |d| figures::reason(d, points, (12.0, 12.0)));
                    d.el("td.num", |d| d.text_el("bdi", &signed(scene, points)));
                });
            }
        });
    });
}

fn part(part: ScorePart) -> &'static str {
    match part {
        ScorePart::Likeness => "figure.likeness",
        ScorePart::Learn => "figure.learn",
        ScorePart::Teach => "figure.teach",
        ScorePart::Ease => "figure.ease",
        ScorePart::Exposure => "miss.exposure",
    }
}
