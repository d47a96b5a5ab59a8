//! The application: takes messages, changes state, starts tasks, shows the view. The only place where state changes.

use crate::components::dom::Dom;
use crate::components::{Scene, frame, partners, practice, practices, start, states};
use crate::element::{self, Host};
use crate::state::{
    Action, Answered, Asked, Config, Failure, Load, Loaded, MAX_TOPICS, Part, Shared, Snapshot,
    View,
};
use crate::tasks;
use crate::words::Words;
use city_peers_engine::answer;
use city_peers_engine::order::sort_short;
use city_peers_engine::practices::{self as engine_practices, Practices};
use city_peers_engine::search::NameTable;
use city_peers_engine::suggest::{self, Subject};
use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::HtmlDivElement;
use yew::prelude::*;

/// What the element gives the application.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) config: Config,
    pub(crate) host: Shared<Host>,
    /// The `<div>` the application is mounted on: it carries the label.
    pub(crate) mount: HtmlDivElement,
}

/// What happens to the application.
pub(crate) enum Msg {
    /// An attribute of the element changed.
    Set(String, String),
    /// The page asks for suggestions and wants to know when they are on screen.
    Suggest {
        /// Called with the answer.
        resolve: Function,
        /// Called with an error.
        reject: Function,
    },
    /// The visitor did something.
    Act(Action),
    /// A task has news.
    News(News),
}

/// News of a task; `round` tells whether it is still wanted.
pub(crate) enum News {
    Words {
        asked: String,
        words: Words,
    },
    Progress {
        round: u32,
        cities: u32,
        bytes: u32,
        size: u32,
    },
    Core {
        round: u32,
        result: Box<Result<Loaded, Failure>>,
    },
    Practices {
        round: u32,
        result: Result<Practices, Failure>,
    },
    Names {
        round: u32,
        lang: &'static str,
        result: Option<Result<NameTable, Failure>>,
    },
}

