//! A part of a directory as a directory of its own: some cities, everything else as it was. Pure.

use city_peers_engine::directory::{Cities, Column, Strings};
use city_peers_engine::{CityIx, Directory};

/// The directory with these cities only (ascending). Reference figures and scales stay those of the whole.
pub fn subset(directory: &Directory, keep: &[CityIx]) -> Directory {
    let cities = &directory.cities;
    let texts = |all: &Strings| -> Strings { keep.iter().map(|c| all.get(c.ix())).collect() };
    let place = |city: CityIx| keep.binary_search(&city).ok().map(|ix| CityIx(ix as u32));
    let mut part = Directory {
        cities: Cities {
            ids: texts(&cities.ids),
            names: texts(&cities.names),
            keys: texts(&cities.keys),
            country: pick(&cities.country, keep),
            lat: pick(&cities.lat, keep),
            lon: pick(&cities.lon, keep),
            zone: pick(&cities.zone, keep),
            language_set: pick(&cities.language_set, keep),
            main: pick(&cities.main, keep),
            submitted: pick(&cities.submitted, keep),
            columns: cities
                .columns
                .iter()
                .map(|column| match column {
                    Column::Unknown => Column::Unknown,
                    Column::Bytes(bytes) => Column::Bytes(pick(bytes, keep)),
                    Column::Tags { sets, of } => Column::Tags {
                        sets: sets.clone(),
                        of: pick(of, keep),
                    },
                })
                .collect(),
            statements: rows(&cities.statements, &place),
            goals: rows(&cities.goals, &place),
            circles: rows(&cities.circles, &place),
            ..cities.clone()
        },
        ties: directory
            .ties
            .iter()
            .filter_map(|&(a, b, kind)| Some((place(a)?, place(b)?, kind)))
            .collect(),
        ..directory.clone()
    };
    part.counts.cities = keep.len() as u32;
    part.counts.ties = part.ties.len() as u32;
    part
}

fn pick<T: Copy>(values: &[T], keep: &[CityIx]) -> Vec<T> {
    keep.iter()
        .filter_map(|city| values.get(city.ix()).copied())
        .collect()
}

fn rows<T: Clone>(
    rows: &[(CityIx, T)],
    place: &dyn Fn(CityIx) -> Option<CityIx>,
) -> Vec<(CityIx, T)> {
    rows.iter()
        .filter_map(|(city, row)| Some((place(*city)?, row.clone())))
        .collect()
}
