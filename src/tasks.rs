//! Fetching and decoding: the widget's only requests, all of them files of the directory or its own texts. Effects.

use crate::later::Open;
use crate::state::{Entry, Failure, File, Loaded, Shared};
use crate::words::Words;
use city_peers_engine::CityIx;
use city_peers_engine::format::{self, FormatError};
use city_peers_engine::practices::Practices;
use city_peers_engine::search::NameTable;
use js_sys::{Array, Function, Map, Object, Promise, Reflect, Uint8Array};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Weak;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDivElement, ReadableStreamDefaultReader, Response};

/// Texts that exist beside English; others fall back to it.
const LANGUAGES: [&str; 8] = ["ar", "en", "es", "fr", "ko", "pt", "ru", "zh"];

thread_local! {
    // Answers that the loader has asked for while this module was on its way, by address.
    static EARLY: RefCell<Map> = RefCell::new(Map::new());
}

/// Takes over what the loader has asked for.
#[cfg(feature = "element")]
pub(crate) fn expect(early: Option<Map>) {
    if let Some(early) = early {
        EARLY.set(early);
    }
}

thread_local! {
    // Directories in use, by address: one copy serves all elements. The loader lets one element of a directory go first.
    static LOADED: RefCell<Vec<(String, Weak<Loaded>)>> = const { RefCell::new(Vec::new()) };
}

/// Asks for a file, unless the loader has: its answer serves once.
fn fetch(url: &str) -> Promise {
    EARLY.with_borrow(|early| {
        let url_value = JsValue::from_str(url);
        let asked = early.get(&url_value);
        if early.delete(&url_value) {
            asked.unchecked_into()
        } else {
            gloo_utils::window().fetch_with_str(url)
        }
    })
}

async fn get(url: &str) -> Result<Response, String> {
    answer(soon(&fetch(url))).await
}

/// For how long nothing may come of a file, in milliseconds, before it counts as lost. One that goes on coming may take longer.
const PATIENCE: i32 = 30_000;

/// A promise that is broken, without a reason, if it is neither kept nor broken in [`PATIENCE`].
fn soon(promise: &Promise) -> JsFuture {
    JsFuture::from(Promise::race(&Array::of2(promise, &timer(PATIENCE, true))))
}

/// What comes of a request that is on its way.
async fn answer(request: JsFuture) -> Result<Response, String> {
    let response = request.await.map_err(|error| text_of(&error))?;
    let response: Response = response.unchecked_into();
    if response.ok() {
        Ok(response)
    } else {
        Err(response.status().to_string())
    }
}

fn text_of(error: &JsValue) -> String {
    let message = Reflect::get(error, &JsValue::from_str("message")).ok();
    message.and_then(|m| m.as_string()).unwrap_or_default()
}

async fn json(response: &Response) -> Result<JsValue, String> {
    let promise = response.json().map_err(|error| text_of(&error))?;
    soon(&promise).await.map_err(|error| text_of(&error))
}

/// The whole body, told of after every piece that arrives.
async fn body(response: &Response, mut progress: impl FnMut(u32)) -> Result<Vec<u8>, String> {
    let Some(stream) = response.body() else {
        return Ok(Vec::new());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = soon(&reader.read())
            .await
            .map_err(|error| text_of(&error))?;
        let Ok(value) = Reflect::get(&piece, &JsValue::from_str("value")) else {
            return Ok(bytes);
        };
        if value.is_undefined() {
            return Ok(bytes);
        }
        let value: Uint8Array = value.unchecked_into();
        let start = bytes.len();
        bytes.resize(start + value.length() as usize, 0);
        if let Some(room) = bytes.get_mut(start..) {
            value.copy_to(room);
        }
        progress(bytes.len() as u32);
    }
}

/// The language among [`LANGUAGES`] that a language is shown in.
pub(crate) fn base(lang: &str) -> &'static str {
    let wanted = lang.split('-').next().unwrap_or_default();
    LANGUAGES
        .into_iter()
        .find(|l| l.eq_ignore_ascii_case(wanted))
        .unwrap_or("en")
}

/// One file of texts, in its order.
async fn texts(url: &str) -> Result<Vec<(String, String)>, String> {
    let value = json(&get(url).await?).await?;
    let mut texts = Vec::new();
    if value.is_null() {
        return Ok(texts);
    }
    for entry in Object::entries(value.unchecked_ref()).iter() {
        let entry: Array = entry.unchecked_into();
        if let (Some(key), Some(text)) = (entry.get(0).as_string(), entry.get(1).as_string()) {
            texts.push((key, text));
        }
    }
    Ok(texts)
}

