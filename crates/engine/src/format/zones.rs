//! Time zones in the core file: lists of changes once, however many zones share them. Pure.

use super::wire::wire_struct;
use crate::day::Day;
use crate::zone::{Changes, Zone};
use std::sync::Arc;

/// All zones of a directory.
pub(super) struct ZonesWire {
    /// Names, one a line.
    names: String,
    /// Offset of every zone on the first covered day, minutes.
    offsets: Vec<i16>,
    /// Position of every zone's changes in `changes`.
    of: Vec<u16>,
    /// The distinct lists of changes: days since the change before (at first since 1970-01-01), minutes ahead of the offset.
    changes: Vec<Vec<(u32, i16)>>,
}

wire_struct! {
    ZonesWire { names, offsets, of, changes }
}

pub(super) fn pack(zones: &[Zone]) -> ZonesWire {
    let names: Vec<&str> = zones.iter().map(|z| z.name.as_str()).collect();
    let mut distinct: Vec<&Changes> = Vec::new();
    let mut of = Vec::with_capacity(zones.len());
    for zone in zones {
        let at = distinct.iter().position(|&c| *c == zone.changes);
        of.push(at.unwrap_or(distinct.len()) as u16);
        if at.is_none() {
            distinct.push(&zone.changes);
        }
    }
    let gaps = |changes: &Changes| {
        let mut before = 0;
        let row = |&(day, ahead): &(Day, i16)| {
            let gap = day.0.wrapping_sub(before).cast_unsigned();
            before = day.0;
            (gap, ahead)
        };
        changes.iter().map(row).collect()
    };
    ZonesWire {
        names: names.join("\n"),
        offsets: zones.iter().map(|z| z.offset).collect(),
        of,
        changes: distinct.into_iter().map(gaps).collect(),
    }
}

/// The inverse of [`pack`]; `None` where the parts do not fit each other.
pub(super) fn unpack(wire: ZonesWire) -> Option<Vec<Zone>> {
    let lists = wire.changes.iter().map(|list| {
        let mut day = 0i32;
        let row = |&(gap, ahead): &(u32, i16)| {
            day = day.wrapping_add(gap.cast_signed());
            (Day(day), ahead)
        };
        list.iter().map(row).collect()
    });
    let lists: Vec<Changes> = lists.collect();
    if wire.of.len() != wire.offsets.len() {
        return None;
    }
    let mut zones = Vec::new();
    let mut names = wire.names.split('\n');
    for (&offset, &of) in wire.offsets.iter().zip(&wire.of) {
        zones.push(Zone {
            name: names.next()?.to_owned(),
            offset,
            changes: Arc::clone(lists.get(usize::from(of))?),
        });
    }
    if !zones.is_empty() && names.next().is_some() {
        return None;
    }
    let ascending = |list: &Changes| list.windows(2).all(|w| w[0].0 < w[1].0);
    lists.iter().all(ascending).then_some(zones)
}
