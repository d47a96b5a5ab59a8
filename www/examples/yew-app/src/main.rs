//! A partnership desk: an application of its own round the City Peers component. It changes the component's props, and
//! shows what the component tells.

use city_peers::{
    Answer, CityPeers, CityPeersError, CityPeersHandle, Filter, Options, Profile, Purpose, Theme,
};
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Topics this office works on: their codes in the directory, and what the office calls them.
const TOPICS: [(&str, &str); 4] = [
    ("flood-management", "Floods"),
    ("heat", "Heat"),
    ("waste", "Waste"),
    ("housing", "Housing"),
];

const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("ko", "한국어"), ("ar", "العربية")];

fn main() {
    yew::Renderer::<Desk>::new().render();
}

/// The whole application.
#[component]
fn Desk() -> Html {
    let topic = use_state(|| TOPICS[0].0.to_owned());
    let lang = use_state(|| LANGUAGES[0].0.to_owned());
    let open = use_state(|| true);
    let second = use_state(|| false);
    let dark = use_state(|| false);
    let abroad = use_state(|| false);
    let answer = use_state(|| None::<Rc<Answer>>);
    let problem = use_state(|| None::<CityPeersError>);
    let handle = use_state(CityPeersHandle::default);
    let asked = use_state(String::new);

    let choose = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |event: Event| state.set(value_of(&event)))
    };
    let on_suggest = {
        let answer = answer.clone();
        Callback::from(move |told: Rc<Answer>| answer.set(Some(told)))
    };
    let on_error = {
        let problem = problem.clone();
        Callback::from(move |told| problem.set(Some(told)))
    };
    let on_submit = {
        let asked = asked.clone();
        Callback::from(move |profile: Rc<Profile>| asked.set(format!("{} handed in", profile.id)))
    };
    let ask = {
        let (handle, asked) = ((*handle).clone(), asked.clone());
        Callback::from(move |_| {
            let (handle, asked) = (handle.clone(), asked.clone());
            yew::platform::spawn_local(async move {
                asked.set(match handle.suggest().await {
                    Ok(answer) => format!("{} cities compared", answer.compared),
                    Err(error) => error.code,
                });
            });
        })
    };
    let compare = {
        let (handle, asked, answer) = ((*handle).clone(), asked.clone(), answer.clone());
        Callback::from(move |_| {
            let (handle, asked, answer) = (handle.clone(), asked.clone(), (*answer).clone());
            yew::platform::spawn_local(async move {
                let partners = answer.as_deref().map_or(&[][..], |answer| &answer.partners);
                let ids: Vec<&str> = partners.iter().take(2).map(|city| &*city.id).collect();
                asked.set(match handle.compare(&ids).await {
                    Ok(sheet) => format!("{} cities side by side", sheet.cities.len()),
                    Err(error) => error.code,
                });
            });
        })
    };
    let options = Options {
        filter: Filter {
            abroad: *abroad,
            ..Filter::default()
        },
        ..Options::default()
    };

    html! {
        <main>
            <h1>{ "Partnership desk" }</h1>
            <form class="desk" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                <label>{ "Topic" }{ select(&TOPICS, &topic, choose(&topic)) }</label>
                <label>{ "Language of the suggestions" }{ select(&LANGUAGES, &lang, choose(&lang)) }</label>
                <label class="tick"><input type="checkbox" checked={*second} onchange={turn(&second)} />{ "Beside it: Busan" }</label>
                <label class="tick"><input type="checkbox" checked={*abroad} onchange={turn(&abroad)} />{ "Other countries only" }</label>
                <label class="tick"><input type="checkbox" checked={*dark} onchange={turn(&dark)} />{ "Dark" }</label>
                <button type="button" onclick={turn(&open)}>
                    { if *open { "Put away" } else { "Take out" } }
                </button>
                <button type="button" onclick={ask}>{ "Ask again" }</button>
                <button type="button" onclick={compare}>{ "Side by side" }</button>
                <output>{ &*asked }</output>
            </form>
            if let Some(problem) = &*problem {
                <p class="problem" role="alert">{ format!("{} {}", problem.code, problem.file) }</p>
            }
            <Noted answer={(*answer).clone()} />
            <div class={classes!("places", second.then_some("two"))}>
                if *open {
                    <section class="panel">
                        <CityPeers
                            id="first"
                            class="widget"
                            city="kr-seoul"
                            topics={[(*topic).clone()]}
                            purpose={Purpose::Learn}
                            max=6
                            lang={(*lang).clone()}
                            theme={if *dark { Theme::Dark } else { Theme::Light }}
                            handle={(*handle).clone()}
                            {options}
                            {on_suggest}
                            {on_submit}
                            {on_error}
                        >
                            <p>{ "Partner cities of Seoul are shown here in a moment." }</p>
                        </CityPeers>
                    </section>
                }
                if *second {
                    <section class="panel">
                        <CityPeers
                            id="second"
                            class="widget"
                            city="kr-busan"
                            topics={vec![(*topic).clone()]}
                            max=6
                        />
                    </section>
                }
            </div>
        </main>
    }
}

/// Turns something on or off, whatever the event.
fn turn<E: 'static>(state: &UseStateHandle<bool>) -> Callback<E> {
    let state = state.clone();
    Callback::from(move |_| state.set(!*state))
}

/// What the desk takes down of an answer.
#[derive(PartialEq, Properties)]
struct NotedProps {
    answer: Option<Rc<Answer>>,
}

#[component]
fn Noted(props: &NotedProps) -> Html {
    let Some(answer) = &props.answer else {
        return html! {};
    };
    html! {
        <aside class="panel">
            <h2>{ "To call this week" }</h2>
            <ol>
                { for answer.partners.iter().map(|partner| html! {
                    <li key={partner.id.clone()} data-city={partner.id.clone()}>{ format!("{} ({})", partner.name, partner.country) }</li>
                }) }
            </ol>
        </aside>
    }
}

fn select(
    choices: &[(&'static str, &'static str)],
    chosen: &str,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <select {onchange}>
            { for choices.iter().map(|(code, name)| html! {
                <option value={*code} selected={*code == chosen}>{ *name }</option>
            }) }
        </select>
    }
}

/// The value of the field an event comes from.
fn value_of(event: &Event) -> String {
    let field = event.target_dyn_into::<HtmlSelectElement>();
    field.map(|field| field.value()).unwrap_or_default()
}
