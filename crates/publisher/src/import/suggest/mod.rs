//! Proposes a mapping from the headers and the values of a table: what is sure is ready for use, what is unsure stays a
//! comment for a person to decide. Pure.

mod print;
mod score;
mod values;
pub mod words;

use super::cell::Table;
use super::context::Context;
use super::country::Names;
use super::input::Input;
use super::{ids, records};
use score::Fit;
use std::collections::{BTreeMap, BTreeSet};
use values::Looks;
use words::Header;

/// From here on a line is active.
pub const SURE: f64 = 0.75;
/// Most other columns that are named for one field.
const MOST_OTHERS: usize = 4;

/// The text of a mapping for a file.
pub fn mapping(input: Input, file: &str, sheet: Option<&str>, context: &Context) -> String {
    let table = match input {
        Input::Table(table) => table,
        Input::Objects(name, objects) => records::table(&name, objects),
    };
    let names = Names::default();
    let lookup = score::Lookup::new(context);
    let headers: Vec<Header> = table.columns.iter().map(|c| words::header(c)).collect();
    let shared = values::shared_sign(&table);
    let looks: Vec<Looks> = (0..table.columns.len())
        .map(|at| values::look(&table, at, shared))
        .collect();
    let mut all: Vec<Fit> = Vec::new();
    for (at, (header, looks)) in headers.iter().zip(&looks).enumerate() {
        if !looks.is_empty() {
            all.extend(score::fits((at, header, looks), context, &names, &lookup));
        }
    }
    let (active, others) = choose(all, &headers, &looks);
    let mut text = head(file, &table, sheet, shared);
    text.push_str(&identity(&table, &active, context));
    text.push_str(
        "\n[source]\n# Where the values come from; it goes to “sources” of every profile.\n",
    );
    text.push_str("# title = \"…\"\n# url = \"https://…\"\n");
    if !print::years(&headers) {
        text.push_str("# year = 2025\n");
    }
    text.push_str("\n[columns]\n");
    text.push_str(&lines(&table, &active, &others));
    text.push_str(&rest(&table, &active, &others, &looks));
    text
}

/// The best column of each field is active where it is sure; others of that field and other fields of that column are not.
fn choose(mut all: Vec<Fit>, headers: &[Header], looks: &[Looks]) -> (Vec<Fit>, Vec<Fit>) {
    let year = |fit: &Fit| headers.get(fit.column).and_then(|h| h.year).unwrap_or(0);
    all.sort_by(|a, b| {
        let order = b.sure.total_cmp(&a.sure);
        order
            .then_with(|| year(b).cmp(&year(a)))
            .then_with(|| a.column.cmp(&b.column))
    });
    let mut fields: BTreeSet<String> = BTreeSet::new();
    let mut columns: BTreeSet<usize> = BTreeSet::new();
    let (mut active, mut others) = (Vec::new(), Vec::new());
    for fit in all {
        let free = !fields.contains(&fit.to) && !columns.contains(&fit.column);
        if fit.sure >= SURE && free {
            fields.insert(fit.to.clone());
            columns.insert(fit.column);
            active.push(fit);
        } else {
            others.push(fit);
        }
    }
    if !active
        .iter()
        .any(|f| f.to == "name" || f.to.starts_with("name."))
    {
        let free = |at: &usize| !columns.contains(at);
        let texts = looks
            .iter()
            .enumerate()
            .filter(|(at, l)| free(at) && l.numeric() < 0.2 && !l.is_empty());
        let best = texts.max_by(|a, b| {
            a.1.distinct()
                .total_cmp(&b.1.distinct())
                .then(b.0.cmp(&a.0))
        });
        if let Some((column, _)) = best {
            others.retain(|fit| fit.column != column || fit.to != "name");
            active.push(Fit {
                column,
                to: "name".to_owned(),
                sure: 0.4,
                why: "no header says name; this text differs most from row to row".to_owned(),
                more: Vec::new(),
            });
        }
    }
    (active, others)
}

fn head(file: &str, table: &Table, sheet: Option<&str>, shared: Option<char>) -> String {
    let mut text = format!(
        "# Proposed from the headers and values of {file}. Lines with # in front wait for your decision.\n\
         # docs/import.md says what else a mapping can say.\nversion = 1\n\n[table]\n"
    );
    if let Some(sheet) = sheet {
        text.push_str(&format!("sheet = {}\n", print::quoted(sheet)));
    }
    match table.header.as_slice() {
        [] | [1] => {}
        rows => text.push_str(&format!("header = {rows:?}\n")),
    }
    if let Some(sign) = shared {
        text.push_str(&format!(
            "decimal = \"{sign}\"  # as numbers of the file are written\n"
        ));
    } else {
        text.push_str("# decimal = \",\"  # or \".\", where numbers can be read both ways\n");
    }
    text.push_str(
        "# missing = [\"9999\"]  # what else stands for unknown; n/a, - and .. are known\n",
    );
    text
}

