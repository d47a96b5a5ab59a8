//! Rules of the filter: their words, how many cities keep each, and how one takes another's place. Pure.

use crate::components::Scene;
use crate::queries::value;
use crate::words::Words;
use city_peers_engine::directory::Column;
use city_peers_engine::filter::{Filter, Rule};
use city_peers_engine::model::{Indicator, Kind};
use city_peers_engine::order::sort_short;
use city_peers_engine::quantise::UNKNOWN;
use city_peers_engine::suggest::Subject;
use city_peers_engine::{CityIx, Directory};
use std::mem::discriminant;

/// Whether two rules are about the same: one takes the other's place.
fn alike(a: &Rule, b: &Rule) -> bool {
    match (a, b) {
        (Rule::Codes { indicator: a, .. }, Rule::Codes { indicator: b, .. }) => a == b,
        _ => discriminant(a) == discriminant(b),
    }
}

/// Puts a rule in the place of the one about the same, or takes that away.
pub(super) fn set(filter: &mut Filter, about: &Rule, rule: Option<Rule>) {
    let at = filter.rules.iter().position(|each| alike(each, about));
    match (at.and_then(|at| filter.rules.get_mut(at)), rule) {
        (Some(place), Some(rule)) => *place = rule,
        (None, Some(rule)) => filter.rules.push(rule),
        (_, None) => filter.rules.retain(|each| !alike(each, about)),
    }
}

/// Adds a code to those of its indicator, or takes it away.
pub(super) fn code(filter: &mut Filter, indicator: u16, code: u8) {
    let mut codes = codes_of(filter, indicator).to_vec();
    super::toggle(&mut codes, code);
    sort_short(&mut codes, |a, b| a < b);
    let about = Rule::Codes {
        indicator,
        codes: Vec::new(),
    };
    let rule = (!codes.is_empty()).then_some(Rule::Codes { indicator, codes });
    set(filter, &about, rule);
}

/// The codes of an indicator that are asked for.
pub(super) fn codes_of(filter: &Filter, of: u16) -> &[u8] {
    let rules = filter.rules.iter();
    let mut codes = rules.filter_map(|rule| match rule {
        Rule::Codes { indicator, codes } if *indicator == of => Some(codes.as_slice()),
        _ => None,
    });
    codes.next().unwrap_or_default()
}

/// Adds a network to those asked for, or takes it away.
pub(super) fn network(filter: &mut Filter, network: u16) {
    let rules = filter.rules.iter();
    let mut lists = rules.filter_map(|rule| match rule {
        Rule::Networks(networks) => Some(networks.clone()),
        _ => None,
    });
    let mut networks = lists.next().unwrap_or_default();
    drop(lists);
    super::toggle(&mut networks, network);
    let rule = (!networks.is_empty()).then_some(Rule::Networks(networks));
    set(filter, &Rule::Networks(Vec::new()), rule);
}

/// The ends of the main indicator that are asked for.
pub(super) fn ends(filter: &Filter) -> (Option<u64>, Option<u64>) {
    let rules = filter.rules.iter();
    let mut ends = rules.filter_map(|rule| match rule {
        Rule::Main { least, most } => Some((
            Some(*least).filter(|least| *least > 0),
            Some(*most).filter(|most| *most < u64::MAX),
        )),
        _ => None,
    });
    ends.next().unwrap_or_default()
}

/// Changes the ends of the main indicator.
pub(super) fn main(filter: &mut Filter, change: impl FnOnce(&mut (Option<u64>, Option<u64>))) {
    let mut ends = ends(filter);
    change(&mut ends);
    let rule = (ends != (None, None)).then(|| Rule::Main {
        least: ends.0.unwrap_or(0),
        most: ends.1.unwrap_or(u64::MAX),
    });
    set(filter, &Rule::Main { least: 0, most: 0 }, rule);
}

