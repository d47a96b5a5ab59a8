//! The combobox that finds a city by name in any language (ARIA 1.2 combobox with a list popup).

use crate::intl;
use crate::queries::partner;
use crate::state::{Action, Loaded, Shared};
use crate::words::Words;
use city_peers_engine::CityIx;
use city_peers_engine::search::{self, Hit, Hits, NameTable};
use yew::prelude::*;

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
                    props.act.emit(Action::Unchoose);
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
                props.act.emit(Action::Choose(city));
            }
            Msg::Leave => self.open = false,
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
        let oninput = ctx.link().callback(|event: InputEvent| {
            Msg::Typed(
                event
                    .target_unchecked_into::<web_sys::HtmlInputElement>()
                    .value(),
            )
        });
        let status = match (&self.typed, hits.found) {
            (Some(typed), 0) if !typed.trim().is_empty() => {
                words.with("search.none", &[("typed", typed.trim())])
            }
            (Some(typed), found) if !typed.trim().is_empty() => {
                words.count("search.found", found, &[("typed", typed.trim())])
            }
            _ => match props.chosen {
                Some((city, _)) => partner::about(words, &props.loaded.directory, city),
                None => words.text("search.hint").to_owned(),
            },
        };
        let error = props.missing && props.chosen.is_none() && self.typed.is_none();
        html! {
            <div class="stack-s">
                <div class="combobox">
                    <input class="input" part="input" id="city" type="text" role="combobox" autocomplete="off" spellcheck="false"
                        aria-expanded={open.to_string()} aria-controls="cities" aria-autocomplete="list"
                        aria-activedescendant={open.then(|| format!("city-{}", self.active))}
                        aria-describedby="city-status" aria-invalid={error.then_some("true")}
                        {value} {oninput}
                        onkeydown={ctx.link().callback(Msg::Key)}
                        onfocusout={ctx.link().callback(|_| Msg::Leave)}/>
                    <ul class="listbox" part="listbox" id="cities" role="listbox" aria-label={words.text("search.list").to_owned()} hidden={!open}>
                        { hits.best.iter().enumerate().map(|(ix, hit)| self.option(ctx, ix, hit, &query)).collect::<Html>() }
                    </ul>
                </div>
                if error { <p class="error" id="city-error">{ words.text("search.missing") }</p> }
                <p class="note" id="city-status" role="status">{ status }</p>
            </div>
        }
    }
}

impl CitySearch {
    fn option(&self, ctx: &Context<Self>, ix: usize, hit: &Hit, query: &str) -> Html {
        let props = ctx.props();
        let directory = &props.loaded.directory;
        let city = hit.city;
        let name = directory.name(city);
        let other = hit
            .other_name
            .and_then(|(table, row)| props.names.get(table).map(|t| t.names.get(row)));
        let title = match other {
            Some(other) => html! { <>{ marked(other, query) }{ " " }{ name.to_owned() }</> },
            None => marked(name, query),
        };
        // Pressing must not take the focus from the input; the click chooses.
        let onpointerdown = Callback::from(|event: PointerEvent| event.prevent_default());
        let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
        html! {
            <li role="option" id={format!("city-{ix}")} key={city.0} aria-selected={(ix == self.active).to_string()}
                onclick={ctx.link().callback(move |_| Msg::Pick(city))} {onpointerdown} {onmousedown}>
                { title }<small>{ partner::about(&props.words, directory, city) }</small>
            </li>
        }
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

/// A name with the part that was typed in bold.
fn marked(name: &str, query: &str) -> Html {
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    for end in ends.take(query.chars().count() * 2 + 4) {
        let (head, tail) = name.split_at(end);
        if !query.is_empty() && search::fold(&intl::decompose(head)) == query {
            return html! { <><mark>{ head.to_owned() }</mark>{ tail.to_owned() }</> };
        }
    }
    html! { { name.to_owned() } }
}
