//! Walks the text of JSON: where each value stands, and which fields stand twice. Pure.

use crate::problem::{Place, Problem, rules};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Deeper texts are no JSON that the command reads.
const DEEPEST: usize = 200;

/// Where a value stands.
#[derive(Clone, Debug)]
pub struct Stands {
    /// The key of a member.
    pub key: Option<Range<usize>>,
    /// The value.
    pub value: Range<usize>,
    /// The object has had a member of this key already.
    pub again: bool,
}

/// The bytes that each problem is about: the key for fields that should not be there, else the value.
pub fn ranges(text: &str, problems: &[&Problem]) -> Vec<Option<Range<usize>>> {
    let pointer = |problem: &Problem| match &problem.place {
        Place::Pointer(pointer) => pointer.clone(),
        _ => String::new(),
    };
    // What is missing stands nowhere: the nearest object round it does.
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for problem in problems {
        let mut pointer = pointer(problem);
        while let Some((parent, _)) = pointer.rsplit_once('/') {
            let parent = parent.to_owned();
            wanted.insert(std::mem::replace(&mut pointer, parent));
        }
        wanted.insert(pointer);
    }
    let mut found: BTreeMap<String, Stands> = BTreeMap::new();
    walk(text, &mut |pointer, stands| {
        if wanted.contains(pointer) {
            found.insert(pointer.to_owned(), stands.clone());
        }
    });
    problems
        .iter()
        .map(|problem| {
            let mut pointer = pointer(problem);
            loop {
                if let Some(stands) = found.get(&pointer) {
                    let of_key = [rules::UNKNOWN_FIELD, rules::DUPLICATE_FIELD];
                    let key = stands
                        .key
                        .clone()
                        .filter(|_| of_key.contains(&problem.rule));
                    return Some(key.unwrap_or_else(|| first_line(text, stands.value.clone())));
                }
                pointer.truncate(pointer.rfind('/')?);
            }
        })
        .collect()
}

/// Objects and lists are shown by where they begin.
pub fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let value = text.get(range.clone()).unwrap_or_default();
    match value.find(['\n', '\r']) {
        Some(end) => {
            range.start..range.start + value.get(..end).unwrap_or_default().trim_end().len()
        }
        None => range,
    }
}

/// Hands over every value with its pointer, parts before the whole. Ends early where the text is no JSON.
pub fn walk(text: &str, visit: &mut dyn FnMut(&str, &Stands)) {
    let mut walk = Walk {
        text,
        at: 0,
        pointer: String::new(),
        visit,
    };
    walk.value(None, false, 0);
}

struct Walk<'t, 'v> {
    text: &'t str,
    at: usize,
    pointer: String,
    visit: &'v mut dyn FnMut(&str, &Stands),
}

impl Walk<'_, '_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over space and comments.
    fn space(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(0xef) if self.rest().starts_with('\u{feff}') => self.at += 3,
                Some(b'/') if self.rest().starts_with("//") => {
                    self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                }
                Some(b'/') if self.rest().starts_with("/*") => {
                    self.at += self.rest().find("*/").map_or(self.rest().len(), |e| e + 2);
                }
                _ => return,
            }
        }
    }

    fn value(&mut self, key: Option<Range<usize>>, again: bool, depth: usize) -> Option<()> {
        self.space();
        let start = self.at;
        match self.peek()? {
            _ if depth > DEEPEST => return None,
            b'{' => self.members(depth)?,
            b'[' => self.items(depth)?,
            b'"' => self.string()?,
            _ => {
                let ends = |b: u8| b.is_ascii_whitespace() || b",]}/".contains(&b);
                while self.peek().is_some_and(|b| !ends(b)) {
                    self.at += 1;
                }
                if self.at == start {
                    return None;
                }
            }
        }
        let stands = Stands {
            key,
            value: start..self.at,
            again,
        };
        (self.visit)(&self.pointer, &stands);
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    fn members(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        let mut seen: BTreeSet<String> = BTreeSet::new();
        loop {
            self.space();
            match self.peek()? {
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                b',' => self.at += 1,
                b'"' => {
                    let start = self.at;
                    self.string()?;
                    let key = start..self.at;
                    let name: String = serde_json::from_str(self.text.get(key.clone())?).ok()?;
                    self.space();
                    if self.peek()? != b':' {
                        return None;
                    }
                    self.at += 1;
                    let length = self.pointer.len();
                    self.pointer.push('/');
                    self.pointer.push_str(&crate::source::json::escaped(&name));
                    let again = !seen.insert(name);
                    self.value(Some(key), again, depth + 1)?;
                    self.pointer.truncate(length);
                }
                _ => return None,
            }
        }
    }

    fn items(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        let mut index = 0;
        loop {
            self.space();
            match self.peek()? {
                b']' => {
                    self.at += 1;
                    return Some(());
                }
                b',' => self.at += 1,
                _ => {
                    let length = self.pointer.len();
                    self.pointer.push_str(&format!("/{index}"));
                    self.value(None, false, depth + 1)?;
                    self.pointer.truncate(length);
                    index += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::walk;

    #[test]
    fn every_value_has_its_pointer() {
        let text = "\u{feff}{ // a\n \"a/b\": [1, {\"c\\u0041\": null}], /* b */ \"d\": \"x\\\"]\", \"d\": 2.5 }";
        let mut found = Vec::new();
        walk(text, &mut |pointer, stands| {
            found.push((
                pointer.to_owned(),
                text[stands.value.clone()].to_owned(),
                stands.again,
            ));
        });
        let plain: Vec<(&str, &str, bool)> = found
            .iter()
            .map(|(p, v, a)| (p.as_str(), v.as_str(), *a))
            .collect();
        assert_eq!(
            plain[..5],
            [
                ("/a~1b/0", "1", false),
                ("/a~1b/1/cA", "null", false),
                ("/a~1b/1", "{\"c\\u0041\": null}", false),
                ("/a~1b", "[1, {\"c\\u0041\": null}]", false),
                ("/d", "\"x\\\"]\"", false),
            ]
        );
        assert_eq!(
            (plain[5], plain[6].0, plain.len()),
            (("/d", "2.5", true), "", 7)
        );
        for broken in [
            "",
            "{",
            "{\"a\"",
            "{\"a\":",
            "[1,",
            "\"x\\",
            "{1:2}",
            &"[".repeat(5000),
        ] {
            walk(broken, &mut |_, _| {});
        }
    }
}
