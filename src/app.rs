//! The application: takes messages, changes state, starts tasks, shows the view. The only place where state changes,
//! with what it hands to `later/`.

use crate::action::Action;
use crate::components::dom::{Dom, Parts};
use crate::components::{Scene, frame, partners, start, states};
use crate::element::{self, Host};
use crate::later::{Effect, Memory, Open, World, doors};
use crate::state::{
    Answered, Config, Detail, Failure, Kept, Load, Loaded, MAX_TOPICS, Part, Shared, Snapshot,
    View, Visit,
};
use crate::tasks;
use crate::words::Words;
use city_peers_engine::CityIx;
use city_peers_engine::order::sort_short;
use city_peers_engine::portfolio;
use city_peers_engine::practices::{self as engine_practices, Practices};
use city_peers_engine::search::NameTable;
use city_peers_engine::suggest::{Ranker, Subject};
use js_sys::Function;
use std::cell::RefCell;
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
    /// The page asks for something and wants to know when it is on screen, see [`element::reply`]; whether the first
    /// answer waits for it.
    Ask(Function, bool),
    /// The visitor did something.
    Act(Action),
    /// A task has news.
    News(News),
    /// Time to go on with long work.
    Work,
    /// The fragment of the page's address has changed.
    Link,
    /// The first parts of this rendering have been painted: now the others.
    Rest(u32),
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
        result: Result<Shared<Loaded>, Failure>,
    },
    Practices {
        round: u32,
        result: Result<Shared<Practices>, Failure>,
    },
    Names {
        round: u32,
        lang: &'static str,
        result: Option<Result<NameTable, Failure>>,
    },
    Details {
        round: u32,
        shard: usize,
        result: Result<Vec<u8>, Failure>,
    },
    Later {
        result: Result<Open, Failure>,
    },
    MoreWords {
        lang: String,
        part: &'static str,
        texts: Vec<(String, String)>,
    },
}

/// How far the later part is.
#[derive(Clone, Debug, Default)]
enum Later {
    #[default]
    Waiting,
    Coming,
    Open(Open),
    Failed(Failure),
}

/// The application.
pub(crate) struct App {
    config: Config,
    words: Option<Shared<Words>>,
    /// Their direction.
    dir: String,
    load: Load,
    /// Counts directories asked for: news of earlier ones is stale.
    round: u32,
    practices: Part<Practices>,
    names: Shared<Vec<NameTable>>,
    names_wanted: Vec<&'static str>,
    details: Shared<Vec<Detail>>,
    later: Later,
    /// What the later views remember.
    memory: Memory,
    visit: Visit,
    answered: Option<Shared<Answered>>,
    /// Move the focus to the first such element after the next rendering.
    focus: Option<String>,
    /// Tell the page of the answer after the next rendering.
    announce: bool,
    /// The later views have not heard yet of what changed.
    notice: bool,
    /// What the page has asked for, until the later part can see to it.
    asks: Vec<Function>,
    /// The answer waits for what the page says of the question.
    held: bool,
    /// What the page's address says, until it is followed: that takes the later part and the practices.
    link: Option<String>,
    _hearing: element::Hearing,
    /// How many parts of the view are built, see [`Dom::hold`].
    room: usize,
    parts: RefCell<Parts>,
    /// Counts answers: the rest of an earlier one is not wanted any more.
    answers: u32,
}

