//! Who has registered: a text file with one city a line, or a CSV file with a column id or name. Reads files.

use super::super::{Failure, subject};
use crate::fold::fold;
use crate::problem::{InFile, Place, Problems};
use crate::source::table;
use crate::texts::intl::Intl;
use city_peers_engine::{CityIx, Directory};
use std::path::Path;

/// Columns that name a city; the first of them that a file has counts where it is filled.
const IDS: [&str; 3] = ["id", "city_id", "city id"];
const NAMES: [&str; 4] = ["name", "city", "city_name", "city name"];
const COUNTRIES: [&str; 2] = ["country", "country_code"];

/// One line of the list.
struct Entry {
    place: Place,
    wanted: String,
    country: String,
}

/// The text of a file that people wrote.
///
/// # Errors
/// When it cannot be read, or is no text.
pub fn text_of(path: &Path) -> Result<String, Failure> {
    let name = path.display();
    let bytes = std::fs::read(path).map_err(|e| {
        Failure(format!(
            "{name} cannot be read: {}",
            crate::words::cause(&e)
        ))
    })?;
    let spreadsheet = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if spreadsheet {
        let what = "is a spreadsheet or another packed file: save it as CSV (UTF-8) and name that";
        return Err(Failure(format!("{name} {what}")));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure(format!(
            "{name} is not text in UTF-8: save it as CSV (UTF-8)"
        ))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    // Old spreadsheets end lines with CR alone.
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The cities of a list, in its order; everything wrong with it is noted.
pub fn cities(
    directory: &Directory,
    names: &Intl,
    path: &Path,
    problems: &mut Problems,
) -> Result<Vec<CityIx>, Failure> {
    let text = text_of(path)?;
    let name = path.display().to_string();
    let mut file = problems.of(&name);
    let entries = if is_table(path, &text) {
        rows(&text, &mut file)
    } else {
        lines(&text)
    };
    let mut cities: Vec<(CityIx, Place)> = Vec::new();
    let empty = entries.is_empty();
    for entry in entries {
        match find(directory, names, &entry.wanted, &entry.country) {
            Err(what) => file.error(entry.place, what, None),
            Ok(city) => match cities.iter().find(|(c, _)| *c == city) {
                Some((_, first)) => {
                    let what = format!("{} is on {} already", directory.id(city), words(first));
                    let hint = Some("leave one of them out".to_owned());
                    file.error(entry.place, what, hint);
                }
                None => cities.push((city, entry.place)),
            },
        }
    }
    if empty && !problems.any_error() {
        let what = format!("{name} names no city: write one a line, by id or name");
        return Err(Failure(what));
    }
    Ok(cities.into_iter().map(|(city, _)| city).collect())
}

fn words(place: &Place) -> String {
    match place {
        Place::Row(row, _) => format!("row {row}"),
        Place::Key(key) => key.clone(),
        Place::File | Place::Pointer(_) => String::new(),
    }
}

/// Whether a file is a table: by its name, or by a header that names a column of ours.
fn is_table(path: &Path, text: &str) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    let by_name = ["csv", "tsv"].map(|e| extension.eq_ignore_ascii_case(e));
    let mut lines = text.lines().map(str::trim);
    let header = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    let mut cells = header.unwrap_or_default().split([',', ';', '\t']);
    let ours = |cell: &str| {
        let cell = cell.trim().trim_matches('"').to_lowercase();
        IDS.iter().chain(&NAMES).any(|name| *name == cell)
    };
    by_name.contains(&true) || cells.any(ours)
}

fn lines(text: &str) -> Vec<Entry> {
    let lines = text.lines().enumerate();
    let entries = lines.map(|(ix, line)| Entry {
        place: Place::Key(format!("line {}", ix + 1)),
        wanted: line.split('#').next().unwrap_or_default().trim().to_owned(),
        country: String::new(),
    });
    entries.filter(|entry| !entry.wanted.is_empty()).collect()
}

fn rows(text: &str, file: &mut InFile<'_>) -> Vec<Entry> {
    let (text, above) = without_comments(text);
    if text.trim().is_empty() {
        return Vec::new();
    }
    let Some(mut table) = table::read(&text, file) else {
        return Vec::new();
    };
    for column in &mut table.columns {
        *column = column.to_lowercase();
    }
    let first = |of: &[&str]| of.iter().find_map(|name| table.column(name));
    let (id, name, country) = (first(&IDS), first(&NAMES), first(&COUNTRIES));
    if id.is_none() && name.is_none() {
        let what = format!(
            "no column id or name; the columns are: {}",
            table.columns.join(", ")
        );
        let hint = "the first row names the columns, and one of them must be id or name";
        file.error(Place::Row(above + 1, None), what, Some(hint.to_owned()));
        return Vec::new();
    }
    let mut entries = Vec::new();
    for (number, row) in &table.rows {
        let by = |column| Some(table::cell(row, column)).filter(|cell| !cell.is_empty());
        let (wanted, column) = match (by(id), by(name)) {
            (Some(id), _) => (id, "id"),
            (None, Some(name)) => (name, "name"),
            (None, None) => {
                let what = "names no city";
                let hint = "fill in id or name, or take the row out";
                file.error(
                    Place::Row(number + above, None),
                    what,
                    Some(hint.to_owned()),
                );
                continue;
            }
        };
        entries.push(Entry {
            place: Place::Row(number + above, Some(column.to_owned())),
            wanted: wanted.to_owned(),
            country: if column == "name" {
                table::cell(row, country).to_owned()
            } else {
                String::new()
            },
        });
    }
    entries
}

/// A table without its comments: those before the header are counted and cut, later ones become empty rows, so that rows
/// keep the number that an editor shows.
pub fn without_comments(text: &str) -> (String, usize) {
    let is_empty = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let above = text.lines().take_while(is_empty).count();
    let rest = text.lines().skip(above);
    let rows: Vec<&str> = rows_of(rest, is_empty);
    (rows.join("\n"), above)
}

fn rows_of<'t>(
    lines: impl Iterator<Item = &'t str>,
    is_empty: impl Fn(&&str) -> bool,
) -> Vec<&'t str> {
    lines
        .map(|line| if is_empty(&line) { "\"\"" } else { line })
        .collect()
}

