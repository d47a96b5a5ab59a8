//! A difference in words. Pure.

use super::{Asked, Change, CityRef, Difference, Items, PracticeRef, TieRef};
use crate::words::{count, grouped};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Characters of a value that are shown.
const WIDE: usize = 60;
/// Fields of one city or practice that are shown where lists are short.
const FIELDS: usize = 8;
/// Names of one city's new and lost suggestions that are shown.
const NAMES: usize = 5;

/// The whole difference; lists end after `limit` lines, 0 = never.
pub fn text(difference: &Difference, limit: usize) -> String {
    let limit = if limit == 0 { usize::MAX } else { limit };
    let mut text = Text {
        out: String::new(),
        limit,
    };
    let (old, new) = (&difference.old, &difference.new);
    for (what, side) in [("old", old), ("new", new)] {
        text.line(&format!(
            "{what}: {} ({}): {}, {}",
            side.folder,
            side.title,
            count(side.cities, "city"),
            count(side.practices, "practice")
        ));
    }
    if !difference.different {
        text.line("No change.");
        return text.out;
    }
    if !difference.moves_everything.is_empty() {
        text.head("What moves every likeness (catalogue, weights, reference figures)");
        text.changes("  ", &difference.moves_everything);
        let reference = |c: &Change| c.field.starts_with("reference.");
        if difference.moves_everything.iter().all(reference) {
            text.line("  These figures follow the cities where nothing fixes them: city-peers reference FOLDER");
        }
    }
    if !difference.about.is_empty() {
        text.head("About the directory, labels, vocabulary");
        text.changes("  ", &difference.about);
    }
    text.items("Cities", &difference.cities, city);
    text.items("Practices", &difference.practices, practice);
    text.ties(&difference.ties_added, &difference.ties_removed);
    match &difference.suggestions {
        Some(asked) => {
            text.suggestions(asked);
            if asked.topics.is_empty() && !difference.practices.is_empty() {
                text.line("  What cities can teach, and so their practices, counts for those that look for it: ask with --topics.");
            }
        }
        None => {
            text.head("Suggestions");
            text.line("  Not compared.");
        }
    }
    text.out
}

fn city(of: &CityRef) -> String {
    format!("{}, {} ({})", of.name, of.country, of.id)
}

fn practice(of: &PracticeRef) -> String {
    format!("{}: {}, {}", of.id, of.title, of.city)
}

struct Text {
    out: String,
    limit: usize,
}

impl Text {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn head(&mut self, head: &str) {
        self.line(&format!("\n{head}"));
    }

    /// Lines of a list, and how many more there are.
    fn list<T>(&mut self, indent: &str, items: &[T], line: impl Fn(&T) -> String) {
        for item in items.iter().take(self.limit) {
            self.line(&format!("{indent}{}", line(item)));
        }
        if items.len() > self.limit {
            let more = grouped((items.len() - self.limit) as u64);
            self.line(&format!("{indent}and {more} more"));
        }
    }

    fn changes(&mut self, indent: &str, changes: &[Change]) {
        self.list(indent, changes, change);
    }

    fn items<T>(&mut self, what: &str, items: &Items<T>, name: impl Fn(&T) -> String) {
        if items.is_empty() {
            return;
        }
        let (added, removed) = (items.added.len(), items.removed.len());
        self.head(&format!(
            "{what}: {} added, {} removed, {} changed",
            grouped(added as u64),
            grouped(removed as u64),
            grouped(items.changed.len() as u64)
        ));
        self.list("  + ", &items.added, &name);
        self.list("  - ", &items.removed, &name);
        // Where much changed, what changed most often says more than the first few.
        if items.changed.len() > self.limit {
            let line = often(items.changed.iter().flat_map(|c| &c.fields));
            self.line(&format!("  changed fields: {line}"));
        }
        for changed in items.changed.iter().take(self.limit) {
            self.line(&format!("  ~ {}", name(&changed.of)));
            let most = self.limit.min(FIELDS);
            for field in changed.fields.iter().take(most) {
                self.line(&format!("      {}", change(field)));
            }
            if changed.fields.len() > most {
                self.line(&format!(
                    "      and {} more fields",
                    changed.fields.len() - most
                ));
            }
        }
        if items.changed.len() > self.limit {
            let more = grouped((items.changed.len() - self.limit) as u64);
            self.line(&format!("  ~ and {more} more"));
        }
    }

    fn ties(&mut self, added: &[TieRef], removed: &[TieRef]) {
        if added.is_empty() && removed.is_empty() {
            return;
        }
        self.head(&format!(
            "Ties: {} added, {} removed",
            grouped(added.len() as u64),
            grouped(removed.len() as u64)
        ));
        let tie = |tie: &TieRef| format!("{} – {} ({})", tie.a, tie.b, tie.kind);
        self.list("  + ", added, tie);
        self.list("  - ", removed, tie);
    }

