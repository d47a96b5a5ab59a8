//! Serves the files of one folder: their types, how long they may be kept, and nothing outside of it. Reads files.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_http::services::ServeDir;

/// Types by ending; all others are bytes.
const TYPES: [(&str, &str); 9] = [
    ("bin", "application/octet-stream"),
    ("css", "text/css; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("ts", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
];
/// For files with their hash in the name: they never change.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// For all others: they may be kept, but are asked about each time.
const ASK: &str = "no-cache";

/// The files of a folder. Copies `….br` and `….gz` beside a file are sent to browsers that take them.
pub fn files(folder: &Path) -> Router {
    let serve = ServeDir::new(folder)
        .append_index_html_on_directories(false)
        .redirect_to_trailing_slash(false)
        .precompressed_br()
        .precompressed_gzip();
    let root: Arc<Path> = Arc::from(folder);
    Router::new()
        .fallback_service(serve)
        .layer(from_fn_with_state(root, one))
}

async fn one(State(root): State<Arc<Path>>, request: Request, next: Next) -> Response {
    let Some(file) = inside(&root, request.uri()) else {
        return missing();
    };
    let mut response = next.run(request).await;
    let status = response.status();
    if status == StatusCode::NOT_FOUND {
        return missing();
    }
    let headers = response.headers_mut();
    if status.is_success() {
        let ending = file.extension().and_then(|e| e.to_str());
        let known = TYPES.iter().find(|(e, _)| Some(*e) == ending);
        let kind = known.map_or("application/octet-stream", |(_, kind)| kind);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    if status.is_success() || status == StatusCode::NOT_MODIFIED {
        let keep = if is_hashed(&file) { FOREVER } else { ASK };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    }
    response
}

/// The answer where there is nothing.
pub fn missing() -> Response {
    (StatusCode::NOT_FOUND, "There is no such file.\n").into_response()
}

/// The file that an address names, if it lies in the folder. All names are plain: what has to be escaped, begins with a
/// dot or leads elsewhere by a link is not served.
fn inside(root: &Path, address: &Uri) -> Option<PathBuf> {
    let path = address.path().strip_prefix('/')?;
    let plain =
        |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['%', '\\', ':']);
    if !path.split('/').all(plain) {
        return None;
    }
    let file = root.join(path).canonicalize().ok()?;
    // The folder may have been replaced by a new build since the start.
    let root = root.canonicalize().ok()?;
    (file.starts_with(root) && file.is_file()).then_some(file)
}

/// A name such as `core-6ff700dde320b9bc.bin`.
fn is_hashed(file: &Path) -> bool {
    let name = file.file_stem().and_then(|n| n.to_str());
    let hash = name
        .and_then(|n| n.rsplit_once('-'))
        .map_or("", |(_, hash)| hash);
    hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}
