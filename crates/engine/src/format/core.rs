//! The core file: everything that partners need, in columns that compress well. Pure.

use super::columns::{along, back, cost, delta, planes, unplanes, walk};
use super::container::FormatError;
use super::parts::{from_bytes, to_bytes};
use super::wire::{Raw, Wire, wire_enum, wire_struct};
use super::zones::{self, ZonesWire};
use crate::directory::{Circle, Cities, CityIx, Column, Directory, NO_MAIN, NONE, Strings};
use crate::exchange::Statement;
use crate::model::{
    Catalogue, Counts, FileKind, Indicator, Kind, Meta, TieKind, TopicPurposes, Vocabulary,
};
use crate::reference::Reference;

/// A position takes 24 bits in the [`walk`].
const MOST_CITIES: usize = 1 << 24;

struct CoreWire {
    meta: Meta,
    counts: Counts,
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    purposes: TopicPurposes,
    reference: Reference,
    countries: Vec<String>,
    /// Cities are sorted by country: (country, how many).
    country_runs: Vec<(u16, u32)>,
    zones: ZonesWire,
    languages: Vec<String>,
    language_sets: Vec<Vec<u16>>,
    networks: Vec<String>,
    modes: Vec<String>,
    statements: Vec<(CityIx, Statement)>,
    goals: Vec<(CityIx, Vec<(u8, u8)>)>,
    circles: Vec<(CityIx, Circle)>,
    ties: Vec<(CityIx, CityIx, TieKind)>,
    names: String,
    /// Search keys that do not follow from the name by [`plain_key`].
    keys: Vec<(u32, String)>,
    /// Ids that do not follow from country and key by [`plain_id`].
    ids: Vec<(u32, String)>,
    lat: Raw,
    lon: Raw,
    zone: Raw,
    language_set: Raw,
    main: Raw,
    submitted: Vec<u32>,
    columns: Vec<ColumnWire>,
}

enum ColumnWire {
    Unknown,
    Bytes(Raw),
    /// Bytes as differences to the city before.
    Steps(Raw),
    /// Bytes in the order of the [`walk`].
    Walk(Raw),
    /// Bytes as differences along the [`walk`].
    WalkSteps(Raw),
    Tags {
        sets: Vec<u64>,
        of: Raw,
    },
}

wire_struct! {
    CoreWire {
        meta, counts, catalogue, vocabulary, purposes, reference, countries, country_runs, zones, languages, language_sets, networks, modes, statements, goals, circles, ties, names, keys, ids, lat, lon, zone, language_set, main, submitted, columns,
    }
}

wire_enum! {
    ColumnWire { 0 Unknown, 1 Bytes(bytes), 2 Steps(bytes), 3 Walk(bytes), 4 WalkSteps(bytes), 5 Tags { sets, of } }
}

/// Base letters of U+00C0 to U+017F and of U+1E00 to U+1EFF in lower case; `?` where there is no single one.
const LATIN: &[u8; 192] =
    b"aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkk?llllll??llnnnnnn???oooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
const LATIN_ADDITIONAL: &[u8; 256] =
    b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy?s????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????";