    fn suggestions(&mut self, asked: &Asked) {
        let topics = match asked.topics.is_empty() {
            true => "no topic".to_owned(),
            false => asked.topics.join(", "),
        };
        self.head(&format!(
            "Suggestions: the first {} of {} ({topics}, purpose {})",
            asked.first,
            match asked.asked < asked.of {
                true => format!(
                    "{} of {} cities: those that changed, and of the others a sample that is the same each time",
                    grouped(asked.asked as u64),
                    grouped(asked.of as u64)
                ),
                false => count(asked.of, "city"),
            },
            asked.purpose
        ));
        if asked.changed == 0 {
            let order = match asked.reordered {
                0 => "nobody's changed".to_owned(),
                some => format!(
                    "the same ones for all, in another order for {}",
                    count(some, "city")
                ),
            };
            self.line(&format!("  {order}"));
            return;
        }
        self.line(&format!(
            "  others for {}{}, {} in all; another order for {}",
            count(asked.changed, "city"),
            // Of a sample that holds all that changed, a share says nothing of the whole.
            match asked.asked < asked.of {
                true => String::new(),
                false => format!(" ({} %)", percent(asked.changed, asked.asked)),
            },
            count(asked.places, "place"),
            count(asked.reordered, "city")
        ));
        self.line("  most affected:");
        for affected in asked.affected.iter().take(self.limit) {
            self.line(&format!("    {}", city(&affected.city)));
            for (sign, names) in [("+", &affected.came), ("-", &affected.went)] {
                if !names.is_empty() {
                    self.line(&format!("      {sign} {}", few(names)));
                }
            }
        }
        if asked.affected.len() > self.limit {
            let more = asked.affected.len() - self.limit;
            self.line(&format!("    and {} more", grouped(more as u64)));
        }
        self.line("  suggested more or less often:");
        self.list("    ", &asked.suggested, |s| {
            format!("{}: in {} lists, was {}", city(&s.city), s.now, s.before)
        });
    }
}

fn percent(part: usize, of: usize) -> String {
    let percent = part as f64 / of.max(1) as f64 * 100.0;
    match percent {
        p if p >= 10.0 => format!("{p:.0}"),
        p => format!("{p:.1}"),
    }
}

fn few(cities: &[CityRef]) -> String {
    let mut names: Vec<String> = cities
        .iter()
        .take(NAMES)
        .map(|c| format!("{}, {}", c.name, c.country))
        .collect();
    if cities.len() > NAMES {
        names.push(format!("and {} more", cities.len() - NAMES));
    }
    names.join("; ")
}

/// Fields by how often they changed.
fn often<'c>(changes: impl Iterator<Item = &'c Change>) -> String {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for change in changes {
        let field = change
            .field
            .strip_prefix("values.")
            .unwrap_or(&change.field);
        *times.entry(field).or_default() += 1;
    }
    let mut times: Vec<(&str, usize)> = times.into_iter().collect();
    times.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    let named: Vec<String> = times
        .iter()
        .take(FIELDS)
        .map(|(field, n)| format!("{field} {}", grouped(*n as u64)))
        .collect();
    named.join(", ")
}

fn change(change: &Change) -> String {
    let field = change
        .field
        .strip_prefix("values.")
        .unwrap_or(&change.field);
    let mut line = field.to_owned();
    let unit = change.unit.as_deref();
    let value = |value: &Value, unit| of_field(field, value, unit);
    let _ = match (&change.old, &change.new) {
        (None, Some(new)) => write!(line, ": now {}", value(new, unit)),
        (Some(old), None) => write!(line, ": no longer stated, was {}", value(old, unit)),
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            write!(line, ": {}", members(old, new))
        }
        (Some(old), Some(new)) => {
            write!(line, ": {} → {}", value(old, None), value(new, unit))
        }
        (None, None) => Ok(()),
    };
    line
}

/// The members that differ.
fn members(old: &Map<String, Value>, new: &Map<String, Value>) -> String {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let unknown = Value::Null;
    let member = |name: &String| {
        let (was, is) = (old.get(name), new.get(name));
        (was != is).then(|| {
            let [was, is] = [was, is].map(|side| of_field(name, side.unwrap_or(&unknown), None));
            format!("{name} {was} → {is}")
        })
    };
    names
        .into_iter()
        .filter_map(member)
        .collect::<Vec<_>>()
        .join("; ")
}

/// A value of a field in few words; years have no thousands.
fn of_field(field: &str, value: &Value, unit: Option<&str>) -> String {
    match value {
        Value::Number(year) if field.ends_with("year") || field.ends_with("since") => {
            year.to_string()
        }
        value => in_words(value, unit),
    }
}

/// A value in few words.
fn in_words(value: &Value, unit: Option<&str>) -> String {
    let mut text = plain(value);
    if text.chars().count() > WIDE {
        text = text.chars().take(WIDE).collect();
        text.push('…');
    }
    match unit {
        Some(unit) if value.is_number() => format!("{text} {unit}"),
        _ => text,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "unknown".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), figure),
        Value::String(text) => text.clone(),
        Value::Array(list) if list.is_empty() => "none".to_owned(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let member = |(key, value): (&String, &Value)| format!("{key} {}", plain(value));
            let members: Vec<String> = fields.iter().map(member).collect();
            members.join(", ")
        }
    }
}

/// A number as people write it: `10,349,312`, `36.9`, `0.0042`.
fn figure(x: f64) -> String {
    if x.fract() == 0.0 && x.abs() < 9e15 {
        let sign = if x < 0.0 { "-" } else { "" };
        return format!("{sign}{}", grouped(x.abs() as u64));
    }
    // Four significant digits after the point are enough to see a change.
    let digits = (3.0 - x.abs().log10().floor()).clamp(1.0, 12.0) as usize;
    let text = format!("{x:.digits$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
