//! Suggestions as a table for spreadsheets: RFC 4180, UTF-8 with its mark, heads in the visitor's language. Reads only.

use super::{Rows, carried, take};
use crate::components::Scene;
use crate::later::partners as draws;
use crate::later::{Effect, World};
use crate::queries::{partner, practice};
use crate::state::Answered;
use crate::words::Words;
use city_peers_engine::portfolio::Part;

/// Tells spreadsheets that the text is UTF-8.
const MARK: &str = "\u{feff}";

/// Offers the table as a file.
pub(super) fn save(world: &mut World, rows: Rows) {
    let Some(answered) = world.answered else {
        return;
    };
    let scene = Scene {
        words: world.words,
        snapshot: world.snapshot,
    };
    let (name, table) = match rows {
        Rows::Partners => {
            let table = partners(scene, &world.memory.partners, answered);
            ("city-peers-partners-", table)
        }
        Rows::Practices => ("city-peers-practices-", practices(scene, answered)),
    };
    let name = [name, &take::today(), ".csv"].concat();
    world
        .effects
        .push(Effect::Save(name, "text/csv;charset=utf-8", table));
    let said = world.words.text("take.saved").to_owned();
    world.effects.push(Effect::Announce(said));
}

/// A cell that a spreadsheet takes as text or number, never as a formula.
fn cell(text: &str) -> String {
    let risky = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let text = if risky {
        ["'", text].concat()
    } else {
        text.to_owned()
    };
    if text.contains(['"', ',', ';', '\n', '\r', '\t']) || text != text.trim() {
        ["\"", &text.replace('"', "\"\""), "\""].concat()
    } else {
        text
    }
}

fn line(table: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    table.push_str(&cells.join(","));
    table.push_str("\r\n");
}

fn heads(words: &Words, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| words.text(key).to_owned()).collect()
}

/// Points of 100, or the word for unknown.
fn points(words: &Words, share: Option<f64>) -> String {
    match share {
        Some(share) => ((share * 100.0).round() as i64).to_string(),
        None => words.text("amount.unknown").to_owned(),
    }
}

fn role(part: Part) -> &'static str {
    match part {
        Part::NearPeer => "part.near",
        Part::RoleModel => "part.model",
        Part::ExchangePartner => "part.exchange",
        Part::FarPeer => "part.far",
    }
}

/// One row a partner, in the order of the page: by role, then what the score adds.
pub(super) fn partners(scene: Scene, draws: &draws::Memory, answered: &Answered) -> String {
    let words = scene.words;
    let directory = &scene.snapshot.loaded.directory;
    let mut table = MARK.to_owned();
    let keys = [
        "table.city",
        "table.id",
        "table.country",
        "table.role",
        "table.likeness",
        "table.word",
        "table.learn",
        "table.teach",
        "table.ease",
        "table.known",
        "table.alike",
        "table.different",
        "table.ease-why",
        "table.practices",
    ];
    let mut cells = heads(words, &keys);
    let first = words.count("figure.first", answered.asked.top, &[]);
    cells.extend([words.text("why.range").to_owned(), first]);
    line(&mut table, &cells);
    let members = &answered.portfolio.members;
    let by_role = members
        .iter()
        .map(|m| (words.text(role(m.part)), &m.partner));
    for (role, found) in by_role.chain(answered.more().map(|found| ("", found))) {
        let row = partner::row(words, scene.snapshot, answered, found);
        let why = partner::why(words, scene.snapshot, answered, found);
        let practices = row.practices.as_deref().unwrap_or_default();
        let titles: Vec<String> = practices
            .iter()
            .map(|(_, title, _)| title.clone())
            .collect();
        let word = row.likeness.as_ref().map_or("amount.unknown", |l| l.word);
        let figure = draws.figure(answered, row.city);
        let unknown = || words.text("amount.unknown").to_owned();
        let whole = |x: f64| (x.round() as i64).to_string();
        let range = figure.and_then(|f| f.likeness);
        line(
            &mut table,
            &[
                row.name.clone(),
                directory.id(row.city).to_owned(),
                words.country(directory.country(row.city)),
                role.to_owned(),
                points(words, found.likeness),
                words.text(word).to_owned(),
                points(words, row.learn),
                points(words, row.teach),
                points(words, found.ease.score),
                points(words, Some(found.coverage)),
                row.alike.join("; "),
                row.different.join("; "),
                why.ease.join(" "),
                titles.join("; "),
                range.map_or_else(unknown, |(low, high)| [whole(low), whole(high)].join("–")),
                figure.map_or_else(unknown, |f| draws::chance_text(words, f)),
            ],
        );
    }
    table
}

/// One row a practice, in the order of the list.
pub(super) fn practices(scene: Scene, answered: &Answered) -> String {
    let words = scene.words;
    let mut table = MARK.to_owned();
    let keys = [
        "table.practice",
        "table.id",
        "table.city",
        "table.country",
        "table.topics",
        "table.evidence",
        "table.fits",
        "table.fit-low",
        "table.fit-high",
        "table.cost",
        "table.source",
    ];
    line(&mut table, &heads(words, &keys));
    let Some(all) = scene.snapshot.practices.ready() else {
        return table;
    };
    for found in answered.practices.iter().flatten() {
        let Some(entry) = all.entries.get(found.practice) else {
            continue;
        };
        let practice = &entry.practice;
        let id = carried::practice_id(scene.snapshot, found.practice).unwrap_or_default();
        let unknown = || words.text("amount.unknown").to_owned();
        line(
            &mut table,
            &[
                practice.title.clone(),
                id.to_owned(),
                practice::city_name(words, scene.snapshot, entry).to_owned(),
                words.country(&practice.country),
                practice::terms(words, scene.snapshot, "topics", &practice.topics),
                words.text(partner::evidence(practice.evidence)).to_owned(),
                words.text(practice::headline(&found.fit)).to_owned(),
                points(words, Some(found.fit.low)),
                points(words, Some(found.fit.high)),
                practice::cost(words, practice).unwrap_or_else(unknown),
                practice
                    .sources
                    .first()
                    .map_or(String::new(), |s| s.url.clone()),
            ],
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_text_and_not_formulas() {
        assert_eq!(cell("Beira"), "Beira");
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(cell("-2,5"), "\"'-2,5\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
        assert_eq!(cell(" =1"), "' =1");
    }
}
