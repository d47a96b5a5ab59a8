//! Filters as text, by ids: `abroad,hours~240,is.climate~Am*Aw`. Reads only.

use city_peers_engine::Directory;
use city_peers_engine::filter::{Filter, Rule};
use city_peers_engine::model::{Code, Kind};

/// Before the id of an indicator.
const INDICATOR: &str = "is.";

/// All rules of a filter; empty where there are none.
pub(super) fn text(directory: &Directory, filter: &Filter) -> String {
    let rules = filter
        .rules
        .iter()
        .filter_map(|rule| write(directory, rule));
    rules.collect::<Vec<_>>().join(",")
}

fn codes(kind: &Kind) -> &[Code] {
    match kind {
        Kind::Number { .. } => &[],
        Kind::Ordered { levels: codes } | Kind::Category { codes, .. } | Kind::Tags { codes } => {
            codes
        }
    }
}

fn write(directory: &Directory, rule: &Rule) -> Option<String> {
    let cities = &directory.cities;
    let named = |name: &str, positions: &[u16], all: &[String]| {
        let known = positions.iter().filter_map(|at| all.get(usize::from(*at)));
        let known: Vec<&str> = known.map(String::as_str).collect();
        [name, "~", &known.join("*")].concat()
    };
    Some(match rule {
        Rule::Main { least, most } => {
            ["main~", &least.to_string(), "*", &most.to_string()].concat()
        }
        Rule::Codes {
            indicator,
            codes: positions,
        } => {
            let indicator = directory
                .catalogue
                .indicators
                .get(usize::from(*indicator))?;
            let all = codes(&indicator.kind);
            let known = positions.iter().filter_map(|at| all.get(usize::from(*at)));
            let known: Vec<&str> = known.map(|code| code.code.as_str()).collect();
            [INDICATOR, &indicator.id, "~", &known.join("*")].concat()
        }
        Rule::Languages(positions) => named("languages", positions, &cities.languages),
        Rule::SharedLanguage => "shared-language".to_owned(),
        Rule::Networks(positions) => named("networks", positions, &cities.networks),
        Rule::Submitted => "submitted".to_owned(),
        Rule::Hours(minutes) => ["hours~", &minutes.to_string()].concat(),
        Rule::Abroad => "abroad".to_owned(),
    })
}

/// One rule; `None` where this directory knows no such.
pub(super) fn rule(directory: &Directory, text: &str) -> Option<Rule> {
    let (name, value) = text.split_once('~').unwrap_or((text, ""));
    let cities = &directory.cities;
    let positions = |all: &[String]| {
        let at = |code| {
            all.iter()
                .position(|known| known == code)
                .map(|at| at as u16)
        };
        value.split('*').map(at).collect::<Option<Vec<u16>>>()
    };
    Some(match name {
        "main" => {
            let (least, most) = value.split_once('*')?;
            let (least, most) = (least.parse().ok()?, most.parse().ok()?);
            Rule::Main { least, most }
        }
        "languages" => Rule::Languages(positions(&cities.languages)?),
        "shared-language" => Rule::SharedLanguage,
        "networks" => Rule::Networks(positions(&cities.networks)?),
        "submitted" => Rule::Submitted,
        "hours" => Rule::Hours(value.parse().ok().filter(|m| *m <= 24 * 60)?),
        "abroad" => Rule::Abroad,
        _ => {
            let id = name.strip_prefix(INDICATOR)?;
            let indicators = &directory.catalogue.indicators;
            let at = indicators.iter().position(|i| i.id == id)?;
            let all = codes(&indicators.get(at)?.kind);
            let position = |code| all.iter().position(|known| known.code == code);
            let found = value
                .split('*')
                .map(position)
                .collect::<Option<Vec<usize>>>()?;
            Rule::Codes {
                indicator: at as u16,
                codes: found.into_iter().map(|at| at as u8).collect(),
            }
        }
    })
}