/// Whether Chinese is wanted in traditional characters, which there are no texts in.
fn traditional(lang: &str) -> bool {
    let is = |part: &str, wanted: &str| part.eq_ignore_ascii_case(wanted);
    let mut parts = lang.split('-').skip(1);
    // A script says it, and says it before a region does.
    parts.any(|part| ["Hant", "TW", "HK", "MO"].iter().any(|t| is(part, t)))
        && !lang.split('-').any(|part| is(part, "Hans"))
}

/// Texts for a language, or English; empty where neither arrives (keys are shown then). With those of what is loaded
/// later, if it is there already.
pub(crate) async fn words(locales: &str, lang: &str, whole: bool) -> Words {
    let mut base = base(lang);
    let mut found = texts(&[locales, base, ".json"].concat()).await;
    if found.is_err() && base != "en" {
        base = "en";
        found = texts(&[locales, "en.json"].concat()).await;
    }
    // English in the place of another language is English throughout: its numbers and names of countries too.
    let plain = base == "zh" && traditional(lang);
    let same = lang.split('-').next();
    let own = !plain && same.is_some_and(|l| l.eq_ignore_ascii_case(base));
    let shown = match (own, plain) {
        (true, _) => lang,
        (_, true) => "zh-Hans",
        _ => base,
    };
    let mut words = Words::new(shown.to_owned(), own);
    for (key, text) in found.unwrap_or_default() {
        words.add(key, text);
    }
    if whole {
        for (key, text) in more_words(locales, base, MORE).await {
            words.add(key, text);
        }
        words.complete();
    }
    words
}

/// Texts of what is loaded later ([`MORE`]) or of failures ([`ERRORS`]), as [`words`].
pub(crate) async fn more_words(locales: &str, lang: &str, part: &str) -> Vec<(String, String)> {
    match texts(&[locales, base(lang), part].concat()).await {
        Ok(found) => found,
        Err(_) => texts(&[locales, "en", part].concat())
            .await
            .unwrap_or_default(),
    }
}

/// Ends of the names of files of texts.
pub(crate) const MORE: &str = ".more.json";
pub(crate) const ERRORS: &str = ".errors.json";

/// What is loaded later, and the names its files have beside the folder of texts; `xtask/src/package.rs` says the same.
const LATER: &str = "../city_peers_later.wasm";
const LATER_STYLE: &str = "../city-peers.more.css";
/// What the split first part exports, and an undivided module does not; `xtask/src/split/mod.rs` says the same.
const DIVIDED: &str = "~m0";
/// What the second part calls the first.
const FIRST: &str = "first";

thread_local! {
    // One module serves all widgets of a page: it is completed once.
    static LATER_STATE: Cell<Option<Open>> = const { Cell::new(None) };
    static JOINING: Cell<bool> = const { Cell::new(false) };
}

/// Somebody joins it; ends when it is dropped.
struct Joining;

impl Joining {
    fn new() -> Joining {
        JOINING.set(true);
        Joining
    }
}

impl Drop for Joining {
    fn drop(&mut self) {
        JOINING.set(false);
    }
}

/// Fetches what is loaded later and joins it to what is here.
pub(crate) async fn later(locales: &str, mount: &HtmlDivElement) -> Result<Open, Failure> {
    // Joined twice at a time, the second part would begin anew under the feet of whoever is in it.
    while JOINING.get() {
        wait(20).await;
    }
    let exports = wasm_bindgen::exports();
    let here = LATER_STATE.get().is_some() || member(&exports, DIVIDED).is_undefined();
    let _joining = (!here).then(Joining::new);
    // Asked for before the style, so that the two arrive together.
    let request = (!here).then(|| soon(&fetch(&[locales, LATER].concat())));
    // Without its style a view is plain but whole.
    let _ = style(&[locales, LATER_STYLE].concat(), mount).await;
    if let Some(request) = request {
        let failure = |detail| later_missing(LATER, detail);
        let response = answer(request).await.map_err(failure)?;
        let bytes = body(&response, |_| {}).await.map_err(failure)?;
        let imports = Object::new();
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&imports, &JsValue::from_str(FIRST), &exports);
        JsFuture::from(js_sys::WebAssembly::instantiate_buffer(&bytes, &imports))
            .await
            .map_err(|e| failure(text_of(&e)))?;
    }
    let open = Open::arrived();
    LATER_STATE.set(Some(open));
    Ok(open)
}

