//! Practices, full profiles and name tables as files of their own, fetched when needed. Pure.

use super::container::{FormatError, unwrap, wrap};
use super::wire::{Reader, Wire, put_list, wire_struct};
use crate::directory::{CityIx, Strings};
use crate::model::{FileKind, Profile};
use crate::practices::Practices;
use crate::search::NameTable;

/// Cities in one detail file: city `ix` is in file `ix / DETAIL_SHARD`.
pub const DETAIL_SHARD: usize = 256;

pub(super) fn to_bytes<T: Wire>(kind: FileKind, value: &T) -> Vec<u8> {
    let mut payload = Vec::new();
    value.put(&mut payload);
    wrap(kind, &payload)
}

pub(super) fn from_bytes<T: Wire>(kind: FileKind, bytes: &[u8]) -> Result<T, FormatError> {
    let mut reader = Reader::new(unwrap(kind, bytes)?);
    let value = T::take(&mut reader);
    if reader.finished() {
        Ok(value)
    } else {
        Err(FormatError::Malformed("structure"))
    }
}

/// Encodes the practices.
pub fn encode_practices(practices: &Practices) -> Vec<u8> {
    to_bytes(FileKind::Practices, practices)
}

/// Decodes the practices of a directory with so many cities.
///
/// # Errors
/// When the bytes are not a practices file of such a directory.
pub fn decode_practices(bytes: &[u8], cities: usize) -> Result<Practices, FormatError> {
    let practices: Practices = from_bytes(FileKind::Practices, bytes)?;
    for entry in &practices.entries {
        let reporting = entry.reports.iter().map(|report| report.city);
        let named = entry.city.into_iter().chain(reporting);
        if named
            .chain(entry.adopters.iter().copied())
            .any(|city| city.ix() >= cities)
        {
            return Err(FormatError::Malformed("city of a practice"));
        }
    }
    Ok(practices)
}

/// Encodes full profiles: one detail file.
pub fn encode_details(profiles: &[Profile]) -> Vec<u8> {
    let mut payload = Vec::new();
    put_list(profiles, &mut payload);
    wrap(FileKind::Detail, &payload)
}

/// Decodes one detail file.
///
/// # Errors
/// When the bytes are not a detail file.
pub fn decode_details(bytes: &[u8]) -> Result<Vec<Profile>, FormatError> {
    from_bytes(FileKind::Detail, bytes)
}

/// Stands for a key of a name without letters; no key holds punctuation.
const EMPTY_KEY: &str = "-";

struct NamesWire {
    lang: String,
    gaps: Vec<u32>,
    names: String,
    keys: String,
}

wire_struct! { NamesWire { lang, gaps, names, keys } }

/// Encodes a name table.
pub fn encode_names(table: &NameTable) -> Vec<u8> {
    let mut before = 0;
    let gaps = table.cities.iter().map(|c| {
        let gap = c.0 - before;
        before = c.0;
        gap
    });
    let names: Vec<&str> = table.names.iter().collect();
    let keys: Vec<&str> = table
        .keys
        .iter()
        .zip(table.names.iter())
        .map(|(key, name)| match key {
            _ if key == name => "",
            "" => EMPTY_KEY,
            _ => key,
        })
        .collect();
    to_bytes(
        FileKind::Search,
        &NamesWire {
            lang: table.lang.clone(),
            gaps: gaps.collect(),
            names: names.join("\n"),
            keys: keys.join("\n"),
        },
    )
}

/// Decodes a name table of a directory with so many cities.
///
/// # Errors
/// When the bytes are not a search file of such a directory.
pub fn decode_names(bytes: &[u8], cities: usize) -> Result<NameTable, FormatError> {
    let wire: NamesWire = from_bytes(FileKind::Search, bytes)?;
    let mut table = NameTable {
        lang: wire.lang,
        ..NameTable::default()
    };
    let mut city = 0u32;
    let (mut names, mut keys) = (wire.names.split('\n'), wire.keys.split('\n'));
    for gap in wire.gaps {
        city = city.saturating_add(gap);
        let (Some(name), Some(key)) = (names.next(), keys.next()) else {
            return Err(FormatError::Malformed("names"));
        };
        if city as usize >= cities {
            return Err(FormatError::Malformed("city of a name"));
        }
        table.cities.push(CityIx(city));
        table.names.push(name);
        table.keys.push(match key {
            "" => name,
            EMPTY_KEY => "",
            _ => key,
        });
    }
    table.names = table.names.iter().collect::<Strings>();
    Ok(table)
}