/// The key of most names: [`crate::search::fold`] for Latin letters without Unicode tables. Where it differs, the
/// file says so; it must never change, because files rely on it.
fn plain_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        let code = c as usize;
        let base = match c {
            '\'' | '`' | '‘' | '’' => continue,
            'ß' => {
                key.push_str("ss");
                continue;
            }
            _ if c.is_ascii() => c.to_ascii_lowercase(),
            '\u{c0}'..='\u{17f}' => LATIN.get(code - 0xc0).map_or('?', |&b| b as char),
            '\u{1e00}'..='\u{1eff}' => LATIN_ADDITIONAL
                .get(code - 0x1e00)
                .map_or('?', |&b| b as char),
            _ => '?',
        };
        if base.is_ascii_alphanumeric() {
            key.push(base);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// The id of most cities: country and key.
fn plain_id(country: &str, key: &str) -> String {
    let mut id = country.to_ascii_lowercase();
    id.push('-');
    id.push_str(&key.replace(' ', "-"));
    id
}

/// Encodes the core of a directory.
pub fn encode_core(directory: &Directory) -> Vec<u8> {
    let cities = &directory.cities;
    let mut country_runs: Vec<(u16, u32)> = Vec::new();
    for &country in &cities.country {
        match country_runs.last_mut() {
            Some((last, count)) if *last == country => *count += 1,
            _ => country_runs.push((country, 1)),
        }
    }
    let mut keys = Vec::new();
    let mut ids = Vec::new();
    for (city, (name, key)) in directory
        .indices()
        .zip(cities.names.iter().zip(cities.keys.iter()))
    {
        if plain_key(name) != key {
            keys.push((city.0, key.to_owned()));
        }
        let id = directory.id(city);
        if plain_id(directory.country(city), key) != id {
            ids.push((city.0, id.to_owned()));
        }
    }
    let names: Vec<&str> = cities.names.iter().collect();
    let walk = walk(&cities.country, &cities.lat, &cities.lon);
    let wire = CoreWire {
        meta: directory.meta.clone(),
        counts: directory.counts,
        catalogue: directory.catalogue.clone(),
        vocabulary: directory.vocabulary.clone(),
        purposes: directory.purposes.clone(),
        reference: directory.reference.clone(),
        countries: cities.countries.clone(),
        country_runs,
        zones: zones::pack(cities.years, &cities.zones),
        languages: cities.languages.clone(),
        language_sets: cities.language_sets.clone(),
        networks: cities.networks.clone(),
        modes: cities.modes.clone(),
        statements: cities.statements.clone(),
        goals: cities.goals.clone(),
        circles: cities.circles.clone(),
        ties: directory.ties.clone(),
        names: names.join("\n"),
        keys: gaps(keys),
        ids: gaps(ids),
        lat: Raw(planes(cities.lat.iter().map(|&v| v as u16))),
        lon: Raw(planes(cities.lon.iter().map(|&v| v as u16))),
        zone: Raw(planes(
            walk.iter()
                .map(|&at| cities.zone.get(at).copied().unwrap_or(NONE)),
        )),
        language_set: Raw(planes(cities.language_set.iter().copied())),
        main: Raw(mains(&cities.main, &cities.country)),
        submitted: directory
            .indices()
            .filter(|&c| directory.submitted(c))
            .map(|c| c.0)
            .collect(),
        columns: cities
            .columns
            .iter()
            .map(|column| column_wire(column, &walk))
            .collect(),
    };
    to_bytes(FileKind::Core, &wire)
}

/// The bytes that each column of values takes in the core, laid out as there: to see what weighs most.
pub fn encode_columns(directory: &Directory) -> Vec<Vec<u8>> {
    let cities = &directory.cities;
    let walk = walk(&cities.country, &cities.lat, &cities.lon);
    let bytes = |column| {
        let mut bytes = Vec::new();
        column_wire(column, &walk).put(&mut bytes);
        bytes
    };
    cities.columns.iter().map(bytes).collect()
}

/// Positions as gaps, which take one byte each.
fn gaps(rows: Vec<(u32, String)>) -> Vec<(u32, String)> {
    let mut before = 0;
    let step = |(at, text): (u32, String)| {
        let gap = at - before;
        before = at;
        (gap, text)
    };
    rows.into_iter().map(step).collect()
}

fn column_wire(column: &Column, walk: &[usize]) -> ColumnWire {
    match column {
        Column::Unknown => ColumnWire::Unknown,
        Column::Bytes(bytes) => {
            let walked = along(bytes, walk);
            type Layout = fn(Raw) -> ColumnWire;
            let layouts: [(Vec<u8>, Layout); 4] = [
                (bytes.clone(), ColumnWire::Bytes),
                (delta(bytes, true), ColumnWire::Steps),
                (delta(&walked, true), ColumnWire::WalkSteps),
                (walked, ColumnWire::Walk),
            ];
            let cheapest = layouts.into_iter().min_by_key(|(bytes, _)| cost(bytes));
            cheapest.map_or(ColumnWire::Unknown, |(bytes, layout)| layout(Raw(bytes)))
        }
        Column::Tags { sets, of } => ColumnWire::Tags {
            sets: sets.clone(),
            of: Raw(planes(of.iter().copied())),
        },
    }
}

/// Values of three digits as one number that keeps their order: digits and power of ten.
fn compact(value: u64) -> u16 {
    if value == NO_MAIN {
        return NONE;
    }
    let (mut digits, mut power) = (value, 0u16);
    while digits >= 1000 {
        digits /= 10;
        power += 1;
    }
    power * 900 + digits as u16
}

/// The inverse of [`compact`].
fn expand(code: u16) -> u64 {
    let power = u32::from(code.saturating_sub(100) / 900);
    let digits = u64::from(code) - u64::from(power) * 900;
    10u64
        .checked_pow(power)
        .and_then(|ten| digits.checked_mul(ten))
        .unwrap_or(NO_MAIN)
}

/// Main values as differences within a country, largest city first.
fn mains(values: &[u64], country: &[u16]) -> Vec<u8> {
    let mut before = (NONE, 0u16);
    let steps: Vec<u16> = values
        .iter()
        .zip(country)
        .map(|(&value, &country)| {
            let code = compact(value);
            let step = if before.0 == country {
                before.1.wrapping_sub(code)
            } else {
                code
            };
            before = (country, code);
            step
        })
        .collect();
    planes(steps.iter().copied())
}

fn unmains(bytes: &[u8], country: &[u16]) -> Vec<u64> {
    let mut before = (NONE, 0u16);
    unplanes(bytes)
        .into_iter()
        .zip(country)
        .map(|(step, &country)| {
            let code = if before.0 == country {
                before.1.wrapping_sub(step)
            } else {
                step
            };
            before = (country, code);
            expand(code)
        })
        .collect()
}

/// Decodes the core of a directory.
///
/// # Errors
/// When the bytes are not a core file, or its parts do not fit each other.
pub fn decode_core(bytes: &[u8]) -> Result<Directory, FormatError> {
    let wire: CoreWire = from_bytes(FileKind::Core, bytes)?;
    let bad = |what| Err(FormatError::Malformed(what));
    let count = wire.counts.cities as usize;
    // Names hold at least a separator per city, so this bounds every allocation below by the file's size.
    if count > wire.names.len() + 1 || count > MOST_CITIES {
        return bad("number of cities");
    }
    let mut country = Vec::with_capacity(count);
    for &(code, run) in &wire.country_runs {
        if usize::from(code) >= wire.countries.len() || country.len() + run as usize > count {
            return bad("countries");
        }
        country.extend(std::iter::repeat_n(code, run as usize));
    }
    if country.len() != count {
        return bad("countries");
    }
    let names: Strings = if count == 0 {
        Strings::default()
    } else {
        wire.names.split('\n').collect()
    };
    if names.len() != count {
        return bad("names");
    }
    let Some((years, zones)) = zones::unpack(wire.zones) else {
        return bad("time zones");
    };
    let mut cities = Cities {
        names,
        countries: wire.countries,
        lat: unplanes(&wire.lat.0)
            .into_iter()
            .map(|v| v as i16)
            .collect(),
        lon: unplanes(&wire.lon.0)
            .into_iter()
            .map(|v| v as i16)
            .collect(),
        years,
        zones,
        zone: unplanes(&wire.zone.0),
        languages: wire.languages,
        language_sets: wire.language_sets,
        language_set: unplanes(&wire.language_set.0),
        main: unmains(&wire.main.0, &country),
        submitted: vec![false; count],
        networks: wire.networks,
        modes: wire.modes,
        country,
        ..Cities::default()
    };
    if cities.lat.len() != count || cities.lon.len() != count || cities.zone.len() != count {
        return bad("columns");
    }
    // Both orders are of the same length from here on.
    let walk = walk(&cities.country, &cities.lat, &cities.lon);
    cities.zone = back(&cities.zone, &walk);
    if wire.main.0.len() != count * 2 {
        return bad("main values");
    }
    let (mut keys, mut ids) = (Exceptions::new(wire.keys), Exceptions::new(wire.ids));
    for ix in 0..count {
        let country = usize::from(cities.country.get(ix).copied().unwrap_or(NONE));
        let country = cities.countries.get(country).map_or("", String::as_str);
        let key = keys
            .at(ix)
            .unwrap_or_else(|| plain_key(cities.names.get(ix)));
        let id = ids.at(ix).unwrap_or_else(|| plain_id(country, &key));
        cities.keys.push(&key);
        cities.ids.push(&id);
    }
    for column in wire.columns {
        cities.columns.push(match column {
            ColumnWire::Unknown => Column::Unknown,
            ColumnWire::Bytes(bytes) => Column::Bytes(bytes.0),
            ColumnWire::Steps(steps) => Column::Bytes(delta(&steps.0, false)),
            ColumnWire::Walk(bytes) => Column::Bytes(back(&bytes.0, &walk)),
            ColumnWire::WalkSteps(steps) => Column::Bytes(back(&delta(&steps.0, false), &walk)),
            ColumnWire::Tags { sets, of } => Column::Tags {
                sets,
                of: unplanes(&of.0),
            },
        });
    }
    for city in wire.submitted {
        match cities.submitted.get_mut(city as usize) {
            Some(flag) => *flag = true,
            None => return bad("submitted"),
        }
    }
    cities.statements = wire.statements;
    cities.goals = wire.goals;
    cities.circles = wire.circles;
    let directory = Directory {
        meta: wire.meta,
        counts: wire.counts,
        catalogue: wire.catalogue,
        vocabulary: wire.vocabulary,
        purposes: wire.purposes,
        reference: wire.reference,
        cities,
        ties: wire.ties,
    };
    check(&directory, count).map_or(Ok(directory), bad)
}

/// Values that differ from a rule, by gaps.
struct Exceptions {
    rows: std::vec::IntoIter<(u32, String)>,
    next: Option<(usize, String)>,
}

impl Exceptions {
    fn new(rows: Vec<(u32, String)>) -> Self {
        let mut rows = rows.into_iter();
        let next = rows.next().map(|(gap, text)| (gap as usize, text));
        Exceptions { rows, next }
    }

    fn at(&mut self, ix: usize) -> Option<String> {
        if self.next.as_ref()?.0 != ix {
            return None;
        }
        let (_, text) = self.next.take()?;
        self.next = self
            .rows
            .next()
            .map(|(gap, text)| (ix.saturating_add(gap as usize), text));
        Some(text)
    }
}

/// The first part that does not fit the others.
fn check(directory: &Directory, count: usize) -> Option<&'static str> {
    let cities = &directory.cities;
    let catalogue = &directory.catalogue;
    let topics = directory.vocabulary.topics.len();
    let within = |list: &[u16], len: usize| list.iter().all(|&v| v == NONE || usize::from(v) < len);
    let all_within = |lists: &[Vec<u16>], len: usize| lists.iter().all(|l| within(l, len));
    let same_length = [
        cities.lat.len(),
        cities.lon.len(),
        cities.zone.len(),
        cities.language_set.len(),
    ];
    let catalogue_fits = |indicator: &Indicator| {
        let facet_fits = indicator.context().is_none_or(|(facet, weight)| {
            facet < catalogue.facets.len() && weight.is_finite() && weight > 0.0
        });
        let kind_fits = match &indicator.kind {
            Kind::Number { low, high, .. } => low.is_finite() && high.is_finite() && low < high,
            Kind::Ordered { levels } => levels.len() >= 2,
            Kind::Category { codes, parents } => codes
                .iter()
                .all(|c| c.parent.is_none_or(|p| usize::from(p) < parents.len())),
            Kind::Tags { codes } => codes.len() <= 64,
        };
        facet_fits && kind_fits
    };
    let statement_fits = |s: &Statement| {
        [&s.needs, &s.offers].iter().all(|list| {
            list.iter().all(|&(topic, _)| usize::from(topic) < topics)
                && list.windows(2).all(|w| w[0].0 < w[1].0)
        })
    };
    let checks: [(&'static str, bool); 10] = [
        ("columns", same_length.iter().all(|&len| len == count)),
        (
            "catalogue",
            catalogue.indicators.iter().all(catalogue_fits)
                && catalogue
                    .facets
                    .iter()
                    .all(|f| f.weight.is_finite() && f.weight >= 0.0)
                && catalogue
                    .main
                    .is_none_or(|m| usize::from(m) < catalogue.indicators.len()),
        ),
        (
            "indicators",
            cities.columns.len() == catalogue.indicators.len()
                && catalogue
                    .indicators
                    .iter()
                    .zip(&cities.columns)
                    .all(|(i, c)| Directory::column_fits(&i.kind, c, count)),
        ),
        ("time zones", within(&cities.zone, cities.zones.len())),
        (
            "languages",
            within(&cities.language_set, cities.language_sets.len())
                && all_within(&cities.language_sets, cities.languages.len()),
        ),
        (
            "statements",
            ascending(&cities.statements, count)
                && cities.statements.iter().all(|(_, s)| statement_fits(s)),
        ),
        ("goals", ascending(&cities.goals, count)),
        (
            "networks",
            ascending(&cities.circles, count)
                && cities.circles.iter().all(|(_, c)| {
                    within(&c.networks, cities.networks.len())
                        && within(&c.modes, cities.modes.len())
                }),
        ),
        (
            "ties",
            directory
                .ties
                .iter()
                .all(|(a, b, _)| a < b && b.ix() < count),
        ),
        (
            "reference",
            directory.reference.mean_difference.len() == catalogue.indicators.len(),
        ),
    ];
    checks.iter().find(|(_, fits)| !fits).map(|(what, _)| *what)
}

fn ascending<T>(rows: &[(CityIx, T)], count: usize) -> bool {
    rows.windows(2).all(|w| w[0].0 < w[1].0) && rows.last().is_none_or(|(c, _)| c.ix() < count)
}
