//! Handing the profile over: to the page, to the address that it names, or as a file. Changes what is said of it.

use super::{Memory, SAVED, TAKEN, file};
use crate::components::dom::Dom;
use crate::later::{Effect, World, api};
use city_peers_engine::model::Profile;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// What the page allows and wants may have changed.
pub(super) fn notice(world: &mut World) {
    let memory = &mut world.memory.profile;
    memory.allowed = world.host.property("drafts").is_truthy();
    memory.keep &= memory.allowed;
    let named = world.host.property("submitTo").as_string();
    let named = named.unwrap_or_default();
    memory.to = address(&named);
    let wrong = memory.to.is_none() && !named.is_empty();
    if wrong && memory.to_said != named {
        let what = ["\u{201c}", &named, "\u{201d}"].concat();
        api::complain(world, "submit-to-unsafe", "submit-to", &[what]);
    }
    world.memory.profile.to_said = named;
}

/// An address that takes profiles, with its site: on a safe connection, or where the page itself is from.
fn address(named: &str) -> Option<(String, String)> {
    let base = gloo_utils::document().base_uri().ok()??;
    if named.is_empty() {
        return None;
    }
    let url = web_sys::Url::new_with_base(named, &base).ok()?;
    let member = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_string();
    let origin = member(&url, "origin")?;
    let own = member(&gloo_utils::window().into(), "origin")?;
    let safe = member(&url, "protocol")? == "https:" || origin == own && own != "null";
    safe.then(|| Some((url.href(), member(&url, "host")?)))?
}

/// Hands the profile over.
pub(super) fn submit(world: &mut World, profile: &Profile) {
    let memory = &mut world.memory.profile;
    if memory.sending {
        return;
    }
    let to = memory.to.as_ref().map(|(to, _)| to.clone());
    memory.sending = true;
    memory.done = to.is_some().then_some("your.submit.sending");
    let detail = file::to_json(profile);
    let text = file::pretty(profile);
    world.effects.push(Effect::Submit(detail, text, to));
}

/// It is handed over, or is not.
pub(super) fn submitted(world: &mut World, came: &str) {
    let memory = &mut world.memory.profile;
    memory.sending = false;
    let key = match came {
        TAKEN => "your.submitted.page",
        SAVED => "your.submitted",
        came if came.starts_with('!') => "your.submit.failed",
        _ => "your.submitted.sent",
    };
    memory.done = Some(key);
    if let Some(why) = came.strip_prefix('!') {
        api::complain(world, "submit-failed", "submit-to", &[why.to_owned()]);
    }
}

/// Whether what was done last is said beside the button.
pub(super) fn is_here(key: &str) -> bool {
    key.starts_with("your.submit")
}

/// What handing in does, or has done, beside the button.
pub(super) fn note(d: &mut Dom, memory: &Memory) {
    let usual = match memory.to {
        Some(_) => "your.submit.to",
        None => "your.submit.note",
    };
    let site = memory.to.as_ref().map_or("", |(_, site)| site);
    let done = memory.done.filter(|key| is_here(key));
    let key = done.unwrap_or(usual);
    d.with_el("p.note[role=status]", key, &[("site", site)]);
}
