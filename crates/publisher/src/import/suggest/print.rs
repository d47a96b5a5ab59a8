//! The text of a proposed mapping: sure lines active, unsure ones as comments. Pure.

use super::score::Fit;
use super::words::Header;

/// A text as TOML.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A line of `[columns]`.
pub fn line(name: &str, fit: &Fit, active: bool) -> String {
    let to = match fit.more.is_empty() {
        true => quoted(&fit.to),
        false => format!("{{ to = {}, {} }}", quoted(&fit.to), fit.more.join(", ")),
    };
    let sure = match fit.sure {
        // Another column goes there already.
        x if x >= super::SURE && !active => "instead",
        x if x >= 0.9 => "sure",
        x if x >= super::SURE => "quite sure",
        _ => "unsure",
    };
    let mark = if active { "" } else { "# " };
    format!(
        "{mark}{} = {to}  # {sure}: {}\n",
        key(name),
        fit.why.replace('\n', " ")
    )
}

/// A key as TOML: quoted, on one line.
pub fn key(name: &str) -> String {
    let plain = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    match plain {
        true => name.to_owned(),
        false => {
            let escaped: String = name
                .chars()
                .map(|c| match c {
                    '"' | '\\' => format!("\\{c}"),
                    '\n' => "\\n".to_owned(),
                    '\t' => "\\t".to_owned(),
                    c => c.to_string(),
                })
                .collect();
            format!("\"{escaped}\"")
        }
    }
}

/// A comment wrapped into lines.
pub fn comment(words: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    let mut line = "#".to_owned();
    for word in words {
        if line.chars().count() + word.chars().count() > 110 && line.len() > 1 {
            text.push_str(&line);
            text.push('\n');
            line = "#".to_owned();
        }
        line.push(' ');
        line.push_str(&word);
    }
    text + &line + "\n"
}

/// The years that headers name, for the comment on sources.
pub fn years(headers: &[Header]) -> bool {
    headers.iter().any(|h| h.year.is_some())
}
