//! Says once that cities count as having spoken for themselves where an import leaves open who says what it holds. Pure;
//! notes problems.

use super::cell::{Kind, Table};
use super::existing::Existing;
use super::plan::{Record, object};
use crate::problem::{Place, Problems};

/// Notes that new profiles say no `origin`; `mapping` is what messages call the mapping file, where there is one.
///
/// Profiles that come as JSON, ready made, are what cities send, which is what no origin means: they need no note, nor do
/// practices, whose source is a field that must be given. What is there already keeps what it says.
pub fn unsaid(
    mapping: Option<&str>,
    tables: &[Table],
    records: &[Record],
    existing: &Existing,
    problems: &mut Problems,
) {
    let table = tables.iter().find(|table| table.kind != Kind::Records);
    let Some(file) = mapping.or(table.map(|table| table.name.as_str())) else {
        return;
    };
    let silent = |record: &Record| {
        !existing.objects.contains_key(&record.id) && !object(&record.json).contains_key("origin")
    };
    if records.iter().any(silent) {
        let hint =
            "origin = \"open-data\" or \"submitted\" under [constant] of the mapping says which";
        problems.of(file).warning(
            Place::File,
            "says no origin: the cities count as having submitted it themselves",
            Some(hint.to_owned()),
        );
    }
}
