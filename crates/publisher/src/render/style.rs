//! The style of rendered pages: the widget's own, made to hold inside of one class instead of a shadow root. Pure.

use city_peers::render::CLASS;

/// The name pages link it by where nobody says otherwise.
pub const FILE: &str = "city-peers-page.css";

/// The style of the widget.
const WIDGET: [&str; 2] = [
    include_str!("../../../../www/city-peers.css"),
    include_str!("../../../../www/city-peers.more.css"),
];

/// What a page of its own needs round that.
const PAGE: &str = include_str!("page.css");

/// Headings are told apart by class: their level is the page's to choose.
const HEADINGS: [&str; 3] = ["h2", "h3", "h4"];

/// The whole style. Every rule but those of a page of its own stands inside of `.city-peers`.
pub fn style() -> String {
    let widget: Vec<String> = WIDGET.iter().map(|css| inside(css)).collect();
    format!(
        "/* City Peers: the style of pages written by city-peers render, made from the widget's. */\n{PAGE}.city-peers {{\n{}}}\n",
        widget.concat()
    )
}

/// A style sheet for shadow roots as rules to nest: `:host` is the element itself, class names carry their beginning.
fn inside(css: &str) -> String {
    let mut out = String::with_capacity(css.len() + css.len() / 8);
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if c == '"' {
            let end = rest.get(1..).and_then(|text| text.find('"'));
            rest = take(&mut out, rest, end.map_or(rest.len(), |end| end + 2));
        } else if let Some(after) = rest.strip_prefix(":host") {
            out.push('&');
            rest = after;
            // `:host(.x)` is the element itself where it is `.x`.
            if let Some((inner, after)) = rest.strip_prefix('(').and_then(closed) {
                out.push_str(inside(inner).trim_end());
                rest = after;
            }
        } else if let Some(after) = rest.strip_prefix('.')
            && after.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            out.push('.');
            out.push_str(CLASS);
            rest = take(&mut out, after, name(after));
        } else if is_name(c) {
            let end = name(rest);
            let word = rest.get(..end).unwrap_or_default();
            if HEADINGS.contains(&word) {
                out.push('.');
                out.push_str(CLASS);
            }
            rest = take(&mut out, rest, end);
        } else {
            rest = take(&mut out, rest, c.len_utf8());
        }
    }
    let lines = out
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

fn take<'a>(out: &mut String, text: &'a str, end: usize) -> &'a str {
    let (head, tail) = text.split_at_checked(end).unwrap_or((text, ""));
    out.push_str(head);
    tail
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// Where the name ends that a text begins with.
fn name(text: &str) -> usize {
    text.find(|c| !is_name(c)).unwrap_or(text.len())
}

/// What stands before the bracket that closes, and after it.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{inside, style};

    #[test]
    fn shadow_roots_become_a_class() {
        for (css, nested) in [
            (":host { --a: 1px; }", "& { --a: 1px; }"),
            (
                ":host(:not([theme=light])) { a: b }",
                "&:not([theme=light]) { a: b }",
            ),
            (
                ".mount :where(h2, h3) .5em",
                ".cp-mount :where(.cp-h2, .cp-h3) .5em",
            ),
            (
                "p.note::after { content: \".x\" } /* .y */",
                "p.cp-note::after { content: \".x\" }",
            ),
            ("a { --h2: calc(1em * .5) }", "a { --h2: calc(1em * .5) }"),
        ] {
            assert_eq!(inside(css).trim(), nested);
        }
    }

    #[test]
    fn the_style_is_whole() {
        let style = style();
        assert!(!style.contains(":host") && style.contains(".cp-partner {"));
        let count = |c| style.matches(c).count();
        assert_eq!(count('{'), count('}'));
    }
}
