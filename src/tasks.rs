//! Fetching and decoding: the widget's only requests, all of them files of the directory or its own texts. Effects.

use crate::queries::map;
use crate::state::{Entry, Failure, File, Loaded};
use crate::words::Words;
use city_peers_engine::format::{self, FormatError};
use city_peers_engine::practices::Practices;
use city_peers_engine::search::NameTable;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

/// Texts that exist beside English; others fall back to it.
const LANGUAGES: [&str; 1] = ["en"];

async fn get(url: &str) -> Result<Response, String> {
    let window = gloo_utils::window();
    let response = JsFuture::from(window.fetch_with_str(url))
        .await
        .map_err(|error| text_of(&error))?;
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
    JsFuture::from(promise)
        .await
        .map_err(|error| text_of(&error))
}

/// The whole body, told of after every piece that arrives.
async fn body(response: &Response, mut progress: impl FnMut(u32)) -> Result<Vec<u8>, String> {
    let Some(stream) = response.body() else {
        return Ok(Vec::new());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read())
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

/// Texts for a language, or English; empty where neither arrives (keys are shown then).
pub(crate) async fn words(locales: &str, lang: &str) -> Words {
    let base = lang
        .split('-')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let base = LANGUAGES.iter().find(|l| **l == base).unwrap_or(&"en");
    // English in the place of another language is English throughout: its numbers and names of countries too.
    let own = lang.to_ascii_lowercase().starts_with(*base);
    let mut words = Words::new(if own { lang } else { base }.to_owned(), own);
    if let Ok(response) = get(&[locales, base, ".json"].concat()).await
        && let Ok(value) = json(&response).await
    {
        for entry in Object::entries(value.unchecked_ref()).iter() {
            let entry: Array = entry.unchecked_into();
            if let (Some(key), Some(text)) = (entry.get(0).as_string(), entry.get(1).as_string()) {
                words.add(key, text);
            }
        }
    }
    words
}

/// The entry file of a directory.
pub(crate) async fn manifest(url: &str) -> Result<Entry, Failure> {
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

/// Bytes of the core.
pub(crate) fn core_size(manifest: &Entry) -> u32 {
    manifest.file("core").map_or(0, |f| f.size)
}

/// The core of a directory.
pub(crate) async fn core(
    url: &str,
    manifest: Entry,
    progress: impl FnMut(u32),
) -> Result<Loaded, Failure> {
    let entry = manifest.file("core").ok_or_else(|| missing("core"))?;
    let bytes = file(url, entry, progress).await?;
    let directory = format::decode_core(&bytes).map_err(|e| damaged(entry, &bytes, &e))?;
    let map = map::dots(&directory);
    Ok(Loaded {
        manifest,
        directory,
        map,
    })
}

/// The practices of a directory.
pub(crate) async fn practices(url: &str, loaded: &Loaded) -> Result<Practices, Failure> {
    let entry = loaded.manifest.file("practices");
    let entry = entry.ok_or_else(|| missing("practices"))?;
    let bytes = file(url, entry, |_| {}).await?;
    format::decode_practices(&bytes, loaded.directory.len()).map_err(|e| damaged(entry, &bytes, &e))
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

fn file_name(url: &str) -> String {
    url.rsplit('/').next().unwrap_or(url).to_owned()
}