/// A file of what is loaded later did not arrive.
pub(crate) fn later_missing(url: &str, detail: String) -> Failure {
    Failure {
        code: "later-missing",
        file: file_name(url),
        detail,
        bytes: None,
    }
}

/// Adds the style of what is loaded later to the widget's root, once.
async fn style(url: &str, mount: &HtmlDivElement) -> Result<(), JsValue> {
    let root: JsValue = mount.get_root_node().into();
    let adopted = member(&root, "adoptedStyleSheets");
    if adopted.is_undefined() {
        // Before Firefox 101.
        let links = root.unchecked_ref::<web_sys::ShadowRoot>();
        if links.query_selector("link ~ link")?.is_none() {
            let link = gloo_utils::document().create_element("link")?;
            link.set_attribute("rel", "stylesheet")?;
            link.set_attribute("href", url)?;
            root.unchecked_into::<web_sys::Node>().append_child(&link)?;
        }
        return Ok(());
    }
    let sheets: Array = Array::from(&adopted);
    if sheets.length() > 1 {
        return Ok(());
    }
    let response = get(url).await?;
    let text = soon(&response.text()?).await?;
    let sheet = web_sys::CssStyleSheet::new()?;
    let replace = member(&sheet, "replaceSync").unchecked_into::<Function>();
    replace.call1(&sheet, &text)?;
    sheets.push(&sheet);
    Reflect::set(&root, &JsValue::from_str("adoptedStyleSheets"), &sheets)?;
    Ok(())
}

/// The style of what is shown first, beside the folder of texts.
#[cfg(target_arch = "wasm32")]
pub(crate) const FIRST_STYLE: &str = "city-peers.css";

/// What a widget needs that no loader serves: the style, with the texts and the entry file of its directory asked for
/// ahead. `base` is the folder of style and texts.
///
/// # Errors
/// The address of what is not there, or not ours: servers of applications answer wrong addresses with a page.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn first_files(base: &str, lang: &str, directory: &str) -> Result<String, String> {
    let style = [base, FIRST_STYLE].concat();
    let own = [base, "locales/", self::base(lang), ".json"].concat();
    // All three are on their way before the first has come.
    let (sheet, words) = (JsFuture::from(fetch(&style)), JsFuture::from(fetch(&own)));
    if !LOADED.with_borrow(|all| all.iter().any(|(known, _)| known == directory)) {
        let entry = fetch(directory);
        keep(directory, &entry);
        // The widget says what is wrong with it.
        let entry = JsFuture::from(entry);
        wasm_bindgen_futures::spawn_local(async move { drop(entry.await) });
    }
    let sheet = async {
        let text = answer(sheet).await.ok()?.text().ok()?;
        let text = JsFuture::from(text).await.ok()?.as_string()?;
        text.contains(":host").then_some(text)
    };
    let sheet = sheet.await.ok_or(style)?;
    if !texts_there(&own, answer(words).await).await {
        let english = [base, "locales/en.json"].concat();
        if !texts_there(&english, get(&english).await).await {
            return Err(own);
        }
    }
    Ok(sheet)
}

/// Whether an answer holds texts: then the widget takes it from here.
#[cfg(target_arch = "wasm32")]
async fn texts_there(url: &str, answer: Result<Response, String>) -> bool {
    let Ok(response) = answer else { return false };
    let Ok(copy) = response.clone() else {
        return false;
    };
    let there = json(&copy).await.is_ok();
    if there {
        keep(url, &Promise::resolve(response.unchecked_ref::<JsValue>()));
    }
    there
}

/// Keeps an answer for whoever asks next.
#[cfg(target_arch = "wasm32")]
fn keep(url: &str, answer: &Promise) {
    EARLY.with_borrow(|early| early.set(&JsValue::from_str(url), answer));
}

/// Waits; 0 gives the browser a chance to paint and to hear the visitor.
pub(crate) async fn wait(milliseconds: i32) {
    // It is kept.
    let _ = JsFuture::from(timer(milliseconds, false)).await;
}

/// A promise that is kept, or broken, after a time.
fn timer(milliseconds: i32, broken: bool) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let settle = if broken { reject } else { resolve };
        let _ = gloo_utils::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&settle, milliseconds);
    })
}