/// Parts that are shown at once when there is something new: the first section fills a screen.
const AT_ONCE: usize = 1;

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let host = &ctx.props().host;
        let changed = ctx.link().callback(|()| Msg::Link);
        let visit = Visit {
            element: host.id(),
            ..Visit::default()
        };
        let mut app = App {
            config: ctx.props().config.clone(),
            words: None,
            dir: String::new(),
            load: Load::Begun,
            round: 0,
            practices: Part::Waiting,
            names: Shared::new(Vec::new()),
            names_wanted: Vec::new(),
            details: Shared::new(Vec::new()),
            later: Later::Waiting,
            memory: Memory::default(),
            visit,
            answered: None,
            focus: None,
            announce: false,
            notice: false,
            asks: Vec::new(),
            held: false,
            link: host.link(),
            _hearing: element::Hearing::new(move || changed.emit(())),
            room: usize::MAX,
            parts: RefCell::default(),
            answers: 0,
        };
        app.fetch_words(ctx);
        app.fetch_directory(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let changed = match msg {
            Msg::Set(name, value) => self.set(ctx, &name, value),
            Msg::Ask(ask, hold) => {
                self.asks.push(ask);
                self.held |= hold;
                false
            }
            Msg::Act(action) => self.act(ctx, action),
            Msg::News(news) => self.hear(ctx, news),
            Msg::Work => {
                let mut changed = false;
                if !self.enter(ctx, |open, world| changed = doors::work(open, world)) {
                    self.memory.partners.rest();
                }
                changed
            }
            Msg::Rest(answers) => {
                let wanted = answers == self.answers && self.parts.borrow().put_off;
                if wanted {
                    self.room = if self.room > 0 { usize::MAX } else { AT_ONCE };
                }
                wanted
            }
            Msg::Link => {
                self.link = ctx.props().host.link();
                false
            }
        };
        let changed = self.follow_link(ctx) || changed;
        let changed = self.hear_asks(ctx) || changed;
        if std::mem::take(&mut self.notice) {
            self.enter(ctx, doors::notice);
        }
        if self.visit.view.is_later() && matches!(self.load, Load::Ready(_)) {
            self.fetch_later(ctx);
        }
        changed
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        // Without words there is nothing to say yet; the page's own content stays until there is.
        let Some(words) = &self.words else {
            return html! { <slot/> };
        };
        let act = ctx.link().callback(Msg::Act);
        let mut d = Dom::new(words, &act);
        // Where the focus is to go, everything has to be there.
        let room = self.focus.as_ref().map_or(self.room, |_| usize::MAX);
        d.put_off(self.parts.take(), room);
        match &self.load {
            Load::Ready(loaded) => {
                let snapshot = self.snapshot(loaded);
                let scene = Scene {
                    words,
                    snapshot: &snapshot,
                };
                frame::frame(&mut d, scene, |d| self.page(d, scene, words));
            }
            Load::Failed(failure) => {
                states::failed(&mut d, words, failure);
                d.empty_el("slot", &[]);
            }
            load => states::loading(&mut d, words, load),
        }
        self.parts.replace(d.parts());
        d.finish()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        if let Some(words) = &self.words {
            let mount = &ctx.props().mount;
            // These attributes of the mount are for the words to decide; setting them cannot fail.
            let _ = mount.set_attribute("aria-label", words.text("region"));
            let _ = mount.set_attribute("lang", words.lang());
            let _ = mount.set_attribute("dir", &self.dir);
        }
        if let Some(selector) = self.focus.take() {
            focus(&ctx.props().mount, &selector);
        }
        if let Load::Failed(failure) = &self.load {
            let code = failure.code;
            self.refuse(code);
        }
        if self.parts.borrow().put_off {
            let answers = self.answers;
            // What was just rendered is to be painted; and who drags a slider is to have the time to drag on.
            let time = if self.room > 0 { 100 } else { 16 };
            ctx.link().send_future(async move {
                tasks::wait(time).await;
                Msg::Rest(answers)
            });
            return;
        }
        if let (Load::Ready(loaded), Later::Open(open), Some(words)) =
            (&self.load, &self.later, &self.words)
            && (self.announce || !self.memory.api.pending.is_empty())
        {
            let snapshot = self.snapshot(loaded);
            let scene = Scene {
                words,
                snapshot: &snapshot,
            };
            let answered = self.answered.as_deref();
            if let Some(answer) = doors::reply(*open, scene, &mut self.memory, answered)
                && std::mem::take(&mut self.announce)
            {
                ctx.props().host.say("suggest", &answer);
            }
            if self.memory.api.pending.is_empty() && !self.asks.is_empty() {
                // The next one may begin.
                ctx.link().send_message(Msg::Rest(0));
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
            details: self.details.clone(),
            visit: self.visit.clone(),
        }
    }

    /// Follows what the page's address says, once all that takes is there.
    fn follow_link(&mut self, ctx: &Context<Self>) -> bool {
        if self.link.is_none() || !matches!(self.load, Load::Ready(_)) || self.words.is_none() {
            return false;
        }
        self.fetch_later(ctx);
        // Its texts may come after it: the door is shut until then.
        let whole = self.words.as_ref().is_some_and(|words| words.whole());
        match (&self.later, &self.practices) {
            (Later::Open(_), Part::Ready(_) | Part::Failed) if whole => {
                let link = self.link.take().unwrap_or_default();
                self.enter(ctx, |open, world| doors::link(open, world, &link))
            }
            // Without it the question of the page is answered.
            (Later::Failed(_), _) => {
                self.link = None;
                self.answer();
                true
            }
            _ => false,
        }
    }

    /// Sees to what the page has asked for, once all that takes is there.
    fn hear_asks(&mut self, ctx: &Context<Self>) -> bool {
        if self.asks.is_empty() || self.link.is_some() || !matches!(self.load, Load::Ready(_)) {
            return false;
        }
        self.fetch_later(ctx);
        let mut asks = std::mem::take(&mut self.asks);
        let held = std::mem::take(&mut self.held);
        let lost = matches!(self.later, Later::Failed(_));
        let heard = lost || self.enter(ctx, |open, world| doors::ask(open, world, &mut asks));
        // Some wait for others to be on screen first.
        self.asks = asks;
        if lost {
            self.refuse("later-missing");
        } else if !heard {
            self.held = held;
            return false;
        }
        self.answer();
        true
    }

    /// What stands between bar and imprint.
    fn page(&self, d: &mut Dom, scene: Scene, words: &Shared<Words>) {
        let answered = self.answered.as_deref();
        if self.link.is_some() || self.held {
            return states::coming(d);
        }
        match &self.later {
            Later::Open(open) => doors::note(*open, d, scene, &self.memory),
            _ => d.nothing(),
        }
        match (self.visit.view, answered, &self.later) {
            (View::Partners, Some(answered), later) => {
                let later = match later {
                    Later::Open(open) if words.whole() => Some((*open, &self.memory)),
                    _ => None,
                };
                partners::partners(d, scene, answered, later);
            }
            (View::Start | View::Partners, ..) => start::start(d, scene),
            (_, _, Later::Open(open)) if words.whole() => {
                doors::view(*open, d, scene, &self.memory, answered);
            }
            (_, _, Later::Failed(failure)) => states::failed(d, words, failure),
            _ => states::coming(d),
        }
    }

    /// Enters the later part, if it is there, and does what is asked for then.
    fn enter(&mut self, ctx: &Context<Self>, door: impl FnOnce(Open, &mut World)) -> bool {
        let (Later::Open(open), Load::Ready(loaded), Some(words)) =
            (&self.later, &self.load, &self.words)
        else {
            return false;
        };
        if !words.whole() {
            return false;
        }
        let snapshot = self.snapshot(loaded);
        let mut effects = Vec::new();
        let mut world = World {
            host: &ctx.props().host,
            snapshot: &snapshot,
            words,
            answered: self.answered.as_ref(),
            visit: &mut self.visit,
            memory: &mut self.memory,
            effects: &mut effects,
        };
        door(*open, &mut world);
        let open = *open;
        for effect in effects {
            self.follow(ctx, open, effect);
        }
        true
    }

    fn follow(&mut self, ctx: &Context<Self>, open: Open, effect: Effect) {
        match effect {
            Effect::Rank => self.answer(),
            Effect::Show(view) => self.go(view),
            Effect::Focus(selector) => self.focus = Some(selector),
            Effect::Announce(text) => self.visit.announced = text,
            Effect::Say(name, detail) => ctx.props().host.say(name, &detail),
            Effect::Details(cities) => self.fetch_details(ctx, &cities),
            Effect::Work(after) => ctx.link().send_future(async move {
                tasks::wait(after).await;
                Msg::Work
            }),
            deed => {
                if let Some((promise, field)) = doors::deed(open, &ctx.props().host, deed) {
                    ctx.link().send_future(async move {
                        Msg::Act(Action::Typed(field, tasks::settled(promise).await))
                    });
                }
            }
        }
    }

    fn refuse(&mut self, code: &str) {
        for ask in self.asks.drain(..) {
            element::reply(&ask, code, &JsValue::UNDEFINED);
        }
    }

    fn set(&mut self, ctx: &Context<Self>, name: &str, value: String) -> bool {
        if !self.config.set(name, value) {
            // The later views may look at it.
            self.notice = true;
            return true;
        }
        match name {
            "lang" => {
                // All texts of a language take the place of another's at once.
                self.fetch_words(ctx);
            }
            // With another language it waits for the texts.
            "dir" => self.turn(),
            "directory" => self.fetch_directory(ctx),
            "city" | "topics" | "purpose" | "max" | "view" => {
                if let Load::Ready(loaded) = &self.load {
                    if name == "city" {
                        // What was typed was about another one.
                        self.visit.draft = None;
                        self.visit.drafts += 1;
                    }
                    self.visit.asked = self.config.asked(&loaded.directory);
                    self.show(self.config.first_view(&self.visit.asked));
                }
            }
            _ => return false,
        }
        true
    }

    /// Takes over the direction of the page, where the texts are in its language.
    fn turn(&mut self) {
        match &self.words {
            Some(words) if words.lang() == self.config.lang => {
                self.dir.clone_from(&self.config.dir)
            }
            Some(words) if !words.own() => "ltr".clone_into(&mut self.dir),
            _ => {}
        }
    }

    fn act(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        match action {
            Action::Choose(city) => {
                self.visit.asked.city = Some(city);
                self.visit.missing = false;
                self.visit.draft = None;
                self.visit.drafts += 1;
                self.close_panel();
                if let Load::Ready(loaded) = &self.load {
                    let id = JsValue::from_str(loaded.directory.id(city));
                    let detail = js_sys::Object::new();
                    let _ = js_sys::Reflect::set(&detail, &JsValue::from_str("city"), &id);
                    ctx.props().host.say("select", &detail);
                }
                self.answer();
            }
            Action::Unchoose => {
                self.visit.asked.city = None;
                self.answered = None;
            }
            Action::Purpose(purpose) => {
                self.visit.asked.purpose = purpose;
                self.answer();
            }
            Action::Topic(topic) => {
                let topics = &mut self.visit.asked.topics;
                match topics.iter().position(|t| *t == topic) {
                    Some(at) => {
                        topics.remove(at);
                    }
                    None if topics.len() < MAX_TOPICS => topics.push(topic),
                    None => return false,
                }
                self.answer();
            }
            Action::Panel(panel) if self.visit.panel == Some(panel) => self.close_panel(),
            Action::Panel(panel) => {
                if matches!(self.later, Later::Failed(_)) {
                    // What would open did not arrive: the first page has the same choices.
                    self.go(View::Start);
                    return true;
                }
                self.visit.panel = Some(panel);
                self.notice = true;
                self.fetch_later(ctx);
            }
            Action::Show(view) => {
                self.go(view);
            }
            Action::Open(city) => {
                if self.visit.opened.contains(&city) {
                    return false;
                }
                self.visit.opened.push(city);
                self.notice = true;
            }
            Action::Focus(selector) => self.focus = Some(selector),
            Action::Later(act) => {
                return self.enter(ctx, |open, world| doors::act(open, world, act));
            }
            Action::Typed(field, value) => {
                return self.enter(ctx, |open, world| doors::typed(open, world, field, &value));
            }
            Action::Read(field, file) => {
                ctx.link().send_future(async move {
                    let text = tasks::read(&file).await;
                    Msg::Act(Action::Typed(field, text))
                });
                return false;
            }
            Action::Retry => match &self.load {
                Load::Ready(_) if matches!(self.later, Later::Failed(_)) => {
                    self.later = Later::Waiting;
                    self.fetch_later(ctx);
                }
                Load::Ready(loaded) => {
                    let loaded = loaded.clone();
                    self.practices = Part::Waiting;
                    self.fetch_practices(ctx, loaded);
                }
                _ => self.fetch_directory(ctx),
            },
            Action::WantNames(langs) => {
                self.fetch_names(ctx, &langs);
                return false;
            }
        }
        true
    }

    fn hear(&mut self, ctx: &Context<Self>, news: News) -> bool {
        match news {
            // Without its texts a later view would say nothing.
            News::MoreWords { lang, texts, .. }
                if texts.is_empty()
                    && lang == self.config.lang
                    && matches!(self.later, Later::Coming | Later::Open(_)) =>
            {
                let failure = tasks::later_missing(
                    &[tasks::base(&lang), ".more.json"].concat(),
                    String::new(),
                );
                self.complain(ctx, &failure);
                self.later = Later::Failed(failure);
                self.fetch_more_words(ctx, tasks::ERRORS);
            }
            News::Words { asked, words } => {
                // No text at all, not even English: nothing can be said here.
                if self.words.is_none() && words.find("region").is_none() {
                    element::end("locales/en.json");
                    return false;
                }
                // A language asked for earlier may arrive later; one that did not arrive takes no other's place.
                let lost = words.find("region").is_none() && self.words.is_some();
                if asked != self.config.lang || lost {
                    return false;
                }
                // The later part was asked for meanwhile, or something failed: the other texts are still missing.
                let failed = matches!(self.load, Load::Failed(_));
                if failed {
                    self.fetch_more_words(ctx, tasks::ERRORS);
                }
                if !words.whole() && !matches!(self.later, Later::Waiting) {
                    self.fetch_more_words(ctx, tasks::MORE);
                }
                self.words = Some(Shared::new(words));
                self.turn();
                self.notice = true;
                self.fetch_own_names(ctx);
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
                match result {
                    Ok(loaded) => {
                        self.visit.asked = self.config.asked(&loaded.directory);
                        self.load = Load::Ready(loaded.clone());
                        self.show(self.config.first_view(&self.visit.asked));
                        ctx.props().host.say("ready", &counts(&loaded));
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
                    Ok(practices) => self.practices = Part::Ready(practices),
                    Err(failure) => {
                        self.complain(ctx, &failure);
                        self.practices = Part::Failed;
                    }
                }
                self.answer();
                // What the first suggestion needs is there: now the rest.
                self.fetch_later(ctx);
                self.fetch_own_names(ctx);
            }
            News::Later { result } => match result {
                // Its texts are missing.
                Ok(_) if matches!(self.later, Later::Failed(_)) => {}
                Ok(open) => {
                    self.later = Later::Open(open);
                    self.notice = true;
                }
                Err(failure) => {
                    self.complain(ctx, &failure);
                    self.later = Later::Failed(failure);
                }
            },
            News::MoreWords { lang, part, texts } => {
                let Some(words) = self.words.as_ref().filter(|_| lang == self.config.lang) else {
                    return false;
                };
                let mut more = Words::clone(words);
                for (key, text) in texts {
                    more.add(key, text);
                }
                if part == tasks::MORE {
                    more.complete();
                }
                self.words = Some(Shared::new(more));
                self.notice = true;
            }
            News::Details {
                round,
                shard,
                result,
            } => {
                if round != self.round {
                    return false;
                }
                self.take_details(shard, result);
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

    /// Goes to a view and takes the focus there.
    fn go(&mut self, view: View) {
        self.show(view);
        let target = if self.visit.missing { "#city" } else { "h2" };
        self.focus = Some(target.to_owned());
    }

    /// Goes to a view, if what it needs is there.
    fn show(&mut self, view: View) {
        let needs_city = !matches!(
            view,
            View::Start | View::Profile | View::Kept | View::Compare
        );
        self.visit.missing = needs_city && !self.visit.has_city();
        if self.visit.view != view {
            // What was said belongs to the view that is left.
            self.visit.announced.clear();
        }
        self.visit.view = if self.visit.missing {
            View::Start
        } else {
            view
        };
        self.visit.panel = None;
        self.answer();
    }

    /// Works out the answer to the question as it stands.
    fn answer(&mut self) {
        self.notice = true;
        let Load::Ready(loaded) = &self.load else {
            self.answered = None;
            return;
        };
        let directory = &loaded.directory;
        let subject = match (&self.visit.draft, self.visit.asked.city, &self.later) {
            // On the start page nothing of it shows: choosing topics there must not cost a ranking each.
            _ if self.visit.view == View::Start || self.link.is_some() || self.held => None,
            (Some(draft), _, Later::Open(open)) => Some(doors::subject(*open, directory, draft)),
            (None, Some(city), _) => Some(Subject::of_city(directory, city)),
            _ => None,
        };
        let Some(mut subject) = subject else {
            self.answered = None;
            return;
        };
        let asked = &self.visit.asked;
        if !asked.goals.is_empty() {
            subject.goals = asked.goals.iter().map(|goal| (*goal, 3)).collect();
        }
        // Another view of the same question, or the practices that were still missing: the cities stay as they are.
        let drafts = self.visit.drafts;
        let before = self.answered.take();
        let before = before.filter(|a| a.asked == *asked && a.drafts == drafts);
        let practices = self.practices.ready();
        if let Some(before) = &before
            && before.practices.is_some() == practices.is_some()
        {
            // The slider rests: what was put off for it is due.
            self.room = self.room.max(AT_ONCE);
            self.answered = Some(before.clone());
            return;
        }
        self.announce = true;
        self.answers += 1;
        // While a slider moves, the sentence above the list and the weights show first what that brings.
        self.room = if self.memory.question.moving() {
            0
        } else {
            AT_ONCE
        };
        let query = asked.query();
        let practices = practices
            .map(|practices| engine_practices::suggest(directory, practices, &subject, &query));
        let (suggestions, portfolio) = match before {
            Some(before) => (before.suggestions.clone(), before.portfolio.clone()),
            None => {
                let ranker = Ranker::new(directory, &query);
                let scores = ranker.scores(&subject);
                let portfolio = portfolio::by_scores(&ranker, &subject, &scores);
                let suggestions = ranker.list(&subject, &scores);
                (Shared::new(suggestions), Shared::new(portfolio))
            }
        };
        self.answered = Some(Shared::new(Answered {
            asked: asked.clone(),
            drafts,
            suggestions,
            portfolio,
            practices,
            subject,
        }));
    }

    /// Closes what is open beside the question; the focus goes back to the slot that opened it.
    fn close_panel(&mut self) {
        if let Some(panel) = self.visit.panel.take() {
            self.focus = Some(["#", panel.slot()].concat());
        }
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
        let whole = !matches!(self.later, Later::Waiting);
        ctx.link().send_future(async move {
            let words = tasks::words(&locales, &asked, whole).await;
            Msg::News(News::Words { asked, words })
        });
    }

    fn fetch_directory(&mut self, ctx: &Context<Self>) {
        self.round += 1;
        self.load = Load::Begun;
        self.practices = Part::Waiting;
        self.names = Shared::new(Vec::new());
        self.names_wanted.clear();
        self.details = Shared::new(Vec::new());
        self.answered = None;
        // Positions of another directory mean other cities; what the page has asked for is begun again.
        self.asks.append(&mut self.memory.api.pending);
        self.memory = Memory::default();
        self.visit.chosen.clear();
        self.visit.kept = Kept::default();
        let (round, url, link) = (
            self.round,
            self.config.directory.clone(),
            ctx.link().clone(),
        );
        let (lang, locales) = (self.config.lang.clone(), self.config.locales.clone());
        let scope = link.clone();
        ctx.link().send_future(async move {
            let progress = move |cities, bytes, size| {
                link.send_message(Msg::News(News::Progress {
                    round,
                    cities,
                    bytes,
                    size,
                }));
            };
            let result = tasks::directory(&url, progress).await;
            if result.is_err() {
                scope.send_message(more_words(locales, lang, tasks::ERRORS).await);
            }
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

    fn fetch_names(&mut self, ctx: &Context<Self>, langs: &[&'static str]) {
        let Load::Ready(loaded) = &self.load else {
            return;
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
    }

    /// City names in the visitor's language, once the first suggestion is there; the directory may have them itself.
    fn fetch_own_names(&mut self, ctx: &Context<Self>) {
        let (Load::Ready(loaded), Some(words)) = (&self.load, &self.words) else {
            return;
        };
        let lang = tasks::base(words.lang());
        let main = loaded.directory.meta.languages.first();
        if !matches!(self.practices, Part::Waiting) && main.is_none_or(|m| tasks::base(m) != lang) {
            self.fetch_names(ctx, &[lang]);
        }
    }

    fn fetch_details(&mut self, ctx: &Context<Self>, cities: &[CityIx]) {
        let Load::Ready(loaded) = &self.load else {
            return;
        };
        let mut details = self.details.to_vec();
        let mut shards = Vec::new();
        for &city in cities {
            let at = details.iter().position(|(known, _)| *known == city);
            match at.and_then(|at| details.get_mut(at)) {
                Some((_, part @ Part::Failed)) => *part = Part::Waiting,
                Some(_) => continue,
                None => details.push((city, Part::Waiting)),
            }
            let shard = tasks::shard(city);
            if !shards.contains(&shard) {
                shards.push(shard);
            }
        }
        self.details = Shared::new(details);
        for shard in shards {
            let (round, url, loaded) = (self.round, self.config.directory.clone(), loaded.clone());
            ctx.link().send_future(async move {
                let result = tasks::details(&url, &loaded, shard).await;
                Msg::News(News::Details {
                    round,
                    shard,
                    result,
                })
            });
        }
    }

    /// Full profiles of a shard have arrived, or will not: each that was asked for takes its own.
    fn take_details(&mut self, shard: usize, result: Result<Vec<u8>, Failure>) {
        let (Later::Open(open), Load::Ready(loaded)) = (&self.later, &self.load) else {
            return;
        };
        let (open, directory) = (*open, &loaded.directory);
        let mut profiles = result.map_or_else(|_| Vec::new(), |b| doors::profiles(open, &b));
        let mut details = self.details.to_vec();
        for (city, part) in &mut details {
            if tasks::shard(*city) == shard && part.ready().is_none() {
                *part = match profiles.get_mut(tasks::place_in_shard(*city)) {
                    // What is known of one city is never shown as another's.
                    Some(profile) if profile.id == directory.id(*city) => {
                        Part::Ready(Shared::new(std::mem::take(profile)))
                    }
                    _ => Part::Failed,
                };
            }
        }
        self.details = Shared::new(details);
        self.notice = true;
    }

    /// Fetches what is loaded later, unless it is there or on its way.
    fn fetch_later(&mut self, ctx: &Context<Self>) {
        if !matches!(self.later, Later::Waiting) {
            return;
        }
        self.later = Later::Coming;
        self.fetch_more_words(ctx, tasks::MORE);
        let (locales, host) = (self.config.locales.clone(), ctx.props().mount.clone());
        let (lang, scope) = (self.config.lang.clone(), ctx.link().clone());
        ctx.link().send_future(async move {
            let result = tasks::later(&locales, &host).await;
            if result.is_err() {
                scope.send_message(more_words(locales, lang, tasks::ERRORS).await);
            }
            Msg::News(News::Later { result })
        });
    }

    fn fetch_more_words(&self, ctx: &Context<Self>, part: &'static str) {
        let (locales, lang) = (self.config.locales.clone(), self.config.lang.clone());
        ctx.link().send_future(more_words(locales, lang, part));
    }
}

/// Fetches more texts: what a message of failure says is not among the first ones.
async fn more_words(locales: String, lang: String, part: &'static str) -> Msg {
    let texts = tasks::more_words(&locales, &lang, part).await;
    Msg::News(News::MoreWords { lang, part, texts })
}

/// How much a directory holds, as `directory.json` says it. By hand: the general serialiser is loaded later.
fn counts(loaded: &Loaded) -> JsValue {
    let counts = &loaded.directory.counts;
    let object = js_sys::Object::new();
    for (name, count) in [
        ("cities", counts.cities),
        ("countries", counts.countries),
        ("practices", counts.practices),
        ("practice_cities", counts.practice_cities),
        ("ties", counts.ties),
    ] {
        // Setting a property of a fresh plain object cannot fail.
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(name), &count.into());
    }
    object.into()
}

/// After a change of view the focus goes to its heading, or wherever an act wants it, so that keyboards and screen
/// readers follow.
fn focus(mount: &HtmlDivElement, selector: &str) {
    use wasm_bindgen::JsCast;
    let Ok(Some(target)) = mount.query_selector(selector) else {
        return;
    };
    if let Ok(target) = target.dyn_into::<web_sys::HtmlElement>() {
        if selector == "h2" {
            target.set_tab_index(-1);
        }
        // A heading that cannot take the focus is no reason to stop.
        let _ = target.focus();
    }
}
