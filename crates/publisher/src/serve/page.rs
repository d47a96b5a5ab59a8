//! The page of the preview: the element, the lines that put it into a page of one's own, and what is served. Pure.

use super::{DIRECTORY_AT, WIDGET_AT};
use crate::published::ENTRY;
use crate::words::{count, size};
use city_peers_engine::model::Manifest;
use maud::{DOCTYPE, Markup, html};

/// Style of the page.
pub const STYLE: &str = include_str!("page.css");
/// Loads the page again when the directory has changed.
pub const RELOAD: &str = include_str!("reload.js");

/// What the element shows first: its attributes.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Id of the city that asks.
    pub city: Option<String>,
    /// Topic codes.
    pub topics: Vec<String>,
    /// Code of the purpose.
    pub purpose: Option<String>,
    /// BCP 47 code.
    pub lang: Option<String>,
}

impl Shown {
    /// Attributes with their values, in the order in which they are written.
    fn attributes(&self) -> Vec<(&'static str, String)> {
        let mut all = vec![("directory", format!("{DIRECTORY_AT}/{ENTRY}"))];
        all.extend(self.city.clone().map(|city| ("city", city)));
        if !self.topics.is_empty() {
            all.push(("topics", self.topics.join(" ")));
        }
        all.extend(self.purpose.clone().map(|purpose| ("purpose", purpose)));
        all.extend(self.lang.clone().map(|lang| ("lang", lang)));
        all
    }

    /// The element, and `inside` for as long as it is not there.
    fn element(&self, inside: &Markup) -> String {
        let mut tag = String::from("<city-peers");
        for (name, value) in self.attributes() {
            tag.push_str(&format!(" {name}=\"{}\"", escaped(&value)));
        }
        format!("{tag}>{}</city-peers>", inside.0)
    }

    /// The lines that put the same into a page of one's own.
    pub fn tag(&self) -> String {
        let script = format!("<script type=\"module\" src=\"{WIDGET_AT}/city-peers.js\"></script>");
        format!("{script}\n{}", self.element(&html! {}))
    }
}

fn escaped(text: &str) -> String {
    html! { (text) }.0.replace('"', "&quot;")
}

/// The page. With `reload` it watches the directory.
pub fn html(manifest: &Manifest, shown: &Shown, reload: bool) -> String {
    let about = &manifest.directory;
    let counts = &manifest.counts;
    let waiting = html! { p { "The widget is being loaded." } };
    let files = manifest.files.iter().map(|f| (f.name.as_str(), f.size));
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (about.title) " – preview" }
                link rel="stylesheet" href="preview.css";
                script type="module" src=(format!("{WIDGET_AT}/city-peers.js")) {}
                @if reload { script type="module" src="preview.js" {} }
            }
            body {
                header {
                    p.preview { "Preview on this machine only" }
                    h1 lang=[about.languages.first()] { (about.title) }
                    p.lead {
                        (count(counts.cities as usize, "city")) " in " (count(counts.countries as usize, "country")) ", "
                        (count(counts.practices as usize, "practice")) ", " (count(counts.ties as usize, "tie"))
                        ". Published by " (about.publisher) ", licence: " (about.licence) ", state of " span.date { (about.updated) } "."
                    }
                    nav aria-label="On this page" {
                        a href="#tag" { "Put it into a page" } " · " a href="#served" { "What is served" }
                    }
                }
                main { (maud::PreEscaped(shown.element(&waiting))) }
                section aria-labelledby="tag" {
                    h2 id="tag" { "Put it into a page" }
                    p {
                        "Copy these two lines into a page. The folders " code { (WIDGET_AT) } " (the widget) and "
                        code { (DIRECTORY_AT) } " (the built directory) go beside it, on any web server; or write the addresses "
                        "where they are."
                    }
                    pre tabindex="0" { code { (shown.tag()) } }
                    p {
                        "A page with a Content Security Policy has to allow " code { "script-src 'self' 'wasm-unsafe-eval'" }
                        ". This preview is served with that policy."
                    }
                }
                section aria-labelledby="served" {
                    h2 id="served" { "What is served" }
                    details {
                        summary { (count(manifest.files.len() + 1, "file")) " of the directory" }
                        ul {
                            li { a href=(format!("{DIRECTORY_AT}/{ENTRY}")) { (ENTRY) } }
                            @for (name, bytes) in files {
                                li { a href=(format!("{DIRECTORY_AT}/{name}")) { (name) } " " span.size { (size(bytes as usize)) } }
                            }
                        }
                    }
                    p {
                        "The widget: " a href=(format!("{WIDGET_AT}/city-peers.js")) { "city-peers.js" } ", "
                        a href=(format!("{WIDGET_AT}/city-peers.css")) { "city-peers.css" } ", "
                        a href=(format!("{WIDGET_AT}/city_peers_bg.wasm")) { "city_peers_bg.wasm" } "."
                    }
                }
            }
        }
    }
    .into_string()
}
