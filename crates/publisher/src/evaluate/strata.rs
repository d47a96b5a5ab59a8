//! Groups of cities for which figures are given apart: by size, and by a category of the catalogue. Pure.

use crate::hint::hint;
use city_peers_engine::model::Kind;
use city_peers_engine::quantise::Cell;
use city_peers_engine::{CityIx, Directory};

/// The category used where the publisher names none and the catalogue has it.
pub const USUAL: &str = "region";

/// A group of cities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// What cities are grouped by: the id of an indicator.
    pub by: String,
    /// Which group.
    pub label: String,
    /// Who is in it.
    pub cities: Vec<CityIx>,
}

/// Thirds by the main figure, smallest first; cities without it form a group of their own.
pub fn by_size(directory: &Directory, cities: &[CityIx]) -> Vec<Stratum> {
    let main = directory.catalogue.main.map(usize::from);
    let Some(indicator) = main.and_then(|ix| directory.catalogue.indicators.get(ix)) else {
        return Vec::new();
    };
    let mut known: Vec<CityIx> = cities
        .iter()
        .copied()
        .filter(|&c| directory.main(c).is_some())
        .collect();
    known.sort_by_key(|&c| (directory.main(c), c));
    let unknown: Vec<CityIx> = cities
        .iter()
        .copied()
        .filter(|&c| directory.main(c).is_none())
        .collect();
    let third = |n: usize| known.len() * n / 3;
    let part = |n: usize| {
        known
            .get(third(n)..third(n + 1))
            .unwrap_or_default()
            .to_vec()
    };
    [
        ("smallest third", part(0)),
        ("middle third", part(1)),
        ("largest third", part(2)),
        ("unknown", unknown),
    ]
    .into_iter()
    .filter(|(_, cities)| !cities.is_empty())
    .map(|(label, cities)| Stratum {
        by: indicator.id.clone(),
        label: label.to_owned(),
        cities,
    })
    .collect()
}

/// One group per code of a category or ordered indicator.
///
/// # Errors
/// A sentence, where the catalogue has no such indicator.
pub fn by_category(
    directory: &Directory,
    cities: &[CityIx],
    id: &str,
) -> Result<Vec<Stratum>, String> {
    let indicators = &directory.catalogue.indicators;
    let groups = |kind: &Kind| matches!(kind, Kind::Category { .. } | Kind::Ordered { .. });
    let Some(ix) = directory
        .catalogue
        .indicator(id)
        .filter(|&ix| indicators.get(ix).is_some_and(|i| groups(&i.kind)))
    else {
        let ids = indicators.iter().filter(|i| groups(&i.kind));
        let hint = hint(id, ids.map(|i| i.id.as_str()));
        let hint = hint.map_or_else(String::new, |h| format!(" ({h})"));
        return Err(format!(
            "--stratify: the catalogue has no category or ordered indicator “{id}”{hint}"
        ));
    };
    let codes = indicators.get(ix).map_or(&[][..], |i| i.codes());
    let in_group = |cell: Cell| -> Vec<CityIx> {
        let same = |c: &CityIx| directory.cell(ix, *c) == cell;
        cities.iter().copied().filter(same).collect()
    };
    Ok((0..=u8::MAX)
        .zip(codes)
        .map(|(position, code)| (code.code.as_str(), Cell::Byte(position)))
        .chain([("unknown", Cell::Unknown)])
        .map(|(label, cell)| Stratum {
            by: id.to_owned(),
            label: label.to_owned(),
            cities: in_group(cell),
        })
        .filter(|stratum| !stratum.cities.is_empty())
        .collect())
}
