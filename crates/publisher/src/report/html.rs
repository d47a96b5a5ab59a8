//! A report as one page to read and print: the summary first, then a section for each part. Pure.

use super::sections::{age, coverage, exposure, know_how, section, statements};
use super::sentences::{Line, summary};
use super::words::{END, ISOLATE};
use super::{About, Report};
use crate::page::{Page, page};
use crate::texts::DEFAULT as ENGLISH;
use crate::texts::intl::Intl;
use maud::{Markup, html};

/// Rules of style of reports alone.
const STYLE: &str = include_str!("report.css");

/// The whole page.
pub fn html(report: &Report) -> String {
    let about = &report.directory;
    let names = Intl::new(ENGLISH);
    let lines = summary(report);
    let some = about.cities > 0;
    let body = html! {
        nav .contents .no-print aria-label="Contents" { ol {
            @if some {
                li { a href="#coverage" { "What is known" } }
                li { a href="#exposure" { "Who is suggested" } }
                li { a href="#statements" { "What cities say" } }
                li { a href="#age" { "How old it is" } }
            }
            li { a href="#practices" { "Practices" } }
        } }
        (section("summary", "In short", &short(&lines)))
        @if some {
            (coverage::coverage(report, &names))
            (exposure::exposure(report, &names))
            (statements::statements(report, &names))
            (age::age(report, &names))
        }
        (know_how::know_how(report, &names))
    };
    let title = if about.title.is_empty() {
        &about.id
    } else {
        &about.title
    };
    let lead = lines
        .first()
        .map_or_else(String::new, |line| super::words::plain(&line.text));
    page(
        &Page {
            lang: "en",
            title: &format!("{title}: report"),
            lead: &lead,
            imprint: &imprint(about),
            style: STYLE,
        },
        &body,
    )
}

/// The summary but for its first line, which leads the page.
fn short(lines: &[Line]) -> Markup {
    html! {
        dl .summary {
            @for line in lines.iter().skip(usize::from(lines.len() > 1)) {
                div {
                    dt { (line.label) @if line.concern { " " span .flag { "check" } } }
                    dd { (isolated(&line.text)) }
                }
            }
        }
    }
}

/// A text with its isolated names as elements.
fn isolated(text: &str) -> Markup {
    html! {
        @for part in text.split(ISOLATE) {
            @match part.split_once(END) {
                Some((name, rest)) => { bdi dir="auto" { (name) } (rest) }
                None => { (part) }
            }
        }
    }
}

fn imprint(about: &About) -> String {
    let mut parts = vec![format!("Directory “{}” of {}", about.id, about.updated)];
    if !about.publisher.is_empty() {
        parts.push(format!("published by {}", about.publisher));
    }
    if !about.licence.is_empty() {
        parts.push(format!("licence {}", about.licence));
    }
    let credits = about.credits.join(" ");
    let counted = "Counted by city-peers";
    let version = env!("CARGO_PKG_VERSION");
    let space = if credits.is_empty() { "" } else { " " };
    format!(
        "{}. {counted} {version} from the directory alone.{space}{credits}",
        parts.join(", ")
    )
}
