//! "A city you miss?": why it is suggested, or why not. Reads and shows.

use super::view::signed;
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::{Scene, city_search, figures, partners};
use crate::later::{Act, Memory};
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
        // The place of the answer is there before it, so that screen readers hear it come.
        let mut key = "";
        d.el("p[role=status]", |d| {
            if let Some((city, _, standing)) = missed {
                key = said(d, scene, answered, *city, standing);
            }
        });
        if let Some((city, _, standing)) = missed {
            d.el("div.stack-s", |d| more(d, scene, key, *city, standing));
        } else {
            d.nothing();
        }
    });
}

/// Says it, and with which text.
fn said(
    d: &mut Dom,
    scene: Scene,
    answered: &Answered,
    city: CityIx,
    standing: &Standing,
) -> &'static str {
    let words = scene.words;
    let name_of = |city: CityIx| scene.snapshot.name(city, words.lang()).to_owned();
    let number = |n: usize| words.number(n as f64);
    let key = match &standing.cause {
        Cause::Itself => "miss.itself",
        _ if answered.partner(city).is_some() => "miss.listed",
        Cause::NothingKnown => "miss.nothing",
        Cause::Filtered => "miss.filtered",
        Cause::Country(_) => "miss.country",
        Cause::Listed | Cause::Behind => "miss.behind",
    };
    let instead = match &standing.cause {
        Cause::Country(cities) => cities.iter().map(|city| name_of(*city)).collect(),
        _ => Vec::new(),
    };
    let values = [
        ("city", name_of(city)),
        ("list", words.list(&instead)),
        ("cap", number(answered.asked.per_country)),
        ("of", number(standing.of)),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    if key == "miss.behind" {
        let ahead = standing.rank.saturating_sub(1);
        d.text(&words.count(key, ahead, &values));
    } else {
        d.with(key, &values);
    }
    key
}

/// What can be done, and what the city lacks.
fn more(d: &mut Dom, scene: Scene, key: &str, city: CityIx, standing: &Standing) {
    let name_of = |city: CityIx| scene.snapshot.name(city, scene.words.lang());
    if key == "miss.listed" {
        let act = Action::Later(Act::Partners(super::Act::Go(city)));
        d.button("button.link", act, scene.t("miss.go"));
    }
    if key == "miss.behind" {
        gaps(d, scene, standing, standing.last.map_or("", name_of));
    }
    if key != "miss.itself" {
        partners::picks(d, scene, city, name_of(city), true);
    }
}

/// What the score parts of the city lack against the last of the list.
fn gaps(d: &mut Dom, scene: Scene, standing: &Standing, last: &str) {
    if standing.gaps.is_empty() {
        return;
    }
    let amounts = standing.gaps.iter().map(|gap| gap.amount() * 100.0);
    let wide = amounts.fold(12.0, |wide, points| f64::max(wide, points.abs()));
    d.with_el("p.note", "miss.against", &[("last", last)]);
    d.el("table.why", |d| {
        d.word_el("caption.hide", "miss.caption");
        d.el("tbody", |d| {
            for gap in &standing.gaps {
                let points = gap.amount() * 100.0;
                d.el("tr", |d| {
                    d.word_el("th[scope=row]", part(gap.part));
                    d.el("td", |d| figures::reason(d, points, (wide, wide)));
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
