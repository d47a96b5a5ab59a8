//! Who is compared: a sentence and a column for each. Shows only.

use super::Act;
use super::figure::Reader;
use super::said::columns;
use super::sheet::City;
use crate::action::Action;
use crate::components::dom::Dom;
use crate::later::charts::Mark;
use crate::queries::value;
use crate::state::View;
use city_peers_engine::Directory;
use city_peers_engine::model::{Better, Kind, Role};
use city_peers_engine::portfolio::Part;
use city_peers_engine::quantise::{Cell, STEPS};
use city_peers_engine::zone::Zone;
use yew::virtual_dom::ListenerKind;

/// What is shared, city by city.
pub(super) fn lead(read: Reader) -> Vec<String> {
    let names = read.others().enumerate();
    names
        .map(|(at, (city, name))| sentence(read, at, city, name))
        .collect()
}

fn sentence(read: Reader, at: usize, city: &City, name: &str) -> String {
    let words = read.words();
    let facets = &read.scene.snapshot.loaded.directory.catalogue.facets;
    let (mut alike, mut different, mut known) = (Vec::new(), Vec::new(), false);
    for (facet, apart) in facets.iter().zip(&read.sheet.apart) {
        let Some((apart, average)) = apart.get(at).copied().flatten() else {
            continue;
        };
        known = true;
        let key = ["facet.", &facet.id].concat();
        let label = words.lower(words.find(&key).unwrap_or(&facet.label));
        // Alike: less than half as far as an average pair. Different: at least as far.
        if apart * 2.0 <= average {
            alike.push(label);
        } else if apart >= average {
            different.push(label);
        }
    }
    let ahead = ahead(read, city);
    let key = match (alike.is_empty(), different.is_empty()) {
        _ if !known => "compare.lead.unknown",
        (false, false) => "compare.lead.both",
        (false, true) => "compare.lead.alike",
        (true, false) => "compare.lead.different",
        (true, true) => "compare.lead.average",
    };
    let values = [
        ("city", name),
        ("alike", &*words.list(&alike)),
        ("different", &words.list(&different)),
    ];
    let mut said = words.with(key, &values);
    if !ahead.is_empty() {
        said.push(' ');
        let values = [("city", name), ("what", &*words.list(&ahead))];
        said.push_str(&words.with("compare.lead.ahead", &values));
    }
    said
}

/// Outcomes in which a city is clearly ahead of the first one: by a tenth of the scale, the first two.
fn ahead(read: Reader, city: &City) -> Vec<String> {
    let Some(first) = read.sheet.cities.first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (ix, indicator) in read.indicators().iter().enumerate() {
        let (Role::Outcome { better, .. }, Kind::Number { .. }) =
            (&indicator.role, &indicator.kind)
        else {
            continue;
        };
        if let (Cell::Byte(ours), Cell::Byte(theirs)) = (read.cell(first, ix), read.cell(city, ix))
        {
            let more = i16::from(theirs) - i16::from(ours);
            let lead = match better {
                Better::Higher => more,
                Better::Lower => -more,
            };
            if lead >= i16::from(STEPS) / 10 {
                found.push(read.words().lower(value::label(read.words(), indicator)));
            }
        }
    }
    found.truncate(2);
    found
}

/// One column for each city.
pub(super) fn heads(d: &mut Dom, read: Reader) {
    d.el("div", |d| {
        d.attr("class", &columns(read));
        for (at, (city, name)) in read.cities().enumerate() {
            d.el("div", |d| {
                d.key(city.city.map_or(u32::MAX, |city| city.0));
                head(d, read, at, city, name);
            });
        }
    });
}

