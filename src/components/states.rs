//! Loading and failure: what happened, what to do, and one closed box for the web editor.

use crate::state::{Action, Failure, Load};
use crate::words::Words;
use yew::prelude::*;

/// While nothing can be shown yet; room is kept so that nothing jumps.
pub(crate) fn loading(words: &Words, load: &Load) -> Html {
    let (text, progress) = match load {
        Load::Arriving {
            cities,
            bytes,
            size,
        } => {
            let kilo = |bytes: u32| words.number(f64::from(bytes.div_ceil(1000)));
            let text = words.with(
                "loading.core",
                &[
                    ("cities", &words.number(f64::from(*cities))),
                    ("size", &kilo(*size)),
                ],
            );
            let done = words.with(
                "loading.progress",
                &[("done", &kilo(*bytes)), ("size", &kilo(*size))],
            );
            let label = words.text("loading.label").to_owned();
            let bar = html! {
                <progress value={bytes.to_string()} max={size.max(&1).to_string()} aria-label={label}>{ done }</progress>
            };
            (text, bar)
        }
        _ => (words.text("loading.begun").to_owned(), Html::default()),
    };
    html! {
        <div class="page stack-s calm" aria-busy="true">
            <p role="status">{ text }</p>
            { progress }
            <p class="note">{ words.text("loading.private") }</p>
        </div>
    }
}

/// When the directory cannot be shown.
pub(crate) fn failed(words: &Words, failure: &Failure, act: &Callback<Action>) -> Html {
    let part = |part: &str| {
        let own = format!("error.{}.{part}", failure.code);
        let general = format!("error.directory-damaged.{part}");
        words
            .find(&own)
            .or_else(|| words.find(&general))
            .unwrap_or_default()
            .to_owned()
    };
    let retry = act.reform(|_: MouseEvent| Action::Retry);
    html! {
        <div class="page stack">
            <div class="message bad stack-s" role="alert">
                <h3>{ part("title") }</h3>
                <p>{ part("text") }</p>
                <p class="actions"><button type="button" class="button primary" onclick={retry}>{ words.text("error.retry") }</button></p>
                <details>
                    <summary>{ words.text("error.for-editor") }</summary>
                    <p class="note"><code>{ failure.code }</code>{ " · " }<code>{ failure.file.clone() }</code>{ " " }
                        { failure.detail.clone() }{ " " }{ part("editor") }</p>
                </details>
            </div>
        </div>
    }
}