/// The application.
pub(crate) struct App {
    config: Config,
    words: Option<Shared<Words>>,
    load: Load,
    /// Counts directories asked for: news of an earlier one is dropped.
    round: u32,
    practices: Part<Practices>,
    names: Shared<Vec<NameTable>>,
    names_wanted: Vec<&'static str>,
    asked: Asked,
    answered: Option<Shared<Answered>>,
    view: View,
    /// The visitor wants suggestions but has no city yet.
    missing: bool,
    /// Move the focus to the heading after the next rendering.
    focus: bool,
    /// Tell the page of the answer after the next rendering.
    announce: bool,
    waiting: Vec<(Function, Function)>,
}

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let mut app = App {
            config: ctx.props().config.clone(),
            words: None,
            load: Load::Begun,
            round: 0,
            practices: Part::Waiting,
            names: Shared::new(Vec::new()),
            names_wanted: Vec::new(),
            asked: Asked::default(),
            answered: None,
            view: View::Start,
            missing: false,
            focus: false,
            announce: false,
            waiting: Vec::new(),
        };
        app.fetch_words(ctx);
        app.fetch_directory(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Set(name, value) => self.set(ctx, &name, value),
            Msg::Suggest { resolve, reject } => {
                self.waiting.push((resolve, reject));
                if matches!(self.load, Load::Ready(_)) {
                    self.show(View::Partners);
                }
                true
            }
            Msg::Act(action) => self.act(ctx, action),
            Msg::News(news) => self.hear(ctx, news),
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        // Without words there is nothing to say yet; the page's own content stays until there is.
        let Some(words) = &self.words else {
            return html! { <slot/> };
        };
        let act = ctx.link().callback(Msg::Act);
        let mut d = Dom::new(words, &act);
        match &self.load {
            Load::Ready(loaded) => {
                let snapshot = self.snapshot(loaded);
                let scene = Scene {
                    words,
                    snapshot: &snapshot,
                };
                frame::frame(&mut d, scene, self.view, |d| {
                    let (Some(answered), true) = (&self.answered, self.view != View::Start) else {
                        return start::start(d, scene, words, self.missing);
                    };
                    let entry = match (self.view, self.practices.ready()) {
                        (View::Practice(ix), Some(practices)) => practices.entries.get(ix),
                        _ => None,
                    };
                    match (self.view, entry) {
                        (View::Partners, _) => partners::partners(d, scene, answered),
                        (_, Some(entry)) => practice::practice(d, scene, answered, entry),
                        _ => practices::practices(d, scene, answered),
                    }
                });
            }
            Load::Failed(failure) => {
                states::failed(&mut d, words, failure);
                d.empty_el("slot", &[]);
            }
            load => states::loading(&mut d, words, load),
        }
        d.finish()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        if let Some(words) = &self.words {
            let mount = &ctx.props().mount;
            // These attributes of the mount are for the words to decide; setting them cannot fail.
            let _ = mount.set_attribute("aria-label", words.text("region"));
            if !words.own() {
                let _ = mount.set_attribute("lang", words.lang());
                let _ = mount.set_attribute("dir", "ltr");
            }
        }
        if std::mem::take(&mut self.focus) {
            focus_heading(&ctx.props().mount, self.missing);
        }
        if matches!(self.load, Load::Failed(_)) {
            for (_, reject) in self.waiting.drain(..) {
                element::settle(&reject, &element::error("directory"));
            }
        }
        // An answer counts as given when the practices are there, or will not come.
        let complete = !matches!(self.practices, Part::Waiting);
        if let (Load::Ready(_), true) = (&self.load, complete) {
            if self.answered.is_none() {
                for (_, reject) in self.waiting.drain(..) {
                    element::settle(&reject, &element::error("no-city"));
                }
            } else if self.announce || !self.waiting.is_empty() {
                let answer = self.plain_answer();
                if std::mem::take(&mut self.announce) {
                    ctx.props().host.say("suggest", &answer);
                }
                for (resolve, _) in self.waiting.drain(..) {
                    element::settle(&resolve, &answer);
                }
            }
        }
    }
}

impl App {
    fn snapshot(&self, loaded: &Shared<Loaded>) -> Snapshot {
        Snapshot {
            loaded: loaded.clone(),
            practices: self.practices.clone(),
            names: self.names.clone(),
            asked: self.asked.clone(),
        }
    }

    fn set(&mut self, ctx: &Context<Self>, name: &str, value: String) -> bool {
        if !self.config.set(name, value) {
            return false;
        }
        match name {
            "lang" => self.fetch_words(ctx),
            // The loader has set it on the mount; what follows from it is seen to after rendering.
            "dir" => {}
            "directory" => self.fetch_directory(ctx),
            "city" | "topics" | "purpose" | "max" | "view" => {
                if let Load::Ready(loaded) = &self.load {
                    self.asked = self.config.asked(&loaded.directory);
                    self.show(self.config.first_view(&self.asked));
                    self.focus = false;
                }
            }
            _ => return false,
        }
        true
    }

    fn act(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        match action {
            Action::Choose(city) => {
                self.asked.city = Some(city);
                self.missing = false;
                if let Load::Ready(loaded) = &self.load {
                    let id = JsValue::from_str(loaded.directory.id(city));
                    let detail = js_sys::Object::new();
                    let _ = js_sys::Reflect::set(&detail, &JsValue::from_str("city"), &id);
                    ctx.props().host.say("select", &detail);
                }
                self.answer();
            }
            Action::Unchoose => {
                self.asked.city = None;
                self.answered = None;
            }
            Action::Purpose(purpose) => {
                self.asked.purpose = purpose;
                self.answer();
            }
            Action::Topic(topic) => {
                let topics = &mut self.asked.topics;
                match topics.iter().position(|t| *t == topic) {
                    Some(at) => {
                        topics.remove(at);
                    }
                    None if topics.len() < MAX_TOPICS => topics.push(topic),
                    None => return false,
                }
                self.answer();
            }
            Action::Show(view) => {
                self.show(view);
                self.focus = true;
            }
            Action::Retry => match &self.load {
                Load::Ready(loaded) => {
                    let loaded = loaded.clone();
                    self.practices = Part::Waiting;
                    self.fetch_practices(ctx, loaded);
                }
                _ => self.fetch_directory(ctx),
            },
            Action::WantNames(langs) => return self.fetch_names(ctx, &langs),
        }
        true
    }