/// `[id]` and `[constant]`: a pattern that gives every row an id of its own.
fn identity(table: &Table, active: &[Fit], context: &Context) -> String {
    let column = |to: &str| active.iter().find(|f| f.to == to).map(|f| f.column);
    let name = active
        .iter()
        .find(|f| f.to == "name" || f.to.starts_with("name."));
    let mut text = String::new();
    if column("id").is_none()
        && let Some(name) = name
    {
        let pattern = pattern(table, name.column, column("country"));
        text.push_str("\n[id]\n# Ids must stay: what is made of the name changes with the name.\n");
        text.push_str(&match pattern {
            Some(pattern) => format!("pattern = {}\n", print::quoted(&pattern)),
            None => "# pattern = \"{country}-{name}-{a column}\"  # no pattern tells all rows apart: some are there twice\n".to_owned(),
        });
    }
    text.push_str("\n[constant]\norigin = \"open-data\"  # or \"submitted\", where the cities themselves said it\n");
    if column("country").is_none() {
        text.push_str(
            "# country = \"BO\"  # which? Then write [id] pattern = \"{country}-…\" too\n",
        );
    }
    if column("languages").is_none() {
        text.push_str(&format!(
            "# languages = [{}]  # the languages all of them work in\n",
            print::quoted(&context.language)
        ));
    }
    text
}

/// The shortest pattern that tells all rows apart.
fn pattern(table: &Table, name: usize, country: Option<usize>) -> Option<String> {
    let start = if country.is_some() {
        "{country}-{name}"
    } else {
        "{name}"
    };
    let slug = |row: &super::cell::Row, at: usize| ids::slug(&row.cell(at).shown());
    let apart = |more: Option<usize>| {
        let mut seen = BTreeSet::new();
        table.rows.iter().all(|row| {
            let country = country.map(|at| slug(row, at));
            let name = slug(row, name);
            let more = more.map(|at| slug(row, at));
            !name.is_empty()
                && more.as_ref().is_none_or(|m| !m.is_empty())
                && seen.insert((country, name, more))
        })
    };
    if apart(None) {
        return Some(start.to_owned());
    }
    let columns = (0..table.columns.len()).filter(|at| *at != name && Some(*at) != country);
    // Few different values: a region rather than a number.
    let mut columns: Vec<(usize, usize)> = columns
        .map(|at| {
            let all: BTreeSet<String> = table.rows.iter().map(|row| slug(row, at)).collect();
            (all.len(), at)
        })
        .filter(|(different, _)| *different > 1)
        .collect();
    columns.sort_unstable();
    let (_, at) = columns.into_iter().find(|(_, at)| apart(Some(*at)))?;
    let column = table.columns.get(at)?;
    Some(format!("{start}-{{{column}}}"))
}

fn lines(table: &Table, active: &[Fit], others: &[Fit]) -> String {
    let mut active: Vec<&Fit> = active.iter().collect();
    active.sort_by_key(|fit| fit.column);
    let mut text = String::new();
    let name = |fit: &Fit| {
        table
            .columns
            .get(fit.column)
            .map_or("", String::as_str)
            .to_owned()
    };
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for fit in active {
        text.push_str(&print::line(&name(fit), fit, true));
        taken.insert(fit.column);
    }
    let mut per_field: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unsure = String::new();
    for fit in others.iter().filter(|fit| !taken.contains(&fit.column)) {
        let count = per_field.entry(fit.to.as_str()).or_insert(0);
        *count += 1;
        if *count <= MOST_OTHERS {
            unsure.push_str(&print::line(&name(fit), fit, false));
        }
    }
    if !unsure.is_empty() {
        text.push_str("\n# Perhaps:\n");
        text.push_str(&unsure);
    }
    text
}

/// The columns that nothing fits.
fn rest(table: &Table, active: &[Fit], others: &[Fit], looks: &[Looks]) -> String {
    let fitted: BTreeSet<usize> = active.iter().chain(others).map(|f| f.column).collect();
    let left =
        table.columns.iter().enumerate().filter(|(at, _)| {
            !fitted.contains(at) && looks.get(*at).is_some_and(|l| !l.is_empty())
        });
    let left: Vec<String> = left
        .map(|(_, name)| format!("{},", print::key(name).replace('\n', " ")))
        .collect();
    if left.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n# Nothing was found for {}. Map them, or name them under “ignore” before the first [table]:\n",
        crate::words::count(left.len(), "column")
    );
    text.push_str(&print::comment(left.into_iter()));
    text
}
