//! One self-contained page of HTML for reading and printing: the frame and the look that reports and sheets share. Pure.
//!
//! Nothing is fetched: style stands in the page, there is no script, and the page's own Content Security Policy says so.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The look all pages share: the tokens and class names of `www/city-peers.css`, for paper as well.
const STYLE: &str = include_str!("page/page.css");

/// What stands round the body of a page.
#[derive(Clone, Copy, Debug)]
pub struct Page<'p> {
    /// BCP 47 code of its language.
    pub lang: &'p str,
    /// The heading, and the name of the page.
    pub title: &'p str,
    /// One sentence below the heading: what the page answers.
    pub lead: &'p str,
    /// Where its facts come from, at the end.
    pub imprint: &'p str,
    /// Rules of style of this page alone, after those all pages share.
    pub style: &'p str,
}

/// The whole page as text.
pub fn page(page: &Page<'_>, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(page.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="generator" content="city-peers";
                title { (page.title) }
                style { (PreEscaped(STYLE)) (PreEscaped(page.style)) }
            }
            body {
                main {
                    header .top {
                        h1 { (page.title) }
                        p .lead { (page.lead) }
                    }
                    (body)
                    footer .imprint { p .note { (page.imprint) } }
                }
            }
        }
    }
    .into_string()
}
