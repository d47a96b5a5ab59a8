//! Writes JSON with comments line by line: explanations, answers, and examples that wait behind two slashes. Pure.

use serde_json::Value;

/// Widest line of an explanation.
const WIDTH: usize = 112;

/// A file in the making.
#[derive(Debug, Default)]
pub struct Sheet {
    text: String,
    depth: usize,
}

impl Sheet {
    /// Begins an object or a list: `{`, or `"key": [`.
    pub fn open(&mut self, begin: &str) {
        self.line(begin);
        self.depth += 1;
    }

    /// Ends it: `}`, or `],`.
    pub fn close(&mut self, end: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.line(end);
    }

    /// An empty line, but not after a bracket.
    pub fn space(&mut self) {
        if !self.text.ends_with("{\n") {
            self.text.push('\n');
        }
    }

    /// An explanation, in as many lines as it takes.
    pub fn note(&mut self, text: &str) {
        self.wrapped(text, "// ");
    }

    /// Codes with what they mean, one a line.
    pub fn codes<'c>(&mut self, codes: impl Iterator<Item = (&'c str, &'c str)> + Clone) {
        let width = codes.clone().map(|(c, _)| c.chars().count()).max();
        for (code, label) in codes {
            let line = format!("{code:<width$}  {label}", width = width.unwrap_or(0));
            let line = line.split(char::is_control).collect::<Vec<_>>().join(" ");
            self.line(format!("//   {}", line.trim_end()).as_str());
        }
    }

    /// An answer: `"key": value,`.
    pub fn answer(&mut self, key: &str, value: &Value) {
        self.line(&entry(key, value));
    }

    /// An answer that is only an example: `// "key": value,`.
    pub fn example(&mut self, key: &str, value: &Value) {
        self.line(&format!("// {}", entry(key, value)));
    }

    /// An entry of a list that is only an example.
    pub fn example_entry(&mut self, value: &Value) {
        self.line(&format!("// {},", inline(value)));
    }

    /// Several answers that belong together, in one line of examples.
    pub fn examples(&mut self, entries: &[(&str, Value)]) {
        let entries: Vec<String> = entries.iter().map(|(k, v)| entry(k, v)).collect();
        self.line(&format!("// {}", entries.join(" ")));
    }

    /// The text.
    pub fn end(self) -> String {
        self.text
    }

    fn wrapped(&mut self, text: &str, before: &str) {
        let room = WIDTH.saturating_sub(2 * self.depth + before.len());
        let mut line = String::new();
        for word in text.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
                self.line(&format!("{before}{line}"));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(format!("{before}{line}").trim_end());
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(&"  ".repeat(self.depth));
        self.text.push_str(text);
        self.text.push('\n');
    }
}

fn entry(key: &str, value: &Value) -> String {
    format!("{}: {},", Value::from(key), inline(value))
}

/// JSON in one line, with the spaces that people write.
fn inline(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), inline(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
        plain => plain.to_string(),
    }
}
