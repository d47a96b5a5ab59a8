//! The combobox that finds a city by name in any language (ARIA 1.2 combobox with a list popup).

use super::Scene;
use super::dom::Dom;
use crate::action::Action;
use crate::intl;
use crate::later::{Act, Field, partners, profile};
use crate::queries::partner;
use crate::state::{Loaded, Shared, name_in};
use crate::words::Words;
use city_peers_engine::CityIx;
use city_peers_engine::search::{self, Hit, Hits, NameTable};
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Most cities listed.
const LISTED: usize = 8;
/// Below this many hits, names in other languages are fetched.
const FEW: usize = 5;

/// See [`CitySearch`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub words: Shared<Words>,
    pub loaded: Shared<Loaded>,
    pub names: Shared<Vec<NameTable>>,
    /// The chosen city and its name.
    pub chosen: Option<(CityIx, AttrValue)>,
    /// A city is missing: say so.
    pub missing: bool,
    /// The field is not for the visitor's own city but for one they miss among the suggestions.
    pub miss: bool,
    pub act: Callback<Action>,
}

/// What is typed, and which option is active.
pub(crate) struct CitySearch {
    /// `None` until something is typed: the chosen city's name shows.
    typed: Option<String>,
    open: bool,
    active: usize,
}

/// See [`CitySearch`].
pub(crate) enum Msg {
    Typed(String),
    Key(KeyboardEvent),
    Pick(CityIx),
    Leave,
}

impl CitySearch {
    fn hits(&self, props: &Props) -> (String, Hits) {
        let typed = self.typed.as_deref().unwrap_or_default();
        let query = search::fold(&intl::decompose(typed));
        let hits = search::search(&props.loaded.directory, &props.names, &query, LISTED);
        (query, hits)
    }
}

/// The field; what is picked goes to `act`. With `chosen` its name stands in it, and typing takes the choice back; without, it is
/// empty again after each choice. `missing` and `miss`: see [`Props`].
#[inline(never)]
pub(crate) fn field(
    d: &mut Dom,
    scene: Scene,
    chosen: Option<CityIx>,
    [missing, miss]: [bool; 2],
    act: Callback<Action>,
) {
    let (words, snapshot) = (scene.words, scene.snapshot);
    let chosen = chosen.map(|city| {
        let name = snapshot.name(city, words.lang());
        (city, AttrValue::from(name.to_owned()))
    });
    d.node(html! {
        <CitySearch words={words.clone()} loaded={snapshot.loaded.clone()} names={snapshot.names.clone()}
            {chosen} {missing} {miss} {act}/>
    });
}

/// Ids of field, list and status, and what the ids of options begin with.
fn ids(miss: bool) -> [&'static str; 4] {
    if miss {
        ["miss", "missed", "miss-status", "miss-"]
    } else {
        ["city", "cities", "city-status", "city-"]
    }
}

/// Name tables that may hold what was typed, by its script.
fn wanted_names(typed: &str, found: usize) -> Vec<&'static str> {
    let has = |ranges: &[(char, char)]| {
        typed
            .chars()
            .any(|c| ranges.iter().any(|&(from, to)| (from..=to).contains(&c)))
    };
    if has(&[
        ('\u{1100}', '\u{11ff}'),
        ('\u{3130}', '\u{318f}'),
        ('\u{ac00}', '\u{d7af}'),
    ]) {
        vec!["ko"]
    } else if has(&[('\u{3040}', '\u{30ff}'), ('\u{3400}', '\u{9fff}')]) {
        vec!["zh", "local"]
    } else if has(&[('\u{600}', '\u{6ff}')]) {
        vec!["ar", "local"]
    } else if has(&[('\u{400}', '\u{4ff}')]) {
        vec!["ru", "local"]
    } else if !typed.is_ascii() || (found < FEW && typed.chars().count() > 1) {
        vec!["local", "es", "fr", "pt", "en"]
    } else {
        Vec::new()
    }
}