/// A rule in words.
pub(super) fn say(scene: Scene, rule: &Rule) -> String {
    let words = scene.words;
    let directory = &scene.snapshot.loaded.directory;
    match rule {
        Rule::Main { .. } => {
            let filter = Filter {
                rules: vec![rule.clone()],
            };
            say_main(words, directory, ends(&filter))
        }
        Rule::Codes { indicator, codes } => {
            let indicator = directory.catalogue.indicators.get(usize::from(*indicator));
            indicator.map_or_else(String::new, |indicator| {
                let all = indicator.codes();
                let codes = codes.iter().filter_map(|code| all.get(usize::from(*code)));
                let names: Vec<String> = codes
                    .map(|code| value::code(words, code).to_owned())
                    .collect();
                said(words, value::label(words, indicator), &names.join(", "))
            })
        }
        Rule::Languages(languages) => {
            let names = languages.iter();
            let names: Vec<String> = names
                .filter_map(|at| directory.cities.languages.get(usize::from(*at)))
                .map(|code| words.language(code))
                .collect();
            said(words, words.text("only.language"), &names.join(", "))
        }
        Rule::SharedLanguage => words.text("only.shared").to_owned(),
        Rule::Networks(networks) => {
            let names = networks.iter();
            let names: Vec<&str> = names
                .filter_map(|at| directory.cities.networks.get(usize::from(*at)))
                .map(String::as_str)
                .collect();
            said(words, words.text("only.network"), &names.join(", "))
        }
        Rule::Submitted => words.text("only.submitted").to_owned(),
        Rule::Hours(minutes) => words.count("only.hours", usize::from(minutes / 60), &[]),
        Rule::Abroad => words.text("only.abroad").to_owned(),
    }
}

fn said(words: &Words, label: &str, what: &str) -> String {
    words.with("reason.of", &[("label", label), ("what", what)])
}

fn say_main(words: &Words, directory: &Directory, ends: (Option<u64>, Option<u64>)) -> String {
    let main = directory.catalogue.main.map(usize::from);
    let indicator = main.and_then(|ix| directory.catalogue.indicators.get(ix));
    let label = indicator.map_or("", |indicator| value::label(words, indicator));
    let number = |n: u64| words.number(n as f64);
    match ends {
        (Some(least), Some(most)) => words.with(
            "only.between",
            &[
                ("label", label),
                ("from", &number(least)),
                ("to", &number(most)),
            ],
        ),
        (Some(least), None) => words.with("only.least", &[("label", label), ("n", &number(least))]),
        (None, most) => words.with(
            "only.most",
            &[("label", label), ("n", &number(most.unwrap_or_default()))],
        ),
    }
}

/// Cities that keep all rules but those about the same: what choosing otherwise would give.
pub(super) fn without(
    directory: &Directory,
    subject: &Subject,
    filter: &Filter,
    about: &Rule,
) -> Vec<CityIx> {
    let mut others = filter.clone();
    others.rules.retain(|rule| !alike(rule, about));
    let keeps = others.keeps(directory, subject, None);
    let cities = directory.indices().zip(keeps);
    cities
        .filter(|(city, keeps)| *keeps && Some(*city) != subject.city)
        .map(|(city, _)| city)
        .collect()
}

/// Indicators whose codes some cities state: those that cities can be chosen by.
pub(super) fn coded(directory: &Directory) -> Vec<(u16, &Indicator)> {
    let indicators = directory.catalogue.indicators.iter().enumerate();
    indicators
        .filter(|(ix, indicator)| {
            let is_coded = matches!(indicator.kind, Kind::Ordered { .. } | Kind::Category { .. });
            let stated = match directory.cities.columns.get(*ix) {
                Some(Column::Bytes(bytes)) => bytes.iter().any(|byte| *byte != UNKNOWN),
                _ => false,
            };
            is_coded && stated
        })
        .map(|(ix, indicator)| (ix as u16, indicator))
        .collect()
}