/// The city of an id or a name, by itself or with a country: `Lyon, FR`.
pub fn find(
    directory: &Directory,
    names: &Intl,
    wanted: &str,
    country: &str,
) -> Result<CityIx, String> {
    let (name, code) = if country.is_empty() {
        match subject::city(directory, wanted) {
            Ok(city) => return Ok(city),
            Err(Failure(what)) => match wanted.rsplit_once(',') {
                Some((name, code)) if !code.trim().is_empty() => {
                    return find(directory, names, name.trim(), code.trim()).map_err(|_| what);
                }
                _ => return Err(what),
            },
        }
    } else {
        (wanted, country)
    };
    let is_there = |city: CityIx| {
        let there = directory.country(city);
        there.eq_ignore_ascii_case(code) || fold(&names.country(there)) == fold(code)
    };
    let key = fold(name);
    let keys = directory.indices().zip(directory.cities.keys.iter());
    let found: Vec<CityIx> = keys
        .filter(|(city, k)| *k == key && is_there(*city))
        .map(|(city, _)| city)
        .collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => match subject::city(directory, name) {
            Ok(other) => Err(format!(
                "no city “{name}” in “{code}”; did you mean {}, {} ({})?",
                directory.name(other),
                names.country(directory.country(other)),
                directory.id(other)
            )),
            Err(Failure(what)) => Err(what),
        },
        several => {
            let ids: Vec<&str> = several.iter().map(|&c| directory.id(c)).collect();
            let ids = ids.join(", ");
            Err(format!(
                "several cities of {code} are called “{name}”; use the id: {ids}"
            ))
        }
    }
}