impl Component for CitySearch {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        CitySearch {
            typed: None,
            open: false,
            active: 0,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        if ctx.props().chosen.is_some() && ctx.props().chosen != old.chosen {
            self.typed = None;
            self.open = false;
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let props = ctx.props();
        match msg {
            Msg::Typed(text) => {
                self.open = !text.trim().is_empty();
                self.active = 0;
                self.typed = Some(text);
                if props.chosen.is_some() {
                    props.act.emit(if props.miss {
                        Action::Later(Act::Partners(partners::Act::Unmiss))
                    } else {
                        Action::Unchoose
                    });
                }
                let (_, hits) = self.hits(props);
                let wanted = wanted_names(self.typed.as_deref().unwrap_or_default(), hits.found);
                if !wanted.is_empty() {
                    props.act.emit(Action::WantNames(wanted));
                }
            }
            Msg::Key(event) => return self.key(ctx, &event),
            Msg::Pick(city) => {
                self.open = false;
                self.typed = None;
                props.act.emit(if props.miss {
                    Action::Later(Act::Partners(partners::Act::Miss(city)))
                } else {
                    Action::Choose(city)
                });
            }
            Msg::Leave => {
                self.open = false;
                // On the start page it may be the name of a city that is not here.
                if let (false, Some(typed)) = (props.miss, &self.typed) {
                    let sought = Field::Profile(profile::Field::Sought);
                    props.act.emit(Action::Typed(sought, typed.clone()));
                }
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let words = &props.words;
        let (query, hits) = if self.typed.is_some() {
            self.hits(props)
        } else {
            Default::default()
        };
        let open = self.open && !hits.best.is_empty();
        let value = match (&self.typed, &props.chosen) {
            (Some(typed), _) => typed.clone(),
            (None, Some((_, name))) => name.to_string(),
            _ => String::new(),
        };
        let status = match (&self.typed, hits.found) {
            (Some(typed), 0) if !typed.trim().is_empty() => {
                words.with("search.none", &[("typed", typed.trim())])
            }
            (Some(typed), found) if !typed.trim().is_empty() => {
                words.count("search.found", found, &[("typed", typed.trim())])
            }
            _ => match props.chosen {
                Some((city, _)) => partner::about(words, &props.loaded.directory, city),
                None if props.miss => words.text("miss.note").to_owned(),
                None => words.text("search.hint").to_owned(),
            },
        };
        let error = props.missing && props.chosen.is_none() && self.typed.is_none();
        let [_, list, about, _] = ids(props.miss);
        let mut d = Dom::new(words, &props.act);
        d.el("div.stack-s", |d| {
            d.el("div.combobox", |d| {
                self.input(d, ctx, open, error, &value);
                d.el("ul.listbox[part=listbox][role=listbox]", |d| {
                    d.attr("id", list);
                    d.attr("aria-label", words.text("search.list"));
                    d.flag("hidden", !open);
                    for (ix, hit) in hits.best.iter().enumerate() {
                        self.option(d, ctx, ix, hit, &query, &hits);
                    }
                });
            });
            if error {
                d.word_el("p.error[id=city-error]", "search.missing");
            } else {
                d.nothing();
            }
            d.el("p.note[role=status]", |d| {
                d.attr("id", about);
                d.text(&status);
            });
        });
        d.finish()
    }
}

impl CitySearch {
    fn input(&self, d: &mut Dom, ctx: &Context<Self>, open: bool, error: bool, value: &str) {
        const INPUT: &str = "input.input[part=input][type=text][role=combobox][autocomplete=off]\
            [spellcheck=false][aria-autocomplete=list]";
        let [own, list, about, option] = ids(ctx.props().miss);
        let link = ctx.link();
        d.el(INPUT, |d| {
            d.attr("id", own);
            d.attr("aria-controls", list);
            d.attr("aria-describedby", about);
            d.attr("aria-expanded", if open { "true" } else { "false" });
            if open {
                d.attr("aria-activedescendant", &option_id(option, self.active));
            }
            if error {
                d.attr("aria-invalid", "true");
            }
            d.value(value);
            d.hear(
                ListenerKind::oninput,
                link.callback(|event: Event| {
                    let input: web_sys::HtmlInputElement = event.target_unchecked_into();
                    Msg::Typed(input.value())
                }),
            );
            d.hear(
                ListenerKind::onkeydown,
                link.callback(|event: Event| Msg::Key(event.unchecked_into())),
            );
            d.hear(ListenerKind::onfocusout, link.callback(|_| Msg::Leave));
        });
    }

    fn option(
        &self,
        d: &mut Dom,
        ctx: &Context<Self>,
        ix: usize,
        hit: &Hit,
        query: &str,
        hits: &Hits,
    ) {
        let props = ctx.props();
        let directory = &props.loaded.directory;
        let city = hit.city;
        let name_of = |city| name_in(directory, &props.names, city, props.words.lang());
        let own = directory.name(city);
        // Two that are written the same in the visitor's language are told apart by the directory's names.
        let twin = |other: &Hit| other.city != city && name_of(other.city) == name_of(city);
        let name = if hits.best.iter().any(twin) {
            own
        } else {
            name_of(city)
        };
        let other = hit
            .other_name
            .and_then(|(table, row)| props.names.get(table).map(|t| t.names.get(row)));
        let found = other.unwrap_or(own);
        d.el("li[role=option]", |d| {
            d.key(city.0);
            d.attr("id", &option_id(ids(props.miss)[3], ix));
            let active = ix == self.active;
            d.attr("aria-selected", if active { "true" } else { "false" });
            d.hear(
                ListenerKind::onclick,
                ctx.link().callback(move |_| Msg::Pick(city)),
            );
            // Pressing must not take the focus from the input; the click chooses.
            for kind in [ListenerKind::onpointerdown, ListenerKind::onmousedown] {
                d.hear(kind, Callback::from(|event: Event| event.prevent_default()));
            }
            // What fits what was typed, then the name as the visitor reads it.
            marked(d, found, query);
            if found != name {
                d.text(" ");
                d.text(name);
            }
            d.text_el("small", &partner::about(&props.words, directory, city));
        });
    }

    fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        // While an input method composes, its keys are its own.
        if event.is_composing() {
            return false;
        }
        let (_, hits) = self.hits(ctx.props());
        let count = hits.best.len();
        let open = self.open && count > 0;
        match event.key().as_str() {
            "ArrowDown" if count > 0 => {
                self.active = if open { (self.active + 1) % count } else { 0 };
                self.open = true;
            }
            "ArrowUp" if count > 0 => {
                self.active = if open {
                    (self.active + count - 1) % count
                } else {
                    count - 1
                };
                self.open = true;
            }
            "Enter" if open => {
                if let Some(hit) = hits.best.get(self.active) {
                    ctx.link().send_message(Msg::Pick(hit.city));
                }
            }
            // The first press closes the list, the second empties the field, as the pattern has it.
            "Escape" if open => self.open = false,
            "Escape" if self.typed.as_ref().is_some_and(|t| !t.is_empty()) => {
                self.typed = Some(String::new());
            }
            _ => return false,
        }
        event.prevent_default();
        true
    }
}

fn option_id(start: &str, ix: usize) -> String {
    [start, &ix.to_string()].concat()
}

/// A name with the part that was typed in bold.
fn marked(d: &mut Dom, name: &str, query: &str) {
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    for end in ends.take(query.chars().count() * 2 + 4) {
        let (head, tail) = name.split_at(end);
        if !query.is_empty() && search::fold(&intl::decompose(head)) == query {
            d.text_el("mark", head);
            return d.text(tail);
        }
    }
    d.text(name);
}
