//! Who meets whom as a table for spreadsheets: one row per city, those who are left out among them. Pure.

use super::output::Shown;
use super::{Registered, text, texts};
use crate::commands::Failure;
use crate::texts::layout::csv_with;
use crate::words::of_hundred;

const COLUMNS: [&str; 8] = [
    "group",
    "city",
    "name",
    "country",
    "partners",
    "languages",
    "value",
    "note",
];

/// The whole answer as CSV. Texts that a spreadsheet would take for a formula begin with an apostrophe, which makes them text.
///
/// # Errors
/// When it cannot be written.
pub fn csv(registered: &Registered, shown: Shown<'_>, bom: bool) -> Result<String, Failure> {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    let city = |id: &String| shown.forum.cities.iter().find(|c| c.id == *id);
    let named = |id: &String| city(id).map_or_else(String::new, |c| c.name.clone());
    let country = |id: &String| city(id).map_or_else(String::new, |c| c.country.clone());
    for (ix, group) in shown.groups.iter().enumerate() {
        for id in &group.cities {
            let partners = group.cities.iter().filter(|other| *other != id);
            let partners: Vec<String> = partners
                .map(|other| format!("{} ({other})", named(other)))
                .collect();
            let value = group.value.map(|v| of_hundred(Some(v)));
            rows.push(vec![
                (ix + 1).to_string(),
                id.clone(),
                named(id),
                country(id),
                partners.join("; "),
                text::languages(registered, group),
                value.unwrap_or_default(),
                texts::note(group),
            ]);
        }
    }
    for left in shown.left_out {
        let reasons = left.reasons.iter();
        let reasons: Vec<String> = reasons
            .map(|r| texts::left_out_by_code(r.code, r.cities))
            .collect();
        let note = texts::left_out_note(&reasons.join(", "));
        let none = String::new;
        let (name, there) = (named(&left.city), country(&left.city));
        rows.push(vec![
            none(),
            left.city.clone(),
            name,
            there,
            none(),
            none(),
            none(),
            note,
        ]);
    }
    // Spreadsheets on Windows are where these lists go.
    let text = csv_with(&rows, csv::Terminator::CRLF).map_err(Failure)?;
    let mark = if bom { "\u{feff}" } else { "" };
    Ok(format!("{mark}{text}"))
}