    fn hear(&mut self, ctx: &Context<Self>, news: News) -> bool {
        match news {
            News::Words { asked, words } => {
                // A language asked for earlier may arrive later.
                if asked != self.config.lang {
                    return false;
                }
                self.words = Some(Shared::new(words));
            }
            News::Progress {
                round,
                cities,
                bytes,
                size,
            } => {
                if round != self.round {
                    return false;
                }
                self.load = Load::Arriving {
                    cities,
                    bytes,
                    size,
                };
            }
            News::Core { round, result } => {
                if round != self.round {
                    return false;
                }
                match *result {
                    Ok(loaded) => {
                        self.asked = self.config.asked(&loaded.directory);
                        let loaded = Shared::new(loaded);
                        self.load = Load::Ready(loaded.clone());
                        self.show(self.config.first_view(&self.asked));
                        if !self.waiting.is_empty() {
                            self.show(View::Partners);
                        }
                        ctx.props()
                            .host
                            .say("ready", &element::plain(&loaded.directory.counts));
                        self.fetch_practices(ctx, loaded);
                    }
                    Err(failure) => {
                        self.complain(ctx, &failure);
                        self.load = Load::Failed(failure);
                    }
                }
            }
            News::Practices { round, result } => {
                if round != self.round {
                    return false;
                }
                match result {
                    Ok(practices) => self.practices = Part::Ready(Shared::new(practices)),
                    Err(failure) => {
                        self.complain(ctx, &failure);
                        self.practices = Part::Failed;
                    }
                }
                self.answer();
            }
            News::Names {
                round,
                lang,
                result,
            } => {
                if round != self.round {
                    return false;
                }
                match result {
                    Some(Ok(table)) => {
                        let mut tables = self.names.to_vec();
                        tables.push(table);
                        // The order of arrival must not change what is shown.
                        sort_short(&mut tables, |a, b| a.lang < b.lang);
                        self.names = Shared::new(tables);
                    }
                    // Searching goes on with the names there are; typing again asks again.
                    Some(Err(_)) => self.names_wanted.retain(|l| *l != lang),
                    None => return false,
                }
            }
        }
        true
    }

    /// Goes to a view, if what it needs is there.
    fn show(&mut self, view: View) {
        self.missing = view != View::Start && self.asked.city.is_none();
        self.view = if self.missing { View::Start } else { view };
        self.answer();
    }

    /// Works out the answer to the question as it stands.
    fn answer(&mut self) {
        let (Load::Ready(loaded), Some(city)) = (&self.load, self.asked.city) else {
            self.answered = None;
            return;
        };
        // On the start page nothing of it shows: choosing topics there must not cost a ranking each.
        if self.view == View::Start {
            self.answered = None;
            return;
        }
        self.announce = true;
        let directory = &loaded.directory;
        // Another view of the same question, or the practices that were still missing: the cities stay as they are.
        let before = self.answered.take().filter(|a| a.asked == self.asked);
        let practices = self.practices.ready();
        if let Some(before) = &before
            && before.practices.is_some() == practices.is_some()
        {
            self.answered = Some(before.clone());
            return;
        }
        let subject = Subject::of_city(directory, city);
        let query = self.asked.query();
        let practices = practices
            .map(|practices| engine_practices::suggest(directory, practices, &subject, &query));
        let suggestions = match before {
            Some(before) => before.suggestions.clone(),
            None => Shared::new(suggest::suggest(directory, &subject, &query)),
        };
        self.answered = Some(Shared::new(Answered {
            asked: self.asked.clone(),
            suggestions,
            practices,
            subject,
        }));
    }

