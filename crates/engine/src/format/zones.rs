//! Time zones in the core file: lists of changes once, however many zones share them. Pure.

use super::columns::{planes, unplanes};
use super::wire::{Raw, wire_struct};
use crate::day::Day;
use crate::zone::{Changes, Years, Zone};
use std::sync::Arc;

/// All zones of a directory.
pub(super) struct ZonesWire {
    years: Years,
    names: Vec<String>,
    /// How many lists of changes there are; of each its length, then per change the days since the change before (at first
    /// since the first covered day) and the minutes ahead of the first offset from then on. Then of each zone its offset
    /// on the first covered day and the position of its list. One column: a column each would take more code to read.
    numbers: Raw,
}

wire_struct! {
    ZonesWire { years, names, numbers }
}

pub(super) fn pack(years: Years, zones: &[Zone]) -> ZonesWire {
    let mut lists: Vec<&Changes> = Vec::new();
    let mut of_zones = Vec::new();
    for zone in zones {
        let at = lists.iter().position(|&list| *list == zone.changes);
        of_zones.push(zone.offset.cast_unsigned());
        of_zones.push(at.unwrap_or(lists.len()) as u16);
        if at.is_none() {
            lists.push(&zone.changes);
        }
    }
    let mut numbers = vec![lists.len() as u16];
    for list in &lists {
        numbers.push(list.len() as u16);
        let mut before = years.first_day();
        for &(day, ahead) in list.iter() {
            numbers.push(day.0.wrapping_sub(before.0) as u16);
            numbers.push(ahead.cast_unsigned());
            before = day;
        }
    }
    numbers.extend(of_zones);
    ZonesWire {
        years,
        names: zones.iter().map(|z| z.name.clone()).collect(),
        numbers: Raw(planes(numbers.into_iter())),
    }
}

/// The inverse of [`pack`]; `None` where the parts do not fit each other.
pub(super) fn unpack(wire: ZonesWire) -> Option<(Years, Vec<Zone>)> {
    let numbers = unplanes(&wire.numbers.0);
    // What is missing reads as 0, and is noticed at the end: one way out instead of one per number.
    let mut at = 0;
    let mut next = || {
        let number = numbers.get(at).copied().unwrap_or_default();
        at += 1;
        number
    };
    let mut lists: Vec<Changes> = Vec::new();
    for _ in 0..next() {
        let mut day = wire.years.first_day().0;
        let mut list = Vec::new();
        for _ in 0..next() {
            day = day.wrapping_add(i32::from(next()));
            list.push((Day(day), next().cast_signed()));
        }
        lists.push(Arc::new(list));
    }
    let mut zones = Vec::new();
    for name in wire.names {
        let offset = next().cast_signed();
        let changes = lists.get(usize::from(next())).cloned();
        zones.push(Zone {
            name,
            offset,
            changes: changes.unwrap_or_default(),
        });
    }
    (at == numbers.len()).then_some((wire.years, zones))
}
