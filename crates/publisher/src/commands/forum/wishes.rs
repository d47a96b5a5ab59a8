//! Who must and must not meet: from options and from a file of wishes. Reads files.

use super::super::{Failure, subject};
use super::list;
use crate::cli;
use crate::fold::fold;
use crate::hint::hint;
use crate::problem::{Place, Problems};
use crate::source::table;
use city_peers_engine::groups::Wishes;
use city_peers_engine::{CityIx, Directory};
use std::path::Path;

const WISHES: [&str; 2] = ["must", "must-not"];

/// The cities on the list, by which wishes name them.
pub struct Listed<'l> {
    /// The directory.
    pub directory: &'l Directory,
    /// The list.
    pub cities: &'l [CityIx],
    /// Its file.
    pub file: &'l str,
}

/// All wishes about who meets.
///
/// # Errors
/// When an option or the file names a city that is not on the list. What is wrong with the file is noted as well.
pub fn read(
    args: &cli::Forum,
    listed: &Listed<'_>,
    problems: &mut Problems,
) -> Result<Wishes, Failure> {
    let mut wishes = Wishes {
        avoid_ties: args.avoid_ties,
        shared_language: args.shared_language || !args.languages.is_empty(),
        different_countries: !args.any_country,
        ..Wishes::default()
    };
    for wish in &args.must {
        wishes.must.push(listed.option("--must", wish)?);
    }
    for wish in &args.must_not {
        let numbers = listed.option("--must-not", wish)?;
        for (ix, &a) in numbers.iter().enumerate() {
            let others = numbers.iter().skip(ix + 1);
            wishes.must_not.extend(others.map(|&b| (a, b)));
        }
    }
    if let Some(path) = &args.wishes {
        from_file(path, listed, &mut wishes, problems)?;
    }
    Ok(wishes)
}

fn from_file(
    path: &Path,
    listed: &Listed<'_>,
    wishes: &mut Wishes,
    problems: &mut Problems,
) -> Result<(), Failure> {
    let (text, above) = list::without_comments(&list::text_of(path)?);
    if text.trim().is_empty() {
        return Ok(());
    }
    let name = path.display().to_string();
    let mut file = problems.of(&name);
    let Some(mut table) = table::read(&text, &mut file) else {
        return Ok(());
    };
    for column in &mut table.columns {
        *column = column.to_lowercase();
    }
    if !table.need(&["a", "b", "wish"], &mut file) {
        return Ok(());
    }
    let [a, b, wish] = ["a", "b", "wish"].map(|column| table.column(column));
    for (number, row) in &table.rows {
        let at = |column: &str| Place::Row(number + above, Some(column.to_owned()));
        let mut find = |column: &str, cell: &str| match listed.number(cell) {
            Ok(number) => Some(number),
            Err(what) => {
                file.error(at(column), what, None);
                None
            }
        };
        let pair = (
            find("a", table::cell(row, a)),
            find("b", table::cell(row, b)),
        );
        let word = table::cell(row, wish)
            .to_lowercase()
            .replace([' ', '_'], "-");
        if !WISHES.contains(&word.as_str()) {
            let what = format!("“{}” is no wish", table::cell(row, wish));
            // The nearer of two words that say the opposite would be a bad guess.
            let hint = format!("write {}", WISHES.join(" or "));
            file.error(at("wish"), what, Some(hint));
            continue;
        }
        let (Some(a), Some(b)) = pair else { continue };
        if a == b {
            file.error(at("b"), "is the same city as a", None);
        } else if word == "must" {
            wishes.must.push(vec![a, b]);
        } else {
            wishes.must_not.push((a, b));
        }
    }
    Ok(())
}

impl Listed<'_> {
    /// The cities that an option names, by their number on the list.
    fn option(&self, option: &str, wish: &str) -> Result<Vec<usize>, Failure> {
        let names = wish.split(',').map(str::trim);
        let numbers: Vec<usize> = names
            .filter(|name| !name.is_empty())
            .map(|name| self.number(name))
            .collect::<Result<_, _>>()
            .map_err(|what| Failure(format!("{option}: {what}")))?;
        if numbers.len() < 2 {
            let what = format!("{option} {wish}: name two cities or more, separated by commas");
            return Err(Failure(what));
        }
        Ok(numbers)
    }

    /// Number of the city of an id or a name. Of several cities of one name the one on the list is meant.
    fn number(&self, wanted: &str) -> Result<usize, String> {
        let directory = self.directory;
        let key = fold(wanted);
        let named = |&city: &CityIx| fold(directory.name(city)) == key && !key.is_empty();
        let mut found = self.cities.iter().enumerate().filter(|(_, c)| named(c));
        let by_id = self.cities.iter().position(|&c| directory.id(c) == wanted);
        let alone = found
            .next()
            .map(|(ix, _)| ix)
            .filter(|_| found.next().is_none());
        let by_search = || {
            let city = subject::city(directory, wanted).ok()?;
            self.cities.iter().position(|&c| c == city)
        };
        let number = by_id.or(alone).or_else(by_search);
        number.ok_or_else(|| {
            let ids = self.cities.iter().map(|&c| directory.id(c));
            let names = self.cities.iter().map(|&c| directory.name(c));
            let hint = hint(wanted, ids.clone())
                .filter(|h| h.starts_with("did"))
                .or_else(|| hint(wanted, names))
                .or_else(|| hint(wanted, ids))
                .map_or_else(String::new, |h| format!(" ({h})"));
            format!("“{wanted}” is not in {}{hint}", self.file)
        })
    }
}
