//! Suggestion pages as static HTML: the widget's own views, rendered where there is no browser, for before script, without
//! script and search engines. The one way in from outside; `city-peers render` uses it. Reads only.

pub(crate) mod speech;
mod still;

pub use speech::Speech;

use crate::components::dom::Dom;
use crate::components::practices::lang;
use crate::components::{Scene, frame, partners};
use crate::later::{Open, beforehand, doors};
use crate::state::{Answered, Asked, Entry, Loaded, MORE, Part, Shared, Snapshot, View, Visit};
use crate::words::Words;
use city_peers_engine::model::Profile;
use city_peers_engine::portfolio::Portfolio;
use city_peers_engine::practices::{Practices, Suggested};
use city_peers_engine::search::NameTable;
use city_peers_engine::suggest::{Ranker, Subject, Suggestions};
use city_peers_engine::{CityIx, Directory};
use std::cell::OnceCell;
use std::fmt;
use std::rc::Rc;
use still::Still;
use yew::{Callback, Html};

/// What the class names of rendered pages begin with: no host page's style is meant for them, and none of theirs for it.
pub const CLASS: &str = "cp-";

/// The language of a page.
pub struct Language {
    /// BCP 47 code, as the page's `lang` gives it.
    pub code: String,
    /// The texts of the widget by key: those of the first part and those that are loaded later.
    pub texts: Vec<(String, String)>,
    /// Forms numbers, dates and names in it.
    pub speech: Rc<dyn Speech>,
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Language")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// A question with its answer, as the engine gives it.
#[derive(Debug)]
pub struct Answer<'a> {
    /// What ranked; its directory is [`Renderer::directory`], its query the question.
    pub ranker: &'a Ranker<'a>,
    /// The city that asks.
    pub subject: Subject,
    /// Its name, where it is not in the directory.
    pub name: String,
    /// Partner cities by score.
    pub suggestions: Suggestions,
    /// Partner cities by role.
    pub portfolio: Portfolio,
    /// Practices that fit, best first.
    pub practices: Vec<Suggested>,
    /// Whether to say how certain all this is: among all cities, so not where only some may be suggested.
    pub certain: bool,
}

/// How a page is to look.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// Level of the first heading, 1–4; the others follow.
    pub heading: u8,
    /// What every `id` begins with: two fragments on a page need two.
    pub prefix: &'a str,
    /// With the map: every city of the directory as a dot, some 30 to 80 kB.
    pub map: bool,
    /// Address of the page of another city, where it has one.
    pub page: &'a dyn Fn(CityIx) -> Option<String>,
}

impl fmt::Debug for Look<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Look")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

/// A page without its frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// One `<div>` with everything, in its language and direction.
    pub html: String,
    /// The question as a sentence: plain text.
    pub title: String,
    /// The answer as a sentence: plain text.
    pub description: String,
    /// BCP 47 code.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
}

/// Renders pages of one directory in one language. It stays on its thread: others make their own.
pub struct Renderer {
    loaded: Shared<Loaded>,
    practices: Part<Practices>,
    names: Shared<Vec<NameTable>>,
    words: Shared<Words>,
    speech: Rc<dyn Speech>,
}

impl fmt::Debug for Renderer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Renderer")
    }
}

impl Renderer {
    /// Takes a directory with its practices, its city names in other languages, and the language to write in.
    pub fn new(
        directory: Directory,
        practices: Practices,
        mut names: Vec<NameTable>,
        language: Language,
    ) -> Renderer {
        let mut words = Words::new(language.code, true);
        for (key, text) in language.texts {
            words.add(key, text);
        }
        words.complete();
        // Of two tables that serve a language, the later one is the nearer.
        names.sort_by(|a, b| a.lang.cmp(&b.lang));
        let manifest = Entry {
            cities: directory.counts.cities,
            files: Vec::new(),
        };
        Renderer {
            loaded: Shared::new(Loaded {
                manifest,
                directory,
                practices: OnceCell::new(),
                map: OnceCell::new(),
            }),
            practices: Part::Ready(Shared::new(practices)),
            names: Shared::new(names),
            words: Shared::new(words),
            speech: language.speech,
        }
    }

    /// The directory that rankers have to rank.
    pub fn directory(&self) -> &Directory {
        &self.loaded.directory
    }

    /// The page of one answer: what the widget shows of it, with every fold open and without what only script can do.
    pub fn suggestion(&self, answer: Answer<'_>, look: Look<'_>) -> Page {
        speech::speaking(&self.speech, || self.page(answer, look))
    }

