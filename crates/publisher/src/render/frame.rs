//! What stands round a rendered page: language, title, description, the address of its style. Pure.

use city_peers::render::Page;
use maud::{DOCTYPE, PreEscaped, html};

/// Longest description: what search engines show of it.
const DESCRIPTION: usize = 300;

/// A whole document; `style` is the address of its style.
pub fn page(page: &Page, style: &str) -> String {
    html! {
        (DOCTYPE)
        html lang=(page.lang) dir=(page.dir) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) }
                @let description = short(&page.description);
                @if !description.is_empty() {
                    meta name="description" content=(description);
                }
                meta name="generator" content="city-peers";
                meta name="color-scheme" content="light dark";
                link rel="stylesheet" href=(style);
            }
            body {
                main {
                    (PreEscaped(&page.html))
                }
            }
        }
    }
    .into_string()
        + "\n"
}

/// Whole words only.
fn short(text: &str) -> String {
    if text.chars().count() <= DESCRIPTION {
        return text.to_owned();
    }
    let kept: String = text.chars().take(DESCRIPTION - 1).collect();
    let whole = kept
        .rsplit_once(' ')
        .map_or(kept.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}