    /// The answer as the command prints it.
    fn plain_answer(&self) -> JsValue {
        let (Load::Ready(loaded), Some(answered)) = (&self.load, &self.answered) else {
            return JsValue::NULL;
        };
        let none = Practices::default();
        let practices = self.practices.ready().map_or(&none, |p| p);
        element::plain(&answer::plain(
            &loaded.directory,
            practices,
            &answered.subject,
            &answered.suggestions,
            // Certainty and roles would weigh more than what pages may load before the first answer.
            None,
            answered.practices.as_deref().unwrap_or_default(),
        ))
    }

    fn complain(&self, ctx: &Context<Self>, failure: &Failure) {
        let detail = js_sys::Object::new();
        for (key, value) in [
            ("code", failure.code),
            ("file", &failure.file),
            ("message", &failure.detail),
        ] {
            let _ =
                js_sys::Reflect::set(&detail, &JsValue::from_str(key), &JsValue::from_str(value));
        }
        ctx.props().host.say("error", &detail);
    }

    fn fetch_words(&self, ctx: &Context<Self>) {
        let (locales, asked) = (self.config.locales.clone(), self.config.lang.clone());
        ctx.link().send_future(async move {
            let words = tasks::words(&locales, &asked).await;
            Msg::News(News::Words { asked, words })
        });
    }

    fn fetch_directory(&mut self, ctx: &Context<Self>) {
        self.round += 1;
        self.load = Load::Begun;
        self.practices = Part::Waiting;
        self.names = Shared::new(Vec::new());
        self.names_wanted.clear();
        self.answered = None;
        let (round, url, link) = (
            self.round,
            self.config.directory.clone(),
            ctx.link().clone(),
        );
        ctx.link().send_future(async move {
            let result = match tasks::manifest(&url).await {
                Ok(manifest) => {
                    let (cities, size) = (manifest.cities, tasks::core_size(&manifest));
                    let progress = move |bytes| {
                        link.send_message(Msg::News(News::Progress {
                            round,
                            cities,
                            bytes,
                            size,
                        }));
                    };
                    progress(0);
                    tasks::core(&url, manifest, progress).await
                }
                Err(failure) => Err(failure),
            };
            let result = Box::new(result);
            Msg::News(News::Core { round, result })
        });
    }

    fn fetch_practices(&self, ctx: &Context<Self>, loaded: Shared<Loaded>) {
        let (round, url) = (self.round, self.config.directory.clone());
        ctx.link().send_future(async move {
            let result = tasks::practices(&url, &loaded).await;
            Msg::News(News::Practices { round, result })
        });
    }

    fn fetch_names(&mut self, ctx: &Context<Self>, langs: &[&'static str]) -> bool {
        let Load::Ready(loaded) = &self.load else {
            return false;
        };
        for &lang in langs {
            if self.names_wanted.contains(&lang) {
                continue;
            }
            self.names_wanted.push(lang);
            let (round, url, loaded) = (self.round, self.config.directory.clone(), loaded.clone());
            ctx.link().send_future(async move {
                let result = tasks::names(&url, &loaded, lang).await;
                Msg::News(News::Names {
                    round,
                    lang,
                    result,
                })
            });
        }
        false
    }
}

/// After a change of view the focus goes to its heading (or to the field that is missing), so that keyboards and
/// screen readers follow.
fn focus_heading(mount: &HtmlDivElement, missing: bool) {
    use wasm_bindgen::JsCast;
    let selector = if missing { "#city" } else { "h2" };
    let Ok(Some(target)) = mount.query_selector(selector) else {
        return;
    };
    if let Ok(target) = target.dyn_into::<web_sys::HtmlElement>() {
        if !missing {
            target.set_tab_index(-1);
        }
        // A heading that cannot take the focus is no reason to stop.
        let _ = target.focus();
    }
}
