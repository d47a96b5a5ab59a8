//! "A city you miss?": why it is suggested, or why not. Reads and shows.

use super::view::signed;
use crate::action::Action;
use crate::components::dom::Dom;
use crate::components::{Scene, city_search, figures, partners};
use crate::later::{Act, Memory};
use crate::queries::partner;
use crate::state::{Answered, Shared, Snapshot};
use city_peers_engine::CityIx;
use city_peers_engine::standing::{Cause, ScorePart, Standing, standing};
use city_peers_engine::suggest::{Partner, Ranker, Subject, Suggestions};

/// Most differences named.
const APART: usize = 3;

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
        let act = d.act().clone();
        city_search::field(d, scene, missed.map(|missed| missed.0), [false, true], act);
        // The place of the answer is there before it, so that screen readers hear it come.
        let mut key = "";
        d.el("p[role=status]", |d| {
            if let Some((city, _, standing)) = missed {
                key = said(d, scene, answered, *city, standing);
            }
        });
        if let Some((city, _, standing)) = missed {
            d.el("div.stack-s", |d| {
                more(d, scene, answered, (key, *city, standing))
            });
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

/// What can be done, how alike it is, and what the city lacks.
fn more(
    d: &mut Dom,
    scene: Scene,
    answered: &Answered,
    (key, city, standing): (&str, CityIx, &Standing),
) {
    if key == "miss.listed" {
        let act = Action::Later(Act::Partners(super::Act::Go(city)));
        d.button("button.link", act, scene.t("miss.go"));
    }
    if key != "miss.itself" {
        alike(d, scene, answered, &standing.partner);
    }
    let last = standing.last.and_then(|last| answered.partner(last));
    if let (Some(last), "miss.behind") = (last, key) {
        gaps(d, scene, standing, last);
    }
    if key != "miss.itself" {
        let name = scene.snapshot.name(city, scene.words.lang());
        partners::picks(d, scene, city, name, true);
    }
}

/// "Alike: 84 of 100. An average pair has 60.", and what takes most from it, with both values.
fn alike(d: &mut Dom, scene: Scene, answered: &Answered, them: &Partner) {
    let words = scene.words;
    let why = partner::why(words, scene.snapshot, answered, them);
    let Some(likeness) = why.likeness else {
        return d.nothing();
    };
    let number = |x: f64| words.number(x.round());
    let values = [
        ("word", words.text(likeness.word)),
        ("value", &number(likeness.value)),
        ("average", &number(likeness.average)),
    ];
    d.with_el("p", "brief.likeness", &values);
    let apart = why.reasons.iter().filter(|line| line.amount < 0.0);
    let apart: Vec<String> = apart.take(APART).map(|line| line.text.clone()).collect();
    if !apart.is_empty() {
        d.el("div", |d| {
            d.word_el("b", "facts.different");
            d.each("p", &apart);
        });
    }
}

/// What each part adds to the score of the city and to that of the last of the list.
fn gaps(d: &mut Dom, scene: Scene, standing: &Standing, last: &Partner) {
    let parts = standing.gaps.iter();
    let wide = parts.fold(0.01, |wide: f64, gap| wide.max(gap.theirs).max(gap.last));
    let name_of = |city: CityIx| scene.snapshot.name(city, scene.words.lang());
    d.with_el("p.note", "miss.against", &[("last", name_of(last.city))]);
    d.el("ul.stack-s", |d| {
        d.attr("aria-label", scene.t("miss.caption"));
        for gap in &standing.gaps {
            let points = |amount: f64| (amount * 100.0).round();
            d.el("li", |d| {
                d.el("p.says", |d| {
                    d.word_el("b", part(gap.part));
                    // As the two figures below are read.
                    let apart = points(gap.theirs) - points(gap.last);
                    d.text_el("bdi.num", &signed(scene, apart));
                });
                d.el("div.bars", |d| {
                    for (them, amount) in [(&standing.partner, gap.theirs), (last, gap.last)] {
                        d.text_el("span", name_of(them.city));
                        if is_known(gap.part, them) {
                            figures::bar(d, Some((amount / wide).clamp(0.0, 1.0)));
                            d.text_el("bdi.num", &scene.words.number(points(amount)));
                        } else {
                            figures::bar(d, None);
                            d.text_el("span", scene.words.amount(None));
                        }
                    }
                });
            });
        }
    });
}

/// Whether a part of the score of a city is known; what is unknown adds nothing.
fn is_known(part: ScorePart, them: &Partner) -> bool {
    match part {
        ScorePart::Likeness => them.likeness.is_some(),
        ScorePart::Learn => them.exchange.learn.is_some(),
        ScorePart::Teach => them.exchange.teach.is_some(),
        ScorePart::Ease => them.ease.score.is_some(),
        ScorePart::Exposure => true,
    }
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