/// What comes of a promise, in a word: what it says itself, the status of an answer; after `!` where it failed.
pub(crate) async fn settled(promise: Promise) -> String {
    match JsFuture::from(promise).await {
        Ok(value) if member(&value, "ok") == JsValue::FALSE => [
            "!",
            &value.unchecked_into::<Response>().status().to_string(),
        ]
        .concat(),
        Ok(value) => value.as_string().unwrap_or_default(),
        Err(error) => ["!", &text_of(&error)].concat(),
    }
}

/// Sends JSON to an address that the page has named, and nothing but it: no cookies, no referrer. Promises the answer;
/// where none comes in a minute, that is a failure too.
pub(crate) fn post(url: &str, json: &str) -> Promise {
    let set = |object: &Object, name: &str, value: &JsValue| {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(object, &JsValue::from_str(name), value);
    };
    let headers = Object::new();
    set(&headers, "Content-Type", &"application/json".into());
    let init = Object::new();
    set(&init, "method", &"POST".into());
    set(&init, "credentials", &"omit".into());
    set(&init, "referrerPolicy", &"no-referrer".into());
    set(&init, "headers", &headers);
    set(&init, "body", &json.into());
    let window: JsValue = gloo_utils::window().into();
    let signal = member(&window, "AbortSignal");
    // Younger than the oldest browsers that run this.
    if let Ok(timeout) = member(&signal, "timeout").dyn_into::<Function>()
        && let Ok(signal) = timeout.call1(&signal, &60_000.into())
    {
        set(&init, "signal", &signal);
    }
    let fetch: Function = member(&window, "fetch").unchecked_into();
    match fetch.call2(&window, &url.into(), &init) {
        Ok(promise) => Promise::resolve(&promise),
        Err(error) => Promise::reject(&error),
    }
}

/// The text of a file the visitor chose; empty where it cannot be read.
pub(crate) async fn read(file: &JsValue) -> String {
    let text = member(file, "text").unchecked_into::<Function>();
    let Ok(promise) = text.call0(file) else {
        return String::new();
    };
    let text = JsFuture::from(promise.unchecked_into::<Promise>()).await;
    text.ok().and_then(|t| t.as_string()).unwrap_or_default()
}

/// The entry file of a directory.
async fn manifest(url: &str) -> Result<Entry, Failure> {
    let failure = |code, detail| Failure {
        code,
        file: file_name(url),
        detail,
        bytes: None,
    };
    let response = get(url)
        .await
        .map_err(|e| failure("directory-missing", e))?;
    let value = json(&response)
        .await
        .map_err(|e| failure("directory-not-ours", e))?;
    // The version decides before the shape: a newer entry file may have another one.
    match member(&value, "format").as_f64() {
        Some(found) if (f64::from(format::OLDEST)..=f64::from(format::FORMAT)).contains(&found) => {
        }
        Some(_) => return Err(failure("directory-newer", String::new())),
        None => return Err(failure("directory-not-ours", String::new())),
    }
    read_manifest(&value).ok_or_else(|| failure("directory-not-ours", String::new()))
}