    fn page(&self, answer: Answer<'_>, look: Look<'_>) -> Page {
        let query = answer.ranker.query();
        let asked = Asked {
            city: answer.subject.city,
            topics: query.topics.clone(),
            purpose: query.purpose,
            goals: Vec::new(),
            sliders: query.sliders.clone(),
            per_country: query.per_country,
            top: query.top,
            filter: query.filter.clone(),
            fair: false,
        };
        let answered = Shared::new(Answered {
            asked: asked.clone(),
            drafts: 0,
            subject: answer.subject,
            suggestions: Shared::new(answer.suggestions),
            portfolio: Shared::new(answer.portfolio),
            practices: Some(answer.practices),
        });
        let snapshot = self.snapshot(asked, answer.name, &answered);
        let ranker = answer.certain.then_some(answer.ranker);
        let memory = beforehand::memory(&snapshot, &self.words, &answered, ranker);
        // Everything is there: the door to it is open.
        let open = Open::arrived();
        let act = Callback::noop();
        let build = |snapshot: &Snapshot, view: &dyn Fn(&mut Dom<'_>, Scene<'_>)| -> Html {
            let mut d = Dom::new(&self.words, &act);
            let words = &self.words;
            view(&mut d, Scene { words, snapshot });
            d.finish()
        };
        let cities = build(&snapshot, &|d, scene| {
            partners::partners(d, scene, &answered, Some((open, &memory)));
        });
        let imprint = build(&snapshot, &|d, scene| frame::frame(d, scene, |_| {}));
        let sources = |ix: usize| build(&snapshot, &|d, scene| sources(d, scene, ix));
        let mut at_practices = snapshot.clone();
        at_practices.visit.view = View::Practices;
        let practices = build(&at_practices, &|d, scene| {
            doors::view(open, d, scene, &memory, Some(&answered));
        });
        let listed = |ix: usize| {
            let found = answered.practices.as_deref().unwrap_or_default();
            found.iter().any(|f| f.practice == ix)
        };
        let still = Still {
            look,
            certain: answer.certain,
            listed: &listed,
            source: &|ix| self.source(ix),
            sources: &sources,
        };
        let lang = self.words.lang();
        let dir = if is_rtl(lang) { "rtl" } else { "ltr" };
        Page {
            html: still.html(&cities, &practices, &imprint, lang, dir),
            title: still::words_of(&cities, "question"),
            description: still::words_of(&cities, "lead"),
            lang: lang.to_owned(),
            dir,
        }
    }

    fn snapshot(&self, asked: Asked, name: String, answered: &Answered) -> Snapshot {
        // Every "Why" is open, and so is what the score alone would add.
        let members = answered.portfolio.members.iter().map(|m| m.partner.city);
        let more = answered.more().map(|partner| partner.city);
        let opened = members.chain(more).chain([MORE]).collect();
        let draft = asked.city.is_none().then(|| {
            Shared::new(Profile {
                name: [(self.words.lang().to_owned(), name)].into(),
                ..Profile::default()
            })
        });
        Snapshot {
            loaded: self.loaded.clone(),
            practices: self.practices.clone(),
            names: self.names.clone(),
            // Without full profiles: contacts are not for search engines.
            details: Shared::new(Vec::new()),
            visit: Visit {
                view: View::Partners,
                asked,
                draft,
                opened,
                ..Visit::default()
            },
        }
    }

    /// Address of the first source of a practice that is on the web.
    fn source(&self, ix: usize) -> Option<String> {
        let entry = self.practices.ready()?.entries.get(ix)?;
        let mut sources = entry.practice.sources.iter();
        let found = sources.find(|source| still::is_web(&source.url))?;
        Some(found.url.clone())
    }
}

/// Whether a language is written from right to left.
fn is_rtl(lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or_default();
    ["ar", "fa", "he", "ur"].contains(&primary)
}

/// The sources of a practice, each with its publisher.
fn sources(d: &mut Dom<'_>, scene: Scene<'_>, ix: usize) {
    let practices = scene.snapshot.practices.ready();
    let Some(entry) = practices.and_then(|p| p.entries.get(ix)) else {
        return;
    };
    if entry.practice.sources.is_empty() {
        return;
    }
    d.word_el("dt", "sources.title");
    d.el("dd", |d| {
        for source in &entry.practice.sources {
            d.el("p", |d| {
                lang(d, scene);
                // What is no address of the web stays text, see `still`.
                d.el("a[rel=noopener]", |d| {
                    d.attr("href", &source.url);
                    d.text(&source.title);
                });
                d.text(", ");
                d.text(&source.publisher);
            });
        }
    });
}