fn head(d: &mut Dom, read: Reader, at: usize, city: &City, name: &str) {
    let words = read.words();
    d.el("p.label", |d| {
        city.mark.inline(d);
        d.word(role(at, city));
    });
    d.text_el("h3", name);
    d.text_el("p.note", &identity(read, city));
    let origin = if city.submitted {
        "compare.submitted"
    } else {
        "compare.open-data"
    };
    d.word_el("p.note", origin);
    if at > 0 {
        likeness(d, read, at - 1);
    }
    let context = read.indicators().iter().enumerate();
    let context = context.filter(|(_, indicator)| indicator.context().is_some());
    let (mut known, mut all) = (0.0, 0.0);
    for (ix, _) in context {
        all += 1.0;
        if read.cell(city, ix) != Cell::Unknown {
            known += 1.0;
        }
    }
    let values = [("n", &*words.number(known)), ("all", &words.number(all))];
    d.with_el("p.note", "compare.known", &values);
    let Some(ix) = city.city.filter(|_| city.mark != Mark::Me) else {
        return;
    };
    d.el("p.actions.no-print", |d| {
        for (key, of, action) in [
            (
                "compare.brief",
                "compare.brief.of",
                Action::Show(View::Brief(ix)),
            ),
            (
                "compare.remove",
                "compare.remove.of",
                Act::Remove(ix).action(),
            ),
        ] {
            d.el("button.link[type=button]", |d| {
                d.attr("aria-label", &words.with(of, &[("city", name)]));
                d.on(ListenerKind::onclick, action);
                d.word(key);
            });
        }
    });
}

fn role(at: usize, city: &City) -> &'static str {
    match (city.mark, city.role, at) {
        (Mark::Me, ..) => "compare.role.own",
        (_, Some(Part::NearPeer), _) => "compare.role.near",
        (_, Some(Part::RoleModel), _) => "compare.role.model",
        (_, Some(Part::ExchangePartner), _) => "compare.role.exchange",
        (_, Some(Part::FarPeer), _) => "compare.role.far",
        (_, None, 0) => "compare.role.first",
        (_, None, _) => "compare.role.chosen",
    }
}

/// "Mozambique · UTC+2 · Portuguese".
fn identity(read: Reader, city: &City) -> String {
    let words = read.words();
    let directory = &read.scene.snapshot.loaded.directory;
    let mut parts = Vec::new();
    if !city.country.is_empty() {
        parts.push(words.country(&city.country));
    }
    parts.extend(
        city.subject
            .reach
            .zone
            .as_ref()
            .map(|zone| clock(directory, zone)),
    );
    if let Some(languages) = &city.subject.reach.languages {
        let all = &directory.cities.languages;
        let names = languages.iter().filter_map(|&at| all.get(usize::from(at)));
        let names: Vec<String> = names.map(|code| words.language(code)).collect();
        parts.push(words.list(&names));
    }
    parts.join(" · ")
}

/// "UTC+2", or both where the clocks change: "UTC+1/+2". The same in every language.
fn clock(directory: &Directory, zone: &Zone) -> String {
    let [one, two] = directory
        .cities
        .years
        .days_for(None)
        .map(|day| zone.offset(day));
    let (less, more) = (one.min(two), one.max(two));
    let mut said = "UTC".to_owned();
    if (less, more) != (0, 0) {
        said.push_str(&offset(less));
    }
    if less != more {
        said.push('/');
        said.push_str(&offset(more));
    }
    said
}

fn offset(minutes: i16) -> String {
    let sign = if minutes < 0 { "−" } else { "+" };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 {
        format!("{sign}{hours}")
    } else {
        format!("{sign}{hours}:{rest:02}")
    }
}

/// The figure with its word.
fn likeness(d: &mut Dom, read: Reader, at: usize) {
    let words = read.words();
    let directory = &read.scene.snapshot.loaded.directory;
    let likeness = read.sheet.partners.get(at).and_then(|p| p.likeness);
    d.el("p.note", |d| match likeness {
        Some(share) => {
            let keys = [
                "compare.likeness.not-very",
                "compare.likeness.somewhat",
                "compare.likeness.alike",
                "compare.likeness.very",
            ];
            let key = keys.get(directory.reference.likeness_word(share));
            let n = words.number((share * 100.0).round());
            d.with(key.unwrap_or(&"compare.likeness.very"), &[("n", &n)]);
        }
        None => d.word("compare.likeness.unknown"),
    });
}