fn member(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Reads what the widget needs of the entry file, by hand: the general deserialiser would cost 10 kB at start.
fn read_manifest(value: &JsValue) -> Option<Entry> {
    let files: Array = member(value, "files").dyn_into().ok()?;
    let files = files.iter().map(|file| {
        let text = |name| member(&file, name).as_string();
        Some(File {
            name: text("name")?,
            kind: text("kind")?,
            lang: text("lang"),
            shard: member(&file, "shard").as_f64().map(|n| n as usize),
            size: member(&file, "size").as_f64()? as u32,
        })
    });
    Some(Entry {
        cities: member(&member(value, "counts"), "cities").as_f64()? as u32,
        files: files.collect::<Option<Vec<File>>>()?,
    })
}

/// Fetches one file of a directory and checks that all of it arrived.
async fn file(
    directory: &str,
    entry: &File,
    progress: impl FnMut(u32),
) -> Result<Vec<u8>, Failure> {
    let failure = |code, detail| Failure {
        code,
        file: entry.name.clone(),
        detail,
        bytes: None,
    };
    let url = web_sys::Url::new_with_base(&entry.name, directory)
        .map_err(|e| failure("directory-missing", text_of(&e)))?;
    let response = get(&url.href())
        .await
        .map_err(|e| failure("directory-missing", e))?;
    body(&response, progress)
        .await
        .map_err(|e| failure("directory-cut", e))
}

fn damaged(entry: &File, bytes: &[u8], error: &FormatError) -> Failure {
    let what = match error {
        FormatError::Malformed(what) => what,
        _ => "",
    };
    Failure {
        code: error.code(),
        file: entry.name.clone(),
        detail: what.to_string(),
        bytes: Some((entry.size, bytes.len() as u32)),
    }
}

fn missing(kind: &str) -> Failure {
    Failure {
        code: "directory-missing",
        file: kind.to_owned(),
        detail: String::new(),
        bytes: None,
    }
}

/// A directory: its entry file and its core. Told how many cities it will hold, the bytes so far, and those in all.
pub(crate) async fn directory(
    url: &str,
    progress: impl Fn(u32, u32, u32),
) -> Result<Shared<Loaded>, Failure> {
    let known = LOADED.with_borrow(|all| {
        let same = all.iter().find(|(known, _)| known == url);
        same.and_then(|(_, loaded)| Shared::kept(loaded))
    });
    if let Some(loaded) = known {
        return Ok(loaded);
    }
    let manifest = manifest(url).await?;
    let (cities, size) = (manifest.cities, manifest.file("core").map_or(0, |f| f.size));
    progress(cities, 0, size);
    let loaded = core(url, manifest, |bytes| progress(cities, bytes, size)).await?;
    let loaded = Shared::new(loaded);
    LOADED.with_borrow_mut(|all| {
        all.retain(|(known, _)| known != url);
        all.push((url.to_owned(), loaded.weak()));
    });
    Ok(loaded)
}

async fn core(url: &str, manifest: Entry, progress: impl FnMut(u32)) -> Result<Loaded, Failure> {
    let entry = manifest.file("core").ok_or_else(|| missing("core"))?;
    let bytes = file(url, entry, progress).await?;
    let directory = format::decode_core(&bytes).map_err(|e| damaged(entry, &bytes, &e))?;
    Ok(Loaded {
        manifest,
        directory,
        practices: OnceCell::new(),
        map: OnceCell::new(),
    })
}

/// The practices of a directory.
pub(crate) async fn practices(url: &str, loaded: &Loaded) -> Result<Shared<Practices>, Failure> {
    let entry = loaded.manifest.file("practices");
    let entry = entry.ok_or_else(|| missing("practices"))?;
    if let Some(practices) = loaded.practices.get() {
        return Ok(practices.clone());
    }
    let bytes = file(url, entry, |_| {}).await?;
    let practices = format::decode_practices(&bytes, loaded.directory.len())
        .map_err(|e| damaged(entry, &bytes, &e))?;
    let practices = Shared::new(practices);
    Ok(loaded.practices.get_or_init(|| practices).clone())
}

/// City names in one language; `None` where the directory has none.
pub(crate) async fn names(
    url: &str,
    loaded: &Loaded,
    lang: &str,
) -> Option<Result<NameTable, Failure>> {
    let is_it = |f: &&File| f.kind == "search" && f.lang.as_deref() == Some(lang);
    let entry = loaded.manifest.files.iter().find(is_it)?;
    Some(match file(url, entry, |_| {}).await {
        Ok(bytes) => format::decode_names(&bytes, loaded.directory.len())
            .map_err(|e| damaged(entry, &bytes, &e)),
        Err(failure) => Err(failure),
    })
}

/// The detail file a city is in.
pub(crate) fn shard(city: CityIx) -> usize {
    city.ix() / format::DETAIL_SHARD
}

/// Its place there.
pub(crate) fn place_in_shard(city: CityIx) -> usize {
    city.ix() % format::DETAIL_SHARD
}

/// The bytes of one detail file, for [`crate::later::doors::profiles`].
pub(crate) async fn details(url: &str, loaded: &Loaded, shard: usize) -> Result<Vec<u8>, Failure> {
    let mut files = loaded.manifest.files.iter();
    // Files are listed by name: detail-10 comes before detail-2.
    let is_it = |f: &&File| f.kind == "detail" && f.shard == Some(shard);
    let entry = files.find(is_it).ok_or_else(|| missing("detail"))?;
    file(url, entry, |_| {}).await
}

fn file_name(url: &str) -> String {
    url.rsplit('/').next().unwrap_or(url).to_owned()
}
